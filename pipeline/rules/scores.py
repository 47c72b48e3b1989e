"""Numbers of a sentence that may be gains or results: what each is, of which metric, on which benchmark.

What belongs here: telling a gain from a result from neither, and binding. What does not: the columns of
the two tables (gains.py, results.py) and the word lists (cues.py).

A number is judged by what stands directly before it (`_before`), directly after it (`_after`) and,
for members of a list, by its neighbours. Every judgement names its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.abstract import Abstract, Mention, Sentence, Term
from pipeline.numbers import WORDS, Number
from pipeline.rules import cues
from pipeline.rules.lexicon import fold, read_data, read_words
from pipeline.rules.metrics import HEADS, is_metric

Span = tuple[int, int]

_JOINERS = frozenset({",", "and", "or", "/", "&", "|", ";", "to"})
_COMPARATIVES = cues.HIGHER | cues.BETTER | cues.FASTER | cues.SMALLER | cues.WORSE | cues.SLOWER
_CHANGE_NOUNS = cues.GAIN_NOUNS | cues.RISE_NOUNS | cues.DROP_NOUNS
CHANGE_VERBS = cues.IMPROVE | cues.RAISE | cues.LOWER
CHANGES = CHANGE_VERBS | _CHANGE_NOUNS | cues.COMPARE | _COMPARATIVES
_GLUE = frozenset("-–/@_^·:")
_SCORE_WORDS = frozenset("score scores value values".split())
# Metrics that are ordinary nouns: a further noun changes what is meant ("ensembling benefit").
_COMMON = frozenset("rendering training inference ensembling reasoning retrieval decoding quality search sampling".split())
_STATE_OF_THE_ART = ["state", "-", "of", "-", "the", "-", "art"]
# Words that some metrics of the registry begin with and that are no part of a metric's shortest name.
_AVERAGED = frozenset("average avg overall test high low highest lowest best".split())
_OPENERS = cues.DETERMINERS | {"required", "needed", "used", "estimated", "reported"}
_UNTOLD = cues.LIGHT | cues.DETERMINERS
_LEFT_LIMIT, _RIGHT_LIMIT = 30, 14


@dataclass(slots=True)
class Score:
    """A number of a sentence, and what was understood of it.

    `kind` is "gain", "result" or ""; `cue` is the token of the word of change, `metric` and `baseline`
    are tokens, `benchmark` is a mention or the tokens of several; `pair` is the number that a "from A to B" ends with.
    """

    number: Number
    kind: str = ""
    rule: str = ""
    cue: int | None = None
    metric: Span | None = None
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

    def glued(self, token: int) -> bool:
        """No blank stands before `token`."""
        return token > self.first and self.abstract.starts[token] == self.abstract.ends[token - 1]

    def compound(self, token: int) -> bool:
        """`token` is part of a hyphenated word."""
        before = token - 1 > self.first and self.lower[token - 1] in "-–" and self.glued(token) and self.glued(token - 1)
        after = (
            token + 2 < self.last and self.lower[token + 1] in "-–" and self.glued(token + 1) and self.glued(token + 2)
        )
        return before or after

    def _ends_phrase(self, token: int) -> bool:
        word = self.lower[token]
        if self.compound(token) or token in self.inside:
            return False
        if word in cues.STOPS:
            return True
        if word[0].isalpha():
            return word.endswith("ly") and word not in cues.NOT_ADVERBS
        if word[0].isdigit():
            return not (self.glued(token) or (token + 1 < self.last and self.glued(token + 1)))
        return not (word in _GLUE and self.glued(token) and token + 1 < self.last and self.glued(token + 1))

    def phrase_after(self, token: int, limit: int = _RIGHT_LIMIT) -> Span:
        """The noun phrase that begins at `token`: up to a preposition, verb or mark."""
        while token < self.last and self.lower[token] in _OPENERS and not self.compound(token):
            token += 1
        end = token
        stop = min(self.last, token + limit)
        while end < stop and not self._ends_phrase(end):
            if self.lower[end] in ("'s", "’s"):
                token = end + 1
            end += 1
        return self._trim(token, end)

    def phrase_before(self, token: int, limit: int = 10) -> Span:
        """The noun phrase that ends before `token`."""
        start = token
        stop = max(self.first, token - limit)
        while start > stop and not self._ends_phrase(start - 1) and self.lower[start - 1] not in ("'s", "’s"):
            start -= 1
        return self._trim(start, token)

    def _trim(self, start: int, end: int) -> Span:
        while start < end:
            if self.lower[start : start + 7] == _STATE_OF_THE_ART:
                start += 7
            elif self.lower[start + 1 : start + 2] == ["-"] and self.lower[start + 2 : start + 3] in (["perfect"], ["leading"]):
                start += 3
            elif self.lower[start] in _UNTOLD and not self.compound(start) and (
                start not in self.inside or (self.lower[start] in _AVERAGED and self.lower[start + 1 : start + 2] != ["precision"])
            ):
                start += 1
            else:
                break
        while start < end and not self.lower[start][0].isalnum():
            start += 1
        while start < end and not self.lower[end - 1][0].isalnum() and self.lower[end - 1] not in "%^":
            end -= 1
        return start, end

    def with_of(self, span: Span) -> Span:
        """"number of rules", "rate of errors": the phrase with its complement."""
        start, end = span
        if start < end < self.last and self.lower[end] == "of" and self.lower[end - 1] in ("number", "amount", "rate", "volume", "percentage", "proportion"):
            return start, self.phrase_after(end + 1)[1]
        return span

    def term_in(self, span: Span) -> Term | None:
        """The last metric of the registry inside `span`."""
        found = None
        for term in self.metrics:
            if term.first >= span[0] and term.last <= span[1]:
                found = term
        return found

    def as_metric(self, span: Span) -> Span | None:
        """The part of a noun phrase that names a metric; None where none does."""
        start, end = span
        if start >= end:
            return None
        term = self.term_in(span)
        if term:
            end = term.last
            while end < span[1] and self.lower[end] in ("@", "-") and end + 1 < span[1] and self.glued(end):
                end += 2
            tail = self.lower[span[1] - 1]
            if end < span[1] and tail not in cues.SYSTEMS | _SCORE_WORDS | _CHANGE_NOUNS and self._extends(term, end, span[1]):
                end = span[1]
            if end - 1 > start and self.lower[end - 1] in _SCORE_WORDS and self.lower[end - 2] != "-" and is_metric(self.abstract.written(start, end - 1)):
                end -= 1
            return self._without_names(start, end, term.first)
        head = self.lower[end - 1]
        if head in cues.SYSTEMS or head in _CHANGE_NOUNS or not head[0].isalpha():
            return None
        if head in HEADS:
            return self._without_names(start, end, end - 1)
        return None

    def _extends(self, term: Term, end: int, last: int) -> bool:
        """A common noun goes on ("data loading", "compute requirements"); an acronym is a metric by itself."""
        words = self.abstract.words[end:last]
        if any(word != word.lower() or not word[0].isalpha() for word in words):
            return False
        return words[-1] in HEADS or (len(words) <= 2 and self.lower[term.last - 1] in cues.COUNTS | _COMMON)

    def _without_names(self, start: int, end: int, head: int) -> Span:
        """Drops names of models and benchmarks before the metric ("LLaVA evaluation accuracy")."""
        for mention in self.mentions:
            if start <= mention.first and mention.last <= head:
                start = max(start, mention.last)
        return self._trim(start, end)



def lead_in(reading: Reading, token: int) -> int:
    """The first token, from `token` leftwards, that does not merely lead in to a number ("up to an average of")."""
    lower = reading.lower
    k = token
    for _ in range(9):
        if k < reading.first:
            break
        word = lower[k]
        if k > reading.first and (lower[k - 1], word) in cues.LEAD_IN_PAIRS:
            k -= 2
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
        if word in words and not reading.compound(k):
            return k
        if word == ";":
            return None
    return None


def _phrase_noun_after(reading: Reading, token: int, words: frozenset[str], limit: int = 7) -> int | None:
    """The first of `words` right of `token` before the noun phrase ends."""
    lower = reading.lower
    for k in range(token, min(reading.last, token + limit)):
        word = lower[k]
        if word in words and (not reading.compound(k) or word in _CHANGE_NOUNS):
            return k
        if word in cues.STOPS and not reading.compound(k) and word not in words:
            return None
        if not word[0].isalnum() and not (word in _GLUE and reading.glued(k)) and word not in "()":
            return None
        if word[0].isdigit() and not reading.glued(k):
            return None
    return None


def judge(reading: Reading) -> None:
    """Tells for every number of a sentence whether it is a gain or a result, in place."""
    scores = [score for score in reading.scores if not score.number.claimed and score.number.sign != "±"]
    for score in scores:
        if not score.kind:
            _pair(reading, score)
        if not score.kind:
            _pair_back(reading, score)
    for score in scores:
        if not score.kind:
            _judge_gain(reading, score)
    for score in scores:
        number = score.number
        near = reading.lower[max(reading.first, number.first - 4) : number.first] + reading.lower[number.last : number.last + 2]
        if score.cue is not None:
            near += reading.lower[max(reading.first, score.cue - 3) : score.cue]
        score.absolute = "absolute" in near
    _join_ranges(reading, scores)
    open_scores = [score for score in scores if score.kind != "pair"]
    _group(reading, open_scores)
    _spread_list(reading, open_scores)
    for score in open_scores:
        if not score.kind and score.rule != "none":
            _judge_result(reading, score)
    _spread_list(reading, open_scores)
    _spread_parallel(reading, open_scores)
    _turn_bracketed(reading, open_scores)
    _merge(reading, open_scores)
    _metric_elsewhere(reading, open_scores)
    _complete_gains(reading, open_scores)


def _pair(reading: Reading, score: Score) -> None:
    """"from 36.2% to 40.7%", "(0.78 to 0.84)", "41% → 87%": a gain of two numbers."""
    index = reading.scores.index(score)
    if index + 1 >= len(reading.scores):
        return
    low, high = score.number, reading.scores[index + 1].number
    if high.claimed or low.upper is not None or high.upper is not None or low.sign == "+" or high.sign == "+":
        return
    lower = reading.lower
    between = lower[low.last : high.first]
    before = lead_in(reading, low.first - 1)
    word = lower[before] if before >= reading.first else ""
    bracketed = low.first > reading.first and lower[low.first - 1] == "("
    if not between:
        return
    arrow = between in (["→"], ["-", ">"], ["–", ">"])
    lead = lead_in(reading, high.first - 1)
    if not arrow and not (lead >= low.last and lower[lead] == "to"):
        return
    if not arrow and len(between) > 1 and (word != "from" or len(between) > 12 or any(w in ";" for w in between)):
        return
    if low.unit and high.unit and low.unit != high.unit:
        return
    if not low.unit and high.unit in ("x", "points"):
        return
    if word == "from" or arrow or (bracketed and between == ["to"]):
        if word == "from":
            k = before - 1
            if k >= reading.first and lower[k] in ("ranging", "ranged", "range", "ranges", "varied", "varying", "varies", "spanning", "scaling", "sizes"):
                return
            if not (low.unit or low.decimals or high.decimals or high.unit) and cue_before(reading, before, CHANGES) is None:
                return
        if low.is_year or high.is_year or low.magnitude or high.magnitude:
            return
        units = [lower[n.last] if n.last < reading.last and lower[n.last] in cues.UNITS else "" for n in (low, high)]
        if all(units) and units[0] != units[1]:
            return
        by = lower[before - 1] if before > reading.first else ""
        score.kind, score.pair = "gain", high
        score.rule = "gain_from_to" if word == "from" else "gain_arrow"
        if by == "by":
            score.kind, score.pair = "", None
            return
        score.cue = cue_before(reading, low.first, CHANGES)
        reading.scores[index + 1].kind = "pair"
        if score.cue is None:
            score.cue = _phrase_noun_after(reading, high.last, CHANGES)
        score.metric = _metric_right(reading, high.last) or _metric_in(reading, high.last, loose=False)
        if score.metric is None and score.cue is not None and score.cue < low.first:
            score.metric = object_metric(reading, score.cue, before)
        if score.metric is None:
            score.metric = reading.as_metric(reading.phrase_before(before))


_BACK = frozenset({("up", "from"), ("down", "from"), ("from",), ("vs",), ("vs", "."), ("versus",), ("up", "from", "the"), ("compared", "to")})


def _pair_back(reading: Reading, score: Score) -> None:
    """"52.6% accuracy (up from 51.2%)", "lifts F1 to 88.1% (vs. 60.4%)", "to 75% from 70%": the former value comes second."""
    index = reading.scores.index(score)
    if index + 1 >= len(reading.scores):
        return
    high, low = score.number, reading.scores[index + 1].number
    if low.claimed or high.upper is not None or low.upper is not None or (high.unit and high.unit != low.unit) or high.sign or low.sign:
        return
    if not (high.unit or high.decimals) or reading.scores[index + 1].kind:
        return
    lower = reading.lower
    between = [word for word in lower[high.last : low.first] if word not in ("(", ",")]
    tail = tuple(between[-3:])
    words = {tail[-n:] for n in (1, 2, 3)}
    if not words & _BACK or len(between) > 7:
        return
    before = lead_in(reading, high.first - 1)
    cue = cue_before(reading, high.first, CHANGE_VERBS)
    explicit = "up" in tail or "down" in tail
    if lower[high.first - 1] == "(" and words & {("vs",), ("versus",), ("vs", ".")}:
        governing = cue_before(reading, high.first, CHANGE_VERBS)
        explicit = governing is not None and reading.phrase_after(governing + 1)[1] >= high.first - 1
    risen = before >= reading.first and lower[before] == "to" and cue is not None and before - cue < 14
    if not (explicit or (risen and between[-1] != "to") or (risen and "compared" in tail)):
        return
    score.kind, score.pair, score.rule = "gain", low, "gain_up_from"
    score.cue = cue if risen else None
    score.metric = _metric_right(reading, high.last)
    if score.metric is None and cue is not None:
        score.metric = object_metric(reading, cue, before)
    if score.metric is None:
        score.metric = _metric_left(reading, before if before >= reading.first and lower[before] in cues.JOINING else before + 1)
    reading.scores[index + 1].kind = "pair"
    score.from_value, score.to_value = low.value, high.value


def _judge_gain(reading: Reading, score: Score) -> None:
    number = score.number
    lower = reading.lower
    before = lead_in(reading, number.first - 1)
    word = lower[before] if before >= reading.first else ""
    after = number.last
    scored = bool(number.unit) or number.decimals or number.sign == "+"

    if number.is_year or (not number.unit and _in_name(reading, number)) or _is_label(reading, number):
        score.rule = "none"
        return
    # "a 15% accuracy improvement", "2.5x reduction", "3.2 points gain"
    measured = after < reading.last and lower[after] in cues.UNITS
    after += measured
    noun = _phrase_noun_after(reading, after, _CHANGE_NOUNS)
    if noun is not None and (number.unit or number.decimals or number.sign or measured) and lower[noun] not in ("lead", "cut", "margin", "margins"):
        score.kind, score.rule, score.cue = "gain", "gain_number_noun", noun
        metric = reading.as_metric((after, noun)) if noun > after else None
        if noun > after and lower[after:noun] in _ADJECTIVES:
            metric = (after, noun + 1)
        if metric is None and noun > after:
            metric = _loose_metric(reading, (after, noun))
        named = metric_after_noun(reading, noun + 1)
        if metric is None or (named is not None and lower[metric[1] - 1] == "performance" and reading.term_in(named)):
            metric = named
        score.metric = metric or ((noun, noun + 1) if lower[noun] in ("speedup", "speed-up", "speedups") else None)
        return
    after = number.last
    # "less than 4% accuracy loss"
    if after + 1 < reading.last and number.unit and lower[after + 1] == "loss" and lower[after] in _LOSABLE:
        score.kind, score.rule, score.cue, score.metric = "gain", "gain_loss", after + 1, (after, after + 1)
        return
    # "80% lower costs", "4x faster", "25% fewer tokens"
    comparative = comparative_after(reading, after)
    if comparative is not None and (number.unit or (number.decimals and not number.word)):
        score.kind, score.rule, score.cue = "gain", "gain_comparative", comparative
        phrase = reading.phrase_after(comparative + 1)
        if phrase[0] < phrase[1]:
            score.metric = reading.as_metric(phrase) or _loose_metric(reading, phrase)
        elif comparative > after:
            score.metric = _loose_metric(reading, (after, comparative))
        else:
            score.metric = _subject(reading, number.first)
        return
    # "saves 75% of training time", "gains 3.4 mAP"
    bounded = {"below", "above", "under"} & set(lower[before : number.first])
    if word in CHANGE_VERBS and number.unit and not bounded and not _past(reading, before):
        score.kind, score.rule, score.cue = "gain", "gain_verb", before
        score.metric = _metric_right(reading, after) or _of_phrase(reading, after) or _metric_in(reading, after)
        if score.metric is None:
            phrase = reading.phrase_after(after)
            score.metric = _loose_metric(reading, phrase) if phrase[0] < phrase[1] else None
        return
    if number.unit == "%" and _is_share(reading, score, before, word):
        score.rule = score.rule or "none"
        return

    # "improves accuracy by 5%", "outperforms X by 2.3 points"
    if word == "by" or (word == "for" and number.decimals and (k := cue_before(reading, before, CHANGE_VERBS)) is not None and before - k < 12):
        cue = cue_before(reading, before, CHANGES)
        factor = "factor" in lower[before : number.first]
        if cue is not None and (scored or number.word or factor or _metric_near(reading, number)):
            score.kind, score.rule, score.cue = "gain", "gain_by", cue
            score.metric = (
                _metric_right(reading, after)
                or _metric_in(reading, after, loose=False)
                or _metric_beside_by(reading, cue, before)
                or object_metric(reading, cue, before)
                or _metric_in(reading, after)
            )
            return
        if number.unit in ("x", "points"):
            score.kind, score.rule = "gain", "gain_by_bare"
            score.metric = _metric_right(reading, after) or _metric_in(reading, after)
            return
    # "improvements of up to 5%", "a reduction in latency of 30%"
    if word == "of" and scored:
        cue = _noun_before_of(reading, before)
        if cue is not None:
            score.kind, score.rule, score.cue = "gain", "gain_noun_of", cue
            score.metric = _metric_right(reading, after) or _between(reading, cue, before) or _metric_in(reading, after) or _noun_modifier(reading, cue)
            return
    # "the gain amounts to 5%", "improvements up to 16%", "reduces tokens up to 25%"
    if scored and (cue := _governor(reading, number, before)) is not None:
        score.kind, score.rule, score.cue = "gain", "gain_governed", cue
        score.metric = _metric_right(reading, after) or _metric_in(reading, after) or object_metric(reading, cue, before + 1)
        return
    # "reduces FLOPs to 28.9%": the share of a cost that is left
    if word == "to" and number.unit == "%" and (cue := cue_before(reading, before, cues.LOWER)) is not None and before - cue < 12:
        metric = reading.as_metric(reading.phrase_before(before))
        if metric is not None and lower[metric[1] - 1] in cues.COUNTS - {"accuracy", "error", "errors", "loss", "performance", "success", "data"}:
            score.kind, score.rule, score.cue, score.metric = "gain", "gain_reduced_to", cue, metric
            return
    # "improves WER between 4% and 7%"
    if word == "between" and scored and (cue := cue_before(reading, before, CHANGE_VERBS)) is not None and before - cue <= 8:
        metric = object_metric(reading, cue, before)
        if metric is not None and reading.phrase_after(cue + 1)[1] >= before - 1:
            score.kind, score.rule, score.cue, score.metric = "gain", "gain_governed", cue, metric
            return
    # "within 1.3% of the teacher"
    if word == "within" and number.unit in ("%", "points") and after < reading.last:
        end = next((k for k in range(after, min(after + 4, reading.last)) if lower[k] == "of"), None)
        if end is not None:
            score.kind, score.rule, score.cue = "gain", "gain_within", before
            score.metric = _metric_right(reading, after) or _noun_modifier(reading, before)
            return
    # "(+4.2%)", "+1.3 mAP"
    if number.sign == "+" and (
        number.unit or number.decimals or _metric_near(reading, number) or cue_before(reading, number.first, CHANGES) is not None
    ):
        score.kind, score.rule = "gain", "gain_signed"
        score.cue = cue_before(reading, number.first, CHANGES)
        score.metric = _metric_right(reading, after) or _metric_in(reading, after)
        if score.metric is None and score.cue is not None:
            score.metric = object_metric(reading, score.cue, before + 1)
        return
    if number.unit == "x":
        if _is_scale(reading, number):
            score.rule = "none"
            return
        score.kind, score.rule = "gain", "gain_times"
        score.cue = cue_before(reading, number.first, CHANGES)
        score.metric = _metric_right(reading, after) or _metric_in(reading, after) or (
            object_metric(reading, score.cue, before + 1) if score.cue is not None else None
        )
        return
    if number.unit == "points":
        cue = cue_before(reading, number.first, CHANGES)
        if cue is not None:
            score.kind, score.rule, score.cue = "gain", "gain_points", cue
            score.metric = _metric_right(reading, after) or _metric_in(reading, after) or object_metric(reading, cue, before + 1)
            return


def _past(reading: Reading, token: int) -> bool:
    """The change is a participle before a noun ("with reduced 5% ...") or the object is a baseline ("over a 95% baseline")."""
    after = reading.scores and next((s for s in reading.scores if s.number.first > token), None)
    return bool(after) and reading.lower[token] in cues.IMPROVE and "over" in reading.lower[token : after.number.first]


_GOVERNED = frozenset("amounts amounting amount ranging ranges range from between reaching reaches reached up to is are was were :".split())


def _governor(reading: Reading, number: Number, before: int) -> int | None:
    """The word of change that governs a number through a word of extent, or through its object and "up to"."""
    lower = reading.lower
    k = before
    if k < reading.first:
        return None
    lead = lower[k + 1 : number.first]
    if lower[k] in _CHANGE_NOUNS and lead and lower[k] not in ("lead", "cut", "margin", "margins", "compression"):
        return k
    steps = 0
    while k > reading.first and lower[k] in _GOVERNED and steps < 3:
        k -= 1
        steps += 1
    if steps and lower[k] in _CHANGE_NOUNS:
        return k
    if lower[k] == "," and k > reading.first and lower[k - 1] in _CHANGE_NOUNS:
        return k - 1
    if "to" in lead or "most" in lead or "least" in lead:
        k = before
        while k > reading.first and lower[k] in ",(":
            k -= 1
        phrase = reading.phrase_before(k + 1)
        if phrase[0] < phrase[1] and phrase[0] > reading.first:
            j = phrase[0] - 1
            while j > reading.first and (lower[j] in cues.DETERMINERS or lower[j].endswith("ly")):
                j -= 1
            if lower[j] in CHANGE_VERBS:
                return j
    return None


def _is_label(reading: Reading, number: Number) -> bool:
    """"a 5-point scale", "SDR @ 2.0 mm", "a risk of 1%)"."""
    lower = reading.lower
    if number.first > reading.first and lower[number.first - 1] == "@":
        return True
    if "ci" in lower[max(reading.first, number.first - 4) : number.first]:
        return True
    if number.last < reading.last and lower[number.last] in ("order", "orders"):
        return True
    return number.unit == "points" and number.last < reading.last and lower[number.last] in ("scale", "likert", "clouds", "cloud")


# What says how a speed-up was measured, not what became faster.
_ADJECTIVES = (["end", "-", "to", "-", "end"], ["wall", "-", "clock"], ["theoretical"], ["practical"])
_LOSABLE = frozenset("accuracy performance quality precision recall score".split())
_UNNAMED = frozenset("of in on for at by to than as".split())


def comparative_after(reading: Reading, after: int) -> int | None:
    """The comparative that a number measures ("80% lower", "4x faster", "2x training faster")."""
    lower = reading.lower
    for k in range(after, min(after + 4, reading.last)):
        word = lower[k]
        if word in _COMPARATIVES or (k == after and word in ("below", "above", "behind", "short")):
            return k
        if word in cues.LIGHT or word in ("as", "of", "-", "times", "the") or word.endswith("ly"):
            continue
        if word in cues.STOPS or not word[0].isalpha() or k > after + 1:
            return None
        if k + 1 < reading.last and lower[k + 1] not in cues.FASTER | cues.SLOWER | {"speed"}:
            return None
    return None


def _subject(reading: Reading, token: int) -> Span | None:
    """The metric that is the subject of "is 30x larger than", "batch size ..., which is 4x smaller"."""
    lower = reading.lower
    k = lead_in(reading, token - 1)
    steps = 0
    while k > reading.first and steps < 3 and lower[k] in ("is", "are", "was", "were", "which", "that", ",", "be"):
        k -= 1
        steps += 1
    if not steps:
        return None
    phrase = reading.phrase_before(k + 1)
    return reading.as_metric(phrase) or _common(reading, phrase)


def _common(reading: Reading, phrase: Span) -> Span | None:
    """A phrase of common nouns alone, at most four."""
    words = reading.abstract.words[phrase[0] : phrase[1]]
    if not 0 < len(words) <= 4 + 2 * words.count("-") or any(w != w.lower() or w[0].isdigit() for w in words):
        return None
    return _loose_metric(reading, phrase)


def _loose_metric(reading: Reading, span: Span) -> Span | None:
    """A noun phrase between a number and a word of change: a metric unless it names a system."""
    start, end = reading._trim(*span)
    while end > start and reading.lower[end - 1] in _COMPARATIVES:
        end -= 1
    if start >= end or end - start > 6 or reading.lower[end - 1] in cues.SYSTEMS or reading.lower[start] == "times":
        return None
    if not any(reading.lower[k][0].isalpha() for k in range(start, end)):
        return None
    for mention in reading.mentions:
        if mention.first < end and mention.last > start:
            return None
    return start, end


def metric_after_noun(reading: Reading, token: int) -> Span | None:
    """"improvement in accuracy", "reduction of training time": the metric after a noun of change."""
    lower = reading.lower
    if token < reading.last and lower[token] == "(":
        token = next((k + 1 for k in range(token, min(token + 9, reading.last)) if lower[k] == ")"), token)
    if token < reading.last and lower[token] in ("in", "of", "on", "for", "to"):
        phrase = reading.phrase_after(token + 1)
        whole = reading.with_of(phrase)
        if whole != phrase:
            return reading._trim(*whole)
        metric = reading.as_metric(phrase)
        if metric and (lower[token] in ("in", "of") or (reading.term_in(phrase) and lower[metric[1] - 1] not in cues.COUNTS)):
            return metric
        if _is_acronym(reading, phrase):
            return phrase
        if lower[token] in ("in", "of"):
            return _lower_loose(reading, phrase)
    return None


def _metric_right(reading: Reading, token: int) -> Span | None:
    """A metric of the registry, or an acronym like one, that directly follows ("2.5% mIoU on ...")."""
    if token < reading.last and reading.lower[token] in cues.UNITS and reading.lower[token] not in ("m", "s", "t"):
        token += 1
    phrase = reading.phrase_after(token)
    return reading.as_metric(phrase) if reading.term_in(phrase) else None


def _metric_in(reading: Reading, token: int, *, loose: bool = True) -> Span | None:
    """"by 20% in accuracy": the metric after a preposition; `loose`: also a phrase of common nouns."""
    lower = reading.lower
    k = token
    while k < reading.last and (lower[k] in ("(", ")", "absolute", "relative", "db", "cm", "mm", "ms") or lower[k].endswith("ly")):
        k += 1
    if k < reading.last and lower[k] in ("in", "on", "of", "for"):
        phrase = reading.phrase_after(k + 1)
        metric = reading.as_metric(phrase)
        if metric and (lower[k] == "in" or reading.term_in(phrase)):
            return metric
        if lower[k] == "in":
            if _is_acronym(reading, phrase):
                return phrase
            return _lower_loose(reading, phrase) if loose else None
    return None


_DOMAINS = frozenset(
    """setting settings domain domains scenario scenarios environment environments case cases condition conditions
    language languages total clutter practice real-world simulation simulations world regime regimes experiments
    addition comparison terms average text texts games game experiments tests videos images""".split()
)


def _lower_loose(reading: Reading, phrase: Span) -> Span | None:
    """A phrase of common nouns that names what is measured ("in task completion", "in segmentation tasks")."""
    start, end = phrase
    if end > start and reading.lower[end - 1] in ("task", "tasks"):
        end -= 1
    if start >= end or reading.lower[end - 1] in _DOMAINS or not reading.lower[end - 1].isalpha() or reading.abstract.words[end - 1] != reading.lower[end - 1]:
        return None
    if any(reading.lower[k] in WORDS or reading.lower[k][0].isdigit() for k in range(start, end)):
        return None
    return _loose_metric(reading, (start, end))


def _metric_near(reading: Reading, number: Number) -> bool:
    return _metric_right(reading, number.last) is not None


def _metric_beside_by(reading: Reading, cue: int, by: int) -> Span | None:
    """"outperforms X in detection quality by 5% and F1 by 3%": a metric right before "by"."""
    phrase = reading.phrase_before(by)
    if phrase[0] >= phrase[1] or phrase[0] - 1 <= cue:
        return None
    if reading.lower[phrase[0] - 1] in ("in", "on", "and", ",", "terms") or reading.lower[phrase[0] - 2] in ("in", "and"):
        return reading.as_metric(phrase)
    return None


def object_metric(reading: Reading, cue: int, end: int) -> Span | None:
    """The metric that a verb of change has as object ("reduces peak memory by") or subject ("accuracy rises by")."""
    lower = reading.lower
    word = lower[cue]
    if word in cues.COMPARE:
        return None
    if word in _CHANGE_NOUNS and word not in CHANGE_VERBS:
        return metric_after_noun(reading, cue + 1) or _noun_modifier(reading, cue)
    if word in _COMPARATIVES and word not in CHANGE_VERBS:
        return reading.as_metric(reading.phrase_after(cue + 1))
    token = cue + 1
    if token < end and lower[token] in ("in", "of"):
        return metric_after_noun(reading, token)
    while token < end and (lower[token].endswith("ly") or lower[token] in ("both", "up", "down")):
        token += 1
    phrase = reading.phrase_after(token)
    phrase = (phrase[0], min(phrase[1], end))
    if phrase[0] < phrase[1]:
        return reading.as_metric(phrase) or _object_loose(reading, phrase)
    k = cue
    while k > reading.first and (lower[k - 1] in cues.AUXILIARIES or lower[k - 1].endswith("ly")):
        k -= 1
    phrase = reading.phrase_before(k)
    return reading.as_metric(phrase) or (_common(reading, phrase) if word in CHANGE_VERBS else None)


def _object_loose(reading: Reading, phrase: Span) -> Span | None:
    found = _loose_metric(reading, phrase)
    if found is None:
        return None
    abstract = reading.abstract
    head = abstract.words[found[1] - 1]
    # A name ("improves Qwen2.5-7B by") is what was improved, not a metric.
    if any(c.isupper() or c.isdigit() for c in head):
        return None
    return found


def _noun_modifier(reading: Reading, noun: int) -> Span | None:
    """"accuracy improvements of": the metric before a noun of change."""
    phrase = reading.phrase_before(noun)
    return reading.as_metric(phrase)


def _noun_before_of(reading: Reading, of: int) -> int | None:
    """The noun of change that "of" belongs to, at most a prepositional phrase away."""
    lower = reading.lower
    k = of - 1
    while k > reading.first and lower[k] in (")", "(") :
        k -= 1
    for k in range(of - 1, max(reading.first, of - 9) - 1, -1):
        word = lower[k]
        if word in _CHANGE_NOUNS and word not in ("lead", "cut", "compression"):
            return k
        if word in CHANGE_VERBS or word in cues.COMPARE or word in ",;" or word[0].isdigit():
            return None
        if word in cues.REPORT and word not in ("over", "at", "with"):
            return None
        if k < of - 1 and word in ("of",):
            return None
    return None


def _between(reading: Reading, cue: int, of: int) -> Span | None:
    if cue + 1 < of and reading.lower[cue + 1] in ("in", "for", "on"):
        phrase = reading.phrase_after(cue + 2)
        return reading.as_metric(phrase) or _loose_metric(reading, phrase)
    return _noun_modifier(reading, cue)


def _of_phrase(reading: Reading, token: int) -> Span | None:
    if token < reading.last and reading.lower[token] in ("of", "in"):
        phrase = reading.phrase_after(token + 1)
        return reading.as_metric(phrase) or _loose_metric(reading, phrase)
    return None


_ONLY = frozenset("only just merely using uses use used requires requiring require with needing needs less than under fewer".split())
_COSTS = frozenset(
    """full original baseline compute budget total cost flops 's required its trainable learnable parameters parameter
    memory storage time latency energy runtime bandwidth""".split()
)
_WHOLE = frozenset("full original baseline baselines teacher performance accuracy upper oracle benefit gains gain dense".split())


def _is_share(reading: Reading, score: Score, before: int, word: str) -> bool:
    """"using only 12% of the training examples", "retains 83% of the accuracy": a kept share, or none of both kinds."""
    lower = reading.lower
    number = score.number
    after = number.last
    if after >= reading.last:
        return False
    if word == ",":
        kept = [lower[k] for k in range(max(reading.first, before - 5), before) if lower[k] in cues.KEEP]
        word = kept[-1] if kept else word
    if lower[after] in ("confidence", "ci", "confidential", "significance", "sparsity", "credible") :
        return True
    if lower[after] == "of":
        start = after + 1
        phrase_end = start
        while phrase_end < min(reading.last, start + 9) and lower[phrase_end] not in (",", ";", ".", "while", "and", "(", "when", "on", "for", "in", "with", "across", "as"):
            phrase_end += 1
        words = set(lower[start:phrase_end])
        head = reading.phrase_after(start)
        plain = word not in cues.KEEP and not words & (_WHOLE - {"performance", "accuracy", "gain", "gains"}) and "'s" not in words
        if word in cues.RETAIN and not (plain and "the" not in words) and (words & _WHOLE or "'s" in words or reading.term_in((start, phrase_end))):
            score.kind, score.rule = "gain", "gain_retained"
            score.kept = True
            score.metric = _share_metric(reading, start, phrase_end)
            return True
        only = {lower[k] for k in range(max(reading.first, number.first - 4), number.first)}
        if head[0] < head[1] and lower[head[1] - 1] in cues.SHARES or words & cues.SHARES:
            if words <= {"the", "all", "cases", "time"}:
                return False
            if only & _ONLY and (words & _COSTS or {"the", "data"} <= words or {"the", "training", "epochs"} <= words):
                score.kind, score.rule, score.kept = "gain", "gain_fraction", True
                score.metric = _share_metric(reading, start, phrase_end)
            return True
        return False
    if word in cues.RETAIN and lower[after] in ("performance", "capability", "quality"):
        score.kind, score.rule, score.metric, score.kept = "gain", "gain_retained", (after, after + 1), True
        return True
    phrase = reading.phrase_after(after, 4)
    if word in cues.RETAIN and "performance" in lower[phrase[0]:phrase[1]] and lower[phrase[1]-1] == "performance":
        score.kind, score.rule, score.metric, score.kept = "gain", "gain_retained", phrase, True
        return True
    if phrase[0] < phrase[1] and lower[phrase[1] - 1] in cues.SHARES:
        return True
    return False


def _share_metric(reading: Reading, start: int, end: int) -> Span | None:
    phrase = (start, end)
    lower = reading.lower
    for k in range(start, end):
        if lower[k] in ("'s", "’s"):
            phrase = (k + 1, end)
    span = reading.phrase_after(phrase[0])
    span = (span[0], min(span[1], end))
    return reading.as_metric(span) or _loose_metric(reading, span)


def _is_version(reading: Reading, number: Number) -> bool:
    """"Gemini 2.5 Pro", "Llama 3.1", "Model 2": a small number behind a name."""
    k = number.first - 1
    if k < reading.first or number.sign or number.value >= 30 or len(number.digits.partition(".")[2]) > 1:
        return False
    word = reading.abstract.words[k]
    return word[0].isupper() and word.isalpha() and k not in reading.inside and k > reading.first


def _is_scale(reading: Reading, number: Number) -> bool:
    """"4x super-resolution", "3 x 3", "10 times per day": no gain."""
    lower = reading.lower
    after = lower[number.last] if number.last < reading.last else ""
    if number.first > reading.first and reading.abstract.words[number.first - 1] in ("×", "x", "@", "at"):
        return number.value <= 64 and reading.abstract.words[number.first - 1] != "at"
    if after in ("super", "upsampling", "downsampling", "upscaling", "magnification", "sr", "zoom", "a", "per", "in", "each", "cross", "more-than") and after not in ("in",):
        return True
    if number.unit == "x" and after.startswith(("a100", "h100", "v100", "gpu", "nvidia", "rtx", "h800", "a800", "schedule")):
        return True
    if number.value == 1 or after in ("separation", "ratio"):
        return True
    if after in ("the", "that", "as") and number.unit == "x":
        return False
    text = reading.abstract.text[number.start : number.end].lower()
    return text.endswith(("fold", "times")) and cue_before(reading, number.first, CHANGES) is None


def _in_name(reading: Reading, number: Number) -> bool:
    """The number is part of a name or a label: "GPT-4.1", "k=5", "Table 3"."""
    abstract = reading.abstract
    start = number.start
    text = abstract.text
    if _is_version(reading, number) or any(m.first <= number.first < m.last for m in reading.mentions):
        return True
    if start and (text[start - 1].isalnum() or text[start - 1] in "_-–/.@"):
        return text[start - 1] != "/" or (start > 1 and not text[start - 2].isdigit() and text[start - 2] != "%")
    end = number.end
    if end < len(text) and text[end].isalpha() and not number.magnitude:
        return text[end : end + 2].lower() not in ("mm", "cm", "ms", "db", "fp", "s ", "hz")
    if end + 1 < len(text) and text[end] == "-" and text[end + 1].isalpha():
        return True
    return number.magnitude != ""


def _judge_result(reading: Reading, score: Score) -> None:
    number = score.number
    lower = reading.lower
    after = number.last
    before = lead_in(reading, number.first - 1)
    word = lower[before] if before >= reading.first else ""
    percent = number.unit == "%"
    scored = percent or number.decimals
    if number.word or number.named or number.unit == "x" or number.magnitude or _is_denominator(reading, number):
        return
    timed = after < reading.last and lower[after] in cues.UNITS and lower[after] != "m"
    # "84.2% accuracy", "47.9 box AP", "39.5 ms latency"
    right = _metric_right(reading, after)
    if right is None and after < reading.last and lower[after] in cues.UNITS:
        right = _metric_right(reading, after + 1) or _metric_in(reading, after + 1)
    if right is not None and _KNOBS & set(lower[right[0] : right[1]]):
        return
    if right is not None and ((percent and lower[right[1] - 1] in cues.SHARES) or lower[right[1] - 1] in ("hours", "days")):
        return
    if right is not None and (scored or not _counted(reading, right)):
        score.kind, score.rule, score.metric = "result", "result_number_metric", right
        return
    # "an F1 score of 0.85", "accuracy: 91%", "FID = 2.1", "mAP (45.2)"
    direct = lower[number.first - 1] if number.first > reading.first else ""
    marked = direct in ("=", ":", "(")
    end = before + 1
    while end > reading.first and (lower[end - 1] in cues.JOINING or lower[end - 1] in "=:(~≈<>≤≥") and reading.first < end - 1:
        end -= 1
    joined = end <= before or marked or direct in "~≈<>≤≥"
    left = _metric_left(reading, end)
    if left is not None and _KNOBS & set(lower[left[0] : left[1]]):
        return
    if left is not None and not joined and lower[left[1] - 1] in ("score", "scores"):
        left, word = None, "scores"
    if left is not None and percent and direct == "(" and lower[left[1] - 1] in cues.SHARES:
        return
    if left is not None and (scored or (joined and (timed or not _counted(reading, left)))):
        score.kind, score.rule = "result", "result_metric_number" if joined else "result_metric_beside"
        score.metric = left
        if lower[left[1] - 1] in _GENERIC and left[1] - left[0] == 1:
            score.rule, score.metric = "result_score_of", None
        return
    if not scored:
        return
    if direct == "=" and before >= reading.first and not _acronym(reading, before):
        return
    if percent and after < reading.last and lower[after] in ("baseline", "baselines"):
        score.kind, score.rule = "result", "result_baseline"
        return
    acronym = reading.phrase_after(after, 4)
    if _is_acronym(reading, acronym):
        score.kind, score.rule, score.metric = "result", "result_number_acronym", acronym
        return
    if percent and after < reading.last and lower[after] == "of" and not {"time", "cases"} & set(lower[after : after + 4]):
        return
    if joined and direct != "(" and end > reading.first and _measure_like(reading.abstract.words[end - 1]) and not _mentioned(reading, (end - 1, end)):
        score.kind, score.rule, score.metric = "result", "result_acronym_number", (end - 1, end)
        return
    if percent and (phrase := reading.phrase_after(after)) and phrase[0] < phrase[1] and lower[phrase[1] - 1] in _MEASURES:
        loose = _loose_metric(reading, phrase)
        if loose is not None:
            score.kind, score.rule, score.metric = "result", "result_number_measure", loose
            return
    if direct == "=" and before >= reading.first and _acronym(reading, before):
        score.kind, score.rule, score.metric = "result", "result_equals", reading.phrase_before(before + 1)
        return
    if lower[end : end + 1] and lower[end] in ("ranging", "ranged", "ranges", "averaged") and end > reading.first:
        loose = _loose_metric(reading, reading.phrase_before(end))
        if loose is not None:
            score.kind, score.rule, score.metric = "result", "result_ranging", loose
            return
    if word == "of":
        phrase = reading.phrase_before(before)
        loose = _loose_metric(reading, phrase)
        if loose and lower[loose[1] - 1] in _GENERIC:
            score.kind, score.rule = "result", "result_score_of"
            score.metric = None if loose[1] - loose[0] == 1 or lower[loose[0]] in ("baseline", "previous", "best") else loose
            return
        reported = phrase[0] - 1 >= reading.first and any(w in _REPORTING for w in lower[max(reading.first, phrase[0] - 4) : phrase[0]])
        named = loose is not None and (reported or "@" in lower[loose[0] : loose[1]] or _measure_like(reading.abstract.words[loose[1] - 1]))
        if loose and (percent or named) and lower[loose[1] - 1] not in cues.SHARES | _SETTINGS:
            score.kind, score.rule, score.metric = "result", "result_noun_of", loose
            return
    metric = _metric_in(reading, after)
    if metric is not None:
        score.kind, score.rule, score.metric = "result", "result_number_in_metric", metric
        return
    if _benchmark_follows(reading, after):
        score.kind, score.rule = "result", "result_on_benchmark"
        return
    if direct in (":", "(", "") or direct in "~≈":
        mention = next((m for m in reading.mentions if m.last in (before + 1, number.first - 1, number.first - 2)), None)
        if mention is not None:
            score.kind, score.rule = "result", "result_after_benchmark"
            return
    closing = lower[after] if after < reading.last else ""
    if direct == "(" and closing in (")", ",", ";") and number.first - 2 >= reading.first and not number.sign:
        name = reading.abstract.words[number.first - 2]
        if any(c.isupper() for c in name) or name.lower() in cues.SYSTEMS:
            score.kind, score.rule = "result", "result_bracketed"
            return
        phrase = reading.phrase_before(number.first - 1)
        if percent and phrase[0] < phrase[1] and closing == ")" and reading.sentence.index > 1 and name.islower():
            if name not in cues.SHARES and name not in _SPLITS and name not in cues.STOPS:
                score.kind, score.rule = "result", "result_bracketed_phrase"
                if not any(s.kind == "result" and s.metric for s in reading.scores if s.number.first < number.first):
                    score.metric = _loose_metric(reading, phrase)
                return
    if percent and word in cues.REPORT and reading.sentence.index > 1:
        score.kind, score.rule = "result", "result_reported"
        phrase = reading.phrase_after(after)
        if phrase[0] < phrase[1] and lower[phrase[1] - 1] not in cues.SYSTEMS:
            score.metric = _loose_metric(reading, phrase)


# A rate or ratio of these is set, not reached.
_KNOBS = frozenset("sparsity pruning masking dropout sampling learning mask noise".split())
_SPLITS = frozenset("training train test testing validation split levels level increments male female".split())
_MEASURES = frozenset(
    """rate rates accuracy accuracies score scores precision recall success agreement coverage similarity correctness
    consistency completion specificity sensitivity fidelity""".split()
)
_GENERIC = frozenset("score scores result results value values metric metrics".split())
_SETTINGS = frozenset("threshold total budget split temperature set size weight p sparsity ratio level rate risk dropout probability".split())


def _is_denominator(reading: Reading, number: Number) -> bool:
    """The top of a scale ("4.8/5.0"), a part of a fraction ("1/10"), or the number of an item ("(2)")."""
    lower, first, last = reading.lower, number.first, number.last
    if number.unit or first - 1 < reading.first or last >= reading.last:
        return False
    if lower[first - 1] == "/" and number.value in (5, 7, 10, 100):
        return True
    if number.decimals:
        return False
    return lower[first - 1] == "/" or lower[last] == "/" or (lower[first - 1] == "(" and lower[last] == ")")


@cache
def _models() -> frozenset[str]:
    return frozenset(fold(name) for name in read_words("models.txt"))


def _measure_like(word: str) -> bool:
    """An acronym such as a measure has: capitals, no digits but after an @; no model."""
    if fold(word) in _models() or word in ("CI", "SD", "SE", "IQR", "CIs", "GPT", "CNN", "RNN", "SVM"):
        return False
    if len(word) > 5 and word.lower().endswith("score") and word[0].isupper():
        return True
    letters = word.rstrip("0123456789")
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(word) <= 7 and letters.isalpha() and (capitals >= 2 or (capitals == 1 and len(letters) <= 2 < len(word) + 1 and letters != word))


def _mentioned(reading: Reading, span: Span) -> bool:
    return any(m.first < span[1] and m.last > span[0] for m in reading.mentions)


def _counted(reading: Reading, metric: Span) -> bool:
    """A whole number before this metric is an amount ("300 turns"), not a score ("45 FPS", "BLEU of 34")."""
    written = reading.abstract.written(*metric)
    return not (any(c.isupper() for c in written) or written in ("fps", "frames per second")) or metric[1] - metric[0] > 4


def _acronym(reading: Reading, token: int) -> bool:
    """"Dice = 0.9", "r=0.96": what stands before the sign is a measure, not a setting ("k=5", "p=0.01")."""
    word = reading.abstract.words[token]
    return word in ("r", "ρ", "κ", "R²", "rho", "kappa") or (len(word) > 1 and any(c.isupper() for c in word))


def _metric_left(reading: Reading, end: int) -> Span | None:
    """The metric whose phrase ends before `end`, an acronym in brackets preferred."""
    lower = reading.lower
    if end - 1 > reading.first and lower[end - 1] == ")":
        start = end - 2
        while start > max(reading.first, end - 9) and lower[start] != "(":
            start -= 1
        inside = (start + 1, end - 1)
        if lower[start] == "(" and inside[0] < inside[1]:
            before = reading.phrase_before(start)
            term = reading.term_in(before)
            known = reading.term_in(inside)
            if known or (term and term.last == before[1]) or reading.as_metric(before):
                if any(c.isupper() for c in reading.abstract.words[inside[0]]) or known:
                    return inside
                return reading.as_metric(before)
        end = start
    phrase = reading.phrase_before(end)
    metric = reading.as_metric(phrase)
    if metric is not None and metric[1] >= phrase[1] - 2:
        return metric
    return None


def _benchmark_follows(reading: Reading, token: int) -> bool:
    lower = reading.lower
    k = token
    while k < reading.last and k < token + 3 and lower[k] in ("on", "in", "for", "the", "(", "and", "overall", "average"):
        k += 1
    return k > token and any(m.first == k for m in reading.mentions)


def _listed(reading: Reading, left: Number, right: Number) -> bool:
    """Two numbers stand in one list: only commas, "and" or brackets of a word or two between them."""
    between = reading.lower[left.last : right.first]
    if not between or len(between) > 7:
        return False
    depth = 0
    plain = 0
    for word in between:
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif depth == 0:
            if word not in _JOINERS and word not in cues.LEAD_IN:
                return False
            plain += 1
    return plain > 0 or len(between) <= 1


def _join_ranges(reading: Reading, scores: list[Score]) -> None:
    """"gains of 2% to 4%", "5x to 12x faster": one gain with an upper end."""
    for score, after in zip(scores, scores[1:], strict=False):
        low, high = score.number, after.number
        between = [word for word in reading.lower[low.last : high.first] if word != "+"]
        if (
            between in (["to"], ["and"])
            and "gain" in (score.kind, after.kind)
            and "pair" not in (score.kind, after.kind)
            and score.pair is None
            and low.upper is None
            and low.value < high.value
            and low.unit == high.unit
            and (between == ["to"] or reading.lower[lead_in(reading, low.first - 1)] == "between")
        ):
            model = score if score.kind == "gain" else after
            score.kind, score.rule, score.cue = model.kind, model.rule, model.cue
            score.metric = score.metric or after.metric
            low.upper, low.end, low.last = high.value, high.end, high.last
            score.metric = score.metric or _metric_right(reading, low.last) or _metric_in(reading, low.last)
            after.kind = "pair"


def _group(reading: Reading, scores: list[Score]) -> None:
    """Numbers the lists that the numbers of a sentence stand in."""
    for k, score in enumerate(scores):
        previous = scores[k - 1] if k else None
        if previous is not None and _listed(reading, previous.pair or previous.number, score.number):
            score.group = previous.group
        else:
            score.group = k + 1


def _spread_list(reading: Reading, scores: list[Score]) -> None:
    """Gives the judgement of a member of a list to the members without one."""
    for k, score in enumerate(scores):
        if score.kind or score.rule == "none":
            continue
        model = next((m for m in scores[k + 1 :] if m.kind and m.group == score.group), None)
        if model is None:
            model = next((m for m in reversed(scores[:k]) if m.kind and m.group == score.group), None)
        if model is not None and model.rule == "gain_comparative" and model.number.first > score.number.last + 1:
            continue
        if model is not None and model.pair is None and _alike(score.number, model.number):
            score.kind, score.rule, score.cue = model.kind, f"{model.kind}_list", model.cue
            own = _metric_right(reading, score.number.last) or _metric_in(reading, score.number.last)
            score.metric = own or model.metric
            score.absolute, score.kept = score.absolute or model.absolute, model.kept


def _spread_parallel(reading: Reading, scores: list[Score]) -> None:
    """Gives the judgement of a number to the next one that says the same again ("5% on A, 6% on B")."""
    for score, after_score in zip(scores, scores[1:], strict=False):
        between = reading.lower[score.number.last : after_score.number.first]
        if score.kind == "gain" and between and between[-1] == "(" and len(between) <= 2 and not after_score.kind.startswith("gain"):
            if after_score.number.last < reading.last and reading.lower[after_score.number.last] == ")" and after_score.number.unit:
                after_score.kind, after_score.rule = "gain", "gain_bracketed"
                after_score.cue, after_score.metric = score.cue, score.metric
    previous = None
    for score in scores:
        again = previous is not None and _parallel(reading, previous, score)
        if again and previous is not None and score.rule != "none":
            after = score.number.last
            reported = any(w in _REPORTING for w in reading.lower[previous.number.last : score.number.first])
            if not score.kind or (score.kind == "result" and previous.kind == "gain" and score.rule in _WEAK and not reported):
                score.kind, score.rule, score.cue = previous.kind, f"{previous.kind}_parallel", previous.cue
                score.metric = _metric_right(reading, after) or _metric_in(reading, after) or previous.metric
                score.absolute = score.absolute or previous.absolute
                score.kept = previous.kept
            elif score.metric is None and score.kind == previous.kind == "result":
                score.metric = previous.metric
        if score.kind:
            previous = score
    later = None
    for score in reversed(scores):
        if score.kind and score.metric is None and later is not None and later.group == score.group:
            score.metric = later.metric
        if score.kind:
            later = score


_REPORTING = cues.REPORT - frozenset("with at is was are were over under average set sets show score scores".split())
_WEAK = frozenset({"result_number_acronym", "result_number_measure", "result_number_metric", "result_number_in_metric", "result_on_benchmark", "result_reported"})


def _complete_gains(reading: Reading, scores: list[Score]) -> None:
    """Gives gains without a metric of their own what the sentence says elsewhere."""
    gains = [score for score in scores if score.kind == "gain"]
    for former, score in zip(gains, gains[1:], strict=False):
        if score.metric is None and former.rule == score.rule == "gain_signed" and _parallel(reading, former, score):
            score.metric = former.metric
    for score in gains:
        if score.metric is None or reading.lower[score.metric[1] - 1] in ("performance", "improvement"):
            score.metric = _in_terms(reading, score) or _in_brackets(reading, score) or score.metric
        if score.metric is None:
            score.metric = _acronym_right(reading, score.number.last)
    _distribute(reading, gains)
    _align(reading, scores)
    for k, score in enumerate(scores):
        if score.kind == "gain" and score.metric is None and k and score.rule in _ECHOES:
            former = scores[k - 1]
            if former.kind and former.metric is not None and _echoes(reading, former, score):
                score.metric = former.metric
    for score in gains:
        if score.metric is not None and reading.lower[score.metric[0] : score.metric[1]] == ["performance"]:
            other = next((s for s in gains if s.group == score.group and s.metric and s.metric != score.metric), None)
            named = other.metric if other else _metric_in(reading, score.number.last)
            score.metric = named or score.metric


_ECHOES = frozenset("gain_noun_of gain_number_noun gain_comparative gain_parallel gain_list gain_signed gain_by".split())


def _echoes(reading: Reading, former: Score, score: Score) -> bool:
    """", a reduction of 13%", "- an improvement of 45%", "and 6.7x faster than": said of the same metric."""
    between = reading.lower[(former.pair or former.number).last : score.number.first]
    if former.kind == "gain":
        if former.cue is None or score.cue is None or len(between) >= 25:
            return False
        words = {reading.lower[former.cue], reading.lower[score.cue]}
        return len(words) == 1 or any(words <= nouns for nouns in (cues.GAIN_NOUNS, cues.RISE_NOUNS, cues.DROP_NOUNS))
    if score.rule == "gain_by" and score.cue is not None and reading.lower[score.cue] in cues.COMPARE:
        return score.cue > former.number.last
    return score.rule in ("gain_noun_of", "gain_number_noun") and any(w in between for w in (",", "-", "–", "—", "("))


def _in_terms(reading: Reading, score: Score) -> Span | None:
    """"in terms of BLEU-4", "as measured by FID", "on the AAD metric", before or after the number."""
    lower = reading.lower
    others = [s.number.first for s in reading.scores if s.number.first > score.number.first and not s.number.named]
    end = min([*others, reading.last])
    for k in (*range(score.number.last, end), *range(score.number.first - 1, reading.first, -1)):
        if k + 2 < reading.last and (lower[k], lower[k + 1]) in (("terms", "of"), ("measured", "by"), ("measured", "in")):
            phrase = reading.phrase_after(k + 2)
            members = [s for s in reading.scores if s.group == score.group and s.kind == "gain"]
            listed = _listed_metrics(reading, k + 2)
            if len(members) > 1 and len(listed) == len(members):
                return listed[members.index(score)]
            return reading.as_metric(phrase) or _loose_metric(reading, phrase)
        if lower[k] in ("metric", "metrics") and k >= score.number.last:
            phrase = reading.phrase_before(k)
            if phrase[0] < phrase[1] and _measure_like(reading.abstract.words[phrase[1] - 1]):
                return phrase
    return None


def _in_brackets(reading: Reading, score: Score) -> Span | None:
    """"+7.6% (mAP)": the metric in the brackets right behind a number."""
    token = score.number.last
    if token + 2 >= reading.last or reading.lower[token] != "(":
        return None
    phrase = reading.phrase_after(token + 1)
    if phrase[1] < reading.last and reading.lower[phrase[1]] == ")":
        return phrase if _is_acronym(reading, phrase) or reading.term_in(phrase) else None
    return None


def _listed_metrics(reading: Reading, token: int) -> list[Span]:
    """The metrics of a list that begins at `token`."""
    spans: list[Span] = []
    for _ in range(6):
        metric = reading.as_metric(phrase := reading.phrase_after(token))
        if metric is None:
            break
        spans.append(metric)
        token = phrase[1]
        while token < reading.last and reading.lower[token] in (",", "and") and token <= phrase[1] + 1:
            token += 1
        if token == phrase[1]:
            break
    return spans


def _acronym_right(reading: Reading, token: int) -> Span | None:
    phrase = reading.phrase_after(token, 4)
    return phrase if _is_acronym(reading, phrase) else None


def _is_acronym(reading: Reading, phrase: Span) -> bool:
    """The phrase is one word that looks like a measure and is no benchmark."""
    words = reading.abstract.words
    return phrase[1] - phrase[0] == 1 and _measure_like(words[phrase[0]]) and not _mentioned(reading, phrase)


def _align(reading: Reading, scores: list[Score]) -> None:
    """"99% accuracy and 98% recall, improvements of 3% and 2%": the gains of a list measure what the results do."""
    groups = sorted({score.group for score in scores if score.kind == "gain"})
    for group in groups:
        members = [score for score in scores if score.group == group and score.kind == "gain"]
        first = scores.index(members[0])
        results = scores[max(0, first - len(members)) : first]
        if len(members) < 2 or len(results) != len(members) or not all(r.kind == "result" and r.metric for r in results):
            continue
        spans = [result.metric for result in results]
        if len(set(spans)) == len(spans) and not any(reading.term_in((m.number.last, m.number.last + 3)) for m in members):
            for member, span in zip(members, spans, strict=True):
                member.metric = span


def _distribute(reading: Reading, gains: list[Score]) -> None:
    """"boosts precision and recall by 7% and 4%": a metric each; by one number: both together."""
    for score in gains:
        if not score.rule.startswith(("gain_by", "gain_from_to")) or score.cue is None or score.metric is None:
            continue
        members = [member for member in gains if member.group == score.group]
        if members[0] is not score:
            continue
        spans = _metric_list(reading, score.cue + 1, score.number.first)
        if len(spans) < 2:
            continue
        if len(spans) == len(members):
            for member, span in zip(members, spans, strict=True):
                member.metric = span
        elif len(members) == 1 and len(spans) == 2:
            score.metric = (spans[0][0], spans[1][1])


def _metric_list(reading: Reading, start: int, end: int) -> list[Span]:
    """The metrics that stand joined by "and" and commas right up to "by"."""
    spans: list[Span] = []
    token = start
    lower = reading.lower
    while token < end:
        while token < end and (lower[token] == "both" or lower[token].endswith("ly")):
            token += 1
        phrase = reading.phrase_after(token)
        metric = reading.as_metric((phrase[0], min(phrase[1], end))) if phrase[1] <= end else None
        if metric is None:
            return []
        spans.append(metric)
        token = phrase[1]
        if lower[token] == ",":
            token += 1
        if token < end and lower[token] in ("and", "&"):
            token += 1
        elif lower[token - 1] != ",":
            break
    if lower[token] == ",":
        token += 1
    return spans if token <= end and lower[token] in ("by", "from") else []


def _metric_elsewhere(reading: Reading, scores: list[Score]) -> None:
    """Gives results without a metric the nearest one of the sentence, those before preferred."""
    for score in scores:
        if score.kind != "result" or score.metric is not None or score.rule in ("result_score_of", "result_on_benchmark"):
            continue
        named = [t for t in reading.metrics if reading.lower[t.last - 1] not in cues.COUNTS and (t.last - t.first > 1 or reading.lower[t.first] not in _GENERIC)]
        earlier = [t for t in named if t.last <= score.number.first]
        later = [t for t in named if t.first >= score.number.last]
        term = earlier[-1] if earlier else later[0] if later else None
        if term is not None:
            phrase = reading.phrase_before(term.last)
            score.metric = reading.as_metric((min(phrase[0], term.first), term.last))


def _turn_bracketed(reading: Reading, scores: list[Score]) -> None:
    """Numbers in brackets that a noun of change leads to are gains ("more moderate gains for finance (5.5%)")."""
    lower = reading.lower
    for score in scores:
        if score.kind != "result" or score.rule not in _IN_BRACKETS or score.number.unit != "%":
            continue
        opening = next((k for k in range(score.number.first - 1, reading.first, -1) if lower[k] in "()"), None)
        if opening is None or lower[opening] == ")":
            continue
        cue = cue_before(reading, opening, _CHANGE_NOUNS | cues.COMPARE | _REPORTING)
        if cue is None or lower[cue] not in _CHANGE_NOUNS:
            continue
        between = set(lower[cue:opening])
        beside = score.rule == "result_metric_beside"
        if beside or not between & {"over", "than", "compared", "from", "against"}:
            score.kind, score.rule, score.cue = "gain", "gain_bracketed_after", cue


_IN_BRACKETS = frozenset(
    """result_bracketed result_bracketed_phrase result_metric_beside result_acronym_number result_parallel result_list
    result_after_benchmark""".split()
)


def _merge(reading: Reading, scores: list[Score]) -> None:
    """Joins a difference and the pair it is the difference of ("+0.8% (90.6% vs. 89.8%)") in one gain."""
    lower = reading.lower
    for k, score in enumerate(scores):
        if score.kind != "gain" or score.pair is not None or score.number.upper is not None:
            continue
        after = score.number.last
        following = scores[k + 1 : k + 3]
        if len(following) == 2 and after < reading.last and following[0].number.first - after <= 3 and "(" in lower[after : following[0].number.first]:
            low, high = following
            between = lower[low.number.last : high.number.first]
            if between and len(between) <= 3 and ({"vs", "versus", "against"} & set(between)):
                score.to_value, score.from_value = low.number.value, high.number.value
                low.kind = high.kind = ""
        pairs = [p for p in scores[max(0, k - 1) : k + 2] if p is not score and p.pair is not None and p.kind == "gain"]
        for pair in pairs:
            assert pair.pair is not None
            low_value, high_value = pair.number.value, pair.pair.value
            if pair.from_value is not None and pair.to_value is not None:
                low_value, high_value = pair.from_value, pair.to_value
            if _is_difference(score.number, low_value, high_value) or (lower[pair.number.first - 1] == "(" and pair.number.first - after <= 2):
                score.from_value, score.to_value = low_value, high_value
                if score.metric is None:
                    score.metric = pair.metric
                pair.kind, pair.rule = "", "none"


def _is_difference(number: Number, low: float, high: float) -> bool:
    difference = abs(high - low)
    if number.unit == "x":
        smaller, larger = sorted((low, high))
        return smaller > 0 and abs(larger / smaller - number.value) <= 0.06 * number.value
    if abs(difference - number.value) <= 0.011 * max(1.0, number.value):
        return True
    return low > 0 and number.unit == "%" and abs(100 * difference / low - number.value) <= 0.6


def _alike(a: Number, b: Number) -> bool:
    same = a.unit == b.unit or {a.unit, b.unit} == {"%", "points"}
    return same and (bool(a.unit) or a.decimals == b.decimals) and not a.is_year and not a.magnitude


_AGAIN = frozenset(", and / ( vs versus followed while ; but than compared".split())


def _parallel(reading: Reading, previous: Score, score: Score) -> bool:
    """"... by 7.1% on A, 6.5% on B": the same said once more, without its word of change."""
    between = reading.lower[(previous.pair or previous.number).last : score.number.first]
    if previous.pair is not None or not _alike(score.number, previous.number) or len(between) > 16:
        return False
    return not any(w in cues.STRONG for w in between) and any(w in _AGAIN for w in between)


def bind_benchmarks(reading: Reading) -> None:
    """Says on which benchmark each gain and result of a sentence stands, in place."""
    scores = [score for score in reading.scores if score.kind and score.kind != "pair"]
    groups: list[list[Score]] = []
    for score in scores:
        if groups and groups[-1][0].group == score.group:
            groups[-1].append(score)
        else:
            groups.append([score])
    waiting: list[Score] = []
    for k, members in enumerate(groups):
        start = members[0].number.first
        end = (members[-1].pair or members[-1].number).last
        left_limit = (groups[k - 1][-1].pair or groups[k - 1][-1].number).last if k else reading.first
        right_limit = groups[k + 1][0].number.first if k + 1 < len(groups) else reading.last
        run, side = _run_for(reading, left_limit, start, end, right_limit, k + 1 == len(groups))
        if not run and k + 1 < len(groups) and _continues(reading, groups[k][-1], groups[k + 1][0]):
            waiting += members
            continue
        if not run:
            run = _run_elsewhere(reading, start)
        for member in waiting:
            _assign([member], run if side == "right" else _run_elsewhere(reading, member.number.first))
        waiting = []
        _assign(members, run)


def _continues(reading: Reading, score: Score, later: Score) -> bool:
    """Two scores share what follows: "an MPJPE of 38 mm and a PA-MPJPE of 31 mm on A"."""
    between = reading.lower[(score.pair or score.number).last : later.number.first]
    return len(between) <= 9 and not any(w in (";", "on", "while", "whereas", "for", "in") or w in _REPORTING for w in between)


def bind_one(reading: Reading, score: Score) -> None:
    """Says on which benchmark a gain without a figure stands."""
    number = score.number
    run, _ = _run_for(reading, reading.first, number.first, number.last, reading.last, True)
    _assign([score], run)


def _bracketed_mention(run: list[Mention], score: Score) -> Mention | None:
    """"2.4% (A)": the mention in the brackets right behind a number."""
    return next((m for m in run if m.first == score.number.last + 1), None)


def _assign(members: list[Score], run: list[Mention]) -> None:
    if not run:
        return
    bracketed = [_bracketed_mention(run, member) for member in members]
    if len(members) > 1 and all(bracketed):
        run = [mention for mention in bracketed if mention]
    if len(run) == len(members):
        for member, mention in zip(members, run, strict=True):
            member.benchmark, member.benchmark_id = (mention.first, mention.last), mention.id
        return
    for member in members:
        member.benchmark = (run[0].first, run[-1].last)
        member.benchmark_id = run[0].id if len(run) == 1 else None


def _runs(reading: Reading, first: int, last: int) -> list[list[Mention]]:
    """The mentions between two tokens, those of one list together."""
    runs: list[list[Mention]] = []
    for mention in reading.mentions:
        if mention.first < first or mention.last > last:
            continue
        if runs:
            between = reading.lower[runs[-1][-1].last : mention.first]
            if len(between) <= 5 and all(w in (",", "and", "&", "/", "the", "both", "or", "dataset", "datasets", "benchmark", "benchmarks") for w in between):
                runs[-1].append(mention)
                continue
        runs.append([mention])
    return runs


def _run_for(
    reading: Reading, left_limit: int, start: int, end: int, right_limit: int, final: bool
) -> tuple[list[Mention], str]:
    lower = reading.lower
    left = _runs(reading, left_limit, start)
    right = _runs(reading, end, right_limit)
    if left and all(w in (":", "(", "=", "of", "at", "by", "to", "dataset", "benchmark", "-", "~", "+", "–", "from", "score", "scores") or w in cues.LEAD_IN for w in lower[left[-1][-1].last : start]):
        return left[-1], "left"
    if right:
        gap = lower[end : right[0][0].first]
        if gap[:1] == [")"]:
            gap = gap[1:]
        # "5% on A", but not "5% … and on B 6%"
        if not any(w in (",", ";", "while", "whereas", ")") for w in gap) and not (left and "and" in gap):
            return right[0], "right"
    if left and (len(left[-1]) == 1 or _frames(reading, left[-1])):
        return left[-1], "left"
    if right and final and ";" not in lower[end : right[0][0].first]:
        return right[0], "right"
    return [], ""


def _frames(reading: Reading, run: list[Mention]) -> bool:
    """"On A and B, …": the run opens a clause that is about it."""
    before = run[0].first - 1
    while before >= reading.first and reading.lower[before] in ("the", "both", "challenging", "popular", "public", "widely", "-", "used"):
        before -= 1
    after = reading.lower[run[-1].last : run[-1].last + 4]
    return before >= reading.first and reading.lower[before] in ("on", "in", "for", "across", "using", "at", "over") and "," in after


def _run_elsewhere(reading: Reading, start: int) -> list[Mention]:
    """The run that the whole sentence is about, or else the last single mention before."""
    runs = _runs(reading, reading.first, start)
    framing = [run for run in runs if _frames(reading, run)]
    if framing:
        return framing[-1]
    return runs[-1] if runs and len(runs[-1]) == 1 else []


def find(abstract: Abstract) -> None:
    """Reads the sentences of an abstract that hold numbers: `abstract.readings`."""
    numbers = abstract.numbers
    k = 0
    for sentence in abstract.sentences:
        own: list[Number] = []
        while k < len(numbers) and numbers[k].first < sentence.last:
            own.append(numbers[k])
            k += 1
        if not own:
            continue
        reading = reading_of(abstract, sentence, own)
        judge(reading)
        bind_benchmarks(reading)
        abstract.readings.append(reading)
    _bind_elsewhere(abstract)


def _metric_of_former(abstract: Abstract) -> None:
    """A result without a metric measures what the last one of the sentence before does."""
    for former, reading in zip(abstract.readings, abstract.readings[1:], strict=False):
        if reading.sentence.index - former.sentence.index != 1:
            continue
        last = next((s for s in reversed(former.scores) if s.kind == "result" and s.metric), None)
        for score in reading.scores:
            if last and score.kind == "result" and score.metric is None and score.number.unit == last.number.unit:
                if score.rule != "result_score_of" and not reading.metrics:
                    score.metric = last.metric


def _bind_elsewhere(abstract: Abstract) -> None:
    """Results of a sentence that names no benchmark stand on the paper's own one, or else on its only one."""
    _metric_of_former(abstract)
    names = {mention.id or mention.name.lower(): mention for mention in reversed(abstract.benchmarks)}
    own = [mention for mention in names.values() if mention.introduced]
    if len(own) == 1:
        only = own[0]
    elif len(names) == 1 and next(iter(names.values())).role == "evaluation":
        only = next(iter(names.values()))
    else:
        return
    if only.id in _corpora():
        return
    for reading in abstract.readings:
        for score in reading.scores:
            if score.kind == "result" and score.benchmark is None and not reading.mentions and only.first < score.number.first:
                score.benchmark, score.benchmark_id = (only.first, only.last), only.id


@cache
def _corpora() -> frozenset[str]:
    """Collections that models are trained on, and that no score is reported on."""
    return frozenset(entry["id"] for entry in read_data("benchmarks.jsonl") if "pretraining" in entry["area"])


def reading_of(abstract: Abstract, sentence: Sentence, numbers: Sequence[Number] = ()) -> Reading:
    """A sentence with what stands in it, its numbers not judged yet."""
    metrics = [t for t in abstract.terms if t.kind == "metric" and sentence.first <= t.first < sentence.last]
    mentions = [m for m in abstract.benchmarks if sentence.first <= m.first < sentence.last]
    return Reading(abstract, sentence, [Score(number) for number in numbers], metrics, mentions)
