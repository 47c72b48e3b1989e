"""The candidate filter: facts are the same whether all sentences are read or only those with a trigger."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.abstract import Abstract
from pipeline.components import cut
from pipeline.extract import read, read_abstract
from pipeline.nlp import ABSTRACT
from pipeline.rules import benchmark_registry

RECORDS = Path(__file__).parents[2] / "shared" / "arxiv" / "arxiv-2025.jsonl.gz"


def facts(abstract: Abstract) -> list[tuple[Any, ...]]:
    return sorted(
        (table, fact.start, fact.end, fact.rule, fact.sentence.start, repr(fact.values))
        for table, found in abstract.facts.items()
        for fact in found
    )


Read = Callable[[str], Abstract]


@pytest.fixture(scope="session")
def all_read(language: Language) -> Read:
    """Reads every sentence of a text."""

    def read_all(text: str) -> Abstract:
        abstract: Abstract = language(text).user_data[ABSTRACT]
        return abstract

    return read_all


def test_real_abstracts_have_the_same_facts_when_only_candidates_are_read(all_read: Read) -> None:
    if not RECORDS.is_file():
        pytest.skip(f"no real records at {RECORDS}")
    with gzip.open(RECORDS, "rt", encoding="utf8") as lines:
        texts = [json.loads(line)["summary"] for line in itertools.islice(lines, 10_000, 12_000)]
    different = [text for text, one in zip(texts, read(texts), strict=True) if facts(one) != facts(all_read(text))]
    assert different == []


SENTENCES = [
    "We introduce ZorbSet, a benchmark of 4,000 letters.",
    "ZorbNet achieves gains.",
    "It reaches 81.2% accuracy on MMLU and 61.0 on ZorbSet.",
    "It halves the latency.",
    "This is twice as fast.",
    "Experiments on ImageNet show it (see below.)",
    'They said "no."',
    "ImageNet outperforms it!",
    "We train for two hours of video.",
    "It saves twenty percent of the cost.",
    "The steps fall from five to two.",
    "Its error drops by three points.",
    "We ranked third in the Zorb 2025 Challenge.",
    "Our team won the shared task.",
    "It sets a new state of the art.",
    "This is the best result reported so far.",
    r"Code is at \url{https://github.com/zorb/zorb}.",
    "We scale billion-parameter models.",
    "A 7B model beats LLaMA-2-13B (3x faster).",
    "The model has 12M parameters.",
    r"We gain $2.5\times$ speed--up.",
    "Zorb is easy.",
    "The ZorbNet model is small",
    "The Zorb Bird Atlas is used, with the Big Foo Dataset.",
]
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=30)), max_size=8).map(" ".join)


@settings(max_examples=300)
@given(text=TEXTS)
@example(text="0")
def test_any_text_has_the_same_facts_when_only_candidates_are_read(all_read: Read, text: str) -> None:
    assert facts(read_abstract(text)) == facts(all_read(text))


@given(st.lists(TEXTS, max_size=5))
@settings(max_examples=50)
def test_a_batch_has_the_facts_of_its_texts(texts: list[str]) -> None:
    assert [facts(one) for one in read(texts)] == [facts(read_abstract(text)) for text in texts]


def test_sentences_without_a_trigger_are_not_read(all_read: Read) -> None:
    text = "We study oaks and elms. It reaches 81.2% on MMLU. Trees are tall."
    assert len(cut(text)) == 3
    assert [sentence.index for sentence in read_abstract(text).sentences] == [1]
    assert len(all_read(text).sentences) == 3


@pytest.mark.parametrize("written", ["ImageNet", "image-net", "CIFAR 10", "ms coco", "MMLU", "GSM 8K", "gsm8k"])
def test_every_name_of_the_registry_that_tokens_give_is_among(all_read: Read, written: str) -> None:
    text = f"Now {written} is here."
    (sentence,) = all_read(text).sentences
    words = all_read(text).words
    found = benchmark_registry.registry().find(words, [word.lower() for word in words], 0, len(words))
    assert bool(found) <= ("registry" in sentence.triggers)


@settings(max_examples=200)
@given(
    name=st.sampled_from(sorted(benchmark_registry.registry().ids)),
    around=st.sampled_from(["{}", "On {}.", "a {}b", "İ {} x"]),
    upper=st.booleans(),
)
def test_no_name_that_tokens_give_is_missed(all_read: Read, name: str, around: str, upper: bool) -> None:
    text = around.format(name.upper() if upper else name.title())
    abstract = all_read(text)
    found = benchmark_registry.registry().find(abstract.words, abstract.lower, 0, len(abstract.words))
    assert not found or any("registry" in sentence.triggers for sentence in abstract.sentences)


@pytest.mark.parametrize(
    ("written", "may_name"),
    [("It sorts multiple letters.", False), ("Multiple letters", True), ("on multipl-e", True), ("on MultiPL-E", True)],
)
def test_an_ordinary_word_is_no_name_that_is_written_in_parts(written: str, may_name: bool) -> None:
    assert bool(benchmark_registry.registry().among([written])) == may_name
