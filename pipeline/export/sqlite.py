"""One SQLite file, for Datasette and for SQL: all tables with their keys, and full-text search.

Lists are JSON texts. Full text is searched in papers (title, abstract) and in the words of facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
from sqlite_utils import Database
from sqlite_utils.db import ForeignKey, Table

from pipeline import tables
from pipeline.export.files import Row, rows, whole

# What full-text search looks at.
_SEARCHED = {"papers": ("title", "abstract"), **{table.name: ("text",) for table in tables.FACT_TABLES}}
# Columns that people look rows up by, beside keys.
_INDEXED = ("paper_id", "arxiv_id", "benchmark_id", "metric_id", "repository")


def write(release: Path, folder: Path) -> list[Path]:
    """Writes `folder/paperfacts.sqlite` of a release folder, and gives its path."""
    path = folder / "paperfacts.sqlite"
    with whole(path) as new:
        database = Database(new)
        try:
            for table in tables.TABLES.values():
                _fill(_made(database, table), table, release)
            database.analyze()
        finally:
            database.close()
    return [path]


def _made(database: Database, table: tables.Table) -> Table:
    """The empty table, with its key and what it refers to."""
    made = database.table(table.name)
    return made.create(
        {column.name: _kind(column.type) for column in table.columns},
        pk=table.key[0] if len(table.key) == 1 else table.key,
        foreign_keys=[
            ForeignKey(table.name, column.name, column.references, tables.TABLES[column.references].key[0])
            for column in table.columns
            if column.references
        ],
        not_null={column.name for column in table.columns if not column.nullable},
    )


def _fill(made: Table, table: tables.Table, release: Path) -> None:
    made.insert_all(_rows(release, table), batch_size=1000)
    if table.name in _SEARCHED:
        made.enable_fts(_SEARCHED[table.name], tokenize="porter")
    for name in _INDEXED:
        if name in table.schema.names and (name,) != table.key:
            made.create_index([name])


def _rows(release: Path, table: tables.Table) -> Iterator[Row]:
    lists = [column.name for column in table.columns if pa.types.is_list(column.type)]
    for row in rows(release, table.name):
        for name in lists:
            if row[name] is not None:
                row[name] = orjson.dumps(row[name]).decode()
        yield row


def _kind(kind: pa.DataType) -> type[Any]:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return int
    return float if pa.types.is_floating(kind) else str
