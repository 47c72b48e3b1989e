"""On which benchmark a gain or a result stands.

What belongs here: choosing among the mentions that benchmarks.py found. What does not: finding them.
"""

from __future__ import annotations

import itertools
import re
from functools import cache

from pipeline.abstract import Abstract, Mention
from pipeline.rules import cues
from pipeline.rules.lexicon import read_data, word_set
from pipeline.rules.lists import number_lists, outside_brackets
from pipeline.rules.reading import CHANGES, REPORTING, Reading, Score


def bind_benchmarks(reading: Reading) -> None:
    """Says on which benchmark each gain and result of a sentence stands, in place."""
    groups, repeated = _told_once(reading, _groups(reading))
    waiting: list[list[Score]] = []
    taken = reading.first
    former: list[Mention] = []
    for k, members in enumerate(groups):
        start = members[0].number.first
        end = (members[-1].pair or members[-1].number).last
        left_limit = (groups[k - 1][-1].pair or groups[k - 1][-1].number).last if k else reading.first
        right_limit = groups[k + 1][0].number.first if k + 1 < len(groups) else reading.last
        if reading.lower[taken] != "(":
            left_limit = max(left_limit, taken)
        if bracketed := _bracketed_mentions(reading, members):
            run, side = bracketed, ""
        else:
            run, side = _run_for(reading, left_limit, start, end, right_limit, k + 1 == len(groups), len(members))
            if run and _is_cost(reading, members[0]) and not _direct(reading, run, side, end):
                run, side = [], ""
        if not run and former and members[0].kind == "gain" and _adds(reading, taken, start):
            run, side = former, "left"
        placed = members[0].kind == "gain" and side != "right" and not bracketed
        if placed and _unnamed(reading, end, right_limit):
            continue
        if not run and k + 1 < len(groups) and _continues(reading, groups[k][-1], groups[k + 1][0]):
            waiting.append(members)
            continue
        if placed and _moved_on(reading, left_limit, start):
            continue
        run = run or _run_further(reading, groups[:k], members)
        for earlier in waiting:
            if _is_cost(reading, earlier[0]) and not _is_cost(reading, members[0]):
                continue
            _assign(earlier, run if side == "right" else _run_elsewhere(reading, earlier[0].number.first))
        waiting = []
        _assign(members, run)
        if side == "right":
            taken, former = run[-1].last, run
    for score, again in repeated:
        for member in again:
            member.benchmark, member.benchmark_id = score.benchmark, score.benchmark_id


def _told_once(
    reading: Reading, groups: list[list[Score]]
) -> tuple[list[list[Score]], list[tuple[Score, list[Score]]]]:
    """The groups without results in brackets that compare, as in "91% (vs. 84% for Oak) on A", and those apart.

    A group apart comes with the result before its bracket, which tells the benchmark of both.
    """
    kept: list[list[Score]] = []
    repeated: list[tuple[Score, list[Score]]] = []
    for members in groups:
        first = members[0].number.first
        former = kept[-1][-1] if kept else None
        between = reading.lower[former.number.last : first] if former is not None else []
        if former is not None and between[:1] == ["("] and len(between) <= 4 and _COMPARED.intersection(between):
            close = next((k for k in range(first, min(first + 14, reading.last)) if reading.lower[k] == ")"), None)
            if close is not None and not any(m.first < close for m in reading.mentions if m.first > first):
                repeated.append((former, members))
                continue
        kept.append(members)
    return kept, repeated


_COMPARED = frozenset(["vs", "versus", "compared", "against"])


def align_benchmarks(reading: Reading) -> None:
    """As in "56% on A and 31% on B, surpassing C by 8% and 4%": a list of gains stands where as many results do."""
    groups = _groups(reading)
    for k, members in enumerate(groups):
        n = len(members)
        before = [group[0] for group in groups[max(0, k - n) : k] if len(group) == 1 and group[0].kind == "result"]
        if n < 2 or len(before) != n or members[0].kind != "gain":
            continue
        own = any(member.benchmark and member.benchmark[0] > members[-1].number.last for member in members)
        places = {result.benchmark for result in before}
        if not own and None not in places and len(places) == n:
            for member, result in zip(members, before, strict=True):
                member.benchmark, member.benchmark_id = result.benchmark, result.benchmark_id


