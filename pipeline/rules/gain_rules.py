"""Telling that a number is a gain: from its word of change, its sign or its unit.

What belongs here: rules on a number by itself; each names itself in `Score.rule`. What does not: what the
neighbours of a list say (lists.py) and the columns of the table (gains.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metric_phrases import (
    PLACES,
    loose_metric,
    metric_after_noun,
    metric_after_of,
    metric_before_bracket,
    metric_beside_by,
    metric_between,
    metric_in,
    metric_joined_by,
    metric_left,
    metric_multiplied,
    metric_near,
    metric_right,
    noun_modifier,
    object_metric,
    share_metric,
    subject_metric,
    subject_of,
)
from pipeline.rules.reading import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    CHANGES,
    COMPARATIVES,
    REPORTING,
    UNTOLD,
    Place,
    Reading,
    Score,
    Span,
    cue_before,
    lead_in,
    measure_like,
    phrase_noun_after,
)


def find_pair(reading: Reading, index: int) -> None:
    """As in "from 36.2% to 40.7%", "(0.78 to 0.84)", "41% → 87%": a gain of this number and the next."""
    after = _partner(reading, index)
    if after is None:
        return
    score = reading.scores[index]
    low, high = score.number, after.number
    before = _before_value(reading, low)
    link = _link(reading, low, high, before) if _are_values(reading, low, high) else ""
    again = not link and _again(reading, index, high)
    if again:
        link = "from"
    if not link or (before > reading.first and reading.lower[before - 1] == "by"):
        return
    if link == "from" and not again and not _is_change_from(reading, before, low, high):
        return
    if link == "(" and not _is_told_as_change(reading, index):
        return
    score.kind, score.pair, after.kind = "gain", high, "pair"
    score.rule = "gain_from_to" if link == "from" else "gain_arrow"
    score.cue = cue_before(reading, low.first, CHANGES)
    if score.cue is None:
        score.cue = phrase_noun_after(reading, high.last, CHANGES)
    end = before + ((again or link != "from") and reading.lower[before][-1].isalnum())
    end -= link == "from" and reading.lower[end - 1] == "("
    score.metric = (
        metric_right(reading, high.last)
        or metric_in(reading, high.last, loose=False)
        or _own_metric(reading, score, end)
    )
    if score.metric is None and reading.lower[low.first - 1] == "(":
        score.metric = metric_left(reading, end)
    if score.metric is None and score.cue is not None and score.cue < low.first:
        score.metric = object_metric(reading, score.cue, end)
    if score.metric is None:
        score.metric = reading.as_metric(reading.phrase_before(end))
    if score.metric is None and link == "from":
        score.metric = _risen(reading, end)


def _again(reading: Reading, index: int, high: Number) -> bool:
    """As in "from 61.2 to 64.5 on A and 43.1 to 58.4 on B": a pair of values said as the one before was."""
    former = reading.scores[index - 2] if index > 1 else None
    low = reading.scores[index].number
    if former is None or former.pair is None or reading.lower[low.last : high.first] != ["to"]:
        return False
    between = reading.lower[former.pair.last : low.first]
    alike = former.number.unit == low.unit and former.number.decimals == low.decimals
    return alike and len(between) < 10 and not {"and", ","}.isdisjoint(between) and ";" not in between


def _risen(reading: Reading, end: int) -> Span | None:
    """As in "accuracy can recover from 50% to 90%": the subject of whatever verb, if the registry knows it."""
    metric = subject_of(reading, end - 1) if reading.lower[end - 1].isalpha() else None
    return metric if metric is not None and reading.term_in(metric) is not None else None


def _are_values(reading: Reading, low: Number, high: Number) -> bool:
    """Two numbers can be two values of one metric: no range, no change, no year, no count; in one unit."""
    if high.claimed or low.upper is not None or high.upper is not None or low.sign == "+" or high.sign == "+":
        return False
    if low.is_year or high.is_year or low.magnitude or high.magnitude or (low.word and high.word):
        return False
    if (low.unit and high.unit and low.unit != high.unit) or (not low.unit and high.unit in ("x", "points")):
        return False
    after = [reading.lower[n.last] if n.last < reading.last else "" for n in (low, high)]
    return not (cues.UNITS.issuperset(after) and after[0] != after[1])


def _link(reading: Reading, low: Number, high: Number, before: int) -> str:
    """What joins two values: "from" and "to", an arrow, or "to" in brackets, told as "("; "" for nothing.

    `before` is the word that leads to the first.
    """
    lower = reading.lower
    between = lower[low.last : high.first]
    if not between:
        return ""
    start = "from" if before >= reading.first and lower[before] == "from" else ""
    if between[between[0] in cues.UNITS :] in (["→"], ["-", ">"], ["–", ">"]):
        return start or "→"
    lead = lead_in(reading, high.first - 1)
    if lead < low.last or lower[lead] != "to":
        return ""
    if start:
        return start if len(between) == 1 or (len(between) <= 12 and ";" not in between) else ""
    bracketed = low.first > reading.first and (lower[low.first - 1] == "(" or _is_labelled(reading, low))
    return "(" if bracketed and between == ["to"] else ""


def _before_value(reading: Reading, low: Number) -> int:
    """The word that leads to a value; "from" in "from a baseline of 61% to 64%"."""
    before = lead_in(reading, low.first - 1)
    start = before
    if before > reading.first and reading.lower[before] == "of":
        start -= 1
        while start > max(reading.first, before - 5) and reading.lower[start] in _FORMER:
            start -= 1
    return start if reading.lower[start] == "from" else before


_FORMER = cues.DETERMINERS | word_set("initial original previous baseline value score average mean level")


def _is_labelled(reading: Reading, low: Number) -> bool:
    """As in "(leaves: 0.67 to 0.74; buds: 0.60 to 0.63)": a label in brackets leads to a value."""
    before = reading.lower[max(reading.first, low.first - _LABELS) : low.first]
    return before[-1:] == [":"] and "(" in before and ")" not in before


# How far back a bracket may have been opened.
_LABELS = 24


def _is_change_from(reading: Reading, start: int, low: Number, high: Number) -> bool:
    """Not "ranging from 2 to 5"; whole numbers without a unit need a word of change, too."""
    if start > reading.first and reading.lower[start - 1] in _RANGING:
        return False
    scored = low.unit or high.unit or low.decimals or high.decimals
    changed = cue_before(reading, start, CHANGES | _DRIVEN) is not None
    return changed or (bool(scored) and reading.lower[start - 1] not in _SPREAD)


# Of these, several are told: "error rates from 2% to 5%" on different data.
_SPREAD = word_set("rates scores accuracies errors values ratios coefficients precisions recalls sizes lengths times")
_DRIVEN = word_set(
    "flip flips flipped shift shifts shifted move moves moved drive drives drove push pushes pushed took"
)
_RANGING = word_set("ranging ranged range ranges varied varying varies spanning scaling sizes")


def _is_told_as_change(reading: Reading, index: int) -> bool:
    """Two values in brackets behind a word of change, a benchmark, a plus or a pair, not in "stable (0.8 to 0.9)"."""
    first = reading.scores[index].number.first
    former = reading.scores[index - 1] if index else None
    if former is not None and (former.kind == "pair" or former.number.sign == "+"):
        return True
    placed = any(mention.last == first - 1 for mention in reading.mentions)
    return placed or cue_before(reading, first, _SHIFTED) is not None


_SHIFTED = CHANGE_VERBS | CHANGE_NOUNS | cues.COMPARE | cues.DIFFERENCES | {"shift", "shifts", "shifted"}


def _partner(reading: Reading, index: int) -> Score | None:
    """The next number, but for those of names and years: "from 0.82 (Oak-2) to 0.86", "from 4.1 in 2018 to 5.2"."""
    for score in reading.scores[index + 1 : index + 4]:
        number = score.number
        glued = reading.abstract.text[number.start - 1] in "-–/_@"
        if not (number.is_year or glued or _is_version(reading, number)):
            return score
    return None


def _own_metric(reading: Reading, score: Score, before: int) -> Span | None:
    """As in "raises accuracy from 61 to 70 and recall from 52 to 55": what stands right before a later "from"."""
    phrase = reading.phrase_before(before)
    if score.cue is None or not reading.between(score.cue, phrase[0]):
        return None
    joins = reading.lower[phrase[0] - 1] in ("and", ",") and reading.lower[before] != "("
    plain = joins and reading.abstract.words[phrase[1] - 1].islower()
    return reading.as_metric(phrase) or (loose_metric(reading, phrase) if plain else None)


_BACK = frozenset(
    {
        ("up", "from"),
        ("down", "from"),
        ("from",),
        ("vs",),
        ("vs", "."),
        ("versus",),
        ("up", "from", "the"),
        ("compared", "to"),
    }
)


def find_pair_back(reading: Reading, index: int) -> None:
    """As in "52.6% accuracy (up from 51.2%)", "lifts F1 to 88.1% (vs. 60.4%)": the former value comes second."""
    if index + 1 >= len(reading.scores) or reading.scores[index + 1].kind:
        return
    score = reading.scores[index]
    high, low = score.number, reading.scores[index + 1].number
    between = [word for word in reading.lower[high.last : low.first] if word not in ("(", ",")]
    if not _are_back(high, low) or len(between) > 7 or not _tails(between) & _BACK:
        return
    before = lead_in(reading, high.first - 1)
    former = reading.scores[index - 1] if index else None
    again = former is not None and former.kind == "pair" and before - former.number.last < 9
    cue = cue_before(reading, high.first, CHANGE_VERBS)
    near = cue is not None and (again or before - cue < 14)
    risen = before >= reading.first and reading.lower[before] == "to" and near
    listed = again and reading.lower[high.first - 1] == "("
    explicit = listed or _is_explicit(reading, high, between)
    if not (explicit or (risen and (between[-1] != "to" or "compared" in between[-3:]))):
        return
    score.kind, score.pair, score.rule = "gain", low, "gain_up_from"
    score.cue = cue if risen else None
    end = before if before >= reading.first and reading.lower[before] in cues.JOINING else before + 1
    score.metric = metric_right(reading, high.last) or (metric_left(reading, end) if again else None)
    if score.metric is None and cue is not None and not listed:
        score.metric = object_metric(reading, cue, end)
    if score.metric is None:
        score.metric = metric_left(reading, end)
    reading.scores[index + 1].kind = "pair"
    score.from_value, score.to_value = low.value, high.value


def _are_back(high: Number, low: Number) -> bool:
    """Two numbers can be a value and the former one: scores in one unit, no ranges, no changes."""
    ranged = low.claimed or high.upper is not None or low.upper is not None
    units = (not high.unit or high.unit == low.unit) and bool(high.unit or high.decimals)
    return units and not ranged and not high.sign and not low.sign


def _tails(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[-n:]) for n in (1, 2, 3)}


def _is_explicit(reading: Reading, high: Number, between: list[str]) -> bool:
    """ "Up" or "down" says that two values are a change, or "vs." in a bracket that a word of change governs."""
    if reading.lower[high.first - 1] != "(" or not _tails(between) & {("vs",), ("versus",), ("vs", ".")}:
        return not {"up", "down"}.isdisjoint(between[-3:])
    governing = cue_before(reading, high.first, (CHANGE_VERBS | CHANGE_NOUNS) - {"better"})
    if governing is None or "," in reading.lower[governing : high.first]:
        return False
    return all(other.number.named for other in reading.between(governing, high.first))


@dataclass(slots=True)
class _Place(Place):
    """`scored` says that the number can be a change by its form."""

    scored: bool

    def is_gain(self, rule: str, cue: int | None, metric: Span | None) -> bool:
        """Notes that the number is a gain. True, as every rule says that settles a number."""
        self.score.kind, self.score.rule, self.score.cue, self.score.metric = "gain", rule, cue, metric
        return True


def judge_gain(reading: Reading, score: Score) -> None:
    """Tells in place whether a number is a gain: the first rule that knows it, or rules it out, settles it."""
    number = score.number
    before = lead_in(reading, number.first - 1)
    word = reading.lower[before] if before >= reading.first else ""
    scored = bool(number.unit) or number.decimals or number.sign == "+"
    place = _Place(reading, score, number.last, before, word, scored)
    for rule in _RULES:
        if rule(place):
            return


def _is_name(place: _Place) -> bool:
    """A year, a version, the number of an item."""
    reading, number = place.reading, place.number
    named = number.is_year or (not number.unit and _in_name(reading, number)) or _is_label(reading, number)
    return named and place.is_none()


# Nouns that tell a change only right beside their number: "a 2.1% difference in accuracy", "a change of 9%".
_CHANGED = CHANGE_NOUNS | cues.DIFFERENCES


def _before_noun(place: _Place) -> bool:
    """As in "a 15% accuracy improvement", "2.5x reduction", "3.2 points gain"."""
    reading, lower, number = place.reading, place.lower, place.number
    measured = place.follows() in cues.UNITS
    after = place.after + measured
    noun = phrase_noun_after(reading, after, _CHANGED)
    if noun is None and number.unit:
        return _before_joined(place, after) or _before_next(place, after)
    if noun is None or lower[noun] in ("lead", "cut", "margin", "margins"):
        return False
    if lower[noun] in cues.DIFFERENCES and (number.unit == "x" or _governor(reading, number, place.before) is not None):
        return False
    if lower[noun] == "compression" and lower[noun + 1 : noun + 2] in (["ratio"], ["rate"], ["factor"]):
        return lower[after] not in COMPARATIVES and place.is_none()
    if not (number.unit or number.decimals or number.sign or measured or _is_scored(place, noun)):
        return False
    after, cue = _past_unit(reading, after, noun), noun
    if lower[noun - 1] in ("absolute", "relative") and noun - 1 > after:
        noun -= 1
    metric = reading.as_metric((after, noun)) if noun > after else _shortened(reading, number.last, noun)
    if lower[noun] == "overhead" or (noun > after and lower[after:noun] in _ADJECTIVES):
        metric = reading._trim(after, noun + 1)
    if metric is None and noun > after and not lower[noun - 1].endswith("ed"):
        metric = loose_metric(reading, (after, noun))
    if metric is not None and lower[cue] in _SPEEDUPS and metric[1] == cue:
        metric = (metric[0], cue + 1)
    named = metric_after_noun(reading, noun + 1)
    if metric is None or (named is not None and lower[metric[1] - 1] == "performance" and reading.term_in(named)):
        metric = named
    if metric is None and lower[noun] in _SPEEDUPS:
        metric = (noun, noun + 1)
    return place.is_gain("gain_number_noun", cue, metric)


def _shortened(reading: Reading, start: int, noun: int) -> Span | None:
    """As in "a 3% Leaf Depth Kappa (LDK) gain": the phrase behind a number whose letters stand before the noun."""
    opening = noun - 3
    if opening <= start or reading.lower[noun - 1] != ")" or reading.lower[opening] != "(":
        return None
    phrase = reading.phrase_before(opening)
    phrase = (max(start, phrase[0]), phrase[1])
    return metric_left(reading, noun) or (loose_metric(reading, phrase) if phrase[0] < phrase[1] else None)


def _is_scored(place: _Place, noun: int) -> bool:
    """As in "a 2 mAP gain": nothing but a metric of the registry between a small whole number and its noun."""
    metric = place.reading.term_in((place.after, noun))
    whole = metric is not None and (metric.first, metric.last) == (place.after, noun)
    return whole and place.number.value <= _SMALL and place.lower[noun - 1] not in cues.COUNTS


def _before_joined(place: _Place, after: int) -> bool:
    """As in "a 57% parameter and FLOPs reduction": two phrases that one noun of change closes."""
    reading, lower = place.reading, place.lower
    first = reading.phrase_after(after, 6)
    if first[0] != after or first[0] == first[1] or lower[first[1] : first[1] + 1] != ["and"]:
        return False
    start = first[1] + 1
    noun = phrase_noun_after(reading, start, CHANGE_NOUNS)
    if noun is None or noun == start or lower[noun].endswith("s") or lower[start] in UNTOLD:
        return False
    spans = [reading.as_metric(span) or loose_metric(reading, span) for span in (first, (start, noun))]
    place.score.shared = tuple(span for span in spans if span)
    return place.is_gain("gain_number_noun", noun, spans[0])


def _before_next(place: _Place, after: int) -> bool:
    """As in "a 5.1% AP50 and 3.8% AP increase": the article leads to the noun behind the next number."""
    reading, lower, number = place.reading, place.lower, place.number
    phrase = reading.phrase_after(after, 6)
    following = next((score.number for score in reading.scores if score.number.first > phrase[1]), None)
    if following is None or following.unit != number.unit or lower[phrase[1] : following.first] != ["and"]:
        return False
    noun = phrase_noun_after(reading, following.last, CHANGE_NOUNS)
    if noun is None or phrase[0] == phrase[1] or lower[number.first - 1] not in ("a", "an", "average"):
        return False
    return place.is_gain("gain_number_noun", noun, reading.as_metric(phrase) or loose_metric(reading, phrase))


# Nouns of change that are what is measured.
_SPEEDUPS = word_set("speedup speed-up speedups speed-ups")


def _before_loss(place: _Place) -> bool:
    """As in "less than 4% accuracy loss", "a 1% average precision (AP) loss"; not "a 1% training loss"."""
    reading, after = place.reading, place.after
    noun = phrase_noun_after(reading, after, _LOSS) if place.number.unit else None
    if noun is None or noun == after or _is_whole_loss(reading, (after, noun + 1)):
        return False
    metric = metric_left(reading, noun) if place.lower[noun - 1] == ")" else reading.as_metric((after, noun))
    if place.lower[noun - 1] in _LOSABLE:
        metric = metric or (noun - 1, noun)
    if metric is None or metric[0] < after:
        return False
    return place.is_gain("gain_loss", noun, metric)


def _is_whole_loss(reading: Reading, span: Span) -> bool:
    """The loss is a metric itself: "training loss"."""
    term = reading.term_in(span)
    if reading.lower[span[1] - 2] in _LOSABLE:
        return False
    return term is not None and term.last == span[1] and term.first < term.last - 1


_LOSS = frozenset(["loss", "losses"])
_LOSABLE = word_set("accuracy performance quality precision recall score")


def _before_comparative(place: _Place) -> bool:
    """As in "80% lower costs", "4x faster", "25% fewer tokens"."""
    reading, number, after = place.reading, place.number, place.after
    comparative = comparative_after(reading, after)
    if comparative is None or not (number.unit or (number.decimals and not number.word)):
        return False
    phrase = reading.phrase_after(comparative + 1)
    whole = reading.with_of(phrase) if reading.with_joined(phrase) == phrase else reading.with_joined(phrase)
    if whole != phrase:
        metric: Span | None = whole
    elif phrase[0] < phrase[1]:
        metric = reading.as_metric(phrase) or loose_metric(reading, phrase)
    elif comparative > after:
        metric = loose_metric(reading, (after, comparative))
    else:
        metric = subject_metric(reading, _list_start(reading, number))
    return place.is_gain("gain_comparative", comparative, metric)


def _list_start(reading: Reading, number: Number) -> int:
    """Where the first number begins of the list that a number ends: "2.2% and 0.7% higher"."""
    start = number.first
    for score in reversed(reading.between(start - _NEAR, start)):
        if set(reading.lower[score.number.last : start]) - {",", "and"}:
            break
        start = score.number.first
    return start


_ADD = word_set("add adds added adding")


def _behind_verb(place: _Place) -> bool:
    """As in "saves 75% of training time", "gains 3.4 mAP", "dropped 0.6 dB"."""
    reading, number, after, before = place.reading, place.number, place.after, place.before
    physical = number.decimals and place.follows() in cues.UNITS
    verb = place.word in CHANGE_VERBS or (place.word in _ADD and number.unit == "%")
    if not verb or not (number.unit or physical):
        return False
    if {"below", "above", "under"} & set(place.lower[before : number.first]) or _past(reading, before):
        return False
    metric = (
        metric_right(reading, after)
        or (noun_modifier(reading, before) if place.word in CHANGE_NOUNS else None)
        or metric_after_of(reading, after)
        or metric_in(reading, after)
        or (None if number.unit else metric_left(reading, before))
    )
    if metric is None:
        phrase = reading.phrase_after(after)
        metric = loose_metric(reading, phrase) if phrase[0] < phrase[1] else subject_of(reading, before)
    return place.is_gain("gain_verb", before, metric)


def _share(place: _Place) -> bool:
    """As in "using only 12% of the budget", "retains 83% of the accuracy": a kept share, or none of both kinds."""
    if place.number.unit != "%" or (place.word == "of" and _noun_before_of(place.reading, place.before) is not None):
        return False
    if _makes_up(place):
        return place.is_none()
    if not _is_share(place.reading, place.score, place.before, place.word):
        return False
    place.score.rule = place.score.rule or "none"
    return True


def _makes_up(place: _Place) -> bool:
    """As in "oaks constitute only 12% of the data", "account for 12% and 9% of": a proportion, nothing kept."""
    reading, lower, end = place.reading, place.lower, place.before
    if place.word in ("and", ",") and (former := reading.between(end - 3, end)):
        end = lead_in(reading, former[-1].number.first - 1)
    end -= lower[end] == "for"
    return lower[end] in _MAKING_UP


_MAKING_UP = word_set(
    """constitute constitutes constituted constituting comprise comprises comprised comprising account accounts
    accounted accounting"""
)

# Without nouns of change that are oftener what is changed: "reduces the overhead by 5%".
_CHANGES_BY = CHANGES - {"overhead", "compression"}


def _by(place: _Place) -> bool:
    """As in "improves accuracy by 5%", "outperforms X by 2.3 points"."""
    reading, number, after, before = place.reading, place.number, place.after, place.before
    ranged = place.word == "between" and place.lower[before - 1] == "by"
    before -= ranged
    if place.word == "for" and number.decimals:
        verb = cue_before(reading, before, CHANGE_VERBS)
        if verb is None or before - verb >= 12:
            return False
    elif place.word != "by" and not ranged:
        return False
    if place.lower[before - 1] == "and" and _by_again(place):
        return True
    cue = _change_before(reading, before, _CHANGES_BY)
    factor = "factor" in place.lower[before : number.first]
    spelt = number.word and place.follows() in cues.UNITS | {"percentage", "points"}
    told = place.scored or spelt or factor or metric_near(reading, number) or _is_measured(place)
    if cue is not None and (told or _is_bare_change(place, cue, before)):
        metric = (
            metric_right(reading, after)
            or metric_beside_by(reading, cue, before)
            or _in_or_object(
                reading, after, metric_joined_by(reading, cue, before) or object_metric(reading, cue, before)
            )
        )
        return place.is_gain("gain_by", cue, metric)
    differs = number.unit == "%" and place.lower[before - 1] in ("differ", "differs", "differed", "differing")
    if number.unit not in ("x", "points") and not differs:
        return False
    metric = metric_right(reading, after) or metric_in(reading, after)
    if metric is None and place.lower[before - 1] in _DIFFERING:
        metric = subject_of(reading, before - 1)
    return place.is_gain("gain_by_bare", None, metric)


def _is_measured(place: _Place) -> bool:
    """A whole number before a unit of two letters or more: "3 dB", "30 ms"."""
    return place.follows() in cues.UNITS and len(place.follows()) > 1


def _is_bare_change(place: _Place, cue: int, before: int) -> bool:
    """As in "improves IS by 12": a small whole number right behind a metric of the registry, and before no noun."""
    reading, number = place.reading, place.number
    plain = not (number.word or number.magnitude or number.claimed) and number.value <= _SMALL
    after = place.follows()
    if not plain or not (after == "" or not after[0].isalnum() or after in cues.STOPS) or before - cue > 6:
        return False
    metric = object_metric(reading, cue, before) if place.lower[cue] in CHANGE_VERBS else None
    return metric is not None and metric[1] == before and reading.term_in(metric) is not None


_SMALL = 100


def _by_again(place: _Place) -> bool:
    """As in "cuts cost by 5% on A, which is large, and by 6% on B": the verb is that of the gain before."""
    reading = place.reading
    former = next((s for s in reversed(reading.between(place.before - 30, place.before)) if s.kind == "gain"), None)
    if former is None or former.cue is None or former.number.unit != place.number.unit or not place.scored:
        return False
    own = metric_right(reading, place.after) or metric_in(reading, place.after, loose=False)
    return place.is_gain("gain_by", former.cue, own or former.metric)


def _change_before(reading: Reading, token: int, words: frozenset[str]) -> int | None:
    """The nearest word of change left of a number; not the "more" of "reduces A by more than 6 times and B by 8"."""
    cue = cue_before(reading, token, words)
    if cue is not None and reading.lower[cue + 1] == "than" and reading.lower[cue] in COMPARATIVES:
        cue = cue_before(reading, cue, words)
    return cue


_DIFFERING = word_set(
    "differ differs differed differing vary varies varied varying change changes changed shift shifts"
)


def _noun_of(place: _Place) -> bool:
    """As in "improvements of up to 5%", "a reduction in latency of 30%"."""
    reading, after, before = place.reading, place.after, place.before
    scored = place.scored or (place.word == "of" and (metric_near(reading, place.number) or _is_measured(place)))
    cue = _noun_before_of(reading, before) if place.word == "of" and scored else None
    if cue is None:
        return False
    metric = (
        metric_right(reading, after)
        or metric_between(reading, cue, before)
        or metric_in(reading, after)
        or noun_modifier(reading, cue)
    )
    return place.is_gain("gain_noun_of", cue, metric)


def _governed(place: _Place) -> bool:
    """As in "the gain amounts to 5%", "improvements up to 16%", "reduces tokens up to 25%"."""
    cue = _governor(place.reading, place.number, place.before) if place.scored else None
    return cue is not None and place.is_gain("gain_governed", cue, _right_or_object(place, cue))


def _right_or_object(place: _Place, cue: int) -> Span | None:
    """The metric behind the number, or else the object of its word of change."""
    reading, after = place.reading, place.after
    return metric_right(reading, after) or metric_in(reading, after) or object_metric(reading, cue, place.before + 1)


def _reduced_to(place: _Place) -> bool:
    """As in "reduces FLOPs to 28.9%": the share of a cost that is left."""
    reading, before = place.reading, place.before
    if place.word != "to" or place.number.unit != "%":
        return False
    cue = cue_before(reading, before, cues.LOWER)
    metric = reading.as_metric(reading.phrase_before(before)) if cue is not None and before - cue < 12 else None
    if metric is not None and cue is not None and (whole := object_metric(reading, cue, before)):
        metric = whole if whole[1] == metric[1] else metric  # "the frequency of calls"
    if metric is None or place.lower[metric[1] - 1] not in _LEFT:
        return False
    return place.is_gain("gain_reduced_to", cue, metric)


# Of these, what is left is told as a share.
_LEFT = cues.COUNTS - {"accuracy", "error", "errors", "loss", "performance", "success", "data"} | word_set(
    "requirements requirement usage consumption footprint complexity"
)


def _between(place: _Place) -> bool:
    """As in "improves WER between 4% and 7%"."""
    reading, before = place.reading, place.before
    cue = cue_before(reading, before, CHANGE_VERBS) if place.word == "between" and place.scored else None
    if cue is None or before - cue > 8:
        return False
    metric = object_metric(reading, cue, before)
    if metric is None or reading.phrase_after(cue + 1)[1] < before - 1:
        return False
    return place.is_gain("gain_governed", cue, metric)


def _within(place: _Place) -> bool:
    """As in "within 1.3% of the teacher"."""
    reading, after = place.reading, place.after
    if place.word != "within" or place.number.unit not in ("%", "points"):
        return False
    if "of" not in place.lower[after : min(after + 4, reading.last)]:
        return False
    return place.is_gain(
        "gain_within", place.before, metric_right(reading, after) or noun_modifier(reading, place.before)
    )


def _signed(place: _Place) -> bool:
    """As in "(+4.2%)", "+1.3 mAP", "(-8.1%)"."""
    reading, number, after = place.reading, place.number, place.after
    lessened = number.sign == "-" and number.unit == "%" and place.lower[number.first - 1] == "("
    if not (number.sign == "+" or lessened) or place.lower[number.first - 1] == "=":
        return False
    cue = cue_before(reading, number.first, CHANGES)
    if not (number.unit or number.decimals or metric_near(reading, number) or cue is not None):
        return False
    metric = metric_right(reading, after) or metric_in(reading, after)
    if metric is None and number.first - 1 in reading.inside:
        metric = reading.as_metric(reading.phrase_before(number.first))
    if metric is None and place.lower[number.first - 1] == "(":
        metric = metric_before_bracket(reading, number)
    if metric is None and cue is not None and not _is_signed_again(place, cue):
        metric = object_metric(reading, cue, place.before + 1)
    return place.is_gain("gain_signed", cue, metric)


def _is_signed_again(place: _Place, cue: int) -> bool:
    """As in "up to +4.9 chrF and +2.0 on average": a signed number before says behind it what is measured."""
    former = [score for score in place.reading.between(cue, place.number.first) if score.number.sign == "+"]
    return any(one.metric is not None and one.metric[0] >= one.number.last for one in former)


def _times(place: _Place) -> bool:
    """As in "a 3x throughput": told by the unit alone; "4x super-resolution" is a setting."""
    reading, number, after = place.reading, place.number, place.after
    if number.unit != "x":
        return False
    if _is_scale(reading, number):
        return place.is_none()
    cue = _change_before(reading, number.first, CHANGES)
    if cue is not None and REPORTING & set(place.lower[cue : number.first]) and reading.between(cue, number.first):
        cue = None
    if cue is not None and _is_closed(place, cue):
        cue = None
    metric = metric_right(reading, after) or metric_in(reading, after)
    if metric is None:
        metric = metric_multiplied(reading, after) or _past_other_ratio(reading, after)
    if metric is None and place.lower[after : after + 2] == ["that", "of"]:
        metric = subject_metric(reading, number.first)
    if metric is None and cue is not None:
        metric = object_metric(reading, cue, place.before + 1)
    if metric is None and place.word in cues.JOINING:
        metric = metric_left(reading, place.before)
    return place.is_gain("gain_times", cue, metric)


def _past_other_ratio(reading: Reading, token: int) -> Span | None:
    """As in "a 1.6x (2.0x) inference speed": the metric behind the ratio in brackets that follows another."""
    close = next((k for k in range(token, min(token + 4, reading.last)) if reading.lower[k] == ")"), None)
    if close is None or len(reading.between(token - 1, close)) != 1:
        return None
    return metric_right(reading, close + 1)


def _is_closed(place: _Place, cue: int) -> bool:
    """As in "2x speedup with a small drop, and 3x with B": the noun of change before a comma is of no number."""
    if place.lower[cue] not in CHANGE_NOUNS or {",", "and"}.isdisjoint(place.lower[cue : place.before]):
        return False
    near = place.reading.between(cue - _NEAR, place.number.first)
    return all(score.cue != cue for score in near)


# How many tokens a number may stand before its noun of change.
_NEAR = 8


def _points(place: _Place) -> bool:
    """As in "lifts recall 2.3 points": told by the unit and a word of change."""
    cue = cue_before(place.reading, place.number.first, CHANGES) if place.number.unit == "points" else None
    return cue is not None and place.is_gain("gain_points", cue, _right_or_object(place, cue))


_RULES = (
    _is_name,
    _before_noun,
    _before_loss,
    _before_comparative,
    _behind_verb,
    _reduced_to,
    _share,
    _by,
    _noun_of,
    _governed,
    _between,
    _within,
    _signed,
    _times,
    _points,
)


def _in_or_object(reading: Reading, after: int, changed: Span | None) -> Span | None:
    """What "by 5% in" names, or else the object that is `changed`, whichever is a metric of the registry."""
    found = metric_in(reading, after, loose=False)
    if found is not None and changed is not None and reading.lower[found[1] - 1] in PLACES:
        return changed
    if found is None or (changed and changed[1] - 1 in reading.inside and not reading.term_in(found)):
        return changed or metric_in(reading, after)
    return found


def _past_unit(reading: Reading, token: int, noun: int) -> int:
    """Where the words begin that stand between a number, its unit or a bracket, and a noun of change."""
    lower = reading.lower
    token += 2 if lower[token : token + 2] in (["percentage", "point"], ["percentage", "points"]) else 0
    inside = [k for k in range(token, noun) if lower[k] in "()" or (lower[k] in cues.UNITS and lower[k] != "s")]
    return inside[-1] + 1 if inside else token


def _past(reading: Reading, token: int) -> bool:
    """The number is that of a baseline ("improving over a 95% baseline"), not of the change."""
    after = next((score.number.first for score in reading.scores if score.number.first > token), token)
    return reading.lower[token] in cues.IMPROVE and "over" in reading.lower[token:after]


_GOVERNED = word_set(
    """reach that which can could may amounts amounting amount ranging ranges range from between reaching reaches
    reached exceeding exceeds up to is are was were :"""
)


_REACHED = word_set("reach reaching reaches reached")


def _governor(reading: Reading, number: Number, before: int) -> int | None:
    """The word of change that governs a number through a word of extent, or through its object and "up to"."""
    lower = reading.lower
    k = before
    if k < reading.first:
        return None
    lead = lower[k + 1 : number.first]
    if lower[k] in CHANGE_VERBS and {"below", "above"} & set(lead):
        return None
    if lower[k] in CHANGE_NOUNS and lead and lower[k] not in ("lead", "cut", "margin", "margins", "compression"):
        return k
    if lower[number.first - 1] == ":" and (noun := _noun_before_colon(reading, number.first - 1)) is not None:
        return noun
    steps = 0
    while k > reading.first and lower[k] in _GOVERNED and steps < 4:
        k -= 1
        steps += 1
    reached = lower[before] in _REACHED and metric_right(reading, number.last) is not None
    risen = lower[before] == "to" and not lower[before - 1].startswith("amount")  # "accuracy rises to 47%"
    if steps and lower[k] in CHANGE_NOUNS and not (reached or risen):
        return k
    if lower[k] == "," and k > reading.first and lower[k - 1] in CHANGE_NOUNS:
        return k - 1
    if "to" in lead or "most" in lead or "least" in lead:
        k = before
        while k > reading.first and lower[k] in ",(":
            k -= 1
        phrase = reading.phrase_before(k + 1)
        for _ in range(3):
            if not reading.first < phrase[0] < phrase[1]:
                return None
            j = phrase[0] - 1
            while j > reading.first and (lower[j] in UNTOLD or lower[j].endswith("ly")):
                j -= 1
            if lower[j] in CHANGE_VERBS:
                return j
            if lower[j] not in ("of", "in", "on", "for"):
                return None
            phrase = reading.phrase_before(j)
    return None


def _noun_before_colon(reading: Reading, colon: int) -> int | None:
    """As in "large improvements over the strongest baseline: 5% in": the noun of change that a clause leads to."""
    lower = reading.lower
    for k in range(colon - 1, max(reading.first, colon - 12), -1):
        if lower[k] in CHANGE_NOUNS and (lower[k + 1] in _RELATING or k + 1 == colon):
            return k
        if lower[k] in _CLOSING or lower[k] in CHANGE_VERBS or lower[k][0].isdigit():
            return None
    return None


_CLOSING = cues.COMPARE | cues.REPORT - {"over", "with", "at"} | word_set(", ; : . ( ) that which")
_RELATING = word_set("over in on of for across to with against")


def _is_label(reading: Reading, number: Number) -> bool:
    """As in "a 5-point scale", "SDR @ 2.0 mm", "mAP (0.5) of 71%", "95% CI 0.89 to 0.93", "p < 0.001"."""
    lower = reading.lower
    if number.first > reading.first and lower[number.first - 1] == "@":
        return True
    if number.value < 1 and {"p", "pvalue"} & set(lower[max(reading.first, number.first - 3) : number.first - 1]):
        return True
    if {"ci", "interval"} & set(lower[max(reading.first, number.first - 4) : number.first]):
        return True
    if not number.unit and lower[number.last : number.last + 2] == [")", "of"] and lower[number.first - 1] == "(":
        return True
    if number.last < reading.last and lower[number.last] in ("order", "orders"):
        return True
    return (
        number.unit == "points"
        and number.last < reading.last
        and lower[number.last] in ("scale", "scales", "likert", "rubric", "clouds", "cloud")
    )


# What says how a speed-up was measured, not what became faster.
_ADJECTIVES = (["end", "-", "to", "-", "end"], ["wall", "-", "clock"], ["theoretical"], ["practical"])


def comparative_after(reading: Reading, after: int) -> int | None:
    """The comparative that a number measures ("80% lower", "4x faster", "2x training faster")."""
    lower = reading.lower
    for k in range(after, min(after + 4, reading.last)):
        word = lower[k]
        if word in COMPARATIVES or (k == after and word in ("below", "above", "behind", "short")):
            return k
        if word in cues.LIGHT or word in ("as", "of", "-", "times", "the") or word.endswith("ly"):
            continue
        if word in cues.STOPS or not word[0].isalpha() or k > after + 1:
            return None
        if k + 1 < reading.last and lower[k + 1] not in cues.FASTER | cues.SLOWER | {"speed"}:
            return None
    return None


def _noun_before_of(reading: Reading, of: int) -> int | None:
    """The noun of change that "of" belongs to, at most a prepositional phrase away."""
    lower = reading.lower
    closed = False
    for k in range(of - 1, max(reading.first, of - 9) - 1, -1):
        word = lower[k]
        if word == "(" and not closed:
            return None
        if word in "()" or closed:
            closed = word == ")" or (closed and word != "(")
            continue
        named = word in CHANGE_NOUNS or (word in cues.DIFFERENCES and k == of - 1)
        if named and word.startswith("margin") and "with" in lower[k:of]:
            return None  # "wins by a clear margin with a success rate of 92%"
        if named and word not in ("lead", "cut", "compression") and not reading.in_a_name(k):
            return None if word in CHANGE_VERBS and lower[k + 1] in ("a", "an", "the") else k
        if k in reading.inside or reading.compound(k):
            continue
        if word in CHANGE_VERBS or word in cues.COMPARE or word in ",;" or word[0].isdigit():
            return None
        if word in cues.REPORT and word not in ("over", "at", "with"):
            return None
        if k < of - 1 and word in ("of",):
            return None
    return None


_ONLY = word_set(
    "only just merely using uses use used requires requiring require with needing needs less than under fewer"
)
# The whole that a share is taken of: something compared with ...
_COMPARED = word_set(
    """full original originally conventional baseline baselines teacher oracle dense upper required its supervised human
    expert art sota"""
)
# ... or a cost.
_COSTS = word_set(
    """compute budget total cost flops trainable learnable parameters parameter memory storage time latency energy
    runtime bandwidth calls"""
)
_SCORED = word_set("performance accuracy quality capability benefit gain gains")
# What ends the phrase of the whole.
_WHOLE_ENDS = word_set(", ; . while and ( when on for in with across as compared")
_BOUNDS = word_set("confidence ci significance sparsity credible")


def _is_share(reading: Reading, score: Score, before: int, word: str) -> bool:
    """As in "using only 12% of the budget", "retains 83% of the accuracy": a kept share, or none of both kinds."""
    lower = reading.lower
    after = score.number.last
    if after >= reading.last:
        return False
    if word in (",", "and"):
        kept = [lower[k] for k in range(max(reading.first, before - 5), before) if lower[k] in cues.KEEP]
        word = kept[-1] if kept else word
    if lower[after] in _BOUNDS:
        return True
    if lower[after] == "of":
        return _is_share_of(reading, score, word)
    phrase = reading.phrase_after(after)
    if phrase[0] >= phrase[1]:
        return False
    if word in cues.RETAIN and lower[phrase[1] - 1] in ("performance", "capability"):
        _keep(score, "gain_retained", phrase)
        return True
    if _is_little(reading, score, phrase):
        _keep(score, "gain_fraction", phrase)
        return True
    return lower[phrase[1] - 1] in cues.SHARES


def _is_little(reading: Reading, score: Score, phrase: Span) -> bool:
    """As in "with only 5% labeled data", "while tuning merely 4% parameters"; not "only 1% additional parameters"."""
    lower, first = reading.lower, score.number.first
    said = lower[max(reading.first, first - 3) : first]
    if _MERE.isdisjoint(said) and not (said[-2:] == ["as", "little"] or said[-3:] == ["as", "little", "as"]):
        return False
    trained = phrase[1] - phrase[0] > 1 or lower[phrase[0]] in _SIZES
    return trained and lower[phrase[1] - 1] in _LEARNT and _ADDED.isdisjoint(lower[score.number.last : phrase[1]])


_MERE = word_set("only just merely mere")
_LEARNT = word_set("data samples labels annotations parameters params supervision")
_ADDED = word_set("additional extra more new added noise label missing")


def _is_share_of(reading: Reading, score: Score, word: str) -> bool:
    lower = reading.lower
    start = end = score.number.last + 1
    while end < min(reading.last, start + 9) and lower[end] not in _WHOLE_ENDS:
        end += 1
    words = set(lower[start:end])
    scored = bool(words & _SCORED) or reading.term_in((start, end)) is not None
    owner = next((k for k in range(start + 1, end) if lower[k] in cues.DETERMINERS or reading.genitive(k)), start)
    owned = reading.genitive(owner)
    compared = owned or bool(words & _COMPARED)
    retained = word in cues.RETAIN and (scored or compared) and (word in cues.KEEP or compared or "the" in words)
    left = range(score.number.first - 1, max(reading.first, score.number.first - 5), -1)
    said = next((k for k in left if lower[k] in ("performance", "within")), None)
    if compared and said is not None and lower[said] == "performance":
        _keep(score, "gain_retained", reading.as_metric(reading.phrase_before(said + 1)))
        return True
    if retained or (compared and words & _SCORED):
        _keep(score, "gain_retained", share_metric(reading, start, end))
        return True
    if words <= {"the", "all", "cases", "time"} or word in cues.ACCOMPLISH - cues.KEEP:
        return False
    only = set(lower[max(reading.first, score.number.first - 4) : score.number.first]) & _ONLY or _kept_before(
        reading, score
    )
    head = reading.phrase_after(start)
    amount = bool(words & cues.SHARES) or (head[0] < head[1] and lower[head[1] - 1] in cues.SHARES)
    related = compared or bool(words & _COSTS) or {"the", "data"} <= words or {"the", "training", "epochs"} <= words
    owned_or_known = not {"the", "its", "their", "all", "full"}.isdisjoint(lower[start : start + 2]) or words & _SIZES
    enough = _is_enough(reading, score) and bool(owned_or_known)
    if enough or (only and related and (amount or compared)) or (owned and words & _COSTS):
        own = metric_left(reading, lead_in(reading, score.number.first - 1) + 1)
        _keep(score, "gain_fraction", (own if enough else None) or share_metric(reading, start, end) or own)
        return True
    return amount and word not in cues.ACCOMPLISH | {"in"} and lower[start : start + 2] != ["the", "time"]


def _kept_before(reading: Reading, score: Score) -> bool:
    """As in "only 14% of its FLOPs and 16% of its parameters": the share before in the list is one that is enough."""
    first = score.number.first
    former = next((one for one in reversed(reading.between(first - _NEAR, first))), None)
    joins = reading.lower[lead_in(reading, first - 1)] in ("and", ",")
    return joins and former is not None and former.rule == "gain_fraction"


def _is_enough(reading: Reading, score: Score) -> bool:
    """As in "using only 15% of", "keeps just the first 25% of": a verb of use and a word for little."""
    first = score.number.first
    lead = set(reading.lower[max(reading.first, first - 5) : first])
    used = reading.lower[lead_in(reading, first - 1)] in ("with", "on") or not lead.isdisjoint(_USE)
    return used and not lead.isdisjoint(_LITTLE)


_SIZES = word_set("parameters params compute flops memory")
_LITTLE = word_set("only just merely mere less fewer most little")
_USE = word_set(
    """use uses used using utilize utilizes utilizing leverage leverages leveraging require requires requiring need
    needs needing consume consumes consuming keep keeps keeping retain retains retaining store stores storing transmit
    transmits transmitting update updates updating activate activates activating tune tunes tuning train trained
    training access accesses accessing process processes processing label labels labeling labelling annotate annotates
    annotating"""
)


def _keep(score: Score, rule: str, metric: Span | None) -> None:
    score.kind, score.rule, score.kept, score.metric = "gain", rule, True, metric


def _is_version(reading: Reading, number: Number) -> bool:
    """As in "Gemini 2.5 Pro", "Llama 3.1", "Model 2": a small number behind a name."""
    k = number.first - 1
    if k < reading.first or number.sign or number.value >= 30 or len(number.digits.partition(".")[2]) > 1:
        return False
    word = reading.abstract.words[k]
    return word[0].isupper() and word.isalpha() and k not in reading.inside and k > reading.first


def _is_scale(reading: Reading, number: Number) -> bool:
    """As in "4x super-resolution", "3 x 3", "10 times per day": no gain."""
    lower = reading.lower
    after = lower[number.last] if number.last < reading.last else ""
    if after in ("and", "or") and _is_listed_scale(reading, number):
        return True
    enlarged = not _ENLARGED.isdisjoint(lower[number.last : min(number.last + 3, reading.last)])
    if enlarged and after not in COMPARATIVES:  # "4x faster upsampling" is a gain
        return True
    if number.first > reading.first and reading.abstract.words[number.first - 1] in ("×", "x", "@", "at"):
        return number.value <= 64 and reading.abstract.words[number.first - 1] != "at"
    if after in _SCALED:
        return True
    if number.unit == "x" and after.startswith(
        ("a100", "h100", "v100", "gpu", "nvidia", "rtx", "h800", "a800", "schedule")
    ):
        return True
    if number.value == 1 or after in ("separation", "ratio"):
        return True
    if after in ("the", "that", "as") and number.unit == "x":
        return False
    text = reading.abstract.text[number.start : number.end].lower()
    if text.endswith("folds"):
        return True
    return text.endswith(("fold", "times")) and cue_before(reading, number.first, CHANGES) is None


# What makes images larger or smaller: "4x super-resolution", "a 4x diffusion SR model", "at 40x magnification".
_ENLARGED = word_set("super sr upsampling downsampling upscaling magnification zoom")
# What follows a ratio that is a rate or a factor, and systems that it is part of: "a 4x decoder", "a 10x size model".
_SCALED = word_set(
    """a per each cross more-than factor factors one decoder encoder autoencoder vae tokenizer downsampled compressed
    scaling annually yearly"""
)


def _is_listed_scale(reading: Reading, number: Number) -> bool:
    """As in "at 4x and 8x upscaling"."""
    following = next((score.number for score in reading.between(number.last, number.last + 3)), None)
    return following is not None and following.unit == "x" and reading.lower[following.last].startswith(("up", "super"))


def _in_name(reading: Reading, number: Number) -> bool:
    """The number is part of a name or a label: "GPT-4.1", "k=5", "Table 3"."""
    abstract = reading.abstract
    start = number.start
    text = abstract.text
    if _is_version(reading, number) or any(m.first <= number.first < m.last for m in reading.mentions):
        return True
    if start and (text[start - 1].isalnum() or text[start - 1] in "_-–/.@"):
        return text[start - 1] != "/" or (start > 1 and not text[start - 2].isdigit() and text[start - 2] != "%")
    end = number.end
    if end < len(text) and text[end].isalpha() and not number.magnitude:
        word = abstract.words[number.last] if number.last < reading.last else ""
        measured = number.decimals and (number.last in reading.inside or measure_like(word))
        if measured or word.lower() == "fps":
            return False  # "66.78mAP", "64FPS"
        return text[end : end + 2].lower() not in ("mm", "cm", "ms", "db", "fp", "s ", "hz")
    if end + 1 < len(text) and text[end] == "-" and text[end + 1].isalpha():
        return True
    return number.magnitude != ""
