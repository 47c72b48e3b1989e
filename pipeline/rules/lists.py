"""What the numbers of a sentence say of each other: lists, parallels, ranges, pairs with their difference.

What belongs here: spreading a judgement or a metric from one number to others. What does not: judging one
number (gain_rules.py, result_rules.py).
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter

from pipeline.abstract import Term
from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metric_phrases import (
    PLACES,
    acronym_right,
    is_told_in,
    joined,
    listed_metrics,
    listed_phrases,
    loose_pair,
    metric_after_noun,
    metric_in,
    metric_in_brackets,
    metric_in_terms,
    metric_left,
    metric_list,
    metric_past_rival,
    metric_right,
    noun_modifier,
    object_metric,
)
from pipeline.rules.reading import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    GENERIC,
    QUALITIES,
    REPORTING,
    Reading,
    Score,
    Span,
    cue_before,
    is_acronym,
    lead_in,
)

_JOINERS = word_set(", and or / & | ; to")


def _listed(reading: Reading, left: Number, right: Number) -> bool:
    """Two numbers stand in one list: only commas, "and" or brackets of a word or two between them."""
    led = max(left.last + 1, lead_in(reading, right.first - 1) + 1)
    between = reading.lower[left.last : min(led, right.first)]  # without "up to", "more than"
    if between[:1] and between[0] in cues.UNITS:  # "0.9 dB, 0.7 dB and 0.8 dB"
        between = between[1:]
    opening = reading.lower[left.last : left.last + 2]
    if not between or len(between) > 7 or (opening in ([",", "a"], [",", "an"]) and right.first > left.last + 1):
        return False
    depth = 0
    plain = 0
    for word in between:
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif depth == 0:
            if word not in _JOINERS and word not in cues.LEAD_IN:
                return False
            plain += 1
    return plain > 0 or len(between) <= 1


def interval_ends(reading: Reading) -> set[int]:
    """The first tokens of the numbers of intervals, as in "0.71 (0.66, 0.75)", "92% [95% CI: 88-95%]"."""
    ends: set[int] = set()
    for score in reading.scores:
        opening = score.number.last
        if reading.lower[opening : opening + 1] not in (["("], ["["]) or not _is_scored(score.number):
            continue
        close = next((k for k in range(opening, min(opening + 16, reading.last)) if reading.lower[k] in ")]"), opening)
        inside = [other.number for other in reading.between(opening, close)]
        bounds = [number for number in inside if reading.lower[number.last : number.last + 1] not in _LEVEL_OF]
        if bounds and bounds[-1].last == close and _encloses(reading, opening, bounds, score.number):
            ends.update(number.first for number in inside)
    return ends


_LEVEL_OF = (["ci"], ["cis"], ["confidence"], ["-"])
_INTERVAL = word_set("ci cis confidence interval intervals iqr % - – : = , ; to")


def _is_scored(number: Number) -> bool:
    return number.upper is None and (number.decimals or number.unit == "%")


def _encloses(reading: Reading, opening: int, bounds: list[Number], number: Number) -> bool:
    """The numbers of a bracket are a lower and an upper end around `number`, with nothing but such words between."""
    first = bounds[0]
    written = reading.lower[opening + 1 : first.first]
    low, high = (first.value, first.upper) if len(bounds) == 1 else (first.value, bounds[-1].value)
    words = [word for word in written if not word[0].isdigit()]
    joint = reading.lower[first.last : bounds[-1].first] if len(bounds) == 2 else []
    alone = len(bounds) == 1 or (len(bounds) == 2 and len(joint) == 1)
    told = alone and _INTERVAL.issuperset(words + joint)
    units = {bound.unit for bound in bounds} <= {number.unit, ""}
    return told and units and high is not None and low <= number.value <= high and low < high


_POINTS = frozenset({"point", "points"})


def count_points(reading: Reading, scores: list[Score]) -> None:
    """As in "3 and 6 F1 points", "+23% accuracy points": numbers of points, though a metric stands between."""
    if _POINTS.isdisjoint(reading.lower[reading.first : reading.last + 1]):
        return
    for k, score in enumerate(scores):
        number = score.number
        if number.unit == "%":
            number.unit = "points" if _is_of_points(reading, number.last) else "%"
            continue
        metric = None if number.unit else metric_right(reading, number.last)
        if metric is None or metric[1] >= reading.last or reading.lower[metric[1] - 1] == "data":
            continue
        if reading.lower[metric[1]] not in _POINTS:
            continue
        number.unit = "points"
        for former, later in itertools.pairwise(reversed([other.number for other in scores[: k + 1]])):
            if later.unit or not _listed(reading, later, former):
                break
            later.unit = "points"


def _is_of_points(reading: Reading, token: int) -> bool:
    """As in "4% points", "4% average points", "23% accuracy points"; not "a 4% data point"."""
    lower = reading.lower
    metric = metric_right(reading, token)
    end = metric[1] - (lower[metric[1] - 1] in _POINTS) if metric else token
    while end == token and lower[token : token + 1] in (["percentage"], ["absolute"], ["average"]):
        end = token = token + 1
    return lower[end : end + 1] in (["point"], ["points"])


# Judged by the unit alone; in a list a word of change behind a later member says more.
_BY_UNIT = frozenset({"gain_times", "gain_points"})
_BY_WORD = frozenset({"gain_number_noun", "gain_comparative"})


def join_ranges(reading: Reading, scores: list[Score]) -> None:
    """As in "gains of 2% to 4%", "5x to 12x faster": one gain with an upper end."""
    for score, after in itertools.pairwise(scores):
        low, high = score.number, after.number
        between = [word for word in reading.lower[low.last : high.first] if word != "+"]
        if (
            between in (["to"], ["and"], ["-", "-"], ["–"], ["-"], ["~"])
            and "gain" in (score.kind, after.kind)
            and "pair" not in (score.kind, after.kind)
            and score.pair is None
            and low.upper is None
            and low.value < high.value
            and low.unit == high.unit
            and (between != ["and"] or reading.lower[lead_in(reading, low.first - 1)] == "between")
        ):
            worded = score.kind == "gain" and not (score.rule in _BY_UNIT and after.rule in _BY_WORD)
            model = score if worded else after
            score.kind, score.rule, score.cue = model.kind, model.rule, model.cue
            score.metric = score.metric or after.metric
            low.upper, low.end, low.last = high.value, high.end, high.last
            score.metric = score.metric or metric_right(reading, low.last) or metric_in(reading, low.last)
            after.kind = "pair"


def number_lists(reading: Reading, scores: list[Score]) -> None:
    """Numbers the lists that the numbers of a sentence stand in."""
    for k, score in enumerate(scores):
        previous = scores[k - 1] if k else None
        if previous is not None and _listed(reading, previous.pair or previous.number, score.number):
            score.group = previous.group
        else:
            score.group = k + 1


def spread_list(reading: Reading, scores: list[Score]) -> None:
    """Gives the judgement of a member of a list to the members without one."""
    if len(scores) < 2 or not any(score.kind for score in scores):
        return
    for _, same in itertools.groupby(scores, key=lambda score: score.group):
        members = list(same)
        for k, score in enumerate(members):
            if score.rule in _BY_UNIT or (score.rule == "gain_signed" and _is_told_before(score)):
                model = next((m for m in members[k + 1 :] if m.rule in _BY_WORD), None)
                if model is not None:
                    own = score.metric if score.rule in _BY_UNIT else None
                    score.rule, score.cue, score.metric = "gain_list", model.cue, own or model.metric or score.metric
            if score.kind or score.rule == "none" or _counts(reading, score.number):
                continue
            model = next((m for m in members[k + 1 :] if m.kind), None)
            if model is None:
                model = next((m for m in reversed(members[:k]) if m.kind), None)
            if model is not None and model.rule == "gain_signed" and score.number.sign != "+":
                continue
            if model is not None and model.rule == "gain_comparative" and _is_apart(members, k, model):
                continue
            if model is not None and model.rule in _BY_WORD and _is_beside(reading, score, model):
                continue  # "71.2% (a 5% gain)"
            if model is not None and model.pair is None and _alike(score.number, model.number):
                score.kind, score.rule, score.cue = model.kind, f"{model.kind}_list", model.cue
                score.metric = _own_metric(reading, score, model) or model.metric
                score.absolute, score.kept = score.absolute or model.absolute, model.kept


def _is_told_before(score: Score) -> bool:
    """The metric of a gain, if it has any, stands before it."""
    return score.metric is None or score.metric[1] <= score.number.first


def _is_beside(reading: Reading, score: Score, model: Score) -> bool:
    """`model` stands in brackets behind `score`."""
    between = reading.lower[score.number.last : model.number.first]
    return "(" in between and ")" not in between


def _is_apart(members: list[Score], k: int, model: Score) -> bool:
    """As in "91%, and 5% higher than Oak": not so in a list of three, as "5%, 6%, and 7% higher accuracy"."""
    if len(members) < 3 or members[k].number.last > model.number.first:
        return model.number.first > members[k].number.last + 1
    return members[k + 1].number.first > members[k].number.last + 2


def spread_parallel(reading: Reading, scores: list[Score]) -> None:
    """Gives the judgement of a number to the next one that says the same again ("5% on A, 6% on B")."""
    for score, bracketed in itertools.pairwise(scores):
        if _is_other_unit(reading, score, bracketed):
            bracketed.kind, bracketed.rule, bracketed.cue = "gain", "gain_bracketed", score.cue
            bracketed.metric = score.metric
    previous = None
    for score in scores:
        if _is_error(reading, score, previous) or (not score.kind and _counts(reading, score.number)):
            continue
        again = previous is not None and _says_again(reading, previous, score) and _parallel(reading, previous, score)
        if again and previous is not None and score.rule != "none":
            _say_parallel(reading, previous, score)
        if score.kind and not (previous is not None and _adds_in_brackets(reading, previous, score)):
            previous = score
    later = None
    for score in reversed(scores):
        if score.kind and score.metric is None and later is not None and later.group == score.group:
            score.metric = later.metric
        if score.kind:
            later = score


def _is_other_unit(reading: Reading, score: Score, bracketed: Score) -> bool:
    """As in "by more than 4.5 cm (43%)": a gain, told once more in the bracket right behind it."""
    lower, end = reading.lower, bracketed.number.last
    between = lower[score.number.last : bracketed.number.first]
    opens = score.kind == "gain" and between[-1:] == ["("] and len(between) <= 2
    return opens and bracketed.kind != "gain" and lower[end : end + 1] == [")"] and bool(bracketed.number.unit)


def _say_parallel(reading: Reading, previous: Score, score: Score) -> None:
    """Notes in place what a number is that stands parallel to the one before."""
    gap = range(previous.number.last, score.number.first)
    # "Hit@5" is a metric, no verb that reports.
    reported = any(reading.lower[k] in REPORTING and k not in reading.inside for k in gap)
    weak = score.kind == "result" and previous.kind == "gain" and score.rule in _WEAK
    if previous.kind == "gain" and not score.kind and _is_level(reading, previous, score):
        score.kind, score.rule = "result", "result_reported"
    elif not score.kind or (weak and not (reported or _has_noun(previous, score))):
        score.kind, score.rule, score.cue = previous.kind, f"{previous.kind}_parallel", previous.cue
        score.metric = _own_metric(reading, score, previous) or _letters_before(reading, score) or previous.metric
        score.absolute = score.absolute or previous.absolute
        score.kept = previous.kept
    elif score.metric is None and score.kind == previous.kind == "result":
        score.metric = previous.metric
    elif score.rule in _BY_UNIT and score.metric is None and not reported and _in_one_unit(previous, score):
        score.metric, score.cue = previous.metric, previous.cue


def _in_one_unit(previous: Score, score: Score) -> bool:
    """As in "3x on A, 5x on B", "gains of 3 and 5 points"."""
    same = previous.number.unit == score.number.unit or (not previous.number.unit and score.number.unit == "points")
    return previous.kind == "gain" and same


def _is_level(reading: Reading, previous: Score, score: Score) -> bool:
    """As in "beats A by 3.2 points on B, reaching 71.2%": what is reached, not what is gained."""
    verb = reading.lower[lead_in(reading, score.number.first - 1)]
    return verb in _REACHING and score.number.value > 2 * previous.number.value


_REACHING = word_set(
    """reach reaches reached reaching attain attains attained attaining achieve achieves achieved achieving obtain
    obtains obtained obtaining score scores scored scoring hit hits hitting"""
)


def _has_noun(previous: Score, score: Score) -> bool:
    """As in "a 5% improvement on A and 91% accuracy on B": each number has a noun of its own."""
    own = score.rule == "result_number_metric" and score.number.unit == previous.number.unit
    return own and previous.cue is not None and previous.cue >= previous.number.last


def _counts(reading: Reading, number: Number) -> bool:
    """As in "9,307 clips", "a Pi 4": a whole number before a noun, or behind a word with a capital."""
    if number.unit or number.decimals:
        return False
    before, after = number.first - 1, reading.lower[number.last : number.last + 1]
    if before > reading.first and before not in reading.inside and reading.abstract.words[before][0].isupper():
        return True
    if number.last in reading.inside:
        return False
    return bool(after) and after[0][0].isalpha() and after[0] not in cues.STOPS | cues.UNITS


def _own_metric(reading: Reading, score: Score, model: Score) -> Span | None:
    """What a number of a list says itself that it measures; "5% in full data" beside a metric says where."""
    after = score.number.last
    own = metric_right(reading, after)
    if own is None:
        leaves_open = _leaves_open(reading, model)
        own = metric_in(reading, after, loose=leaves_open)
        told_before = model.kind == "result" and model.metric is not None and model.metric[0] < model.number.first
        if own and told_before and not is_told_in(reading, own):
            return None
    elsewhere = own is not None and model.metric is not None and reading.lower[own[1] - 1] in PLACES
    return None if elsewhere else own


def _says_again(reading: Reading, former: Score, score: Score) -> bool:
    """Not so the share that is left of a cost, a difference that has no direction, and a plus before no plus."""
    different = former.cue is not None and reading.lower[former.cue] in cues.DIFFERENCES
    unsigned = former.rule == "gain_signed" and not score.number.sign
    return former.rule != "gain_reduced_to" and not different and not unsigned


def _is_error(reading: Reading, score: Score, previous: Score | None) -> bool:
    """As in "54% (SE 2%)", "54% against 34%, a difference of 20 points": no score like the one before."""
    if previous is None or previous.kind != "result" or score.kind:
        return False
    before = score.number.first - 1
    before -= before > reading.first and reading.lower[before] in "=:~"
    return reading.lower[before] in _SPREADS or score.number.unit == "points"


_SPREADS = word_set("se sd std sem iqr")


def _adds_in_brackets(reading: Reading, previous: Score, score: Score) -> bool:
    """As in "20% on A (+0.09), 40% on B": a gain in other units, in brackets, that stands beside another one."""
    if score.rule != "gain_signed" or score.number.unit == previous.number.unit:
        return False
    bracket = cue_before(reading, score.number.first, frozenset("()"))
    return bracket is not None and reading.lower[bracket] == "("


def _letters_before(reading: Reading, score: Score) -> Span | None:
    """As in "a PE of 7% (CE 5%)": letters like a metric's right before a result."""
    letters = (score.number.first - 1, score.number.first)
    return letters if score.kind == "result" and letters[0] > reading.first and is_acronym(reading, letters) else None


