"""A release in the hands of others: the tables in four tools, the documents before their standards' own tools."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
import duckdb
import frictionless
import mlcroissant
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
import release_samples as samples

from pipeline import release, tables

ROOT = Path(__file__).parents[1]
SINCE = datetime.date(2025, 1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.publish(tmp_path_factory.mktemp("formats"), copies=7)


@pytest.fixture
def load(folder: Path, tmp_path: Path) -> Callable[[str], datasets.Dataset]:
    """A table by `datasets`, from the card of the release."""
    return lambda name: datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path))


# The question: of the papers since 2025, how many name each benchmark, and how many authors have they in all?

ANSWER = [("imagenet-1k", 7, 21), ("wikitext-103", 7, 84)]


@pytest.mark.parametrize("backend", [{}, {"dtype_backend": "pyarrow"}], ids=["numpy", "pyarrow"])
def test_pandas_answers(folder: Path, backend: dict[str, Any]) -> None:
    papers = pd.read_parquet(folder / "papers.parquet", **backend)
    named = pd.read_parquet(folder / "benchmarks.parquet", **backend)
    found = named.merge(papers[papers.published >= SINCE], on="paper_id").groupby("benchmark_id")
    counted = found.agg(papers=("paper_id", "nunique"), authors=("author_count", "sum")).reset_index()
    assert [tuple(row) for row in counted.itertuples(index=False)] == ANSWER


def test_polars_answers(folder: Path) -> None:
    papers = pl.read_parquet(folder / "papers.parquet").filter(pl.col("published") >= SINCE)
    named = pl.read_parquet(folder / "benchmarks.parquet").join(papers, on="paper_id")
    counted = named.group_by("benchmark_id").agg(pl.col("paper_id").n_unique(), pl.col("author_count").sum())
    assert counted.sort("benchmark_id").rows() == ANSWER


def test_duckdb_answers(folder: Path) -> None:
    query = f"""
        select benchmark_id, count(distinct paper_id), sum(author_count)::int
        from '{folder}/benchmarks.parquet' join '{folder}/papers.parquet' using (paper_id)
        where published >= date '{SINCE}' group by benchmark_id order by benchmark_id"""
    assert duckdb.sql(query).fetchall() == ANSWER


def test_datasets_answers(load: Callable[[str], datasets.Dataset]) -> None:
    papers = {row["paper_id"]: row for row in load("papers") if row["published"] and row["published"] >= SINCE}
    named: dict[str, set[str]] = {}
    for row in load("benchmarks"):
        if row["paper_id"] in papers:
            named.setdefault(row["benchmark_id"], set()).add(row["paper_id"])
    counted = [(name, len(ids), sum(papers[id]["author_count"] for id in ids)) for name, ids in named.items()]
    assert sorted(counted) == ANSWER


# Types


def test_pandas_types(folder: Path) -> None:
    plain = pd.read_parquet(folder / "papers.parquet")
    assert plain.dtypes[["published", "author_count", "claims_sota"]].astype(str).tolist() == [
        "date32[day][pyarrow]",
        "Int32",
        "boolean",
    ]
    assert plain.author_count.isna().sum() == 7
    arrow = pd.read_parquet(folder / "papers.parquet", dtype_backend="pyarrow")
    assert arrow.dtypes["author_count"] == "int32[pyarrow]"
    assert arrow.dtypes["authors"] == pd.ArrowDtype(tables.TEXTS)
    sizes = pd.read_parquet(folder / "model_sizes.parquet")
    assert sizes.dtypes["parameters"] == "Int64"
    assert list(sizes.qualifier.cat.categories) == list(tables.QUALIFIERS)


def test_polars_types(folder: Path) -> None:
    papers = pl.read_parquet(folder / "papers.parquet").schema
    assert papers["published"] == pl.Date
    assert papers["author_count"] == pl.Int32
    assert papers["authors"] == pl.List(pl.String)
    assert papers["claims_sota"] == pl.Boolean
    sizes = pl.read_parquet(folder / "model_sizes.parquet")
    assert sizes.schema["parameters"] == pl.Int64
    assert sizes["qualifier"].cast(pl.String).unique().to_list() == ["exact"]


def test_duckdb_types(folder: Path) -> None:
    described = duckdb.sql(f"describe select * from '{folder}/papers.parquet'").fetchall()
    types = {name: kind for name, kind, *_ in described}
    assert types["published"] == "DATE"
    assert types["author_count"] == "INTEGER"
    assert types["authors"] == "VARCHAR[]"
    assert types["claims_sota"] == "BOOLEAN"


def test_datasets_types(load: Callable[[str], datasets.Dataset]) -> None:
    papers = load("papers").features
    assert papers["published"] == datasets.Value("date32")
    assert papers["author_count"] == datasets.Value("int32")
    assert papers["authors"] == datasets.List(datasets.Value("string"))
    assert load("gains").features["direction"] == datasets.Value("string")


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_table_is_a_configuration_of_the_card(load: Callable[[str], datasets.Dataset], name: str) -> None:
    assert load(name).num_rows == 7 * len(samples.rows()[name])


# Documents


def test_the_croissant_is_valid_and_its_records_are_the_tables(folder: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.errors
    # There is no clock in a release, so it has no date of publication.
    assert ["datePublished" in warning for warning in dataset.metadata.ctx.issues.warnings] == [True]
    assert [records.id for records in dataset.metadata.record_sets] == list(tables.TABLES)
    first = next(iter(dataset.records("papers")))
    row = pq.read_table(folder / "papers.parquet").slice(0, 1).to_pylist()[0]
    assert first["papers/title"].decode() == row["title"]
    assert [source.decode() for source in first["papers/sources"]] == row["sources"]


def test_the_data_package_is_valid(folder: Path) -> None:
    path = folder / "datapackage.json"
    assert frictionless.Package.validate_descriptor(str(path)).flatten() == []
    package = frictionless.Package(str(path))
    for resource in package.resources:
        table = tables.TABLES[resource.name]
        assert resource.schema.field_names == table.schema.names
        assert resource.schema.primary_key == list(table.key)
        assert resource.bytes == (folder / resource.path).stat().st_size
        assert resource.hash == f"sha256:{release.sha256(folder / resource.path)}"


@pytest.mark.parametrize("place", ["release", "project"])
def test_the_citation_is_valid(folder: Path, place: str) -> None:
    path = (folder if place == "release" else ROOT) / "CITATION.cff"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_projects_citation_has_its_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text()


def test_the_card_describes_every_column(folder: Path) -> None:
    card = (folder / "README.md").read_text()
    for table in tables.TABLES.values():
        assert f"## {table.name}\n" in card
        for column in table.columns:
            assert f"| {column.name} |" in card
            assert column.description in card


def test_the_documents_name_the_release(folder: Path) -> None:
    version = release.read_manifest(folder)["version"]
    assert json.loads((folder / "datapackage.json").read_text())["version"] == version
    assert json.loads((folder / "croissant.json").read_text())["version"] == f"1.0.0+{version}"
    assert version in (folder / "README.md").read_text()
