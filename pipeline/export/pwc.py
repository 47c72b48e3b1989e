"""The files of the dumps of Papers with Code, gzip JSON, so that programs written for those run again.

Keys are always there, and null where nothing is known. A task is the area of a benchmark in the registry, a
metric's name is followed by what its results are only comparable within: "Recall@k (@10)".
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.export.files import Row, rows, whole
from pipeline.rules.lexicon import read_data

# What their frameworks are called where they have a word of their own.
_FRAMEWORKS = {"tensorflow": "tf"}


def write(release: Path, folder: Path) -> list[Path]:
    """Writes the five files of a release folder, and gives their paths."""
    urls = _Urls(release)
    made: dict[str, Iterable[Row]] = {
        "papers-with-abstracts": _papers(release, urls),
        "links-between-papers-and-code": _links(release, urls),
        "evaluation-tables": _evaluation_tables(release, urls),
        "datasets": _datasets(release, urls),
        "methods": [],
    }
    return [_write(folder / f"{name}.json.gz", entries) for name, entries in made.items()]


def metric_name(row: Row) -> str:
    """The name of a metric in a table of results: with what its values are only comparable within."""
    beside = [part for part in (row["variant"], row["unit"] if row["unit"] != "%" else None) if part]
    return f"{row['metric']} ({'; '.join(beside)})" if beside else str(row["metric"])


class _Urls:
    """The address that names a paper in all files: that of arXiv, or else one that leads nowhere but is unique."""

    def __init__(self, release: Path) -> None:
        ids = pq.read_table(release / "papers.parquet", columns=["arxiv_id"])["arxiv_id"].drop_null()
        counted = pc.value_counts(ids)
        self._several = set(counted.filter(pc.greater(counted.field("counts"), 1)).field("values").to_pylist())

    def of(self, row: Row) -> str:
        known = row["arxiv_id"] and row["arxiv_id"] not in self._several
        return f"https://arxiv.org/abs/{row['arxiv_id']}" if known else f"urn:paperfacts:paper:{row['paper_id']}"


def _on_arxiv(row: Row, kind: str) -> str | None:
    return f"https://arxiv.org/{kind}/{row['arxiv_id']}" if row["arxiv_id"] else None


def _date(row: Row) -> str | None:
    return row["published"].isoformat() if row["published"] else None


def _papers(release: Path, urls: _Urls) -> Iterator[Row]:
    tasks = _Beside(release, "benchmarks", ["paper_id", "benchmark_id", "role"])
    columns = ["paper_id", "arxiv_id", "title", "abstract", "authors", "published"]
    for paper in rows(release, "papers", columns):
        areas = {
            _benchmarks()[fact["benchmark_id"]]["area"]
            for fact in tasks.of(paper["paper_id"])
            if fact["benchmark_id"] in _benchmarks() and fact["role"] in ("evaluation", "introduced")
        }
        yield {
            "paper_url": urls.of(paper),
            "arxiv_id": paper["arxiv_id"],
            "title": paper["title"],
            "abstract": paper["abstract"],
            "url_abs": _on_arxiv(paper, "abs"),
            "url_pdf": _on_arxiv(paper, "pdf"),
            "proceeding": None,
            "authors": paper["authors"] or [],
            "tasks": sorted(areas),
            "date": _date(paper),
            "methods": [],
        }


class _Beside:
    """The rows of a table by paper, read along with papers in the order of paper_id."""

    def __init__(self, release: Path, table: str, columns: list[str]) -> None:
        self._rows = rows(release, table, columns)
        self._next = next(self._rows, None)

    def of(self, paper_id: str) -> Iterator[Row]:
        while self._next is not None and self._next["paper_id"] <= paper_id:
            if self._next["paper_id"] == paper_id:
                yield self._next
            self._next = next(self._rows, None)


def _links(release: Path, urls: _Urls) -> Iterator[Row]:
    for code in rows(release, "code"):
        yield {
            "paper_url": urls.of(code),
            "paper_title": code["title"],
            "paper_arxiv_id": code["arxiv_id"],
            "paper_url_abs": _on_arxiv(code, "abs"),
            "paper_url_pdf": _on_arxiv(code, "pdf"),
            "repo_url": code["repo_url"],
            "is_official": code["is_official"],
            "mentioned_in_paper": code["mentioned_in_paper"],
            "mentioned_in_github": None,
            "framework": _FRAMEWORKS.get(code["framework"], code["framework"]),
        }


def _evaluation_tables(release: Path, urls: _Urls) -> Iterator[Row]:
    """A table a task, with its benchmarks, and the papers' own results on them, the best first."""
    areas: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(release, "leaderboards"):
        if row["owner"] == "own":
            areas[_benchmarks()[row["benchmark_id"]]["area"]][row["benchmark_id"]].append(row)
    for area, boards in sorted(areas.items()):
        yield {
            "task": area,
            "description": None,
            "categories": [],
            "subtasks": [],
            "source_link": None,
            "datasets": [_board(benchmark, board, urls) for benchmark, board in sorted(boards.items())],
        }


