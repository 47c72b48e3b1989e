"""The assets `abstracts` and `dump_records`: what the records of all dumps that were read amount to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets import catalog
from assets.dumps import COLUMNS as RECORD
from assets.dumps import Shelf, dumps
from assets.resources import ABSTRACTS, POOL, Source, Target, log
from pipeline import papers as merging
from pipeline import release, tables
from pipeline.dumps import DumpError, OfNoLayout
from pipeline.engine import Cursor
from pipeline.extract import INPUT
from pipeline.overrides import Corrections

# Rows that are read and written at a time.
BATCH = 8192
# What extraction reads beside the columns of papers.
BESIDE = [field for field in INPUT if field.name not in tables.PAPERS.schema.names]
SCHEMA = pa.schema([*tables.PAPERS.schema, *BESIDE])


COLUMNS = dg.TableSchema(
    [
        *catalog.column_schema(tables.PAPERS).columns,
        dg.TableColumn("comment", "string", "The comment field of arXiv: links are read from it, too."),
        dg.TableColumn("listing_links", "list<string>", "Addresses that the dumps give beside the text."),
    ]
)
# Which columns of records they come from; the others are made by merging.
READ = {column.name: column.name for column in RECORD.columns} | {"paper_id": "title", "listing_links": "links"}
LINEAGE = dg.TableColumnLineage(
    {column.name: [dg.TableColumnDep("dumps", READ[column.name])] for column in COLUMNS.columns if column.name in READ}
)
INPUTS = "inputs.json"
ALL_IN = "all_dumps_are_in"
NAMED = 20  # files that are left out and named on a line


@dg.asset(
    deps=[dumps],
    group_name="papers",
    kinds={"parquet"},
    pool=POOL,
    code_version=release.code_version(),
    description="Unique papers: the records of all dumps merged by title, with the text that facts are read from.",
    metadata={"dagster/column_schema": COLUMNS},
    check_specs=[
        dg.AssetCheckSpec(
            ALL_IN,
            asset="abstracts",
            description="Every file where dumps are looked for is a dump that was read, as it is now, and every dump "
            "that was read is still there. Releases go on without what is missing; each row says what to do.",
            metadata={"severity": "warning"},
            # Runs that Dagster asks for by itself hold all checks of their assets only where one has a condition.
            automation_condition=dg.AutomationCondition.any_deps_updated().since_last_handled(),
        )
    ],
)
def abstracts(source: Source, target: Target) -> dg.MaterializeResult:
    there = dict(found(source))
    shelves = {shelf.dump.name: (folder, shelf) for folder, shelf in read(target)}
    missing = list(unlike(there, {name: shelf for name, (_, shelf) in shelves.items()}, source))
    left_out = source.left_out()
    missing += [(name, f"left out: it {refusal.message}") for name, refusal in left_out]
    # A README among the dumps is there every night: one short line. The check of the page has all of them with reasons.
    unmeant = [name for name, refusal in left_out if isinstance(refusal, OfNoLayout)]
    for name, what in missing:
        if name not in unmeant:
            log.warning("abstracts: %s: %s", name, what)
    if unmeant:
        log.warning("abstracts: left out, of no known layout: %s", _first(unmeant))
    merged = [shelves[name] for name in sorted(shelves) if source.keep_lost or name in there]
    if not merged:
        raise dg.Failure("no dump was read yet: materialise a partition of `dumps` first", allow_retries=False)
    with (
        target.making(ABSTRACTS) as folder,
        pq.ParquetWriter(folder / target.abstracts.name, SCHEMA, compression="zstd", compression_level=1) as writer,
    ):
        for papers, texts in merging.merge([place for place, _ in merged], folder):
            for field in BESIDE:
                papers = papers.append_column(field, texts[field.name])
            writer.write_table(papers.cast(SCHEMA), BATCH)
        (folder / INPUTS).write_text(json.dumps([asdict(shelf.dump) for _, shelf in merged]), encoding="utf-8")
    rows = pq.read_metadata(target.abstracts).num_rows
    log.info("abstracts: %s papers of %s dumps", f"{rows:,}", f"{len(merged):,}")
    preview = catalog.markdown(["paper_id", "title", "abstract", "sources"], catalog.first_rows(target.abstracts))
    told = catalog.markdown(["dump", "what"], [{"dump": name, "what": what} for name, what in missing])
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": rows,
            "dagster/column_schema": COLUMNS,
            "dagster/column_lineage": LINEAGE,
            "dumps": len(merged),
            "preview": dg.MetadataValue.md(preview),
        },
        data_version=dg.DataVersion(catalog.digest(*((shelf.dump.name, shelf.key) for _, shelf in merged))),
        check_results=[
            dg.AssetCheckResult(
                check_name=ALL_IN,
                passed=not missing,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"failing": len(missing)} | ({"failing rows": dg.MetadataValue.md(told)} if missing else {}),
            )
        ],
    )


def _first(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def found(source: Source) -> list[tuple[str, Path]]:
    """The dumps that are there; none where all are gone and their papers are to stay."""
    try:
        return source.find()
    except DumpError:
        if source.keep_lost:
            return []
        raise


def read(target: Target) -> Iterator[tuple[Path, Shelf]]:
    """The dumps that were read, each with its folder."""
    for folder in target.shelves():
        yield folder, Shelf.read(folder)


def unlike(there: Mapping[str, Path], shelves: Mapping[str, Shelf], source: Source) -> Iterator[tuple[str, str]]:
    """The dumps whose papers are not in the next release as they lie there: the name, and what to do."""
    for name, path in there.items():
        if name not in shelves:
            yield name, "left out: not read yet, or it cannot be: `dumps` says why"
        elif not shelves[name].is_of(path):
            yield name, "changed since it was read: materialise its partition of `dumps`"
    for name in sorted(shelves.keys() - there.keys()):
        if source.keep_lost:
            yield name, "no longer there, its papers stay: put it back, or let them go (`keep_lost` of `source`: false)"
        else:
            yield name, "no longer there, its papers go with this release"


def inputs(target: Target) -> list[release.Input]:
    """The dumps that the abstracts were merged from."""
    return [release.Input(**given) for given in json.loads((target.made(ABSTRACTS) / INPUTS).read_text("utf-8"))]


@dg.asset(**catalog.described(tables.DUMP_RECORDS), deps=[abstracts], group_name="papers", pool=POOL)
def dump_records(target: Target) -> dg.MaterializeResult:
    with target.making(tables.DUMP_RECORDS.name) as folder, release.Writer(folder, tables.DUMP_RECORDS) as writer:
        for table in merging.dump_records(target.made(ABSTRACTS)):
            writer.write(table)
    return catalog.made(tables.DUMP_RECORDS, target.table(tables.DUMP_RECORDS))


def write_papers(abstracts: Path, folder: Path, corrections: Corrections) -> None:
    """Writes the table papers, corrected, into a folder that holds the table sota_claims."""
    schema = tables.PAPERS.schema
    place = schema.get_field_index("claims_sota")
    claims = Cursor(folder / f"{tables.SOTA_CLAIMS.name}.parquet", tables.SOTA_CLAIMS.schema)
    with release.Writer(folder, tables.PAPERS) as writer:
        for batch in release.batches(abstracts, BATCH, schema.names):
            ids = batch["paper_id"]
            claimed = pc.is_in(ids, value_set=claims.upto(ids[-1].as_py())["paper_id"].combine_chunks())
            papers = pa.Table.from_batches([batch.set_column(place, schema.field(place), claimed)]).cast(schema)
            writer.write(corrections.correct(tables.PAPERS, papers))
