"""Layout "arXiv JSONL": one JSON object a line, in the spelling of the public snapshot or of a crawl.

The snapshot has id, title, abstract, categories as one string, versions and authors_parsed; the crawl has
id, title, summary, categories and authors as lists. Both have the comment field (`comments`, `comment`).
What does not belong here: JSON of other shapes (json_listing.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from pipeline.dumps.dates import iso_date
from pipeline.dumps.fields import author_names, category_names, first_version
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record, arxiv_id, tidy
from pipeline.dumps.source import MAX_LINE, Overlong, Source, decode

NAME = "arXiv JSONL"


def recognise(head: bytes) -> bool:
    """Whether one of the first lines is an object with an arXiv id, a title and a text."""
    for line in head.split(b"\n")[:20]:
        if line.startswith(b"{"):
            try:
                entry = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if "title" in entry and ("abstract" in entry or "summary" in entry) and arxiv_id(entry.get("id")):
                return True
    return False


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a line; runs of empty lines are boilerplate."""
    number = 0
    blank_from = 0
    line_number = 0
    for line_number, line in enumerate(source.lines(), start=1):
        if not line or line.isspace():
            blank_from = blank_from or line_number
            continue
        if blank_from:
            number += 1
            yield Record(source.name, number, blank_from, line_number - 1, "boilerplate")
            blank_from = 0
        number += 1
        yield _record(source.name, number, line_number, line)
    if blank_from:
        yield Record(source.name, number + 1, blank_from, line_number, "boilerplate")


def _record(dump: str, number: int, line_number: int, line: bytes) -> Record:
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if isinstance(line, Overlong):
            return _rejected(dump, number, line_number, line, f"a line of more than {MAX_LINE >> 20} MiB")
        return _rejected(dump, number, line_number, line, f"no JSON: {error}")
    if not isinstance(entry, dict):
        return _rejected(dump, number, line_number, line, "no JSON object")
    title = entry.get("title")
    if not isinstance(title, str) or not any(map(str.isalnum, title := tidy(title))):
        return _rejected(dump, number, line_number, line, "no title")
    abstract = entry.get("abstract") or entry.get("summary")
    if not isinstance(abstract, str) or not (abstract := tidy(abstract)):
        return _rejected(dump, number, line_number, line, "no abstract")
    authors = author_names(entry.get("authors_parsed") or entry.get("authors"))
    comment = entry.get("comments") or entry.get("comment")
    return Record(
        dump=dump,
        number=number,
        first_line=line_number,
        last_line=line_number,
        status="paper",
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id(entry.get("id")),
        published=first_version(entry) or iso_date(entry.get("published")),
        author_count=len(authors) if authors else None,
        authors=authors,
        categories=category_names(entry.get("categories")),
        comment=tidy(comment) or None if isinstance(comment, str) else None,
    )


def _rejected(dump: str, number: int, line_number: int, line: bytes, reason: str) -> Record:
    text = decode(line[:MAX_REJECTED_TEXT])
    return Record(dump, number, line_number, line_number, "rejected", reason=reason, text=text)
