"""The names in an abstract that may be benchmarks: those of the registry, and those that look like one.

What belongs here: where a name begins and ends, and its shape. What does not: whether it is a benchmark
(benchmarks.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.abstract import LENGTH, Abstract, Sentence, Term
from pipeline.patterns import asks
from pipeline.rules.benchmark_creation import HOSTING, created_before
from pipeline.rules.benchmark_registry import ambiguous, is_other, no_names, registry, spellings
from pipeline.rules.data_nouns import DATA_NOUNS, WHOLE
from pipeline.rules.lexicon import fold

# A written-together name: "MME-Emotion", "nuScenes", "RefCOCO+", "Drive&Act", "3DCrack".
_CHUNK = re.compile(
    r"(?<![\w@\\-])(?=[a-z0-9τ²]{0,8}(?:\^\d)?-?[A-Z])\w+(?:(?:[-+&'’–‑^]{1,2}|(?:\.(?=\d)))\w+)*(?:\+{1,2}(?!\w))?"
)
# A word with a capital, from blank to blank.
_WITH_CAPITAL = re.compile(r"[^\sA-Z]*+[A-Z]\S*+")
# A name of small letters that says itself that it is one: "foo-bench".
_SMALL = re.compile(r"(?<![\w./@\\-])[a-z][a-z0-9]{1,15}-bench(?![\w/-])")
# A dash without blanks after a noun: "on three datasets-FooSet, BarSet and BazSet-show".
_GLUED_NOUN = ("datasets-", "benchmarks-", "dataset-", "benchmark-", "Datasets-", "Benchmarks-")
# The same before what follows a name: "on FooSet-a corpus of letters".
_GLUED_ARTICLE = re.compile(r"-{1,2}(?:an?|the|our|which|while|where)$")
_YEAR_BETWEEN = re.compile(r" 20\d\d ")
_YEAR_AFTER = re.compile(r" 20[0-3]\d(?![\w-]|[.,]\d)")
# "FooSet V2", "FooSet 2.0", "FooSet 2.1", not "FooSet 2.1%".
_VERSION_AFTER = re.compile(
    r" [vV][1-9](?:\.\d)?(?![\w-]|\.\d)"
    r"| [vV]?[1-9]\.0(?![\w-]|[.,]\d| ?(?:[%×]|points|percent|times|x\b|dB))"
    r"| [vV]?[1-9]\.\d(?=[);:]|,? (?:and|benchmark|dataset|corpus|test|validation|\()|\.(?:\s|$)| ?[-–—]{1,2}[a-z ])"
)
# Competitions: "the FooBar 2025 Challenge", "SemEval 2024 Task 3".
_EVENT = re.compile(r"\S+ (?:\S+ )*(?:Challenge|Competition|Shared Task|Cup(?: 20\d\d)?)|SemEval\S* ?(?:20\d\d)?\S*")
_EVENTFUL = ("Task", "Challenge", "shared task", "Competition", "Cup", "SemEval", "Track")
_EVENT_TAIL = re.compile(
    r"(?:,? Workshop)?,? (?:[Ss]hared )?Task[- ]?\d+(?!\w)"
    r"|(?<=Task)[ -]\d{1,2}(?!\w)|(?<=Challenge Track)[ -]\d{1,2}(?!\w)"
    r"|(?<=Challenge)(?: 20\d\d)?(?: Track[- ]?\d{1,2})?(?!\w)"
)
# What a shared task is about belongs to its name: "FooEval 2025 Shared Task on Sorting Letters".
_EVENT_TOPIC = re.compile(r" (?:on|for) [A-Z][\w-]+(?: (?:(?:and|of|for|in|with|the|on) ){0,2}[A-Z][\w-]+){0,9}")
PLAIN = re.compile(r"[A-Z][a-z’']+(?:-[a-z]+)*")
# The same, or a year, or a number that counts nothing.
_NUMBER_AFTER = re.compile(
    _VERSION_AFTER.pattern + r"| (?:[vV]\d+(?:\.\d+)?|20[0-3]\d|\d{1,3})(?!\w|[.,]\d| ?[%×]|-\w| [KMB]\b)"
)
# What ends a written-together name without being part of it: "COCO-pretrained", "nuScenes-based".
_LOWER_TAIL = re.compile(
    r"-(?!(?:text|hard|easy|lite|mini|full|long|plus|verified|extended|diamond|other|sub|subset|noisy|corrupted)$)"
    r"[a-z]{3,}(?:-[a-z]+)*"
)
# Built like the name of a model, a method or an amount.
_MODEL_LIKE = asks(
    r"(?i)\d+(?:\.\d+)?b(?:$|-)|\d{3,}m(?:$|-)|-(?:instruct|chat|base|large|small|tiny|vl|turbo|preview|[lbsh])$"
    r"|^(?:vit|deit|resnet|vgg|swin|yolo)[-v]?\d|^(?:gpt|llama|qwen|deepseek|gemini|claude|rtx|gtx|jetson)|bert|gpt|llama|controlnet|-r1\b|best-of|-moe\b"
    r"|(?-i:[A-Z]{2}s$|^[A-Z]{2}[-–]{1,2}[A-Z]{2}$|^[AHVBT]\d{1,4}$|(?:LLM|LM|[CGR]NN|Net|Former|former|GPT|BERT|CLIP|Agent|"
    r"Diffusion|GAN|NeRF|ViT|VLA|RL|PO|Mamba|LoRA|MLP|Coder|SAM|Score)s?$)"
)
# "T2I", "V2X": from one kind of data to another.
_BETWEEN_KINDS = re.compile(r"[A-Z]{1,3}[24][A-Z]{1,3}")
# An amount or a measure, no name: "74K-sample", "3D", "400B".
_ADJECTIVE = re.compile(
    r".*-(?:based|generated|sourced|trained|pretrained|labell?ed|driven|dependent|specific|style|like|aware|free|"
    r"level|guided|"
    r"powered|assisted|related|centric|augmented|enhanced|only|token|sample|scale|derived|annotated|oriented|agnostic|"
    r"focused|language|domain|native|tuned|ready|induced|enabled|quality|curated|synthesized|time|shot|view|modal|"
    r"class|"
    r"visual|textual|audio|lingual|infrared|"
    r"[a-z]{2,}ed|wide|wise|size|parameter|year|hour|minute|second|step|turn|hop|way|to-\w+|as-a-\w+|in-\w+|of-\w+|on-\w+)"
)
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?(?:[A-Za-z]|[KMGT]i?B|[kMG]?Hz)?(?:-(?![A-Z]+[a-z\d]).*)?|\d+(?:\.\d+)?[KMGT]i?B .*|."
)
# What follows "arXiv" where it is the number of a paper.
_PAPER = re.compile(r" ?: ?\d{4}\.\d")
# Part of an address.
_ADDRESSED = re.compile(r"://|\.(?:com|io|co|org)/")
# Triggers of sentences that can say by themselves that a name is one of a benchmark ...
TELLING = frozenset({"benchmarks", "registry"})
# ... and of those that may say more of it, as one with a figure may.
_FIGURED = frozenset({"scores", "gains"})
_FIGURE = re.compile(r"\d")
# Nouns that a title may end in.
_TITLING = DATA_NOUNS | WHOLE
# How far a sentence is read around a name, in characters.
_REACH = 500


@dataclass(slots=True)
class Name:
    """A name that may be a benchmark: tokens, characters, and why it is taken to be one (`rule`) or not (`not_one`).

    `doubted` is the name of something else by itself; `exemplary` begins a list of what a noun of data announces;
    `derived` begins with a name of the registry that has no other meaning ("MMLU-FooSet").
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
    derived: bool = False
    role: str = "evaluation"
    titled: bool = False
    leader: Name | None = None