def _leaves_open(reading: Reading, previous: Score) -> bool:
    """After a metric that was told before its number, "in" leads to a part: "recall of 91% in May, 83% in June"."""
    if previous.metric is None:
        return True
    if previous.metric[0] < previous.number.last:
        return False
    return previous.kind == "gain" or reading.lower[previous.metric[0] - 1] == "in"


_WEAK = word_set(
    """result_number_acronym result_number_measure result_number_metric result_number_in_metric result_on_benchmark
    result_reported"""
)


def complete_gains(reading: Reading, scores: list[Score]) -> None:
    """Gives gains without a metric of their own what the sentence says elsewhere."""
    gains = [score for score in scores if score.kind == "gain"]
    _say_again(reading, gains)
    for score in gains:
        _name_beside(reading, score)
    _distribute(reading, gains)
    for score in gains:
        if score.metric is None:
            score.metric = metric_past_rival(reading, _behind(score))
    _share_behind(reading, gains)
    for score in gains:
        if score.metric is None and score.rule == "gain_signed":
            score.metric = _metric_of_result(reading, score)
    _align(reading, scores)
    _listed_before(reading, gains)
    _listed_after(reading, gains)
    _echo(reading, [score for score in scores if score.kind])
    for score in gains:
        if score.metric is not None and reading.lower[score.metric[0] : score.metric[1]] == ["performance"]:
            other = next((s for s in gains if s.group == score.group and s.metric and s.metric != score.metric), None)
            named = other.metric if other else metric_in(reading, score.number.last)
            score.metric = named or score.metric


