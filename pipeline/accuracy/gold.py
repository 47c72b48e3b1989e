"""Gold, and tables scored against it: precision, recall and F1 a field.

What belongs here: when a found fact is the same as a gold one. What does not: how sure a rule is
(confidence.py) and what the figures look like (report.py).

A fact matches by its key, each gold fact once; `full` compares what it is bound to as well:

| field | key | full adds |
| --- | --- | --- |
| model_sizes | parameters, parameters_max | qualifier, kind, model |
| quantities | value, value_max | unit, qualifier |
| benchmarks | name | role |
| results | value, unit | metric, benchmark |
| gains | value, value_max, unit, or from_value, to_value | direction, metric, benchmark |
| links | url | kinds, availability |
| ranks | rank | |
| sota_claim | that there is one | |

Names are compared by their letters and digits, without an ending like "dataset". Facts read outside of
abstracts are left out. A paper of the gold that was not published misses all of its facts.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Fact = Mapping[str, Any]

# The fields of gold, and the table that holds the facts of each.
FIELDS = {
    "model_sizes": "model_sizes",
    "quantities": "quantities",
    "benchmarks": "benchmarks",
    "results": "results",
    "gains": "gains",
    "links": "links",
    "ranks": "ranks",
    "sota_claim": "sota_claims",
}
# Fields that count a fact once a paper.
_ONCE = {"benchmarks", "links", "sota_claim"}
# Columns that gold calls by another name.
_NAMES = {
    "model_sizes": {"parameters": "params", "parameters_max": "params_max"},
    "benchmarks": {"name": "text"},
    "gains": {"from_value": "from", "to_value": "to"},
}
_TAIL = re.compile(r"(datasets?|benchmarks?|corpus|corpora|suite|challenge|testset|leaderboard)$")
_UNITS = {"x": "x", "points": "points", "point": "points", "percent": "%", "times": "x"}


class GoldError(Exception):
    """Gold that cannot be used. The message is one clear line that names the file and the line."""


@dataclass(frozen=True)
class Gold:
    """The facts of a paper by field, as a reader noted them, with the columns of the tables.

    `key` is "ax-<arXiv id>" or a name of its own; then the paper is known by its title.
    """

    key: str
    title: str | None
    facts: Mapping[str, Sequence[Fact]]


@dataclass(frozen=True)
class Compared:
    """What gold says and what was found of a field in a paper; `published` says that the tables have the paper."""

    key: str
    field: str
    gold: Sequence[Fact]
    found: Sequence[Fact]
    published: bool


@dataclass(frozen=True)
class Score:
    """Counts of facts: in the gold, found, found rightly by key, and found rightly in full."""

    gold: int
    found: int
    right: int
    right_full: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        return _f1(self.right, self.found, self.gold)

    @property
    def full_f1(self) -> float:
        return _f1(self.right_full, self.found, self.gold)


@dataclass(frozen=True)
class Accuracy:
    """The score of each field, of so many papers, of which some were not published."""

    scores: Mapping[str, Score]
    papers: int
    unpublished: int

    @property
    def mean_f1(self) -> float:
        return self._mean([score.f1 for score in self._scored])

    @property
    def mean_full_f1(self) -> float:
        return self._mean([score.full_f1 for score in self._scored])

    def to_dict(self) -> dict[str, Any]:
        """All figures by field, rounded to four digits, with the number of papers and the means over the fields."""
        return {
            **{field: figures(score) for field, score in self.scores.items()},
            "papers": {"gold": self.papers, "unpublished": self.unpublished},
            "mean_f1": round(self.mean_f1, 4),
            "mean_full_f1": round(self.mean_full_f1, 4),
        }

    def by_table(self) -> dict[str, dict[str, float]]:
        """The figures by table, as a manifest keeps them."""
        return {FIELDS[field]: figures(score) for field, score in self.scores.items()}

    @property
    def _scored(self) -> list[Score]:
        return [score for score in self.scores.values() if score.gold]

    @staticmethod
    def _mean(values: list[float]) -> float:
        return sum(values) / len(values) if values else 0.0


def figures(score: Score) -> dict[str, float]:
    """A score as it is published: counts and rounded figures."""
    rounded = {name: round(getattr(score, name), 4) for name in ("precision", "recall", "f1", "full_f1")}
    return {"gold": score.gold, "found": score.found, **rounded}


def read_gold(path: Path) -> list[Gold]:
    """The papers of a gold file, one JSON object a line. Raises GoldError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise GoldError(f"{path}: not text in UTF-8") from error
    gold = [_gold(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not gold:
        raise GoldError(f"{path}: no papers in it")
    return gold


def write_gold(path: Path, files: Sequence[Path]) -> int:
    """Writes the papers of gold files to `path` in the order of their keys, and returns how many there are.

    No text of abstracts is kept: of a paper its key and facts, of a fact its names, numbers and addresses.
    Raises GoldError where a file cannot be used or has a paper that another has, too.
    """
    kept: dict[str, dict[str, Any]] = {}
    for file in files:
        read_gold(file)
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            given = json.loads(line)
            if given["key"] in kept:
                raise GoldError(f"{file}: {given['key']} is there twice")
            kept[given["key"]] = {"key": given["key"], **{field: _textless(given, field) for field in FIELDS}}
    lines = (json.dumps(kept[key], ensure_ascii=False) + "\n" for key in sorted(kept))
    path.write_text("".join(lines), encoding="utf-8")
    return len(kept)


def score(tables: Mapping[str, pa.Table], gold: Sequence[Gold]) -> Accuracy:
    """Scores the tables of a release (papers and facts, by name) against gold."""
    return _scored(compare(tables, gold), len(gold))


def agreement(first: Sequence[Gold], second: Sequence[Gold]) -> Accuracy:
    """Scores the facts that a second reader noted of papers, as if found, against those of the first reader.

    Papers of one reader alone are left out.
    """
    own = {paper.key: paper for paper in first}
    pairs = [(own[paper.key], paper) for paper in second if paper.key in own]
    compared = (
        Compared(one.key, field, _counted(field, one.facts[field]), _counted(field, other.facts[field]), True)
        for one, other in pairs
        for field in FIELDS
    )
    return _scored(compared, len(pairs))


def _scored(compared: Iterable[Compared], papers: int) -> Accuracy:
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    unpublished = set()
    for one in compared:
        keys = [Counter(key(one.field, fact) for fact in facts) for facts in (one.gold, one.found)]
        full = [Counter(full_key(one.field, fact) for fact in facts) for facts in (one.gold, one.found)]
        counts[one.field].update(
            gold=len(one.gold),
            found=len(one.found),
            right=(keys[0] & keys[1]).total(),
            right_full=(full[0] & full[1]).total(),
        )
        if not one.published:
            unpublished.add(one.key)
    names = ("gold", "found", "right", "right_full")
    scores = {field: Score(*(count[name] for name in names)) for field, count in counts.items()}
    return Accuracy(scores, papers, len(unpublished))


def compare(tables: Mapping[str, pa.Table], gold: Sequence[Gold]) -> Iterator[Compared]:
    """What gold and tables say of each paper of the gold, field by field."""
    ids = _paper_ids(tables["papers"], gold)
    wanted = pa.array(sorted(set(ids.values())), pa.string())
    facts: dict[str, dict[str, list[Fact]]] = {field: {} for field in FIELDS}
    for field, name in FIELDS.items():
        for row in tables[name].filter(pc.is_in(tables[name]["paper_id"], wanted)).to_pylist():
            if row["start"] is not None:
                facts[field].setdefault(row["paper_id"], []).append(row)
    for paper in gold:
        paper_id = ids.get(paper.key)
        for field in FIELDS:
            found = facts[field].get(paper_id, []) if paper_id else []
            yield Compared(
                paper.key, field, _counted(field, paper.facts[field]), _counted(field, found), paper_id is not None
            )


def key(field: str, fact: Fact) -> tuple[Any, ...]:
    """What makes two facts of a field the same."""
    match field:
        case "model_sizes":
            return _number(fact["parameters"]), _number(fact["parameters_max"])
        case "quantities":
            return _number(fact["value"]), _number(fact["value_max"])
        case "benchmarks":
            return (fold(fact["name"]),)
        case "results":
            return _number(fact["value"]), _unit(fact["unit"])
        case "gains" if _number(fact["value"]) is None:
            return "pair", _number(fact["from_value"]), _number(fact["to_value"])
        case "gains":
            return _number(fact["value"]), _number(fact["value_max"]), _unit(fact["unit"])
        case "links":
            return (_address(fact["url"]),)
        case "ranks":
            return (int(fact["rank"]),)
    return ()


def full_key(field: str, fact: Fact) -> tuple[Any, ...]:
    """What makes two facts of a field the same in all that they are bound to."""
    same = key(field, fact)
    match field:
        case "model_sizes":
            return *same, fact["qualifier"], fact["kind"], fold(fact["model"])
        case "quantities":
            return *same, fold(fact["unit"]), fact["qualifier"]
        case "benchmarks":
            return *same, fact["role"]
        case "results":
            return *same, fold(fact["metric"]), fold(fact["benchmark"])
        case "gains":
            return *same, fact["direction"], fold(fact["metric"]), fold(fact["benchmark"])
        case "links":
            return *same, tuple(sorted(fact["kinds"])), fact["availability"]
    return same


def fold(name: str | None) -> str | None:
    """A name by its letters, digits and plus signs, without an ending that says it is a data set."""
    if name is None:
        return None
    letters = re.sub(r"[^\w+]|_", "", unicodedata.normalize("NFKC", str(name)).casefold())
    return _TAIL.sub("", letters) or letters or None


def _f1(right: int, found: int, gold: int) -> float:
    precision = right / found if found else float(gold == 0)
    recall = right / gold if gold else 1.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _counted(field: str, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that count: all, or the first of each key."""
    if field not in _ONCE:
        return facts
    first: dict[tuple[Any, ...], Fact] = {}
    for fact in facts:
        first.setdefault(key(field, fact), fact)
    return list(first.values())


def _paper_ids(papers: pa.Table, gold: Sequence[Gold]) -> dict[str, str]:
    """The paper_id of each published paper of the gold, by the gold's key."""
    ids = papers["paper_id"].to_pylist()
    by_arxiv = dict(zip(papers["arxiv_id"].to_pylist(), ids, strict=True))
    by_title = dict(zip(map(fold, papers["title"].to_pylist()), ids, strict=True))
    found = {}
    for paper in gold:
        paper_id = by_arxiv.get(paper.key[3:]) if paper.key.startswith("ax-") else None
        paper_id = paper_id or by_title.get(fold(paper.title))
        if paper_id:
            found[paper.key] = paper_id
    return found


def _gold(line: str, where: str) -> Gold:
    try:
        given = json.loads(line)
        facts = {field: [_as_row(field, fact) for fact in _listed(given, field)] for field in FIELDS}
        for field, rows in facts.items():
            for row in rows:
                full_key(field, row)
        return Gold(str(given["key"]), given.get("title"), facts)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: not JSON ({error})") from error
    except KeyError as error:
        raise GoldError(f"{where}: {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{where}: not the facts of a paper ({error})") from error


def _listed(given: Mapping[str, Any], field: str) -> Sequence[Fact]:
    """The facts of a field; the claim of a paper is one fact, or none."""
    if field == "sota_claim":
        return [{}] if given[field] else []
    return list(given[field])


def _textless(given: Mapping[str, Any], field: str) -> Any:
    """A field of a paper without the words around its facts; the text of a benchmark is its name."""
    if field in {"sota_claim", "benchmarks"}:
        return given[field]
    return [{name: value for name, value in fact.items() if name != "text"} for fact in given[field]]


def _as_row(field: str, fact: Fact) -> dict[str, Any]:
    return {**fact, **{column: fact[name] for column, name in _NAMES.get(field, {}).items()}}


def _number(value: float | None) -> float | None:
    if value is None or math.isnan(float(value)):
        return None
    return float(f"{float(value):.6g}")


def _unit(unit: str | None) -> str | None:
    folded = unit if unit in ("%", None) else fold(unit)
    return _UNITS.get(folded, folded) if folded else folded


def _address(url: str) -> str:
    rest = re.sub(r"^https?://(www\.)?", "", str(url).strip(), flags=re.IGNORECASE).rstrip("/")
    host, _, path = rest.partition("/")
    return f"{host.casefold()}/{path}"
