"""Builds that are killed, that meet, that find no room or no permission: `latest` stays whole through all of it.

PAPERFACTS_KILLS says how many whole builds are killed (default 2: each takes as long as a build).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import release_samples as samples

import expectations
from expectations.suites import RELEASE
from pipeline import release

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("PAPERFACTS_KILLS", "2"))


def start(code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    """A process in a group of its own, so that all it starts can be killed with it."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": path} | environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def build(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    return start("from assets.cli import main; main()", "build", *arguments, **environment)


def kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


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


PUBLISH = """
import sys; from pathlib import Path; import release_samples as samples
out = Path(sys.argv[1]); print("started", flush=True)
while True:
    for copies in (2, 3, 4):
        samples.publish(out, copies=copies)
"""


def test_a_publisher_killed_at_any_moment_leaves_the_latest_whole(tmp_path: Path) -> None:
    samples.publish(tmp_path)
    undisturbed = contents(samples.publish(tmp_path / "undisturbed"))
    drawn = random.Random(5)
    for _ in range(12):
        process = start(PUBLISH, tmp_path)
        assert process.stdout and process.stdout.readline() == "started\n"
        time.sleep(drawn.uniform(0, 0.6))
        kill(process)
        whole(tmp_path)
        for folder in (tmp_path / "releases").iterdir():
            assert expectations.validate(folder, only=[RELEASE]).ok
        assert contents(samples.publish(tmp_path)) == undisturbed
        assert list((tmp_path / ".staging").iterdir()) == []


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two sets of dumps: all seeds, and all but the last of them."""
    fewer = tmp_path_factory.mktemp("dumps") / "seeds"
    shutil.copytree(ROOT / "seeds", fewer)
    last = max(path for path in fewer.rglob("*") if path.suffix != ".md" and path.is_file())
    last.unlink()
    return ROOT / "seeds", fewer


@pytest.fixture(scope="module")
def undisturbed(dumps: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[float, dict[str, bytes]]:
    """Seconds that a build of all seeds takes, and what it gives."""
    out = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    process = build(dumps[0], "--out", out)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return time.monotonic() - began, contents(whole(out))


def test_a_build_killed_at_any_moment_leaves_the_latest_whole_and_the_next_succeeds(
    dumps: tuple[Path, Path], undisturbed: tuple[float, dict[str, bytes]], tmp_path: Path
) -> None:
    seconds, bytes_of_all = undisturbed
    process = build(dumps[1], "--out", tmp_path)
    said, _ = process.communicate()
    assert process.returncode == 0, said
    first = whole(tmp_path)
    drawn = random.Random(7)
    for number in range(KILLS):
        process = build(dumps[0], "--out", tmp_path)
        # Every third one near its end, where releases move.
        time.sleep(drawn.uniform(seconds * 0.7 if number % 3 == 2 else 1, seconds))
        kill(process)
        assert whole(tmp_path) == first or contents(whole(tmp_path)) == bytes_of_all
        if number % 5 == 4 or number == KILLS - 1:
            process = build(dumps[0], "--out", tmp_path)
            said, _ = process.communicate()
            assert process.returncode == 0, said
            assert contents(whole(tmp_path)) == bytes_of_all
            assert list((tmp_path / ".staging").iterdir()) == []
            # Back to where it began, so that the next ones have something to publish.
            shutil.rmtree(whole(tmp_path))
            shutil.rmtree(tmp_path / ".work")
            (tmp_path / "latest").unlink()
            (tmp_path / "latest").symlink_to(first.relative_to(tmp_path))


def test_two_builds_at_once_give_what_one_gives(
    dumps: tuple[Path, Path], undisturbed: tuple[float, dict[str, bytes]], tmp_path: Path
) -> None:
    processes = [build(dumps[0], "--out", tmp_path) for _ in range(2)]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert contents(whole(tmp_path)) == undisturbed[1]


def test_locale_time_zone_and_workers_do_not_matter(
    dumps: tuple[Path, Path], undisturbed: tuple[float, dict[str, bytes]], tmp_path: Path
) -> None:
    process = build(
        dumps[0], "--out", tmp_path, "--workers", 2, LC_ALL="tr_TR.UTF-8", TZ="Pacific/Chatham", PYTHONHASHSEED="7"
    )
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert contents(whole(tmp_path)) == undisturbed[1]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 600 kB."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(place)], capture_output=True)
    if done.returncode:
        pytest.skip("only root can mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_leaves_the_latest_and_no_litter(small: Path) -> None:
    first = samples.publish(small)
    kept = contents(first)
    with pytest.raises(OSError, match="No space left"):
        samples.publish(small, copies=3000)
    assert contents(whole(small)) == kept
    assert list((small / ".staging").iterdir()) == []
    assert samples.publish(small, copies=2) == release.latest(small)


def test_a_build_that_finds_no_room_is_one_clear_line(small: Path, dumps: tuple[Path, Path]) -> None:
    kept = contents(samples.publish(small))
    (small / "ballast").write_bytes(bytes(300_000))
    process = build(dumps[0], "--out", small)
    said, _ = process.communicate()
    assert process.returncode == 2, said
    assert said.strip().splitlines()[-1].startswith("paperfacts: no space left to build")
    assert "Traceback" not in said
    assert contents(whole(small)) == kept


def test_a_read_only_place_is_one_clear_line(small: Path, dumps: tuple[Path, Path]) -> None:
    samples.publish(small)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    process = build(dumps[0], "--out", small)
    said, _ = process.communicate()
    assert process.returncode == 2, said
    assert len(said.strip().splitlines()) == 1
    assert str(small) in said
    whole(small)
