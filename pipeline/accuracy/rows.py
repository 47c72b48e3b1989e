"""Samples of rows of derived tables for judges, and what the judges found.

Like the samples of facts (judged.py), of whole rows: is what the row says of its paper what the abstract says?
What is kept (docs/accuracy/rows.jsonl) names rows by paper and offsets and tells their figures, no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables
from pipeline.accuracy.judged import BEFORE, JudgedError, ticket

# The table of the facts that rows are of, and the columns that tell what a row says.
SOURCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "leaderboards": ("results", ("benchmark_id", "metric_id", "variant", "value", "unit", "scale", "owner")),
    "models": ("model_sizes", ("model", "parameters", "active_parameters", "training_tokens", "owner")),
    "improvements": ("gains", ("metric_id", "benchmark_id", "direction", "from_value", "to_value", "value", "unit")),
}


@dataclass(frozen=True, order=True)
class JudgedRow:
    """What a judge found of a row: whether what it says is right, and whether it says all that it should.

    `start` and `end` are characters of the abstract of the paper `arxiv_id`, and `told` is what the row says. It is
    `right` where that is what the abstract says, and `complete` where it also tells the part, split, edition or
    setting for which the abstract says it; `error` is the cause where something is wrong or not told.
    """

    table: str
    arxiv_id: str
    start: int
    end: int
    told: str
    right: bool
    complete: bool
    error: str | None


def sample(release: Mapping[str, pa.Table], table: str, n: int, seed: int) -> Iterator[dict[str, Any]]:
    """`n` rows of a derived table, drawn evenly, with what a judge needs, in the order of the draw.

    Takes the tables of a release. Only rows of papers with an arXiv id are drawn; a row that a later release
    still has is drawn there, too.
    """
    source, named = SOURCES[table]
    rows = release[table].filter(pc.is_valid(release[table]["arxiv_id"]))
    drawn = sorted(range(len(rows)), key=lambda row: ticket(seed, rows["fact_id"][row].as_py()))[:n]
    chosen = rows.take(pa.array(drawn, pa.int64())).to_pylist()
    facts = _by(release[source], "fact_id", [row["fact_id"] for row in chosen])
    papers = _by(release["papers"].select(["paper_id", "abstract"]), "paper_id", [row["paper_id"] for row in chosen])
    for row in chosen:
        fact, abstract = facts[row["fact_id"]], papers[row["paper_id"]]["abstract"]
        yield {
            "table": table,
            "arxiv_id": row["arxiv_id"],
            "start": fact["start"],
            "end": fact["end"],
            "told": ", ".join(f"{name} {row[name]}" for name in named if row[name] is not None),
            "title": row["title"],
            "before": abstract[max(fact["sentence_start"] - BEFORE, 0) : fact["sentence_start"]],
            "sentence": abstract[fact["sentence_start"] : fact["sentence_end"]],
            "text": fact["text"],
            "row": {name: value for name, value in row.items() if name in tables.TABLES[table].schema.names},
            "right": None,
            "complete": None,
            "error": None,
        }


def read_rows(path: Path) -> list[JudgedRow]:
    """The verdicts of a file, one JSON object a line; keys that a verdict has not are passed over.

    Raises JudgedError where a line is no verdict, or one is missing.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise JudgedError(f"{path}: {error.strerror}") from error
    return [_verdict(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def write_rows(path: Path, judged: Iterable[JudgedRow]) -> None:
    """Writes verdicts in order; of two on one row the later one counts."""
    last = {(one.table, one.arxiv_id, one.start, one.end): one for one in judged}
    text = "".join(f"{json.dumps(asdict(last[key]), ensure_ascii=False)}\n" for key in sorted(last))
    path.write_text(text, encoding="utf-8")


def _by(table: pa.Table, key: str, wanted: list[str]) -> dict[str, dict[str, Any]]:
    found = table.filter(pc.is_in(table[key], pa.array(wanted, pa.string())))
    return {row[key]: row for row in found.to_pylist()}


def _verdict(line: str, where: str) -> JudgedRow:
    names = [field.name for field in fields(JudgedRow)]
    try:
        given = json.loads(line)
        judged = JudgedRow(**{name: given[name] for name in names})
    except (ValueError, TypeError, KeyError) as error:
        raise JudgedError(f"{where}: not a judged row with {', '.join(names)} ({error!r})") from error
    if judged.table not in SOURCES or not isinstance(judged.right, bool) or not isinstance(judged.complete, bool):
        raise JudgedError(f"{where}: table is one of {', '.join(SOURCES)}, right and complete are true or false")
    if judged.complete and not judged.right:
        raise JudgedError(f"{where}: a row that is not right cannot be complete")
    if judged.complete != (judged.error is None):
        raise JudgedError(f"{where}: error must name the cause where something is wrong or not told, and else be null")
    return judged
