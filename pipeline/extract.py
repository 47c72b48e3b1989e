"""A batch of abstracts in, a batch of facts out: Arrow in, Arrow out, pure, no global state."""

from __future__ import annotations

import pyarrow as pa

from pipeline import tables

# What extraction reads of a paper.
INPUT = pa.schema(
    [
        pa.field("paper_id", pa.string(), False),
        pa.field("abstract", pa.string(), False),
        pa.field("comment", pa.string()),
        pa.field("listing_links", pa.list_(pa.string())),
    ]
)


def extract(batch: pa.Table) -> dict[str, pa.Table]:
    """Facts of a batch of papers.

    Takes a table of schema `INPUT`; gives a table for each of `tables.FACT_TABLES`, sorted.
    """
    return {table.name: table.from_rows([]) for table in tables.FACT_TABLES}
