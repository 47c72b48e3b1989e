"""Model sizes: how many parameters a neural model has, and whose they are.

What belongs here: numbers of parameters, inside a model's name, too. What does not: numbers of tokens,
samples and other data (quantities.py), and changes of a number of parameters (gains.py).

A sentence can hold a size only where `TRIGGER` is found; the name of a model that is described over
several sentences is looked for in the sentence of the size and, for the paper's own model, in the
sentence that introduces it.

The rules are in `RULES`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.abstract import Abstract, Sentence
from pipeline.numbers import MAGNITUDES, Number
from pipeline.rules.benchmark_registry import registry
from pipeline.rules.lexicon import fold, read_words
from pipeline.rules.model_owners import of_reduced, owner, sized_name

# What each rule reads, with an example that it reads so.
RULES = {
    "size_in_name": 'glued to a name: "We train Foo-3-8B from scratch."',
    "size_after_name": 'behind a name: "We compare with Foo 3.1 70B on all tasks."',
    "size_of_parameters": 'a number of parameters: "It has 45.4M trainable parameters."',
    "size_before_model": 'before a noun for a model: "We train a 7B vision-language model."',
    "size_after_scale": 'after words for sizes: "We study model sizes from 1B to 7B."',
    "size_in_brackets": 'in brackets behind models: "We release three models (1B, 3B and 7B)."',
    "size_in_words": 'a power of ten in words: "We prune billion-parameter models."',
}

# A number with a letter or word that scales it, one of experts ("8x7B"), or parameters.
TRIGGER = (
    (
        r"\p{Nd}\+?[ -]?(?:[kKMBTbm]|bn|(?i:millions?|billions?|trillion))(?:[^A-Za-z0-9]|$)"
        r"|\p{Nd}[xX×]\p{Nd}|(?i:param)",
    ),
)

_SCALES = {
    "B",
    "b",
    "M",
    "million",
    "billion",
    "trillion",
    "T",
    "bn",
    "millions",
    "billions",
    "Million",
    "Billion",
    "Trillion",
    "K",
    "k",
}
_STRONG = {"B", "b", "billion"}
# Counts of parameters only where the text says "parameters".
_WEAK = {"K", "k", "T", "trillion", "Trillion"}
_JOINERS = {",", "and", "or", "/", "&", "even", "|", ";"}
_TO = {"to", "-", "–", "—", "−", "~", "through", "→"}

_PARAMETERS = regex.compile(
    r"^(?:\s\(\d[\d.]{0,5}\s?[KMB]\))?[\s-]*+(?:(?:of|in)\s)?(?:\(?(?:total|overall|trainable|learnable|tunable|tuned|fine-tunable|"
    r"fine-tuned|active|activated|activate|"
    r"additional|extra|added|model|network|neural|non-embedding|embedding|effective|weight|single|free|"
    r"unique|lora|adapter|learned|"
    r"frozen|sparse|dense|new|quantum|variational|backbone|encoder|decoder|generator|policy|"
    r"low-rank|dimensional)\)?[\s-]+){0,3}+"
    r"(?:-)?param(?:eter)?s?\b(?!\s(?:reduction|saving|reduced))",
    regex.IGNORECASE,
)
_TRAINABLE = regex.compile(
    r"(?:trainable|learnable|tunable|tuned|fine-tuned|learned|adaptable|adapter|lora)\b",
    regex.IGNORECASE,
)
_ACTIVE = regex.compile(r"\bactiv(?:e|ated?|ating|ation)\b", regex.IGNORECASE)
_ACTIVATED = regex.compile(r"\s(?:of which )?(?:are |is |being )?activ(?:e|ated)\b", regex.IGNORECASE)
_ACTIVATES = regex.compile(r"\bactivat(?:es|ing)\s(?:(?:only|just|merely|about|approximately|around|roughly|~)\s?)*$")
_MODEL_NOUNS = frozenset(read_words("model_nouns.txt"))
_DATA_NOUNS = frozenset(read_words("model_sizes_data.txt"))
# What models give and take: "1M model queries" are no models.
_OF_MODELS = frozenset(["queries", "calls", "outputs", "responses", "evaluations", "predictions", "interactions"])
# A name that ends in a size is that of a data set: "Foo-5M, the largest letter dataset", "the Foo-5M dataset".
_SAID_DATA = regex.compile(
    r"[)\]]?(?:\s(?!is\b|and\b)(?:[\w-]+\s){0,2}|\s?(?:[,(:–—]|--?)\s?(?:an?|the|our|which is an?)\s"
    r"(?:(?!models?\b|trained\b|on\b|for\b|with\b|that\b|from\b)[\w-]+,?\s){0,8})"
    r"(?:datasets?|benchmark|corpus|collection)\b",
    regex.IGNORECASE,
)
# Words that end the look for the model a number sizes: what is counted is something else.
_NOT_MODEL = frozenset(read_words("model_sizes_ends.txt"))
_NAME_STOPS = frozenset(read_words("model_name_stops.txt"))
_FAMILIES = frozenset(read_words("model_families.txt"))
# Data sets that are named by their size.
_DATA_NAMES = regex.compile(
    r"^(?:laion|sa|coyo|yfcc|cc|gcc|webvid|datacomp|graspnet|recipe|commonpool|webli|wit|openvid|hd-?vg|"
    r"howto|openimages|redcaps|mmc4|"
    r"obelics|movielens|ml|jft|ig|mnist|imagenet|celeba|ffhq|objaverse|panda|internvid|megascience|"
    r"openthoughts|numina\w*|dolma|slimpajama|"
    r"redpajama|fineweb|pile|c4|mjhq|laion-?\w*|kinetics|criteo|places|s1|bigearthnet|ssl4eo|clevr|"
    r"vggsound|audioset|arxiv|pubmed|ogbn?|"
    r"uniref|zinc|oscar|common-?crawl|sharegpt\w*|vidgen|koala|lotsa|timebench|deepfake\w*|aic|conceptual)\b",
    regex.IGNORECASE,
)
_DATA_WITHIN = regex.compile(r"(?i)-(?:laion|datacomp|coyo|yfcc|webvid|sharegpt)$")
# "the dataset Foo-1.2M"
_DATA_BEFORE = regex.compile(r"\b(?:dataset|corpus|benchmark)(?:\s(?:named|called|dubbed))?\s$")
_SCALE_OF_DATA = regex.compile(
    r"-scale\s(?:(?!model)[\w-]+\s){0,4}?(?:data|datasets?|corpus|images|videos)\b(?!\strain)"
)
_SIZE_PART = regex.compile(r"[-_ ]\d{1,4}(?:\.\d{1,3})?[bBmM](?![A-Za-z0-9]).*+")
_NAME_SUFFIX = regex.compile(
    r"^(?:scale|scaled|size|sized|class|level|param|params|parameter|parameters|"
    r"model|models|based|only|token|tokens|like|series|range|sample|image|bit|billion|tuned|equivalent|or|"
    r"and|to|on|with|for|is|in)$",
    regex.IGNORECASE,
)
_OWN_SIZE = regex.compile(r"[-_ ]\d{1,4}(?:\.\d{1,3})?[bBmM](?![A-Za-z0-9])")
_SUFFIX = regex.compile(r"[-_.]([A-Za-z0-9][A-Za-z0-9]*+(?:\.\d++)?)(?![.](?!\s|$|[-,;:)]))")
_WORD_SIZE = regex.compile(
    r"\b((?:billion|trillion|million))-?(?:\s?(?:scale|level|"
    r"sized?))?[\s-]param(?:eter)?\b",
    regex.IGNORECASE,
)
_WORD_VALUES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE_BEFORE = regex.compile(
    r"\b(?:param(?:eter)?s?(?:[\s-](?:count|counts|size|sizes|scale|scales|range|ranges|budget|budgets))?|"
    r"model[\s-](?:size|sizes|scale|scales|capacity|capacities|parameter|parameters)|"
    r"(?:M?LLMs?|LV?LMs?|S?LMs|VLMs?|models?|transformers?|networks?|variants?|backbones?|architectures?|famil(?:y|ies)|"
    r"series|checkpoints?|reasoners?)|sizes?|scales?|scaled|scaling)"
    r"(?:\s(?:\w+\s)?)?[\s(:,\[]*+(?:(?:size|sizes|scale|scales|sized|scaled|scaling|ranging|range|"
    r"ranges|varying|vary|spanning|span|spans|from|between|of|up|at|as|with|the|our|in|only|large|small|"
    r"to|e\.g\.?,?|i\.e\.?,?|is|are|less|fewer|more|than|below|above|under|over|for|about|around|≥|≤|<|>|~|including|include|down|=)[\s(]*){0,5}+$",
    regex.IGNORECASE,
)
# What is exceeded is a model, not its size: "exceeding 70B models", "5% over 7B models".
_EXCEEDED = regex.compile(
    r"(?:\bover\s(?:a|an|the|our|its)\s|\b(?:exceed|surpass)(?:e?s|ing)?\s(?:the\s|a\s|all\s)?|(?:%|\bgains?|points|improve\w*|advantage)\sover\s(?:the\s|a\s)?)$",
    regex.IGNORECASE,
)
# "gains of 2.3% (3B) and 4.1% (7B)"
_SCORED_BEFORE = regex.compile(r"\d(?:\s?%|\s(?:points|pp))?\s\($")
# "small (7B) and large (>10B) ones"
_SMALL_BEFORE = regex.compile(r"\b(?:tiny|small|medium|mid-sized?|large)(?:er)?\s?\(\s?[<>≤≥~]?\s?$", regex.IGNORECASE)
_CHANGE_BEFORE = regex.compile(
    r"\b(?:reduc\w+|sav\w+|decreas\w+|cut\w*|fewer|"
    r"lower\w*)\b[^.;]{0,40}?\bby\s[^.;]{0,12}$",
    regex.IGNORECASE,
)
# "reducing parameters from 11M to 1M", "parameter reduction (31M to 3M)"
_REDUCED = regex.compile(r"\b(?:reduc|compress|cut|shrink|lower|decreas)\w*\b[^.;]{0,60}$", regex.IGNORECASE)
# "trains only 600K parameters"
_TRAINS = regex.compile(
    r"\b(?:train|fine-?tun|tun|optimi[sz]|updat|learn)(?:s|es|ing|e)?\s(?:(?:only|just|merely|about|around|approximately|fewer\sthan|"
    r"less\sthan|as\sfew\sas|a\smere)\s)+$",
    regex.IGNORECASE,
)
_ACTIVE_TOKEN = regex.compile(r"[aA](\d{1,4}(?:\.\d{1,3})?)([bBmM])")
_CURRENCIES = frozenset(["usd", "eur", "gbp", "rmb", "cny", "inr"])
_YEAR = regex.compile(r"(?:19|20)\d\d")  # "Doe et al. (2025b)"
_TIMES = regex.compile(r"(\d{1,3})[x×X](\d{1,4}(?:\.\d{1,3})?)([bBmM])(?![A-Za-z0-9])")


@dataclass(slots=True)
class Size:
    """A size in the text: characters, value, upper end, precision, and the model it belongs to, if that is clear."""

    start: int
    end: int
    value: float
    upper: float | None
    qualifier: str
    kind: str
    model: str | None
    rule: str


def find(abstract: Abstract) -> None:
    """Notes the model sizes of an abstract: the same size of the same model once."""
    sizes: list[Size] = []
    numbers = abstract.numbers
    k = 0
    while k < len(numbers):
        group = _group(abstract, k)
        if group:
            sizes += _read(abstract, group)
            k += len(group)
        else:
            k += 1
    if "x" in abstract.text or "×" in abstract.text:
        sizes += _experts(abstract)
    sizes += _beside(abstract, sizes)
    if "aram" in abstract.text:
        sizes += [word for word in _in_words(abstract) if not any(s.start <= word.start < s.end for s in sizes)]
    sizes.sort(key=lambda size: (size.start, size.end))
    for former, size in pairwise(sizes):
        if (
            size.model is None
            and former.model
            and former.rule == "size_in_name"
            and _is_variant(abstract, former, size)
        ):
            size.model = _SIZE_PART.sub("", former.model)
        elif size.model is None and former.model and _AND_ANOTHER.fullmatch(abstract.text, former.end, size.start):
            size.model = former.model
        elif (former.model is None) != (size.model is None) and _is_share(abstract, former, size):
            former.model = size.model = former.model or size.model
    for size in _once(abstract, sizes):
        abstract.add(
            "model_sizes",
            size.rule,
            size.start,
            size.end,
            model=size.model,
            parameters=round(size.value),
            parameters_max=None if size.upper is None else round(size.upper),
            qualifier=size.qualifier,
            kind=size.kind,
        )


# "a mid-size 32B model for speed, and a small 1.2B model"
_AND_ANOTHER = regex.compile(r"\s[^.;,:()\d]{0,50},?\sand\sa(?:nother)?\s(?:[\w-]+\s){0,2}")


def _is_variant(abstract: Abstract, former: Size, size: Size) -> bool:
    """Whether a sentence that names a model goes on to its other size: "Foo-8B is good, while the 32B variant wins"."""
    return abstract.text[size.start : size.end].endswith(("variant", "version")) and abstract.sentence_at(
        former.start
    ) is abstract.sentence_at(size.start)


def _is_share(abstract: Abstract, former: Size, size: Size) -> bool:
    """Whether of two sizes one is how much of the other is active: "a 16B model with 2B activated parameters"."""
    between = abstract.text[former.end : size.start]
    return {former.kind, size.kind} == {"active", "total"} and not any(
        mark in between for mark in (".", ";", "(" if len(between) > 25 else ".")
    )


def _fold(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _stem(size: Size) -> str:
    """The folded name of a size's model up to the size: "Foo-7B" and the 7B of "Foo (7B)" are one."""
    return _fold(_OWN_SIZE.sub("", size.model or "", count=1))


