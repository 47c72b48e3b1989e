"""Hostile dumps: no crash, no hang, and a clear line where a limit is reached."""

from __future__ import annotations

import contextlib
import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz.targets import PIECES

from pipeline import dumps
from pipeline.dumps import DumpError

SEEDS = Path(__file__).parents[1] / "seeds"

# One for each reader, and the three ways in which pages write links.
SAMPLES = (
    "arxiv-atom.xml", "arxiv-snapshot.jsonl", "bibliography.bib", "daily-papers.html", "listing-bare.txt",
    "listing-full.txt", "page-addresses.md", "page-links.md", "page-numbered.md", "scraper.json", "table.csv",
)  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_repeated_piece_makes_a_reader_hang(tmp_path: Path, sample: str) -> None:
    whole = (SEEDS / sample).read_text()
    path = tmp_path / "dump"
    slow = []
    for piece in PIECES:
        path.write_text(whole[: len(whole) // 2] + piece * (100_000 // len(piece.encode())))
        # Another process can slow down one of a few attempts.
        if (took := min(seconds(path))) > 1:
            slow.append((piece, round(took, 2)))
    assert not slow


def seconds(path: Path) -> Iterator[float]:
    """The seconds of the processor that reading a dump takes, up to three times while it is more than one."""
    for _ in range(3):
        before = time.process_time()
        with contextlib.suppress(DumpError):
            list(dumps.read(path, name="dump"))
        took = time.process_time() - before
        yield took
        if took <= 1:
            return


def test_declared_entities_are_never_expanded(tmp_path: Path) -> None:
    text = (SEEDS / "arxiv-atom.xml").read_text()
    bomb = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = text.replace("<feed", f"{bomb}\n<feed", 1).replace("Streaming translation", "&b;&x; translation", 1)
    (tmp_path / "feed.xml").write_text(text)
    records = list(dumps.read(tmp_path / "feed.xml", name="feed"))
    assert sum(record.status == "paper" for record in records) == 9
    (rejected,) = [record for record in records if record.status == "rejected"]
    assert "Entity" in (rejected.reason or "")
    assert not [record for record in records if "aaaa" in (record.abstract or "") or "root:" in (record.abstract or "")]


def test_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dumps.source.RATIO_FROM", 1_000_000)
    monkeypatch.setattr("pipeline.dumps.source.MAX_RATIO", 50)
    lines = (SEEDS / "arxiv-snapshot.jsonl").read_bytes()
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(lines + b"\n" * 20_000_000))
    with pytest.raises(DumpError, match=r"bomb\.gz: unpacks to more than 50 times its size"):
        list(dumps.read(tmp_path / "bomb.gz", name="bomb"))


def test_too_many_records_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "MAX_RECORDS", 5)
    with pytest.raises(DumpError, match="more than 5 records"):
        list(dumps.read(SEEDS / "arxiv-snapshot.jsonl", name="dump"))


def test_deep_json_is_rejected(tmp_path: Path) -> None:
    good = (SEEDS / "arxiv-snapshot.jsonl").read_text()
    deep = '{"id": "2501.00001", "title": "Deep", "abstract": "Down.", "x": ' + "[" * 5000 + "]" * 5000 + "}\n"
    (tmp_path / "deep.jsonl").write_text(good + deep)
    records = list(dumps.read(tmp_path / "deep.jsonl", name="deep"))
    assert [record.status for record in records] == ["paper"] * 10 + ["rejected"]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_bytes((SEEDS / "listing-bare.txt").read_bytes())
    (inside / "out.txt").symlink_to(SEEDS / "listing-full.txt")
    (inside / "up").symlink_to(SEEDS)
    assert [name for name, _ in dumps.find([inside])] == ["a.txt"]
