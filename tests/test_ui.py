"""The Dagster page in a real browser: everything is materialised by clicks, as a user would."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from expectations import suites
from pipeline import release, tables

ROOT = Path(__file__).parents[1]
SCREENSHOTS = ROOT / "screenshots"
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
    shutil.copy(seeds / "listing-full.txt", folder)
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
    command = [sys.executable, "-m", "dagster", "dev", "--workspace", "workspace.yaml", "--port", port]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            if process.poll() is not None:
                pytest.fail(f"dagster dev ended: {(home / 'log').read_text()[-3000:]}")
            try:
                urllib.request.urlopen(f"{address}/server_info", timeout=5)
                break
            except (urllib.error.URLError, OSError):
                time.sleep(1)
        else:
            pytest.fail(f"dagster dev is not up after two minutes: {(home / 'log').read_text()[-3000:]}")
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


def materialize_all(page: "sync_api.Page", address: str) -> str:
    """Presses the button and waits for the end of the run; leaves its page open, and gives how it ended."""
    page.goto(f"{address}/asset-groups")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_text("Launched run").wait_for()
    page.get_by_role("button", name="View", exact=True).or_(page.get_by_role("link", name="View", exact=True)).click()
    page.wait_for_url("**/runs/*")
    ended = page.get_by_text("Success", exact=True).or_(page.get_by_text("Failure", exact=True)).first
    ended.wait_for(timeout=240_000)
    return ended.inner_text()


@pytest.fixture(scope="module")
def materialized(page: "sync_api.Page", address: str) -> None:
    """Everything was materialised once."""
    ended = materialize_all(page, address)
    page.screenshot(path=SCREENSHOTS / "run.png")
    assert ended == "Success"


def test_materialize_all(materialized: None, out: Path) -> None:
    published = release.latest(out)
    assert published is not None, "the run succeeded, but nothing was published"
    assert release.load(published)["papers"].num_rows == 10


@pytest.mark.parametrize("asset", ["dumps", "abstracts", *tables.TABLES, "release"])
def test_asset_shows_what_was_made(materialized: None, page: "sync_api.Page", address: str, asset: str) -> None:
    page.goto(f"{address}/assets/{asset}")
    page.get_by_text("Row count").first.wait_for()
    page.get_by_text("Upstream assets").wait_for()
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


def test_sensor_brings_a_new_dump_into_latest(
    materialized: None, page: "sync_api.Page", address: str, dumps: Path, seeds: Path, out: Path
) -> None:
    shutil.copy(seeds / "listing-bare.txt", dumps)
    page.goto(f"{address}/locations/paperfacts/sensors/new_dumps")
    page.locator("label").filter(has=page.get_by_role("checkbox")).first.click()
    for _ in range(180):
        sources = release.load(out / "latest")["papers"]["sources"].to_pylist()
        if ["listing-bare.txt", "listing-full.txt"] in sources:
            break
        page.wait_for_timeout(1000)
    page.screenshot(path=SCREENSHOTS / "sensor.png")
    assert ["listing-bare.txt", "listing-full.txt"] in sources, "the new dump did not arrive"


def test_failure_shows_its_reason_and_leaves_latest(
    materialized: None, page: "sync_api.Page", address: str, dumps: Path, out: Path
) -> None:
    before = release.latest(out)
    for dump in dumps.iterdir():
        dump.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    ended = materialize_all(page, address)
    page.get_by_text("the folder holds no dump").first.wait_for()
    page.screenshot(path=SCREENSHOTS / "run-failed.png")
    assert ended == "Failure"
    assert release.latest(out) == before
