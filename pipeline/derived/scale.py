"""The value of a result in the usual scale of its metric, and how the text writes it.

What belongs here: what 0.84, 84 and 84% are of a metric. What does not: whose result it is (owner.py), and
which metrics there are (rules/data/metrics.jsonl).
"""

from __future__ import annotations

from typing import NamedTuple

import re2

from pipeline.derived.lists import words
from pipeline.derived.measures import SCORE
from pipeline.derived.pieces import Row
from pipeline.patterns import asks

# A percent sign in or right behind a number.
_PERCENT = asks(r"%|\bper ?cent\b")
# A unit right behind a number.
_UNIT = re2.compile(
    r"^(?:~|\\,|\\|\s|-|\$|\{|\}|\bext|\btext|\bmathrm)*(dB|mm|cm|km|m|ms|s|px|pixels?|°|degrees?|deg|seconds?|"
    r"FPS|fps|bpp|voxels?|bpm|mmHg|years?|days?|hours?|minutes?|kWh|kcal|kg)\b"
)
# The rest of a list of numbers, whose unit stands behind the last: "3.1, 2.5, and 4.0 years, respectively".
_OF_LIST = re2.compile(r"^\$?(?:,? (?:and )?\$?[\d.]+\$?)*")
_UNITS = {"pixel": "px", "pixels": "px", "degrees": "°", "degree": "°", "deg": "°", "second": "s", "seconds": "s"} | {
    f"{unit}s": unit for unit in ("year", "day", "hour", "minute")
}
# Metrics of the scale 0-100 that can be more than 100.
_UNBOUNDED = frozenset(["cider", "compression-ratio"])
# A number that is written as a fraction of 1.
_FRACTION = asks(r"[01]?\.\d")


class Scaled(NamedTuple):
    """A value in the usual scale of its metric, its unit, and how it was written (tables.SCALES)."""

    value: float
    unit: str | None
    scale: str


def has_unit(after: str) -> bool:
    """Whether a unit stands right behind a number, glued to it or not."""
    return _UNIT.search(after) is not None


def scaled(result: Row, metric: Row, after: str) -> Scaled | None:
    """The value of a result; None where the text does not tell its scale, or it cannot be one of the metric.

    Takes a row of results, the entry of its metric, and what stands behind the result in its sentence.
    """
    if result["metric_id"] in (None, SCORE):
        score = _score(result)
        if score is None or metric["id"] == SCORE:
            return score
    if metric["id"] in words("vague_metrics.txt") or metric["higher_is_better"] is None:
        return None
    value, text = result["value"], result["text"]
    percent = _PERCENT(text) or (result["unit"] == "%" and abs(value) > 1)
    if metric["scale"] is None:
        return _plain(value, metric, percent, after)
    if not percent and _UNIT.search(after):
        return None  # "4.15 mm accuracy"
    most = 100.0
    if percent:
        hundred, scale = value, "percent"
    elif abs(value) <= 1:
        # 0.9 may be 0.9% where less is better, and a whole number tells nothing.
        if not _FRACTION(text) or not metric["higher_is_better"]:
            return None
        hundred, scale = value * 100, "fraction"
    elif value < 10 and value.is_integer() and "." not in text:
        return None  # "type 2", "in 3 of"
    else:
        hundred, scale = value, "hundred"
        if metric["id"] in _UNBOUNDED:
            if value <= 2:
                return None
            most = 1000.0
    least = -100.0 if metric["scale"] == "0-1" else 0.0
    if not least <= hundred <= most:
        return None
    if metric["scale"] == "0-1":
        return Scaled(_rounded(hundred / 100), None, scale)
    return Scaled(_rounded(hundred), metric["unit"], scale)


def _score(result: Row) -> Scaled | None:
    """The score of a benchmark, as it is written: with a percent sign, or as a number that can be no count."""
    value, text = result["value"], result["text"]
    if _PERCENT(text) or result["unit"] == "%":
        return Scaled(value, "%", "percent") if 0 <= value <= 100 else None
    return Scaled(value, None, "plain") if "." in text else None


def _plain(value: float, metric: Row, percent: bool, after: str) -> Scaled | None:
    """The value of a metric without a scale: as it is, in the unit that stands behind it."""
    if percent or metric["id"] not in words("plain_metrics.txt"):
        return None
    found = _UNIT.search(_OF_LIST.sub("", after, count=1) if "respectively" in after else after)
    unit = found and _UNITS.get(found[1], found[1])
    if metric["id"] == "fps":
        return Scaled(value, None, "plain")
    if metric["unit"] is not None:
        return Scaled(value, metric["unit"], "unit" if unit == metric["unit"] else "plain")
    return Scaled(value, unit, "unit" if unit else "plain")


def _rounded(value: float) -> float:
    """Without the dust of binary fractions: 0.84 times 100 is 84."""
    return round(value, 10)
