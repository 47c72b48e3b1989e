"""What an entry of structured data (JSON, a table, a bibliography) says of a paper.

Fields are found by their usual names, at the top of the entry or one level down. What has no usual name is left
out: nothing is guessed. What does not belong here: how entries are found in a dump.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pipeline.dumps.dates import iso_date, mail_date
from pipeline.dumps.record import MAX_TEXT, TOO_LARGE, arxiv_id, fold, squeeze, tidy, tidy_all

_TITLE = ("title", "paper_title")
_ABSTRACT = ("abstract", "summary", "paper_abstract")
_ARXIV = (
    "arxiv_id", "arxivId", "arxiv", "eprint", "id", "paper_id", "paper_url", "arxiv_page_url", "arxiv_url", "url_abs",
    "abs", "entry_id", "url", "URL", "number", "link", "pdf_url",
)  # fmt: skip
_AUTHORS = ("authors_parsed", "authors", "author")
_AUTHOR_COUNT = ("author_count", "authorCount", "num_authors", "numAuthors")
_CATEGORIES = ("categories", "arxiv_categories")
_PUBLISHED = ("publishedAt", "published", "published_at", "published_date", "publication_date", "date", "issued")
_UPVOTES = ("upvotes", "num_upvotes", "numUpvotes")
_COMMENTS = ("numComments", "num_comments", "comments_count", "comment_count", "comments")
_COMMENT = ("comment", "comments", "arxiv_comment", "journal_comment")
_ORGANIZATION = ("organization", "organisation", "submittedByOrg")
_LINKS = (
    "githubRepo", "github_repo", "github", "github_url", "github_links", "code", "code_url", "repository", "repo_url",
    "projectPage", "project_page", "project_url", "homepage", "links",
)  # fmt: skip
# What can be told of the columns of a table: fields of a paper, and the names under which each is found.
COLUMNS = {
    "title": _TITLE,
    "abstract": _ABSTRACT,
    "arxiv_id": _ARXIV,
    "published": _PUBLISHED,
    "authors": _AUTHORS,
    "organization": _ORGANIZATION,
    "categories": _CATEGORIES,
    "upvotes": _UPVOTES,
    "comments": _COMMENTS,
    "comment": _COMMENT,
    "links": _LINKS,
}
# Fields that hold counts: in a table they are written as text.
COUNTS = frozenset((*_AUTHOR_COUNT, *_UPVOTES, *_COMMENTS))

_MAX_COUNT = 10_000_000

# Sites that list papers: their own repositories stand beside the papers' and belong to none.
_OWN_PATHS = re.compile(r"github\.com/huggingface(?:/.*)?|(?:www\.)?huggingface\.co(?:/(?:papers/.*)?)?")


def paper(entry: Mapping[str, Any]) -> dict[str, Any] | str:
    """The fields of a Record that an entry gives, or why it is no paper."""
    levels = _levels(entry)
    # What is too large by far is not even tidied: it can stand in very many rows of a small file.
    if any(len(text) > 4 * MAX_TEXT for text in _all(levels, (*_TITLE, *_ABSTRACT, *_COMMENT), str)):
        return TOO_LARGE
    # Title and abstract come from one object, if one has both: else from the entry and what is in it.
    whole = [level for level in levels if _all([level], _TITLE, str) and _all([level], _ABSTRACT, str)]
    titles = [tidy(text) for text in _all([*whole[:1], entry] if whole else levels, _TITLE, str)]
    title = titles[0] if titles else ""
    if not any(map(str.isalnum, title)):
        return "no title"
    if any(fold(other) != fold(title) for other in titles):
        return "two titles"
    found = [tidy(text) for text in _all(whole[:1] or levels, _ABSTRACT, str)]
    abstracts = [text for text in found if any(map(str.isalnum, text)) and fold(text) != fold(title)]
    if not abstracts:
        return "no abstract" if not any(found) else "no abstract: the title stands in its place"
    authors = None if _lists_avatars(entry) else _first(map(author_names, _all(levels, _AUTHORS, object)))
    counts = _counts(levels, _AUTHOR_COUNT, least=1)
    organization, slug = _organization(_all(levels, _ORGANIZATION, object))
    comment = _all(levels, _COMMENT, str)
    return {
        "title": title,
        "abstract": max(abstracts, key=len),
        "arxiv_id": _first(map(arxiv_id, _all(levels, _ARXIV, object))),
        "published": _first([*map(day, _all(levels, _PUBLISHED, object)), first_version(entry)]),
        "authors": authors,
        "author_count": len(authors) if authors else _first(counts),
        "organization": organization,
        "organization_slug": slug,
        "categories": _first(map(category_names, _all(levels, _CATEGORIES, object))),
        "upvotes": _first(_counts(levels, _UPVOTES)),
        "comments": _first(_counts(levels, _COMMENTS)),
        "comment": tidy(comment[0]) or None if comment else None,
        "links": addresses(_all(levels, _LINKS, object)),
    }


def looks_like_paper(entry: object) -> bool:
    """Whether an entry has what only listings of papers have together (either of the texts can be empty)."""
    if not isinstance(entry, Mapping):
        return False
    levels = _levels(entry)
    names = {name for level in levels for name in level}
    if not names & set(_TITLE):
        return False
    if names & {"abstract", "paper_abstract"}:
        return True
    return "summary" in names and (
        bool(names & {"authors", "authors_parsed"}) or any(map(arxiv_id, _all(levels, _ARXIV, object)))
    )


def _levels(entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entry and the objects in it; an object called "paper" comes first, as it is what the entry is about."""
    inner = [value for name, value in entry.items() if isinstance(value, Mapping) and name != "paper"]
    about = entry.get("paper")
    return [*([about] if isinstance(about, Mapping) else []), entry, *inner]


