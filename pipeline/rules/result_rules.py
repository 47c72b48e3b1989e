"""Telling that a number is a result: from the metric beside it, the benchmark behind it, the verb before it.

What belongs here: rules on a number by itself; each names itself in `Score.rule`. What does not: what the
neighbours of a list say (lists.py) and the columns of the table (results.py).
"""

from __future__ import annotations

from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metric_phrases import (
    loose_metric,
    metric_after_noun,
    metric_in,
    metric_left,
    metric_right,
    object_metric,
)
from pipeline.rules.reading import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    GENERIC,
    NO_MEASURES,
    REPORTING,
    Reading,
    Score,
    Span,
    cue_before,
    is_acronym,
    is_mentioned,
    lead_in,
    measure_like,
)


def judge_result(reading: Reading, score: Score) -> None:
    number = score.number
    lower = reading.lower
    after = number.last
    before = lead_in(reading, number.first - 1)
    word = lower[before] if before >= reading.first else ""
    if _is_p_value(reading, number) or _is_bound(reading, number):
        score.rule = "none"
        return
    percent = number.unit == "%"
    scored = percent or number.decimals
    if number.word or number.named or number.unit == "x" or number.magnitude or number.value >= _AMOUNT:
        return
    timed = after < reading.last and lower[after] in cues.UNITS and lower[after] != "m"
    if lower[after : after + 3] == ["of", "the", "time"]:
        score.kind, score.rule = ("result", "result_of_the_time") if percent else ("", "none")
        return
    if after + 1 < reading.last and lower[after] == "/" and lower[after + 1] in _SCALES:
        after += 2
    # "84.2% accuracy", "47.9 box AP", "39.5 ms latency"
    right = metric_right(reading, after)
    if right is None and after < reading.last and lower[after] in cues.UNITS:
        right = metric_right(reading, after + 1) or metric_in(reading, after + 1)
    if right is not None and _KNOBS & set(lower[right[0] : right[1]]):
        return
    if right is not None and (
        (percent and lower[right[1] - 1] in cues.SHARES) or lower[right[1] - 1] in _DISTANCES | {"hours", "days"}
    ):
        return
    if right is not None and (scored or not _counted(reading, right)):
        score.kind, score.rule, score.metric = "result", "result_number_metric", right
        return
    # "91.3% of accuracy"
    of = metric_right(reading, after + 1) if percent and lower[after : after + 1] == ["of"] else None
    if of is not None and of[0] == after + 1 and lower[of[1] - 1] not in cues.SHARES | {"performance", "variance"}:
        score.kind, score.rule, score.metric = "result", "result_number_metric", of
        return
    # "an F1 score of 0.85", "accuracy: 91%", "FID = 2.1", "mAP (45.2)"
    direct = lower[number.first - 1] if number.first > reading.first else ""
    marked = direct in ("=", ":", "(")
    end = before + 1
    while (
        end > reading.first
        and (lower[end - 1] in cues.JOINING or lower[end - 1] in "=:(~≈<>≤≥")
        and reading.first < end - 1
    ):
        end -= 1
    leading = lower[end : number.first]
    joined = end <= before or marked or direct in "~≈<>≤≥" or "(" in leading or _approaching(leading)
    left = metric_left(reading, end)
    if left is not None and (_KNOBS | {"standard"}) & set(lower[left[0] : left[1]]):
        return
    if left is not None and lower[end - 1] in ("threshold", "thresholds"):
        return
    if left is not None and lower[left[1] - 1] == "performance" and lower[left[1] - 2] in _OTHERS:
        score.kind, score.rule = "result", "result_baseline"
        return
    if left is None and lower[end - 2 : end] in ([")", "score"], [")", "scores"]):
        left = metric_left(reading, end - 1)
    if left is not None and not joined and lower[left[1] - 1] in ("score", "scores"):
        left, word = None, "scores"
    if left is not None and percent and direct == "(" and lower[left[1] - 1] in cues.SHARES:
        return
    if left is not None and (scored or (joined and (timed or not _counted(reading, left)))):
        score.kind, score.rule = "result", "result_metric_number" if joined else "result_metric_beside"
        score.metric = left
        if told := _told_after(reading, after, left):
            score.metric = told
        if lower[left[1] - 1] in GENERIC and left[1] - left[0] == 1:
            acronym = reading.phrase_after(after, 4)
            if is_acronym(reading, acronym):
                score.rule, score.metric = "result_number_acronym", acronym
            else:
                score.rule, score.metric = "result_score_of", None
        return
    if not scored:
        return
    if not percent and (subject := _subject(reading, before)):
        score.kind, score.rule, score.metric = "result", "result_metric_beside", subject
        return
    if direct == "=" and (heading := _heading(reading, number)):
        score.kind, score.rule, score.metric = "result", "result_labelled", heading
        return
    if direct in _EQUALS and before >= reading.first and not _acronym(reading, before):
        return
    if percent and after < reading.last and lower[after] in ("baseline", "baselines"):
        score.kind, score.rule = "result", "result_baseline"
        return
    acronym = reading.phrase_after(after, 4)
    if is_acronym(reading, acronym):
        score.kind, score.rule, score.metric = "result", "result_number_acronym", acronym
        return
    if (
        percent
        and after < reading.last
        and lower[after] == "of"
        and not {"time", "cases"} & set(lower[after : after + 4])
    ):
        return
    opened = end - 2 >= reading.first and lower[end - 2] == "("
    if (
        (joined or opened)
        and direct != "("
        and end > reading.first
        and measure_like(reading.abstract.words[end - 1])
        and not (direct == ":" and lower[end - 1].endswith("s"))
        and not is_mentioned(reading, (end - 1, end))
    ):
        score.kind, score.rule, score.metric = "result", "result_acronym_number", (end - 1, end)
        return
    if joined and direct != "(" and (short := _short_form(reading, end)):
        score.kind, score.rule, score.metric = "result", "result_acronym_number", short
        return
    if (
        percent
        and (phrase := reading.phrase_after(after))
        and phrase[0] < phrase[1]
        and lower[phrase[1] - 1] in _MEASURES
    ):
        loose = loose_metric(reading, phrase)
        if loose is not None and not _KNOBS & set(lower[loose[0] : loose[1]]):
            score.kind, score.rule, score.metric = "result", "result_number_measure", loose
            return
    if direct in _EQUALS and before >= reading.first and _acronym(reading, before):
        score.kind, score.rule, score.metric = "result", "result_equals", reading.phrase_before(before + 1)
        return
    if lower[end : end + 1] and lower[end] in ("ranging", "ranged", "ranges", "averaged") and end > reading.first:
        loose = loose_metric(reading, reading.phrase_before(end))
        changed = cue_before(reading, end, CHANGE_NOUNS | REPORTING)
        if changed is not None and lower[changed] in CHANGE_NOUNS:
            score.kind, score.rule, score.cue = "gain", "gain_governed", changed
            score.metric = metric_after_noun(reading, changed + 1)
            return
        if loose is not None:
            score.kind, score.rule, score.metric = "result", "result_ranging", loose
            return
    if word == "of":
        if percent and lower[before - 1] in _BEST_SO_FAR:
            score.kind, score.rule = "result", "result_baseline"
            return
        phrase = reading.phrase_before(before)
        loose = loose_metric(reading, phrase)
        if loose and lower[loose[1] - 1] in GENERIC:
            score.kind, score.rule = "result", "result_score_of"
            score.metric = (
                None if loose[1] - loose[0] == 1 or lower[loose[0]] in ("baseline", "previous", "best") else loose
            )
            return
        if loose and (relation := _related(reading, phrase[0])):
            score.kind, score.rule, score.metric = "result", "result_metric_number", relation
            return
        reported = phrase[0] - 1 >= reading.first and any(
            w in REPORTING for w in lower[max(reading.first, phrase[0] - 4) : phrase[0]]
        )
        named = loose is not None and (
            reported or "@" in lower[loose[0] : loose[1]] or measure_like(reading.abstract.words[loose[1] - 1])
        )
        if loose and (percent or named) and lower[loose[1] - 1] not in cues.SHARES | _SETTINGS:
            score.kind, score.rule, score.metric = "result", "result_noun_of", loose
            return
    metric = metric_in(reading, after, loose=not _measured_before(reading, number) and reading.sentence.index > 0)
    if metric is not None and lower[metric[1] - 1] in cues.SHARES:
        return
    if metric is not None:
        score.kind, score.rule, score.metric = "result", "result_number_in_metric", metric
        return
    if word == "to" and (cue := cue_before(reading, before, _CHANGE_TO)) is not None and before - cue <= 8:
        metric = object_metric(reading, cue, before)
        if metric is None or lower[metric[1] - 1] not in cues.COUNTS - {"accuracy", "performance"}:
            score.kind, score.rule, score.metric = "result", "result_changed_to", metric
            return
    if _benchmark_follows(reading, after):
        score.kind, score.rule = "result", "result_on_benchmark"
        return
    if direct in (":", "(", "") or direct in "~≈":
        mention = next(
            (m for m in reading.mentions if m.last in (before + 1, number.first - 1, number.first - 2)), None
        )
        if mention is not None:
            score.kind, score.rule = "result", "result_after_benchmark"
            return
    closing = lower[after] if after < reading.last else ""
    if direct == "(" and closing in (")", ",", ";") and number.first - 2 >= reading.first and not number.sign:
        name = reading.abstract.words[number.first - 2]
        if reading.compound(number.first - 2):
            name = reading.abstract.written(*reading.phrase_before(number.first - 1))
        if any(c.isupper() for c in name) or name.lower() in cues.SYSTEMS:
            score.kind, score.rule = "result", "result_bracketed"
            return
        phrase = reading.phrase_before(number.first - 1)
        common = name.islower() and name not in cues.SHARES | _SPLITS | _SETTINGS | _PARTS | cues.STOPS
        if percent and common and phrase[0] < phrase[1] and closing == ")" and reading.sentence.index > 1:
            score.kind, score.rule = "result", "result_bracketed_phrase"
            if not any(s.kind == "result" and s.metric for s in reading.scores if s.number.first < number.first):
                score.metric = _measure_for(reading, phrase) or loose_metric(reading, phrase)
            return
    if direct == "," and closing == ")" and _named_in_bracket(reading, number):
        score.kind, score.rule = "result", "result_bracketed"
        return
    if percent and direct == ":" and (heading := _announced(reading, number)):
        score.kind, score.rule, score.metric = "result", "result_labelled", heading
        return
    if percent and direct == ":" and "(" in lower[max(reading.first, number.first - 6) : number.first]:
        score.kind, score.rule = "result", "result_labelled"
        return
    if percent and word in cues.REPORT and reading.sentence.index > 1:
        score.kind, score.rule = "result", "result_reported"
        phrase = reading.phrase_after(after)
        if phrase[0] < phrase[1] and (
            lower[phrase[1] - 1] in _DISTANCES
            or lower[phrase[0]].endswith("ed")
            or (word == "with" and reading.as_metric(phrase) is None)
        ):
            score.kind, score.rule = "", "none"
        elif phrase[0] < phrase[1] and lower[phrase[1] - 1] not in cues.SYSTEMS:
            score.metric = loose_metric(reading, phrase)


