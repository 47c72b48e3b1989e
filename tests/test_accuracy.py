"""Accuracy: scores are those of the definitions, confidence is what was measured, and judges get what they need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gold_samples
import pyarrow as pa
import pytest
import release_samples as samples
from hypothesis import given
from hypothesis import strategies as st

import expectations
from pipeline import accuracy, release, tables
from pipeline.accuracy import confidence, gold, judged, report
from pipeline.accuracy import rows as judged_rows

ROOT = Path(__file__).parents[1]
MANIFEST = {"version": "0" * 16, "inputs": [{"name": "crawl.jsonl"}], "tables": {"papers": {"rows": 3}}}


@pytest.fixture
def held() -> dict[str, pa.Table]:
    """The tables of the sample release."""
    return {name: tables.TABLES[name].from_rows(rows) for name, rows in samples.rows().items()}


def scores(held: dict[str, pa.Table], folder: Path, lines: list[dict[str, Any]]) -> accuracy.Accuracy:
    return accuracy.score(held, accuracy.read_gold(gold_samples.write(folder, lines)))


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """Runs Python with these arguments."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    whole = [sys.executable, *map(str, command)]
    return subprocess.run(whole, capture_output=True, text=True, env=environment, timeout=120)


def paperfacts(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run("-c", "from assets.cli import main; main(prog_name='paperfacts')", *arguments)


# Scores


def test_figures_are_those_of_the_script_beside_the_gold(real_gold: tuple[Path, Path]) -> None:
    folder, gold = real_gold
    script = run(gold.parent / "score.py", folder, gold, "--json")
    assert script.returncode == 0, script.stderr
    told = paperfacts("score", folder, gold, "--format", "json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == json.loads(script.stdout)


def test_a_release_built_with_gold_says_how_right_it_is(real_gold: tuple[Path, Path]) -> None:
    folder, gold = real_gold
    found = accuracy.score(release.load(folder), accuracy.read_gold(gold))
    assert found.unpublished == 0
    assert release.read_manifest(folder)["accuracy"] == found.by_table()


def test_all_is_right_where_gold_agrees(held: dict[str, pa.Table], tmp_path: Path) -> None:
    found = scores(held, tmp_path, gold_samples.lines())
    shares = {field: (score.f1, score.full_f1) for field, score in found.scores.items()}
    assert shares == dict.fromkeys(accuracy.FIELDS, (1.0, 1.0))
    assert (found.papers, found.unpublished, found.mean_f1, found.mean_full_f1) == (2, 0, 1.0, 1.0)


def change(paper: int, field: str, fact: int, **values: Any) -> Callable[[list[dict[str, Any]]], None]:
    return lambda lines: lines[paper][field][fact].update(values)


@pytest.mark.parametrize(
    ("field", "edit", "right", "full"),
    [
        ("results", change(0, "results", 0, value=81.6), False, False),
        ("results", change(0, "results", 0, unit=None), False, False),
        ("results", change(0, "results", 0, metric="error"), True, False),
        ("results", change(0, "results", 0, benchmark="imagenet 1k dataset"), True, True),
        ("gains", change(1, "gains", 0, to=24), False, False),
        ("gains", change(1, "gains", 0, direction="increase"), True, False),
        ("gains", change(1, "gains", 0, unit="s"), True, True),
        ("benchmarks", change(1, "benchmarks", 0, text="wikitext 103 corpus"), True, True),
        ("benchmarks", change(1, "benchmarks", 0, text="WikiText-2"), False, False),
        ("benchmarks", change(1, "benchmarks", 0, role="training"), True, False),
        ("links", change(0, "links", 0, url="http://www.GitHub.com/lantern-lab/lantern/"), True, True),
        ("links", change(0, "links", 0, url="https://github.com/Lantern-lab/lantern"), False, False),
        ("links", change(0, "links", 0, kinds=["code", "model"]), True, False),
        ("quantities", change(0, "quantities", 0, unit="image"), True, False),
        ("quantities", change(0, "quantities", 0, value_max=4e7), False, False),
        ("model_sizes", change(0, "model_sizes", 0, model=None), True, False),
        ("model_sizes", change(0, "model_sizes", 0, params=2e9 + 1), True, True),
        ("ranks", change(1, "ranks", 0, rank=3), False, False),
        ("sota_claim", lambda lines: lines[1].update(sota_claim=False), False, False),
    ],
)
def test_what_makes_a_fact_right(
    held: dict[str, pa.Table],
    tmp_path: Path,
    field: str,
    edit: Callable[[list[dict[str, Any]]], None],
    right: bool,
    full: bool,
) -> None:
    lines = gold_samples.lines()
    edit(lines)
    found = scores(held, tmp_path, lines).scores[field]
    assert (found.right, found.right_full) == (found.found - (not right), found.found - (not full))


def test_a_gold_fact_speaks_for_one_fact_only(held: dict[str, pa.Table], tmp_path: Path) -> None:
    held["gains"] = pa.concat_tables([held["gains"], held["gains"]])
    held["links"] = pa.concat_tables([held["links"], held["links"]])
    found = scores(held, tmp_path, gold_samples.lines()).scores
    assert (found["gains"].found, found["gains"].right) == (6, 3)
    assert (found["links"].found, found["links"].right) == (1, 1), "an address counts once a paper"


def test_papers_that_were_not_published_miss_their_facts(held: dict[str, pa.Table], tmp_path: Path) -> None:
    held["papers"] = held["papers"].filter(pa.compute.is_null(held["papers"]["arxiv_id"]))
    found = scores(held, tmp_path, gold_samples.lines())
    assert found.unpublished == 1
    assert found.scores["quantities"] == accuracy.Score(gold=1, found=0, right=0, right_full=0)
    assert found.scores["quantities"].precision == found.scores["quantities"].f1 == 0.0
    assert found.scores["ranks"].f1 == 1.0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no papers in it"),
        ("{}", "line 1: 'model_sizes' is missing"),
        ("[1]", "line 1: not the facts of a paper"),
        ('\n{"key": ', "line 2: not JSON"),
        (json.dumps(gold_samples.lines()[0] | {"ranks": [{"rank": "x"}]}), "line 1: not the facts of a paper"),
        (json.dumps(gold_samples.lines()[0] | {"links": [{"text": "x"}]}), "line 1: 'url' is missing"),
        (b"\xff\xfe\x00".decode("latin-1"), "not JSON"),
    ],
)
def test_bad_gold_is_named_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(accuracy.GoldError, match=said) as error:
        accuracy.read_gold(path)
    assert str(path) in str(error.value) and "\n" not in str(error.value)


