"""From the units of a listing page (titles, prose, metadata, noise) to records.

The layouts that save such a page as text differ in how they cut lines into units (bare.py, full.py); which
units make a paper is decided here, once. A title and a text are only put together where nothing
else is possible: a lost or swapped line must cost the papers around it, never mix two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.dumps.dates import ListingDate, listing_date
from pipeline.dumps.record import MAX_REJECTED_TEXT, Record, fold, tidy
from pipeline.dumps.source import Source

# What Hugging Face writes around its listings.
_NOISE = frozenset(
    fold(line)
    for line in (
        "new",
        "Subscribe",
        "Get trending papers in your email inbox!",
        "Get trending papers in your email inbox once a day!",
        "Daily Papers",
        "Trending Papers",
        "by AK and the research community",
        "AK and the research community",
        "Previous",
        "Next",
        "Daily",
        "Weekly",
        "Monthly",
        "Submitted by",
        "View all papers",
        "Search",
    )
)
_GLUED = "Subscribe"

# Why a paper has no day of publication although a day is written.
NO_YEAR = "the day of publication has no year, and the dump none to infer it from"

_WORD = re.compile(r"[^\W_]{3,}")
# Words that say nothing of what a paper is about.
_COMMON_WORDS = """
    about across all and are based beyond but can data does for from generation how improving into its language large
    learning model modeling models need network networks neural new not one only our over that the their this through
    toward towards training under using via vision what when where which why with without you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(slots=True)
class Details:
    """What a listing says of a paper beside title and abstract."""

    date: ListingDate | None = None
    author_count: int | None = None
    organization: str | None = None
    organization_slug: str | None = None
    arxiv_id: str | None = None
    upvotes: int | None = None
    comments: int | None = None
    links: tuple[str, ...] | None = None


@dataclass(slots=True)
class Unit:
    """Some lines of a listing that belong together.

    The kind "border" stands where an entry must begin, "end" after the last line.
    """

    kind: Literal["title", "prose", "details", "noise", "border", "overlong", "end"]
    first_line: int
    text: str = ""
    details: Details | None = None


@dataclass(slots=True)
class _Group:
    """Units that can make one paper: titles, then prose, then details."""

    titles: list[Unit] = field(default_factory=list)
    prose: list[Unit] = field(default_factory=list)
    details: list[Unit] = field(default_factory=list)


def is_noise(line: str) -> bool:
    """Whether the line is what the site writes around its listings."""
    return fold(line) in _NOISE


def unglue(line: str) -> str:
    """The line without the header's word "Subscribe" glued to its start."""
    rest = line.removeprefix(_GLUED)
    return rest if rest[:1].isupper() or rest[:1].isdigit() else line


def is_prose(text: str) -> bool:
    """Whether a paragraph is an abstract rather than a title, by itself.

    Of 40,717 arXiv papers, this is wrong for two abstracts and no title.
    """
    return len(text) >= 300 or (len(text) >= 80 and text.endswith("."))


def kind_of(text: str) -> Literal["title", "prose", "noise"]:
    """What a paragraph is by itself: a title, an abstract, or addresses and marks, which are neither."""
    words = " ".join(word for word in text.split() if "://" not in word)
    if is_prose(text):
        return "prose" if sum(map(str.isalpha, words)) > len(text) / 3 else "noise"
    return "title" if "://" not in text and any(map(str.isalpha, text)) else "noise"


def related(title: str, prose: str) -> bool:
    """Whether prose speaks of what the title says: two words in common at least.

    So do 99.5 % of arXiv papers, and 24 % of titles with the abstract of another paper.
    """
    return len(_topics(title) & _topics(prose)) >= 2


def _topics(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower()) if word not in _COMMON}


def records(units: Iterable[Unit], dump: str, listing_year: int | None) -> Iterator[Record]:
    """Records of a stream of units that ends with a unit "end".

    `listing_year` is the year of dates that are written without one.
    """
    number = 0
    held: _Draft | None = None
    for draft in _drafts(units, listing_year):
        if held and held.kind == draft.kind == "boilerplate":
            continue
        if held:
            # What stands between two records belongs to the first, what stands before all to the first.
            number += 1
            yield held.record(dump, number, 1 if number == 1 else held.first_line, draft.first_line - 1)
        held = draft


@dataclass(slots=True)
class _Draft:
    first_line: int
    kind: Literal["paper", "boilerplate", "rejected", "end"]
    reason: str | None = None
    text: str | None = None
    title: str = ""
    abstract: str = ""
    details: Details | None = None
    listing_year: int | None = None

    def record(self, dump: str, number: int, first_line: int, last_line: int) -> Record:
        if self.kind != "paper" or not self.details:
            status: Literal["boilerplate", "rejected"] = "boilerplate" if self.kind == "boilerplate" else "rejected"
            text = self.text[:MAX_REJECTED_TEXT] if self.text else self.text
            return Record(dump, number, first_line, last_line, status, reason=self.reason, text=text)
        found = self.details
        published = found.date.on(self.listing_year) if found.date else None
        reason = self.reason
        if found.date and not published:
            reason = NO_YEAR
        return Record(
            dump=dump,
            number=number,
            first_line=first_line,
            last_line=last_line,
            status="paper",
            reason=reason,
            title=tidy(self.title),
            abstract=tidy(self.abstract),
            published=published,
            year_inferred=bool(published and found.date and not found.date.year),
            author_count=found.author_count,
            organization=found.organization,
            organization_slug=found.organization_slug,
            arxiv_id=found.arxiv_id,
            upvotes=found.upvotes,
            comments=found.comments or (found.date.comments if found.date else None),
            links=found.links,
        )


