"""Addresses of numbered links: a save can write a number in place of each address, and a list of them at its end.

What does not belong here: what an address says of a paper (page.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# All are kept in memory: a dump of very many pages is read without the addresses beyond these.
MAX_REFERENCES = 200_000

# "[12]: address" as in Markdown, "[12] address" and "12. address" as text browsers write it.
_DEFINITION = re.compile(
    rb"[\s>]{0,40}(?:\[(\d{1,5})\]:?|(\d{1,5})\.)\s{1,9}<?((?:https?:/)?/[!-;=?-~]{1,2000})>?\s*(?:[\"'(].*)?"
)
# Links of some length, which are titles and abstracts: "[text][12]", and "[12]text" as text browsers write it.
_AFTER = re.compile(rb"\[([^\[\]]{20,2000})\]\[(\d{1,5})\]")
_BEFORE = re.compile(rb"(?<![^\s*+-])\[(\d{1,5})\]([^\s\[\]][^\[\]]{19,2000})")


@dataclass(slots=True)
class _Page:
    """Lines that end with a list of addresses. Where numbers start again on them, it is not certain whose they are."""

    last_line: int = 0
    addresses: dict[int, str] = field(default_factory=dict)
    is_certain: bool = True


class References:
    """What the numbers of links stand for, from all lines of a dump."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._pages = list(_pages(lines))
        self._ends = [page.last_line for page in self._pages]

    def address(self, number: int, line: int) -> str | None:
        """The address that a number on a line stands for; None where no list says so for certain."""
        at = bisect_left(self._ends, line)
        if at == len(self._pages) or not self._pages[at].is_certain:
            return None
        return self._pages[at].addresses.get(number)


def is_definition(line: bytes) -> bool:
    """Whether a line is of a list of addresses."""
    return b"/" in line and bool(_DEFINITION.fullmatch(line))


def stand_before(head: bytes) -> bool:
    """Whether numbers stand before the text of their links and not after it."""
    return len(_BEFORE.findall(head)) > len(_AFTER.findall(head))


def _pages(lines: Iterable[bytes]) -> Iterator[_Page]:
    page = _Page()
    last = count = 0
    texts: dict[int, set[int]] = {}
    for line_number, line in enumerate(lines, start=1):
        if b"/" in line and (found := _DEFINITION.fullmatch(line)):
            count += 1
            if count > MAX_REFERENCES:
                break
            number, address = int(found.group(1) or found.group(2)), found.group(3).decode("ascii")
            page.is_certain &= page.addresses.setdefault(number, address) == address
            page.last_line = line_number
            continue
        if b"[" not in line:
            continue
        uses = [(int(number), text) for text, number in _AFTER.findall(line)]
        uses += [(int(number), text) for number, text in _BEFORE.findall(line)]
        if uses and page.addresses:
            yield page
            page, last = _Page(), 0
            texts.clear()
        for number, text in uses:
            # Numbers grow within a page, but for a text that stands twice.
            known = texts.setdefault(number, set())
            page.is_certain &= number >= last or hash(text) in known
            known.add(hash(text))
            last = max(last, number)
    if page.addresses:
        yield page
