"""Corrections of a user's: a CSV file that says which field of which fact or paper has another value, and why.

    id,field,value,reason
    3f1c9a0b7d2e4c58,parameters,7000000000,the text counts in billions
    90ab12cd34ef5678,remove,,a street number and no model

What was read where (text, place, identity) is a receipt and stays as it is; what was made of it can be set, and a
fact that is none can be removed. The fact then has the rule `override` and the confidence 1, and the table
`overrides` keeps what was read before. What does not belong here: whether the outcome is good (expectations/).
"""

from __future__ import annotations

import csv
import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import release, tables

COLUMNS = ("id", "field", "value", "reason")
REMOVE = "remove"  # the field of an override that removes a fact
_ID = re.compile(r"[0-9a-f]{16}|[0-9a-f]{20}")
_CORRECTED = (tables.PAPERS, *tables.FACT_TABLES)
# Columns that no override sets, and why.
_FIXED = dict.fromkeys((c.name for c in tables.FACT_COLUMNS), "tells where and how a fact was read, and stays") | {
    "source": "tells where a link was read, and stays",
    "abstract": "is what facts are read from: correct it in the dump",
    "sources": "tells where a paper was read, and stays",
    "year_inferred": "follows from published",
    "claims_sota": "follows from the table sota_claims: remove the claims there",
    "overridden": "follows from the overrides",
}
_BATCH = 8192  # rows that are corrected at a time


class OverrideError(Exception):
    """A file of overrides that says something wrong. The message is one line with the file and the line in it."""


@dataclass(frozen=True)
class Override:
    """One line of the file: `field` of the fact or paper `id` is `value` (None for null), for a `reason`."""

    line: int
    id: str
    field: str
    value: str | None
    reason: str


@dataclass(frozen=True)
class Overrides:
    """A file of overrides, with what names it in a manifest."""

    path: Path
    sha256: str
    bytes: int
    entries: tuple[Override, ...]


