"""The way from dumps to facts, stage by stage: `python -m bench.stages DUMP FOLDER WORKERS ENGINE` prints JSON.

These are the calls that the assets make, without Dagster. What is loaded once belongs to the stage that needs it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import cluster, dumps, engine, papers
from pipeline.extract import INPUT
from pipeline.workers import Workers


def main(dump: Path, folder: Path, workers: int, name: str) -> dict[str, dict[str, float]]:
    """For each stage its records, seconds, seconds of processors and MiB written.

    Takes a dump, an empty folder, the number of workers and the name of an engine. Leaves the texts as
    FOLDER/texts.parquet.
    """
    shelf, texts, facts, again = (folder / made for made in ("shelf", "texts.parquet", "facts", "again"))
    shelf.mkdir()

    def read() -> int:
        return sum(papers.shelve(dumps.read(dump, name=dump.name), shelf).values())

    def merge() -> int:
        with pq.ParquetWriter(texts, INPUT) as writer:
            return sum(_write(writer, merged.texts) for merged in papers.merge([shelf], folder))

    def extract(former: Path | None, made: Path) -> int:
        made.mkdir()
        if name == "ray":
            return [progress.done for progress in cluster.extract_all(texts, made, former, workers)][-1]
        with Workers(workers) as helpers:
            return [progress.done for progress in engine.extract_all(texts, made, former, helpers)][-1]

    return {
        "read": _timed(read, shelf),
        "merge": _timed(merge, texts),
        "extract": _timed(lambda: extract(None, facts), facts),
        "extract again": _timed(lambda: extract(facts, again), again),
    }


def _write(writer: pq.ParquetWriter, texts: pa.Table) -> int:
    writer.write_table(texts.cast(INPUT))
    return int(texts.num_rows)


def _timed(stage: Callable[[], int], made: Path) -> dict[str, float]:
    began, before = time.perf_counter(), _processors()
    records = stage()
    return {
        "records": records,
        "seconds": round(time.perf_counter() - began, 3),
        "cpu_seconds": round(_processors() - before, 3),
        "disk_mib": disk_mib(made),
    }


def disk_mib(path: Path) -> float:
    """The size of a file, or of all files below a folder; what has several names counts once."""
    files = {file.stat().st_ino: file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file()}
    return round(sum(files.values()) / (1 << 20), 2)


def _processors() -> float:
    """Seconds of processors that this process and those it waited for have taken."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]), sys.stdout)
