"""A CSV file a table, for spreadsheets.

UTF-8 with the mark that spreadsheets know it by; lists are joined with "; ". Text that a spreadsheet would take
for a formula has an apostrophe before it: what stands in a dump must not be run.
"""

from __future__ import annotations

import codecs
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from pipeline import tables
from pipeline.export.files import batches, whole

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = r"^([=+\-@\t\r])"


def write(release: Path, folder: Path) -> list[Path]:
    """Writes `folder/<table>.csv` for every table of a release folder, and gives their paths."""
    written = []
    for name, table in tables.TABLES.items():
        path = folder / f"{name}.csv"
        schema = pa.schema([(column.name, _plain(column.type)) for column in table.columns])
        with whole(path) as new, new.open("wb") as file:
            file.write(codecs.BOM_UTF8)
            with csv.CSVWriter(file, schema) as writer:
                for batch in batches(release, name):
                    writer.write_batch(pa.record_batch([_cells(column) for column in batch.columns], schema=schema))
        written.append(path)
    return written


def _plain(kind: pa.DataType) -> pa.DataType:
    """What a column is in CSV: lists and closed lists are text."""
    return pa.string() if pa.types.is_list(kind) or pa.types.is_dictionary(kind) else kind


def _cells(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, "; ")
    elif pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    if pa.types.is_string(column.type):
        return pc.replace_substring_regex(column, _FORMULA, r"'\1")
    return column
