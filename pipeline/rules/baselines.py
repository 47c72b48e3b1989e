"""What a gain is over: the system, method or state that the text compares with, as written.

What belongs here: where a baseline is named and where its name ends. What does not: telling gains (gain_rules.py),
their other columns (gains.py), and which paper a baseline is of (derived/improvements.py).
"""

from __future__ import annotations

from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metrics import written
from pipeline.rules.reading import APOSTROPHES, CHANGE_NOUNS, CHANGE_VERBS, Reading, Score, Span, is_mentioned, lead_in

_OVER = frozenset(["over", "than", "against", "versus", "vs"])
_CHANGES = CHANGE_NOUNS | CHANGE_VERBS
# What leads to a baseline and is no part of its name.
_OPENERS = (cues.DETERMINERS - {"other"}) | {"even", "both", "of", "ones", "."}  # "vs. Foo"
# Words that end other phrases, and describe a baseline: "the best performing method", "leading methods".
_DESCRIBING = word_set("leading performing compared reported existing competing published proposed given following")
# A baseline's own score is said for the baseline: "the accuracy of Foo".
_SCORES = word_set("performance results result accuracy score scores baseline model use setting case version")
# What a name is called besides: "the previous SOTA Foo" is Foo.
_CALLED = word_set(
    """sota prior previous baseline leading strong recent latest existing proprietary competitive best strongest
    current"""
)
# Verbs of comparison that are as often adjectives: "the leading method", "the top baseline".
_ADJECTIVES = word_set("leading lead top winning win")
_BEFORE_ADJECTIVES = cues.DETERMINERS | cues.LIGHT | cues.PREPOSITIONS | cues.COMPARE | {"existing"}
# What is done without the new thing is said with what it is done with: "training from scratch".
_DOINGS = word_set(
    "training fine-tuning finetuning inference learning decoding retraining pretraining prompting tuning"
)
_TRAINED = word_set("trained tuned fine-tuned finetuned pretrained")
# What stands between a system that is made better and by how much.
_UP_TO = frozenset(["by", "for", "from"])
_TIMES = word_set("time months month years year weeks days hours course epochs iterations rounds")
_PRONOUNS = word_set("them it itself others one this these those each other themselves two three four five six")
# What says more of a baseline behind it.
_BEHIND = word_set("judged depending considering curated obtained")
# What goes on behind a figure that a name begins with: "2-bit models", "7B models".
_SIZED = frozenset("-kmb")
_MARKS = frozenset(".,;:()")
_ARTS = frozenset(["sota", "state-of-the-art"])
# Tokens that a name may have.
_LIMIT = 14


def baseline(reading: Reading, score: Score) -> str | None:
    """What a gain is over: the object of its comparison, what follows the number, what its sentence compares with."""
    lower = reading.lower
    if score.cue is not None and _outdoes(reading, score.cue) and (found := _rival(reading, score, score.cue)):
        return found
    start = (score.pair or score.number).last
    for k in range(start, min(reading.last, start + 25)):
        if (_is_over(reading, k) or _compares(reading, k)) and (found := named(reading, k + 1, score)):
            return found
    if found := _owner(reading, score, start) or _improved(reading, score):
        return found
    for k in range(score.number.first - 1, reading.first - 1, -1):
        over = _is_over(reading, k) and lower[k] == "over" and _CHANGES & set(lower[max(reading.first, k - 5) : k])
        applied = lower[k] == "to" and lower[k - 1] == "applied" and k + 1 < reading.last and _is_name(reading, k + 1)
        leads = over or applied or _outdoes(reading, k) or _compares(reading, k)
        if leads and (found := named(reading, k + 1, score)):
            return found
    return None


def _outdoes(reading: Reading, token: int) -> bool:
    """`token` is a verb such as "outperforms", whose object is a baseline."""
    word = reading.lower[token]
    if word not in cues.COMPARE or reading.compound(token):
        return False
    return word not in _ADJECTIVES or token == reading.first or reading.lower[token - 1] not in _BEFORE_ADJECTIVES


def _is_over(reading: Reading, token: int) -> bool:
    """`token` leads to a baseline; not so the "over" of "intersection over union"."""
    lower = reading.lower
    return lower[token] in _OVER and not reading.compound(token) and lower[token - 1] != "intersection"


def _compares(reading: Reading, token: int) -> bool:
    """`token` is the "to" or "with" of "compared to"."""
    return reading.lower[token] in ("to", "with") and reading.lower[token - 1] in ("compared", "relative", "comparison")