_APPROACHING = word_set("up to approx approximately about around only")
# Tops of scales ("4.8/5.0").
_SCALES = frozenset(["5", "5.0", "7", "10", "100"])


def _approaching(words: list[str]) -> bool:
    """Only words of extent stand between a metric and its number: "F1 up to 0.76"."""
    return bool(words) and set(words) <= _APPROACHING


_DISTANCES = word_set("gap difference margin distance discrepancy level levels")
_CHANGE_TO = CHANGE_VERBS - cues.LOWER
# Numbers from here on are amounts of compute or data.
_AMOUNT = 1e9
# A rate or ratio of these is set, not reached.
_KNOBS = word_set("sparsity pruning masking dropout sampling learning mask noise mismatch missing proportion poisoning")


_BEST_SO_FAR = word_set("sota art state-of-the-art baseline baselines best record")


_EQUALS = frozenset("=~≈∼")
_COPULAS = word_set("is are was were")
_OTHERS = word_set("human humans chance expert experts baseline random")
_PARTS = word_set("portion portions fraction part parts minority majority share proportion density")


_SPLITS = word_set("training train test testing validation split levels level increments male female")


_MEASURES = word_set(
    """rate rates accuracy accuracies score scores precision recall success agreement coverage similarity
    correctness consistency completion specificity sensitivity fidelity"""
)


