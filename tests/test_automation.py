"""What starts by itself: the sensor of new dumps, the releases that follow, the daily schedule."""

import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from assets import partitions
from assets.automation import daily, merged, new_dumps
from assets.definitions import defs
from assets.resources import POOL, Source


class Folder:
    """A folder of dumps that the sensor watches, tick by tick."""

    def __init__(self, path: Path, instance: dg.DagsterInstance, keep_lost: bool = True) -> None:
        self.source = Source(paths=[str(path)], keep_lost=keep_lost)
        self.instance = instance
        self.cursor: str | None = None
        self.said: str | None = None

    def tick(self) -> list[dg.RunRequest]:
        """The runs that the sensor asks for; partitions come and go as it says."""
        with dg.build_sensor_context(
            cursor=self.cursor, instance=self.instance, repository_def=defs.get_repository_def()
        ) as context:
            told = new_dumps(context, source=self.source)
        if isinstance(told, dg.SkipReason):
            self.said = told.skip_message
            return []
        assert isinstance(told, dg.SensorResult)
        self.cursor = told.cursor
        self.said = told.skip_reason.skip_message if told.skip_reason else None
        for change in told.dynamic_partitions_requests or ():
            if isinstance(change, dg.AddDynamicPartitionsRequest):
                self.instance.add_dynamic_partitions(change.partitions_def_name, change.partition_keys)
            else:
                for key in change.partition_keys:
                    self.instance.delete_dynamic_partition(change.partitions_def_name, key)
        return list(told.run_requests or ())

    def asked(self) -> list[tuple[str, str]]:
        """The partitions that a tick wants to be read, as the ends of ranges."""
        return [(request.tags[partitions.FIRST], request.tags[partitions.LAST]) for request in self.tick()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "dumps").mkdir()
    return Folder(tmp_path / "dumps", dg.DagsterInstance.ephemeral())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "dumps"


def test_new_and_changed_dumps_are_read_once(folder: Folder, place: Path, seeds: Path) -> None:
    assert folder.asked() == [], "there is no dump yet"
    assert folder.said and "holds no dump" in folder.said
    shutil.copy(seeds / "listing-full.txt", place / "one.txt")
    assert folder.asked() == [], "the dump may still be being written"
    assert folder.asked() == [("one.txt", "one.txt")]
    assert partitions.known(folder.instance) == ["one.txt"]
    assert folder.asked() == [], "one run is enough"
    os.utime(place / "one.txt", (0, 0))
    assert [folder.asked(), folder.asked()] == [[], []], "a touched file is no new dump"
    shutil.copy(seeds / "arxiv-crawl.jsonl", place / "one.txt")
    assert [folder.asked(), folder.asked()] == [[], [("one.txt", "one.txt")]], "its content has changed"
    shutil.copy(seeds / "listing-full.txt", place / "one.txt")
    assert [folder.asked(), folder.asked()] == [[], [("one.txt", "one.txt")]], "and has changed back"


