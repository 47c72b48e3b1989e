"""Code: which repository belongs to a paper, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import derived_samples as samples
import pytest

from pipeline import tables


def rows(place: Path, abstract: str, **known: Any) -> list[dict[str, Any]]:
    return samples.derive(samples.folder(place, {"title": "Tin Boats", "abstract": abstract, **known}), tables.CODE)


def test_a_repository_is_one_row(tmp_path: Path) -> None:
    text = "Our code is at https://github.com/tin/boats. See also https://github.com/Tin/Boats/tree/main."
    (row,) = rows(tmp_path, text, arxiv_id="2503.02130")
    assert (row["repo_url"], row["repository"]) == ("https://github.com/tin/boats", "tin/boats")
    assert (row["is_official"], row["mentioned_in_paper"], row["month"]) == (True, True, "2025-03")
    assert len(row["fact_ids"]) == 2


@pytest.mark.parametrize(
    ("abstract", "official"),
    [
        ("The code is available at https://github.com/tin/boats.", True),
        ("The system is built on the engine of https://github.com/tin/boats.", False),
    ],
)
def test_whose_code_it_is(tmp_path: Path, abstract: str, official: bool) -> None:
    (row,) = rows(tmp_path, abstract)
    assert row["is_official"] is official


@pytest.mark.parametrize(
    ("abstract", "framework"),
    [
        ("A PyTorch implementation is at https://github.com/tin/boats.", "pytorch"),
        ("It is written in JAX. Code: https://github.com/tin/boats", "jax"),
        ("Code: https://github.com/tin/boats", None),
        ("We compare PyTorch with other tools. Code: https://github.com/tin/boats", None),
        ("Code for PyTorch and TensorFlow: https://github.com/tin/boats", None),
    ],
)
def test_framework_where_the_text_says_one(tmp_path: Path, abstract: str, framework: str | None) -> None:
    (row,) = rows(tmp_path, abstract)
    assert row["framework"] == framework


def test_other_links_are_no_code(tmp_path: Path) -> None:
    assert rows(tmp_path, "The project page is https://tin-boats.example.org.") == []
