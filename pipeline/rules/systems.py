"""The system that a result is of: a model, a method or a person, by the name that the sentence gives it.

What belongs here: where such a name stands, and what is none. What does not: telling results (result_rules.py), and
which paper a system is of (derived/owner.py).
"""

from __future__ import annotations

from pipeline.rules import cues
from pipeline.rules.lexicon import families, fold, models, word_set
from pipeline.rules.metrics import is_metric, written
from pipeline.rules.reading import APOSTROPHES, Reading, Score, Span, cue_before, is_mentioned

# Verbs whose subject is what scored.
_REPORTS = word_set(
    """achieve achieves achieved reach reaches reached obtain obtains obtained attain attains attained yield yields
    yielded scores scored get gets got record records recorded report reports reported deliver delivers has had
    demonstrate demonstrates demonstrated produces exhibits shows outperforms outperformed surpasses surpassed
    exceeds exceeded performs performed"""
)
# The same, of which a subject stands right before them or they have none: "with Foo achieving 85%".
_REPORTING = word_set("achieving reaching attaining obtaining scoring yielding recording delivering hitting")
# Behind these the scores are those of others.
_COMPARED = frozenset(["compared", "versus", "vs", "than"])
# Whose scores are told beside: "far below the human score of 82%", "over the 55% baseline".
_OTHERS = frozenset(["human", "humans", "random", "chance", "baseline", "baselines", "experts"])
# What reports a score and is no system: "Extensive trials show 91%".
_UNDERTAKINGS = word_set(
    "trials experiments experiment evaluation evaluations validation study studies analysis tests results findings"
)
# What a name does not begin with, though a phrase may: "the base/large FooNet" is cut at its stroke.
_JOINTS = frozenset("/-–:")
# Names that are subject of one verb.
_MOST = 4
# Tokens between a number and the system that it is told for: "0.93 accuracy for Foo".
_NEAR = 6


def system_of(reading: Reading, score: Score) -> str | None:
    """The name of the system that scored: before the bracket or the number, subject of the verb that reports it.

    None where the sentence names none.
    """
    return (
        _bracketed(reading, score)
        or _rival(reading, score)
        or _labelled(reading, score)
        or _told_for(reading, score)
        or _subject(reading, score, score.number.first)
    )


def _bracketed(reading: Reading, score: Score) -> str | None:
    """As in "Foo (71.2%)"; not "the highest QWX (71.2%)", where the metric stands before the bracket."""
    first = score.number.first
    if first - 2 < reading.first or reading.lower[first - 1] != "(":
        return None
    if score.metric is not None and score.metric[1] == first - 1 and written(reading.abstract, score.metric):
        return None
    return _name(reading, _before(reading, first - 1))


def _rival(reading: Reading, score: Score) -> str | None:
    """As in "outperforming Foo (AUC: 0.91, F1: 0.83)": whose scores stand in the bracket behind its name."""
    lower, first = reading.lower, score.number.first
    opening = next((k for k in range(first - 1, max(reading.first, first - _WITHIN), -1) if lower[k] in "()"), None)
    if (
        opening is None
        or lower[opening] != "("
        or not any(one.metric is not None and one.metric[0] == opening + 1 for one in reading.scores)
    ):
        return None
    close = next((k for k in range(first, min(first + _WITHIN, reading.last)) if lower[k] == ")"), reading.last)
    if not _BETWEEN_SCORES.isdisjoint(lower[opening:close]):
        return None
    phrase = _before(reading, opening)
    return _name(reading, phrase) if _is_compared(reading, phrase) else None