def _drafts(units: Iterable[Unit], listing_year: int | None) -> Iterator[_Draft]:
    former = _Group()
    waiting: _Group | None = None
    group = _Group()
    for unit in units:
        known = bool(group.titles or group.prose)
        ends = unit.kind in ("end", "overlong", "border")
        ends |= unit.kind == "title" and bool(group.prose or group.details)
        ends |= unit.kind == "prose" and bool(group.details)
        if ends and known:
            if waiting:
                yield from _settle(former, waiting, group, listing_year)
                former = waiting
            waiting, group = group, _Group()
        if unit.kind == "title":
            if not (group.titles and group.titles[-1].text == unit.text):
                group.titles.append(unit)
        elif unit.kind == "prose":
            if not (group.prose and group.prose[-1].text == unit.text):
                group.prose.append(unit)
        elif unit.kind == "details" and (group.titles or group.prose):
            group.details.append(unit)
        elif unit.kind == "noise" and (group.titles or group.prose):
            continue  # inside the lines of a paper
        else:
            if waiting:
                yield from _settle(former, waiting, _Group(), listing_year)
                former, waiting = waiting, None
            if unit.kind == "overlong":
                yield _Draft(unit.first_line, "rejected", "a line is longer than a dump may have", unit.text)
            elif unit.kind == "end":
                yield _Draft(unit.first_line, "end")
            else:
                yield _Draft(unit.first_line, "boilerplate")


def _settle(former: _Group, group: _Group, following: _Group, listing_year: int | None) -> Iterator[_Draft]:
    """The paper of a group and what is left of it; the groups around it tell whether lines were swapped or doubled."""
    title = group.titles[-1] if group.titles else None
    prose = group.prose[0] if group.prose else None
    orphan_follows = bool(following.prose and not following.titles)
    whole = len(group.titles) == 1
    # With a title too many and a text too many, either could belong to either.
    doubtful = len(group.titles) > 1 and (len(group.prose) > 1 or orphan_follows)
    doubtful |= bool(title and prose and (_other_papers(title, prose) or _is_doubled(former, title, prose, following)))
    paired = bool(
        title and prose and not doubtful and (whole or (len(group.titles) == 2 and related(title.text, prose.text)))
    )
    why = "lines before it or after it are missing, swapped or doubled" if doubtful else ""
    for lone in group.titles[: -1 if paired else None]:
        yield _rejected(lone, why or "a title without an abstract")
    if paired and title and prose:
        yield _Draft(
            first_line=title.first_line,
            kind="paper",
            title=title.text,
            abstract=prose.text,
            details=_joined([title, prose, *group.details]),
            listing_year=listing_year,
        )
    for lone in group.prose[1 if paired else 0 :]:
        yield _rejected(lone, why or "a text without a title")


def _rejected(unit: Unit, reason: str) -> _Draft:
    return _Draft(unit.first_line, "rejected", reason, unit.text)


def _other_papers(title: Unit, prose: Unit) -> bool:
    """Whether the addresses beside a title and a text are of two papers."""
    ids = {unit.details.arxiv_id for unit in (title, prose) if unit.details and unit.details.arxiv_id}
    return len(ids) > 1


def _is_doubled(former: _Group, title: Unit, prose: Unit, following: _Group) -> bool:
    """Whether a text and the title behind it came twice: the one stands before, the other behind."""
    texts = [unit.text for unit in former.prose[:1]], [unit.text for unit in following.titles[:1]]
    return not former.details and texts == ([prose.text], [title.text])


def _joined(units: list[Unit]) -> Details:
    """The details of a paper from all units that hold some; the first value of a kind wins."""
    joined = Details()
    for unit in units:
        for name in Details.__dataclass_fields__:
            value = getattr(unit.details, name, None)
            if value is not None and getattr(joined, name) is None:
                setattr(joined, name, value)
    return joined


# Lines at the top of a save that say when the page was read.
_RETRIEVED = re.compile(
    rb"^\W{0,5}(?:retrieved|captured|accessed|exported|saved|fetched|scraped|crawled|published time|date\b)"
    rb"[^:\n]{0,30}:\s*[\"']?(?:[a-z]{3}, )?(?:[a-z]{3,9}\.? \d{1,2},? |\d{1,2} [a-z]{3,9}\.? )?(20\d\d)\b",
    re.IGNORECASE | re.MULTILINE,
)


def listing_year_of(source: Source, told: int | None, date_text: Callable[[bytes], str]) -> int | None:
    """The year of dates without one: as told, as the save says, or the one after the newest year in the dump.

    `date_text` gives what can be a date of a short line.
    """
    if told is not None:
        return told
    if found := _RETRIEVED.search(source.head[:4096]):
        return int(found.group(1))
    dates = (listing_date(date_text(line)) for line in source.lines() if len(line) < 200)
    newest = max((found.year for found in dates if found and found.year), default=None)
    return newest + 1 if newest else None
