"""A small release made by hand, about invented papers, for the tests of releases and suites.

Every fact's offsets are found in the abstract by its text, so that the sample stays right when edited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from pipeline import derived, release, tables

_PAPERS = [
    {
        "title": "Lantern: Small Encoders That See Far",
        "abstract": (
            "Lantern-2B is an encoder with 2 billion parameters, trained on 30M image-text pairs. "
            "It reaches 81.5% top-1 accuracy on ImageNet-1K, 3.2 points over the ViT-L teacher. "
            "Inference is 4x faster. Code is at github.com/lantern-lab/lantern."
        ),
        "arxiv_id": "2503.02130",
        "published": date(2025, 3, 4),
        "author_count": 3,
        "authors": ["Ada Brook", "Lin Moss", "Per Quay"],
        "categories": ["cs.CV", "cs.LG"],
        "sources": ["crawl.jsonl"],
    },
    {
        "title": "Tallow: Pruning by Candlelight",
        "abstract": (
            "We prune 7B models to 3.5B parameters and cut latency from 40 ms to 25 ms. "
            "Perplexity on WikiText-103 falls by 0.8. Tallow sets a new state of the art and "
            "ranked 2nd in the WMT24 pruning task."
        ),
        "published": date(2026, 1, 17),
        "year_inferred": True,
        "author_count": 12,
        "organization": "Wick University",
        "organization_slug": "wick-u",
        "overridden": ["organization"],
        "upvotes": 41,
        "comments": 2,
        "sources": ["crawl.jsonl", "listing.txt"],
        "claims_sota": True,
    },
    {
        "title": "An Essay on Silence",
        "abstract": "Nothing is counted here, and nothing is compared.",
        "sources": ["listing.txt"],
    },
]

# (title's first word, text, values of the columns of the table)
_FACTS: dict[str, list[tuple[str, str, dict[str, Any]]]] = {
    "model_sizes": [
        ("Lantern", "2 billion parameters", {"model": "Lantern-2B", "parameters": 2 * 10**9}),
        ("Tallow", "7B models", {"parameters": 7 * 10**9}),
        ("Tallow", "3.5B parameters", {"parameters": 35 * 10**8}),
    ],
    "quantities": [
        ("Lantern", "30M image-text pairs", {"value": 3e7, "unit": "image-text pair", "dimension": "data"}),
    ],
    "benchmarks": [
        ("Lantern", "ImageNet-1K", {"name": "ImageNet-1K", "benchmark_id": "imagenet-1k", "role": "evaluation"}),
        ("Tallow", "WikiText-103", {"name": "WikiText-103", "benchmark_id": "wikitext-103", "role": "evaluation"}),
    ],
    "results": [
        (
            "Lantern",
            "81.5% top-1 accuracy on ImageNet-1K",
            {
                "value": 81.5,
                "unit": "%",
                "metric": "top-1 accuracy",
                "metric_id": "top-1-accuracy",
                "benchmark": "ImageNet-1K",
                "benchmark_id": "imagenet-1k",
                "model": "Lantern-2B",
            },
        ),
    ],
    "gains": [
        (
            "Lantern",
            "3.2 points over the ViT-L teacher",
            {
                "value": 3.2,
                "unit": "points",
                "direction": "increase",
                "improvement": True,
                "metric": "top-1 accuracy",
                "metric_id": "accuracy",
                "baseline": "the ViT-L teacher",
            },
        ),
        ("Lantern", "4x faster", {"value": 4.0, "unit": "x", "direction": "increase", "metric": "speed"}),
        (
            "Tallow",
            "latency from 40 ms to 25 ms",
            {
                "from_value": 40.0,
                "to_value": 25.0,
                "unit": "ms",
                "direction": "decrease",
                "improvement": True,
                "metric": "latency",
                "metric_id": "latency",
            },
        ),
    ],
    "links": [
        (
            "Lantern",
            "github.com/lantern-lab/lantern",
            {
                "url": "https://github.com/lantern-lab/lantern",
                "host": "github.com",
                "repository": "lantern-lab/lantern",
                "kinds": ["code"],
                "availability": "released",
                "source": "abstract",
            },
        ),
        (
            "Tallow",
            "",
            {
                "text": "https://tallow.example",
                "url": "https://tallow.example",
                "host": "tallow.example",
                "kinds": ["project"],
                "availability": "released",
                "source": "listing",
            },
        ),
    ],
    "ranks": [("Tallow", "ranked 2nd in the WMT24 pruning task", {"rank": 2, "event": "WMT24 pruning task"})],
    "sota_claims": [("Tallow", "new state of the art", {})],
}

_RECORDS = [
    ("crawl.jsonl", "paper", "Lantern", None, None),
    ("crawl.jsonl", "paper", "Tallow", None, None),
    ("crawl.jsonl", "rejected", None, "no title", '{"abstract": "Lost its head."}'),
    ("listing.txt", "boilerplate", None, None, None),
    ("listing.txt", "merged", "Tallow", None, None),
    ("listing.txt", "paper", "An", None, None),
]

Rows = dict[str, list[dict[str, Any]]]


def hexed(*parts: object) -> str:
    """An identity like those of the real tables: 20 hex digits."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=10).hexdigest()


