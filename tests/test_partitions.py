"""Dumps as partitions: each stands by itself, is read once, and what becomes of those that are broken or gone."""

import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest

from assets import partitions
from assets.definitions import defs
from assets.dumps import Unreadable
from assets.papers import inputs
from assets.resources import Extraction, Source, Target
from pipeline import tables

DUMPS = dg.AssetKey("dumps")


class Place:
    """A folder of dumps, a folder of releases, and the instance that runs work for them."""

    def __init__(self, folder: Path, seeds: Path) -> None:
        self.dumps = folder / "dumps"
        self.dumps.mkdir()
        self.target = Target(out=str(folder / "out"))
        self.instance = dg.DagsterInstance.ephemeral()
        self.seeds = seeds

    def put(self, sample: str, *names: str) -> None:
        for name in names:
            shutil.copy(self.seeds / sample, self.dumps / name)

    def run(
        self, assets: Iterable[str], dumps: Iterable[str] = (), keep_lost: bool = True, overrides: Path | None = None
    ) -> dg.ExecuteInProcessResult:
        keys = partitions.add(self.instance, dumps)
        told = str(overrides) if overrides else None
        resources = {
            "source": Source(paths=[str(self.dumps)], keep_lost=keep_lost, overrides=told),
            "target": self.target,
            "extraction": Extraction(workers=1),
        }
        return defs.resolve_job_def("build").execute_in_process(
            asset_selection=[dg.AssetKey(name) for name in assets],
            raise_on_error=False,
            instance=self.instance,
            tags=next(partitions.runs(keys, partitions.known(self.instance)), None),
            run_config=dg.RunConfig(resources=resources, loggers={"console": {"config": {"log_level": "CRITICAL"}}}),
        )

    def sources(self) -> set[str]:
        """The dumps that hold the papers of the next release."""
        return {name for names in pq.read_table(self.target.abstracts)["sources"].to_pylist() for name in names}


@pytest.fixture
def place(tmp_path: Path, seeds: Path) -> Place:
    return Place(tmp_path, seeds)


def read(result: dg.ExecuteInProcessResult, place: Place) -> dict[str, dg.AssetMaterialization]:
    """What a run says of each dump that it read."""
    records = place.instance.fetch_materializations(DUMPS, limit=1000).records
    made = [record.asset_materialization for record in records if record.run_id == result.run_id]
    return {one.partition: one for one in made if one and one.partition}


def complaints(result: dg.ExecuteInProcessResult) -> str:
    """The failing rows of the check that all dumps are in; empty where it passed."""
    (found,) = (one for one in result.get_asset_check_evaluations() if one.check_name == "all_dumps_are_in")
    assert found.severity == dg.AssetCheckSeverity.WARN, "a release goes on without what is missing"
    return "" if found.passed else str(found.metadata["failing rows"].value)


def test_broken_dump_fails_alone_and_says_why(place: Place) -> None:
    place.put("listing-full.txt", "a.txt", "c.txt")
    (place.dumps / "b.txt").touch()
    result = place.run(["dumps"], ["a.txt", "b.txt", "c.txt"])
    assert not result.success
    (failure,) = result.get_step_failure_events()
    error = failure.step_failure_data.error
    assert error and error.cls_name == Unreadable.__name__
    assert f"{place.dumps / 'b.txt'}: is empty. Put a whole file in its place" in error.message
    assert read(result, place).keys() == {"a.txt", "c.txt"}
    statuses = place.instance.get_status_by_partition(DUMPS, ["a.txt", "b.txt", "c.txt"], partitions.DUMPS) or {}
    assert {key: status and status.value for key, status in statuses.items()} == {
        "a.txt": "MATERIALIZED",
        "b.txt": "FAILED",
        "c.txt": "MATERIALIZED",
    }
    merged = place.run(["abstracts"])
    assert place.sources() == {"a.txt", "c.txt"}
    assert "b.txt" in complaints(merged) and "not read yet" in complaints(merged)


def test_what_is_said_of_a_dump(place: Place) -> None:
    place.put("listing-full.txt", "a.txt", "b.txt")
    place.put("arxiv-crawl.jsonl", "c.jsonl")
    alone = read(place.run(["dumps"], ["a.txt"]), place)["a.txt"]
    together = read(place.run(["dumps"], ["a.txt", "b.txt", "c.jsonl"]), place)
    for one in (alone, *together.values()):
        assert one.metadata["records: paper"].value == 10
        assert one.metadata["dagster/row_count"].value >= 10
        assert str(one.metadata["preview"].value).count("\n") > 5, "the preview holds rows"
    versions = {key: one.tags["dagster/data_version"] for key, one in together.items() if one.tags}
    assert alone.tags and alone.tags["dagster/data_version"] == versions["a.txt"], (
        "the same content has the same version"
    )
    assert versions["a.txt"] == versions["b.txt"] != versions["c.jsonl"]
    assert {one.tags["dagster/code_version"] for one in (alone, *together.values()) if one.tags} == {
        defs.resolve_asset_graph().get(DUMPS).code_version
    }


