"""The asset `release`: the tables at hand are sealed, validated, and become `latest` in one step.

What a good release is, is in expectations/; how one is stored and switched is in pipeline/release/.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

import expectations
from assets import catalog
from assets.checks import results, specs
from assets.facts import overrides
from assets.papers import inputs
from assets.resources import POOL, Extraction, Target, log
from assets.retries import retried
from expectations.report import to_json, to_text
from expectations.suites import RELEASE
from pipeline import accuracy, engine, tables
from pipeline import release as releases
from pipeline.workers import Workers

# Where a run notes the candidate that it validated: "<run> <version>".
VALIDATED = "validated"


class Rejected(Exception):
    """Critical expectations speak against the release: it is kept aside, and latest stays what it was."""

    def __init__(self, report: expectations.Report, version: str) -> None:
        super().__init__(f"{report.summary}; it is kept in rejected/{version}, and latest stays what it was")


@dg.asset(
    deps=list(tables.TABLES),
    group_name="release",
    pool=POOL,
    kinds={"parquet", "greatexpectations"},
    tags=catalog.RELEASED,
    code_version=releases.code_version(),
    description="The published tables: sealed with a manifest, validated, and switched to all at once.",
    check_specs=specs(RELEASE),
)
def release(context: dg.AssetExecutionContext, target: Target, extraction: Extraction) -> dg.MaterializeResult:
    with retried(), candidate(target) as (folder, version):
        # What this run has validated needs only the checks of the release as a whole.
        validated = target.noted(VALIDATED) == f"{context.run.run_id} {version}"
        report = judge(target, folder, 1, {RELEASE}) if validated else judge(target, folder, extraction.processes)
        if not report.ok:
            raise Rejected(report, version)
        place = releases.publish(target.folder, folder)
    target.keep_shelves(given.name for given in inputs(target))
    log.info("release: %s is good, and the latest", version)
    manifest = releases.read_manifest(place)
    rows = [
        {"table": name, **held, **manifest["files"][f"{name}.parquet"]} for name, held in manifest["tables"].items()
    ]
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": place.resolve().as_uri(),
            "version": version,
            "dagster/row_count": sum(row["rows"] for row in rows),
            "tables": dg.MetadataValue.md(catalog.markdown(["table", "rows", "bytes", "sha256"], rows)),
            "pictures": dg.MetadataValue.md(catalog.pictures(place)),
            "dumps": dg.MetadataValue.md(catalog.markdown(["name", "records", "bytes", "sha256"], manifest["inputs"])),
        },
        check_results=list(results(report, RELEASE)),
        data_version=dg.DataVersion(version),
    )


@dg.multi_asset_check(specs=[spec for name in tables.TABLES for spec in specs(name)], can_subset=True, pool=POOL)
def validation(
    context: dg.AssetCheckExecutionContext, target: Target, extraction: Extraction
) -> Iterator[dg.AssetCheckResult]:
    """Validates the tables as the release that they would be; what fails is kept in OUT/rejected."""
    with candidate(target) as (folder, version):
        report = judge(target, folder, extraction.processes)
    if report.ok:
        target.note(VALIDATED, f"{context.run.run_id} {version}")
    selected = context.selected_asset_check_keys
    for name in tables.TABLES:
        for one in results(report, name):
            if dg.AssetCheckKey(dg.AssetKey(name), str(one.check_name)) in selected:
                yield one
    if not report.ok:
        raise Rejected(report, version)


@contextmanager
def candidate(target: Target) -> Iterator[tuple[Path, str]]:
    """The tables at hand as a sealed release that nobody sees, and its version. It is gone after the block."""
    with releases.staging(target.folder) as folder:
        missing = [name for name, table in tables.TABLES.items() if not target.table(table).exists()]
        if missing:
            raise dg.Failure(f"not made yet: {', '.join(missing)}. Materialise them first", allow_retries=False)
        for table in tables.TABLES.values():
            releases.link(target.table(table), folder / f"{table.name}.parquet")
        given = inputs(target), scored(target, folder), overrides(target), engine.unread(target.facts)
        manifest = releases.seal(folder, *given)
        yield folder, manifest["version"]


def scored(target: Target, folder: Path) -> dict[str, dict[str, float]]:
    """The accuracy of the tables of a folder; empty where no gold is given, or none of its papers is there."""
    if target.gold is None:
        return {}
    found = accuracy.score(releases.load(folder), accuracy.read_gold(Path(target.gold)))
    return {} if found.unpublished == found.papers else found.by_table()


def judge(target: Target, folder: Path, processes: int, only: set[str] | None = None) -> expectations.Report:
    """Validates a candidate with all suites, or only some; one that is not good is kept with the report."""
    former = releases.latest(target.folder) if target.compare else None
    with Workers(processes) as workers:
        report = expectations.validate(folder, former, only, workers)
    log.log(logging.DEBUG if only else logging.INFO, "validation: %s", report.summary)
    if not report.ok:
        text = to_text(report)
        releases.reject(target.folder, folder, {"report.json": to_json(report), "report.txt": text})
        log.error("%s", text.rstrip())
    return report