def test_annotated_papers_are_kept_without_text_and_score_the_same(held: dict[str, pa.Table], tmp_path: Path) -> None:
    lines = gold_samples.lines()
    lines[0] |= {"abstract": "Lantern-2B is an encoder.", "title": "Lantern"}
    lines[0]["gains"][0] |= {"text": "3.2 points in top-1 accuracy", "value": 9}
    given = gold_samples.write(tmp_path, lines)
    assert gold.write_gold(tmp_path / "kept.jsonl", [given]) == 2
    kept = (tmp_path / "kept.jsonl").read_text()
    assert "encoder" not in kept and "points in" not in kept
    papers = accuracy.read_gold(tmp_path / "kept.jsonl")[:1]
    assert accuracy.score(held, papers).scores == accuracy.score(held, accuracy.read_gold(given)[:1]).scores
    with pytest.raises(accuracy.GoldError, match="is there twice"):
        gold.write_gold(tmp_path / "kept.jsonl", [given, given])


def test_the_unread_papers_of_the_project_are_others_than_those_of_the_gold(real_gold: tuple[Path, Path]) -> None:
    unread = accuracy.read_gold(ROOT / "docs/accuracy/unread.jsonl")
    assert len({paper.key for paper in unread}) == len(unread) >= 400
    assert {paper.key for paper in unread}.isdisjoint(paper.key for paper in accuracy.read_gold(real_gold[1]))


def test_two_readers_agree_in_what_both_noted(tmp_path: Path) -> None:
    lines, others = gold_samples.lines(), gold_samples.lines()
    others[0]["gains"][0] |= {"metric": "something else"}
    del others[0]["results"][0]
    first = accuracy.read_gold(gold_samples.write(tmp_path, lines))
    second = accuracy.read_gold(gold_samples.write(tmp_path, others[:1]))
    found = gold.agreement(first, second)
    results, gains = found.scores["results"], found.scores["gains"]
    assert found.papers == 1
    assert (results.gold, results.found) == (1, 0)
    assert (gains.right - gains.right_full, gains.f1) == (1, 1.0)
    assert found.scores["benchmarks"].full_f1 == 1.0


def test_second_readers_read_unread_papers_of_the_project() -> None:
    unread = {paper.key for paper in accuracy.read_gold(ROOT / "docs/accuracy/unread.jsonl")}
    second = [paper.key for paper in accuracy.read_gold(ROOT / "docs/accuracy/second.jsonl")]
    assert len(second) == len(set(second)) >= 50 and unread.issuperset(second)