@lru_cache(maxsize=1 << 12)
def is_model_like(text: str) -> bool:
    """Whether a name is built like one of a model or a method."""
    return _MODEL_LIKE(text)


@lru_cache(maxsize=1 << 12)
def _is_no_name(text: str) -> bool:
    """Whether what is written like a name is an amount, an adjective or a noun of data."""
    shaped = _AMOUNT.fullmatch(text) or _ADJECTIVE.fullmatch(text)
    return shaped is not None or text.lower() in DATA_NOUNS or text == "Bench"


def is_kind(part: str) -> bool:
    """Whether a part of a name is an acronym, an ordinary word or an adjective: "OCR", "Finnish", "LLM-based"."""
    return (
        (part.isupper() and part.isalpha())
        or _BETWEEN_KINDS.fullmatch(part) is not None
        or part == "3D"
        or PLAIN.fullmatch(part) is not None
        or _ADJECTIVE.fullmatch(part) is not None
    )


def long_form(abstract: Abstract, name: Name) -> int | None:
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
    if len(letters) < 2 and name.text.isalpha() and lower[first - 2] not in DATA_NOUNS:
        return None
    for j in range(first - 2, max(first - 4 - 2 * len(letters), name.sentence.first - 1), -1):
        if lower[j] in {".", ";", ")", "("}:
            return None
        if lower[j][0] == letters[0] and _abbreviates(letters, lower[j : first - 1]):
            return j
    return None