_SETTINGS = word_set(
    """threshold thresholds total budget budgets split temperature set size weight p sparsity ratio ratios level
    levels rate risk dropout probability scale scales"""
)


def is_fraction(reading: Reading, number: Number) -> bool:
    """The top of a scale ("4.8/5.0"), a part of a fraction ("1/10"), or the number of an item ("(2)")."""
    lower, first, last = reading.lower, number.first, number.last
    if number.unit or first - 1 < reading.first or last >= reading.last:
        return False
    if lower[first - 1] == "/" and number.value in (5, 7, 10, 100):
        return True
    if number.decimals:
        return False
    return lower[first - 1] == "/" or lower[last] == "/" or (lower[first - 1] == "(" and lower[last] == ")")


def _heading(reading: Reading, number: Number) -> Span | None:
    """As in "(F1 scores: small=0.46, large=0.51)": the metric before the colon that labels stand behind."""
    for k in range(number.first - 2, max(reading.first, number.first - 24), -1):
        if reading.lower[k] in (":", "("):
            return metric_left(reading, k) if reading.lower[k] == ":" else None
    return None


def _announced(reading: Reading, number: Number) -> Span | None:
    """As in "high success rates on trees: 76% on A": the metric that the clause before a colon names."""
    colon = number.first - 1
    if any(other.number.last <= colon for other in reading.scores):
        return None
    near = [term for term in reading.metrics if colon - 14 <= term.first and term.last <= colon]
    return reading.as_metric(reading.phrase_before(near[-1].last)) if near else None