def _say_again(reading: Reading, gains: list[Score]) -> None:
    """Signed changes and pairs of values that follow one another measure the same."""
    for former, score in itertools.pairwise(gains):
        if score.metric is not None or former.rule != score.rule:
            continue
        signed = score.rule == "gain_signed" and _parallel(reading, former, score)
        arrow = score.rule == "gain_arrow" and score.cue in (former.cue, None)
        if signed or arrow or (score.rule == "gain_from_to" and _alike(former.number, score.number)):
            score.metric = former.metric


def _name_beside(reading: Reading, score: Score) -> None:
    """What the noun of change itself, "in terms of", brackets or letters right behind the number name."""
    if score.cue is not None and score.metric is None and reading.lower[score.cue] in _NAMED_BY_NOUN:
        score.metric = (score.cue, score.cue + 1 + (reading.lower[score.cue + 1] in ("rate", "rates", "ratios")))
    if score.metric is None or reading.lower[score.metric[1] - 1] in ("performance", "improvement"):
        bracketed = metric_in_brackets(reading, score.number.last) or metric_in_brackets(reading, _behind(score))
        score.metric = metric_in_terms(reading, score) or bracketed or score.metric
    if score.metric is None:
        score.metric = acronym_right(reading, score.number.last)


def _echo(reading: Reading, told: list[Score]) -> None:
    """Gains that say more of what an earlier score or clause measures."""
    for k, score in enumerate(told):
        if score.kind != "gain" or score.metric is not None or score.rule not in _ECHOES:
            continue
        before = _same_change(reading, told[max(0, k - 6) : k], score) or (told[k - 1] if k else None)
        if before is not None and before.kind == "result" and before.number.unit != score.number.unit:
            near = reversed(told[max(0, k - 4) : k])
            alike = (s for s in near if s.kind == "result" and s.number.unit == score.number.unit)
            before = next(alike, before)
        if before is not None and before.metric is not None and _echoes(reading, before, score):
            score.metric = before.metric
        else:
            announced = _best_of(reading, before, score) or _announced(reading, before, score)
            score.metric = announced or _around(reading, score)


def _behind(score: Score) -> int:
    """The token behind a gain and, where one follows, its noun of change."""
    last = (score.pair or score.number).last
    return score.cue + 1 if score.cue is not None and score.cue >= last else last


def _share_behind(reading: Reading, gains: list[Score]) -> None:
    """As in "beats A by 2% and B by 4% in F1", "5.3, 4.4 and 0.7 CHRF": what stands behind the last is of all."""
    for former, later in reversed(list(itertools.pairwise(gains))):
        if former.metric is not None or later.metric is None or later.metric[0] < later.number.last:
            continue
        compared = former.cue is not None and former.cue == later.cue and reading.lower[former.cue] in _COMPARING
        placed = compared and reading.lower[_behind(former)] in _PLACING
        placed = placed or _says_more(reading, former, later)
        listed = former.group == later.group and reading.lower[former.number.last] in _JOINERS
        if former.number.unit == later.number.unit and (placed or listed):
            former.metric = later.metric