def test_score_shows_a_table(tmp_path: Path) -> None:
    with release.staging(tmp_path) as folder:
        place = release.publish(tmp_path, samples.fill(folder))
    told = paperfacts("score", tmp_path, gold_samples.write(tmp_path, gold_samples.lines()))
    assert told.returncode == 0, told.stderr
    assert "│ gains       │    3 │     3 │     1.000 │  1.000 │ 1.000 │   1.000 │" in told.stdout
    assert "2 papers of the gold, 0 of them not in the release" in told.stdout
    assert place.is_dir()


def test_score_ends_with_2_and_one_line_where_it_cannot(tmp_path: Path) -> None:
    gold = gold_samples.write(tmp_path, gold_samples.lines())
    with release.staging(tmp_path / "data") as folder:
        release.publish(tmp_path / "data", samples.fill(folder))
    for arguments in ((tmp_path / "none", gold), (tmp_path / "data", tmp_path / "none"), (tmp_path / "data", tmp_path)):
        told = paperfacts("score", *arguments)
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.startswith("paperfacts: ") and told.stderr.count("\n") == 1, told.stderr


# Releases


def sealed(folder: Path, **f1: float) -> Path:
    """A release of the sample that was scored; the given fields have another F1 than 0.9."""
    folder.mkdir()
    samples.fill(folder)
    figures = {"gold": 10, "found": 10, "precision": 0.9, "recall": 0.9, "f1": 0.9, "full_f1": 0.8}
    release.seal(folder, samples.inputs(), {"gains": figures | f1})
    return folder


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ({}, True),
        ({"f1": 0.91}, True),
        ({"f1": 0.89}, False),
        ({"full_f1": 0.7}, False),
        ({"f1": 0.1, "gold": 9}, True),
    ],
    ids=["same", "better", "worse", "worse bound", "other gold"],
)
def test_a_release_that_is_less_right_is_refused(tmp_path: Path, now: dict[str, float], kept: bool) -> None:
    former, new = sealed(tmp_path / "former"), sealed(tmp_path / "new", **now)
    assert expectations.validate(new, former, {"release"}).ok is kept
    assert expectations.validate(new, None, {"release"}).ok, "there is nothing to compare with"


# Confidence


def verdicts(rule: str, right: int, wrong: int, table: str = "gains") -> list[confidence.Verdict]:
    outcomes = [True] * right + [False] * wrong
    return [confidence.Verdict(table, rule, f"{rule} {n}", outcome) for n, outcome in enumerate(outcomes)]


def test_rules_with_many_facts_speak_for_themselves_and_others_lean_on_their_table() -> None:
    measured = confidence.measure([*verdicts("good", 195, 5), *verdicts("bad", 50, 150), *verdicts("rare", 1, 0)])
    assert measured["good"] == pytest.approx(0.96, abs=0.01)
    assert measured["bad"] == pytest.approx(0.27, abs=0.01)
    assert measured["bad"] < measured["rare"] < measured["good"]
    assert measured["rare"] == pytest.approx(0.65, abs=0.01)
    assert measured["gains"] == pytest.approx(0.56, abs=0.01), "the lower end of the interval of the table's share"
    assert confidence.confidence(measured, "gains", "unheard of") == measured["gains"]
    assert confidence.confidence(measured, "links", "unheard of") == 0.5


def test_no_fact_is_taken_for_certain() -> None:
    measured = confidence.measure([*verdicts("perfect", 10_000, 0), *verdicts("never", 0, 10_000, "links")])
    assert 0 < measured["never"] < measured["perfect"] < 1


def test_confidence_does_not_depend_on_the_order_of_facts() -> None:
    given = [*verdicts("b", 3, 1), *verdicts("a", 1, 1, "links"), *verdicts("c", 0, 2)]
    assert list(confidence.measure(given).items()) == list(confidence.measure(given[::-1]).items())
    assert list(confidence.measure(given)) == ["a", "b", "c", "gains", "links"]


@given(st.integers(0, 500), st.integers(0, 500))
def test_intervals_hold_the_share(right: int, wrong: int) -> None:
    low, high = confidence.interval(right, right + wrong)
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low - 1e-9 <= right / (right + wrong) <= high + 1e-9


def test_a_half_is_held_against_the_other_half_alone() -> None:
    papers = [f"ax-{n}" for n in range(400)]
    rules = [confidence.Verdict("gains", "by", paper, confidence.half(paper) == 0) for paper in papers]
    for sure, right in confidence.held_out(rules):
        assert (sure > 0.9) != right


