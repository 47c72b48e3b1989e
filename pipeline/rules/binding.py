"""On which benchmark a gain or a result stands.

What belongs here: choosing among the mentions that benchmarks.py found. What does not: finding them.
"""

from __future__ import annotations

from functools import cache

from pipeline.abstract import Abstract, Mention
from pipeline.rules import cues
from pipeline.rules.lexicon import read_data
from pipeline.rules.reading import REPORTING, Reading, Score


def bind_benchmarks(reading: Reading) -> None:
    """Says on which benchmark each gain and result of a sentence stands, in place."""
    scores = [score for score in reading.scores if score.kind and score.kind != "pair"]
    groups: list[list[Score]] = []
    for score in scores:
        if groups and groups[-1][0].group == score.group:
            groups[-1].append(score)
        else:
            groups.append([score])
    waiting: list[list[Score]] = []
    taken = reading.first
    for k, members in enumerate(groups):
        start = members[0].number.first
        end = (members[-1].pair or members[-1].number).last
        left_limit = (groups[k - 1][-1].pair or groups[k - 1][-1].number).last if k else reading.first
        right_limit = groups[k + 1][0].number.first if k + 1 < len(groups) else reading.last
        if reading.lower[taken] != "(":
            left_limit = max(left_limit, taken)
        run, side = _run_for(reading, left_limit, start, end, right_limit, k + 1 == len(groups), len(members))
        if not run and k + 1 < len(groups) and _continues(reading, groups[k][-1], groups[k + 1][0]):
            waiting.append(members)
            continue
        if not run:
            run = _run_elsewhere(reading, start)
        for former in waiting:
            _assign(former, run if side == "right" else _run_elsewhere(reading, former[0].number.first))
        waiting = []
        _assign(members, run)
        if side == "right":
            taken = run[-1].last


def _continues(reading: Reading, score: Score, later: Score) -> bool:
    """Two scores share what follows: "an MPJPE of 38 mm and a PA-MPJPE of 31 mm on A"."""
    between = reading.lower[(score.pair or score.number).last : later.number.first]
    return len(between) <= 9 and not any(
        w in (";", "on", "while", "whereas", "for", "in") or w in REPORTING for w in between
    )


def bind_one(reading: Reading, score: Score) -> None:
    """Says on which benchmark a gain without a figure stands."""
    number = score.number
    run, _ = _run_for(reading, reading.first, number.first, number.last, reading.last, True, 1)
    _assign([score], run)


def _bracketed_mention(run: list[Mention], score: Score) -> Mention | None:
    """As in "2.4% (A)": the mention in the brackets right behind a number."""
    return next((m for m in run if m.first == score.number.last + 1), None)


def _assign(members: list[Score], run: list[Mention]) -> None:
    if not run:
        return
    bracketed = [_bracketed_mention(run, member) for member in members]
    if len(members) > 1 and all(bracketed):
        run = [mention for mention in bracketed if mention]
    if len(run) == len(members):
        for member, mention in zip(members, run, strict=True):
            member.benchmark, member.benchmark_id = (mention.first, mention.last), mention.id
        return
    for member in members:
        member.benchmark = (run[0].first, run[-1].last)
        member.benchmark_id = run[0].id if len(run) == 1 else None


def _runs(reading: Reading, first: int, last: int) -> list[list[Mention]]:
    """The mentions between two tokens, those of one list together."""
    runs: list[list[Mention]] = []
    for mention in reading.mentions:
        if mention.first < first or mention.last > last:
            continue
        if runs:
            between = reading.lower[runs[-1][-1].last : mention.first]
            if len(between) <= 5 and all(
                w in (",", "and", "&", "/", "the", "both", "or", "dataset", "datasets", "benchmark", "benchmarks")
                for w in between
            ):
                runs[-1].append(mention)
                continue
        runs.append([mention])
    return runs


def _run_for(
    reading: Reading, left_limit: int, start: int, end: int, right_limit: int, final: bool, count: int
) -> tuple[list[Mention], str]:
    """The mentions that the `count` numbers between `start` and `end` stand on, and on which side they are."""
    lower = reading.lower
    left = _runs(reading, left_limit, start)
    right = _runs(reading, end, right_limit)
    if left and all(
        w
        in (
            ":",
            "(",
            "=",
            "of",
            "at",
            "by",
            "to",
            "dataset",
            "benchmark",
            "-",
            "~",
            "+",
            "–",
            "from",
            "score",
            "scores",
        )
        or w in cues.LEAD_IN
        for w in lower[left[-1][-1].last : start]
    ):
        return left[-1], "left"
    if right:
        gap = lower[end : right[0][0].first]
        if gap[:1] == [")"]:
            gap = gap[1:]
        # "5% on A", but not "5% … and on B 6%"
        if not any(w in (",", ";", "while", "whereas", ")") for w in gap) and not (left and "and" in gap):
            return right[0], "right"
    if left and (len(left[-1]) == 1 or _frames(reading, left[-1])):
        return left[-1], "left"
    if right and final and ";" not in lower[end : right[0][0].first]:
        return right[0], "right"
    return [], ""


def _frames(reading: Reading, run: list[Mention]) -> bool:
    """As in "On A and B, …": the run opens a clause that is about it."""
    before = run[0].first - 1
    while before >= reading.first and reading.lower[before] in (
        "the",
        "both",
        "challenging",
        "popular",
        "public",
        "widely",
        "-",
        "used",
    ):
        before -= 1
    after = reading.lower[run[-1].last : run[-1].last + 4]
    return (
        before >= reading.first
        and reading.lower[before] in ("on", "in", "for", "across", "using", "at", "over")
        and "," in after
    )


def _run_elsewhere(reading: Reading, start: int) -> list[Mention]:
    """The run that the whole sentence is about, or else the last single mention before."""
    runs = _runs(reading, reading.first, start)
    framing = [run for run in runs if _frames(reading, run)]
    if framing:
        return framing[-1]
    return runs[-1] if runs and len(runs[-1]) == 1 else []


def bind_elsewhere(abstract: Abstract) -> None:
    """Results of a sentence that names no benchmark stand on the paper's own one, or else on its only one."""
    names = {mention.id or mention.name.lower(): mention for mention in reversed(abstract.benchmarks)}
    own = [mention for mention in names.values() if mention.introduced]
    if len(own) == 1:
        only = own[0]
    elif len(names) == 1 and next(iter(names.values())).role == "evaluation":
        only = next(iter(names.values()))
    else:
        return
    if only.id in _corpora():
        return
    for reading in abstract.readings:
        for score in reading.scores:
            if (
                score.kind == "result"
                and score.benchmark is None
                and not reading.mentions
                and only.first < score.number.first
            ):
                score.benchmark, score.benchmark_id = (only.first, only.last), only.id


@cache
def _corpora() -> frozenset[str]:
    """Collections that models are trained on, and that no score is reported on."""
    return frozenset(entry["id"] for entry in read_data("benchmarks.jsonl") if "pretraining" in entry["area"])
