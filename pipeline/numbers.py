"""Numbers as abstracts write them: value, unit sign, magnitude, range, sign and precision.

What belongs here: reading a number and what is glued to it. What does not: whether it is a size,
a score or a gain, and whose (rules/).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MAGNITUDES = {
    "k": 1e3,
    "K": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "M": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "Million": 1e6,
    "mn": 1e6,
    "B": 1e9,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "Billion": 1e9,
    "billions": 1e9,
    "T": 1e12,
    "trillion": 1e12,
    "Trillion": 1e12,
    "G": 1e9,
    "hundred": 1e2,
}

WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "fifty": 50,
    "hundred": 100,
    "thousand": 1000,
}

# What a number in words may be followed by: "seven hundred thousand".
_MULTIPLES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}

# Words that are numbers, alone or as "twofold".
_SPELT = frozenset(WORDS) | {f"{word}fold" for word in WORDS}

APPROX = {"about", "around", "approximately", "approx", "nearly", "near", "roughly", "almost", "~", "≈", "∼", "circa"}
UP_TO = {"<", "≤", "below", "under"}
AT_LEAST = {">", "≥", "over", "exceeding", "above", "exceeds", "exceed", "surpassing"}
_BOUNDS = {
    ("many", "as"): "up_to",
    ("much", "as"): "up_to",
    ("maximum", "of"): "up_to",
    ("minimum", "of"): "at_least",
    ("excess", "of"): "at_least",
    ("upwards", "of"): "at_least",
}
_MORE = {"more", "greater", "higher", "larger", "better"}
_LESS = {"less", "fewer", "lower", "smaller"}
# Words before a number that do not end the look for a word of precision ("up to a 15%").
_ARTICLES = {"a", "an", "the", "only", "just", "of", "by", "+", "-", "an average", "average"}

# Groups are atomic rather than possessive, which Python 3.11.2 (that of Debian 12) gets wrong.
_NUMBER = re.compile(
    r"""
    (?P<digits>
        \d{1,3}(?>(?:[,\u2009]\d{3})+)(?!\d)
      | \d{1,3}(?>(?:\ \d{3})+)(?=\ (?!million|billion|para|times|per)[A-Za-z]{3})
      | \d++
    )?
    (?P<fraction>\.\d++|,\d{1,2}(?=\ ?%)|(?<=\d)(?<!\d{4})\.\ \d{1,3}(?=\ ?%))?
    (?:e(?P<exponent>[+-]?\d{1,3})(?!\w|\.\d))?
    (?P<power>\ ?(?:[×·*x]|times)?\ ?\b10\^\(?(?P<ten>[-−–]?\d{1,3})\)?)?
    (?P<plus>\+(?!\d))?
    (?:[\ -]?(?!(?<=\ )[A-Za-z]-(?!param|scale|token|size)[A-Za-z])(?P<magnitude>
        [kKMBTGb](?![A-Za-z0-9]) | bn\b | [tT]housands?\b | [mM]illions?\b | [bB]illions?\b | [tT]rillion\b | hundred\b
    ))?
    (?P<plus2>\+(?!\d))?
    (?P<unit>
        \ ?%(?:[\ -]?(?:p\.p\.|pp\b|p\b|points?\b|pts?\b)|\ \(?absolute\b\)?)?
      | [\ -]?(?:percentage|percent|absolute|accuracy)[\ -]points?\b
      | [\ -]?percent\b
      | [\ -]?per\ cent\b
      | \ ?(?:p\.p\.|pp\b|ppt?s?\b)
      | [\ -]?(?:points?|pts?)\b
      | \ ?×(?!\s?\d)
      | [xX](?![A-Za-z0-9])
      | [\ -]?times\b
      | [\ -]?folds?\b
      | \ ?[Xx]\b(?=\ (?:
            faster|slower|speed|smaller|larger|fewer|less|more|reduction|improvement|lower|higher|increase|compression
          | better|cheaper|longer|acceleration|the|that
        ))
    )?
    """,
    re.VERBOSE,
)
# For RE2: a number that is no part of a name ("GPT-4", "3D") and does not count an item ("(2)") ...
_REST = r"(?:$|[^\p{Nd}.,dD]|[dD][bB])"
ALONE = (
    rf"(?:^|[^\p{{L}}\p{{Nd}}_@\-–/.(]|\([-–])[-–]?\.?\p{{Nd}}[\p{{Nd}}.,]*{_REST}"
    rf"|\(\.?\p{{Nd}}{{1,2}}(?:[.,]\p{{Nd}}|[^\p{{Nd}}.,)dD]|[dD][bB])|\(\.?\p{{Nd}}{{3,}}[\p{{Nd}}.,]*{_REST}"
)
# ... and one with the sign of a unit, whatever it is glued to.
SIGNED = (
    r"\p{Nd}[kKMBTGb]?\+?[ -]?(?:%|×|[xX](?:[^\p{L}\p{Nd}]|$)|times|folds?\b|percent|per cent|pp\b|p\.p|ppt|points?"
    r"|pts?|absolute|accuracy)"
)
# A word that is or begins with a number beyond one.
SPELT = rf"(?i)\b(?:{'|'.join(word for word in WORDS if word != 'one')})"
# What stands between the thousands.
_BETWEEN = str.maketrans("", "", ", \u2009")
_POINTS = re.compile(r"p\.p\.|pp|pts?|point|%p|absolute")
_TEN = re.compile(r"10\^\(?([-−–]?\d{1,3})\)?")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
DASHES = frozenset("-–—−~")


@dataclass(slots=True, eq=False)
class Number:
    """A number in a text.

    `first`, `last` are its tokens (last exclusive), `start`, `end` its characters, sign and unit
    included. `value` holds the magnitude ("7B" is 7e9). `unit` is %, points, x, or "" where none
    of these is written; `shared` says that it was written with a later number of the same list.
    `upper` is the upper end of a range that is written with a dash ("12-38%").
    `named` says that it is part of a name ("CIFAR-100"), `claimed` which table a rule took it for.
    `digits` is the number itself as written, without magnitude and unit.
    """

    value: float
    start: int
    end: int
    first: int
    last: int
    unit: str = ""
    magnitude: str = ""
    sign: str = ""
    qualifier: str = "exact"
    decimals: bool = False
    word: bool = False
    shared: bool = False
    upper: float | None = None
    digits: str = ""
    claimed: str = ""
    named: bool = False

    @property
    def is_year(self) -> bool:
        """Four digits that stand for a year."""
        return (
            len(self.digits) == 4 and not self.unit and not self.magnitude and _YEAR.fullmatch(self.digits) is not None
        )


def _unit(written: str) -> str:
    written = written.strip(" -").casefold()
    if not written:
        return ""
    if _POINTS.search(written):
        return "points"
    if written.startswith(("%", "per")):
        return "%"
    return "x"


def scaled(value: float, factor: float) -> float:
    """`value` times `factor`, without what floating point adds ("4.1G" is 4,100,000,000)."""
    product = value * factor
    return round(product, 6) if product < 1e6 else float(round(product))


def read(text: str, at: int) -> Number | None:
    """The number that begins at character `at` of `text`, without tokens and precision; None if none does."""
    match = _NUMBER.match(text, at)
    if match is None or not (match["digits"] or match["fraction"]):
        return None
    # "29,4%", "29. 4%": some write a comma where a fraction begins, or a blank behind the point.
    digits = (match["digits"] or "") + (match["fraction"] or "").replace(",", ".").replace(" ", "")
    value = float(digits.translate(_BETWEEN))
    unit = _unit(match["unit"] or "")
    if match["exponent"]:
        value = float(f"{digits.translate(_BETWEEN)}e{match['exponent']}")
    if match["ten"]:
        value *= 10.0 ** int(match["ten"].replace("−", "-").replace("–", "-"))
    elif digits == "10" and (power := _TEN.match(text, at)):
        value = 10.0 ** int(power[1].replace("−", "-").replace("–", "-"))
        return Number(value, at, power.end(), 0, 0, digits=power.group())
    magnitude = match["magnitude"] or ""
    if magnitude:
        value = scaled(value, MAGNITUDES.get(magnitude) or MAGNITUDES[magnitude.casefold()])
    number = Number(value, at, match.end(), 0, 0, unit, magnitude, digits=digits)
    number.decimals = match["fraction"] is not None
    if match["plus"] or match["plus2"]:
        number.qualifier = "at_least"
    return number


def read_all(
    text: str, words: Sequence[str], starts: Sequence[int], ends: Sequence[int], places: Iterable[int]
) -> list[Number]:
    """The numbers of a tokenised text that begin at one of the tokens `places`, in order.

    `words`, `starts` and `ends` are all tokens in lower case and their characters. Numbers inside names
    ("GPT-4", "CIFAR-100") are read too: it is for the rules to know names.
    """
    numbers: list[Number] = []
    end = 0
    # Most tokens are words of letters alone, and no numbers.
    for i in [i for i in places if not (word := words[i]).isalpha() or word in _SPELT]:
        word = words[i]
        spelt = word in _SPELT
        if i < end or not (spelt or word[0].isdigit() or (word[0] == "." and word != ".")):
            continue
        number = _spelt(text, words, starts, ends, i) if spelt else read(text, starts[i])
        if number is None:
            continue
        number.first = i
        number.last = end = max(bisect_left(starts, number.end, i), i + 1)
        numbers.append(number)
    for number in numbers:
        number.named = _is_named(text, number.start)
    _join_ranges(numbers, text)
    for number in numbers:
        _sign_and_precision(number, text, words, starts)
    _join_errors(numbers)
    _share_units(numbers, words)
    return numbers


def _spelt(text: str, words: Sequence[str], starts: Sequence[int], ends: Sequence[int], i: int) -> Number:
    """The number in words that begins at token `i`: "twofold", "seven hundred thousand", "ten percent"."""
    word = words[i]
    if word.endswith("fold"):
        return Number(float(WORDS[word[:-4]]), starts[i], ends[i], i, i + 1, "x", word=True, digits=word)
    number = Number(float(WORDS[word]), starts[i], ends[i], i, i + 1, word=True, digits=word)
    k = i + 1
    while k < min(i + 3, len(words)) and words[k] in _MULTIPLES:
        number.value *= _MULTIPLES[words[k]]
        number.end = ends[k]
        k += 1
    rest = text[number.end : number.end + 7].lower()
    for suffix in (" times", "-times", "-fold", " fold"):
        if rest.startswith(suffix) and not rest[len(suffix) :][:1].isalpha():
            number.unit, number.end = "x", number.end + len(suffix)
            return number
    if k < len(words) and words[k] == "percent":
        number.unit, number.end = "%", number.end + 8
    return number


def _is_named(text: str, start: int) -> bool:
    """The number that starts at `start` is part of a name: "CIFAR-100", "Hit@5"."""
    before = text[start - 1 : start]
    return before.isalpha() or (before in ("-", "_", "@") and text[max(0, start - 2)].isalnum())


def _join_errors(numbers: list[Number]) -> None:
    """Joins "92.2 ± 2.4%" into one number with the unit of both, in place."""
    k = 0
    while k + 1 < len(numbers):
        number, error = numbers[k], numbers[k + 1]
        if error.sign == "±" and error.first - number.last <= 0:
            number.unit = number.unit or error.unit
            number.end, number.last = error.end, error.last
            del numbers[k + 1]
        k += 1


# What joins the ends of a range; a hyphen with blanks only where a unit follows.
_RANGES = DASHES | {"--", "---"}


def _join_ranges(numbers: list[Number], text: str) -> None:
    """Joins "12-38%" and "0.5B–7B" into one number with an upper end, in place."""
    k = 0
    while k + 1 < len(numbers):
        low, high = numbers[k], numbers[k + 1]
        gap = text[low.end : high.start]
        spaced = gap.strip()
        if (
            spaced in _RANGES
            and (gap in DASHES or spaced in "–—−~" or (high.unit and gap.startswith(" ") and gap.endswith(" ")))
            and not low.word
            and not high.word
            and low.upper is None
            and (not low.unit or low.unit == high.unit)
            and not (low.start and (text[low.start - 1].isalpha() or text[low.start - 1] in "-_."))
        ):
            factor = MAGNITUDES.get(high.magnitude, 1.0) if high.magnitude and not low.magnitude else 1.0
            first = low.value * factor
            if first < high.value:
                low.value, low.upper = first, high.value
                low.unit, low.magnitude, low.end, low.last = high.unit, high.magnitude, high.end, high.last
                low.decimals = low.decimals or high.decimals
                if high.qualifier == "at_least":
                    low.qualifier = "at_least"
                del numbers[k + 1]
                continue
        k += 1


def _sign_and_precision(number: Number, text: str, words: Sequence[str], starts: Sequence[int]) -> None:
    """Sets the sign and the qualifier of a number by the words before it, in place."""
    _read_sign(number, text, words, starts)
    k = number.first - 1
    while number.qualifier == "exact" and max(number.first - 5, -1) < k:
        told = _precision(words, k)
        if told == "" and words[k] not in _ARTICLES:
            return
        if told == "approx" and words[k] in "~≈∼" and starts[k] + 1 >= number.start - 1:
            number.first, number.start = k, starts[k]
        number.qualifier = told or "exact"
        k -= 1


def _read_sign(number: Number, text: str, words: Sequence[str], starts: Sequence[int]) -> None:
    first = number.first
    if first and starts[first] == number.start and words[first - 1] in {"+", "-", "−", "–", "±", "↑", "↓"}:
        glued = number.start - starts[first - 1] == 1
        before = text[starts[first - 1] - 1] if starts[first - 1] else " "
        error = words[first - 1] == "±"
        if error or ((glued or words[first - 1] in "↑↓") and not before.isalnum() and before not in ")]%-–—"):
            number.sign = {"−": "-", "–": "-", "↑": "+", "↓": "-"}.get(words[first - 1], words[first - 1])
            number.first -= 1
            number.start = starts[number.first]


def _precision(words: Sequence[str], k: int) -> str:
    """The qualifier that the word `k` before a number and the one before that tell, "" if they tell none."""
    word, before = words[k], words[k - 1] if k else ""
    if word in APPROX:
        return "approx"
    if word == "to":
        return {"up": "up_to", "close": "approx"}.get(before, "")
    if word in {"most", "least"} and before == "at":
        return "up_to" if word == "most" else "at_least"
    if word in {"as", "of"} and (before, word) in _BOUNDS:
        return _BOUNDS[before, word]
    if word in UP_TO:
        return "up_to"
    if word in AT_LEAST:
        return "at_least"
    if word != "than" or before not in _MORE | _LESS:
        return ""
    negated = k > 1 and words[k - 2] in {"no", "not"}
    return "at_least" if (before in _MORE) != negated else "up_to"


_JOINERS = {",", "and", "or", "/", "to", "&", "|", ";"}


def _share_units(numbers: list[Number], words: Sequence[str]) -> None:
    """Gives "1.2, 3 and 4.5%" one unit: a bare number takes the unit of the next of its list."""
    for k in range(len(numbers) - 2, -1, -1):
        number, after = numbers[k], numbers[k + 1]
        if number.unit or number.named or number.word or number.magnitude or number.is_year:
            continue
        if not after.unit or after.magnitude:
            continue
        if number.decimals and number.value < 1 < after.value:  # "an F1 of 0.71 and 83% recall"
            continue
        between = words[number.last : after.first]
        if between and len(between) <= 2 and all(word in _JOINERS for word in between):
            number.unit, number.shared = after.unit, True
