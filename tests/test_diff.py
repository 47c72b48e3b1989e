"""What changed between two releases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import release_samples as samples

from pipeline import release, tables
from pipeline.release import compare


def changes(old: Path, new: Path) -> list[dict[str, Any]]:
    return pa.concat_tables(release.diff(old, new)).to_pylist()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return samples.publish(tmp_path / "old", copies=3)


def test_the_same_release_has_no_changes(old: Path) -> None:
    assert changes(old, old) == []


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "in slices of papers"])
def test_added_removed_and_changed_rows_are_told(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: bool
) -> None:
    if cut:
        monkeypatch.setattr(compare, "ROW_GROUP", 1)
    given = samples.rows(3)
    gone = given["ranks"].pop(0)
    given["papers"][0]["authors"] = ["Ada Brook", "Lin Moss"]
    given["papers"][0]["author_count"] = 2
    before = given["gains"][2]["to_value"]
    given["gains"][2]["to_value"] = 24.0
    given["gains"][3]["qualifier"] = "approx"
    given["model_sizes"][0]["model"] = None
    new = given["results"][0] | {"fact_id": "f" * 16, "value": 80.0}
    given["results"].append(new)
    found = {
        (row["table"], row["change"], row["fact_id"] or row["paper_id"]): row
        for row in changes(old, samples.publish(tmp_path, given))
    }
    assert found.keys() == {
        ("ranks", "removed", gone["fact_id"]),
        ("papers", "changed", given["papers"][0]["paper_id"]),
        ("gains", "changed", given["gains"][2]["fact_id"]),
        ("gains", "changed", given["gains"][3]["fact_id"]),
        ("model_sizes", "changed", given["model_sizes"][0]["fact_id"]),
        ("results", "added", new["fact_id"]),
    }
    paper = found["papers", "changed", given["papers"][0]["paper_id"]]
    assert paper["columns"] == ["author_count", "authors"]
    assert paper["text"] == given["papers"][0]["title"]
    assert json.loads(paper["old"])["authors"] == ["Ada Brook", "Lin Moss", "Per Quay"]
    gain = found["gains", "changed", given["gains"][2]["fact_id"]]
    assert json.loads(gain["old"]) == {"to_value": before}
    assert json.loads(gain["new"]) == {"to_value": 24.0}
    assert json.loads(found["model_sizes", "changed", given["model_sizes"][0]["fact_id"]]["new"]) == {"model": None}


def test_what_one_adds_the_other_way_removes(old: Path, tmp_path: Path) -> None:
    new = samples.publish(tmp_path, copies=4)
    there = {(row["table"], row["fact_id"], row["paper_id"]) for row in changes(old, new) if row["change"] == "added"}
    back = {(row["table"], row["fact_id"], row["paper_id"]) for row in changes(new, old) if row["change"] == "removed"}
    assert there == back
    assert len(there) == sum(len(samples.rows()[table.name]) for table in (tables.PAPERS, *tables.FACT_TABLES))


def test_changes_can_be_written_as_parquet(old: Path, tmp_path: Path) -> None:
    path = compare.write_changes(old, samples.publish(tmp_path, copies=2), tmp_path)
    table = pq.read_table(path)
    assert table.schema.equals(release.CHANGES.schema, check_metadata=False)
    assert set(table["change"].to_pylist()) == {"removed"}


def test_a_release_with_fewer_columns_can_be_compared(old: Path, tmp_path: Path) -> None:
    new = samples.publish(tmp_path, copies=3)
    table = pq.read_table(new / "gains.parquet")
    pq.write_table(table.drop_columns(["metric_id"]), new / "gains.parquet")
    assert changes(old, new) == []
