"""Layout "listing page, Markdown or text": a page of Hugging Face papers as scrapers and readers save it.

Such saves differ in how they write links (inline, as numbers, on lines of their own), titles (headings or plain),
details and wrapped abstracts. What makes an entry is the same in all: a title that is a heading or is followed
by the address of its paper, then prose, then details. What does not belong here: saves without any markup (full.py,
bare.py), and which title and which prose make a paper (listing.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from pipeline.dumps.dates import listing_date
from pipeline.dumps.fields import addresses
from pipeline.dumps.listing import Details, Unit, is_noise, is_prose, kind_of, listing_year_of, records
from pipeline.dumps.record import Record, arxiv_id, squeeze
from pipeline.dumps.references import References, is_definition, stand_before
from pipeline.dumps.source import Overlong, Source, decode

NAME = "listing page, Markdown or text"


class Style(NamedTuple):
    """How a save is written: what is a title, and whether numbers of links stand before their text ("[12]text")."""

    titles: Literal["linked headings", "headings", "addresses"]
    numbers_before: bool


_MARKUP = re.compile(
    rb"\]\(<?(?:https?://|/)|\]\[\d+\]|^[ \t>]*#{2,6} |^[ \t>]*https://(?:huggingface|hf)\.co/papers/\d"
    rb"|^[ \t>*+-]*\[\d+\]\S",
    re.MULTILINE,
)
_SITE_WORDS = re.compile(rb"get trending papers|login\?next=%2fpapers|and the research community", re.IGNORECASE)
_LINKED_HEADING = re.compile(rb"^[ \t>]*#{2,6} (?!by\b).*(?:/papers/\d|\]\[\d+\]|/papers/[a-z-]+/\d)", re.MULTILINE)
_PAPER_ADDRESS = re.compile(
    rb"^[ \t>]*(?:\[\d+\]:?\s+)?<?https://(?:huggingface|hf)\.co/papers/\d|\]\(<?(?:https?://(?:huggingface|hf)\.co)?/papers/\d",
    re.MULTILINE,
)
_HEADINGS = re.compile(rb"^[ \t>]*#{2,6} ", re.MULTILINE)
_HEADING = re.compile(r"\s*(#{1,6}) +")
_QUOTE = re.compile(r"\s*(?:> ?)+")
_TAG = re.compile(r"</?(?:a|br|div|img|p|span)\b[^<>]{0,500}>|<!--.{0,500}?-->")

_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,1000}\)|\[(?:图片|image|Image)[^\[\]]{0,300}\](?!\()")
# The name of a picture in the text of a link: [[slug] Name](address).
_ALT = re.compile(r"(?<=\[)\[[^\[\]]{0,300}\] ?(?=[^\[\]]{0,300}\](?:\(|\[))")
_TARGET = r"""\](?:\(\s?<?([^()\s<>]{0,1000})>?(?:\s"[^"]{0,300}")?\)|\[(\d{1,5})\])"""
_LINK = re.compile(r"\[([^\[\]]{0,2000})" + _TARGET)
_LINK_END = re.compile(_TARGET)
_NUMBER_BEFORE = re.compile(r"(?<![^\s*+-])\[(\d{1,5})\](?=\S)")
_NUMBERED_ORGANIZATION = re.compile(r"\[\[([\w.-]{1,96})\] ?([^\[\]]{1,200})\]\[\d{1,5}\]")
_OWN_HOST = re.compile(r"^(?:https?://(?:www\.)?(?:huggingface|hf)\.co)?(?=/(?!/))")
# What Markdown writes for these characters; other backslashes are LaTeX.
_ESCAPED = re.compile(r"\\([-*+_`])")
# Longer than any abstract: from here on a new paragraph starts.
_MAX_PARAGRAPH = 10_000
# Nothing that says by itself what it is, is longer.
_MAX_ALONE = 80
_BULLETS = re.compile(r"^(?:[-*+] +)+")
_NUMBERED_ITEM = re.compile(r"\s*\d{1,3}[.)] +(?=\*{0,3}\[)")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_ORGANIZATION = re.compile(r"https://huggingface\.co/([\w.-]{1,96})")
# Pages of the site whose addresses look like those of organisations.
_SITE_PATHS = """
    about blog brand changelog chat collections datasets docs enterprise inference jobs join languages learn login
    models new notifications organizations papers posts pricing privacy settings shop spaces storage support tasks
    terms-of-service
"""
_SITE_PAGES = frozenset(_SITE_PATHS.split())
_LOGIN = re.compile(r"https://huggingface\.co/login\?next=%2Fpapers%2F(\S+)")
_AUTHORS = re.compile(r"([1-9]\d{0,5}) authors?", re.IGNORECASE)
_VOTES = re.compile(r"(?:\[-\] ?)?(?:[▲△⬆👍\ufe0f]{1,3} ?)?(Upvotes?:? ?)?(\d{1,6}|-)( upvotes?)?", re.IGNORECASE)
_UPVOTE = re.compile(r"upvotes?:?", re.IGNORECASE)
_COMMENTS = re.compile(r"(\d{1,6}) comments?", re.IGNORECASE)
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]+", re.IGNORECASE)
# A link from the start of a line; after a whole link it is another one, also without a blank line between.
_LINE_OF_LINK = re.compile(r"\s*(?:[-*+] +)*\[")
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
    closed: bool = False
    indent: int = 0

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
    style = _style(head)
    if not _SITE_WORDS.search(head) and sum(bool(_AUTHORS.fullmatch(_text(line, style))) for line in lines) < 2:
        return False
    kinds = [unit.kind for unit in _units(lines, style, References(lines)) if unit.kind in ("title", "prose")]
    return "titleprose" in "".join(kinds)


def read(source: Source, listing_year: int | None) -> Iterator[Record]:
    """A record an entry of the page. Years as in full.py; the day on which the page was saved settles them too."""
    style = _style(source.head)
    year = listing_year_of(source, listing_year, lambda line: _bare(_text(line, style)))
    return records(_units(source.lines(), style, References(source.lines())), source.name, year)


def _style(head: bytes) -> Style:
    if _LINKED_HEADING.search(head):
        return Style("linked headings", False)
    numbers_before = stand_before(head)
    if numbers_before or (_PAPER_ADDRESS.search(head) and len(_HEADINGS.findall(head)) < 3):
        return Style("addresses", numbers_before)
    return Style("headings", False)


def _bare(text: str) -> str:
    """A text that can be a date without what stands around it."""
    return text.strip("·• ").removeprefix("Published on ")


def _text(line: bytes, style: Style) -> str:
    """The text of a line without markup."""
    return _plain(decode(line), style, lambda number: None)[0]


def _whole(url: str) -> str:
    """An address of the site as the site writes it: some saves write only the path, or the short host."""
    return _OWN_HOST.sub("https://huggingface.co", url)


def _plain(line: str, style: Style, address: Callable[[int], str | None]) -> tuple[str, list[str], bool]:
    """The text of a line without markup, the addresses of its links, and whether a link in it goes on."""
    urls: list[str] = []

    def note(written: str | None, number: str | None) -> None:
        if url := written or (number and (address(int(number)) or number)):
            urls.append(_whole(url))

    def text_of(found: re.Match[str]) -> str:
        text = found.group(1)
        if text.strip():
            # The address of a picture is no address of what is written beside it.
            note(found.group(2), found.group(3))
        # The number of comments is glued to the date before it.
        return f" {text}" if text.strip().isdigit() else text

    if "<" in line:
        line = _TAG.sub("", line)
    opens = False
    if "[" in line or "]" in line:
        if found := _NUMBERED_ORGANIZATION.fullmatch(line.strip()):
            # Its picture is named by what stands in its address.
            return squeeze(found.group(2)), [f"https://huggingface.co/{found.group(1)}"], False
        if item := _NUMBERED_ITEM.match(line):
            line = line[item.end() :]
        line = _LINK.sub(text_of, _ALT.sub("", _IMAGE.sub("", line))).rstrip("\\ \t")
        if style.numbers_before:
            for number in _NUMBER_BEFORE.findall(line):
                note(None, number)
            line = _NUMBER_BEFORE.sub("", line)
        # A link over several lines: its end here, its start on a line before.
        if ends := _LINK_END.search(line):
            note(ends.group(1), ends.group(2))
            line = line[: ends.start()] + line[ends.end() :]
        opens = line.lstrip().startswith("[") and line.count("[") > line.count("]")
        if opens:
            line = line.replace("[", "", 1)
    line = line.rstrip("\\ \t")
    line = _BULLETS.sub("", line.replace("\\  ", " ").strip().strip("*").strip())
    if line in ("-", "*", "+") and not urls:
        line = ""
    return squeeze(_ESCAPED.sub(r"\1", line) if "\\" in line else line), urls, opens


def _pieces(lines: Iterable[bytes], style: Style, references: References) -> Iterator[_Piece]:
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
        if quote := _QUOTE.match(raw):
            raw = raw[quote.end() :]
        in_front_matter = in_front_matter and bool(_FRONT_MATTER.match(raw))
        if in_front_matter or not raw.strip() or _FENCE.match(raw) or is_definition(line):
            open_paragraph = False
            continue
        heading = _HEADING.match(raw)
        text, urls, opens = _plain(
            raw[heading.end() :] if heading else raw, style, partial(references.address, line=number)
        )
        found = _ADDRESS.fullmatch(text)
        if found and (not open_paragraph or _is_of_link(_whole(found.group(1)), held)):
            # On a line of its own it belongs to the text before; in a wrapped paragraph it is text.
            text, urls = "", [_whole(found.group(1))]
        level = len(heading.group(1)) if heading else 0
        indent = len(raw) - len(raw.lstrip())
        continues = (
            open_paragraph
            and len(held.text) < _MAX_PARAGRAPH
            and text
            and not _stands_alone(text)
            and not _stands_alone(held.text)
            and not (_LINE_OF_LINK.match(raw) and (style.numbers_before or (urls and held.closed)))
        )
        if held.kind == "heading" or heading:
            # Each line of a long heading can be written as one.
            continues = continues and held.kind == "heading" and (held.opens or (not heading and indent > held.indent))
        if text and not continues:
            yield held
            held = _Piece(number, text, urls, "heading" if level > 1 else "text", opens, bool(urls), indent)
        else:
            held.text = f"{held.text} {text}" if text and text != held.text else held.text
            held.urls += urls
            held.opens = held.opens and not urls
            held.closed = bool(urls)
        open_paragraph = bool(text)
    yield held
    yield _Piece(number + 1, "", kind="end")


def _is_of_link(address: str, held: _Piece) -> bool:
    """Whether an address on a line right after text is where the text leads to, and no part of it."""
    return bool(_SITE.match(address) or (_ORGANIZATION.fullmatch(address) and not is_prose(held.text)))


def _stands_alone(text: str) -> bool:
    """Whether a line says by itself what it is, wherever it stands."""
    return len(text) <= _MAX_ALONE and _is_detail(text)


@lru_cache(maxsize=4096)
def _is_detail(text: str) -> bool:
    """Whether a short text is a detail or noise; most of them stand in a listing again and again."""
    return bool(
        text in ("·", "•")
        or _AUTHORS.fullmatch(text)
        or _VOTES.fullmatch(text)
        or _UPVOTE.fullmatch(text)
        or _COMMENTS.fullmatch(text)
        or is_noise(text)
        or listing_date(_bare(text))
    )


def _units(lines: Iterable[bytes], style: Style, references: References) -> Iterator[Unit]:
    """Titles, prose and details; votes can stand before the title that they are for."""
    votes: int | None = None
    paper: str | None = None
    is_dated = votes_follow = False
    for piece in _pieces(lines, style, references):
        if piece.kind in ("overlong", "end"):
            yield Unit("end" if piece.kind == "end" else "overlong", piece.first_line, piece.text)
            continue
        text = piece.text
        if not text:
            continue
        if found := _VOTES.fullmatch(text):
            count = int(found.group(2)) if found.group(2).isdigit() else None
            login = next(filter(None, map(_LOGIN.match, piece.urls)), None)
            if any(url.endswith("#community") for url in piece.urls):
                yield Unit("details", piece.first_line, text, Details(comments=count))
            elif votes_follow or found.group(1) or (login and paper and arxiv_id(login.group(1)) == paper):
                yield Unit("details", piece.first_line, text, Details(upvotes=count))
            else:
                # A border between two entries, whatever is lost around it.
                yield Unit("border", piece.first_line)
                votes, paper = count, None
            votes_follow = False
            continue
        votes_follow = bool(_UPVOTE.fullmatch(text))
        if votes_follow:
            continue
        if _is_title(piece, style):
            paper, is_dated = piece.paper, False
            yield Unit("title", piece.first_line, text, Details(arxiv_id=paper, upvotes=votes))
            votes = None
        elif details := _details(piece):
            if is_dated:
                # What names an organisation comes before the day; after it come who submitted the paper, and the site.
                details.organization = details.organization_slug = None
            is_dated = is_dated or bool(details.date)
            yield Unit("details", piece.first_line, text, details)
        elif kind_of(text) == "prose":
            yield Unit("prose", piece.first_line, text, Details(arxiv_id=piece.paper))
        else:
            yield Unit("noise", piece.first_line)


def _is_title(piece: _Piece, style: Style) -> bool:
    if _stands_alone(piece.text) or kind_of(piece.text) == "noise":
        return False
    if style.titles == "addresses":
        return bool(piece.paper) and not is_prose(piece.text) and not _AUTHORS.search(piece.text)
    is_linked = piece.paper or any(url.isdigit() for url in piece.urls)
    return piece.kind == "heading" and (style.titles == "headings" or bool(is_linked))


def _details(piece: _Piece) -> Details | None:
    """What a line says beside title and abstract: authors, organisation, date, comments, addresses."""
    text = piece.text
    if found := _AUTHORS.fullmatch(text):
        return Details(author_count=int(found.group(1)))
    if found := _COMMENTS.fullmatch(text):
        return Details(comments=int(found.group(1)))
    who, dot, when = text.partition("·")
    day = listing_date(_bare(when or text))
    slug = next(filter(None, map(_ORGANIZATION.fullmatch, piece.urls)), None)
    if slug and slug.group(1).lower() in _SITE_PAGES:
        slug = None
    if day:
        details = Details(date=day)
        if found := _AUTHORS.fullmatch(who.strip()):
            details.author_count = int(found.group(1))
        elif dot and who.strip() and slug:
            details.organization, details.organization_slug = who.strip(), slug.group(1)
        return details
    if text in ("·", "•"):
        return Details()
    if is_prose(text):
        return None
    if text.startswith(("GitHub", "LINK: GitHub", "Project", "LINK: Project", "arXiv")):
        links = addresses([url for url in piece.urls if "arxiv.org/" not in url and "huggingface.co/" not in url])
        return Details(links=links, arxiv_id=next(filter(None, map(arxiv_id, piece.urls)), None))
    if links := addresses([url for url in piece.urls if _REPOSITORY.match(url)]):
        return Details(links=links)
    if slug and len(piece.urls) == 1 and not is_noise(text):
        return Details(organization=text, organization_slug=slug.group(1))
    return None
