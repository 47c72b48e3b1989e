"""Layout "listing text, full": blocks between blank lines: title, abstract, details.

Details are "organisation-slug Organisation" or "• N authors", then "·", then a date with an optional number of
comments. Abstracts can be wrapped. What does not belong here: listings without blank lines (bare.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from pipeline.dumps.dates import listing_date
from pipeline.dumps.listing import Details, Unit, is_noise, kind_of, listing_year_of, records, unglue
from pipeline.dumps.record import Record, squeeze
from pipeline.dumps.source import Overlong, Source, decode

NAME = "listing text, full"

_AUTHORS = re.compile(r"(?:[•·*-] ?)?([1-9]\d{0,5}) authors?", re.IGNORECASE)
_ORGANIZATION = re.compile(r"([A-Za-z0-9][\w.-]{0,95}) (\S.{0,120})")
_DOTS = ("·", "•")
# Lines longer than this are paragraphs by themselves: nobody wraps text so wide.
_WIDE = 250


def recognise(head: bytes) -> bool:
    """Whether there are blank lines, and a number of authors or a date after a dot."""
    lines = [squeeze(decode(line)) for line in head.split(b"\n")]
    dated = any(line in _DOTS and listing_date(following) for line, following in pairwise(lines))
    return "" in lines and (dated or any(map(_AUTHORS.fullmatch, lines)))


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a block of title, abstract and details.

    The year of dates without one is `listing_year`, or else the year in which the dump says that it was saved, or else
    the one after the newest year in the dump.
    """
    year = listing_year_of(source, listing_year, lambda line: squeeze(decode(line)).lstrip("·• "))
    return records(_units(source), source.name, year)


def _units(source: Source) -> Iterator[Unit]:
    """Units, with the line before a lone dot as the organisation."""
    held: Unit | None = None
    for unit in _blocks(source):
        is_dot = unit.kind == "details" and unit.text in _DOTS
        if held and held.kind == "title" and is_dot and (found := _ORGANIZATION.fullmatch(held.text)):
            details = Details(organization=found.group(2), organization_slug=found.group(1))
            held = Unit("details", held.first_line, held.text, details)
        if held:
            yield held
        held = unit
    if held:
        yield held


def _blocks(source: Source) -> Iterator[Unit]:
    """Units of every line that says by itself what it is, and of the paragraphs between such lines."""
    paragraph: list[tuple[int, str]] = []
    number = 0
    for number, line in enumerate(source.lines(), start=1):
        text = squeeze(decode(line))
        unit = Unit("overlong", number, text) if isinstance(line, Overlong) else _line_unit(number, text)
        if text and not unit:
            if not paragraph or text != paragraph[-1][1]:
                paragraph.append((number, text))
            continue
        yield from _paragraph_units(paragraph)
        paragraph = []
        if unit:
            yield unit
    yield from _paragraph_units(paragraph)
    yield Unit("end", number + 1)


def _line_unit(number: int, text: str) -> Unit | None:
    if not text:
        return None
    if is_noise(text):
        return Unit("noise", number)
    if text in _DOTS:
        return Unit("details", number, text)
    if found := _AUTHORS.fullmatch(text):
        return Unit("details", number, text, Details(author_count=int(found.group(1))))
    if date := listing_date(text.lstrip("·• ")):
        return Unit("details", number, text, Details(date=date))
    return None


def _paragraph_units(lines: list[tuple[int, str]]) -> Iterator[Unit]:
    """Lines without a blank line between them: wide ones alone, narrow ones joined to paragraphs."""
    for wide, run in groupby(lines, lambda line: len(line[1]) > _WIDE):
        for part in [[line] for line in run] if wide else _unwrapped(list(run)):
            text = unglue(" ".join(text for _, text in part))
            yield Unit(kind_of(text), part[0][0], text)


def _unwrapped(lines: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    """A run of narrow lines as one paragraph, but for a title glued to its start or its end.

    Wrapping fills a line as far as the next word allows: a line that is too short was ended on purpose.
    """
    # Not the widest line: that can be an address, which cannot be broken.
    width = sorted(len(text) for _, text in lines)[len(lines) * 3 // 4]

    def ended(index: int) -> bool:
        return len(lines[index][1]) + 1 + len(lines[index + 1][1].split(" ", 1)[0]) <= width

    def stops(index: int) -> bool:
        return lines[index][1].endswith((".", "!", "?"))

    start, end = 0, len(lines)
    if end > 2 and ended(0) and not lines[0][1].endswith("."):
        start = 1
    if end - start > 2 and ended(end - 2) and stops(end - 2) and not stops(end - 1):
        end -= 1
    return [part for part in (lines[:start], lines[start:end], lines[end:]) if part]
