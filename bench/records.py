"""The records to measure with: the first so many lines of a dump with a record a line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline.dumps import DumpError
from pipeline.dumps.source import Source

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "arxiv"
SEED = ROOT / "seeds" / "arxiv-crawl.jsonl"


def named() -> list[Path]:
    """The dumps of PAPERFACTS_RECORDS (one path a line), or of ../shared/arxiv; none where there are none.

    They are arXiv JSONL, packed or not.
    """
    paths = [Path(line) for line in os.environ.get("PAPERFACTS_RECORDS", "").splitlines() if line.strip()]
    for path in paths:
        if not path.is_file():
            raise DumpError(path, "is no file (PAPERFACTS_RECORDS)")
    return paths or sorted(SHARED.glob("*.jsonl*"))


def lines(paths: list[Path]) -> Iterator[bytes]:
    """The lines of the dumps one after the other; invented ones without end where there are no dumps."""
    for path in paths:
        yield from Source(path, path.name).lines()
    if not paths:
        yield from _invented()


def write(paths: list[Path], count: int, dump: Path) -> int:
    """Writes the first `count` records to a file; gives how many there were."""
    with dump.open("wb") as file:
        return sum(bool(file.write(line + b"\n")) for line in islice(lines(paths), count))


def _invented() -> Iterator[bytes]:
    """The samples over and over, each time under other titles."""
    samples = [json.loads(line) for line in SEED.read_text(encoding="utf-8").splitlines()]
    number = 0
    while True:
        for sample in samples:
            number += 1
            told = {"title": f"{sample['title']} {number}", "summary": f"{sample['summary']} Part {number}."}
            yield json.dumps(sample | told | {"id": f"2503.{number:05d}"}).encode()
