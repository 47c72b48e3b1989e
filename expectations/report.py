"""What validation found, and how it is shown: on a terminal, as JSON, as annotations of a CI run."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from expectations.suites import Entry

SHOWN = 10  # failing rows that a result names


@dataclass(frozen=True)
class Result:
    """What became of one expectation.

    `unexpected` counts the failures, `rows` names the first of them: keys of rows with the values that are
    wrong.
    """

    entry: Entry
    unexpected: int
    rows: list[dict[str, Any]]

    @property
    def ok(self) -> bool:
        return self.unexpected == 0

    @property
    def table(self) -> str:
        return self.entry.table

    @property
    def expectation(self) -> str:
        return self.entry.type

    @property
    def column(self) -> str | None:
        return self.entry.column

    @property
    def severity(self) -> str:
        return self.entry.severity

    @property
    def note(self) -> str:
        """What a failure means and what to do."""
        return self.entry.notes


@dataclass(frozen=True)
class Report:
    """What became of all expectations of a release.

    `skipped` are those that could not be evaluated because a table cannot be read.
    """

    folder: Path
    version: str | None
    results: list[Result]
    skipped: list[Entry]

    @property
    def ok(self) -> bool:
        """Whether the release may be published: no critical expectation failed, none was skipped."""
        return not self.skipped and not any(result.severity == "critical" for result in self.failures)

    @property
    def failures(self) -> list[Result]:
        """The results that failed, critical ones first."""
        return sorted((r for r in self.results if not r.ok), key=lambda result: result.severity != "critical")

    @property
    def summary(self) -> str:
        """One line: whether the release is good, and how many expectations were met."""
        critical = sum(result.severity == "critical" for result in self.failures)
        words = [f"{len(self.results)} expectations", f"{critical} failed", f"{len(self.failures) - critical} warnings"]
        if self.skipped:
            words.append(f"{len(self.skipped)} could not be evaluated")
        return f"release {self.version or '?'} is {'good' if self.ok else 'not good'}: {', '.join(words)}"


def to_json(report: Report) -> str:
    """The report as one JSON object: ok, version, summary, results, skipped."""
    told: dict[str, Any] = {"ok": report.ok, "version": report.version, "summary": report.summary}
    told |= {"results": [_told(result) for result in report.results]}
    told |= {"skipped": [entry.name for entry in report.skipped]}
    return json.dumps(told, indent=2, ensure_ascii=False, default=str)


def to_github(report: Report) -> str:
    """The failures as annotations of a GitHub Actions run, one a line, then the summary."""
    return "\n".join([*_annotations(report), report.summary])


def to_text(report: Report, width: int = 120) -> str:
    """What failed as a table in plain text, with the first failing rows, then the summary."""
    file = io.StringIO()
    show(report, Console(file=file, width=width, color_system=None))
    return file.getvalue()


def show(report: Report, console: Console) -> None:
    """Prints what failed as a table, with the first failing rows, then the summary."""
    if report.failures:
        table = Table("", "where", "failing", "what", show_lines=True)
        table.columns[1].overflow = table.columns[3].overflow = "fold"
        for result in report.failures:
            mark = "[bold red]error[/]" if result.severity == "critical" else "[yellow]warning[/]"
            place = f"{result.table}\n{(result.column or '').replace(', ', chr(10))}".strip()
            words = f"[bold]{result.expectation}[/]\n{escape(_rows(result))}\n[dim]{escape(result.note)}[/]"
            table.add_row(mark, place, f"{result.unexpected:,}", words)
        console.print(table)
    for line in _not_evaluated(report):
        console.print(f"not evaluated: {line}", markup=False)
    console.print(report.summary, markup=False, style="green" if report.ok else "red")


def _told(result: Result) -> dict[str, Any]:
    entry = result.entry
    told: dict[str, Any] = {
        "table": entry.table,
        "expectation": entry.type,
        "column": entry.column,
        "arguments": dict(entry.kwargs),
    }
    told |= {"where": dict(entry.where), "severity": entry.severity, "ok": result.ok}
    return told | {"unexpected": result.unexpected, "rows": result.rows, "note": entry.notes}


def in_words(result: Result, most: int = SHOWN) -> list[str]:
    """The first failing rows, one a line, and how many more there are."""
    rows = result.rows[:most]
    lines = [", ".join(f"{name}={_short(value)}" for name, value in row.items()) for row in rows]
    return lines + ([f"… and {result.unexpected - len(lines):,} more"] if result.unexpected > len(lines) else [])


def _rows(result: Result) -> str:
    return "\n".join(in_words(result, 3))


def _short(value: Any, most: int = 60) -> str:
    text = str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _annotations(report: Report) -> Iterator[str]:
    for result in report.failures:
        level = "error" if result.severity == "critical" else "warning"
        title = " ".join(filter(None, (result.table, result.expectation, result.column)))
        message = f"{result.unexpected} failing. {result.note}\n{_rows(result)}"
        yield f"::{level} title={_escaped(title, ':,')}::{_escaped(message)}"
    for line in _not_evaluated(report):
        yield f"::error title=not evaluated::{_escaped(line)}"


def _not_evaluated(report: Report) -> list[str]:
    """How many expectations of each table could not be evaluated, a line a table: one damaged file skips dozens."""
    return [f"{count} expectations of {table}" for table, count in Counter(e.table for e in report.skipped).items()]


def _escaped(text: str, more: str = "") -> str:
    """Text as workflow commands want it."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