def _is_compared(reading: Reading, phrase: Span) -> bool:
    """A verb of surpassing, "than" or "followed by" leads to a name, or to the first of a list of such names."""
    lower = reading.lower
    for _ in range(_RIVALS):
        before = phrase[0] - 1
        while before > reading.first and lower[before] in cues.DETERMINERS:
            before -= 1
        if lower[before] in cues.COMPARE | _COMPARED or lower[before - 1 : before + 1] in _FOLLOWED:
            return True
        before -= lower[before] == "and"
        before -= lower[before] == ","
        opening = next((k for k in range(before, max(reading.first, before - _WITHIN), -1) if lower[k] == "("), None)
        if lower[before] != ")" or opening is None:
            return False
        phrase = _before(reading, opening)
    return False


# How many rivals one verb has.
_RIVALS = 5
# How far from a number its bracket may open or close.
_WITHIN = 24
# Where one of these stands in a bracket, it holds the scores of two.
_BETWEEN_SCORES = frozenset(["vs", "versus", "compared", "for", "than", "from"])
_FOLLOWED = (["followed", "by"], ["compared", "to"], ["compared", "with"])


def _labelled(reading: Reading, score: Score) -> str | None:
    """As in "GPT-4: 71.2%", "and GPT-4 71.2%", "Foo's 71.2%": a model that is known, or an owner, before the number."""
    end = score.number.first
    if reading.genitive(end - 1):
        end -= 1 + (reading.lower[end - 2] in APOSTROPHES)
        return _name(reading, reading.phrase_before(end))
    end -= reading.lower[end - 1] in (":", "=")
    phrase = reading.phrase_before(end)
    return _name(reading, phrase) if phrase[1] == end and _is_known(reading, phrase) else None


def _told_for(reading: Reading, score: Score) -> str | None:
    """As in "0.93 for GPT-4", "70.1% accuracy for the Foo baseline"."""
    lower = reading.lower
    last = score.number.last
    for k in range(last, min(reading.last - 1, last + _NEAR)):
        if lower[k] in ("for", "by", "with"):
            phrase = reading.phrase_after(k + 1)
            called = lower[phrase[1] - 1] in cues.SYSTEMS and phrase[1] - phrase[0] > 1
            return _name(reading, phrase) if called or _is_known(reading, phrase) else None
        if lower[k] in cues.STOPS or lower[k] in ",;()" or any(c.isdigit() for c in lower[k]):
            return None
    return None


def _subject(reading: Reading, score: Score, token: int) -> str | None:
    """The subject of the nearest verb of reporting left of `token` that has one; none behind "compared to"."""
    verb = cue_before(reading, token, _REPORTS | _REPORTING)
    if verb is None or not _COMPARED.isdisjoint(reading.lower[verb:token]):
        return None
    clause = next((k for k in range(token - 1, verb, -1) if reading.lower[k] in (",", "with")), verb)
    if not _OTHERS.isdisjoint(reading.lower[clause:token]):
        return None
    while verb is not None and verb > reading.first:
        if spans := _subjects(reading, verb):
            return _own(reading, score, spans)
        verb = cue_before(reading, verb, _REPORTS)
    return None


def _subjects(reading: Reading, verb: int) -> list[Span]:
    """The noun phrases that are subject of a verb: those that "and" joins, a name behind a comma or in a bracket."""
    lower = reading.lower
    end = verb
    while end > reading.first and (lower[end - 1] in cues.AUXILIARIES or lower[end - 1].endswith("ly")):
        end -= 1
    if end > reading.first and lower[end - 1] == ")":
        span = reading.phrase_before(end - 1)
        if lower[span[0] - 1] == "(" and _name(reading, span):
            return [span]
        end = next((k for k in range(end - 1, reading.first, -1) if lower[k] == "("), end)
    apart = end > reading.first and lower[end - 1] == "," and lower[verb] in _REPORTS
    spans = _joined(reading, _before(reading, end - apart))
    # "The best model, Foo, achieves"; not "Unlike Foo, achieves".
    if apart and not (spans and lower[spans[0][0] - 1] == "," and all(_name(reading, span) for span in spans)):
        return []
    return spans


