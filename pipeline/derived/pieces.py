"""Papers along with their facts, a piece at a time, and what derived tables say of a paper.

What belongs here: reading. What does not: what a row of a derived table is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import tables
from pipeline.engine import Cursor

# Papers in memory at a time.
BATCH = 8192
# An arXiv id begins with its year and month ("2503.02130", "cs/0112017").
_ARXIV = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/)?(\d\d)(0[1-9]|1[0-2])\d*\.?\d+")
_PAPER = ("paper_id", "title", "abstract", "arxiv_id", "published", "organization")

Row = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A paper with its facts: the rows of each fact table that was asked for."""

    row: Row
    facts: Mapping[str, Sequence[Row]]

    @property
    def abstract(self) -> str:
        return str(self.row["abstract"])

    def told(self) -> Row:
        """What a derived table repeats of its paper: the columns tables.OF_PAPER."""
        month = month_of(self.row["published"], self.row["arxiv_id"])
        return {name: self.row.get(name) for name in ("paper_id", "title", "arxiv_id", "published")} | {"month": month}


def papers(folder: Path, *names: str) -> Iterator[Paper]:
    """The papers of a folder of tables that have facts in one of the tables `names`, with these facts."""
    cursors = {name: Cursor(folder / f"{name}.parquet", tables.TABLES[name].schema) for name in names}
    for batch in pq.ParquetFile(folder / "papers.parquet").iter_batches(BATCH, columns=list(_PAPER)):
        last = batch["paper_id"][-1].as_py()
        found: dict[str, dict[str, list[Row]]] = {}
        for name, cursor in cursors.items():
            for fact in cursor.upto(last).to_pylist():
                found.setdefault(fact["paper_id"], {}).setdefault(name, []).append(fact)
        told = pa.Table.from_batches([batch])
        for row in told.filter(pc.is_in(told["paper_id"], pa.array(list(found), pa.string()))).to_pylist():
            facts = found[row["paper_id"]]
            yield Paper(row, {name: facts.get(name, []) for name in names})


def month_of(published: Any, arxiv_id: str | None) -> str | None:
    """YYYY-MM of a date, or else of an arXiv id; None where neither tells it."""
    if published is not None:
        return f"{published:%Y-%m}"
    found = _ARXIV.fullmatch(arxiv_id or "")
    if found is None:
        return None
    year, month = found.groups()
    return f"{'19' if year > '90' else '20'}{year}-{month}"


def receipt(facts: Iterable[Row]) -> Row:
    """What a row rests on, and how sure it is by that: the columns tables.RECEIPT."""
    held = {fact["fact_id"]: fact["confidence"] for fact in facts}
    return {"confidence": min(held.values()), "fact_ids": list(held)}