def spells_out(short: str, words: list[str]) -> bool:
    """Whether `words`, in lower case, are the long form of an acronym."""
    letters = [c.lower() for c in short if c.isupper()]
    return len(letters) > 1 and len(words) > 1 and words[0][0] == letters[0] and _abbreviates(letters, words)


def _abbreviates(letters: list[str], words: list[str]) -> bool:
    """Whether `letters` occur in some words in this order, up to one of the last but nouns of data."""
    last = len(words) - 1
    while last and (words[last] in DATA_NOUNS or not words[last].isalpha()):
        last -= 1
    text = " ".join(words)
    at, least = len(text), len(" ".join(words[: max(last - 1, 0)]))
    for letter in reversed(letters[1:]):
        at = text.rfind(letter, 1, at)
        if at < least:
            return False
        least = 1
    return True


@lru_cache(maxsize=1 << 12)
def _shape(text: str) -> str:
    """How much like a name of data `text` looks: "mixed" (letters in both cases, digits), "caps" or "plain"."""
    if all(PLAIN.fullmatch(part) or part.isdigit() for part in text.split(" ")):
        return "plain"
    if text.isalpha() and text.isupper():
        return "caps"
    return "mixed"


def mark_mentions(sentences: Sequence[Sentence]) -> None:
    """Gives sentences of an abstract that may name what others say is a benchmark the trigger "mentions"."""
    naming = [sentence.plain.text for sentence in sentences if not TELLING.isdisjoint(sentence.triggers)]
    if not naming:
        return
    known = ""
    for sentence in sentences:
        triggers, text = sentence.triggers, sentence.plain.text
        if TELLING.isdisjoint(triggers) and (not _FIGURED.isdisjoint(triggers) or _FIGURE.search(text)):
            known = known or fold(" ".join(naming))[:LENGTH]
            words = " ".join(_WITH_CAPITAL.findall(text))
            if any((key := _key(chunk)) and key in known for chunk in _CHUNK.findall(words)):
                sentence.triggers = triggers | {"mentions"}


@lru_cache(maxsize=1 << 12)
def _key(chunk: str) -> str:
    """What a text has in it that names what `chunk` begins to name, folded; "" if that is no name of a benchmark."""
    if chunk in no_names() or _AMOUNT.fullmatch(chunk):
        return ""
    # What follows may be no part of the name ("FooSet's"), and a noun glued before it is none.
    return fold(chunk.partition("-")[2] if chunk.startswith(_GLUED_NOUN) else chunk)[:6]


