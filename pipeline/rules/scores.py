"""Numbers that may be gains or results: the order in which they are judged and bound.

What belongs here: that order. What does not: the rules (gain_rules.py, result_rules.py), what neighbours
say (lists.py), benchmarks (binding.py), and the columns of the two tables (gains.py, results.py).
"""

from __future__ import annotations

from pipeline.abstract import Abstract
from pipeline.numbers import ALONE, SIGNED, SPELT, WORDS, Number
from pipeline.rules import cues
from pipeline.rules.binding import align_benchmarks, bind_benchmarks, bind_elsewhere
from pipeline.rules.gain_rules import find_pair, find_pair_back, judge_gain
from pipeline.rules.lists import (
    complete_gains,
    count_points,
    distribute_results,
    drop_labels,
    gain_in_brackets,
    interval_ends,
    join_differences,
    join_ranges,
    list_results,
    metric_elsewhere,
    number_lists,
    pair_slashed,
    repeat_slashed,
    share_results,
    spread_list,
    spread_parallel,
    telling_metrics,
    turn_bracketed,
    turn_compared,
)
from pipeline.rules.reading import Reading, Score, reading_of
from pipeline.rules.result_rules import is_fraction, judge_result

_SPELT = "|".join(word for word in WORDS if word != "one")
_UNITS = "|".join(unit for unit in sorted(cues.UNITS) if unit.isalpha())
# Sentences that the rules for gains and results need: with a figure, or a number in words that is told as a change.
TRIGGER = (
    (ALONE,),
    (SIGNED,),
    (r"(?i)hundred|thousand",),
    (SPELT, rf"(?i)\b(?:{_SPELT})(?:[\s-]?(?:times|fold|percent))"),
    (SPELT, rf"(?i)\b(?:{_SPELT})\b", rf"(?i)\b(?:by|from|vs|versus|compared|{_UNITS})\b"),
)


def judge(reading: Reading) -> None:
    """Tells for every number of a sentence whether it is a gain or a result, in place."""
    scores = [score for score in reading.scores if not score.number.claimed and score.number.sign != "±"]
    count_points(reading, scores)
    for index, score in enumerate(reading.scores):
        if score.number.claimed or score.number.sign == "±":
            continue
        if not score.kind:
            find_pair(reading, index)
        if not score.kind:
            find_pair_back(reading, index)
    for score in scores:
        if not score.kind and is_fraction(reading, score.number):
            score.rule = "none"
        elif not score.kind:
            judge_gain(reading, score)
    if "absolute" in reading.lower[reading.first : reading.last + 2]:
        for score in scores:
            score.absolute = _is_absolute(reading, score)
    join_ranges(reading, scores)
    open_scores = [score for score in scores if score.kind != "pair"]
    number_lists(reading, open_scores)
    spread_list(reading, open_scores)
    for score in open_scores:
        if not score.kind and score.rule != "none":
            judge_result(reading, score)
    list_results(reading, open_scores)
    gain_in_brackets(reading, open_scores)
    if not any(score.kind for score in scores):
        return  # nothing that could say more of others
    pair_slashed(reading, open_scores)
    spread_list(reading, open_scores)
    spread_parallel(reading, open_scores)
    distribute_results(reading, open_scores)
    share_results(reading, open_scores)
    repeat_slashed(reading, open_scores)
    drop_labels(reading, open_scores)
    turn_bracketed(reading, open_scores)
    turn_compared(reading, open_scores)
    join_differences(reading, open_scores)
    metric_elsewhere(reading, open_scores)
    complete_gains(reading, open_scores)


def _is_absolute(reading: Reading, score: Score) -> bool:
    """As in "an absolute gain of 5%", "5% absolute"; not so a mean absolute error."""
    number = score.number
    near = reading.lower[max(reading.first, number.first - 4) : number.first]
    near += reading.lower[number.last : number.last + 2]
    if score.cue is not None:
        near += reading.lower[max(reading.first, score.cue - 3) : score.cue]
    return "absolute" in near and _ERRORS.isdisjoint(near)


_ERRORS = frozenset(["error", "errors", "difference", "deviation"])


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
        # "AIME 24": what is part of a benchmark's name is no score.
        named = {token for mention in reading.mentions for token in range(mention.first, mention.last)}
        reading.scores = [
            one for one in reading.scores if one.number.first not in named and not _is_else(one, abstract)
        ]
        if ends := interval_ends(reading):
            reading.scores = [one for one in reading.scores if one.number.first not in ends]
        judge(reading)
        if any(score.kind for score in reading.scores):
            bind_benchmarks(reading)
        align_benchmarks(reading)
        abstract.readings.append(reading)
    _metric_of_former(abstract)
    bind_elsewhere(abstract)


# What goes on with the number of a device: "RTX 4090".
_DEVICES = frozenset(["rtx", "gtx", "geforce", "titan", "tesla", "jetson", "radeon", "snapdragon", "ryzen", "xeon"])


def _is_else(score: Score, abstract: Abstract) -> bool:
    """Whether a number is part of a device's name or of an address ("arXiv:2401.12345"), or money ("\\$1,025")."""
    first, start = score.number.first, score.number.start
    if first and (abstract.lower[first - 1] in _DEVICES or "arxiv" in abstract.lower[max(0, first - 2) : first]):
        return True
    written = abstract.raw_span(start, score.number.end)[0]
    return abstract.raw.startswith("\\$", max(0, written - 2), written)


def _metric_of_former(abstract: Abstract) -> None:
    """A result without a metric measures what the last one of the sentence before does."""
    for former, reading in zip(abstract.readings, abstract.readings[1:], strict=False):
        if reading.sentence.index - former.sentence.index != 1:
            continue
        last = next((s for s in reversed(former.scores) if s.kind == "result" and s.metric), None)
        if last is None or telling_metrics(reading):
            continue
        for score in reading.scores:
            bare = score.kind == "result" and score.metric is None and score.rule != "result_score_of"
            if bare and score.number.unit == last.number.unit:
                score.metric = last.metric
