"""Checks that Great Expectations cannot say: across tables, against the manifest, over whole files.

A check takes the release and the name of its table, with the arguments of its suite entry, and yields a
dict for each failure: the keys of the row and the values that are wrong. What a failure means, and how
bad it is, stands in the suites.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import overrides, release, rules, tables

Rows = Iterator[dict[str, Any]]
CHECKS: dict[str, Callable[..., Rows]] = {}


# Papers whose abstracts are in memory at a time.
AT_ONCE = 8192


class Broken(Exception):
    """A table that cannot be read, so that a check which needs it cannot be made."""


class Release:
    """A release folder under validation: its manifest, its tables, and the release before it."""

    def __init__(self, folder: Path, former: Path | None = None) -> None:
        self.folder = folder
        self.former = former
        self.broken: set[str] = set()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return release.read_manifest(self.folder)

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        with self._reading(table) as path:
            return pq.read_metadata(path).num_rows

    def read(self, table: str, *columns: str, where: pc.Expression | None = None) -> pa.Table:
        """Some columns of a table, of the rows that fulfil a condition."""
        with self._reading(table) as path:
            return pq.read_table(path, columns=list(columns), filters=where)

    def pieces(self, table: str, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
        """Some columns of a table in pieces of at most so many rows; an empty table is one empty piece."""
        with self._reading(table) as path:
            if not self.rows(table):
                yield self.read(table, *columns)
            for batch in release.batches(path, rows, columns):
                yield pa.Table.from_batches([batch])

    def slices(self, table: str) -> Iterator[pc.Expression]:
        """Conditions that cut a table, and others beside it, into slices of papers: bounded in memory."""
        for low, high in release.slices(self.rows(table)):
            yield (pc.field("paper_id") >= low) & (pc.field("paper_id") < high)

    @cached_property
    def misplaced(self) -> dict[str, list[dict[str, Any]] | Broken]:
        """Of each table of facts the rows whose text or sentence is not in the abstract, or why it cannot be read.

        Abstracts are most of a release: they are read once, for all tables together.
        """
        found: dict[str, list[dict[str, Any]] | Broken] = {table.name: [] for table in tables.FACT_TABLES}
        for papers in self.pieces("papers", ["paper_id", "abstract"], AT_ONCE):
            ids = papers["paper_id"]
            bounds = pc.min_max(ids)
            here = (pc.field("paper_id") >= bounds["min"]) & (pc.field("paper_id") <= bounds["max"])
            abstracts = dict(zip(ids.to_pylist(), papers["abstract"].to_pylist(), strict=True))
            for table, rows in found.items():
                try:
                    if isinstance(rows, list):
                        rows += _misplaced(self, table, here, abstracts)
                except Broken as error:
                    found[table] = error
        return found

    @contextmanager
    def _reading(self, table: str) -> Iterator[Path]:
        """The file of a table. Raises Broken where it was found unreadable, or turns out to be."""
        if table in self.broken:
            raise Broken(table)
        try:
            yield self.folder / f"{table}.parquet"
        except (OSError, pa.ArrowException) as error:
            raise Broken(table) from error


def check(function: Callable[..., Rows]) -> Callable[..., Rows]:
    CHECKS[function.__name__] = function
    return function


def key_columns(table: str) -> list[str]:
    """The columns that name a row of a table in a report: its key, and its paper."""
    return list(dict.fromkeys((*tables.TABLES[table].key, "paper_id")))


# One table


@check
def matches_registry(held: Release, table: str) -> Rows:
    """The file can be read, and has the columns of the registry in name, order and type."""
    try:
        found = pq.read_schema(held.folder / f"{table}.parquet")
    except (OSError, pa.ArrowException) as error:
        yield {"file": f"{table}.parquet", "problem": "missing" if isinstance(error, FileNotFoundError) else str(error)}
        return
    expected = tables.TABLES[table].schema
    for name in expected.names:
        if name not in found.names:
            yield {"column": name, "problem": "missing"}
        elif found.field(name).type != expected.field(name).type:
            problem = f"has type {found.field(name).type}, not {expected.field(name).type}"
            yield {"column": name, "problem": problem}
    for name in found.names:
        if name not in expected.names:
            yield {"column": name, "problem": "unknown to the registry"}
    if sorted(found.names) == sorted(expected.names) and found.names != expected.names:
        yield {"columns": ", ".join(found.names), "problem": f"not in the order {', '.join(expected.names)}"}


@check
def unique_key(held: Release, table: str) -> Rows:
    """No two rows have the same key."""
    yield from unique(held, table, list(tables.TABLES[table].key))


@check
def unique(held: Release, table: str, columns: list[str]) -> Rows:
    """No two rows have the same values in the columns; rows with a null in one of them do not count."""
    yield from _repeated(held.read(table, *columns).drop_null())


@check
def no_fact_twice(held: Release, table: str) -> Rows:
    """No two facts differ only in who found them."""
    told = [c for c in tables.TABLES[table].schema.names if c not in ("fact_id", "rule", "confidence")]
    told = [c for c in told if not c.startswith("sentence_")]
    for where in held.slices(table):
        for repeated in _repeated(held.read(table, *told, where=where)):
            yield {name: value for name, value in repeated.items() if value is not None}


@check
def references_hold(held: Release, table: str) -> Rows:
    """What refers to the key of another table is there."""
    for column in tables.TABLES[table].columns:
        if column.references:
            (key,) = tables.TABLES[column.references].key
            rows = held.read(table, *_named(table, column.name))
            known = held.read(column.references, key)[key]
            stray = pc.and_(pc.is_valid(rows[column.name]), pc.invert(pc.is_in(rows[column.name], known)))
            yield from rows.filter(stray).to_pylist()


@check
def members_in_closed_list(held: Release, table: str, column: str) -> Rows:
    """Every member of a list column is in the column's closed list."""
    rows = held.read(table, *_named(table, column))
    values = rows[column].combine_chunks()
    strange = pc.invert(pc.is_in(values.flatten(), pa.array(tables.TABLES[table].column(column).values)))
    at = pc.unique(pc.list_parent_indices(values).filter(strange))
    yield from rows.take(at).to_pylist()


