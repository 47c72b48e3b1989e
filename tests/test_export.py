"""Releases in the shapes of other tools: what their readers find."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import derived_samples
import jsonschema
import pandas as pd
import pyarrow.parquet as pq
import pytest
import release_samples as samples
from click.testing import CliRunner

from assets.cli import main
from pipeline import derived, release, tables
from pipeline.export import EXPORTS, epoch, pwc, spreadsheet, sqlite


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of invented papers that the rules have read."""
    out = tmp_path_factory.mktemp("export")
    papers = [
        {
            "title": "LeadNet: Heavy Boats",
            "abstract": "We introduce LeadNet-7B, a model trained on 2 trillion tokens. "
            "LeadNet-7B reaches 91.5% accuracy and an F1 of 0.873 on CIFAR-10, and a Recall@10 of 52.1% on MSR-VTT. "
            "A PyTorch implementation is at https://github.com/tin/leadnet.",
            "arxiv_id": "2503.02130",
            "authors": ["Ada Brook", "Lin Moss"],
        },
        {
            "title": "Zinc Boats",
            "abstract": "Our net reaches 93.5% accuracy on CIFAR-10 (vs. 91.5% for LeadNet).",
            "arxiv_id": "2503.02130",
        },
        {"title": "=cmd|' /C calc'!A1", "abstract": "@SUM(1) boats, and nothing else."},
    ]
    with release.staging(out) as folder:
        derived_samples.folder(folder, *papers)
        derived.write(folder)
        for empty in (tables.DUMP_RECORDS, tables.OVERRIDES):
            with release.Writer(folder, empty) as writer:
                writer.write(empty.from_rows([]))
        release.seal(folder, [])
        release.publish(out, folder)
    return out / "latest"


def table(published: Path, name: str) -> list[dict[str, Any]]:
    return pq.read_table(published / f"{name}.parquet").to_pylist()


