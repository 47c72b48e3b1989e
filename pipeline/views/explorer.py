"""The explorer: a release as one HTML page that needs nothing beside it, neither files nor a network.

Here is what the page holds; how it looks and what it does is in page/. Titles, abstracts and names of dumps
are untrusted: the template escapes all that it writes, papers are handed over as JSON in which no character
can end the element, the script writes text as text alone, and the page's own policy lets no other script run.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline import tables
from pipeline.release import ReleaseError, batches, read_manifest
from pipeline.rules.lexicon import read_data
from pipeline.tables import FACT_TABLES, Table
from pipeline.views.dates import appeared
from pipeline.views.pictures import pictures

PAPERS = 2000  # papers that a page shows, where nothing else is said: some 5 MB
BATCH = 1024  # rows that are read at a time
SHARE = 200  # papers that stand in one element of the page
# What the page does not need of a fact: it is listed under its paper, and its text is abstract[start:end].
_NOT_SHOWN = ("paper_id", "sentence_start", "sentence_end")
# What the page knows of the rows of leaderboards by their papers, facts and ids.
_REPEATED = ("title", "arxiv_id", "published", "fact_ids", "benchmark", "metric")
# Columns that hold ids of a registry, and that registry, which has their names.
_REGISTRIES = {"benchmark_id": "benchmarks.jsonl", "metric_id": "metrics.jsonl"}
# In this order: each uses what stands before it.
SCRIPTS = (
    "minisearch/minisearch.js",
    *("parts.js", "release.js", "papers.js", "paper.js", "benchmarks.js", "page.js"),
)


@dataclass(frozen=True)
class Explorer:
    """A page, and what it shows of the `papers` of a release: the newest, and others that leaderboards rest on."""

    html: bytes
    newest: int
    others: int
    papers: int

    @property
    def summary(self) -> str:
        """What the page shows, in words."""
        if self.newest + self.others == self.papers:
            return f"all {self.papers:,} papers of the release"
        others = f", and {self.others:,} others that its leaderboards rest on" if self.others else ""
        return f"the {self.newest:,} newest of the {self.papers:,} papers of the release{others}"

    def write(self, path: Path) -> None:
        """Writes the page; a reader of `path` sees the former page or this one. Raises OSError."""
        spare = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            spare.write_bytes(self.html)
            os.replace(spare, path)
        finally:
            spare.unlink(missing_ok=True)


def explore(folder: Path, papers: int = PAPERS) -> Explorer:
    """The explorer of a release folder: its `papers` newest papers with their facts, its leaderboards and pictures.

    Papers that the leaderboards rest on are shown, too, at most as many again: those with the best ranks.
    Raises ReleaseError where the folder is no whole release.
    """
    try:
        return _explore(folder, papers)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder} is no whole release: {error}") from error


def _explore(folder: Path, count: int) -> Explorer:
    first = newest(folder, count)
    others = ranked(folder, without=first, count=count)
    made = Explorer(b"", len(first), len(others), _count(folder, tables.PAPERS))
    drawn = list(pictures(folder))  # they take the most memory, so nothing else is held by then
    papers, boards, *facts = (
        _held(folder, table, [*first, *others]) for table in (tables.PAPERS, tables.LEADERBOARDS, *FACT_TABLES)
    )
    of_kind = {table.name: held for table, held in zip(FACT_TABLES, facts, strict=True)}
    given = {
        "manifest": read_manifest(folder),
        "pictures": drawn,
        "content": _content(boards, of_kind, _count(folder, tables.LEADERBOARDS)),
        "papers": _papers(papers, of_kind),
        "summary": made.summary,
        "partial": made.newest < made.papers,
    }
    return replace(made, html=_html(given))


def newest(folder: Path, count: int) -> list[str]:
    """The ids of the `count` papers of a release that appeared last, the newest first, undated ones at the end."""
    last = pa.table({"paper_id": pa.array([], pa.string()), "appeared": pa.array([], pa.string())})
    for batch in batches(_file(folder, tables.PAPERS), BATCH, ["paper_id", "published", "arxiv_id"]):
        papers = pa.Table.from_batches([batch])
        dated = pa.table({"paper_id": papers["paper_id"], "appeared": appeared(papers)})
        known = pa.concat_tables([last, dated])
        order = pc.select_k_unstable(known, count, [("appeared", "descending"), ("paper_id", "ascending")])
        last = known.take(order).combine_chunks()
    return last["paper_id"].to_pylist()


def ranked(folder: Path, without: Iterable[str], count: int) -> list[str]:
    """The ids of at most `count` papers that the leaderboards rest on, the best ranks first, but for some papers."""
    rows = pq.read_table(_file(folder, tables.LEADERBOARDS), columns=["paper_id", "rank"])
    order = pc.sort_indices(rows, [("rank", "ascending"), ("paper_id", "ascending")])
    known = set(without)
    found = (one for one in rows["paper_id"].take(order).to_pylist() if one not in known)
    return list(islice(dict.fromkeys(found), count))


def _content(boards: pa.Table, facts: Mapping[str, pa.Table], of: int) -> dict[str, Any]:
    """What the script of the page reads beside the papers: kinds of facts, names of ids, and the leaderboards."""
    held = [boards, *facts.values()]
    return {
        "kinds": [{"name": table.name, "description": table.description} for table in FACT_TABLES],
        "names": {column: _names(column, held) for column in _REGISTRIES},
        "leaderboards": {"rows": [_rounded(row) for row in _rows(boards.drop_columns(list(_REPEATED)))], "of": of},
    }


def _papers(papers: pa.Table, facts: Mapping[str, pa.Table]) -> Iterator[list[dict[str, Any]]]:
    """Papers with their facts, SHARE of them at a time: as objects all of them would be most of what a build holds."""
    dated = papers.append_column("appeared", appeared(papers))
    for start in range(0, len(papers), SHARE):
        share = _rows(dated.slice(start, SHARE))
        of_paper: dict[str, list[dict[str, Any]]] = {paper["paper_id"]: [] for paper in share}
        wanted = pa.array(of_paper, pa.string())
        for name, held in facts.items():
            for fact in _rows(held.filter(pc.is_in(held["paper_id"], value_set=wanted))):
                of_paper[fact["paper_id"]].append({"table": name, **_shown(fact)})
        for paper in share:
            paper.pop("published", None)  # it is what `appeared` says, or null
            paper["facts"] = of_paper[paper["paper_id"]]
        yield share


def _names(column: str, held: Iterable[pa.Table]) -> dict[str, str]:
    """The usual names of the ids that stand in a column of those tables that have it."""
    known = {one["id"]: one["name"] for one in read_data(_REGISTRIES[column])}
    ids = {one for table in held if column in table.schema.names for one in table[column].unique().to_pylist() if one}
    return {one: known.get(one, one) for one in sorted(ids)}


def _shown(fact: dict[str, Any]) -> dict[str, Any]:
    hidden = {*_NOT_SHOWN, *(("text",) if "start" in fact else ())}
    return _rounded({name: value for name, value in fact.items() if name not in hidden})


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"confidence": round(row["confidence"], 3)}


def _held(folder: Path, table: Table, ids: Sequence[str]) -> pa.Table:
    """The rows of a table that belong to some papers. The whole table is never in memory."""
    wanted = pa.array(ids, pa.string())
    rows = batches(_file(folder, table), BATCH, table.schema.names)
    found = [batch.filter(pc.is_in(batch["paper_id"], value_set=wanted)) for batch in rows]
    return pa.Table.from_batches(found, schema=table.schema)


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table, without what is null."""
    return [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]


def _count(folder: Path, table: Table) -> int:
    return pq.read_metadata(_file(folder, table)).num_rows


def _file(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.parquet"


def _html(given: dict[str, Any]) -> bytes:
    page = files("pipeline.views").joinpath("page")
    style = page.joinpath("page.css").read_text(encoding="utf-8")
    scripts = [page.joinpath(name).read_text(encoding="utf-8") for name in SCRIPTS]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"allow_nan": False, "separators": (",", ":")}
    template = environment.from_string(page.joinpath("page.html").read_text(encoding="utf-8"))
    html = io.BytesIO()
    template.stream(
        given,
        policy=_policy(style, scripts),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        tables=tables.TABLES,
    ).dump(html, encoding="utf-8")
    return html.getvalue()


def _policy(style: str, scripts: Iterable[str]) -> str:
    """What the page allows itself: its own style and scripts, its own pictures, and nothing of the network."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_digest(style)}",
            f"script-src {' '.join(map(_digest, scripts))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            # No text becomes HTML, not even by mistake in page.js.
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