@check
def finite(held: Release, table: str) -> Rows:
    """No number is NaN or infinite."""
    for column in tables.TABLES[table].columns:
        if pa.types.is_floating(column.type):
            rows = held.read(table, *_named(table, column.name))
            yield from rows.filter(pc.invert(pc.is_finite(rows[column.name]))).to_pylist()


@check
def in_published_order(held: Release, table: str) -> Rows:
    """Rows are sorted as the registry says."""
    order = tables.TABLES[table].order
    rows = held.read(table, *order)
    at = pc.sort_indices(rows, [(name, "ascending") for name in order])
    wrong = pc.indices_nonzero(pc.not_equal(at, pa.array(range(len(at)), at.type)))
    for index in wrong[:1].to_pylist():
        yield {"row": index, **rows.slice(index, 1).to_pylist()[0]}


@check
def rows_kept(held: Release, table: str, loss: float) -> Rows:
    """The table has not lost more than a share `loss` of its rows against the former release."""
    if held.former is not None:
        before = release.read_manifest(held.former)["tables"].get(table, {"rows": 0})["rows"]
        now = held.rows(table)
        if now < before * (1 - loss):
            yield {"table": table, "rows": now, "rows before": before, "former release": held.former.name}


@check
def has_rows(held: Release, table: str, at_least: int) -> Rows:
    """The table has so many rows."""
    if held.rows(table) < at_least:
        yield {"table": table, "rows": held.rows(table), "at least": at_least}


@check
def any_given(held: Release, table: str, columns: list[str]) -> Rows:
    """At least one of the columns has a value."""
    rows = held.read(table, *_named(table, *columns))
    yield from rows.filter(pc.is_null(pc.coalesce(*(rows[name] for name in columns)))).to_pylist()


@check
def known_ids(held: Release, table: str, column: str, registry: str) -> Rows:
    """Canonical identities are in the registry pipeline/rules/data/<registry>.jsonl."""
    rows = held.read(table, *_named(table, column))
    strange = pc.invert(pc.is_in(rows[column], pa.array(_registry(registry), pa.string())))
    yield from rows.filter(pc.and_(pc.is_valid(rows[column]), strange)).to_pylist()


