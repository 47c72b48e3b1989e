"""Builds that are killed, that meet, that find no room or no permission: `latest` stays whole through all of it.

PAPERFACTS_KILLS says how many builds are killed, each at a random moment and followed by one that is not (default 2).
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import release_samples as samples

import expectations
from assets import cli
from expectations.suites import RELEASE
from pipeline import release

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("PAPERFACTS_KILLS", "2"))

# Processes are forked from one that has loaded what takes seconds to load.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["assets.run", "expectations.run", "great_expectations.expectations.registry"])


class Process:
    """A process in a group of its own, so that all it starts can be killed with it; what it says is in a file."""

    def __init__(self, said: Path, function: Callable[..., Any], *arguments: object) -> None:
        self._said = said
        self._process = FORKS.Process(target=_run, args=(said, function, arguments))
        self._process.start()

    def kill(self) -> None:
        assert self._process.pid
        while not self._said.exists():  # it has no group of its own yet
            time.sleep(0.001)
        with suppress(ProcessLookupError):  # it has ended already
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()

    def end(self) -> tuple[int | None, str]:
        """Waits; gives the exit code and what was said."""
        self._process.join()
        return self._process.exitcode, self._said.read_text()


def _run(said: Path, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    os.setsid()
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    function(*arguments)


def _build(*arguments: str) -> None:
    cli.main(["build", *arguments], prog_name="paperfacts")


@pytest.fixture
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Process]:
    """Starts the command `paperfacts build` with some arguments."""
    said = tmp_path_factory.mktemp("said")
    numbers = iter(range(1000))
    return lambda *arguments: Process(said / str(next(numbers)), _build, *map(str, arguments))


def contents(folder: Path) -> dict[str, bytes]:
    """The sealed files of a release; changes.parquet tells of the release before it."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "changes.parquet"}


def whole(out: Path) -> Path:
    """The latest release, which is complete."""
    folder = release.latest(out)
    assert folder is not None
    report = expectations.validate(folder, only=[RELEASE])
    assert report.ok, report.failures
    return folder


def _publish(out: Path) -> None:
    while True:
        for copies in (2, 3, 4):
            samples.publish(out, copies=copies)


