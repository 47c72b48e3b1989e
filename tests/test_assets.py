"""The Dagster graph: it loads, what it says of tables is what they are, and nothing bad gets through."""

import os
import re
import shutil
import time
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assets import catalog
from assets.automation import new_dumps
from assets.definitions import defs
from assets.resources import Extraction, Source, Target, defaults
from expectations import suites
from pipeline import release, tables

ASSETS = {"dumps", "abstracts", *tables.TABLES, "release", "explorer"}


def materialise(dumps: Path, out: Path, *assets: str) -> dg.ExecuteInProcessResult:
    """Materialises some assets (all, where none is named) with their checks."""
    resources = {"source": Source(paths=[str(dumps)]), "target": Target(out=str(out)), "extraction": Extraction()}
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    return defs.resolve_job_def("build").execute_in_process(
        asset_selection=[dg.AssetKey(name) for name in assets] or None,
        raise_on_error=False,
        instance=dg.DagsterInstance.ephemeral(),
        run_config=dg.RunConfig(resources=resources, loggers=quiet),
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def result(out: Path, seeds: Path) -> dg.ExecuteInProcessResult:
    return materialise(seeds / "arxiv-crawl.jsonl", out)


def test_definitions_load() -> None:
    dg.Definitions.validate_loadable(defs)


def test_graph() -> None:
    graph = defs.resolve_asset_graph()
    upstream = {
        key.to_user_string(): {parent.to_user_string() for parent in graph.get(key).parent_keys}
        for key in graph.get_all_asset_keys()
    }
    facts = {table.name: {"abstracts"} for table in tables.FACT_TABLES}
    assert upstream == {
        "dumps": set(),
        "abstracts": {"dumps"},
        "papers": {"abstracts"},
        **facts,
        **{table.name: {"papers", *facts} for table in tables.DERIVED_TABLES},
        "dump_records": {"abstracts"},
        "release": set(tables.TABLES),
        "explorer": {"release"},
    }


def test_every_expectation_belongs_to_a_check() -> None:
    graph = defs.resolve_asset_graph()
    described = [graph.get_check_spec(key).description or "" for key in graph.asset_check_keys]
    for table, entries in suites().items():
        for entry in entries:
            assert any(entry.notes in text for text in described), f"{table}: {entry.type}"


def test_critical_checks_of_tables_block() -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.asset_check_keys:
        spec = graph.get_check_spec(key)
        if key.asset_key.to_user_string() != "release":
            assert spec.blocking == (spec.metadata["severity"] == "critical"), key


def test_all_assets_are_made_and_all_checks_pass(result: dg.ExecuteInProcessResult) -> None:
    assert result.success
    made = {event.asset_key.to_user_string() for event in result.get_asset_materialization_events()}
    assert made == ASSETS
    evaluated = result.get_asset_check_evaluations()
    assert {one.asset_check_key for one in evaluated} == set(defs.resolve_asset_graph().asset_check_keys)
    assert [one for one in evaluated if not one.passed] == []


@pytest.mark.parametrize("table", tables.TABLES.values(), ids=lambda table: table.name)
def test_what_is_said_of_a_table(result: dg.ExecuteInProcessResult, out: Path, table: tables.Table) -> None:
    events = result.get_asset_materialization_events()
    (metadata,) = (e.materialization.metadata for e in events if e.asset_key == dg.AssetKey(table.name))
    published = pq.read_table(out / "latest" / f"{table.name}.parquet")
    assert metadata["dagster/row_count"].value == published.num_rows
    columns = metadata["dagster/column_schema"].value.columns
    assert [column.name for column in columns] == published.schema.names
    assert [column.description for column in columns] == [column.description for column in table.columns]
    (row,) = (row for row in metadata["preview"].value.splitlines()[2:3]) if published.num_rows else ("| |",)
    assert row.count("|") >= 2


def test_release_alone_is_validated_too(tmp_path: Path, seeds: Path) -> None:
    dumps = tmp_path / "dump.jsonl"
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    dumps.write_text("".join(lines))
    target = tmp_path / "out"
    assert materialise(dumps, target).success
    before = release.latest(target)
    dumps.write_text("".join(lines[:3]))
    materialise(dumps, target, *ASSETS - {"release"})
    assert not materialise(dumps, target, "release").success, "tables that lost most rows were published"
    assert release.latest(target) == before


def test_failed_check_names_the_rows_and_blocks_the_release(tmp_path: Path, seeds: Path) -> None:
    dumps = tmp_path / "dump.jsonl"
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    dumps.write_text("".join(lines))
    target = tmp_path / "out"
    assert materialise(dumps, target).success
    dumps.write_text("".join(lines[:3]))
    failed = materialise(dumps, target)
    assert not failed.success
    checks = {one.asset_check_key: one for one in failed.get_asset_check_evaluations()}
    lost = checks[dg.AssetCheckKey(dg.AssetKey("papers"), "rows_kept")]
    assert not lost.passed and lost.severity == dg.AssetCheckSeverity.ERROR
    assert "failing rows" in lost.metadata
    assert "release" not in {e.asset_key.to_user_string() for e in failed.get_asset_materialization_events()}


def test_half_made_tables_are_never_taken(tmp_path: Path) -> None:
    target = Target(out=str(tmp_path))
    with target.making("tables") as folder:
        (folder / "links.parquet").write_text("whole")
    with pytest.raises(RuntimeError), target.making("tables") as folder:
        (folder / "links.parquet").write_text("half")
        raise RuntimeError
    assert (target.tables / "links.parquet").read_text() == "whole"


@given(st.text())
def test_cells_are_shown_as_they_are(text: str) -> None:
    table = catalog.markdown(["a", "b"], [{"a": text, "b": "end"}])
    html = MarkdownIt("commonmark").enable("table").render(table)
    assert html.count("<td>") == 2, "a cell broke the table"
    allowed = {"table", "thead", "tbody", "tr", "th", "td"}
    assert set(re.findall(r"</?([a-zA-Z][^\s>]*)", html)) <= allowed, "a cell was read as HTML or Markdown"


def test_environment_sets_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERFACTS_DUMPS", "one\ntwo")
    monkeypatch.setenv("PAPERFACTS_OUT", "elsewhere")
    monkeypatch.setenv("PAPERFACTS_WORKERS", "3")
    monkeypatch.setenv("PAPERFACTS_LISTING_YEAR", "2024")
    usual = defaults()
    assert usual.source.paths == ["one", "two"]
    assert usual.source.listing_year == 2024
    assert usual.target.folder == Path("elsewhere")
    assert usual.extraction.workers == 3


class Folder:
    """A folder of dumps that the sensor watches, tick by tick."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cursor: str | None = None

    def tick(self) -> str | None:
        """The content that the sensor asks a run for; None where it waits."""
        told = new_dumps(dg.build_sensor_context(cursor=self.cursor), source=Source(paths=[str(self.path)]))
        if isinstance(told, dg.SkipReason):
            return None
        self.cursor = told.cursor
        return told.run_requests[0].tags["dumps"] if told.run_requests else None


def test_sensor_asks_for_a_run_when_the_content_changed(tmp_path: Path, seeds: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.tick() is None, "there is no dump yet"
    dump = tmp_path / "one.txt"
    shutil.copy(seeds / "listing-full.txt", dump)
    assert folder.tick() is None, "the dump may still be being written"
    first = folder.tick()
    assert first and folder.tick() is None, "one run is enough"
    os.utime(dump, (0, 0))
    assert [folder.tick(), folder.tick()] == [None, None], "a touched file is no new dump"
    shutil.copy(seeds / "listing-bare.txt", tmp_path / "two.txt")
    assert folder.tick() is None
    second = folder.tick()
    assert second and second != first
    (tmp_path / "two.txt").unlink()
    assert [folder.tick(), folder.tick()] == [None, first], "what was removed is noticed"


def test_sensor_is_quick_with_many_dumps(tmp_path: Path, seeds: Path) -> None:
    for number in range(200):
        shutil.copy(seeds / "listing-full.txt", tmp_path / f"{number}.txt")
    folder = Folder(tmp_path)
    folder.tick()
    started = time.monotonic()
    assert folder.tick()
    assert time.monotonic() - started < 2
