"""Runs the suites over a release: Great Expectations on pieces of its tables, and the checks of checks.py."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial, reduce
from operator import and_
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import is_integer_dtype

from expectations.checks import AT_ONCE, CHECKS, Broken, Release, key_columns
from expectations.report import SHOWN, Report, Result
from expectations.suites import RELEASE, Entry, SuiteError, suites
from pipeline import tables
from pipeline.workers import Workers, wanted

PIECE = 16_384  # rows that Great Expectations sees at once: a piece costs a tenth of a second; of abstracts AT_ONCE


def validate(
    folder: Path, former: Path | None = None, only: Collection[str] | None = None, workers: Workers | None = None
) -> Report:
    """Validates a release folder, published or staged, with the suites; `only` some tables, where given.

    `former` is the release to compare row counts with. Where `workers` are given, another process makes the checks of
    checks.py while this one is busy with Great Expectations. Raises SuiteError where a suite is wrong, which is
    never taken for a pass. A release without a manifest, and unreadable tables, are failures of the report.
    """
    held = Release(folder, former)
    try:
        version = held.manifest["version"]
    except (OSError, ValueError) as error:
        note = "A release has a manifest that says what it holds. This is no release, or only a part of one."
        rows = [{"file": "manifest.json", "problem": str(error)}]
        return Report(folder, None, [Result(Entry(RELEASE, "manifest", {}, {}, "critical", note), 1, rows)], [])
    for name in tables.TABLES:
        if any(CHECKS["matches_registry"](held, name)):
            held.broken.add(name)
    chosen = [(name, entries) for name, entries in suites().items() if only is None or name in only]
    checks = (held, [entry for _, entries in chosen for entry in entries if entry.own])
    own = workers.start(_made, checks) if workers else partial(_made, checks)
    great = [one for name, entries in chosen for one in _evaluated(held, name, [e for e in entries if not e.own])]
    of_kind = {True: iter(own()), False: iter(great)}
    results: list[Result] = []
    skipped: list[Entry] = []
    for entry in (entry for _, entries in chosen for entry in entries):
        result = next(of_kind[entry.own])
        if result is None:
            skipped.append(entry)
        else:
            results.append(result)
    return Report(folder, version, results, skipped)


def _evaluated(held: Release, name: str, entries: Sequence[Entry]) -> Sequence[Result | None]:
    """The results of Great Expectations for a suite, None for each where the table cannot be read."""
    try:
        return list(_great(held, name, entries))
    except Broken:
        return [None] * len(entries)


def _made(checks: tuple[Release, Sequence[Entry]]) -> list[Result | None]:
    """The results of checks of checks.py, None for what cannot be evaluated."""
    held, entries = checks
    return [_own(held, entry) for entry in entries if wanted()]


def _own(held: Release, entry: Entry) -> Result | None:
    """The result of a check of checks.py, None where a table that it needs cannot be read."""
    unexpected = 0
    rows: list[dict[str, Any]] = []
    try:
        for row in CHECKS[entry.type](held, entry.table, **entry.kwargs):
            unexpected += 1
            if len(rows) < SHOWN:
                rows.append(row)
    except Broken:
        return None
    return Result(entry, unexpected, rows)


def _great(held: Release, name: str, entries: Sequence[Entry]) -> Iterator[Result]:
    """The results of Great Expectations, in the order of the entries."""
    if not entries:
        return
    keys = key_columns(name)
    named = {column for entry in entries for column in (*entry.columns, *entry.where)}
    columns = [column for column in tables.TABLES[name].schema.names if column in named.union(keys)]
    counts = [0] * len(entries)
    rows: list[list[dict[str, Any]]] = [[] for _ in entries]
    expected = _expectations(name, entries)
    for piece in held.pieces(name, columns, AT_ONCE if "abstract" in columns else PIECE):
        for number, result in _failures(piece, name, expected):
            counts[number] += result["unexpected_count"]
            rows[number] += result.get("partial_unexpected_index_list") or []
    for entry, count, failing in zip(entries, counts, rows, strict=True):
        yield Result(entry, count, [_plain(row, keys) for row in failing[:SHOWN]])


def _frame(piece: pa.Table) -> pd.DataFrame:
    """A piece of a table as Great Expectations is fast with: lists as text, numbers as NumPy has them."""
    for index, field in enumerate(piece.schema):
        if pa.types.is_list(field.type):
            piece = piece.set_column(index, field.name, pc.binary_join(piece[index], " "))
        elif pa.types.is_floating(field.type):
            piece = piece.set_column(index, field.name, piece[index].cast(pa.float64()))
    frame = piece.to_pandas()
    whole = [name for name, column in frame.items() if is_integer_dtype(column) and not column.hasnans]
    return frame.astype(dict.fromkeys(whole, "int64"))


def _failures(piece: pa.Table, name: str, expected: Sequence[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The expectations that a piece of the table `name` does not meet, by number, with what is told of their rows.

    Raises SuiteError where one cannot be evaluated.
    """
    validator = _validator(_frame(piece))
    # Which rows fail is asked only where some do: it takes three times as long as whether all are good.
    told = _outcomes(validator, name, expected, {"result_format": "BOOLEAN_ONLY"})
    failed = [expected[number] for number, outcome in told.items() if not outcome.success]
    keys = key_columns(name)
    which = {"result_format": "SUMMARY", "unexpected_index_column_names": keys, "partial_unexpected_count": SHOWN}
    for number, outcome in _outcomes(validator, name, failed, which).items():
        if "unexpected_count" not in outcome.result:
            kind = outcome.expectation_config.type
            raise SuiteError(f"{name}: {kind} cannot be evaluated: {outcome.exception_info}")
        yield number, outcome.result


