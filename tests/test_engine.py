"""Extraction over many papers: the same facts however the work is cut, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import engine, tables
from pipeline.abstract import Abstract
from pipeline.components import COMPONENTS
from pipeline.extract import INPUT
from pipeline.extract import extract as facts_of
from pipeline.workers import Workers

ROOT = Path(__file__).parents[1]
SENTENCES = (
    "We train a model with {n} billion parameters.",
    "It improves accuracy on GSM8K by {n}.5% over the baseline.",
    "Code is at https://github.com/example/code-{n}.",
    "We set a new state of the art on ImageNet with {n}.1% accuracy.",
)


def write_papers(path: Path, count: int, change: range = range(0)) -> Path:
    """A file of papers; those in `change` say something else than usual."""
    rows = [
        {
            "paper_id": f"{n:020x}",
            "abstract": SENTENCES[n % 4].format(n=n + 1) + (" Our model is small." if n in change else ""),
            "comment": f"https://example.org/{n}" if n % 5 == 0 else None,
            "listing_links": [],
        }
        for n in range(count)
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=INPUT), path)
    return path


def extract(texts: Path, folder: Path, former: Path | None = None, workers: int = 1) -> engine.Progress:
    folder.mkdir()
    with Workers(workers) as helpers:
        return list(engine.extract_all(texts, folder, former, helpers))[-1]


def papers(folder: Path, table: str) -> set[str]:
    """The papers that have facts in a table."""
    return set(pq.read_table(folder / f"{table}.parquet")["paper_id"].to_pylist())


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BATCH", 16)


def test_facts_are_the_same_for_any_number_of_workers_and_batch_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = write_papers(tmp_path / "texts.parquet", 100)
    assert extract(texts, tmp_path / "one") == (100, 0)
    extract(texts, tmp_path / "two", workers=2)
    monkeypatch.setattr(engine, "BATCH", 7)
    extract(texts, tmp_path / "seven")
    one = files(tmp_path / "one")
    assert pq.read_metadata(tmp_path / "one" / "links.parquet").num_rows >= 25
    for other in ("two", "seven"):
        for table in tables.FACT_TABLES:
            name = f"{table.name}.parquet"
            assert (tmp_path / other / name).read_bytes() == one[name], f"{other}: {name}"


def test_known_facts_are_kept_and_changed_papers_read_again(tmp_path: Path) -> None:
    before = write_papers(tmp_path / "before.parquet", 60)
    after = write_papers(tmp_path / "after.parquet", 100, change=range(10, 20))
    extract(before, tmp_path / "former")
    assert extract(after, tmp_path / "with", tmp_path / "former") == (100, 50)
    assert extract(after, tmp_path / "without") == (100, 0)
    assert files(tmp_path / "with") == files(tmp_path / "without")


def test_removed_papers_leave_no_facts(tmp_path: Path) -> None:
    extract(write_papers(tmp_path / "many.parquet", 100), tmp_path / "former")
    few = write_papers(tmp_path / "few.parquet", 40)
    assert extract(few, tmp_path / "with", tmp_path / "former") == (40, 40)
    extract(few, tmp_path / "without")
    assert files(tmp_path / "with") == files(tmp_path / "without")


def test_other_rules_read_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = write_papers(tmp_path / "texts.parquet", 40)
    extract(texts, tmp_path / "former")
    monkeypatch.setattr(engine, "versions", lambda: b"other rules")
    assert extract(texts, tmp_path / "now", tmp_path / "former") == (40, 0)


def test_facts_of_a_version_with_other_columns_are_found_again(tmp_path: Path) -> None:
    texts = write_papers(tmp_path / "texts.parquet", 40)
    extract(texts, tmp_path / "former")
    links = pq.read_table(tmp_path / "former" / "links.parquet")
    pq.write_table(links.drop_columns(["host"]), tmp_path / "former" / "links.parquet")
    assert extract(texts, tmp_path / "now", tmp_path / "former") == (40, 0)
    extract(texts, tmp_path / "without")
    assert files(tmp_path / "now") == files(tmp_path / "without")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> str:
    """A rule that fails on one paper of `write_papers`; the id of that paper."""

    def fails(abstract: Abstract) -> None:
        if "22.5%" in abstract.text:
            raise ValueError("no such list")

    monkeypatch.setitem(COMPONENTS, "gains", fails)
    return f"{21:020x}"


def test_an_error_of_a_rule_names_the_paper(tmp_path: Path, failing: str) -> None:
    texts = pq.read_table(write_papers(tmp_path / "texts.parquet", 30))
    with pytest.raises(ValueError, match="no such list") as error:
        facts_of(texts)
    assert failing in error.value.__notes__[0] and "22.5%" in error.value.__notes__[0]


def test_an_error_of_a_rule_costs_one_paper_until_the_rule_is_mended(
    tmp_path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = write_papers(tmp_path / "texts.parquet", 30)
    assert extract(texts, tmp_path / "one") == (30, 0)
    assert engine.unread(tmp_path / "one") == {failing: "ValueError: no such list"}
    with_facts = {one for name in ("results", "links") for one in papers(tmp_path / "one", name)}
    assert len(with_facts) > 10 and failing not in with_facts
    monkeypatch.undo()
    assert extract(texts, tmp_path / "two", tmp_path / "one") == (30, 29), "only what failed is read again"
    assert engine.unread(tmp_path / "two") == {}
    assert failing in papers(tmp_path / "two", "gains")


def test_no_papers(tmp_path: Path) -> None:
    texts = write_papers(tmp_path / "texts.parquet", 0)
    (tmp_path / "facts").mkdir()
    assert list(engine.extract_all(texts, tmp_path / "facts")) == []
    assert pq.read_metadata(tmp_path / "facts" / "links.parquet").num_rows == 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc to find processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    write_papers(tmp_path / "texts.parquet", 4000)
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import signal
            from pathlib import Path
            from pipeline import engine
            from pipeline.workers import Workers
            if __name__ == "__main__":
                signal.signal(signal.SIGINT, signal.default_int_handler)
                engine.BATCH = 16
                folder = Path({str(tmp_path)!r}) / "facts"
                folder.mkdir()
                with Workers(2) as workers:
                    for progress in engine.extract_all(folder.parent / "texts.parquet", folder, workers=workers):
                        print(progress.done, flush=True)
            """
        )
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert process.stdout and process.stdout.readline(), "nothing was extracted"
    children = _children(process.pid)
    assert len(children) >= 2
    process.send_signal(how)
    process.wait(20)
    process.stdout.close()
    for _ in range(100):
        if not any(Path(f"/proc/{child}").is_dir() and not _is_dead(child) for child in children):
            return
        time.sleep(0.1)
    pytest.fail(f"still there: {children}")


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