def test_a_publisher_killed_at_any_moment_leaves_the_latest_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    samples.publish(out)
    undisturbed = contents(samples.publish(tmp_path / "undisturbed"))
    drawn = random.Random(5)
    for number in range(12):
        process = Process(tmp_path / str(number), _publish, out)
        time.sleep(drawn.uniform(0, 1))
        process.kill()
        whole(out)
        for folder in (out / "releases").iterdir():
            assert expectations.validate(folder, only=[RELEASE]).ok
        assert contents(samples.publish(out)) == undisturbed
        assert list((out / ".staging").iterdir()) == []


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two sets of dumps: one of as many papers as keep two processes busy, and most of them."""
    folder = tmp_path_factory.mktemp("dumps")
    with (ROOT / "seeds" / "arxiv-crawl.jsonl").open() as file:
        papers = [json.loads(line) for line in file]
    lines = [
        json.dumps(paper | {"id": f"2509.{number:05}", "title": f"{paper['title']}, part {number}"})
        for number, paper in enumerate(papers * 60)
    ]
    for name, count in (("all", 600), ("most", 560)):
        (folder / name).mkdir()
        (folder / name / "dump.jsonl").write_text("\n".join(islice(lines, count)))
    return folder / "all", folder / "most"


@pytest.fixture(scope="module")
def undisturbed(dumps: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[float, dict[str, bytes]]:
    """Seconds that a build of all dumps takes, and what it gives."""
    place = tmp_path_factory.mktemp("undisturbed")
    Process(place / "loads", int).end()
    began = time.monotonic()
    code, said = Process(place / "said", _build, str(dumps[0]), "--out", str(place / "out"), "--workers", "1").end()
    assert code == 0, said
    return time.monotonic() - began, contents(whole(place / "out"))


def test_a_build_killed_at_any_moment_leaves_the_latest_whole_and_the_next_succeeds(
    dumps: tuple[Path, Path],
    undisturbed: tuple[float, dict[str, bytes]],
    build: Callable[..., Process],
    tmp_path: Path,
) -> None:
    seconds, bytes_of_all = undisturbed
    code, said = build(dumps[1], "--out", tmp_path, "--workers", 1).end()
    assert code == 0, said
    first = whole(tmp_path)
    drawn = random.Random(7)
    for number in range(KILLS):
        process = build(dumps[0], "--out", tmp_path, "--workers", 2)
        # Every third one near its end, where releases move.
        time.sleep(drawn.uniform(seconds * 0.8 if number % 3 == 2 else 0, seconds))
        process.kill()
        left = whole(tmp_path)
        assert left == first or contents(left) == bytes_of_all
        code, said = build(dumps[0], "--out", tmp_path, "--workers", 1).end()
        assert code == 0, said
        assert contents(whole(tmp_path)) == bytes_of_all
        assert list((tmp_path / ".staging").iterdir()) == []
        # Back to where it began, so that the next ones have something to extract and to publish.
        shutil.rmtree(whole(tmp_path))
        shutil.rmtree(tmp_path / ".work")
        (tmp_path / "latest").unlink()
        (tmp_path / "latest").symlink_to(first.relative_to(tmp_path))


def test_two_builds_at_once_give_what_one_gives(
    dumps: tuple[Path, Path],
    undisturbed: tuple[float, dict[str, bytes]],
    build: Callable[..., Process],
    tmp_path: Path,
) -> None:
    for code, said in [
        process.end() for process in [build(dumps[0], "--out", tmp_path, "--workers", 1) for _ in range(2)]
    ]:
        assert code == 0, said
    assert contents(whole(tmp_path)) == undisturbed[1]


def test_locale_time_zone_and_workers_do_not_matter(
    dumps: tuple[Path, Path], undisturbed: tuple[float, dict[str, bytes]], tmp_path: Path
) -> None:
    # A process of its own: Python reads these when it starts. In the C locale text is ASCII unless it says otherwise.
    other = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "TZ": "Pacific/Chatham",
        "PYTHONHASHSEED": "7",
    }
    code = "from assets.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "build", str(dumps[0]), "--out", str(tmp_path), "--workers", "2"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"} | other,
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert contents(whole(tmp_path)) == undisturbed[1]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("only root can mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def ballast(place: Path, left: int) -> Path:
    """Fills a file system so far that so many bytes are left."""
    path = place / "ballast"
    path.write_bytes(bytes(shutil.disk_usage(place).free - left))
    return path


def test_a_full_disk_leaves_the_latest_and_no_litter(small: Path) -> None:
    kept = contents(samples.publish(small))
    stone = ballast(small, 50_000)
    with pytest.raises(OSError, match="No space left"):
        samples.publish(small, copies=50)
    assert contents(whole(small)) == kept
    assert list((small / ".staging").iterdir()) == []
    stone.unlink()
    assert samples.publish(small, copies=50) == release.latest(small)


def test_a_build_that_finds_no_room_is_one_clear_line(small: Path, seeds: Path, build: Callable[..., Process]) -> None:
    kept = contents(samples.publish(small))
    ballast(small, 200_000)
    code, said = build(seeds, "--out", small).end()
    assert code == 2, said
    last = said.strip().splitlines()[-1]
    assert last.startswith(f"paperfacts: cannot build: {small}") and "No space left on device" in last, last
    assert "Traceback" not in said
    assert contents(whole(small)) == kept


def test_a_place_that_cannot_be_written_any_more_is_one_clear_line(
    small: Path, seeds: Path, build: Callable[..., Process]
) -> None:
    kept = contents(samples.publish(small))
    releases = str(small / "releases")
    subprocess.run(["mount", "--bind", "-o", "ro", releases, releases], check=True)
    code, said = build(seeds, "--out", small).end()
    subprocess.run(["umount", releases], check=True)
    assert code == 2, said
    last = said.strip().splitlines()[-1]
    assert last.startswith(f"paperfacts: cannot build: {small}") and last.endswith("what was published before stays")
    assert "Traceback" not in said
    assert contents(whole(small)) == kept


def test_a_read_only_place_is_one_clear_line(small: Path, seeds: Path, build: Callable[..., Process]) -> None:
    samples.publish(small)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    code, said = build(seeds, "--out", small).end()
    assert code == 2, said
    assert len(said.strip().splitlines()) == 1
    assert str(small) in said
    whole(small)
