"""Results: absolute scores that the paper reports.

What belongs here: the columns of a result. What does not: telling results from gains, their metric and
benchmark (scores.py), and the system that scored (systems.py).
"""

from __future__ import annotations

import itertools

from pipeline.abstract import Abstract
from pipeline.rules.metrics import metric_id_in, written
from pipeline.rules.reading import Reading, Score
from pipeline.rules.systems import system_of

# What each rule reads, with an example that it reads so.
RULES = {
    "result_number_metric": 'a number before its metric: "Our model reaches 91.2% accuracy."',
    "result_metric_number": 'a number that a metric leads to: "It has an F1 score of 0.85."',
    "result_metric_beside": 'a metric before a number, with words between: "It reaches accuracy (top-1) 78.2%."',
    "result_score_of": 'a score whose metric is not told: "The model gets a score of 71.3."',
    "result_baseline": 'a number of a baseline: "This is far from the 61.5% baseline."',
    "result_number_acronym": 'a number before letters that look like a metric: "It reaches 71.2% QWX."',
    "result_acronym_number": 'letters like those, before a number: "It reaches an accuracy of 0.83 and QWX of 0.71."',
    "result_number_measure": 'a percentage of a noun that measures: "It reaches 88% mitigation success."',
    "result_equals": 'letters, an equals sign, a number: "Both readers agree (r=0.71)."',
    "result_ranging": 'a range of a noun: "Resolution ranges from 26% to 68%."',
    "result_noun_of": 'a noun and of: "It attains an average harvest of 75.1%."',
    "result_number_in_metric": 'a number, in, a metric: "It scores 45.2 in mAP."',
    "result_on_benchmark": 'a number and where it was reached: "The model scores 81.4% on MMLU."',
    "result_after_benchmark": 'a number behind a benchmark: "It leads on MMLU (81.4%) and GSM8K (90.1%)."',
    "result_bracketed": 'a number in brackets behind a system: "The best is FooNet (71.2%)."',
    "result_bracketed_phrase": 'a noun, then a percentage: "We test. We test more. They fail in planning (41.3%)."',
    "result_reported": 'a percentage after a verb that reports: "We test. We test more. The best tool achieves 71.2%."',
    "result_labelled": 'a percentage behind a label: "We compare two variants (small: 81.2%, large: 84.3%)."',
    "result_changed_to": 'a value that a change leads to: "Tuning raises this to 66.8%."',
    "result_of_cases": 'a share of cases: "We test. We test more. The readers agree in 91% of cases."',
    "result_in_time": 'how long it takes: "The tool maps a house in just 3.2 seconds."',
    "result_share_done": 'a share of what was to be done: "We test it. The tool solves 71% of the puzzles."',
    "result_of_the_time": 'a share of the time: "The tool finds the fault 63% of the time."',
    "result_list": 'a member of a list of results: "It reaches 70.1%, 71.2% and 72.3% accuracy."',
    "result_parallel": 'a number that says it again: "It reaches 81.5% accuracy, compared to 64.2% for the teacher."',
}


def find(abstract: Abstract) -> None:
    """Notes the results of the sentences that were read (`abstract.readings`)."""
    for reading in abstract.readings:
        for score in reading.scores:
            if score.kind == "result":
                _note(reading, score)


def _note(reading: Reading, score: Score) -> None:
    abstract = reading.abstract
    number = score.number
    benchmark = abstract.written(*score.benchmark) if score.benchmark else None
    model = system_of(reading, score)
    values = [number.value] if number.upper is None else [number.value, number.upper]
    # A metric is named twice where an acronym follows its name.
    metrics = dict.fromkeys(written(abstract, span) for span in score.shared or (score.metric,))
    for value, metric in itertools.product(values, metrics):
        abstract.add(
            "results",
            score.rule,
            number.start,
            number.end,
            value=-value if number.sign == "-" else value,
            unit="%" if number.unit == "%" else None,
            metric=metric,
            metric_id=metric_id_in(abstract, reading.sentence, metric),
            benchmark=benchmark,
            benchmark_id=score.benchmark_id,
            model=model,
            qualifier=number.qualifier,
        )
    number.claimed = "results"
