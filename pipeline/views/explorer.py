"""The explorer: a release as one HTML page that needs nothing beside it, neither files nor a network.

Here is what the page holds; how it looks and what it does is in page/. Titles, abstracts and names of dumps
are untrusted: the template escapes all that it writes, papers are handed over as JSON in which no character
can end the element, the script writes text as text alone, and the page's own policy lets no other script run.
"""

from __future__ import annotations

import base64
import hashlib
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline import tables
from pipeline.release import ReleaseError, read_manifest
from pipeline.rules.lexicon import read_data
from pipeline.tables import FACT_TABLES, Table
from pipeline.views.dates import appeared
from pipeline.views.pictures import pictures

PAPERS = 2000  # papers that a page shows, where nothing else is said: some 5 MB
BATCH = 8192  # rows that are read at a time
# What the page does not need of a fact: it is listed under its paper, and its text is abstract[start:end].
_NOT_SHOWN = ("paper_id", "sentence_start", "sentence_end")
# Columns that hold ids of a registry, and that registry, which has their names.
_REGISTRIES = {"benchmark_id": "benchmarks.jsonl", "metric_id": "metrics.jsonl"}
_SCRIPTS = ("minisearch/minisearch.js", "page.js")


@dataclass(frozen=True)
class Explorer:
    """A page, the papers that it shows, and the papers that the release holds."""

    html: str
    shown: int
    papers: int

    @property
    def summary(self) -> str:
        """What the page shows, in words."""
        if self.shown == self.papers:
            return f"all {self.papers:,} papers of the release"
        return f"the {self.shown:,} newest of the {self.papers:,} papers of the release"

    def write(self, path: Path) -> None:
        """Writes the page; a reader of `path` sees the former page or this one. Raises OSError."""
        spare = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            spare.write_text(self.html, encoding="utf-8", newline="\n")
            os.replace(spare, path)
        finally:
            spare.unlink(missing_ok=True)


def explore(folder: Path, papers: int = PAPERS) -> Explorer:
    """The explorer of a release folder, with its `papers` newest papers and all their facts, and its pictures.

    Raises ReleaseError where the folder is no whole release.
    """
    try:
        return _explore(folder, papers)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{folder} is no whole release: {error}") from error


def _explore(folder: Path, papers: int) -> Explorer:
    manifest = read_manifest(folder)
    ids = newest(folder, papers)
    content = _content(folder, ids)
    made = Explorer("", len(ids), pq.read_metadata(_file(folder, tables.PAPERS)).num_rows)
    given = {
        "manifest": manifest,
        "content": content,
        "pictures": list(pictures(folder)),
        "summary": made.summary,
        "partial": made.shown < made.papers,
    }
    return replace(made, html=_html(given))


def newest(folder: Path, count: int) -> list[str]:
    """The ids of the `count` papers of a release that appeared last, the newest first, undated ones at the end."""
    papers = pq.read_table(_file(folder, tables.PAPERS), columns=["paper_id", "published", "arxiv_id"])
    dated = pa.table({"paper_id": papers["paper_id"], "appeared": appeared(papers)})
    last = pc.select_k_unstable(dated, count, [("appeared", "descending"), ("paper_id", "ascending")])
    return dated["paper_id"].take(last).to_pylist()


def _content(folder: Path, ids: Sequence[str]) -> dict[str, Any]:
    """What the script of the page reads: the papers in the order of `ids` with their facts, and names of ids."""
    order = {paper_id: place for place, paper_id in enumerate(ids)}
    held = _held(folder, tables.PAPERS, ids)
    papers = sorted(_rows(held.append_column("appeared", appeared(held))), key=lambda paper: order[paper["paper_id"]])
    facts: dict[str, list[dict[str, Any]]] = {paper_id: [] for paper_id in ids}
    names: dict[str, dict[str, str]] = {column: {} for column in _REGISTRIES}
    known = {column: {one["id"]: one["name"] for one in read_data(data)} for column, data in _REGISTRIES.items()}
    for table in FACT_TABLES:
        for fact in _rows(_held(folder, table, ids)):
            facts[fact["paper_id"]].append({"table": table.name, **_shown(fact)})
            for column in _REGISTRIES.keys() & fact.keys():
                names[column][fact[column]] = known[column].get(fact[column], fact[column])
    for paper in papers:
        paper.pop("published", None)  # it is what `appeared` says, or null
        paper["facts"] = facts[paper["paper_id"]]
    kinds = [{"name": table.name, "description": table.description} for table in FACT_TABLES]
    return {"kinds": kinds, "names": names, "papers": papers}


def _shown(fact: dict[str, Any]) -> dict[str, Any]:
    hidden = {*_NOT_SHOWN, *(("text",) if "start" in fact else ())}
    return {name: value for name, value in fact.items() if name not in hidden} | {
        "confidence": round(fact["confidence"], 3)
    }


def _held(folder: Path, table: Table, ids: Sequence[str]) -> pa.Table:
    """The rows of a table that belong to some papers. The whole table is never in memory."""
    wanted = pa.array(ids, pa.string())
    batches = pq.ParquetFile(_file(folder, table)).iter_batches(BATCH, columns=table.schema.names)
    found = [batch.filter(pc.is_in(batch["paper_id"], value_set=wanted)) for batch in batches]
    return pa.Table.from_batches(found, schema=table.schema)


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table, without what is null."""
    return [{name: value for name, value in row.items() if value is not None} for row in table.to_pylist()]


def _file(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.parquet"


def _html(given: dict[str, Any]) -> str:
    page = files("pipeline.views").joinpath("page")
    style = page.joinpath("page.css").read_text(encoding="utf-8")
    scripts = [page.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS]
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"allow_nan": False, "separators": (",", ":")}
    template = environment.from_string(page.joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        given,
        policy=_policy(style, scripts),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        tables=tables.TABLES,
    )


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