def _run_further(reading: Reading, earlier: list[list[Score]], members: list[Score]) -> list[Mention]:
    """What scores stand on that have no mention beside them: a cost only on what opens the sentence."""
    start, gained = members[0].number.first, members[0].kind == "gain"
    if not _is_cost(reading, members[0]):
        return _run_elsewhere(reading, start) or (_pair_shown(reading, start) if gained else [])
    opening = next((run for run in _runs(reading, reading.first, start) if _opens(reading, run)), [])
    end = (members[-1].pair or members[-1].number).last
    return opening or (_scored_on(reading, earlier, end) if gained else [])


def _groups(reading: Reading) -> list[list[Score]]:
    """The gains and results of a sentence, those of one list together."""
    scores = [score for score in reading.scores if score.kind and score.kind != "pair"]
    number_lists(reading, scores)  # anew: numbers that turned out to be none no longer part a list
    return [list(members) for _, members in itertools.groupby(scores, key=lambda score: score.group)]


def _adds(reading: Reading, taken: int, start: int) -> bool:
    """As in "91.0% on A, surpassing B by 3.2%": what the clause adds stands on the same benchmark."""
    between = reading.lower[taken:start]
    k = next((k for k, word in enumerate(between) if word not in _CLOSING), len(between))
    return "," in between[:k] and len(between) < k + 11 and any(word in CHANGES for word in between[k : k + 4])


def _unnamed(reading: Reading, end: int, limit: int) -> bool:
    """As in "a 5% gain on harder planning tasks": what follows the number is a place without a name."""
    lower = reading.lower
    stop = next((k for k in range(end, limit) if lower[k] in _CLAUSES), limit)
    on = next((k for k in range(end, stop) if lower[k] in ("on", "across", "over")), stop)
    return any(lower[k] in _GROUNDS for k in range(on + 1, min(on + 12, stop)))


def _moved_on(reading: Reading, first: int, start: int) -> bool:
    """As in "gains on A, but excels in reading tasks by 5%": after a name, another clause has a place without one."""
    before = [mention.last for mention in reading.mentions if mention.last <= start]
    lower = reading.lower
    since = max([first, *before])
    joint = next((k for k in range(since, start) if lower[k] in _FURTHER), start)
    on = next((k for k in range(joint, start) if lower[k] in ("on", "across", "in")), start)
    return any(lower[k] in _GROUNDS for k in range(on + 1, min(on + 9, start)))


_FURTHER = frozenset(["and", "but", "while", "whereas"])
_CLOSING = frozenset([",", "respectively", ")", "dataset", "datasets", "benchmark", "benchmarks"])
_CLAUSES = frozenset([",", ";", "while", "with"])
_GROUNDS = word_set("task tasks benchmarks datasets problems domains")


def _continues(reading: Reading, score: Score, later: Score) -> bool:
    """Two scores share what follows: "an MPJPE of 38 mm and a PA-MPJPE of 31 mm on A"."""
    first = (score.pair or score.number).last
    own = range(*score.metric) if score.metric else range(0)
    named = range(own.start - 2 if reading.lower[own.start - 1] == "the" else own.start - 1, own.stop) if own else own
    between = [reading.lower[k] for k in range(first, later.number.first) if k not in named]
    return len(between) <= 9 and not any(
        w in (";", "on", "while", "whereas", "for", "in") or w in REPORTING for w in between
    )


def _is_cost(reading: Reading, score: Score) -> bool:
    """A time or an amount, or a gain in one or of a factor: it stands on a benchmark only where the text joins them."""
    if score.kind != "gain":
        return _is_rate(reading, score)
    words = set(reading.lower[score.metric[0] : score.metric[1]]) if score.metric else set()
    if words & cues.COSTS:
        return True
    return score.number.unit == "x" and (score.metric is None or reading.term_in(score.metric) is None)


