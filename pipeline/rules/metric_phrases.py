"""The phrase that says what a number measures, by where it stands: behind the number, as object of a verb, ...

What belongs here: from a place in a sentence to the tokens of a metric. What does not: which place counts
for which kind of number (gain_rules.py, result_rules.py).
"""

from __future__ import annotations

from pipeline.numbers import WORDS, Number
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metrics import HEADS
from pipeline.rules.reading import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    COMPARATIVES,
    GENERIC,
    UNTOLD,
    Reading,
    Score,
    Span,
    is_acronym,
    is_mentioned,
    is_participle,
    lead_in,
    measure_like,
)

_COPULA = frozenset(["is", "are", "was", "were", "which", "that", ",", "be"])


def subject_metric(reading: Reading, token: int) -> Span | None:
    """As in "the model size is 30x larger", "a model size, which is 30x larger", "with accuracy 5% higher"."""
    lower = reading.lower
    k = lead_in(reading, token - 1)
    steps = 0
    while k > reading.first and steps < 3 and lower[k] in _COPULA:
        if lower[k] == "," and steps and lower[k + 1] not in ("which", "that"):
            return None  # a further verb of the sentence
        k -= 1
        steps += 1
    if not steps:
        doing = lower[k].endswith("ing") and lower[k].isalpha() and lower[k] not in cues.STOPS and k > reading.first
        return reading.as_metric(reading.phrase_before(k + 1)) or ((k, k + 1) if doing else None)
    if lower[k - 3 : k] in (["as", "small", "as"], ["as", "low", "as"], ["as", "large", "as"], ["as", "high", "as"]):
        k -= 4
    phrase = reading.phrase_before(k + 1)
    for score in reading.between(*phrase):
        if not reading.compound(score.number.first):
            phrase = (score.number.last, phrase[1])
    return reading.as_metric(phrase) or _owner(reading, phrase) or _common(reading, phrase)


# Ends of nouns that name no system, even where a sentence begins with one.
_QUALITY = ("ing", "ence", "ency", "tion", "ity", "ness", "put")


def _common(reading: Reading, phrase: Span) -> Span | None:
    """A phrase of common nouns alone, at most four."""
    words = reading.abstract.words[phrase[0] : phrase[1]]
    if phrase[0] == reading.first and words and (len(words) > 1 or words[0].endswith(_QUALITY)):
        words[0] = words[0].lower() if words[0].istitle() else words[0]
    if not 0 < len(words) <= 4 + 2 * words.count("-") or any(w != w.lower() or w[0].isdigit() for w in words):
        return None
    return loose_metric(reading, phrase) if words[-1] not in _UNITS else None


_UNITS = cues.UNITS | word_set("point points percent")


def loose_metric(reading: Reading, span: Span) -> Span | None:
    """A noun phrase between a number and a word of change: a metric unless it names a system."""
    start, end = reading._trim(*span)
    while end > start and (reading.lower[end - 1] in COMPARATIVES or _done(reading, start, end)):
        end -= 1
    hyphens = sum(reading.lower[k] == "-" for k in range(start, end))
    if (
        start >= end
        or end - start - 2 * hyphens > 6
        or reading.lower[end - 1] in cues.SYSTEMS
        or reading.lower[start] == "times"
        or (end - start == 1 and reading.lower[start] in GENERIC)
    ):
        return None
    if not any(reading.lower[k][0].isalpha() for k in range(start, end)):
        return None
    for mention in reading.mentions:
        if mention.first < end and mention.last > start:
            return None
    return start, end


def _done(reading: Reading, start: int, end: int) -> bool:
    return end - 1 > start and is_participle(reading.lower[end - 1]) and not reading.glued(end - 1)


