"""Which sentences can hold a fact at all, and of which kind: linear engines over all sentences of a batch at once.

What belongs here: asking the triggers. What does not: what they look for (`TRIGGER` of each rule module).

A `TRIGGER` is alternatives; each is patterns for RE2 that all have to match somewhere in a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.abstract import Sentence
from pipeline.rules import benchmarks, gains, links, model_sizes, quantities, ranks, scores, sota_claims

TRIGGERS = {
    "links": links.TRIGGER,
    "model_sizes": model_sizes.TRIGGER,
    "benchmarks": benchmarks.TRIGGER,
    "scores": scores.TRIGGER,
    "gains": gains.TRIGGER,
    "quantities": quantities.TRIGGER,
    "ranks": ranks.TRIGGER,
    "sota_claims": sota_claims.TRIGGER,
}
# One by one: as one alternation they are so many states that RE2 falls back to slower ways.
_PATTERNS = sorted({pattern for trigger in TRIGGERS.values() for all_of in trigger for pattern in all_of})

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


def mark(sentences: Sequence[Sentence]) -> None:
    """Sets the triggers of each sentence: keys of `TRIGGERS`, and "registry" where it may name a benchmark of it."""
    texts = [sentence.plain.text for sentence in sentences]
    found = np.zeros((len(texts), len(TRIGGERS) + 1), dtype=bool)
    found[benchmarks.registry().among(texts), -1] = True
    array = _array(texts)
    matches = {pattern: _matches(array, pattern) for pattern in _PATTERNS}
    for k, trigger in enumerate(TRIGGERS.values()):
        for all_of in trigger:
            found[:, k] |= np.logical_and.reduce([matches[pattern] for pattern in all_of])
    names = (*TRIGGERS, "registry")
    sets: dict[int, frozenset[str]] = {}
    codes = found @ (1 << np.arange(len(names)))
    for sentence, code in zip(sentences, codes.tolist(), strict=True):
        if code not in sets:
            sets[code] = frozenset(name for k, name in enumerate(names) if code >> k & 1)
        sentence.triggers = sets[code]


def _array(texts: Sequence[str]) -> pa.LargeStringArray:
    """An array straight from its buffers (`pa.array` would import pandas first)."""
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)])
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))


def _matches(array: pa.LargeStringArray, pattern: str) -> Mask:
    """Whether RE2 finds `pattern` in each text (`to_numpy` would import pandas, too)."""
    found = pc.match_substring_regex(array, pattern)
    bits = np.frombuffer(found.buffers()[1], np.uint8)
    return np.unpackbits(bits, count=len(found), bitorder="little").astype(bool)
