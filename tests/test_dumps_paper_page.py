"""Pages of single papers: each is read by itself, and what two pages could have mixed is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline import dumps
from pipeline.dumps import DumpError, Record

SAMPLE = (Path(__file__).parents[1] / "seeds" / "paper-pages.md").read_text()
PLAIN = """
arxiv:2504.99911

Tidewater: A Small Model of the Harbour

Published on Apr 9, 2025

Upvote
-

Authors:
Ines Halloran, Ugo
Petterson

Abstract

We teach a 3B model to read the

harbour log

, and it names the boats.

View arXiv page
View PDF
Add to collection
Community
Comment
"""


def read(path: Path, text: str) -> list[Record]:
    path.write_text(text)
    return list(dumps.read(path, name="page.md"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "page.md"


def test_each_page_is_read_by_itself(path: Path) -> None:
    together = {record.title: record for record in read(path, SAMPLE) if record.status == "paper"}
    pages = re.split(r"^(?=---\ntitle|\[Papers\]\(/papers\)$)", SAMPLE, flags=re.MULTILINE)[1:]
    assert len(pages) == len(together) == 10
    for page, (title, whole) in zip(pages, together.items(), strict=True):
        (alone,) = (record for record in read(path, page) if record.status == "paper")
        assert (alone.title, alone.abstract, alone.authors) == (title, whole.abstract, whole.authors)


def test_what_a_page_shows_beside_the_paper_is_not_read(path: Path) -> None:
    texts = " ".join(record.abstract or "" for record in read(path, SAMPLE))
    for phrase in ("rainy day", "not read", "AI-generated", "](", "Upvote", "View arXiv"):
        assert phrase in SAMPLE and phrase not in texts


def test_page_without_any_markup(path: Path) -> None:
    first, paper, last = read(path, PLAIN)
    assert (first.status, last.status) == ("boilerplate", "boilerplate")
    assert paper.title == "Tidewater: A Small Model of the Harbour"
    assert paper.abstract == "We teach a 3B model to read the harbour log , and it names the boats."
    assert paper.authors == ("Ines Halloran", "Ugo Petterson")
    assert (paper.arxiv_id, str(paper.published), paper.upvotes) == ("2504.99911", "2025-04-09", None)


@pytest.mark.parametrize(
    ("found", "replaced", "reason"),
    [
        ("Tidewater: A Small Model of the Harbour\n", "", "no title"),
        ("Abstract\n", "", "no abstract"),
        ("We teach a 3B model to read the\n\nharbour log\n\n, and it names the boats.\n", "", "no abstract"),
        ("View arXiv page", "[View arXiv page](https://arxiv.org/abs/2504.99912)", "identifiers of two papers"),
        ("\nView arXiv page\nView PDF\nAdd to collection\nCommunity", PLAIN, "the page goes over into another one"),
        ("harbour log", "harbour log " * 20_000, "a page of more text than a paper has"),
    ],
)
def test_what_is_no_whole_page_is_rejected(path: Path, found: str, replaced: str, reason: str) -> None:
    assert found in PLAIN
    records = read(path, SAMPLE + PLAIN.replace(found, replaced, 1) + SAMPLE)
    rejected = [record for record in records if record.status == "rejected"]
    assert [record.reason for record in rejected] == [reason]
    assert rejected[0].text
    assert sum(record.status == "paper" for record in records) == 20 + (PLAIN in replaced), "the others are read"


def test_day_without_a_year(path: Path) -> None:
    page = PLAIN.replace("Apr 9, 2025", "Apr 9")
    (paper,) = (record for record in read(path, page) if record.status == "paper")
    assert paper.published is None and "has no year" in (paper.reason or "")
    (paper,) = (record for record in read(path, f"retrieved: 2026-04-24\n{page}") if record.status == "paper")
    assert str(paper.published) == "2026-04-09" and paper.year_inferred


def test_other_texts_with_an_identifier_are_no_pages(path: Path) -> None:
    with pytest.raises(DumpError):
        read(path, "# Reading list\n\narxiv:2504.99911\n\nA note on it.\n\nAbstract\n\nShort.\n")