def metric_after_noun(reading: Reading, token: int) -> Span | None:
    """As in "improvement in accuracy", "reduction of training time": the metric after a noun of change."""
    lower = reading.lower
    if token < reading.last and lower[token] == "(":
        token = next((k + 1 for k in range(token, min(token + 9, reading.last)) if lower[k] == ")"), token)
    if token < reading.last and lower[token] in ("in", "of", "on", "for", "to", "at"):
        phrase = reading.phrase_after(token + 1)
        if phrase[0] < phrase[1] and lower[phrase[1] - 1] in _DOMAINS:
            return None
        if phrase[1] - phrase[0] == 2 and lower[phrase[1] - 1] == "metrics":
            symbol = (phrase[0], phrase[0] + 1)
            if reading.abstract.words[phrase[0]] != lower[phrase[0]]:
                return symbol
        whole = reading.with_of(phrase)
        if whole != phrase:
            return reading._trim(*whole)
        metric = reading.as_metric(phrase)
        if metric and (
            lower[token] in ("in", "of") or (reading.term_in(phrase) and lower[metric[1] - 1] not in cues.COUNTS)
        ):
            return metric
        if is_acronym(reading, phrase) and lower[token] not in ("for", "at"):
            return phrase
        if lower[token] in ("in", "of"):
            return _lower_loose(reading, phrase)
    return None


def metric_right(reading: Reading, token: int) -> Span | None:
    """A metric of the registry, or an acronym like one, that directly follows ("2.5% mIoU on ...")."""
    if token < reading.last and reading.lower[token] in cues.UNITS:
        token += reading.lower[token] not in ("m", "s", "t", "j") or reading.glued(token)
    phrase = reading.phrase_after(token)
    return reading.as_metric(phrase) if reading.term_in(phrase) else None


# Things that are counted, and that say where or for what a change is seen: "in deep layers", "for hard queries".
PLACES = cues.COUNTS & cues.SHARES - {"memory", "compute", "cost", "costs", "flops"}


_NO_METRICS = cues.SYSTEMS | PLACES
# Verbs that say which way something goes.
_MOVED = cues.RAISE | cues.LOWER


# What may stand between a number and the "in" that leads to its metric.
_BEFORE_IN = word_set("( ) absolute relative db cm mm ms percentage point points")
# The same before an "over" that leads to a rival.
_BEFORE_RIVAL = (cues.UNITS | _BEFORE_IN) - {"("}


def metric_in(reading: Reading, token: int, *, loose: bool = True) -> Span | None:
    """As in "by 20% in accuracy": the metric after a preposition; `loose`: also letters or common nouns."""
    lower = reading.lower
    k = token + 2 if lower[token : token + 2] == ["on", "average"] else token
    k = _past_respectively(reading, k)
    while k < reading.last and (lower[k] in _BEFORE_IN or lower[k].endswith("ly")):
        k += 1
    k += 2 * (lower[k : k + 3] == ["in", "terms", "of"])
    if k < reading.last and lower[k] in ("in", "on", "of", "for"):
        phrase = reading.phrase_after(k + 1 + (lower[k + 1 : k + 2] == ["both"]))
        if lower[k] == "for" and phrase[0] < phrase[1] and lower[phrase[1] - 1] in _NO_METRICS:
            return None
        whole = reading.with_of(phrase)
        if lower[k] == "in" and whole != phrase:
            return reading._trim(*whole)
        metric = reading.as_metric(phrase)
        if metric and lower[k] in ("for", "on") and not GENERIC.issuperset(lower[metric[1] : phrase[1]]):
            return None  # "on the Alignment Drift Benchmark"
        if metric and (lower[k] == "in" or reading.term_in(phrase)):
            return metric
        if lower[k] == "in" and loose:
            return phrase if is_acronym(reading, phrase) else _lower_loose(reading, phrase)
    return None


def _past_respectively(reading: Reading, token: int) -> int:
    """Behind the ", respectively," that may stand at `token`."""
    k = token + (reading.lower[token : token + 1] == [","])
    if reading.lower[k : k + 1] != ["respectively"]:
        return token
    return k + 1 + (reading.lower[k + 1 : k + 2] == [","])


def is_told_in(reading: Reading, metric: Span) -> bool:
    """As in "81% in recall": a metric of the registry; "in May", "for leaf errors" say where."""
    before = next((k for k in range(metric[0] - 1, reading.first, -1) if reading.lower[k] in cues.PREPOSITIONS), 0)
    return reading.lower[before] in ("in", "on") and reading.term_in(metric) is not None


_ADJECTIVE = ("ical", "ic", "ive", "ed", "ous", "able", "ual", "onal")
_DOMAINS = word_set(
    """setting settings setup setups domain domains scenario scenarios environment environments case cases condition
    conditions
    language languages total clutter practice real-world simulation simulations world regime regimes experiments
    addition comparison terms average text texts games game regions areas experiments tests videos images year years
    month months week weeks day days implementation implementations target
    targets source sources seen unseen up"""
)


