"""Dates as dumps write them. What does not belong here: where in a dump a date stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
# Of days of publication; arXiv took papers in that are as old as this.
YEARS = range(1986, 2100)

_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", re.ASCII)
_LISTING = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:,? ((?:19|20)\d\d))?(?: (\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class ListingDate:
    """A date as listings write it, with the number of comments that can follow it."""

    month: int
    day: int
    year: int | None
    comments: int | None

    def on(self, listing_year: int | None) -> date | None:
        """The day, in `listing_year` where the listing omits the year; None if there is no such day."""
        year = self.year or listing_year
        return _day(year, self.month, self.day) if year else None


def listing_date(text: str) -> ListingDate | None:
    """A date like "Mar 19", "Mar 19 4", "Sep 18, 2025" or "Jun 4, 2024 2"; None for anything else."""
    found = _LISTING.fullmatch(text)
    month = _MONTHS.get(found.group(1).lower()) if found else None
    if not found or not month or not 1 <= int(found.group(2)) <= 31:
        return None
    year, comments = found.group(3), found.group(4)
    return ListingDate(month, int(found.group(2)), int(year) if year else None, int(comments) if comments else None)


def iso_date(text: object) -> date | None:
    """The day of an ISO 8601 date or time ("2025-03-14T09:30:00Z"); None for anything else."""
    if not isinstance(text, str):
        return None
    found = _ISO.match(text)
    return _day(*map(int, found.groups())) if found else None


def mail_date(text: object) -> date | None:
    """The day of a date as in mail headers ("Mon, 2 Apr 2007 19:18:42 GMT"); None for anything else."""
    if not isinstance(text, str):
        return None
    parts = text.split()
    try:
        return _day(int(parts[3]), _MONTHS[parts[2].lower()], int(parts[1]))
    except (IndexError, KeyError, ValueError):
        return None


def _day(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a day and papers can have been published on it."""
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
