"""Sentences of an abstract, and LaTeX read as plain text without losing where each character stood.

What belongs here: everything about characters. What does not: numbers (numbers.py) and meaning (rules/).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.patterns import asks

SYMBOLS = {
    "%": "%",
    "&": "&",
    "#": "#",
    "_": "_",
    "$": "$",
    "times": "×",
    "sim": "~",
    "approx": "~",
    "thicksim": "~",
    "pm": "±",
    "le": "≤",
    "leq": "≤",
    "lt": "<",
    "ge": "≥",
    "geq": "≥",
    "gt": ">",
    "to": "→",
    "rightarrow": "→",
    "uparrow": "↑",
    "downarrow": "↓",
    "cdot": "·",
    "percent": "%",
    "deg": "°",
    "degree": "°",
    "circ": "°",
    ",": "",
    ";": " ",
    ":": " ",
    "!": "",
    " ": " ",
    "\\": " ",
    "texttimes": "×",
    "textendash": "–",
    "ldots": "...",
    "dots": "...",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "lambda": "λ",
    "tau": "τ",
    "pi": "π",
    "mu": "μ",
    "sigma": "σ",
    "delta": "δ",
    "Delta": "Δ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "eta": "η",
    "kappa": "κ",
    "rho": "ρ",
    "infty": "∞",
}

# One alternation, each branch linear; the order matters.
_MARKUP = regex.compile(
    r"""
      \\unicode\{x(?P<code>[0-9a-fA-F]{2,5})\}
    | \\(?P<command>[A-Za-z]++)\*?(?:\ (?=[A-Za-z0-9]))?
    | \\(?P<char>[%&\#_$,;:!()\[\]\ \\{}])
    | (?P<comma>\{,\})
    | (?P<brace>[{}$])
    | (?P<dash>(?<=[\d%$BMKx])-{2,3}(?=[\d$~]))
    | (?P<glued>(?<=\d)times(?![a-z]))
    | (?P<hex>x20(?:13|14|19|1c|1d)(?!\d|[A-Z]\b))
    | (?P<tie>(?<=[\w.])~(?=[\w\\])(?:(?!\d)|(?<!\d~)|(?<=@\d~)|(?<=@\d\d~)))  # not "1.6~2.5", a range
    | (?P<bold>(?<!\w)\*\*(?=\S)|(?<=\S)\*\*(?!\w))
    | (?P<error>\+/?-(?=[\ $]?\d)|plus[/-]minus)
    | (?P<space>[\u00a0\u2000-\u200a\u202f\u3000])
    """,
    regex.VERBOSE,
)
_HEX = {"x2013": "–", "x2014": "—", "x2019": "’", "x201c": "“", "x201d": "”"}


def _replacement(match: regex.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "command":
        return SYMBOLS.get(match["command"], "")
    if kind == "char":
        return SYMBOLS.get(match["char"], "")
    if kind == "code":
        return chr(int(match["code"], 16)) if int(match["code"], 16) < 0x11000 else ""
    if kind == "hex":
        return _HEX[match.group()]
    return {"comma": ",", "brace": "", "dash": "–", "glued": "×", "tie": " ", "error": "±", "bold": "", "space": " "}[
        str(kind)
    ]


@dataclass(slots=True)
class Plain:
    """Plain text, and where each of its characters stood in the original.

    `plain` and `raw` hold the starts of pieces in the plain text and in the original; a piece
    is copied one to one where `copied`, else stands as a whole for the original's characters
    up to `raw_end`.
    """

    text: str
    plain: Sequence[int] = (0,)
    raw: Sequence[int] = (0,)
    raw_end: Sequence[int] = (0,)
    copied: Sequence[bool] = (True,)

    def start(self, index: int) -> int:
        """Where the plain character at `index` begins in the original."""
        k = bisect_right(self.plain, index) - 1
        return self.raw[k] + (index - self.plain[k] if self.copied[k] else 0)

    def end(self, index: int) -> int:
        """Where the plain text that ends before `index` ends in the original."""
        k = bisect_right(self.plain, index - 1) - 1
        return self.raw[k] + index - self.plain[k] if self.copied[k] else self.raw_end[k]


# Whether a text can differ from its plain text at all: a cheap look that is never wrong when it says no.
may_have_markup = asks(r"[\\${}~\x{a0}\x{2000}-\x{200a}\x{202f}\x{3000}]|--|times|\+/?-|minus|\*\*|x20")


def to_plain(text: str) -> Plain:
    """LaTeX commands, ties and their remains in `text` read as plain characters."""
    if not may_have_markup(text):
        return Plain(text)
    out: list[str] = []
    plain, raw, raw_end, copied = [], [], [], []
    length = at = 0

    def add(piece: str, start: int, end: int, copy: bool) -> None:
        nonlocal length
        if piece:
            plain.append(length)
            raw.append(start)
            raw_end.append(end)
            copied.append(copy)
            out.append(piece)
            length += len(piece)

    for match in _MARKUP.finditer(text):
        add(text[at : match.start()], at, match.start(), True)
        add(_replacement(match), match.start(), match.end(), False)
        at = match.end()
    add(text[at:], at, len(text), True)
    if not out:
        return Plain("")
    return Plain("".join(out), plain, raw, raw_end, copied)


_BOUNDARY = re.compile(r"""([.!?]["')\]}”’]*+)\s++(?=["'(\[“‘\\$*•]*+[A-Z0-9])""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[{])(?:e\.g|i\.e|vs|cf|al|Fig|Figs|Eq|Eqs|Sec|approx|resp|No|avg|Avg|ca|w\.r\.t|Dr|Prof|St|et|acc|Acc|[A-Z])$"
)
# The last letters of these, which most sentences do not end with.
_LAST = frozenset("acefglopqrstxABCDEFGHIJKLMNOPQRSTUVWXYZ")


# What stands before and behind a decimal point and a blank, where a text was copied badly: "97. 42%".
_WHOLE = re.compile(r"(?<!\d)\d{1,3}$")
_FRACTION = re.compile(r"\d{1,3}\ ?\\?%")


# A name that ends in an exclamation mark ("Yahoo! Answers", "CheckThat! 2025").
_EXCLAIMED = regex.compile(r"(?<=[\s(\[])[A-Z]\w*$")


# Nobody writes a longer sentence: one is read in parts, for rules compare the numbers and names of a sentence.
LONGEST = 2500


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, without the blanks between them; none longer than `LONGEST`."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        at, end = match.span(1)
        last = text[at - 1]
        if text[at] == "." and last in _LAST and _ABBREVIATION.search(text, max(start, at - 8), at):
            continue
        split = text[at] == "." and last.isdigit() and _FRACTION.match(text, match.end())
        if split and _WHOLE.search(text, max(start, at - 3), at):
            continue
        if text[at] == "!" and (name := _EXCLAIMED.search(text, max(start, at - 24), at)) and name.start() > start:
            continue
        spans.append((start, end))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    if len(text) <= LONGEST:
        return spans
    return [part for span in spans for part in _parts(text, *span)]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span itself, or parts of it, cut at blanks where there are any."""
    while end - start > LONGEST:
        at = text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        yield start, at
        start = at
    yield start, end
