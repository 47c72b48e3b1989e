"""What a paper does with a benchmark that it did not make: tests on it, trains on it, or mentions it.

What belongs here: the roles "evaluation", "training" and "mentioned". What does not: "introduced"
(benchmark_creation.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipeline.abstract import Abstract
from pipeline.patterns import asks
from pipeline.rules.benchmark_names import Name, around
from pipeline.rules.data_nouns import COUNTED, DATA_NOUNS, STOP
from pipeline.rules.lexicon import word_set

# What may follow a name in "experiments on FooSet show": no noun of which the name is a mere adjective.
AFTER_TESTED = word_set(
    "show underscore underline attest further consistently clearly"
    " demonstrate indicate reveal confirm validate highlight verify suggest prove illustrate establish yield"
    " respectively without compared across after before both even - – — / ' ’ s & + “ ” \" < >"
    " accuracy classification detection segmentation generation test evaluation performance"
)
_TRAIN_BEFORE = re.compile(
    r"(?i)(?P<pre>pre-?)?(?:train|fine-?tun|post-?train|instruction[- ]?tun)(?:ed|ing|es?)?\b(?: \w+\b){0,6} "
    r"(?:on|using|with|over|from)\b"
    r"(?:[^.;,():%]|\.\d|\([\w-]{1,12}\)|(?<=data|sets|pora), (?:such as|including|like|namely) ){0,50}$"
    r"|(?P<noun>pre-?)?(?:train|tun)ing (?:data|datasets?|corpora|corpus|sets?)\b(?:[^.;%]|\(e\.g\.,){0,30}$"
)
# A word of training is in all that the patterns for it match.
_TRAINS = asks("(?i)train|tun|adapt")
_TRAIN_AFTER = re.compile(
    r"(?i)^(?:\W|\w+ ){0,3}?(?:to (?:\w+ ){0,2}(?:pre-?train|train|fine-?tune)"
    r"|for (?:\w+ )?(?:pre-?training|training|fine-?tuning|instruction[- ]tuning)\b(?!,? (?:and|or)\b))"
)
_RESULT = asks(r"(?i)achiev|outperform|accura|surpass|improv|state-of-the-art|%|\d\.\d|result")
_MENTION = asks(
    r"(?i)(?:building (?:up)?on|"
    r"exten(?:sion of|ds|ding)|derived from|built (?:on|upon|from)|based on|complements?|unlike|existing|"
    r"seeded with|"
    r"widely[- ]used|recently (?:released|introduced|proposed)|"
    r"prior|previous|current|traditional|popular|adaptations? of|sourced from|variants? of|"
    r"curated from)\b[^.;]{0,80}$"
)
# "FooSet-pretrained nets", "the FooSet training data"
_TRAINED_WITH = asks(
    r"(?i)^[- ](?:pre-?train(?:ed|ing)|initiali[sz](?:ed|ation)|weights|transfer learning"
    r"|training (?:data(?:set)?|set|split|corpus))\b"
)
# "datasets like FooSet are small": what others have, in the words of one who finds it wanting.
_EXAMPLE = asks(r"(?i)\b(?:datasets|benchmarks|corpora),? (?:such as|like|including|\(?e\.g\.,?) $")
_WANTING = asks(
    r"(?i)^[^.;]{0,60}?\b(?:are|is|remains?|lacks?|focus|fail|rely|suffer|often|primarily|mainly|mostly|only)\b"
)
# What a new dataset is gathered from, or made of: "we sample 900 letters from FooSet", "we refine the FooSet".
_GATHERED = asks(
    r"(?i)\b(?:sampl|gather|collect|curat|construct|compil|aggregat|consolidat|unif|assembl)\w*\b[^.;]{0,90}\bfrom\b[^.;]{0,60}$"
    r"|\b(?:refin|re-?annotat|relabel|adapt|reformulat|expand|enrich|convert|translat|augment)(?:e|es|ed|ing|s)?"
    r" (?:the |existing |public |original ){0,2}$"
)
STUDY = asks(
    r"(?i)experiment|evaluat|examined|conduct|ablation|\bwe (?:test|compare|validate|assess|show)|generaliz|consistent|"
    r"validated|tested|demonstrates? (?:its|the|their|our)|effectiveness"
)
# Before the first of these, an abstract speaks of the work of others.
_OWN_WORK = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Tt]his (?:\w+ )?"
    r"(?:[Pp]aper|work|project|study|article|report|survey|review|research|thesis|[Nn]ote|notebook|manuscript|submission)"
    r"|The (?:paper|article|work|study|report|proposed)|[Hh]erein|is (?:proposed|introduced|presented)"
    r"|Experiments|Experimental results)\b|\b[Hh]ere,"
)
# "strong performance on FooSet"
_PERFORMING = asks(
    r"(?i)\b(?:performance|results?|accuracy|accuracies|scores?|gains|improvements?|effectiveness|evaluations?|experiments)"
    r" (?:on|across|over) (?:the |both )?(?:widely[- ]used |popular |challenging |standard |public )?$"
)
# Data taken for training from afar: "trained on many letters from FooSet", "pretraining sources (FooSet"
_TRAINED_FROM = re.compile(
    r"(?i)\b(?:pre-?)?(?:trained|tuned) on\b(?:[^.;]|\.\d){0,120}\b(?:from|in) (?:the )?$"
    r"|\b(?:adapt|train|tune|pre-?train)\w*\b(?:[^.;]|\.\d){0,100}\busing\b(?:[^.;]|\.\d){0,60}\bfrom (?:the )?$"
    r"|\bpre-?training\b(?:[^.;]|\.\d){0,140}\b(?:on the|from) $|\btraining sources? \($"
)
# "Trained on three sets (FooSet, BarSet), it wins."
_TRAINED_FIRST = re.compile(r"\W{0,3}(?:Pre-?trained|Trained|Fine-?tuned|Pretraining|Trained only) on [^;:]{0,200}$")
_EVALUATED = asks(r"(?i)evaluat|\btest|\bvalidat|, [a-z]+ [a-z]")
_COMPARED = asks(
    r"(?i)\b(?:than|unlike|similar to|compared (?:to|with)|multiplier over|inspired by) (?:th(?:at|ose) (?:of|in) )?"
    r"(?:the )?$|\bunlike [^.;]{0,60} (?:such as|like) $|^(?:while|although|though) (?:the )?$"
)
# "it outperforms existing datasets such as", not "it outperforms others on datasets such as"
_OUTDONE = re.compile(
    r"(?i)\boutperform\w* (?P<what>[^.;]{0,60})(?:datasets|corpora|data),? (?:such as|like|including) $"
)
# "FooNet reaches 81% on FooSet", before the paper says "we".
_SCORED = re.compile(
    r"(?i)(?<!have )(?<!has )\b(?:achieve|reache|outperform|surpasse|attain|obtain)(?:s|d|ed) [^;]{0,200}"
    r" (?:on|across) "
)
_PLACING = frozenset({"on", "across", "over", "in", "for"})
# What a new dataset is made from is no test of it.
_SOURCE = asks(
    r"(?i)\b(?:buil[dt]\w* (?:up)?on|based (?:up)?on|from) (?:[\w-]+ ){0,5}$"
    r"|\b(?:extension|version|variant|adaptation)s? of (?:the )?$"
)
# What data is drawn for when it is not for a test.
_MADE_OF = asks(r"(?i)train|\bdata(?:set)?\b|corpus|compris|consist|generat|construct|synthe")
_BUILT_ON = asks(r"(?i)\bbuil[dt]\w* (?:up)?on\b[^.;]{0,60}$")


def drawn_from(abstract: Abstract, name: Name) -> bool:
    """Whether things are taken from what is named: "2,000 images from FooSet"."""
    lower, j = abstract.lower, name.first - 1
    if lower[j] == "the":
        j -= 1
    if lower[j] != "from" or j < 1 or lower[j - 1] not in COUNTED:
        return False
    following = lower[name.last] if name.last < len(lower) else "."
    return following in AFTER_TESTED or following in STOP or following in DATA_NOUNS


@lru_cache(maxsize=8)
def own_work_from(text: str) -> int:
    """The character from which an abstract speaks of its own work, after that of others; 0 if it never says so."""
    own = _OWN_WORK.search(text)
    return own.start() if own else 0


def role_of(abstract: Abstract, same: list[Name], names: list[Name]) -> str:
    """What the paper does with a benchmark that it did not create, by all its mentions."""
    own_from = own_work_from(abstract.raw)
    roles = [
        "mentioned"
        if name.sentence.end <= own_from and not _is_scored(abstract, name)
        else _role_at(abstract, name, names)
        for name in same
    ]
    return "evaluation" if "evaluation" in roles else "training" if "training" in roles else roles[0]


def _role_at(abstract: Abstract, name: Name, names: list[Name]) -> str:
    first = name.leader or name
    before, after = around(abstract, first)
    result = _RESULT(before + after)
    if _PERFORMING(before[-60:]):
        return "evaluation"
    if _TRAINED_WITH(around(abstract, name)[1][:30]):
        return "training"
    if not result and _EXAMPLE(before[-40:]) and _WANTING(after[:90]) and not STUDY(before + after):
        return "mentioned"
    if not result and _GATHERED(before[-170:]) and not _TRAINS(before + after) and not STUDY(before + after):
        return "mentioned"
    trains = _TRAINS(before)
    if trains and (_TRAINED_FROM.search(before[-240:]) or (_TRAINED_FIRST.match(before) and not _EVALUATED(before))):
        return "training"
    if _is_compared(before[-80:]) or (
        _SOURCE(before[-60:]) and any(one.introduced and one.sentence is name.sentence for one in names)
    ):
        return "mentioned"
    trained = _TRAIN_BEFORE.search(before[-120:]) if trains else None
    if trained and not STUDY(trained.group()):
        if trained["pre"] or trained["noun"] or not result or _other_later(names, first):
            return "training"
    elif _TRAIN_AFTER.search(after[:60]) or (
        drawn_from(abstract, first) and not STUDY(before + after) and _MADE_OF(before) and not _BUILT_ON(before)
    ):
        return "training"
    if not result and _MENTION(before) and not STUDY(before + after):
        return "mentioned"
    return "evaluation"


def _is_scored(abstract: Abstract, name: Name) -> bool:
    """Whether a sentence tells what a system reaches on what is named."""
    return _SCORED.search(around(abstract, name.leader or name)[0]) is not None


def _is_compared(before: str) -> bool:
    """Whether what comes after some words is data that others are compared with."""
    outdone = _OUTDONE.search(before) if "utperform" in before else None
    return _COMPARED(before) or (outdone is not None and _PLACING.isdisjoint(outdone["what"].split(" ")))


def _other_later(names: list[Name], name: Name) -> bool:
    """Whether the sentence goes on to another benchmark: "trained on FooSet, it reaches 80% on BarSet"."""
    start = bisect_right(names, name.first, key=lambda one: one.first)
    return any(
        one.rule and one.leader is not name and one.sentence is name.sentence for one in names[start : start + 9]
    )
