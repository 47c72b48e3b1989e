"""An abstract as the rules see it: sentences in plain text, tokens, numbers and terms, and the facts found.

What belongs here: what every rule needs of a text. What does not: any one kind of fact (rules/).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pipeline.numbers import Number
from pipeline.text import Plain

_START = attrgetter("start")
_OFFSET = attrgetter("offset")
# How far into a text rules look for what else is said of a name: abstracts are shorter, and time stays linear.
LENGTH = 10_000


@dataclass(slots=True)
class Sentence:
    """A sentence: its characters in the abstract, its tokens, and its plain text.

    `start`, `end` are characters of the abstract; `first`, `last` are tokens (last exclusive);
    `offset` is where its plain text begins in the text that the rules see; `index` counts the sentences
    of the abstract, those that were left out for having no trigger included. `triggers` are the kinds
    of rules that it can hold something for (candidates.triggers).
    """

    index: int
    start: int
    end: int
    plain: Plain
    offset: int = 0
    first: int = 0
    last: int = 0
    triggers: frozenset[str] = frozenset()


@dataclass(slots=True)
class Term:
    """A term of a lexicon in the text: `first`, `last` are tokens (last exclusive), `id` its entry."""

    kind: str
    id: str
    first: int
    last: int


@dataclass(slots=True)
class Mention:
    """A benchmark named in the text: `first`, `last` are tokens (last exclusive), `name` as written there.

    `id` is its entry in the registry, None outside; `introduced` says that this paper creates it;
    `role` is what the paper does with it, one of tables.ROLES.
    """

    first: int
    last: int
    name: str
    id: str | None
    introduced: bool = False
    role: str = "evaluation"


@dataclass(slots=True)
class Fact:
    """A fact: characters of the abstract, the rule that found it, and the values of its table's own columns."""

    table: str
    start: int
    end: int
    sentence: Sentence
    rule: str
    values: dict[str, Any]


@dataclass(slots=True)
class Abstract:
    """An abstract that was read: `raw` is its text, `text` the plain text of its sentences, joined by blanks.

    `words` are the tokens as written, `lower` in lower case, `starts` and `ends` their characters in `text`.
    `terms` are sorted by first token, `numbers` and `benchmarks` (every mention) too; `readings` are the sentences with
    numbers as rules/scores.py read them; `facts` holds what the rules found so far, by table.
    """

    raw: str
    text: str
    sentences: list[Sentence]
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    numbers: list[Number] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    benchmarks: list[Mention] = field(default_factory=list)
    readings: list[Any] = field(default_factory=list)
    facts: dict[str, list[Fact]] = field(default_factory=dict)

    def sentence_at(self, char: int) -> Sentence:
        """The sentence of the plain character `char`."""
        return self.sentences[bisect_right(self.sentences, char, key=_OFFSET) - 1]

    def sentence_of(self, token: int) -> Sentence:
        """The sentence of the token `token`."""
        return self.sentence_at(self.starts[token])

    def written(self, first: int, last: int) -> str:
        """The plain text of the tokens from `first` up to `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain characters from `start` up to `end` stand in the abstract."""
        sentence = self.sentence_at(start)
        plain, offset = sentence.plain, sentence.offset
        return sentence.start + plain.start(start - offset), sentence.start + plain.end(end - offset)

    def add(self, table: str, rule: str, start: int, end: int, **values: Any) -> Fact:
        """Notes a fact of `table` that `rule` read from the plain characters `start` up to `end`."""
        sentence = self.sentence_at(start)
        fact = Fact(table, *_whole(self.raw, *self.raw_span(start, end)), sentence, rule, values)
        self.facts.setdefault(table, []).append(fact)
        return fact

    def add_raw(self, table: str, rule: str, start: int, end: int, **values: Any) -> Fact:
        """Like `add`, with characters of the abstract itself."""
        index = bisect_right(self.sentences, start, key=_START) - 1
        fact = Fact(table, start, end, self.sentences[index], rule, values)
        self.facts.setdefault(table, []).append(fact)
        return fact


def _whole(raw: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends, with the dollar sign of a formula that it cuts: "3$\\times$" is whole."""
    while start < end and raw[start].isspace():
        start += 1
    while start < end and raw[end - 1].isspace():
        end -= 1
    if raw.count("$", start, end) % 2:
        if raw.startswith("$", end):
            return start, end + 1
        if start and raw[start - 1] == "$":
            return start - 1, end
    return start, end
