"""The assets of papers, the fact tables, and what derives from them: one step makes them all, so that they agree."""

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq

from assets import catalog
from assets.papers import abstracts, write_papers
from assets.resources import FACTS, POOL, TABLES, Extraction, Source, Target, log
from assets.retries import retried
from pipeline import cluster, derived, engine, tables
from pipeline import release as releases
from pipeline.overrides import Corrections, Overrides
from pipeline.workers import Workers

OVERRIDES = "overrides.json"
SAY_EVERY = 10  # seconds


@dg.multi_asset(
    name=TABLES,
    pool=POOL,
    specs=[
        dg.AssetSpec(**catalog.described(tables.PAPERS), deps=[abstracts], group_name="papers"),
        dg.AssetSpec(**catalog.described(tables.OVERRIDES), deps=[abstracts], group_name="papers"),
        *(
            dg.AssetSpec(**catalog.described(table), deps=[abstracts], group_name="facts")
            for table in tables.FACT_TABLES
        ),
        *(
            dg.AssetSpec(
                **catalog.described(table),
                deps=[tables.PAPERS.name, *(fact.name for fact in tables.FACT_TABLES)],
                group_name="derived",
            )
            for table in tables.DERIVED_TABLES
        ),
    ],
)
def facts(source: Source, target: Target, extraction: Extraction) -> Iterator[dg.MaterializeResult]:
    total = pq.read_metadata(target.abstracts).num_rows
    given = source.corrections()  # what is wrong with them is told before the long work
    with retried(), Workers(engine.processes(extraction.processes, total)) as workers:
        started = time.monotonic()
        with target.making(FACTS) as folder:
            known = extract(extraction, target, folder, workers, total)
        seconds = time.monotonic() - started
        log.info("facts: %s abstracts in %.1f s (%s known from before)", f"{total:,}", seconds, f"{known:,}")
        for paper, error in engine.unread(target.facts).items():
            log.error("facts: paper %s is left without facts, a rule failed on its abstract: %s", paper, error)
        with target.making(TABLES) as folder:
            correct(given, target, folder)
            derived.write(folder, workers)
    for table in (tables.PAPERS, *tables.FACT_TABLES, *tables.DERIVED_TABLES, tables.OVERRIDES):
        yield catalog.made(table, target.table(table), abstracts=total, known=known, seconds=round(seconds, 1))


def extract(extraction: Extraction, target: Target, folder: Path, workers: Workers, total: int) -> int:
    """Extracts the facts of all abstracts by the engine that was asked for, and says how far it is.

    Gives how many of the `total` abstracts had their facts from the former run.
    """
    if extraction.engine == "ray":
        steps = cluster.extract_all(target.abstracts, folder, target.facts, extraction.workers)
    else:
        steps = engine.extract_all(target.abstracts, folder, target.facts, workers)
    started = said = time.monotonic()
    progress = engine.Progress(0, 0)
    for progress in steps:
        done = progress.done
        now = time.monotonic()
        due = now - said > SAY_EVERY
        said = now if due else said
        log.log(
            logging.INFO if due else logging.DEBUG,
            "facts: %s of %s abstracts, %s a second",
            *(f"{n:,.0f}" for n in (done, total, done / (now - started))),
            extra={"done": done, "total": total},
        )
    return progress.reused


def correct(given: Overrides | None, target: Target, folder: Path) -> None:
    """Puts papers and facts into a folder, with the corrections that are given."""
    corrections = Corrections(given)
    corrections.write_facts(target.facts, folder)
    write_papers(target.abstracts, folder, corrections)
    gone = corrections.write(folder, releases.latest(target.folder))
    if given:
        for entry in gone:
            place = f"{given.path}, line {entry.line}"
            log.warning("overrides: %s: %s is gone: there is no such fact or paper any more", place, entry.id)
        told = {"name": given.path.name, "sha256": given.sha256, "bytes": given.bytes}
        (folder / OVERRIDES).write_text(json.dumps(told), encoding="utf-8")
        log.info("overrides: %s applied, %s gone", f"{len(given.entries) - len(gone):,}", f"{len(gone):,}")


def overrides(target: Target) -> dict[str, Any] | None:
    """Name, sha256 and bytes of the file of overrides that was applied to the tables at hand, if any."""
    path = target.tables / OVERRIDES
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
