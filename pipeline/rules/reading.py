"""A sentence as the rules for gains and results read it: its numbers, phrases, metrics and mentions of benchmarks.

What belongs here: what a number may turn out to be (`Score`) and finding words and noun phrases around it.
What does not: telling what it is (gain_rules.py, result_rules.py).
"""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from pipeline.abstract import Abstract, Mention, Sentence, Term
from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.lexicon import fold, models, word_set
from pipeline.rules.metrics import HEADS, is_metric, metric_id

Span = tuple[int, int]
_FIRST = attrgetter("first")
_NUMBER_FIRST = attrgetter("number.first")
_Placed = TypeVar("_Placed", Term, Mention)


COMPARATIVES = cues.HIGHER | cues.BETTER | cues.FASTER | cues.SMALLER | cues.WORSE | cues.SLOWER


CHANGE_NOUNS = cues.GAIN_NOUNS | cues.RISE_NOUNS | cues.DROP_NOUNS


CHANGE_VERBS = cues.IMPROVE | cues.RAISE | cues.LOWER


CHANGES = CHANGE_VERBS | CHANGE_NOUNS | cues.COMPARE | COMPARATIVES


_GLUE = frozenset("-–/@_^·:")


APOSTROPHES = frozenset("'’`´")
_GENITIVE = APOSTROPHES | {"s"}


_SCORE_WORDS = frozenset(["score", "scores", "value", "values"])


# Ends of nouns of qualities, which scores are given for.
QUALITIES = ("ness", "ity", "ence", "ance", "cy", "ment", "bias")


# Metrics that are ordinary nouns: a further noun changes what is meant ("ensembling benefit").
_COMMON = word_set("""rendering training inference ensembling reasoning retrieval decoding quality search sampling""")


_COUNTED_OR_COMMON = cues.COUNTS | _COMMON


# Nouns of which "average" tells how they were reckoned, not what was measured.
_CHANGED = CHANGE_NOUNS | cues.DIFFERENCES


# What may end a phrase behind its metric without being part of it.
_TAILS = cues.SYSTEMS | _SCORE_WORDS | CHANGE_NOUNS | cues.LIGHT


_STATE_OF_THE_ART = ["state", "-", "of", "-", "the", "-", "art"]
_OF_THE_ART = frozenset(_STATE_OF_THE_ART)


# As in "near-perfect".
_LAUDED = frozenset(["perfect", "leading", "identical", "lossless"])


# Words like verbs that are part of a metric before its head ("scoring accuracy").
_MODIFIERS = word_set("scoring matching reporting running train solve match hit repair fix detect")


# Words that some metrics of the registry begin with and that are no part of a metric's shortest name.
_AVERAGED = word_set("average avg overall total test high low highest lowest best")


# "LLM performance" is performance; "task performance" says more.
_PERFORMERS = cues.SYSTEMS - {"task", "tasks", "student", "teacher"}


# Whose score it is, or what kind, said before it: "the baseline score", "the tracking metric HOTA".
_OWNERS = word_set("baseline baselines models teacher metric metrics")


# Nouns that say little without their complement, and the preposition that leads to it.
_COUNTED = word_set("number amount rate volume percentage proportion")
_COMPLEMENTED = (
    dict.fromkeys(
        word_set("length quality detection confidence probability likelihood frequency risk share fraction"), "of"
    )
    | dict.fromkeys(word_set("correlation correlations alignment agreement concordance consistency"), "with")
    | dict.fromkeys(word_set("reliance dependence dependency"), "on")
    | dict.fromkeys(word_set("adherence robustness resistance resilience sensitivity exposure vulnerability"), "to")
)


_MAGNITUDES = word_set("thousand million billion trillion k m b")


_OPENERS = cues.DETERMINERS | {"required", "needed", "used", "estimated", "reported"}


UNTOLD = cues.LIGHT | cues.DETERMINERS