def _scored_on(reading: Reading, groups: list[list[Score]], end: int) -> list[Mention]:
    """As in "gains 5% on A while cutting latency by 3%": the only benchmark of a sentence, scored on before."""
    told = {score.benchmark for members in groups for score in members}
    named = {mention.name.lower() for mention in reading.mentions}
    if len(told) != 1 or len(named) != 1 or {"on", "for", "across"} & set(reading.lower[end : end + 5]):
        return []
    return [mention for mention in reading.mentions if (mention.first, mention.last) in told]


def _direct(reading: Reading, run: list[Mention], side: str, end: int) -> bool:
    """The run opens the sentence, or follows the number with no other clause between."""
    if side == "left":
        return _opens(reading, run)
    return not {"with", "and", "while", "without", "that", "over", "than"} & set(reading.lower[end : run[0].first])


def bind_one(reading: Reading, score: Score) -> None:
    """Says on which benchmark a gain without a figure stands."""
    number = score.number
    run, _ = _run_for(reading, reading.first, number.first, number.last, reading.last, True, 1)
    _assign([score], run)


def _bracketed_mentions(reading: Reading, members: list[Score]) -> list[Mention]:
    """As in "2.4% (A) and 2.3% (B)": the mentions in the brackets right behind the numbers, if all have one."""
    lower = reading.lower
    places = {m.first: m for m in reading.mentions if m.first > reading.first and lower[m.first - 1] == "("}
    found = [places.get((member.pair or member.number).last + 1) for member in members]
    return [mention for mention in found if mention] if all(found) else []


def _assign(members: list[Score], run: list[Mention]) -> None:
    if not run:
        return
    if len(members) == len(run) + 1 > 2 and run[0].first > members[-1].number.last:
        members = members[:-1]  # the last one stands on something without a name
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
        if mention.first < first or mention.last > last or _trained_on(reading, mention):
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


def _trained_on(reading: Reading, mention: Mention) -> bool:
    """As in "models trained on A reach 71%", "5% over the A model", "an A-pretrained encoder": no place of a score."""
    lower, first = reading.lower, mention.first
    while first - 1 > reading.first and lower[first - 1] in cues.DETERMINERS:
        first -= 1
    if mention.last < reading.last and lower[mention.last] in ("model", "models"):
        return True
    if lower[mention.last : mention.last + 1] == ["-"] and _TRAINED.intersection(
        lower[mention.last + 1 : mention.last + 4]
    ):
        return True
    # "Trained on A, it reaches 71%" has no other place.
    return first - 2 > reading.first and lower[first - 1] in ("on", "with") and lower[first - 2] in _TRAINED


_TRAINED = word_set("trained pretrained finetuned pre-trained fine-tuned tuned training")


# What may stand between a benchmark and its number: "A score of 81.2", "A (91%)".
_LEADING = cues.LEAD_IN | frozenset(
    [":", "(", "=", "of", "at", "by", "to", "dataset", "benchmark", "-", "~", "+", "–", "from", "score", "scores"]
)


def _run_for(
    reading: Reading, left_limit: int, start: int, end: int, right_limit: int, final: bool, count: int
) -> tuple[list[Mention], str]:
    """The mentions that the `count` numbers between `start` and `end` stand on, and on which side they are."""
    lower = reading.lower
    left = _runs(reading, left_limit, start)
    right = _runs(reading, end, right_limit)
    if left and _LEADING.issuperset(lower[left[-1][-1].last : start]):
        return left[-1], "left"
    if right:
        gap = outside_brackets(lower[end : right[0][0].first])
        if gap[:1] == [")"]:
            gap = gap[1:]
        # "5% on A", but not "5% … and on B 6%"
        if not any(w in (",", ";", "while", "whereas", ")") for w in gap) and not (left and "and" in gap):
            return right[0], "right"
    respective = len(left) > 0 and len(left[-1]) == count
    if left and _goes_on(reading, left[-1]):
        return [], ""
    if left and (len(left[-1]) == 1 or respective or _frames(reading, left[-1])):
        return left[-1], "left"
    if right and final and not {";", "than"} & set(lower[end : right[0][0].first]):
        return right[0], "right"
    return [], ""


