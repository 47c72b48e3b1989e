"""Layout "table": CSV, TSV or Parquet with a column of titles and one of abstracts, under usual names or as told.

What does not belong here: what columns are called (fields.py).
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dumps import fields
from pipeline.dumps.record import MAX_REJECTED_TEXT, DumpError, NotADump, Record
from pipeline.dumps.source import Source, decode

NAME = "table (CSV, TSV, Parquet)"

_PARQUET = b"PAR1"
_DELIMITERS = (",", "\t", ";")
# A row that is broken is looked at again line by line, if it has no more lines than this.
_MAX_LINES = 200
_ROWS = 1024
_NAME = re.compile(r"[\w .()/-]{1,40}")
_NO_COLUMNS = "has no columns of titles and abstracts that are known (tell which they are)"


def recognise(head: bytes) -> bool:
    """Whether this is Parquet, or its first line names columns of titles and of abstracts."""
    return recognise_told(head, {})


def recognise_told(head: bytes, columns: Mapping[str, str]) -> bool:
    """The same, where `columns` tells which column a field is."""
    return head.startswith(_PARQUET) or _header(head, columns) is not None


def hint(head: bytes) -> str | None:
    """What to say of a file that is a table with other columns; None where it seems to be none."""
    lines = [decode(line) for line in head.split(b"\n")[:5] if line.strip()]
    for delimiter in _DELIMITERS:
        rows = [_split(line, delimiter) for line in lines]
        is_even = len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
        if is_even and all(map(_NAME.fullmatch, rows[0])):
            return f"{_NO_COLUMNS}: it has {', '.join(rows[0])[:300]}"
    return None


def usual_names(names: list[str], columns: Mapping[str, str]) -> list[str]:
    """The names of columns as fields.py knows them: those that are told, and others without capitals and blanks.

    Of a field that is told no other column is taken: it is named "".
    """
    plain = [_plain(name) for name in names]
    told = {_plain(column): fields.COLUMNS[field] for field, column in columns.items()}
    settled = {name for column, group in told.items() if column in plain for name in group}
    return [told[name][0] if name in told else "" if name in settled else name for name in plain]


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip(" \"'").lower())


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.strip()], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a row; of Parquet, lines are rows. The line with the names of columns is boilerplate."""
    if source.head.startswith(_PARQUET):
        return _parquet(source)
    return _csv(source)


def require_columns(source: Source) -> None:
    """Raises NotADump for a Parquet file without titles and abstracts, DumpError for one that is damaged."""
    if not source.head.startswith(_PARQUET):
        return
    try:
        columns = pq.read_schema(source.path).names
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DumpError(source.path, f"cannot be read as Parquet: {error}") from error
    if not fields.looks_like_paper(dict.fromkeys(usual_names(columns, source.columns), "2501.00001")):
        raise NotADump(source.path, f"{_NO_COLUMNS}: it has {', '.join(columns)[:300]}")


def _header(head: bytes, columns: Mapping[str, str]) -> tuple[str, list[str]] | None:
    """The delimiter and the usual names of columns."""
    line = decode(head.split(b"\n", 1)[0])
    for delimiter in _DELIMITERS:
        names = usual_names(_split(line, delimiter), columns)
        if len(names) > 1 and fields.looks_like_paper(dict.fromkeys(names, "2501.00001")):
            return delimiter, names
    return None


def _csv(source: Source) -> Iterator[Record]:
    header = _header(source.head, source.columns)
    if not header:
        raise DumpError(source.path, "has no line with the names of columns")
    delimiter, names = header
    waiting = deque[str]()
    lines = (decode(line) for line in source.lines())
    line_number = 1
    next(lines, None)
    yield Record(source.name, 1, 1, 1, "boilerplate")
    number = 1
    while (first := waiting.popleft() if waiting else next(lines, None)) is not None:
        text = [first]
        row = _row(text, waiting, lines, delimiter)
        if row is None or len(row) != len(names):
            found: dict[str, Any] | str = "no whole row of the table"
            if 1 < len(text) <= _MAX_LINES:
                waiting.extendleft(reversed(text[1:]))
                del text[1:]
        elif not any(row):
            found = "an empty row"
        else:
            found = fields.paper({name: _value(name, value) for name, value in zip(names, row, strict=True)})
        number += 1
        first_line, line_number = line_number + 1, line_number + len(text)
        if isinstance(found, str):
            kept = "\n".join(text)[:MAX_REJECTED_TEXT]
            yield Record(source.name, number, first_line, line_number, "rejected", reason=found, text=kept)
        else:
            yield Record(source.name, number, first_line, line_number, "paper", **found)


def _row(text: list[str], waiting: deque[str], lines: Iterator[str], delimiter: str) -> list[str] | None:
    """The next row, of which `text` has the first line; the others are taken and put there. None if it is broken."""

    def feed() -> Iterator[str]:
        yield text[0] + "\n"
        while (line := waiting.popleft() if waiting else next(lines, None)) is not None:
            text.append(line)
            yield line + "\n"

    try:
        return next(csv.reader(feed(), delimiter=delimiter, strict=True, skipinitialspace=True), None)
    except csv.Error:
        return None


def _value(name: str, value: str) -> object:
    """A field of a row; counts as numbers, empty ones as None."""
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) < 10 and name in fields.COUNTS else value or None


def _opened(source: Source) -> pq.ParquetFile:
    """A Parquet file whose texts are read as codes, so that one that stands in very many rows is unpacked once."""
    file = pq.ParquetFile(source.path)
    groups = range(file.metadata.num_row_groups)
    source.check_size(sum(file.metadata.row_group(group).total_byte_size for group in groups))
    texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
    return pq.ParquetFile(source.path, read_dictionary=texts)


def _values(column: pa.Array) -> list[Any]:
    """The values of a column."""
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    used = column.indices.drop_null().unique()
    words = dict(zip(used.to_pylist(), column.dictionary.take(used).to_pylist(), strict=True))
    return [words.get(index) for index in column.indices.to_pylist()]


def _parquet(source: Source) -> Iterator[Record]:
    for number, row in enumerate(_rows(source), start=1):
        found = fields.paper(row)
        if isinstance(found, str):
            kept = {name: value[:MAX_REJECTED_TEXT] if isinstance(value, str) else value for name, value in row.items()}
            text = repr(kept)[:MAX_REJECTED_TEXT]
            yield Record(source.name, number, number, number, "rejected", reason=found, text=text)
        else:
            yield Record(source.name, number, number, number, "paper", **found)


def _rows(source: Source) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, with the usual names of columns."""
    try:
        file = _opened(source)
        names = usual_names(file.schema_arrow.names, source.columns)
        for batch in file.iter_batches(_ROWS):
            for values in zip(*map(_values, batch.columns), strict=True):
                yield dict(zip(names, values, strict=True))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        # Damaged texts and days beyond Python's are found when values are taken out.
        raise DumpError(source.path, f"cannot be read as Parquet: {error}") from error
