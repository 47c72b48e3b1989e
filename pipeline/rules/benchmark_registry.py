"""The names of the registry of benchmarks, and those that are known to be something else.

What belongs here: looking names up. What does not: finding them in a sentence (benchmark_names.py).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.rules.lexicon import Lexicon, fold, read_data, read_words

_PLURAL = re.compile(r"[A-Z]{2,}s")


@cache
def registry() -> Lexicon:
    """The names of the registry; a short word of letters alone only in its own case or in capitals."""
    lexicon = Lexicon("benchmark", small=set())
    for entry in read_data("benchmarks.jsonl"):
        for name in (entry["name"], *entry["aliases"]):
            if " (" in name:  # the long form and the acronym
                continue
            short = name.isalpha() and len(name) < 7
            lexicon.add(entry["id"], [name], entry["ambiguous"] or short)
            if short and not entry["ambiguous"]:
                lexicon.add(entry["id"], [name.upper()], True)
    return lexicon


@cache
def no_names() -> frozenset[str]:
    """Words with a capital that make no name of a dataset by themselves."""
    return frozenset(read_words("no_names.txt"))


@cache
def canonical() -> dict[str, str]:
    return {entry["id"]: entry["name"] for entry in read_data("benchmarks.jsonl")}


@cache
def spellings() -> dict[str, str]:
    """All names of each entry of the registry, as they are written there."""
    return {entry["id"]: "\n".join((entry["name"], *entry["aliases"])) for entry in read_data("benchmarks.jsonl")}


@cache
def ambiguous() -> frozenset[str]:
    """The entries of the registry whose names mean other things, too."""
    return frozenset(entry["id"] for entry in read_data("benchmarks.jsonl") if entry["ambiguous"])


@cache
def _others() -> frozenset[str]:
    """Names of models, methods, metrics, tasks, organisations and so on, folded."""
    names = [name for file in ("models.txt", "not_benchmarks.txt") for name in read_words(file)]
    for entry in read_data("metrics.jsonl"):
        names += [name for name in (entry["name"], *entry["aliases"]) if name.isupper() and len(name) > 2]
    return frozenset(fold(name) for name in names)


@cache
def _plurals() -> frozenset[str]:
    """Acronyms of other things in the plural ("ASRs"), folded, as far as they are no names themselves ("ASRS")."""
    names = {name for file in ("models.txt", "not_benchmarks.txt") for name in read_words(file)}
    return frozenset(fold(name) for name in names if _PLURAL.fullmatch(name) and name.upper() not in names)


@lru_cache(maxsize=1 << 12)
def is_other(text: str) -> bool:
    """Whether a name is known to be that of a model, a method, a metric and so on."""
    folded = fold(text)
    return folded in _others() and not (text.isupper() and folded in _plurals())
