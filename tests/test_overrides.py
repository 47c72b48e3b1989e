"""Corrections of a user's: what is wrong with their file is told by line, and what is right is in the tables."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import release_samples as samples
from click.testing import CliRunner

import expectations
from assets import cli, partitions
from assets.dumps import dumps as dumps_asset
from assets.facts import facts
from assets.papers import abstracts
from assets.resources import Extraction, Source, Target
from assets.run import materialise
from pipeline import derived, overrides, release, tables
from pipeline.overrides import Corrections, OverrideError

HEAD = "id,field,value,reason\n"
FACT, PAPER = "0123456789abcdef", "0123456789abcdef0123"


@pytest.fixture(scope="module")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample, as the rules read it."""
    rows = samples.rows() | {"overrides": []}
    for paper in rows["papers"]:
        paper.pop("overridden", None)
    return samples.publish(tmp_path_factory.mktemp("read"), rows)


def of(folder: Path, table: str, text: str) -> dict[str, Any]:
    """The row of a table whose text (title, for a paper) starts so."""
    column = "title" if table == "papers" else "text"
    rows = pq.read_table(folder / f"{table}.parquet")
    (row,) = rows.filter(pc.starts_with(rows[column], text)).to_pylist()
    return dict(row)


def ids(folder: Path) -> dict[str, str]:
    """Names for the facts and papers that the tests correct."""
    return {
        "lantern": of(folder, "papers", "Lantern")["paper_id"],
        "tallow": of(folder, "papers", "Tallow")["paper_id"],
        "size": of(folder, "model_sizes", "2 billion")["fact_id"],
        "gain": of(folder, "gains", "3.2 points")["fact_id"],
        "result": of(folder, "results", "81.5%")["fact_id"],
        "link": of(folder, "links", "github.com")["fact_id"],
        "claim": of(folder, "sota_claims", "new state")["fact_id"],
        "rank": of(folder, "ranks", "ranked 2nd")["fact_id"],
    }


def corrected(read_before: Path, out: Path, lines: str, former: Path | None = None) -> Path:
    """The release of the sample with the overrides of some lines, in which {names} stand for ids."""
    file = out / "overrides.csv"
    out.mkdir(exist_ok=True)
    file.write_text(HEAD + lines.format(**ids(read_before)))
    given = overrides.read(file)
    with release.staging(out) as folder:
        corrections = Corrections(given)
        corrections.write_facts(read_before, folder)
        with release.Writer(folder, tables.PAPERS) as writer:
            papers = corrections.correct(tables.PAPERS, pq.read_table(read_before / "papers.parquet"))
            claims = pq.read_table(folder / "sota_claims.parquet")["paper_id"]
            at = papers.schema.get_field_index("claims_sota")
            writer.write(papers.set_column(at, papers.field(at), pc.is_in(papers["paper_id"], claims)))
        corrections.write(folder, former)
        derived.write(folder)
        shutil.copy(read_before / "dump_records.parquet", folder)
        release.seal(folder, samples.inputs(), overrides={"name": file.name, "sha256": given.sha256})
        return release.publish(out, folder)


GOOD = """{size},parameters,3000000000,"the text says two, the authors say three"
{size},model,,the name is of the encoder alone
{gain},metric,top-5 accuracy,second table
{gain},metric_id,,second table
{link},kinds,code; model,the weights lie there too
{result},value,82.5,a typing error
{rank},remove,,no place of its own
{claim},remove,,they only hope so
{tallow},organization,Wick Institute,renamed
{tallow},published,2026-02-01,the day of the second version
{lantern},authors,Ada Brook; Lin Moss,the third name is an address
"""


