"""The suites: every entry is known, nothing wrong passes in silence, and the registry is what they rest on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import release_samples as samples

import expectations
from expectations import run
from expectations.suites import RELEASE, read
from pipeline import tables


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.publish(tmp_path_factory.mktemp("good"))


def test_every_table_has_a_suite_and_every_entry_a_note() -> None:
    suites = expectations.suites()
    assert list(suites) == [RELEASE, *tables.TABLES]
    for entries in suites.values():
        assert entries
        assert all(len(entry.notes) > 20 for entry in entries)


@pytest.mark.parametrize("table", tables.TABLES.values(), ids=lambda table: table.name)
def test_what_the_registry_says_of_a_column_is_checked(table: tables.Table) -> None:
    checked = {(entry.type, entry.column) for entry in expectations.suites()[table.name]}
    for column in table.columns:
        if not column.nullable:
            assert ("expect_column_values_to_not_be_null", column.name) in checked
        if column.values and pa.types.is_list(column.type):
            assert ("members_in_closed_list", column.name) in checked
        elif column.values:
            assert ("expect_column_values_to_be_in_set", column.name) in checked
        if column.name.startswith("benchmark_id"):
            assert ("known_ids", column.name) in checked
    assert ("unique_key", None) in checked


def test_all_expectations_are_evaluated(good: Path) -> None:
    report = expectations.validate(good)
    assert len(report.results) == sum(len(entries) for entries in expectations.suites().values())
    assert report.skipped == []
    assert [result for result in report.results if not result.ok] == []


def test_tables_without_rows_are_evaluated_too(tmp_path: Path) -> None:
    given = samples.rows()
    kept = ("papers", "dump_records", "overrides")
    empty = {name: given[name] if name in kept else [] for name in given}
    report = expectations.validate(samples.publish(tmp_path, empty))
    assert len(report.results) == sum(len(entries) for entries in expectations.suites().values())
    # The second paper claims state of the art, and its receipt is gone with the facts.
    assert [result.expectation for result in report.failures] == ["claims_have_receipts"]


def test_one_table_can_be_validated_by_itself(good: Path) -> None:
    assert {result.table for result in expectations.validate(good, only=["ranks"]).results} == {"ranks"}


ENTRY = {"type": "expect_column_values_to_be_between", "severity": "critical", "notes": "Places start at 1."}
RANK = {"column": "rank", "min_value": 1}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (ENTRY | {"type": "expect_column_values_to_be_betwen", "kwargs": RANK}, "betwen"),
        (ENTRY | {"type": "exspect_column_values_to_be_between", "kwargs": RANK}, "no such check"),
        (ENTRY | {"type": "unique_kee"}, "unique_kee"),
        (ENTRY | {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "rank"}}, "use unique"),
        (ENTRY | {"kwargs": {"column": "rang", "min_value": 1}}, "ranks has no column 'rang'"),
        (ENTRY | {"each": ["rank", "rang"], "kwargs": {"min_value": 1}}, "ranks has no column 'rang'"),
        (ENTRY | {"each": "requierd"}, "requierd"),
        (ENTRY | {"kwargs": RANK, "severity": "critcal"}, "severity is one of critical, warning, not 'critcal'"),
        (ENTRY | {"kwargs": {"column": "rank", "min_valeu": 1}}, "min_valeu"),
        (ENTRY | {"kwargs": {"column": "rank"}}, "min_value and max_value cannot both be None"),
        (ENTRY | {"type": "unique", "kwargs": {"colums": ["rank"]}}, "missing a required argument: 'columns'"),
        (ENTRY | {"type": "unique", "kwargs": {"columns": ["rang"]}}, "ranks has no column 'rang'"),
        (ENTRY | {"kwargs": RANK, "where": {"evnt": ["x"]}}, "ranks has no column 'evnt'"),
        (ENTRY | {"kwargs": RANK, "notes": " "}, "notes say"),
        (ENTRY | {"kwarg": RANK}, "an entry has type"),
        ({"type": "unique_key", "severity": "critical"}, "an entry has type"),
    ],
)
def test_a_wrong_entry_is_an_error_and_not_a_pass(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: dict[str, Any], message: str
) -> None:
    (tmp_path / "ranks.json").write_text(json.dumps({"about": "Ranks.", "expectations": [entry]}))
    monkeypatch.setattr(run, "suites", lambda: {"ranks": tuple(read("ranks", tmp_path))})
    with pytest.raises(expectations.SuiteError, match="ranks") as caught:
        expectations.validate(good)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"expectation": []}', '{"about": "", "include": ["nowhere"], "expectations": []}']
)
def test_a_wrong_suite_is_an_error_that_names_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "ranks.json").write_text(text)
    with pytest.raises(expectations.SuiteError, match=r"(ranks|nowhere)\.json"):
        list(read("ranks", tmp_path))


def test_the_suites_are_read_without_great_expectations() -> None:
    code = "import sys, expectations; expectations.suites(); print('great_expectations' in sys.modules)"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
