"""Layout "arXiv XML": what arXiv's interfaces answer, Atom of its search or OAI-PMH in its metadata formats.

An `<entry>` of Atom, or a `<record>` of OAI-PMH (arXiv, arXivRaw, Dublin Core), is a paper. Each is cut out of the text
by its tags and parsed by itself, so that a broken one costs no other, and no entity that a document
declares is ever known. What does not belong here: arXiv's JSON lines (arxiv_jsonl.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from pipeline.dumps.dates import iso_date, mail_date
from pipeline.dumps.fields import category_names
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record, arxiv_id, fold, tidy
from pipeline.dumps.source import MAX_LINE, Overlong, Source, decode

NAME = "arXiv XML (Atom, OAI-PMH)"

_TAG = re.compile(r"<(/?)(?:entry|record)(?=[\s>])[^<>]{0,1000}>")
_OPENS = re.compile(r"<(?:entry|record)(?=[\s>])")
_IDENTIFIER = re.compile(r"<id>\s*https?://arxiv\.org/abs/|<identifier>\s*oai:arXiv\.org:")
# Tags that show, in text outside of entries, that one was broken.
_TRACES = re.compile(r"<(?:summary|abstract|dc:description|dc:title)\b|</(?:entry|record)>")
_PREFIX = re.compile(r"[<\s/]([A-Za-z][\w.-]{0,30}):[A-Za-z]")


def recognise(head: bytes) -> bool:
    """Whether this is XML with entries that have arXiv's identifiers."""
    text = decode(head)
    return text.lstrip().startswith("<") and bool(_OPENS.search(text) and _IDENTIFIER.search(text))


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an entry; the lines around entries are boilerplate."""
    last_line = 0
    for number, (first, last, text) in enumerate(_stretches(source), start=1):
        first = max(first, min(last_line + 1, last))
        if text is None:
            yield Record(source.name, number, first, last, "boilerplate")
        else:
            found = _fields(text)
            if isinstance(found, str):
                kept = text[:MAX_REJECTED_TEXT]
                yield Record(source.name, number, first, last, "rejected", reason=found, text=kept)
            else:
                yield Record(source.name, number, first, last, "paper", **found)
        last_line = last


def _stretches(source: Source) -> Iterator[tuple[int, int, str | None]]:
    """First line, last line and text of what is or should be an entry; None as the text of all else.

    Several entries can stand on one line.
    """
    kept: list[str] = []
    size = 0
    inside = False
    first = 1
    number = 0
    for number, line in enumerate(source.lines(), start=1):
        text = decode(line)
        start = 0
        for tag in [] if isinstance(line, Overlong) else _TAG.finditer(text):
            closes = tag.group(1) == "/"
            end = tag.end() if closes else tag.start()
            stretch = "\n".join([*kept, text[start:end]])
            if stretch.strip():
                broken = inside != closes or (not inside and _TRACES.search(stretch))
                last = number if text[start:end].strip() else number - 1
                yield first, last, stretch if inside or broken else None
                first = number if last < number or text[end:].strip() else number + 1
            # Lines without anything go with what follows.
            kept, size, start, inside = [], 0, end, not closes
        kept.append(text[start:])
        size += len(line)
        if size > MAX_LINE or isinstance(line, Overlong):
            yield first, number, "\n".join(kept) if inside or isinstance(line, Overlong) else None
            kept, size, inside, first = [], 0, False, number + 1
    stretch = "\n".join(kept)
    if first <= number:
        yield first, number, stretch if inside or _TRACES.search(stretch) else None


def _fields(text: str) -> dict[str, Any] | str:
    """The fields of a Record that the text of an entry gives, or why it is no paper."""
    text = text.strip()
    prefixes = " ".join(f'xmlns:{prefix}="urn:{prefix}"' for prefix in sorted(set(_PREFIX.findall(text)) - {"xmlns"}))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(f"<text {prefixes}>{text}</text>", parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"no whole entry of XML: {str(error)[:200]}"
    if len(root) != 1:
        return "no whole entry of XML"
    entry = root[0]
    titles = [tidy(title) for title in _all(entry, "title")]
    abstracts = [tidy(abstract) for abstract in _all(entry, "abstract", "summary", "description")]
    # Dublin Core has arXiv's comment as a second description.
    comments = [tidy(comment) for comment in _all(entry, "comment", "comments")]
    comments += [text.removeprefix("Comment: ") for text in abstracts if text.startswith("Comment: ")]
    abstracts = [text for text in abstracts if text and not text.startswith("Comment: ")]
    if len(titles) != 1 or not fold(titles[0]):
        return "two titles" if len(titles) > 1 else "no title"
    if len(abstracts) != 1:
        return "two abstracts" if abstracts else "no abstract"
    names = _names(entry)
    ids = [arxiv_id(value) for value in _all(entry, "id", "identifier")]
    return {
        "title": titles[0],
        "abstract": abstracts[0],
        "arxiv_id": next((value for value in ids if value), None),
        "published": _published(entry),
        "author_count": len(names) or None,
        "authors": names or None,
        "categories": _categories(entry),
        "comment": comments[0] or None if comments else None,
    }


def _all(entry: etree._Element, *names: str) -> list[str]:
    """The texts of all elements with these names, whatever their namespace."""
    return ["".join(map(str, el.itertext())) for el in entry.iter("*") if etree.QName(el).localname in names]


def _names(entry: etree._Element) -> tuple[str, ...]:
    names: list[str] = []
    for element in entry.iter("*"):
        kind = etree.QName(element).localname
        if kind == "author":
            # Atom has one name, OAI-PMH the parts of it.
            parts = [*_all(element, "name"), *_all(element, "forenames"), *_all(element, "keyname", "suffix")]
            names.append(tidy(" ".join(parts)))
        elif kind == "creator":
            family, _, given = tidy("".join(map(str, element.itertext()))).partition(", ")
            names.append(f"{given} {family}".strip())
    return tuple(name for name in names if name)


def _published(entry: etree._Element) -> date | None:
    """The day of the first version: `published` of Atom, `created` of OAI-PMH, the first `date` of Dublin Core."""
    written = [value.strip() for value in _all(entry, "published", "created")]
    if written:
        return iso_date(written[0])
    for element in entry.iter("*"):
        if etree.QName(element).localname == "version":
            # arXivRaw
            return mail_date(next(iter(_all(element, "date")), None))
    return min(filter(None, map(iso_date, map(str.strip, _all(entry, "date")))), default=None)


def _categories(entry: etree._Element) -> tuple[str, ...] | None:
    for value in _all(entry, "categories"):
        return category_names(value)
    terms: list[str] = []
    for element in entry.iter("*"):
        if etree.QName(element).localname in ("primary_category", "category"):
            terms.append(element.get("term") or "")
    return tuple(dict.fromkeys(filter(None, terms))) or None