def _before(reading: Reading, token: int) -> Span:
    """The noun phrase that ends before `token`, with a version in it: "Foo 3.5", "Foo 2.5 Pro"."""
    lower = reading.lower
    start, end = reading.phrase_before(token)
    if start - 2 < reading.first or not lower[start - 1][0].isdigit():
        return start, end
    name = reading.phrase_before(start - 1)
    return (name[0], end) if name[1] == start - 1 and _name(reading, name) else (start, end)


def _joined(reading: Reading, span: Span) -> list[Span]:
    """A phrase with the names that "and" joins to it on its left: "Foo, Bar and Baz"."""
    lower = reading.lower
    spans = [span] if span[0] < span[1] else []
    joints: tuple[str, ...] = ("and", "&")
    while 0 < len(spans) < _MOST and spans[0][0] - 2 > reading.first and lower[spans[0][0] - 1] in joints:
        before = spans[0][0] - 1
        span = _before(reading, before - (lower[before - 1 : before + 1] == [",", "and"]))
        if not _name(reading, span):
            break
        spans.insert(0, span)
        joints = (",",)
    return spans


def _own(reading: Reading, score: Score, spans: list[Span]) -> str | None:
    """The name of a result's own subject, where several have a result each; of all of them otherwise."""
    members = [one.number.first for one in reading.scores if one.kind == "result" and one.group == score.group]
    if len(spans) == len(members) > 1 and score.number.first in members:
        return _name(reading, spans[members.index(score.number.first)])
    last = _name_in(reading, spans[-1])
    return reading.abstract.written(spans[0][0] if len(spans) > 1 else last[0], last[1]) if last else None


def _is_known(reading: Reading, phrase: Span) -> bool:
    """Whether a phrase is a model that many use, in whatever version: "GPT-4o", "XLM-RoBERTa"."""
    if not 0 < phrase[1] - phrase[0] <= 8:
        return False
    name = reading.abstract.written(*phrase)
    stem = name.partition("-")[0].partition(" ")[0].rstrip("0123456789.").lower()
    return fold(name) in models() or stem in families() or stem in ("claude", "gemini", "chatgpt", "o")


def _name(reading: Reading, phrase: Span) -> str | None:
    """The name that a phrase ends with."""
    span = _name_in(reading, phrase)
    return reading.abstract.written(*span) if span else None


def _name_in(reading: Reading, phrase: Span) -> Span | None:
    """The name that a phrase ends with, from its first word that is not all small; None for a benchmark or metric."""
    words = reading.abstract.words
    start, end = phrase
    while end > start and words[end - 1].lower() in cues.SYSTEMS and not reading.compound(end - 1):
        end -= 1
    # "The best open model FooNet": the name is what follows.
    nouns = [k for k in range(start, end) if words[k] in cues.SYSTEMS and not reading.compound(k)]
    start = nouns[-1] + 1 if nouns else start
    while start < end and (step := reading._of_the_art(start) or _merely_leads(reading, start)):
        start += step
    # What begins a sentence is written with a capital, whatever it is: "Supervised classifiers reach".
    opens = end - start > 1 and start == reading.first and words[start].istitle()
    if not any(_is_coined(word) for word in words[start + opens : end]):
        return None
    if is_mentioned(reading, (start, end)) or reading.term_in((start, end)):
        return None
    if words[end - 1].lower() in _UNDERTAKINGS | cues.SHARES or reading.as_metric((start, end)) is not None:
        return None
    return None if is_metric(reading.abstract.written(start, end)) else (start, end)


def _is_coined(word: str) -> bool:
    """A word with a capital, or letters with a digit: "o3"."""
    return any(c.isupper() for c in word) or (word[0].isalpha() and any(c.isdigit() for c in word))


def _merely_leads(reading: Reading, token: int) -> bool:
    """`token` leads to a name: a stroke, or a word in small letters that is no part of one with hyphens."""
    word = reading.abstract.words[token]
    return word in _JOINTS or (word.islower() and word.isalpha() and not reading.compound(token))
