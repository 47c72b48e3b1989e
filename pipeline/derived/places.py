"""Whether a fact stands on the benchmark that it is bound to, by the words around it.

What belongs here: what speaks against a benchmark. What does not: finding benchmarks and binding them (rules/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import re2

from pipeline.derived.pieces import Paper, Row
from pipeline.patterns import asks
from pipeline.rules.metrics import is_metric

# Where a number stands, told behind it: "6.4% on the Tallow dataset", "(71.9% (AIBL)".
_ON = re2.compile(
    r"^((?:[^,;.]|\.\d){0,60}?\bon (?:the )?"
    r"(?:[A-Z](?:[^,;.]|\.\d){1,40}|(?:[\w-]+ ){1,3}(?:datasets?|tasks?|robots?|images?|data)\b))"
)
# "80% and 85% for hulls and masts respectively in Foo2019"
_RESPECTIVELY_IN = re2.compile(r"^[^;]*?\brespectively,? (?:in|on) (?:the )?([A-Z][\w.-]*(?: \d+)?)")
_AGAIN = asks(r"(?i)\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|outperform\w*|surpass\w*|improv\w+|while|but)\b")
_BRACKET = re2.compile(r"^[^,;.()]{0,12}\(([^()]{2,40})\)")
# Between a benchmark and a number: another place.
_MOVED = asks(
    r"(?i)(?:\band\b|\bwhile\b|;)[^;]*\b(?:in|on|for)\b [^,;]*\b(?:problems?|tasks?|datasets?|cohorts?|"
    r"scenarios?|images|data|applications?)\b"
)
# What a benchmark's name does where it is that of a system: "Foo and Bar achieve".
_SUBJECT = asks(r"(?i)^(?: and [\w-]+)? (?:\w+ly )?(?:achiev|reach|obtain|attain|outperform)\w*")
_LED = asks(r"(?i)\b(?:on|in|for|over|across|with|using|from|of|to|and)\b[^.;]{0,40}$")
# A list of numbers and a list of what they stand on, in the same order.
_NUMBER = r"\$?[-+~]?\d[\d.,]*\d?\s*(?:\\?%|percent|points|dB)?\$?"
_LIST = re2.compile(rf"{_NUMBER}(?:\s*(?:,|/|and|, and|&)\s*{_NUMBER})+")
_PLACES = re2.compile(r"(?i)\b(?:on|for|in|of|across|over|with|using|under|at)\b(?: the)? ")
# "A, B and C": names in a row.
_NAME = r"[A-Z][\w./+-]*(?:[ -][\dA-Z][\w./+-]*)?"
_NAMES = re2.compile(rf"{_NAME}(?:(?:,? and |, )(?:the )?{_NAME})+")
# "on Foo (hull and mast)"
_IN_BRACKETS = re2.compile(r"^[^,;.()]{0,60}\(([A-Za-z][^()]*\band\b[^()]*)\)")
# "LV/MYO/LA"
_SLASHES = re2.compile(r"[A-Za-z][\w-]*(?:/[A-Za-z][\w-]*)+")
_CLAUSE = re2.compile(r", (?:\w+ly |[a-z]+ing |which |while |with |a |an )")
_MARKS = str.maketrans("", "", "$\\{}^ \t\n\f\r")
_SPLIT = re2.compile(r",\s*and\s+|,\s*|\s+and\s+|\s*&\s*")


def misplaced(benchmark: str | None, paper: Paper, fact: Row) -> bool:
    """Whether the sentence of a fact names another place for it than the benchmark as written."""
    if benchmark is None:
        return False
    before = paper.abstract[fact["sentence_start"] : fact["start"]]
    after = paper.abstract[fact["end"] : fact["sentence_end"]]
    if in_another_place(benchmark, before, fact["text"], after) or _in_brackets_of_another(benchmark, paper, before):
        return True
    if _in_clause_of_another(benchmark, paper, before, after):
        return True
    if "respectively" in after:
        told = _RESPECTIVELY_IN.search(after)
        return told is not None and any(map(str.isdigit, told[1])) and bare(benchmark) not in bare(told[1])
    found = _ON.search(after)
    if found and bare(benchmark) not in bare(found[1]) and not _AGAIN(found[1]):
        return True
    bracket = _BRACKET.search(after)
    if bracket and benchmark not in bracket[1] and _named_in_brackets(benchmark, before, after):
        return not is_metric(bracket[1])
    ahead = before.rpartition(benchmark)
    if ahead[1] and _SUBJECT(ahead[2]) and not _LED(ahead[0]):
        return True
    return bool(ahead[1]) and benchmark not in after and any(map(str.isdigit, ahead[2])) and _MOVED(ahead[2])


def bare(text: str) -> str:
    """Without marks of LaTeX and blanks: "ImageNet $256\\times256$" as ImageNet256×256."""
    return text.replace("\\times", "×").translate(_MARKS)


def _in_clause_of_another(benchmark: str, paper: Paper, before: str, after: str) -> bool:
    """Semicolons part the number from its benchmark, and another one stands on its side of them."""
    _, found, clause = before.rpartition(";")
    clause += after.partition(";")[0]
    if not found or benchmark in clause or benchmark not in before:
        return False
    return any(mention["name"] in clause for mention in paper.facts.get("benchmarks", ()))


def _in_brackets_of_another(benchmark: str, paper: Paper, before: str) -> bool:
    """The number stands in brackets right behind another benchmark: "surpassing it on Foo (71.2%"."""
    label = before.rpartition("(")[0].rstrip() if ")" not in before.rpartition("(")[2] else ""
    return any(
        label.endswith(mention["name"]) and mention["name"] not in benchmark and benchmark not in mention["name"]
        for mention in paper.facts.get("benchmarks", ())
    )


def _named_in_brackets(benchmark: str, before: str, after: str) -> bool:
    """Numbers of this sentence have their places in brackets behind them, the benchmark among them."""
    return f"({benchmark})" in before or f"({benchmark})" in after


def in_another_place(name: str, before: str, text: str, after: str) -> bool:
    """In "A and B on X and Y": the number stands in another place of its list than the name in its own."""
    for place, names in _listed(before, text, after, (_told_lists, _lists)):
        if any(name in one for one in names):
            return name not in names[place]
    return False


def place_in_list(before: str, text: str, after: str) -> tuple[str | None, list[str]]:
    """In "A and B for tumors and cysts, respectively": what the number stands for by its place, and the others."""
    for place, names in _listed(before, text, after, (_told_lists,)):
        return names[place].strip(), [name for k, name in enumerate(names) if k != place]
    return None, []


# Lists of names in a sentence that a list of numbers which ends at a place may go with.
_Lists = Callable[[str, int], Iterator[list[str]]]


def _listed(before: str, text: str, after: str, kinds: Sequence[_Lists]) -> Iterator[tuple[int, list[str]]]:
    """The place of a number in its list, and lists of as many names that it may go with."""
    sentence = before + text + after
    run = next((run for run in _LIST.finditer(sentence) if run.start() <= len(before) < run.end()), None)
    if run is None:
        return
    numbers = [number.start() + run.start() for number in re2.finditer(_NUMBER, run[0])]
    place = sum(start < len(before) + len(text) for start in numbers) - 1
    for kind in kinds:
        for names in kind(sentence, run.end()):
            if len(names) == len(numbers):
                yield place, names


def _told_lists(sentence: str, end: int) -> Iterator[list[str]]:
    """Those that the text says go with it: beside "respectively", with strokes, in brackets."""
    ahead, said, behind = sentence[end:].partition("respectively")
    if said:
        for part in (ahead.rstrip(" ,"), behind):
            for found in reversed(list(_PLACES.finditer(part))):
                rest = _CLAUSE.split(part[found.end() :])[0]
                if not _PLACES.search(rest):
                    yield [name for name in _SPLIT.split(rest) if name]
    for slashes in _SLASHES.finditer(sentence):
        yield slashes[0].split("/")
    bracket = _IN_BRACKETS.search(sentence[end : end + 80])
    if bracket:
        yield _SPLIT.split(bracket[1])
    if said or "/" in sentence[max(end - 10, 0) : end]:
        yield from _lists(sentence, end)


def _lists(sentence: str, end: int) -> Iterator[list[str]]:
    """Any other, wherever it stands."""
    for names in _NAMES.finditer(sentence):
        yield _SPLIT.split(names[0])
