"""Measures the way from dumps to facts: records a second by stage, memory, and how both grow with the records.

Takes the dumps named by PAPERFACTS_RECORDS (one path a line), or else seeds/. Prints a table; `--json`
prints the same figures as JSON. What belongs here: figures that depend on the machine. What does not:
what must hold everywhere (tests/).
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from pipeline import dumps, papers
from pipeline.dumps.record import Record
from pipeline.engine import extract_all
from pipeline.extract import INPUT

SEEDS = Path(__file__).parents[1] / "seeds"
# Records of the growth: 40,000 against 10,000 shows whether time grows linearly.
SIZES = (5_000, 10_000, 40_000)


@dataclass(frozen=True)
class Figure:
    """A measured stage: its records, seconds, records a second, and the peak memory so far of the largest process."""

    stage: str
    records: int
    workers: int
    seconds: float
    per_second: float
    peak_mib: float


def paths() -> list[Path]:
    """The dumps to measure with."""
    named = os.environ.get("PAPERFACTS_RECORDS", "").splitlines()
    return [Path(line) for line in named if line.strip()] or [SEEDS]


def records(limit: int) -> Iterator[Record]:
    """The first records of the dumps, as they are read."""
    everything = (record for name, path in dumps.find(paths()) for record in dumps.read(path, name=name))
    return islice(everything, limit)


def timed(stage: str, count: Callable[[], int], workers: int = 1) -> Figure:
    """Runs a stage that tells how many records it did."""
    began = time.perf_counter()
    done = count()
    seconds = time.perf_counter() - began
    usages = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Figure(stage, done, workers, round(seconds, 2), round(done / seconds, 1), round(max(usages) / 1024, 1))


def measure(size: int, folder: Path) -> Iterator[Figure]:
    """The stages on the first `size` records, in order; one worker and two."""
    shelf = folder / "shelf"
    shelf.mkdir(parents=True)
    yield timed("read", lambda: sum(papers.shelve(records(size), shelf).values()))

    texts = folder / "texts.parquet"

    def merge() -> int:
        with pq.ParquetWriter(texts, INPUT) as writer:
            return sum(_write(writer, merged.texts) for merged in papers.merge([shelf], folder))

    yield timed("merge", merge)
    for workers in (1, 2):
        out = folder / f"facts-{workers}"
        out.mkdir()
        yield timed("extract", partial(_extract, texts, out, None, workers), workers)
    again = folder / "again"
    again.mkdir()
    yield timed("extract again", partial(_extract, texts, again, folder / "facts-1", 1))


def _extract(texts: Path, folder: Path, former: Path | None, workers: int) -> int:
    return max(progress.done for progress in extract_all(texts, folder, former, workers))


def _write(writer: pq.ParquetWriter, texts: pa.Table) -> int:
    writer.write_table(texts.cast(INPUT))
    return int(texts.num_rows)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
def main(as_json: bool) -> None:
    """Measure reading, merging and extraction, one worker and two."""
    there = sum(1 for _ in records(SIZES[-1]))
    sizes = [size for size in SIZES if size < there] + [there]
    with tempfile.TemporaryDirectory() as folder:
        figures = [figure for size in sizes for figure in measure(size, Path(folder) / str(size))]
    if as_json:
        json.dump([asdict(figure) for figure in figures], sys.stdout, indent=1)
        return
    table = Table("stage", "records", "workers", "seconds", "records/s", "peak MiB")
    for figure in figures:
        table.add_row(*(f"{value:,}" if isinstance(value, int | float) else value for value in asdict(figure).values()))
    Console().print(table)


if __name__ == "__main__":
    main()
