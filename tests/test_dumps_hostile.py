"""Hostile dumps: no crash, no hang, and a clear line where a limit is reached."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import memory_peak
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fuzz.targets import PIECES

from pipeline import dumps
from pipeline.dumps import DumpError

SEEDS = Path(__file__).parents[1] / "seeds"

# One for each reader, and the three ways in which pages write links.
SAMPLES = (
    "arxiv-atom.xml", "arxiv-snapshot.jsonl", "bibliography.bib", "daily-papers.html", "listing-bare.txt",
    "listing-full.txt", "page-addresses.md", "page-links.md", "page-numbered.md", "paper-pages.md", "scraper.json",
    "table.csv",
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


def test_too_many_records_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "MAX_RECORDS", 5)
    with pytest.raises(DumpError, match="more than 5 records"):
        list(dumps.read(SEEDS / "arxiv-snapshot.jsonl", name="dump"))


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.txt").write_bytes((SEEDS / "listing-bare.txt").read_bytes())
    (inside / "out.txt").symlink_to(SEEDS / "listing-full.txt")
    (inside / "up").symlink_to(SEEDS)
    assert [name for name, _ in dumps.find([inside])] == ["a.txt"]


PACKED = {
    "gz": gzip.compress,
    "zst": lambda content: pa.compress(content, "zstd", asbytes=True),
    "zip": lambda content: zipped(content),
}


def zipped(content: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("/etc/../../dump", content)
    return memory.getvalue()


def json_bomb() -> bytes:
    return b"[" + (SEEDS / "arxiv-crawl.jsonl").read_bytes().replace(b"\n", b",\n") + b" " * 6_000_000 + b"]"


@pytest.mark.parametrize("packed", PACKED)
@pytest.mark.parametrize("content", [(SEEDS / "arxiv-snapshot.jsonl").read_bytes() + b"\n" * 6_000_000, json_bomb()])
def test_archives_that_unpack_to_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: str, content: bytes
) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(PACKED[packed](content))
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.dumps.source.RATIO_FROM", 1_000_000)
        patch.setattr("pipeline.dumps.source.MAX_RATIO", 50)
        with pytest.raises(DumpError, match="bomb: unpacks to more than 50 times its size"):
            list(dumps.read(path, name="bomb"))
    monkeypatch.setattr("pipeline.dumps.source.MAX_UNPACKED", 1 << 20)
    with pytest.raises(DumpError, match="bomb: unpacks to more than 0 GiB"):
        list(dumps.read(path, name="bomb"))


def test_a_parquet_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dumps.source.RATIO_FROM", 1_000_000)
    monkeypatch.setattr("pipeline.dumps.source.MAX_RATIO", 50)
    table = pa.table({"title": ["a" * 6_000_000], "abstract": ["b"]})
    pq.write_table(table, tmp_path / "bomb", compression="zstd")
    with pytest.raises(DumpError, match="bomb: unpacks to more than 50 times its size"):
        list(dumps.read(tmp_path / "bomb", name="bomb"))


def test_a_text_that_stands_in_very_many_rows_is_unpacked_once(tmp_path: Path) -> None:
    # Half a megabyte once in the file, 1 GB if each row had its own.
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), pa.array(["word " * 100_000]))
    titles = pa.array([f"On Feathers, Part {part}" for part in range(2000)])
    pq.write_table(pa.table({"title": titles, "abstract": texts}), tmp_path / "rows")
    assert (tmp_path / "rows").stat().st_size < 1_000_000
    script = (
        "import sys; from pathlib import Path; from pipeline import dumps\n"
        "print(sum(record.status == 'rejected' for record in dumps.read(Path(sys.argv[1]), name='rows')))"
    )
    count, peak = memory_peak.run(script, tmp_path / "rows")
    assert int(count) == 2000 and peak < 400, f"{peak} MiB"


def test_a_record_that_is_too_large_is_rejected_alone(tmp_path: Path) -> None:
    entries = [
        {"id": "2501.00001", "title": "Long", "abstract": "word " * 20_000},
        {"id": "2501.00002", "title": "Crowd", "abstract": "We are many.", "authors": ["Ada Quill"] * 30_000},
        {"id": "2501.00003", "title": "Short", "abstract": "We are few.", "authors": ["Ada Quill"]},
    ]
    (tmp_path / "dump.json").write_text(json.dumps(entries))
    records = [record for record in dumps.read(tmp_path / "dump.json", name="dump") if record.status != "boilerplate"]
    assert [record.status for record in records] == ["rejected", "rejected", "paper"]
    assert records[0].reason == "a record of more than 50,000 characters or 20,000 names"
    assert len(records[0].text or "") == 20_000


def test_values_that_cannot_be_are_null(tmp_path: Path) -> None:
    entry = {"id": "２５０１.00001", "title": "On Feathers", "abstract": "They are light.", "author_count": 0}
    entry |= {"upvotes": 99_999_999_999, "numComments": -4, "publishedAt": "0001-01-01T00:00:00Z"}
    (tmp_path / "dump.json").write_text(json.dumps({"papers": [entry]}))
    (paper,) = [record for record in dumps.read(tmp_path / "dump.json", name="dump") if record.status == "paper"]
    assert (paper.arxiv_id, paper.author_count, paper.upvotes, paper.comments, paper.published) == (None,) * 5


@pytest.mark.parametrize("sample", ["arxiv-snapshot.jsonl", "daily-papers-api.json"])
def test_deep_json_is_rejected_and_says_why(tmp_path: Path, sample: str) -> None:
    text = (SEEDS / sample).read_text()
    deep = json.dumps({"id": "2501.00001", "title": "Deep", "abstract": "Down.", "x": 0})
    deep = deep.replace(": 0", ": " + "[" * 5000 + "]" * 5000)
    text = text + deep + "\n" if sample.endswith("jsonl") else text.rstrip().removesuffix("]") + f",\n {deep}\n]\n"
    (tmp_path / "deep").write_text(text)
    records = [record for record in dumps.read(tmp_path / "deep", name="deep") if record.status != "boilerplate"]
    assert [record.status for record in records] == ["paper"] * 10 + ["rejected"]
    assert "depth limit exceeded" in (records[-1].reason or "")


def test_reading_opens_nothing_but_the_dump(tmp_path: Path) -> None:
    """No socket and no other file, whatever addresses, entities, paths and names stand in a dump."""
    opened: list[str] = []
    is_on = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if is_on and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
            opened.append(f"{event} {arguments[0]}")

    samples = {path.name: path for path in SEEDS.iterdir() if path.name != "README.md"}
    for name, path in samples.items():
        list(dumps.read(path, name=name))  # what readers load when they are first used is loaded
    (tmp_path / "dump.zip").write_bytes(zipped((SEEDS / "listing-bare.txt").read_bytes()))
    samples["dump.zip"] = tmp_path / "dump.zip"
    sys.addaudithook(note)
    for name, path in samples.items():
        list(dumps.read(path, name=name))
    is_on = False
    assert opened and {line for line in opened if not any(str(path) in line for path in samples.values())} == set()
