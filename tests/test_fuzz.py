"""What fuzzing has learnt: the corpora of tests/fuzz/ are read again, each file within a second."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from fuzz.targets import CORPUS, TARGETS

from pipeline import dumps

FILES = sorted(CORPUS.glob("*/*"))


def test_every_reader_and_the_extractor_are_fuzzed() -> None:
    readers = {module.__name__.rpartition(".")[2] for module in dumps.LAYOUTS}
    assert set(TARGETS) == readers | {"find", "extract"}
    assert {path.parent.name for path in FILES} == set(TARGETS)


def test_the_corpora_are_small() -> None:
    assert sum(path.stat().st_size for path in FILES) < 500_000
    assert max(path.stat().st_size for path in FILES) < 50_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_of_the_corpora_fails(path: Path) -> None:
    target, data = TARGETS[path.parent.name], path.read_bytes()
    target(data)
    before = time.process_time()
    target(data)
    assert time.process_time() - before < 1