def _once(abstract: Abstract, sizes: list[Size]) -> list[Size]:
    """Each size of each model once; "our 7B model" is no second size where a model of 7B has a name."""
    kept: list[Size] = []
    named: dict[tuple[float, float | None], list[Size]] = defaultdict(list)
    for size in sizes:
        if size.model:
            named[size.value, size.upper].append(size)
    seen: set[tuple[float, float | None, str, str]] = set()
    for size in sizes:
        if not size.model and any(not _apart(abstract, size, other) for other in named[size.value, size.upper]):
            continue
        key = (size.value, size.upper, size.kind, _stem(size))
        if key not in seen:
            seen.add(key)
            kept.append(size)
    return kept


# "the 20-billion-parameter model foo-20b"
_APPOSED = regex.compile(
    r"(?:\s(?!is|are|and|on|to)\w+)?(?:\s(?:model|LLM|LM|VLM|MLLM|transformer|network|variant|backbone))?\s"
)


def _apart(abstract: Abstract, unnamed: Size, named: Size) -> bool:
    """Whether one sentence sets "our 7B model" against a named model of the same size; a bound stands by itself."""
    if unnamed.qualifier in ("up_to", "at_least") and unnamed.qualifier != named.qualifier:
        return True
    between = abstract.text[unnamed.end : named.start]
    return (
        unnamed.end < named.start
        and not _APPOSED.fullmatch(between)
        and abstract.sentence_at(unnamed.start) is abstract.sentence_at(named.start)
        and "(" not in between
    )