@pytest.fixture(scope="module")
def release_of_good(read_before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corrected(read_before, tmp_path_factory.mktemp("good"), GOOD)


def test_what_is_corrected_is_in_the_tables_and_says_so(read_before: Path, release_of_good: Path) -> None:
    size = of(release_of_good, "model_sizes", "2 billion")
    before = of(read_before, "model_sizes", "2 billion")
    assert size == before | {"parameters": 3 * 10**9, "model": None, "rule": "override", "confidence": 1.0}
    gain = of(release_of_good, "gains", "3.2 points")
    assert (gain["metric"], gain["metric_id"], gain["rule"]) == ("top-5 accuracy", None, "override")
    assert of(release_of_good, "links", "github.com")["kinds"] == ["code", "model"]
    tallow = of(release_of_good, "papers", "Tallow")
    assert (tallow["organization"], tallow["published"]) == ("Wick Institute", date(2026, 2, 1))
    assert tallow["overridden"] == ["organization", "published"]
    assert not tallow["year_inferred"], "the year is told now"
    lantern = of(release_of_good, "papers", "Lantern")
    assert (lantern["authors"], lantern["author_count"]) == (["Ada Brook", "Lin Moss"], 2)
    untouched = of(release_of_good, "papers", "An Essay")
    assert untouched == of(read_before, "papers", "An Essay")


def test_what_is_removed_is_gone_with_all_that_rests_on_it(release_of_good: Path) -> None:
    assert pq.read_table(release_of_good / "ranks.parquet").num_rows == 0
    assert not of(release_of_good, "papers", "Tallow")["claims_sota"]


def test_derived_tables_rest_on_what_is_corrected(release_of_good: Path) -> None:
    (row,) = pq.read_table(release_of_good / "leaderboards.parquet").to_pylist()
    assert row["value"] == 82.5


def test_every_override_is_told_with_what_was_read_before(read_before: Path, release_of_good: Path) -> None:
    rows = pq.read_table(release_of_good / "overrides.parquet").to_pylist()
    assert [row["line"] for row in rows] == list(range(2, 13))
    assert rows[0] == {
        "line": 2,
        "id": ids(read_before)["size"],
        "field": "parameters",
        "value": "3000000000",
        "former": "2000000000",
        "reason": "the text says two, the authors say three",
        "status": "applied",
        "table": "model_sizes",
        "paper_id": ids(read_before)["lantern"],
        "text": "2 billion parameters",
        "rule": "model_sizes.sample",
    }
    removed = rows[6]
    assert (removed["field"], removed["value"], removed["text"]) == (
        "remove",
        None,
        "ranked 2nd in the WMT24 pruning task",
    )
    assert (rows[9]["former"], rows[9]["value"]) == ("2026-01-17", "2026-02-01")


def test_a_corrected_release_is_good(read_before: Path, release_of_good: Path) -> None:
    report = expectations.validate(release_of_good)
    assert report.ok and report.failures == []


def test_what_an_override_makes_wrong_is_found_as_anything_else(read_before: Path, tmp_path: Path) -> None:
    folder = corrected(read_before, tmp_path, "{gain},direction,decrease,but it is still called an improvement\n")
    report = expectations.validate(folder, only=["gains"])
    assert [result.expectation for result in report.failures] == ["improvement_fits"]


def test_the_version_follows_the_overrides(read_before: Path, release_of_good: Path, tmp_path: Path) -> None:
    again = corrected(read_before, tmp_path / "again", GOOD)
    assert again.name == release_of_good.name
    other = corrected(read_before, tmp_path / "other", GOOD.replace("renamed", "renamed last year"))
    assert other.name != release_of_good.name
    assert release.read_manifest(again)["overrides"]["name"] == "overrides.csv"
    assert release.read_manifest(read_before)["overrides"] is None


def test_what_was_known_once_and_is_gone_is_told(read_before: Path, release_of_good: Path, tmp_path: Path) -> None:
    facts = Path(shutil.copytree(read_before, tmp_path / "facts"))
    pq.write_table(tables.GAINS.schema.empty_table(), facts / "gains.parquet")
    (tmp_path / "overrides.csv").write_text(HEAD + "{gain},metric,speed,so they say\n".format(**ids(read_before)))
    given = overrides.read(tmp_path / "overrides.csv")
    former: Path
    for former in (read_before, release_of_good):
        corrections = Corrections(given)
        folder = tmp_path / former.name
        folder.mkdir()
        corrections.write_facts(facts, folder)
        assert [entry.line for entry in corrections.write(folder, former)] == [2]
        (row,) = pq.read_table(folder / "overrides.parquet").to_pylist()
        assert (row["status"], row["value"], row["table"]) == ("gone", "speed", None)
    # Once removed, a fact is in no former table, but in the former overrides.
    (tmp_path / "overrides.csv").write_text(HEAD + "{rank},metric,speed,so they say\n".format(**ids(read_before)))
    corrections = Corrections(overrides.read(tmp_path / "overrides.csv"))
    assert len(corrections.write(tmp_path, release_of_good)) == 1


def test_what_is_gone_is_a_warning_that_names_the_line(read_before: Path, tmp_path: Path) -> None:
    folder = corrected(read_before, tmp_path, "{size},model,Lantern,x\n")
    path = folder / "overrides.parquet"
    rows = pq.read_table(path).to_pylist()
    rows[0] |= {"status": "gone", "table": None, "paper_id": None}
    pq.write_table(tables.OVERRIDES.from_rows(rows), path)
    report = expectations.validate(folder, only=["overrides"])
    found = {result.expectation: result for result in report.failures}
    assert found["none_gone"].severity == "warning"
    assert found["none_gone"].rows[0]["line"] == 2
    # The row of model_sizes still says that it was corrected.
    assert "no override did it" in found["overrides_hold"].rows[0]["problem"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the columns are id,field,value,reason, not none"),
        ("id,field,value\n", "line 1: the columns are id,field,value,reason, not id,field,value"),
        (HEAD + f"{FACT},value,1,x\n{FACT},unit\n", "line 3: has 2 cells, not 4"),
        (HEAD + f"{FACT},value,1,an honest, good reason\n", "line 2: has 5 cells, not 4"),
        (HEAD + "7B,value,1,x\n", "line 2: '7B' is no fact_id"),
        (HEAD + f"{FACT},value,1,\n", "line 2: has no reason"),
        (HEAD + f"{FACT},valeu,1,x\n", "line 2: 'valeu' is no column of papers or facts"),
        (HEAD + f"{FACT},text,1,x\n", "line 2: 'text' tells where and how a fact was read, and stays"),
        (HEAD + f"{PAPER},abstract,A text.,x\n", "line 2: 'abstract' is what facts are read from"),
        (HEAD + f"{PAPER},claims_sota,true,x\n", "line 2: 'claims_sota' follows from the table sota_claims"),
        (HEAD + f'{FACT},unit,"%\nof it",x\n{FACT},parameters,7B,x\n', "line 4: parameters is of type int64"),
        (HEAD + f"{FACT},parameters,1e9,x\n", "line 2: parameters is of type int64, which '1e9' is not"),
        (HEAD + f"{FACT},parameters,{10**20},x\n", "line 2: parameters is of type int64"),
        (HEAD + f"{FACT},from_value,nan,x\n", "line 2: from_value is of type double, which 'nan' is not"),
        (HEAD + f"{PAPER},published,2026-02-30,x\n", "line 2: published is of type date32[day]"),
        (HEAD + f"{FACT},improvement,maybe,x\n", "line 2: improvement is of type bool"),
        (HEAD + f"{FACT},parameters,,x\n", "line 2: parameters cannot be empty"),
        (HEAD + f"{FACT},direction,up,x\n", "line 2: direction is one of increase, decrease, not 'up'"),
        (HEAD + f"{FACT},kinds,code; blog,x\n", "line 2: kinds is one of code, model, "),
        (HEAD + f"{FACT},remove,yes,x\n", "line 2: remove takes no value"),
        (HEAD + f"{FACT},value,1,x\n\n{FACT},value,2,x\n", f"line 4: {FACT} is given another value on line 2"),
        (HEAD + f"{FACT},remove,,x\n{FACT},value,2,x\n", f"line 3: {FACT} is removed on line 2"),
        (HEAD + f"{FACT},value,2,x\n{FACT},remove,,x\n", f"line 3: {FACT} is corrected on line 2"),
        (HEAD + f'{FACT},value,1,"x\n', "line 2: is no CSV"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text)
    with pytest.raises(OverrideError) as caught:
        overrides.read(path)
    assert str(caught.value).startswith(f"{path}, {said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{FACT},value,1,x", f"line 2: there is no fact or paper {FACT}"),
        ("{size},metric,x,x", "is of model_sizes, which has no 'metric' to correct"),
        ("{lantern},parameters,1,x", "is of papers, which has no 'parameters' to correct"),
        ("{tallow},remove,,x", "line 2: a paper cannot be removed: take it out of the dump"),
        ("{gain},qualifier,,x", "line 2: qualifier cannot be empty"),
        ("{result},unit,points,x", None),
        ("{rank},benchmark_id,,x", None),
    ],
)
def test_what_does_not_fit_the_fact_is_told_by_line(
    read_before: Path, tmp_path: Path, line: str, said: str | None
) -> None:
    if said is None:
        corrected(read_before, tmp_path, line)
        return
    with pytest.raises(OverrideError) as caught:
        corrected(read_before, tmp_path, line)
    assert str(caught.value).startswith(f"{tmp_path / 'overrides.csv'}, line 2: ")
    assert str(caught.value).endswith(said)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match=r"mine\.csv: No such file"):
        overrides.read(tmp_path / "mine.csv")
    (tmp_path / "mine.csv").write_bytes(HEAD.encode() + b"\xff\xfe")
    with pytest.raises(OverrideError, match=r"mine\.csv, line 2: is not UTF-8"):
        overrides.read(tmp_path / "mine.csv")