def names_in(abstract: Abstract, named: list[Sentence]) -> list[Name]:
    """The names of the registry in some sentences and those that look like one, in order, none inside another."""
    text = abstract.text
    if not named:
        return []
    addresses = _addresses(text) if "/" in text else []
    terms = _terms(abstract, named, addresses)
    firsts, lasts = [term.first for term in terms], [term.last for term in terms]
    eventful = any(word in text for word in _EVENTFUL)
    names: list[Name] = []
    k = 0
    for sentence, start, end in _spans(text, named, addresses):
        first, last = bisect_left(abstract.starts, start), bisect_left(abstract.ends, end) + 1
        if names and first < names[-1].last:
            continue
        passed = bisect_right(lasts, first, k)
        for term in terms[k:passed]:
            names.append(_from_term(abstract, term.first, term.last, term.id))
        event = _event(abstract, first, last) if eventful else None
        k = bisect_left(firsts, event.last if event else last, passed)
        names += [event] if event else _inside(abstract, sentence, terms[passed:k], first, last)
    names += (_from_term(abstract, term.first, term.last, term.id) for term in terms[k:])
    return names


def _terms(abstract: Abstract, named: list[Sentence], addresses: list[tuple[int, int]]) -> list[Term]:
    """The names of the registry in some sentences, but those in addresses of the web."""
    return [
        term
        for sentence in named
        if "registry" in sentence.triggers
        for term in registry().find(abstract.words, abstract.lower, sentence.first, sentence.last)
        if _well_cased(abstract, term)
        and not (addresses and _within(addresses, abstract.starts[term.first]))
        and not _PAPER.match(abstract.text, abstract.ends[term.last - 1])
    ]


def _spans(text: str, named: list[Sentence], addresses: list[tuple[int, int]]) -> Iterator[tuple[Sentence, int, int]]:
    """Where what is written like a name stands, with its sentence: written-together names, joined over blanks."""
    for sentence in named:
        spans: list[list[int]] = []
        first, last = sentence.offset, sentence.offset + len(sentence.plain.text)
        words = [word.span() for word in _WITH_CAPITAL.finditer(text, first, last)]
        chunks = [chunk.span() for word in words for chunk in _CHUNK.finditer(text, *word)]
        if text.find("-bench", first, last) >= 0:
            chunks = sorted({*chunks, *(small.span() for small in _SMALL.finditer(text, first, last))})
        for start, end in chunks:
            if addresses and _within(addresses, start):
                continue
            if "-" in text[start:end]:
                if glued := _GLUED_ARTICLE.search(text, start, end):
                    end = glued.start()
                if text.startswith(_GLUED_NOUN, start):
                    start = text.index("-", start) + 1
            gap = start - spans[-1][1] if spans else 0
            if (gap == 1 and text[start - 1] == " ") or (gap == 6 and _YEAR_BETWEEN.fullmatch(text, start - 6, start)):
                spans[-1][1] = end
            else:
                spans.append([start, end])
        for start, end in spans:
            # A word with a capital that begins a sentence is no name for it.
            if not text[start + 1 : end].islower() or (start != sentence.offset and text[start - 2] not in ".!?:"):
                yield sentence, start, end


def _inside(abstract: Abstract, sentence: Sentence, terms: list[Term], first: int, last: int) -> list[Name]:
    """The names in tokens that are written like one: those of the registry, or else what they make together."""
    names: list[Name | None] = []
    start, end = abstract.starts[first], abstract.ends[last - 1]
    for term in terms:
        longer = term.first > first or term.last < last
        if longer and created_before(abstract.lower, first, sentence.first):
            continue
        if term.id in ambiguous() and term.last - term.first == 1 and _in_title(abstract, term.first, start, end):
            continue
        names.append(_widened(abstract, term.first, term.last, term.id, start, end))
    if not any(names):
        names = [_from_span(abstract, sentence, first, last)]
    return [name for name in names if name]