def test_facts_are_right_or_wrong_by_gold(held: dict[str, pa.Table], tmp_path: Path) -> None:
    lines = gold_samples.lines()
    lines[0]["gains"][0]["value"] = 9
    found = list(confidence.on_gold(held, accuracy.read_gold(gold_samples.write(tmp_path, lines))))
    assert [verdict.table for verdict in found if not verdict.right] == ["gains"]
    assert (
        len(found) == sum(len(line[field]) for line in lines for field in accuracy.FIELDS if field != "sota_claim") + 1
    )
    assert {verdict.rule for verdict in found if verdict.table == "gains"} == {"gains.sample"}


# Samples for judges


def test_a_sample_has_all_that_a_judge_needs(held: dict[str, pa.Table]) -> None:
    (fact,) = judged.sample(held, "results", 200, 1)
    assert fact["sentence"][fact["sentence"].index(fact["text"]) :].startswith("81.5% top-1 accuracy")
    assert fact["before"].startswith("Lantern-2B is an encoder")
    assert (fact["values"]["benchmark"], fact["values"]["metric"]) == ("ImageNet-1K", "top-1 accuracy")
    assert (fact["arxiv_id"], fact["value_right"], fact["error"]) == ("2503.02130", None, None)


def test_a_judged_fact_is_found_again_at_its_place(held: dict[str, pa.Table]) -> None:
    (fact,) = judged.sample(held, "results", 200, 1)
    places = [(fact["start"], fact["end"]), (fact["start"] + 1, fact["end"])]
    facts = [judged.Judged("results", fact["arxiv_id"], *place, "any", True, True, None) for place in places]
    assert [judged.still_found(held, [one]) for one in facts] == [1, 0]


def test_facts_of_papers_without_arxiv_id_and_outside_of_abstracts_are_not_drawn(held: dict[str, pa.Table]) -> None:
    assert list(judged.sample(held, "ranks", 200, 1)) == []
    assert [fact["text"] for fact in judged.sample(held, "links", 200, 1)] == ["github.com/lantern-lab/lantern"]


def test_facts_are_drawn_in_the_same_order_of_a_release_that_has_more(held: dict[str, pa.Table]) -> None:
    orders = {tuple(fact["text"] for fact in judged.sample(held, "gains", 2, seed)) for seed in range(20)}
    assert len(orders) == 2, "another seed draws in another order"
    before = [fact["text"] for fact in judged.sample(held, "gains", 2, 7)]
    more = [row | {"fact_id": f"more {n}", "text": "more"} for n, row in enumerate(held["gains"].to_pylist() * 50)]
    held["gains"] = pa.concat_tables([tables.GAINS.from_rows(more), held["gains"]])
    after = [fact["text"] for fact in judged.sample(held, "gains", 200, 7)]
    assert [text for text in after if text != "more"] == before
    assert after[:2] != before


def test_verdicts_are_kept_without_any_text(held: dict[str, pa.Table], tmp_path: Path) -> None:
    filled = [
        fact | {"value_right": True, "binding_right": n > 0, "error": None if n else "metric of another clause"}
        for n, fact in enumerate(judged.sample(held, "gains", 2, 1))
    ]
    path = tmp_path / "filled.jsonl"
    path.write_text("".join(f"{json.dumps(fact)}\n" for fact in filled))
    found = judged.read_judged(path)
    judged.write_judged(tmp_path / "judged.jsonl", [*found, *found])
    kept = (tmp_path / "judged.jsonl").read_text()
    assert judged.read_judged(tmp_path / "judged.jsonl") == sorted(found)
    assert "ViT" not in kept and "sentence" not in kept


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"value_right": None}, "must be true or false"),
        ({"value_right": False}, "cannot be bound right"),
        ({"binding_right": False}, "must name the kind of error"),
        ({"error": "typo"}, "must name the kind of error"),
        ({"field": "letters"}, "is a table of facts"),
    ],
)
def test_verdicts_that_cannot_be_are_named(tmp_path: Path, edit: dict[str, Any], said: str) -> None:
    fine = judged.Judged("gains", "2503.02130", 1, 5, "gain_by", True, True, None).__dict__
    path = tmp_path / "filled.jsonl"
    path.write_text(f"{json.dumps(fine)}\n{json.dumps(fine | edit)}\n")
    with pytest.raises(judged.JudgedError, match=f"line 2: .*{said}"):
        judged.read_judged(path)


