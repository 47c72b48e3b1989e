"""Pictures of a release: what they show comes from its tables, and is drawn the same way every time."""

import json
import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from release_samples import fill, inputs, publish, rows

from pipeline import release
from pipeline.views import pictures
from pipeline.views.pictures import HEIGHT, MOST_FACTS, WIDTH

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of six copies of the sample: 18 papers."""
    return publish(tmp_path_factory.mktemp("out"), copies=6)


def test_model_sizes_are_those_of_dated_papers(folder: Path) -> None:
    frame = pictures.model_sizes(folder)
    told = {(str(day.date()), size) for day, size in frame.itertuples(index=False)}
    assert told == {("2025-03-04", 2 * 10**9), ("2026-01-17", 35 * 10**8), ("2026-01-17", 7 * 10**9)}
    assert len(frame) == 18


def test_benchmarks_count_papers_and_those_with_a_number(folder: Path) -> None:
    frame = pictures.benchmarks(folder)
    assert frame.to_dict("list") == {"name": ["ImageNet-1K", "WikiText-103"], "papers": [6, 6], "scored": [6, 0]}


def test_gains_are_for_the_better_and_in_known_units(folder: Path) -> None:
    frame = pictures.gains(folder)
    # 4x faster does not say whether that is better, and 40 ms to 25 ms has a unit of its own.
    assert frame.to_dict("list") == {"unit": ["points"] * 6, "value": [3.2] * 6}


def test_code_is_a_share_of_the_year(folder: Path) -> None:
    frame = pictures.code(folder)
    assert frame.to_dict("list") == {"year": [2025, 2026], "papers": [6, 6], "with_code": [6, 0]}


def test_code_that_is_promised_or_undated_does_not_count(tmp_path: Path) -> None:
    given = rows()
    (link,) = (link for link in given["links"] if link["kinds"] == ["code"])
    link["availability"] = "promised"
    given["papers"][2] |= {"arxiv_id": "2412.00001"}
    frame = pictures.code(publish(tmp_path, given))
    assert frame["year"].tolist() == [2024, 2025, 2026], "an arXiv id tells the year, too"
    assert frame["with_code"].sum() == 0


def test_facts_count_every_paper_once(folder: Path) -> None:
    frame = pictures.facts(folder)
    told = dict(zip(frame["facts"], frame["papers"], strict=True))
    # Silence has none, Lantern seven, Tallow seven with its claim.
    assert {number: papers for number, papers in told.items() if papers} == {0: 6, 7: 12}
    assert frame["papers"].sum() == 18 and frame["facts"].max() == MOST_FACTS


def test_progress_is_the_best_so_far(tmp_path: Path) -> None:
    given = rows(copies=6)
    boards = given["leaderboards"]
    assert len(boards) == 6
    for number, row in enumerate(boards):
        row |= {"month": f"2025-0{number + 1}", "value": [70.0, 72.0, 71.0, 80.0, 75.0, 90.0][number]}
    frame = pictures.progress(publish(tmp_path / "up", given))
    assert frame["best"].tolist() == [70, 72, 72, 80, 80, 90]
    assert frame["board"].unique().tolist() == ["ImageNet-1K\ntop-1 accuracy, %"]
    for row in boards:
        row["higher_is_better"] = False
    assert pictures.progress(publish(tmp_path / "down", given))["best"].tolist() == [70] * 6
    assert pictures.progress(publish(tmp_path / "few", rows(copies=2))).empty, "two papers are no progress"


def scored(out: Path, copies: int, f1: float) -> Path:
    """A published release with accuracy in its manifest."""
    with release.staging(out) as staged:
        fill(staged, copies=copies)
        scores = {
            table: {"precision": f1, "recall": f1, "f1": f1 - n / 50} for n, table in enumerate(("gains", "links"))
        }
        release.seal(staged, inputs(copies), scores)
        return release.publish(out, staged)


def test_accuracy_is_that_of_the_manifests_in_order(tmp_path: Path) -> None:
    places = [scored(tmp_path, copies, f1) for copies, f1 in ((1, 0.8), (2, 0.9), (3, 0.85))]
    for age, place in enumerate(places):
        os.utime(place, (1000 + age, 1000 + age))
    frame = pictures.accuracy(places[0])
    gains = frame[frame["table"] == "gains"]
    assert gains["release"].tolist() == [json.loads((p / "manifest.json").read_text())["version"] for p in places]
    assert gains["f1"].tolist() == [0.8, 0.9, 0.85]
    assert {picture.name for picture in pictures.pictures(places[2])} >= {"accuracy"}
    assert "accuracy" not in {picture.name for picture in pictures.pictures(publish(tmp_path / "none"))}


def drawn(folder: Path) -> list[pictures.Picture]:
    """The pictures of a release, drawn again."""
    pictures._drawn.cache_clear()
    return list(pictures.pictures(folder))


def test_pictures_are_drawn_the_same_way_every_time(folder: Path) -> None:
    first, second = (drawn(folder) for _ in range(2))
    assert first == second
    assert [picture.name for picture in first] == ["model_sizes", "benchmarks", "progress", "gains", "code", "facts"]
    SCREENSHOTS.mkdir(exist_ok=True)
    for picture in first:
        (SCREENSHOTS / f"picture-{picture.name}.png").write_bytes(picture.png)
        image = Image.open(BytesIO(picture.png))
        assert image.size == (WIDTH, HEIGHT) and len(image.getcolors()) > 10
        assert picture.words and len(picture.png) < 60_000


def test_a_reader_s_own_settings_change_nothing(folder: Path) -> None:
    import matplotlib

    plain = drawn(folder)
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert drawn(folder) == plain


def test_an_empty_release_has_no_pictures_to_draw(tmp_path: Path) -> None:
    given = {name: [] for name in rows()}
    given["papers"] = [row | {"published": date(2025, 3, 4)} for row in rows()["papers"][:1]]
    names = [picture.name for picture in pictures.pictures(publish(tmp_path, given))]
    assert names == ["code", "facts"], "there are papers, but no facts"