def _scale(abstract: Abstract, number: Number) -> float:
    """What a number's letter makes of it, 0 where it has none that sizes models."""
    if number.first and abstract.lower[number.first - 1] in _CURRENCIES:
        return 0.0
    if number.unit or number.claimed or (number.magnitude == "b" and _YEAR.fullmatch(number.digits)):
        return 0.0
    if number.magnitude in _SCALES:
        return 1.0
    j = number.last  # "pythia-160m": a lower-case m counts inside a name only.
    if (
        j < len(abstract.words)
        and abstract.words[j] == "m"
        and abstract.starts[j] == number.end
        and _glued(abstract, number.first)
    ):
        return 1e6
    return 0.0


def _glued(abstract: Abstract, token: int) -> bool:
    """Whether `token` is glued by a hyphen or underscore to a word before it."""
    if token < 2 or abstract.words[token - 1] not in "-_–:":
        return False
    return (
        abstract.ends[token - 1] == abstract.starts[token]
        and abstract.ends[token - 2] == abstract.starts[token - 1]
        and abstract.words[token - 2][-1].isalnum()
    )


def _parameters(abstract: Abstract, at: int) -> regex.Match[str] | None:
    after = abstract.text[at : at + 70]
    return _PARAMETERS.match(after) if "aram" in after or "ARAM" in after else None


