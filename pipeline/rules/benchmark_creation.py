"""What a sentence says of a benchmark that the paper itself makes.

What belongs here: verbs of creation around a token. What does not: the other roles (benchmark_roles.py).
"""

from __future__ import annotations

import re

from pipeline.abstract import LENGTH
from pipeline.rules.data_nouns import OTHER_NOUNS, noun_at
from pipeline.rules.lexicon import word_set

_CREATING = word_set(
    "introduce introduces introducing present presents presenting propose proposes proposing release releases releasing"
    " construct constructs constructing create creates creating build builds building develop develops developing "
    "curate"
    " curates curating contribute contributes contributing collect collects collecting establish establishes"
    " establishing provide provides providing publish publishes publishing share shares sharing offer offers design"
    " designs designing compile compiles compiling assemble generates yields unveil unveils craft crafts"
    " consolidate consolidates unify compose extract distill"
    " forward pioneer pioneers"
    " produce produces producing define defines creation opensource generate synthesize synthesise compose"
)
# Of these, the objects are data, whatever else is said of them: "we curate FooSet, which holds letters".
_CURATING = word_set("curate curates curating curated annotate crowdsource collate")
# The same in the past: a creation of this paper only after "we", or said of the name ("FooSet is introduced").
_CREATED = word_set(
    "introduced presented proposed released constructed created built developed curated contributed collected"
    " established published shared designed compiled assembled annotated crafted generated made"
)
# Verbs of what is made into a dataset.
_TURNING = word_set(
    "turn turns turned turning convert converts converted converting transform transforms transformed transforming"
    " instantiate instantiates instantiated refine refines refined enhance enhanced enhances distill distilled distills"
    " compile compiled compiles consolidate consolidated consolidates reformulate reformulated organize organized"
    " assemble assembled"
)
_WE = frozenset({"we", "have", "newly", "also", "and", "further", "then", "carefully", "manually", "jointly"})
# What ends the reach of a verb of creation.
_AWAY = word_set(
    ". ; that which on for from using by with over upon against through via across whose where of in to as like"
    " comprising containing"
)
# "We fill this gap with FooSet"
_MEANS = frozenset({"with", "by", "through", "via"})
_FILLING = word_set(
    "address addresses addressing fill fills filling bridge bridges bridging close closes closing tackle"
)
_LACKS = word_set("gap gaps need needs limitation limitations challenge challenges issue issues void problem problems")
# All that tells whether a verb of creation reaches a name.
_SAYING = _CREATING | _CREATED | _AWAY | word_set("into our contribution contributions result house")
_WE_NAME = frozenset({"name", "call", "term", "dub", "coin"})
HOSTING = frozenset(
    {"host", "hosted", "organize", "organized", "organise", "organised", "launch", "launched", "overview"}
)
# "Our benchmark comprises two sets: FooBench, BarBench", "on two benchmarks we introduce: FooSet"
PARTS_OF_OURS = re.compile(
    r"\b(?:[Oo]ur|an? new) (?:[\w-]+ ){0,2}(?:benchmark|dataset|suite|corpus|collection)(?: that| which)?"
    r" (?:comprises|consists of|includes|contains)\b[^.;]{0,120}$"
    r"|\b(?:benchmarks?|datasets?|corpora) (?:that )?we"
    r" (?:introduce|present|propose|release|construct|create|build|collect|curate)[^.;:]{0,40}:[^.;:]{0,60}$"
)


# "We present FooNet, a net for letters, and FooSet, a benchmark", "our contributions are: (1) FooSet, a corpus"
_CONTRIBUTED = re.compile(
    r"(?i)\b(?:contributions|introduc(?:es?|ing)|presents?|propos(?:es?|ing)|releas(?:es?|ing))\b"
)


# "We introduce FooNet", with no word but an article between.
_BRINGING = re.compile(
    r"\b(?:introduc(?:e|es|ing)|present(?:s|ing)?|propos(?:e|es|ing)|releas(?:e|es|ing)|construct(?:s|ing)?"
    r"|creat(?:e|es|ing)|build(?:s|ing)?|develop(?:s|ing)?|curat(?:e|es|ing)|collect(?:s|ing)?|contribut(?:e|es|ing)"
    r"|unveil(?:s|ing)?)\s(?:\\\w+\{)?(?:(?:the|an?|our) )?(?:(?:novel|new) )?$"
)
# What ends a name, so that it is no part of a longer one.
_ENDING = re.compile(r"(?: \([^()]{1,80}\))?(?:[.,;:]? ?(?:[-–—]{0,2}) ?(?=[a-z(]|$)|\. )")
_DATA = re.compile(
    r"(?i)\b(?:(?:data ?|test ?)sets?|benchmark(?:s|ing)?|corp(?:us|ora)|testbed|suite of (?:tasks|tests)"
    r"|(?:evaluat|assess)\w+ (?:framework|suite|platform|environment)|data|challenge|archive|collection|treebank"
    r"|resource|arena)\b"
)
_SYSTEM = re.compile(rf"(?i)\b(?:{'|'.join(sorted(OTHER_NOUNS))}|representation|application|tool|verifier)\b")