def _board(benchmark: str, board: list[Row], urls: _Urls) -> Row:
    metrics = Counter(metric_name(row) for row in board)
    return {
        "dataset": _benchmarks()[benchmark]["name"],
        "description": None,
        "subdatasets": [],
        "dataset_links": [],
        "dataset_citations": [],
        "sota": {
            "metrics": sorted(metrics, key=lambda name: (-metrics[name], name)),
            "rows": [_sota(entry, urls) for entry in _entries(board)],
        },
    }


def _entries(board: list[Row]) -> list[list[Row]]:
    """The results of a benchmark by paper and model; another value of the same metric begins a new entry."""
    entries: list[dict[str, Row]] = []
    open_entries: dict[tuple[str, str | None], list[dict[str, Row]]] = defaultdict(list)
    for row in board:
        name = metric_name(row)
        for entry in open_entries[row["paper_id"], row["model"]]:
            if name not in entry:
                entry[name] = row
                break
        else:
            entries.append({name: row})
            open_entries[row["paper_id"], row["model"]].append(entries[-1])
    return [list(entry.values()) for entry in entries]


def _sota(entry: list[Row], urls: _Urls) -> Row:
    row = entry[0]
    code = row["code_url"]
    return {
        "model_name": row["model"],
        "paper_title": row["title"],
        "paper_url": urls.of(row),
        "paper_date": _date(row),
        "code_links": [{"title": code.partition("://")[2], "url": code}] if code else [],
        "model_links": [],
        "metrics": {metric_name(result): _number(result["value"]) for result in entry},
        "uses_additional_data": None,
    }


def _number(value: float) -> str:
    """A value as the dumps have it: text."""
    return repr(int(value) if value.is_integer() else value)


def _datasets(release: Path, urls: _Urls) -> Iterator[Row]:
    """The benchmarks of the registry that the release has papers on."""
    named: Counter[str] = Counter()
    last: dict[str, str] = {}
    introduced: dict[str, set[str]] = defaultdict(set)
    for fact in rows(release, "benchmarks", ["paper_id", "benchmark_id", "role"]):
        benchmark, paper_id = fact["benchmark_id"], fact["paper_id"]
        if benchmark in _benchmarks():
            # Facts come paper by paper.
            named[benchmark] += last.get(benchmark) != paper_id
            last[benchmark] = paper_id
            if fact["role"] == "introduced":
                introduced[benchmark].add(paper_id)
    sources = {key: next(iter(papers)) for key, papers in introduced.items() if len(papers) == 1}
    wanted = set(sources.values())
    columns = ["paper_id", "arxiv_id", "title", "published"]
    papers = {paper["paper_id"]: paper for paper in rows(release, "papers", columns) if paper["paper_id"] in wanted}
    for benchmark, known in sorted(named.items()):
        entry = _benchmarks()[benchmark]
        paper = papers.get(sources.get(benchmark, ""))
        yield {
            "url": None,
            "name": entry["name"],
            "full_name": None,
            "homepage": None,
            "description": None,
            "paper": {"title": paper["title"], "url": urls.of(paper)} if paper else None,
            "introduced_date": _date(paper) if paper else None,
            "warning": None,
            "modalities": [],
            "tasks": [{"task": entry["area"], "url": None}],
            "languages": [],
            "variants": [entry["name"], *entry["aliases"]],
            "num_papers": known,
            "data_loaders": [],
        }


@cache
def _benchmarks() -> dict[str, Any]:
    return {entry["id"]: entry for entry in read_data("benchmarks.jsonl")}


def _write(path: Path, entries: Iterable[Row]) -> Path:
    """Writes entries as a JSON array, one a line; the same entries give the same bytes."""
    with whole(path) as new, new.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        file.write(b"[")
        for number, entry in enumerate(entries):
            file.write(b",\n" if number else b"\n")
            file.write(orjson.dumps(entry))
        file.write(b"\n]\n")
    return path
