"""The explorer in a real browser, from disk: on the release of the real dumps, and on texts that try to break it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from explorer_samples import HOSTILE, hostile
from release_samples import publish

from assets.run import materialise
from pipeline import release, tables
from pipeline.release import ReleaseError
from pipeline.views import explorer

ROOT = Path(__file__).parents[1]
SCREENSHOTS = ROOT / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Opened:
    """A page in the browser, and what went wrong in it: errors, blocked scripts, dialogs, requests."""

    page: "sync_api.Page"
    wrong: list[str]

    def shown(self) -> list[str]:
        """The ids of the papers in the list, in its order, all of them."""
        while (more := self.page.locator("#found .more")).is_visible():
            more.click()
        links = self.page.locator("#found tbody a").evaluate_all("links => links.map(link => link.hash)")
        return [link.removeprefix("#paper=") for link in links]

    def open(self, **values: str) -> None:
        """Goes to an address of the page."""
        self.page.evaluate(
            "values => { const shown = new Promise(done => addEventListener('hashchange', done, {once: true}));"
            "location.hash = new URLSearchParams(values); return shown }",
            values,
        )


@pytest.fixture(scope="module")
def browser() -> "Iterator[sync_api.Browser]":
    SCREENSHOTS.mkdir(exist_ok=True)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: "sync_api.Browser", path: Path, **options: object) -> Opened:
    """The page of a file, by itself."""
    page = browser.new_page(**{"viewport": WIDE} | options)
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda call: None if call.url.startswith(("file:", "data:")) else wrong.append(call.url))
    page.goto(path.as_uri())
    page.locator("#found tbody tr").first.wait_for()
    return Opened(page, wrong)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, real_dumps: Path) -> Path:
    """The folder of the release of both real dumps, with its page."""
    out = tmp_path_factory.mktemp("real")
    materialise([real_dumps], out, workers=1)
    return out


@pytest.fixture(scope="module")
def held(real: Path) -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in release.load(real / "latest").items()}


@pytest.fixture(scope="module")
def seen(real: Path, browser: "sync_api.Browser") -> Iterator[Opened]:
    """The page that the asset `explorer` wrote; nothing may go wrong in it in any of the tests."""
    opened_page = opened(browser, real / "explorer.html")
    yield opened_page
    assert opened_page.wrong == []


@pytest.fixture
def listed(seen: Opened) -> Opened:
    """The page at the list of all papers."""
    seen.page.goto(seen.page.url.partition("#")[0])
    seen.page.locator("#found tbody tr").first.wait_for()
    return seen


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of texts that try to break the page."""
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def broken(browser: "sync_api.Browser", sealed: Path) -> Opened:
    explorer.explore(sealed).write(sealed / "explorer.html")
    return opened(browser, sealed / "explorer.html")


def highlights(page: Opened, paper_id: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """What a paper's page shows: the text that is highlighted for each fact, and each fact's row."""
    page.open(paper=paper_id)
    marks, rows = page.page.evaluate(
        """() => {
            const marks = {};
            for (const mark of document.querySelectorAll("#paper .abstract mark"))
                for (const fact of mark.dataset.facts.split(" ")) marks[fact] = (marks[fact] ?? "") + mark.textContent;
            const rows = [...document.querySelectorAll("#paper tbody tr")].map((row) =>
                [row.dataset.facts, ...["Kind", "Text", "Rule", "Confidence"].map((name) =>
                    row.querySelector(`[data-label="${name}"]`).textContent)]);
            return [marks, rows];
        }"""
    )
    return marks, {row[0]: tuple(row[1:]) for row in rows}


def expected(folder: Path) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, tuple[str, ...]]]]:
    """The same from the tables."""
    found = release.load(folder)
    ids = found["papers"]["paper_id"].to_pylist()
    marks: dict[str, dict[str, str]] = {paper_id: {} for paper_id in ids}
    rows: dict[str, dict[str, tuple[str, ...]]] = {paper_id: {} for paper_id in ids}
    for table in tables.FACT_TABLES:
        for fact in found[table.name].to_pylist():
            if fact["start"] is not None:
                marks[fact["paper_id"]][fact["fact_id"]] = fact["text"]
            confidence = f"{round(fact['confidence'], 3):.2f}"
            row = (table.name.replace("_", " "), fact["text"], fact["rule"], confidence)
            rows[fact["paper_id"]][fact["fact_id"]] = row
    return marks, rows


