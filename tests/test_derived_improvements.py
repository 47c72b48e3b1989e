"""Improvements: one form of a change told from the other, and the paper of the baseline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import derived_samples as samples
import pytest

from pipeline import tables


def rows(place: Path, *papers: dict[str, Any]) -> list[dict[str, Any]]:
    return samples.derive(samples.folder(place, *papers), tables.IMPROVEMENTS)


@pytest.mark.parametrize(
    ("sentence", "absolute", "relative"),
    [
        ("It raises accuracy from 40% to 50%.", 10.0, 25.0),
        ("It improves accuracy by 3.1 points.", 3.1, None),
        ("It improves accuracy by 5%.", None, None),  # points, or of what it was
        ("It improves accuracy by a relative 5%.", None, 5.0),
        ("It reduces latency by 40%.", None, -40.0),
        ("It achieves a 3x speedup over the former engine.", None, 200.0),
        ("It reduces memory usage by 4x.", None, -75.0),
    ],
)
def test_absolute_and_relative(tmp_path: Path, sentence: str, absolute: float | None, relative: float | None) -> None:
    (row,) = rows(tmp_path, {"title": "Tin Boats", "abstract": sentence})
    assert (row["absolute"], row["relative"]) == (absolute, relative)


def test_values_that_go_the_other_way_are_those_of_something_else(tmp_path: Path) -> None:
    sentence = "The search shrinks from 847 tokens to 4 tokens, a 197x improvement in efficiency."
    (row,) = rows(tmp_path, {"title": "Tin Boats", "abstract": sentence})
    assert (row["from_value"], row["to_value"], row["relative"]) == (None, None, 19600.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "Without it, accuracy drops by 5 points.",
        "Latency rises by 40%.",
        "Boats are 40% longer.",
        "It has a better accuracy on hulls (90% vs. 16%).",
        "It is more accurate at the same latency (75.2% vs. 57.3%).",
        "Our attack improves the attack success rate by 12.5%.",  # is less of it better?
        "Earlier studies suggest that it improves accuracy by 5%.",
        "It improves the buoyancy score by 5%.",  # higher may be worse
    ],
)
def test_only_what_is_better(tmp_path: Path, sentence: str) -> None:
    assert rows(tmp_path, {"title": "Tin Boats", "abstract": sentence}) == []


@pytest.mark.parametrize(
    ("sentence", "benchmark"),
    [("Moreover, it improves top-1 accuracy by 5%.", "imagenet"), ("On harbours, it improves accuracy by 5%.", None)],
)
def test_a_place_that_the_sentence_tells_is_the_place(tmp_path: Path, sentence: str, benchmark: str | None) -> None:
    abstract = f"We evaluate it on the ImageNet dataset. {sentence}"
    (row,) = rows(tmp_path, {"title": "Tin Boats", "abstract": abstract})
    assert row["benchmark_id"] == benchmark


def test_baseline_is_the_paper_that_introduces_it(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        {"title": "LeadNet: Heavy Boats", "abstract": "LeadNet is a net.", "published": date(2024, 5, 1)},
        {"title": "Tin Boats", "abstract": "Accuracy improves by 3.1 points over LeadNet.", "arxiv_id": "2503.00001"},
        {"title": "Old Boats", "abstract": "Accuracy improves by 2.5 points over LeadNet.", "arxiv_id": "2401.00001"},
        {"title": "LeadNet Again", "abstract": "It improves accuracy by 1.2 points over other nets."},
    )  # fmt: skip
    assert {row["title"]: row["baseline_paper_id"] for row in found} == {
        "Tin Boats": f"{0:020x}",
        "Old Boats": None,  # LeadNet came later
        "LeadNet Again": None,
    }


def test_a_word_of_a_metric_is_no_baseline(tmp_path: Path) -> None:
    (row,) = rows(
        tmp_path, {"title": "Tin Boats", "abstract": "It improves SSIM by 3.1% over previous best SSIM scores."}
    )
    assert row["baseline"] is None


def test_a_name_of_two_papers_is_linked_to_none(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        {"title": "LeadNet: Heavy Boats", "abstract": "LeadNet is a net."},
        {"title": "LeadNet: Light Boats", "abstract": "LeadNet is a fish."},
        {"title": "Tin Boats", "abstract": "It improves accuracy by 3.1 points over LeadNet."},
    )
    assert [row["baseline_paper_id"] for row in found] == [None]


@pytest.mark.parametrize(("title", "baseline"), [("HULL: Heavy Boats", "HULL"), ("LeadNET: Light Boats", "LeadNet")])
def test_a_name_that_others_may_have_is_linked_to_none(tmp_path: Path, title: str, baseline: str) -> None:
    found = rows(
        tmp_path,
        {"title": title, "abstract": "It is a boat."},
        {"title": "Tin Boats", "abstract": f"It improves accuracy by 3.1 points over {baseline}."},
    )
    assert [(row["baseline"], row["baseline_paper_id"]) for row in found] == [(baseline, None)]
