"""The benchmark: what it measures is measured, and the documents that it writes are those of the run they hold."""

import json
import sys
from pathlib import Path

import pytest

from bench import measure, process, records, report, stages
from pipeline import dumps

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "docs" / "speed.json"


def figure(what: str, count: int, workers: int = 1, seconds: float = 1.0, peak_mib: float = 500.0) -> dict[str, object]:
    told = {"what": what, "records": count, "workers": workers, "seconds": seconds}
    return told | {"cpu_seconds": seconds, "peak_mib": peak_mib, "disk_mib": count / 1024}


@pytest.fixture
def run() -> dict[str, object]:
    """A run on a machine that starts in 10 s, and takes 100 µs to extract an abstract and 50 µs for all else."""
    figures = [figure(f"paperfacts {name}", 0, seconds=0.4) for name in ("--help", "extract")]
    figures += [figure(name, 500, seconds=5.0) for name in report.PEERS]
    figures.append(figure(measure.ON_RAY, 40_000, 2, 12.0))
    for count in (10_000, 40_000):
        for workers in (1, 2):
            took = count * 100e-6 / workers
            figures += [figure(name, count, workers, 0.1) for name in ("read", "merge", "extract again")]
            figures += [figure(name, count, workers, took) for name in ("extract", "read to facts")]
            figures.append(figure("build", count, workers, 10 + count * 50e-6 + took, 500 + count / 1024))
    machine = {"processor": "a processor", "cores": 2, "memory_gib": 8, "system": "Linux", "python": "3.11", "load": 0}
    told = {"measured": "2026-01-01", "machine": machine, "load_after": 0, "records": "some.jsonl", "rules": "0" * 16}
    return told | {"packages": {}, "peers": {}, "figures": figures}


def test_time_and_memory_of_more_abstracts_are_worked_out(run: dict[str, object]) -> None:
    cost = report.Cost.of(report.Figures(run))
    assert cost.seconds(3_000_000, 1) == pytest.approx(10 + 3_000_000 * 150e-6)
    assert cost.seconds(3_000_000, 100) == pytest.approx(10 + 3_000_000 * 51e-6)
    assert cost.driver_mib == pytest.approx(500)
    assert cost.driver_growth_mib == pytest.approx(1 / 1024)
    part = report.scale_part(run)
    assert "| 3,000,000 | 1 | 7.7 min | 5.0 min | 2.7 min | 3.3 | 3 |" in part, part


def test_what_was_wanted_is_held_against_what_is(run: dict[str, object]) -> None:
    told = {name: (measured, met) for name, _, measured, met in report.goals(report.Figures(run)).rows}
    assert told["read to facts, one worker, abstracts/s"] == ("10,000", "yes")
    assert told["read to facts, one worker, times en_core_web_sm"] == ("100", "**no**")
    assert told["build, two workers, abstracts/s on the slope"] == ("10,000", "yes")
    assert told["build, seconds that do not depend on the records"] == ("10.00", "yes")
    assert told[f"read to facts, time of 4 x {report.BASE:,} records against {report.BASE:,}"] == ("4.00", "yes")


def test_a_run_is_kept_in_the_documents(run: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "scale.md").write_text((ROOT / "docs" / "scale.md").read_text())
    report.write(run, tmp_path)
    assert json.loads((tmp_path / "speed.json").read_text()) == run
    assert (tmp_path / "speed.md").read_text() == report.speed_page(run)
    scale = (tmp_path / "scale.md").read_text()
    assert report.scale_part(run) in scale
    assert scale.startswith("# Beyond one machine") and scale.rstrip().endswith("is then a row in each.")


def test_documents_hold_the_last_run() -> None:
    told = json.loads(KEPT.read_text())
    again = "written by `make bench`, not by hand"
    assert (ROOT / "docs" / "speed.md").read_text() == report.speed_page(told), again
    assert report.scale_part(told) in (ROOT / "docs" / "scale.md").read_text(), again


def test_memory_of_all_processes_counts() -> None:
    block = "x = bytearray(100 << 20)"
    child = f"import time; {block}; time.sleep(1)"
    alone = process.run([sys.executable, "-c", child])
    both = process.run(
        [sys.executable, "-c", f"import subprocess, sys; {block}; subprocess.run([sys.executable, '-c', '{child}'])"]
    )
    assert 100 < alone.peak_mib < 190
    assert both.peak_mib > alone.peak_mib + 95
    assert both.seconds >= 1


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        process.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_invented_records_stand_in_where_there_are_none(tmp_path: Path) -> None:
    dump = tmp_path / "25.jsonl"
    assert records.write([], 25, dump) == 25
    assert len({record.title for record in dumps.read(dump, name="25")}) == 25
    folder = tmp_path / "stages"
    folder.mkdir()
    told = stages.main(dump, folder, 1, "local")
    assert {name: stage["records"] for name, stage in told.items()} == dict.fromkeys(
        ("read", "merge", "extract", "extract again"), 25
    )
    assert told["extract"]["disk_mib"] > 0
