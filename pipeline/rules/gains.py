"""Gains: differences, ratios and changes against something else.

What belongs here: the columns of a gain: value, unit, direction. What does not: telling gains from results, their
metric and benchmark (scores.py), and what they are over (baselines.py).
"""

from __future__ import annotations

from bisect import bisect_left

from pipeline.abstract import Abstract, Sentence
from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.baselines import baseline
from pipeline.rules.binding import bind_one
from pipeline.rules.gain_rules import comparative_after
from pipeline.rules.lexicon import word_set
from pipeline.rules.metric_phrases import loose_metric, metric_after_noun, metric_in, object_metric, subject_metric
from pipeline.rules.metrics import higher_is_better, metric_id, metric_id_in, written
from pipeline.rules.reading import (
    CHANGE_VERBS,
    CHANGES,
    Reading,
    Score,
    Span,
    cue_before,
    lead_in,
    reading_of,
)

# What each rule reads, with an example that it reads so.
RULES = {
    "gain_over": 'a percentage over a baseline: "It reaches up to 8% in accuracy over prior methods."',
    "gain_by": 'a word of change and by: "It improves accuracy by 5%."',
    "gain_by_bare": 'by, and a number that can only be a change: "The score differs by 3 points."',
    "gain_number_noun": 'a number before a noun of change: "We see a 15% accuracy improvement."',
    "gain_noun_of": 'a noun of change and of: "It brings improvements of up to 5.1%."',
    "gain_comparative": 'a number before a comparative: "It needs 25% fewer tokens."',
    "gain_verb": 'a number right behind a verb of change: "It saves 75% of the training time."',
    "gain_governed": 'a word of change and a verb or preposition: "The gain amounts to 5%."',
    "gain_from_to": 'a change from one value to another: "It raises accuracy from 61.2% to 70.4%."',
    "gain_arrow": 'two values and an arrow: "It raises accuracy (61.2% → 70.4%)."',
    "gain_up_from": 'the former value second: "It reaches 52.6% accuracy (up from 51.2%)."',
    "gain_signed": 'a plus before the number: "It leads on MMLU (+4.2%)."',
    "gain_times": 'a ratio: "It has a throughput of 3.1x that of the teacher."',
    "gain_points": 'points and a word of change: "It improves on the baseline, 3.2 points in all."',
    "gain_loss": 'a loss that is small: "It is pruned with less than 4% accuracy loss."',
    "gain_within": 'the distance to another: "It stays within 1.3% of the teacher."',
    "gain_reduced_to": 'the share of a cost that is left: "It reduces FLOPs to 28.9%."',
    "gain_retained": 'the share of a score that is kept: "It retains 83% of the accuracy."',
    "gain_fraction": 'the share of a cost that is enough: "It uses only 40% of the training budget."',
    "gain_orders": 'orders of magnitude: "It is two orders of magnitude faster."',
    "gain_multiplied": 'a verb for two, three or four times, or a half: "It doubles the throughput."',
    "gain_twice": 'twice as much: "It is twice as fast as the teacher."',
    "gain_half": 'by half: "It cuts the latency by half."',
    "gain_part": 'a part of a cost that is enough: "It is trained in one-third the training time of the teacher."',
    "gain_list": 'a member of a list of gains: "It improves accuracy by 5%, 6% and 7%."',
    "gain_parallel": 'a number that says the same again: "It improves accuracy by 5% on MMLU and 6% on GPQA."',
    "gain_bracketed": 'another number for a gain, in brackets: "It improves the error by more than 4.5 cm (43%)."',
    "gain_bracketed_after": 'a noun of change, a number in brackets: "We see smaller gains for planning tasks (5.5%)."',
}

_LESS = frozenset({"loss", "below", "behind", "short"}) | cues.LOWER | cues.DROP_NOUNS | cues.SMALLER
_BETTER = cues.IMPROVE | cues.COMPARE | cues.GAIN_NOUNS | cues.BETTER
_WORSE = cues.WORSE
_SPEED = cues.FASTER | word_set("speedup speedups speed-up speed-ups acceleration accelerations")
_SPOILT = word_set("degrade degrades degraded degrading degradation degradations deterioration")


def find(abstract: Abstract) -> None:
    """Notes the gains of the sentences that were read (`abstract.readings`), and those in words alone."""
    for reading in abstract.readings:
        over = None  # what one gain of a sentence is over, the next one is over, too, unless it says otherwise
        for score in reading.scores:
            if score.kind == "gain":
                over = baseline(reading, score) or over
                for metric in score.shared or (score.metric,):
                    _note(reading, score, metric, over)
    _find_multiples(abstract)


