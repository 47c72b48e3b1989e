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

# The kinds of rules by what wakes them, each with a bit of its own in `Sentence.triggers`.
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
BIT = {name: 1 << k for k, name in enumerate(TRIGGERS)}
# Benchmarks are looked for where scores may stand, too.
_NAMED = BIT["benchmarks"] | BIT["scores"] | BIT["gains"]

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


def mark(sentences: Sequence[Sentence]) -> None:
    """Says of each sentence which triggers are in it, and whether benchmarks are looked for, in place."""
    texts = [sentence.plain.text for sentence in sentences]
    encoded = [text.encode() for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)])
    # Straight from its buffers, for `pa.array` would import pandas first.
    array = pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded)))
    patterns = {pattern for trigger in TRIGGERS.values() for all_of in trigger for pattern in all_of}
    matches = {pattern: _bools(pc.match_substring_regex(array, pattern)) for pattern in patterns}
    bits = np.zeros(len(texts), dtype=np.int64)
    for name, trigger in TRIGGERS.items():
        for all_of in trigger:
            bits |= BIT[name] * np.logical_and.reduce([matches[pattern] for pattern in all_of])
    bits[benchmarks.registry().among(texts)] |= BIT["benchmarks"]
    for sentence, triggers in zip(sentences, bits.tolist(), strict=True):
        sentence.triggers = triggers
        sentence.names = triggers & _NAMED != 0


def _bools(array: pa.BooleanArray) -> Mask:
    """The values of an array without nulls (`to_numpy` would import pandas, too)."""
    bits = np.frombuffer(array.buffers()[1], np.uint8)
    return np.unpackbits(bits, count=len(array), bitorder="little").astype(bool)
