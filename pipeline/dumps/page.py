"""Layout "listing page, Markdown or text": a page of Hugging Face papers as scrapers and readers save it.

Such saves differ in how they write links (inline, as numbers, on lines of their own), titles (headings or plain),
details and wrapped abstracts. What makes an entry is the same in all: a title that is a heading or is followed
by the address of its paper, then prose, then details. What does not belong here: saves without any markup (full.py,
bare.py), and which title and which prose make a paper (listing.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.dumps.dates import listing_date
from pipeline.dumps.fields import addresses
from pipeline.dumps.listing import Details, Unit, is_noise, is_prose, listing_year_of, records
from pipeline.dumps.record import Record, arxiv_id, squeeze
from pipeline.dumps.source import Overlong, Source, decode

NAME = "listing page, Markdown or text"

Style = Literal["linked headings", "headings", "addresses"]

_MARKUP = re.compile(rb"\]\(https?://|\]\[\d+\]|^#{2,6} |^[ \t]*https://huggingface\.co/papers/\d", re.MULTILINE)
_SITE_WORDS = re.compile(rb"get trending papers|login\?next=%2fpapers|and the research community", re.IGNORECASE)
_LINKED_HEADING = re.compile(rb"^\s{0,3}#{2,6} .*(?:/papers/\d|\]\[\d+\]|/papers/[a-z-]+/\d)", re.MULTILINE)
_HEADING = re.compile(r"\s{0,3}(#{1,6}) +")

_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)|\[(?:图片|image|Image)[^\[\]]{0,300}\](?!\()")
# The name of a picture in the text of a link: [[slug] Name](address).
_ALT = re.compile(r"(?<=\[)\[[^\[\]]{0,300}\] ?(?=[^\[\]]{0,300}\](?:\(|\[))")
_LINK = re.compile(r"\[([^\[\]]{0,2000})\](?:\(([^()\s]{0,1000})\)|\[(\d{1,5})\])")
_LINK_END = re.compile(r"\](?:\(([^()\s]{0,1000})\)|\[(\d{1,5})\])")
_NUMBERED_ORGANIZATION = re.compile(r"\[\[([\w.-]{1,96})\] ?([^\[\]]{1,200})\]\[\d{1,5}\]")
# Longer than any abstract: from here on a new paragraph starts.
_MAX_PARAGRAPH = 10_000
_BULLETS = re.compile(r"^(?:[-*+] +)+")
_ADDRESS = re.compile(r"https?://\S+")
_ORGANIZATION = re.compile(r"https://huggingface\.co/([\w.-]{1,96})")
_LOGIN = re.compile(r"https://huggingface\.co/login\?next=%2Fpapers%2F(\S+)")
_AUTHORS = re.compile(r"(\d{1,6}) authors?", re.IGNORECASE)
_VOTES = re.compile(r"(?:\[-\] ?)?(?:Upvote ?)?(\d{1,6}|-)")
_SITE = re.compile(r"https://huggingface\.co/(?:papers/|login)")
_FRONT_MATTER = re.compile(r"\s*(?:[\w-]{1,40}\s*:|- |$)")
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")


@dataclass(slots=True)
class _Piece:
    """A line or a paragraph without its markup, and the addresses in it (or the numbers that stand for them)."""

    first_line: int
    text: str
    urls: list[str] = field(default_factory=list)
    kind: Literal["text", "heading", "overlong", "end"] = "text"
    opens: bool = False

    @property
    def paper(self) -> str | None:
        """The arXiv id of the paper whose page an address leads to."""
        ids = (arxiv_id(url) for url in self.urls if "huggingface.co/papers/" in url and "#" not in url)
        return next(filter(None, ids), None)


def recognise(head: bytes) -> bool:
    """Whether this has markup, words of a listing page, and a title with prose after it."""
    if not _MARKUP.search(head):
        return False
    lines = head.split(b"\n")
    if not _SITE_WORDS.search(head) and sum(bool(_AUTHORS.fullmatch(_plain(decode(line))[0])) for line in lines) < 2:
        return False
    kinds = [unit.kind for unit in _units(lines, _style(head)) if unit.kind in ("title", "prose")]
    return "titleprose" in "".join(kinds)


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an entry of the page. Years as in full.py; the day on which the page was saved settles them too."""
    year = listing_year_of(source, listing_year, _dates)
    return records(_units(source.lines(), _style(source.head)), source.name, year)


def _style(head: bytes) -> Style:
    """How titles are marked: as headings with links, as headings, or by the address of the paper after them."""
    if _LINKED_HEADING.search(head):
        return "linked headings"
    return "addresses" if re.search(rb"^[ \t]*https://huggingface\.co/papers/\d", head, re.MULTILINE) else "headings"


def _dates(line: bytes) -> str:
    return _plain(decode(line))[0].strip("·• ").removeprefix("Published on ")


def _plain(line: str) -> tuple[str, list[str], bool]:
    """The text of a line without markup, the addresses of its links, and whether a link in it goes on."""
    urls: list[str] = []

    def text_of(found: re.Match[str]) -> str:
        urls.append(found.group(2) or found.group(3))
        text = found.group(1)
        # The number of comments is glued to the date before it.
        return f" {text}" if text.strip().isdigit() else text

    if found := _NUMBERED_ORGANIZATION.fullmatch(line.strip()):
        # Its picture is named by what stands in its address.
        return squeeze(found.group(2)), [f"https://huggingface.co/{found.group(1)}"], False
    line = _LINK.sub(text_of, _ALT.sub("", _IMAGE.sub("", line))).rstrip("\\ \t")
    # A link over several lines: its end here, its start on a line before.
    if ends := _LINK_END.search(line):
        urls.append(ends.group(1) or ends.group(2))
        line = line[: ends.start()] + line[ends.end() :]
    opens = line.lstrip().startswith("[") and line.count("[") > line.count("]")
    if opens:
        line = line.replace("[", "", 1)
    line = _BULLETS.sub("", line.replace("\\  ", " ").strip().strip("*").strip())
    if line in ("-", "*", "+") and not urls:
        line = ""
    return squeeze(line), urls, opens


