"""A batch of abstracts in, a batch of facts out: Arrow in, Arrow out, pure, no global state.

What belongs here: candidates, rows, identity and confidence of facts. What does not: how a fact is
read (rules/) and where batches come from (assets/).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b, sha256
from importlib.resources import files
from typing import Any

import pyarrow as pa

from pipeline import tables
from pipeline.abstract import Abstract, Fact
from pipeline.components import COMPONENTS, NEEDS, cut, mark, tokenize
from pipeline.rules import links
from pipeline.rules.confidence import confidence, measured

# What extraction reads of a paper.
INPUT = pa.schema(
    [
        pa.field("paper_id", pa.string(), False),
        pa.field("abstract", pa.string(), False),
        pa.field("comment", pa.string()),
        pa.field("listing_links", pa.list_(pa.string())),
    ]
)
# Abstracts whose sentences are looked through at once: enough that asking costs nothing beside looking, few enough
# that what is made for them is gone again before memory is searched for it.
_AT_ONCE = 512


@cache
def rules_version() -> str:
    """A hash of the code and data that facts depend on: kept facts of other rules are not used again.

    (What names a whole release, from dumps to tables, is release.code_version.)
    """
    digest = sha256()
    folder = files("pipeline")
    modules = ("abstract", "candidates", "components", "extract", "numbers", "patterns", "tables", "text")
    for path in sorted([*(folder / f"{name}.py" for name in modules), *_tree(folder / "rules")], key=str):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _tree(folder: Any) -> Iterator[Any]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _tree(path)
        elif path.name.endswith((".py", ".json", ".jsonl", ".txt")):
            yield path


def read(texts: Sequence[str], papers: Sequence[str] = ()) -> Iterator[Abstract]:
    """Abstracts with all their facts, as the rules noted them; only sentences that can hold one are tokenized.

    An error of a rule says in a note at which text it was, and at which of `papers`, where their ids are given.
    """
    for first in range(0, len(texts), _AT_ONCE):
        batch = texts[first : first + _AT_ONCE]
        found = [cut(text) for text in batch]
        mark(found)
        chosen = [[sentence for sentence in sentences if sentence.triggers] for sentences in found]
        abstracts = [tokenize(text, sentences) for text, sentences in zip(batch, chosen, strict=True)]
        _find(abstracts, papers[first : first + _AT_ONCE])
        for abstract in abstracts:
            # They lead back to the abstract: without them it is gone when nobody holds it, and needs no collector.
            abstract.readings.clear()
        yield from abstracts


def _find(abstracts: Sequence[Abstract], papers: Sequence[str]) -> None:
    """Finds the facts of abstracts, a component at a time: what it looks up stays in the processor's cache so."""
    triggers = [frozenset().union(*[sentence.triggers for sentence in one.sentences]) for one in abstracts]
    for name, find in COMPONENTS.items():
        for k, (abstract, told) in enumerate(zip(abstracts, triggers, strict=True)):
            if told.isdisjoint(NEEDS[name]):
                continue
            try:
                find(abstract)
            except Exception as error:
                paper = f" of paper {papers[k]}" if papers else ""
                error.add_note(f"while {name}{paper} were read: {abstract.raw[:60]!r} ...")
                raise


def read_abstract(text: str) -> Abstract:
    """One abstract with all its facts."""
    return next(read([text]))


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Keeps the garbage collector from looking through a batch that is still at work again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_collecting_later()
def extract(batch: pa.Table) -> dict[str, pa.Table]:
    """Facts of a batch of papers.

    Takes a table of schema `INPUT`; gives a table for each of `tables.FACT_TABLES`, sorted. An error of a rule
    says in a note which paper it was at.
    """
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables.FACT_TABLES}
    papers = batch.to_pylist()
    found = read([paper["abstract"] for paper in papers], [paper["paper_id"] for paper in papers])
    for paper, abstract in zip(papers, found, strict=True):
        for name, facts in abstract.facts.items():
            rows[name] += _rows(name, paper["paper_id"], paper["abstract"], facts)
        rows["links"] += _links_elsewhere(paper, abstract.facts.get("links", []))
    return {table.name: table.sort(table.from_rows(rows[table.name])) for table in tables.FACT_TABLES}


def _fact_id(table: str, paper_id: str, text: str, occurrence: int) -> str:
    return blake2b(f"{table}\n{paper_id}\n{text}\n{occurrence}".encode(), digest_size=8).hexdigest()


def _rows(table: str, paper_id: str, text: str, facts: list[Fact]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end)):
        written = text[fact.start : fact.end]
        seen[written] = occurrence = seen.get(written, 0) + 1
        yield {
            "fact_id": _fact_id(table, paper_id, written, occurrence),
            "paper_id": paper_id,
            "text": written,
            "start": fact.start,
            "end": fact.end,
            "sentence_start": fact.sentence.start,
            # A name may hold a mark that ends a sentence elsewhere.
            "sentence_end": max(fact.sentence.end, fact.end),
            "rule": fact.rule,
            "confidence": confidence(measured(), table, fact.rule),
            **fact.values,
        }


def _links_elsewhere(paper: dict[str, Any], found: list[Fact]) -> Iterator[dict[str, Any]]:
    """Links of the comment and of the listing, without those that the abstract or the former holds."""
    known = {fact.values["url"] for fact in found}
    sources = [("comment", paper["comment"] or "")]
    sources += [("listing", address) for address in paper["listing_links"] or []]
    for source, text in sources:
        for written, values in links.find_in(text):
            if values["url"] in known:
                continue
            known.add(values["url"])
            yield {
                "fact_id": _fact_id("links", paper["paper_id"], f"{source} {values['url']}", 1),
                "paper_id": paper["paper_id"],
                "text": written,
                "rule": f"link_{source}",
                "confidence": confidence(measured(), "links", f"link_{source}"),
                **values,
                "source": source,
            }