def _all(levels: list[Mapping[str, Any]], names: tuple[str, ...], kind: type) -> list[Any]:
    """All values under these names that are of a kind and not empty, level by level."""
    values = (level.get(name) for level in levels for name in names)
    return [value for value in values if isinstance(value, kind) and not isinstance(value, bool) and value != ""]


def _counts(levels: list[Mapping[str, Any]], names: tuple[str, ...], least: int = 0) -> list[int]:
    """All values under these names that are counts; what no listing can have counted is none."""
    return [value for value in _all(levels, names, int) if least <= value <= _MAX_COUNT]


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def author_names(given: object) -> tuple[str, ...] | None:
    """Names of authors in any of their spellings: a list of names, of objects with names, of arXiv's parts, a text."""
    names: list[str] = []
    if isinstance(given, str) and given.startswith("["):
        # A list that was written as text, as in a column of a table.
        names = [one or other for one, other in re.findall(r"'([^']*)'|\"([^\"]*)\"", given)]
    elif isinstance(given, str):
        names = re.split(r"\s*;\s*|\s+and\s+", given) if ";" in given or " and " in given else given.split(", ")
    elif isinstance(given, list):
        names = [_author_name(author) for author in given]
    return tuple([name for name in tidy_all(names) if name]) or None


def _author_name(author: object) -> str:
    if isinstance(author, str):
        return author
    if isinstance(author, Mapping):
        parts = (author.get("given"), author.get("family"))
        name = author.get("name") or " ".join(part for part in parts if isinstance(part, str))
        return name if isinstance(name, str) else ""
    if isinstance(author, list) and len(author) > 1:
        # arXiv: [family name, given names, suffix]
        return " ".join(part for part in (author[1], author[0], *author[2:3]) if isinstance(part, str))
    return ""


def _lists_avatars(entry: Mapping[str, Any]) -> bool:
    """Whether `authors` are the avatars of a listing page: five at most, users of the site among them."""
    return "paper_url" in entry and isinstance(entry.get("details"), Mapping)


def category_names(given: object) -> tuple[str, ...] | None:
    """Names of categories from one string or a list."""
    if isinstance(given, str):
        return tuple(re.sub(r"[\[\],;'\"]", " ", given).split()) or None
    if isinstance(given, list):
        return tuple(name for name in given if isinstance(name, str) and name) or None
    return None


def day(given: object) -> date | None:
    """The day of a date or time in any spelling that needs no guess; a month or a year is no day."""
    if isinstance(given, Mapping):
        # CSL-JSON: {"date-parts": [[2025, 3, 4]]}
        parts = given.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        if not isinstance(first, list) or len(first) != 3 or not all(isinstance(part, int) for part in first):
            return None
        given = "{:04}-{:02}-{:02}".format(*first)
    return iso_date(given.isoformat() if isinstance(given, date) else given)


def first_version(entry: Mapping[str, Any]) -> date | None:
    """The day of the first version in arXiv's list of versions."""
    versions = entry.get("versions")
    if isinstance(versions, list) and versions and isinstance(versions[0], Mapping):
        return mail_date(versions[0].get("created"))
    return None


def _organization(given: list[object]) -> tuple[str | None, str | None]:
    """Name and slug of the organisation."""
    for value in given:
        if isinstance(value, str):
            return squeeze(value) or None, None
        if isinstance(value, Mapping):
            slug, name = value.get("name"), value.get("fullname") or value.get("name")
            if isinstance(slug, str) and isinstance(name, str):
                return squeeze(name) or None, squeeze(slug) or None
    return None, None


def addresses(given: list[object]) -> tuple[str, ...] | None:
    """The web addresses among values, each once, without those of the listing site itself."""
    flat: list[object] = []
    for value in given:
        flat += value if isinstance(value, list) else [value]
    texts = [value.get("url") if isinstance(value, Mapping) else value for value in flat]
    urls = dict.fromkeys(text.strip() for text in texts if isinstance(text, str))
    return tuple(filter(is_published, urls)) or None


def is_published(url: str) -> bool:
    """Whether an address given by a listing may be published: of the web, and the paper's own."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme not in ("http", "https", "ftp") or not host:
        return False
    return not _OWN_PATHS.fullmatch(f"{host}{parts.path}".rstrip("/").lower())