def _goes_on(reading: Reading, run: list[Mention]) -> bool:
    """As in "on A and two public benchmarks", "on A and real-world driving tasks": the list ends without a name."""
    token = run[-1].last
    while reading.lower[token : token + 1] in (["dataset"], ["benchmark"], [","]):
        token += 1
    if reading.lower[token : token + 1] != ["and"]:
        return False
    start, end = reading.phrase_after(token + 1)
    words = reading.abstract.words[start:end]
    return len(words) > 1 and words[-1] in _COLLECTIONS and all(word == word.lower() for word in words)


def _preposition(reading: Reading, run: list[Mention]) -> int | None:
    """Where the "on" or "in" before a run stands, at most six words away."""
    before = run[0].first - 1
    while before >= reading.first and reading.lower[before] not in _FRAMING_OR_MARKS:
        before -= 1
    near = before >= reading.first and reading.lower[before] in _FRAMING and run[0].first - before <= 7
    return before if near else None


def _opens(reading: Reading, run: list[Mention]) -> bool:
    """As in "Across the test split of A, …", "Experiments on A show …": the run opens a clause."""
    before, last = _preposition(reading, run), run[-1].last
    if before is None:
        return False
    if len(run) == 1 and before <= reading.first + 3 and _shows(reading, last):
        return True
    opens = before == reading.first or reading.lower[before - 1] in _OPENING
    return opens and "," in reading.lower[last : last + 6]


def _pair_shown(reading: Reading, start: int) -> list[Mention]:
    """As in "Experiments on A and B show that …": the two that a sentence opens with."""
    run = next(iter(_runs(reading, reading.first, start)), [])
    before = _preposition(reading, run) if len(run) == 2 else None
    if before is None or _goes_on(reading, run):
        return []
    if before > reading.first + 12 or start - run[-1].last > 60:
        return []
    tested = reading.lower[reading.first] == "we" and bool(_TESTING & set(reading.lower[reading.first : before]))
    opens = tested or (before <= reading.first + 3 and _shows(reading, run[-1].last))
    return run if opens and ";" not in reading.lower[run[-1].last : start] else []


def _shows(reading: Reading, token: int) -> bool:
    """A verb of showing follows before any comma or number."""
    for word in reading.lower[token : min(token + 10, reading.last)]:
        if word in _SHOWING:
            return True
        if word in _MARKS or word[0].isdigit():
            return False
    return False


def _frames(reading: Reading, run: list[Mention]) -> bool:
    """The run opens a clause that is about it, or stands right behind a preposition and before a comma."""
    before, last = _preposition(reading, run), run[-1].last
    beside = before is not None and run[0].first - before <= 3 and "," in reading.lower[last : last + 4]
    return beside or _opens(reading, run)


_MARKS = frozenset(",;:")
_TESTING = word_set("evaluate evaluated test tested validate validated")
_FRAMING = word_set("on in for across using at over")
_FRAMING_OR_MARKS = _FRAMING | _MARKS
_SHOWING = word_set(
    """show shows showed demonstrate demonstrates demonstrated indicate indicates reveal reveals confirm confirms
    highlight highlights illustrate illustrates validate validates verify verifies suggest suggests prove proves
    establish establishes reaches achieve achieves"""
)
_OPENING = word_set(", : ; that particular notably specifically example instance")


def _run_elsewhere(reading: Reading, start: int) -> list[Mention]:
    """The run that the whole sentence is about, or else the last single mention before."""
    runs = [run for run in _runs(reading, reading.first, start) if not _goes_on(reading, run)]
    framing = [run for run in runs if _frames(reading, run)]
    if framing:
        return framing[-1]
    return runs[-1] if runs and len(runs[-1]) == 1 else []


