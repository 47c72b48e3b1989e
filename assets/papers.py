"""The assets `abstracts` and `dump_records`: what the records of all dumps amount to."""

from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets import catalog
from assets.dumps import dumps
from assets.resources import ABSTRACTS, Target, log
from pipeline import papers as merging
from pipeline import release, tables
from pipeline.engine import Cursor
from pipeline.extract import INPUT

# Rows that are read and written at a time.
BATCH = 8192
# What extraction reads beside the columns of papers.
BESIDE = [field for field in INPUT if field.name not in tables.PAPERS.schema.names]
SCHEMA = pa.schema([*tables.PAPERS.schema, *BESIDE])


@dg.asset(
    deps=[dumps],
    group_name="papers",
    kinds={"parquet"},
    code_version=release.code_version(),
    description="Unique papers: the records of all dumps merged by title, with the text that facts are read from.",
)
def abstracts(target: Target) -> dg.MaterializeResult:
    with (
        target.making(ABSTRACTS) as folder,
        pq.ParquetWriter(folder / target.abstracts.name, SCHEMA, compression="zstd", compression_level=1) as writer,
    ):
        for papers, texts in merging.merge([target.records], folder):
            for field in BESIDE:
                papers = papers.append_column(field, texts[field.name])
            writer.write_table(papers.cast(SCHEMA), BATCH)
    rows = pq.read_metadata(target.abstracts).num_rows
    log.info("abstracts: %s papers", f"{rows:,}")
    preview = catalog.markdown(["paper_id", "title", "abstract", "sources"], catalog.first_rows(target.abstracts))
    return dg.MaterializeResult(metadata={"dagster/row_count": rows, "preview": dg.MetadataValue.md(preview)})


@dg.asset(**catalog.described(tables.DUMP_RECORDS), deps=[abstracts], group_name="papers")
def dump_records(target: Target) -> dg.MaterializeResult:
    with target.making(tables.DUMP_RECORDS.name) as folder, release.Writer(folder, tables.DUMP_RECORDS) as writer:
        for table in merging.dump_records(target.abstracts.parent):
            writer.write(table)
    return catalog.made(tables.DUMP_RECORDS, target.table(tables.DUMP_RECORDS))


def write_papers(abstracts: Path, folder: Path) -> None:
    """Writes the table papers into a folder that holds the table sota_claims."""
    schema = tables.PAPERS.schema
    place = schema.get_field_index("claims_sota")
    claims = Cursor(folder / f"{tables.SOTA_CLAIMS.name}.parquet", tables.SOTA_CLAIMS.schema)
    with release.Writer(folder, tables.PAPERS) as writer:
        for batch in pq.ParquetFile(abstracts).iter_batches(BATCH, columns=schema.names):
            ids = batch["paper_id"]
            claimed = pc.is_in(ids, value_set=claims.upto(ids[-1].as_py())["paper_id"].combine_chunks())
            writer.write(pa.Table.from_batches([batch.set_column(place, schema.field(place), claimed)]).cast(schema))