def test_a_file_as_spreadsheets_write_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbfid,field,value,reason\r\n" + f' {FACT} ,unit,"a, b",x\r\n,,,\r\n'.encode())
    assert [(entry.line, entry.value) for entry in overrides.read(path).entries] == [(2, "a, b")]


def test_builds_follow_the_file_whatever_is_kept_of_former_ones(
    tmp_path: Path, seeds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "paperfacts")
    dumps, out, mine = seeds / "arxiv-crawl.jsonl", tmp_path / "data", tmp_path / "mine.csv"

    def extract(overrides: Path | None = None) -> dict[str, bytes]:
        """Makes the tables without publishing them."""
        given = Source(paths=[str(dumps)], overrides=overrides and str(overrides))
        resources = {"source": given, "target": Target(out=str(out)), "extraction": Extraction()}
        with dg.DagsterInstance.ephemeral() as instance:
            (key,) = partitions.add(instance, [dumps.name])
            dg.materialize([dumps_asset], resources=resources, instance=instance, partition_key=key)
            dg.materialize([abstracts, facts], resources=resources, instance=instance)
        return {path.name: path.read_bytes() for path in (out / ".work" / "tables").iterdir()}

    plain = extract()
    size = pq.read_table(pa.BufferReader(plain["model_sizes.parquet"])).to_pylist()[0]
    paper = pq.read_table(pa.BufferReader(plain["papers.parquet"])).to_pylist()[0]["paper_id"]

    mine.write_text(HEAD + f"{size['fact_id']},parameters,12,a joke\n{paper},organization,Umbra,they said so\n")
    materialise([dumps], out, 1, overrides=mine)
    assert "overrides: 2 applied, 0 gone" in caplog.messages
    assert "10 known from before" in caplog.text, "facts are kept as the rules read them"
    published = release.resolve(out)
    row = pq.read_table(published / "model_sizes.parquet").to_pylist()[0]
    assert (row["parameters"], row["rule"]) == (12, "override")
    assert release.read_manifest(published)["overrides"]["sha256"] == release.sha256(mine)

    mine.write_text(HEAD + f"{FACT},parameters,12,a slip\n")
    with pytest.raises(OverrideError, match=f"line 2: there is no fact or paper {FACT}"):
        extract(mine)
    mine.write_text(HEAD + f"{size['fact_id']},remove,,a joke\n")
    assert extract(mine)["model_sizes.parquet"] != plain["model_sizes.parquet"]
    assert extract() == plain, "without the file all is as it was"


def test_the_command_ends_with_one_line_for_a_wrong_file(tmp_path: Path, seeds: Path) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + f"{FACT},parameters,7B,a slip\n")
    command = ["build", str(seeds), "--out", str(tmp_path / "data"), "--overrides", str(tmp_path / "mine.csv")]
    run = CliRunner().invoke(cli.main, command)
    assert run.exit_code == 2
    (line,) = run.stderr.splitlines()
    assert line.startswith(f"paperfacts: {tmp_path / 'mine.csv'}, line 2: parameters is of type int64")
