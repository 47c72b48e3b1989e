"""The assets of papers, the fact tables, and what derives from them: one step makes them all, so that they agree."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from assets import catalog
from assets.papers import abstracts, write_papers
from assets.resources import POOL, TABLES, Extraction, Target, log
from assets.retries import retried
from pipeline import cluster, derived, engine, tables

SAY_EVERY = 10  # seconds


@dg.multi_asset(
    name=TABLES,
    pool=POOL,
    specs=[
        dg.AssetSpec(**catalog.described(tables.PAPERS), deps=[abstracts], group_name="papers"),
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
def facts(target: Target, extraction: Extraction) -> Iterator[dg.MaterializeResult]:
    total = pq.read_metadata(target.abstracts).num_rows
    started = said = time.monotonic()
    progress = engine.Progress(0, 0)
    with retried(), target.making(TABLES) as folder:
        for progress in _extracting(extraction, target, folder):
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
        write_papers(target.abstracts, folder)
        derived.write(folder)
    seconds = time.monotonic() - started
    known = progress.reused
    log.info("facts: %s abstracts in %.1f s (%s known from before)", f"{total:,}", seconds, f"{known:,}")
    for table in (tables.PAPERS, *tables.FACT_TABLES, *tables.DERIVED_TABLES):
        yield catalog.made(table, target.table(table), abstracts=total, known=known, seconds=seconds)


def _extracting(extraction: Extraction, target: Target, folder: Path) -> Iterator[engine.Progress]:
    """The extraction of all abstracts by the engine that was asked for."""
    if extraction.engine == "ray":
        return cluster.extract_all(target.abstracts, folder, target.tables, extraction.workers)
    workers = extraction.workers or os.cpu_count() or 1
    return engine.extract_all(target.abstracts, folder, target.tables, workers)