# Facts


@check
def text_is_in_abstract(held: Release, table: str) -> Rows:
    """`text` is abstract[start:end], and the sentence lies in the abstract, for facts of the abstract."""
    found = held.misplaced[table]
    if isinstance(found, Broken):
        raise found
    yield from found


@check
def improvement_fits(held: Release, table: str) -> Rows:
    """`improvement` is what the direction means for the metric, where the registry of metrics knows it."""
    better = {entry["id"]: entry["higher_is_better"] for entry in _entries("metrics")}
    rows = held.read(table, *_named(table, "metric_id", "direction", "improvement"))
    for row in rows.filter(pc.is_valid(rows["improvement"])).to_pylist():
        higher = better.get(row["metric_id"])
        if higher is not None and row["improvement"] != ((row["direction"] == "increase") == higher):
            yield row | {"higher_is_better": higher}


@check
def host_of_url(held: Release, table: str) -> Rows:
    """`host` is the host of `url`, without www."""
    rows = held.read(table, *_named(table, "url", "host"))
    for index, (url, host) in enumerate(zip(rows["url"].to_pylist(), rows["host"].to_pylist(), strict=True)):
        if _host(url) != host:
            yield rows.slice(index, 1).to_pylist()[0]


# Derived tables


@check
def facts_are_there(held: Release, table: str) -> Rows:
    """Every row names facts, and each of them is in one of the tables of facts."""
    rows = held.read(table, *_named(table, "fact_ids"))
    named = rows["fact_ids"].combine_chunks()
    missing = pc.unique(named.flatten())
    for facts in tables.FACT_TABLES:
        missing = missing.filter(pc.invert(pc.is_in(missing, held.read(facts.name, "fact_id")["fact_id"])))
    strange = pc.list_parent_indices(named).filter(pc.is_in(named.flatten(), missing))
    none = pc.indices_nonzero(pc.equal(pc.list_value_length(named), 0)).cast(strange.type)
    yield from rows.take(pc.unique(pa.concat_arrays([strange, none]))).to_pylist()


@check
def improvement_is_better(held: Release, table: str) -> Rows:
    """The direction of every row is the better one of its metric."""
    rows = held.read(table, *_named(table, "metric_id", "direction", "higher_is_better"))
    rises = pc.equal(rows["direction"].cast(pa.string()), "increase")
    yield from rows.filter(pc.not_equal(rises, rows["higher_is_better"])).to_pylist()


@check
def ranks_follow(held: Release, table: str) -> Rows:
    """In a group of rows that are ranked together, a better value has the smaller rank, and the best one rank 1."""
    group = ["benchmark_id", "metric_id", "variant", "unit"]
    rows = held.read(table, *_named(table, *group, "value", "rank", "higher_is_better"))
    rows = rows.filter(pc.is_valid(rows["rank"]))
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows.to_pylist():
        groups.setdefault(tuple(row[name] for name in group), []).append(row)
    for members in groups.values():
        members.sort(key=lambda row: row["value"], reverse=members[0]["higher_is_better"])
        last = 1
        for number, row in enumerate(members):
            first = number == 0 and row["rank"] != 1
            if first or row["rank"] < last:
                yield row
            last = row["rank"]


# Papers and records


@check
def claims_have_receipts(held: Release, table: str) -> Rows:
    """claims_sota is true exactly where sota_claims has a row."""
    rows = held.read(table, "paper_id", "claims_sota")
    claimed = pc.is_in(rows["paper_id"], held.read("sota_claims", "paper_id")["paper_id"])
    yield from rows.filter(pc.not_equal(claimed, rows["claims_sota"])).to_pylist()


@check
def sources_are_inputs(held: Release, table: str) -> Rows:
    """Every paper names dumps, and each is an input of the manifest."""
    inputs = pa.array([given["name"] for given in held.manifest["inputs"]], pa.string())
    rows = held.read(table, "paper_id", "sources")
    sources = rows["sources"].combine_chunks()
    strange = pc.list_parent_indices(sources).filter(pc.invert(pc.is_in(sources.flatten(), inputs)))
    none = pc.indices_nonzero(pc.equal(pc.list_value_length(sources), 0)).cast(strange.type)
    yield from rows.take(pc.unique(pa.concat_arrays([strange, none]))).to_pylist()


