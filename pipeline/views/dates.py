"""When papers appeared, as far as a release says: the date that the dumps give, or the month in the arXiv id."""

from __future__ import annotations

import pyarrow as pa

from pipeline.derived.pieces import month_of


def appeared(papers: pa.Table) -> pa.Array:
    """For each paper the day ("2025-03-04") or the month ("2025-03") in which it appeared, or null.

    Takes a table with the columns `published` and `arxiv_id` of papers.
    """
    days, ids = papers["published"].cast(pa.string()).to_pylist(), papers["arxiv_id"].to_pylist()
    found = [day or month_of(None, arxiv_id) for day, arxiv_id in zip(days, ids, strict=True)]
    return pa.array(found, pa.string())
