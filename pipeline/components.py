"""Sentences, triggers and tokens of an abstract, and the components that find its facts, in their order.

What belongs here: what comes before the rules, and their order. What does not: patterns (rules/), batches
(extract.py), and the same as a spaCy Language (nlp.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain

from pipeline import candidates, numbers
from pipeline.abstract import Abstract, Sentence
from pipeline.rules import (
    benchmark_names,
    benchmarks,
    gains,
    links,
    metrics,
    model_sizes,
    quantities,
    ranks,
    results,
    scores,
    sota_claims,
)
from pipeline.text import Plain, may_have_markup, sentences, to_plain

# A word may hold digits and version numbers ("Qwen2.5", "mAP50"); a number is always a token of its own.
# Most are plain words and come first; of the others, each begins with a letter or a class, by which it is passed over.
_TOKEN = re.compile(
    r"([a-zA-Z]++(?=[ ,;:)])|b(?<!\wb)y(?=\d)|o(?<!\wo)f(?=\d)|t(?<!\wt)o(?=\d)|[sS](?<!\w[sS])peed-?ups?\b"
    r"|[oO](?<!\w[oO])ut-perform(?:s|ed|ing)?\b"
    r"|[^\W\d_]\w*(?:\.\d\w*)*|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\S)"
)


def cut(text: str) -> list[Sentence]:
    """The sentences of an abstract, in plain text, without tokens."""
    plain = to_plain if may_have_markup(text) else Plain
    return [Sentence(index, start, end, plain(text[start:end])) for index, (start, end) in enumerate(sentences(text))]


def mark(abstracts: Sequence[Sequence[Sentence]]) -> None:
    """Sets the triggers of the sentences of abstracts."""
    marks = iter(candidates.triggers([sentence.plain.text for abstract in abstracts for sentence in abstract]))
    for abstract in abstracts:
        for sentence in abstract:
            sentence.triggers = next(marks)
        benchmark_names.mark_mentions(abstract)


# Triggers of sentences that are read as they are written, without tokens.
_WORDLESS = frozenset({"links", "ranks", "sota_claims"})


def tokenize(text: str, chosen: Iterable[Sentence], everything: bool = False) -> Abstract:
    """An abstract of which the `chosen` sentences are read; only those that rules need tokens of have some, or all."""
    found: list[Sentence] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    offset = 0
    for sentence in chosen:
        plain = sentence.plain.text
        if not plain or plain.isspace():
            continue
        found.append(sentence)
        sentence.offset = offset
        sentence.first = len(words)
        if everything or not sentence.triggers <= _WORDLESS:
            # Blanks and tokens in turn, and where each of them ends: without a step of Python for each token.
            pieces = _TOKEN.split(plain)
            bounds = list(accumulate(map(len, pieces), initial=offset))
            words += pieces[1::2]
            starts += bounds[1:-1:2]
            ends += bounds[2::2]
        sentence.last = len(words)
        offset += len(plain) + 1
    # No token holds a line break.
    lower = "\n".join(words).lower().split("\n") if words else []
    return Abstract(text, " ".join([sentence.plain.text for sentence in found]), found, words, lower, starts, ends)


# Triggers of sentences whose numbers are read.
NUMBERED = frozenset({"model_sizes", "scores", "quantities"})


def _read_numbers(abstract: Abstract) -> None:
    numbered = (range(one.first, one.last) for one in abstract.sentences if not one.triggers.isdisjoint(NUMBERED))
    places = chain.from_iterable(numbered)
    abstract.numbers = numbers.read_all(abstract.text, abstract.lower, abstract.starts, abstract.ends, places)


# What is done to an abstract, in order; each is a component of the Language, too.
COMPONENTS: dict[str, Callable[[Abstract], None]] = {
    "numbers": _read_numbers,
    "links": links.find,
    "model_sizes": model_sizes.find,
    "benchmarks": benchmarks.find,
    "metrics": metrics.find,
    "scores": scores.find,
    "gains": gains.find,
    "quantities": quantities.find,
    "results": results.find,
    "ranks": ranks.find,
    "sota_claims": sota_claims.find,
}
# The triggers (candidates.py) without any of which a component has nothing to do.
NEEDS = {
    "numbers": NUMBERED,
    "links": frozenset({"links"}),
    "model_sizes": frozenset({"model_sizes"}),
    "benchmarks": benchmark_names.TELLING,
    "metrics": frozenset({"scores", "gains"}),
    "scores": frozenset({"scores"}),
    "gains": frozenset({"scores", "gains"}),
    "quantities": frozenset({"quantities"}),
    "results": frozenset({"scores"}),
    "ranks": frozenset({"ranks"}),
    "sota_claims": frozenset({"sota_claims"}),
}
