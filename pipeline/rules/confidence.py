"""How sure a fact is by the rule that found it: the figures of data/confidence.json.

They are measured by pipeline/accuracy; here is only how one is looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import orjson

# Where nothing was measured of a whole table.
_UNKNOWN = 0.5


@cache
def measured() -> Mapping[str, float]:
    """The share of right facts by rule, and by table for the rules that none was seen of."""
    figures: dict[str, float] = orjson.loads(files("pipeline.rules").joinpath("data/confidence.json").read_bytes())
    return figures


def confidence(figures: Mapping[str, float], table: str, rule: str) -> float:
    """The probability that a fact which `rule` found for `table` is right."""
    return figures.get(rule, figures.get(table, _UNKNOWN))