def bind_elsewhere(abstract: Abstract) -> None:
    """What a sentence without a benchmark reports stands on that of the sentence before, or on the paper's only one."""
    only = _only(abstract)
    for reading in abstract.readings:
        if any(m.role != "mentioned" for m in reading.mentions) or not any(
            score.kind in ("result", "gain") for score in reading.scores
        ):
            continue
        former = _former(abstract, reading)
        if len(former) > 1:
            _bind_lists(reading, former)
        mention = former[0] if len(former) == 1 and former[0].role == "evaluation" and not only else only
        if mention is None or mention.first > reading.first or mention.id in corpora():
            continue
        # A contest has tracks and a private test set, which are no other place.
        placed = _elsewhere(reading) or (not mention.introduced and _opens_with_task(reading))
        if placed and not _takes_part(abstract, mention):
            continue
        own = mention is only and mention.introduced
        beside = own and _is_made_beside(abstract, mention) and not _refers_back(reading)
        for score in reading.scores:
            scored = score.kind == "result" and not _is_rate(reading, score)
            inherits = scored or (score.kind == "gain" and not beside and _scored_there(reading, score))
            if inherits and score.benchmark is None:
                score.benchmark, score.benchmark_id = (mention.first, mention.last), mention.id


def _is_made_beside(abstract: Abstract, mention: Mention) -> bool:
    """Whether a benchmark of the paper's own is first named late: its gains may be on other data as well."""
    place, _ = abstract.raw_span(abstract.starts[mention.first], abstract.ends[mention.first])
    return place > _LATE * len(abstract.raw)


_LATE = 0.5


def _refers_back(reading: Reading) -> bool:
    """As in "on this dataset", "on our new benchmark"."""
    lower = reading.lower
    nouns = (k for k in range(reading.first, reading.last) if lower[k] in _COLLECTION)
    return any(not _BACK.isdisjoint(lower[max(reading.first, k - 3) : k]) for k in nouns)


_BACK = word_set("this our these both")
_COLLECTION = word_set("dataset datasets benchmark benchmarks testbed suite corpus")


def _is_rate(reading: Reading, score: Score) -> bool:
    """A time, a rate or an amount ("30 FPS", "2 GB of memory"): it is that of a machine, not of a benchmark."""
    if score.rule == "result_in_time":
        return True
    return score.metric is not None and not _RATES.isdisjoint(reading.lower[score.metric[0] : score.metric[1]])


_RATES = word_set(
    """fps frames latency latencies time times seconds speed speeds throughput runtime memory vram footprint size
    parameters flops gflops macs gmacs"""
)


def _elsewhere(reading: Reading) -> bool:
    """The sentence has a place of its own: "on a set of 21 cases", "On the leaf test set", "over five benchmarks"."""
    lower = reading.lower
    said_again = lower[reading.first + 1] in ("this", "these", "both")
    if lower[reading.first] == "on" and not said_again and _DATA & set(lower[reading.first : reading.first + 9]):
        return True
    for k in range(reading.first, reading.last):
        if lower[k] in _PLACES and {"a", "an", "synthetic", "simulated"} & set(lower[max(reading.first, k - 5) : k]):
            return True
        if lower[k] in _SETS and not _SEVERAL.isdisjoint(lower[max(reading.first, k - 4) : k]):
            return True
        if lower[k] == "on" and _UNPUBLISHED & set(lower[k + 1 : min(k + 5, reading.last)]):
            return lower[reading.phrase_after(k + 1)[1] - 1] not in _MODELS  # "on proprietary models"
    return False


def _opens_with_task(reading: Reading) -> bool:
    """As in "In leaf segmentation, ...", "For buds, ...": a place without a name; not "For example, ..."."""
    lower, first = reading.lower, reading.first
    first += lower[first] in ("even", "specifically", "moreover", "additionally")
    first += lower[first] == ","
    if lower[first] not in ("in", "for"):
        return False
    phrase = reading.phrase_after(first + 1)
    closed = phrase[0] < phrase[1] < reading.last and reading.lower[phrase[1]] == ","
    named = reading.abstract.words[phrase[1] - 1] != lower[phrase[1] - 1]  # "for Task B"
    return closed and not named and lower[phrase[1] - 1] not in _CONNECTING and reading.as_metric(phrase) is None