def _short_form(reading: Reading, end: int) -> Span | None:
    """As in "Harmonic Mean (HM) of": the letters in brackets, if they are those of the words before."""
    words = reading.abstract.words
    if end - 3 <= reading.first or (reading.lower[end - 3], reading.lower[end - 1]) != ("(", ")"):
        return None
    letters = words[end - 2]
    start = end - 3 - len(letters)
    initials = "".join(word[0] for word in words[max(reading.first, start) : end - 3])
    return (end - 2, end - 1) if measure_like(letters) and initials.lower() == letters.lower() else None


def _subject(reading: Reading, token: int) -> Span | None:
    """As in "The SSIM for leaves and twigs is 0.85", "similar SSIM across trees (0.88": the metric further left."""
    lower = reading.lower
    opens = lower[token + 1 : token + 2] == ["("]
    if token <= reading.first or not (lower[token] in _COPULAS or opens):
        return None
    near = [term for term in reading.metrics if term.last <= token and token - term.last <= 12]
    if not near or lower[near[-1].last] not in ("for", "of", "on", "across", "between"):
        return None
    between = range(near[-1].last, token)
    if any(lower[k] in REPORTING or lower[k] in ",;()" or lower[k][0].isdigit() for k in between):
        return None
    return reading.as_metric(reading.phrase_before(near[-1].last))