def _lower_loose(reading: Reading, phrase: Span) -> Span | None:
    """A phrase of common nouns that names what is measured ("in task completion", "in segmentation tasks")."""
    start, end = phrase
    if end > start and reading.lower[end - 1] in ("task", "tasks", "metric", "metrics"):
        end -= 1
        if reading.lower[end - 1].endswith(_ADJECTIVE):
            return None
    if (
        start >= end
        or reading.lower[end - 1] in _DOMAINS
        or not reading.lower[end - 1].isalpha()
        or reading.abstract.words[end - 1] != reading.lower[end - 1]
    ):
        return None
    if any(reading.lower[k] in WORDS or reading.lower[k][0].isdigit() for k in range(start, end)):
        return None
    if end - start == 1 and is_participle(reading.lower[start]):
        return None
    if phrase[1] < reading.last and reading.lower[phrase[1]] in _DOMAINS:
        return None  # "in the asynchronous setting"
    return loose_metric(reading, (start, end))


def metric_near(reading: Reading, number: Number) -> bool:
    return metric_right(reading, number.last) is not None


def metric_beside_by(reading: Reading, cue: int, by: int) -> Span | None:
    """As in "outperforms X in detection quality by 5% and F1 (by 3%)": a metric right before "by"."""
    by -= reading.lower[by - 1] == "("
    phrase = reading.phrase_before(by)
    if phrase[0] >= phrase[1] or phrase[0] - 1 <= cue:
        return None
    before = reading.lower[phrase[0] - 1]
    if before == "and" and (joined_to := reading.phrase_before(phrase[0] - 1))[0] > cue:
        whole = reading.with_joined(joined_to)
        if whole == (joined_to[0], phrase[1]):
            return reading._trim(*whole)
    if before in ("in", "on", "and", ",", "terms") or reading.lower[phrase[0] - 2] in ("in", "and"):
        return reading.as_metric(phrase)
    return None


def metric_joined_by(reading: Reading, cue: int, by: int) -> Span | None:
    """As in "raises F1 by 5%, depth by 4%, and the Leaf Score (LS) by 3%": what a further "by" of a verb follows."""
    told = [score.number.last for score in reading.between(cue, by) if score.kind == "gain"]
    if not told or reading.lower[cue] in cues.COMPARE:
        return None
    end = by
    if reading.lower[by - 1] == ")":
        end = next((k for k in range(by - 2, max(cue, by - 8), -1) if reading.lower[k] == "("), by)
    phrase = reading.phrase_before(end)
    before = phrase[0] - 1
    while before > told[-1] and reading.lower[before] in UNTOLD:
        before -= 1
    joins = reading.lower[before] == "and" or (reading.lower[before] == "," and before == told[-1])
    joins = joins and reading.lower[phrase[0]] not in ("former", "latter")
    return (metric_left(reading, by) or loose_metric(reading, phrase)) if joins else None


def object_metric(reading: Reading, cue: int, end: int) -> Span | None:
    """The metric that a verb of change has as object ("reduces peak memory by") or subject ("accuracy rises by")."""
    lower = reading.lower
    word = lower[cue]
    if word in cues.COMPARE:
        return _surpassed(reading, cue, end)
    if word in cues.TRAIL and not (cue + 1 < end and lower[cue + 1] == "in"):
        return None
    if word in CHANGE_NOUNS and word not in CHANGE_VERBS:
        return metric_after_noun(reading, cue + 1) or noun_modifier(reading, cue)
    if word in COMPARATIVES and word not in CHANGE_VERBS:
        return reading.as_metric(reading.phrase_after(cue + 1))
    token = cue + 1
    if token < end and lower[token] in ("this", "it"):
        return None
    if token < end and lower[token] in ("in", "of"):
        return metric_after_noun(reading, token)
    while token < end and (lower[token].endswith("ly") or lower[token] in ("both", "up", "down")):
        token += 1
    token += token + 1 < end and lower[token].isdecimal() and not reading.glued(token + 1)  # "4 models' accuracy"
    phrase = reading.phrase_after(token)
    whole = reading.with_of(phrase)
    if phrase[0] < phrase[1] < whole[1] <= end:
        return reading._trim(*whole)
    phrase = (phrase[0], min(phrase[1], end))
    if phrase[0] < phrase[1]:
        return reading.as_metric(phrase) or _defined(reading, phrase) or _object_loose(reading, cue, phrase)
    if token < end and lower[token] in cues.DETERMINERS:
        return None  # an object that says nothing: "raises the state of the art by"
    return subject_of(reading, cue)