def _group(abstract: Abstract, k: int) -> list[Number]:
    """The sizes of a list or range that begins with number `k`: none, if these numbers are no candidates."""
    numbers, words = abstract.numbers, abstract.lower
    group = [numbers[k]]
    if numbers[k].claimed or numbers[k].unit:
        return []
    end = abstract.sentence_of(numbers[k].first).last
    for number in numbers[k + 1 : k + 12]:
        between = words[group[-1].last : number.first]
        if number.first >= end or number.unit or number.claimed or not 0 < len(between) <= 3:
            break
        if between == ["("] and group[-1].value == number.value:  # "1 million (1M) parameters"
            break
        if between[0] in ("parameters", "params") and between[1:] == ["to"]:
            between = ["to"]
        if not all(word in _JOINERS or word in _TO for word in between) or _glued(abstract, number.first):
            break
        group.append(number)
    while group and not (
        _scale(abstract, group[-1]) or (group[-1].value >= 10 and _parameters(abstract, group[-1].end))
    ):
        group.pop()
    return group


@dataclass(slots=True, frozen=True)
class _Place:
    """A list of numbers that may be sizes, and what stands around it.

    `version` is the token of the version in "Foo 3.1-8B", `before` the text before the list, `name` the name there.
    """

    abstract: Abstract
    group: list[Number]
    sentence: Sentence
    version: int | None
    before: str
    name: Name | None

    @property
    def first(self) -> Number:
        return self.group[0]

    @property
    def last(self) -> Number:
        return self.group[-1]


@dataclass(slots=True, frozen=True)
class _Told:
    """What says that numbers are sizes: the rule, the kind of size, and where the phrase ends, in characters."""

    rule: str
    kind: str
    end: int


def _read(abstract: Abstract, group: list[Number]) -> list[Size]:
    """The sizes that a list of numbers gives, none where they size no model."""
    first = group[0]
    sentence = abstract.sentence_of(first.first)
    version = _version_before(abstract, first)
    before = abstract.text[max(sentence.offset, first.start - 90) : first.start]
    name = _name_before(abstract, first.first if version is None else version, sentence)
    place = _Place(abstract, group, sentence, version, before, name)
    told = _told(place)
    sizes = _sizes(place, told) if told else []
    if not told or not sizes:
        return []
    _name(place, sizes, told.end)
    return sizes + _active_part(abstract, group[-1], sizes[-1].model)


def _told(place: _Place) -> _Told | None:
    """What says that the numbers are sizes of models; None if nothing does."""
    stated = _by_parameters(place)
    if not stated and (not _scale(place.abstract, place.last) or _is_amount(place)):
        return None
    if place.abstract.text[place.first.start - 1 : place.first.start] == "^":
        return None
    name = place.name
    if name and (name.data or _named_by_amount(place.abstract, name, place.last)):
        return None
    if name and _is_strong(place, name) and (stated is None or name.glued or name.bracket):
        rule = "size_in_name" if name.glued else "size_after_name"
        return _Told(rule, stated.kind if stated else "total", stated.end if stated else place.last.end)
    return stated or _by_noun(place) or _by_scale(place)


def _by_parameters(place: _Place) -> _Told | None:
    """As in "45.4M trainable parameters", "of which 2B are active"."""
    text, end = place.abstract.text, place.last.end
    after = _parameters(place.abstract, end)
    if after and not _CHANGE_BEFORE.search(place.before):
        end += after.end()
        around = place.before[-20:] + after.group() + text[end : end + 12]
        trains = after.group().endswith("s") and _TRAINS.search(place.before)
        return _Told("size_of_parameters", "trainable" if trains else _kind(after.group(), around), end)
    if not _scale(place.abstract, place.last):
        return None
    active = _ACTIVATED.match(text, end) or _ACTIVATES.search(place.before)
    return _Told("size_of_parameters", "active", end) if active else None


def _kind(phrase: str, around: str) -> str:
    """The kind of size that "trainable parameters" and the words around it state."""
    if _TRAINABLE.search(phrase):
        return "trainable"
    return "active" if "total" not in phrase and _ACTIVE.search(around) else "total"


def _is_amount(place: _Place) -> bool:
    """Whether numbers that are not said to be of parameters are written, or followed, like amounts of data."""
    magnitude = place.last.magnitude
    millions = magnitude.lower().startswith("million")
    if millions and place.name and place.name.bracket and "param" in place.sentence.plain.text:
        return False
    return magnitude in _WEAK or millions or _counts_data(place.abstract, place.last)


def _is_strong(place: _Place, name: Name) -> bool:
    """Whether a number right behind a name is its size."""
    family = place.abstract.lower[name.first] in _FAMILIES
    return place.last.magnitude in _STRONG or name.glued or name.bracket or family


def _by_noun(place: _Place) -> _Told | None:
    """As in "a 7B vision-language model", "a 7B FOO", "671B Foo-R1"."""
    noun = _model_noun(place.abstract, place.last, place.sentence)
    if noun is None and _acronym_after(place.abstract, place.first, place.last, place.sentence):
        noun = place.last.last
    if noun is not None:
        return _Told("size_before_model", "total", place.abstract.ends[noun])
    end = place.last.end
    named = (
        sized_name(place.abstract.text[end : min(end + 60, place.sentence.offset + len(place.sentence.plain.text))])
        if place.last.magnitude in _STRONG
        else None
    )
    return None if named is None else _Told("size_before_model", "total", end + named)


def _by_scale(place: _Place) -> _Told | None:
    """As in "model sizes from 1B to 7B", "small (7B) and large (30B) ones"."""
    before, end = place.before, place.last.end
    if place.last.magnitude in _STRONG and (_SCORED_BEFORE.search(before) or _SMALL_BEFORE.search(before)):
        return _Told("size_in_brackets", "total", end)
    if _SCALE_BEFORE.search(before) and not _CHANGE_BEFORE.search(before):
        return _Told("size_in_brackets" if "(" in before[-12:] else "size_after_scale", "total", end)
    return None


