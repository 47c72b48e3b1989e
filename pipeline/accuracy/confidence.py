"""The confidence of each rule: the share of its facts that are right, on gold and on judged samples.

A rule with few facts tells little of itself, so that it leans on its table: the share of all facts of the
table that are right counts like `PRIOR` facts more (the mean of a Beta distribution after the facts that
were seen). A rule that none was seen of gets the lower end of the table's 95 % interval, since what is
rarely found is less often right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from math import sqrt

import pyarrow as pa

from pipeline.accuracy.gold import FIELDS, Gold, compare, key
from pipeline.accuracy.judged import Judged
from pipeline.rules.confidence import confidence
from pipeline.tables import OVERRIDE

PRIOR = 10
# No rule is certain, and none that is kept is worthless.
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True)
class Verdict:
    """A found fact and whether it is right: its table, its rule, and the key of its paper in gold."""

    table: str
    rule: str
    paper: str
    right: bool


def half(paper: str) -> int:
    """The half, 0 or 1, that a paper of gold is in: the first byte of the md5 of its key, modulo 2."""
    return md5(paper.encode(), usedforsecurity=False).digest()[0] % 2


def on_gold(tables: Mapping[str, pa.Table], gold: Sequence[Gold]) -> Iterator[Verdict]:
    """A verdict on each fact that the tables have of papers of the gold; each gold fact speaks for one fact."""
    for one in compare(tables, gold):
        left = Counter(key(one.field, fact) for fact in one.gold)
        for fact in one.found:
            same = key(one.field, fact)
            if fact["rule"] != OVERRIDE:  # what a user says is no rule's merit
                yield Verdict(FIELDS[one.field], fact["rule"], one.key, left[same] > 0)
            left[same] -= 1


def on_samples(judged: Iterable[Judged]) -> Iterator[Verdict]:
    """The verdicts of judges."""
    for one in judged:
        yield Verdict(one.field, one.rule, f"ax-{one.arxiv_id}", one.value_right)


def measure(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """The confidence by rule, and by table for its other rules; of two digits, sorted by name."""
    counts: dict[str, dict[str, Counter[bool]]] = {}
    for verdict in verdicts:
        counts.setdefault(verdict.table, {}).setdefault(verdict.rule, Counter())[verdict.right] += 1
    found = {}
    for table, rules in counts.items():
        right = sum(count[True] for count in rules.values())
        total = sum(count.total() for count in rules.values())
        mean = (right + 1) / (total + 2)  # never certain, after however few facts
        found[table] = interval(right, total)[0]
        for rule, count in rules.items():
            found[rule] = (count[True] + PRIOR * mean) / (count.total() + PRIOR)
    return {name: round(min(max(found[name], LEAST), MOST), 2) for name in sorted(found)}


def interval(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval (Wilson's) of a share; all of 0 to 1 where nothing was counted."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, right / total
    middle = share + z * z / (2 * total)
    width = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (middle - width) / (1 + z * z / total)), min(1.0, (middle + width) / (1 + z * z / total))


def held_out(verdicts: Sequence[Verdict]) -> list[tuple[float, bool]]:
    """For each verdict the confidence that the other half of the papers measures, and whether the fact is right."""
    halves: tuple[list[Verdict], list[Verdict]] = ([], [])
    for verdict in verdicts:
        halves[half(verdict.paper)].append(verdict)
    pairs = []
    for own, other in (halves, halves[::-1]):
        measured = measure(other)
        pairs += [(confidence(measured, verdict.table, verdict.rule), verdict.right) for verdict in own]
    return pairs
