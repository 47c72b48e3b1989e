"""What the rules for gains understand, as a grammar: constructions, and the forms that may stand in their places.

Each construction is tried with each form of metric, number and place; a row that fails names the sentence. Single
sentences with something peculiar belong into test_rules_gains.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from pipeline.extract import read_abstract

Told = tuple[float, str, str | None, str | None]

# As written in the text, and as the column should name it.
RAISED = {
    "accuracy": "accuracy",
    "F1": "F1",
    "mIoU": "mIoU",
    "Recall@10": "Recall@10",
    "mean average precision": "mean average precision",
    "perceptual quality": "perceptual quality",
    "task completion rate": "task completion rate",
    "retrieval accuracy": "retrieval accuracy",
}
LOWERED = {
    "latency": "latency",
    "WER": "WER",
    "word error rate": "word error rate",
    "collision rate": "collision rate",
    "energy consumption": "energy consumption",
    "peak memory usage": "peak memory usage",
    "FLOPs": "FLOPs",
    "annotation effort": "annotation effort",
}
# A number with its unit, by the place that it fills: an amount ("by 5%") or an adjective ("a 5% gain").
AMOUNTS = {
    "12.5%": "%",
    "12.5\\%": "%",
    "$12.5\\%$": "%",
    "12.5 percent": "%",
    "12.5 percentage points": "points",
    "12.5 points": "points",
    "up to 12.5%": "%",
    "about 12.5%": "%",
    "more than 12.5%": "%",
}
BEFORE_NOUN = {"12.5%": "%", "12.5\\%": "%", "12.5-point": "points", "12.5 percentage point": "points"}
RATIOS = {"12.5x": "x", "12.5 times": "x", "$12.5\\times$": "x", "12.5-fold": "x", "12.5×": "x"}
# Where it was measured, and what follows.
PLACES = {
    "": None,
    " on ImageNet": "ImageNet",
    " on the LeafStack dataset": "LeafStack",
    " on the COCO test set": "COCO",
    " on LeafBench over the previous best method": "LeafBench",
    ", while keeping the model small": None,
    " compared to the strongest baseline": None,
}

SINGLE = [
    ("Willow improves {metric} by {number}{place}.", RAISED, AMOUNTS),
    ("OakNet raises the {metric} by {number}{place}.", RAISED, AMOUNTS),
    ("Willow reduces the {metric} by {number}{place}.", LOWERED, AMOUNTS),
    ("The {metric} is reduced by {number}{place}.", LOWERED, AMOUNTS),
    ("Tests show that the {metric} drops by {number}{place}.", LOWERED, AMOUNTS),
    ("We drop branches that are never used, improving {metric} by {number}{place}.", RAISED, AMOUNTS),
    ("Willow uses a sampler that improves {metric} by {number}{place}.", RAISED, AMOUNTS),
    ("Compared to OakNet, Willow improves {metric} by {number}{place}.", RAISED, AMOUNTS),
    ("Willow outperforms OakNet by {number} in {metric}{place}.", RAISED, AMOUNTS),
    ("Willow outperforms OakNet by {number} in terms of {metric}{place}.", RAISED, AMOUNTS),
    ("Willow outperforms OakNet by a margin of {number} in {metric}{place}.", RAISED, AMOUNTS),
    ("Willow achieves an improvement of {number} in {metric}{place}.", RAISED, AMOUNTS),
    ("Willow achieves an improvement in {metric} of {number}{place}.", RAISED, AMOUNTS),
    ("Willow achieves {metric} gains of {number}{place}.", RAISED, AMOUNTS),
    ("All models suffer a {metric} drop of {number}{place}.", RAISED, AMOUNTS),
    ("Willow yields a {number} improvement in {metric}{place}.", RAISED, BEFORE_NOUN),
    ("Willow yields a {number} {metric} improvement{place}.", RAISED, BEFORE_NOUN),
    ("We drop branches, yielding a {number} reduction in {metric}{place}.", LOWERED, BEFORE_NOUN),
    ("Willow yields a {number} {metric} reduction{place}.", LOWERED, BEFORE_NOUN),
    ("Willow has {number} lower {metric}{place}.", LOWERED, RATIOS | {"12.5%": "%"}),
    ("Willow has {number} higher {metric}{place}.", RAISED, RATIOS | {"12.5%": "%", "12.5 points": "points"}),
    ("Willow reduces the {metric} by {number}{place}.", LOWERED, RATIOS),
    ("Willow yields a {number} reduction in {metric}{place}.", LOWERED, RATIOS),
]

LISTED = [
    ("Willow improves {X} by 1.5%, {Y} by 2.5%, and {Z} by 3.5%.", RAISED),
    ("Willow improves the {X} by 1.5%, the {Y} by 2.5%, and the {Z} by 3.5%.", RAISED),
    ("The {X} is reduced by 1.5%, the {Y} by 2.5%, and the {Z} by 3.5%.", LOWERED),
    ("Willow cuts {X} by 1.5%, lowers {Y} by 2.5%, and shrinks {Z} by 3.5%.", LOWERED),
    ("Willow improves {X}, {Y}, and {Z} by 1.5%, 2.5%, and 3.5%, respectively.", RAISED),
    ("Willow reduces {X} and {Y} by 1.5% and 2.5%, and {Z} by 3.5%.", LOWERED),
    ("Willow outperforms OakNet by 1.5% in {X}, 2.5% in {Y}, and 3.5% in {Z}.", RAISED),
    ("Willow outperforms OakNet by 1.5% {X}, 2.5% {Y}, and 3.5% {Z}.", RAISED),
    ("Willow surpasses OakNet by +1.5% {X}, +2.5% {Y}, and +3.5% {Z}.", RAISED),
    ("Willow achieves gains of 1.5% in {X}, 2.5% in {Y}, and 3.5% in {Z}.", RAISED),
    ("Willow yields improvements of up to 1.5% in {X}, up to 2.5% in {Y}, and up to 3.5% in {Z}.", RAISED),
    ("Willow achieves 1.5%, 2.5%, and 3.5% gains in {X}, {Y}, and {Z}, respectively.", RAISED),
    ("Willow achieves a 1.5% {X} improvement, a 2.5% {Y} improvement, and a 3.5% {Z} improvement.", RAISED),
    ("Willow has a 1.5% reduction in {X}, a 2.5% reduction in {Y}, and a 3.5% reduction in {Z}.", LOWERED),
    ("Willow achieves 1.5% higher {X}, 2.5% higher {Y}, and 3.5% higher {Z}.", RAISED),
    ("With 1.5% less {X}, 2.5% less {Y}, and 3.5% less {Z} than OakNet, Willow is small.", LOWERED),
    ("Willow improves {X} (+1.5%), {Y} (+2.5%), and {Z} (+3.5%).", RAISED),
]

PLACED = [
    "Willow improves {metric} by 1.5% on {A} and 2.5% on {B}.",
    "Willow improves {metric} by 1.5% on {A} and by 2.5% on {B}.",
    "Willow improves {metric} on {A} and {B} by 1.5% and 2.5%, respectively.",
    "Willow improves {metric} by up to 1.5% and up to 2.5% on {A} and {B}.",
    "Willow outperforms OakNet in {metric} by 1.5% on {A} and 2.5% on {B}.",
    "Willow outperforms OakNet by 1.5% {metric} on {A} and 2.5% {metric} on {B}.",
    "Willow achieves {metric} gains of 1.5% on {A} and 2.5% on {B}.",
    "Willow achieves {metric} gains of 1.5% and 2.5% on {A} and {B}.",
    "Willow improves {metric} on {A} (+1.5%) and {B} (+2.5%).",
    "Willow achieves large {metric} gains over OakNet (1.5% on {A} and 2.5% on {B}).",
]
PAIRS = [("MMLU", "GSM8K"), ("COCO", "ADE20K"), ("LeafBench", "TwigBench"), ("CIFAR-10", "ImageNet-1K")]


def told(text: str) -> list[Told]:
    facts = sorted(read_abstract(text).facts.get("gains", []), key=lambda fact: fact.start)
    rows = [fact.values for fact in facts]
    return [(row["value"], row["unit"], row["metric"], row["benchmark"]) for row in rows]


def wrong(sentences: Iterator[tuple[str, list[Told]]]) -> list[tuple[str, list[Told]]]:
    """The sentences that say something else to the rules than they should, with what the rules read."""
    return [(text, found) for text, expected in sentences if (found := told(text)) != expected]


@pytest.mark.parametrize(("construction", "metrics", "numbers"), SINGLE, ids=[row[0] for row in SINGLE])
def test_a_construction_takes_each_form(construction: str, metrics: dict[str, str], numbers: dict[str, str]) -> None:
    forms = itertools.product(metrics.items(), numbers.items(), PLACES.items())
    sentences = (
        (construction.format(metric=metric, number=number, place=place), [(12.5, unit, name, benchmark)])
        for (metric, name), (number, unit), (place, benchmark) in forms
    )
    assert not wrong(sentences)


@pytest.mark.parametrize(("construction", "metrics"), LISTED, ids=[row[0] for row in LISTED])
def test_each_number_of_a_list_goes_to_its_metric(construction: str, metrics: dict[str, str]) -> None:
    def sentences() -> Iterator[tuple[str, list[Told]]]:
        for chosen in itertools.permutations(list(metrics)[::2] + list(metrics)[1:2], 3):
            text = construction.format(**dict(zip("XYZ", chosen, strict=True)))
            yield text, [(1.5 + k, "%", metrics[metric], None) for k, metric in enumerate(chosen)]

    assert not wrong(sentences())


@pytest.mark.parametrize("construction", PLACED)
def test_each_number_of_a_list_goes_to_its_benchmark(construction: str) -> None:
    def sentences() -> Iterator[tuple[str, list[Told]]]:
        for (metric, name), pair in itertools.product(RAISED.items(), PAIRS):
            text = construction.format(metric=metric, A=pair[0], B=pair[1])
            yield text, [(1.5 + k, "%", name, benchmark) for k, benchmark in enumerate(pair)]

    assert not wrong(sentences())
