"""Reads the suites: JSON in, entries out, and an error for whatever would be passed over in silence.

A suite is `{"about", "include", "leave_out", "expectations"}`; `include` names other files whose entries come first,
but for those whose types `leave_out` names.
An entry is `{"type", "each", "where", "kwargs", "severity", "notes"}`: `type` is an expectation of Great Expectations
or a check of checks.py, `kwargs` are its arguments, `where` names columns
with the values that rows must have to count, and `each` repeats it for every column of a list:
names, or "required", "closed", "closed_lists", which the registry of tables knows. The closed list of a
column is never typed here: `expect_column_values_to_be_in_set` takes it from the registry.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from expectations.checks import CHECKS
from pipeline import tables

SEVERITIES = ("critical", "warning")
RELEASE = "release"  # the suite of what concerns no single table
_FOLDER = Path(__file__).parent


class SuiteError(Exception):
    """A suite that says something wrong. The message names the file and the entry."""


@dataclass(frozen=True)
class Entry:
    """One expectation of a table (or of the release): what is expected, how bad a failure is, what it means."""

    table: str
    type: str
    kwargs: Mapping[str, Any]
    where: Mapping[str, Sequence[Any]]
    severity: str
    notes: str

    @property
    def name(self) -> str:
        """Its table, type and columns, as text."""
        return " ".join(filter(None, (self.table, self.type, self.column)))

    @property
    def column(self) -> str | None:
        """The columns it looks at, as text; None where it looks at the whole table."""
        return ", ".join(self.columns) or None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its arguments name."""
        named: list[str] = []
        for key, value in self.kwargs.items():
            if key.startswith("column"):
                named.extend([value] if isinstance(value, str) else value)
        return tuple(named)

    @property
    def own(self) -> bool:
        """Whether it is a check of checks.py."""
        return self.type in CHECKS


@cache
def suites() -> Mapping[str, tuple[Entry, ...]]:
    """The entries of every suite: "release" first, then every table in the registry's order.

    Raises SuiteError for an unknown key, severity, column or check, or arguments that a check does not take.
    (Names and arguments of Great Expectations' own types are tried when they are run.)
    """
    names = [RELEASE, *tables.TABLES]
    return {name: tuple(read(name, _FOLDER)) for name in names}


def read(name: str, folder: Path) -> Iterator[Entry]:
    """The entries of the suite of table `name`, from the JSON files of `folder`."""
    suite = _json(folder / f"{name}.json")
    unknown = set(suite.get("leave_out", []))
    for source in [*suite.get("include", []), name]:
        path = folder / f"{source}.json"
        for number, given in enumerate(_json(path)["expectations"], 1):
            where = f"{path.name}, entry {number}"
            for entry in _entries(name, given, where):
                _check(entry, where)
                if source != name and entry.type in suite.get("leave_out", []):
                    unknown.discard(entry.type)
                else:
                    yield entry
    if unknown:
        raise SuiteError(f"{name}.json: leave_out names {', '.join(sorted(unknown))}, which nothing included has")


def _json(path: Path) -> dict[str, Any]:
    try:
        suite = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SuiteError(f"{path.name}: {error}") from error
    if not isinstance(suite, dict) or not suite.keys() <= {"about", "include", "leave_out", "expectations"}:
        raise SuiteError(f"{path.name}: a suite has about, include, leave_out and expectations")
    if not isinstance(suite.get("expectations"), list):
        raise SuiteError(f"{path.name}: a suite has a list of expectations")
    return suite


def _entries(name: str, given: Any, where: str) -> Iterator[Entry]:
    """The entries that one object of a suite stands for: one, or one for each column."""
    keys = {"type", "severity", "notes"}
    if not isinstance(given, dict) or not keys <= given.keys() <= keys | {"kwargs", "each", "where"}:
        raise SuiteError(f"{where}: an entry has type, severity and notes, and may have each, where and kwargs")
    kwargs = given.get("kwargs", {})
    rest = (given.get("where", {}), given["severity"], given["notes"])
    if "each" not in given:
        yield Entry(name, given["type"], kwargs, *rest)
        return
    for column in _each(name, given["each"], where):
        more: dict[str, Any] = {"column": column}
        if given["type"] == "expect_column_values_to_be_in_set" and given["each"] == "closed":
            more["value_set"] = list(tables.TABLES[name].column(column).values or ())
        yield Entry(name, given["type"], kwargs | more, *rest)


def _each(name: str, each: Any, where: str) -> list[str]:
    columns = tables.TABLES[name].columns
    match each:
        case "required":
            return [c.name for c in columns if not c.nullable]
        case "closed":
            return [c.name for c in columns if c.values and not pa.types.is_list(c.type)]
        case "closed_lists":
            return [c.name for c in columns if c.values and pa.types.is_list(c.type)]
        case list():
            return each
    raise SuiteError(f"{where}: each is a list of columns, or required, closed, closed_lists, not {each!r}")


def _check(entry: Entry, where: str) -> None:
    where = f"{where}, {entry.type} for {entry.table}"
    if entry.severity not in SEVERITIES:
        raise SuiteError(f"{where}: severity is one of {', '.join(SEVERITIES)}, not {entry.severity!r}")
    if not entry.notes.strip():
        raise SuiteError(f"{where}: notes say what a failure means and what to do")
    if entry.own:
        if entry.where:
            raise SuiteError(f"{where}: a check of our own takes no where")
        try:
            inspect.signature(CHECKS[entry.type]).bind(None, entry.table, **entry.kwargs)
        except TypeError as error:
            raise SuiteError(f"{where}: {error}") from error
    elif not entry.type.startswith(("expect_column_values_", "expect_column_value_", "expect_column_pair_values_")):
        raise SuiteError(f"{where}: no such check, and no expectation of Great Expectations about single rows")
    elif entry.type.endswith("_to_be_unique"):
        raise SuiteError(f"{where}: tables are checked in pieces; use unique")
    known = {} if entry.table == RELEASE else {column.name: column for column in tables.TABLES[entry.table].columns}
    for name in (*entry.columns, *entry.where):
        if name not in known:
            raise SuiteError(f"{where}: {entry.table} has no column {name!r}")
    for name, values in entry.where.items():
        for value in values:
            if known[name].values and value not in (known[name].values or ()):
                raise SuiteError(f"{where}: {name} is never {value!r}")