def _says_more(reading: Reading, former: Score, later: Score) -> bool:
    """As in "a 5% gain and a 9% boost in MRR", "by 3% (a 9% relative improvement) in MRR": two changes one way."""
    if former.cue is None or later.cue is None or later.rule != "gain_number_noun":
        return False
    between = reading.lower[_behind(former) : later.number.first]
    if between[:1] == ["("] and ")" not in between:
        return later.cue + 1 < reading.last and reading.lower[later.cue + 1] == ")"
    nouns = {reading.lower[former.cue], reading.lower[later.cue]}
    one_way = nouns <= cues.DROP_NOUNS or nouns <= CHANGE_NOUNS - cues.DROP_NOUNS
    return former.rule == later.rule and one_way and between in (["and", "a"], ["and", "an"], ["and"])


_PLACING = word_set("and over on for against compared relative")
_COMPARING = cues.COMPARE | CHANGE_NOUNS


_ECHOES = word_set(
    """gain_noun_of gain_number_noun gain_comparative gain_parallel gain_list gain_signed gain_by gain_governed"""
)


def _same_change(reading: Reading, told: list[Score], score: Score) -> Score | None:
    """As in "2x speedup with 5% accuracy drop, 3x speedup with a 6% drop": the last gain of the same noun of change."""
    if score.cue is None or reading.lower[score.cue] not in cues.DROP_NOUNS:
        return None
    alike = (s for s in reversed(told) if s.kind == "gain" and s.cue is not None and s.metric is not None)
    return next((s for s in alike if s.cue is not None and reading.lower[s.cue] == reading.lower[score.cue]), None)


def _with(reading: Reading, score: Score, opening: int) -> int | None:
    """The "with" of "accuracy with just a 5% drop", "accuracy with reductions of 5%"."""
    if score.rule == "gain_noun_of" and score.cue is not None:
        opening = reading.phrase_before(score.cue + 1)[0]
    joint = lead_in(reading, opening - 1)
    return joint if joint > reading.first and reading.lower[joint] == "with" else None


def _around(reading: Reading, score: Score) -> Span | None:
    """As in "preserves accuracy (0.8% drop)", "Dice scores exceed the best by 2%": before a bracket, or the subject."""
    opening = lead_in(reading, score.number.first - 1) + 1
    if opening < score.number.first and reading.lower[opening] == "(":
        metric = metric_left(reading, opening)
    elif score.rule in _BY_NOUN and (joint := _with(reading, score, opening)) is not None:
        metric = metric_left(reading, joint)
        vague = metric is not None and reading.lower[metric[1] - 1] in CHANGE_NOUNS | _QUALITIES
        if metric is None or vague or score.number.unit == "x" or reading.between(*metric):
            return None
    elif score.rule == "gain_by" and score.cue is not None and reading.lower[score.cue] in cues.COMPARE:
        metric = metric_left(reading, score.cue - (reading.lower[score.cue - 1] in ("that", "which")))
    else:
        return None
    if metric is None or reading.lower[metric[1] - 1] in _COUNTED:  # "a model with 3B parameters beats"
        return None
    return metric if _is_named(reading, metric) else None


_SAID_AGAIN = word_set("gain_parallel gain_list")
_NAMED_BY_NOUN = word_set("speedup speedups speed-up speed-ups overhead acceleration compression")


def _announced(reading: Reading, former: Score | None, score: Score) -> Span | None:
    """As in "improvements in accuracy, with gains of up to 5%": what the earlier noun of change names, or its verb."""
    compared = score.rule == "gain_by" and former is None
    if score.cue is None or reading.lower[score.cue] not in (cues.COMPARE if compared else CHANGE_NOUNS):
        return None
    gained = reading.lower[score.cue] in cues.GAIN_NOUNS | cues.RISE_NOUNS
    reduced = reading.lower[score.cue] in cues.DROP_NOUNS
    start = (former.pair or former.number).last if former and former.metric else reading.first
    end = min(score.cue, score.number.first)
    for token in range(end - 1, start - 1, -1):
        if reading.lower[token] in CHANGE_NOUNS and not reading.compound(token):
            metric = metric_after_noun(reading, token + 1) or noun_modifier(reading, token)
            return metric if metric is not None and _is_named(reading, metric) else None
        if reduced and reading.lower[token] in cues.SMALLER and not reading.compound(token):
            phrase = reading.phrase_after(token + 1)
            near = "," in reading.lower[phrase[1] : phrase[1] + 2]
            return reading.as_metric(phrase) if near else None
        if gained and reading.lower[token] in _RAISING and not reading.compound(token):
            metric = object_metric(reading, token, end)
            return metric if metric is not None and token < metric[0] and _is_quality(reading, metric) else None
    return None


_RAISING = cues.IMPROVE | cues.RAISE


def _is_quality(reading: Reading, metric: Span) -> bool:
    """As in "improves retrieval accuracy", "improves completeness": a score, or the noun of a quality."""
    if "/" in reading.lower[metric[0] : metric[1]] or reading.lower[metric[1] - 1] == "performance":
        return False
    return _is_named(reading, metric) or reading.lower[metric[1] - 1].endswith(QUALITIES)


def _is_named(reading: Reading, metric: Span) -> bool:
    """The phrase holds a metric of the registry, one that says more than "performance"."""
    head = reading.lower[metric[1] - 1]
    return head != "performance" and (reading.term_in(metric) is not None or head in ("score", "scores"))


def _best_of(reading: Reading, former: Score | None, score: Score) -> Span | None:
    """As in "reaches state-of-the-art accuracy on A, surpassing B by 5%": the metric that the sentence is best in."""
    if score.rule not in _SURPASSING or score.cue is None:
        return None
    compared = set(reading.lower[min(score.cue, max(reading.first, score.number.first - 12)) : score.number.first])
    surpassed = bool(cues.COMPARE & compared)
    if not surpassed and reading.lower[score.cue] not in cues.GAIN_NOUNS:
        return None
    start = (former.pair or former.number).last if former else reading.first
    end = bisect_left(reading.metrics, score.cue, key=lambda term: term.first)
    for term in reversed(reading.metrics[max(0, end - _TERMS) : end]):
        if start <= term.first and term.last <= score.cue:
            metric = reading.as_metric(reading.phrase_before(term.last))
            if not surpassed and (
                reading.phrase_after(term.first)[1] > term.last or _ends_clause(reading, term, score)
            ):
                return None
            if metric is not None and _is_named(reading, metric) and _is_best_in(reading, metric):
                return reading.with_of(metric)
    return None


