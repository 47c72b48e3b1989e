"""The engine ray on a local cluster of several nodes: the same tables as from the local engine, whatever happens."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from assets.run import materialise
from pipeline import cluster, engine, tables
from pipeline.extract import INPUT

if sys.platform != "linux":
    pytest.skip("Ray has clusters of several nodes on one machine for Linux only", allow_module_level=True)

ROOT = Path(__file__).parents[1]
SHARD = 300
SENTENCES = (
    "We train a model with {n} billion parameters on 1{n} million images.",
    "It improves accuracy on GSM8K by {n}.5% over the baseline.",
    "Code is at https://github.com/example/code-{n}.",
    "We set a new state of the art on ImageNet with {n}.1% accuracy.",
)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    """A cluster of a head and a node with a processor each; RAY_ADDRESS is its address."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    os.environ["RAY_ADDRESS"] = made.address
    yield made
    del os.environ["RAY_ADDRESS"]
    made.shutdown()


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers for eight shards, each so long that a node is not done with it before it is killed."""
    rows = [
        {
            "paper_id": f"{n:020x}",
            "abstract": " ".join(sentence.format(n=n + k) for k in range(10) for sentence in SENTENCES),
            "comment": f"https://example.org/{n}" if n % 5 == 0 else None,
            "listing_links": [],
        }
        for n in range(8 * SHARD)
    ]
    path = tmp_path_factory.mktemp("texts") / "texts.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema=INPUT), path, row_group_size=SHARD // 2)
    return path


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Path:
    """What the local engine makes of the papers."""
    folder = tmp_path_factory.mktemp("local")
    assert list(engine.extract_all(texts, folder))[-1] == (8 * SHARD, 0)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {table.name: (folder / f"{table.name}.parquet").read_bytes() for table in tables.FACT_TABLES}


def begun(folder: Path) -> list[str]:
    """The shards that are being worked on, or were when their node was lost."""
    return [path.name for path in (folder / "shards").iterdir() if "-" in path.name]


def paperfacts(*arguments: object, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own, after the statement `before`."""
    script = f"{before}\nfrom assets.cli import main\nmain(prog_name='paperfacts')"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        timeout=120,
    )


def test_the_assets_on_a_cluster_make_the_same_tables(
    nodes: Any, tmp_path: Path, seeds: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("local", "ray"):
        assert materialise([seeds / "arxiv-crawl.jsonl"], tmp_path / name, workers=1, engine=name) == {}
    made = {path.name: path.read_bytes() for path in (tmp_path / "ray" / "latest").glob("*.parquet")}
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "local" / "latest").glob("*.parquet")}
    assert len(made) > len(tables.FACT_TABLES)
    assert capfd.readouterr().err == "", "Ray's own lines are noise"


def test_known_facts_are_kept(
    nodes: Any, tmp_path: Path, texts: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SHARD", 3 * SHARD)
    former = tmp_path / "former"
    former.mkdir()
    half = tmp_path / "half.parquet"
    pq.write_table(pq.read_table(texts).slice(2 * SHARD, 4 * SHARD), half)
    list(engine.extract_all(half, former))
    folder = tmp_path / "facts"
    folder.mkdir()
    *_, progress = cluster.extract_all(texts, folder, former)
    assert progress == (8 * SHARD, 4 * SHARD)
    assert files(folder) == files(local)


def test_an_error_of_a_rule_costs_its_papers_in_whatever_shard_they_are(
    nodes: Any, tmp_path: Path, texts: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cluster._extract

    def with_a_failing_rule(*arguments: Any) -> dict[str, Any]:
        from pipeline.components import COMPONENTS

        find = COMPONENTS["links"]

        def fails(abstract: Any) -> None:
            if "code-7." in abstract.text or "code-507." in abstract.text:
                raise ValueError("no such list")
            find(abstract)

        with pytest.MonkeyPatch.context() as on_the_node:
            on_the_node.setitem(COMPONENTS, "links", fails)
            return whole(*arguments)

    monkeypatch.setattr(cluster, "SHARD", SHARD)
    monkeypatch.setattr(cluster, "_extract", with_a_failing_rule)
    papers, folder = tmp_path / "papers.parquet", tmp_path / "facts"
    pq.write_table(pq.read_table(texts).slice(0, 2 * SHARD), papers, row_group_size=SHARD)
    folder.mkdir()
    *_, progress = cluster.extract_all(papers, folder)
    assert progress == (2 * SHARD, 0)
    failed = [f"{n:020x}" for n in (*range(8), *range(498, 508))]  # in each shard those that link to it
    assert engine.unread(folder) == dict.fromkeys(failed, "ValueError: no such list")
    for table in tables.FACT_TABLES:
        rows = pq.read_table(local / f"{table.name}.parquet").filter(pc.field("paper_id") < f"{2 * SHARD:020x}")
        read = rows.filter(pc.invert(pc.is_in(rows["paper_id"], value_set=pa.array(failed))))
        assert pq.read_table(folder / f"{table.name}.parquet").equals(read), table.name


def test_a_node_with_other_rules_is_refused(
    nodes: Any, tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "versions", lambda: b"other")
    folder = tmp_path / "facts"
    folder.mkdir()
    with pytest.raises(cluster.EngineError, match="another paperfacts, or other versions"):
        list(cluster.extract_all(texts, folder))


def test_a_node_is_killed_and_nothing_is_missing(
    nodes: Any, tmp_path: Path, texts: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SHARD", SHARD)
    folder = tmp_path / "facts"
    folder.mkdir()
    reached, lost = [], []
    for progress in cluster.extract_all(texts, folder):
        reached.append(progress)
        if nodes.worker_nodes:
            for _ in range(1000):
                if len(begun(folder)) == 2:
                    break
                time.sleep(0.01)
            assert len(begun(folder)) == 2, "at no moment both nodes were at work"
            nodes.remove_node(*nodes.worker_nodes, allow_graceful=False)
        lost = begun(folder)
    assert [step.done for step in reached] == [n * SHARD for n in range(1, 9)]
    assert len(lost) == 1, "no shard was lost with the node"
    assert files(folder) == files(local)
    assert not (folder / "shards").exists()


def test_without_ray_there_is_one_clear_line(tmp_path: Path, seeds: Path) -> None:
    without = "import sys; sys.modules['ray'] = None"
    run = paperfacts(
        "build", seeds / "arxiv-crawl.jsonl", "--out", tmp_path / "data", "--engine", "ray", before=without
    )
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == ("paperfacts: the engine ray is not installed: pip install 'paperfacts[ray]'")
    assert "abstracts" not in run.stderr, "it is said before work is done"


def test_a_cluster_that_is_not_there_is_one_clear_line(tmp_path: Path, seeds: Path) -> None:
    run = paperfacts(
        "build", seeds / "arxiv-crawl.jsonl", "--out", tmp_path / "data", "--engine", "ray", RAY_ADDRESS="127.0.0.1:1"
    )
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1].startswith("paperfacts: cannot reach the Ray cluster"), run.stderr