def _values(abstract: Abstract, group: list[Number]) -> list[float]:
    """The numbers of a list as counts of parameters: a letter at its end holds for all, as in "1, 3 and 7B"."""
    shared = 1.0
    values: list[float] = []
    for number in reversed(group):
        scale = _scale(abstract, number)
        if number.magnitude:
            shared = _magnitude(number)
        elif scale:
            shared = scale
        elif number.value >= 1000:
            shared = 1.0
        values.append(number.value if number.magnitude else number.value * shared)
    return values[::-1]


def _sizes(place: _Place, told: _Told) -> list[Size]:
    """The sizes of a list, without their models: a range is one. Claims its numbers."""
    sizes: list[Size] = []
    skip = False
    group, abstract = place.group, place.abstract
    values = _values(abstract, group)
    for i, (number, value) in enumerate(zip(group, values, strict=True)):
        number.claimed = "model_sizes"
        if skip:
            skip = False
            continue
        upper, stop = number.upper, number.end
        if upper is None and i + 1 < len(group) and _is_range(abstract, group, i) and values[i + 1] > value:
            upper, stop, skip = values[i + 1], group[i + 1].end, True
        other = i > 0 and _is_other_version(abstract, number, place.name)
        if upper is not None and (other or (place.version is not None and number is place.first)):
            value, upper = upper, None
        if value >= 1e3 or told.rule == "size_of_parameters":
            sizes.append(Size(number.start, stop, value, upper, _qualifier(place, number), told.kind, None, told.rule))
    return sizes


def _qualifier(place: _Place, number: Number) -> str:
    """The precision of a size: what is exceeded ("over 7B models") is exact."""
    exceeded = number is place.first and number.qualifier == "at_least" and _EXCEEDED.search(place.before)
    if place.before.endswith("sub-"):
        return "up_to"
    if exceeded and _model_noun(place.abstract, place.last, place.sentence) is not None:
        return "exact"
    return number.qualifier


def _magnitude(number: Number) -> float:
    return MAGNITUDES.get(number.magnitude) or MAGNITUDES[number.magnitude.casefold()]


def _is_range(abstract: Abstract, group: list[Number], i: int) -> bool:
    between = abstract.lower[group[i].last : group[i + 1].first]
    if between in (["to"], ["up", "to"], ["parameters", "to"], ["params", "to"]) or (
        len(between) == 1 and between[0] in _TO
    ):
        return i == 0 or abstract.lower[group[i - 1].last : group[i].first] != [","]
    return between == ["and"] and group[i].first > 0 and abstract.lower[group[i].first - 1] == "between"


def _version_before(abstract: Abstract, number: Number) -> int | None:
    """The token of the version in "Foo 3.1-8B", which reads like a range."""
    if number.upper is None or not number.first or abstract.words[number.first + 1 : number.first + 2] != ["-"]:
        return None
    word = abstract.words[number.first - 1]
    version = abstract.words[number.first]
    if (
        (word[0].isupper() or word.lower() in _FAMILIES)
        and word.lower() not in _NAME_STOPS
        and ("." in version or version in "234")
    ):
        return number.first
    return None


def _is_other_version(abstract: Abstract, number: Number, name: Name | None) -> bool:
    """Whether a number after a stroke reads like a range and is a version with its size: "Foo-3.1-8B/3.3-70B"."""
    return (
        name is not None
        and number.upper is not None
        and "." in abstract.words[number.first]
        and abstract.words[number.first - 1] == "/"
    )


def _counts_data(abstract: Abstract, number: Number) -> bool:
    """Whether what follows the number says that data is counted."""
    lower = abstract.lower
    end = min(number.last + 10, abstract.sentence_of(number.first).last)
    if number.last + 2 < end and lower[number.last] == "-" and f"{lower[number.last + 1]}s" in _DATA_NOUNS:
        return lower[number.last + 2] not in _MODEL_NOUNS  # "a 12M-instance corpus"
    if _SCALE_OF_DATA.match(abstract.text, number.end):
        return True
    for j in range(number.last, end):
        if _opens_compound(abstract, j):
            continue
        if lower[j] in _MODEL_NOUNS:
            return False
        if lower[j] in _DATA_NOUNS:
            return not (j + 1 < end and lower[j + 1] in _MODEL_NOUNS)
        if lower[j] in _NOT_MODEL:
            return False
    return False


def _model_noun(abstract: Abstract, number: Number, sentence: Sentence) -> int | None:
    """The token of the noun in "7B vision-language model"."""
    for j in range(number.last, min(number.last + 9, sentence.last)):
        word = abstract.lower[j]
        following = abstract.lower[j + 1] if j + 1 < sentence.last else ""
        if word == "level" and j > number.last + 1 and _glued(abstract, j):
            continue  # "5M dense letter-level captions"
        if word in _MODEL_NOUNS and not _opens_compound(abstract, j):
            return None if following in _OF_MODELS else j
        if abstract.lower[j + 1 : j + 3] == ["-", "level"]:
            continue  # "a 7B token-level model"
        if word in _NOT_MODEL and not (word == "data" and following in _MODEL_NOUNS):
            return None
    return None


def _acronym_after(abstract: Abstract, first: Number, last: Number, sentence: Sentence) -> bool:
    """Whether an acronym that is no measure follows: "the outputs of a 7B FOO"."""
    if last.last >= sentence.last or first.first <= sentence.first or last.magnitude not in _STRONG:
        return False
    word = abstract.words[last.last]
    return (
        abstract.lower[first.first - 1] in ("a", "an", "our")
        and word.isalpha()
        and 2 < len(word) < 7
        and word.isupper()
        and word.lower() not in _NOT_MODEL
        and abstract.starts[last.last] == last.end + 1
    )