def subject_of(reading: Reading, verb: int) -> Span | None:
    """As in "accuracy rises", "the rates (FPR) are to drop", "the accuracy of Oak on hard leaves falls"."""
    lower = reading.lower
    k = verb
    while k > reading.first and (
        lower[k - 1] in cues.AUXILIARIES or lower[k - 1] in ("to", "that", "almost") or lower[k - 1].endswith("ly")
    ):
        k -= 1
    if lower[k - 1] in GENERIC and lower[k - 2] == ")":
        k -= 1
    if lower[k - 1] == ")" and lower[verb] in CHANGE_VERBS and (named := metric_left(reading, k)):
        return named
    phrase = reading.phrase_before(k)
    if phrase[0] == phrase[1] and lower[k - 1] == "," and lower[verb] in _MOVING:
        phrase = reading.phrase_before(k - 1)  # "keeps high refusal rates, dropping at most by 10%"
        known = lower[phrase[1] - 1] in HEADS or (lower[verb] != "improving" and reading.term_in(phrase) is not None)
        return reading.as_metric(phrase) if known else None
    if lower[verb] in _MOVED and is_acronym(reading, phrase):
        return phrase
    whole = reading.with_noun_before(phrase)
    if whole != phrase:
        return whole
    if reading.term_in(phrase) is None or lower[phrase[1] - 1] in cues.SHARES:
        owned = _owner(reading, phrase)
        if owned is not None:
            return owned
    return reading.as_metric(phrase) or (_common(reading, phrase) if lower[verb] in CHANGE_VERBS else None)


# Of these, no object need follow.
_MOVING = word_set(
    """dropping falling rising increasing decreasing improving declining growing climbing jumping degrading shrinking
    plummeting soaring surging"""
)


def _owner(reading: Reading, phrase: Span) -> Span | None:
    """The metric that prepositions lead on from: "the accuracy of Oak on hard leaves", "the recall for A, B, and C"."""
    listed = 0
    for _ in range(6):
        before = phrase[0] - 1
        while before > reading.first and (reading.lower[before] in _UNOWNED or reading.lower[before].isdigit()):
            before -= 1
        if before > reading.first and reading.lower[before] in ("and", ","):
            listed += 1
            phrase = reading.phrase_before(before - (reading.lower[before - 1] == ","))
            if phrase[0] == phrase[1] or phrase[1] - phrase[0] > 3:
                return None
            continue
        if before <= reading.first or reading.lower[before] not in _LEADING_ON or listed == 1:
            return None
        if reading.lower[before - 1] == ")":
            return metric_left(reading, before)
        phrase = reading.phrase_before(before)
        metric = reading.as_metric(phrase)
        if metric is not None or (is_acronym(reading, phrase) and reading.lower[phrase[0] - 1] != "of"):
            return reading.with_of(metric or phrase)
        listed = 0
    return None


_LEADING_ON = word_set("of on for in at across between over with under")
_UNOWNED = cues.DETERMINERS | WORDS.keys() | cues.LIGHT


def _surpassed(reading: Reading, cue: int, end: int) -> Span | None:
    """As in "surpasses the best IoU score by", "exceeds the accuracy of A by": the baseline's metric is the object."""
    start, last = reading.phrase_after(cue + 1)
    metric = reading.as_metric((start, last))
    if metric is None or reading.term_in((start, last)) is None or last > end:
        return None
    owned = reading.lower[last : last + 1] == ["of"] or any(reading.genitive(k) for k in range(cue + 2, start))
    best = not _BEST.isdisjoint(reading.lower[cue + 1 : cue + 5])
    return metric if owned or best else None


_BEST = frozenset(["best", "highest"])


