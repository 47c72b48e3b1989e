"""Layout "JSON of papers": objects in an array, in an array of an object, on their own, or one a line.

So save the daily-papers API, a paper's page of that API, scrapers of listing pages, bibliographies in CSL-JSON.
What does not belong here: which of an object's fields say what (fields.py), arXiv's own lines (arxiv_jsonl.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from pipeline.dumps import fields
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record
from pipeline.dumps.source import MAX_LINE, Source, decode

NAME = "JSON of papers"

_CHUNK = 1 << 18
_TOKEN = re.compile(rb'\\.|["{}\[\]\n]', re.DOTALL)


@dataclass(slots=True)
class Element:
    """An object of a JSON text, with the lines it stands on."""

    first_line: int
    last_line: int
    text: bytes
    whole: bool = True


def recognise(head: bytes) -> bool:
    """Whether one of the first objects has the fields of a paper."""
    if not head.lstrip().startswith((b"{", b"[")):
        return False
    depth = _depth(head)
    for count, element in enumerate(elements([head], depth)):
        entry = _parsed(element.text)
        if fields.looks_like_paper(entry):
            return True
        if count == 50:
            break
    return False


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an object; lines outside of objects are boilerplate.

    Several objects can stand on one line: their records then have the same line.
    """
    number = 0
    line = 0
    with source.stream() as stream:
        chunks = iter(lambda: stream.read(_CHUNK), b"")
        lines = _Lines(chunks)
        for element in elements(lines, _depth(source.head)):
            if element.first_line > line + 1:
                number += 1
                yield Record(source.name, number, line + 1, element.first_line - 1, "boilerplate")
            number += 1
            yield _record(source.name, number, element)
            line = element.last_line
        if lines.count > line:
            yield Record(source.name, number + 1, line + 1, lines.count, "boilerplate")


class _Lines:
    """Chunks of bytes, with the number of lines in those that went by."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._breaks = 0
        self._open = False

    @property
    def count(self) -> int:
        return self._breaks + self._open

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._breaks += chunk.count(b"\n")
            self._open = not chunk.endswith(b"\n")
            yield chunk


def _depth(head: bytes) -> int:
    """How many brackets the objects stand in: none, an array, or an array in an object."""
    text = head.lstrip()
    if text.startswith(b"["):
        return 1
    first = next(elements([head], 0), None)
    entry = _parsed(first.text) if first and first.whole else None
    if isinstance(entry, dict):
        arrays = (value for value in entry.values() if isinstance(value, list) and value)
        holds = any(fields.looks_like_paper(value[0]) for value in arrays)
        return 2 if holds and not fields.looks_like_paper(entry) else 0
    # The object is longer than the head: is there an array of objects before a title?
    array = re.search(rb'"\s*:\s*\[\s*\{', text)
    title = text.find(b'"title"')
    return 2 if array and (title < 0 or array.start() < title) else 0


def elements(chunks: Iterable[bytes], depth: int) -> Iterator[Element]:
    """The objects that stand in `depth` brackets, in one pass, however long the text is.

    Brackets in strings do not count, and no string goes over the end of a line. An object that
    is not closed, or is longer than MAX_LINE, comes with `whole` false.
    """
    parts: list[bytes] = []
    size = 0
    level = 0
    line = first_line = 1
    quoted = False
    rest = b""
    for chunk in chunks:
        data = rest + chunk
        # A backslash at the end belongs to the next character.
        rest = data[-1:] if data.endswith(b"\\") else b""
        data = data[: len(data) - len(rest)]
        start = 0
        for found in _TOKEN.finditer(data):
            token = found.group()
            if token == b"\n":
                line += 1
                quoted = False
            elif token == b'"':
                quoted = not quoted
            elif quoted or token.startswith(b"\\"):
                line += token.endswith(b"\n")
            elif token in b"{[":
                if level == depth and token == b"{":
                    start, first_line = found.start(), line
                level += 1
            else:
                level = max(level - 1, 0)
                if level == depth and token == b"}" and (parts or data[start : start + 1] == b"{"):
                    yield Element(first_line, line, b"".join([*parts, data[start : found.end()]]), size <= MAX_LINE)
                    parts, size, start = [], 0, found.end()
        if level > depth:
            size += len(data) - start
            if size <= MAX_LINE:
                parts.append(data[start:])
    if parts:
        yield Element(first_line, line, b"".join(parts), False)


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _record(dump: str, number: int, element: Element) -> Record:
    reason = None
    entry = _parsed(element.text)
    if entry is None:
        decoded = decode(element.text)
        entry = _parsed(decoded.encode("utf-8", "replace"))
        reason = "bytes that are no UTF-8 were read as Windows-1252"
    if not isinstance(entry, dict):
        why = "no JSON" if element.whole else "the object is not closed, or too long"
        return _rejected(dump, number, element, why)
    found = fields.paper(entry)
    if isinstance(found, str):
        return _rejected(dump, number, element, found)
    return Record(dump, number, element.first_line, element.last_line, "paper", reason=reason, **found)


def _rejected(dump: str, number: int, element: Element, reason: str) -> Record:
    text = decode(element.text[:MAX_REJECTED_TEXT])
    return Record(dump, number, element.first_line, element.last_line, "rejected", reason=reason, text=text)
