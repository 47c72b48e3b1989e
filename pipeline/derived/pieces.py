"""Papers along with their facts, a piece at a time, and what derived tables say of a paper.

What belongs here: reading. What does not: what a row of a derived table is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from pipeline import release, tables
from pipeline.engine import Cursor

# Papers in memory at a time, and given to a process at a time.
BATCH = 2048
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

    def only(self, names: Iterable[str]) -> Paper:
        """The same paper with its facts of some tables alone."""
        return Paper(self.row, {name: self.facts[name] for name in names})

    def told(self) -> Row:
        """What a derived table repeats of its paper: the columns tables.OF_PAPER."""
        month = month_of(self.row["published"], self.row["arxiv_id"])
        return {name: self.row.get(name) for name in ("paper_id", "title", "arxiv_id", "published")} | {"month": month}


class Piece(NamedTuple):
    """Some papers, and their facts by table."""

    papers: pa.Table
    facts: dict[str, pa.Table]


def read(folder: Path, names: Iterable[str]) -> Iterator[Piece]:
    """All papers of a folder of tables with their facts of some tables, a piece at a time."""
    cursors = {name: Cursor(folder / f"{name}.parquet", tables.TABLES[name].schema) for name in names}
    for batch in release.batches(folder / f"{tables.PAPERS.name}.parquet", BATCH, _PAPER):
        last = batch["paper_id"][-1].as_py()
        facts = {name: cursor.upto(last) for name, cursor in cursors.items()}
        yield Piece(pa.Table.from_batches([batch]), facts)


def papers(piece: Piece) -> Iterator[Paper]:
    """The papers of a piece."""
    found: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name, table in piece.facts.items():
        for fact in table.to_pylist():
            found[fact["paper_id"]][name].append(fact)
    for row in piece.papers.to_pylist():
        yield Paper(row, found[row["paper_id"]])


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


def own_code(links: Iterable[Row]) -> Row | None:
    """The first link to the paper's own code, those of the abstract before others."""
    found = [link for link in links if "code" in link["kinds"] and link["availability"] == "released"]
    return min(found, key=lambda link: (link["source"] != "abstract", link["start"] or 0), default=None)
