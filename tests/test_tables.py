"""The registry of tables: rows that lack what a table needs are named, not written."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import engine, papers, tables
from pipeline.dumps.record import Record
from pipeline.extract import INPUT

PRIZE = tables.Column("prize", tables.TEXT, "What the place was worth.")


def with_prize(table: tables.Table) -> tables.Table:
    return replace(table, columns=(*table.columns, PRIZE))


def test_required_column_that_nothing_fills_is_named() -> None:
    table = tables.Table("places", "Made for a test.", (tables.PAPER_ID, PRIZE), ("paper_id",), ("paper_id",))
    with pytest.raises(tables.Unfilled, match=r"table places: nothing fills the required column prize: .*changing\.md"):
        table.from_rows([{"paper_id": "a"}, {"paper_id": "b"}])
    assert table.from_rows([]).num_rows == 0, "nothing is lacking where there is no row"


def test_row_that_lacks_a_required_value_is_shown() -> None:
    table = tables.Table("places", "Made for a test.", (tables.PAPER_ID, PRIZE), ("paper_id",), ("paper_id",))
    with pytest.raises(ValueError, match=r"table places: a row has no value for the required column prize: .*'b'"):
        table.from_rows([{"paper_id": "a", "prize": "a cup"}, {"paper_id": "b", "prize": None}])


def test_fact_column_that_nothing_fills_is_no_fault_of_a_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    ranks = with_prize(tables.RANKS)
    monkeypatch.setattr(
        tables, "FACT_TABLES", [ranks if table is tables.RANKS else table for table in tables.FACT_TABLES]
    )
    told = {
        "paper_id": "a",
        "abstract": "We won the 2nd place in the Nimbus Challenge.",
        "comment": None,
        "links": None,
    }
    batch = INPUT.empty_table().from_pylist([told], schema=INPUT)
    with pytest.raises(tables.Unfilled, match=r"table ranks: nothing fills the required column prize"):
        engine._extract(batch)


def test_column_of_papers_that_nothing_fills_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PAPERS", with_prize(tables.PAPERS))
    (tmp_path / "shelf").mkdir()
    papers.shelve([Record("made.jsonl", 1, 1, 1, "paper", title="On Nimbus", abstract="Clouds.")], tmp_path / "shelf")
    with pytest.raises(tables.Unfilled, match=r"table papers: nothing fills the column prize: .*Record"):
        list(papers.merge([tmp_path / "shelf"], tmp_path))
