"""Corruptions of a good release: each is found by validation, and named.

After each corruption the manifest is sealed again, so that it is the content which must give it away,
except where the test is about the files themselves.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import release_samples as samples
from lxml import html

import expectations
from expectations import docs
from expectations import report as reports
from expectations.suites import RELEASE
from pipeline import release, tables
from pipeline.workers import Workers

COPIES = 20
Row = dict[str, Any]
BETWEEN = "expect_column_values_to_be_between"
ABOVE = "expect_column_pair_values_a_to_be_greater_than_b"
IN_SET = "expect_column_values_to_be_in_set"
NOT_NULL = "expect_column_values_to_not_be_null"
NULL = "expect_column_values_to_be_null"
REGEX = "expect_column_values_to_match_regex"
LENGTH = "expect_column_value_lengths_to_be_between"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.publish(tmp_path_factory.mktemp("good"), copies=COPIES)


@pytest.fixture
def bad(good: Path, tmp_path: Path) -> Path:
    """A copy of the good release, to be corrupted."""
    return Path(shutil.copytree(good, tmp_path / "bad"))


def store(folder: Path, table: pa.Table, name: str) -> None:
    """Writes a table as it is, and seals the manifest again."""
    pq.write_table(table, folder / f"{name}.parquet")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    file = folder / f"{name}.parquet"
    manifest["files"][file.name] = {"bytes": file.stat().st_size, "sha256": release.sha256(file)}
    manifest["tables"][name]["rows"] = table.num_rows
    path.write_text(json.dumps(manifest))


def change(folder: Path, name: str, corrupt: Callable[[list[Row]], Any], ordered: bool = True) -> None:
    """Changes the rows of a table; null is let in where the registry forbids it."""
    rows = pq.read_table(folder / f"{name}.parquet").to_pylist()
    corrupt(rows)
    schema = pa.schema([field.with_nullable(True) for field in tables.TABLES[name].schema])
    table = pa.Table.from_pylist(rows, schema=schema)
    store(folder, tables.TABLES[name].sort(table) if ordered else table, name)


def found(folder: Path, *only: str, former: Path | None = None) -> set[tuple[str, str, str | None]]:
    """What validation finds: table, expectation and column of each failure."""
    report = expectations.validate(folder, former, {RELEASE, *only})
    assert not report.ok or all(result.severity == "warning" for result in report.failures)
    for result in report.failures:
        assert result.unexpected > 0
        assert result.rows, f"{result} names no row"
    return {(result.table, result.expectation, result.column) for result in report.failures}


def one(seed: int, where: Callable[[Row], bool] = lambda row: True, **values: Any) -> Callable[[list[Row]], None]:
    """Changes one row, drawn by the seed among those that `where` picks: values, or functions of the row."""

    def corrupt(rows: list[Row]) -> None:
        row = random.Random(seed).choice([row for row in rows if where(row)])
        row |= {name: value(row) if callable(value) else value for name, value in values.items()}

    return corrupt


def drop(seed: int, share: float) -> Callable[[list[Row]], None]:
    def corrupt(rows: list[Row]) -> None:
        for _ in range(int(len(rows) * share)):
            rows.pop(random.Random(seed).randrange(len(rows)))

    return corrupt


def copy(seed: int, **values: Any) -> Callable[[list[Row]], None]:
    """Adds a row like one of them, but for some values."""
    return lambda rows: rows.append(random.Random(seed).choice(rows) | values)


def shifted(by: int, *columns: str) -> dict[str, Callable[[Row], int]]:
    return {column: lambda row, column=column: row[column] + by for column in columns}


OTHER_ID = "0" * 20

ROW_CORRUPTIONS: dict[str, tuple[str, Callable[[list[Row]], Any], str, str | None]] = {
    "a span off by one": ("model_sizes", one(1, **shifted(1, "start", "end")), "text_is_in_abstract", None),
    "a span that ends early": ("results", one(2, **shifted(-1, "end")), "text_is_in_abstract", None),
    "a text in other letters": ("gains", one(3, text=lambda row: row["text"].upper()), "text_is_in_abstract", None),
    "a sentence beyond the abstract": ("ranks", one(4, sentence_end=100_000), "text_is_in_abstract", None),
    "a sentence that starts late": (
        "gains",
        one(5, sentence_start=lambda row: row["end"]),
        ABOVE,
        "start, sentence_start",
    ),
    "a sentence that ends early": ("gains", one(6, sentence_end=lambda row: row["start"]), ABOVE, "sentence_end, end"),
    "start and end swapped": (
        "benchmarks",
        one(7, start=lambda row: row["end"], end=lambda row: row["start"]),
        ABOVE,
        "end, start",
    ),
    "a duplicated key": ("gains", copy(8, value=5.0), "unique_key", None),
    "a duplicated paper": ("papers", copy(9, title="Another"), "unique_key", None),
    "a fact under two names": ("quantities", copy(10, fact_id=OTHER_ID), "no_fact_twice", None),
    "a null key": ("links", one(11, fact_id=None), NOT_NULL, "fact_id"),
    "a null paper": ("results", one(12, paper_id=None), NOT_NULL, "paper_id"),
    "an unknown unit": ("results", one(13, unit="percent"), IN_SET, "unit"),
    "a unit in capitals": ("quantities", one(14, unit="Tokens"), REGEX, "unit"),
    "an unknown qualifier": ("model_sizes", one(15, qualifier="roughly"), IN_SET, "qualifier"),
    "an unknown kind of link": ("links", one(16, kinds=["code", "blog"]), "members_in_closed_list", "kinds"),
    "a broken foreign key": ("benchmarks", one(17, paper_id=OTHER_ID), "references_hold", None),
    "NaN": ("gains", one(18, confidence=float("nan")), "finite", None),
    "infinity": ("quantities", one(19, value=float("inf")), "finite", None),
    "a confidence above one": ("ranks", one(20, confidence=1.5), BETWEEN, "confidence"),
    "negative upvotes": ("papers", one(21, upvotes=-3), BETWEEN, "upvotes"),
    "-1 authors for an unknown number": ("papers", one(22, author_count=-1), BETWEEN, "author_count"),
    "a negative gain": ("gains", one(23, value=-3.2), BETWEEN, "value"),
    "the place 0": ("ranks", one(24, rank=0), BETWEEN, "rank"),
    "a model of 2e18 parameters": ("model_sizes", one(25, parameters=2 * 10**18), BETWEEN, "parameters"),
    "a range upside down": ("quantities", one(26, value_max=1.0), ABOVE, "value_max, value"),
    "an empty name for an unknown one": ("results", one(27, model=""), LENGTH, "model"),
    "an empty title": ("papers", one(28, title=""), LENGTH, "title"),
    "a gain of nothing": (
        "gains",
        one(29, value=None, from_value=None, to_value=None),
        "any_given",
        "value, from_value, to_value",
    ),
    "a worsening called improvement": (
        "gains",
        one(30, lambda row: row["metric_id"] == "latency", direction="increase"),
        "improvement_fits",
        None,
    ),
    "an unknown benchmark_id": ("benchmarks", one(31, benchmark_id="imagenet-1q"), "known_ids", "benchmark_id"),
    "an unknown metric_id": ("gains", one(32, metric_id="acuracy"), "known_ids", "metric_id"),
    "another host": ("links", one(33, host="gitlab.com"), "host_of_url", None),
    "an address with a brace": ("links", one(34, url="https://github.com/a/b}"), REGEX, "url"),
    "an address twice": (
        "links",
        lambda rows: rows.append(rows[0] | {"fact_id": OTHER_ID, "text": "again", "source": "comment"}),
        "unique",
        "paper_id, url",
    ),
    "a link in the abstract without its place": (
        "links",
        one(36, lambda row: row["source"] == "abstract", start=None, end=None),
        NOT_NULL,
        "start",
    ),
    "a link elsewhere with a place": (
        "links",
        one(37, lambda row: row["source"] == "listing", start=0, end=5),
        NULL,
        "end",
    ),
    "a claim without receipt": (
        "papers",
        one(38, lambda row: not row["claims_sota"], claims_sota=True),
        "claims_have_receipts",
        None,
    ),
    "a paper of another dump": ("papers", one(39, sources=["elsewhere.txt"]), "sources_are_inputs", None),
    "a date before there were preprints": ("papers", one(40, published=date(1903, 3, 4)), BETWEEN, "published"),
    "an inferred year without a date": (
        "papers",
        one(41, lambda row: row["published"] is None, year_inferred=True),
        NOT_NULL,
        "published",
    ),
    "an arXiv identifier that lost its last 0": ("papers", one(42, arxiv_id="2503.213"), REGEX, "arxiv_id"),
    "papers dropped": ("papers", drop(43, 0.05), "papers_add_up", None),
    "records dropped": ("dump_records", drop(44, 0.05), "records_add_up", None),
    "a line left out": (
        "dump_records",
        one(45, lambda row: row["record"] > 1, **shifted(1, "first_line")),
        "lines_follow",
        None,
    ),
    "a line used twice": ("dump_records", one(46, **shifted(1, "last_line")), "lines_follow", None),
    "a rejection without a reason": (
        "dump_records",
        one(47, lambda row: row["status"] == "rejected", reason=None),
        NOT_NULL,
        "reason",
    ),
    "a merged record of no paper": (
        "dump_records",
        one(48, lambda row: row["status"] == "merged", paper_id=None),
        NOT_NULL,
        "paper_id",
    ),
}


def test_the_good_release_passes(good: Path) -> None:
    report = expectations.validate(good, good)
    assert report.failures == []
    assert report.ok


@pytest.mark.parametrize("case", ROW_CORRUPTIONS)
def test_a_corrupted_row_is_found_and_named(bad: Path, case: str) -> None:
    table, corrupt, expectation, column = ROW_CORRUPTIONS[case]
    change(bad, table, corrupt)
    assert (table, expectation, column) in found(bad, table)


@pytest.mark.parametrize("name", tables.TABLES)
def test_wrong_rows_of_any_table_are_found(bad: Path, name: str) -> None:
    wrong: set[tuple[str, str | None]] = set()

    def corrupt(rows: list[Row]) -> None:
        drawn = random.Random(name)
        rows.append(dict(rows[-1]))
        wrong.add(("unique_key", None))
        for column in tables.TABLES[name].columns:
            row = drawn.choice(rows[:-2])
            if column.references:
                row[column.name] = OTHER_ID
                wrong.add(("references_hold", None))
            elif pa.types.is_floating(column.type):
                row[column.name] = float("nan")
                wrong.add(("finite", None))
            elif column.type == tables.CLOSED:
                row[column.name] = "another"
                wrong.add((IN_SET, column.name))
            elif column.values:
                row[column.name] = ["another"]
                wrong.add(("members_in_closed_list", column.name))
            elif not column.nullable and column.name not in tables.TABLES[name].key:
                row[column.name] = None
                wrong.add((NOT_NULL, column.name))

    change(bad, name, corrupt)
    report = expectations.validate(bad, only=[name])
    assert not report.ok
    assert wrong <= {(result.expectation, result.column) for result in report.failures}
    assert all(result.rows for result in report.failures)


@pytest.mark.parametrize("name", tables.TABLES)
def test_rows_of_any_table_that_are_lost_or_moved_are_found(bad: Path, good: Path, name: str) -> None:
    change(bad, name, lambda rows: [rows.pop(0) for _ in range(len(rows) // 4)] + [rows.reverse()], ordered=False)
    found = {result.expectation for result in expectations.validate(bad, good, [name]).failures}
    assert "in_published_order" in found
    # Overrides are the user's: to take one back is no loss.
    assert ("rows_kept" in found) == (name != "overrides")


@pytest.mark.parametrize("name", tables.TABLES)
@pytest.mark.parametrize("damage", ["missing", "truncated", "a column less", "another type"])
def test_a_damaged_table_is_found(bad: Path, name: str, damage: str) -> None:
    path = bad / f"{name}.parquet"
    table = pq.read_table(path)
    last = table.column_names[-1]
    if damage == "missing":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(path.read_bytes()[:-100])
    elif damage == "a column less":
        store(bad, table.drop_columns([last]), name)
    else:
        store(bad, table.set_column(table.num_columns - 1, last, pa.nulls(table.num_rows)), name)
    report = expectations.validate(bad, only=[name])
    assert not report.ok
    assert [(result.table, result.expectation) for result in report.failures] == [(name, "matches_registry")]


def test_the_failing_row_is_named(bad: Path) -> None:
    change(bad, "gains", one(50, value=-7.0, fact_id=OTHER_ID))
    report = expectations.validate(bad, only=["gains"])
    (result,) = report.failures
    assert result.rows[0]["fact_id"] == OTHER_ID
    assert result.rows[0]["value"] == -7.0


def test_rows_out_of_order_are_found(bad: Path) -> None:
    change(bad, "results", lambda rows: random.Random(51).shuffle(rows), ordered=False)
    assert found(bad, "results") == {("results", "in_published_order", None)}


def test_rows_dropped_against_the_former_release_are_found(bad: Path, good: Path) -> None:
    change(bad, "gains", drop(52, 0.2))
    assert found(bad, "gains", former=good) == {("gains", "rows_kept", None)}
    assert found(bad, "gains") == set()


@pytest.mark.parametrize(
    ("corrupt", "problem"),
    [
        (lambda table: table.drop_columns(["rank"]), "missing"),
        (lambda table: table.append_column("extra", table["rank"]), "unknown to the registry"),
        (lambda table: table.select([*table.column_names[1::-1], *table.column_names[2:]]), "not in the order"),
        (lambda table: table.set_column(9, "rank", table["rank"].cast(pa.float64())), "has type double, not int32"),
        (lambda table: table.set_column(9, "rank", table["rank"].cast(pa.string())), "has type string, not int32"),
        (lambda table: table.rename_columns({"rank": "place"}), "missing"),
    ],
    ids=["a missing column", "another column", "two columns swapped", "floats", "texts", "a renamed column"],
)
def test_other_columns_and_types_are_found(bad: Path, corrupt: Callable[[pa.Table], pa.Table], problem: str) -> None:
    store(bad, corrupt(pq.read_table(bad / "ranks.parquet")), "ranks")
    report = expectations.validate(bad, only=["ranks"])
    assert not report.ok
    (result,) = [result for result in report.failures if result.expectation == "matches_registry"]
    assert problem in str(result.rows)
    assert report.skipped
    (told,) = (line for line in reports.to_github(report).splitlines() if "title=not evaluated" in line)
    assert told == f"::error title=not evaluated::{len(report.skipped)} expectations of ranks", "a line a table"


def test_values_of_two_columns_swapped_are_found(bad: Path) -> None:
    table = pq.read_table(bad / "gains.parquet")
    names = ["paper_id" if n == "fact_id" else "fact_id" if n == "paper_id" else n for n in table.column_names]
    store(bad, table.rename_columns(names).select(table.column_names), "gains")
    assert ("gains", "references_hold", None) in found(bad, "gains")


@pytest.mark.parametrize("name", ["papers.parquet", "gains.parquet", "README.md"])
@pytest.mark.parametrize("damage", ["truncated", "missing", "one byte changed", "empty"])
def test_a_damaged_file_is_found(bad: Path, name: str, damage: str) -> None:
    path = bad / name
    whole = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "one byte changed":
        at = random.Random(53).randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    else:
        path.write_bytes(whole[: len(whole) // 2 if damage == "truncated" else 0])
    report = expectations.validate(bad, only=[RELEASE, "gains", "ranks"])
    assert not report.ok
    named = [result for result in report.failures if result.expectation == "files_are_whole"]
    assert [row["file"] for row in named[0].rows] == [name]


def test_checks_made_by_another_process_find_the_same(bad: Path) -> None:
    change(bad, "gains", lambda rows: rows[0].update(start=rows[0]["start"] + 1, direction="sideways"))
    (bad / "ranks.parquet").write_bytes(b"no table")
    wanted = [RELEASE, "gains", "ranks"]
    alone = expectations.validate(bad, only=wanted)
    with Workers(2) as workers:
        assert expectations.validate(bad, None, wanted, workers) == alone
    kinds = {(result.table, result.entry.own) for result in alone.failures}
    assert {("gains", True), ("gains", False), ("ranks", True)} <= kinds and alone.skipped


def test_a_stranger_in_the_folder_is_a_warning(bad: Path) -> None:
    (bad / "notes.txt").write_text("mine")
    assert found(bad) == {(RELEASE, "files_are_named", None)}
    assert expectations.validate(bad, only=[RELEASE]).ok


@pytest.mark.parametrize("text", [None, "", "{", "{}", "[]"])
def test_a_release_without_a_manifest_is_none(bad: Path, text: str | None) -> None:
    if text is None:
        (bad / "manifest.json").unlink()
    else:
        (bad / "manifest.json").write_text(text)
    assert found(bad) == {(RELEASE, "manifest", None)}


def test_rows_that_the_manifest_does_not_count_are_found(bad: Path) -> None:
    path = bad / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["tables"]["gains"]["rows"] += 1
    manifest["inputs"][0]["records"] += 1
    path.write_text(json.dumps(manifest))
    assert found(bad, "papers", "dump_records") == {
        (RELEASE, "tables_are_counted", None),
        ("papers", "papers_add_up", None),
        ("dump_records", "records_add_up", None),
    }


@pytest.mark.parametrize(("unread", "critical"), [(0, set()), (1, set()), (2, {"critical"})])
def test_papers_on_which_a_rule_failed_are_told_and_many_refused(
    tmp_path: Path, unread: int, critical: set[str]
) -> None:
    folder = samples.publish(tmp_path / "out", copies=50)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["unread"] = {f"{number:020x}": "IndexError: list index out of range" for number in range(unread)}
    path.write_text(json.dumps(manifest))
    report = expectations.validate(folder, only=[RELEASE])
    failures = [one for one in report.failures if one.expectation == "papers_are_read"]
    assert {one.severity for one in failures} == ({"warning"} | critical if unread else set())
    assert all(one.unexpected == unread and "IndexError" in one.rows[0]["problem"] for one in failures)


@pytest.fixture(scope="module")
def failed(good: Path, tmp_path_factory: pytest.TempPathFactory) -> reports.Report:
    """The report on a release with one error and one warning."""
    folder = Path(shutil.copytree(good, tmp_path_factory.mktemp("failed") / "bad"))
    change(folder, "gains", one(54, value=-7.0, baseline="a % of [red]\n::error::"))
    change(folder, "ranks", one(55, rank=5000))
    return expectations.validate(folder, only=["gains", "ranks"])


def test_a_report_in_json_tells_all(failed: reports.Report) -> None:
    told = json.loads(reports.to_json(failed))
    assert told["ok"] is False
    assert told["version"] == failed.version
    wrong = [result for result in told["results"] if not result["ok"]]
    assert [(result["table"], result["severity"]) for result in wrong] == [("gains", "critical"), ("ranks", "warning")]
    assert wrong[0]["rows"][0].keys() == {"fact_id", "paper_id", "value"}
    assert "direction" in wrong[0]["note"]


def test_a_report_for_github_is_one_line_a_failure(failed: reports.Report) -> None:
    lines = reports.to_github(failed).splitlines()
    assert lines[0].startswith(f"::error title=gains {BETWEEN} value::1 failing. ")
    assert lines[1].startswith(f"::warning title=ranks {BETWEEN} rank::1 failing. ")
    assert lines[2] == failed.summary
    assert len(lines) == 3


def test_the_pages_of_great_expectations_tell_of_every_expectation(good: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(good, tmp_path / "bad"))
    change(folder, "ranks", one(56, rank=-77))
    change(folder, "links", one(57, host="<script>alert(1)</script>"))
    (folder / "gains.parquet").write_bytes(b"PAR1")
    report = expectations.validate(folder, only=["gains", "links", "ranks"])
    index = docs.write(report, tmp_path / "pages")
    assert index.is_file()
    (gains, links, ranks) = sorted((tmp_path / "pages" / "validations").rglob("*.html"))
    assert "-77" in ranks.read_text()
    assert "host_of_url" in links.read_text() and "&lt;script&gt;alert(1)&lt;" in links.read_text()
    assert "<script>alert(1)" not in links.read_text()
    assert "A table cannot be read." in gains.read_text()
    for table, entries in expectations.suites().items():
        page = html.parse(tmp_path / "pages" / "expectations" / f"{table}.html").getroot().text_content()
        for entry in entries:
            assert entry.notes.replace("`", "") in page
            assert not entry.own or f"{entry.type}" in page


def test_a_report_in_text_fits_a_narrow_terminal_and_loses_nothing(failed: reports.Report) -> None:
    text = reports.to_text(failed, width=80)
    assert max(map(len, text.splitlines()[:-1])) <= 80
    assert "value=-7.0" in text
    assert BETWEEN in text
    assert text.splitlines()[-1] == failed.summary
    assert "1 failed, 1 warnings" in failed.summary
