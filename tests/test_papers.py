"""Papers: identity by title, merging of records, and the accounting of what became of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import memory_peak
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import dumps, extract, papers, tables
from pipeline.dumps import Record

REAL = Path(__file__).parents[2] / "shared" / "seeds"

ABSTRACT = "We weigh feathers and find that they are light. The scale and the code are released."


def record(dump: str, number: int, title: str = "On the Weight of Feathers", **values: object) -> Record:
    base = Record(dump, number, number, number, "paper", title=title, abstract=ABSTRACT)
    return replace(base, **values)  # type: ignore[arg-type]


def shelves(records: list[Record], folder: Path) -> list[Path]:
    """A shelf a dump."""
    made = []
    for dump, held in groupby(records, lambda record: record.dump):
        made.append(folder / "shelves" / dump)
        made[-1].mkdir(parents=True)
        papers.shelve(held, made[-1])
    return made


def merge(records: list[Record], folder: Path) -> tuple[list[dict], list[dict]]:
    """Rows of papers and of dump_records."""
    merged = list(papers.merge(shelves(records, folder), folder))
    for part in merged:
        assert part.papers.schema == tables.PAPERS.schema
        assert part.texts.schema == extract.INPUT
        assert part.texts["paper_id"].to_pylist() == part.papers["paper_id"].to_pylist()
    ledger = list(papers.dump_records(folder))
    assert all(part.schema == tables.DUMP_RECORDS.schema for part in ledger)
    return (
        [row for part in merged for row in part.papers.to_pylist()],
        [row for part in ledger for row in part.to_pylist()],
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On the Weight of Feathers", "ON THE  WEIGHT of\nfeathers!"),
        ("Pre-training: a Survey", "Pretraining — A Survey"),
        ("Straße ﬁne", "STRASSE FINE"),
        ("Über GPT‑4", "über gpt-4"),
    ],
)
def test_spelling_does_not_change_identity(one: str, other: str) -> None:
    assert papers.paper_id(one) == papers.paper_id(other)


def test_identity_is_20_hexadecimal_digits_and_stable() -> None:
    assert papers.paper_id("On the Weight of Feathers") == "18673727f29ae9b9e6cc"
    assert papers.paper_id("On the Weight of Feathers 2") != papers.paper_id("On the Weight of Feathers")


def test_record_with_more_metadata_wins_and_gaps_are_filled(tmp_path: Path) -> None:
    bare = record("a.txt", 1)
    full = record("b.txt", 1, abstract=ABSTRACT.replace("light", "heavy"), author_count=3, published=date(2025, 3, 1))
    crawl = record("c.jsonl", 1, arxiv_id="2503.02130", comment="Code at https://feathers.example.org")
    rows, ledger = merge([bare, full, crawl], tmp_path)
    (paper,) = rows
    assert "heavy" in paper["abstract"]
    assert (paper["author_count"], paper["arxiv_id"]) == (3, "2503.02130")
    assert paper["sources"] == ["a.txt", "b.txt", "c.jsonl"]
    assert [row["status"] for row in ledger] == ["merged", "paper", "merged"]
    assert {row["paper_id"] for row in ledger} == {paper["paper_id"]}
    assert "record 1 of b.txt" in ledger[0]["reason"] and "'light' instead of 'heavy'" in ledger[0]["reason"]


def test_written_year_beats_an_inferred_one(tmp_path: Path) -> None:
    inferred = record("a.txt", 1, published=date(2026, 3, 1), year_inferred=True, author_count=2, comments=4)
    written = record("b.txt", 1, published=date(2025, 3, 1))
    ((paper,), _) = merge([inferred, written], tmp_path)
    assert (paper["published"], paper["year_inferred"]) == (date(2025, 3, 1), False)
    assert (paper["author_count"], paper["comments"]) == (2, 4)


def test_count_of_authors_goes_with_their_names(tmp_path: Path) -> None:
    counted = record("a.txt", 1, author_count=4, published=date(2025, 3, 1), comments=1)
    named = record("b.txt", 1, author_count=2, authors=("Ada Quill", "Ben Rook"))
    ((paper,), _) = merge([counted, named], tmp_path)
    assert (paper["author_count"], list(paper["authors"])) == (2, ["Ada Quill", "Ben Rook"])


def test_whole_abstract_beats_a_cut_one(tmp_path: Path) -> None:
    cut = record("a.json", 1, abstract=ABSTRACT[:40] + "...", upvotes=7, arxiv_id="2503.02130")
    whole = record("b.txt", 1)
    ((paper,), ledger) = merge([cut, whole], tmp_path)
    assert paper["abstract"] == ABSTRACT and paper["upvotes"] == 7
    assert [row["status"] for row in ledger] == ["merged", "paper"]


def test_links_and_comment_reach_extraction(tmp_path: Path) -> None:
    one = record("a.json", 1, links=("https://one.example.org", "https://two.example.org"))
    two = record("b.json", 1, links=("https://two.example.org", "https://three.example.org"), comment="8 pages")
    (part,) = papers.merge(shelves([one, two], tmp_path), tmp_path)
    (text,) = part.texts.to_pylist()
    assert sorted(text["listing_links"]) == [f"https://{n}.example.org" for n in ("one", "three", "two")]
    assert (text["comment"], text["abstract"]) == ("8 pages", ABSTRACT)


def test_repeats_in_a_dump_are_merged(tmp_path: Path) -> None:
    rows, ledger = merge([record("a.txt", 1), record("a.txt", 2), record("b.txt", 1)], tmp_path)
    assert len(rows) == 1 and rows[0]["sources"] == ["a.txt", "b.txt"]
    assert [row["status"] for row in ledger].count("merged") == 2
    assert ledger[1]["reason"] == "the same as record 1"


def test_dumps_out_of_order_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'a\.txt' comes after 'b\.txt'"):
        papers.shelve([record("b.txt", 1), record("a.txt", 1)], tmp_path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 9), st.sampled_from(["paper", "paper", "rejected"])),
        max_size=40,
    ),
    st.sampled_from([1, 3, 1000]),
)
def test_every_record_is_accounted_for_once(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, int, str]], batch: int
) -> None:
    folder = tmp_path_factory.mktemp("shelf")
    records: list[Record] = []
    for dump, title, status in sorted(entries, key=lambda entry: entry[0]):
        number = 1 + sum(known.dump == dump for known in records)
        if status == "paper":
            records.append(record(dump, number, f"Title {title}", abstract=f"{ABSTRACT} {number % 3}"))
        else:
            records.append(Record(dump, number, number, number, "rejected", reason="broken", text="{"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "SHELVE_ROWS", batch)
        patch.setattr(papers, "MERGE_ROWS", batch)
        patch.setattr(papers, "LEDGER_ROWS", 7)
        rows, ledger = merge(records, folder)
    assert [(row["dump"], row["record"]) for row in ledger] == [(known.dump, known.number) for known in records]
    ids = [row["paper_id"] for row in rows]
    assert ids == sorted({papers.paper_id(known.title) for known in records if known.title})
    assert sorted(row["paper_id"] for row in ledger if row["status"] == "paper") == ids
    assert sum(row["status"] == "rejected" for row in ledger) == sum(known.status == "rejected" for known in records)
    for row in rows:
        holders = {known.dump for known in records if known.title and papers.paper_id(known.title) == row["paper_id"]}
        assert row["sources"] == sorted(holders)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real dumps are not here")
def test_real_listings_merge(tmp_path: Path) -> None:
    found = dumps.find([REAL])
    rows, ledger = merge([known for name, path in found for known in dumps.read(path, name=name)], tmp_path)
    assert len(rows) == 160
    statuses = [row["status"] for row in ledger]
    assert (statuses.count("paper"), statuses.count("merged"), statuses.count("rejected")) == (160, 14, 0)
    assert sum(len(row["sources"]) == 2 for row in rows) == 14
    assert pa.Table.from_pylist(rows, schema=tables.PAPERS.schema)["claims_sota"].to_pylist() == [False] * 160


GROWTH = """
import sys
from pathlib import Path
from pipeline import dumps, papers
path, folder, copies = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
line = path.read_text().splitlines()[0]
dump = folder / "big.jsonl"
with dump.open("w") as file:
    for copy in range(copies):
        file.write(line.replace("Loomis", f"Loomis {copy}") + "\\n")
shelf = folder / "shelf"
shelf.mkdir()
papers.shelve(dumps.read(dump, name="big"), shelf)
count = sum(part.papers.num_rows for part in papers.merge([shelf], folder))
count += sum(part.num_rows for part in papers.dump_records(folder))
print(count)
"""


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    peaks = []
    sample = Path(__file__).parents[1] / "seeds" / "arxiv-snapshot.jsonl"
    for copies in (30_000, 90_000):
        folder = tmp_path / str(copies)
        folder.mkdir()
        count, peak = memory_peak.run(GROWTH, sample, folder, copies)
        assert int(count) == 2 * copies
        peaks.append(peak)
    # 60,000 records more are 130 MB more of dump.
    assert peaks[1] - peaks[0] < 60, f"peaks of {peaks} MiB"
