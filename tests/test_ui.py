"""The Dagster page in a real browser: everything is done by clicks, or by the page itself, as a user sees it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from expectations import suites
from pipeline import release, tables

ROOT = Path(__file__).parents[1]
SCREENSHOTS = ROOT / "screenshots"
SAMPLES = {"arxiv-crawl.jsonl", "listing-full.txt"}
# As many dumps as a folder has after some years: the page has to stay usable.
COPIES = {f"listing-{number:03}.txt" for number in range(198)}
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    folder = tmp_path_factory.mktemp("dumps")
    for sample in SAMPLES:
        shutil.copy(seeds / sample, folder)
    for copy in COPIES:
        shutil.copy(seeds / "listing-full.txt", folder / copy)
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, dumps: Path, out: Path) -> Iterator[str]:
    """`dagster dev` on workspace.yaml with a home of its own, as `make ui` starts it."""
    home = tmp_path_factory.mktemp("home")
    shutil.copy(ROOT / "assets" / "dagster.yaml", home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = os.environ | {
        "DAGSTER_HOME": str(home),
        "PAPERFACTS_DUMPS": str(dumps),
        "PAPERFACTS_OUT": str(out),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    # What `make ui` runs, one after the other.
    subprocess.run([sys.executable, "-m", "assets.partitions"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "dagster", "dev", "--workspace", "workspace.yaml", "--port", port]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if process.poll() is not None:
                pytest.fail(f"dagster dev ended: {(home / 'log').read_text()[-3000:]}")
            try:
                urllib.request.urlopen(f"{address}/server_info", timeout=5)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(1)
        else:
            pytest.fail(f"dagster dev is not up after five minutes: {(home / 'log').read_text()[-3000:]}")
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator["sync_api.Page"]:
    SCREENSHOTS.mkdir(exist_ok=True)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 1800})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


def until(page: "sync_api.Page", seconds: int, what: Callable[[], object]) -> bool:
    """Waits until something is so, with the page alive; whether it came to be."""
    for _ in range(seconds):
        if what():
            return True
        page.wait_for_timeout(1000)
    return bool(what())


def published(out: Path) -> set[str]:
    """The dumps that the latest release was made of."""
    latest = release.latest(out)
    return {given["name"] for given in release.read_manifest(latest)["inputs"]} if latest else set()


@pytest.fixture(scope="module")
def materialized(page: "sync_api.Page", address: str, out: Path) -> None:
    """Everything was materialised once, by the button of the page."""
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="All", exact=True).click()
    page.get_by_text("200 partitions", exact=True).wait_for()
    page.screenshot(path=SCREENSHOTS / "materialize-all.png")
    page.get_by_role("button", name="Launch backfill").click()
    assert until(page, 600, lambda: published(out)), "nothing was published"
    page.goto(f"{address}/runs?view=backfills")
    page.get_by_text("Completed").or_(page.get_by_text("Success")).first.wait_for()
    page.screenshot(path=SCREENSHOTS / "backfill.png")


def test_materialize_all(materialized: None, out: Path) -> None:
    assert published(out) == SAMPLES | COPIES
    assert release.load(out / "latest")["papers"].num_rows == 10


@pytest.mark.parametrize("asset", ["abstracts", *tables.TABLES, "release"])
def test_asset_shows_what_was_made(materialized: None, page: "sync_api.Page", address: str, asset: str) -> None:
    page.goto(f"{address}/assets/{asset}")
    page.get_by_text("Row count").first.wait_for()
    page.get_by_text("Upstream assets").wait_for()
    page.get_by_text("Asset history").wait_for()
    page.get_by_text(re.compile(r"\bago$|^just now$")).first.wait_for()
    page.screenshot(path=SCREENSHOTS / f"asset-{asset}.png")


def test_preview_shows_rows(materialized: None, page: "sync_api.Page", address: str, out: Path) -> None:
    page.goto(f"{address}/assets/links")
    page.get_by_text("[Show Markdown]").first.click()
    page.get_by_text(release.load(out / "latest")["links"]["url"][0].as_py(), exact=True).first.wait_for()
    page.screenshot(path=SCREENSHOTS / "preview.png")


def test_release_shows_its_pictures(materialized: None, page: "sync_api.Page", address: str) -> None:
    page.goto(f"{address}/assets/release")
    row = page.get_by_role("row").filter(has=page.get_by_text("pictures", exact=True))
    row.get_by_text("[Show Markdown]").click()
    images = page.get_by_role("dialog").locator("img")
    images.first.wait_for()
    page.screenshot(path=SCREENSHOTS / "pictures.png")
    loaded = images.evaluate_all("images => images.map(image => image.complete && image.naturalWidth === 800)")
    assert len(loaded) >= 4 and all(loaded)


@pytest.mark.parametrize(("asset", "check"), [("links", "references_hold"), ("release", "files_are_whole")])
def test_check_has_passed_and_says_what_it_means(
    materialized: None, page: "sync_api.Page", address: str, asset: str, check: str
) -> None:
    (entry,) = (entry for entry in suites()[asset] if entry.type == check)
    page.goto(f"{address}/assets/{asset}?view=checks")
    page.get_by_text(check, exact=True).first.click()
    page.get_by_text(entry.notes).first.wait_for()
    page.get_by_text("Passed").first.wait_for()
    page.screenshot(path=SCREENSHOTS / f"checks-{asset}.png")


def test_graph(materialized: None, page: "sync_api.Page", address: str) -> None:
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").first.wait_for()
    page.wait_for_timeout(3000)
    page.screenshot(path=SCREENSHOTS / "graph.png")


def test_partition_shows_what_was_read(materialized: None, page: "sync_api.Page", address: str) -> None:
    page.goto(f"{address}/assets/dumps?view=partitions&partition=listing-full.txt")
    page.get_by_text("records: paper").wait_for()
    page.screenshot(path=SCREENSHOTS / "partition.png")


def test_page_is_usable_with_many_partitions(materialized: None, page: "sync_api.Page", address: str) -> None:
    page.goto(f"{address}/runs")
    page.get_by_text("Show runs within backfills").click()
    runs = page.get_by_role("link").filter(has_text=re.compile("^[0-9a-f]{8}$"))
    runs.nth(1).wait_for()
    assert runs.count() == 2, "one run reads all dumps, another publishes"
    page.goto(f"{address}/assets/dumps?view=partitions")
    page.get_by_text("Materialized (200)").wait_for()
    page.screenshot(path=SCREENSHOTS / "partitions.png")
    page.get_by_placeholder("Filter by name…").fill("listing-150")
    page.get_by_text("listing-150.txt", exact=True).first.click()
    page.get_by_text("records: paper").wait_for()


def test_launchpad_says_what_can_be_set(materialized: None, page: "sync_api.Page", address: str) -> None:
    page.goto(f"{address}/locations/paperfacts/jobs/build/playground")
    page.get_by_text("Scaffold missing config").or_(page.get_by_text("resources").first).first.wait_for()
    page.wait_for_timeout(2000)
    page.screenshot(path=SCREENSHOTS / "launchpad.png")


def test_new_dump_arrives_in_latest_by_itself(
    materialized: None, page: "sync_api.Page", address: str, dumps: Path, seeds: Path, out: Path
) -> None:
    page.goto(f"{address}/locations/paperfacts/sensors/new_dumps")
    page.locator("label").filter(has=page.get_by_role("checkbox")).first.click()
    shutil.copy(seeds / "listing-bare.txt", dumps)
    assert until(page, 600, lambda: "listing-bare.txt" in published(out)), "the new dump did not arrive"
    page.reload()
    page.get_by_text(re.compile(r"\d+ runs? requested")).first.wait_for()
    page.screenshot(path=SCREENSHOTS / "sensor.png")
    assert (
        sorted({*SAMPLES, *COPIES, "listing-bare.txt"}) in release.load(out / "latest")["papers"]["sources"].to_pylist()
    )


def test_broken_dump_fails_at_its_partition_and_leaves_latest(
    materialized: None, page: "sync_api.Page", address: str, dumps: Path, seeds: Path, out: Path
) -> None:
    before = release.latest(out)
    (dumps / "broken.parquet").write_bytes((seeds / "table.parquet").read_bytes()[:400])
    page.goto(f"{address}/runs")
    page.get_by_text("Failure", exact=True).first.wait_for(timeout=400_000)
    page.screenshot(path=SCREENSHOTS / "runs.png")
    page.goto(f"{address}/assets/dumps?view=partitions&partition=broken.parquet")
    page.get_by_text("did not materialize this asset").wait_for()
    page.screenshot(path=SCREENSHOTS / "partition-failed.png")
    page.get_by_role("link").filter(has_text=re.compile("^[0-9a-f]{8}$")).first.click()
    page.get_by_text("cannot be read as Parquet").first.wait_for()
    page.get_by_text("STEP_FAILURE").first.wait_for()
    page.screenshot(path=SCREENSHOTS / "run-failed.png")
    assert release.latest(out) == before
    assert published(out) == {*SAMPLES, *COPIES, "listing-bare.txt"}
