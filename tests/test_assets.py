"""The Dagster graph: it loads, what it says of tables is what they are, and nothing bad gets through."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assets import catalog, partitions
from assets.definitions import defs
from assets.resources import Extraction, Source, Target, defaults
from expectations import suites
from pipeline import release, tables
from pipeline.abstract import Abstract
from pipeline.components import COMPONENTS

MERGED = {"abstracts", *tables.TABLES, "release", "explorer"}


def run(out: Path, dumps: Path, assets: Iterable[str], **values: object) -> dg.ExecuteInProcessResult:
    """Runs some assets with their checks; of `dumps` all partitions."""
    source = Source(paths=[str(dumps)], **values)  # type: ignore[arg-type]
    resources = {"source": source, "target": Target(out=str(out)), "extraction": Extraction()}
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    with dg.DagsterInstance.ephemeral() as instance:
        keys = partitions.add(instance, [name for name, _ in source.find()])
        return defs.resolve_job_def("build").execute_in_process(
            asset_selection=[dg.AssetKey(name) for name in assets],
            raise_on_error=False,
            instance=instance,
            tags=next(partitions.runs(keys, keys)) if "dumps" in assets else None,
            run_config=dg.RunConfig(resources=resources, loggers=quiet),
        )


def materialise(dumps: Path, out: Path) -> dg.ExecuteInProcessResult:
    """Reads all dumps, and gives the run that makes everything of them."""
    run(out, dumps, ["dumps"])
    return run(out, dumps, MERGED)


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
        "overrides": {"abstracts"},
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
    assert made == MERGED
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
    head, _, *rows = metadata["preview"].value.splitlines()
    shown = [name.strip() for name in head.strip("|").split("|")]
    offsets = {"start", "end", "sentence_start", "sentence_end"}
    assert set(shown) == set(published.schema.names) - offsets
    assert shown[0] not in {"paper_id", "fact_id", "rule"}, "what a row says stands before where it comes from"
    assert len(rows) == min(10, published.num_rows)


def test_columns_come_from_columns_that_are_there(result: dg.ExecuteInProcessResult) -> None:
    made = {e.asset_key: e.materialization.metadata for e in result.get_asset_materialization_events()}
    columns = {
        key: {column.name for column in metadata["dagster/column_schema"].value.columns}
        for key, metadata in made.items()
        if "dagster/column_schema" in metadata
    }
    for name, table in tables.TABLES.items():
        lineage = made[dg.AssetKey(name)]["dagster/column_lineage"].value.deps_by_column
        assert lineage, name
        assert lineage.keys() <= set(table.schema.names)
        for column, sources in lineage.items():
            for source in sources:
                assert source.column_name in columns[source.asset_key], f"{name}.{column}"


def test_every_asset_says_what_it_is() -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        asset = graph.get(key)
        assert asset.description and asset.group_name and asset.owners and asset.kinds and asset.code_version, key
    for key in graph.asset_check_keys:
        spec = graph.get_check_spec(key)
        assert spec.description and spec.metadata["severity"] in ("critical", "warning"), key


def test_the_explorer_follows_how_it_looks_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    read, seen = Path.open, set()
    monkeypatch.setattr(Path, "open", lambda path, *given, **more: seen.add(path) or read(path, *given, **more))
    release.code_version.__wrapped__()
    assert seen and not any("views" in path.parts for path in seen)
    version = release.code_version.__wrapped__(views=True)
    assert {"explorer.py", "pictures.py", "page.css", "page.html", "page.js"} <= {path.name for path in seen}
    graph = defs.resolve_asset_graph()
    followers = {key.to_user_string() for key in graph.get_all_asset_keys() if graph.get(key).code_version == version}
    assert followers == {"explorer"}


def test_release_alone_is_validated_too(tmp_path: Path, seeds: Path) -> None:
    dumps = tmp_path / "dump.jsonl"
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    dumps.write_text("".join(lines))
    target = tmp_path / "out"
    assert materialise(dumps, target).success
    before = release.latest(target)
    dumps.write_text("".join(lines[:3]))
    run(target, dumps, ["dumps"])
    run(target, dumps, MERGED - {"release", "explorer"})
    assert not run(target, dumps, ["release"]).success, "tables that lost most rows were published"
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


def test_a_rule_that_fails_on_many_papers_publishes_nothing_and_names_them(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(abstract: Abstract) -> None:
        if "%" in abstract.text:
            raise IndexError("list index out of range")

    monkeypatch.setitem(COMPONENTS, "results", fails)
    made = materialise(seeds / "arxiv-crawl.jsonl", tmp_path / "out")
    assert not made.success and release.latest(tmp_path / "out") is None
    named = [line for line in caplog.messages if "left without facts" in line]
    assert named and all("IndexError: list index out of range" in line for line in named)
    (report,) = (tmp_path / "out" / "rejected").glob("*/report.json")
    told = [one for one in json.loads(report.read_text())["results"] if one["expectation"] == "papers_are_read"]
    assert [(one["severity"], one["unexpected"]) for one in told if not one["ok"]] == [
        ("warning", len(named)),
        ("critical", len(named)),
    ]


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
    monkeypatch.setenv("PAPERFACTS_OVERRIDES", "mine.csv")
    usual = defaults()
    assert usual.source.paths == ["one", "two"]
    assert usual.source.listing_year == 2024
    assert usual.source.overrides == "mine.csv"
    assert usual.target.folder == Path("elsewhere")
    assert usual.extraction.workers == 3
