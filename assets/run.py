"""Materialises all assets in this process: what the command line runs, and what the page runs too."""

import os
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from assets.automation import build
from assets.definitions import defs
from assets.resources import Engine, Extraction, Resources, Source, Target, defaults


def materialise(
    dumps: Sequence[Path],
    out: Path,
    workers: int | None = None,
    listing_year: int | None = None,
    compare: bool = True,
    engine: Engine | None = None,
) -> None:
    """Builds and publishes a release of `dumps` in `out`; what is None is as the environment says.

    The run is kept where DAGSTER_HOME is set. Raises what the assets raise: DumpError, ReleaseError (from a
    resource, so that Dagster wraps it), EngineError, Rejected, SuiteError.
    """
    usual = defaults()
    resources = Resources(
        Source(paths=[str(path) for path in dumps], listing_year=listing_year or usual.source.listing_year),
        Target(out=str(out), compare=compare, gold=usual.target.gold),
        Extraction(engine=engine or usual.extraction.engine, workers=workers or usual.extraction.workers),
    )
    # What happens is said by the logger "paperfacts"; Dagster's own events are for its page.
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    kept = os.environ.get("DAGSTER_HOME")
    with dg.DagsterInstance.get() if kept else dg.DagsterInstance.ephemeral() as instance:
        try:
            defs.resolve_job_def(build.name).execute_in_process(
                instance=instance, run_config=dg.RunConfig(resources=resources._asdict(), loggers=quiet)
            )
        except dg.DagsterExecutionInterruptedError:
            raise KeyboardInterrupt from None
