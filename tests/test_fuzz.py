"""What fuzzing has learnt: the corpora of tests/fuzz/ are read again, each file within a second."""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from pathlib import Path

import pyarrow as pa
import pytest
from fuzz.targets import CORPUS, TARGETS

from pipeline import dumps
from pipeline.extract import INPUT, extract

RECORDS = Path(__file__).parents[2] / "shared" / "arxiv" / "arxiv-2025.jsonl.gz"
# What is put between, or instead of, the words of sentences.
WORDS = [
    "and",
    "respectively,",
    "(",
    ")",
    ",",
    "to",
    "from",
    "by",
    "%",
    "$",
    "\\times",
    "over",
    "vs.",
    "1",
    ".",
    "of",
    "=",
]
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


def spliced(chance: random.Random, sentences: list[str]) -> str:
    """Some sentences, each of parts of two others, some of few words, with some words lost, changed or put in."""
    parts = []
    for _ in range(chance.randint(1, 5)):
        one, other = (chance.choice(sentences).split(" ") for _ in range(2))
        words = one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)) :]
        if chance.random() < 0.3:
            start = chance.randrange(max(len(words), 1))
            words = words[start : start + chance.randint(1, 7)]
        for _ in range(chance.randint(0, 4) if words else 0):
            at = chance.randrange(len(words))
            words[at : at + chance.randint(0, 1)] = chance.choice([[], [chance.choice(WORDS)], [words[at].upper()]])
            words = words or ["1"]
        parts.append(" ".join(words))
    return chance.choice([". ", " ", "; "]).join(parts)


def test_real_sentences_cut_and_joined_anyhow_are_read() -> None:
    if not RECORDS.is_file():
        pytest.skip(f"no real records at {RECORDS}")
    with gzip.open(RECORDS, "rt", encoding="utf8") as lines:
        abstracts = [json.loads(line)["summary"] for line in lines]
    chance = random.Random(5)
    sentences = re.findall(r"[^.!?]*\d[^.!?]*", " ".join(" ".join(chance.sample(abstracts, 4000)).split()))
    texts = [spliced(chance, sentences) for _ in range(8000)]
    papers = [{"paper_id": f"{number:05}", "abstract": text} for number, text in enumerate(texts)]
    found = extract(pa.Table.from_pylist(papers, schema=INPUT))
    assert sum(map(len, found.values())) > 5_000, "there is little to look at"
    for fact in (fact for facts in found.values() for fact in facts.to_pylist()):
        text = texts[int(fact["paper_id"])]
        assert text[fact["start"] : fact["end"]] == fact["text"] != ""
        assert fact["sentence_start"] <= fact["start"] < fact["end"] <= fact["sentence_end"]