def rows(copies: int = 1) -> Rows:
    """The rows of every table of the sample, or of so many copies of it under other titles."""
    made: Rows = {name: [] for name in tables.TABLES}
    counts: dict[str, int] = {}
    for copy in range(copies):
        papers: dict[str, Mapping[str, Any]] = {}
        for given in _PAPERS:
            title = f"{given['title']} {copy}" if copy else str(given["title"])
            paper = given | {"title": title, "paper_id": hexed(title)}
            papers[title.split()[0].rstrip(":")] = paper
            made["papers"].append({"year_inferred": False, "claims_sota": False} | paper)
        if copy:
            for paper in made["papers"][-len(_PAPERS) :]:
                paper.pop("arxiv_id", None)
        for name, facts in _FACTS.items():
            for word, text, values in facts:
                made[name].append(_fact(papers[word], text, values, name))
        for dump, status, word, reason, text in _RECORDS:
            number = counts[dump] = counts.get(dump, 0) + 1
            record = {"dump": dump, "record": number, "first_line": number, "last_line": number, "status": status}
            paper_id = papers[word]["paper_id"] if word else None
            made["dump_records"].append(record | {"paper_id": paper_id, "reason": reason, "text": text})
        organization = {
            "field": "organization",
            "value": "Wick University",
            "former": "Wick U.",
            "reason": "Spelt out.",
        }
        paper_id = papers["Tallow"]["paper_id"]
        of = {"id": paper_id, "table": "papers", "paper_id": paper_id, "status": "applied"}
        made["overrides"].append({"line": copy + 2} | of | organization)
    return made | _derived(made)


def _derived(made: Rows) -> Rows:
    """The rows of the derived tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for table in (tables.PAPERS, *tables.FACT_TABLES):
            pq.write_table(table.sort(table.from_rows(made[table.name])), folder / f"{table.name}.parquet")
        derived.write(folder)
        return {t.name: pq.read_table(folder / f"{t.name}.parquet").to_pylist() for t in tables.DERIVED_TABLES}


def _fact(paper: Mapping[str, Any], text: str, values: Mapping[str, Any], table: str) -> dict[str, Any]:
    fact = {"paper_id": paper["paper_id"], "text": text, "rule": f"{table}.sample", "confidence": 0.9}
    if text:
        start = paper["abstract"].index(text)
        sentence = paper["abstract"].rfind(". ", 0, start) + 2 if ". " in paper["abstract"][:start] else 0
        end = start + len(text)
        stop = paper["abstract"].find(". ", end)
        fact |= {"start": start, "end": end, "sentence_start": sentence}
        fact |= {"sentence_end": stop + 1 if stop >= 0 else len(paper["abstract"])}
    columns = {column.name: column for column in tables.TABLES[table].columns}
    if "qualifier" in columns:
        fact["qualifier"] = "exact"
    if table == "model_sizes":
        fact["kind"] = "total"
    fact |= values
    return fact | {"fact_id": hexed(table, paper["paper_id"], fact["text"], sorted(values.items()))}


def inputs(copies: int = 1) -> list[release.Input]:
    """The dumps that the sample says it was read from."""
    return [
        release.Input("crawl.jsonl", hashlib.sha256(b"crawl").hexdigest(), 1000, 3 * copies),
        release.Input("listing.txt", hashlib.sha256(b"listing").hexdigest(), 500, 2 * copies),
    ]


def fill(folder: Path, given: Rows | None = None, batch: int = 1000, copies: int = 1) -> Path:
    """Writes the tables and seals the folder; rows are handed over in batches of `batch`."""
    given = given if given is not None else rows(copies)
    for name, table in tables.TABLES.items():
        sorted_rows = table.sort(table.from_rows(given[name]))
        with release.Writer(folder, table) as writer:
            for start in range(0, sorted_rows.num_rows, batch):
                writer.write(sorted_rows.slice(start, batch))
    release.seal(folder, inputs(copies))
    return folder


def publish(out: Path, given: Rows | None = None, copies: int = 1) -> Path:
    """A published release of the sample, of copies of it, or of the rows given."""
    with release.staging(out) as folder:
        return release.publish(out, fill(folder, given, copies=copies))