def _outcomes(validator: Any, name: str, expected: Sequence[Any], wanted: dict[str, Any]) -> dict[int, Any]:
    """What Great Expectations says of expectations of a piece of the table `name`, by their numbers in the suite.

    Raises SuiteError where it says nothing of one.
    """
    if not expected:
        return {}
    suite = great_expectations().ExpectationSuite(name=name, expectations=list(expected))
    validator.result_format = wanted
    results = validator.validate_expectation_suite(suite).results
    if len(results) != len(expected):
        raise SuiteError(f"{name}: {len(results)} of {len(expected)} expectations were evaluated")
    return {result.expectation_config.meta["entry"]: result for result in results}


def _expectations(name: str, entries: Sequence[Entry]) -> list[Any]:
    """The entries as expectations of Great Expectations.

    Raises SuiteError for a type or argument that it does not know.
    """
    gx = great_expectations()
    expectations = []
    for number, entry in enumerate(entries):
        try:
            expectations.append(expectation(entry, number))
        except (gx.exceptions.ExpectationNotFoundError, ValueError) as error:
            raise SuiteError(f"{name}: {entry.type}: {error}") from error
    return expectations


def expectation(entry: Entry, number: int = 0) -> Any:
    """An entry that is not our own check as an expectation of Great Expectations, with its number in the suite."""
    kind = great_expectations().expectations.registry.get_expectation_impl(entry.type)
    told = {"severity": entry.severity, "notes": entry.notes, "meta": {"entry": number}}
    return kind(**entry.kwargs, **told, row_condition=_condition(entry))


def _condition(entry: Entry) -> Any:
    """Which rows count, as Great Expectations has it; None where all do."""
    from great_expectations.expectations.row_conditions import Column

    conditions = [
        Column(name) == values[0] if len(values) == 1 else Column(name).is_in(list(values))
        for name, values in entry.where.items()
    ]
    return reduce(and_, conditions) if conditions else None


@cache
def great_expectations() -> Any:
    """The library, imported when it is needed (it takes seconds), and told to keep to itself."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    import great_expectations.expectations.registry

    return gx


def _validator(frame: pd.DataFrame) -> Any:
    """What validates a frame: a ValidationDefinition would store the suite and each result, which takes as long again,
    and a Batch would load the frame, and digest it, for each suite."""
    frames = _frames()
    from great_expectations.validator.v1_validator import Validator

    return Validator(frames, batch_parameters={"dataframe": frame})


@cache
def _frames() -> Any:
    """Where frames are handed to Great Expectations; its context writes nothing."""
    gx = great_expectations()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("release").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("piece")


def _plain(row: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """A row of plain Python values, keys first: missing ones are None."""
    ordered = {name: row[name] for name in (*keys, *row) if name in row}
    values = {name: value.item() if isinstance(value, np.generic) else value for name, value in ordered.items()}
    return {name: None if pd.isna(value) else value for name, value in values.items()}