def _defined(reading: Reading, phrase: Span) -> Span | None:
    """As in "raises the Leaf Task Score (LTS) by": a name that its own initials follow, and that ends as metrics do."""
    lower, end = reading.lower, phrase[1]
    if lower[end : end + 1] != ["("] or lower[end + 2 : end + 3] != [")"] or lower[end - 1] not in HEADS:
        return None
    initials = "".join(lower[k][0] for k in range(*phrase))
    return phrase if initials.endswith(lower[end + 1][-2:]) and is_acronym(reading, (end + 1, end + 2)) else None


def _object_loose(reading: Reading, cue: int, phrase: Span) -> Span | None:
    found = loose_metric(reading, phrase)
    joined_to = reading.phrase_after(phrase[1] + 1) if reading.lower[phrase[1] : phrase[1] + 1] == ["and"] else phrase
    if found is None or (joined_to != phrase and reading.lower[joined_to[1] - 1] in ("task", "tasks", "benchmarks")):
        return None  # "improves chat and coding tasks by"
    abstract = reading.abstract
    head = abstract.words[found[1] - 1]
    # A name ("improves Qwen2.5-7B by") is what was improved, not a metric; what is raised or lowered is ("cuts TSR").
    if head.istitle() and head.lower() in HEADS and found[1] - found[0] > 1 and not is_mentioned(reading, found):
        return found  # "the Reasoning Focus Score"
    if any(c.isupper() or c.isdigit() for c in head):
        return found if is_acronym(reading, found) and reading.lower[cue] in _MOVED else None
    return found


def noun_modifier(reading: Reading, noun: int) -> Span | None:
    """As in "accuracy improvements of": the metric before a noun of change."""
    if reading.lower[noun - 1] == ")":
        return metric_left(reading, noun)
    phrase = reading.phrase_before(noun)
    lowered = _common(reading, phrase) if reading.lower[noun] in cues.DROP_NOUNS else None
    return reading.as_metric(phrase) or (phrase if is_acronym(reading, phrase) else lowered)


def metric_between(reading: Reading, cue: int, of: int) -> Span | None:
    if cue + 1 < of and reading.lower[cue + 1] in ("in", "for", "on"):
        phrase = reading.phrase_after(cue + 2)
        return reading.as_metric(phrase) or loose_metric(reading, phrase)
    return noun_modifier(reading, cue)


def metric_after_of(reading: Reading, token: int) -> Span | None:
    if token < reading.last and reading.lower[token] in ("of", "in"):
        phrase = reading.phrase_after(token + 1)
        return reading.as_metric(phrase) or loose_metric(reading, phrase)
    return None


def share_metric(reading: Reading, start: int, end: int) -> Span | None:
    phrase = (start, end)
    for k in range(start, end):
        if reading.genitive(k):
            phrase = (k + 1, end)
    span = reading.phrase_after(phrase[0])
    span = (span[0], min(span[1], end))
    return reading.as_metric(span) or loose_metric(reading, span)


def metric_left(reading: Reading, end: int) -> Span | None:
    """The metric whose phrase ends before `end`, an acronym in brackets preferred."""
    lower = reading.lower
    if end - 1 > reading.first and lower[end - 1] == ")":
        start = end - 2
        while start > max(reading.first, end - 9) and lower[start] != "(":
            start -= 1
        inside = (start + 1, end - 1)
        if lower[start] == "(" and inside[0] < inside[1] and ":" not in lower[start:end]:
            before = reading.phrase_before(start)
            term = reading.term_in(before)
            known = reading.term_in(inside)
            if known or (term and term.last == before[1]) or reading.as_metric(before):
                if known or measure_like(reading.abstract.words[inside[0]]):
                    return inside
                return reading.as_metric(before)
        end = start
    phrase = reading.phrase_before(end)
    metric = reading.as_metric(phrase)
    if metric is not None and metric[1] >= phrase[1] - 2 and lower[metric[1] - 1] != "percent":
        return metric
    return None


def metric_past_rival(reading: Reading, token: int) -> Span | None:
    """As in "5% over the best baseline in SDR": the metric that "in" leads to behind what is compared, or placed."""
    lower = reading.lower
    while token < reading.last and lower[token] in _BEFORE_RIVAL:
        token += 1
    for _ in range(5):
        token += lower[token : token + 2] in (["compared", "to"], ["compared", "with"], ["relative", "to"])
        if token >= reading.last or (lower[token] not in _PAST and lower[token - 1] not in ("compared", "relative")):
            return None
        phrase = reading.phrase_after(token + 1)
        metric = reading.as_metric(phrase) if lower[token] == "in" else None
        if metric is not None or (lower[token] == "in" and is_acronym(reading, phrase)):
            return metric or phrase
        token = max(phrase[1], token + 1)
    return None


