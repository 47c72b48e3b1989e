"""Invented abstracts, read by the rules, as a folder of papers and facts that derived tables are made from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import derived, release, tables
from pipeline.extract import INPUT, extract


def folder(place: Path, *papers: dict[str, Any]) -> Path:
    """Writes papers (title and abstract, and what else is known of them) and their facts."""
    rows = [
        {"paper_id": f"{number:020x}", "year_inferred": False, "claims_sota": False, "sources": ["sample"], **paper}
        for number, paper in enumerate(papers)
    ]
    facts = extract(pa.Table.from_pylist([{name: row.get(name) for name in INPUT.names} for row in rows], INPUT))
    for table in (tables.PAPERS, *tables.FACT_TABLES):
        with release.Writer(place, table) as writer:
            writer.write(facts[table.name] if table.name in facts else table.from_rows(rows))
    return place


def derive(place: Path, table: tables.Table) -> list[dict[str, Any]]:
    """The rows of a derived table, made of such a folder."""
    derived.write(place)
    found = pq.read_table(place / f"{table.name}.parquet")
    assert found.schema == table.schema
    return found.to_pylist()
