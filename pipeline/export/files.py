"""Reading rows of a release, and writing files that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline import release

# Rows in memory at a time.
BATCH = 8192

Row = dict[str, Any]


def batches(folder: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """The rows of a table of a release folder, a batch at a time."""
    yield from release.batches(folder / f"{table}.parquet", BATCH, columns)


def rows(folder: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a table of a release folder as dicts."""
    for batch in batches(folder, table, columns):
        yield from batch.to_pylist()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