def test_every_highlight_is_its_fact(seen: Opened, real: Path, held: dict[str, pd.DataFrame]) -> None:
    marks, rows = expected(real / "latest")
    assert sum(map(len, marks.values())) > 300, "these dumps hold hundreds of facts"
    for paper in held["papers"].itertuples():
        assert highlights(seen, paper.paper_id) == (marks[paper.paper_id], rows[paper.paper_id]), paper.title
        # The numbers of facts stand between pieces of the abstract, which are all there.
        pieces = "abstract => [...abstract.childNodes].filter(n => n.nodeName !== 'A').map(n => n.textContent).join('')"
        assert seen.page.locator("#paper .abstract").evaluate(pieces) == paper.abstract
        assert seen.page.locator("#paper h2").inner_text() == paper.title


def test_overlapping_facts_have_lines_of_their_own(seen: Opened, held: dict[str, pd.DataFrame]) -> None:
    facts = pd.concat(held[table.name] for table in tables.FACT_TABLES).dropna(subset=["start"])
    pairs = facts.merge(facts, on="paper_id")
    pairs = pairs[(pairs["fact_id_x"] != pairs["fact_id_y"]) & (pairs["start_x"] <= pairs["start_y"])]
    overlapping = pairs[pairs["end_x"] > pairs["start_y"]]
    assert not overlapping.empty, "no two facts of these dumps overlap"
    pair = overlapping.iloc[0]
    seen.open(paper=pair["paper_id"])
    mark = seen.page.locator(f'#paper mark[data-facts~="{pair["fact_id_x"]}"][data-facts~="{pair["fact_id_y"]}"]').first
    places = mark.evaluate("mark => getComputedStyle(mark).backgroundPosition.split(',')")
    assert len(places) == len(set(places)) >= 2
    seen.page.screenshot(path=SCREENSHOTS / "explorer-overlap.png", full_page=True)


def test_list_holds_every_paper_newest_first(listed: Opened, held: dict[str, pd.DataFrame]) -> None:
    papers = held["papers"].set_index("paper_id")
    listed.page.screenshot(path=SCREENSHOTS / "explorer-list.png")
    assert f"all {len(papers)} papers" in listed.page.locator(".note").first.inner_text()
    shown = listed.shown()
    assert sorted(shown) == sorted(papers.index)
    dates = papers.loc[shown, "published"].dropna()
    assert len(dates) > 20 and dates.is_monotonic_decreasing
    assert papers.loc[shown, "published"].isna().is_monotonic_increasing, "papers without a date come last"


@pytest.mark.parametrize("word", ["imagenet", "Pretrain", "LANGUAGE"])
def test_search_finds_words_by_their_beginning(listed: Opened, held: dict[str, pd.DataFrame], word: str) -> None:
    papers = held["papers"].fillna({"organization": ""})
    texts = papers["title"] + " " + papers["abstract"] + " " + papers["organization"]
    wanted = papers[texts.str.contains(rf"(?i)(?<![^\W_]){word}")]
    assert 0 < len(wanted) < len(papers)
    listed.page.get_by_label("Search").fill(word)
    listed.page.get_by_text(re.compile(rf"^{len(wanted)} of {len(papers)} papers, with \d+ facts?$")).wait_for()
    assert sorted(listed.shown()) == sorted(wanted["paper_id"])


def test_search_puts_the_title_first_and_says_when_nothing_is_there(
    listed: Opened, held: dict[str, pd.DataFrame]
) -> None:
    paper = held["papers"].iloc[7]
    search = listed.page.get_by_label("Search")
    search.fill(paper["title"])
    listed.page.get_by_text(re.compile(r"with \d+ facts?$")).wait_for()
    assert listed.shown()[0] == paper["paper_id"]
    search.fill("zyzzyva xylophone")
    listed.page.get_by_text("No paper is like this.").wait_for()
    listed.page.get_by_role("button", name="Clear").click()
    listed.page.get_by_text(f"{len(held['papers'])} of {len(held['papers'])} papers").wait_for()


