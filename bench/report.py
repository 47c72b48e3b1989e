"""What the figures amount to: what was wanted against what is, and what 3 and 250 million abstracts would take.

Figures are those of `measure.measure`. docs/speed.md and a part of docs/scale.md are written from docs/speed.json,
the last run, and never by hand. What does not belong here: measuring.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from bench.measure import ON_RAY, SIZES, Figure
from bench.peers import PEERS
from pipeline.cluster import SHARD

DOCS = Path(__file__).parents[1] / "docs"
# Work that is worked out from the figures: abstracts, and processors that extract.
ABSTRACTS = (3_000_000, 250_000_000)
PROCESSORS = (1, 2, 16, 64, 256, 1024)
_BETWEEN = re.compile(r"(?<=<!-- written by `make bench` -->\n).*?(?=<!-- until here -->)", re.DOTALL)
_GIB = 1 / 1024  # of a MiB
BASE = SIZES[1]
INVENTED = "invented ones (the samples over and over), which say nothing of real ones"


class Shown(NamedTuple):
    """A table to be shown: a title, names of columns, and cells as text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


class Figures:
    """The figures of a run, to be looked up."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.all = [Figure(**figure) for figure in told["figures"]]

    def of(self, what: str, workers: int = 1, records: int | None = None) -> Figure:
        """The figure of something, by default the one with the most records. Raises LookupError if there is none."""
        found = [f for f in self.all if (f.what, f.workers) == (what, workers) and records in (None, f.records)]
        if not found:
            raise LookupError(f"no figure of {what}, {records} records, workers: {workers}")
        return max(found, key=lambda figure: figure.records)

    def slope(self, what: str, workers: int, field: str) -> float:
        """How much a field grows with a record, between the builds measured."""
        small, large = self.of(what, workers, BASE), self.of(what, workers)
        return (getattr(large, field) - getattr(small, field)) / (large.records - small.records)


class Cost(NamedTuple):
    """What work is made of: seconds in all, seconds an abstract, and MiB in all and an abstract."""

    fixed: float
    extraction: float  # on one processor
    rest: float  # reading, merging, validating, publishing, on one machine
    worker_mib: float
    driver_mib: float
    driver_growth_mib: float
    disk_mib: float  # an abstract

    @classmethod
    def of(cls, figures: Figures) -> Cost:
        """Worked out from the builds with one worker and its extraction."""
        large, extract = figures.of("build"), figures.of("extract")
        slope = figures.slope("build", 1, "seconds")
        extraction = extract.seconds / extract.records
        growth = max(0.0, figures.slope("build", 1, "peak_mib"))
        return cls(
            fixed=max(0.0, large.seconds - slope * large.records),
            extraction=extraction,
            rest=max(0.0, slope - extraction),
            worker_mib=figures.of("read to facts").peak_mib or 0.0,
            driver_mib=(large.peak_mib or 0.0) - growth * large.records,
            driver_growth_mib=growth,
            disk_mib=(large.disk_mib or 0.0) / large.records,
        )

    def seconds(self, abstracts: int, processors: int) -> float:
        """The time of a build whose extraction has so many processors."""
        return self.fixed + abstracts * (self.rest + self.extraction / processors)


def goals(figures: Figures) -> Shown:
    """What was wanted, and what is."""
    facts, double = figures.of("read to facts"), figures.of("read to facts", 2)
    base = figures.of("read to facts", 1, BASE)
    small, build = figures.of("build", 1, BASE), figures.of("build")
    slope = 1 / figures.slope("build", 2, "seconds")
    fixed = figures.of("build", 2).seconds - figures.of("build", 2).records / slope
    again, first = figures.of("extract again"), figures.of("extract")
    parser = figures.of("en_core_web_sm")
    growth = facts.seconds / base.seconds / facts.records * base.records * 4
    memory = (build.peak_mib or 0) / (small.peak_mib or 1) - 1
    told: list[tuple[str, str, str, bool]] = [
        _least("read to facts, one worker, abstracts/s", 6000, _rate(facts)),
        _least("read to facts, one worker, times en_core_web_sm", 180, _rate(facts) / _rate(parser)),
        _least("the same by seconds of processors", 180, _cpu_rate(facts) / _cpu_rate(parser)),
        _least("read to facts, two workers against one", 1.6, _rate(double) / _rate(facts)),
        _least("build, two workers, abstracts/s on the slope", 4000, slope),
        _most("build, seconds that do not depend on the records", 20, fixed),
        _most("build, one worker, peak memory, MiB", 1024, build.peak_mib or 0),
        _most(f"the same, % more than with {BASE:,} records", 10, 100 * memory),
        (
            f"read to facts, time of 4 x {BASE:,} records against {BASE:,}",
            "3.5 to 4.5",
            f"{growth:.2f}",
            3.5 <= growth <= 4.5,
        ),
        _most("second extraction with nothing new, % of the first", 10, 100 * again.seconds / first.seconds),
        _most("start of `paperfacts --help`, seconds", 0.5, figures.of("paperfacts --help").seconds),
        _most("`paperfacts extract` of an abstract, seconds", 2, figures.of("paperfacts extract").seconds),
    ]
    return Shown(
        "What was wanted",
        ("", "wanted", "measured", "met"),
        [(name, wanted, measured, "yes" if met else "**no**") for name, wanted, measured, met in told],
    )


def shown(told: dict[str, Any]) -> Iterator[Shown]:
    """All tables of a run."""
    figures = Figures(told)
    yield goals(figures)
    columns = ("", "records", "workers", "seconds", "abstracts/s", "processor seconds", "peak MiB", "written MiB")
    steps = [f for f in figures.all if f.what.startswith("step ")]
    builds = [f for f in figures.all if f.what in ("build", "build again")]
    starts = [f for f in figures.all if f.what.startswith("paperfacts ")]
    peers = [f for f in figures.all if f.what in PEERS]
    stages = [f for f in figures.all if f not in (*steps, *builds, *starts, *peers)]
    yield Shown("From dumps to facts", columns, [_cells(figure) for figure in stages])
    yield Shown("The whole build", columns, [_cells(figure) for figure in builds])
    yield Shown("Steps of the build with one worker", columns[:5], [_cells(figure)[:5] for figure in steps])
    ours = figures.of("read to facts")
    yield Shown(
        "Peers, on the same abstracts in the same run",
        (*columns[:2], *columns[3:7], "paperfacts, times as fast"),
        [
            ("paperfacts, read to facts", *_cells(ours)[1:2], *_cells(ours)[3:7], ""),
            *((*_cells(f)[:2], *_cells(f)[3:7], f"{_rate(ours) / _rate(f):,.0f}") for f in peers),
        ],
    )
    yield Shown("Start-up", (columns[0], *columns[3:4], *columns[5:7]), [_start(f) for f in starts])


def speed_page(told: dict[str, Any]) -> str:
    """docs/speed.md: the run as a page."""
    machine = told["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in told["packages"].items())
    peers = "; ".join(f"{name}: {PEERS[name][0].__doc__} ({package})" for name, package in told["peers"].items())
    parts = [
        "# Speed",
        f"Written by `make bench` on {told['measured']}: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}; load in the minute before: "
        f"{machine['load']}, after: {told['load_after']} (more than a little is other work, which makes seconds longer "
        "and leaves seconds of processors nearly as they are).",
        f"Records: {told['records'] or INVENTED}. Rules {told['rules']}, {versions}.",
        "Every figure is of a process of its own, memory is that of all its processes together. Read to facts is all "
        "from the dump to the tables of facts, what is loaded at first use included.",
        *(_markdown(table) for table in shown(told)),
        f"The peers do a part of the work each. {peers}",
    ]
    return "\n\n".join(parts) + "\n"


def scale_part(told: dict[str, Any]) -> str:
    """The part of docs/scale.md that is worked out from a run."""
    figures = Figures(told)
    cost = Cost.of(figures)
    texts, facts = figures.of("merge"), figures.of("extract")
    on_ray = figures.of(ON_RAY, 2)
    local = figures.of("extract", 2)
    shard = [
        ("abstracts", f"{SHARD:,}"),
        ("seconds of a processor", f"{SHARD * cost.extraction:.1f}"),
        ("memory of the worker, MiB", f"{cost.worker_mib:,.0f}"),
        ("read, MiB (texts, packed)", f"{(texts.disk_mib or 0) / texts.records * SHARD:.1f}"),
        ("written, MiB (facts, packed)", f"{(facts.disk_mib or 0) / facts.records * SHARD:.1f}"),
    ]
    rows = [
        (
            f"{abstracts:,}",
            f"{processors:,}",
            _duration(cost.seconds(abstracts, processors)),
            _duration(abstracts * cost.extraction / processors),
            _duration(cost.fixed + abstracts * cost.rest),
            f"{(cost.driver_mib + cost.driver_growth_mib * abstracts) * _GIB:,.1f}",
            f"{cost.disk_mib * abstracts * _GIB:,.0f}",
        )
        for abstracts in ABSTRACTS
        for processors in PROCESSORS
    ]
    parts = [
        f"From the run of {told['measured']} on {told['machine']['processor']} ([speed.md](speed.md)).",
        _markdown(Shown("What a shard costs", ("", "a shard"), shard)),
        f"On that machine alone, {on_ray.records:,} abstracts took {on_ray.seconds:.1f} s with two tasks on Ray, the "
        f"start of a cluster included, and {local.seconds:.1f} s with two processes of the local engine.",
        "## What it takes",
        "With *n* abstracts and *p* processors that extract, a build takes",
        f"> {cost.fixed:.1f} s + *n* x ({1e6 * cost.rest:.1f} µs + {1e6 * cost.extraction:.1f} µs / *p*)",
        "where the first is start-up, the second all that one machine does (reading, merging, validating, publishing), "
        "and the third extraction. The machine that runs the command needs",
        f"> {cost.driver_mib:,.0f} MiB + *n* x {1024 * cost.driver_growth_mib:.2f} KiB",
        f"of memory, each processor that extracts {cost.worker_mib:,.0f} MiB, and the storage "
        f"*n* x {1024 * cost.disk_mib:.1f} KiB. The times are those of builds of {BASE:,} and {texts.records:,} "
        "records, carried on; what was not measured is what a network between the machines costs.",
        _markdown(
            Shown(
                "Worked out",
                (
                    "abstracts",
                    "processors",
                    "build",
                    "extraction",
                    "the rest",
                    "memory, GiB",
                    "disk, GiB",
                ),
                rows,
            )
        ),
    ]
    return "\n\n".join(parts) + "\n"


def write(told: dict[str, Any], docs: Path = DOCS) -> None:
    """Writes a run to docs/: speed.json, speed.md, and its part of scale.md."""
    (docs / "speed.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    (docs / "speed.md").write_text(speed_page(told), encoding="utf-8")
    scale = (docs / "scale.md").read_text(encoding="utf-8")
    (docs / "scale.md").write_text(_BETWEEN.sub(lambda _: f"\n{scale_part(told)}\n", scale), encoding="utf-8")


def show(told: dict[str, Any], console: Console) -> None:
    """Prints the tables of a run."""
    for table in shown(told):
        printed = Table(*table.columns, title=table.title, title_justify="left")
        for row in table.rows:
            printed.add_row(*(cell.replace("**", "").replace("`", "") for cell in row))
        console.print(printed)


def _rate(figure: Figure) -> float:
    return figure.records / figure.seconds


def _cpu_rate(figure: Figure) -> float:
    return figure.records / (figure.cpu_seconds or figure.seconds)


def _least(name: str, wanted: float, measured: float) -> tuple[str, str, str, bool]:
    return name, f"at least {wanted:,}", _number(measured), measured >= wanted


def _most(name: str, wanted: float, measured: float) -> tuple[str, str, str, bool]:
    return name, f"at most {wanted:,}", _number(measured), measured <= wanted


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def _cells(figure: Figure) -> tuple[str, ...]:
    measured = (figure.seconds, _rate(figure), figure.cpu_seconds, figure.peak_mib, figure.disk_mib)
    return figure.what, f"{figure.records:,}", str(figure.workers), *map(_number, measured)


def _start(figure: Figure) -> tuple[str, ...]:
    return f"`{figure.what}`", *map(_number, (figure.seconds, figure.cpu_seconds, figure.peak_mib))


def _duration(seconds: float) -> str:
    return f"{seconds / 3600:,.1f} h" if seconds >= 3600 else f"{seconds / 60:.1f} min"


def _markdown(table: Shown) -> str:
    lines = [table.columns, ["---"] * len(table.columns), *table.rows]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {table.title}\n{rows}"
