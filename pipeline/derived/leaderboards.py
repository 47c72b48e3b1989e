"""The table leaderboards: results that can be compared, ranked.

What belongs here: its rows and their ranks. What does not: which results are rows (comparable.py), the value
(scale.py), whose it is (owner.py), what tells it apart (variants.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline import tables
from pipeline.derived.comparable import benchmarks, compared_by, mention_of
from pipeline.derived.names import own_name, presented_name, system
from pipeline.derived.owner import owner, proposes, tries_others
from pipeline.derived.pieces import Paper, Row, own_code, receipt
from pipeline.derived.scale import scaled
from pipeline.derived.variants import condition, joined, told
from pipeline.rules.lexicon import fold

# The rows that are ranked together.
_GROUP = ("benchmark_id", "metric_id", "variant", "unit")


# The facts that a row may rest on.
FACTS = ("results", "benchmarks", "links")


@dataclass(frozen=True)
class Work:
    """A paper's work: its name, its name unless it is data, its code, and whether it tries the systems of others."""

    name: str | None
    system: str | None
    code: Row | None
    tries: bool


def of_paper(paper: Paper) -> list[Row]:
    """The rows of a paper, still without ranks."""
    compared = [(result, compared_by(paper, result)) for result in paper.facts["results"]]
    results = [(result, metric) for result, metric in compared if metric]
    if not results:
        return []
    work = _work(paper)
    found = [row for result, metric in results for row in _row(paper, result, metric, work)]
    rows = _told_apart(found)
    _mark_repeated(rows)
    return rows


def _work(paper: Paper) -> Work:
    title, abstract = paper.row["title"], paper.abstract
    name = own_name(title, abstract) or presented_name(abstract)
    is_data = name and fold(name) in {fold(mention["name"]) for mention in paper.facts["benchmarks"]}
    return Work(name, None if is_data else name, own_code(paper.facts["links"]), tries_others(title, abstract))


def _row(paper: Paper, result: Row, metric: Row, work: Work) -> Iterator[Row]:
    """The row of a result, with its condition and where its sentence begins; none where its scale is not told."""
    benchmark = benchmarks()[result["benchmark_id"]]
    before = paper.abstract[result["sentence_start"] : result["start"]]
    after = paper.abstract[result["end"] : result["sentence_end"]]
    number = scaled(result, metric, after)
    mention = mention_of(paper, result)
    if number is None or mention is None:
        return
    introduced = _is_introduced(paper, mention, benchmark, work)
    if introduced and mention["name"].isupper() and fold(benchmark["name"]) not in fold(mention["name"]):
        return  # letters that stand for another name in the registry
    model = system(result["model"])
    title = paper.row["title"]
    whose = owner(before, after, result["rule"], model, work.system, title, work.tries or introduced)
    if model and work.system and whose == "baseline" and fold(work.system) in fold(model):
        model = None  # the paper's own, which this is held against
    named = (one["name"] for one in paper.facts["benchmarks"])
    others = [name for name in named if name not in result["benchmark"] and result["benchmark"] not in name]
    earlier = paper.abstract[mention["start"] : mention["sentence_end"]]
    yield {
        "fact_id": result["fact_id"],
        "benchmark_id": benchmark["id"],
        "benchmark": benchmark["name"],
        "metric_id": metric["id"],
        "metric": metric["name"],
        "variant": joined(told(result, benchmark["name"], before, after, earlier, others)),
        **number._asdict(),
        "qualifier": result["qualifier"],
        "higher_is_better": metric["higher_is_better"],
        "owner": whose,
        "model": model or (work.system if whose == "own" and not introduced else None),
        **paper.told(),
        "code_url": work.code and work.code["url"],
        **receipt([result, mention, *([work.code] if work.code else [])]),
        "condition": condition(result, before, after, others),
        "sentence": result["sentence_start"],
    }


def _is_introduced(paper: Paper, mention: Row, benchmark: Row, work: Work) -> bool:
    """Whether the paper is about the benchmark, and so tries the systems of others on it."""
    if mention["role"] != "introduced" and fold(work.name or "") != fold(benchmark["name"]):
        return False
    return mention["name"] in paper.row["title"] or not proposes(paper.abstract)


def _told_apart(rows: Sequence[Row]) -> list[Row]:
    """The rows, where several of one kind give their conditions as variants; without those that still say nothing.

    Numbers of one sentence on the same benchmark and metric stand for different things. What these are is their
    variant; where it cannot be read, none of them can be compared.
    """
    for group in [*_alike(rows), *_split_by_condition(rows)]:
        for row in group:
            row["variant"] = joined([row["variant"], row["condition"]])
    lost = set()
    for group in _alike(rows):
        for row in group:
            beside = [other for other in group if other["sentence"] == row["sentence"] and not _bound(other)]
            if len(beside) > 1 or (_bound(row) and beside):
                lost.add(row["fact_id"])
    return [row for row in rows if row["fact_id"] not in lost]


def _split_by_condition(rows: Sequence[Row]) -> list[list[Row]]:
    """Groups of rows of one sentence and benchmark that each tell another condition: "A for boats and B for carts"."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["sentence"], row["benchmark_id"]].append(row)
    return [group for group in groups.values() if len({row["condition"] for row in group} - {None}) > 1]


def _bound(row: Row) -> bool:
    """Whether the text gives the value as a bound: "most score below 40%"."""
    return row["qualifier"] in ("up_to", "at_least")


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    """Groups of rows of one model that say different values for the same thing."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(*(row[name] for name in _GROUP), row["owner"], row["model"])].append(row)
    return [group for group in groups.values() if len({row["value"] for row in group}) > 1]


def _mark_repeated(rows: Sequence[Row]) -> None:
    """Says in place which rows of a paper report the same thing again, or something else of it."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(*(row[name] for name in _GROUP), row["owner"])].append(row)
    for group in groups.values():
        values = {row["value"] for row in group}
        seen: set[float] = set()
        for row in group:
            again = row["value"] in seen
            row["reports"] = "duplicate" if again else "conflict" if len(values) > 1 else "only"
            seen.add(row["value"])


def ranked(found: pa.Table) -> pa.Table:
    """The rows of all papers with their ranks, among the best own results of the papers of each group."""
    rows = found.to_pylist()
    _rank(rows)
    return tables.LEADERBOARDS.from_rows(rows)


def _rank(rows: Sequence[Row]) -> None:
    """Sets the ranks in place."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        row["rank"] = row["rank_when_published"] = None
        if row["owner"] == "own" and row["qualifier"] in ("exact", "approx"):
            groups[tuple(row[name] for name in _GROUP)].append(row)
    for group in groups.values():
        sign = -1 if group[0]["higher_is_better"] else 1
        best: dict[str, tuple[float, str | None]] = {}
        for row in group:
            value = sign * row["value"]
            if row["paper_id"] not in best or value < best[row["paper_id"]][0]:
                best[row["paper_id"]] = value, row["month"]
        values = sorted(value for value, _ in best.values())
        dated = [(value, month) for value, month in best.values() if month]
        for row in group:
            value = sign * row["value"]
            # A paper's own better result does not count against its others.
            own = best[row["paper_id"]][0] < value
            row["rank"] = 1 + bisect_left(values, value) - own
            if row["month"]:
                earlier = sum(other < value and month <= row["month"] for other, month in dated)
                row["rank_when_published"] = 1 + earlier - own