def _ends_clause(reading: Reading, term: Term, score: Score) -> bool:
    """Something else is told between a metric and the word of change of a gain."""
    between = reading.lower[term.last : min(score.cue or term.last, score.number.first)]
    return not {"while", "whereas", "but", ";"}.isdisjoint(between)


# How many metrics back a gain may measure.
_TERMS = 6


def _is_best_in(reading: Reading, metric: Span) -> bool:
    """As in "the best accuracy", "surpasses A in overall accuracy"."""
    before = metric[0] - 1
    while before > reading.first and reading.lower[before] in ("overall", "average", "both", "terms", "of"):
        before -= 1
    surpassed = not cues.COMPARE.isdisjoint(reading.lower[max(reading.first, before - 12) : before])
    return reading.lower[metric[0] - 1] in _BEST or (reading.lower[before] == "in" and surpassed)


_SURPASSING = word_set("gain_by gain_number_noun gain_noun_of gain_governed gain_signed")
_BEST = word_set("art sota best highest superior higher")


def _echoes(reading: Reading, former: Score, score: Score) -> bool:
    """As in ", a reduction of 13%", "- an improvement of 45%", "and 6.7x faster than": said of the same metric."""
    between = reading.lower[(former.pair or former.number).last : score.number.first]
    if former.kind == "gain":
        if score.rule in _SAID_AGAIN:
            return former.cue == score.cue
        if former.cue is None or score.cue is None or len(between) >= 25:
            return False
        words = {reading.lower[former.cue], reading.lower[score.cue]}
        return len(words) == 1 or any(words <= alike for alike in _ALIKE)
    if score.rule == "gain_by" and score.cue is not None and reading.lower[score.cue] in cues.COMPARE | cues.IMPROVE:
        return score.cue > former.number.last
    beside = [word for word in between if word not in cues.UNITS] == [","]  # "an MPJPE of 60.1 mm, 7% lower than"
    same = beside or former.number.unit == score.number.unit
    if score.rule == "gain_comparative" and same and score.cue is not None:
        return "," in between and reading.lower[score.cue + 1 : score.cue + 2] == ["than"]
    return score.rule in ("gain_noun_of", "gain_number_noun") and any(w in between for w in (",", "-", "–", "—", "("))


# Words of change of which one goes on with what another one said.
_ALIKE = (cues.GAIN_NOUNS | cues.RISE_NOUNS, cues.DROP_NOUNS, cues.COMPARE)


def _metric_of_result(reading: Reading, score: Score) -> Span | None:
    """As in "71.6% accuracy on A (+11.4%)": what the last result before it, in the same unit, measures."""
    lower = reading.lower
    opening = cue_before(reading, score.number.first, frozenset("()"))
    if opening is None or lower[opening] == ")":
        return None
    unit = _unit_of(reading, score)
    for other in reversed(reading.between(opening - 30, score.number.first)):
        if other.kind == "result" and other.metric is not None and _unit_of(reading, other) == unit:
            return other.metric
    return None


def _unit_of(reading: Reading, score: Score) -> tuple[str, str]:
    """The sign and the word of the unit of a number."""
    after = reading.lower[score.number.last : score.number.last + 1]
    return score.number.unit.replace("points", "%"), after[0] if after and after[0] in cues.UNITS else ""


def _align(reading: Reading, scores: list[Score]) -> None:
    """As in "99% accuracy and 98% recall, up by 3% and 2%": the gains of a list measure what the results do."""
    scores = [score for score in scores if score.kind]
    groups = sorted({score.group for score in scores if score.kind == "gain"})
    for group in groups:
        members = [score for score in scores if score.group == group and score.kind == "gain"]
        first = scores.index(members[0])
        results = scores[max(0, first - len(members)) : first]
        if (
            len(members) < 2
            or len(results) != len(members)
            or not all(r.kind == "result" and r.metric for r in results)
        ):
            continue
        spans = [result.metric for result in results]
        if len(set(spans)) == len(spans) and not any(
            reading.term_in((m.number.last, m.number.last + 3)) for m in members
        ):
            for member, span in zip(members, spans, strict=True):
                member.metric = span


def _listed_after(reading: Reading, gains: list[Score]) -> None:
    """As in "by 7x and 2x in model size and latency", "5% and 6% gains over B in A1 and A2": a list as long, behind."""
    for _, group in itertools.groupby(gains, key=lambda score: score.group):
        members = list(group)
        start = _list_behind(reading, members[-1].number.last) if len(members) > 1 else None
        if start is None:
            continue
        spans = listed_metrics(reading, start)
        # Behind a metric stands where it was measured: "3 and 4 mIoU in dark and bright scenes, respectively".
        named = reading.term_in((members[-1].number.last, start - 1)) is not None
        if len(spans) != len(members) and not named:
            spans = listed_phrases(reading, start, closed=reading.lower[start - 1] == "on")
        if len(spans) == len(members):
            for member, span in zip(members, spans, strict=True):
                member.metric = span


def _list_behind(reading: Reading, last: int) -> int | None:
    """Where the list begins that the first "in" or "on" behind some numbers leads to, in the same clause."""
    for k in range(last, min(last + 9, reading.last)):
        word = reading.lower[k]
        if word in ("in", "on"):
            return k + 1
        if word in _CLAUSE_ENDS or word[0].isdigit():
            return None
    return None


_CLAUSE_ENDS = word_set(", ; . and while when with for by of across at")


def _listed_before(reading: Reading, gains: list[Score]) -> None:
    """As in "is ahead in Top-1 and Top-5, by 2% and 4%, respectively": a list as long, before the numbers."""
    for _, group in itertools.groupby(gains, key=lambda score: score.group):
        members = list(group)
        if any(member.metric for member in members):
            continue
        for member, span in zip(members, _respective(reading, members), strict=False):
            member.metric = span


def _respective(reading: Reading, members: list[Score]) -> list[Span]:
    """The metrics of the registry listed before as many numbers, behind which "respectively" stands; [] if none."""
    last = members[-1].number.last
    if len(members) < 2 or "respectively" not in reading.lower[last : last + 3]:
        return []
    run: list[Term] = []
    end = bisect_left(reading.metrics, members[0].number.first, key=lambda term: term.first)
    for k in range(end - 1, max(-1, end - 2 * len(members) - 1), -1):
        term = reading.metrics[k]
        if reading.lower[term.first] in GENERIC or reading.lower[term.first - 1] == "(":
            continue
        if run and not set(outside_brackets(reading.lower[term.last : run[0].first])) <= {",", "and", "&"}:
            break
        run.insert(0, term)
    return [(term.first, term.last) for term in run] if len(run) == len(members) else []


