"""Results: absolute scores that the paper reports.

What belongs here: the columns of a result. What does not: telling results from gains, their metric and
benchmark (scores.py).
"""

from __future__ import annotations

from pipeline.abstract import Abstract
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metrics import metric_id, written
from pipeline.rules.reading import Reading, Score, Span, cue_before, is_mentioned

# Verbs whose subject is what scored.
_REPORTS = word_set(
    """achieve achieves achieved reach reaches reached obtain obtains obtained attain attains attained yield yields
    yielded scores scored get gets got record records recorded report reports reported deliver delivers has had
    demonstrate demonstrates demonstrated produces exhibits shows outperforms outperformed surpasses surpassed
    exceeds exceeded"""
)


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
    model = _model(reading, score)
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
    while start < end and words[start].islower() and not reading.compound(start):
        start += 1
    while end > start and words[end - 1].lower() in cues.SYSTEMS:
        end -= 1
    named = any(any(c.isupper() for c in word) for word in words[start:end])
    if not named or is_mentioned(reading, (start, end)) or reading.term_in((start, end)):
        return None
    return reading.abstract.written(start, end)