def _opens_compound(abstract: Abstract, j: int) -> bool:
    """Whether token `j` only begins a word with hyphens ("agent-level samples")."""
    return (
        j + 2 < len(abstract.words)
        and abstract.words[j + 1] == "-"
        and abstract.ends[j] == abstract.starts[j + 1]
        and abstract.lower[j + 2] not in _MODEL_NOUNS
    )


# A name that ends in millions is that of a model where it is built like one, or called one.
_MODEL_STEM = regex.compile(
    r"(?:LLM|LM|VLM?|VLA|GPT|BERT|ViT|Net|NET|former|Former|Mamba|CLIP|YOLO|SAM|T5|[Dd]iff|Diffusion|Encoder|Embed\w*|"
    r"Foundation|Nano|Micro|Tiny|Base|TTS|ASR|GAN|VAE|DiT|LSTM|RWKV|MoE|Chat|Instruct|Coder)(?:[-\d.]|v\d)*$"
)
_CALLED_MODEL = regex.compile(r"(?:-\w+)?\s(?:\w+\s)?(?:model|backbone|network|baseline|variant|checkpoint|LLM)s?\b")


def _named_by_amount(abstract: Abstract, name: Name, number: Number) -> bool:
    """Whether a name ends in how much data it has, not in a size: "Foo-5M", "Foo-7B-Instruct-1M"."""
    if not name.glued:
        return (
            name.bracket and number.magnitude == "M" and fold(abstract.written(name.first, name.last)) in registry().ids
        )
    end = _suffix_end(abstract, number)
    if _SAID_DATA.match(abstract.text, end):
        return True
    stem = abstract.written(name.first, name.last)
    if number.magnitude != "M" or stem.lower() in _FAMILIES:
        return False
    if _OWN_SIZE.search(stem):
        return True
    return (
        number.value <= 2e7
        and number.value % 1e6 == 0
        and not _MODEL_STEM.search(stem)
        and not _CALLED_MODEL.match(abstract.text, end)
    )


@dataclass(slots=True)
class Name:
    """A name before a size: its tokens; whether the size is part of it or in brackets; whether it is a data set's."""

    first: int
    last: int
    glued: bool
    bracket: bool
    data: bool


def _name_before(abstract: Abstract, token: int, sentence: Sentence) -> Name | None:
    """The name that ends before `token`, the first of a size."""
    words, lower = abstract.words, abstract.lower
    glued = _glued(abstract, token)
    last, bracket = (token - 1, False) if glued else _before_size(abstract, token, sentence)
    if last <= sentence.first:
        return None
    # The part of the name without blanks.
    head = _unit_start(abstract, last - 1, sentence)
    if bracket and lower[last - 1] in ("series", "family", "models", "model"):
        return None
    if not glued and not _is_name(abstract, head, last, sentence):
        return None
    if glued and last - head == 1 and not _is_version(words[head]) and not words[head][0].isalpha():
        return None
    first = _name_start(abstract, head, last, sentence)
    if not any(c.isalpha() for word in words[first:last] for c in word):
        return None
    if lower[first] in _NAME_STOPS and first + 1 >= last:
        return None
    text, start = abstract.text, abstract.starts[first]
    written = text[start : abstract.ends[last - 1]]
    data = _DATA_NAMES.match(written) or _DATA_NAMES.match(lower[head]) or _DATA_WITHIN.search(written)
    data = data or (_DATA_BEFORE.search(text, max(start - 20, 0), start) if glued else None)
    items = glued and _AMOUNT_OF_ITEMS.match(text, abstract.starts[token]) is not None
    return Name(first, last, glued, bracket, items or data is not None)


# Models with fewer than ten million parameters hardly say so in their names; data of as many items do: "OakSet-2M".
_AMOUNT_OF_ITEMS = regex.compile(
    r"\d(?:\.\d{1,3})?[KM](?![\w-])"
    r"(?!\s(?:model|network|net|encoder|decoder|transformer|backbone|variant|parameter)s?\b)"
)


def _before_size(abstract: Abstract, token: int, sentence: Sentence) -> tuple[int, bool]:
    """Where a name before a size at `token` would end, 0 if none can stand there; whether a bracket parts them."""
    j = token - 1
    while j > sentence.first and abstract.lower[j] in ("~", "approx", "about", "only", "with", ",", "at"):
        j -= 1
    if abstract.words[j] == "(":
        return j, True
    return (token if j == token - 1 else 0), False


def _name_start(abstract: Abstract, head: int, last: int, sentence: Sentence) -> int:
    """The first token of the name whose last part is the tokens from `head` to `last`: up to three words before it."""
    words, lower = abstract.words, abstract.lower
    first = head
    for _ in range(3):
        if not _goes_on_before(abstract, first, sentence):
            break
        earlier = _unit_start(abstract, first - 1, sentence)
        titled = any(word.isalpha() and word[0].isupper() for word in words[first:last])
        if titled and not _is_version(words[first]) and lower[first] not in _PARTS:
            if not _starts_name(abstract, earlier, first, sentence):
                break
        elif not _is_name(abstract, earlier, first, sentence) or _is_kind(abstract, earlier, first):
            break
        first = earlier
    return first


def _goes_on_before(abstract: Abstract, first: int, sentence: Sentence) -> bool:
    """Whether a word with one blank stands before token `first` that can be part of a name."""
    if first - 1 < sentence.first or abstract.starts[first] - abstract.ends[first - 1] != 1:
        return False
    word = abstract.words[first - 1]
    participle = word.islower() and word.endswith("ed")
    return word[-1].isalnum() and not participle and abstract.lower[first - 1] not in _NAME_STOPS


