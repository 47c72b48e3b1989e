"""The asset `dumps`: each dump is a partition, which is read once and kept on a shelf.

What becomes of the records is in papers.py.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import dagster as dg

from assets import catalog
from assets.partitions import DUMPS, key
from assets.resources import POOL, Source, Target, log
from assets.retries import retried
from pipeline import dumps as readers
from pipeline import papers, release, tables
from pipeline.dumps import DumpError, Record

NOTE = "dump.json"
STATUSES = ("paper", "rejected", "boilerplate")
PREVIEW = ["title", "abstract", "published", "author_count", "organization", "arxiv_id", "links"]
# What a record says of a paper.
COLUMNS = dg.TableSchema(
    [
        *(column for column in catalog.column_schema(tables.PAPERS).columns if column.name in Record.__slots__),
        dg.TableColumn("comment", "string", "The comment field of arXiv."),
        dg.TableColumn("links", "list<string>", "Addresses that the dump gives beside the text."),
    ]
)


@dataclass(frozen=True)
class Shelf:
    """A dump that was read: what it was, how it was read, and the number of its records of each status."""

    dump: release.Input
    statuses: Mapping[str, int]
    modified: int
    listing_year: int | None
    readers: str
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> "Shelf":
        """The shelf in a folder. Raises OSError where there is none."""
        told = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        return cls(**{**told, "dump": release.Input(**told["dump"])})

    def write(self, folder: Path) -> None:
        note = folder / f"{NOTE}.new"
        note.write_text(json.dumps(asdict(self)), encoding="utf-8")
        note.replace(folder / NOTE)  # a run that dies here leaves the former one whole

    @property
    def key(self) -> str:
        """Names what is on the shelf: it changes with the dump, and with how dumps are read."""
        return catalog.digest(self.dump.sha256, self.listing_year, self.readers, self.columns)

    def is_of(self, path: Path) -> bool:
        """Whether the file is as it was when it was read, as far as its size and time tell."""
        state = path.stat()
        return (self.dump.bytes, self.modified) == (state.st_size, state.st_mtime_ns)


class Unreadable(dg.Failure):
    """Dumps that cannot be read. The others of the same run were."""

    def __init__(self, refusals: Mapping[str, DumpError]) -> None:
        self.refusals = refusals
        named = "; ".join(str(refusal).removesuffix(".") for refusal in refusals.values())
        super().__init__(
            f"{named}. Put a whole file in its place (or take it away), and materialise the partition again. "
            "Releases go on without it, or with what it held when it could be read.",
            metadata={name: refusal.message for name, refusal in refusals.items()},
        )


@dg.asset(
    partitions_def=DUMPS,
    # Reading is quick and a process is not: one run reads all dumps that it is asked for.
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="papers",
    kinds={"arrow"},
    pool=POOL,
    code_version=papers.shelf_version(),
    # A run of several dumps says of each by itself how it went, and gives no output for all of them.
    output_required=False,
    metadata={"dagster/column_schema": COLUMNS},
    description="Dumps, a partition each, read as records: what a listing says of papers, and what else stands in it. "
    "A dump that has not changed is not read again.",
)
def dumps(context: dg.AssetExecutionContext, source: Source, target: Target) -> Iterator[dg.MaterializeResult]:
    there = {key(name): (name, path) for name, path in source.find()}
    refusals: dict[str, DumpError] = {}
    alone = len(context.partition_keys) == 1
    for partition in context.partition_keys:
        name, path = there.get(partition, (partition, None))
        try:
            if path is None:
                raise DumpError(name, f"is not (or no longer) among the dumps in {', '.join(source.paths)}")
            shelf, is_new = shelved(name, path, source, target)
        except DumpError as refusal:
            refusals[name] = refusal
            if not source.keep_lost:
                target.forget(target.shelf(name))
            continue
        counts = ", ".join(f"{shelf.statuses.get(status, 0):,} {status}" for status in STATUSES)
        log.info("dumps: %s: %s%s", name, counts, "" if is_new else " (known from before)")
        metadata = told(shelf, target)
        if alone:
            yield dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(shelf.key))
        else:
            # Said of each by itself: one that cannot be read leaves the others as they are.
            tags = {"dagster/data_version": shelf.key, "dagster/code_version": shelf.readers}
            context.log_event(dg.AssetMaterialization("dumps", partition=partition, metadata=metadata, tags=tags))
    if refusals:
        with retried():
            raise Unreadable(refusals) from next(iter(refusals.values()))


def shelved(name: str, path: Path, source: Source, target: Target) -> tuple[Shelf, bool]:
    """The shelf of a dump, and whether it had to be read for it. Raises DumpError where it cannot be read."""
    step = target.shelf(name)
    try:
        given = release.Input.of(name, path, 0)
        modified = path.stat().st_mtime_ns
    except OSError as error:
        raise DumpError(path, f"cannot be opened: {error.strerror or error}") from error
    try:
        known = Shelf.read(target.made(step))
        if known.key == catalog.digest(given.sha256, source.listing_year, papers.shelf_version(), source.columns):
            if known.modified != modified:  # copied or touched: of later changes its time tells
                known = replace(known, modified=modified)
                known.write(target.made(step))
            return known, False
    except OSError:
        pass
    with target.making(step) as folder:
        found = readers.read(path, name=name, listing_year=source.listing_year, columns=source.columns)
        counts = papers.shelve(found, folder)
        records = counts["paper"] + counts["rejected"]
        given = release.Input(name, given.sha256, given.bytes, records)
        shelf = Shelf(given, dict(counts), modified, source.listing_year, papers.shelf_version(), source.columns)
        if not shelf.is_of(path):
            raise DumpError(path, "has changed while it was read") from TimeoutError("until it stays as it is")
        shelf.write(folder)
    return shelf, True


def told(shelf: Shelf, target: Target) -> dict[str, Any]:
    """What the page shows of a dump that was read."""
    preview = papers.first_papers(target.made(target.shelf(shelf.dump.name)), catalog.PREVIEW_ROWS)
    return {
        "dagster/row_count": sum(shelf.statuses.values()),
        **{f"records: {status}": shelf.statuses.get(status, 0) for status in STATUSES},
        "bytes": shelf.dump.bytes,
        "sha256": shelf.dump.sha256,
        "preview": dg.MetadataValue.md(catalog.markdown(PREVIEW, preview)),
    }