@check
def papers_add_up(held: Release, table: str) -> Rows:
    """Papers, merged and rejected records are as many as the records of all dumps."""
    counted = held.read("dump_records", "status")["status"].cast(pa.string()).value_counts()
    statuses = Counter({row["values"]: row["counts"] for row in counted.to_pylist()})
    papers = held.rows(table)
    records = sum(given["records"] for given in held.manifest["inputs"])
    if papers + statuses["merged"] + statuses["rejected"] != records:
        known = {"merged": statuses["merged"], "rejected": statuses["rejected"]}
        yield {"papers": papers, **known, "records of the manifest": records}


@check
def records_add_up(held: Release, table: str) -> Rows:
    """The papers, merged and rejected records of every dump are as many as the manifest says."""
    rows = held.read(table, "dump", "status")
    rows = rows.filter(pc.not_equal(rows["status"].cast(pa.string()), "boilerplate"))
    found = Counter({row["values"]: row["counts"] for row in rows["dump"].value_counts().to_pylist()})
    told = {given["name"]: given["records"] for given in held.manifest["inputs"]}
    for dump in sorted(found.keys() | told.keys(), key=str):
        if found[dump] != told.get(dump, 0):
            yield {"dump": dump, "records": found[dump], "records of the manifest": told.get(dump)}


@check
def lines_follow(held: Release, table: str) -> Rows:
    """A record starts on the line after its forerunner's last, the first one on line 1.

    Several records may share one line that holds nothing else (JSON without line breaks).
    """
    rows = held.read(table, "dump", "record", "first_line", "last_line")
    rows = rows.sort_by([("dump", "ascending"), ("record", "ascending")])
    dump, started, ended = None, 0, 0
    for name, record, first, last in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        if name != dump:
            dump, started, ended = name, 0, 0
        shared = first == ended == started
        if first is None or last is None or (first != ended + 1 and not (shared and first)):
            yield {"dump": dump, "record": record, "first_line": first, "former record ended": ended}
        started, ended = first or started, last or ended


# Overrides


@check
def overrides_hold(held: Release, table: str) -> Rows:
    """What was set is so in its table, what was removed is not there, and no other row says that it was corrected."""
    told = held.read(table, "line", "id", "table", "field", "value", "status").to_pylist()
    given = {(row["table"], row["id"], row["field"]): row for row in told if row["status"] == "applied"}
    for name in (tables.PAPERS, *tables.FACT_TABLES):
        (key,) = name.key
        mine = {(row, field): entry for (of, row, field), entry in given.items() if of == name.name}
        corrected = pc.field("overridden").is_valid() if name is tables.PAPERS else pc.field("rule") == tables.OVERRIDE
        where = corrected | pc.field(key).isin(pa.array([row for row, _ in mine], pa.string()))
        columns = [column for column in name.schema.names if column in {key, *(field for _, field in mine)}]
        rows = {row[key]: row for row in held.read(name.name, *columns, where=where).to_pylist()}
        for (row, field), entry in mine.items():
            there = rows.get(row)
            if field == overrides.REMOVE and there is not None:
                yield entry | {"problem": f"{row} is in {name.name}"}
            elif field != overrides.REMOVE and there is None:
                yield entry | {"problem": f"{row} is not in {name.name}"}
            elif there is not None and (now := overrides.written(there.get(field))) != entry["value"]:
                yield entry | {"problem": f"{name.name}.{field} is {now}"}
        for row in rows.keys() - {row for row, _ in mine}:
            yield {"table": name.name, "id": row, "problem": "says that it was corrected, and no override did it"}


@check
def none_gone(held: Release, table: str) -> Rows:
    """Every override is about a fact or paper that is there."""
    rows = held.read(table, "line", "id", "field", "reason", "status")
    yield from rows.filter(pc.equal(rows["status"].cast(pa.string()), "gone")).to_pylist()


# The release


