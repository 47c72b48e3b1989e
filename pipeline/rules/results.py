"""Results: absolute scores that the paper reports.

What belongs here: the columns of a result. What does not: telling results from gains, their metric and
benchmark (scores.py).
"""

from __future__ import annotations

import itertools

from pipeline.abstract import Abstract
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metrics import is_metric, metric_id, written
from pipeline.rules.reading import Reading, Score, Span, cue_before, is_mentioned

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

# Verbs whose subject is what scored.
_REPORTS = word_set(
    """achieve achieves achieved reach reaches reached obtain obtains obtained attain attains attained yield yields
    yielded scores scored get gets got record records recorded report reports reported deliver delivers has had
    demonstrate demonstrates demonstrated produces exhibits shows outperforms outperformed surpasses surpassed
    exceeds exceeded"""
)


# What reports a score and is no system: "Extensive trials show 91%".
_UNDERTAKINGS = word_set(
    "trials experiments experiment evaluation evaluations validation study studies analysis tests results findings"
)


# What a name does not begin with, though a phrase may: "the base/large FooNet" is cut at its stroke.
_JOINTS = frozenset("/-–:")


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
    model = _model(reading, score)
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
            metric_id=metric_id(metric),
            benchmark=benchmark,
            benchmark_id=score.benchmark_id,
            model=model,
            qualifier=number.qualifier,
        )
    number.claimed = "results"


def _model(reading: Reading, score: Score) -> str | None:
    """The name of the system that scored: before the bracket of the score, or subject of the verb that reports it."""
    lower = reading.lower
    first = score.number.first
    if first - 2 >= reading.first and lower[first - 1] == "(":
        name = _name(reading, reading.phrase_before(first - 1))
        if name:
            return name
    verb = cue_before(reading, first, _REPORTS)
    while verb is not None and verb > reading.first:
        end = verb
        while end > reading.first and (lower[end - 1] in cues.AUXILIARIES or lower[end - 1].endswith("ly")):
            end -= 1
        phrase = reading.phrase_before(end)
        if phrase[0] < phrase[1]:
            return _name(reading, phrase)
        verb = cue_before(reading, verb, _REPORTS)
    return None


def _name(reading: Reading, phrase: Span) -> str | None:
    """The name that a phrase ends with, from its first word that is not all small; None for a benchmark or metric."""
    words = reading.abstract.words
    start, end = phrase
    while end > start and words[end - 1].lower() in cues.SYSTEMS and not reading.compound(end - 1):
        end -= 1
    # "The best open model FooNet": the name is what follows.
    nouns = [k for k in range(start, end) if words[k] in cues.SYSTEMS and not reading.compound(k)]
    start = nouns[-1] + 1 if nouns else start
    while start < end and (words[start] in _JOINTS or (words[start].islower() and not reading.compound(start))):
        start += 1
    named = any(any(c.isupper() for c in word) for word in words[start:end])
    if not named or is_mentioned(reading, (start, end)) or reading.term_in((start, end)):
        return None
    if words[end - 1].lower() in _UNDERTAKINGS | cues.SHARES or reading.as_metric((start, end)) is not None:
        return None
    name = reading.abstract.written(start, end)
    return None if is_metric(name) else name
