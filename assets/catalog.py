"""What the Dagster page shows of a table: columns, rows, a preview, content. All derives from pipeline/tables.py."""

import html
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq

from pipeline import release
from pipeline.tables import CLOSED, DERIVED_TABLES, DUMP_RECORDS, OVERRIDES, PAPERS, Column, Table
from pipeline.views import pictures as views

# The tag of what readers of releases get.
RELEASED = {"paperfacts/released": "yes"}
PREVIEW_ROWS = 10
PREVIEW_CHARACTERS = 120
# The page shows as many columns as it is wide.
PREVIEW_LAST = ("rule", "confidence", "paper_id", "fact_id")
PREVIEW_WITHOUT = ("start", "end", "sentence_start", "sentence_end")


def described(table: Table) -> dict[str, Any]:
    """What is known of the asset of a table before it is made: arguments for an asset or its spec."""
    return {
        "key": table.name,
        "description": table.description,
        "kinds": {"parquet"},
        "code_version": release.code_version(),
        "tags": RELEASED,
        "metadata": {
            "dagster/column_schema": column_schema(table),
            "key": ", ".join(table.key),
            "order of rows": ", ".join(table.order),
        },
    }


def lineage(table: Table) -> Iterator[tuple[str, list[dg.TableColumnDep]]]:
    """Each column of a table with the columns of other assets that its values come from."""
    merged = {"papers": PAPERS.schema.names, "dump_records": ["paper_id"]}
    read = {"links": ["abstract", "comment", "listing_links"]}
    for name in table.schema.names:
        if table in DERIVED_TABLES:
            # The other columns rest on the facts that a row names.
            sources = [("papers", name)] if name in PAPERS.schema.names else []
        elif name in merged.get(table.name, ["paper_id"]):
            sources = [("sota_claims", "paper_id")] if name == "claims_sota" else [("abstracts", name)]
        else:
            texts = [] if table in (DUMP_RECORDS, OVERRIDES) else read.get(table.name, ["abstract"])
            sources = [("abstracts", text) for text in texts]
        if sources:
            yield name, [dg.TableColumnDep(asset, column) for asset, column in sources]


def column_schema(table: Table) -> dg.TableSchema:
    """The columns of a table as Dagster shows them."""
    return dg.TableSchema([_column(column, table) for column in table.columns])


def made(table: Table, path: Path, **metadata: Any) -> dg.MaterializeResult:
    """What is said of the table that was written to `path`, by release.Writer."""
    rows = pq.read_metadata(path).num_rows
    return dg.MaterializeResult(
        asset_key=table.name,
        metadata={
            "dagster/row_count": rows,
            "dagster/column_schema": column_schema(table),
            "dagster/column_lineage": dg.TableColumnLineage(dict(lineage(table))),
            "preview": dg.MetadataValue.md(markdown(previewed(table), first_rows(path))),
            **metadata,
        },
        data_version=dg.DataVersion(content(path)),
    )


def previewed(table: Table) -> list[str]:
    """The columns of a preview: what a row says first, where it comes from last, no offsets."""
    names = [name for name in table.schema.names if name not in PREVIEW_WITHOUT]
    return sorted(names, key=PREVIEW_LAST.__contains__)


def content(path: Path) -> str:
    """A digest of the rows of a table that release.Writer wrote."""
    return (pq.read_metadata(path).metadata or {})[b"content_sha256"].decode()


def digest(*parts: object) -> str:
    """A short name for some plain values: it changes with each of them."""
    return sha256(repr(parts).encode()).hexdigest()[:16]


def first_rows(path: Path) -> list[dict[str, Any]]:
    """The first rows of a Parquet file."""
    return [row for batch in islice(release.batches(path, PREVIEW_ROWS), 1) for row in batch.to_pylist()]


def pictures(folder: Path) -> str:
    """The pictures of a release folder in Markdown."""
    return "\n\n".join(
        f"![{picture.title}]({picture.address})\n\n{''.join(_escaped(picture.words))}"
        for picture in views.pictures(folder)
    )


def markdown(columns: list[str], rows: list[dict[str, Any]]) -> str:
    """Rows as a table in Markdown; what is in a cell is shown and never read as Markdown or HTML."""
    lines = [columns, ["---"] * len(columns), *([cell(row.get(name)) for name in columns] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(value: Any) -> str:
    """A value for a cell of a table in Markdown: short, on one line, escaped."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{value:.6g}"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    if len(text) > PREVIEW_CHARACTERS:
        text = text[: PREVIEW_CHARACTERS - 1] + "…"
    return "".join(_escaped(text))


def _escaped(text: str) -> Iterator[str]:
    for character in text:
        yield f"&#{ord(character)};" if character in "\\`*_{}[]()#+!|~<>$&\"'" else html.escape(character)


def _column(column: Column, table: Table) -> dg.TableColumn:
    other = [f"one of: {', '.join(column.values)}"] if column.values else []
    other += [f"in {column.unit}s"] if column.unit else []
    other += [f"key of {column.references}"] if column.references else []
    return dg.TableColumn(
        column.name,
        # As it is written in the registry, without Arrow's name of what a list holds.
        "text, closed list" if column.type == CLOSED else str(column.type).replace("list<item: ", "list<"),
        column.description,
        dg.TableColumnConstraints(nullable=column.nullable, unique=table.key == (column.name,), other=other),
    )