def list_results(reading: Reading, scores: list[Score]) -> None:
    """As in "measured by BLEU and METEOR, with values of 31.2 and 28.4, respectively": results of metrics before."""
    for _, group in itertools.groupby(scores, key=lambda score: score.group):
        members = list(group)
        if any(member.metric or member.kind or member.rule or not _is_scored(member.number) for member in members):
            continue
        for member, span in zip(members, _respective(reading, members), strict=False):
            short = reading.lower[span[1] : span[1] + 1] == ["("] and reading.lower[span[1] + 2 : span[1] + 3] == [")"]
            metric = metric_left(reading, span[1] + 3) if short else None
            member.kind, member.rule, member.metric = "result", "result_list", metric or span


def _distribute(reading: Reading, gains: list[Score]) -> None:
    """As in "boosts precision and recall by 7% and 4%": a metric each; by one number: of all of them."""
    for score in gains:
        if not score.rule.startswith(("gain_by", "gain_from_to")) or score.cue is None or score.metric is None:
            continue
        members = [member for member in gains if member.group == score.group]
        if members[0] is not score:
            continue
        spans = metric_list(reading, score.cue + 1, score.number.first)
        compares = reading.lower[score.cue] in cues.COMPARE  # whose objects are rivals
        if not spans and len(members) == 2 and score.rule == "gain_by" and not compares:
            spans = loose_pair(reading, score.cue + 1, score.number.first)
        if len(spans) < 2:
            continue
        if len(spans) == len(members):
            for member, span in zip(members, spans, strict=True):
                member.metric = span
        elif len(members) == 1 and not reading.between(score.cue, score.number.first):
            score.metric, score.shared = spans[0], tuple(spans)
    sizes = Counter(score.group for score in gains)
    for score in gains:
        if sizes[score.group] > 1 or score.metric is None or score.shared:
            continue
        if (
            score.metric[0] >= score.number.last
            and score.metric[0] != score.cue
            and (score.rule in _BY_NOUN or reading.lower[score.metric[0] - 1] == "in")
        ):
            score.shared = joined(reading, score.metric)
        elif score.rule == "gain_by" and score.cue is not None and score.metric[1] <= score.cue:
            score.shared = tuple(_metrics_before(reading, score))


_BY_NOUN = word_set("gain_number_noun gain_noun_of")


def pair_slashed(reading: Reading, scores: list[Score]) -> None:
    """As in "PSNR/SSIM of 29.8 dB/0.91": numbers and metrics joined by strokes go together."""
    lower = reading.lower
    for score, after in itertools.pairwise(scores):
        between = lower[score.number.last : after.number.first]
        if score.kind not in ("result", "gain") or between[-1:] != ["/"] or len(between) > 2:
            continue
        spans = _slashed(reading, score) or _slashed(reading, after)
        if spans:
            score.metric, after.metric = spans
            after.kind, after.rule, after.cue = score.kind, f"{score.kind}_list", score.cue
            after.group = score.group


def repeat_slashed(reading: Reading, scores: list[Score]) -> None:
    """As in "AUC/F1/IoU of 0.9/0.6/0.7 on A, 0.8/0.7/0.8 on B": later numbers have the metrics of the first."""
    former: list[Score] = []
    run: list[Score] = []
    for score, after in itertools.zip_longest(scores, scores[1:]):
        run.append(score)
        if after is not None and reading.lower[score.number.last : after.number.first] == ["/"]:
            continue
        told = len(run) == len(former) > 1 and all(member.kind == "result" for member in (*former, *run))
        if told and len({member.metric for member in former}) == len(former) and _repeats(run):
            for member, model in zip(run, former, strict=True):
                member.metric = model.metric
        if len(run) > 1 or score.kind == "result":
            former = run
        run = []


def _repeats(run: list[Score]) -> bool:
    """The numbers of a run say nothing of their metrics themselves."""
    return all(member.rule in ("result_parallel", "result_list") for member in run)


def _slashed(reading: Reading, score: Score) -> tuple[Span, Span] | None:
    """The two metrics of "PSNR/SSIM scores", the metric of a score."""
    if score.metric is None:
        return None
    first, last = score.metric
    stroke = next((k for k in range(first + 1, last - 1) if reading.lower[k] == "/"), None)
    if stroke is None:
        return None
    second = reading.as_metric((stroke + 1, last))
    return ((first, stroke), second) if second is not None else None


def drop_labels(reading: Reading, scores: list[Score]) -> None:
    """As in "an AUC of 0.82 (MI: 0.79, CKD: 0.84)": labels of parts are no metrics beside a metric of the registry."""
    lower = reading.lower
    told: Score | None = None
    for score in scores:
        if score.kind != "result":
            continue
        labelled = lower[score.number.first - 1] == ":" and score.rule in ("result_acronym_number", "result_parallel")
        if labelled and told is not None and _alike(score.number, told.number):
            score.metric = told.metric
        elif score.metric is not None and reading.term_in(score.metric) is not None:
            told = score


def distribute_results(reading: Reading, scores: list[Score]) -> None:
    """As in "precision and recall of 75% and 80%", "75% and 80% in precision and recall": a metric each."""
    for group, members in itertools.groupby(scores, key=lambda score: score.group):
        results = [score for score in members if score.kind == "result"]
        if len(results) < 2 or results[0].group != group:
            continue
        spans = _metrics_before(reading, results[0]) if results[0].rule in _AFTER_METRIC else []
        if len(spans) != len(results):
            spans = _metrics_behind(reading, results[-1])
        if len(spans) == len(results) and all(result.metric in (None, spans[0], spans[-1]) for result in results):
            for result, span in zip(results, spans, strict=True):
                result.metric = span


def share_results(reading: Reading, scores: list[Score]) -> None:
    """As in "MSE and MAE below 0.13", "94% accuracy, recall, and F1 scores": one number is a result of each."""
    sizes = Counter(score.group for score in scores)
    for score in scores:
        if score.kind != "result" or score.metric is None or sizes[score.group] > 1:
            continue
        spans: list[Span] = []
        if score.rule == "result_metric_number":
            spans = _metrics_before(reading, score)
        elif score.rule in ("result_number_metric", "result_number_in_metric"):
            spans = _metrics_behind(reading, score)
            if spans and reading.between(score.number.last, spans[-1][1] + 5):
                continue  # the last one has a number of its own
        if len(spans) > 1 and reading.lower[spans[-1][0] - 1] in ("and", "&") and _are_scores(reading, spans):
            score.shared = tuple(spans)


