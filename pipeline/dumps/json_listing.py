"""Layout "JSON of papers": objects in an array, in an array of an object, on their own, or one a line.

So save the daily-papers API, a paper's page of that API, scrapers of listing pages, bibliographies in CSL-JSON.
What does not belong here: which of an object's fields say what (fields.py), arXiv's own lines (arxiv_jsonl.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, BinaryIO, Literal

import orjson

from pipeline.dumps import fields
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record
from pipeline.dumps.source import MAX_LINE, Source, decode

NAME = "JSON of papers"

_WHY = {
    "object": "no JSON",
    "broken": f"an object that is not closed, or longer than {MAX_LINE >> 20} MiB",
    "between": "no object of its own: a bracket is missing",
}
_CHUNK = 1 << 18
_TOKEN = re.compile(rb'\\.|["{}\[\]\n]', re.DOTALL)


# Names that show, in text outside of objects, that an object was broken.
_TRACES = re.compile(rb'"(?:title|abstract|summary)"')


@dataclass(slots=True)
class Element:
    """A stretch of a JSON text, with the lines it stands on: an object, or what stands between objects.

    `indent` is what stands before an object on its line, None if that is more than blanks.
    """

    first_line: int
    last_line: int
    text: bytes
    kind: Literal["object", "broken", "between"]
    indent: bytes | None = None


def recognise(head: bytes) -> bool:
    """Whether one of the first objects has the fields of a paper."""
    if not head.lstrip().startswith((b"{", b"[")):
        return False
    found = islice(elements([head], _depth(head)), 100)
    return any(fields.looks_like_paper(_parsed(piece.text)) for element in found for piece in _pieces(element))


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an object; lines outside of objects are boilerplate.

    Several objects can stand on one line: their records then have the same line.
    """
    number = 0
    line = 0
    with source.stream() as stream:
        lines = _Lines(stream)
        for element in elements(lines, _depth(source.head)):
            for piece in _pieces(element):
                is_trace = piece.kind == "between" and _TRACES.search(piece.text)
                if piece.kind == "between" and not is_trace:
                    continue
                # What stands between two objects belongs to none; their own lines are theirs.
                first_line = min(max(piece.first_line, min(line + 1, piece.last_line)), lines.count)
                if first_line > line + 1:
                    number += 1
                    yield Record(source.name, number, line + 1, first_line - 1, "boilerplate")
                number += 1
                line = min(piece.last_line, lines.count)
                yield _record(source.name, number, first_line, line, piece)
    if lines.count > line:
        yield Record(source.name, number + 1, line + 1, lines.count, "boilerplate")


class _Lines:
    """A stream in chunks that end with a line where lines are short, and the number of lines that went by."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._breaks = 0
        self._open = False

    @property
    def count(self) -> int:
        return self._breaks + self._open

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self._stream.read(_CHUNK) + self._stream.readline(_CHUNK):
            self._breaks += chunk.count(b"\n")
            self._open = not chunk.endswith(b"\n")
            yield chunk


def _depth(head: bytes) -> int:
    """How many brackets the objects stand in: none, an array, or an array in an object."""
    text = head.lstrip()
    if arrays := re.match(rb"(?:\[\s*)+", text):
        return arrays.group().count(b"[")
    first = next((element for element in elements([head], 0) if element.kind != "between"), None)
    entry = _parsed(first.text) if first and first.kind == "object" else None
    if isinstance(entry, dict):
        lists = (value for value in entry.values() if isinstance(value, list) and value)
        holds = any(fields.looks_like_paper(value[0]) for value in lists)
        return 2 if holds and not fields.looks_like_paper(entry) else 0
    # The object is longer than the head: is there an array of objects before a title?
    array = re.search(rb'"\s*:\s*\[\s*\{', text)
    title = text.find(b'"title"')
    return 2 if array and (title < 0 or array.start() < title) else 0


def elements(chunks: Iterable[bytes], depth: int) -> Iterator[Element]:
    """The objects that stand in `depth` brackets, in one pass, however long the text is, and what is between them.

    Brackets in strings do not count, and no string goes over the end of a line. An object that is not closed,
    or is longer than MAX_LINE, is "broken"; of what is between objects only the start is kept.
    """
    parts: list[bytes] = []
    size = 0
    level = floor = 0
    line = first_line = 1
    indent: bytes | None = None
    quoted = inside = False
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
                if token == b"{" and level == depth and not inside:
                    between = b"".join([*parts, data[start : found.start()]])
                    yield Element(first_line, line - (between.rfind(b"\n") >= 0), between, "between")
                    before = data[data.rfind(b"\n", 0, found.start()) + 1 : found.start()]
                    indent = None if before.strip() else before
                    parts, size, start, first_line, inside = [], 0, found.start(), line, True
                level += 1
                floor = min(max(floor, level), depth)
            else:
                level = max(level - 1, floor)
                if level == depth and inside:
                    text = b"".join([*parts, data[start : found.end()]])
                    yield Element(first_line, line, text, "object", indent)
                    parts, size, start, first_line, inside = [], 0, found.end(), line, False
        size += len(data) - start
        if inside or size <= MAX_REJECTED_TEXT:
            parts.append(data[start:])
        if inside and size > MAX_LINE:
            yield Element(first_line, line, b"".join(parts), "broken", indent)
            parts, size, first_line, inside, level = [], 0, line, False, depth
    yield Element(first_line, line, b"".join(parts), "broken" if inside else "between", indent)


def _pieces(element: Element) -> Iterator[Element]:
    """The element, or where a lost bracket joined several objects, each that starts on a line as the first did."""
    if element.kind == "between" or element.indent is None or (element.kind == "object" and _parsed(element.text)):
        yield element
        return
    lines = (element.indent + element.text).split(b"\n")
    starts = [at for at, line in enumerate(lines) if line.startswith(element.indent + b"{")]
    if len(starts) == 1 and element.kind == "object":
        yield element
        return
    for start, end in pairwise([*starts, len(lines)]):
        ends = [at for at in range(start, end) if lines[at].startswith(element.indent + b"}")]
        text = b"\n".join(lines[start : ends[-1] + 1] if ends else lines[start:end])
        last_line = element.first_line + end - 1
        yield Element(element.first_line + start, last_line, text.strip().rstrip(b","), "object" if ends else "broken")


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _error(text: bytes) -> str:
    """Why a text is no JSON."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return f"no JSON: {error}"
    return "no JSON"


def _record(dump: str, number: int, first_line: int, last_line: int, element: Element) -> Record:
    reason = None
    why = _WHY[element.kind]
    entry = _parsed(element.text)
    if entry is None and element.kind == "object":
        why = _error(element.text)
    if entry is None:
        entry = _parsed(decode(element.text).encode("utf-8", "replace"))
        reason = "bytes that are no UTF-8 were read as Windows-1252"
    found = fields.paper(entry) if isinstance(entry, dict) else why
    if isinstance(found, str):
        text = decode(element.text[:MAX_REJECTED_TEXT])
        return Record(dump, number, first_line, last_line, "rejected", reason=found, text=text)
    return Record(dump, number, first_line, last_line, "paper", reason=reason, **found)
