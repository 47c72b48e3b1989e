"""What every reader of a dump yields, the errors it raises, and the values that all layouts share.

What does not belong here: how a layout looks (one module a layout), what becomes of a record (papers.py).
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from ftfy import fix_encoding

Status = Literal["paper", "boilerplate", "rejected"]

# Characters of title, abstract and comment: the longest of arXiv are shorter by far. And names of authors, addresses
# and categories.
MAX_TEXT = 50_000
MAX_NAMES = 20_000
TOO_LARGE = f"a record of more than {MAX_TEXT:,} characters or {MAX_NAMES:,} names"
# Of a rejected record this much text is kept.
MAX_REJECTED_TEXT = 20_000

_ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?(?![\w])", re.ASCII)

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# A character of UTF-8 that was read as Windows-1252 looks so.
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Characters that are neither printable nor blanks, and the mark of byte order.
_CONTROLS = {code: None for code in (*range(32), *range(127, 160), 0xFEFF) if not chr(code).isspace()}
_LOWER = bytes(range(256)).lower()
_NEITHER = bytes(byte for byte in range(128) if not chr(byte).isalnum())


class DumpError(Exception):
    """A dump that cannot be read: names the file and what is the matter, in one line."""

    def __init__(self, path: Path | str, message: str) -> None:
        # What libraries say of an error can have several lines.
        self.path = path
        self.message = " ".join(message.split())
        super().__init__(f"{path}: {self.message}")


class NotADump(DumpError):
    """The content is of no known layout (a README among the dumps, a picture)."""


class OfNoLayout(NotADump):
    """Nothing in the content is of a dump: nobody meant it for one (a README among the dumps)."""


class Damaged(NotADump):
    """The content is what a failed download or a bad disk leaves: nothing, or bytes that are of no kind of file."""


@dataclass(frozen=True, slots=True)
class Record:
    """One stretch of a dump: a paper, boilerplate, or what had to be rejected.

    Lines count from 1 and every line of a dump lies in exactly one record; a dump that is not made of
    lines (Parquet) counts its rows instead. What the dump does not say is None, never 0 or "".
    """

    dump: str
    number: int
    first_line: int
    last_line: int
    status: Status
    reason: str | None = None
    text: str | None = None
    title: str | None = None
    abstract: str | None = None
    arxiv_id: str | None = None
    published: date | None = None
    year_inferred: bool = False
    author_count: int | None = None
    authors: tuple[str, ...] | None = None
    organization: str | None = None
    organization_slug: str | None = None
    categories: tuple[str, ...] | None = None
    upvotes: int | None = None
    comments: int | None = None
    comment: str | None = None
    links: tuple[str, ...] | None = None


def squeeze(text: str) -> str:
    """The text with every run of line breaks and blanks as one blank, none at its ends, and no control characters."""
    return " ".join(text.translate(_CONTROLS).split())


def tidy(text: str) -> str:
    """The text as it reads best: squeezed, HTML entities and wrongly decoded characters repaired, LaTeX kept."""
    # Most texts need nothing but joined lines: to see that is four times faster than to repair them.
    text = text.replace("\n", " ").strip()
    if _is_tidy(text):
        return text
    text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return squeeze(fix_encoding(text) if _MOJIBAKE.search(text) else text)


def tidy_all(texts: list[str]) -> list[str]:
    """`tidy` of short texts; whether they need it at all is seen at one look."""
    return [text.strip() for text in texts] if _is_tidy(" ".join(texts)) else list(map(tidy, texts))


def _is_tidy(text: str) -> bool:
    return text.isascii() and text.isprintable() and "&" not in text and "  " not in text


def fold(title: str) -> str:
    """The title as identity sees it: NFKC, case folded, only letters and digits."""
    if title.isascii():
        return title.encode().translate(_LOWER, _NEITHER).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title).casefold()))


def arxiv_id(value: object) -> str | None:
    """The arXiv identifier in an id or address, without its version; None where there is none.

    One that was read as a number has lost zeros at its ends ("2503.02130" as 2503.0213): they are put back.
    """
    if isinstance(value, float):
        # Identifiers have five digits after the dot since January 2015.
        value = f"{value:010.5f}" if value >= 1501 else f"{value:09.4f}"
    if not isinstance(value, str):
        return None
    found = _ARXIV_ID.search(value)
    if not found:
        return None
    name = found.group(1)
    return f"{name}0" if len(name) == 9 and name[4] == "." and name >= "1501" else name
