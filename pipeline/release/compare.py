"""What changed between two releases: papers and facts that were added, removed, or changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.release.writer import ROW_GROUP, Writer

CHANGES = tables.Table(
    "changes",
    "What changed against the release that was the latest before.",
    (
        tables.Column("table", tables.TEXT, "The table of the row."),
        tables.Column("change", tables.CLOSED, "What became of it.", values=("added", "removed", "changed")),
        tables.Column("paper_id", tables.TEXT, tables.PAPER_ID.description),
        tables.Column("fact_id", tables.TEXT, "Identity of the fact, null for a paper.", nullable=True),
        tables.Column("text", tables.TEXT, "Title of the paper, or text of the fact."),
        tables.Column("columns", tables.TEXTS, "The columns that differ, null unless changed.", nullable=True),
        tables.Column("old", tables.TEXT, "Their former values, as a JSON object.", nullable=True),
        tables.Column("new", tables.TEXT, "Their values now, as a JSON object.", nullable=True),
    ),
    key=("table", "paper_id", "fact_id"),
    order=("table", "paper_id", "fact_id"),
)
_COMPARED = (tables.PAPERS, *tables.FACT_TABLES)


def diff(old: Path, new: Path) -> Iterator[pa.Table]:
    """The changes from release folder `old` to `new`, as tables of schema CHANGES.schema.

    A row is the same if its key is; it is changed if another column is not equal. Columns that only one
    of the releases has are left out. Memory is bounded: large tables are compared in slices of papers.
    """
    for table in sorted(_COMPARED, key=lambda table: table.name):
        paths = [folder / f"{table.name}.parquet" for folder in (old, new)]
        common = [c for c in table.schema.names if all(c in pq.read_schema(path).names for path in paths)]
        rows = max(pq.read_metadata(path).num_rows for path in paths)
        for low, high in slices(rows):
            where = (pc.field("paper_id") >= low) & (pc.field("paper_id") < high)
            before, after = (pq.read_table(path, columns=common, filters=where) for path in paths)
            yield CHANGES.sort(_changes(table, before, after))


def write_changes(old: Path, new: Path, folder: Path) -> Path:
    """Writes `diff(old, new)` as folder/changes.parquet and gives its path."""
    with Writer(folder, CHANGES) as writer:
        for changes in diff(old, new):
            writer.write(changes)
    return writer.path


def slices(rows: int) -> list[tuple[str, str]]:
    """Ranges of paper_id that cut tables of so many rows into pieces of some row groups."""
    if rows <= 4 * ROW_GROUP:
        return [("", "g")]
    digits = "0123456789abcdefg"
    return list(pairwise(digits))


def _changes(table: tables.Table, old: pa.Table, new: pa.Table) -> pa.Table:
    (key,) = table.key
    found = pc.index_in(new[key], value_set=old[key].combine_chunks())
    lost = pc.index_in(old[key], value_set=new[key].combine_chunks())
    added = new.filter(pc.is_null(found))
    removed = old.filter(pc.is_null(lost))
    after = new.filter(pc.is_valid(found))
    before = old.take(pc.drop_null(found))
    rows = [_row(table, "added", row) for row in added.to_pylist()]
    rows += [_row(table, "removed", row) for row in removed.to_pylist()]
    differs = {name: pc.invert(_equal(before[name], after[name])) for name in new.column_names}
    for index in _any(list(differs.values()), after.num_rows):
        columns = [name for name, mask in differs.items() if mask[index].as_py()]
        was, now = before.slice(index, 1).to_pylist()[0], after.slice(index, 1).to_pylist()[0]
        row = _row(table, "changed", now)
        row |= {"columns": columns, "old": _json(was, columns), "new": _json(now, columns)}
        rows.append(row)
    return CHANGES.from_rows(rows)


def _row(table: tables.Table, change: str, row: dict[str, object]) -> dict[str, object]:
    text = row["title"] if table is tables.PAPERS else row["text"]
    known = {"table": table.name, "change": change, "paper_id": row["paper_id"]}
    return known | {"fact_id": row.get("fact_id"), "text": text}


def _json(row: dict[str, object], columns: list[str]) -> str:
    return json.dumps({name: row[name] for name in columns}, ensure_ascii=False, default=str)


def _equal(old: pa.ChunkedArray, new: pa.ChunkedArray) -> pa.ChunkedArray:
    """Which rows are equal, or both null."""
    old, new = _comparable(old), _comparable(new)
    both_null = pc.and_(pc.is_null(old), pc.is_null(new))
    return pc.or_(both_null, pc.fill_null(pc.equal(old, new), False))


def _comparable(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        return pc.binary_join(column.cast(tables.TEXTS), "\x1f")
    return column.cast(tables.TEXT) if pa.types.is_dictionary(column.type) else column


def _any(masks: list[pa.ChunkedArray], rows: int) -> list[int]:
    """Indices of the rows that any of the masks marks."""
    marked = pa.chunked_array([pa.repeat(False, rows)])
    for mask in masks:
        marked = pc.or_(marked, mask)
    return pc.indices_nonzero(marked).to_pylist()