_CONNECTING = word_set(
    """example examples instance particular addition contrast comparison summary total practice experiments experiment
    evaluations evaluation tests turn conclusion fact general detail this it"""
)
_COLLECTIONS = _GROUNDS | word_set(
    """dataset datasets benchmark benchmarks set sets corpus corpora task tasks data cohort cohorts test robot
    simulator environment environments scenarios"""
)
_SETS = word_set("datasets benchmarks corpora cohorts")
_SEVERAL = word_set(
    """two three four five six seven eight nine ten several various multiple other diverse 2 3 4 5 6 7 8 9 10 11 12 13
    14 15 16 17 18 19 20"""
)
_DATA = word_set("dataset set split images videos")
_UNPUBLISHED = word_set("real in-house private internal proprietary")
_MODELS = word_set("model models llm llms vlm vlms mllm mllms agent agents system systems")
_PLACES = word_set("benchmark dataset corpus suite robot arm simulator environment environments data")


def _only(abstract: Abstract) -> Mention | None:
    """The only benchmark that a paper creates, or else the only one that it names, if it is evaluated on it."""
    names = {mention.id or mention.name.lower(): mention for mention in reversed(abstract.benchmarks)}
    if names and _takes_part(abstract, abstract.benchmarks[0]):
        return abstract.benchmarks[0]
    own = [mention for mention in names.values() if mention.introduced]
    tests = own if len(own) == 1 else [mention for mention in own if _TEST(mention.name)]
    if len(tests) == 1:
        return tests[0]
    tested = [mention for mention in names.values() if mention.role == "evaluation"]
    return tested[0] if len(tested) == 1 and not own else None


def _takes_part(abstract: Abstract, mention: Mention) -> bool:
    """As in "our submission to the A shared task", "the winning system of A Challenge"."""
    first, last, lower = mention.first, mention.last, abstract.lower
    start = max(abstract.sentence_of(first).first, first - 14)
    entered = not _ENTRIES.isdisjoint(lower[start:first])
    return entered and not _CONTESTS.isdisjoint(lower[first : last + 3])


_CONTESTS = word_set("shared challenge competition semeval contest workshop")
_ENTRIES = word_set(
    """submission submissions submit submitted submitting participation participate participated participating entry
    entries team participants participant system systems approach approaches solution solutions winning overview"""
)


# What a name of a benchmark ends with, beside those of its parts for training.
_TEST = re.compile(r"(?i)(?:bench|benchmark|eval|arena|test|challenge)\b|(?:Bench|Eval)$").search


def _former(abstract: Abstract, reading: Reading) -> list[Mention]:
    """What the last sentence before that names any is evaluated on, one of each name."""
    before = [m for m in abstract.benchmarks if m.role in ("evaluation", "introduced") and m.first < reading.first]
    if before:
        index = abstract.sentence_of(before[-1].first).index
        before = [m for m in before if abstract.sentence_of(m.first).index == index]
    return list({mention.id or mention.name.lower(): mention for mention in reversed(before)}.values())[::-1]


def _bind_lists(reading: Reading, mentions: list[Mention]) -> None:
    """As in "On these benchmarks, it gains 5% and 6%": a list as long as that of the sentence before."""
    groups: dict[int, list[Score]] = {}
    for score in reading.scores:
        if score.kind in ("result", "gain"):
            groups.setdefault(score.group, []).append(score)
    told = "respectively" in reading.lower[reading.first : reading.last] or bool(
        {"these", "both"} & set(reading.lower[reading.first : reading.first + 4])
    )
    for members in groups.values():
        same = len({member.metric for member in members}) == 1
        if told and same and len(members) == len(mentions):
            _assign(members, mentions)


def _scored_there(reading: Reading, score: Score) -> bool:
    """A gain in a score, not in cost, that the sentence does not place elsewhere ("on video tasks")."""
    if _is_cost(reading, score) or score.kept or score.number.unit == "x":
        return False
    return not {"tasks", "task", "benchmarks", "datasets"} & set(reading.lower[reading.first : reading.last])


@cache
def corpora() -> frozenset[str]:
    """Collections that models are trained on, and that no score is reported on."""
    return frozenset(entry["id"] for entry in read_data("benchmarks.jsonl") if "pretraining" in entry["area"])
