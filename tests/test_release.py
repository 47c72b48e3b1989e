"""Releases: same content, same bytes; published whole or not at all; former ones safe."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import release_samples as samples
from hypothesis import given
from hypothesis import strategies as st

from pipeline import release, tables
from pipeline.release import writer


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def in_another_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that runs `code` with `arguments` as Path objects in `given`."""
    head = "import sys; from pathlib import Path; import release_samples as samples; from pipeline import release\n"
    head += "given = [Path(a) for a in sys.argv[1:]]\n"
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    return subprocess.Popen(
        [sys.executable, "-c", head + code, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_same_rows_give_the_same_bytes_in_whatever_batches(tmp_path: Path) -> None:
    folders = []
    for batch in (1, 2, 1000):
        out = tmp_path / str(batch)
        with release.staging(out) as folder:
            folders.append(release.publish(out, samples.fill(folder, batch=batch)))
    assert contents(folders[0]) == contents(folders[1]) == contents(folders[2])
    assert {folder.name for folder in folders} == {release.read_manifest(folders[0])["version"]}


@given(
    values=st.lists(st.tuples(st.text(max_size=5), st.none() | st.lists(st.text(max_size=3)), st.sampled_from("ab"))),
    cuts=st.lists(st.integers(0, 30), max_size=5),
)
def test_bytes_and_digest_do_not_depend_on_row_groups_of_the_batches(
    tmp_path_factory: pytest.TempPathFactory, values: list[tuple[str, list[str] | None, str]], cuts: list[int]
) -> None:
    columns = (
        tables.Column("name", tables.TEXT, "A name."),
        tables.Column("members", tables.TEXTS, "Its members.", nullable=True),
        tables.Column("letter", tables.CLOSED, "A letter.", values=("b", "a")),
    )
    table = tables.Table("made", "Made for a test.", columns, ("name",), ("name",))
    rows = table.from_rows(dict(zip(("name", "members", "letter"), value, strict=True)) for value in values)
    folder = tmp_path_factory.mktemp("made")
    stored = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "ROW_GROUP", 7)
        for bounds in ([0, len(values)], sorted({0, len(values), *(cut for cut in cuts if cut < len(values))})):
            with release.Writer(folder, table) as made:
                for start, end in itertools.pairwise(bounds):
                    made.write(rows.slice(start, end - start))
            stored.append(made.path.read_bytes())
    assert stored[0] == stored[1]
    assert pq.read_table(made.path).to_pylist() == rows.to_pylist()


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ranks: columns"), release.Writer(tmp_path, tables.RANKS) as made:
        made.write(pa.table({"rank": [1]}))


def test_pandas_reads_types_without_being_told(tmp_path: Path) -> None:
    folder = samples.publish(tmp_path)
    dtypes = pd.read_parquet(folder / "papers.parquet").dtypes.astype(str)
    assert dtypes["author_count"] == "Int32"
    assert dtypes["year_inferred"] == "boolean"
    assert dtypes["published"] == "date32[day][pyarrow]"
    direction = pd.read_parquet(folder / "gains.parquet")["direction"]
    assert list(direction.cat.categories) == list(tables.DIRECTIONS)


def test_the_manifest_says_what_went_in_and_what_came_out(tmp_path: Path) -> None:
    folder = samples.publish(tmp_path)
    manifest = release.read_manifest(folder)
    assert [given["name"] for given in manifest["inputs"]] == ["crawl.jsonl", "listing.txt"]
    assert {name: table["rows"] for name, table in manifest["tables"].items()} == {
        name: len(rows) for name, rows in samples.rows().items()
    }
    assert manifest["files"].keys() == {path.name for path in folder.iterdir()} - {"manifest.json"}
    for name, file in manifest["files"].items():
        assert (folder / name).stat().st_size == file["bytes"]
    assert manifest["packages"]["pyarrow"] == pa.__version__


def test_the_version_follows_rows_and_inputs_not_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {samples.publish(tmp_path / "same").name}
    monkeypatch.setattr("pipeline.release.manifest.PACKAGES", ())
    names.add(samples.publish(tmp_path / "other packages").name)
    assert len(names) == 1
    changed = samples.rows()
    changed["results"][0]["value"] = 81.6
    names.add(samples.publish(tmp_path / "other rows", changed).name)
    monkeypatch.setattr(samples, "inputs", lambda copies: [])
    names.add(samples.publish(tmp_path / "other inputs").name)
    assert len(names) == 3


def test_latest_and_its_pointer_follow_the_last_publication(tmp_path: Path) -> None:
    assert release.latest(tmp_path) is None
    first = samples.publish(tmp_path)
    changed = samples.rows() | {"ranks": []}
    second = samples.publish(tmp_path, changed)
    assert release.latest(tmp_path) == second
    assert json.loads((tmp_path / "latest.json").read_text())["path"] == f"releases/{second.name}"
    assert pd.read_parquet(tmp_path / "latest" / "ranks.parquet").empty
    assert samples.publish(tmp_path) == first
    assert release.latest(tmp_path) == first
    assert release.resolve(tmp_path) == release.resolve(first) == first


def test_a_copy_without_links_is_found_by_its_pointer(tmp_path: Path) -> None:
    folder = samples.publish(tmp_path)
    (tmp_path / "latest").unlink()
    assert release.latest(tmp_path) == release.resolve(tmp_path) == folder


def test_a_release_without_its_manifest_is_still_a_release_to_be_validated(tmp_path: Path) -> None:
    folder = samples.publish(tmp_path)
    (folder / "manifest.json").unlink()
    assert release.resolve(folder) == folder
    assert release.resolve(tmp_path) == folder
    assert release.latest(tmp_path) is None


def test_a_rejected_release_is_kept_with_its_report_and_latest_stays(tmp_path: Path) -> None:
    good = samples.publish(tmp_path)
    with release.staging(tmp_path) as folder:
        samples.fill(folder, samples.rows() | {"links": []})
        kept = release.reject(tmp_path, folder, {"report.txt": "no links"})
    assert release.latest(tmp_path) == good
    assert kept.parent.name == "rejected"
    assert (kept / "report.txt").read_text() == "no links"


def test_a_damaged_release_is_replaced_when_it_is_built_again(tmp_path: Path) -> None:
    folder = samples.publish(tmp_path)
    whole = contents(folder)
    (folder / "gains.parquet").write_bytes(b"PAR1")
    assert samples.publish(tmp_path) == folder
    assert contents(folder) == whole


def test_changes_lie_beside_the_release_and_do_not_decide_its_name(tmp_path: Path) -> None:
    first = samples.publish(tmp_path)
    assert not (first / "changes.parquet").exists()
    changed = samples.rows() | {"ranks": []}
    second = samples.publish(tmp_path, changed)
    assert pq.read_table(second / "changes.parquet")["change"].to_pylist() == ["removed"]
    alone = samples.publish(tmp_path / "alone", changed)
    assert alone.name == second.name
    told = contents(second)
    del told["changes.parquet"]
    assert contents(alone) == told
    assert samples.publish(tmp_path) == first
    assert pq.read_table(first / "changes.parquet")["change"].to_pylist() == ["added"]


def test_a_damaged_former_release_does_not_stop_the_next(tmp_path: Path) -> None:
    first = samples.publish(tmp_path)
    (first / "gains.parquet").unlink()
    second = samples.publish(tmp_path, samples.rows() | {"ranks": []})
    assert release.latest(tmp_path) == second


def test_nothing_of_a_failed_build_stays(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="midway"), release.staging(tmp_path) as folder:
        (folder / "half.parquet").write_bytes(b"PAR1")
        raise RuntimeError("midway")
    assert list((tmp_path / ".staging").iterdir()) == []
    assert release.latest(tmp_path) is None


def test_what_a_killed_build_left_is_swept_by_the_next_but_not_the_folder_of_a_live_one(tmp_path: Path) -> None:
    code = (
        "folder = release.stage(given[0]); samples.fill(folder); print(folder, flush=True); import time; time.sleep(60)"
    )
    alive, doomed = (in_another_process(code, tmp_path) for _ in range(2))
    folders = [Path(process.stdout.readline().strip()) for process in (alive, doomed) if process.stdout]
    try:
        doomed.send_signal(signal.SIGKILL)
        doomed.wait()
        assert folders[1].is_dir()
        samples.publish(tmp_path)
        assert not folders[1].exists()
        assert (folders[0] / "manifest.json").is_file()
    finally:
        alive.kill()
        alive.wait()


def test_builds_at_once_into_one_place_all_succeed(tmp_path: Path) -> None:
    code = "print(*(samples.publish(given[0]).name for _ in range(5)))"
    other = "rows = samples.rows() | {'ranks': []}\nprint(*(samples.publish(given[0], rows).name for _ in range(5)))"
    processes = [in_another_process(text, tmp_path) for text in (code, other, code)]
    names = {name for process in processes for name in process.communicate(timeout=120)[0].split()}
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert names == {path.name for path in (tmp_path / "releases").iterdir()}
    assert len(names) == 2
    last = release.latest(tmp_path)
    assert last is not None
    assert release.load(last)["papers"].num_rows == 3


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(release.ReleaseError, match="cannot write a release into"):
        release.stage(tmp_path / "file" / "out")
    with pytest.raises(release.ReleaseError, match="holds no release"):
        release.resolve(tmp_path)


def test_pruning_keeps_the_latest_and_the_newest(tmp_path: Path) -> None:
    given = samples.rows()
    folders = [samples.publish(tmp_path, given | {"ranks": [], "results": given["results"] * n}) for n in range(4)]
    samples.publish(tmp_path, given | {"ranks": [], "results": []})
    assert sorted(release.prune(str(tmp_path), 2)) == sorted(folder.name for folder in folders[1:3])
    assert release.latest(tmp_path) == folders[0]
    assert set((tmp_path / "releases").iterdir()) == {folders[0], folders[3]}
