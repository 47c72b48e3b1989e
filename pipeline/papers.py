"""From records to papers: identity, merging, and the accounting of every record.

The records of a dump are shelved once, and the shelves of all dumps are merged as often as one of them is new.
On a shelf records lie by the first digits of their paper's id, so that merging needs the memory of a few
shards, however large the dumps are. What does not belong here: how a dump is read (dumps/), what an abstract
says (rules/), how a table is stored (release.py).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import extract, tables
from pipeline.dumps.record import Record, fold

# Libraries that read dumps: another version may read them otherwise.
READERS = ("bibtexparser", "ftfy", "lxml", "orjson", "pyarrow")
# Files of a shelf: papers in batches by shard, other records, and how many there are of each.
PAPERS = "papers.arrow"
OTHERS = "others.arrow"
COUNTS = "shelf.json"
LEDGER = "ledger"
# Records that are shelved at a time, papers that are merged at a time, records in a file of the ledger.
SHELVE_ROWS = 4096
MERGE_ROWS = 4096
LEDGER_ROWS = 1 << 18
# Repeats of a record are looked for among this many records before it.
REPEATS_AMONG = 1 << 16

_TEXTS = pa.list_(pa.string())
# Where a record stands: in `order` of reading its shelf (of all shelves, once they are merged), and in its dump.
_PLACE = [
    ("order", pa.int64()),
    ("dump", pa.string()),
    ("record", pa.int64()),
    ("first_line", pa.int64()),
    ("last_line", pa.int64()),
]
_CONTENT = {
    "title": pa.string(),
    "abstract": pa.string(),
    "arxiv_id": pa.string(),
    "published": pa.date32(),
    "year_inferred": pa.bool_(),
    "author_count": pa.int32(),
    "authors": _TEXTS,
    "organization": pa.string(),
    "organization_slug": pa.string(),
    "categories": _TEXTS,
    "upvotes": pa.int32(),
    "comments": pa.int32(),
    "comment": pa.string(),
    "links": _TEXTS,
}
_SHELVED = pa.schema([("paper_id", pa.string()), *_PLACE, ("reason", pa.string()), *_CONTENT.items()])
_place = attrgetter("dump", "number", "first_line", "last_line", "reason")
_content = attrgetter(*_CONTENT)
_LEDGER = pa.schema(
    [
        *_PLACE,
        ("status", pa.string()),
        ("paper_id", pa.string()),
        ("reason", pa.string()),
        ("text", pa.string()),
    ]
)
# What belongs together is taken from one record: a count of authors never stands beside another's names.
_TOGETHER = (
    ("arxiv_id",),
    ("published", "year_inferred"),
    ("authors", "author_count"),
    ("organization", "organization_slug"),
    ("categories",),
    ("upvotes",),
    ("comments",),
    ("comment",),
)


class Merged(NamedTuple):
    """Some papers and what extraction reads of them, both sorted by paper_id.

    `papers` has the schema of tables.PAPERS (claims_sota is false until facts are known, nothing is overridden),
    `texts` that of extract.INPUT.
    """

    papers: pa.Table
    texts: pa.Table


def paper_id(title: str) -> str:
    """Identity of a paper: 20 hexadecimal digits of its title folded to letters and digits."""
    return blake2b(fold(title).encode()).hexdigest()[:20]


@cache
def shelf_version() -> str:
    """Names what a shelf depends on besides its dump: the code that reads and shelves, and its libraries."""
    folder = Path(__file__).parent
    digest = blake2b(digest_size=8)
    for path in sorted([Path(__file__), *(folder / "dumps").glob("*.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    for name in READERS:
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()


def first_papers(shelf: Path, rows: int) -> list[dict[str, Any]]:
    """Some papers of a shelf as they stand in the dump, those that were read first."""
    with pa.OSFile(str(shelf / PAPERS)) as file, pa.ipc.open_file(file) as batches:
        # The first batches hold the first records that were shelved at a time, by shard.
        count = min(batches.num_record_batches, 256)
        table = pa.Table.from_batches([batches.get_batch(number) for number in range(count)], _SHELVED)
    return table.sort_by("order").slice(0, rows).select(list(_CONTENT)).to_pylist()


def shelve(records: Iterable[Record], folder: Path) -> Counter[str]:
    """Streams records into files of the empty `folder`, a shelf for `merge`.

    The records come dump by dump, dumps in the order of their names. Gives the number of records of each
    status. Raises ValueError where a dump comes after one whose name sorts behind it.
    """
    counts: Counter[str] = Counter()
    shards: list[tuple[str, int]] = []
    stream = enumerate(records)
    seen: dict[int, int] = {}
    dump = ""
    with (
        pa.OSFile(str(folder / PAPERS), "wb") as file,
        pa.ipc.new_file(file, _SHELVED) as shelf,
        pa.OSFile(str(folder / OTHERS), "wb") as other_file,
        pa.ipc.new_stream(other_file, _LEDGER) as ledger,
    ):
        while batch := list(islice(stream, SHELVE_ROWS)):
            papers: list[tuple[Any, ...]] = []
            others = []
            for order, record in batch:
                if record.dump != dump or len(seen) > REPEATS_AMONG:
                    if record.dump < dump:
                        raise ValueError(f"the dump {record.dump!r} comes after {dump!r}")
                    dump = record.dump
                    seen.clear()
                if record.status != "paper" or record.title is None:
                    others.append(_entry(order, record, record.status, None, record.reason))
                    continue
                content = _content(record)
                paper = paper_id(record.title)
                first = seen.setdefault(hash(content), record.number)
                if first == record.number:
                    papers.append((paper, order, *_place(record), *content))
                else:
                    others.append(_entry(order, record, "merged", paper, f"the same as record {first}"))
            counts.update(record.status for _, record in batch)
            ledger.write_table(pa.Table.from_pylist(others, schema=_LEDGER))
            shards += _write_shards(shelf, papers)
    told = {"records": counts.total(), "shards": shards}
    (folder / COUNTS).write_text(json.dumps(told), encoding="utf-8")
    return counts


def merge(shelves: Sequence[Path], folder: Path) -> Iterator[Merged]:
    """The papers of all shelves, a few shards at a time, in the order of paper_id; `folder` gets the ledger.

    The shelves come in the order of the names of their dumps. Of several records of one paper the one with
    more metadata wins, what it lacks is taken from the others, and the ledger keeps where their abstracts differ.
    """
    shelved = []
    start = 0
    with _Files(folder / LEDGER, _LEDGER) as ledger:
        for path in shelves:
            shelf = _Shelf(path, start)
            shelved.append(shelf)
            start += shelf.records
            for others in shelf.others():
                _write_ledger(ledger, "read", others)
        pending: list[str] = []
        waiting = 0
        for shard in sorted({shard for shelf in shelved for shard in shelf.batches}):
            pending.append(shard)
            waiting += sum(shelf.rows[shard] for shelf in shelved)
            if waiting >= MERGE_ROWS:
                yield _merge(pa.concat_tables(shelf.papers(pending) for shelf in shelved), ledger)
                pending, waiting = [], 0
        if pending:
            yield _merge(pa.concat_tables(shelf.papers(pending) for shelf in shelved), ledger)


def dump_records(folder: Path) -> Iterator[pa.Table]:
    """After `merge`: what became of every record, in tables of tables.DUMP_RECORDS.schema, sorted by key."""
    schema = tables.DUMP_RECORDS.schema
    paths = sorted((folder / LEDGER).iterdir())
    for _, parts in groupby(paths, lambda path: path.name.split("-")[0]):
        ledger = pa.concat_tables([_read(path) for path in parts]).sort_by("order")
        yield ledger.select(schema.names).cast(schema)


class _Shelf:
    """A shelf to read from. `start` is the number of records on the shelves before it."""

    def __init__(self, folder: Path, start: int) -> None:
        told = json.loads((folder / COUNTS).read_text(encoding="utf-8"))
        self.records: int = told["records"]
        self.batches: defaultdict[str, list[int]] = defaultdict(list)
        self.rows: Counter[str] = Counter()
        for number, (shard, rows) in enumerate(told["shards"]):
            self.batches[shard].append(number)
            self.rows[shard] += rows
        self._folder = folder
        self._start = start

    def papers(self, shards: Sequence[str]) -> pa.Table:
        """The records of some shards, of the schema _SHELVED. The file is open only for that: shelves can be many."""
        numbers = [number for shard in shards for number in self.batches.get(shard, ())]
        with pa.OSFile(str(self._folder / PAPERS)) as file, pa.ipc.open_file(file) as shelf:
            batches = [shelf.get_batch(number) for number in numbers]
        return self._placed(pa.Table.from_batches(batches, _SHELVED))

    def others(self) -> Iterator[pa.Table]:
        """What else stands in the dump, in tables of the schema _LEDGER."""
        with pa.OSFile(str(self._folder / OTHERS)) as file, pa.ipc.open_stream(file) as stream:
            for batch in stream:
                yield self._placed(pa.Table.from_batches([batch]))

    def _placed(self, table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index("order")
        return table.set_column(place, table.field(place), pc.add(table["order"], self._start))


class _Files:
    """Arrow streams in a folder, by name, opened when the first rows come."""

    def __init__(self, folder: Path, schema: pa.Schema) -> None:
        self._folder = folder
        self._schema = schema
        self._writers: dict[str, tuple[pa.NativeFile, pa.ipc.RecordBatchStreamWriter]] = {}

    def __enter__(self) -> _Files:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for file, writer in self._writers.values():
            writer.close()
            file.close()

    def write(self, name: str, rows: pa.Table) -> None:
        if name not in self._writers:
            file = pa.OSFile(str(self._folder / name), "wb")
            self._writers[name] = file, pa.ipc.new_stream(file, self._schema)
        self._writers[name][1].write_table(rows)


def _read(path: Path) -> pa.Table:
    with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
        return stream.read_all()


def _entry(order: int, record: Record, status: str, paper: str | None, reason: str | None) -> dict[str, Any]:
    return {
        "order": order,
        "dump": record.dump,
        "record": record.number,
        "first_line": record.first_line,
        "last_line": record.last_line,
        "status": status,
        "paper_id": paper,
        "reason": reason,
        "text": record.text,
    }


def _write_shards(shelf: pa.ipc.RecordBatchFileWriter, rows: list[tuple[Any, ...]]) -> Iterator[tuple[str, int]]:
    """Writes tuples of the schema _SHELVED, sorted by paper_id, a batch a shard; tells the rows of each."""
    if not rows:
        return
    rows.sort(key=itemgetter(0))
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, _SHELVED.types, strict=True)]
    batch = pa.record_batch(arrays, schema=_SHELVED)
    start = 0
    for shard, members in groupby(rows, lambda row: row[0][:2]):
        count = sum(1 for _ in members)
        shelf.write_batch(batch.slice(start, count))
        yield shard, count
        start += count


def _write_ledger(ledger: _Files, step: str, rows: pa.Table) -> None:
    files = rows["order"].to_numpy() // LEDGER_ROWS
    for file in np.unique(files):
        ledger.write(f"{file:06d}-{step}", rows.filter(pa.array(files == file)))


def _merge(shelved: pa.Table, ledger: _Files) -> Merged:
    shelved = shelved.sort_by([("paper_id", "ascending"), ("order", "ascending")])
    ids = shelved["paper_id"].to_numpy()
    same_as_next = ids[:-1] == ids[1:]
    repeated = np.append(same_as_next, False) | np.insert(same_as_next, 0, False)
    papers = _alone(shelved.filter(pa.array(~repeated)), ledger)
    if repeated.any():
        rows = shelved.filter(pa.array(repeated)).to_pylist()
        groups = [list(group) for _, group in groupby(rows, itemgetter("paper_id"))]
        together = [_merge_records(group) for group in groups]
        entries = [entry for _, merged in together for entry in merged]
        _write_ledger(ledger, "merged", pa.Table.from_pylist(entries, schema=_LEDGER))
        merged = pa.Table.from_pylist([paper for paper, _ in together], schema=papers.schema)
        papers = pa.concat_tables([papers, merged]).sort_by("paper_id")
    texts = papers.select(["paper_id", "abstract", "comment", "links"]).rename_columns(extract.INPUT.names)
    papers = papers.append_column("claims_sota", pa.repeat(False, papers.num_rows))
    papers = papers.append_column("overridden", pa.nulls(papers.num_rows, _TEXTS))
    for name in tables.PAPERS.schema.names:
        if name not in papers.column_names:
            raise tables.Unfilled(
                f"table papers: nothing fills the column {name}: add it to Record (pipeline/dumps/record.py) and to "
                "_CONTENT of pipeline/papers.py (docs/changing.md, A column)"
            )
    return Merged(papers.select(tables.PAPERS.schema.names).cast(tables.PAPERS.schema), texts.cast(extract.INPUT))


def _alone(shelved: pa.Table, ledger: _Files) -> pa.Table:
    """Papers of one record each: as they are, with `sources`."""
    count = shelved.num_rows
    entries = shelved.append_column("status", pa.repeat("paper", count))
    entries = entries.append_column("text", pa.nulls(count, pa.string()))
    _write_ledger(ledger, "merged", entries.select(_LEDGER.names))
    offsets = pa.array(np.arange(count + 1, dtype=np.int32))
    sources = pa.ListArray.from_arrays(offsets, shelved["dump"].combine_chunks())
    return shelved.select(["paper_id", *_CONTENT]).append_column("sources", pa.chunked_array([sources]))


def _merge_records(rows: list[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The paper of several records, and their entries in the ledger."""
    longest = max((row["abstract"] for row in rows), key=len)
    ranked = sorted(
        rows, key=lambda row: (_is_cut(row["abstract"], longest), -_metadata(row), -len(row["abstract"]), row["order"])
    )
    best = ranked[0]
    paper = dict(best)
    for names in _TOGETHER:
        holders = [row for row in ranked if row[names[0]] is not None]
        if names[0] == "published":
            # A year that is written beats one that was inferred.
            holders.sort(key=itemgetter("year_inferred"))
        elif names[0] == "authors":
            holders += [row for row in ranked if row["author_count"] is not None]
        if holders:
            paper.update({name: holders[0][name] for name in names})
    links = [link for row in ranked for link in row["links"] or ()]
    paper["links"] = list(dict.fromkeys(links)) or None
    paper["sources"] = sorted({row["dump"] for row in rows})
    entries = [{**best, "status": "paper"}]
    entries += [{**row, "status": "merged", "reason": _difference(row, best)} for row in ranked[1:]]
    return paper, entries


def _metadata(row: dict[str, Any]) -> int:
    """How much a record says beside title and abstract."""
    return sum(row[name] is not None for name in _CONTENT) - (row["published"] is not None and row["year_inferred"])


def _is_cut(abstract: str, longest: str) -> bool:
    """Whether an abstract is only the start of a longer copy."""
    start = abstract.removesuffix("…").removesuffix("...").rstrip()
    return len(abstract) < len(longest) and longest.startswith(start)


def _difference(row: dict[str, Any], best: dict[str, Any]) -> str:
    """Why a record was merged, with what its abstract has that the paper's has not."""
    reason = f"the same title as record {best['record']} of {best['dump']}"
    mine, kept = row["abstract"], best["abstract"]
    if mine != kept:
        start = _same_start(mine, kept)
        same = min(_same_start(mine[::-1], kept[::-1]), len(mine) - start, len(kept) - start)
        reason += (
            f"; the abstract differs from character {start}: {mine[start : len(mine) - same]!r}"
            f" instead of {_short(kept[start : len(kept) - same])!r}"
        )
    return f"{row['reason']}; {reason}" if row["reason"] else reason


def _same_start(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"
