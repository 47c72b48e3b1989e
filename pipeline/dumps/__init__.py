"""Reading dumps of paper listings: one module a layout, each recognised by content, never by name.

A layout is a module with NAME, `recognise(head: bytes) -> bool` and
`read(source: Source, listing_year: int | None) -> Iterator[Record]`, and stands in LAYOUTS.
What does not belong here: what becomes of records (papers.py), what abstracts say (rules/).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from pipeline.dumps import (
    arxiv_jsonl,
    arxiv_xml,
    bare,
    bibliography,
    full,
    html_listing,
    json_listing,
    page,
    paper_page,
    table,
)
from pipeline.dumps.record import (
    MAX_NAMES,
    MAX_REJECTED_TEXT,
    MAX_TEXT,
    TOO_LARGE,
    Damaged,
    DumpError,
    NotADump,
    OfNoLayout,
    Record,
)
from pipeline.dumps.source import Source, decode

__all__ = ["LAYOUTS", "DumpError", "NotADump", "OfNoLayout", "Record", "find", "layout", "others", "read"]

# In the order in which they are tried: the stricter before the more tolerant.
LAYOUTS: tuple[ModuleType, ...] = (
    arxiv_jsonl,
    json_listing,
    html_listing,
    arxiv_xml,
    bibliography,
    table,
    paper_page,
    page,
    full,
    bare,
)

MAX_RECORDS = 50_000_000


def find(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> list[tuple[str, Path]]:
    """The dumps at `paths`, as (name, path), sorted by name.

    Every file that is given is a dump; of the files below a folder those are whose content is of a known
    layout, and those that are damaged, which only reading will refuse: nobody shall miss them in silence
    (`others` tells of the rest). The name is the path below the folder given, or the name of the
    file; where two would have the same name, folders are put before it until they differ.
    Raises DumpError for a path that does not exist, for a file of another kind, and for a folder that holds no dump.
    """
    found: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            dumps = {file: name for name, file in _walk(path) if not _refusal(path, file, columns)}
            if not dumps:
                refusals = [refusal for _, refusal in others([path], columns)]
                seen = f": {refusals[0].message} ({refusals[0].path})" if refusals else ""
                raise DumpError(path, f"the folder holds no dump{seen}")
            found |= dumps
        elif path.exists():
            if refusal := _refusal(path.parent, path, columns):
                raise refusal
            found[path] = path.name
        else:
            raise DumpError(path, "does not exist")
    return sorted(_unique(found))


def others(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> list[tuple[str, NotADump]]:
    """The files below the folders among `paths` that `find` leaves out, being of another kind, with the reason."""
    left_out = []
    for folder in filter(Path.is_dir, paths):
        refusals = ((name, _refusal(folder, file, columns)) for name, file in _walk(folder))
        left_out += [(name, refusal) for name, refusal in refusals if refusal]
    return left_out


def layout(source: Source) -> ModuleType:
    """The layout of a dump. Raises NotADump where it is of none."""
    for module in LAYOUTS:
        if module.recognise(source.head):
            if module is table:
                table.require_columns(source)
            return module
    if source.columns and table.recognise_told(source.head, source.columns):
        return table
    if b"\0" in source.head:
        raise Damaged(source.path, "is no dump of paper listings but binary data")
    if hint := table.hint(source.head):
        raise NotADump(source.path, hint)
    looked_for = ", ".join(module.NAME for module in LAYOUTS)
    refusal = f"is of no known layout (looked for: {looked_for})"
    if source.cut:
        raise Damaged(source.path, f"{refusal}; {source.cut}")
    raise OfNoLayout(source.path, refusal)


def read(
    path: Path, *, name: str, listing_year: int | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Record]:
    """Streams the records of a dump; `name` is what it is called in the tables.

    `listing_year` is the year of dates that the listing writes without one; without it the year is inferred.
    `columns` tells which column of a table holds a field of a paper, where their names do not say so: keys of
    fields.COLUMNS to names of columns. Raises NotADump where the content is of no known layout, DumpError where it
    cannot be read.
    """
    source = Source(path, name, columns)
    held: Record | None = None
    for record in layout(source).read(source, listing_year):
        if record.number > MAX_RECORDS:
            raise DumpError(path, f"holds more than {MAX_RECORDS:,} records")
        if source.repaired and source.repaired[0] <= record.last_line:
            while source.repaired and source.repaired[0] <= record.last_line:
                source.repaired.popleft()
            record = replace(record, reason=record.reason or "bytes that are no UTF-8 were read as Windows-1252")
        if held:
            yield held
        held = _checked(record)
    if not held:
        raise DumpError(path, source.cut or "holds no records")
    if not source.cut:
        yield held
        return
    yield replace(held, reason=held.reason or "the dump is cut off after this record, which may be incomplete")
    line = held.last_line + 1
    text = decode(source.rest[:MAX_REJECTED_TEXT])
    yield Record(name, held.number + 1, line, line, "rejected", reason=source.cut, text=text)


def _checked(record: Record) -> Record:
    """The record, rejected where it is larger than a record of a paper may be."""
    texts = [text for text in (record.title, record.abstract, record.comment) if text]
    names = [*(record.authors or ()), *(record.links or ()), *(record.categories or ())]
    if record.status != "paper" or (sum(map(len, texts)) <= MAX_TEXT and len(names) <= MAX_NAMES):
        return record
    place = (record.dump, record.number, record.first_line, record.last_line)
    return Record(*place, "rejected", reason=TOO_LARGE, text="\n".join(texts)[:MAX_REJECTED_TEXT])


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder with their names, in a fixed order; hidden ones and symbolic links are left out."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def _refusal(folder: Path, file: Path, columns: Mapping[str, str] | None) -> NotADump | None:
    """Why a file is of another kind than dumps."""
    try:
        layout(Source(file, file.relative_to(folder).as_posix(), columns))
    except Damaged:
        return None
    except NotADump as error:
        return error
    except DumpError:
        return None
    return None


def _unique(found: dict[Path, str]) -> list[tuple[str, Path]]:
    """(name, path) with folders put before names that occur twice; the same file given twice counts once."""
    files = {path.resolve(): name for path, name in found.items()}
    while len(set(files.values())) < len(files):
        count = Counter(files.values())
        longer = {path: "/".join(path.parts[-name.count("/") - 2 :]) for path, name in files.items() if count[name] > 1}
        files |= longer
    return [(name, path) for path, name in files.items()]
