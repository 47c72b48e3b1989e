"""What the rules understand of results, as a small grammar: ways to tell a score, with each form of its parts.

What belongs here: a construction, or a form of a metric, number or place, that holds with all the others. What does
not: single sentences, and numbers that are none (test_rules_results.py).
"""

from __future__ import annotations

import itertools

import pytest

from pipeline.extract import read_abstract

# `place` brings its own blank, or is empty.
CONSTRUCTIONS = [
    "Willow achieves a {metric} of {number}{place}.",
    "The best of them attains {number} {metric}{place}.",
    "Our method reaches {number}{place} in terms of {metric}.",
    "Experiments show that Willow scores {number} in {metric}{place}.",
    "It is simple, achieving a {metric} of {number}{place}.",
    "It is simple, yielding {number} {metric}{place}, ahead of all others.",
    "It does well, with a {metric} of {number}{place}.",
    "It does well, with {metric} reaching {number}{place}.",
    "It does well, with {metric} as high as {number}{place}.",
    "The {metric} is {number}{place}.",
    "The {metric} of Willow reaches {number}{place}.",
    "Its {metric} stands at {number}{place}.",
    "Willow's {metric} is {number}{place}.",
    "A {metric} of {number} is achieved{place}.",
    "Willow does well{place} ({metric}: {number}).",
    "Willow does well{place} ({metric} = {number}).",
    "Willow does well{place} ({metric} of {number}).",
    "Willow does well{place} ({number} {metric}).",
    "Willow shows a high {metric} ({number}){place}.",
    "Willow has the highest {metric} of {number}{place}.",
    "Willow raises the {metric} to {number}{place}.",
    "The {metric} increases to {number}{place}.",
    "The {metric} drops to {number}{place}.",
    "The {metric} of all others falls below {number}{place}.",
    "It prunes twigs, bringing {metric} to {number}{place}.",
    "Willow has a {metric} exceeding {number}{place}.",
    "Willow uses a loss that yields a {metric} of {number}{place}.",
    "For the largest tree, the {metric} is {number}{place}.",
    "With a frozen root, it obtains {number} {metric}{place} while using few leaves.",
]
METRICS = [
    ("accuracy", "accuracy"),
    ("top-1 accuracy", "top-1 accuracy"),
    ("mIoU", "mIoU"),
    ("F1 score", "F1"),
    ("mean average precision", "mean average precision"),
    ("Recall@10", "Recall@10"),
    ("success rate", "success rate"),
    ("leaf retrieval accuracy", "leaf retrieval accuracy"),
    ("task completion rate", "task completion rate"),
    ("tracking metric HOTA", "HOTA"),
]
NUMBERS = [
    ("71.2%", 71.2, "%"),
    ("83\\%", 83.0, "%"),
    ("$64.5\\%$", 64.5, "%"),
    ("77.1 percent", 77.1, "%"),
    ("0.812", 0.812, None),
    ("nearly 90%", 90.0, "%"),
    ("about 0.64", 0.64, None),
]
PLACES = [
    ("", None),
    (" on ImageNet", "ImageNet"),
    (" on the BirchStack dataset", "BirchStack"),
    (" on the test split of the BirchStack benchmark", "BirchStack"),
]


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_a_score_is_bound_to_its_metric_and_benchmark_however_it_is_told(construction: str) -> None:
    for (metric, named), (number, value, unit), (place, benchmark) in zip(
        METRICS, itertools.cycle(NUMBERS), itertools.cycle(PLACES), strict=False
    ):
        text = construction.format(metric=metric, number=number, place=place)
        facts = read_abstract(f"We grow trees. We cut them. {text}").facts.get("results", [])
        found = [tuple(fact.values[name] for name in ("value", "unit", "metric", "benchmark")) for fact in facts]
        assert found == [(value, unit, named, benchmark)], text


ON_TWO = [
    "Willow reaches 71.2% {metric} on MMLU and 64.1% on BirchBench.",
    "Willow has a {metric} of 71.2% on MMLU and 64.1% on BirchBench.",
    "Willow has a {metric} of 71.2% and 64.1% on MMLU and BirchBench, respectively.",
    "On MMLU and BirchBench, Willow has a {metric} of 71.2% and 64.1%, respectively.",
    "Willow has a high {metric} on MMLU (71.2%) and BirchBench (64.1%).",
    "Willow has a high {metric} (71.2% on MMLU, 64.1% on BirchBench).",
]


@pytest.mark.parametrize("construction", ON_TWO)
def test_scores_on_two_benchmarks_are_told_apart(construction: str) -> None:
    for metric, named in METRICS:
        text = construction.format(metric=metric)
        facts = read_abstract(f"We grow trees. We cut them. {text}").facts.get("results", [])
        found = [tuple(fact.values[name] for name in ("value", "metric", "benchmark")) for fact in facts]
        assert found == [(71.2, named, "MMLU"), (64.1, named, "BirchBench")], text
