"""Releases in object stores: a real S3 server on loopback, and file:// beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
import release_samples as samples
from moto.server import ThreadedMotoServer

from pipeline import release

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server with a bucket `papers`."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    host, port = moto.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        address = f"{host}:{port}"
        boto3.client("s3", endpoint_url=f"http://{address}", region_name="us-east-1").create_bucket(Bucket="papers")
        yield address
    moto.stop()


@pytest.fixture(params=["s3", "file"])
def place(request: pytest.FixtureRequest, server: str, tmp_path: Path) -> str:
    """The URI of an empty store."""
    if request.param == "file":
        (tmp_path / "store").mkdir()
        return f"file://{tmp_path}/store"
    return f"s3://papers/{tmp_path.name}?endpoint_override={server}&scheme=http&region=us-east-1"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_published_in_a_store_is_found_there(place: str) -> None:
    with release.opened(place, publish=True) as out:
        assert release.latest(out) is None
        first = contents(samples.publish(out))
    with release.opened(place, publish=True) as out:
        held = release.latest(out)
        assert held is not None
        assert contents(held) == first
        second = contents(samples.publish(out, copies=2))
    with release.opened(place) as out:
        assert contents(release.resolve(out)) == second
        assert "changes.parquet" in second


def test_what_fails_leaves_the_store_as_it_was(place: str) -> None:
    with release.opened(place, publish=True) as out:
        first = samples.publish(out).name
    with pytest.raises(RuntimeError, match="midway"), release.opened(place, publish=True) as out:
        samples.publish(out, copies=2)
        raise RuntimeError("midway")
    with release.opened(place) as out:
        assert release.resolve(out).name == first


def test_a_store_that_is_not_there_is_one_clear_line() -> None:
    uri = "s3://key:secret@papers/x?endpoint_override=127.0.0.1:1&scheme=http&region=us-east-1"
    with pytest.raises(release.ReleaseError, match="cannot reach s3://papers/x: ") as caught, release.opened(uri):
        pass
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_release_folder_of_a_store_can_be_read(place: str) -> None:
    with release.opened(place, publish=True) as out:
        first = samples.publish(out)
        whole = contents(first)
    with release.opened(place, publish=True) as out:
        samples.publish(out, copies=2)
    address, _, query = place.partition("?")
    with release.opened(f"{address}/releases/{first.name}?{query}".rstrip("?")) as out:
        assert contents(release.resolve(out)) == whole
    nowhere = release.opened(f"{address}/nowhere?{query}".rstrip("?"))
    with pytest.raises(release.ReleaseError, match="nowhere holds no release"), nowhere:
        pass


def test_what_is_rejected_is_kept_in_the_store(place: str) -> None:
    with release.opened(place, publish=True) as out:
        first = samples.publish(out).name
    with pytest.raises(RuntimeError, match="not good"), release.opened(place, publish=True) as out:
        with release.staging(out) as folder:
            samples.fill(folder, samples.rows() | {"links": []})
            kept = release.reject(out, folder, {"report.txt": "no links"})
            whole = contents(kept)
        raise RuntimeError("not good")
    with release.opened(place) as out:
        assert release.resolve(out).name == first
    address, _, query = place.partition("?")
    with release.opened(f"{address}/rejected/{kept.name}?{query}".rstrip("?")) as out:
        assert contents(release.resolve(out)) == whole


def test_the_commands_take_stores(server: str, seeds: Path, tmp_path: Path) -> None:
    place, query = "s3://papers/built", f"?endpoint_override={server}&scheme=http&region=us-east-1"
    (tmp_path / "few.jsonl").write_text("".join((seeds / "arxiv-crawl.jsonl").open().readlines()[:9]))
    (tmp_path / "fewer.jsonl").write_text("".join((seeds / "arxiv-crawl.jsonl").open().readlines()[:3]))

    def paperfacts(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from assets.cli import main; main()", *map(str, arguments)],
            env=os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"},
            capture_output=True,
            text=True,
        )

    run = paperfacts("build", tmp_path / "few.jsonl", "--out", place + query, "--workers", 1)
    assert run.returncode == 0, run.stderr
    run = paperfacts("build", tmp_path / "fewer.jsonl", "--out", place + query, "--workers", 1)
    assert run.returncode == 1, run.stderr
    (kept,) = re.findall(r"it is kept in (rejected/\w+)", run.stderr)
    run = paperfacts("check", f"{place}/{kept}{query}", "--format", "json")
    assert run.returncode == 0, "by itself it is good: it only lost rows against the former one"
    run = paperfacts("diff", place + query, f"{place}/{kept}{query}")
    assert run.returncode == 0, run.stderr
    assert len([line for line in run.stdout.splitlines() if line.startswith("- papers")]) == 6