# Keys and types of the dumps of Papers with Code.
def exactly(**keys: Any) -> dict[str, Any]:
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def many(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
FLAG = {"type": ["boolean", "null"]}
DATE = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
LINK = exactly(title=TEXT, url=TEXT)
SCHEMAS = {
    "papers-with-abstracts": exactly(
        paper_url=TEXT, arxiv_id=MAYBE, title=TEXT, abstract=TEXT, url_abs=MAYBE, url_pdf=MAYBE, proceeding=MAYBE,
        authors=many(TEXT), tasks=many(TEXT), date=DATE, methods=many({"type": "object"}),
    ),
    "links-between-papers-and-code": exactly(
        paper_url=TEXT, paper_title=TEXT, paper_arxiv_id=MAYBE, paper_url_abs=MAYBE, paper_url_pdf=MAYBE, repo_url=TEXT,
        is_official=FLAG, mentioned_in_paper=FLAG, mentioned_in_github=FLAG, framework=MAYBE,
    ),
    "evaluation-tables": exactly(
        task=TEXT, description=MAYBE, categories=many(TEXT), subtasks=many({"type": "object"}), source_link=MAYBE,
        datasets=many(
            exactly(
                dataset=TEXT, description=MAYBE, subdatasets=many({"type": "object"}), dataset_links=many(LINK),
                dataset_citations=many(LINK),
                sota=exactly(
                    metrics=many(TEXT),
                    rows=many(
                        exactly(
                            model_name=MAYBE, paper_title=TEXT, paper_url=TEXT, paper_date=DATE, code_links=many(LINK),
                            model_links=many(LINK), metrics={"type": "object", "additionalProperties": TEXT},
                            uses_additional_data=FLAG,
                        )
                    ),
                ),
            )
        ),
    ),
    "datasets": exactly(
        url=MAYBE, name=TEXT, full_name=MAYBE, homepage=MAYBE, description=MAYBE, introduced_date=DATE, warning=MAYBE,
        paper={"anyOf": [LINK, {"type": "null"}]}, modalities=many(TEXT), languages=many(TEXT), variants=many(TEXT),
        tasks=many(exactly(task=TEXT, url=MAYBE)), num_papers={"type": "integer"},
        data_loaders=many({"type": "object"}),
    ),
    "methods": {"type": "object"},
}  # fmt: skip


def load(folder: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


@pytest.mark.parametrize("name", SCHEMAS)
def test_pwc_files_have_the_keys_and_types_of_the_dumps(published: Path, tmp_path: Path, name: str) -> None:
    assert {path.name for path in pwc.write(published, tmp_path)} == {f"{one}.json.gz" for one in SCHEMAS}
    entries = load(tmp_path, name)
    jsonschema.validate(entries, many(SCHEMAS[name]))
    assert entries or name == "methods"


def test_pwc_files_know_papers_by_one_address_each(published: Path, tmp_path: Path) -> None:
    pwc.write(published, tmp_path)
    papers = load(tmp_path, "papers-with-abstracts")
    assert len({paper["paper_url"] for paper in papers}) == 3, "an arXiv id of two papers names neither"
    (code,) = load(tmp_path, "links-between-papers-and-code")
    assert code["paper_url"] in {paper["paper_url"] for paper in papers}
    assert (code["repo_url"], code["framework"], code["is_official"]) == (
        "https://github.com/tin/leadnet",
        "pytorch",
        True,
    )


def test_evaluation_tables_are_the_leaderboards(published: Path, tmp_path: Path) -> None:
    pwc.write(published, tmp_path)
    names = {row["benchmark"]: row["benchmark_id"] for row in table(published, "leaderboards")}
    back = Counter(
        (names[board["dataset"]], metric, float(value), row["model_name"], row["paper_title"])
        for task in load(tmp_path, "evaluation-tables")
        for board in task["datasets"]
        for row in board["sota"]["rows"]
        for metric, value in row["metrics"].items()
    )
    own = [row for row in table(published, "leaderboards") if row["owner"] == "own"]
    told = Counter((r["benchmark_id"], pwc.metric_name(r), r["value"], r["model"], r["title"]) for r in own)
    assert back == told and len(told) == 4
    listed = {m for task in load(tmp_path, "evaluation-tables") for d in task["datasets"] for m in d["sota"]["metrics"]}
    assert listed == {metric for _, metric, *_ in told} and "recall@k (@10)" in {metric.lower() for metric in listed}


def test_the_same_release_gives_the_same_bytes(published: Path, tmp_path: Path) -> None:
    for form in ("pwc", "epoch", "csv"):
        one, two = (EXPORTS[form](published, tmp_path / f"{form}{k}") for k in (1, 2))
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_epoch_has_the_papers_own_models(published: Path, tmp_path: Path) -> None:
    (path,) = epoch.write(published, tmp_path)
    frame = pd.read_csv(path)
    assert list(frame.columns) == list(epoch.COLUMNS)
    (model,) = frame.to_dict("records")
    assert (model["Model"], model["Parameters"], model["Training dataset size (total)"]) == ("LeadNet-7B", 7e9, 2e12)
    assert model["Link"] == "https://arxiv.org/abs/2503.02130"
    assert model["Publication date"] == "2025-03"


def test_csv_holds_every_table_and_runs_nothing(published: Path, tmp_path: Path) -> None:
    written = spreadsheet.write(published, tmp_path)
    assert [path.stem for path in written] == list(tables.TABLES)
    for path in written:
        frame = pd.read_csv(path, dtype=str)
        assert list(frame.columns) == tables.TABLES[path.stem].schema.names
        assert len(frame) == pq.read_metadata(published / f"{path.stem}.parquet").num_rows
    with (tmp_path / "papers.csv").open(encoding="utf-8-sig", newline="") as file:
        papers = {row["paper_id"]: row for row in csv.DictReader(file)}
    assert {row["title"] for row in papers.values()} == {"LeadNet: Heavy Boats", "Zinc Boats", "'=cmd|' /C calc'!A1"}
    assert all(cell[:1] not in tuple("=@\t\r") for row in papers.values() for cell in row.values())


def test_sqlite_has_keys_and_finds_words(published: Path, tmp_path: Path) -> None:
    (path,) = sqlite.write(published, tmp_path)
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, held in tables.TABLES.items():
            assert database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(table(published, name))
            wanted = {(c.name, c.references) for c in held.columns if c.references}
            keys = {(key[3], key[2]) for key in database.execute(f"PRAGMA foreign_key_list({name})")}
            assert keys == wanted
        database.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE results SET paper_id = 'nobody'")
        query = "SELECT title FROM papers WHERE rowid IN (SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?)"
        assert database.execute(query, ["nets"]).fetchall() == [("Zinc Boats",)]
        (models,) = database.execute("SELECT fact_ids FROM models WHERE model = 'LeadNet-7B'").fetchone()
        assert len(json.loads(models)) == 3


def test_exports_of_a_release_made_by_hand(tmp_path: Path) -> None:
    out = tmp_path / "out"
    samples.publish(out)
    for form in EXPORTS:
        run = CliRunner().invoke(main, ["export", form, str(out), str(tmp_path / form)])
        assert run.exit_code == 0, run.output
        assert [Path(line).stat().st_size > 0 for line in run.stdout.splitlines()]


def test_what_cannot_be_exported_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("taken")
    samples.publish(tmp_path / "out")
    nothing = CliRunner().invoke(main, ["export", "csv", str(tmp_path / "none"), str(tmp_path / "x")])
    assert nothing.exit_code == 2 and "holds no release" in nothing.stderr
    taken = CliRunner().invoke(main, ["export", "csv", str(tmp_path / "out"), str(tmp_path / "file" / "x")])
    assert taken.exit_code == 2 and "cannot export into" in taken.stderr