def _are_scores(reading: Reading, spans: list[Span]) -> bool:
    heads = {reading.lower[last - 1] for _, last in spans}
    return not heads & (cues.COSTS | CHANGE_NOUNS | {"performance"})


_AFTER_METRIC = word_set("result_metric_number result_metric_beside")


def _metrics_behind(reading: Reading, score: Score) -> list[Span]:
    """The metrics of the registry that are listed behind a score, or behind a preposition there."""
    token = score.number.last
    if token < reading.last and reading.lower[token] in ("in", "for", "on"):
        token += 1 + (reading.lower[token + 1 : token + 2] == ["both"])
    # "F1 scores" is a term, of which only "F1" is the metric.
    return [span for span in listed_metrics(reading, token) if reading.term_in((span[0], span[1] + 1)) is not None]


def _metrics_before(reading: Reading, score: Score) -> list[Span]:
    """The metrics of the registry that are listed up to that of a score, in their order."""
    spans = [score.metric] if score.metric and score.metric[1] <= score.number.first else []
    while spans and reading.lower[spans[0][0] - 1] in (",", "and", "&"):
        end = spans[0][0] - 1
        if reading.lower[end - 1] == ",":
            end -= 1
        phrase = reading.phrase_before(end)
        metric = reading.as_metric(phrase)
        if metric is None or metric[1] != end or reading.term_in(metric) is None:
            break
        spans.insert(0, metric)
    return spans


def _is_vague(reading: Reading, metric: Span, number: Number) -> bool:
    """ "Performance", told before a number, says nothing of what was measured, nor whose it is."""
    start, end = metric
    if end > number.first or reading.lower[end - 1] not in ("performance", *GENERIC):
        return False
    owners = reading.abstract.words[start : end - 1]
    if reading.lower[end - 1] != "performance":
        return not owners and start > reading.first and reading.lower[start - 1] in _OWNERS
    return all(word != word.lower() or word in _OWNERS or word == "-" for word in owners)


_OWNERS = word_set("baseline baselines human human-level level expert chance random initial original sota")


def telling_metrics(reading: Reading) -> list[Term]:
    """The metrics of the registry in a sentence that scores are given in: not amounts, "results", "robustness"."""
    return [
        term
        for term in reading.metrics
        if reading.lower[term.last - 1] not in _UNTELLING
        and (term.last - term.first > 1 or reading.lower[term.first] not in _VAGUE)
        and not reading.in_a_name(term.first)
    ]


def metric_elsewhere(reading: Reading, scores: list[Score]) -> None:
    """Gives results without a metric the nearest one of the sentence, those before preferred; "performance" is none."""
    for score in scores:
        if score.kind == "result" and score.metric and _is_vague(reading, score.metric, score.number):
            score.metric = None
        if (
            score.kind != "result"
            or score.metric is not None
            or score.rule in ("result_score_of", "result_of_the_time", "result_of_cases", "result_in_time")
        ):
            continue
        score.metric = metric_in_terms(reading, score)
        if score.metric is not None:
            continue
        named = telling_metrics(reading)
        earlier = [t for t in named if t.last <= score.number.first]
        later = [t for t in named if t.first >= score.number.last and not _leads_to_other(scores, score, t)]
        if score.rule == "result_on_benchmark":  # which tells enough, unless the same clause says what is best there
            later = []
            earlier = [t for t in earlier if not {":", ";"} & set(reading.lower[t.last : score.number.first])]
        term = earlier[-1] if earlier else later[0] if later else None
        if term is not None:
            phrase = reading.phrase_before(term.last)
            metric = reading.as_metric((min(phrase[0], term.first), term.last))
            bare = metric is not None and metric[1] - metric[0] == 1 and reading.lower[metric[0]] in GENERIC
            score.metric = None if bare else metric


def _leads_to_other(scores: list[Score], score: Score, term: Term) -> bool:
    """As in "91% on A, and reduces FVD to 36.1": the term behind a score is the metric of another kind of number."""
    return any(
        other.metric is not None
        and other.metric[0] <= term.first < other.metric[1] <= other.number.first
        and other.number.unit != score.number.unit
        for other in scores
    )


_CHANGING_OR_REPORTING = CHANGE_NOUNS | CHANGE_VERBS | cues.COMPARE | REPORTING
# What systems are praised for without a figure.
_QUALITIES = word_set(
    "robustness fidelity quality efficiency generalization capability complexity window scalability consistency entropy"
)
# Counted like amounts, but reported like scores.
_SCORES = word_set("accuracy error loss success")
_COUNTED = cues.COUNTS - _SCORES
# Metrics that no score is given in, and words that name none by themselves.
_UNTELLING = _COUNTED | CHANGE_NOUNS | _QUALITIES
_VAGUE = GENERIC | {"performance"}


def turn_bracketed(reading: Reading, scores: list[Score]) -> None:
    """Numbers in brackets that a noun of change leads to are gains ("more moderate gains for finance (5.5%)")."""
    cued = {score.cue for score in scores}
    lower = reading.lower
    for score in scores:
        if score.kind != "result" or score.rule not in _IN_BRACKETS_OR_ON or score.number.unit != "%":
            continue
        if lower[score.number.first - 1] == "=":
            continue
        opening = next((k for k in range(score.number.first - 1, reading.first, -1) if lower[k] in "()"), None)
        if opening is None or lower[opening] == ")":
            continue
        cue = cue_before(reading, opening, _CHANGING_OR_REPORTING)
        if cue is not None and lower[cue] in CHANGE_VERBS and lower[cue] not in CHANGE_NOUNS and _costs(reading, score):
            score.kind, score.rule, score.cue = "gain", "gain_bracketed_after", cue
            continue
        if cue is None or lower[cue] not in CHANGE_NOUNS:
            continue
        between = set(lower[cue:opening])
        beside = score.rule == "result_metric_beside"
        told = cue in cued
        if told and score.rule not in _IN_BRACKETS:
            continue
        if beside or not told or not between & {"over", "than", "compared", "from", "against"}:
            score.kind, score.rule, score.cue = "gain", "gain_bracketed_after", cue
            if score.metric is not None and lower[score.metric[1] - 1] in CHANGE_NOUNS:
                score.metric = None
            score.metric = score.metric or noun_modifier(reading, cue)