@check
def files_are_whole(held: Release, table: str) -> Rows:
    """Every file that the manifest names is there, with the bytes that were sealed."""
    for name, file in held.manifest["files"].items():
        path = held.folder / name
        if not path.is_file():
            yield {"file": name, "problem": "missing"}
        elif path.stat().st_size != file["bytes"]:
            yield {"file": name, "problem": f"has {path.stat().st_size} bytes, not {file['bytes']}"}
        elif release.sha256(path) != file["sha256"]:
            yield {"file": name, "problem": "has other bytes than were sealed (sha256)"}


@check
def files_are_named(held: Release, table: str) -> Rows:
    """The manifest names every file of the folder."""
    named = {"manifest.json", "changes.parquet", "report.json", "report.txt", *held.manifest["files"]}
    for path in sorted(held.folder.iterdir()):
        if path.name not in named:
            yield {"file": path.name, "problem": "not in the manifest"}


@check
def tables_are_counted(held: Release, table: str) -> Rows:
    """Every table has as many rows as the manifest says."""
    for name in tables.TABLES:
        told = held.manifest["tables"].get(name, {}).get("rows")
        if name not in held.broken and held.rows(name) != told:
            yield {"table": name, "rows": held.rows(name), "rows of the manifest": told}


@check
def papers_are_read(held: Release, table: str, share: float = 0) -> Rows:
    """No rule failed on the abstracts of more than this share of all papers, which are left without facts then."""
    unread = held.manifest.get("unread", {})
    if len(unread) > share * held.rows(tables.PAPERS.name):
        yield from ({"paper_id": paper, "problem": error} for paper, error in unread.items())


@check
def accuracy_kept(held: Release, table: str) -> Rows:
    """No table is less right than in the former release, where both were scored against the same facts of gold."""
    if held.former is None:
        return
    before = release.read_manifest(held.former).get("accuracy", {})
    for name, now in held.manifest.get("accuracy", {}).items():
        then = before.get(name, {})
        if then.get("gold") == now["gold"]:
            for measure in ("f1", "full_f1"):
                if now[measure] < then[measure]:
                    yield {"table": name, "measure": measure, "now": now[measure], "before": then[measure]}


def _misplaced(held: Release, table: str, here: pc.Expression, abstracts: Mapping[str, str]) -> Rows:
    """The facts of some papers whose text is not abstract[start:end], or whose sentence is not in the abstract."""
    offsets = ("start", "end", "sentence_start", "sentence_end")
    facts = held.read(table, *_named(table), "text", *offsets, where=here & pc.field("start").is_valid())
    columns = (facts[name].to_pylist() for name in ("paper_id", "text", *offsets))
    for index, (paper, text, start, end, first, last) in enumerate(zip(*columns, strict=True)):
        abstract = abstracts.get(paper)
        if abstract is None:
            continue  # of a paper that is elsewhere, or nowhere, as references_hold says
        if start < 0 or abstract[start:end] != text or first is None or first < 0 or (last or 0) > len(abstract):
            row = facts.slice(index, 1).to_pylist()[0]
            yield {**row, "abstract[start:end]": abstract[start:end] if start >= 0 else None}


def _named(table: str, *columns: str) -> tuple[str, ...]:
    """The columns that name a row, and some more, each once."""
    return tuple(dict.fromkeys((*key_columns(table), *columns)))


def _repeated(rows: pa.Table) -> Rows:
    """The rows that are there more than once, each once, with their number."""
    names = rows.column_names
    plain = [pc.binary_join(c, " ") if pa.types.is_list(c.type) else c for c in rows.columns]
    plain = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in plain]
    counted = pa.table(plain, names).group_by(names).aggregate([([], "count_all")])
    counted = counted.filter(pc.greater(counted["count_all"], 1)).rename_columns({"count_all": "times"})
    yield from counted.to_pylist()


def _host(url: str | None) -> str | None:
    return _host_of_start("/".join((url or "").split("/", 3)[:3]))


@lru_cache(maxsize=1 << 10)
def _host_of_start(url: str) -> str | None:
    """The host of an address that was cut before its path, without www: most addresses begin like others."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host and host.removeprefix("www.")


@cache
def _entries(registry: str) -> list[dict[str, Any]]:
    path = Path(rules.__file__).parent / "data" / f"{registry}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _registry(registry: str) -> list[str]:
    return [entry["id"] for entry in _entries(registry)]
