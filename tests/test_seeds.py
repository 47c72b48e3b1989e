"""The sample dumps: the same ten papers from every layout, as far as the layout can hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import dumps
from pipeline.dumps import Record

SEEDS = Path(__file__).parents[1] / "seeds"

# What a layout cannot hold, beside what no sample holds.
LACKS = {
    "arxiv-atom.xml": {"comments", "upvotes", "organization", "links"},
    "arxiv-oai.xml": {"comments", "upvotes", "organization", "links"},
    "arxiv-oai-dc.xml": {"categories", "comments", "upvotes", "organization", "links"},
    "bibliography.bib": {"year_inferred", "organization", "categories", "upvotes", "comments", "comment", "links"},
    "bibliography-csl.json": {"organization", "categories", "upvotes", "comments", "comment", "links"},
    "table.csv": {"organization", "comments", "comment", "links"},
    "table.parquet": {"organization", "comments", "links"},
    "daily-papers-api.json": {"categories", "comment"},
    "daily-papers.html": {"categories", "comment"},
    "page-browser.txt": {"authors", "categories", "comment", "links"},
    "page-addresses.md": {"authors", "categories", "comment", "links"},
    "page-links.md": {"authors", "categories", "comment", "links"},
    "page-numbered.md": {"authors", "categories", "comment", "links"},
    "page-plain.md": {
        "arxiv_id", "published", "year_inferred", "authors", "organization", "categories", "upvotes", "comments",
        "comment", "links",
    },
    "page-twice.md": {"authors", "categories", "comments", "comment", "links"},
    "paper-pages.md": {"organization", "categories", "comments", "comment"},
    "scraper.json": {
        "published", "year_inferred", "author_count", "authors", "organization", "categories", "upvotes", "comments",
        "comment", "links",
    },
    "arxiv-crawl.jsonl": {"published", "year_inferred", "comments", "upvotes", "organization", "links"},
    "arxiv-snapshot.jsonl": {"comments", "upvotes", "organization", "links"},
    "listing-bare.txt": {
        "arxiv_id", "published", "year_inferred", "author_count", "authors", "organization", "categories", "upvotes",
        "comments", "comment", "links",
    },
    "listing-full.txt": {"arxiv_id", "authors", "categories", "upvotes", "comment", "links"},
}  # fmt: skip
FIELDS = (
    "title", "abstract", "arxiv_id", "published", "year_inferred", "author_count", "authors", "organization",
    "categories", "upvotes", "comments", "comment", "links",
)  # fmt: skip


def read(sample: str) -> dict[str, Record]:
    papers: dict[str, Record] = {}
    for record in dumps.read(SEEDS / sample, name=sample):
        if record.status == "paper":
            papers.setdefault(record.title or "", record)
    return papers


def test_every_sample_is_described() -> None:
    samples = {path.name for path in SEEDS.iterdir()} - {"README.md"}
    assert samples == set(LACKS)
    text = (SEEDS / "README.md").read_text()
    assert [sample for sample in samples if f"`{sample}`" not in text] == []


@pytest.mark.parametrize("sample", LACKS)
def test_a_sample_holds_ten_papers_and_nothing_rejected(sample: str) -> None:
    records = list(dumps.read(SEEDS / sample, name=sample))
    assert len(read(sample)) == 10
    assert [record for record in records if record.status == "rejected"] == []


@pytest.mark.parametrize("sample", LACKS)
def test_layouts_agree_on_what_both_hold(sample: str) -> None:
    for other in LACKS:
        both = [field for field in FIELDS if field not in LACKS[sample] | LACKS[other]]
        mine, theirs = read(sample), read(other)
        assert list(mine) == list(theirs)
        for title, record in mine.items():
            for field in both:
                one, two = getattr(record, field), getattr(theirs[title], field)
                # A listing names the organisation in place of authors, and shows no details for some.
                if field in ("author_count", "published", "year_inferred") and (not one or not two):
                    continue
                assert one == two, f"{field} of {title!r} in {sample} and {other}"
