"""All abstracts in, all facts out: in worker processes, in order, and only what was not done before.

An abstract on which a rule fails does not stop the others: its paper is left without facts, and is named.

What belongs here: cutting work into batches, and facts kept from a former run. What does not: how facts are found
(extract.py), processes (workers.py) and what runs when (assets/).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import release, tables
from pipeline.extract import INPUT, extract, rules_version
from pipeline.workers import Workers

# Abstracts in a batch: enough that sending it costs nothing beside its work, few enough for a fine
# progress bar and little memory.
BATCH = 512
# What the facts in a folder were made from: for each paper a digest of its text and the rules.
KEYS = "keys.parquet"
KEYS_SCHEMA = pa.schema([("paper_id", pa.string()), ("key", pa.binary(16))])
# The papers that were left without facts, because a rule failed on them: by paper_id the error.
UNREAD = "unread.json"
# Libraries that find facts: another version may find others.
ENGINES = ("google-re2", "regex", "ahocorasick-rs")

Facts = dict[str, pa.Table]


class Progress(NamedTuple):
    """How far extraction is: papers done, and how many of them had their facts from the former run."""

    done: int
    reused: int


class Found(NamedTuple):
    """The facts of a batch, and the papers that have none because a rule failed on them: by paper_id the error."""

    facts: Facts
    unread: dict[str, str]


def extract_all(
    texts: Path,
    folder: Path,
    former: Path | None = None,
    workers: Workers | None = None,
    part: Sequence[int] | None = None,
) -> Iterator[Progress]:
    """Extracts the facts of all papers; yields its progress after each batch, and is complete at the end.

    Takes a Parquet file with the columns of `extract.INPUT` sorted by paper_id, an empty folder that gets
    `<table>.parquet` for each fact table, the keys for the next run and UNREAD, a folder that was filled so
    before, the processes that help, if any, and the row groups to read, in order, where only a part is wanted.
    The facts are the same whatever `former` and `workers` are.
    """
    papers = pq.read_metadata(texts)
    workers = workers or Workers()
    known = _Former(former, _first(papers, part))
    done = reused = 0
    failed: dict[str, str] = {}
    with ExitStack() as stack:
        writers = [stack.enter_context(release.Writer(folder, table)) for table in tables.FACT_TABLES]
        keys = stack.enter_context(pq.ParquetWriter(folder / KEYS, KEYS_SCHEMA))
        # A few batches are under way while the writers wait for the first of them.
        waiting: deque[_Batch] = deque()
        batches = release.batches(texts, BATCH, INPUT.names, part)
        while True:
            while len(waiting) < 2 * workers.count and (batch := next(batches, None)) is not None:
                waiting.append(known.split(pa.Table.from_batches([batch]).select(INPUT.names), workers))
            if not waiting:
                break
            first = waiting.popleft()
            fresh = first.fresh()
            for writer in writers:
                name = writer.table.name
                writer.write(_join(writer.table, first.kept[name], fresh.facts[name]))
            # What could not be read has no key: the next run tries again.
            keys.write_table(_without(first.keys, fresh.unread))
            failed |= fresh.unread
            done += first.keys.num_rows
            reused += first.reused
            yield Progress(done, reused)
    tell_unread(folder, failed)


def processes(wanted: int, papers: int) -> int:
    """How many of the `wanted` processes have something to do for so many papers."""
    return min(wanted, -(-papers // BATCH))


def tell_unread(folder: Path, papers: dict[str, str]) -> None:
    """Writes the file UNREAD: by paper_id the error that was met."""
    (folder / UNREAD).write_bytes(orjson.dumps(papers))


def unread(folder: Path) -> dict[str, str]:
    """What the file UNREAD of a folder says: by paper_id the error that was met. Empty where there is no such file."""
    path = folder / UNREAD
    told: dict[str, str] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return told


@dataclass(frozen=True)
class _Batch:
    """A batch under way: its keys, the facts kept for it from the former run, and those to come."""

    keys: pa.Table
    kept: Facts
    reused: int
    fresh: Callable[[], Found]


class _Former:
    """The facts of a former run, read along with the papers, both sorted by paper_id, from the paper `first` on."""

    def __init__(self, folder: Path | None, first: str) -> None:
        if folder and not all(_has_columns_of(table, folder) for table in tables.FACT_TABLES):
            folder = None  # made by another version: nothing of it is known
        self._keys = Cursor(folder and folder / KEYS, KEYS_SCHEMA, first)
        self._facts = {
            table.name: Cursor(folder and folder / f"{table.name}.parquet", table.schema, first)
            for table in tables.FACT_TABLES
        }

    def split(self, texts: pa.Table, workers: Workers) -> _Batch:
        """Cuts a batch into papers whose facts are known and others, and starts the work on the others."""
        last = texts["paper_id"][-1].as_py()
        keys = pa.Table.from_arrays([texts["paper_id"], _keys(texts)], schema=KEYS_SCHEMA)
        before = dict(_pairs(self._keys.upto(last)))
        same = pa.array([before.get(paper) == key for paper, key in _pairs(keys)], pa.bool_())
        known = texts["paper_id"].filter(same).combine_chunks()
        kept = {}
        for name, cursor in self._facts.items():
            facts = cursor.upto(last)
            kept[name] = facts.filter(pc.is_in(facts["paper_id"], value_set=known))
        others = texts.filter(pc.invert(same))
        # Where there is nothing to do, no process need be started for it.
        fresh = workers.start(_extract, others) if others.num_rows else partial(_extract, others)
        return _Batch(keys, kept, len(known), fresh)


def _has_columns_of(table: tables.Table, folder: Path) -> bool:
    """Whether the file of a table in a folder, if there is one, has the columns that the registry names now."""
    path = folder / f"{table.name}.parquet"
    return not path.is_file() or bool(pq.read_schema(path).equals(table.schema))


class Cursor:
    """Reads a Parquet file that is sorted by paper_id, forward only; no file is an empty one.

    Row groups that end before the paper `first` are passed over.
    """

    def __init__(self, path: Path | None, schema: pa.Schema, first: str = "") -> None:
        self._rest = schema.empty_table()
        self._batches: Iterator[pa.RecordBatch] = iter(())
        if path and path.is_file():
            file = pq.read_metadata(path)
            place = file.schema.names.index("paper_id")
            groups = [
                number
                for number in range(file.num_row_groups)
                if not first or file.row_group(number).column(place).statistics.max >= first
            ]
            self._batches = release.batches(path, BATCH, groups=groups)

    def upto(self, paper_id: str) -> pa.Table:
        """The rows not yet given whose paper_id is at most `paper_id`."""
        given = []
        while True:
            here = pc.sum(pc.less_equal(self._rest["paper_id"], paper_id)).as_py() or 0
            given.append(self._rest.slice(0, here))
            self._rest = self._rest.slice(here)
            if self._rest.num_rows or (batch := next(self._batches, None)) is None:
                return pa.concat_tables(given)
            self._rest = pa.Table.from_batches([batch]).cast(self._rest.schema)


def _first(papers: pq.FileMetaData, part: Sequence[int] | None) -> str:
    """The first paper of some row groups; "" where all are meant."""
    if not part:
        return ""
    place = papers.schema.names.index("paper_id")
    return str(papers.row_group(part[0]).column(place).statistics.min)


def _pairs(keys: pa.Table) -> Iterator[tuple[str, bytes]]:
    return zip(keys["paper_id"].to_pylist(), keys["key"].to_pylist(), strict=True)


@cache
def versions() -> bytes:
    """What facts depend on besides the text: rules, and the libraries that find them."""
    names = [rules_version(), *(f"{name} {version(name)}" for name in ENGINES)]
    return blake2b("\n".join(names).encode()).digest()


def _keys(texts: pa.Table) -> pa.Array:
    """A digest of text and rules for each paper."""
    rows = zip(*(texts[name].to_pylist() for name in INPUT.names if name != "paper_id"), strict=True)
    return pa.array([blake2b(orjson.dumps(row), digest_size=16, key=versions()).digest() for row in rows])


def _join(table: tables.Table, kept: pa.Table, fresh: pa.Table) -> pa.Table:
    """Kept and fresh rows of a batch in the published order."""
    if not kept.num_rows or not fresh.num_rows:
        return kept if kept.num_rows else fresh
    return table.sort(pa.concat_tables([kept, fresh]).unify_dictionaries())


def _extract(texts: pa.Table) -> Found:
    """The facts of a batch. Where a rule fails, papers are tried one by one, and those it fails on are left out."""
    try:
        return Found(extract(texts), {})
    except tables.Unfilled:
        raise
    except Exception:
        errors = {paper: _error(texts.slice(row, 1)) for row, paper in enumerate(texts["paper_id"].to_pylist())}
        unread = {paper: error for paper, error in errors.items() if error}
        return Found(extract(_without(texts, unread)), unread)


def _error(paper: pa.Table) -> str:
    """The error that is met when a paper is read; "" where there is none."""
    try:
        extract(paper)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _without(rows: pa.Table, papers: Iterable[str]) -> pa.Table:
    """The rows that belong to other papers."""
    return rows.filter(pc.invert(pc.is_in(rows["paper_id"], value_set=pa.array(papers, pa.string()))))