def test_dump_is_read_once_for_its_content(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    shelf = place.target.made(place.target.shelf("a.txt"))
    assert place.run(["dumps"], ["a.txt"]).success
    before = shelf.stat().st_ino
    assert place.run(["dumps"], ["a.txt"]).success
    assert shelf.stat().st_ino == before, "it was read again"
    place.put("arxiv-crawl.jsonl", "a.txt")
    assert "changed since it was read" in complaints(place.run(["abstracts"]))
    assert place.run(["dumps"], ["a.txt"]).success
    assert shelf.stat().st_ino != before
    assert complaints(place.run(["abstracts"])) == ""


def test_dump_that_was_only_touched_has_not_changed(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    assert place.run(["dumps"], ["a.txt"]).success
    os.utime(place.dumps / "a.txt", (1, 1))
    assert place.run(["dumps"], ["a.txt"]).success
    assert complaints(place.run(["abstracts"])) == ""


def test_run_of_one_dump_goes_on_to_what_is_made_of_it(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    assert place.run(["dumps", "abstracts"], ["a.txt"]).success
    assert place.sources() == {"a.txt"}


def test_papers_of_a_removed_dump_stay_until_told(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    place.put("arxiv-crawl.jsonl", "b.jsonl")
    place.run(["dumps"], ["a.txt", "b.jsonl"])
    assert complaints(place.run(["abstracts"])) == ""
    (place.dumps / "a.txt").unlink()
    kept = complaints(place.run(["abstracts"]))
    assert "a.txt" in kept and "its papers stay" in kept
    assert place.sources() == {"a.txt", "b.jsonl"}
    gone = complaints(place.run(["abstracts"], keep_lost=False))
    assert "its papers go with this release" in gone
    assert place.sources() == {"b.jsonl"}
    assert [given.name for given in inputs(place.target)] == ["b.jsonl"]


def test_dump_that_is_broken_now_is_as_it_was_until_told(place: Place) -> None:
    place.put("listing-full.txt", "a.txt", "b.txt")
    place.run(["dumps"], ["a.txt", "b.txt"])
    (place.dumps / "a.txt").write_bytes(b"")
    assert not place.run(["dumps"], ["a.txt"]).success
    assert "changed since it was read" in complaints(place.run(["abstracts"]))
    assert place.sources() == {"a.txt", "b.txt"}
    assert not place.run(["dumps"], ["a.txt"], keep_lost=False).success
    place.run(["abstracts"], keep_lost=False)
    assert place.sources() == {"b.txt"}


def test_partition_without_a_dump_says_so(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    result = place.run(["dumps"], ["elsewhere.txt"])
    (failure,) = result.get_step_failure_events()
    assert failure.step_failure_data.error
    assert "elsewhere.txt: is not (or no longer) among the dumps" in failure.step_failure_data.error.message


def test_nothing_read_is_a_clear_failure(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    (failure,) = place.run(["abstracts"]).get_step_failure_events()
    assert failure.step_failure_data.error
    assert "no dump was read yet" in failure.step_failure_data.error.message


def test_what_was_not_made_yet_is_named(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    place.run(["dumps", "abstracts"], ["a.txt"])
    (failure,) = place.run(["release"]).get_step_failure_events()
    assert failure.step_failure_data.error
    assert "not made yet: papers, " in failure.step_failure_data.error.message


def test_overrides_with_a_mistake_fail_at_the_tables_and_name_the_line(place: Place) -> None:
    place.put("listing-full.txt", "a.txt")
    place.run(["dumps", "abstracts"], ["a.txt"])
    overrides = place.dumps.parent / "overrides.csv"
    overrides.write_text("id,field,value,reason\n302717bc252e5ba9,colour,red,there is no such column\n")
    (failure,) = place.run(tables.TABLES, overrides=overrides).get_step_failure_events()
    assert failure.step_key == "tables"
    assert failure.step_failure_data.error and f"{overrides}, line 2" in str(failure.step_failure_data.error)


def test_two_hundred_dumps_are_read_by_one_run(place: Place) -> None:
    names = [f"{number:03}.txt" for number in range(200)]
    place.put("listing-full.txt", *names)
    started = time.monotonic()
    result = place.run(["dumps"], names)
    assert result.success and read(result, place).keys() == set(names)
    assert place.run(["abstracts"]).success
    seconds = time.monotonic() - started
    assert place.sources() == set(names)
    assert seconds < 120, f"{seconds:.0f} s"