def test_dumps_that_come_together_are_read_by_one_run(folder: Folder, place: Path, seeds: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        shutil.copy(seeds / "listing-full.txt", place / name)
    assert [folder.asked(), folder.asked()] == [[], [("a.txt", "c.txt")]]
    for name in ("a.txt", "c.txt"):
        shutil.copy(seeds / "arxiv-crawl.jsonl", place / name)
    assert [folder.asked(), folder.asked()] == [[], [("a.txt", "c.txt")]], "to look at b.txt is less than another run"


def test_dumps_far_apart_are_read_by_runs_of_their_own(folder: Folder, place: Path, seeds: Path) -> None:
    names = [f"{number:03}.txt" for number in range(200)]
    for name in names:
        shutil.copy(seeds / "listing-full.txt", place / name)
    folder.tick(), folder.tick()
    for name in ("000.txt", "002.txt", "100.txt"):
        shutil.copy(seeds / "arxiv-crawl.jsonl", place / name)
    assert [folder.asked(), folder.asked()] == [[], [("000.txt", "002.txt"), ("100.txt", "100.txt")]]
    for name in names[::2]:
        shutil.copy(seeds / "arxiv-snapshot.jsonl", place / name)
    assert [folder.asked(), folder.asked()] == [[], [("000.txt", "198.txt")]]
    for name in ("000.txt", "002.txt"):
        shutil.copy(seeds / "listing-full.txt", place / name)
    (place / "001.txt").unlink()
    assert [folder.asked(), folder.asked()] == [[], [("000.txt", "000.txt"), ("002.txt", "002.txt")]], "001.txt is gone"


def test_changed_overrides_ask_for_a_release(folder: Folder, tmp_path: Path, place: Path, seeds: Path) -> None:
    shutil.copy(seeds / "listing-full.txt", place / "a.txt")
    folder.tick(), folder.tick()
    overrides = tmp_path / "overrides.csv"
    folder.source = Source(paths=[str(place)], overrides=str(overrides))
    assert folder.tick() == []
    assert folder.said and f"no file of overrides at {overrides}" in folder.said
    overrides.write_text("id,field,value,reason\n")
    assert folder.tick() == [], "it may still be being written"
    (request,) = folder.tick()
    assert request.asset_selection and dg.AssetKey("release") in request.asset_selection
    assert dg.AssetKey("dumps") not in request.asset_selection
    os.utime(overrides, (0, 0))
    assert [folder.tick(), folder.tick()] == [[], []], "a touched file says nothing new"
    overrides.write_text("id,field,value,reason\n302717bc252e5ba9,model,Quillcode,named in the title\n")
    shutil.copy(seeds / "arxiv-crawl.jsonl", place / "a.txt")
    assert folder.tick() == []
    reading, publishing = folder.tick()
    assert reading.asset_selection == [dg.AssetKey("dumps")], "what the release is made of comes first"
    assert publishing.asset_selection == request.asset_selection
    assert folder.tick() == []


def test_cursor_stays_short_and_a_tick_that_failed_is_done_again(folder: Folder, place: Path, seeds: Path) -> None:
    for number in range(200):
        shutil.copy(seeds / "listing-full.txt", place / f"{number}.txt")
    folder.tick()
    before = folder.cursor
    assert before and len(before) < 50, "the page of the sensor shows it as a whole"
    first = folder.asked()
    folder.cursor = before  # Dagster keeps the cursor only once the runs are there
    assert folder.asked() == first != []
    assert folder.asked() == []


def test_two_sensors_of_one_instance_do_not_share_what_they_remember(tmp_path: Path, seeds: Path) -> None:
    instance = dg.DagsterInstance.ephemeral()
    folders = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        shutil.copy(seeds / "listing-full.txt", tmp_path / name / f"{name}.txt")
        folders.append(Folder(tmp_path / name, instance))
    ticks = [[folder.tick() != [] for folder in folders] for _ in range(4)]
    assert ticks == [[False, False], [True, True], [False, False], [False, False]]


def test_removed_dump_is_told_and_nothing_else_happens(folder: Folder, place: Path, seeds: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(seeds / "listing-full.txt", place / name)
    folder.tick(), folder.tick()
    (place / "a.txt").unlink()
    for _ in range(3):
        assert folder.tick() == []
        assert folder.said and "no longer there, their papers stay: a.txt" in folder.said
    assert partitions.known(folder.instance) == ["a.txt", "b.txt"]


def test_removed_dump_goes_with_a_release_where_that_is_wanted(folder: Folder, place: Path, seeds: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(seeds / "listing-full.txt", place / name)
    folder.tick(), folder.tick()
    folder.source = Source(paths=[str(place)], keep_lost=False)
    (place / "a.txt").unlink()
    assert folder.tick() == [], "it may be about to be replaced"
    (request,) = folder.tick()
    assert request.asset_selection and dg.AssetKey("release") in request.asset_selection
    assert dg.AssetKey("dumps") not in request.asset_selection
    assert partitions.known(folder.instance) == ["b.txt"]
    assert folder.tick() == []
    (place / "b.txt").unlink()
    assert folder.tick() == [], "an empty folder is more often a disk that is not there"
    assert partitions.known(folder.instance) == ["b.txt"]


def test_names_that_partitions_cannot_have(folder: Folder, place: Path, seeds: Path) -> None:
    names = ["a...b.txt", "line\nbreak.txt", "100%.txt", "100%25.txt", "Straße, „x“ [1].txt"]
    for name in names:
        shutil.copy(seeds / "listing-full.txt", place / name)
    folder.tick()
    assert len(folder.asked()) == 1
    assert len(partitions.known(folder.instance)) == len(names)


def test_sensor_is_quick_with_many_dumps(folder: Folder, place: Path, seeds: Path) -> None:
    for number in range(200):
        shutil.copy(seeds / "listing-full.txt", place / f"{number}.txt")
    folder.tick()
    started = time.monotonic()
    assert len(folder.asked()) == 1
    first = time.monotonic() - started
    started = time.monotonic()
    assert folder.asked() == []
    assert max(first, time.monotonic() - started) < 2 * 4, "a busy machine has four times the time of a free one"
    assert len(partitions.known(folder.instance)) == 200


def test_daily_reads_what_there_is_and_then_publishes(tmp_path: Path, place: Path, folder: Folder, seeds: Path) -> None:
    (tmp_path / "home").mkdir()
    folder.instance = dg.DagsterInstance.local_temp(str(tmp_path / "home"))
    for name in ("a.txt", "b.txt"):
        shutil.copy(seeds / "listing-full.txt", place / name)
    with dg.build_schedule_context(
        instance=folder.instance,
        scheduled_execution_time=datetime(2026, 3, 1, 5, tzinfo=UTC),
        repository_def=defs.get_repository_def(),
    ) as context:
        reading, publishing = daily(context, source=folder.source)
    assert reading.asset_selection == [dg.AssetKey("dumps")]
    assert (reading.tags[partitions.FIRST], reading.tags[partitions.LAST]) == ("a.txt", "b.txt")
    assert int(reading.tags["dagster/priority"]) > int(publishing.tags.get("dagster/priority", 0)), "it is read first"
    assert partitions.known(folder.instance) == ["a.txt", "b.txt"]
    assert dg.AssetKey("release") in publishing.asset_selection
    assert len({reading.run_key, publishing.run_key}) == 2, "a day has one build"


def test_release_follows_a_dump_that_was_read(folder: Folder) -> None:
    keys = defs.resolve_asset_graph().get_all_asset_keys()

    def tick(cursor: Any) -> tuple[set[str], Any]:
        told = dg.evaluate_automation_conditions(defs, folder.instance, cursor=cursor)
        return {key.to_user_string() for key in keys if told.get_num_requested(key)}, told.cursor

    def made(*assets: str, partition: str | None = None) -> None:
        for asset in assets:
            folder.instance.report_runless_asset_event(dg.AssetMaterialization(asset, partition=partition))

    wanted = {key.to_user_string() for key in merged.resolve(defs.resolve_asset_graph())}
    partitions.add(folder.instance, ["a.txt", "broken.txt"])
    asked, cursor = tick(None)
    assert asked == set(), "nothing was read yet"
    made("dumps", partition="a.txt")
    asked, cursor = tick(cursor)
    assert wanted <= asked, "the partition that cannot be read holds up nothing"
    assert "dumps" not in asked
    made(*wanted)
    asked, cursor = tick(cursor)
    assert asked == set(), "one release is enough"
    made("dumps", partition="a.txt")
    asked, cursor = tick(cursor)
    assert wanted <= asked


def test_runs_wait_for_each_other() -> None:
    settings = yaml.safe_load((Path(__file__).parents[1] / "assets" / "dagster.yaml").read_text())
    assert settings["concurrency"]["pools"] == {"granularity": "run", "default_limit": 1}
    graph = defs.resolve_asset_graph()
    pools = {pool for key in graph.get_all_asset_keys() for pool in graph.get(key).pools or {None}}
    pools |= {check.op.pool for check in defs.asset_checks or ()}
    assert pools == {POOL}
