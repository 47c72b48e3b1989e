"""Metrics: which one a phrase names, and what is written where a metric may stand but measures nothing."""

from __future__ import annotations

import pytest

from pipeline.extract import read_abstract
from pipeline.rules.metrics import metric_id


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("refusal rates", "refusal-rate"),  # several are one
        ("leaf recall@7", "recall@k"),
        ("Pass@20", "pass@k"),
        ("mAP@0.7", None),  # a threshold is no cut-off
        ("rank correlation with human ratings", "correlation"),  # the head, not what follows it
        ("latency per request", "latency"),
        ("success rate of a simulated gardener", "success-rate"),
        ("number of training steps", "training-steps"),
        ("intersection over union", "iou"),
        ("loss", "loss"),
        ("gardener", None),
    ],
)
def test_a_phrase_names_the_metric_of_its_head(name: str, identifier: str | None) -> None:
    assert metric_id(name) == identifier


@pytest.mark.parametrize(
    ("text", "table", "metrics"),
    [
        ("Willow gains up to +9.1 accuracy on Oak, and cuts them by 12%.", "gains", ["accuracy", None]),
        ("Willow improves GPT-4o by 11%.", "gains", [None]),
        ("Willow yields over 90% leaf retrieval accuracy up to 22K tokens.", "results", ["leaf retrieval accuracy"]),
        ("Willow brings an execution speed up of 2.6x.", "gains", ["execution speed up"]),
    ],
)
def test_what_measures_nothing_is_no_metric(text: str, table: str, metrics: list[str | None]) -> None:
    facts = sorted(read_abstract(text).facts.get(table, []), key=lambda fact: fact.start)
    assert [fact.values["metric"] for fact in facts] == metrics


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Willow detects boats with a mAP@50 of 71.2%.", "map@0.5"),
        ("Willow finds boats by their bounding boxes. It reaches a mAP@50 of 71.2%.", "map@0.5"),
        ("Willow retrieves pictures of boats with a mAP@50 of 71.2%.", "map@k"),
        ("Willow is a hashing method for pictures. It reaches a MAP@50 of 71.2%.", "map@k"),
        ("Willow detects boats, and retrieves others like them. Its retrieval reaches a mAP@50 of 71.2%.", "map@k"),
        ("Willow reaches a mAP@50 of 71.2%.", None),  # nothing tells
        ("Willow retrieves boats with a mAP@0.5 of 71.2%.", "map@0.5"),
    ],
)
def test_one_name_of_two_metrics_is_told_by_what_is_done(text: str, identifier: str | None) -> None:
    [fact] = read_abstract(text).facts["results"]
    assert fact.values["metric_id"] == identifier