def _named_in_bracket(reading: Reading, number: Number) -> bool:
    """As in "a score of 71.2, ahead of larger ones (Oak-27B, 64.1)": a name and its score."""
    lower, words = reading.lower, reading.abstract.words
    told = any(s.kind == "result" for s in reading.scores if s.number.first < number.first)
    if not told or lower[number.first - 2] in cues.STOPS:
        return False
    for k in range(number.first - 2, max(reading.first, number.first - 20), -1):
        if lower[k] in ("(", ")"):
            return lower[k] == "(" and any(word[0].isupper() for word in words[k + 1 : number.first])
    return False


def _told_after(reading: Reading, token: int, left: Span) -> Span | None:
    """The metric of the registry behind a number or two, where the one before says less.

    As in "line detection (37% vs. 33% on mAP)", "accuracy (52.8 / 73.1 mAP)".
    """
    lower = reading.lower
    known = reading.term_in(left) is not None
    if known and lower[left[1] - 1] not in ("accuracy", "performance", "results"):
        return None
    other = next((s.number for s in reading.scores if token < s.number.first <= token + 2), None)
    if other is not None and lower[token] in ("vs", "versus", "v.s", "v.s.", "/"):
        token = other.last
        direct = metric_right(reading, token)
        if direct is not None:
            return direct
    if not known and token < reading.last and lower[token] in ("on", "in"):
        phrase = reading.phrase_after(token + 1)
        return reading.as_metric(phrase) if reading.term_in(phrase) else None
    return None


def _related(reading: Reading, token: int) -> Span | None:
    """As in "a correlation with human taste of 0.8": the metric before what it relates to."""
    if token - 2 <= reading.first or reading.lower[token - 1] not in ("with", "between"):
        return None
    metric = metric_left(reading, token - 1)
    return metric if metric is not None and reading.term_in(metric) is not None else None


def _measure_for(reading: Reading, phrase: Span) -> Span | None:
    """As in "F1 scores for walls (91%)": the metric of what stands before the bracket."""
    before = phrase[0] - 1
    if before <= reading.first or reading.lower[before] not in ("for", "on", "in", "during", "under", "of"):
        return None
    return metric_left(reading, before)


def _measured_before(reading: Reading, number: Number) -> bool:
    """A result before has a metric: what "in" leads to is a part of it ("91% recall in spring, 83% in fall")."""
    return any(
        score.kind == "result" and score.metric is not None and score.number.unit == number.unit
        for score in reading.scores
        if score.number.last <= number.first
    )


def _is_p_value(reading: Reading, number: Number) -> bool:
    """As in "(p < 0.01)"."""
    sign = number.first - 1
    return sign > reading.first and reading.lower[sign] in "=<>≤≥" and reading.lower[sign - 1] == "p"


def _is_bound(reading: Reading, number: Number) -> bool:
    """As in "0.80 [0.76, 0.84]": an end of an interval."""
    lower = reading.lower
    last = number.last < reading.last and lower[number.last] == "]" and "[" in lower[number.first - 4 : number.first]
    return last or (lower[number.first - 1] == "[" and "]" in lower[number.last : number.last + 4])


def _counted(reading: Reading, metric: Span) -> bool:
    """A whole number before this metric is an amount ("300 turns"), not a score ("45 FPS", "BLEU of 34")."""
    written = reading.abstract.written(*metric)
    return (
        not (any(c.isupper() for c in written) or written in ("fps", "frames per second")) or metric[1] - metric[0] > 4
    )


def _acronym(reading: Reading, token: int) -> bool:
    """As in "Dice = 0.9", "r=0.96": what stands before the sign is a measure, not a setting ("k=5", "p=0.01")."""
    word = reading.abstract.words[token]
    if word in NO_MEASURES:
        return False
    return word in ("r", "ρ", "κ", "R²", "rho", "kappa") or (len(word) > 1 and any(c.isupper() for c in word))


def _benchmark_follows(reading: Reading, token: int) -> bool:
    lower = reading.lower
    k = token
    while (
        k < reading.last and k < token + 3 and lower[k] in ("on", "in", "for", "the", "(", "and", "overall", "average")
    ):
        k += 1
    return k > token and any(m.first == k for m in reading.mentions)
