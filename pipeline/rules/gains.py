"""Gains: differences, ratios and changes against something else.

What belongs here: the columns of a gain: value, unit, direction, baseline. What does not: telling gains
from results, their metric and benchmark (scores.py).
"""

from __future__ import annotations

from pipeline.abstract import Abstract
from pipeline.rules import cues
from pipeline.rules.metrics import higher_is_better, metric_id
from pipeline.rules.scores import Reading, Score

_LESS = cues.LOWER | cues.DROP_NOUNS | cues.SMALLER
_BETTER = cues.IMPROVE | cues.COMPARE | cues.GAIN_NOUNS | cues.BETTER
_WORSE = cues.WORSE
_BASELINE = frozenset("over than against versus vs vs. to with relative compared from".split())


def find(abstract: Abstract) -> None:
    """Notes the gains of the sentences that were read (`abstract.readings`)."""
    for reading in abstract.readings:
        for score in reading.scores:
            if score.kind == "gain":
                _note(reading, score)


def _note(reading: Reading, score: Score) -> None:
    abstract = reading.abstract
    number = score.number
    last = score.pair or number
    metric = abstract.written(*score.metric) if score.metric else None
    direction, improvement = _direction(reading, score, metric)
    benchmark = abstract.written(*score.benchmark) if score.benchmark else None
    unit = _unit(reading, score)
    value: float | None = number.value
    if score.pair:
        value, score.from_value, score.to_value = None, number.value, score.pair.value
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
        metric_id=metric_id(metric),
        benchmark=benchmark,
        benchmark_id=score.benchmark_id,
        baseline=_baseline(reading, score),
        qualifier=number.qualifier,
    )
    number.claimed = "gains"


def _unit(reading: Reading, score: Score) -> str:
    """The unit of a gain: what is written, points where "absolute" is said or nothing is written."""
    lower = reading.lower
    number = score.number
    last = score.pair or number
    unit = number.unit or last.unit
    near = lower[max(reading.first, number.first - 4) : number.first] + lower[last.last : last.last + 2]
    if unit == "%" and "absolute" in near:
        return "points"
    if unit:
        return unit
    after = lower[last.last] if last.last < reading.last else ""
    if after in cues.UNITS:
        return reading.abstract.words[last.last]
    if "factor" in lower[max(reading.first, number.first - 4) : number.first]:
        return "x"
    return "points"


def _direction(reading: Reading, score: Score, metric: str | None) -> tuple[str, bool | None]:
    """The direction of the measured quantity, and whether that is better."""
    better = higher_is_better(metric)
    number = score.number
    if score.rule.startswith(("gain_retained", "gain_fraction")):
        return "decrease", None
    if score.pair:
        up = score.pair.value > number.value
        return ("increase" if up else "decrease"), (None if better is None else better == up)
    word = reading.lower[score.cue] if score.cue is not None else ""
    if number.sign == "-":
        return "decrease", None if better is None else not better
    if word in _LESS:
        return "decrease", None if better is None else not better
    if word in _WORSE:
        up = better is False
        return ("increase" if up else "decrease"), False
    if word in _BETTER:
        return ("decrease" if better is False else "increase"), True
    return "increase", better


def _baseline(reading: Reading, score: Score) -> str | None:
    lower = reading.lower
    if score.cue is not None and lower[score.cue] in cues.COMPARE:
        phrase = reading.phrase_after(score.cue + 1)
        if phrase[0] < phrase[1]:
            return reading.abstract.written(*phrase)
    start = (score.pair or score.number).last
    for k in range(start, min(reading.last, start + 25)):
        if lower[k] in ("over", "than", "against", "versus", "vs") or (
            lower[k] in ("to", "with") and lower[k - 1] in ("compared", "relative", "comparison")
        ):
            phrase = reading.phrase_after(k + 1)
            if phrase[0] < phrase[1] and not lower[phrase[0]][0].isdigit():
                return reading.abstract.written(*phrase)
    return None
