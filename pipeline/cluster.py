"""All abstracts in, all facts out, on a Ray cluster: shards of papers in, Parquet shards out, joined in order.

The papers are cut into shards, a task of Ray Data extracts a shard as the local engine would (engine.py), and
what it wrote is appended to the tables when its turn comes. A task that is lost with its node is run again
elsewhere; a shard is there whole or not at all. The files have to lie where all nodes see them.
What does not belong here: how the facts of a shard are extracted (engine.py), how a cluster is made (docs/scale.md).
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import engine, release, tables

# Papers in a shard: enough that starting a task costs nothing beside its work, few enough that little is lost with
# a node, and that all nodes have some.
SHARD = 16_384
_BATCH = 8192  # rows that are joined at a time
CONNECT_WITHIN = 10  # seconds


class EngineError(Exception):
    """A cluster that cannot be used. The message is one clear line."""


def require() -> None:
    """Raises EngineError where Ray is not installed."""
    if find_spec("ray") is None:
        raise EngineError("the engine ray is not installed: pip install 'paperfacts[ray]'")


def extract_all(
    texts: Path, folder: Path, former: Path | None = None, workers: int | None = None
) -> Iterator[engine.Progress]:
    """Extracts the facts of all papers, as `engine.extract_all` does, on the cluster of RAY_ADDRESS.

    Where there is no address, and no cluster was started on this machine, one is started for the time of it.
    `workers` are the tasks at a time; None is a task for each processor of the cluster. Yields progress after
    each shard. Raises EngineError where the cluster cannot be reached, or a node does not see the files or has
    other rules.
    """
    require()
    texts, folder, former = texts.resolve(), folder.resolve(), former and former.resolve()
    shards = _cut(pq.read_metadata(texts))
    parts = folder / "shards"
    parts.mkdir()
    waiting: set[int] = set()
    done = reused = joined = 0
    failed: dict[str, str] = {}
    with ExitStack() as stack:
        writers = [stack.enter_context(release.Writer(folder, table)) for table in tables.FACT_TABLES]
        keys = stack.enter_context(pq.ParquetWriter(folder / engine.KEYS, engine.KEYS_SCHEMA))
        run = partial(_extract, texts, parts, former, engine.versions())
        for shard in _map(run, shards, workers) if shards else ():
            if shard["refused"]:
                raise EngineError(shard["refused"])
            waiting.add(shard["number"])
            done += shard["done"]
            reused += shard["reused"]
            while joined in waiting:
                failed |= engine.unread(parts / str(joined))
                _join(parts / str(joined), writers, keys)
                joined += 1
            yield engine.Progress(done, reused)
    engine.tell_unread(folder, failed)
    # What tasks that were lost had begun; one that was only taken for lost may still write.
    shutil.rmtree(parts, ignore_errors=True)


def _cut(papers: pq.FileMetaData) -> list[list[int]]:
    """The row groups of each shard."""
    shards: list[list[int]] = []
    rows = SHARD
    for group in range(papers.num_row_groups):
        if rows >= SHARD:
            shards.append([])
            rows = 0
        shards[-1].append(group)
        rows += papers.row_group(group).num_rows
    return shards


def _map(run: partial[dict[str, Any]], shards: list[list[int]], workers: int | None) -> Iterator[dict[str, Any]]:
    """What `run` gives for each shard, in the order in which they are done."""
    with _connected():
        import ray.data

        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        items = [{"number": number, "part": part} for number, part in enumerate(shards)]
        # A block a shard: it is what is run again where it was lost.
        yield from ray.data.from_items(items, override_num_blocks=len(items)).map(run, concurrency=workers).iter_rows()


@contextmanager
def _connected() -> Iterator[None]:
    address = os.environ.get("RAY_ADDRESS", "")
    host, _, port = address.rpartition(":")
    if port.isdecimal() and "/" not in host:
        # Ray itself would try for minutes.
        try:
            socket.create_connection((host, int(port)), CONNECT_WITHIN).close()
        except OSError as error:
            raise EngineError(f"cannot reach the Ray cluster at {address}: {error.strerror or error}") from error
    # Nothing is told to others.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    try:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    except Exception as error:  # Ray has no narrower one where a node does not start
        raise EngineError(f"no Ray cluster: {(str(error).splitlines() or ['?'])[0]}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _extract(texts: Path, parts: Path, former: Path | None, versions: bytes, shard: dict[str, Any]) -> dict[str, Any]:
    """On a node: extracts a shard into the folder PARTS/NUMBER, which is there when it is whole."""
    said = {"number": shard["number"], "done": 0, "reused": 0, "refused": ""}
    node = socket.gethostname()
    if engine.versions() != versions:
        return said | {"refused": f"the node {node} has another paperfacts, or other versions of its libraries"}
    if not parts.is_dir():
        return said | {"refused": f"the node {node} does not see {parts}: DIR must be on storage that all nodes share"}
    begun = parts / f"{shard['number']}-{uuid.uuid4().hex}"
    begun.mkdir()
    *_, progress = engine.extract_all(texts, begun, former, part=list(shard["part"]))
    try:
        begun.rename(parts / str(shard["number"]))
    except OSError:
        # A task that was taken for lost has done the same.
        if not (parts / str(shard["number"])).is_dir():
            raise
    return said | progress._asdict()


def _join(part: Path, writers: list[release.Writer], keys: pq.ParquetWriter) -> None:
    """Appends the tables of a shard, and removes it."""
    for writer in writers:
        for batch in release.batches(part / writer.path.name, _BATCH):
            writer.write(pa.Table.from_batches([batch]).cast(writer.table.schema))
    for batch in release.batches(part / engine.KEYS, _BATCH):
        keys.write_batch(batch)
    shutil.rmtree(part)
