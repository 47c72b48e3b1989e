"""Metrics: where the text names one, and whether more of it is better.

What belongs here: the noun phrase that says what a number measures. What does not: which number (scores.py).
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.abstract import LENGTH, Abstract, Sentence
from pipeline.rules.lexicon import Lexicon, families, fold, from_registry, models, read_data, word_set

# Heads that name a quantity though the registry has no such metric ("retrieval latency", "dropout rate").
HEADS = word_set(
    """accuracy accuracies rate rates score scores error errors loss losses time times latency speed cost costs
    throughput memory usage consumption performance precision recall efficiency ratio distance similarity
    quality correlation coefficient fidelity consistency robustness coverage overhead footprint complexity size
    budget requirements requirement length steps operations ability capability perplexity gap bias success
    agreement detection effort convergence generalization diversity success percent rank variance deviation
    energy bandwidth storage compute calls tokens parameters data samples flops params count counts epochs
    iterations labels power speeds latencies throughputs efficiencies ratios
    distances similarities coefficients overheads footprints complexities sizes budgets lengths gaps
    variances deviations perplexities"""
)


@cache
def lexicon() -> Lexicon:
    """The registry of metrics as names to look up."""
    return from_registry("metric", "metrics.jsonl")


@cache
def _better() -> dict[str, bool | None]:
    return {entry["id"]: entry["higher_is_better"] for entry in read_data("metrics.jsonl")}


def find(abstract: Abstract) -> None:
    """Notes the terms of the registry of metrics in `abstract.terms`."""
    names = lexicon()
    for sentence in abstract.sentences:
        if "scores" in sentence.triggers or "gains" in sentence.triggers:
            abstract.terms += names.find(abstract.words, abstract.lower, sentence.first, sentence.last)


def is_metric(name: str) -> bool:
    """`name`, as a whole, is a metric of the registry."""
    return fold(name) in lexicon().ids


# What may stand before the name of a metric that is the same one.
_BEFORE = re.compile(
    r"(?i)^(?:(?:testing|test|validation|final|overall|average|mean|zero-shot|percentage|exceptional|unprecedented|"
    r"human-level|second-best|stable|best|highest|new) )+"
)


# What follows the head of a phrase and is never measured.
_COMPLEMENT = re.compile(r" (?:with|to|per|for|on|at) .*")
# The end of a plural, and the figure of "recall@7".
_PLURAL = re.compile(r"(?<=[a-rt-z])s$")
_CUTOFF = re.compile(r"(?<=[a-zA-Z]@)\d{1,3}$")


def is_whole(name: str) -> bool:
    """`name` is a metric of the registry but for words such as "overall": "state accuracy" is not just accuracy."""
    return qualifier(name) == ""


def qualifier(name: str) -> str | None:
    """The words before the end of `name` that is a metric of the registry: "state" of "overall state accuracy".

    None where no end of it is one.
    """
    for bare in (name, _BEFORE.sub("", name)):
        if is_metric(bare):
            return ""
    words = bare.split()
    return next((" ".join(words[:k]) for k in range(1, len(words)) if is_metric(" ".join(words[k:]))), None)


def metric_id(name: str | None) -> str | None:
    """The id of the metric that a phrase names: of all of it, or else of the longest end of its head that is known.

    Several are one ("error rates"), and "recall@7" is recall@k. "Correlation with ratings" is a correlation.
    """
    if not name:
        return None
    ids = lexicon().ids
    phrase = _COMPLEMENT.sub("", name)
    for end in (name, *_ends(phrase.partition(" of ")[0]), *_ends(phrase)):
        for spelling in (end, _PLURAL.sub("", end), _CUTOFF.sub("k", end)):
            if found := ids.get(fold(spelling)):
                return found
    return None


# "mAP@50" is taken at an overlap of half where objects are detected, and over the first 50 where things are retrieved.
_AT_50 = re.compile(r"(?i)\bmAP@50$")
_RETRIEVES = re.compile(r"(?i)retriev|hashing|re-?rank|recommend|search engine")
_DETECTS = re.compile(r"(?i)detect|segment|yolo|\biou\b|bounding box|locali[sz]|DETR\b|\bCOCO\b")


def metric_id_in(abstract: Abstract, sentence: Sentence, name: str | None) -> str | None:
    """The id of the metric that a phrase names in a sentence, by what this and the abstract tell of.

    None where they do not tell which of several metrics of one name it is.
    """
    found = metric_id(name)
    if name is None or found != "map@0.5" or not _AT_50.search(name):
        return found
    for text in (sentence.plain.text, abstract.raw[:LENGTH]):
        detects, retrieves = bool(_DETECTS.search(text)), bool(_RETRIEVES.search(text))
        if detects != retrieves:
            return found if detects else "map@k"
    return None


def _ends(phrase: str) -> list[str]:
    words = phrase.split()
    return [" ".join(words[k:]) for k in range(len(words))]


def higher_is_better(name: str | None) -> bool | None:
    """Whether more of the metric that `name` names is better; None where that is unknown or has no answer."""
    found = metric_id(name)
    return _better().get(found) if found else None


# Words behind a phrase that are no part of it: particles, and verbs that are seldom anything else.
_BEHIND = word_set(
    """up apart back away down off out together cannot depending according explains continues contribute contributes
    coincides coincide adhering affirming w vs"""
)
# Words that stand where a metric may stand, and measure nothing.
_NOTHING = word_set(
    """them it itself they themselves one ones others this these those much many well often always almost already high
    low yes no ok more less most largest smallest strongest weakest mm cm km mpa gib usd eur percent
    improvement improvements reduction reductions increase increases decrease decreases example class alternative"""
)


def _measures(words: list[str]) -> bool:
    """Whether a phrase can be a metric: not a pronoun, an adverb, a unit, a bare number or a model's name."""
    if not words or words[-1].lower() in _NOTHING or not any(c.isalpha() for word in words for c in word):
        return False
    return len(words) > 1 or words[0].islower() or not (fold(words[0]) in models() or words[0].lower() in families())


_F1_SCORES = re.compile(r"(?i)(?<=\bF1)-scores$")


def written(abstract: Abstract, span: tuple[int, int] | None) -> str | None:
    """A metric as written, an acronym, speed-up or F1-score in the singular ("AUROCs" is AUROC); None if it is none."""
    if span is None:
        return None
    name = _F1_SCORES.sub("", abstract.written(*span))
    if not is_metric(name):
        words = name.split()
        while words and words[-1].lower() in _BEHIND and not is_metric(" ".join(words[-2:])):  # "speed up"
            words.pop()
        if not _measures(words):
            return None
        name = " ".join(words)
    if name.endswith(("speedups", "speed-ups")):
        return name[:-1]
    letters = name[-3:-1]
    plural = name.endswith("s") and letters.isalpha() and letters.isupper() and not name.endswith(("FLOPs", "MACs"))
    return name[:-1] if plural else name