def _rival(reading: Reading, score: Score, verb: int) -> str | None:
    """What a verb of comparison has as object: "surpasses A by 5% and B by 6%", "surpasses A and B by 5% and 6%"."""
    first = score.number.first
    before = [one.number.last for one in reading.between(verb, first) if one.kind == "gain"]
    by = lead_in(reading, first - 1)
    own = reading.phrase_before(by)
    listed = before and by > verb and reading.lower[by] == "by" and before[-1] < own[0] < own[1]
    # "A on B by 5% and on C by 6%" tells a place.
    if listed and cues.PREPOSITIONS.isdisjoint(reading.lower[before[-1] : own[0]]):
        return reading.abstract.written(*own)
    return named(reading, verb + 1, score)


def _owner(reading: Reading, score: Score, token: int) -> str | None:
    """Whose share it is, behind the number: "93% of the teacher's score", "5x that of Foo", "within 3% of Foo"."""
    lower = reading.lower
    that = lower[token : token + 2] == ["that", "of"]
    if that or (score.rule == "gain_within" and lower[token : token + 1] == ["of"]):
        return named(reading, token + 1 + that, score)
    if lower[token : token + 1] != ["of"]:
        return None
    while token + 1 < reading.last and lower[token + 1] in cues.DETERMINERS:
        token += 1
    owned = next((k for k in range(token + 1, min(reading.last, token + 9)) if reading.genitive(k)), token)
    end = owned - (lower[owned - 1] in APOSTROPHES)
    if end <= token + 1 or any(reading._ends_phrase(k) for k in range(token + 1, end)):
        return None
    return reading.abstract.written(token + 1, end)


def _improved(reading: Reading, score: Score) -> str | None:
    """The system that is made better: "boosts Foo by 5%", "improves the performance of Foo from 61% to 70%"."""
    verb, by = score.cue, lead_in(reading, score.number.first - 1)
    if verb is None or reading.lower[verb] not in CHANGE_VERBS or by <= verb or reading.lower[by] not in _UP_TO:
        return None
    phrase = _phrase(reading, verb + 1)
    words = reading.abstract.words[slice(*phrase)]
    if phrase[1] != by or not (
        words and (words[-1] in cues.SYSTEMS or any(_is_name(reading, k) for k in range(*phrase)))
    ):
        return None
    measured = score.metric is not None and score.metric[1] == phrase[1] and written(reading.abstract, phrase)
    if measured or reading.term_in(phrase) is not None or is_mentioned(reading, phrase):
        return None
    return _bare(reading, phrase)


def named(reading: Reading, token: int, score: Score) -> str | None:
    """The baseline of a gain that is named from `token` on, as written: of several with a gain each, its own.

    None where nothing is named, or a pronoun stands for it.
    """
    spans = _listed(reading, token)
    if spans and (examples := _examples(reading, spans[-1][1])):
        spans = examples
    if not spans or not _is_baseline(reading, (spans[0][0], spans[-1][1])):
        return None
    # A gain in words alone is of no list.
    members = [one.number.first for one in reading.scores if one.kind == "gain" and one.group == score.group]
    if len(members) == len(spans) > 1 and score.number.first in members:
        return _bare(reading, spans[members.index(score.number.first)])
    return _bare(reading, spans[0]) if len(spans) == 1 else reading.abstract.written(spans[0][0], spans[-1][1])


def _is_baseline(reading: Reading, span: Span) -> bool:
    """Whether a phrase can be what is compared with: no pronoun, no number and no time."""
    start, end = span
    lower = reading.lower
    if not _TIMES.isdisjoint(lower[start:end]):
        return False
    if lower[start][0].isdigit() and (end - start == 1 or lower[start + 1] not in _SIZED):
        return False
    return end - start > 1 or lower[start] not in _PRONOUNS


def _examples(reading: Reading, token: int) -> list[Span]:
    """The names that a phrase which ends before `token` stands for: "prior methods like Foo and Bar"."""
    lower = reading.lower
    step = 1 if lower[token : token + 1] == ["like"] else 2 * (lower[token : token + 2] == ["such", "as"])
    if not step or token + step >= reading.last or not _is_name(reading, token + step):
        return []
    return _listed(reading, token + step)


def _bare(reading: Reading, span: Span) -> str:
    """A phrase as written; a name in it without what it is called besides: "the previous SOTA Foo model" is Foo."""
    start, end = span
    words = reading.abstract.words
    called = words[end - 1] in cues.SYSTEMS and not words[end - 1].endswith("s") and not reading.compound(end - 1)
    if called and end - start > 1 and _is_name(reading, end - 2):
        end -= 1
    at = start
    while at < end - 1 and (step := _epithet(reading, at)):
        at += step
    return reading.abstract.written(at if at < end and _is_name(reading, end - 1) else start, end)


def _epithet(reading: Reading, token: int) -> int:
    """How many tokens at `token` only say what a system is called besides its name."""
    called = reading.lower[token] in _CALLED and not reading.compound(token)
    return _of_the_art(reading, token) or int(called)


