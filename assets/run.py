"""Materialises all assets in this process: what the command line runs, and what the page runs too."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import dagster as dg

from assets import partitions
from assets.automation import build, merged
from assets.definitions import defs
from assets.dumps import Unreadable, dumps
from assets.resources import Engine, Extraction, Resources, SettingError, Source, Target, defaults, log
from pipeline.accuracy import read_gold
from pipeline.dumps import DumpError


def materialise(
    given: Sequence[Path],
    out: Path,
    workers: int | None = None,
    listing_year: int | None = None,
    compare: bool = True,
    engine: Engine | None = None,
    overrides: Path | None = None,
    columns: dict[str, str] | None = None,
) -> Mapping[str, DumpError]:
    """Builds and publishes a release of the dumps `given`, and of no others, in `out`; what is None is as the
    environment says.

    Gives the dumps that could not be read, by name, with the reason: the release is made of the others. The runs
    are kept where DAGSTER_HOME is set. Raises what the assets raise: DumpError (where no dump can be read),
    OverrideError, GoldError, SettingError, ReleaseError, EngineError, Rejected, SuiteError.
    """
    usual = defaults()
    resources = Resources(
        Source(
            paths=[str(path) for path in given],
            listing_year=listing_year or usual.source.listing_year,
            keep_lost=False,
            overrides=str(overrides) if overrides else usual.source.overrides,
            columns=columns or usual.source.columns,
        ),
        Target(out=str(out), compare=compare, gold=usual.target.gold),
        Extraction(engine=engine or usual.extraction.engine, workers=workers or usual.extraction.workers),
    )
    # What is wrong with these is told before anything is read.
    resources.source.corrections()
    if resources.target.gold:
        read_gold(Path(resources.target.gold))
    names = [name for name, _ in resources.source.find()]
    kept = os.environ.get("DAGSTER_HOME")
    if kept and not (Path(kept).is_absolute() and Path(kept).is_dir()):
        raise SettingError(f"DAGSTER_HOME: {kept!r} is no folder that is there, named from the root")
    refused: dict[str, DumpError] = {}
    # Nobody else works in the folder between the runs.
    with (
        dg.DagsterInstance.get() if kept else dg.DagsterInstance.ephemeral() as instance,
        resources.target.held(),
    ):
        keys = partitions.add(instance, names)
        for tags in partitions.runs(keys, partitions.known(instance)):
            try:
                _run(instance, dg.AssetSelection.assets(dumps), resources, tags)
            except Unreadable as error:
                refused |= error.refusals
        if len(refused) == len(names):
            first, *others = refused.values()
            more = f"; nor can the {len(others)} other dumps be read" if others else ""
            raise DumpError(first.path, first.message + more)
        for refusal in refused.values():
            log.warning("dumps: %s", refusal)
        _run(instance, merged, resources, {})
    return refused


def _run(
    instance: dg.DagsterInstance, assets: dg.AssetSelection, resources: Resources, tags: Mapping[str, str]
) -> None:
    """Runs some assets with their checks."""
    # What happens is said by the logger "paperfacts"; Dagster's own events are for its page.
    quiet = {"console": {"config": {"log_level": "CRITICAL"}}}
    try:
        defs.resolve_job_def(build.name).execute_in_process(
            instance=instance,
            asset_selection=list(assets.resolve(defs.resolve_asset_graph())),
            tags=dict(tags),
            run_config=dg.RunConfig(resources=resources._asdict(), loggers=quiet),
        )
    except dg.DagsterExecutionInterruptedError:
        raise KeyboardInterrupt from None
