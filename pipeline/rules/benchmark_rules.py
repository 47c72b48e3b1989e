"""Rules on the place of a name: what stands around it says that it is a benchmark, or that it is none.

What belongs here: rules on a name by itself, the most telling first in `_BY_PLACE`. What does not: what its list, its
short form or its other mentions say (benchmarks.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.abstract import Abstract
from pipeline.numbers import WORDS
from pipeline.patterns import asks
from pipeline.rules.benchmark_creation import (
    PARTS_OF_OURS,
    contributed,
    created_after,
    created_before,
    curated,
    made_before,
    named_here,
    newly,
)
from pipeline.rules.benchmark_names import PLAIN, Name, around, is_kind, is_model_like, long_form
from pipeline.rules.benchmark_registry import is_other, no_names
from pipeline.rules.benchmark_roles import AFTER_TESTED, STUDY, drawn_from
from pipeline.rules.data_nouns import (
    COUNTED,
    DATA_NOUNS,
    NAMING,
    STOP,
    head_after,
    holds,
    noun_at,
    noun_before,
    noun_explaining,
)
from pipeline.rules.lexicon import word_set

_SHAPE = asks(
    r"^[\pL\pN_+-]*(?:[Bb]ench(?:mark)?|BENCH|[a-z]Eval|[a-z]Arena|[a-zA-Z]Corpus|[a-z]Dataset)[-+]*[\pL\pN_]{0,10}$"
    r"|^(?:[\pL\pN_+-]+ ){1,4}Bench$"
)
_VERSION = re.compile(r" (?:[vV]?\d{1,3}(?:\.\d)?|20\d\d)$")


@lru_cache(maxsize=1 << 12)
def _names_data(text: str) -> bool:
    """Whether a name says itself that it is one of data: "FooBench"."""
    return _SHAPE(text)


# Where data come from; with the name of a language they are no name of a dataset.
_PLATFORMS = frozenset(
    {"YouTube", "Twitter", "Reddit", "GitHub", "TikTok", "Weibo", "Facebook", "Telegram", "X", "arXiv"}
)
# What may follow the name of what a clause before it makes.
_AFTER_MADE = word_set(
    ", ( . ; and comprising containing consisting featuring covering which that for with to designed"
)
# Parts of a benchmark, which may follow its name: "on FooSet val".
_PARTS = word_set("val validation dev split splits subset subsets tasks environments leaderboard track")
# Verbs and nouns of a sentence that reports a test.
_TESTED = asks(
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
METHOD_VERBS = word_set(
    "match"
    " achieves achieve outperforms outperform surpasses surpass improves improve reaches reach attains obtains reduces"
    " leverages uses employs combines learns delivers accelerates exhibits sets matches utilizes integrates trains"
    " adapts adopts incorporates enhances consistently significantly substantially exceeds beats yields"
)
# Kinds of data and tasks, which an article makes no name: "on the VQA dataset".
_KINDS = word_set(
    "3d 2d 4d ai aigc api asr cad cir ct cxr cot dsa ecg eeg ehr emr fer fmri gec gps gui ir iqa kg lidar llm llms lpr"
    " mllm mllms ml mocap mri ms mt nir nlg nlp nlu nli ocr ood pet qa rag rgb rl rlhf sar sft slr sota sql svg t2i"
    " tts uav vl vla vlm vlms vqa vr vton xai covid-19 x-ray"
)
# What leads to a name of ordinary words: "the Foo Bar dataset".
_BEFORE_PLAIN = word_set("the our on of from and using public popular challenging with private large-scale standard")
# Before an acronym these say that it names a kind: "the first FOO benchmark".
_KIND_BEFORE = frozenset(
    {"first", "new", "novel", "scale", "largest", "comprehensive", "quality", "existing", "a", "an"}
)


# What opens a sentence before its main clause.
_FRONTED = word_set(
    "on in with unlike by from for via given through across at beyond within like built similar than as under over"
    " inspired"
)


@dataclass(slots=True)
class _Place:
    """A name and what stands around it.

    `after`, `apposition` and `before` are the kinds of noun there (data_nouns.py), `following` the next word;
    `creating`: the paper makes it; `other`: the name of something else; `model_like`: built like one.
    """

    abstract: Abstract
    name: Name
    lower: list[str]
    after: str | None
    apposition: str | None
    before: str | None
    following: str
    creating: bool
    other: bool
    model_like: bool

    @property
    def preceding(self) -> str:
        return self.lower[self.name.first - 1]

    @property
    def known_other(self) -> bool:
        return self.other or self.model_like

    @property
    def plain(self) -> bool:
        return self.name.shape == "plain"

    @property
    def alone(self) -> bool:
        """Whether the name has no blank in it but before a version or a year."""
        text = self.name.text
        return " " not in text or " " not in _VERSION.sub("", text)


def _place(abstract: Abstract, name: Name) -> _Place:
    lower = abstract.lower
    apposition = None if _opens_clause(lower, name) else noun_explaining(lower, name.last)
    creating = created_before(lower, name.first, name.sentence.first) or created_after(
        lower, name.last, apposition == "data"
    )
    known = name.shape == "known"
    return _Place(
        abstract,
        name,
        lower,
        head_after(lower, name.last, 6 if "on" in lower[max(name.first - 2, 0) : name.first] else 4),
        apposition,
        noun_before(lower, name.first, name.sentence.first),
        lower[name.last] if name.last < len(lower) else "",
        creating,
        not known and is_other(name.text),
        not known and is_model_like(name.text),
    )


def _opens_clause(lower: list[str], name: Name) -> bool:
    """Whether the name ends what stands before a main clause: "Unlike FooSet, our corpus", "With FooNet, the set"."""
    start = name.sentence.first
    if name.first - start > 6 or lower[name.last : name.last + 1] != [","]:
        return False
    if lower[name.last + 1 : name.last + 2] not in (["our"], ["the"]) or "," in lower[start : name.first]:
        return False
    return name.first > start and (lower[start] in _FRONTED or lower[start].endswith(("ing", "ed")))


def judge(abstract: Abstract, name: Name) -> None:
    """Sets the rule by which a name is a benchmark, as far as its own place says."""
    if name.shape == "event":
        return
    place = _place(abstract, name)
    name.introduced = place.creating or (name.shape != "known" and _presents_itself(place.lower, name.last))
    name.exemplary = place.before == "examples"
    if name.shape == "known":
        _judge_known(place)
        return
    if _is_system(place):
        name.not_one = True
        return
    for rule in _BY_PLACE:
        if rule.reads(place):
            name.rule = rule.name
            name.introduced = name.introduced or rule.is_new(place)
            break
    else:
        name.doubted = name.not_one = place.known_other
    _join_parts(place)


def _judge_known(place: _Place) -> None:
    """Sets the rule of a name of the registry, which context can only doubt."""
    name = place.name
    opens = name.first == name.sentence.first or place.preceding in {".", ",", ":", "that", "show", "our"}
    if (place.following in METHOD_VERBS and opens) or (name.loose and _counted_kind(place)):
        name.not_one = True
    elif place.after == "data" or place.before or place.apposition == "data":
        name.rule = "registry_context"
    elif (name.loose and place.after == "other" and place.following != "-") or (
        place.creating
        and "other" in {place.after, place.apposition}
        and not (place.after != "other" and "bench" in name.text.lower())
    ):
        name.not_one = True
    elif name.loose:
        tested = _tested_on(place.abstract, name) or _in_brackets(place.abstract, name)
        drawn = drawn_from(place.abstract, name) or _is_source(place) or _has_items(place)
        name.rule = "registry_bare" if tested or drawn else None
    elif name.first != name.sentence.first or not name.text.isalpha() or not name.text[1:].islower():
        name.rule = "registry_bare"


def _counted_kind(place: _Place) -> bool:
    """Letters that can mean other things are a kind in "four standard FOO benchmarks", "several FOO datasets"."""
    lower, first = place.lower, place.name.first
    before = lower[max(first - 3, place.name.sentence.first) : first]
    return place.following in {"benchmarks", "datasets"} and "and" not in before and not _SEVERAL.isdisjoint(before)


_SEVERAL = (frozenset(WORDS) - {"one"}) | word_set("several multiple various many numerous diverse different typical")


def _is_source(place: _Place) -> bool:
    """Whether a name of words is what data are taken from: "based on Wikipedia", "using PubMed abstracts"."""
    lower, j = place.lower, place.name.first - 1
    if place.name.text.isupper() or place.name.text in _PLATFORMS:
        return False
    j -= lower[j] == "the"
    return lower[j] in {"from", "using"} or lower[j - 1 : j + 1] in (["based", "on"], ["grounded", "in"])


def _has_items(place: _Place) -> bool:
    """Whether a name of words, or not of letters alone, has items: "PubMed abstracts", "Atari games"."""
    if place.name.text.isupper() or place.name.text in _PLATFORMS:
        return False
    for word in place.lower[place.name.last : place.name.last + 3]:
        if word in _ITEMS:
            return True
        if word in STOP:
            return False
    return False


_ITEMS = COUNTED | word_set("abstracts games environments pages recordings scenes")


def _is_system(place: _Place) -> bool:
    """Whether the name is that of a system: "FooNet model", "FooNet, a method for", "FooNet outperforms"."""
    subject = place.following in METHOD_VERBS and place.preceding not in {"and", "or", "on"}
    bench = "bench" in place.name.text.lower() and _names_data(place.name.text)
    return place.after == "other" or ((place.apposition == "other" or subject) and not bench) or _of_kind(place)


def _is_explained(place: _Place) -> bool:
    """As in "FooSet, a corpus of letters", "FooSet introduces a benchmark"."""
    presented = place.name.shape == "mixed" and not place.other and _presents_itself(place.lower, place.name.last)
    explained = place.apposition == "data" and (place.creating or not place.other)
    return presented or (explained and (not place.plain or (place.creating and place.following != ")")))


def _is_made(place: _Place) -> bool:
    """As in "we collect a corpus of letters, called FooSet", "we build a new benchmark (FooSet)"."""
    if not _is_called(place) or (place.plain and place.preceding not in NAMING):
        return False
    if place.preceding != "(":
        return True
    noun = place.lower[place.name.first - 2]
    beside = (noun in {"dataset", "benchmark", "corpus"} and place.following == ")") or (
        noun in {"datasets", "benchmarks", "corpora"} and place.following in {",", "and"}
    )
    return beside or (not place.known_other and place.name.shape == "mixed" and place.following == ")")


def _is_called(place: _Place) -> bool:
    """Whether a clause that makes data gives them this name, or has it in brackets."""
    first = place.name.first
    return (
        (place.preceding in NAMING | {"(", ":"} or named_here(place.lower, first))
        and not place.other
        and made_before(place.lower, first, place.name.sentence.first)
    )


def _is_named(place: _Place) -> bool:
    """As in "the video dataset FooSet", "a dataset named FooSet", "on two datasets, FooSet and BarSet"."""
    if place.plain:
        if place.preceding in NAMING:
            return place.before == "naming" and not place.known_other
        return place.before == "direct" and place.creating and _told(place.lower, place.name.last)
    if place.other:
        return False
    return place.before in {"naming", "direct"} or (place.before == "apart" and place.alone and _is_set_off(place))


def _of_kind(place: _Place) -> bool:
    """Whether the name says of what kind a benchmark is: "the benchmark FOO dataset"."""
    kind = place.name.shape == "caps" and place.preceding == "benchmark" and place.after == "data"
    return kind and not place.other


def _is_set_off(place: _Place) -> bool:
    """Whether a comma or a dash sets the name off from the noun of data before it."""
    if place.preceding == "," and place.following in {",", "("}:
        return True
    made = place.preceding in {",", "-", "–", "—"} and place.following in _AFTER_MADE
    return (made and made_before(place.lower, place.name.first, place.name.sentence.first)) or _several(
        place.lower, place.name
    )


def _has_noun(place: _Place) -> bool:
    """As in "the FooSet image dataset"."""
    name = place.name
    if place.after != "data" or place.plain:
        return False
    if place.other and not _the_one(place.lower, name) and not _ends_list(place):
        return False
    kinds = all(part in no_names() or part in _PLATFORMS for part in re.split("[ -]+", name.text))
    return not kinds and not _of_many(place.lower, name)


def _ends_list(place: _Place) -> bool:
    """Whether the name ends a list of names before one noun for all: "on FOO, BAR, and BAZ datasets"."""
    lower, first = place.lower, place.name.first
    if place.preceding not in {"and", "&"} or place.following not in {"datasets", "benchmarks", "corpora"}:
        return False
    if is_of_kinds(place.name.text):
        return False
    for j in range(first - 2, max(first - 16, place.name.sentence.first), -1):
        if lower[j] not in {",", "-", "and"} and not place.abstract.words[j][0].isupper():
            return first - j > 2 and not {"on", "across", "over", "using"}.isdisjoint(lower[max(j - 3, 0) : j + 1])
    return False


def _is_example(place: _Place) -> bool:
    """As in "datasets such as FooSet and BarSet"."""
    if not place.name.exemplary:
        return False
    return (
        _announced(place.lower, place.name)
        or (not place.known_other and not place.plain)
        or (not place.other and _listed_plainly(place.lower, place.name))
    )


def _says_itself(place: _Place) -> bool:
    """As in "FooBench", "FooBench Hard"."""
    if _names_data(place.name.text):
        return True
    first, _, rest = place.name.text.partition(" ")
    return rest.isalnum() and "ench" in first and not first.endswith("ing") and _names_data(first)


def _is_tested_on(place: _Place) -> bool:
    """As in "experiments on FooSet show gains"."""
    titled = place.name.text.endswith((" Set", " Collection", " Exam"))
    if place.plain:
        measured = measures_word(place.lower, place.name.first, place.name)
        return measured and not place.known_other and _tested_on(place.abstract, place.name)
    whole = place.alone or titled or _is_scored(place)
    return whole and not _of_languages(place.name.text) and _unknown(place) and _tested_on(place.abstract, place.name)


def _of_languages(text: str) -> bool:
    """Whether a name is joined of ordinary words: "English-Finnish"."""
    return "-" in text and all(part in no_names() for part in text.split("-"))


def _is_scored(place: _Place) -> bool:
    """Whether a name of two parts has a score right before: "78.6% mAP on FOO Bar", "+2% on FooBar Baz"."""
    parts = place.name.text.split(" ")
    if len(parts) > 2 or any(is_other(part) or is_model_like(part) or part in no_names() for part in parts):
        return False
    before = place.lower[max(place.name.first - 4, 0) : place.name.first - 1]
    return place.preceding == "on" and any(word == "%" or word[0].isdigit() for word in before)


# What follows one word with a capital that is tested on, if it is a name: "on Foo, it", not "on Foo/Bar".
_AFTER_WORD = word_set(
    ", . ; and or ( ) with show shows demonstrate demonstrates confirm indicate reveal datasets benchmarks"
)
# What leads to it: "gains of 4% on Foo", "evaluated on Foo".
_BEFORE_WORD = word_set(
    "% evaluated tested trained pretrained tuned experiments evaluations results accuracy performance auc f1 dice score"
    " points gain gains improvement improvements benchmarked"
)


def measures_word(lower: list[str], first: int, name: Name) -> bool:
    """Whether a name is one word with a capital that results are told of, in a list from token `first` on."""
    if name.shape != "plain" or " " in name.text or name.text in no_names():
        return False
    on = first - 1 - (lower[first - 1] == "the")
    if name.last >= len(lower) or lower[name.last] not in _AFTER_WORD or lower[on] not in {"on", "across"}:
        return False
    figure = lower[on - 1][0].isdigit() and lower[on - 2] != "-"
    return figure or lower[on - 1] in _BEFORE_WORD or (on == name.sentence.first and first == name.first)


def _is_drawn_from(place: _Place) -> bool:
    """As in "2,000 images from FooSet", "a subset of FooSet"."""
    if not _unknown(place) or not place.alone:
        return False
    return drawn_from(place.abstract, place.name) or _is_parted(place)


def _is_parted(place: _Place) -> bool:
    """As in "a subset of FooSet", "the test set from FooSet"."""
    lower, j = place.lower, place.name.first - 1
    j -= lower[j] == "the"
    if j < 2 or lower[j] not in {"of", "from"} or (place.following not in STOP and place.following not in AFTER_TESTED):
        return False
    return lower[j - 1] in _PARTING or (lower[j - 1] in {"set", "sets"} and lower[j - 2] in _SETS)


_PARTING = word_set("subset subsets split splits fold folds")
_SETS = word_set("test training validation evaluation development")


def _is_bracketed(place: _Place) -> bool:
    """As in "on three datasets: letter sorting (FooSet), word sorting (BarSet)"."""
    if (
        not _unknown(place)
        or not place.alone
        or place.preceding != "("
        or place.following != ")"
        or is_of_kinds(place.name.text)
    ):
        return False
    word = place.lower[place.name.first - 2]
    if word in DATA_NOUNS or not word.isalpha() or not _ANNOUNCING(around(place.abstract, place.name)[0]):
        return False
    return long_form(place.abstract, place.name) is None


def _is_task(place: _Place) -> bool:
    """As in "downstream tasks such as FooSet and BarSet"."""
    named = _unknown(place) and place.name.shape == "mixed" and place.alone and not is_of_kinds(place.name.text)
    if not named or place.preceding not in {"as", "including", ",", "("}:
        return False
    ends = place.following in STOP or place.following == "+" or _is_of_task(place.lower, place.name.last)
    return ends and _TASKS_LIKE(around(place.abstract, place.name)[0])


_TASKS_LIKE = asks(r"\btasks(?:,? (?:such as|including)|,? \(?e\.g\.,?| ?\()\s?$")
# What announces tasks with the data for each in brackets.
_ANNOUNCING = asks(
    r"\b(?:datasets|benchmarks|corpora|tasks|domains)(?:,? (?:including|such as|namely|like)|,? e\.g\.,?|:| -+)"
    r" [^;.]{0,200}$"
)


def _is_curated(place: _Place) -> bool:
    """As in "we curate FooSet"."""
    mixed = place.name.shape == "mixed" and not place.known_other
    return mixed and place.alone and curated(place.lower, place.name.first)


def _holds_data(place: _Place) -> bool:
    """As in "FooSet contains 4,000 letters"."""
    return _unknown(place) and holds(place.lower, place.name.last)


def _unknown(place: _Place) -> bool:
    """Whether a name is neither made of ordinary words nor like one of something else."""
    return not place.plain and not place.known_other


def _is_derived(place: _Place) -> bool:
    """As in "MMLU-FooSet", of which only MMLU is in the registry."""
    return place.name.derived and not place.known_other


def _is_title(place: _Place) -> bool:
    """As in "the Foo Bar Dataset"."""
    return place.plain and place.name.titled and _plain_name(place.abstract, place.name)


def _is_plain_name(place: _Place) -> bool:
    """As in "the Foo Bar dataset"."""
    return place.plain and not place.name.titled and _plain_name(place.abstract, place.name)


def _always(_: _Place) -> bool:
    return True


def _never(_: _Place) -> bool:
    return False


def _curated_is_named(place: _Place) -> bool:
    """Whether what is curated ends there: "we curate FooSet, which", not "we curate FooSet images"."""
    return place.following in {",", "(", ".", "-", "–", "—", "to", "with", "for"}


def _name_is_new(place: _Place) -> bool:
    """Whether the noun that leads to the name is said to be new, or the clause before makes it."""
    first, start = place.name.first, place.name.sentence.first
    apart = place.before == "apart" and place.preceding in {",", "-", "–", "—", ":"}
    return newly(place.lower, first, start) or (apart and made_before(place.lower, first, start))


def _is_contributed(place: _Place) -> bool:
    """As in "(2) FooSet, a corpus" among contributions, and "FooSet is a corpus" as the first words of an abstract."""
    if place.name.first == 0:
        return "is" in place.lower[place.name.last : place.name.last + 16]
    return place.preceding in {")", "and"} and contributed(around(place.abstract, place.name)[0])


def _is_newly_bracketed(place: _Place) -> bool:
    """Whether what leads to the name is new: "our new dataset (FooSet)", "we introduce two datasets: FooSet and"."""
    first = place.name.first
    if place.preceding == ":":
        return made_before(place.lower, first, place.name.sentence.first)
    beside = place.preceding == "(" and place.lower[first - 2] in {"dataset", "corpus", "benchmark"}
    led = place.preceding == "including" and "our" in place.lower[max(first - 9, 0) : first]
    return (beside or led) and newly(place.lower, first - 2, place.name.sentence.first)


def _holds_items(place: _Place) -> bool:
    return holds(place.lower, place.name.last)


def _noun_is_new(place: _Place) -> bool:
    """As in "the resulting FooSet dataset", "the FooSet dataset comprises 4,000 letters"."""
    return place.preceding in {"resulting", "novel", "proposed", "introduced"} or _holds_items(place)


@dataclass(slots=True, frozen=True)
class _Rule:
    """A rule by its name in the table, what asks for it, and what then asks whether the paper makes the benchmark."""

    name: str
    reads: Callable[[_Place], bool]
    is_new: Callable[[_Place], bool] = _never


# The most telling first.
_BY_PLACE = (
    _Rule("apposition", _is_explained, _is_contributed),
    _Rule("named", _is_made, _always),
    _Rule("named", _is_named, _name_is_new),
    _Rule("dataset_noun", _has_noun, _noun_is_new),
    _Rule("examples", _is_example, _is_newly_bracketed),
    _Rule("name_shape", _says_itself, _holds_items),
    _Rule("evaluated_on", _is_tested_on),
    _Rule("drawn_from", _is_drawn_from),
    _Rule("examples", _is_bracketed),
    _Rule("examples", _is_task),
    _Rule("named", _is_curated, _curated_is_named),
    _Rule("holds_data", _holds_data, _always),
    _Rule("registry_bare", _is_derived),
    _Rule("titled", _is_title),
    _Rule("plain_name", _is_plain_name),
)


def _join_parts(place: _Place) -> None:
    """Takes what a list of the parts of our own benchmark names for new: "our benchmark comprises FooA and FooB"."""
    name = place.name
    after_colon = (
        not name.rule
        and name.shape == "mixed"
        and not place.known_other
        and ":" in place.lower[max(name.first - 9, 0) : name.first]
    )
    listed = name.rule in {"examples", "name_shape"} and not name.introduced
    if (after_colon or listed) and PARTS_OF_OURS.search(around(place.abstract, name)[0]):
        name.rule, name.introduced = name.rule or "named", True


# What says of a dataset how it is, between "on" and its name, beside compounds: "on the large-scale FooSet".
_DESCRIBING = word_set("the both challenging popular proposed public standard real full multilingual large established")


def _tested_on(abstract: Abstract, name: Name) -> bool:
    """Whether the name stands where what was tested on stands: "on FooSet" in a sentence of results."""
    lower = abstract.lower
    j = name.first - 1
    while j > name.sentence.first and (lower[j] in _DESCRIBING or lower[j - 1] == "-"):
        j -= 1 if lower[j] in _DESCRIBING else 3
    if j < name.sentence.first or lower[j] not in {"on", "across"}:
        return False
    while j > name.sentence.first + 1 and lower[j - 1] in {"solely", "only", "heavily", "primarily", "mainly"}:
        j -= 1
    if j > name.sentence.first and lower[j - 1] in _NOT_TESTED_ON:
        return False
    following = lower[name.last] if name.last < len(lower) else "."
    task = following == "task" and any(c.isdigit() for c in name.text)
    # "the X-Sub split of FooSet" is a part of another.
    task = task or (following in _PARTS and name.shape == "mixed" and lower[name.last + 1 : name.last + 2] != ["of"])
    task = task or following.endswith("ly") or (name.shape == "mixed" and _is_of_task(lower, name.last))
    done = j > name.sentence.first and lower[j - 1] in {"trained", "tuned", "tested", "evaluated"}
    if not (following in AFTER_TESTED or following in STOP or task or (done and following in METHOD_VERBS)):
        return False
    return any(_TESTED(part) for part in around(abstract, name))


_TASKS = word_set("classification detection segmentation recognition retrieval")


def _is_of_task(lower: list[str], i: int) -> bool:
    """Whether token `i` begins what a dataset is for: "on the FooSet letter sorting task"."""
    for j in range(i, min(i + 5, len(lower))):
        if lower[j] in {"task", "tasks", "set", "sets"}:
            return j > i and lower[j - 1] not in {"feature", "parameter", "rule"}
        if lower[j] in _TASKS:
            return True
        if lower[j] in STOP:
            return False
    return False


def _in_brackets(abstract: Abstract, name: Name) -> bool:
    """Whether the name stands alone in brackets in a sentence of results: "on fact checking (FooSet)"."""
    lower = abstract.lower
    if lower[name.first - 1] != "(" or name.last >= len(lower) or lower[name.last] not in {")", ",", ":"}:
        return False
    if long_form(abstract, name) is not None:
        return False
    return any(STUDY(part) for part in around(abstract, name))


def _presents_itself(lower: list[str], i: int) -> bool:
    """Whether token `i` begins what a name is said to bring: "introduces an open benchmark"."""
    if i >= len(lower) or lower[i] not in {"introduces", "presents", "establishes", "offers"}:
        return False
    return lower[i + 1 : i + 2] in (["a"], ["an"], ["the"]) and any(
        noun_at(lower, j) and lower[j] != "challenge" for j in range(i + 2, min(i + 7, len(lower)))
    )


def is_of_kinds(text: str) -> bool:
    """Whether a name is that of a kind of data or of a task: "RGB", "VQA"."""
    return bool({text.lower(), *text.lower().split("-")} & _KINDS)


def _the_one(lower: list[str], name: Name) -> bool:
    """Whether an article says that a name of something else is one of data here: "tests on the FOO dataset"."""
    i = name.first
    return (
        name.last < len(lower)
        and lower[name.last] in {"dataset", "corpus", "benchmark"}
        and (lower[i - 1] == "on" or (lower[i - 1] == "the" and lower[i - 2] in {"on", "from", "using", "with"}))
        and name.shape in {"caps", "mixed"}
        and not is_of_kinds(name.text)
    )


def _told(lower: list[str], i: int) -> bool:
    """Whether token `i` goes on with what a dataset holds, or with its short form: ", which contains", "(FOO)"."""
    pair = lower[i : i + 2]
    return pair[:1] == ["("] or pair in ([",", "which"], [",", "containing"], [",", "comprising"], [",", "consisting"])


def _several(lower: list[str], name: Name) -> bool:
    """Whether the name begins a list that says which datasets: "on two public datasets, FooSet and BarSet, show"."""
    i = name.first - (lower[name.first - 2 : name.first] == ["-", "-"])
    if i < 4 or lower[i - 1] not in {",", "-", "–", "—"} or lower[i - 2] not in {"datasets", "benchmarks", "corpora"}:
        return False
    if not any(word in {"on", "across", "over", "using"} for word in lower[max(i - 9, 0) : i - 2]):
        return False
    for j in range(name.last, min(name.last + 16, len(lower))):
        if lower[j] == "and":
            return True
        if lower[j] in STOP and lower[j] != ",":
            return False
    return False


def _listed_plainly(lower: list[str], name: Name) -> bool:
    """Whether a name of ordinary words begins a list of datasets: "on three datasets such as Foo Bar, BazSet"."""
    before = lower[max(name.first - 3, 0) : name.first]
    if before[-1:] == [":"] and " " in name.text and lower[name.last : name.last + 1] == ["and"]:
        return before[-2] in {"datasets", "benchmarks", "corpora"}
    if before[1:] != ["such", "as"] and before[-1:] not in (["including"], ["namely"], ["like"]):
        return False
    if not {"datasets", "benchmarks", "corpora"} & set(lower[max(name.first - 4, 0) : name.first]):
        return False
    goes_on = [","], ["and"]
    return not all(part in no_names() for part in name.text.split(" ")) and lower[name.last : name.last + 1] in goes_on


def _announced(lower: list[str], name: Name) -> bool:
    """Whether an acronym begins a list in brackets right after a noun of data: "three datasets (FOO, BAR)"."""
    i = name.first
    return (
        (name.shape == "caps" or (name.shape == "mixed" and not is_other(name.text)))
        and i > 1
        and lower[i - 1] == "("
        and lower[i - 2] in {"datasets", "benchmarks", "corpora"}
        and name.last < len(lower)
        and lower[name.last] in {",", "and"}
    )


def _of_many(lower: list[str], name: Name) -> bool:
    """Whether the name says what kind several datasets are: "five FOO benchmarks"."""
    noun = lower[name.last] if name.last < len(lower) else ""
    if " " in name.text and name.titled and lower[name.first - 1] in {"a", "an"}:
        return True
    kinds = all(map(is_kind, name.text.split(" ")))
    caps = kinds or name.shape == "caps"
    if caps and (lower[name.first - 1] in _KIND_BEFORE or _in_indefinite(lower, name)):
        return True
    several = " " in name.text or noun in {"benchmark", "public", ")"} or lower[name.first - 1] not in {"on", "across"}
    if kinds and several and not {"datasets", "benchmarks", "corpora"}.isdisjoint(lower[name.last + 1 : name.last + 3]):
        return lower[name.first - 1] not in {"and", "or", ",", "/", "&", "the"}
    counted = not kinds and any(c.isdigit() for c in name.text)
    if noun not in {"datasets", "benchmarks", "corpora", "databases", "challenges"} or counted:
        return False
    return lower[name.first - 1] not in {"and", "or", ",", "/", "&"}


def _in_indefinite(lower: list[str], name: Name) -> bool:
    """Whether the name stands in a phrase that begins with an article: "a large, in-the-wild FOO dataset"."""
    for j in range(name.first - 1, max(name.first - 9, name.sentence.first) - 1, -1):
        if lower[j] in {"a", "an"}:
            return lower[j + 1] != "-"
        if noun_at(lower, j):
            return False
        if lower[j] in STOP and lower[j] not in {",", "and"} and "-" not in {lower[j - 1], lower[j + 1]}:
            return False
    return False


def _plain_name(abstract: Abstract, name: Name) -> bool:
    """Whether words with a capital are the name of the dataset that follows: "the Foo Bar dataset"."""
    words, lower = abstract.words, abstract.lower
    before = lower[name.first - 1] if name.first > name.sentence.first else ""
    parts = name.text.split(" ")
    joined = before in {"of", "and", "for", "&"} and PLAIN.fullmatch(words[name.first - 2])
    if joined and lower[name.first - 2] not in DATA_NOUNS:
        return False
    if before in {"a", "an", "(", "new", "novel", "first"} or all(part in no_names() for part in parts):
        return False
    if name.titled:
        listed = before == "," and len(parts) == 1 and lower[name.first - 2] not in DATA_NOUNS
        return before not in {"large", "comprehensive"} and not listed
    noun = lower[name.last] if name.last < len(lower) else ""
    if noun in {"dataset", "corpus", "benchmark", "database"}:
        return before in _BEFORE_PLAIN
    if before == "the" and lower[name.first - 2] == "on" and name.last + 1 < len(lower):
        kind = lower[name.last : name.last + 4]
        if kind[1] in {"dataset", "corpus", "database"} or (kind[1] == "-" and kind[3:] in (["dataset"], ["corpus"])):
            return not any(part in no_names() for part in parts)
    if noun in {"challenge", "competition", "leaderboard"}:
        return before == "the" and lower[name.first - 2] in {"on", "of", "in", "from"}
    return (
        noun in {"datasets", "benchmarks"}
        and before in {"and", ",", "the"}
        and len(parts) > 1
        and words[name.first - 1] != "The"
    )