def read(path: Path) -> Overrides:
    """Reads a file of overrides.

    Raises OverrideError where it cannot be read, or a line says what no table can hold. Whether there is such a
    fact shows when the overrides are applied.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(path, content[: error.start].count(b"\n") + 1, "is not UTF-8") from error
    except OSError as error:
        raise OverrideError(f"{path}: {error.strerror or error}") from error
    entries = [_entry(path, line, cells) for line, cells in _rows(path, text)]
    seen: dict[tuple[str, str], int] = {}
    for entry in entries:
        for field in (entry.field, REMOVE):
            if (entry.id, field) in seen:
                said = "removed" if field == REMOVE else f"given another {field}"
                raise _error(path, entry.line, f"{entry.id} is {said} on line {seen[entry.id, field]}")
        if entry.field == REMOVE and (lines := [seen[key] for key in seen if key[0] == entry.id]):
            raise _error(path, entry.line, f"{entry.id} is corrected on line {lines[0]}: remove it or correct it")
        seen[entry.id, entry.field] = entry.line
    return Overrides(path, hashlib.sha256(content).hexdigest(), len(content), tuple(entries))


class Corrections:
    """Overrides on their way into the tables of a build: each batch is corrected, and what became of each is kept."""

    def __init__(self, given: Overrides | None) -> None:
        self._path = given.path if given else Path()
        self._given: dict[str, list[Override]] = {}
        for entry in given.entries if given else ():
            self._given.setdefault(entry.id, []).append(entry)
        self._found: set[str] = set()
        self._told: list[dict[str, Any]] = []

    def write_facts(self, facts: Path, folder: Path) -> None:
        """Puts the fact tables of the folder `facts` into another one, corrected.

        Raises OverrideError where a value does not fit the table of its fact.
        """
        for table in tables.FACT_TABLES:
            source = facts / f"{table.name}.parquet"
            ids = pa.array(self._given, pa.string())
            (key,) = table.key
            if not any(pc.any(pc.is_in(batch[key], ids)).as_py() for batch in _batches(source, [key])):
                release.link(source, folder / source.name)
                continue
            with release.Writer(folder, table) as writer:
                for batch in _batches(source):
                    writer.write(self.correct(table, batch))

    def correct(self, table: tables.Table, batch: pa.Table) -> pa.Table:
        """Rows of a table with the overrides that are about them. Raises OverrideError where a value does not fit."""
        (key,) = table.key
        chosen = pc.is_in(batch[key], pa.array(self._given, pa.string()))
        if not pc.any(chosen).as_py():
            return batch
        rows = []
        for row in batch.filter(chosen).to_pylist():
            self._found.add(row[key])
            corrected = self._corrected(table, row, self._given[row[key]])
            rows += [corrected] if corrected else []
        parts = [batch.filter(pc.invert(chosen)), table.from_rows(rows)]
        return table.sort(pa.concat_tables(parts).unify_dictionaries()).cast(batch.schema)

    def write(self, folder: Path, former: Path | None) -> list[Override]:
        """After all tables: writes the table `overrides`, and gives the overrides of facts that are gone.

        A fact is gone if the release `former` knew it; raises OverrideError for one that nobody ever knew.
        """
        gone = [entry for name, entries in self._given.items() if name not in self._found for entry in entries]
        known = _known(former, [entry.id for entry in gone])
        for entry in gone:
            if entry.id not in known:
                raise _error(self._path, entry.line, f"there is no fact or paper {entry.id}")
            self._told.append(_told(entry) | {"status": "gone", "value": entry.value})
        table = tables.OVERRIDES
        with release.Writer(folder, table) as writer:
            writer.write(table.sort(table.from_rows(self._told)))
        return gone

    def _corrected(self, table: tables.Table, row: dict[str, Any], given: list[Override]) -> dict[str, Any] | None:
        """A row with its overrides, None where it is removed."""
        paper = table is tables.PAPERS
        values = {}
        for entry in given:
            told = _told(entry) | {"status": "applied", "table": table.name, "paper_id": row["paper_id"]}
            told |= {} if paper else {"text": row["text"], "rule": row["rule"]}
            if entry.field != REMOVE:
                values[entry.field] = _value(self._path, table, entry)
                told |= {"value": written(values[entry.field]), "former": written(row[entry.field])}
            elif paper:
                raise _error(self._path, entry.line, "a paper cannot be removed: take it out of the dump")
            self._told.append(told)
        if not values:
            return None
        if not paper:
            return row | values | {"rule": tables.OVERRIDE, "confidence": 1.0}
        if "published" in values:
            row["year_inferred"] = False  # it is told now
        if "authors" in values:
            row["author_count"] = values["authors"] and len(values["authors"])
        return row | values | {"overridden": sorted(values)}


def written(value: Any) -> str | None:
    """A value as a file of overrides has it: null is nothing at all, members of a list are parted by semicolons."""
    if value is None:
        return None
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of the file after its head, with their numbers."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    line = 1
    try:
        if (head := [cell.strip() for cell in next(reader, [])]) != list(COLUMNS):
            raise _error(path, 1, f"the columns are {','.join(COLUMNS)}, not {','.join(head) or 'none'}")
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise _error(path, line, f"is no CSV: {error}") from error


def _entry(path: Path, line: int, cells: list[str]) -> Override:
    """A line as an override. Raises OverrideError where no table can hold what it says."""
    if len(cells) != len(COLUMNS):
        raise _error(path, line, f"has {len(cells)} cells, not {len(COLUMNS)} (one with a comma is put in quotes)")
    entry = Override(line, cells[0], cells[1], cells[2] or None, cells[3])
    if not _ID.fullmatch(entry.id):
        raise _error(path, line, f"{entry.id!r} is no fact_id (16 hex digits) and no paper_id (20)")
    if not entry.reason:
        raise _error(path, line, "has no reason")
    if entry.field == REMOVE:
        if entry.value is not None:
            raise _error(path, line, f"{REMOVE} takes no value")
        return entry
    holders = [table for table in _CORRECTED if entry.field in _correctable(table)]
    if not holders:
        raise _error(path, line, f"{entry.field!r} {_FIXED.get(entry.field, 'is no column of papers or facts')}")
    problems = []
    for table in holders:
        try:
            _value(path, table, entry)
        except OverrideError as error:
            problems.append(error)
    if len(problems) == len(holders):
        raise problems[0]
    return entry


def _correctable(table: tables.Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in _FIXED]


def _value(path: Path, table: tables.Table, entry: Override) -> Any:
    """The value of an override, as the column of the table has it."""
    if entry.field not in _correctable(table):
        raise _error(path, entry.line, f"{entry.id} is of {table.name}, which has no {entry.field!r} to correct")
    column = table.column(entry.field)
    if entry.value is None:
        if not column.nullable:
            raise _error(path, entry.line, f"{entry.field} cannot be empty")
        return None
    several = pa.types.is_list(column.type)
    members = [entry.value]
    if several:
        members = [name for member in entry.value.split(";") if (name := member.strip())]
    for member in members:
        if column.values and member not in column.values:
            raise _error(path, entry.line, f"{entry.field} is one of {', '.join(column.values)}, not {member!r}")
    if several:
        return members
    if column.type == tables.CLOSED:
        return entry.value
    try:
        value = pa.scalar(entry.value).cast(column.type).as_py()
    except pa.ArrowInvalid:
        value = math.nan
    if isinstance(value, float) and not math.isfinite(value):
        raise _error(path, entry.line, f"{entry.field} is of type {column.type}, which {entry.value!r} is not")
    return value


def _told(entry: Override) -> dict[str, Any]:
    return {"line": entry.line, "id": entry.id, "field": entry.field, "reason": entry.reason}


def _known(former: Path | None, ids: list[str]) -> set[str]:
    """Those of the ids that a former release has, or had overrides for."""
    known: set[str] = set()
    if former is None or not ids:
        return known
    for table in (*_CORRECTED, tables.OVERRIDES):
        (key,) = ("id",) if table is tables.OVERRIDES else table.key
        path = former / f"{table.name}.parquet"
        if path.is_file():
            known.update(pq.read_table(path, columns=[key], filters=pc.field(key).isin(ids))[key].to_pylist())
    return known


def _batches(path: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    for batch in release.batches(path, _BATCH, columns):
        yield pa.Table.from_batches([batch])


def _error(path: Path, line: int, problem: str) -> OverrideError:
    return OverrideError(f"{path}, line {line}: {problem}")
