"""Samples of facts for judges, and what the judges found.

A sample holds sentences of abstracts and belongs outside of the project; what is kept in it
(docs/accuracy/judged.jsonl) names facts by paper and offsets and holds verdicts alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline import tables

# How much of an abstract a judge sees before the sentence of a fact.
BEFORE = 300
_COMMON = {column.name for column in tables.FACT_COLUMNS}


class JudgedError(Exception):
    """A file of judged facts that cannot be used. The message names the file and the line."""


@dataclass(frozen=True, order=True)
class Judged:
    """What a judge found of a fact: whether the fact is there, and whether all that it is bound to is right.

    `start` and `end` are characters of the abstract of the paper `arxiv_id`; `error` names the kind of error
    where there is one.
    """

    field: str
    arxiv_id: str
    start: int
    end: int
    rule: str
    value_right: bool
    binding_right: bool
    error: str | None


def sample(release: Mapping[str, pa.Table], field: str, n: int, seed: int) -> Iterator[dict[str, Any]]:
    """`n` facts of the table `field`, drawn evenly, with what a judge needs, in the order of the draw.

    Takes the tables of a release. Only facts in abstracts of papers with an arXiv id are drawn. Which ones is
    decided by the seed and each fact's id: a fact that a later release still has is drawn there, too.
    """
    known = release["papers"].select(["paper_id", "arxiv_id", "abstract"])
    papers = known.filter(pc.is_valid(known["arxiv_id"]))
    facts = release[field]
    facts = facts.filter(pc.and_(pc.is_valid(facts["start"]), pc.is_in(facts["paper_id"], papers["paper_id"])))
    drawn = sorted(range(len(facts)), key=lambda row: ticket(seed, facts["fact_id"][row].as_py()))[:n]
    rows = facts.take(pa.array(drawn, pa.int64())).to_pylist()
    wanted = papers.filter(pc.is_in(papers["paper_id"], pa.array([row["paper_id"] for row in rows], pa.string())))
    by_id = {paper["paper_id"]: paper for paper in wanted.to_pylist()}
    for row in rows:
        paper = by_id[row["paper_id"]]
        yield {
            "field": field,
            "arxiv_id": paper["arxiv_id"],
            **{name: row[name] for name in ("start", "end", "rule")},
            "before": paper["abstract"][max(row["sentence_start"] - BEFORE, 0) : row["sentence_start"]],
            "sentence": paper["abstract"][row["sentence_start"] : row["sentence_end"]],
            "text": row["text"],
            "values": {name: value for name, value in row.items() if name not in _COMMON},
            **dict.fromkeys(("value_right", "binding_right", "error")),
        }


def read_judged(path: Path) -> list[Judged]:
    """The verdicts of a file, one JSON object a line; keys that a verdict has not are passed over.

    Raises JudgedError where a line is no verdict, or one is missing.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise JudgedError(f"{path}: {error.strerror}") from error
    return [_verdict(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def write_judged(path: Path, judged: Iterable[Judged]) -> None:
    """Writes verdicts in order; of two on one fact the later one counts."""
    last = {(one.field, one.arxiv_id, one.start, one.end, one.rule): one for one in judged}
    text = "".join(f"{json.dumps(asdict(last[key]), ensure_ascii=False)}\n" for key in sorted(last))
    path.write_text(text, encoding="utf-8")


def still_found(release: Mapping[str, pa.Table], judged: Iterable[Judged]) -> int:
    """How many of the judged facts stand in the tables of a release, at the same characters."""
    papers = dict(zip(*(release["papers"][name].to_pylist() for name in ("arxiv_id", "paper_id")), strict=True))
    places = {
        (table.name, *place)
        for table in tables.FACT_TABLES
        for place in zip(*(release[table.name][name].to_pylist() for name in ("paper_id", "start", "end")), strict=True)
    }
    return sum((one.field, papers.get(one.arxiv_id), one.start, one.end) in places for one in judged)


def ticket(seed: int, fact_id: str) -> bytes:
    """The place of a fact in the draw of a seed."""
    return blake2b(f"{seed} {fact_id}".encode(), digest_size=8).digest()


def _verdict(line: str, where: str) -> Judged:
    names: Sequence[str] = [field.name for field in fields(Judged)]
    try:
        given = json.loads(line)
        judged = Judged(**{name: given[name] for name in names})
    except (ValueError, TypeError, KeyError) as error:
        raise JudgedError(f"{where}: not a judged fact with {', '.join(names)} ({error!r})") from error
    if judged.field not in tables.TABLES or not isinstance(judged.arxiv_id, str):
        raise JudgedError(f"{where}: field is a table of facts, arxiv_id a text")
    if not isinstance(judged.value_right, bool) or not isinstance(judged.binding_right, bool):
        raise JudgedError(f"{where}: value_right and binding_right must be true or false")
    if judged.binding_right and not judged.value_right:
        raise JudgedError(f"{where}: a fact that is not there cannot be bound right")
    if judged.binding_right != (judged.error is None):
        raise JudgedError(f"{where}: error must name the kind of error where something is wrong, and else be null")
    return judged
