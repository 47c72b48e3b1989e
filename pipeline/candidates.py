"""Which sentences can hold a fact at all, and of which kind: linear engines over the text, before anything else.

What belongs here: asking the triggers. What does not: what they look for (`TRIGGER` of each rule module).

A `TRIGGER` is alternatives; each is patterns for RE2 that all have to match somewhere in a sentence. The first is
asked of every sentence, in one pass with those of all others; the rest only where it is found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pipeline.patterns import automaton
from pipeline.rules import (
    benchmark_registry,
    benchmarks,
    gains,
    links,
    model_sizes,
    quantities,
    ranks,
    scores,
    sota_claims,
)

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
# The first patterns, and what each of them calls for: the kind of fact and the patterns that have to match, too.
_CALLS: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
for _kind, _trigger in TRIGGERS.items():
    for _first, *_rest in _trigger:
        _CALLS.setdefault(_first, []).append((_kind, tuple(_rest)))
_FIRST = tuple(_CALLS)

Triggers = frozenset[str]


def triggers(texts: Sequence[str]) -> list[Triggers]:
    """What each of `texts`, sentences, may hold: keys of `TRIGGERS`, and "registry" for a benchmark of the registry."""
    matches = automaton(*_FIRST)
    found = []
    for text in map(str.encode, texts):
        matched = matches(text)
        if matched:
            kinds, calls = _calls(tuple(matched))
            asked = {kind for kind, rest, count in calls if len(rest(text)) == count}
            found.append(kinds | asked if asked else kinds)
        else:
            found.append(_NONE)
    for k in benchmark_registry.registry().among(texts):
        found[k] |= {"registry"}
    return found


_NONE: Triggers = frozenset()


@cache
def _calls(matched: tuple[int, ...]) -> tuple[Triggers, list[tuple[str, Callable[[bytes], list[int]], int]]]:
    """The kinds that the first patterns which a text matches are enough for, and those that need further ones."""
    calls = [call for k in matched for call in _CALLS[_FIRST[k]]]
    sure = frozenset(kind for kind, rest in calls if not rest)
    return sure, [(kind, automaton(*rest), len(rest)) for kind, rest in calls if rest and kind not in sure]