def test_the_judged_facts_of_the_project_can_be_read() -> None:
    for one in judged.read_judged(ROOT / "docs/accuracy/judged.jsonl"):
        assert 0 <= one.start < one.end


# The report


def test_the_report_says_where_there_is_no_gold(held: dict[str, pa.Table]) -> None:
    page = report.to_markdown(MANIFEST, held, [], [], [], [], [])
    assert "No gold was at hand" in page and "No sample was judged yet" in page and "Nothing was measured" in page


def test_the_report_tells_both_halves_the_samples_and_the_calibration(
    held: dict[str, pa.Table], tmp_path: Path
) -> None:
    papers = accuracy.read_gold(gold_samples.write(tmp_path, gold_samples.lines()))
    found = [
        judged.Judged("gains", f"2503.{n:05}", 1, 5, "gain_by", True, n > 0, None if n else "odd") for n in range(9)
    ]
    page = report.to_markdown(MANIFEST, held, papers, papers[:1], papers[:1], found, [])
    assert "1 of these abstracts" in page and "| gains | 2 | 2 | 1.000 / 1.000 |" in page
    assert "3 papers of crawl.jsonl" in page
    sizes = [sum(confidence.half(paper.key) == side for paper in papers) for side in (0, 1)]
    for title, size in zip(("First half", "Second half", "Both halves"), (*sizes, 2), strict=True):
        assert f"### {title}\n\n{size} papers." in page
    assert "| gains | 3 | 3 | 1.000 | 1.000 | 1.000 | 1.000 |" in page
    assert "\n\n1 more abstracts" in page and "| gains | 2 | 2 | 1.000 | 1.000 | 1.000 | 1.000 |" in page
    assert "| gains | 9 | 1.000 (0.701 to 1.000) | 0.889 (0.565 to 0.980) | odd (1) |" in page
    assert "0 of the 9 facts that were judged are in this release" in page
    assert page.count("### ") == 3 and "encoder" not in page


# Rows of derived tables


def test_a_sample_of_rows_has_all_that_a_judge_needs(held: dict[str, pa.Table]) -> None:
    (row,) = judged_rows.sample(held, "leaderboards", 10, seed=1)
    assert row["text"] in row["sentence"] and row["arxiv_id"] == "2503.02130"
    assert "top-1-accuracy" in row["told"] and "81.5" in row["told"]
    assert (row["right"], row["complete"], row["error"]) == (None, None, None)
    assert len(list(judged_rows.sample(held, "models", 10, seed=1))) == 1


def test_verdicts_on_rows_are_kept_without_any_text(held: dict[str, pa.Table], tmp_path: Path) -> None:
    filled = [row | {"right": True, "complete": True} for row in judged_rows.sample(held, "leaderboards", 10, seed=1)]
    (tmp_path / "filled.jsonl").write_text("".join(json.dumps(row, default=str) + "\n" for row in filled))
    found = judged_rows.read_rows(tmp_path / "filled.jsonl")
    judged_rows.write_rows(tmp_path / "kept.jsonl", found)
    assert judged_rows.read_rows(tmp_path / "kept.jsonl") == found
    assert "ImageNet-1K," not in (tmp_path / "kept.jsonl").read_text()


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"right": None}, "right and complete are true or false"),
        ({"complete": False}, "error must name the cause"),
        ({"right": False}, "cannot be complete"),
        ({"table": "papers"}, "table is one of"),
    ],
)
def test_verdicts_on_rows_that_cannot_be_are_named(tmp_path: Path, edit: dict[str, Any], said: str) -> None:
    place = {"table": "models", "arxiv_id": "2503.02130", "start": 1, "end": 2, "told": ""}
    good = place | {"right": True, "complete": True, "error": None}
    (tmp_path / "rows.jsonl").write_text(json.dumps(good | edit))
    with pytest.raises(judged.JudgedError, match=said):
        judged_rows.read_rows(tmp_path / "rows.jsonl")


def test_the_judged_rows_of_the_project_can_be_read_and_are_told(held: dict[str, pa.Table]) -> None:
    found = judged_rows.read_rows(ROOT / "docs/accuracy/rows.jsonl")
    counts = {table: [one.right for one in found if one.table == table] for table in judged_rows.SOURCES}
    assert {table: len(rights) >= 50 for table, rights in counts.items()} == dict.fromkeys(judged_rows.SOURCES, True)
    page = report.to_markdown(MANIFEST, held, [], [], [], [], found)
    for one in found:
        assert one.complete or f"| {one.table} | {one.arxiv_id} | {one.told} | {one.error} |" in page