_FACTORS = {"doubl": 2.0, "tripl": 3.0, "quadrupl": 4.0, "halv": 2.0}
_ENDINGS = frozenset(["es", "ed", "ing", "e"])
_COUNTS = {"an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "several": 0, "1": 1, "2": 2, "3": 3, "4": 4}
_PARTS = {"half": 2.0, "third": 3.0, "quarter": 4.0, "fifth": 5.0, "tenth": 10.0}
_MULTIPLES = frozenset(["half", "third", "quarter", "fifth", "tenth", "twice", "magnitude"]) | {
    a + b for a in _FACTORS for b in _ENDINGS
}
# Sentences with gains that are told without a figure; for others, see scores.py.
TRIGGER = ((rf"(?i)\b(?:{'|'.join(sorted(_MULTIPLES))})\b",), (r"\b1/[1-9]",))


def _find_multiples(abstract: Abstract) -> None:
    """Notes gains that are told without a figure: "halves the cost", "twice as fast", "two orders of magnitude"."""
    for sentence in abstract.sentences:
        if "gains" in sentence.triggers:
            for token in range(sentence.first, sentence.last):
                if abstract.lower[token] in _MULTIPLES or _is_fraction(abstract, sentence, token):
                    _note_multiple(abstract, sentence, token)


def _is_fraction(abstract: Abstract, sentence: Sentence, token: int) -> bool:
    """`token` is the stroke of "1/8", not of "11/18"."""
    lower = abstract.lower
    if lower[token] != "/" or not sentence.first < token < sentence.last - 1 or lower[token - 1] != "1":
        return False
    return _denominator(lower[token + 1]) > 1


def _denominator(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 6 else 0


def _note_multiple(abstract: Abstract, sentence: Sentence, token: int) -> None:
    k = bisect_left(abstract.readings, sentence.index, key=lambda reading: reading.sentence.index)
    known = abstract.readings[k : k + 1]
    reading = known[0] if known and known[0].sentence is sentence else reading_of(abstract, sentence)
    word = reading.lower[token]
    score = Score(Number(0.0, abstract.starts[token], abstract.ends[token], token, token + 1, "x"))
    number = score.number
    if word == "magnitude":
        _read_orders(reading, token, score)
    elif word == "twice":
        _read_twice(reading, token, score)
    elif word in _PARTS:
        _read_half(reading, token, score)
    elif word == "/":
        _read_fraction(reading, token, score)
    else:
        _read_verb(reading, token, score)
    if not number.value:
        return
    number.start, number.end = abstract.starts[number.first], abstract.ends[number.last - 1]
    score.kind = "gain"
    bind_one(reading, score)
    _note(reading, score, score.metric, baseline(reading, score))


def _read_twice(reading: Reading, token: int, score: Score) -> None:
    """As in "at twice the throughput", "twice as many steps", "convergence rates twice as high"."""
    lower, number = reading.lower, score.number
    after = lower[token + 1] if token + 1 < reading.last else ""
    if after not in ("as", "the", "that", "faster", "more"):
        return
    number.value, score.rule = 2.0, "gain_twice"
    adjective = lower[token + 2] if after == "as" and token + 2 < reading.last else after
    phrase = reading.phrase_after(token + (1 if after != "as" else 3))
    score.metric = reading.as_metric(phrase) or (loose_metric(reading, phrase) if after == "the" else None)
    if score.metric is None and after == "as":
        score.metric = subject_metric(reading, token)
    number.last = min(token + (3 if after == "as" else 1), reading.last)
    score.cue = token + 2 if adjective in cues.SMALLER else None


def _read_half(reading: Reading, token: int, score: Score) -> None:
    """As in "cuts the latency by half"; without a verb, a part that is enough."""
    lower = reading.lower
    before = lead_in(reading, token - 1)
    led = before >= reading.first and lower[before] in ("by", "in")
    cue = cue_before(reading, before + 1, CHANGE_VERBS) if led else None
    if cue is None:
        _read_part(reading, token, score)
    elif lower[token] == "half" and lower[token + 1 : token + 2] != ["a"]:
        score.number.value, score.rule, score.cue = 2.0, "gain_half", cue
        score.metric = object_metric(reading, cue, before)


_NEARLY = word_set("nearly almost roughly approximately")
# What "double" is a verb behind.
_VERBAL = word_set("to can than") | _NEARLY


def _read_verb(reading: Reading, token: int, score: Score) -> None:
    """As in "halves the cost", "throughput doubled"; not so nouns: "RDF triples", "the two halves"."""
    lower, word = reading.lower, reading.lower[token]
    before, after = lower[token - 1], lower[token + 1] if token + 1 < reading.last else ""
    bare = word in ("double", "triple", "quadruple")
    if (bare and before not in _VERBAL) or before in cues.DETERMINERS or before == "two":
        return
    if reading.compound(token) or (bare and after == "-"):
        return
    metric = object_metric(reading, token, reading.last)
    if metric is None or (metric[1] <= token and not word.endswith("ed")):
        return
    if after not in cues.DETERMINERS and before not in _NEARLY and not reading.term_in(metric):
        return
    factor = next(_FACTORS[stem] for stem in _FACTORS if word.startswith(stem))
    score.number.value, score.rule, score.cue, score.metric = factor, "gain_multiplied", token, metric


# What leads to a part that is enough ("using half the data"), and to a cost alone ("at half the cost").
_ENOUGH = word_set("using uses use requires requiring require needs needing with")
_AT = word_set("at in only just to reaches")


def _read_part(reading: Reading, token: int, score: Score) -> None:
    """As in "using half of the views", "at one-third the training time": the part of a cost that is enough."""
    lower = reading.lower
    if lower[token] == "half" and lower[token + 1 : token + 3] in (["as", "many"], ["as", "much"]):
        phrase = reading.phrase_after(token + 3)
        metric = reading.as_metric(phrase) or loose_metric(reading, phrase)
        score.number.value, score.rule, score.metric, score.kept = 2.0, "gain_part", metric, True
        return
    start = token + 1 + (lower[token + 1 : token + 2] == ["of"])
    if lower[start : start + 1] not in (["the"], ["its"], ["their"]) or lower[token - 1] in ("second", "first", "the"):
        return
    phrase = reading.phrase_after(start)
    whole = reading.with_of(phrase)
    metric = reading.as_metric(phrase) if whole == phrase else whole
    lead = set(lower[max(reading.first, token - 5) : token])
    enough = lead & _ENOUGH - ({"with"} if lower[token + 1] == "of" else set())
    if metric is None and enough and reading.abstract.words[phrase[1] - 1].islower():
        metric = loose_metric(reading, phrase)
    if metric is None or "more" in lead or not lead & (_ENOUGH | _AT):
        return
    number = score.number
    while number.first > reading.first and lower[number.first - 1] in ("one", "-", "a"):
        number.first -= 1
    number.value, score.rule, score.metric, score.kept = _PARTS[lower[token]], "gain_part", metric, True


def _read_fraction(reading: Reading, token: int, score: Score) -> None:
    """As in "using 1/8 of the data", "1/20th the cost", "cuts costs to 1/10 of the old ones": the part that is left."""
    lower, number = reading.lower, score.number
    end = token + 2 + (lower[token + 2 : token + 3] in (["th"], ["rd"], ["nd"]))
    start = end + (lower[end : end + 1] == ["of"])
    if lower[start : start + 1] not in (["the"], ["its"], ["their"]):
        return
    if token - 2 > reading.first and lower[token - 2] == "to":
        metric = reading.as_metric(reading.phrase_before(token - 2))
    else:
        phrase = reading.phrase_after(start)
        whole = reading.with_of(phrase)
        metric = whole if whole != phrase else reading.as_metric(phrase) or loose_metric(reading, phrase)
    if metric is None or "more" in lower[max(reading.first, token - 4) : token]:
        return
    number.first, number.last, number.value = token - 1, end, float(_denominator(lower[token + 1]))
    score.rule, score.metric, score.kept = "gain_part", metric, True


def _read_orders(reading: Reading, token: int, score: Score) -> None:
    """As in "two orders of magnitude fewer": a power of ten."""
    lower, number = reading.lower, score.number
    if token - 3 < reading.first or lower[token - 1] != "of" or lower[token - 2] not in ("order", "orders"):
        return
    count = lower[token - 3]
    if not _COUNTS.get(count):
        return
    number.first, number.value, score.rule = token - 3, 10.0 ** _COUNTS[count], "gain_orders"
    least = _COUNTS.get(lower[token - 5], 0) if lower[token - 4] == "to" else 0
    if 0 < least < _COUNTS[count]:
        number.first, number.value, number.upper = token - 5, 10.0**least, number.value
    comparative = comparative_after(reading, token + 1)
    before = lead_in(reading, number.first - 1)
    if comparative is not None:
        score.cue = comparative
        phrase = reading.phrase_after(comparative + 1)
        score.metric = reading.as_metric(phrase) or loose_metric(reading, phrase)
        return
    cue = cue_before(reading, token - 3, CHANGES)
    if lower[token + 1 : token + 2] in (["improvement"], ["reduction"], ["increase"], ["speedup"], ["decrease"]):
        score.cue = token + 1
        score.metric = metric_after_noun(reading, token + 2)
        return
    if cue is None:
        number.value = 0.0
        return
    score.cue = cue
    score.metric = metric_in(reading, token + 1, loose=False) or object_metric(reading, cue, before)


def _note(reading: Reading, score: Score, measured: Span | None, over: str | None) -> None:
    abstract = reading.abstract
    number = score.number
    last = score.pair or number
    metric = written(abstract, measured)
    value: float | None = number.value
    if score.pair:
        value = None
        if score.from_value is None:
            score.from_value, score.to_value = number.value, score.pair.value
    direction, improvement = _direction(reading, score, metric)
    benchmark = abstract.written(*score.benchmark) if score.benchmark else None
    unit = _unit(reading, score)
    abstract.add(
        "gains",
        score.rule,
        number.start,
        last.end,
        value=value,
        value_max=None if score.pair else number.upper,
        from_value=score.from_value,
        to_value=score.to_value,
        unit=unit,
        direction=direction,
        improvement=improvement,
        metric=metric,
        metric_id=_metric_id(reading, score, metric, direction),
        benchmark=benchmark,
        benchmark_id=score.benchmark_id,
        baseline=over,
        qualifier=number.qualifier,
    )
    number.claimed = "gains"


def _is_ratio(reading: Reading, score: Score) -> bool:
    """What is measured is a ratio or rate of compression, and so no size."""
    return score.metric is not None and reading.lower[score.metric[1] - 1] in ("ratio", "ratios", "rate", "rates")


def _metric_id(reading: Reading, score: Score, metric: str | None, direction: str) -> str | None:
    """The id of what changed in a direction: "3x faster inference time" tells a speed, "8x compression" a size."""
    known = metric_id_in(reading.abstract, reading.sentence, metric)
    word = reading.lower[score.cue] if score.cue is not None else ""
    if word == "compression" and direction == "decrease":
        return None  # what is known by this name grows
    if metric is None or word not in _SPEED or direction == "decrease":
        return known
    return metric_id(f"{metric.removesuffix(' time')} speed") if higher_is_better(metric) is not True else known


def _unit(reading: Reading, score: Score) -> str:
    """The unit of a gain: what is written, points where "absolute" is said or nothing is written."""
    lower = reading.lower
    number = score.number
    last = score.pair or number
    unit = number.unit or last.unit
    if unit == "%" and score.absolute:
        return "points"
    if unit:
        return unit
    after = lower[last.last] if last.last < reading.last else ""
    if after in cues.UNITS and lower[last.last + 1 : last.last + 2] != ["&"]:
        return reading.abstract.words[last.last]
    if after.startswith("speed") or "factor" in lower[max(reading.first, number.first - 4) : number.first]:
        return "x"
    return "points"


def _direction(reading: Reading, score: Score, metric: str | None) -> tuple[str, bool | None]:
    """The direction of the measured quantity, and whether that is better."""
    better = higher_is_better(metric)
    number = score.number
    if score.kept or score.rule == "gain_reduced_to":
        return ("increase" if score.kept and number.unit == "%" and number.value > 100 else "decrease"), None
    word = reading.lower[score.cue] if score.cue is not None else ""
    if score.pair and score.from_value is not None and score.to_value is not None:
        up = score.to_value > score.from_value
        told = True if word in _BETTER else False if word in _SPOILT | _WORSE else None
        return ("increase" if up else "decrease"), (told if better is None else better == up)
    if word in _SPEED:
        return "increase", True  # a time that is "12x faster" is no longer
    if word == "compression":
        return ("increase", better) if _is_ratio(reading, score) else ("decrease", True)
    if score.rule == "gain_half" or word.startswith("halv"):
        return "decrease", None if better is None else not better
    if number.sign == "+" and word not in _BETTER:
        return "increase", better
    if number.sign == "-" or (number.unit == "x" and number.value < 1):
        return "decrease", None if better is None else not better
    if score.to_value is not None and score.from_value is not None and score.to_value < score.from_value:
        return "decrease", None if better is None else not better
    if word in _SPOILT:
        return ("increase" if better is False else "decrease"), False
    if word in _LESS:
        return "decrease", None if better is None else not better
    if word in _WORSE or word == "within":
        up = better is False
        return ("increase" if up else "decrease"), False
    if word in _BETTER:
        return ("decrease" if better is False else "increase"), True
    return "increase", better
