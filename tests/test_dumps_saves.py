"""Pages of papers as many tools save them: whatever the marks, each entry gives the same paper."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline import dumps
from pipeline.dumps import Record

SEEDS = Path(__file__).parents[1] / "seeds"
SITE = "https://huggingface.co"


@dataclass(frozen=True)
class Entry:
    """What a page says of a paper."""

    title: str
    abstract: str
    arxiv_id: str
    day: date
    upvotes: int | None
    comments: int | None
    authors: int | None
    organization: tuple[str, str] | None
    repository: str | None


@cache
def entries() -> list[Entry]:
    """The ten papers of seeds/, with an organisation in place of authors where one is named, as pages have it."""
    found = []
    for number, record in enumerate(dumps.read(SEEDS / "daily-papers-api.json", name="api")):
        if record.status != "paper":
            continue
        assert record.title and record.abstract and record.arxiv_id and record.published
        organization = (record.organization_slug or "", record.organization) if record.organization else None
        found.append(
            Entry(
                title=record.title,
                abstract=record.abstract,
                arxiv_id=record.arxiv_id,
                day=record.published,
                upvotes=record.upvotes if number % 4 else None,
                comments=record.comments,
                authors=None if organization else record.author_count,
                organization=organization,
                repository=record.links[0] if record.links else None,
            )
        )
    return found


@dataclass
class Links:
    """How a save writes links: "inline", "path", "titled", "angle", "number", "before" or "own line"."""

    way: str
    addresses: list[str] = field(default_factory=list)

    def __call__(self, text: str, path: str) -> str:
        """A link to a path of the site, or to an address."""
        url = path if "://" in path else SITE + path
        if self.way in ("number", "before"):
            self.addresses.append(url)
            number = len(self.addresses)
            return f"[{text}][{number}]" if self.way == "number" else f"[{number}]{text}"
        if self.way == "own line":
            return f"{text}\n\n{url}\n"
        if self.way == "path":
            return f"[{text}]({path})"
        if self.way == "titled":
            return f'[{text}]({url} "{text[:20].strip()}")'
        if self.way == "angle":
            return f"[{text}](<{url}>)"
        return f"[{text}]({url})"


NAVIGATION = ("Models", "Datasets", "Spaces", "Docs", "Enterprise", "Pricing", "Log In")


def save(found: list[Entry], links: Links, rng: random.Random, **options: str) -> str:
    """A page of entries as some tool saves it."""
    titles = options.get("titles", "###")
    votes = options.get("votes", "before")
    wrap = options.get("wrap", "")
    parts = [links(name, "/" + name.lower().replace(" ", "")) for name in NAVIGATION]
    parts = [f"* {part}" for part in parts] if links.way != "own line" else parts
    parts += ["new", "Get trending papers in your email inbox once a day!", links("Subscribe", "/login?next=%2Fpapers")]
    parts += ["# Daily Papers", f"## by {links('AK', '/akhaliq')} and the research community", "Apr 24"]
    if links.way in ("own line", "before"):
        parts[-3:-1] = ["Daily Papers", f"by {links('AK', '/akhaliq')} and the research community"]
    for entry in found:
        page = f"/papers/{entry.arxiv_id}"
        login = f"/login?next=%2Fpapers%2F{entry.arxiv_id}"
        count = "-" if entry.upvotes is None else str(entry.upvotes)
        if votes == "before":
            parts.append(links(count, login))
        title = links(entry.title, page)
        parts.append(f"{titles} {title}" if "#" in titles else titles.replace("*", f"**{title}**") or title)
        body = entry.abstract
        if wrap:
            lines = textwrap.wrap(body, 78, break_long_words=False, break_on_hyphens=False)
            body = wrap.join(lines)
        parts.append(links(body, page))
        if entry.organization:
            slug, name = entry.organization
            who = links(rng.choice([name, f"![]({SITE}/a.png) {name}"]) if links.way == "inline" else name, f"/{slug}")
        else:
            who = links(f"{entry.authors} authors", page)
        day = f"{entry.day:%b} {entry.day.day}, {entry.day.year}"
        comments = links(str(entry.comments), f"{page}#community") if entry.comments else ""
        parts += [who, "·", f"{day} {comments}".strip() if links.way != "own line" else f"{day}\n\n{comments}"]
        if votes == "after":
            parts.append(links(f"Upvote\n\n{count}" if links.way == "inline" else f"Upvote {count}", login))
        if entry.repository and links.way != "before":
            parts.append(links(rng.choice(["GitHub 1.2k", "GitHub", "1.2k"]), entry.repository))
    parts += [links("Previous", "/papers/date/2026-04-23"), "Trending Papers ranked by GitHub stars activity"]
    if links.addresses and options.get("list", "yes") == "yes":
        form = {"number": "[{}]: {}", "before": options.get("form", "  {}. {}")}[links.way]
        parts += ["References", "\n".join(form.format(n, url) for n, url in enumerate(links.addresses, start=1))]
    return "\n\n".join(parts) + "\n"


def read(path: Path, text: str) -> dict[str, Record]:
    """The papers of a dump; where one stands twice, the first."""
    path.write_text(text)
    papers: dict[str, Record] = {}
    for record in dumps.read(path, name="page"):
        assert record.status != "rejected", (record.reason, record.text)
        if record.status == "paper":
            papers.setdefault(record.title or "", record)
    return papers


def differences(found: list[Entry], papers: dict[str, Record], ids: bool = True) -> Iterator[str]:
    """What a dump says else than the entries."""
    if [entry.title for entry in found] != list(papers):
        yield f"titles: {list(papers)}"
    for entry in found:
        paper = papers.get(entry.title)
        if not paper:
            continue
        who = entry.organization or (None, None)
        same = {
            "abstract": (entry.abstract, paper.abstract),
            "arxiv_id": (entry.arxiv_id if ids else None, paper.arxiv_id),
            "published": (entry.day, paper.published),
            "upvotes": (entry.upvotes, paper.upvotes),
            "comments": (entry.comments or None, paper.comments),
            "author_count": (entry.authors, paper.author_count),
            "organization": (who[1] if ids else paper.organization, paper.organization),
            "slug": (who[0] if ids else paper.organization_slug, paper.organization_slug),
        }
        for name, (expected, given) in same.items():
            if expected != given:
                yield f"{name} of {entry.title[:20]!r}: {given!r} in place of {expected!r}"


WAYS = ["inline", "path", "titled", "angle", "number", "before", "own line"]
WITHOUT_HEADINGS = ("own line", "before")


def page(way: str, **options: str) -> str:
    """A save of the ten papers with one way of writing links."""
    options.setdefault("titles", "" if way in WITHOUT_HEADINGS else "###")
    return save(entries(), Links(way), random.Random(2), **options)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("votes", ["before", "after"])
def test_titles_votes_and_wrapping_in_any_way(tmp_path: Path, way: str, votes: str) -> None:
    wraps = ("", "\n") if way == "before" else ("", "\n", "\\\n", " \\\\\n", "<br>\n")
    titles = ("",) if way in WITHOUT_HEADINGS else ("###", "##", "*", "1. *", "")
    wrong = {}
    # Each way of wrapping with two kinds of titles, each kind of title with two ways of wrapping.
    for wrap, title in {(wraps[n % len(wraps)], titles[(n + n // 5) % len(titles)]) for n in range(10)}:
        text = page(way, votes=votes, wrap=wrap, titles=title)
        wrong[wrap, title] = list(differences(entries(), read(tmp_path / "page.md", text)))
    assert {options: found for options, found in wrong.items() if found} == {}


def heading_in_two(text: str) -> str:
    """Long headings on two lines, each written as a heading."""
    return re.sub(r"(?m)^### \[([^\]\n]{20,40}) ", r"### [\1\n### ", text)


def heading_wrapped(text: str) -> str:
    """Long headings on two lines, the second indented."""
    return re.sub(r"(?m)^### \[([^\]\n]{20,40}) ", r"### [\1\n  ", text)


FRONT_MATTER = "---\nurl: https://huggingface.co/papers\nretrieved: 2026-04-24\ntitle: Daily Papers\n---\n\n"
HEADER = (
    "Title: Daily Papers - Hugging Face\n\nURL Source: https://huggingface.co/papers\n\n"
    "Published Time: Fri, 24 Apr 2026 16:31:22 GMT\n\nMarkdown Content:\n"
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: f"# Web source\n\n```text\n{text}```\n", id="code fence"),
        pytest.param(lambda text: FRONT_MATTER + text, id="front matter"),
        pytest.param(lambda text: HEADER + text, id="header"),
        pytest.param(lambda text: textwrap.indent(text, "    "), id="indented"),
        pytest.param(lambda text: textwrap.indent(text, "> ", lambda line: True), id="quoted"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: re.sub(r"\n\n+", "\n", text), id="no blank lines"),
        pytest.param(lambda text: text.replace("\n", "  \n\n"), id="more blank lines"),
        pytest.param(heading_in_two, id="headings on two lines"),
        pytest.param(heading_wrapped, id="wrapped headings"),
        pytest.param(lambda text: re.sub("huggingface.co/(papers|login|akh)", r"hf.co/\1", text), id="short host"),
    ],
)
def test_what_stands_around_changes_nothing(tmp_path: Path, way: str, change: Callable[[str], str]) -> None:
    text = change(page(way))
    assert list(differences(entries(), read(tmp_path / "page.md", text))) == []


@pytest.mark.parametrize("way", WAYS)
def test_entries_that_stand_twice_are_the_same(tmp_path: Path, way: str) -> None:
    twice = [entry for entry in entries() for _ in range(2)]
    text = save(twice, Links(way), random.Random(2), titles="" if way in WITHOUT_HEADINGS else "###")
    assert list(differences(entries(), read(tmp_path / "page.md", text))) == []


@pytest.mark.parametrize("start", [FRONT_MATTER, HEADER, "- Captured (UTC): 2026-04-24T16:31:22+00:00\n\n"])
def test_the_day_of_retrieval_settles_the_year(tmp_path: Path, start: str) -> None:
    text = re.sub(r"(?m)^([A-Z][a-z]{2} \d{1,2}), (?:2026|2025)", r"\1", page("inline"))
    papers = read(tmp_path / "page.md", start + text)
    days = {paper.published for paper in papers.values() if paper.year_inferred}
    assert {day.year for day in days if day} == {2026} and len(days) > 4


def test_repositories_are_links(tmp_path: Path) -> None:
    for way in ("inline", "path", "titled", "angle", "number", "own line"):
        papers = read(tmp_path / "page.md", page(way))
        given = {entry.title: (entry.repository,) for entry in entries() if entry.repository}
        assert given and {title: paper.links for title, paper in papers.items() if paper.links} == given, way


# -- Numbered links ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["  {}. {}", "[{}] {}", "[{}]: {}", "   {}. <{}>", '[{}]: {} "Title"'])
def test_lists_of_addresses_in_any_form(tmp_path: Path, form: str) -> None:
    text = page("before", form=form, wrap="\n   ")
    assert list(differences(entries(), read(tmp_path / "page.txt", text))) == []


def test_without_the_list_of_addresses_papers_have_no_ids(tmp_path: Path) -> None:
    assert list(differences(entries(), read(tmp_path / "page.md", page("number", list="no")), ids=False)) == []


def test_each_page_has_its_own_list(tmp_path: Path) -> None:
    other = save(entries()[::-1], Links("number"), random.Random(3))
    assert list(differences(entries(), read(tmp_path / "page.md", page("number") + other))) == []


def test_a_list_is_not_taken_for_a_page_that_lost_its_own(tmp_path: Path) -> None:
    first, second = entries()[:5], entries()[5:]
    text = save(first, Links("number"), random.Random(3), list="no") + save(second, Links("number"), random.Random(3))
    assert list(differences(entries(), read(tmp_path / "page.md", text), ids=False)) == []


def test_addresses_of_a_list_are_no_records(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(page("number"))
    *_, last = dumps.read(tmp_path / "page.md", name="page")
    assert last.status == "paper" and last.abstract == entries()[-1].abstract


# -- What belongs to no paper --------------------------------------------------------------------------------------


def test_links_of_the_site_below_the_last_paper_are_not_its_own(tmp_path: Path) -> None:
    footer = "\n".join(
        f"[{name}]({SITE}/{name.lower()})" for name in ("Models", "Spaces", "Pricing", "huggingface", "akhaliq")
    )
    text = page("inline") + "\n\n" + footer + "\n[GitHub](https://github.com/huggingface)\n"
    assert list(differences(entries(), read(tmp_path / "page.md", text))) == []


def test_pictures_and_anchors_change_nothing(tmp_path: Path) -> None:
    text = page("inline")
    for entry in entries():
        picture = f"[![](https://cdn.example.org/{entry.arxiv_id}.png)]({SITE}/papers/{entry.arxiv_id})"
        text = text.replace(f"### [{entry.title}]", f'{picture}\n\n<a id="{entry.arxiv_id}"></a>\n### [{entry.title}]')
    assert text.count("cdn.example.org") == 10
    assert list(differences(entries(), read(tmp_path / "page.md", text))) == []


def test_escapes_of_markdown_are_read_and_latex_is_kept(tmp_path: Path) -> None:
    text = page("inline").replace("How few numbers", r"How few \- snake\_case \*and\* $\alpha\,$ 3\% \- numbers")
    abstract = read(tmp_path / "page.md", text)[entries()[1].title].abstract or ""
    assert abstract.startswith(r"How few - snake_case *and* $\alpha\,$ 3\% - numbers must move")
