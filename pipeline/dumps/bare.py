"""Layout "listing text, bare": a title on one line, its abstract on the next, after a short header.

The first title can be glued to the header's word "Subscribe". There are no dates and no authors.
What does not belong here: listings with metadata or with blank lines between their parts (full.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.dumps.listing import Unit, is_noise, is_prose, kind_of, records, unglue
from pipeline.dumps.record import Record, squeeze
from pipeline.dumps.source import Overlong, Source, decode

NAME = "listing text, bare"

# An abstract on one line is at least this long in one of the pairs, or the file is some other text.
_LONG = 300


def recognise(head: bytes) -> bool:
    """Whether most lines are titles followed by one long line of prose each: twice, or after the header."""
    lines = [squeeze(decode(line)) for line in head.split(b"\n")]
    if len(head) >= 4096:
        lines = lines[:-1] or lines
    texts = [line for line in lines if line and not is_noise(line)]
    kinds = [is_prose(line) for line in texts]
    if not texts or max(map(len, texts)) < _LONG or not _is_language(texts):
        return False
    pairs = sum(not title and prose for title, prose in pairwise(kinds))
    has_header = len(texts) < len([line for line in lines if line]) or texts[0] != unglue(texts[0])
    return 2 * pairs >= 0.6 * len(texts) and (pairs > 1 or has_header)


def _is_language(lines: list[str]) -> bool:
    """Whether the lines are sentences rather than code, tables, logs or markup."""
    text = " ".join(lines)
    letters = sum(character.isalpha() or character.isspace() for character in text)
    marked = sum(line.startswith(("#", "//", "<", "{", "[", "|", "- ", "* ", ">")) for line in lines)
    return letters >= 0.75 * len(text) and marked <= 0.1 * len(lines)


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record a pair of lines; `listing_year` has nothing to say here, as there are no dates."""
    return records(_units(source), source.name, listing_year)


def _units(source: Source) -> Iterator[Unit]:
    number = 0
    for number, line in enumerate(source.lines(), start=1):
        text = squeeze(decode(line))
        if isinstance(line, Overlong):
            yield Unit("overlong", number, text)
        elif text and is_noise(text):
            yield Unit("noise", number)
        elif text:
            yield Unit(kind_of(text), number, unglue(text))
    yield Unit("end", number + 1)
