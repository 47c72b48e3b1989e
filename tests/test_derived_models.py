"""Models: which sizes are one model, whose it is, and what it was trained with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import derived_samples as samples
import pytest

from pipeline import tables


def rows(place: Path, abstract: str, title: str = "Tin Boats in a Row", **known: Any) -> list[dict[str, Any]]:
    return samples.derive(samples.folder(place, {"title": title, "abstract": abstract, **known}), tables.MODELS)


def test_total_and_active_parameters_are_one_model(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "We compare with Qwen3-30B-A3B on all tasks.")
    assert (row["model"], row["parameters"], row["active_parameters"]) == ("Qwen3-30B-A3B", 30 * 10**9, 3 * 10**9)


@pytest.mark.parametrize(
    ("abstract", "owner"),
    [
        ("We introduce TinBoat-7B, a language model for harbours.", "own"),
        ("Our model, TinBoat-7B, knows every harbour.", "own"),
        ("We fine-tune Llama-3-8B to obtain TinBoat-8B.", "own"),
        ("Our final model, Llama-3-8B-Boat, knows every harbour.", "own"),
        ("We propose BoatNet, a net for harbours. It is fast. Even so, BoatNet needs only 0.2M parameters.", "own"),
        ("A net called BoatNet is built. Even so, BoatNet needs only 0.2M parameters.", "own"),
        ("Our method is tested on Llama-3-8B.", "baseline"),
        ("It surpasses the open-source model Qwen2-7B by far.", "baseline"),
        ("We present a way to make Llama-3-8B count boats.", "baseline"),
    ],
)
def test_own_models_and_those_of_others(tmp_path: Path, abstract: str, owner: str) -> None:
    found = rows(tmp_path, abstract, organization="Wick University")
    assert found[-1]["owner"] == owner
    assert found[-1]["organization"] == ("Wick University" if owner == "own" else None)


def test_training_is_bound_where_the_sentence_binds_it(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "We introduce TinBoat-7B, a language model trained on 2 trillion tokens.")
    assert row["training_tokens"] == 2e12
    assert len(row["fact_ids"]) == 2


@pytest.mark.parametrize(
    "abstract",
    [
        "We introduce TinBoat-7B. Others were trained on 2 trillion tokens.",
        "TinBoat-7B and Llama-3-8B were trained on 2 trillion tokens.",
        "TinBoat-7B is tested on 2 trillion tokens.",
    ],
)
def test_training_is_not_guessed(tmp_path: Path, abstract: str) -> None:
    assert [row["training_tokens"] for row in rows(tmp_path, abstract)] in ([None], [None, None])


def test_a_name_in_small_letters_is_one_where_it_holds_digits(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "We compare with mixtral-8x7b on all tasks.")
    assert (row["model"], row["owner"]) == ("mixtral-8x7b", "baseline")


def test_data_and_lengths_are_no_models(tmp_path: Path) -> None:
    assert rows(tmp_path, "We introduce TinBoat-1M, a dataset with 1M images of boats.") == []


def test_sizes_of_a_family_are_rows_of_their_own(tmp_path: Path) -> None:
    found = rows(tmp_path, "Experiments on Qwen2.5 7B and Qwen2.5 72B show gains.")
    assert sorted(row["parameters"] for row in found) == [7 * 10**9, 72 * 10**9]
