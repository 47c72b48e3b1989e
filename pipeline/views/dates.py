"""When papers appeared, as far as a release says: the date that the dumps give, or the month in the arXiv id."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

# "2503.02130" and, before April 2007, "cs/0501001": two digits of the year, two of the month.
_MONTH = r"^(?:[A-Za-z.-]+/)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])[\d.]"
_FIRST = "91"  # arXiv began in 1991


def appeared(papers: pa.Table) -> pa.ChunkedArray:
    """For each paper the day ("2025-03-04") or the month ("2025-03") in which it appeared, or null.

    Takes a table with the columns `published` and `arxiv_id` of papers.
    """
    found = pc.extract_regex(papers["arxiv_id"], _MONTH)
    year, month = pc.struct_field(found, "year"), pc.struct_field(found, "month")
    century = pc.if_else(pc.greater_equal(year, _FIRST), "19", "20")
    months = pc.binary_join_element_wise(pc.binary_join_element_wise(century, year, ""), month, "-")
    return pc.coalesce(papers["published"].cast(pa.string()), months)