def with_code(held: dict[str, pd.DataFrame], availability: str) -> pd.Series:
    links = held["links"]
    return links[links["kinds"].map(lambda kinds: "code" in kinds) & (links["availability"] == availability)][
        "paper_id"
    ]


FILTERS = {
    "benchmark": (
        "Benchmark",
        "ImageNet-1K",
        lambda held: pd.concat(
            held[name].loc[held[name]["benchmark_id"] == "imagenet-1k", "paper_id"]
            for name in ("benchmarks", "results", "gains", "ranks")
        ),
    ),
    "metric": (
        "Metric",
        "accuracy",
        lambda held: pd.concat(
            held[name].loc[held[name]["metric_id"] == "accuracy", "paper_id"] for name in ("results", "gains")
        ),
    ),
    "size": (
        "Model size",
        "1B to 10B",
        lambda held: held["model_sizes"].loc[
            (held["model_sizes"]["parameters_max"].fillna(held["model_sizes"]["parameters"]) >= 1e9)
            & (held["model_sizes"]["parameters"] < 1e10),
            "paper_id",
        ],
    ),
    "year": (
        "Year",
        "2025",
        lambda held: held["papers"].loc[
            held["papers"]["published"].map(lambda day: str(day)[:4]) == "2025", "paper_id"
        ],
    ),
    "code": ("Code", "released", lambda held: with_code(held, "released")),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters(listed: Opened, held: dict[str, pd.DataFrame], name: str) -> None:
    label, value, of = FILTERS[name]
    field = listed.page.get_by_role("combobox", name=label, exact=True)
    if name in ("size", "year", "code"):
        field.select_option(
            next(text for text in field.locator("option").all_text_contents() if text.startswith(value))
        )
    else:
        field.fill(value)
    wanted = set(of(held))
    assert 0 < len(wanted) < len(held["papers"])
    assert set(listed.shown()) == wanted
    # A filtered list is an address: it can be passed on, and a paper leads back to it.
    listed.page.reload()
    assert set(listed.shown()) == wanted
    listed.page.locator("#found tbody a").first.click()
    listed.page.get_by_role("link", name="All papers").click()
    assert set(listed.shown()) == wanted


def test_headings_sort(listed: Opened, held: dict[str, pd.DataFrame]) -> None:
    heading = listed.page.get_by_role("button", name="Largest model")
    heading.click()
    listed.page.locator("th[aria-sort=descending]").wait_for()
    sizes = held["model_sizes"]
    largest = sizes["parameters_max"].fillna(sizes["parameters"]).groupby(sizes["paper_id"]).max()
    shown = listed.shown()
    assert shown[: len(largest)] == sorted(largest.index, key=lambda one: (-largest[one], shown.index(one)))
    assert listed.page.locator("th[aria-sort=descending]").inner_text().startswith("Largest model")
    heading.click()
    listed.page.locator("th[aria-sort=ascending]").wait_for()
    assert heading.evaluate("button => button === document.activeElement"), "the focus stays where it was"
    shown = listed.shown()
    assert list(largest[shown[: len(largest)]]) == sorted(largest), "the smallest first, papers without a size last"


def test_leaderboards_are_the_table_and_lead_to_receipts(seen: Opened, held: dict[str, pd.DataFrame]) -> None:
    rows = held["leaderboards"]
    assert not rows.empty, "these dumps hold results that can be compared"
    seen.open(view="benchmarks")
    seen.page.screenshot(path=SCREENSHOTS / "explorer-benchmarks.png")
    for benchmark_id, of in rows.groupby("benchmark_id"):
        seen.open(leaderboard=str(benchmark_id))
        receipts = seen.page.locator("#leaderboard tbody td[data-label=Receipt] a")
        links = set(receipts.evaluate_all("links => links.map(link => link.hash)"))
        assert links == {f"#paper={row.paper_id}&fact={row.fact_id}" for row in of.itertuples()}, benchmark_id
    seen.page.screenshot(path=SCREENSHOTS / "explorer-leaderboard.png")
    receipts.first.click()
    seen.page.locator("#paper mark.selected").first.wait_for()
    fact = seen.page.url.partition("fact=")[2]
    results = held["results"].set_index("fact_id")
    assert "".join(seen.page.locator("#paper mark.selected").all_inner_texts()) == results.loc[fact, "text"]


def test_pictures_and_the_release_are_told(seen: Opened, held: dict[str, pd.DataFrame]) -> None:
    seen.open(view="pictures")
    images = seen.page.locator("#pictures img")
    seen.page.wait_for_function("[...document.querySelectorAll('#pictures img')].every(image => image.complete)")
    loaded = images.evaluate_all("images => images.map(image => image.complete && image.naturalWidth > 0)")
    assert len(loaded) >= 5 and all(loaded)
    seen.page.screenshot(path=SCREENSHOTS / "explorer-pictures.png", full_page=True)
    seen.open(view="about")
    told = seen.page.locator("#about").inner_text()
    for name, table in held.items():
        assert re.search(rf"{name}\s+{len(table):,}\s", told), name


def test_keyboard_alone(listed: Opened) -> None:
    page = listed.page

    def focused(what: str) -> str:
        return str(page.evaluate(f"document.activeElement.{what}"))

    page.keyboard.press("/")
    page.wait_for_function("document.activeElement.name === 'q'")
    page.keyboard.type("layout")
    page.get_by_text(re.compile(r"with \d+ facts?$")).wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused("hash").startswith("#paper="):
            break
    title = focused("textContent")
    page.keyboard.press("Enter")
    page.locator("#paper h2").wait_for()
    assert focused("textContent") == title, "a paper opens at its title"
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused("dataset.fact") != "None":
            break
    fact = focused("dataset.fact")
    page.keyboard.press("Enter")  # from the text to the row
    page.wait_for_function("fact => document.activeElement.closest('tr')?.dataset.facts === fact", arg=fact)
    assert focused("dataset.fact") == fact
    page.keyboard.press("Enter")  # and back
    page.wait_for_function("document.activeElement.closest('p')?.className === 'abstract'")
    page.screenshot(path=SCREENSHOTS / "explorer-keyboard.png")
    page.go_back()
    page.locator("#found tbody tr").first.wait_for()
    page.wait_for_function("title => document.activeElement.textContent === title", arg=title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(browser: "sync_api.Browser", real: Path, held: dict[str, pd.DataFrame], scheme: str) -> None:
    phone = opened(browser, real / "explorer.html", viewport=PHONE, color_scheme=scheme, has_touch=True)
    most = pd.concat(held[table.name]["paper_id"] for table in tables.FACT_TABLES).value_counts().index[0]
    board = held["leaderboards"]["benchmark_id"].iloc[0]
    views = [{"view": "about"}, {"view": "pictures"}, {"view": "benchmarks"}, {"leaderboard": board}, {"paper": most}]
    phone.page.screenshot(path=SCREENSHOTS / f"explorer-phone-{scheme}-list.png")
    for values in views:
        phone.open(**values)
        name = next(iter(values if "view" not in values else values.values()))
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{name} is too wide"
        phone.page.screenshot(path=SCREENSHOTS / f"explorer-phone-{scheme}-{name}.png")
    phone.open(view="pictures")
    widths = phone.page.locator("#pictures img").evaluate_all("images => images.map(image => image.clientWidth)")
    assert widths and min(widths) >= 600, "the words in a picture are too small to be read"
    assert phone.wrong == []
    phone.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_out_of_reach(browser: "sync_api.Browser", sealed: Path, broken: Opened, scheme: str) -> None:
    """Names, roles, contrasts: what axe-core finds of the Web Content Accessibility Guidelines."""
    from axe_playwright_python.sync_playwright import Axe

    view = opened(browser, sealed / "explorer.html", color_scheme=scheme)
    for values in ({}, {"view": "benchmarks"}, {"view": "about"}, {"leaderboard": "imagenet"}, {"paper": f"{0:020x}"}):
        if values:
            view.open(**values)
        found = Axe().run(view.page)
        assert found.violations_count == 0, f"{values}: {found.generate_report()}"
    view.page.close()


def test_hostile_texts_do_no_harm(broken: Opened, sealed: Path) -> None:
    marks, rows = expected(sealed)
    papers = release.load(sealed)["papers"].to_pylist()
    assert sum(map(len, marks.values())) >= 8, "the samples hold facts"
    for paper in papers:
        assert highlights(broken, paper["paper_id"]) == (marks[paper["paper_id"]], rows[paper["paper_id"]])
        # Every character is on the page, as text.
        assert broken.page.locator("#paper h2").evaluate("one => one.textContent") == paper["title"]
        broken.page.screenshot(path=SCREENSHOTS / f"explorer-hostile-{paper['paper_id'][-1]}.png")
    for values in (
        {"view": "about"},
        {"view": "benchmarks"},
        {"view": "<script>"},
        {"paper": "'\"><img>"},
        {"q": "<b>"},
    ):
        broken.open(**values)
    broken.page.wait_for_timeout(200)
    assert broken.page.locator("main script, main img[onerror], main iframe, main svg, main b").count() == 0
    assert broken.page.locator("script:not(#release, .papers)").count() == len(explorer.SCRIPTS)
    links = broken.page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"https:", "file:"}
    assert broken.page.title().endswith("paperfacts explorer"), "a script of a text has run"
    assert broken.wrong == []


def test_a_script_that_got_in_would_not_run(browser: "sync_api.Browser", sealed: Path) -> None:
    """The page's own policy holds when its escaping would not."""
    place = sealed / "injected.html"
    attack = (
        "<script>window.harmed = true</script><img src=x onerror='window.harmed = true'><img src='https://e.example/'>"
    )
    place.write_bytes(explorer.explore(sealed).html.replace(b"<main>", f"<main>{attack}".encode()))
    page = browser.new_page()
    page.goto(place.as_uri())
    page.locator("#found tbody tr").first.wait_for()
    assert page.evaluate("window.harmed") is None
    with pytest.raises(sync_api.Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = '<p>'")
    page.close()


def test_large_releases_show_the_newest_and_say_so(browser: "sync_api.Browser", tmp_path: Path) -> None:
    folder = publish(tmp_path / "out", copies=30)
    made = explorer.explore(folder, papers=20)
    assert (made.newest, made.papers) == (20, 90)
    made.write(tmp_path / "explorer.html")
    view = opened(browser, tmp_path / "explorer.html")
    note = view.page.locator(".note").first.inner_text()
    assert "the 20 newest of the 90 papers of the release, and 20 others that its leaderboards rest on" in note
    assert "--papers" in note
    titles = release.load(folder)["papers"].to_pandas().set_index("paper_id")["title"]
    shown = [titles[paper_id].split()[0] for paper_id in view.shown()]
    assert shown == ["Tallow:"] * 20 + ["Lantern:"] * 20, "Tallow is of 2026; Lantern, of 2025, has the results"
    view.open(view="benchmarks")
    assert "20 of the 30 results of the release" in view.page.locator("#boards-note").inner_text()
    view.page.close()


def test_undated_papers_come_last(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out")
    papers = release.load(folder)["papers"].to_pandas().set_index("paper_id")
    order = explorer.newest(folder, 3)
    assert list(papers.loc[order, "title"].str.split().str[0]) == ["Tallow:", "Lantern:", "An"]


def test_the_same_release_gives_the_same_page(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out")
    assert explorer.explore(folder).html == explorer.explore(folder).html


def test_a_release_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    folder = publish(tmp_path / "out")
    (folder / "gains.parquet").write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match="no whole release"):
        explorer.explore(folder)


def test_hostile_samples_are_what_they_say() -> None:
    assert all("</script>" in HOSTILE[0][name] for name in ("title", "abstract"))
    assert "\u2028" in HOSTILE[2]["abstract"] and "\u202e" in HOSTILE[2]["title"]