_PAST = word_set("over than against for on across of in")


def metric_before_bracket(reading: Reading, number: Number) -> Span | None:
    """As in "gains in leaf depth (+19%) and bud shape (+34%)": the phrase before the bracket of a number."""
    if reading.lower[number.last : number.last + 1] not in ([")"], [","], [";"]):
        return None
    close = number.last + 1
    goes_on = close < reading.last and reading.lower[number.last] == ")" and reading.lower[close] not in cues.STOPS
    if goes_on and reading.lower[close][0].isalpha():
        return None  # "in maths (+9%) and general (+8%) tasks"
    phrase = reading.phrase_before(number.first - 1)
    if not _is_noun(reading, phrase) or reading.lower[phrase[1] - 1] in _DOMAINS:
        return None
    named = reading.as_metric(phrase) if reading.lower[phrase[0] - 1] not in ("per", "at") else None
    return named or (_lower_loose(reading, phrase) if _is_told(reading, phrase, number) else None)


def _is_noun(reading: Reading, phrase: Span) -> bool:
    head = reading.lower[phrase[1] - 1]
    return phrase[0] < phrase[1] and not head.endswith(_ADJECTIVE) and head not in CHANGE_NOUNS


def _is_told(reading: Reading, phrase: Span, number: Number) -> bool:
    """The phrase is no place ("for buds (+3%)"), and in a list what the one before is."""
    before = reading.lower[phrase[0] - 1]
    if before not in (",", "and"):
        return before not in _PLACED
    former = next((score for score in reversed(reading.between(phrase[0] - 12, number.first))), None)
    told = former.metric if former is not None else None
    return told is not None and told[1] < phrase[0] and reading.lower[told[1]] == "("


_PLACED = word_set("for on through by via at per across using under from to")


def metric_multiplied(reading: Reading, token: int) -> Span | None:
    """As in "3x effectiveness", "2x the frequency of calls": a noun of a quality right behind a ratio."""
    phrase = reading.phrase_after(token)
    if phrase[0] >= phrase[1] or not reading.lower[phrase[1] - 1].endswith(_MEASURABLE):
        return None
    return reading.as_metric(phrase) or loose_metric(reading, reading.with_of(phrase))


_MEASURABLE = ("ness", "ency", "ancy", "ivity", "idity", "acity", "density", "width", "depth")


def metric_in_terms(reading: Reading, score: Score) -> Span | None:
    """As in "in terms of BLEU-4", "as measured by FID", "on the AAD metric", before or after the number."""
    lower = reading.lower
    others = [
        s.number.first
        for s in reading.scores
        if s.number.first > score.number.first and s.group != score.group and not s.number.named
    ]
    end = min([*others, reading.last])
    for k in (*range(score.number.last, end), *range(score.number.first - 1, reading.first, -1)):
        if k + 2 < reading.last and (lower[k], lower[k + 1]) in (
            ("terms", "of"),
            ("measured", "by"),
            ("measured", "in"),
        ):
            phrase = reading.phrase_after(k + 2)
            members = [s for s in reading.scores if s.group == score.group and s.kind == score.kind]
            listed = listed_metrics(reading, k + 2)
            if len(members) > 1 and len(listed) == len(members):
                return listed[members.index(score)]
            return reading.as_metric(phrase) or loose_metric(reading, phrase)
        if lower[k] in ("metric", "metrics") and k >= score.number.last:
            for phrase in (reading.phrase_before(k), reading.phrase_after(k + 1)):
                if phrase[0] < phrase[1] and measure_like(reading.abstract.words[phrase[1] - 1]):
                    return phrase
    return None


def metric_in_brackets(reading: Reading, token: int) -> Span | None:
    """As in "+7.6% (mAP)", "a 20% performance drop (pass@32)": the metric in the brackets that begin at `token`."""
    if token + 2 >= reading.last or reading.lower[token] != "(":
        return None
    phrase = reading.phrase_after(token + 1)
    if phrase[1] < reading.last and reading.lower[phrase[1]] == ")":
        return phrase if is_acronym(reading, phrase) or reading.term_in(phrase) else None
    return None