# How many tokens are looked at left and right of a number.
_LEFT_LIMIT = 30


_RIGHT_LIMIT = 14


@dataclass(slots=True, eq=False)
class Score:
    """A number of a sentence, and what was understood of it.

    `kind` is "gain", "result" or ""; `cue` is the token of the word of change, `metric` and `baseline`
    are tokens, `shared` all metrics where one number is that of several, `benchmark` is a mention or the
    tokens of several; `pair` is the number that a "from A to B" ends with.
    """

    number: Number
    kind: str = ""
    rule: str = ""
    cue: int | None = None
    metric: Span | None = None
    shared: tuple[Span, ...] = ()
    benchmark: Span | None = None
    benchmark_id: str | None = None
    pair: Number | None = None
    group: int = 0
    absolute: bool = False
    kept: bool = False
    from_value: float | None = None
    to_value: float | None = None


@dataclass(slots=True)
class Reading:
    """A sentence being read: its tokens from `first` up to `last`, its numbers, terms and mentions."""

    abstract: Abstract
    sentence: Sentence
    scores: list[Score]
    metrics: list[Term]
    mentions: list[Mention]
    lower: list[str] = field(init=False)
    first: int = field(init=False)
    last: int = field(init=False)
    inside: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.abstract.lower
        self.first, self.last = self.sentence.first, self.sentence.last
        self.inside = {k for term in self.metrics for k in range(term.first, term.last)}

    def between(self, first: int, last: int) -> list[Score]:
        """The scores whose number begins at a token from `first` up to `last`."""
        start = bisect_left(self.scores, first, key=_NUMBER_FIRST)
        end = bisect_left(self.scores, last, start, key=_NUMBER_FIRST)
        return self.scores[start:end]

    def glued(self, token: int) -> bool:
        """No blank stands before `token`."""
        return token > self.first and self.abstract.starts[token] == self.abstract.ends[token - 1]

    def compound(self, token: int) -> bool:
        """`token` is part of a hyphenated word."""
        before = (
            token - 1 > self.first
            and self.lower[token - 1] in "-–"
            and self.glued(token)
            and self.glued(token - 1)
            and self.lower[token - 2] != "-"  # "balance--improving FID" is no compound
        )
        after = (
            token + 2 < self.last
            and self.lower[token + 1] in "-–"
            and self.glued(token + 1)
            and self.glued(token + 2)
            and self.lower[token + 2] != "-"
        )
        return before or after

    def in_a_name(self, token: int) -> bool:
        """`token` is an ordinary word with a capital behind another one, as in "Patient Communication"."""
        words = self.abstract.words
        return token - 1 > self.first and words[token].istitle() and words[token - 1].istitle()

    def genitive(self, token: int) -> bool:
        """`token` is the "s" of "the model's", or the apostrophe of "the models'"."""
        if not self.first < token < self.last or self.lower[token] not in _GENITIVE:
            return False
        if token in self.inside or not self.glued(token):
            return False
        if self.lower[token] in APOSTROPHES:
            return self.lower[token - 1][-1] == "s" and token + 1 < self.last and not self.glued(token + 1)
        return self.lower[token - 1] in APOSTROPHES

    def _ends_phrase(self, token: int) -> bool:
        word = self.lower[token]
        if word[0].isalpha() and word not in cues.STOPS and not word.endswith("ly") and word != "relative":
            return False  # most words
        if self.compound(token) or token in self.inside:
            return False
        if word in _MODIFIERS and (token + 1 in self.inside or self.lower[min(token + 1, self.last - 1)] in HEADS):
            return False
        if word in cues.STOPS or (word == "relative" and self.lower[token + 1 : token + 2] == ["to"]):
            return True
        if word[0].isalpha():
            return word.endswith("ly") and word not in cues.NOT_ADVERBS
        if word[0].isdigit():
            return not (self.glued(token) or (token + 1 < self.last and self.glued(token + 1)))
        if word == "-" and "-" in (self.lower[token - 1], self.lower[min(token + 1, self.last - 1)]):
            return True
        return not (word in _GLUE and self.glued(token) and token + 1 < self.last and self.glued(token + 1))

    def phrase_after(self, token: int, limit: int = _RIGHT_LIMIT) -> Span:
        """The noun phrase that begins at `token`: up to a preposition, verb or mark."""
        while token < self.last and self.lower[token] in _OPENERS and not self.compound(token):
            token += 1
        end = token
        stop = min(self.last, token + limit)
        while end < stop:
            if self.lower[end] in _GENITIVE and self.genitive(end):
                token = end + 1
            elif self._ends_phrase(end) and not self.genitive(end + 1):
                break
            end += 1
        return self._trim(token, end)

    def phrase_before(self, token: int, limit: int = 10) -> Span:
        """The noun phrase that ends before `token`."""
        start = token
        stop = max(self.first, token - limit)
        while start > stop and not self._ends_phrase(start - 1) and not self.genitive(start - 1):
            start -= 1
        return self._trim(start, token)

    def _trim(self, start: int, end: int) -> Span:
        while start < end:
            if self.lower[start] in _OF_THE_ART and (art := self._of_the_art(start)):
                start += art
            elif start + 2 < len(self.lower) and self.lower[start + 1] == "-" and self.lower[start + 2] in _LAUDED:
                start += 3
            elif (
                self.lower[start] in UNTOLD
                and not self.compound(start)
                and self.lower[start + 1 : start + 2] != ["@"]
                and not self._tells(start, end)
                and (
                    start not in self.inside
                    or (self.lower[start] in _AVERAGED and self.lower[start + 1 : start + 2] != ["precision"])
                )
            ):
                start += 1
            else:
                break
        while start < end and not self.lower[start][0].isalnum():
            start += 1
        while start < end and not self.lower[end - 1][0].isalnum() and self.lower[end - 1] not in "%^":
            end -= 1
        return start, end

    def _of_the_art(self, token: int) -> int:
        """How many tokens of "state-of-the-art" stand at `token`, which a phrase may begin within; 0 for none."""
        if self.lower[token : token + 7] == _STATE_OF_THE_ART:
            return 7
        if self.lower[token - 1 : token] != ["-"]:
            return 0
        return next((n for n in (5, 3, 1) if self.lower[token : token + n] == _STATE_OF_THE_ART[-n:]), 0)

    def _tells(self, start: int, end: int) -> bool:
        """The adjective names what is measured: "average performance", "overall score"; not "average gain"."""
        if self.lower[start] not in ("average", "overall"):
            return False
        changed = end < self.last and self.lower[end] in _CHANGED
        return not changed and (
            self.lower[end - 1] == "performance" or (end - start == 2 and self.lower[end - 1] in _SCORE_WORDS)
        )

    def with_of(self, span: Span) -> Span:
        """As in "number of rules", "alignment with human judgments", "tokens per query": with its complement."""
        start, end = span
        if not start < end < self.last - 1:
            return span
        head, word = self.lower[end - 1], self.lower[end]
        # "The success rate of Oak" is a success rate; "the rate of falls" says more.
        counted = word == "of" and head in _COUNTED and not (head == "rate" and end - start > 1)
        if not counted and word != "per" and _COMPLEMENTED.get(head) != word:
            return span
        first, last = self.phrase_after(end + 1)
        if counted and first == last == end + 1 and self.lower[end + 1].endswith("s"):
            return start, end + 2  # "number of runs"
        if any(c.isdigit() for word in self.lower[first:last] for c in word):
            return span
        if not counted and (first != end + 1 or self.abstract.words[last - 1] != self.lower[last - 1]):
            return span  # a complement with an article or a name says of which system
        return span if first >= last or self.lower[last - 1] in cues.SYSTEMS else (start, last)

    def with_joined(self, span: Span) -> Span:
        """As in "training and inference time", "encoding and decoding speeds": with what one noun at the end closes."""
        start, end = span
        if not start < end < self.last - 2 or self.lower[end] not in ("and", "&", "or"):
            return span
        first, last = self.phrase_after(end + 1)
        whole = first == end + 1 and last - first >= 2 and self.lower[last - 1] in HEADS
        head = self.lower[end - 1]
        complete = head in HEADS | cues.UNITS or head.endswith("s") or end - start > 2
        if not whole or complete or self.term_in((end - 1, end)) is not None:
            return span
        return (start, last) if all(word[0].isalpha() for word in self.lower[start:last]) else span

    def with_noun_before(self, span: Span) -> Span:
        """As in "number of rules", read from its end: with the noun that says little without this complement."""
        start, end = span
        if not start < end or start - 1 <= self.first or self.lower[start - 1] not in ("of", "per"):
            return span
        noun = self.phrase_before(start - 1)
        return (noun[0], end) if noun[0] < noun[1] and self.with_of(noun) == (noun[0], end) else span

    def term_in(self, span: Span) -> Term | None:
        """The last metric of the registry inside `span`, of which a first word such as "average" may be left out."""
        found = None
        for term in self.metrics:
            if span[0] < term.last <= span[1] and all(self.lower[k] in _AVERAGED for k in range(term.first, span[0])):
                found = term
        return found

    def as_metric(self, span: Span) -> Span | None:
        """The part of a noun phrase that names a metric; None where none does."""
        start, end = max([span[0], *(k + 1 for k in range(span[0], span[1] - 1) if self._counts(k))]), span[1]
        if start >= end:
            return None
        term = self.term_in((start, end))
        if term and term.last - term.first == 1 and self.in_a_name(term.first):
            return None
        if term:
            end = term.last
            while end < span[1] and self.lower[end] in ("@", "-") and end + 1 < span[1] and self.glued(end):
                end += 2
            tail = self.lower[span[1] - 1]
            if end < span[1] and tail not in _TAILS and self._extends(term, end, span[1]):
                end = span[1]
            if self._scored_by_name(start, end):
                end -= 1
            if end - 1 > start and self.lower[end - 1] in ("metric", "metrics"):
                end -= 1
            if self.lower[start:end] == ["metrics"]:
                return None
            return self._without_names(start, end, term.first)
        head = self.lower[end - 1]
        if head in cues.SYSTEMS or head in CHANGE_NOUNS or not head[0].isalpha():
            return None
        if self._scored_by_name(start, end):
            end -= 1
        if head in HEADS:
            return self._without_names(start, end, end - 1)
        return None

    def _counts(self, token: int) -> bool:
        """`token` is the number of what follows: "285M storage", "million tokens", "3.2x FLOPs"; not "3-shot"."""
        word = self.lower[token]
        if word in _MAGNITUDES and not self.compound(token):
            return len(word) > 1 or (self.lower[token - 1][-1].isdigit() and self.glued(token))
        return (
            word[0].isdigit()
            and ("." in word or word[-1] == "x")
            and not (self.glued(token) and self.lower[token - 1] != "/")
        )

    def _scored_by_name(self, start: int, end: int) -> bool:
        """As in "Dice score", "QWX score", "coherence scores": what stands before "score" names the metric."""
        named = end - 2
        if named >= start and self.lower[end - 1] in ("rate", "rates"):
            return self.lower[named] == "accuracy" or self.lower[named - 1] == "@"
        if named < start or self.lower[end - 1] not in _SCORE_WORDS or self.lower[named] in _AVERAGED | {"-"}:
            return False
        if any(mention.first <= named < mention.last for mention in self.mentions):
            return False  # the score of a benchmark
        if self.lower[named].endswith(QUALITIES) or measure_like(self.abstract.words[named]):
            return True
        if self.lower[named - 1] == "@":
            return True
        return any(is_metric(self.abstract.written(k, end - 1)) for k in range(max(start, end - 4), end - 1))

    def _extends(self, term: Term, end: int, last: int) -> bool:
        """A common noun goes on ("data loading", "compute requirements"); an acronym is a metric by itself."""
        words = self.abstract.words[end:last]
        if any((word != word.lower() and word.lower() not in HEADS) or not word[0].isalpha() for word in words):
            return False
        if is_participle(words[-1]) or words[-1] in ("point", "points"):
            return False
        common = self.lower[term.last - 1] in _COUNTED_OR_COMMON or self.lower[term.last - 1].isdigit()
        return words[-1].lower() in HEADS or (len(words) <= 2 and common)

    def _without_names(self, start: int, end: int, head: int) -> Span:
        """Drops names of models and benchmarks before the metric ("LLaVA evaluation accuracy")."""
        for mention in self.mentions:
            if start <= mention.first and mention.last <= head:
                start = max(start, mention.last)
        owners = _PERFORMERS if self.lower[end - 1] == "performance" else _OWNERS
        start = max(
            [start, *(k + 1 for k in range(start, end - 1) if self.lower[k] in owners and not self.compound(k))]
        )
        start, end = self._trim(start, end)
        while end - start > 1 and self._means_the_same(start, end):
            start += 1
        return start, end

    def _means_the_same(self, start: int, end: int) -> bool:
        """As in "mean Dice", "median HD95": without the first word it is the same; not "mean IoU", "mean error"."""
        if (
            self.lower[start] not in ("mean", "median")
            or self.compound(start)
            or self.lower[end - 1].startswith("error")
        ):
            return False
        rest = self.abstract.written(start + 1, end)
        return is_metric(rest) and metric_id(rest) == metric_id(self.abstract.written(start, end))