def gain_in_brackets(reading: Reading, scores: list[Score]) -> None:
    """As in "accuracy gains over Oak (12% for small and 7% for large models)": what a noun of change leads to."""
    lower = reading.lower
    for score in scores:
        number = score.number
        if score.kind or score.rule == "none" or number.unit != "%" or lower[number.last : number.last + 1] == ["of"]:
            continue
        opening = cue_before(reading, number.first, frozenset("()"))
        if opening is None or lower[opening] == ")":
            continue
        cue = cue_before(reading, opening, CHANGE_NOUNS | {",", "than"})
        near = cue is not None and opening - cue < _NEAR and not any(other.cue == cue for other in scores)
        if cue is None or not near or lower[cue] not in CHANGE_NOUNS or reading.between(cue, opening):
            continue
        score.kind, score.rule, score.cue = "gain", "gain_bracketed_after", cue
        score.metric = metric_right(reading, number.last) or noun_modifier(reading, cue)
        score.metric = score.metric or metric_after_noun(reading, cue + 1)


# How far from its noun of change a bracket may open.
_NEAR = 12


def turn_compared(reading: Reading, scores: list[Score]) -> None:
    """As in "achieves 5.2% in recall over prior methods": what is told over a baseline is a gain."""
    lower = reading.lower
    for score, later in itertools.zip_longest(scores, scores[1:]):
        if score.kind != "result" or score.number.unit != "%":
            continue
        stop = min(later.number.first if later else reading.last, score.number.last + 9)
        over = next((k for k in range(score.number.last, stop) if lower[k] in ("over", ",", ";", ")")), stop)
        if over < stop and lower[over] == "over":
            phrase = reading.phrase_after(over + 1)
            if phrase[0] < phrase[1] and lower[phrase[1] - 1] in _COMPARED and phrase[1] <= stop + 6:
                score.kind, score.rule, score.cue = "gain", "gain_over", over


_COMPARED = cues.SYSTEMS - word_set(
    "task tasks benchmark benchmarks dataset datasets setting settings scenario scenarios"
)


def _costs(reading: Reading, score: Score) -> bool:
    """A percentage of time, memory and the like is one of a change."""
    return score.metric is not None and reading.lower[score.metric[1] - 1] in cues.COSTS


_IN_BRACKETS = word_set(
    """result_metric_number result_bracketed result_bracketed_phrase result_metric_beside result_acronym_number
    result_parallel result_list result_after_benchmark"""
)


_IN_BRACKETS_OR_ON = _IN_BRACKETS | {"result_on_benchmark"}


def join_differences(reading: Reading, scores: list[Score]) -> None:
    """Joins a difference and the pair it is the difference of ("+0.8% (90.6% vs. 89.8%)") in one gain."""
    lower = reading.lower
    for k, score in enumerate(scores):
        if score.kind != "gain" or score.pair is not None or score.number.upper is not None:
            continue
        after = score.number.last
        following = scores[k + 1 : k + 3]
        if (
            len(following) == 2
            and after < reading.last
            and following[0].number.first - after <= 3
            and "(" in lower[after : following[0].number.first]
        ):
            low, high = following
            between = lower[low.number.last : high.number.first]
            if between and len(between) <= 3 and ({"vs", "versus", "against"} & set(between)):
                score.to_value, score.from_value = low.number.value, high.number.value
                low.kind = high.kind = ""
        pairs = [p for p in scores[max(0, k - 1) : k + 2] if p is not score and p.pair is not None and p.kind == "gain"]
        if score.cue is not None and lower[score.cue] in _SPED_UP and any(pair.metric for pair in pairs):
            continue  # "cuts the steps from 256 to 30, an 8.5x speedup": two things that are measured
        for pair in pairs:
            assert pair.pair is not None
            low_value, high_value = pair.number.value, pair.pair.value
            if pair.from_value is not None and pair.to_value is not None:
                low_value, high_value = pair.from_value, pair.to_value
            if _is_difference(score.number, low_value, high_value) or (
                lower[pair.number.first - 1] == "(" and 0 < pair.number.first - after <= 2
            ):
                score.from_value, score.to_value = low_value, high_value
                if score.metric is None:
                    score.metric = pair.metric
                pair.kind, pair.rule = "", "none"


_SPED_UP = word_set("speedup speedups speed-up speed-ups acceleration faster")


def _is_difference(number: Number, low: float, high: float) -> bool:
    difference = abs(high - low)
    if number.unit == "x":
        smaller, larger = sorted((low, high))
        return smaller > 0 and abs(larger / smaller - number.value) <= 0.06 * number.value
    if abs(difference - number.value) <= 0.011 * max(1.0, number.value):
        return True
    return low > 0 and number.unit == "%" and abs(100 * difference / low - number.value) <= 0.6


def _alike(a: Number, b: Number) -> bool:
    same = a.unit == b.unit or {a.unit, b.unit} == {"%", "points"}
    # "9.1 points on A, 7.6 on B": the second has the unit of the first.
    same = same or (b.unit == "points" and not a.unit and a.decimals)
    return same and (bool(a.unit) or a.decimals == b.decimals) and not a.is_year and not a.magnitude


_AGAIN = word_set(", and / ( vs versus followed while ; but than compared comparison")


def _parallel(reading: Reading, previous: Score, score: Score) -> bool:
    """As in "... by 7.1% on A, 6.5% on B": the same said once more, without its word of change."""
    between = reading.lower[(previous.pair or previous.number).last : score.number.first]
    bare = previous.kind == "gain" and previous.number.unit == "points" and score.number.decimals
    alike = _alike(score.number, previous.number) or (bare and not score.number.unit)  # "2.1 points on A, 3.4 on B"
    told = outside_brackets(between)
    if previous.pair is not None or not alike or len(told) > 16:
        return False
    whole = not previous.number.unit and not previous.number.decimals and previous.kind == "gain"
    units = _unit_of(reading, previous)[1], _unit_of(reading, score)[1]
    if units[1] in _MEMORY and units[0] not in _MEMORY:
        return False  # "a latency of 400 ms on a laptop (24 GB)"
    if "that" in told or (whole and _unit_of(reading, previous) != _unit_of(reading, score)):
        return False  # "5% on A, showing that 80% of"; "by 3 dB on A, in 20 ms"
    same = score.number.decimals and not score.number.unit  # "0.76 using A, 0.81 using B"
    placed = previous.kind == "gain" and told[:1] == ["for"]  # "3.9% for leaf data, 4.6% for buds"
    strong = any(w in cues.STRONG and after not in _PARTS for w, after in itertools.pairwise([*told, ""]))
    return (same or placed or not strong) and any(w in _AGAIN for w in between)


_MEMORY = word_set("gb mb kb tb gib mib")
# "91% on the training set and 83% on the test set", "on real data and ..."
_PARTS = word_set("set sets split splits data and")


def outside_brackets(words: list[str]) -> list[str]:
    """Words of which those of a whole bracket are left out."""
    if "(" not in words or ")" not in words or words.index(")") < words.index("("):
        return words
    return words[: words.index("(")] + words[words.index(")") + 1 :]
