"""Results: absolute scores that the paper reports.

What belongs here: the columns of a result. What does not: telling results from gains, their metric and
benchmark (scores.py).
"""

from __future__ import annotations

from pipeline.abstract import Abstract
from pipeline.rules.metrics import metric_id, written
from pipeline.rules.reading import Reading, Score


def find(abstract: Abstract) -> None:
    """Notes the results of the sentences that were read (`abstract.readings`)."""
    for reading in abstract.readings:
        for score in reading.scores:
            if score.kind == "result":
                _note(reading, score)


def _note(reading: Reading, score: Score) -> None:
    abstract = reading.abstract
    number = score.number
    metric = written(abstract, score.metric)
    benchmark = abstract.written(*score.benchmark) if score.benchmark else None
    values = [number.value] if number.upper is None else [number.value, number.upper]
    for value in values:
        abstract.add(
            "results",
            score.rule,
            number.start,
            number.end,
            value=-value if number.sign == "-" else value,
            unit="%" if number.unit == "%" else None,
            metric=metric,
            metric_id=metric_id(metric),
            benchmark=benchmark,
            benchmark_id=score.benchmark_id,
            model=None,
            qualifier=number.qualifier,
        )
    number.claimed = "results"