def _is_kind(abstract: Abstract, earlier: int, first: int) -> bool:
    """Whether an acronym before a family of models only says how it was made: "a DMTX Qwen3-4B"."""
    return abstract.words[earlier].isupper() and abstract.lower[first].rstrip("0123456789.") in _FAMILIES


# Second words of a name: what stands before them belongs to it.
_PARTS = frozenset(
    [
        "audio",
        "base",
        "chat",
        "coder",
        "diffusion",
        "embedding",
        "flash",
        "image",
        "instruct",
        "instruction",
        "large",
        "math",
        "lite",
        "medium",
        "micro",
        "mini",
        "nano",
        "next",
        "omni",
        "plus",
        "preview",
        "pro",
        "small",
        "super",
        "thinking",
        "tiny",
        "ultra",
        "video",
        "vl",
    ]
)


def _is_version(word: str) -> bool:
    return word.replace(".", "").removesuffix("o").isdigit() or (word[0] in "vV" and word[1:2].isdigit())


def _unit_start(abstract: Abstract, j: int, sentence: Sentence) -> int:
    """The first token of the word without blanks that ends with token `j`."""
    while (
        j > sentence.first
        and abstract.ends[j - 1] == abstract.starts[j]
        and (abstract.words[j - 1][-1].isalnum() or abstract.words[j - 1] in "-_.+" or _is_stroke(abstract, j - 1))
    ):
        j -= 1
    while abstract.words[j] in "-_.+":
        j += 1
    return j


def _is_stroke(abstract: Abstract, j: int) -> bool:
    """Whether token `j` is the stroke before a short last part of a name: "ViT/B"."""
    return abstract.words[j] == "/" and len(abstract.words[j + 1]) < 3 and abstract.words[j - 1][-1].isalnum()


def _is_name(abstract: Abstract, first: int, last: int, sentence: Sentence) -> bool:
    """Whether the tokens, a word without blanks, look like a model's name or its version."""
    if first >= last:
        return False
    word = abstract.words[first]
    low = abstract.lower[first]
    if low in _FAMILIES:
        return True
    if abstract.words[last - 1].islower() and abstract.lower[last - 1].endswith("ed"):
        return False
    if low in _NAME_STOPS and last - first == 1:
        return False
    whole = abstract.text[abstract.starts[first] : abstract.ends[last - 1]]
    if _is_version(word):
        return (
            _is_version(whole) and len(whole) <= 4 and first > sentence.first and abstract.words[first - 1][0].isupper()
        )
    if not any(c.isupper() for c in whole):
        return False
    return first != sentence.first or not whole[1:].islower()


def _starts_name(abstract: Abstract, first: int, last: int, sentence: Sentence) -> bool:
    """Whether a word before a name belongs to it ("Code" of "Code Llama")."""
    word = abstract.words[first]
    return (
        last - first == 1
        and word[0].isupper()
        and abstract.lower[first] not in _NAME_STOPS
        and first > sentence.first
        and word.isalpha()
        and not word.isupper()
    )


def _name(place: _Place, sizes: list[Size], end: int) -> None:
    """Sets the model of the sizes of a list, and their characters: those told by a phrase end at `end`."""
    abstract, group, name = place.abstract, place.group, place.name
    if name is None:
        if end > sizes[-1].end and end - sizes[-1].end < 60:
            sizes[-1].end = end
        model = owner(abstract, place.sentence, sizes[0].start, group[-1].end, len(sizes) > 1)
        for size in sizes:
            size.model = model
        if model is None and len(sizes) == 2 and sizes[1].value < sizes[0].value and _REDUCED.search(place.before):
            sizes[1].model = of_reduced(abstract, place.sentence, sizes[0].start)
        return
    stem = abstract.text[abstract.starts[name.first] : abstract.ends[name.last - 1]]
    for size in sizes:
        size.model = None if _is_listed(abstract, name, sizes) else stem
    if name.glued:
        _name_glued(place, name, stem, sizes)
    _name_versions(place, stem, sizes)
    if name.glued:
        return
    start = abstract.starts[name.first]
    if not name.bracket:
        _name_apart(place, start, sizes)
    elif sizes[0].end - start < 40:
        sizes[0].start = start


def _is_listed(abstract: Abstract, name: Name, sizes: list[Size]) -> bool:
    """Whether a range in brackets belongs to all names of a list: "Foo and Bar (1B to 7B)"."""
    lower = abstract.lower
    return (
        name.bracket
        and sizes[0].upper is not None
        and lower[max(name.first - 1, 0)] in ("and", "&", ",")
        and not abstract.words[max(name.first - 2, 0)].islower()
        and lower[max(name.first - 2, 0)] != ")"
    )


def _name_glued(place: _Place, name: Name, stem: str, sizes: list[Size]) -> None:
    """Names sizes of which the first is glued to its name: "Foo-7B-Instruct", "Foo-7B/13B-Chat"."""
    abstract, first = place.abstract, place.first
    text, start = abstract.text, abstract.starts[name.first]
    stop = _suffix_end(abstract, first)
    sizes[0].start, sizes[0].end = start, stop
    sizes[0].model = text[start:stop] if sizes[0].upper is None else stem
    shared = text[sizes[-1].end : _suffix_end(abstract, place.last)]
    if shared and len(sizes) > 1 and stop == first.end and "/" in text[sizes[-2].end : sizes[-1].start]:
        for size in sizes:
            written = text[max(size.start, first.start) : size.end]
            size.model = f"{text[start : first.start]}{written}{shared}"
        sizes[-1].end += len(shared)


