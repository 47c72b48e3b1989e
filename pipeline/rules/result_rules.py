"""Telling that a number is a result: from the metric beside it, the benchmark behind it, the verb before it.

What belongs here: rules on a number by itself; each names itself in `Score.rule`. What does not: what the
neighbours of a list say (lists.py) and the columns of the table (results.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.numbers import Number
from pipeline.rules import cues
from pipeline.rules.lexicon import word_set
from pipeline.rules.metric_phrases import (
    is_told_in,
    loose_metric,
    metric_after_noun,
    metric_in,
    metric_in_brackets,
    metric_left,
    metric_right,
    noun_modifier,
    object_metric,
    subject_of,
)
from pipeline.rules.metrics import HEADS
from pipeline.rules.reading import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    COMPARATIVES,
    GENERIC,
    NO_MEASURES,
    QUALITIES,
    REPORTING,
    Place,
    Reading,
    Score,
    Span,
    cue_before,
    is_acronym,
    is_mentioned,
    lead_in,
    measure_like,
)

# Nouns of a distance between two scores: a change, no score.
_DISTANCES = word_set("gap difference differences margin distance discrepancy discrepancies level levels")
_APART = (_DISTANCES | CHANGE_NOUNS) - word_set("distance level levels gap")
_CHANGE_TO = CHANGE_VERBS - cues.LOWER
# Tops of scales ("4.8/5.0").
_SCALES = frozenset(["5", "5.0", "7", "10", "100"])
# Numbers from here on are amounts of compute or data.
_AMOUNT = 1e9
# Whole numbers before an "s" from here on are decades.
_YEAR = 1000
# A rate or ratio of these is set, not reached.
_KNOBS = word_set("sparsity pruning masking dropout sampling learning mask noise mismatch missing proportion poisoning")
_SETTINGS = word_set(
    """threshold thresholds total budget budgets split temperature set size weight p sparsity ratio ratios level
    levels rate risk dropout probability scale scales bound bounds range"""
)
_CHOSEN = _SETTINGS | {"rates"} | cues.COUNTS - {"time", "speed"}
_PARTS = word_set("portion portions fraction part parts minority majority share proportion density")
_SPLITS = word_set("training train test testing validation split levels level increments male female")
_NO_PHRASES = cues.SHARES | _SPLITS | _SETTINGS | _PARTS | cues.STOPS
_MEASURES = word_set(
    """rate rates accuracy accuracies score scores precision recall success agreement coverage similarity
    correctness consistency completion specificity sensitivity fidelity"""
)
_BEST_SO_FAR = word_set("sota art state-of-the-art baseline baselines best record")
_OTHERS = word_set("human humans chance expert experts baseline random")
_APPROACHING = word_set(
    """up to approx approximately about around only just over under above below exceeding exceeds nearly almost roughly
    less more greater higher lower than at least most as close equal or"""
)
# Shares of these are taken, not saved.
_THINGS = cues.SHARES - word_set("cost costs compute memory flops time")
# Heads of metrics that are things when a whole number counts them.
_ITEMS = (cues.COUNTS | cues.SHARES) - word_set("flops macs accuracy performance error loss success speed frames fps")
# Units in which a whole number is measured, not counted; of data, there are hours and minutes, too.
_MEASURED = cues.UNITS - {"m"}
_MACHINE = word_set("ms s sec secs seconds milliseconds microseconds gb mb kb tb gib mib w mw kwh wh")
_DURATIONS = word_set("s ms sec secs seconds min mins minutes milliseconds microseconds")
_COMPUTE = word_set("flops mflops gflops tflops macs mmacs gmacs mac params parameters bpp bpw")
_EQUALS = frozenset("=~≈∼")
# Verbs of systems: letters before these are a name rather than a metric.
_BOUNDS = frozenset("<>≤≥")
_ATTAINING = word_set(
    "reaches reached reaching attains attained exceed exceeds exceeded surpass surpasses surpassed hits"
)
# What is held at a value while something else is measured.
_FALSE = word_set("false fpr fmr far fdr iou")
_HELD = word_set("precision recall specificity sensitivity risk coverage")
_CHANGED = word_set("improved increased reduced decreased lowered enhanced")
_RANGING = word_set("ranging ranged ranges range averaged varying varied varies vary")
_COPULAS = word_set("is are was were being")
# Words between a metric and the verb that joins it to its number ("F1 does not exceed 0.57").
_HEDGES = word_set("do does did not never can could cannot still also only both")
_CASES = word_set(
    """cases instances pairs interactions trials runs attempts comparisons tests evaluations episodes conversations
    dialogues queries prompts problems questions situations matches games configurations settings"""
)
# Words with the end of a quality that are settings, shares or distances.
_NO_QUALITIES = word_set(
    """variance sparsity density probability capacity majority minority intensity significance confidence difference
    distance uncertainty tolerance opacity increment improvement enhancement chance prevalence incidence"""
)
_DATA = word_set("data dataset datasets variance variation time cost memory energy parameters compute")
# What models learn from; a share of it is a setting.
_TAUGHT = word_set("data dataset datasets labels annotations")
# A rate is told in these, of a speed.
_RATE_UNITS = frozenset(["fps", "frames"])
_SPEEDS = word_set("speed speeds throughput")
_RUNNING = word_set("run runs ran running operate operates operating execute executes executing")
_HAVING = word_set("achieve achieves achieved achieving reach reaches reached reaching score scores scored scoring")
_TAKING = word_set("take takes taking took requires requiring required needs needing")
_OF_SUBJECT = word_set("for of on across between by")
_RELATING = word_set("with between in for on across over against")
_SUBJECT_VERBS = _COPULAS | cues.JOINING - word_set("of to at from between approx")
# What joins a number in brackets to another one or to its place.
_JOINS = word_set("vs versus compared on for and to for or against in at")
# What may stand between a metric in brackets and its number.
_NUMBERS_OF = word_set("score scores value values rate rates coefficient coefficients index metric")


@dataclass(slots=True)
class _Place(Place):
    """`end` is where a phrase that leads to the number ends, `direct` the token right before the number.

    `joined` says that nothing but such words as "of" stands between that phrase and the number.
    """

    end: int
    direct: str
    joined: bool

    @property
    def percent(self) -> bool:
        return self.score.number.unit == "%"

    @property
    def scored(self) -> bool:
        return self.percent or self.score.number.decimals

    def measured(self, units: frozenset[str] = _MEASURED) -> bool:
        """One of `units` follows."""
        return self.number.last < self.reading.last and self.lower[self.number.last] in units

    def is_result(self, rule: str, metric: Span | None = None) -> bool:
        """Notes that the number is a result. True, as every rule says that settles a number."""
        self.score.kind, self.score.rule, self.score.metric = "result", rule, metric
        return True


def judge_result(reading: Reading, score: Score) -> None:
    """Tells in place whether a number is a result: the first rule that knows it, or rules it out, settles it."""
    number = score.number
    if _is_p_value(reading, number) or _is_bound(reading, number):
        score.rule = "none"
    elif not (number.word or number.named or number.unit == "x" or number.magnitude or number.value >= _AMOUNT):
        place = _place(reading, score)
        for rule in (_is_condition, _is_changed, _is_share_of_data, _of_change, *_RULES):
            if rule(place):
                return


def _place(reading: Reading, score: Score) -> _Place:
    number, lower = score.number, reading.lower
    after = number.last
    if after + 1 < reading.last and lower[after] == "/" and lower[after + 1] in _SCALES:
        after += 2
    after = _past_change(reading, after)
    before = lead_in(reading, number.first - 1)
    direct = lower[number.first - 1] if number.first > reading.first else ""
    end = before + 1
    while (
        end > reading.first
        and (lower[end - 1] in cues.JOINING or _hedges(lower[end - 1]) or lower[end - 1] in "=:(~≈<>≤≥")
        and reading.first < end - 1
    ):
        end -= 1
    leading = lower[end : number.first]
    joined = end <= before or direct in ("=", ":", "(") or direct in "~≈<>≤≥" or "(" in leading or _approaching(leading)
    word = lower[before] if before >= reading.first else ""
    return _Place(reading, score, after, before, word, end, direct, joined)


def _hedges(word: str) -> bool:
    return word in _HEDGES or (word.endswith("ly") and word not in cues.NOT_ADVERBS)


def _past_change(reading: Reading, token: int) -> int:
    """As in "55.5 (+1.4) mIoU": the token behind a bracket with a signed number, if one begins at `token`."""
    signed = [score.number for score in reading.between(token + 1, token + 3) if score.number.sign]
    if reading.lower[token : token + 1] != ["("] or not signed:
        return token
    return next((k + 1 for k in range(signed[0].last, min(token + 9, reading.last)) if reading.lower[k] == ")"), token)


def _is_condition(place: _Place) -> bool:
    """As in "a true match rate of 99% at a false match rate of 0.1%", "at 1% FPR": where a score was taken."""
    reading, lower = place.reading, place.lower
    if "at" not in lower[max(reading.first, place.number.first - 16) : place.number.first]:
        return False
    if place.word == "at" and place.follows() in _COMPUTE and metric_left(reading, place.end) is not None:
        return place.is_none()  # "78.3% accuracy at 0.9 GFLOPs"
    right = reading.phrase_after(place.after) if place.word == "at" else None
    left = metric_left(reading, place.end) if place.joined and place.word != "at" else None
    start = left[0] if left else reading.first
    while left and start - 1 > reading.first and lower[start - 1] in cues.DETERMINERS:
        start -= 1
    if right and place.before - 1 in reading.inside and not _HELD.isdisjoint(lower[right[0] : right[1]]):
        return place.is_none()  # "67% recall at 80% precision"
    metric = right or (left if left and lower[start - 1] == "at" else None)
    return metric is not None and not _FALSE.isdisjoint(lower[metric[0] : metric[1]]) and place.is_none()


def _is_changed(place: _Place) -> bool:
    """As in "up to 26% improved accuracy"."""
    return place.percent and place.follows() in _CHANGED and place.is_none()


def _of_change(place: _Place) -> bool:
    """As in "its accuracy improvements over Oak are above 5%", "gains in mean scores ranging from 1.4%": a gain."""
    reading, lower = place.reading, place.lower
    if not place.scored or _VERBS_OF_EXTENT.isdisjoint(lower[place.end : place.number.first]):
        return False
    end = place.end
    while end > reading.first and lower[end - 1] in cues.AUXILIARIES | {"that", "which", "to"}:
        end -= 1
    for _ in range(3):
        start, last = reading.phrase_before(end)
        if start >= last:
            return False
        if lower[last - 1] in CHANGE_NOUNS:
            score = place.score
            score.kind, score.rule, score.cue = "gain", "gain_governed", last - 1
            score.metric = metric_after_noun(reading, last) or noun_modifier(reading, last - 1)
            return True
        end = start - 1
        while end > reading.first and lower[end] in cues.DETERMINERS:
            end -= 1
        if lower[end] not in _OF_SUBJECT | {"in", "over"}:
            return False
    return False


_VERBS_OF_EXTENT = _RANGING | word_set(
    "is are was were reach reaches reached reaching exceed exceeds exceeded exceeding average averages averaged"
)


def _is_share_of_data(place: _Place) -> bool:
    """As in "with 10%, 20% and 50% of the training data", "using 5% labelled data": told behind the last of a list."""
    if not place.percent or place.word in _HAVING:
        return False
    members = [score for score in place.reading.scores if score.group == place.score.group]
    token = members[-1].number.last
    if place.lower[token : token + 1] == ["of"]:
        token += 1
    whole = place.reading.phrase_after(token)
    metric = place.reading.as_metric(whole)
    taught = not _TAUGHT.isdisjoint(place.lower[slice(*(metric or whole))])
    return taught and place.is_none()


def _of_the_time(place: _Place) -> bool:
    """As in "63% of the time"."""
    if place.lower[place.number.last : place.number.last + 3] != ["of", "the", "time"]:
        return False
    if place.percent:
        return place.is_result("result_of_the_time")
    return place.is_none()


def _of_cases(place: _Place) -> bool:
    """As in "the readers agree in 91% of cases"."""
    if not place.percent or place.follows() != "of" or place.word != "in" or place.reading.sentence.index <= 1:
        return False
    phrase = place.reading.phrase_after(place.after + 1)
    counted = phrase[0] < phrase[1] and place.lower[phrase[1] - 1] in _CASES
    return counted and place.is_result("result_of_cases")


def _accomplished(place: _Place) -> bool:
    """As in "solves 70% of the puzzles", "detects 81% of WillowBench"."""
    reading, lower, before = place.reading, place.lower, place.before
    if not place.percent or place.follows() != "of" or reading.sentence.index == 0 or before <= reading.first:
        return False
    if place.word not in cues.ACCOMPLISH or lower[before - 1] in ("we", "to", "using"):
        return False
    if any(mention.first <= place.after + 2 < mention.last for mention in reading.mentions):
        return place.is_result("result_share_done")
    whole = reading.phrase_after(place.after + 1)
    if whole[0] >= whole[1] or lower[whole[1] - 1] in _DATA:
        return False
    pronoun = lower[place.after + 1] in ("them", "these", "those")
    return place.is_result("result_share_done", None if pronoun else loose_metric(reading, whole))


def _before_metric(place: _Place) -> bool:
    """As in "84.2% accuracy", "47.9 box AP", "39.5 ms latency"."""
    reading, lower, after = place.reading, place.lower, place.after
    right = metric_right(reading, after)
    left = metric_left(reading, place.end) if place.joined else None
    told = left is not None and reading.term_in(left) is not None
    if right is None and place.follows() in cues.UNITS and not told:
        right = metric_right(reading, after + 1) or metric_in(reading, after + 1)
    if right is None:
        return False
    if lower[right[0]] in _RATE_UNITS and _is_recorded(place, right):
        return place.is_none()
    if lower[right[0]] in _RATE_UNITS and (speed := _speed(place, left if told else None, right)):
        return place.is_result(
            "result_number_metric" if speed[0] > place.number.first else "result_metric_number", speed
        )
    head = lower[right[1] - 1]
    if _is_set(reading, right) or (place.percent and head in cues.SHARES):
        return True
    apart = head in _DISTANCES and not (head == "distance" and right[1] - right[0] > 1)  # "Chamfer distance"
    if apart or head in ("hours", "days"):
        return True
    scored = place.scored or place.measured(_MACHINE) or not _counted(reading, right)
    return scored and place.is_result("result_number_metric", right)


def _is_recorded(place: _Place, rate: Span) -> bool:
    """As in "filmed at 30 FPS", "a 30 FPS camera": of a video, not of a system."""
    recorded = place.word == "at" and place.lower[place.before - 1] in _RECORDING
    return recorded or not _VIDEOS.isdisjoint(place.lower[rate[1] : rate[1] + 2])


_RECORDING = word_set("recorded captured filmed sampled acquired")
_VIDEOS = word_set("camera cameras video videos clip clips footage")


def _speed(place: _Place, left: Span | None, right: Span) -> Span | None:
    """As in "a rendering speed of 79 FPS", "79 FPS inference speed": what the rate is of, whose unit begins `right`."""
    lower = place.lower
    if lower[right[1] - 1] in _SPEEDS and right[1] - right[0] > 1:
        return right[0] + 1, right[1]
    if left is None or place.direct == "(" or lower[left[1] - 1] not in _SPEEDS:
        return None
    fast = lower[left[0] + 1 : left[0] + 3] in (["-", "time"], ["-", "fast"])  # "real-time inference speed"
    start = left[0] + 3 * fast
    return (start, left[1]) if left[1] - start > 1 or lower[start] == "throughput" else None


def _of_metric(place: _Place) -> bool:
    """As in "91.3% of accuracy", "3.9 GB of memory"."""
    taken = place.measured(_MACHINE)
    after = place.after + taken
    if not (place.percent or taken) or place.lower[after : min(after + 1, place.reading.last)] != ["of"]:
        return False
    of = metric_right(place.reading, after + 1)
    opens = place.reading.sentence.index == 0  # "buildings take 42% of the energy"
    if of is None or of[0] != after + 1 or (opens and cues.COSTS & set(place.lower[of[0] : of[1]])):
        return False
    if place.lower[of[1] - 1] in cues.SHARES | {"performance", "variance"}:
        return False
    return place.is_result("result_number_metric", of)


def _before_bracket(place: _Place) -> bool:
    """As in "71.2 (PSNR)": nothing but a metric of the registry in the bracket."""
    reading = place.reading
    metric = metric_in_brackets(reading, place.after) if place.scored else None
    term = reading.term_in(metric) if metric is not None else None
    if metric is None or term is None or (term.first, term.last) != metric:
        return False
    return place.lower[metric[1] - 1] not in _ITEMS and place.is_result("result_number_metric", metric)


def _behind_metric(place: _Place) -> bool:
    """As in "an F1 score of 0.85", "accuracy: 91%", "FID = 2.1", "mAP (45.2)"."""
    reading, lower, end = place.reading, place.lower, place.end
    left = metric_left(reading, end)
    if (left is None or end - left[0] == 1) and end > 1 and lower[end - 2] == ")" and lower[end - 1] in _NUMBERS_OF:
        left = metric_left(reading, end - 1) or left
    if left is None:
        return False
    head = lower[left[1] - 1]
    named = lower[left[0] : left[1]]
    if _is_set(reading, left) or "standard" in named or lower[end - 1] in ("threshold", "thresholds"):
        return True
    if head == "performance" and lower[left[1] - 2] in _OTHERS:
        return place.is_result("result_baseline")
    verb = head == "scores" and _approaching(lower[end : place.number.first])
    if verb or (not place.joined and head in ("score", "scores") and lower[left[1] - 2] != "-"):
        place.word = "scores"
        return False
    shares = cues.SHARES if place.direct == "(" else _THINGS
    if place.percent and head in shares and "(" in lower[end : place.number.first]:
        return True
    if lower[end - 1] in _APART:
        return True  # "Dice differences were around 0.03"
    if not (place.scored or (place.joined and (place.measured() or not _counted(reading, left)))):
        return False
    if place.direct == "(" and not place.scored and not place.measured() and place.follows()[:1].isalpha():
        return place.follows() not in _JOINS  # "bit accuracy (48 bits)"
    if head in GENERIC and left[1] - left[0] == 1:
        acronym = reading.phrase_after(place.after, 4)
        if is_acronym(reading, acronym):
            return place.is_result("result_number_acronym", acronym)
        return place.is_result("result_score_of", _scored_with(reading, left[0]))
    metric = _told_after(reading, place.after, left) or left
    return place.is_result("result_metric_number" if place.joined else "result_metric_beside", metric)


def _is_set(reading: Reading, metric: Span) -> bool:
    """As in "pruning rate", "sparsity", "noise level": what is chosen; not "mask AP", "signal-to-noise ratio"."""
    knobs = [k for k in range(*metric) if reading.lower[k] in _KNOBS and not reading.compound(k)]
    return bool(knobs) and (knobs[-1] == metric[1] - 1 or reading.lower[metric[1] - 1] in _CHOSEN)


def _in_time(place: _Place) -> bool:
    """As in "renders a scene in just 3 seconds", "takes 4 ms", "runs at 4 ms per leaf"."""
    reading, lower, after = place.reading, place.lower, place.after
    if place.follows() not in _DURATIONS or place.number.sign or place.number.value >= _YEAR:
        return False
    each = place.word == "at" and (lower[after + 1 : after + 2] == ["per"] or lower[place.before - 1] in _RUNNING)
    if (each or place.word in _TAKING) and reading.sentence.index > 1:
        return place.is_result("result_in_time")
    if place.word not in ("in", "within"):
        return False
    closed = after + 1 >= reading.last or not lower[after + 1][0].isalnum() or lower[after + 1] in cues.STOPS - {"of"}
    return closed and place.is_result("result_in_time")


def _is_amount(place: _Place) -> bool:
    """A whole number without a sign: from here on, rules are for percentages and decimals."""
    return not place.scored


def _behind_subject(place: _Place) -> bool:
    """As in "The SSIM for leaves and twigs is 0.85"."""
    subject = None if place.percent and place.direct == "(" else _subject(place.reading, place.before)
    return subject is not None and place.is_result("result_metric_beside", subject)


def _behind_heading(place: _Place) -> bool:
    """As in "(F1 scores: small=0.46, large=0.51)"; what stands before an equals sign is a setting, else."""
    heading = _heading(place.reading, place.number) if place.direct == "=" else None
    if heading is not None:
        return place.is_result("result_labelled", heading)
    told = place.direct in _EQUALS and place.before >= place.reading.first
    return told and not _acronym(place.reading, place.before)


def _of_baseline(place: _Place) -> bool:
    """As in "the 61.5% baseline", "the 0.42 baseline"."""
    return place.scored and place.follows() in ("baseline", "baselines") and place.is_result("result_baseline")


def _before_acronym(place: _Place) -> bool:
    """As in "71.2% QWX"; "71.2% of" something else is a share."""
    acronym = place.reading.phrase_after(place.after, 4)
    if is_acronym(place.reading, acronym):
        return place.is_result("result_number_acronym", acronym)
    near = place.lower[place.after : place.after + 4]
    return place.percent and place.follows() == "of" and not {"time", "cases"} & set(near)


def _behind_acronym(place: _Place) -> bool:
    """As in "QWX of 0.71", "(QWX 0.71)", "Quick Warm Xylem (QWX) of 0.71"."""
    reading, lower, end = place.reading, place.lower, place.end
    if place.direct == "(" or not _ATTAINING.isdisjoint(lower[end : place.number.first]):
        return False
    if lower[end : place.number.first][:1] == ["to"] and not reading.abstract.words[end - 1].rstrip("s").isupper():
        return False  # "lifts OakNet to 71%"
    reported = end - 2 >= reading.first and lower[end - 2] in REPORTING
    if not reported and not _BOUNDS.isdisjoint(lower[end : place.number.first]):
        return False  # "trees with LDX > 0.6"
    opened = end - 2 >= reading.first and lower[end - 2] == "("
    if (
        (place.joined or opened)
        and end > reading.first
        and measure_like(reading.abstract.words[end - 1])
        and not (place.direct == ":" and lower[end - 1].endswith("s"))
        and not is_mentioned(reading, (end - 1, end))
    ):
        start = end - 1
        while start - 2 >= reading.first and lower[start - 1] == "-" and reading.compound(start):
            start -= 2
        start -= reading.glued(start) and lower[start - 1].isdigit()  # "3D-AUC"
        return place.is_result("result_acronym_number", (start, end))
    short = _short_form(reading, end) if place.joined else None
    return short is not None and place.is_result("result_acronym_number", short)


def _before_measure(place: _Place) -> bool:
    """As in "88% mitigation success"."""
    phrase = place.reading.phrase_after(place.after)
    if not place.percent or phrase[0] >= phrase[1]:
        return False
    head = place.lower[phrase[1] - 1]
    quality = head.endswith(QUALITIES) and head not in _NO_QUALITIES and place.reading.sentence.index > 1
    if head not in _MEASURES and not quality:
        return False
    loose = loose_metric(place.reading, phrase)
    if loose is None or _is_set(place.reading, loose):
        return False
    return place.is_result("result_number_measure", loose)


def _behind_equals(place: _Place) -> bool:
    """As in "r=0.71"."""
    told = place.direct in _EQUALS and place.before >= place.reading.first
    if not told or not _acronym(place.reading, place.before):
        return False
    return place.is_result("result_equals", place.reading.phrase_before(place.before + 1))


def _ranging(place: _Place) -> bool:
    """As in "Resolution ranges from 26%", "recall ranging from 0.7"."""
    reading, lower, end = place.reading, place.lower, place.end
    if not reading.first < end < place.number.first or lower[end] not in _RANGING or lower[end + 1] == "of":
        return False  # "at distances in ranges of 2-3 m"
    loose = loose_metric(reading, reading.phrase_before(end))
    measured = any(term.last <= end and lower[term.last - 1] not in cues.COUNTS for term in reading.metrics)
    return (loose is not None or measured) and place.is_result("result_ranging", loose)


def _noun_of(place: _Place) -> bool:
    """As in "an average harvest of 75.1%", "a score of 0.71", "the former record of 70%"."""
    reading, lower, before = place.reading, place.lower, place.before
    if place.word != "of":
        return False
    scored = place.number.decimals and lower[before - 1] == "baseline" and "from" not in lower[before - 4 : before]
    if (place.percent or scored) and lower[before - 1] in _BEST_SO_FAR:
        return place.is_result("result_baseline")
    if place.scored and lower[before - 1] in ("result", "results"):
        return place.is_result("result_score_of")
    phrase = _past_kind(reading, before)
    if is_mentioned(reading, phrase) and (relation := _related(reading, phrase)):
        return place.is_result("result_metric_number", relation)
    loose = loose_metric(reading, phrase)
    if not loose:
        return False
    if lower[loose[1] - 1] in _UNTELLING:
        vague = loose[1] - loose[0] == 1 or lower[loose[0]] in ("baseline", "previous", "best")
        return place.is_result("result_score_of", None if vague else loose)
    if relation := _related(reading, phrase):
        return place.is_result("result_metric_number", relation)
    reported = phrase[0] - 1 >= reading.first and any(
        word in REPORTING for word in lower[max(reading.first, phrase[0] - 4) : phrase[0]]
    )
    named = reported or "@" in lower[loose[0] : loose[1]] or measure_like(reading.abstract.words[loose[1] - 1])
    if not (place.percent or named) or lower[loose[1] - 1] in cues.SHARES | _SETTINGS:
        return False
    return place.is_result("result_noun_of", loose)


_UNTELLING = GENERIC | {"averages"}


def _in_metric(place: _Place) -> bool:
    """As in "45.2 in mAP"; a share of data is none."""
    reading = place.reading
    measured = _measured_before(reading, place.number)
    metric = metric_in(reading, place.after, loose=measured is None and reading.sentence.index > 0)
    if metric is None or (measured and _is_told_first(measured) and not is_told_in(reading, metric)):
        return False
    return place.lower[metric[1] - 1] in cues.SHARES or place.is_result("result_number_in_metric", metric)


def _changed_to(place: _Place) -> bool:
    """As in "raises this to 66.8%"."""
    cue = cue_before(place.reading, place.before, _CHANGE_TO) if place.word == "to" else None
    if cue is None or place.before - cue > 8:
        return False
    metric = object_metric(place.reading, cue, place.before) or _related(
        place.reading, place.reading.phrase_before(place.before)
    )
    if metric is not None and place.lower[metric[1] - 1] in cues.COUNTS - {"accuracy", "performance"}:
        return False
    return place.is_result("result_changed_to", metric)


def _fallen_to(place: _Place) -> bool:
    """As in "the accuracy of all models drops to 43%", "AUC falls below 0.65"; not of a cost."""
    lower, verb = place.lower, place.before - (place.word == "to")
    bounded = place.word == "to" or not {"below", "under"}.isdisjoint(lower[verb + 1 : place.number.first])
    if not bounded or verb <= place.reading.first or lower[verb] not in _FALLING:
        return False
    metric = subject_of(place.reading, verb)
    if metric is None or not cues.COSTS.isdisjoint(lower[slice(*metric)]) or lower[metric[1] - 1] in CHANGE_NOUNS:
        return False
    vague = lower[metric[1] - 1] == "performance"
    return place.is_result("result_changed_to", None if vague else metric)


_FALLING = word_set(
    """fall falls fell falling drop drops dropped dropping decline declines declined declining decrease decreases
    decreased decreasing degrade degrades degraded degrading plummet plummets plummeted deteriorate deteriorates
    deteriorated plunge plunges plunged collapse collapses collapsed sink sinks sank"""
)


def _on_benchmark(place: _Place) -> bool:
    """As in "81.4% on MMLU", "MMLU (81.4%)"."""
    reading, first = place.reading, place.number.first
    if _benchmark_follows(reading, place.after):
        return place.is_result("result_on_benchmark")
    if place.direct not in (":", "(", "") and place.direct not in "~≈":
        return False
    behind = any(mention.last in (place.before + 1, first - 1, first - 2) for mention in reading.mentions)
    return behind and place.is_result("result_after_benchmark")


def _in_brackets(place: _Place) -> bool:
    """As in "FooNet (71.2%)", "planning (41.3%)", "(Oak-27B, 64.1)"."""
    reading, number = place.reading, place.number
    if place.direct == "," and place.follows() == ")":
        return _named_in_bracket(reading, number) and place.is_result("result_bracketed")
    near = place.lower[place.after + 1 : min(place.after + 3, reading.last)]
    shares = place.percent or number.value < 1
    joints = ("vs", "versus", "and", "/") if shares else ("vs", "versus")
    compared = place.follows() in joints and any(word[0].isdigit() for word in near)
    if compared and any(s.kind == "gain" for s in reading.between(reading.first, number.first)):
        return False  # "a 6% increase without pruning (78% vs. 72%)"
    closes = compared or place.follows() in (")", ",", ";")
    if place.follows() == "," and near == ["n", "="]:
        return place.is_none()  # "oaks (71.2%, n=166)"
    if place.direct != "(" or not closes or number.sign or number.first - 2 < reading.first:
        return False
    phrase = reading.phrase_before(number.first - 1)
    if _is_gained_over(reading, phrase[0]):
        return False
    name = reading.abstract.words[number.first - 2]
    if reading.compound(number.first - 2):
        name = reading.abstract.written(*phrase)
    set_to = not place.percent and name.lower() in ("setting", "settings")  # "two temperature settings (0.1, 0.5)"
    if any(c.isupper() for c in name) or (name.lower() in cues.SYSTEMS and not set_to):
        metric = _praised(reading, phrase) or _metric_as_before(reading, number, phrase)
        return place.is_result("result_bracketed", metric)
    return _behind_noun(place, phrase, name, compared=compared)


def _behind_noun(place: _Place, phrase: Span, name: str, *, compared: bool) -> bool:
    """As in "planning (41.3%)", "coherence (4.1 vs. 4.0)": in brackets behind a common noun, the end of `phrase`."""
    reading, number = place.reading, place.number
    common = name.islower() and name not in _NO_PHRASES | COMPARATIVES
    bare = number.decimals and not number.unit and len(name) > 2 and name[-1].isalpha()
    closed = (compared or place.follows() == ")") and reading.sentence.index > 1
    if not common or not (place.percent or bare) or not closed or phrase[0] >= phrase[1]:
        return False
    earlier = [s for s in reading.scores if s.kind == "result" and s.number.first < number.first]
    measured = any(_measures(s, number) for s in earlier)
    listed = bool(earlier) and earlier[-1].rule == "result_bracketed_phrase" and _is_own(earlier[-1])
    named = any(word != word.lower() for word in reading.abstract.words[phrase[0] + 1 : phrase[1]])
    if named or (measured and not compared and not listed):
        return place.is_result("result_bracketed_phrase")
    return place.is_result("result_bracketed_phrase", _measure_for(reading, phrase) or loose_metric(reading, phrase))


def _praised(reading: Reading, phrase: Span) -> Span | None:
    """As in "the highest QWX (1.67)": letters that a degree is told of are a metric, no system."""
    told = phrase[0] > reading.first and reading.lower[phrase[0] - 1] in _DEGREES
    return phrase if told and is_acronym(reading, phrase) else None


_DEGREES = word_set("high higher highest low lower lowest moderate superior average mean median overall")


def _metric_as_before(reading: Reading, number: Number, phrase: Span) -> Span | None:
    """As in "Token Rate (90.3%) and Pure Token Share (85.8%)": before a bracket as before the last one."""
    former = next((s for s in reversed(reading.between(phrase[0] - 6, number.first)) if s.kind == "result"), None)
    joined = former is not None and set(reading.lower[former.number.last : phrase[0]]) <= {")", ",", "and", "a", "the"}
    words = reading.abstract.words[slice(*phrase)]
    named = is_mentioned(reading, phrase) or any(not word.isalpha() or word.isupper() for word in words)
    return phrase if former and joined and _is_own(former) and len(words) > 1 and not named else None


def _measures(score: Score, number: Number) -> bool:
    """An earlier result tells the metric of a number in brackets behind a noun, or none, as behind names."""
    if score.metric is None:
        return score.rule.startswith("result_bracketed")
    return score.number.unit == number.unit or score.rule == "result_bracketed"


def _is_own(score: Score) -> bool:
    """The metric stands right before the bracket of the number."""
    return score.metric is not None and score.metric[1] == score.number.first - 1


def _is_gained_over(reading: Reading, token: int) -> bool:
    """As in "a 60% improvement over the older model (0.16)": the value that the gain starts from."""
    lower = reading.lower
    while token - 1 > reading.first and lower[token - 1] in cues.DETERMINERS:
        token -= 1
    return token - 2 >= reading.first and lower[token - 1] in ("over", "from") and lower[token - 2] in CHANGE_NOUNS


def _labelled(place: _Place) -> bool:
    """As in "high success rates: 76% on A", "(small: 81.2%, large: 84.3%)"."""
    label = place.reading.abstract.words[place.number.first - 2]
    named = place.number.decimals and label[:1].isupper() and label not in NO_MEASURES
    if not (place.percent or (named and not place.number.unit)) or place.direct != ":":
        return False
    if heading := _announced(place.reading, place.number):
        return place.is_result("result_labelled", heading)
    first = place.number.first
    opened = "(" in place.lower[max(place.reading.first, first - 6) : first]
    return opened and place.is_result("result_labelled")


def _reported(place: _Place) -> bool:
    """As in "The best tool achieves 71.2%", "Oak attains 62.8, followed by Elm"."""
    reading, lower = place.reading, place.lower
    if _is_bare_score(place):
        return place.is_result("result_reported")
    if not place.percent or place.word not in cues.REPORT or reading.sentence.index <= 1:
        return False
    phrase = reading.phrase_after(place.after)
    if phrase[0] >= phrase[1]:
        return place.is_result("result_reported")
    apart = lower[phrase[1] - 1] in _DISTANCES or lower[phrase[0]].endswith("ed")
    if apart or (place.word in ("with", "at") and reading.as_metric(phrase) is None):
        return place.is_none()
    metric = loose_metric(reading, phrase) if lower[phrase[1] - 1] not in cues.SYSTEMS else None
    return place.is_result("result_reported", metric)


def _is_bare_score(place: _Place) -> bool:
    """A decimal number right behind a verb of scoring, and behind it the end of a clause, its place, or a system."""
    number = place.number
    bare = number.decimals and not number.unit and not number.sign and place.reading.sentence.index > 1
    return bare and place.word in _SCORING and place.follows() in _BEHIND_SCORES


_SCORING = word_set(
    "achieve achieves achieved achieving attain attains attained attaining score scores scored scoring obtains obtained"
)
_BEHIND_SCORES = frozenset([",", ".", ";", ")", "", "on", "and", "while", "compared", "followed", "versus", "vs"])


_RULES = (
    _of_the_time,
    _of_cases,
    _accomplished,
    _before_metric,
    _of_metric,
    _behind_metric,
    _before_bracket,
    _in_time,
    _is_amount,
    _behind_subject,
    _behind_heading,
    _of_baseline,
    _before_acronym,
    _behind_acronym,
    _before_measure,
    _behind_equals,
    _ranging,
    _noun_of,
    _in_metric,
    _changed_to,
    _fallen_to,
    _on_benchmark,
    _in_brackets,
    _labelled,
    _reported,
)


def _approaching(words: list[str]) -> bool:
    """Only words of extent stand between a metric and its number: "F1 up to 0.76"."""
    return bool(words) and set(words) <= _APPROACHING


def is_fraction(reading: Reading, number: Number) -> bool:
    """The top of a scale ("4.8/5.0"), a part of a fraction ("1/10"), or the number of an item ("(2)", "2)")."""
    lower, first, last = reading.lower, number.first, number.last
    if number.unit or first - 1 < reading.first or last >= reading.last:
        return False
    if lower[first - 1] == "/" and number.value in (3, 4, 5, 7, 10, 100):
        return True
    if number.decimals:
        return False
    return lower[first - 1] == "/" or lower[last] == "/" or _numbers_item(reading, number)


def _numbers_item(reading: Reading, number: Number) -> bool:
    """As in "(2)", "2)"."""
    lower, first = reading.lower, number.first
    if lower[number.last] != ")":
        return False
    brackets = [word for word in lower[max(reading.first, first - 30) : first] if word in "()"]
    return lower[first - 1] == "(" or brackets[-1:] != ["("]


def _heading(reading: Reading, number: Number) -> Span | None:
    """As in "(F1 scores: small=0.46, large=0.51)": the metric before the colon that labels stand behind."""
    depth = 0
    for k in range(number.first - 2, max(reading.first, number.first - 24), -1):
        word = reading.lower[k]
        if word == ":" or (word == "(" and not depth):
            return metric_left(reading, k) if word == ":" else None
        depth += (word == ")") - (word == "(")
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
    if token <= reading.first or not (lower[token] in _SUBJECT_VERBS or opens):
        return None
    for term in reversed([term for term in reading.metrics if term.last <= token and token - term.last <= 12]):
        between = lower[term.last + (lower[term.last] == ")") : token]
        if between[:2] in (["achieved", "by"], ["obtained", "by"]):
            between = between[1:]
        if any(word in REPORTING or word in ",;()" or word[0].isdigit() for word in between):
            return None
        if between[:1] and between[0] in _OF_SUBJECT:
            metric = reading.as_metric(reading.phrase_before(term.last))
            return None if metric is None or set(lower[metric[0] : metric[1]]) <= GENERIC else metric
    return None


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


_DEFINITE = cues.DETERMINERS - {"a", "an"}


def _scored_with(reading: Reading, token: int) -> Span | None:
    """As in "is best in WER with a score of": the metric of the registry that "with" follows."""
    while reading.lower[token - 1] in cues.DETERMINERS:
        token -= 1
    if token - 2 <= reading.first or reading.lower[token - 1] != "with":
        return None
    metric = metric_left(reading, token - 1)
    return metric if metric is not None and reading.term_in(metric) is not None else None


def _past_kind(reading: Reading, end: int) -> Span:
    """The phrase that ends before `end`, or before a bracket there: "on Oak (val) of 71%"."""
    opening = end - 1
    while opening > reading.first and reading.lower[end - 1] == ")" and reading.lower[opening] != "(":
        opening -= 1
    return reading.phrase_before(opening if reading.lower[opening] == "(" else end)


def _related(reading: Reading, phrase: Span) -> Span | None:
    """As in "a correlation with human taste of 0.8", "an accuracy on the test set of A of 91%".

    The metric before what it is of: before `phrase`, or before what that is a part of if it holds a benchmark.
    """
    placed = is_mentioned(reading, phrase)
    for _ in range(2 if placed else 1):
        token = phrase[0]
        while reading.lower[token - 1] in _DEFINITE:
            token -= 1
        if token - 2 <= reading.first or reading.lower[token - 1] not in _RELATING | ({"of"} if placed else set()):
            return None
        metric = metric_left(reading, token - 1)
        if metric is not None and reading.lower[metric[1] - 1] != "performance":
            known = reading.term_in(metric) is not None or (placed and reading.lower[metric[1] - 1] in HEADS)
            return metric if known else None
        phrase = reading.phrase_before(token - 1)
    return None


def _measure_for(reading: Reading, phrase: Span) -> Span | None:
    """As in "F1 scores for walls (91%)": the metric of what stands before the bracket."""
    before = phrase[0] - 1
    if before <= reading.first or reading.lower[before] not in ("for", "on", "in", "during", "under", "of"):
        return None
    return metric_left(reading, before)


def _measured_before(reading: Reading, number: Number) -> Score | None:
    """A result before with a metric: what "in" leads to is a part of it ("91% recall in spring, 83% in fall")."""
    for score in reading.scores:
        alike = score.kind == "result" and score.number.unit == number.unit and score.number.last <= number.first
        if alike and score.metric is not None:
            return score
    return None


def _is_told_first(score: Score) -> bool:
    """The metric stands before its number."""
    return score.metric is not None and score.metric[0] < score.number.first


def _is_p_value(reading: Reading, number: Number) -> bool:
    """As in "(p < 0.01)", "a p-value of less than 0.001"."""
    lower, sign = reading.lower, number.first - 1
    if lower[sign] in "=<>≤≥" and sign > reading.first and lower[sign - 1] == "p":
        return True
    name = lead_in(reading, sign)
    name -= lower[name] == "of"
    name -= lower[name] in _COPULAS
    valued = name - 1 > reading.first and lower[name] in ("value", "values")
    return valued and "p" in lower[name - 2 : name] and "log" not in lower[name - 4 : name]


def _is_bound(reading: Reading, number: Number) -> bool:
    """As in "0.80 [0.76, 0.84]": an end of an interval."""
    lower = reading.lower
    last = (
        number.last < reading.last
        and lower[number.last] == "]"
        and "[" in lower[max(reading.first, number.first - 4) : number.first]
    )
    return last or (lower[number.first - 1] == "[" and "]" in lower[number.last : number.last + 4])


def _counted(reading: Reading, metric: Span) -> bool:
    """A whole number before this metric is an amount ("300 turns"), not a score ("45 FPS", "BLEU of 34")."""
    head = reading.abstract.words[metric[1] - 1]
    if head in _ITEMS or any(other.number.first < metric[1] for other in reading.between(*metric)):
        return True  # "190 car models", "100 SPARQL queries"
    written = reading.abstract.written(*metric)
    return (
        not (any(c.isupper() for c in written) or written in ("fps", "frames per second")) or metric[1] - metric[0] > 4
    )


# Letters of settings in words; those of agreements ("kappa") are measures.
_GREEK = word_set("alpha beta gamma delta epsilon eta theta lambda mu sigma tau omega")


def _acronym(reading: Reading, token: int) -> bool:
    """As in "Dice = 0.9", "r=0.96": what stands before the sign is a measure, not a setting ("k=5", "p=0.01")."""
    word = reading.abstract.words[token]
    if word in NO_MEASURES or word.lower() in _GREEK:
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