def _event(abstract: Abstract, first: int, last: int) -> Name | None:
    """The competition or shared task that these tokens and those right after them name."""
    start, end = abstract.starts[first], abstract.ends[last - 1]
    tail = _EVENT_TAIL.match(abstract.text, end)
    text = abstract.text[start:end]
    track = text.endswith(" Track") and _YEAR_BETWEEN.search(text)
    if tail and not tail.group() and " " not in text:
        # "ARC-Challenge" is a benchmark.
        return None
    if not tail and not track and not _EVENT.fullmatch(text):
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
    name = Name(first, last, abstract.written(first, last), sentence, "event", rule="event")
    before = abstract.lower[max(first - 5, sentence.first) : first]
    after = abstract.lower[last : last + 3]
    name.introduced = any(word in HOSTING for word in [*before, *after]) or before[-2:] in (
        ["introduces", "the"],
        ["introduce", "the"],
    )
    return name


def _well_cased(abstract: Abstract, term: Term) -> bool:
    """Whether a name of the registry is written with its capitals: "3D shapes" is not "3DShapes"."""
    words = abstract.words[term.first : term.last]
    small = [word for word in words if word.islower()]
    if not small:
        # "Multiple" is not "MultiPL-E": an ordinary word is no name that is written with a hyphen.
        return len(words) > 1 or not PLAIN.fullmatch(words[0]) or not _hyphened(words[0], term.id)
    known = spellings()[term.id]
    written = abstract.written(term.first, term.last)
    apart = " " in written
    if len(small) == len(words):
        return known.islower() or (
            not apart and not written.isalpha() and not written[0].isdigit() and any(c.isdigit() for c in written)
        )
    whole = re.split(r"\W+", known)
    return (not apart and words[0] not in small) or all(
        word in whole or ((len(word) < 2 or not word.isalpha()) and (word in known or _is_version(word, known)))
        for word in small
    )


def _is_version(word: str, known: str) -> bool:
    """Whether a small word is the version of a name, whose letter may be a capital: "v2" in "FooSetV2"."""
    return word[0] == "v" and word[1:].isdigit() and word.upper() in known


def _hyphened(word: str, entry: str) -> bool:
    """Whether a word is a name of the registry only without the hyphens or blanks of all its spellings there."""
    return word.lower() not in spellings()[entry].lower()


def _from_term(abstract: Abstract, first: int, last: int, entry: str | None) -> Name:
    if abstract.lower[first] == "the" and last - first > 1:
        first += 1
    dated = _YEAR_AFTER.match(abstract.text, abstract.ends[last - 1]) is not None
    last += dated
    version = _VERSION_AFTER.match(abstract.text, abstract.ends[last - 1])
    if version:
        last = bisect_left(abstract.ends, version.end()) + 1
    text = abstract.written(first, last)
    recased = text.islower() or (text.isupper() and text.isalpha() and len(text) < 7)
    known = spellings().get(entry or "", text)
    loose = entry in ambiguous() or (recased and _unjoined(text) not in _unjoined(known))
    return Name(first, last, text, abstract.sentence_of(first), "known", entry, loose=loose and not dated)


