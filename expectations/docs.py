"""Great Expectations' own pages (Data Docs) about a release: all suites, and what became of every expectation.

Expectations of Great Expectations are shown in its words, checks of checks.py in those of their docstrings.
The pages take styles and scripts from the web: without a network they are plain, and complete. What decides is
the report.
"""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from expectations.checks import CHECKS
from expectations.report import Report, Result, in_words
from expectations.run import expectation, great_expectations
from expectations.suites import Entry, suites


def write(report: Report, place: Path) -> Path:
    """Writes the pages of a report into the folder `place`; gives the page to open."""
    gx = great_expectations()
    from great_expectations.core.run_identifier import RunIdentifier

    context = gx.get_context(mode="ephemeral")
    for name in context.get_site_names():
        context.delete_data_docs_site(name)
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(place.resolve())}
    site = {"class_name": "SiteBuilder", "store_backend": backend, "show_how_to_buttons": False}
    context.add_data_docs_site("release", {**site, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}})
    run = RunIdentifier(report.version or "unknown", datetime.now(UTC))
    for table, entries in suites().items():
        context.suites.add(gx.ExpectationSuite(table, [_expectation(entry) for entry in entries]))
        results = [_result(result) for result in report.results if result.table == table]
        results += [_skipped(entry) for entry in report.skipped if entry.table == table]
        if results:
            _store(context, table, results, run)
    context.build_data_docs()
    return place / "index.html"


def _store(context: Any, table: str, results: list[Any], run: Any) -> None:
    """Puts what became of a suite where the pages are made from."""
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    good = sum(result.success for result in results)
    statistics = {
        "evaluated_expectations": len(results),
        "successful_expectations": good,
        "unsuccessful_expectations": len(results) - good,
        "success_percent": 100 * good / len(results),
    }
    meta = {
        "run_id": run,
        "great_expectations_version": great_expectations().__version__,
        "batch_spec": {"data_asset_name": table},
    }
    found = ExpectationSuiteValidationResult(good == len(results), results, table, None, statistics, meta)
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(table), run, table)
    context.validation_results_store.set(key, found)


def _result(result: Result) -> Any:
    from great_expectations.core import ExpectationValidationResult

    told: dict[str, Any] = {"observed_value": f"{result.unexpected:,} failing"}
    if result.ok:
        told |= {"unexpected_percent": 0.0}
    else:
        # The pages escape nothing in a table. The count is said above: here it would need a share of the rows.
        told |= {"unexpected_count": 0, "partial_unexpected_list": [html.escape(line) for line in in_words(result)]}
    return ExpectationValidationResult(result.ok, _expectation(result.entry).configuration, told)


def _skipped(entry: Entry) -> Any:
    from great_expectations.core import ExpectationValidationResult

    problem = {"raised_exception": True, "exception_message": "A table cannot be read.", "exception_traceback": ""}
    return ExpectationValidationResult(False, _expectation(entry).configuration, exception_info=problem)


def _expectation(entry: Entry) -> Any:
    """An entry as Great Expectations shows it."""
    if entry.type.startswith("expect_"):
        return expectation(entry)
    arguments = "".join(f", {name}: {json.dumps(value)}" for name, value in entry.kwargs.items())
    words = CHECKS[entry.type].__doc__ if entry.own else entry.notes
    return _own()(description=f"{entry.type}{arguments}: {words}", notes=entry.notes, severity=entry.severity)


@cache
def _own() -> Any:
    """The expectation that stands for checks of our own."""
    from great_expectations.expectations.expectation import BatchExpectation

    class OwnCheck(BatchExpectation):
        def _validate(self, *_: object, **__: object) -> Any:
            raise NotImplementedError("checks are run by expectations/run.py")

    return OwnCheck