def _pieces(lines: Iterable[bytes]) -> Iterator[_Piece]:
    """Lines that stand alone, paragraphs, headings; addresses on lines of their own go with the text before."""
    held = _Piece(1, "")
    open_paragraph = False
    in_front_matter = False
    number = 0
    for number, line in enumerate(lines, start=1):
        raw = decode(line)
        if isinstance(line, Overlong):
            yield held
            yield _Piece(number, raw, kind="overlong")
            held, open_paragraph = _Piece(number + 1, ""), False
            continue
        if raw.strip() == "---" and (number == 1 or in_front_matter):
            in_front_matter = not in_front_matter
            continue
        in_front_matter = in_front_matter and bool(_FRONT_MATTER.match(raw))
        if in_front_matter or _FENCE.match(raw) or not raw.strip():
            open_paragraph = False
            continue
        heading = _HEADING.match(raw)
        text, urls, opens = _plain(raw[heading.end() :] if heading else raw)
        if _ADDRESS.fullmatch(text) and (not open_paragraph or _SITE.match(text)):
            # On a line of its own it belongs to the text before; in a wrapped paragraph it is text.
            text, urls = "", [text]
        continues = (
            open_paragraph
            and len(held.text) < _MAX_PARAGRAPH
            and not heading
            and text
            and not _stands_alone(text)
            and not _stands_alone(held.text)
        )
        if held.kind == "heading":
            continues = continues and (held.opens or raw.startswith("  "))
        if text and not continues:
            yield held
            kind: Literal["heading", "text"] = "heading" if heading and len(heading.group(1)) > 1 else "text"
            held = _Piece(number, text, urls, kind, opens)
        else:
            held.text = f"{held.text} {text}" if text and text != held.text else held.text
            held.urls += urls
            held.opens = held.opens and not urls
        open_paragraph = bool(text)
    yield held
    yield _Piece(number + 1, "", kind="end")


def _stands_alone(text: str) -> bool:
    """Whether a line says by itself what it is, wherever it stands."""
    return bool(
        text in ("·", "•")
        or _AUTHORS.fullmatch(text)
        or _VOTES.fullmatch(text)
        or is_noise(text)
        or listing_date(text.strip("·• ").removeprefix("Published on "))
    )


def _units(lines: Iterable[bytes], style: Style) -> Iterator[Unit]:
    """Titles, prose and details; votes can stand before the title that they are for."""
    votes: int | None = None
    paper: str | None = None
    for piece in _pieces(lines):
        if piece.kind in ("overlong", "end"):
            yield Unit("end" if piece.kind == "end" else "overlong", piece.first_line, piece.text)
            continue
        text = piece.text
        if not text:
            continue
        if found := _VOTES.fullmatch(text):
            count = None if found.group(1) == "-" else int(found.group(1))
            login = next(filter(None, map(_LOGIN.match, piece.urls)), None)
            if any(url.endswith("#community") for url in piece.urls):
                yield Unit("details", piece.first_line, text, Details(comments=count))
            elif login and paper and arxiv_id(login.group(1)) == paper:
                yield Unit("details", piece.first_line, text, Details(upvotes=count))
            else:
                # A border between two entries, whatever is lost around it.
                yield Unit("border", piece.first_line)
                votes, paper = count, None
        elif _is_title(piece, style):
            paper = piece.paper
            yield Unit("title", piece.first_line, text, Details(arxiv_id=paper, upvotes=votes))
            votes = None
        elif details := _details(piece):
            yield Unit("details", piece.first_line, text, details)
        elif is_prose(text) and not is_noise(text):
            yield Unit("prose", piece.first_line, text, Details(arxiv_id=piece.paper))
        else:
            yield Unit("noise", piece.first_line)


def _is_title(piece: _Piece, style: Style) -> bool:
    if is_noise(piece.text) or _stands_alone(piece.text):
        return False
    if style == "addresses":
        return bool(piece.paper) and not is_prose(piece.text) and not _AUTHORS.search(piece.text)
    is_linked = piece.paper or any(url.isdigit() for url in piece.urls)
    return piece.kind == "heading" and (style == "headings" or bool(is_linked))


def _details(piece: _Piece) -> Details | None:
    """What a line says beside title and abstract: authors, organisation, date, comments, addresses."""
    text = piece.text
    if found := _AUTHORS.fullmatch(text):
        return Details(author_count=int(found.group(1)))
    who, dot, when = text.partition("·")
    day = listing_date((when or text).strip("·• ").removeprefix("Published on "))
    slug = next(filter(None, map(_ORGANIZATION.fullmatch, piece.urls)), None)
    if day:
        details = Details(date=day)
        if found := _AUTHORS.fullmatch(who.strip()):
            details.author_count = int(found.group(1))
        elif dot and who.strip() and slug:
            details.organization, details.organization_slug = who.strip(), slug.group(1)
        return details
    if text in ("·", "•"):
        return Details()
    if text.startswith(("GitHub", "LINK: GitHub", "Project", "LINK: Project", "arXiv")):
        links = addresses([url for url in piece.urls if "arxiv.org/" not in url and "huggingface.co/" not in url])
        return Details(links=links, arxiv_id=next(filter(None, map(arxiv_id, piece.urls)), None))
    if slug and not is_prose(text) and len(piece.urls) == 1 and not is_noise(text):
        return Details(organization=text, organization_slug=slug.group(1))
    return None
