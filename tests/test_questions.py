"""docs/questions.md: its lines run, and pandas and SQL agree."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import derived_samples as samples
import pandas as pd
import pytest

from pipeline import derived

PAGE = Path(__file__).parents[1] / "docs/questions.md"
_spec = importlib.util.spec_from_file_location("questions", PAGE.with_suffix(".py"))
assert _spec and _spec.loader
questions = importlib.util.module_from_spec(_spec)
__import__("sys").modules["questions"] = questions
_spec.loader.exec_module(questions)
ASKED = {question.title: question for question in questions.questions(PAGE.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of several years and benchmarks, enough for every question to have an answer of some rows."""
    place = tmp_path_factory.mktemp("questions")
    papers = []
    for number, (year, value) in enumerate([("23", 90.1), ("24", 92.5), ("24", 91.0), ("25", 95.2)]):
        papers.append(
            {
                "title": f"TinNet{number}: Boats",
                "abstract": f"We introduce TinNet{number}-{number + 1}B, a model for harbours. "
                f"TinNet{number} reaches {value}% accuracy on CIFAR-10 and {value / 2} mAP on COCO. "
                f"It reduces latency by {number + 2}x over OldNet. "
                + (f"Our code is at https://github.com/tin/net{number}." if number % 2 else "It surpasses Llama-3-8B."),
                "arxiv_id": f"{year}03.0000{number}",
            }
        )
    samples.folder(place, *papers)
    derived.write(place)
    return place


def test_the_page_asks_what_it_promises() -> None:
    assert len(ASKED) == PAGE.read_text(encoding="utf-8").count("\n## ") == 5


@pytest.mark.parametrize("title", ASKED)
def test_pandas_and_sql_agree(folder: Path, title: str) -> None:
    question = ASKED[title]
    answer = questions.by_pandas(question, folder)
    assert len(answer) > 1, "the sample has no answer"
    pd.testing.assert_frame_equal(
        answer.astype(object), questions.by_sql(question, folder).astype(object), check_dtype=False
    )


@pytest.mark.parametrize("title", ASKED)
def test_the_page_shows_the_columns_that_its_lines_give(folder: Path, title: str) -> None:
    question = ASKED[title]
    assert question.shown.splitlines()[0].split() == list(questions.by_pandas(question, folder).columns)


def test_answers_are_written_into_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions.release, "read_manifest", lambda _: {"version": "0123456789abcdef"})
    page = questions.filled(PAGE.read_text(encoding="utf-8"), folder)
    assert "of release `0123456789abcdef`" in page
    for question in questions.questions(page):
        assert question.shown == questions.shown(questions.by_pandas(question, folder))