def brought(text: str, name: str) -> str | None:
    """What an abstract says that it brings by this name: "data", "other" or None; "We introduce FooNet, a net"."""
    at = text.find(name, 0, LENGTH)
    while at >= 0:
        end = at + len(name)
        ending = _ENDING.match(text, end) if _BRINGING.search(text, max(at - 40, 0), at) else None
        if ending:
            after = text[ending.end() : ending.end() + 110].partition(". ")[0]
            data, system = _DATA.search(after), _SYSTEM.search(after)
            if data and (not system or data.start() <= system.start()):
                return "data"
            return "other" if system else None
        at = text.find(name, end, LENGTH)
    return None


def contributed(before: str) -> bool:
    """Whether a sentence, up to one of several things that are joined, says that the paper brings them."""
    *_, last = (None, *_CONTRIBUTED.finditer(before))
    return last is not None and not {"on", "than", "from", "with", "evaluate"} & set(before[last.end() :].split(" "))


def created_before(lower: list[str], i: int, start: int) -> bool:
    """Whether token `i` is what a verb of creation creates: "we introduce FooSet", "our new FooSet"."""
    if i > start and _open_sourced(lower, i - 1):
        return True
    for j in range(i - 1, max(i - 16, start - 1), -1):
        word = lower[j]
        if word not in _SAYING:
            continue
        if word in _CREATING and "-" not in (lower[j - 1], lower[j + 1]):
            return True
        if _makes_of(lower, j, i, start):
            return True
        if word == "proposed" and j == i - 1 and lower[j - 1] == "the":
            return True
        if word in _CREATED and j > start and lower[j - 1] in _WE:
            return True
        if word == "our" and (i - j < 4 or lower[j + 1] in {"proposed", "new", "novel", "newly"}):
            return True
        if word in {"contribution", "contributions", "result"} and lower[j + 1] in {"is", "are"}:
            return True
        if word == "in" and lower[j - 1] == "resulting":
            return i - j < 10
        if word in {"house", "collected", "constructed", "built"} and lower[j - 2 : j] in (["in", "-"], ["self", "-"]):
            return True
        if word == "with" and lower[j - 1] in {"along", "together"}:
            continue
        if word in _MEANS and i - j < 4 and _FILLING.intersection(lower[max(j - 8, start) : j]):
            return not _LACKS.isdisjoint(lower[max(j - 4, start) : j])
        if word in _AWAY and not (word == "of" and lower[j - 1] in {"creation", "version", "edition", "release"}):
            return False
    return False


def _makes_of(lower: list[str], j: int, i: int, start: int) -> bool:
    """Whether token `j` leads to what something is made into: "turns notes into the FooSet corpus"."""
    return lower[j] == "into" and i - j < 4 and not _TURNING.isdisjoint(lower[max(j - 14, start) : j])


def _open_sourced(lower: list[str], j: int) -> bool:
    """Whether token `j` ends "we open-source", "open-sourcing"."""
    if lower[j] not in {"source", "sourcing"} or j < 3 or lower[j - 2 : j] != ["open", "-"]:
        return False
    return lower[j] == "sourcing" or lower[j - 3] in {"we", "also", "and", "to", "further"}


def curated(lower: list[str], i: int) -> bool:
    """Whether token `i` is what is curated: "we curate FooSet, which holds letters"."""
    j = i - 1
    while j > 0 and lower[j] in {"a", "the", "new", "and", "release"}:
        j -= 1
    return lower[j] in _CURATING


def made_before(lower: list[str], i: int, start: int) -> bool:
    """Whether the clause before token `i` says that a dataset is made: "we collect a corpus of letters, called"."""
    noun = False
    if named_here(lower, i):
        i -= 3
    for j in range(i - 1, max(i - 26, start - 1), -1):
        word = lower[j]
        if noun_at(lower, j):
            noun = True
        elif not noun and (word in OTHER_NOUNS or word in {".", ";", ")", "that", "which"}):
            return False
        elif noun and (word in _CREATING or (word in _CREATED and lower[j - 1] in _WE)):
            return True
        elif noun and word in {"on", "using", "over", "across", ".", ";", "from", "evaluate"}:
            return False
    return False


def named_here(lower: list[str], i: int) -> bool:
    """Whether a clause names what comes at token `i`: "which we call FooSet", "referred to as FooSet"."""
    if i < 4:
        return False
    return (lower[i - 1] in _WE_NAME and lower[i - 2] == "we") or lower[i - 3 : i] == ["referred", "to", "as"]


def newly(lower: list[str], i: int, start: int) -> bool:
    """Whether the noun that leads to token `i` says that it is new: "the resulting dataset, FooSet"."""
    for j in range(i - 1, max(i - 10, start - 1), -1):
        if lower[j] in {
            "resulting",
            "final",
            "novel",
            "new",
            "proposed",
            "curated",
            "our",
            "collected",
            "constructed",
        }:
            return True
        if lower[j] in _AWAY or lower[j] in {"recent", "existing", "public"}:
            return False
    return False


def created_after(lower: list[str], i: int, apposed: bool) -> bool:
    """Whether what ends before token `i` is said to be made here: "FooSet is introduced", "FooSet, our corpus"."""
    end = min(i + 8, len(lower))
    being = False
    for j in range(i, end):
        word = lower[j]
        if word in {"is", "are", "was", "were", "been"}:
            being = True
        elif being and word in _CREATED:
            return True
        elif word in {".", "!", "?", ";", "and", "which", "that", "on", "by", "where", "or", "while", "whereas"}:
            return False
        elif apposed and (word in {"our", "new", "novel", "newly"} or (word == "first" and lower[j - 1] == "the")):
            return True
    return False