def _unjoined(text: str) -> str:
    """A name without what joins its parts: "MSZorb" of "MS Zorb"."""
    return text.replace("-", "").replace(" ", "")


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where the addresses of the web in a text stand, from blank to blank."""
    places: list[tuple[int, int]] = []
    for match in _ADDRESSED.finditer(text):
        if not places or match.start() > places[-1][1]:
            end = text.find(" ", match.end())
            places.append((text.rfind(" ", 0, match.start()) + 1, len(text) if end < 0 else end))
    return places


def _within(places: list[tuple[int, int]], char: int) -> bool:
    """Whether a character lies in one of some places, which are sorted."""
    k = bisect_right(places, (char, 1 << 60)) - 1
    return k >= 0 and char < places[k][1]


def _in_title(abstract: Abstract, i: int, start: int, end: int) -> bool:
    """Whether the word `i` is one of several in a row that begin with a capital: no name by itself."""
    if not PLAIN.fullmatch(abstract.words[i]):
        return False
    return abstract.starts[i] > start or abstract.ends[i] < end


def _widened(abstract: Abstract, first: int, last: int, entry: str, start: int, end: int) -> Name | None:
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
        beyond = _titled_to(abstract, last, end) if high == right else last
        joined = beyond == last and high == right
        if joined:
            beyond = _joined_to(abstract, last, end)
        if beyond > last:
            whole, sentence = abstract.written(first, beyond), abstract.sentence_of(first)
            return Name(first, beyond, whole, sentence, "mixed", derived=joined and entry not in ambiguous())
        return _from_term(abstract, first, last, entry)
    if high < right or low > left:
        return _from_term(abstract, first, last, entry)
    one, beyond = bisect_left(abstract.starts, low), bisect_left(abstract.ends, high) + 1
    whole = abstract.written(one, beyond)
    if is_other(whole):
        return None
    derived = low == left and right - left > 3 and entry not in ambiguous() and "-to-" not in whole
    return Name(one, beyond, whole, abstract.sentence_of(one), "mixed", derived=derived)


def _titled_to(abstract: Abstract, i: int, end: int) -> int:
    """The token before the noun of data that words with capitals from token `i` lead to: "KITTI Road dataset", or `i`.

    `end` is the character where the words with capitals end.
    """
    j = i
    while j < len(abstract.words) - 1 and abstract.ends[j] <= end and PLAIN.fullmatch(abstract.words[j]):
        if abstract.lower[j] in DATA_NOUNS:
            break
        j += 1
    named = any(word not in no_names() for word in abstract.words[i:j])
    return j if named and abstract.lower[j] in DATA_NOUNS else i


def _joined_to(abstract: Abstract, i: int, end: int) -> int:
    """The token after one more written-together part of a name before token `i`: "FooSet KITes", or `i`.

    `end` is the character where the words with capitals end.
    """
    start = abstract.ends[i - 1] + 1
    part = abstract.text[start:end]
    whole = part and " " not in part and ("-" not in part or part[-1].isdigit())
    if not whole or _shape(part) != "mixed" or is_other(part) or is_model_like(part) or _is_no_name(part):
        return i
    if _VERSION_AFTER.match(abstract.text, start - 1):
        return i
    return bisect_left(abstract.ends, end) + 1


def _from_span(abstract: Abstract, sentence: Sentence, first: int, last: int) -> Name | None:
    words = abstract.words
    if first == sentence.first:
        chunk = abstract.text[abstract.starts[first] : abstract.ends[last - 1]].split(" ", 1)[0]
        if PLAIN.fullmatch(chunk):
            start = abstract.starts[first] + len(chunk) + 1
            first = bisect_left(abstract.starts, start)
    while last > first and (
        words[last - 1] in {"'", "’", "-"} or (words[last - 1] == "s" and last > 1 and words[last - 2] in {"'", "’"})
    ):
        last -= 1
    while first < last - 1 and abstract.lower[first] in {"the", "our", "a", "an", "on", "in", "this"}:
        first += 1
    # "on Dataset FooSet"
    if (
        first < last - 1
        and words[first] in {"Dataset", "Benchmark"}
        and len(words[first + 1]) > 1
        and _shape(words[first + 1]) != "plain"
    ):
        first += 1
    titled = last - first > 1 and abstract.lower[last - 1] in _TITLING
    if titled and abstract.lower[last - 1] not in WHOLE:
        last -= 1
    if first >= last:
        return None
    end = abstract.ends[last - 1]
    match = _NUMBER_AFTER.match(abstract.text, end)
    if match:
        last = bisect_left(abstract.ends, match.end()) + 1
    text = abstract.written(first, last)
    made = text[0].isupper() and text.count("-") > 1 and abstract.words[last : last + 1] in ([","], ["("])
    if _is_no_name(text) and not (made and created_before(abstract.lower, first, sentence.first)):
        return None
    return Name(first, last, text, sentence, _shape(text), titled=titled)


def around(abstract: Abstract, name: Name) -> tuple[str, str]:
    """The text of the sentence before and after a name, no more than some lines of it."""
    sentence = name.sentence
    start, end = abstract.starts[name.first], abstract.ends[name.last - 1]
    before = abstract.text[max(sentence.offset, start - _REACH) : start]
    return before, abstract.text[end : min(sentence.offset + len(sentence.plain.text), end + _REACH)]
