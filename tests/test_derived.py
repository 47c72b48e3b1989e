"""Derived tables as a whole: the same however the work is cut."""

from __future__ import annotations

from pathlib import Path

import derived_samples as samples
import pyarrow.parquet as pq
import pytest

from pipeline import derived, tables
from pipeline.derived import pieces
from pipeline.workers import Workers


def test_they_are_the_same_for_any_number_of_workers_and_papers_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [
        {
            "title": f"Boat{number}Net: Tin Boats",
            "abstract": f"We propose Boat{number}Net, a model with {number + 1} billion parameters. It reaches "
            f"{80 + number}.5% accuracy on CIFAR-10, and improves accuracy by 1.5 points over Boat{number + 1}Net. "
            f"Our code is at https://github.com/tin/boat-{number}.",
        }
        for number in range(7)
    ]
    place = samples.folder(tmp_path, *papers)
    derived.write(place)
    one = {table.name: (place / f"{table.name}.parquet").read_bytes() for table in tables.DERIVED_TABLES}
    for name in one:
        assert pq.read_metadata(place / f"{name}.parquet").num_rows >= 7, name
    compared = pq.read_table(place / "improvements.parquet")["baseline_paper_id"].drop_null()
    assert len(compared) == 6, "papers name the work of another one as their baseline"
    monkeypatch.setattr(pieces, "BATCH", 2)
    monkeypatch.setattr(derived, "ALONE", 0)
    with Workers(2) as workers:
        derived.write(place, workers)
        assert workers.started
    for name, held in one.items():
        assert (place / f"{name}.parquet").read_bytes() == held, name