def listed_metrics(reading: Reading, token: int) -> list[Span]:
    """The metrics of a list that begins at `token`."""
    spans: list[Span] = []
    for _ in range(6):
        metric = reading.as_metric(phrase := reading.phrase_after(token))
        if metric is None:
            break
        spans.append(metric)
        token = phrase[1]
        while token < reading.last and reading.lower[token] in (",", "and") and token <= phrase[1] + 1:
            token += 1
        if token == phrase[1]:
            break
    return spans


def listed_phrases(reading: Reading, token: int, *, closed: bool) -> list[Span]:
    """The phrases of a list that begins at `token` and ends with "metrics" or, unless `closed`, "respectively"."""
    lower = reading.lower
    spans: list[Span] = []
    for _ in range(8):
        phrase = reading.phrase_after(token)
        final = lower[phrase[1] - 1] in ("metric", "metrics", "scores")
        named = (phrase[0], phrase[1] - final)
        found = reading.as_metric(named) or loose_metric(reading, named)
        head = lower[named[1] - 1]
        if found is None or head in _DOMAINS or head[0].isdigit() or (is_participle(head) and len(spans) == 0):
            return []
        spans.append(found)
        token = phrase[1]
        while token < min(phrase[1] + 2, reading.last) and lower[token] in (",", "and", "&"):
            token += 1
        if final:
            return spans
        if not closed and lower[token : token + 1] == ["respectively"]:
            heads = [reading.abstract.words[end - 1] for _, end in spans]
            return spans if all(head[0].islower() or measure_like(head) for head in heads) else []
        if token == phrase[1]:
            break
    return []


def joined(reading: Reading, metric: Span) -> tuple[Span, ...]:
    """As in "5% in time and memory": a metric and those joined to it, none with a number of its own."""
    end = metric[1]
    spans = [metric]
    while end < reading.last and reading.lower[end] in (",", "and", "&"):
        final = "and" in reading.lower[end : end + 2] or reading.lower[end] == "&"
        end += 2 if reading.lower[end : end + 2] == [",", "and"] else 1
        phrase = reading.phrase_after(end)
        named = reading.as_metric(phrase) or (phrase if is_acronym(reading, phrase) else None)
        if named is None or named[1] != phrase[1] or named[0] != end or reading.lower[end] in ("zero", "no"):
            return (metric,)
        spans.append(named)
        end = phrase[1]
        if final:
            return (metric,) if reading.between(metric[1] + 1, end + 4) else tuple(spans)
    return (metric,)


def acronym_right(reading: Reading, token: int) -> Span | None:
    phrase = reading.phrase_after(token, 4)
    return phrase if is_acronym(reading, phrase) else None


def metric_list(reading: Reading, start: int, end: int) -> list[Span]:
    """The metrics that stand joined by "and" and commas right up to "by"."""
    spans: list[Span] = []
    token = start
    lower = reading.lower
    while token < end:
        while token < end and (lower[token] == "both" or lower[token].endswith("ly")):
            token += 1
        phrase = reading.phrase_after(token)
        metric = reading.as_metric((phrase[0], min(phrase[1], end))) if phrase[1] <= end else None
        if metric is None:
            return []
        spans.append(metric)
        token = phrase[1]
        if lower[token] == ",":
            token += 1
        if token < end and lower[token] in ("by", "from"):
            break
        if token < end and lower[token] in ("and", "&"):
            token += 1
        elif lower[token - 1] != ",":
            break
    if lower[token] == ",":
        token += 1
    return spans if token <= end and lower[token] in ("by", "from") else []


def loose_pair(reading: Reading, start: int, end: int) -> list[Span]:
    """The two phrases of "latency jitter and packet loss" right up to "by"; none where it is no such pair."""
    first = reading.phrase_after(start)
    if first[1] >= end or reading.lower[first[1]] not in ("and", "&"):
        return []
    second = reading.phrase_after(first[1] + 1)
    spans = [reading.as_metric(span) or loose_metric(reading, span) for span in (first, second)]
    closes = second[1] < end and reading.lower[second[1]] in ("by", "from")
    return [span for span in spans if span] if closes and all(spans) else []
