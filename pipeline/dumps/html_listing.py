"""Layout "listing page, HTML": a page of papers as Hugging Face serves it.

The papers are in an attribute `data-props` as escaped JSON: `dailyPapers` of a daily page, `papers` of a search,
`paper` of one paper's page. What does not belong here: what the fields of a paper are called (fields.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from lxml import etree

from pipeline.dumps import fields
from pipeline.dumps.record import DumpError, Record
from pipeline.dumps.source import Source, decode

NAME = "listing page, HTML"

# A page is read as a whole: real ones have less than 2 MiB.
MAX_PAGE = 64 * 1024 * 1024
_MAX_DEPTH = 6


def recognise(head: bytes) -> bool:
    """Whether this is HTML with properties of a page in it."""
    start = head[:4096].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) and b"data-props=" in head and b"title" in head


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a paper of the page; the lines around them are boilerplate.

    Papers that stand on one line of the page have records with the same line.
    """
    with source.stream() as stream:
        page = stream.read(MAX_PAGE + 1)
    if len(page) > MAX_PAGE:
        raise DumpError(source.path, f"a page longer than {MAX_PAGE >> 20} MiB")
    lines = page.count(b"\n") + (not page.endswith(b"\n"))
    root = etree.fromstring(decode(page), etree.HTMLParser(huge_tree=True, no_network=True))
    number = 0
    at = 0
    for element in root.iter() if root is not None else ():
        props = element.get("data-props") if isinstance(element.tag, str) else None
        entries = list(_papers(_parsed(props), 0)) if props else []
        if not entries:
            continue
        # Where the element ends is not known; its properties are one line.
        sourceline: Any = element.sourceline
        line: int = min(max(sourceline or 1, at + 1), lines)
        if line > at + 1:
            number += 1
            yield Record(source.name, number, at + 1, line - 1, "boilerplate")
        for entry in entries:
            number += 1
            found = fields.paper(entry)
            if isinstance(found, str):
                text = orjson.dumps(entry).decode()
                yield Record(source.name, number, line, line, "rejected", reason=found, text=text)
            else:
                yield Record(source.name, number, line, line, "paper", **found)
        at = line
    if at < lines:
        yield Record(source.name, number + 1, at + 1, lines, "boilerplate")


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _papers(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The objects in a page's properties that are papers, wherever they stand."""
    if fields.looks_like_paper(value):
        yield value
    elif depth < _MAX_DEPTH and isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _papers(inner, depth + 1)