def _is_name(reading: Reading, token: int) -> bool:
    """Whether the word with hyphens that `token` is part of is written as a name: no "VLMs", "LLM-based" or "TM"."""
    first, last = token, token + 1
    while reading.glued(first) and first > reading.first:
        first -= 1
    while last < reading.last and reading.glued(last) and reading.lower[last] not in _MARKS:
        last += 1
    word = reading.abstract.written(first, last)
    end = word.rpartition("-")[2]
    plural = end.endswith("s") and end[:-1].isupper()
    kind = plural or word.endswith("-based") or word.lower() in _ARTS or (len(word) == 2 and word.isalpha())
    return not kind and any(c.isupper() for c in word)


def _listed(reading: Reading, token: int) -> list[Span]:
    """The baseline that is named from `token` on, with those that "and" joins to it: "Foo, Bar and Baz"."""
    lower = reading.lower
    one = _phrase(reading, token)
    if one[0] >= one[1]:
        return []
    spans, found, at = [one], 1, one[1]
    while at < reading.last - 1 and lower[at] in (",", "and", "&"):
        last = lower[at] != "," or lower[at + 1] == "and"
        other = _phrase(reading, at + 1 + (lower[at : at + 2] == [",", "and"]))
        if not _is_like(reading, one, other):
            break
        spans.append(other)
        at = other[1]
        found = len(spans) if last else found
    return spans[:found]


def _is_like(reading: Reading, one: Span, other: Span) -> bool:
    """Whether a second phrase names a baseline as the first does: it ends in a noun of systems, or both are names."""
    if other[1] - other[0] not in range(1, 8) or is_mentioned(reading, other) or reading.term_in(other) is not None:
        return False
    words = reading.abstract.words
    return words[other[1] - 1] in cues.SYSTEMS or (_is_name(reading, one[0]) and _is_name(reading, other[0]))


def _phrase(reading: Reading, token: int) -> Span:
    """The noun phrase that begins at `token`, with all its adjectives: "the accuracy of Foo" is Foo."""
    lower = reading.lower
    start = _past(reading, token, _OPENERS)
    end = _end(reading, start)
    if lower[end : end + 1] == ["of"] and 0 < end - start <= 2 and lower[end - 1] in _SCORES:
        start = _past(reading, end, _OPENERS)
        end = _end(reading, start)
    goes_on = start < end < reading.last and lower[end] in cues.PREPOSITIONS
    if goes_on and (lower[end - 1] in _TRAINED or (end - start == 1 and lower[start] in _DOINGS)):
        end = _end(reading, _past(reading, end + 1, cues.DETERMINERS))
    return start, end


def _past(reading: Reading, token: int, words: frozenset[str]) -> int:
    """The first token from `token` on that is none of some words."""
    while token < reading.last and reading.lower[token] in words and not reading.compound(token):
        token += 1
    return token


def _end(reading: Reading, token: int) -> int:
    """Where the noun phrase ends that goes on at `token`."""
    lower = reading.lower
    end, stop = token, min(reading.last, token + _LIMIT)
    while end < stop:
        if art := _of_the_art(reading, end):
            end += art
        elif _is_short_form(reading, end):
            end += 3
        elif reading.genitive(end) or _describes(reading, end) or (end == token and lower[end] == "other"):
            end += 1
        elif reading._ends_phrase(end) or (end > token and lower[end] in _BEHIND):
            break
        else:
            end += 1
    while end > token and not lower[end - 1][0].isalnum() and lower[end - 1] != "+":
        end -= 1
    return end


def _of_the_art(reading: Reading, token: int) -> int:
    """How many tokens of "state-of-the-art" stand at `token`, with hyphens or blanks."""
    lower = reading.lower
    if lower[token : token + 4] == ["state", "of", "the", "art"]:
        return 4
    return reading._of_the_art(token)


def _is_short_form(reading: Reading, token: int) -> bool:
    """As in "state-of-the-art (SOTA) methods": a short form in brackets, and the phrase goes on."""
    lower = reading.lower
    if lower[token] != "(" or token + 3 >= reading.last or lower[token + 2] != ")":
        return False
    return reading.abstract.words[token + 1].isupper() and lower[token + 3].isalpha() and not _stops(reading, token + 3)


def _describes(reading: Reading, token: int) -> bool:
    following = token + 1 < reading.last and reading.lower[token + 1][0].isalpha()
    return reading.lower[token] in _DESCRIBING and following and not _stops(reading, token + 1)


def _stops(reading: Reading, token: int) -> bool:
    return reading.lower[token] in cues.STOPS and reading.lower[token] not in _DESCRIBING