def _name_versions(place: _Place, stem: str, sizes: list[Size]) -> None:
    """Names sizes of other versions of the same family: "Foo-3.1-8B/3.3-70B"."""
    abstract = place.abstract
    for size, number in zip(sizes[1:], place.group[1:], strict=False):
        if size.start == number.start and size.upper is None and _is_other_version(abstract, number, place.name):
            family = _VERSION_END.sub("", stem)
            size.model = f"{family}{' ' * (family == stem)}{abstract.text[size.start : size.end]}"


def _name_apart(place: _Place, start: int, sizes: list[Size]) -> None:
    """Names sizes that stand behind a name that begins at `start`, with a blank: "Foo 7B Instruct", "Foo 3.1-8B"."""
    text = place.abstract.text
    if place.version is not None:
        stop = _suffix_end(place.abstract, place.first)
        sizes[0].model, sizes[0].end = text[start:stop], stop
    sizes[0].start = start
    tuned = _TUNED.match(text, sizes[0].end) if len(sizes) == 1 else None
    if tuned:
        sizes[0].end = tuned.end()
        sizes[0].model = text[start : tuned.end()]


_VERSION_END = regex.compile(r"\d[\d.]*$")
# What may follow a size as the rest of a name: "Foo 7B Instruct".
_TUNED = regex.compile(r"(?:\s(?:Instruct|Chat|Base|Coder|Vision|Thinking|Preview)(?![\w-])){1,2}")


def _suffix_end(abstract: Abstract, number: Number) -> int:
    """Where the name ends that the size `number` is part of."""
    j = number.last
    if j < len(abstract.words) and abstract.words[j] == "m" and abstract.starts[j] == number.end:
        return _suffix_from(abstract, abstract.ends[j])
    return _suffix_from(abstract, number.end)


def _suffix_from(abstract: Abstract, end: int) -> int:
    """Where the name ends that goes on at `end`: "-Instruct" belongs to it, "-based" does not."""
    while match := _SUFFIX.match(abstract.text, end, end + 40):
        if _NAME_SUFFIX.match(match[1]):
            break
        end = match.end()
    return end


def _active_part(abstract: Abstract, number: Number, model: str | None) -> list[Size]:
    """The active parameters in "Foo-30B-A3B"."""
    j = number.last + 1
    if j < len(abstract.words) and abstract.words[j - 1] == "-" and abstract.starts[j - 1] == number.end:
        match = _ACTIVE_TOKEN.fullmatch(abstract.words[j])
        if match:
            value = float(match[1]) * MAGNITUDES[match[2].upper()]
            return [Size(abstract.starts[j], abstract.ends[j], value, None, "exact", "active", model, "size_in_name")]
    return []


def _experts(abstract: Abstract) -> list[Size]:
    """Nominal sizes of mixtures of experts: "Foo-8x7B" has 56 billion."""
    sizes = []
    for number in abstract.numbers:
        j = number.first + 1
        if j >= len(abstract.words) or abstract.words[j][0] not in "xX×" or abstract.starts[j] != abstract.ends[j - 1]:
            continue
        match = _TIMES.match(abstract.text, number.start, number.start + 20)
        if not match or number.claimed:
            continue
        number.claimed = "model_sizes"
        sentence = abstract.sentence_of(number.first)
        name = _name_before(abstract, number.first, sentence)
        value = float(match[1]) * float(match[2]) * MAGNITUDES[match[3].upper()]
        start, end, model = match.start(), match.end(), None
        if name:
            start = abstract.starts[name.first]
            end = _suffix_from(abstract, match.end())
            model = abstract.text[start : end if name.glued else abstract.ends[name.last - 1]]
        sizes.append(Size(start, end, value, None, number.qualifier, "total", model, "size_in_name"))
    return sizes


# "12% for 1.5B and 7% for 7B models", "a 14B model reached 61%, while a 70B produced 4%"
_BESIDE = regex.compile(r"\b(?:for|a|an|the|at|vs\.?|versus|than|from)\s$|%\s\($")
_BESIDE_AFTER = regex.compile(
    r"\s?(?:[,;.)]|\s(?:and|or|vs|versus|to|reach\w*|produc\w*|achiev\w*|gets?|scores?|attains?|drops?)\b)"
)


def _beside(abstract: Abstract, sizes: list[Size]) -> list[Size]:
    """Sizes without a noun of their own, in a sentence that states one of models: "12% for 2B and 7% for 7B models"."""
    held = {abstract.sentence_at(size.start).index for size in sizes if size.rule == "size_before_model"}
    found = []
    for number in abstract.numbers if held else ():
        if number.claimed or number.magnitude != "B" or number.unit or number.upper is not None or number.value > 2e12:
            continue
        sentence = abstract.sentence_of(number.first)
        before = abstract.text[max(sentence.offset, number.start - 12) : number.start]
        if sentence.index not in held or not (
            _BESIDE.search(before) and _BESIDE_AFTER.match(abstract.text, number.end)
        ):
            continue
        number.claimed = "model_sizes"
        size = Size(number.start, number.end, number.value, None, number.qualifier, "total", None, "size_before_model")
        found.append(size)
    return found


def _in_words(abstract: Abstract) -> list[Size]:
    """Sizes without a digit: "billion-parameter models"."""
    sizes = []
    for match in _WORD_SIZE.finditer(abstract.text):
        before = abstract.text[max(0, match.start() - 3) : match.start()]
        if any(c.isdigit() or c == "-" for c in before):
            continue
        value = float(_WORD_VALUES[match[1].lower()])
        model = owner(abstract, abstract.sentence_at(match.start()), match.start(), match.end(1), False)
        sizes.append(Size(match.start(), match.end(), value, None, "approx", "total", model, "size_in_words"))
    return sizes
