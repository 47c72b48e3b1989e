"""Asset checks from the suites: what is expected of a table, on the page of that table.

The suites, and what runs them, are in expectations/; what a failure means for a release is in release.py.
"""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import dagster as dg

from assets import catalog
from expectations import Entry, Report, Result, suites
from expectations.suites import RELEASE

Some = TypeVar("Some", Entry, Result)


def specs(table: str) -> list[dg.AssetCheckSpec]:
    """The checks of a table: one for each kind of expectation in its suite, for all columns together."""
    return [
        dg.AssetCheckSpec(
            name,
            asset=table,
            description=" ".join(dict.fromkeys(entry.notes for entry in entries)),
            # The asset `release` sees to its own checks before it publishes.
            blocking=entries[0].severity == "critical" and table != RELEASE,
            metadata={"expectation": entries[0].type, "severity": entries[0].severity},
        )
        for name, entries in _by_check(suites()[table]).items()
    ]


def results(report: Report, table: str) -> Iterator[dg.AssetCheckResult]:
    """What validation found of a table, check by check. What could not be evaluated has not passed."""
    found = _by_check(result for result in report.results if result.table == table)
    for name, entries in _by_check(suites()[table]).items():
        outcomes = found.get(name, [])
        failed = [result for result in outcomes if not result.ok]
        yield dg.AssetCheckResult(
            asset_key=table,
            check_name=name,
            passed=not failed and len(outcomes) == len(entries),
            severity=dg.AssetCheckSeverity.ERROR if entries[0].severity == "critical" else dg.AssetCheckSeverity.WARN,
            description=" ".join(dict.fromkeys(result.note for result in failed)) or None,
            metadata={
                "expectations": len(entries),
                "evaluated": len(outcomes),
                "failing": sum(result.unexpected for result in failed),
                **({"failing rows": _rows(failed)} if failed else {}),
            },
        )


def _by_check(found: Iterable[Some]) -> dict[str, list[Some]]:
    """Entries or results by the check that they belong to: their type, and the severity where it is a warning."""
    checks: dict[str, list[Some]] = {}
    for one in found:
        kind = one.type if isinstance(one, Entry) else one.expectation
        name = kind.removeprefix("expect_") + ("" if one.severity == "critical" else f"_{one.severity}")
        checks.setdefault(name, []).append(one)
    return checks


def _rows(failed: list[Result]) -> dg.MarkdownMetadataValue:
    """The first failing rows of each expectation, as a table."""
    rows = [{"column": result.column, **row} for result in failed for row in result.rows]
    return dg.MetadataValue.md(catalog.markdown(list(dict.fromkeys(name for row in rows for name in row)), rows))
