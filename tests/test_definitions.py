"""Each thing that Dagster loads, by itself: assets and checks run alone, conditions ask, and all say what they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import pytest
import test_automation
import test_partitions
import test_release_killed

from assets import automation, checks, partitions
from assets.definitions import defs
from assets.resources import Extraction, Source, Target
from expectations import Report, Result, suites
from expectations.suites import RELEASE
from pipeline import tables

GRAPH = defs.resolve_asset_graph()
ASSETS = sorted(key.to_user_string() for key in GRAPH.get_all_asset_keys())
CHECKS = sorted(GRAPH.asset_check_keys, key=str)
# The assets that are no tables: what they hold stands in files of another kind.
NO_TABLES = {"release", "explorer"}

# What starts work, or is handed to it, with the test that runs it by itself. Of the others, this module runs each.
RUN_BY = {
    "sensor new_dumps": test_automation.test_new_and_changed_dumps_are_read_once,
    "sensor new_releases": test_automation.test_release_follows_a_dump_that_was_read,
    "schedule daily": test_automation.test_daily_reads_what_there_is_and_then_publishes,
    "job build": test_partitions.test_run_of_one_dump_goes_on_to_what_is_made_of_it,
    "resource source": test_partitions.test_papers_of_a_removed_dump_stay_until_told,
    "resource target": test_release_killed.test_two_builds_at_once_give_what_one_gives,
    "resource extraction": test_release_killed.test_locale_time_zone_and_workers_do_not_matter,
}


class Bench:
    """A folder of releases, and what each asset and check says when its step runs by itself, one after the other."""

    def __init__(self, folder: Path, dump: Path) -> None:
        self.made: dict[str, dg.AssetMaterialization] = {}
        self.checked: list[dg.AssetCheckEvaluation] = []
        shutil.copy(dump, folder)
        resources = {
            "source": Source(paths=[str(folder / dump.name)]),
            "target": Target(out=str(folder / "out")),
            "extraction": Extraction(workers=1),
        }
        quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
        with dg.DagsterInstance.ephemeral() as instance:
            partitions.add(instance, [dump.name])
            for step in steps():
                told = defs.resolve_job_def("build").execute_in_process(
                    asset_selection=step,
                    instance=instance,
                    partition_key=dump.name if step == [dg.AssetKey("dumps")] else None,
                    run_config=dg.RunConfig(resources=resources, loggers=quiet),
                )
                for event in told.get_asset_materialization_events():
                    self.made[event.asset_key.to_user_string()] = event.materialization
                self.checked += told.get_asset_check_evaluations()


def together(asset: dg.AssetKey) -> list[dg.AssetKey]:
    """The assets that one step makes with this one."""
    return sorted(one for one in GRAPH.get(asset).execution_set_entity_keys if isinstance(one, dg.AssetKey))


def steps() -> list[list[dg.AssetKey]]:
    """Assets to make at a time: those that need each other for their checks, too, in the order of the graph."""
    found: list[list[dg.AssetKey]] = []
    done: set[dg.AssetKey] = set()
    for level in GRAPH.toposorted_asset_keys_by_level:
        if new := {one for key in level for one in together(key)} - done:
            found.append(sorted(new))
            done |= new
    return found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"), seeds / "arxiv-crawl.jsonl")


def test_what_starts_work_is_run_by_a_test() -> None:
    repository = defs.get_repository_def()
    loaded = {
        *(f"sensor {one.name}" for one in repository.sensor_defs),
        *(f"schedule {one.name}" for one in repository.schedule_defs),
        *(f"job {name}" for name in repository.job_names if not name.startswith("__")),
        *(f"resource {name}" for name in defs.resources or {}),
    }
    assert loaded == set(RUN_BY), "add a test that runs it by itself, and name it in RUN_BY"


def test_each_asset_is_made_by_its_step(bench: Bench) -> None:
    assert sorted(bench.made) == ASSETS


@pytest.mark.parametrize("asset", ASSETS)
def test_asset_says_what_it_is_and_what_it_holds(bench: Bench, asset: str) -> None:
    spec = GRAPH.get(dg.AssetKey(asset))
    assert len(spec.description or "") > 20
    assert spec.group_name != "default" and spec.owners == ["team:paperfacts"] and spec.kinds
    published = asset in tables.TABLES or asset == "release"
    assert spec.tags["paperfacts/released"] == ("yes" if published else "no")
    assert spec.code_version and len(spec.code_version) >= 8
    told = bench.made[asset]
    assert told.tags and len(told.tags["dagster/data_version"]) >= 16
    assert told.tags["dagster/code_version"] == spec.code_version
    rows = told.metadata["dagster/row_count"].value
    if asset in NO_TABLES:
        assert Path(told.metadata["dagster/uri"].value.removeprefix("file://")).exists() and rows
        return
    assert columns(bench, spec.key)
    preview = told.metadata["preview"].value.splitlines()
    assert len(preview) == 2 + min(10, rows)
    if asset == "dumps":
        return  # the first of the graph: its columns come from no asset
    lineage = told.metadata["dagster/column_lineage"].value.deps_by_column
    assert lineage and lineage.keys() <= columns(bench, spec.key)
    for column, sources in lineage.items():
        for source in sources:
            assert source.column_name in columns(bench, source.asset_key), f"{asset}.{column}"


def columns(bench: Bench, asset: dg.AssetKey) -> set[str]:
    """The columns that an asset says it has, each with its type and meaning."""
    told = {**GRAPH.get(asset).metadata, **bench.made[asset.to_user_string()].metadata}["dagster/column_schema"]
    schema = told.value if isinstance(told, dg.TableSchemaMetadataValue) else told
    for column in schema.columns:
        assert column.description and column.type and "item:" not in column.type, column.name
    return {column.name for column in schema.columns}


def test_versions_follow_content(bench: Bench, tmp_path: Path, seeds: Path) -> None:
    lines = (seeds / "arxiv-crawl.jsonl").read_text().splitlines(keepends=True)
    fewer = tmp_path / "arxiv-crawl.jsonl"
    fewer.write_text("".join(lines[1:]))
    (tmp_path / "bench").mkdir()
    other = Bench(tmp_path / "bench", fewer)
    version = "dagster/data_version"
    same = {asset for asset in ASSETS if bench.made[asset].tags[version] == other.made[asset].tags[version]}
    assert {"dumps", "abstracts", "papers", "dump_records", "results", "release", "explorer"}.isdisjoint(same)
    assert "overrides" in same, "there are none, before and after"


def test_each_check_is_evaluated_and_passed_by_good_tables(bench: Bench) -> None:
    assert sorted((one.asset_check_key for one in bench.checked), key=str) == CHECKS
    assert [one.check_name for one in bench.checked if not one.passed] == []


@pytest.mark.parametrize("table", [*tables.TABLES, RELEASE])
def test_each_check_fails_with_its_rows_and_severity(table: str) -> None:
    bad = Report(
        Path(), "1", [Result(entry, 2, [{"paper_id": "a1"}, {"paper_id": "b2"}]) for entry in suites()[table]], []
    )
    told = {str(one.check_name): one for one in checks.results(bad, table)}
    assert told.keys() == {spec.name for spec in checks.specs(table)}
    for spec in checks.specs(table):
        one = told[spec.name]
        assert not one.passed
        severity = dg.AssetCheckSeverity.WARN if spec.metadata["severity"] == "warning" else dg.AssetCheckSeverity.ERROR
        assert one.severity == severity
        assert one.description == spec.description, "what a failure means, and what to do"
        shown = str(one.metadata["failing rows"].value)
        assert "a1" in shown and "b2" in shown
        assert one.metadata["failing"].value == 2 * one.metadata["expectations"].value  # type: ignore[operator]


@pytest.mark.parametrize("table", [*tables.TABLES, RELEASE])
def test_check_that_could_not_be_evaluated_has_not_passed(table: str) -> None:
    nothing = Report(Path(), "1", [], list(suites()[table]))
    assert [one.check_name for one in checks.results(nothing, table) if one.passed] == []


@pytest.mark.parametrize("asset", ASSETS)
def test_asset_follows_its_code(asset: str) -> None:
    """What is asked for when the code of an asset has changed: what its step makes, and all that is made of that."""
    key = dg.AssetKey(asset)

    def changed(spec: dg.AssetSpec) -> dg.AssetSpec:
        return spec.replace_attributes(code_version="changed") if spec.key == key else spec

    loaded = [one for one in defs.assets or () if isinstance(one, dg.AssetsDefinition)]
    with dg.DagsterInstance.ephemeral() as instance:
        partitions.add(instance, ["a.txt"])
        instance.report_runless_asset_event(dg.AssetMaterialization("dumps", partition="a.txt"))
        for one in ASSETS:
            if one != "dumps":
                instance.report_runless_asset_event(dg.AssetMaterialization(one))
        before = dg.evaluate_automation_conditions(defs, instance)
        later = dg.Definitions(
            assets=dg.map_asset_specs(changed, loaded), asset_checks=defs.asset_checks, resources=defs.resources
        )
        told = dg.evaluate_automation_conditions(later, instance, cursor=before.cursor)
    asked = {one for one in ASSETS if told.get_num_requested(dg.AssetKey(one))}
    below = {one.to_user_string() for one in dg.AssetSelection.assets(*together(key)).downstream().resolve(GRAPH)}
    assert asked == (set() if asset == "dumps" else below), "reading dumps anew is for the sensor"


def test_check_of_all_dumps_follows_a_dump_that_was_read() -> None:
    """Where one check of a run has a condition, Dagster asks for all: without it, releases would go unchecked."""
    assert [key.name for key in CHECKS if GRAPH.get_check_spec(key).automation_condition] == ["all_dumps_are_in"]
    check = dg.AssetCheckKey(dg.AssetKey("abstracts"), "all_dumps_are_in")
    asked = []
    with dg.DagsterInstance.ephemeral() as instance:
        partitions.add(instance, ["a.txt"])
        cursor = dg.evaluate_automation_conditions(defs, instance).cursor
        for is_read in (True, False):
            if is_read:
                instance.report_runless_asset_event(dg.AssetMaterialization("dumps", partition="a.txt"))
            told = dg.evaluate_automation_conditions(defs, instance, cursor=cursor)
            asked += [result.true_subset.size for result in told.results if result.key == check]
            cursor = told.cursor
    assert asked == [1, 0], "once a dump"


def test_what_is_made_of_dumps_is_watched_by_its_sensor() -> None:
    watched = automation.new_releases.asset_selection
    assert watched is not None
    assert {key.to_user_string() for key in watched.resolve(GRAPH)} == set(ASSETS) - {"dumps"}
    assert automation.new_releases.default_status == dg.DefaultSensorStatus.RUNNING
    assert automation.new_dumps.default_status == dg.DefaultSensorStatus.STOPPED, "who opens the page decides"
    assert automation.daily.default_status == dg.DefaultScheduleStatus.STOPPED
