"""Layout "paper page, Markdown or text": the page of one paper at Hugging Face, or many of them one after the other.

A page goes from the line with the paper's identifier (`arxiv:2410.05434`) over title, details and abstract to its
comments; what stands before, between and behind is boilerplate. What does not belong here: pages that list
papers (page.py), and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.dumps.dates import listing_date
from pipeline.dumps.fields import addresses
from pipeline.dumps.listing import NO_YEAR, listing_year_of
from pipeline.dumps.record import MAX_REJECTED_TEXT, MAX_TEXT, Record, arxiv_id, fold, squeeze, tidy
from pipeline.dumps.source import Overlong, Source, decode

NAME = "paper page, Markdown or text"

_STARTS = re.compile(r"arxiv: ?(\d{4}\.\d{4,5}|[a-z-]{2,12}/\d{7})(?:v\d{1,3})?", re.IGNORECASE)
_ENDS = re.compile(r"Community|(?:Models|Datasets|Spaces) citing this paper.{0,20}|Get this paper in your agent:?")
_HEAD_START = re.compile(
    rb"^[ \t>#*[]{0,80}arxiv: ?(?:\d{4}\.\d{4,5}|[a-z-]{2,12}/\d{7})", re.IGNORECASE | re.MULTILINE
)
_HEAD_ABSTRACT = re.compile(rb"^[ \t>#*]{0,80}Abstract[ \t*:]{0,20}\r?$", re.MULTILINE)
_HEAD_SITE = re.compile(rb"View arXiv page|citing this paper|Add to collection|Paper page - ")

_INDENT = re.compile(r"[\s>]*")
_HEADING = re.compile(r"#{1,6} +")
_UNDERLINE = re.compile(r"=+|-+")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)")
_LINK = re.compile(r"""\[([^\[\]]{0,2000})\]\(<?([^()\s<>]{0,1000})>?(?:\s"[^"]{0,300}")?\)""")
# What Markdown writes for these characters; other backslashes are LaTeX.
_ESCAPED = re.compile(r"\\([-*+_`])")
_PUBLISHED = re.compile(r"Published on ([A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?)(?!\d)")
_UPVOTES = re.compile(r"\bUpvote (\d{1,6})\b")
# The buttons below an abstract: as links, or as lines of their own.
_BUTTON = re.compile(r"[*-]? *\[(?:View arXiv page|View PDF|Project page|GitHub|Add to collection)\b")
_BUTTONS = ("View arXiv page", "View PDF", "Add to collection")
_NO_TITLE = re.compile(r"Published on\b|·|Authors:|Submitted by\b|Upvote\b|Abstract$|#\d+ Paper of the day")


@dataclass(slots=True)
class _Page:
    """The lines of a page, without their indentation."""

    first_line: int
    lines: list[str] = field(default_factory=list)
    size: int = 0