@dataclass(slots=True)
class Place:
    """A number and what the rules for gains and results ask of the words around it.

    `after` is the token behind the number and its unit, `before` the nearest one left of it that does not merely lead
    in, `word` that one.
    """

    reading: Reading
    score: Score
    after: int
    before: int
    word: str

    @property
    def number(self) -> Number:
        return self.score.number

    @property
    def lower(self) -> list[str]:
        return self.reading.lower

    def follows(self) -> str:
        """The token behind the number; "" at the end of the sentence."""
        return self.lower[self.after] if self.after < self.reading.last else ""

    def is_none(self) -> bool:
        """Notes that the number is neither gain nor result. True, as every rule says that settles a number."""
        self.score.rule = "none"
        return True


def lead_in(reading: Reading, token: int) -> int:
    """The first token, from `token` leftwards, that does not merely lead in to a number ("up to an average of")."""
    lower = reading.lower
    k = token
    for _ in range(9):
        if k < reading.first:
            break
        word = lower[k]
        if k > reading.first and (lower[k - 1], word) in cues.LEAD_IN_PAIRS and k - 1 not in reading.inside:
            k -= 2
        elif word == "perfect" and lower[k - 2 : k] == ["near", "-"]:
            k -= 3
        elif word in cues.LEAD_IN or (word.endswith("ly") and word not in cues.REPORT):
            k -= 1
        else:
            break
    return k


