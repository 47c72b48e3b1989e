"""Layout "bibliography, BibTeX": entries with title and abstract, as reference managers export them.

What does not belong here: CSL-JSON, which is JSON of papers (json_listing.py).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.entrypoint import parse_string

from pipeline.dumps.fields import day
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record, arxiv_id, fold, tidy
from pipeline.dumps.source import Source, decode

NAME = "bibliography, BibTeX"

_ENTRY = re.compile(r"\s*@(?!(?:comment|string|preamble)\b)[A-Za-z]+\s*[{(]")
_ABSTRACT = re.compile(rb"^[ \t]*abstract[ \t]*=", re.IGNORECASE | re.MULTILINE)
_MAX_ENTRY = 1 << 20

# The parser reports what it cannot read; here that is a rejected record.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def recognise(head: bytes) -> bool:
    """Whether there is an entry, and one with an abstract."""
    starts = any(_ENTRY.match(decode(line)) for line in head.split(b"\n"))
    return starts and bool(_ABSTRACT.search(head))


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an entry; lines before the first are boilerplate. Each entry is parsed by itself."""
    number = 0
    first_line = 1
    kept: list[str] = []
    line_number = 0
    for line_number, line in enumerate(source.lines(), start=1):
        text = decode(line)
        if _ENTRY.match(text) and kept:
            number += 1
            yield _record(source.name, number, first_line, line_number - 1, "\n".join(kept))
            kept, first_line = [], line_number
        kept.append(text)
    if kept:
        yield _record(source.name, number + 1, first_line, line_number, "\n".join(kept))


def _record(dump: str, number: int, first_line: int, last_line: int, text: str) -> Record:
    if not _ENTRY.match(text):
        return Record(dump, number, first_line, last_line, "boilerplate")
    found = _fields(text)
    if isinstance(found, str):
        kept = text[:MAX_REJECTED_TEXT]
        return Record(dump, number, first_line, last_line, "rejected", reason=found, text=kept)
    return Record(dump, number, first_line, last_line, "paper", **found)


def _fields(text: str) -> dict[str, Any] | str:
    """The fields of a Record that an entry gives, or why it is no paper."""
    if len(text) > _MAX_ENTRY:
        return "an entry that is not closed, or too long"
    library = parse_string(text)
    if len(library.entries) != 1 or library.failed_blocks:
        return "no whole entry of BibTeX"
    values = {field.key.lower(): str(field.value) for field in library.entries[0].fields}
    title = tidy(values.get("title", "").replace("{", "").replace("}", ""))
    abstract = tidy(values.get("abstract", ""))
    if not fold(title):
        return "no title"
    if not abstract:
        return "no abstract"
    authors = tuple(filter(None, map(_name, re.split(r"\s+and\s+", tidy(values.get("author", ""))))))
    ids = (arxiv_id(values.get(name)) for name in ("eprint", "arxiv", "arxivid", "journal", "url", "doi", "note"))
    return {
        "title": title,
        "abstract": abstract,
        "arxiv_id": next(filter(None, ids), None),
        "published": day(values.get("date")),
        "author_count": len(authors) or None,
        "authors": authors or None,
    }


def _name(author: str) -> str:
    """The name of an author written "Family, Given" or "Given Family", as the latter."""
    family, comma, given = author.replace("{", "").replace("}", "").partition(", ")
    return f"{given} {family}".strip() if comma else family.strip()
