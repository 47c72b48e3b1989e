"""The metric that a result is compared by: the one that it names, or the score of its benchmark where it names none.

What belongs here: which entry of the registry it is. What does not: the scale of its values (scale.py), and kinds of
it (variants.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import re2

from pipeline.derived.lists import words
from pipeline.derived.pieces import Row
from pipeline.derived.variants import is_kind
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold, read_data
from pipeline.rules.metrics import lexicon

# The id of what a benchmark scores where the text names no metric: "84.3 on AIME 2024".
SCORE = "score"
# The rules that bind a number to its benchmark without a metric between them.
_DIRECT = frozenset(["result_on_benchmark", "result_after_benchmark", "result_score_of", "result_list"])
_ON = asks(r"^(?:\\?%|\$|\}|\s|/\d+|\([^()]*\))*\s*(?:on|in the|\)|,|/|and\b)")
# A metric as written that is none: "6.59 AP".
_NO_METRIC = asks(r"^[+-]?\d+(?:\.\d+)? ")
# A bare number after such a word is a change, unless a verb that reports stands between.
_CHANGE = re2.compile(
    r"(?i)\b(?:improv\w*|gain\w*|increas\w*|boost\w*|outperform\w*|surpass\w*|exceed\w*|reduc\w*|relative|drops?|"
    r"differences?|contaminat\w*)\b([^;]*)$"
)
_REPORTS = asks(r"(?i)\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|scor(?:es?|ing)|sets?|with|gets?|yield\w*)\b")
# A measure that the registry does not know.
_MEASURE = asks(
    r"(?i)\b(?:ratios?|rates?|errors?|correlations?|coefficients?|distances?|losses|times?|percentages?|probabilit\w+)\b"
)
# Words before a metric that leave it what it is; settings are told by variants.py.
_MEAN = re2.compile(r"(?i)^(?:(?:average|mean|overall|total|test|testing|final|zero-shot|answer)[- ])+")
_PLURAL = re2.compile(r"\b([A-Z]{2,})s\b")
# Words that are metrics in capitals: "20 samples per prompt", "which is best".
_WORDS = frozenset(["adds", "ate", "far", "is", "map", "per", "pro"])
_BETWEEN = str.maketrans(",;()", "    ")  # what stands between words, beside blanks


def measure(result: Row, before: str, after: str) -> Row | None:
    """The entry of the registry of metrics; None where the text does not tell which metric it is.

    Takes a row of results and what stands before and behind it in its sentence.
    """
    if result["metric_id"] in (None, SCORE):
        return metrics()[SCORE] if _is_score(result, before, after) else None
    if result["metric_id"] not in metrics() or result["metric_id"] in words("machine_metrics.txt"):
        return None
    if not is_kind(result["metric"]) or _NO_METRIC(result["metric"]):
        return None
    return metrics()[result["metric_id"]]


def official(metric: Row, result: Row, benchmark: Row) -> Row:
    """The metric that a benchmark's own number goes by, where `metric` is another word for that number; else `metric`.

    Takes entries of the registries, and a row of results. `score` of the benchmark lists the words, the usual one
    first: "62% on SWE-bench Verified", a success rate there and a resolve rate are one number.
    """
    same = benchmark.get("score", ())
    if metric["id"] not in same or (metric["id"] != SCORE and not _is_plain(metric, result["metric"])):
        return metric
    return metrics()[same[0]]


def _is_plain(metric: Row, written: str) -> bool:
    """Whether a metric is written by its name, and not as a kind of it: "localization success rate"."""
    names = {fold(name) for name in (metric["name"], *metric["aliases"])}
    return fold(_MEAN.sub("", written)) in names


def _is_score(result: Row, before: str, after: str) -> bool:
    """Whether a number stands right on its benchmark, in a sentence that names no metric."""
    if result["rule"] not in _DIRECT or (result["metric"] and result["metric_id"] is None):
        return False
    if result["benchmark"] not in before + after or not (_ON(after) or before.endswith("(")):
        return False
    if _MEASURE(before[-120:]):
        return False
    change = _CHANGE.search(before)
    if change and not _REPORTS(change[1]):
        return False
    # "FPRs" is FPR.
    named = {*named_in(_PLURAL.sub(r"\1", before + after))}
    return named <= words("vague_metrics.txt") | words("machine_metrics.txt") | words("needs.txt")


def named_in(text: str) -> Iterator[str]:
    """The ids of the metrics that a few words name."""
    tokens = ["" if token in _WORDS else fold(token) for token in text.translate(_BETWEEN).split()]
    for first in range(len(tokens)):
        for last in range(first + 1, min(first + 5, len(tokens) + 1)):
            found = lexicon().ids.get("".join(tokens[first:last]))
            if found:
                yield found


@cache
def metrics() -> dict[str, Row]:
    """The registry of metrics by id."""
    return {entry["id"]: entry for entry in read_data("metrics.jsonl")}