def cue_before(reading: Reading, token: int, words: frozenset[str]) -> int | None:
    """The nearest of `words` left of `token` in the sentence, at most 30 tokens away."""
    lower = reading.lower
    for k in range(token - 1, max(reading.first, token - _LEFT_LIMIT) - 1, -1):
        word = lower[k]
        if word in words and not reading.compound(k) and not (word in cues.COMPARE and k in reading.inside):
            return k
        if word == ";":
            return None
    return None


def phrase_noun_after(reading: Reading, token: int, words: frozenset[str], limit: int = 7) -> int | None:
    """The first of `words` right of `token` before the noun phrase ends."""
    lower = reading.lower
    if lower[token : token + 1] == ["("]:
        token = next((k + 1 for k in range(token, min(reading.last, token + 12)) if lower[k] == ")"), token)
    for k in range(token, min(reading.last, token + limit)):
        word = lower[k]
        if word in words and (not reading.compound(k) or word in CHANGE_NOUNS):
            return k
        modifies = word in _MODIFIERS and reading.lower[min(k + 1, reading.last - 1)] in HEADS
        if word in cues.STOPS and not reading.compound(k) and word not in words and not modifies:
            return None
        if not word[0].isalnum() and not (word in _GLUE and reading.glued(k)) and word not in "()":
            return None
        if word[0].isdigit() and not reading.glued(k):
            return None
    return None


