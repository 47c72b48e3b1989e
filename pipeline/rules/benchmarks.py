"""Benchmarks: named datasets, benchmarks, corpora, shared tasks and leaderboards, and what the paper does with them.

Names come from the registry (data/benchmarks.jsonl) and, outside it, from what a sentence says of a name.
What belongs here: which names are benchmarks and their role. What does not: numbers reported on them.

A rule needs the sentence of the name, with `TRIGGER` or a name of the registry in it. Beyond it, only the other
mentions of the same name count: one that introduces it, one that calls it a method, one that tests on it; in such
sentences and in those with a figure.

The rules are in `RULES`, the most telling first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.abstract import Abstract, Mention, Sentence, Term
from pipeline.rules.lexicon import Lexicon, fold, read_data, read_words, word_set

# What each rule reads, with an example that it reads so.
RULES = {
    "registry_context": 'a name of the registry beside a noun of data: "We train on the COCO dataset."',
    "registry_bare": 'a name of the registry without one: "It reaches 81% on MMLU."',
    "apposition": 'a name that is explained: "We test on FooSet, a large corpus of letters."',
    "named": 'a noun of data that leads to a name: "We evaluate it on the video dataset FooSet."',
    "examples": 'a name after such as: "It is tested on datasets such as FooSet and BarSet."',
    "dataset_noun": 'a name before a noun of data: "Results on the FooSet image dataset are good."',
    "event": 'a competition: "This is our system for SemEval 2024 Task 3."',
    "name_shape": 'a name that says it itself: "We use FooBench to compare them."',
    "evaluated_on": 'a name that something is tested on: "Experiments on FooSet show gains."',
    "drawn_from": 'a name that data come from: "We label 2,000 images from FooSet."',
    "titled": 'ordinary words with capitals, the noun among them: "We test it on the Foo Bar Dataset."',
    "plain_name": 'ordinary words before a noun of data: "We test it on the Foo Bar dataset."',
    "list": 'listed with one of the others: "We test it on COCO, FooSet and LVIS."',
    "long_form": 'a short form in brackets after a long one that is data: "It is tuned on the letters dataset (LTR9)."',
    "introduced": 'any other name that this paper creates: "We introduce FooSet, a benchmark for letters."',
}

# A written-together name: "MME-Emotion", "nuScenes", "RefCOCO+", "Drive&Act", "3DCrack".
_CHUNK = re.compile(
    r"(?<![\w@\\-])(?=[a-z0-9τ²]{0,8}-?[A-Z])\w+(?:(?:[-+&'’–‑^]{1,2}|(?:\.(?=\d)))\w+)*(?:\+{1,2}(?!\w))?"
)
# A dash without blanks after a noun: "on three datasets-FooSet, BarSet and BazSet-show".
_GLUED_NOUN = ("datasets-", "benchmarks-", "dataset-", "benchmark-", "Datasets-", "Benchmarks-")
# The same before what follows a name: "on FooSet-a corpus of letters".
_GLUED_ARTICLE = re.compile(r"-{1,2}(?:an?|the|our|which|while|where)$")
_YEAR_BETWEEN = re.compile(r" 20\d\d ")
_YEAR_AFTER = re.compile(r" 20[0-3]\d(?![\w-]|[.,]\d)")
# Competitions: "the FooBar 2025 Challenge", "SemEval 2024 Task 3".
_EVENT = re.compile(r"\S+ (?:\S+ )*(?:Challenge|Competition|Shared Task|Cup(?: 20\d\d)?)|SemEval\S* ?(?:20\d\d)?\S*")
_EVENTFUL = ("Task", "Challenge", "shared task", "Competition", "Cup", "SemEval")
_EVENT_TAIL = re.compile(
    r"(?:,? Workshop)?,? (?:[Ss]hared )?Task[- ]?\d+(?!\w)"
    r"|(?<=Task)[ -]\d{1,2}(?!\w)|(?<=Challenge)(?: 20\d\d)?(?: Track[- ]?\d{1,2})?(?!\w)"
)
# What a shared task is about belongs to its name: "FooEval 2025 Shared Task on Sorting Letters".
_EVENT_TOPIC = re.compile(r" (?:on|for) [A-Z][\w-]+(?: (?:(?:and|of|for|in|with|the|on) ){0,2}[A-Z][\w-]+){0,9}")
_PLAIN = re.compile(r"[A-Z][a-z’']+(?:-[a-z]+)*")
_NUMBER_PART = re.compile(r" (?:[vV]\d+(?:\.\d+)?|20[0-3]\d|\d{1,3})(?!\w|[.,]\d| ?[%×]|-\w| [KMB]\b)")
_SHAPE = re.compile(
    r"[\w+-]*(?:[Bb]ench(?:mark)?|BENCH|[a-z]Eval|[a-z]Arena|[a-zA-Z]Corpus|[a-z]Dataset)(?:[-+]*\w{0,10})"
)
# What ends a written-together name without being part of it: "COCO-pretrained", "nuScenes-based".
_LOWER_TAIL = re.compile(
    r"-(?!(?:text|hard|easy|lite|mini|full|long|plus|verified|extended|diamond|other|sub|subset|noisy|corrupted)$)"
    r"[a-z]{3,}(?:-[a-z]+)*"
)
# Built like the name of a model, a method or an amount.
_MODEL_LIKE = re.compile(
    r"(?i)\d+(?:\.\d+)?b(?:$|-)|\d{3,}m(?:$|-)|-(?:instruct|chat|base|large|small|tiny|vl|turbo|preview|[lbsh])$"
    r"|^(?:gpt|llama|qwen|deepseek|gemini|claude|rtx|gtx|jetson)|bert|gpt|llama|controlnet|-r1\b|best-of|-moe\b"
    r"|(?-i:[A-Z]{2}s$|^[A-Z]{2}[-–]{1,2}[A-Z]{2}$|^[AHVBT]\d{2,4}$|(?:LLM|LM|Net|Former|former|GPT|BERT|CLIP|Agent|"
    r"Diffusion|GAN|NeRF|ViT|VLA|RL|PO|Mamba|LoRA|MLP|Coder|SAM)s?$)"
)
# An amount or a measure, no name: "74K-sample", "3D", "400B".
_ADJECTIVE = re.compile(
    r".*-(?:based|generated|sourced|trained|pretrained|labell?ed|driven|dependent|specific|style|like|aware|free|"
    r"level|guided|"
    r"powered|assisted|related|centric|augmented|enhanced|only|token|sample|scale|derived|annotated|oriented|agnostic|"
    r"focused|language|domain|native|tuned|ready|induced|enabled|quality|curated|synthesized|time|shot|view|modal|"
    r"class|"
    r"visual|textual|audio|lingual|infrared|"
    r"wise|size|parameter|year|hour|minute|second|step|turn|hop|way|to-\w+|as-a-\w+|in-\w+|of-\w+|on-\w+)"
)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[A-Za-z]?(?:-.*)?|.")
_PLURAL = re.compile(r"[A-Z]{2,}s")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:://|\.com/|\.io/|\.co/|\.org/)\S*")

DATA_NOUNS = word_set(
    "dataset datasets benchmark benchmarks corpus corpora testbed testbeds testset testsets leaderboard leaderboards"
    " suite suites challenge challenges database databases competition competitions"
)
# Nouns that stay part of a title: "the Foo Bar Atlas".
_WHOLE = word_set("atlas biobank treebank testbed")
# Two words that are such a noun, by the second.
_PAIRS = {
    "set": {"data", "test", "validation", "evaluation", "training", "val", "development", "instruction", "tuning"},
    "sets": {"data", "test", "validation", "evaluation", "training", "instruction"},
    "task": {"shared"},
    "tasks": {"shared"},
    "split": {"test", "validation", "val"},
    "splits": {"test", "validation", "val"},
    "collection": {"data", "document", "test"},
    "framework": {"evaluation", "benchmark", "benchmarking"},
    "mixture": {"data", "training", "instruction", "sft", "dpo", "pretraining"},
}
# "challenges" are hardly ever data: they count in a title, and before brackets with a short form.
_NOUN = "|".join(
    [
        rf"(?:{'|'.join(sorted((DATA_NOUNS | _WHOLE) - {'challenges'}))})\b",
        r"challenges\b[^\n]{0,99}\(|(?-i:Challenges\b)",
        *(rf"(?:{'|'.join(sorted(before))})\s*{noun}\b" for noun, before in _PAIRS.items()),
    ]
)
_COUNTED = word_set(
    "children people individuals"
    " samples images compounds articles videos documents notes questions pairs papers sentences problems cases patients"
    " scans tweets posts reviews images clips examples instances data texts molecules recordings participants subjects"
    " conversations passages tasks queries"
)
# Verbs of which a dataset is the subject and its items the object.
_HOLDING = frozenset({"comprises", "contains", "includes", "consists", "encompasses", "spans"})
# The same, cheaper: one of these is in every sentence with such a noun.
_NOUNISH = "(?i)" + "|".join(
    [
        "atlas|benchmark|biobank|challenge|competition|corpora|corpus|database|dataset|leaderboard|suite|treebank",
        "test(?:bed|set)",
        *(rf"(?:{'|'.join(sorted(before))})\s*{noun}\b" for noun, before in _PAIRS.items()),
    ]
)
# Names are looked for in sentences with a name of the registry, and in these: with a capital beyond the first letter
# and a noun of data (or a resource, and a figure), with a name that says it itself, with a competition, with what is
# held or drawn from a dataset, or with "on" before a capital.
_CAPITAL = r"[^\n][A-Z]|[A-Z]\S*\d"
TRIGGER = (
    (_NOUNISH, _CAPITAL, f"(?i){_NOUN}"),
    (r"(?i)\bresource\b", _CAPITAL, r"(?i)\ban?\s[^.;]*\bresource\b", r"\p{Nd}"),
    (r"Bench|BENCH|[\w+-]bench|[a-z]Eval|[a-z]Arena|[a-zA-Z]Corpus|[a-z]Dataset",),
    (r"Task|Challenge|shared task|Competition|Cup|SemEval",),
    (rf"(?i)\b(?:{'|'.join(sorted(_HOLDING))})\b", _CAPITAL, r"\p{Nd}"),
    (rf"(?i)\b(?:{'|'.join(sorted(_COUNTED))})\s+from\b", _CAPITAL),
    (
        r"(?:^|[^a-zA-Z])(?i:on|across)\s+(?:(?i:the|both|challenging|popular|public|standard|real)\s+)*"
        r"[a-z0-9τ²]{0,8}-?[A-Z]",
    ),
)
# Triggers of sentences that can say by themselves that a name is one of a benchmark ...
_TELLING = frozenset({"benchmarks", "registry"})
# ... of those that may say more of it, as one with a figure may, ...
_FIGURED = frozenset({"scores", "gains"})
_FIGURE = re.compile(r"\d")
# ... and of all whose names are looked at.
NAMED = _TELLING | {"mentions"}
OTHER_NOUNS = word_set(
    "model models method methods framework frameworks approach approaches algorithm algorithms network networks system"
    " systems pipeline pipelines architecture architectures module modules loss losses agent agents strategy technique"
    " mechanism paradigm encoder decoder transformer backbone optimizer metric metrics score scores library toolkit"
    " package platform policy baseline baselines tool interface engine tokenizer protocol family series learner"
    " detector tracker classifier generator planner estimator extractor simulator scheme variant extension procedure"
    " attack defense adapter solver workflow llm llms mllm vlm workshop"
)
_STOP = word_set(
    "of for that which to with from in on by as at and or but is are was were be been has have had we our this these"
    " it its they when where while who whose than then into over under via using comprising consisting containing"
    " consists contains covering spanning designed built including featuring achieves achieve shows show outperforms"
    " demonstrates demonstrate enables provides offers achieving improves improve can could may will not if such"
    " . , : ; ( ) [ ] ? !"
)
_ARTICLES = frozenset({"a", "an", "the", "our", "one"})
_CREATING = word_set(
    "introduce introduces introducing present presents presenting propose proposes proposing release releases releasing"
    " construct constructs constructing create creates creating build builds building develop develops developing "
    "curate"
    " curates curating contribute contributes contributing collect collects collecting establish establishes"
    " establishing provide provides providing publish publishes publishing share shares sharing offer offers design"
    " designs designing compile compiles compiling assemble generates yields unveil unveils craft crafts"
    " consolidate consolidates unify compose extract distill"
    " produce produces producing define defines creation open-source opensource generate synthesize synthesise compose"
)
# The same in the past: a creation of this paper only after "we", or said of the name ("FooSet is introduced").
_CREATED = word_set(
    "introduced presented proposed released constructed created built developed curated contributed collected"
    " established published shared designed compiled assembled annotated crafted generated made"
)
_WE = frozenset({"we", "have", "newly", "also", "and", "further", "then", "carefully", "manually", "jointly"})
# Where data come from; with the name of a language they are no name of a dataset.
_PLATFORMS = frozenset({"YouTube", "Twitter", "Reddit", "GitHub", "TikTok", "Weibo", "Facebook", "Telegram", "X"})
# What ends the reach of a verb of creation.
_AWAY = word_set(
    ". ; that which on for from using by with over upon against through via across whose where of in to as like"
)
_NAMING = frozenset({"named", "called", "termed", "dubbed", "coined", "denoted", "titled"})
# What may follow the name of what a clause before it makes.
_AFTER_MADE = word_set(
    ", ( . ; and comprising containing consisting featuring covering which that for with to designed"
)
_WE_NAME = frozenset({"name", "call", "term", "dub", "coin"})
_LIST = frozenset({",", "and", "or", "/", "&", ";", "the", "both", "+"})
_FORERUNNERS = word_set(
    ": , ( - – — such as like including include includes e . g i namely the both named called termed dubbed coined"
    " from of \" “ ' ‘ ”"
)
# Verbs and nouns of a sentence that reports a test.
_TESTED = re.compile(
    r"(?i)evaluat|experiment|outperform|achiev|result|accura|perform|%|improv|test|validat|reach|gain|scor|"
    r"demonstrat|surpass|exceed|attain|obtain|state-of-the-art|sota|compar|assess|effective|ablation|yield|show|\d\.\d"
)
_NOT_TESTED_ON = word_set(
    "based built building builds rely relies relying focus focuses focusing focused depend depends depending run runs"
    " running deployed implemented relied conditioned centered impact effect effects emphasis work works working"
    " research studies study survey influence insights perspective light attention hosted operate operates operating"
    " operates dependence reliance paper papers literature progress available"
)
# Verbs of which a method is the subject, and a benchmark hardly ever.
_METHOD_VERBS = word_set(
    "achieves achieve outperforms outperform surpasses surpass improves improve reaches reach attains obtains reduces"
    " leverages uses employs combines learns delivers accelerates exhibits sets matches utilizes integrates trains"
    " adapts adopts incorporates enhances consistently significantly substantially exceeds beats yields"
)
_HOSTING = frozenset(
    {"host", "hosted", "organize", "organized", "organise", "organised", "launch", "launched", "overview"}
)
# What may follow a name in "experiments on FooSet show": no noun of which the name is a mere adjective.
_AFTER_TESTED = word_set(
    "show demonstrate indicate reveal confirm validate highlight verify suggest prove illustrate establish yield"
    " respectively without compared across after before both even - – — / ' ’ s & + “ ” \" < >"
    " accuracy classification detection segmentation generation test evaluation performance"
)
_TRAIN_BEFORE = re.compile(
    r"(?i)(?P<pre>pre-?)?(?:train|fine-?tun|post-?train|instruction-?tun)(?:ed|ing|es?)?\b(?: \w+\b){0,6} (?:on|using|"
    r"with|over|from)\b"
    r"(?:[^.;,():%]|\([\w-]{1,12}\)){0,50}$"
    r"|(?P<noun>pre-?)?(?:train|tun)ing (?:data|datasets?|corpora|corpus|sets?)\b[^.;%]{0,30}$"
)
_TRAIN_AFTER = re.compile(r"(?i)^(?:\W|\w+ ){0,3}?to (?:\w+ ){0,2}(?:pre-?train|train|fine-?tune)")
_RESULT = re.compile(r"(?i)achiev|outperform|accura|surpass|improv|state-of-the-art|%|\d\.\d|result")
_MENTION = re.compile(
    r"(?i)(?:building (?:up)?on|"
    r"exten(?:sion of|ds|ding)|derived from|built (?:on|upon|from)|based on|complements?|unlike|existing|"
    r"seeded with|"
    r"widely[- ]used|recently (?:released|introduced|proposed)|"
    r"prior|previous|current|traditional|popular|adaptations? of|sourced from|variants? of|"
    r"curated from)\b[^.;]{0,80}$"
)
_STUDY = re.compile(
    r"(?i)experiment|evaluat|conduct|ablation|\bwe (?:test|compare|validate|assess|show)|generaliz|consistent|"
    r"validated|tested|demonstrates? (?:its|the|their|our)|effectiveness"
)


# Before the first of these, an abstract speaks of the work of others.
_OWN_WORK = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Tt]his (?:\w+ )?(?:[Pp]aper|work|study|article|report|survey|review|research|thesis|[Nn]ote)"
    r"|[Hh]erein|is (?:proposed|introduced|presented))\b|\b[Hh]ere,"
)
# "strong performance on FooSet"
_PERFORMING = re.compile(
    r"(?i)\b(?:performance|results?|accuracy|accuracies|scores?|gains|improvements?|effectiveness|evaluations?|experiments)"
    r" (?:on|across|over) (?:the |both )?$"
)
# Data taken for training from afar: "trained on many letters from FooSet", "pretraining sources (FooSet"
_TRAINED_FROM = re.compile(
    r"(?i)\b(?:pre-?)?(?:trained|tuned) on\b(?:[^.;]|\.\d){0,120}\b(?:from|in) (?:the )?$"
    r"|\b(?:adapt|train|tune|pre-?train)\w*\b(?:[^.;]|\.\d){0,100}\busing\b(?:[^.;]|\.\d){0,60}\bfrom (?:the )?$"
    r"|\bpre-?training\b(?:[^.;]|\.\d){0,140}\b(?:on the|from) $|\btraining sources? \($"
)
# "Trained on three sets (FooSet, BarSet), it wins."
_TRAINED_FIRST = re.compile(r"\W{0,3}(?:Pre-?trained|Trained|Fine-?tuned|Pretraining|Trained only) on [^;:]{0,200}$")
_EVALUATED = re.compile(r"(?i)evaluat|\btest|\bvalidat|, [a-z]+ [a-z]")
_COMPARED = re.compile(
    r"(?i)\b(?:than|unlike|similar to|compared (?:to|with)|multiplier over|inspired by) (?:th(?:at|ose) (?:of|in) )?"
    r"(?:the )?$|\bunlike [^.;]{0,60} (?:such as|like) $|^(?:while|although|though) (?:the )?$"
)
# What a new dataset is made from is no test of it.
_SOURCE = re.compile(r"(?i)\b(?:buil[dt]\w* (?:up)?on|based (?:up)?on|from) (?:[\w-]+ ){0,2}(?:the )?$")
# What data is drawn for when it is not for a test.
_MADE_OF = re.compile(r"(?i)train|\bdata(?:set)?\b|corpus|compris|consist|generat|construct|synthe")

_BUILT_ON = re.compile(r"(?i)\bbuil[dt]\w* (?:up)?on\b[^.;]{0,60}$")

# How far a sentence is read around a name, in characters.
_REACH = 500


@dataclass(slots=True)
class _Name:
    """A name that may be a benchmark: tokens, characters, and why it is taken to be one (`rule`) or not (`not_one`).

    `doubted` is the name of something else by itself; `exemplary` begins a list of what a noun of data announces.
    """

    first: int
    last: int
    text: str
    sentence: Sentence
    shape: str
    id: str | None = None
    rule: str | None = None
    not_one: bool = False
    introduced: bool = False
    loose: bool = False
    doubted: bool = False
    exemplary: bool = False
    role: str = "evaluation"
    titled: bool = False
    leader: _Name | None = None


# "Our benchmark comprises two sets: FooBench, BarBench", "on two benchmarks we introduce: FooSet"
_PARTS_OF_OURS = re.compile(
    r"\b[Oo]ur (?:[\w-]+ ){0,2}(?:benchmark|dataset|suite|corpus|collection)"
    r" (?:comprises|consists of|includes|contains)\b[^.;]{0,120}$"
    r"|\b(?:benchmarks?|datasets?|corpora) (?:that )?we"
    r" (?:introduce|present|propose|release|construct|create|build|collect|curate)[^.;:]{0,40}:[^.;:]{0,60}$"
)


@cache
def registry() -> Lexicon:
    """The names of the registry; a short word of letters alone is one only in its own case."""
    lexicon = Lexicon("benchmark", small=set())
    for entry in read_data("benchmarks.jsonl"):
        for name in (entry["name"], *entry["aliases"]):
            if "(" in name:
                continue
            lexicon.add(entry["id"], [name], entry["ambiguous"] or (name.isalpha() and len(name) < 7))
    return lexicon


@cache
def _no_names() -> frozenset[str]:
    """Words with a capital that make no name of a dataset by themselves."""
    return frozenset(read_words("no_names.txt"))


@cache
def _canonical() -> dict[str, str]:
    return {entry["id"]: entry["name"] for entry in read_data("benchmarks.jsonl")}


@cache
def _spellings() -> dict[str, str]:
    """All names of each entry of the registry, as they are written there."""
    return {entry["id"]: "\n".join((entry["name"], *entry["aliases"])) for entry in read_data("benchmarks.jsonl")}


@cache
def _ambiguous() -> frozenset[str]:
    """The entries of the registry whose names mean other things, too."""
    return frozenset(entry["id"] for entry in read_data("benchmarks.jsonl") if entry["ambiguous"])


@cache
def _others() -> frozenset[str]:
    """Names of models, methods, metrics, tasks, organisations and so on, folded."""
    names = [name for file in ("models.txt", "not_benchmarks.txt") for name in read_words(file)]
    for entry in read_data("metrics.jsonl"):
        names += [name for name in (entry["name"], *entry["aliases"]) if name.isupper() and len(name) > 2]
    return frozenset(fold(name) for name in names)


@cache
def _plurals() -> frozenset[str]:
    """Acronyms of other things in the plural ("ASRs"), folded, as far as they are no names themselves ("ASRS")."""
    names = {name for file in ("models.txt", "not_benchmarks.txt") for name in read_words(file)}
    return frozenset(fold(name) for name in names if _PLURAL.fullmatch(name) and name.upper() not in names)


@lru_cache(maxsize=1 << 14)
def _is_other(text: str) -> bool:
    """Whether a name is known to be that of a model, a method, a metric and so on."""
    folded = fold(text)
    return folded in _others() and not (text.isupper() and folded in _plurals())


@lru_cache(maxsize=1 << 14)
def _is_model_like(text: str) -> bool:
    """Whether a name is built like one of a model or a method."""
    return _MODEL_LIKE.search(text) is not None


@lru_cache(maxsize=1 << 14)
def _is_no_name(text: str) -> bool:
    """Whether what is written like a name is an amount, an adjective or a noun of data."""
    shaped = _AMOUNT.fullmatch(text) or _ADJECTIVE.fullmatch(text)
    return shaped is not None or text.lower() in DATA_NOUNS or text == "Bench"


def _long_form(abstract: Abstract, name: _Name) -> int | None:
    """The first token of the long form that a name in brackets stands for: "Foo Bar Set (FBS)"."""
    lower, first = abstract.lower, name.first
    if (
        first < 3
        or " " in name.text
        or lower[first - 1] != "("
        or name.last >= len(lower)
        or lower[name.last] not in {")", ",", ";"}
    ):
        return None
    letters = [c.lower() for c in name.text if c.isupper()] or [c for c in name.text if c.isalpha()]
    for j in range(first - 2, max(first - 4 - 2 * len(letters), name.sentence.first - 1), -1):
        if lower[j] in {".", ";", ")", "("}:
            return None
        if lower[j][0] == letters[0] and _abbreviates(letters, " ".join(lower[j : first - 1])):
            return j
    return None


def _abbreviates(letters: list[str], text: str) -> bool:
    """Whether `letters` occur in `text` in this order."""
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


@lru_cache(maxsize=1 << 14)
def _shape(text: str) -> str:
    """How much like a name of data `text` looks: "mixed" (letters in both cases, digits), "caps" or "plain"."""
    if all(_PLAIN.fullmatch(part) or part.isdigit() for part in text.split(" ")):
        return "plain"
    if text.isalpha() and text.isupper():
        return "caps"
    return "mixed"


def mark_mentions(sentences: Sequence[Sentence]) -> None:
    """Gives sentences of an abstract that may name what others say is a benchmark the trigger "mentions"."""
    naming = [sentence.plain.text for sentence in sentences if not _TELLING.isdisjoint(sentence.triggers)]
    if not naming:
        return
    known = ""
    for sentence in sentences:
        triggers, text = sentence.triggers, sentence.plain.text
        if _TELLING.isdisjoint(triggers) and (not _FIGURED.isdisjoint(triggers) or _FIGURE.search(text)):
            known = known or fold(" ".join(naming))
            if any((key := _key(chunk)) and key in known for chunk in _CHUNK.findall(text)):
                sentence.triggers = triggers | {"mentions"}


@lru_cache(maxsize=1 << 14)
def _key(chunk: str) -> str:
    """What a text has in it that names what `chunk` begins to name, folded; "" if that is no name of a benchmark."""
    if chunk in _no_names() or _AMOUNT.fullmatch(chunk):
        return ""
    # What follows may be no part of the name ("FooSet's"), and a noun glued before it is none.
    return fold(chunk.partition("-")[2] if chunk.startswith(_GLUED_NOUN) else chunk)[:6]


def find(abstract: Abstract) -> None:
    """Notes benchmarks: mentions in `abstract.benchmarks`, and each distinct one as a fact."""
    names = _names(abstract)
    if not names:
        return
    for name in names:
        _judge(abstract, name)
    for k, name in enumerate(names):
        goes_on = name.first > name.sentence.first and abstract.lower[name.first - 1] in {"and", ";", ")"}
        if name.rule == "apposition" and goes_on and not name.introduced:
            name.introduced = any(
                one.rule and one.introduced and one.sentence is name.sentence for one in names[max(k - 9, 0) : k]
            )
    _short_forms(abstract, names)
    methods = {name.text for name in names if name.not_one and not name.doubted}
    for name in names:
        if name.text in methods and name.rule not in {"apposition", "named", "dataset_noun", "registry_context"}:
            name.rule, name.not_one = None, True
    _lists(abstract, names)
    _settle(abstract, names)


def _names(abstract: Abstract) -> list[_Name]:
    """The names of the registry and those that look like one, in order, none inside another."""
    starts, ends, text = abstract.starts, abstract.ends, abstract.text
    named = [sentence for sentence in abstract.sentences if not NAMED.isdisjoint(sentence.triggers)]
    if not named:
        return []
    terms = [
        term
        for sentence in named
        if "registry" in sentence.triggers
        for term in registry().find(abstract.words, abstract.lower, sentence.first, sentence.last)
        if _well_cased(abstract, term)
    ]
    spans: list[list[int]] = []
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "/" in text else []
    if addresses:
        terms = [term for term in terms if not _within(addresses, starts[term.first])]
    chunks = [span for sentence in named for span in _chunks(sentence.plain.text, sentence.offset)]
    for start, end in chunks:
        if addresses and _within(addresses, start):
            continue
        if "-" in text[start:end] and (glued := _GLUED_ARTICLE.search(text, start, end)):
            end = glued.start()
        if text.startswith(_GLUED_NOUN, start):
            start = text.index("-", start) + 1
        between = text[spans[-1][1] : start] if spans else ""
        if between == " " or (len(between) == 6 and _YEAR_BETWEEN.fullmatch(between)):
            spans[-1][1] = end
        else:
            spans.append([start, end])
    names: list[_Name] = []
    k = 0
    eventful = any(word in text for word in _EVENTFUL)
    sentences = iter(named)
    sentence = next(sentences)
    for start, end in spans:
        while start > sentence.offset + len(sentence.plain.text):
            sentence = next(sentences)
        if text[start + 1 : end].islower() and (start == sentence.offset or text[start - 2] in ".!?:"):
            continue
        first, last = bisect_left(starts, start), bisect_left(ends, end) + 1
        if names and first < names[-1].last:
            continue
        while k < len(terms) and terms[k].last <= first:
            names.append(_from_term(abstract, terms[k].first, terms[k].last, terms[k].id))
            k += 1
        event = _event(abstract, first, last) if eventful else None
        if event:
            names.append(event)
            while k < len(terms) and terms[k].first < event.last:
                k += 1
            continue
        inner = False
        while k < len(terms) and terms[k].first < last:
            term = terms[k]
            k += 1
            if (term.first > first or term.last < last) and _creating(abstract.lower, first, sentence.first):
                continue
            if term.id in _ambiguous() and term.last - term.first == 1 and _in_title(abstract, term.first, start, end):
                continue
            name = _widened(abstract, term.first, term.last, term.id, start, end)
            if name:
                names.append(name)
                inner = True
        if not inner:
            name = _from_span(abstract, sentence, first, last)
            if name:
                names.append(name)
    names += [_from_term(abstract, term.first, term.last, term.id) for term in terms[k:]]
    return names


def _chunks(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """Where written-together names stand in a sentence that begins at `offset`."""
    at = 0
    for word in text.split(" "):
        if not word.islower():
            for match in _CHUNK.finditer(text, at, at + len(word)):
                yield offset + match.start(), offset + match.end()
        at += len(word) + 1


def _event(abstract: Abstract, first: int, last: int) -> _Name | None:
    """The competition or shared task that these tokens and those right after them name."""
    start, end = abstract.starts[first], abstract.ends[last - 1]
    tail = _EVENT_TAIL.match(abstract.text, end)
    text = abstract.text[start:end]
    if not tail and not _EVENT.fullmatch(text):
        return None
    end = tail.end() if tail else end
    topic = _EVENT_TOPIC.match(abstract.text, end) if text.endswith("Shared Task") else None
    if topic:
        end = topic.end()
    last = bisect_left(abstract.ends, end) + 1
    if first and abstract.words[first - 1].startswith("20") and len(abstract.words[first - 1]) == 4:
        first -= 1
    while first < last - 2 and abstract.lower[first] in {"the", "our", "in", "for", "at", "this", "on", "grand"}:
        first += 1
    if (
        last - first < 2
        or abstract.lower[first] in {"the", "shared", "task"}
        or text.lower() in {"grand challenge", "open challenge", "first challenge"}
    ):
        return None
    sentence = abstract.sentence_of(first)
    name = _Name(first, last, abstract.written(first, last), sentence, "event", rule="event")
    before = abstract.lower[max(first - 5, sentence.first) : first]
    name.introduced = any(word in _HOSTING for word in before) or before[-2:] in (
        ["introduces", "the"],
        ["introduce", "the"],
    )
    return name


def _well_cased(abstract: Abstract, term: Term) -> bool:
    """Whether a name of the registry is written with its capitals: "3D shapes" is not "3DShapes"."""
    words = abstract.words[term.first : term.last]
    small = [word for word in words if word.islower()]
    if not small:
        return True
    spellings = _spellings()[term.id]
    written = abstract.written(term.first, term.last)
    apart = " " in written
    if len(small) == len(words):
        return spellings.islower() or (
            not apart and not written.isalpha() and not written[0].isdigit() and any(c.isdigit() for c in written)
        )
    return (not apart and words[0] not in small) or all(word in spellings for word in small)


def _from_term(abstract: Abstract, first: int, last: int, entry: str | None) -> _Name:
    if abstract.lower[first] == "the" and last - first > 1:
        first += 1
    if _YEAR_AFTER.match(abstract.text, abstract.ends[last - 1]):
        last += 1
    text = abstract.written(first, last)
    return _Name(first, last, text, abstract.sentence_of(first), "known", entry, loose=entry in _ambiguous())


def _within(places: list[tuple[int, int]], char: int) -> bool:
    """Whether a character lies in one of some places, which are sorted."""
    k = bisect_right(places, (char, 1 << 60)) - 1
    return k >= 0 and char < places[k][1]


def _in_title(abstract: Abstract, i: int, start: int, end: int) -> bool:
    """Whether the word `i` is one of several in a row that begin with a capital: no name by itself."""
    if not _PLAIN.fullmatch(abstract.words[i]):
        return False
    return abstract.starts[i] > start or abstract.ends[i] < end


def _widened(abstract: Abstract, first: int, last: int, entry: str, start: int, end: int) -> _Name | None:
    """The name of the registry at these tokens, or the longer written-together one that it is a part of."""
    text = abstract.text
    left, right = abstract.starts[first], abstract.ends[last - 1]
    low, high = left, right
    while low > start and text[low - 1] != " ":
        low -= 1
    while high < end and text[high] != " ":
        high += 1
    if text[high - 2 : high] in {"'s", "’s"}:
        high -= 2
    if low == left and (high == right or _LOWER_TAIL.fullmatch(text, right, high)):
        return _from_term(abstract, first, last, entry)
    if high < right or low > left:
        return _from_term(abstract, first, last, entry)
    one, beyond = bisect_left(abstract.starts, low), bisect_left(abstract.ends, high) + 1
    whole = abstract.written(one, beyond)
    if _is_other(whole):
        return None
    return _Name(one, beyond, whole, abstract.sentence_of(one), "mixed")


def _from_span(abstract: Abstract, sentence: Sentence, first: int, last: int) -> _Name | None:
    words = abstract.words
    if first == sentence.first:
        chunk = abstract.text[abstract.starts[first] : abstract.ends[last - 1]].split(" ", 1)[0]
        if _PLAIN.fullmatch(chunk):
            start = abstract.starts[first] + len(chunk) + 1
            first = bisect_left(abstract.starts, start)
    while last > first and words[last - 1] in {"s", "'", "’", "-"}:
        last -= 1
    while first < last - 1 and abstract.lower[first] in {"the", "our", "a", "an", "on", "in", "this"}:
        first += 1
    titled = last - first > 1 and abstract.lower[last - 1] in DATA_NOUNS | _WHOLE
    if titled and abstract.lower[last - 1] not in _WHOLE:
        last -= 1
    if first >= last:
        return None
    match = _NUMBER_PART.match(abstract.text, abstract.ends[last - 1])
    if match:
        last = bisect_left(abstract.ends, match.end()) + 1
    text = abstract.written(first, last)
    if _is_no_name(text):
        return None
    return _Name(first, last, text, sentence, _shape(text), titled=titled)


def _noun_at(lower: list[str], i: int) -> bool:
    word = lower[i]
    if word == "benchmark" and i and lower[i - 1] in {"we", "to", "also", "then"}:
        return False
    if word == "challenges":
        return False
    return word in DATA_NOUNS or (word in _PAIRS and i > 0 and lower[i - 1] in _PAIRS[word])


def _head_after(lower: list[str], i: int, reach: int = 4) -> str | None:
    """The kind of noun that a name before token `i` modifies: "data", "other" or None."""
    end = min(i + reach, len(lower))
    while i < end and lower[i] in {")", '"', "”", "'", "’"}:
        i += 1
    while i < end:
        if _noun_at(lower, i):
            return "data"
        if lower[i] in OTHER_NOUNS:
            return "other"
        if lower[i] in _STOP or (lower[i][-1] == "s" and lower[i] not in {"news", "sports", "series", "physics"}):
            return None
        i += 1
    return None


def _apposition(lower: list[str], i: int) -> str | None:
    """The kind of noun that heads what follows a name: ", a large and diverse benchmark of ..."."""
    end = min(i + 18, len(lower))
    if i < end and lower[i] == ")":
        i += 1
    if i < end and lower[i] == "(":
        while i < end and lower[i] != ")":
            i += 1
        i += 1
    if i + 1 >= end or lower[i] not in {",", ":", "-", "–", "—", "is"}:
        return None
    while i < end and lower[i] in {",", ":", "-", "–", "—", "which", "is"}:
        i += 1
    if i >= end or lower[i] not in _ARTICLES:
        return None
    # After "on FooSet, our method" begins a main clause.
    certain = lower[i] in {"a", "an"}
    found = None
    for j in range(i + 1, end):
        if lower[j] == "(" or lower[j - 1] == "(" or (lower[j] == ")" and lower[j - 2] == "("):
            continue
        if _noun_at(lower, j) or (lower[j] == "resource" and certain):
            found = "data"
        elif lower[j] in OTHER_NOUNS:
            found = "other" if certain else found
        elif lower[j] in {",", "and", "or"} and found is None:
            continue
        elif lower[j] == "and" and found == "other" and any(_noun_at(lower, k) for k in range(j + 1, min(j + 4, end))):
            return "data"
        elif lower[j] in _STOP and lower[j - 1] != "-":
            break
    return found


def _noun_before(lower: list[str], i: int, start: int) -> str | None:
    """How a noun of data leads to the name at token `i`: "naming", "examples", "direct", "apart" or None."""
    direct = True
    how = None
    for j in range(i - 1, max(i - 7, start - 1), -1):
        word = lower[j]
        if _noun_at(lower, j):
            return how or ("direct" if direct else "apart")
        if word in _NAMING:
            how = "naming"
        elif word in {"as", "like", "including", "g", "namely", ":", "("} or (
            word == "of" and lower[j - 1] in {"datasets", "benchmarks", "corpora"}
        ):
            how = how or "examples"
        elif word not in _FORERUNNERS:
            return None
        direct = False
    return None


def _creating(lower: list[str], i: int, start: int) -> bool:
    """Whether token `i` is what a verb of creation creates: "we introduce FooSet", "our new FooSet"."""
    for j in range(i - 1, max(i - 16, start - 1), -1):
        word = lower[j]
        if word in _CREATING and lower[j + 1] != "-":
            return True
        if word in _CREATED and j > start and lower[j - 1] in _WE:
            return True
        if word == "our" and (i - j < 4 or lower[j + 1] in {"proposed", "new", "novel", "newly"}):
            return True
        if word == "in" and lower[j - 1] == "resulting":
            return i - j < 10
        if word in {"house", "collected", "constructed", "built"} and lower[j - 2 : j] in (["in", "-"], ["self", "-"]):
            return True
        if word == "with" and lower[j - 1] in {"along", "together"}:
            continue
        if word in _AWAY and not (word == "of" and lower[j - 1] in {"creation", "version", "edition", "release"}):
            return False
    return False


def _made_before(lower: list[str], i: int, start: int) -> bool:
    """Whether the clause before token `i` says that a dataset is made: "we collect a corpus of letters, called"."""
    noun = False
    if _named_here(lower, i):
        i -= 3
    for j in range(i - 1, max(i - 26, start - 1), -1):
        word = lower[j]
        if _noun_at(lower, j):
            noun = True
        elif not noun and (word in OTHER_NOUNS or word in {".", ";", ")", "that", "which"}):
            return False
        elif noun and (word in _CREATING or (word in _CREATED and lower[j - 1] in _WE)):
            return True
        elif noun and word in {"on", "using", "over", ".", ";", "from", "evaluate"}:
            return False
    return False


def _named_here(lower: list[str], i: int) -> bool:
    """Whether a clause names what comes at token `i`: "which we call FooSet", "referred to as FooSet"."""
    if i < 4:
        return False
    return (lower[i - 1] in _WE_NAME and lower[i - 2] == "we") or lower[i - 3 : i] == ["referred", "to", "as"]


def _newly(lower: list[str], i: int, start: int) -> bool:
    """Whether the noun that leads to token `i` says that it is new: "the resulting dataset, FooSet"."""
    for j in range(i - 1, max(i - 10, start - 1), -1):
        if lower[j] in {
            "resulting",
            "final",
            "novel",
            "new",
            "proposed",
            "curated",
            "self",
            "our",
            "collected",
            "constructed",
        }:
            return True
        if lower[j] in _AWAY or lower[j] in {"recent", "existing", "public"}:
            return False
    return False


def _created(lower: list[str], i: int, apposed: bool) -> bool:
    """Whether what ends before token `i` is said to be made here: "FooSet is introduced", "FooSet, our corpus"."""
    end = min(i + 8, len(lower))
    being = False
    for j in range(i, end):
        word = lower[j]
        if word in {"is", "are", "was", "were", "been"}:
            being = True
        elif being and word in _CREATED:
            return True
        elif word in {".", "!", "?", ";", "and", "which", "that", "on", "by", "where", "or"}:
            return False
        elif apposed and (word in {"our", "new", "novel", "newly"} or (word == "first" and lower[j - 1] == "the")):
            return True
    return False


def _around(abstract: Abstract, name: _Name) -> tuple[str, str]:
    """The text of the sentence before and after a name, no more than some lines of it."""
    sentence = name.sentence
    start, end = abstract.starts[name.first], abstract.ends[name.last - 1]
    before = abstract.text[max(sentence.offset, start - _REACH) : start]
    return before, abstract.text[end : min(sentence.offset + len(sentence.plain.text), end + _REACH)]


def _tested_on(abstract: Abstract, name: _Name) -> bool:
    """Whether the name stands where what was tested on stands: "on FooSet" in a sentence of results."""
    lower = abstract.lower
    j = name.first - 1
    while j > name.sentence.first and lower[j] in {
        "the",
        "both",
        "challenging",
        "popular",
        "public",
        "standard",
        "real",
    }:
        j -= 1
    if j < name.sentence.first or lower[j] not in {"on", "across"}:
        return False
    while j > name.sentence.first + 1 and lower[j - 1] in {"solely", "only", "heavily", "primarily", "mainly"}:
        j -= 1
    if j > name.sentence.first and lower[j - 1] in _NOT_TESTED_ON:
        return False
    following = lower[name.last] if name.last < len(lower) else "."
    task = following == "task" and any(c.isdigit() for c in name.text)
    if not (following in _AFTER_TESTED or following in _STOP or task):
        return False
    return any(_TESTED.search(part) for part in _around(abstract, name))


def _in_brackets(abstract: Abstract, name: _Name) -> bool:
    """Whether the name stands alone in brackets in a sentence of results: "on fact checking (FooSet)"."""
    lower = abstract.lower
    if lower[name.first - 1] != "(" or name.last >= len(lower) or lower[name.last] not in {")", ",", ":"}:
        return False
    if _long_form(abstract, name) is not None:
        return False
    return any(_STUDY.search(part) for part in _around(abstract, name))


def _judge(abstract: Abstract, name: _Name) -> None:
    """Sets the rule by which a name is a benchmark, as far as its own place says."""
    if name.shape == "event":
        return
    lower = abstract.lower
    after = _head_after(lower, name.last)
    apposition = _apposition(lower, name.last)
    before = _noun_before(lower, name.first, name.sentence.first)
    creating = _creating(lower, name.first, name.sentence.first) or _created(lower, name.last, apposition == "data")
    name.introduced = creating
    name.exemplary = before == "examples"
    following = lower[name.last] if name.last < len(lower) else ""
    if name.shape == "known":
        opens = name.first == name.sentence.first or lower[name.first - 1] in {".", ",", ":", "that", "show", "our"}
        if following in _METHOD_VERBS and opens:
            name.not_one = True
        elif after == "data" or before or apposition == "data":
            name.rule = "registry_context"
        elif (name.loose and after == "other" and following != "-") or (creating and "other" in {after, apposition}):
            name.not_one = True
        elif (
            name.loose
            and not (_tested_on(abstract, name) or _in_brackets(abstract, name) or _drawn_from(abstract, name))
        ) or (name.first == name.sentence.first and name.text.isalpha() and name.text[1:].islower()):
            return
        else:
            name.rule = "registry_bare"
        return
    subject = following in _METHOD_VERBS and lower[name.first - 1] not in {"and", "or"}
    if apposition == "other" or after == "other" or subject:
        name.not_one = True
        return
    other = _is_other(name.text)
    known_other = other or _is_model_like(name.text)
    if apposition == "data" and (creating or not other) and (name.shape != "plain" or (creating and following != ")")):
        name.rule = "apposition"
    elif (
        (lower[name.first - 1] in _NAMING | {"("} or _named_here(lower, name.first))
        and not other
        and _made_before(lower, name.first, name.sentence.first)
    ):
        bracketed = lower[name.first - 1] == "("
        noun = lower[name.first - 2] if bracketed else ""
        right = (noun in {"dataset", "benchmark", "corpus"} and following == ")") or (
            noun in {"datasets", "benchmarks", "corpora"} and following in {",", "and"}
        )
        if name.shape == "plain" or (
            bracketed and not right and (known_other or name.shape != "mixed" or following != ")")
        ):
            return
        name.rule, name.introduced = "named", True
    elif before == "direct" and after == "data" and name.shape == "caps" and lower[name.first - 1] == "benchmark":
        name.not_one = True
    elif (before in {"naming", "direct"} and name.shape != "plain" and not other) or (
        before == "apart"
        and name.shape != "plain"
        and " " not in name.text
        and not other
        and (
            (lower[name.first - 1] == "," and following in {",", "("})
            or (
                lower[name.first - 1] in {",", "-", "–", "—"}
                and (following in _AFTER_MADE)
                and _made_before(lower, name.first, name.sentence.first)
            )
            or _several(lower, name)
        )
    ):
        name.rule = "named"
    elif (
        after == "data"
        and name.shape != "plain"
        and not other
        and not _of_many(lower, name)
        and not all(part in _no_names() or part in _PLATFORMS for part in re.split("[ -]", name.text))
    ):
        name.rule = "dataset_noun"
    elif before == "examples" and (
        _announced(lower, name)
        or (not known_other and name.shape != "plain")
        or (not other and _listed_plainly(lower, name))
    ):
        name.rule = "examples"
    elif _SHAPE.fullmatch(name.text):
        name.rule = "name_shape"
    elif name.shape != "plain" and not known_other and " " not in name.text and _tested_on(abstract, name):
        name.rule = "evaluated_on"
    elif name.shape != "plain" and not known_other and " " not in name.text and _drawn_from(abstract, name):
        name.rule = "drawn_from"
    elif name.shape != "plain" and not known_other and _holds(lower, name.last):
        name.rule, name.introduced = "holds_data", True
    elif name.shape == "plain" and _plain_name(abstract, name):
        name.rule = "titled" if name.titled else "plain_name"
    name.doubted = known_other and not name.rule
    name.not_one = name.not_one or name.doubted
    if name.rule == "named" and not name.introduced:
        apart = before == "apart" and lower[name.first - 1] in {",", "-", "–", "—", ":"}
        name.introduced = _newly(lower, name.first, name.sentence.first) or (
            apart and _made_before(lower, name.first, name.sentence.first)
        )
    new = (
        not name.rule
        and name.shape == "mixed"
        and not known_other
        and ":" in lower[max(name.first - 9, 0) : name.first]
    )
    if (new or (name.rule in {"examples", "name_shape"} and not name.introduced)) and _PARTS_OF_OURS.search(
        _around(abstract, name)[0]
    ):
        name.rule, name.introduced = name.rule or "named", True
    if name.rule == "dataset_noun" and not name.introduced:
        name.introduced = _holds(lower, name.last)


def _several(lower: list[str], name: _Name) -> bool:
    """Whether the name begins a list that says which datasets: "on two public datasets, FooSet and BarSet, show"."""
    i = name.first
    if i < 4 or lower[i - 1] not in {",", "-", "–", "—"} or lower[i - 2] not in {"datasets", "benchmarks", "corpora"}:
        return False
    if not any(word in {"on", "across", "over", "using"} for word in lower[max(i - 9, 0) : i - 2]):
        return False
    for j in range(name.last, min(name.last + 16, len(lower))):
        if lower[j] == "and":
            return True
        if lower[j] in _STOP and lower[j] != ",":
            return False
    return False


def _listed_plainly(lower: list[str], name: _Name) -> bool:
    """Whether a name of ordinary words begins a list of datasets: "on three datasets such as Foo Bar, BazSet"."""
    before = lower[max(name.first - 3, 0) : name.first]
    if before[1:] != ["such", "as"] and before[-1:] not in (["including"], ["namely"]):
        return False
    if not {"datasets", "benchmarks", "corpora"} & set(lower[max(name.first - 4, 0) : name.first]):
        return False
    return not all(part in _no_names() for part in name.text.split(" ")) and lower[name.last : name.last + 1] == [","]


def _announced(lower: list[str], name: _Name) -> bool:
    """Whether an acronym begins a list in brackets right after a noun of data: "three datasets (FOO, BAR)"."""
    i = name.first
    return (
        name.shape == "caps"
        and i > 1
        and lower[i - 1] == "("
        and lower[i - 2] in {"datasets", "benchmarks", "corpora"}
        and name.last < len(lower)
        and lower[name.last] in {",", "and"}
    )


def _plainly(words: list[str]) -> list[str]:
    """The words between two names without what stands in brackets: "FooSet (0.71), BarSet (0.8)"."""
    if words and words[0] == "(" and ")" in words:
        return words[words.index(")") + 1 :]
    if words and words[0] in {"for", "in"} and 2 < len(words) < 9 and words[-1] in _LIST:
        plain = all(word.isalpha() or word == "," for word in words)
        return words[-2:] if plain and words[-2:] == [",", "and"] else words[-1:] if plain else words
    if words and words[0] == ":" and words[-1] == "," and all(word == "%" or not word.isalpha() for word in words):
        return [","]
    if len(words) < 9 and words[-1:] == ["("] and words[:1] == [")"]:
        return [word for word in words[1:-1] if not word.isalpha() or word in _LIST]
    return words


def _shares_noun(lower: list[str], name: _Name) -> bool:
    """Whether the list that a name belongs to ends in a noun for all: "the Foo, BarSet and Baz datasets"."""
    for j in range(name.last, min(name.last + 24, len(lower))):
        if lower[j] in {"datasets", "benchmarks", "corpora"}:
            return lower[j - 1] not in _LIST
        if lower[j] in _STOP and lower[j] not in {",", "and", "or", "(", ")"}:
            return False
    return False


def _lists(abstract: Abstract, names: list[_Name]) -> None:
    """Spreads what is known of one name over those listed with it."""
    lower = abstract.lower
    listed = [
        name
        for name in names
        if name.rule or name.shape != "plain" or not all(part in _no_names() for part in name.text.split(" "))
    ]
    for order in (listed, listed[::-1]):
        for one, other in pairwise(order):
            low, high = (one, other) if one.first < other.first else (other, one)
            between = _plainly(lower[low.last : high.first])
            if one is low and between and all(word in _LIST for word in between):
                other.leader = one.leader or one
            if one.introduced and other.rule and one is low and between and all(word in _LIST for word in between):
                other.introduced = True
            if not one.rule or other.rule or not 0 < len(between) <= 3:
                continue
            exemplary = (low.leader or low).exemplary
            if (other.not_one and not (other.doubted and exemplary)) or (
                other.shape == "plain" and not (exemplary or _shares_noun(lower, high))
            ):
                continue
            if other.shape == "plain" and any(part in _no_names() for part in other.text.split(" ")):
                continue
            if all(word in _LIST for word in between) and (between != [","] or _goes_on(lower, high.last)):
                other.rule, other.introduced, other.not_one = "list", one.introduced, False


_TASK = re.compile(
    r"(?:ing|ion|work|module|loss|model|models|attention|ment|ity|ance|ysis|system|rate|index|field|block|layer|head|"
    r"branch|"
    r"function|graph|space|network|decoder|encoder|framework|agent|transformer|algorithm|strategy|policy|token|tokens)$"
)


def _holds(lower: list[str], i: int) -> bool:
    """Whether token `i` begins what a dataset holds: "comprises 4,000 letters", "benchmark contains 900 questions"."""
    for j in range(i, min(i + 5, len(lower) - 3)):
        if lower[j] in _HOLDING:
            if any(word in _HELD for word in lower[j + 2 : j + 12]):
                return any(word[0].isdigit() for word in lower[j + 1 : j + 5])
            return False
        if lower[j] in _STOP:
            return False
    return False


def _drawn_from(abstract: Abstract, name: _Name) -> bool:
    """Whether things are taken from what is named: "2,000 images from FooSet"."""
    lower, j = abstract.lower, name.first - 1
    if lower[j] == "the":
        j -= 1
    if lower[j] != "from" or j < 1 or lower[j - 1] not in _COUNTED:
        return False
    following = lower[name.last] if name.last < len(lower) else "."
    return following in _AFTER_TESTED or following in _STOP or following in DATA_NOUNS


_HELD = _COUNTED | word_set(
    "sequences hours frames dialogues trajectories entries annotations pages utterances scenes tokens prompts records"
    " templates subjects words scenarios demonstrations triplets clips"
)

# Before an acronym these say that it names a kind: "the first FOO benchmark".
_KIND_BEFORE = frozenset(
    {"first", "new", "novel", "scale", "largest", "comprehensive", "quality", "existing", "a", "an"}
)


def _of_many(lower: list[str], name: _Name) -> bool:
    """Whether the name says what kind several datasets are: "five FOO benchmarks"."""
    noun = lower[name.last] if name.last < len(lower) else ""
    if name.shape == "caps" and lower[name.first - 1] in _KIND_BEFORE:
        return True
    if noun not in {"datasets", "benchmarks", "corpora", "databases", "challenges"} or any(
        c.isdigit() for c in name.text
    ):
        return False
    return lower[name.first - 1] not in {"and", "or", ",", "/", "&"}


def _plain_name(abstract: Abstract, name: _Name) -> bool:
    """Whether words with a capital are the name of the dataset that follows: "the Foo Bar dataset"."""
    words, lower = abstract.words, abstract.lower
    before = lower[name.first - 1] if name.first > name.sentence.first else ""
    parts = name.text.split(" ")
    if before in {"of", "and", "for", "&"} and _PLAIN.fullmatch(words[name.first - 2]):
        return False
    if before in {"a", "an", "(", "new", "novel", "first"} or all(part in _no_names() for part in parts):
        return False
    if name.titled:
        return before not in {"large", "comprehensive"}
    noun = lower[name.last] if name.last < len(lower) else ""
    if noun in {"dataset", "corpus", "benchmark", "database"}:
        return before in {"the", "our", "on", "of", "from", "and", "using", "public", "popular", "challenging", "with"}
    return (
        noun in {"datasets", "benchmarks"}
        and before in {"and", ",", "the"}
        and len(parts) > 1
        and words[name.first - 1] != "The"
    )


def _short_forms(abstract: Abstract, names: list[_Name]) -> None:
    """Settles names in brackets after their long form: both are one benchmark, by its short name, or none."""
    for k, name in enumerate(names):
        first = _long_form(abstract, name)
        if first is None:
            continue
        long = [other for other in names[max(k - 3, 0) : k] if other.last > first]
        words = abstract.lower[first : name.first - 1]
        if any(other.id and other.id == name.id and fold(other.text) == fold(_canonical()[other.id]) for other in long):
            name.rule, name.not_one = None, True
            continue
        if any(other.rule for other in long):
            name.rule = name.rule or long[0].rule or "list"
            name.introduced = name.introduced or any(other.introduced for other in long)
        elif words[-1] in DATA_NOUNS or (words[0] in DATA_NOUNS and words[1] in {"for", "of", "on"}):
            name.rule = name.rule if name.shape == "known" else "long_form"
            name.introduced = _creating(abstract.lower, first, name.sentence.first)
        elif name.rule in {"registry_bare", "evaluated_on", "examples"} and (
            _TASK.search(words[-1])
            or (name.rule == "registry_bare" and _creating(abstract.lower, first, name.sentence.first))
        ):
            name.rule, name.not_one = None, True
        if name.rule:
            for other in long:
                other.rule, other.not_one = None, True


def _goes_on(lower: list[str], i: int) -> bool:
    """Whether a list goes on after token `i`, up to a last member or a closing bracket."""
    for j in range(i, min(i + 12, len(lower))):
        if lower[j] in {"and", "or", "&", ")", "etc"}:
            return True
        if lower[j] in {".", "!", "?", ";"} or lower[j] in _METHOD_VERBS:
            return False
    return False


def _role(abstract: Abstract, same: list[_Name], names: list[_Name]) -> str:
    """What the paper does with a benchmark that it did not create, by all its mentions."""
    own = _OWN_WORK.search(abstract.raw)
    own_from = own.start() if own else 0
    roles = ["mentioned" if name.sentence.end <= own_from else _role_at(abstract, name, names) for name in same]
    return "evaluation" if "evaluation" in roles else "training" if "training" in roles else roles[0]


def _role_at(abstract: Abstract, name: _Name, names: list[_Name]) -> str:
    first = name.leader or name
    before, after = _around(abstract, first)
    result = _RESULT.search(before + after) is not None
    if _PERFORMING.search(before[-60:]):
        return "evaluation"
    if _TRAINED_FROM.search(before[-240:]) or (_TRAINED_FIRST.match(before) and not _EVALUATED.search(before)):
        return "training"
    if _COMPARED.search(before[-80:]) or (
        _SOURCE.search(before[-60:]) and any(one.introduced and one.sentence is name.sentence for one in names)
    ):
        return "mentioned"
    trained = _TRAIN_BEFORE.search(before[-120:])
    if trained and not _STUDY.search(trained.group()):
        if trained["pre"] or trained["noun"] or not result or _other_later(names, first):
            return "training"
    elif _TRAIN_AFTER.search(after[:60]) or (
        _drawn_from(abstract, first)
        and not _STUDY.search(before + after)
        and _MADE_OF.search(before)
        and not _BUILT_ON.search(before)
    ):
        return "training"
    if not result and _MENTION.search(before) and not _STUDY.search(before + after):
        return "mentioned"
    return "evaluation"


def _other_later(names: list[_Name], name: _Name) -> bool:
    """Whether the sentence goes on to another benchmark: "trained on FooSet, it reaches 80% on BarSet"."""
    start = bisect_right(names, name.first, key=lambda one: one.first)
    return any(
        one.rule and one.leader is not name and one.sentence is name.sentence for one in names[start : start + 9]
    )


def _settle(abstract: Abstract, names: list[_Name]) -> None:
    """Notes the benchmarks among the names: every mention, and the first of each as a fact."""
    facts: dict[str, list[_Name]] = {}
    for name in names:
        if name.rule:
            facts.setdefault(fold(name.text), []).append(name)
    for name in names:
        if not name.rule and fold(name.text) in facts and (not name.not_one or (name.doubted and name.introduced)):
            facts[fold(name.text)].append(name)
    made = {name.text for name in names if name.rule and name.introduced}
    for same in facts.values():
        text = same[0].text
        introduced = any(name.introduced for name in same) or any(
            text[:at] in made for at, c in enumerate(text[:40]) if c in "-+"
        )
        role = "introduced" if introduced else _role(abstract, same, names)
        for name in same:
            abstract.benchmarks.append(Mention(name.first, name.last, name.text, name.id, introduced, role))
        best = same[0]
        abstract.add(
            "benchmarks",
            "introduced" if introduced and not best.id else best.rule or "",
            abstract.starts[best.first],
            abstract.ends[best.last - 1],
            name=best.text,
            benchmark_id=best.id,
            role=role,
        )
    abstract.benchmarks.sort(key=lambda mention: mention.first)