def recognise(head: bytes) -> bool:
    """Whether this has an identifier on a line of its own, an abstract below that word, and buttons of the site."""
    return all(mark.search(head) for mark in (_HEAD_START, _HEAD_ABSTRACT, _HEAD_SITE))


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a page. Years as in full.py."""
    year = listing_year_of(source, listing_year, lambda line: _plain(decode(line)).removeprefix("Published on "))
    number, at = 0, 1
    for page, last_line, why in _pages(source):
        if page.first_line > at:
            number += 1
            yield Record(source.name, number, at, page.first_line - 1, "boilerplate")
        if page.lines:
            number += 1
            place = (source.name, number, page.first_line, last_line)
            found = why or _fields(page.lines, year)
            if isinstance(found, str):
                kept = "\n".join(page.lines)[:MAX_REJECTED_TEXT]
                yield Record(*place, "rejected", reason=found, text=kept)
            else:
                yield Record(*place, "paper", **found)
        at = last_line + 1


def _pages(source: Source) -> Iterator[tuple[_Page, int, str]]:
    """Each page with its last line, and why it is none; at last an empty one after the last line of the dump."""
    page: _Page | None = None
    number = 0
    for number, line in enumerate(source.lines(), start=1):
        raw = _INDENT.sub("", decode(line), count=1)
        plain = _plain(raw)
        starts = _STARTS.fullmatch(plain)
        if page and (starts or _ENDS.fullmatch(plain)):
            is_cut = starts and not any(map(_is_button, page.lines))
            yield page, number - 1, "the page goes over into another one" if is_cut else ""
            page = None
        if starts:
            page = _Page(number)
        if page:
            page.lines.append(raw)
            page.size += len(raw)
            if isinstance(line, Overlong) or page.size > 2 * MAX_TEXT:
                yield page, number, "a page of more text than a paper has"
                page = None
    if page:
        yield page, number, ""
    yield _Page(number + 1), number, ""


def _plain(line: str) -> str:
    """A line of Markdown as it reads, without indentation and marks of headings."""
    line = _INDENT.sub("", line, count=1)
    if heading := _HEADING.match(line):
        line = line[heading.end() :]
    return squeeze(_unlinked(line)).strip("* ")


def _unlinked(text: str) -> str:
    """Markdown with the text of its links in place of them, without pictures."""
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return _ESCAPED.sub(r"\1", text)


def _is_button(line: str) -> bool:
    return bool(_BUTTON.match(line)) or line.strip() in _BUTTONS


def _fields(lines: list[str], listing_year: int | None) -> dict[str, Any] | str:
    """The fields of a Record that the lines of a page give, or why they are no paper."""
    identifier = arxiv_id(_plain(lines[0]).partition(":")[2])
    plain = list(map(_plain, lines))
    if "Abstract" not in plain:
        return "no abstract"
    middle = plain.index("Abstract")
    below = next((at for at in range(middle, len(lines)) if _is_button(lines[at])), len(lines))
    title = _title(lines[1:middle])
    if not fold(title):
        return "no title"
    # What a model of the site wrote stands first, and is told after it.
    start = (
        plain.index("AI-generated summary", middle, below) if "AI-generated summary" in plain[middle:below] else middle
    )
    abstract = tidy(_unlinked(" ".join(line for line in lines[start + 1 : below] if not _UNDERLINE.fullmatch(line))))
    if not fold(abstract):
        return "no abstract"
    links = [found.groups() for line in lines[below:] for found in _LINK.finditer(_IMAGE.sub("", line))]
    others = {arxiv_id(url) for text, url in links if text.startswith("View arXiv")} - {identifier, None}
    if others:
        return "identifiers of two papers"
    details = squeeze(" ".join(plain[1:middle]))
    day = _PUBLISHED.search(details)
    written = listing_date(day.group(1)) if day else None
    published = written.on(listing_year) if written else None
    votes = _UPVOTES.search(details)
    names = _authors(plain[1:middle])
    return {
        "reason": NO_YEAR if written and not published else None,
        "title": title,
        "abstract": abstract,
        "arxiv_id": identifier,
        "published": published,
        "year_inferred": bool(published and written and not written.year),
        "author_count": len(names) or None,
        "authors": names or None,
        "upvotes": int(votes.group(1)) if votes else None,
        "links": addresses([url for text, url in links if text.startswith(("GitHub", "Project page"))]),
    }


def _title(lines: list[str]) -> str:
    """The title: a heading, or the first lines; "" where something else stands there."""
    words: list[str] = []
    for line in lines:
        plain = _plain(line)
        is_end = not plain or _UNDERLINE.fullmatch(plain) or _HEADING.match(line) or _NO_TITLE.match(plain)
        if words and is_end:
            break
        if not words and _NO_TITLE.match(plain):
            return ""
        if plain:
            words.append(plain)
    return tidy(" ".join(words))


def _authors(lines: list[str]) -> tuple[str, ...]:
    """The names below the word "Authors:", with commas or blank lines between them."""
    if "Authors:" not in lines:
        return ()
    text = " ".join(line or "," for line in lines[lines.index("Authors:") + 1 :])
    names = (tidy(name) for name in text.split(","))
    return tuple(name for name in names if fold(name))