def is_participle(word: str) -> bool:
    """The word behind a noun says what was done with the thing: "data selected", "tokens generated"; not "speed"."""
    return len(word) > 4 and word.endswith("ed") and word[-3] != "e"


GENERIC = word_set("score scores result results value values metric metrics")


# Letters that stand beside numbers and measure nothing: statistics of a score, networks, countries, units.
NO_MEASURES = frozenset(["CI", "SD", "SE", "IQR", "CIs", "DOI", "GPT", "CNN", "ANN", "RNN", "SVM"]).union(
    ["UK", "US", "USA", "EU", "UAE"], ["KB", "MB", "GB", "TB", "PB", "kW", "MW", "GW", "Hz", "kHz", "MHz", "GHz"]
)


# Ends of names of networks, with a letter before them ("OakNet").
_NETWORKS = tuple(letter + end for letter in string.ascii_lowercase for end in ("Net", "GPT", "BERT", "CLIP", "NeRF"))


def measure_like(word: str) -> bool:
    """An acronym such as a measure has: capitals, no digits but after an @; no model."""
    if fold(word) in models() or word in NO_MEASURES or word.lower() in cues.SYSTEMS:
        return False
    if len(word) > 5 and word.lower().endswith("score") and word[0].isupper():
        return True
    if word.endswith(_NETWORKS):
        return False
    if "_" in word:  # "m_tIoU", "AP_50"
        return any(len(part) < len(word) and measure_like(part) for part in word.split("_"))
    letters = word.rstrip("0123456789")
    capitals = sum(c.isupper() for c in letters)
    return (
        2 <= len(word) <= 7
        and letters.isalpha()
        and (capitals >= 2 or (capitals == 1 and len(letters) <= 2 < len(word) + 1 and letters != word))
    )


