"""Releases in object stores: a real S3 server on loopback, and file:// beside it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import release_samples as samples
from moto.server import ThreadedMotoServer
from pyarrow import fs

from pipeline import release
from pipeline.release import remote

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


def publish(place: str, copies: int) -> str:
    """Publishes a release into a store, later than the one before by the store's own clock; gives its version."""
    time.sleep(1.1 if place.startswith("s3:") else 0)
    with release.opened(place, publish=True) as out:
        return samples.publish(out, copies=copies).name


def versions(place: str) -> set[str]:
    """The releases that a store holds, whole or not."""
    held, base = fs.FileSystem.from_uri(place)
    return {info.base_name for info in held.get_file_info(fs.FileSelector(f"{base}/releases"))}


def test_pruning_a_store_keeps_the_latest_and_the_newest(place: str) -> None:
    first, second, third = (publish(place, copies) for copies in (1, 2, 3))
    assert publish(place, 1) == first, "what was published before is the latest again"
    assert release.prune(place, 3) == []
    assert release.prune(place, 2) == [second]
    assert versions(place) == {first, third}
    assert release.prune(place, 1) == [third]
    with release.opened(place) as out:
        assert release.resolve(out).name == first
        assert set(contents(release.resolve(out))) >= {"manifest.json", "papers.parquet"}


def test_pruning_spares_what_latest_json_names(place: str) -> None:
    first, second = (publish(place, copies) for copies in (1, 2))
    held, base = fs.FileSystem.from_uri(place)
    with held.open_output_stream(f"{base}/latest.json") as stream:  # as one who goes back a release does
        stream.write(json.dumps({"version": first, "path": f"releases/{first}"}).encode())
    assert release.prune(place, 1) == []
    with release.opened(place) as out:
        assert release.resolve(out).name == first
    assert versions(place) == {first, second}, "the newest may be on its way to be the latest"


def test_pruning_spares_what_is_published_again_just_now(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (publish(place, copies) for copies in (1, 2))
    held, base = fs.FileSystem.from_uri(place)
    look = remote._latest

    def meanwhile(*of: Any) -> str | None:
        """Another build writes the first file of the old release again, right after this one has looked."""
        found = look(*of)
        monkeypatch.undo()
        time.sleep(1.1)
        with held.open_output_stream(f"{base}/releases/{first}/benchmarks.parquet") as stream:
            stream.write(b"the same")
        return found

    monkeypatch.setattr(remote, "_latest", meanwhile)
    release.prune(place, 1)
    assert versions(place) == {first, second}


def test_a_release_that_is_removed_while_it_is_published_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(place, 1)
    held, base = fs.FileSystem.from_uri(place)
    push = remote._push

    def removed(*of: Any) -> None:
        push(*of)
        held.delete_file(f"{base}/releases/{of[0].name}/papers.parquet")

    monkeypatch.setattr(remote, "_push", removed)
    with pytest.raises(release.ReleaseError, match="was removed while it was published"):
        publish(place, 2)
    with release.opened(place) as out:
        assert release.resolve(out).name == first, "latest.json was not switched"


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

    run = paperfacts("build", tmp_path / "few.jsonl", "--out", place + query, "--workers", 1, "--keep", 1)
    assert run.returncode == 0, run.stderr
    run = paperfacts("build", tmp_path / "fewer.jsonl", "--out", place + query, "--workers", 1)
    assert run.returncode == 1, run.stderr
    (kept,) = re.findall(r"it is kept in (rejected/\w+)", run.stderr)
    run = paperfacts("check", f"{place}/{kept}{query}", "--format", "json")
    assert run.returncode == 0, "by itself it is good: it only lost rows against the former one"
    run = paperfacts("diff", place + query, f"{place}/{kept}{query}")
    assert run.returncode == 0, run.stderr
    assert len([line for line in run.stdout.splitlines() if line.startswith("- papers")]) == 6
