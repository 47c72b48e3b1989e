"""Benchmarks: named datasets, benchmarks, corpora, shared tasks and leaderboards, and what the paper does with them.

Names come from the registry (data/benchmarks.jsonl) and, outside it, from what a sentence says of a name.
What belongs here: which names are benchmarks and their role. What does not: numbers reported on them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from pipeline.abstract import Abstract, Mention
from pipeline.rules.lexicon import Lexicon, read_data

# Sentences that the rules need: those with a capital that is not only a sentence's first letter.
TRIGGER = r"[A-Z0-9]\S*[A-Z0-9]|\S\s+[\"'(\[]?[A-Z]"

# A written-together name: "MME-Emotion", "nuScenes", "RefCOCO+", "Drive&Act", "3DCrack".
_CHUNK = re.compile(
    r"(?<![\w@\\-])(?=[a-z0-9τ²]{0,8}-?[A-Z])\w+(?:(?:[-+&'’–‑^]{1,2}|(?:\.(?=\d)))\w+)*(?:\+{1,2}(?!\w))?"
)
_PLAIN = re.compile(r"[A-Z][a-z’']+(?:-[a-z]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBER_PART = re.compile(r" (?:v\d+(?:\.\d+)?|V\d+|20[0-3]\d|\d{1,3})(?![\w%,.×x-]|\.\d| ?[%×])")

DATA_NOUNS = frozenset(
    "dataset datasets benchmark benchmarks corpus corpora testbed testbeds testset testsets leaderboard leaderboards"
    " suite suites challenge challenges database databases".split()
)
# Two words that are such a noun, by the second.
_PAIRS = {
    "set": {"data", "test", "validation", "evaluation", "training", "val", "development", "instruction", "tuning"},
    "sets": {"data", "test", "validation", "evaluation", "training", "instruction"},
    "task": {"shared"},
    "tasks": {"shared"},
    "split": {"test", "validation", "val"},
    "collection": {"data", "document", "test"},
}
OTHER_NOUNS = frozenset(
    "model models method methods framework frameworks approach approaches algorithm algorithms network networks system"
    " systems pipeline pipelines architecture architectures module modules loss losses agent agents strategy technique"
    " mechanism paradigm encoder decoder transformer backbone optimizer metric metrics score scores library toolkit"
    " package platform policy baseline baselines tool interface engine tokenizer protocol family series learner"
    " detector tracker classifier generator planner estimator extractor simulator scheme variant extension procedure"
    " attack defense adapter solver workflow llm llms mllm vlm".split()
)
_STOP = frozenset(
    "of for that which to with from in on by as at and or but is are was were be been has have had we our this these"
    " it its they when where while who whose than then into over under via using comprising consisting containing"
    " consists contains covering spanning designed built including featuring achieves achieve shows show outperforms"
    " demonstrates demonstrate enables provides offers achieving improves improve can could may will not if such"
    " . , : ; ( ) [ ] ? !".split()
)
_ARTICLES = frozenset({"a", "an", "the", "our", "one"})
_CREATING = frozenset(
    "introduce introduces introduced introducing present presents presented presenting propose proposes proposed"
    " proposing release releases released releasing construct constructs constructed constructing create creates created"
    " creating build builds built building develop develops developed developing curate curates curated curating"
    " contribute contributes contributing collect collects collected collecting establish establishes establishing"
    " provide provides providing publish published publishing share offer offers design designed compile compiled"
    " assemble assembled generate generated yield yields annotate annotated unveil unveils".split()
)
_NAMING = frozenset({"named", "called", "termed", "dubbed", "coined", "denoted", "titled"})
_LIST = frozenset({",", "and", "or", "/", "&", ";", "the", "both", "+"})
_FORERUNNERS = frozenset(
    ": , ( - – — such as like including include includes e . g i namely the both named called termed dubbed coined"
    " from of \" “ ' ‘ ”".split()
)
_TRAIN = re.compile(
    r"\b(?:(?:pre-?|continually )?train(?:ed|ing)?|fine-?tun(?:ed?|ing)|pre-?train(?:ed|ing)?)\b(?:\W+\w+){0,4}?\W+(?:on|with|using|from)\b"
)


@dataclass(slots=True)
class _Name:
    """A name that may be a benchmark: tokens, characters, and why it is taken to be one (`rule`) or not (`not_one`)."""

    first: int
    last: int
    text: str
    sentence: int
    shape: str
    id: str | None = None
    rule: str | None = None
    not_one: bool = False
    introduced: bool = False
    role: str = "evaluation"
    key: str = field(default="")


@cache
def _registry() -> Lexicon:
    """The names of the registry; a short word of letters alone is one only in its own case."""
    lexicon = Lexicon("benchmark")
    for entry in read_data("benchmarks.jsonl"):
        for name in (entry["name"], *entry["aliases"]):
            lexicon.add(entry["id"], [name], entry["ambiguous"] or (name.isalpha() and len(name) < 7))
    return lexicon


def _shape(text: str) -> str:
    """How much like a name of data `text` looks: "mixed" (letters in both cases, digits), "caps" or "plain"."""
    if all(_PLAIN.fullmatch(part) or part.isdigit() for part in text.split(" ")):
        return "plain"
    if text.isalpha() and text.isupper():
        return "caps"
    return "mixed"


def find(abstract: Abstract) -> None:
    """Notes benchmarks: mentions in `abstract.benchmarks`, and each distinct one as a fact."""
    names = _names(abstract)
    if not names:
        return
    for name in names:
        _judge(abstract, name)
    _lists(abstract, names)
    _settle(abstract, names)


def _names(abstract: Abstract) -> list[_Name]:
    """The names of the registry and those that look like one, in order, none inside another."""
    starts, ends, text = abstract.starts, abstract.ends, abstract.text
    terms = [
        term
        for term in _registry().find(abstract.words, abstract.lower)
        if any(word != word.lower() or word[0].isdigit() for word in abstract.words[term.first : term.last])
    ]
    spans: list[list[int]] = []
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        if spans and text[spans[-1][1] : start] == " ":
            spans[-1][1] = end
        else:
            spans.append([start, end])
    names: list[_Name] = []
    k = 0
    for start, end in spans:
        first, last = bisect_left(starts, start), bisect_left(ends, end) + 1
        while k < len(terms) and terms[k].last <= first:
            names.append(_from_term(abstract, terms[k].first, terms[k].last, terms[k].id))
            k += 1
        inner = []
        while k < len(terms) and terms[k].first < last:
            inner.append(terms[k])
            k += 1
        if inner:
            for term in inner:
                names.append(_from_term(abstract, term.first, term.last, term.id))
            continue
        name = _from_span(abstract, first, last)
        if name:
            names.append(name)
    names += [_from_term(abstract, term.first, term.last, term.id) for term in terms[k:]]
    return names


def _from_term(abstract: Abstract, first: int, last: int, entry: str) -> _Name:
    text = abstract.written(first, last)
    return _Name(first, last, text, abstract.sentence_of(first).index, "known", entry)


def _from_span(abstract: Abstract, first: int, last: int) -> _Name | None:
    words = abstract.words
    sentence = abstract.sentence_of(first)
    while first < last and first == sentence.first and _PLAIN.fullmatch(words[first]):
        first += 1
    while last > first and words[last - 1] in {"s", "'", "’", "-"}:
        last -= 1
    if first >= last:
        return None
    match = _NUMBER_PART.match(abstract.text, abstract.ends[last - 1])
    if match:
        last = bisect_left(abstract.ends, match.end()) + 1
    text = abstract.written(first, last)
    return _Name(first, last, text, sentence.index, _shape(text))


def _noun_at(lower: list[str], i: int) -> bool:
    word = lower[i]
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
        if lower[i] in _STOP:
            return None
        i += 1
    return None


def _apposition(lower: list[str], i: int) -> str | None:
    """The kind of noun that heads what follows a name: ", a large and diverse benchmark of ..."."""
    end = min(i + 18, len(lower))
    if i < end and lower[i] == "(":
        while i < end and lower[i] != ")":
            i += 1
        i += 1
    if i + 1 >= end or lower[i] not in {",", ":", "-", "–", "—"}:
        return None
    while i < end and lower[i] in {",", ":", "-", "–", "—", "which", "is"}:
        i += 1
    if i >= end or lower[i] not in _ARTICLES:
        return None
    found = None
    for j in range(i + 1, end):
        if _noun_at(lower, j):
            found = "data"
        elif lower[j] in OTHER_NOUNS:
            found = "other"
        elif lower[j] in {",", "and", "or"} and found is None:
            continue
        elif lower[j] in _STOP:
            break
    return found


def _noun_before(lower: list[str], i: int) -> str | None:
    """How a noun of data leads to the name at token `i`: "naming", "examples", "direct" or None."""
    direct = True
    how = None
    for j in range(i - 1, max(i - 7, -1), -1):
        word = lower[j]
        if _noun_at(lower, j):
            return how or ("direct" if direct else "apart")
        if word in _NAMING:
            how = "naming"
        elif word in {"as", "like", "including", "g", "namely", ":", "("}:
            how = how or "examples"
        elif word not in _FORERUNNERS:
            return None
        direct = False
    return None


def _creating(lower: list[str], i: int, start: int) -> bool:
    """Whether a verb of creation leads to token `i`."""
    for j in range(i - 1, max(i - 7, start - 1), -1):
        if lower[j] in _CREATING:
            return True
        if lower[j] in {",", ".", ";", "that", "which", "on"}:
            return False
    return False


def _judge(abstract: Abstract, name: _Name) -> None:
    """Sets the rule by which a name is a benchmark, as far as its own place says."""
    lower = abstract.lower
    sentence = abstract.sentence_of(name.first)
    after = _head_after(lower, name.last)
    apposition = _apposition(lower, name.last)
    before = _noun_before(lower, name.first)
    creating = _creating(lower, name.first, sentence.first)
    if name.shape == "known":
        name.rule = "registry_context" if after == "data" or before or apposition == "data" else "registry_bare"
        name.introduced = creating and (apposition == "data" or after == "data")
        return
    if apposition == "other" or after == "other":
        name.not_one = True
        return
    if apposition == "data":
        name.rule, name.introduced = "apposition", creating
    elif before in {"naming", "direct"} and name.shape != "plain":
        name.rule, name.introduced = "named", creating or _creating(lower, name.first - 3, sentence.first)
    elif after == "data" and name.shape != "plain":
        name.rule, name.introduced = "dataset_noun", creating
    elif before == "examples" and name.shape != "plain":
        name.rule = "list"


def _lists(abstract: Abstract, names: list[_Name]) -> None:
    """Spreads what is known of one name over those listed with it."""
    lower = abstract.lower
    for order in (names, names[::-1]):
        for one, other in zip(order, order[1:], strict=False):
            low, high = sorted((one, other), key=lambda name: name.first)
            between = lower[low.last : high.first]
            if one.rule and not other.rule and not other.not_one and 0 < len(between) <= 3 and other.shape == "mixed":
                if all(word in _LIST for word in between):
                    other.rule, other.introduced = "list", one.introduced


def _settle(abstract: Abstract, names: list[_Name]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name.rule:
            continue
        if name.introduced:
            name.role = "introduced"
        abstract.benchmarks.append(Mention(name.first, name.last, name.text, name.id, name.introduced, name.role))
        key = name.text.lower().replace(" ", "").replace("-", "")
        if key in seen:
            continue
        seen.add(key)
        abstract.add(
            "benchmarks",
            name.rule,
            abstract.starts[name.first],
            abstract.ends[name.last - 1],
            name=name.text,
            benchmark_id=name.id,
            role=name.role,
        )