def is_mentioned(reading: Reading, span: Span) -> bool:
    return any(m.first < span[1] and m.last > span[0] for m in reading.mentions)


REPORTING = cues.REPORT - word_set("with at is was are were over under average set sets show score scores")


def is_acronym(reading: Reading, phrase: Span) -> bool:
    """The phrase is one word that looks like a measure, also with "@5", and is no benchmark."""
    start, end = phrase
    at = end - start == 3 and reading.lower[start + 1] == "@" and reading.lower[end - 1].isdigit()
    if end - start != 1 and not at:
        return False
    return (at or measure_like(reading.abstract.words[start])) and not is_mentioned(reading, phrase)


def reading_of(abstract: Abstract, sentence: Sentence, numbers: Sequence[Number] = ()) -> Reading:
    """A sentence with what stands in it, its numbers not judged yet."""
    metrics = _within(abstract.terms, sentence)
    mentions = _within(abstract.benchmarks, sentence)
    return Reading(abstract, sentence, [Score(number) for number in numbers], metrics, mentions)


def _within(sorted_ones: list[_Placed], sentence: Sentence) -> list[_Placed]:
    """Those of some terms or mentions, sorted by first token, that begin in a sentence."""
    start = bisect_left(sorted_ones, sentence.first, key=_FIRST)
    return sorted_ones[start : bisect_left(sorted_ones, sentence.last, start, key=_FIRST)]
