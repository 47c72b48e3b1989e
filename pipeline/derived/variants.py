"""What a result is only comparable with its like in: edition, cut-off, kind of metric, split, setting, part.

What belongs here: reading it from the words around a result. What does not: which results are rows
(leaderboards.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import re2

from pipeline.derived.pieces import Row
from pipeline.derived.places import place_in_list
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold
from pipeline.rules.metrics import metric_id, qualifier

_CUTOFF = re2.compile(r"(?i)(?:@|\btop-|rank-)\s*\$?\{?(\d+(?:\.\d+)?)")
# Words before a metric's name that make it one of its kinds: "macro F1", "box AP", "cross-subject accuracy".
_KIND = re2.compile(
    r"(?i)(?:(?:(?:macro|micro)(?:[- ]averaged?)?|weighted|strict|normalized|box|mask|classification|recognition|"
    r"segmentation|detection|retrieval|prediction|localization|top-\d+|(?:cross|single|multi|inter|intra)-\w+|"
    r"\w+-(?:level|wise|class|shot|step)|novel|unseen|seen|test)\s?)+"
)
# What is told of a result in usual words, wherever in its clause.
_SPLIT = re2.compile(
    r"(?i)\b(test-clean|test-other|dev-clean|dev-other|testA|testB|test-dev|"
    r"(?:test(?:ing)?|val(?:idation)?|dev(?:elopment)?|train(?:ing)?)[- ](?:set|split|fold|subset|partition))\b"
)
# What a split is called by other words.
_SPLITS = {
    "tes": "test set",
    "val": "validation set",
    "dev": "validation set",
    "tra": "training set",
}  # by its beginning
_SPLIT_WORD = re2.compile(
    r"(?i)\b(?:test-dev|(?:test(?:ing)?|val(?:idation)?|dev(?:elopment)?|training)(?:[- ](?:set|split|partition))?)$"
)
# The same, before the next number.
_TOLD = (
    re2.compile(r"(?i)\b((?:\d+-way )?(?:zero|one|few|\d+)[- ]shot)\b"),
    re2.compile(
        r"(?i)\b((?:[\w-]+ )?subsets?|held-out|cross-dataset|in-domain|out-of-domain|out-of-distribution|OOD|unseen|"
        r"10%|1%)\b"
    ),
    re2.compile(
        r"(?i)\b((?:pixel|image|patch|object|instance|region|slice|patient|video|frame|point)-(?:level|wise))\b"
    ),
    re2.compile(
        r"(?i)\b(X-Sub|X-View|X-Set(?:up)?|cross-subject|cross-view|cross-setup|cross-domain|subject-independent)\b"
    ),
    re2.compile(r"(?i)\b(\d{1,2}\\?% (?:of )?(?:the )?(?:labell?ed|labels|annotations|annotated|training))\b"),
    re2.compile(
        r"(?i)\b((?:with|without) (?:\w+ )?(?:tools|search|retrieval|CoT|thinking|reranker|re-?ranking|"
        r"augmentation|self-consistency|pre-?training|extra data|fine-?tuning))\b"
    ),
    re2.compile(r"(?i)\b((?:binary|(?:two|three|four|five|six|seven|2|3|4|5|6|7)-class|multi-?class))\b"),
    re2.compile(r"(?i)\b((?:un|class-)?conditional|unsupervised|weakly[- ]supervised|semi-supervised)\b"),
)
_TELLS = asks(*(pattern.pattern for pattern in _TOLD))
# What stands right behind the name of a benchmark and says which part of it: "Foo (v7)", "the Foo mooring task".
_PART = re2.compile(
    r"^(?:\s*\(?(v(?:ersion )?\d[\d.]*|\d{2,4}\s*[x×]\s*\d{2,4})\b|\s\(?(test|val|validation|dev)(?:[\s,.;)]|$)|"
    r"\s?(?:\([A-Za-z-]+\)\s)?([A-Z][a-z][\w/-]*(?: [A-Z][\w/-]*){0,2})(?:[,.;)]|$)|"
    r"\s((?:[\w-]+ ){1,3}(?:task|split|track|setting|protocol|subset|scenario|category|suite))\b)"
)
# The part or setting that a number stands for, behind it: "76% for the tumor core", "36.9 nDCG with reranker".
_BEHIND = re2.compile(
    r"^(?:\\?%|\$|\}|\s|\([\w@-]{1,8}\)|@\d+|[\w@-]+ ?(?:of|score|rate)?){0,9}?\s*"
    r"(?:\b(?:for|in|on|under|within|at|against|across)\s+(?:the |its |an? )?|(\b(?:with|without|using)\s+)|@|"
    r"\(\s*(?:for |in |on )?)"
    r"((?:[^\s,;.()\d][^\s,;()]*|\d+-\w+)(?:\s+[^\s,;.()]+){0,5}?)"
    r"(?:[,;:)(]|\.(?:\s|$)|\s+and\s|\s+(?:while|whereas|but|compared|outperform\w*|surpass\w*|achiev\w*|respectively|"
    r"on|for|in|with|using|of|to)\s|$)"
)
# The same before it: "For tumors, it reaches 76%", "tumor detection (76%".
_AHEAD = re2.compile(
    r"(?:^|[;.:]\s|,\s(?:and|while|but)\s)(?:(?i:for|in|at|under|within)\s+(?:the |an? )?|((?i:with|without|using)\s+))"
    r"([^,;:]{3,50}?),[^;]*$"
)
_LABEL = re2.compile(r"((?:[\w@/+-]+ ){0,3}[\w@/+-]+)\s*\([^()]*$")
_LEADING = re2.compile(r"(?i)^(?:.*\b(?:in|for|on|of|and|both|with|under|the|achiev\w+|reach\w*|than|to)\s)")
# What compares or decorates, and names no part.
_NO_PART = asks(
    r"(?i)^(?:vs|versus|compared|(?:\w+ly )?\w+(?:ing|ed) )|\\(?:text|math|up|down|pm)|↑|↓|\d\.\d+\\?%|"
    r"\b(?:with and without|such as|outperform\w*)\b|^[^A-Za-z]*$|"
    r"^(?:our|example|particular|instance|average|total|contrast|addition|performance|most|multiple)\b"
)
_TURNS = re2.compile(r"(?i);|\b(?:while|whereas|but|although|however)\b")
_COMPARES = re2.compile(
    r"(?i)[,;] (?:[a-z]+ly )?(?:surpass|outperform|exceed|improv|compar)\w*|\b(?:vs|versus|compared|than|over)\b"
)
_DIGITS = re2.compile(r"\d+")
_NEXT_NUMBER = re2.compile(r"[\s({/$]\d[\d.]*")
# Nouns of what tells results apart even where a text has a single one.
_SCOPE = asks(
    r"(?i)\b(?:tasks?|questions?|problems?|settings?|scenarios?|protocols?|conditions?|subsets?|categor(?:y|ies)|class(?:es)?|"
    r"areas?|budgets?|sparsity|ratios?|labels?|labell?ed|evaluation|probing|views?|groups?|steps?|noise|attacks?|compression|"
    r"bits?|pruning|sequences|subjects?|domains?|splits?|tracks?|turns?|translations?|level|regime|partition|cases|environments?)\b"
)


def _split(told: str) -> str:
    """A split by its usual name: "val", "dev split" and "validation set" are one; "test-dev" stays what it is."""
    word = _SPLIT_WORD.search(told)
    return _SPLITS[word[0][:3].lower()] if word and word[0].lower() != "test-dev" else told.lower()


def told(result: Row, name: str, before: str, after: str, earlier: str, others: list[str]) -> list[str | None]:
    """What the text says in usual words that a result is only comparable with its like.

    Takes the benchmark's name in the registry, what stands before and behind the result in its sentence, what an
    earlier sentence says behind the benchmark, and the other benchmarks of the paper as written: what is said behind
    one of these is not said of this result.
    """
    written = result["benchmark"]
    metric = result["metric"] or ""
    at = None if any(c.isdigit() for c in result["metric_id"] or "") else _CUTOFF.search(metric)
    ending = _SPLIT_WORD.search(written)
    edition = written[: ending.start()].strip(" -") if ending else written
    found = [edition if _is_edition(edition, name) else None, _split(ending[0]) if ending else None]
    found.append(f"@{at[1]}" if at else (qualifier(metric) or "").lower())
    found += _settings(result, before, after, others)
    if written not in before + after:
        split = _SPLIT.search(earlier)
        found += [split and _split(split[1]), _part(written, earlier, "")]
    phrase = condition(result, before, after, others)
    said = phrase and any(one and (one.lower() in phrase.lower() or one == _split(phrase)) for one in found)
    return [*found, phrase if phrase and _SCOPE(phrase) and not said else None]


def _settings(result: Row, before: str, after: str, others: list[str]) -> list[str | None]:
    """Split, shots, level and the like, from the words around a result."""
    place, rest = place_in_list(before, result["text"], after)
    metric = before.rpartition(result["metric"])[0][-30:].partition(" ")[2] if result["metric"] else ""
    before, after = _of_its_own(before, after, others)
    for other in rest:
        before, after = before.replace(other, ""), after.replace(other, "")
    close = after if place else _NEXT_NUMBER.split(after)[0]
    near = before if len(before) < _NEAR else before[-_NEAR:].partition(" ")[2]
    close = close[:80]
    split = _SPLIT.search(near + after[:80])
    tells = _TELLS(near) or _TELLS(close) or _TELLS(metric)
    return [
        place if place and any(pattern.fullmatch(place) for pattern in _TOLD) else None,
        split and _split(split[1]),
        *((_nearest(pattern, near, close) or _nearest(pattern, metric, "") for pattern in _TOLD) if tells else ()),
        _part(result["benchmark"], before, after),
    ]


def _nearest(pattern: Any, before: str, after: str) -> str | None:
    """The first match behind a number, or else the last one before it."""
    match = pattern.search(after) or next(reversed(list(pattern.finditer(before))), None)
    return match and match[1].lower()


def joined(found: Iterable[str | None]) -> str | None:
    """Parts of a variant as one, without those that another one says, too."""
    parts = list({part.lower(): part for part in found if part}.values())
    return ", ".join(a for a in parts if not any(a.lower() in b.lower() for b in parts if b is not a)) or None


def is_kind(metric: str) -> bool:
    """Whether a metric as written is one of the registry, or one of its kinds: no accuracy of something else."""
    words = qualifier(metric)
    return words is not None and (words == "" or _KIND.fullmatch(words) is not None)


def condition(result: Row, before: str, after: str, others: list[str]) -> str | None:
    """The phrase that says what a number stands for beside others of its sentence: "the tumor core".

    Takes what `told` takes.
    """
    text = result["text"]
    listed, _ = place_in_list(before, text, after)
    behind = _BEHIND.search(after)
    ahead = _AHEAD.search(before)
    label = _LABEL.search(before)
    spoken = [
        listed,
        behind and (behind[1] or "") + behind[2],
        label and _LEADING.sub("", label[1]),
        ahead and (ahead[1] or "").lower() + ahead[2],
    ]
    for phrase in spoken:
        if phrase and not _is_else(phrase, result) and not any(other in phrase for other in others):
            return " ".join(phrase.split()).rstrip(".")
    return None


def _is_else(phrase: str, result: Row) -> bool:
    """Whether a phrase is the benchmark or a metric, and so says no more than the row does."""
    bare = fold(phrase.removeprefix("the ").removesuffix(" dataset").removesuffix(" benchmark"))
    benchmark = fold(result["benchmark"])
    return benchmark in bare or metric_id(phrase) is not None or _NO_PART(phrase)


def _of_its_own(before: str, after: str, others: list[str]) -> tuple[str, str]:
    """The text around a result up to other benchmarks, and to where the sentence turns."""
    for other in others:
        _, found, rest = before.rpartition(other)
        before = rest.rpartition(",")[2] if found else before
        after = after.partition(other)[0]
    return _TURNS.split(before)[-1], _TURNS.split(_COMPARES.split(after)[0])[0]


def _part(written: str, before: str, after: str) -> str | None:
    """What stands right behind the name of the benchmark and says which part of it is meant."""
    head, name, behind = after.partition(written)
    if not name or _NEXT_NUMBER.search(head):
        _, name, behind = before.rpartition(written)
    found = _PART.search(behind) if name else None
    part = found and next(part for part in found.groups() if part)
    if part is None or fold(part) in _SAME:
        return None
    return _split(part) if _SPLIT_WORD.fullmatch(part) else part


def _is_edition(written: str, name: str) -> bool:
    """Whether a benchmark was written as an edition or a part of one in the registry: "KiTS23", "Video-MME Long"."""
    digits, known = _DIGITS.findall(written), _DIGITS.findall(name)
    if any(not any(other.endswith(number) or number.endswith(other) for other in known) for number in digits):
        return True
    rest = fold(written)[len(fold(name)) :]
    size = rest.strip("x×") in known  # "256x256" of ImageNet-256
    return fold(written).startswith(fold(name)) and rest not in _SAME and not size


# Characters before a number that say something of it.
_NEAR = 120
# What a name may end in and be the same one.
_SAME = frozenset(["", "s", "dataset", "benchmark", "bench", "corpus", "database", "challenge"])
