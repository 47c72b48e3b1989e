"""Which results can be compared: numbers that are scores, on a benchmark that they stand on.

What belongs here: what speaks against a number, and the mention of the benchmark that speaks for it. What does not:
which metric it is of (measures.py), and what else tells it apart (variants.py).
"""

from __future__ import annotations

from functools import cache

import re2

from pipeline.derived.lists import words
from pipeline.derived.measures import measure, named_in, official
from pipeline.derived.pieces import Paper, Row
from pipeline.derived.places import bare, misplaced
from pipeline.derived.scale import has_unit
from pipeline.patterns import asks
from pipeline.rules.binding import corpora
from pipeline.rules.lexicon import fold, read_data
from pipeline.rules.metrics import metric_id

# Words that make a change of the number behind or before them: "improvement of 3.1%", "3.1% higher".
_CHANGED_BEFORE = re2.compile(
    r"(?i)\b(?:improv\w*|gains?|gained|increas\w*|boost\w*|drop\w*|reduc\w*|decreas\w*|rais\w*|differ\w*|"
    r"gaps?|margins?|disparit\w*|trad\w+ off|trade-?offs?|sacrific\w*|"
    r"outperform\w*|surpass\w*|exceed\w*|degrad\w*|declin\w*|enhanc\w*|lower\w*|higher|fall\w*|rose|rises?|jump\w*|"
    r"advantage|lead)\b[^;:]{0,80}?\b(?:by|of)\b[^;:,]{0,60}$|"
    r"\b(?:improvements?|gains?|increases?)\b(?:[^;.]|\.\d){0,80}:[^;:]{0,80}$|"
    r"\boutperform\w*[^;]*\bexceed\w*\s*(?:[\d.]+\\?% and )?$|"
    r"\b(?:improv|increas|boost|enhanc|reduc)(?:es?|ing)\s+(?:[\w-]+\s+){1,5}$"
)
_REACHED = asks(r"(?i)\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|scor(?:ed|ing)|scores? of|record(?:s|ed)|with an?)\b")
_CHANGED_AFTER = asks(
    r"(?i)^(?:[^.,;:()]|\.\d){0,60}?\b(?:improv\w+|gains?|increases?|boosts?|reductions?|drops?|decreases?|better|higher|lower|"
    r"below|above|points? (?:over|above|below)|advantage|margins?|worse|decline|degradation|relative|of the (?:full|"
    r"original|performance))\b"
)
_CHANGED_BY = re2.compile(
    r"(?i)\b(?:improv|increas|boost|outperform|surpass|reduc|decreas|exceed)\w*\b[^;]*?\bby\b([^;]*)$|"
    r"\b(?:improvement|gain|increase|boost|reduction|drop)s? of\b([^;]*)$"
)
_GAIN_OF = asks(r"(?i)\b(?:improvement|gain|increase|boost)s? of (?:[\w-]+ ){0,3}(?:scores? of )?\W*$")
_SCORES_OF = asks(r"(?i)\b(?:accurac(?:y|ies)|scores?|\w*(?:IoU|mAP|AUC|F1)\w*) of\b")
# "11,58%" has a decimal comma, what follows "plus/minus" is a deviation.
_PART = asks(r"\d,$|(?:plus/minus|±|\\pm|\+-|\+/-)\s*\$?$")
# A metric right beside a number: "an Rmean of 84.4", "86.5% Inst. mIoU".
_LEADS = re2.compile(r"\b([A-Z]\w*[A-Z@\d]\w*|[A-Z]\w*mean)(?: scores?)?\s*(?:of|=|:)\s*[$\\{]*$")
_FOLLOWS = re2.compile(r"^\\?%?\}?\$?\s+((?:[^\s,;()]+\s+){0,2}[^\s,;()]+)")
_GOES_ON = re2.compile(
    r"(?i)\b(?:and|or|on|while|with|within|for|at|in|using|of|to|by|than|from|as|across|vs|versus|both)\b"
)
_LED = re2.compile(
    r"((?:[A-Za-z]\S* ){0,3}[A-Za-z]\S*) (?:(?:less|greater|lower|higher) than|below|is|was|around|about)[\s\\($]*$"
)
_ACRONYM = re2.compile(r"^\s+([A-Z]{2,6})\b")
# "BLEU of 0.89 (B-1)" is none of BLEU.
_OF_N = asks(r"^\s*\(?(?:B|BLEU)-?\d")
_RANGE = asks(
    r"(?i)\bfrom\s*$|[+]\s*$|\bbetween\s+(?:[\d.,%\\]+\s+and\s+)?$|\bfrom\s+[\d.,%\\]+\s+to\s+$|\brang\w+\s+\S*\s*$"
)
_SPAN = asks(r"\d\s*(?:%|\\%)?\s*(?:-|–|—|to|~)\s*\d")
_PRETRAINED = asks(r"(?i)^[- ]*(?:pre-?train\w*|trained|weights|initiali\w+|backbone|features)")
_TRAINED_ON = re2.compile(
    r"(?i)\btrained on (?:the )?(?:[\w-]+ ){0,5}$|\b(?:pre-?train\w*|trained|fine-?tun\w*|training)\s+"
    r"(?:\w+\s+){0,2}?(?:on|with|using|from)\s+(?:the\s+)?$"
)
_TESTED_TOO = asks(r"(?i)\b(?:evaluat|test|validat|assess)\w*")
# One of several that a number may be of all of: "nine datasets, including Foo".
_AMONG = asks(r"(?i)\b(?:including|such as|like|e\.g\.,?)\s+(?:the )?(?:[\w.-]+(?: \d+)?, )*(?:and )?$")
_DIRECTLY = asks(r"^[\s$]*(?:\(|with|:)[\s$]*$")
# A number that goes on as something else: "10s", "type 2 diabetes".
_AMOUNT = asks(r"^(?:[a-zA-Z]|\^|\s*(?:Hausdorff|CI|confidence|percentile)\b)")
# Words of another dataset than the one that an earlier sentence names.
_ELSEWHERE = asks(r"(?i)^(?:for|on|in|across|with) |\b(?:datasets|cohorts?|benchmarks|corpus|corpora|respectively)\b")
# Characters between the sentence of a benchmark and that of its result.
_NEAR = 120
# Overlaps at which an average precision is taken ("mAP (0.5)"), and no average precision.
_THRESHOLDS = frozenset(["0.5", "0.25", "0.75", "0.95"])


def compared_by(paper: Paper, result: Row) -> Row | None:
    """The metric that a result can be compared by, as in the registry.

    None where the number is no score on a known benchmark: a change, a share of another score, a range.
    """
    if result["benchmark_id"] not in benchmarks():
        return None
    before = paper.abstract[result["sentence_start"] : result["start"]]
    after = paper.abstract[result["end"] : result["sentence_end"]]
    if result["benchmark_id"] in words("umbrellas.txt") or result["benchmark_id"] in corpora():
        return None
    metric = measure(result, before, after)
    if metric is None or misplaced(result["benchmark"], paper, result):
        return None
    if _PART(before) or _has_other_metric(result, before, after):
        return None
    if result["metric_id"] == "bleu" and _OF_N(after):
        return None
    if _SPAN(result["text"]) or _RANGE(before):
        return None
    if result["text"].rstrip("0") in _THRESHOLDS and "average-precision" in metric["id"]:
        return None
    if _AMOUNT(after) and not has_unit(after):
        return None
    return None if _is_change(before, after) else official(metric, result, benchmarks()[result["benchmark_id"]])


def _is_change(before: str, after: str) -> bool:
    """Whether the words around a number say that it is how much something changed by."""
    if _CHANGED_AFTER(after) or _GAIN_OF(before):
        return True
    by = _CHANGED_BY.search(before)
    rest = (by[1] or by[2] or "") if by else ""
    if any(map(str.isdigit, rest)) and not (_REACHED(rest) or _SCORES_OF(rest)) and ", while" not in rest:
        return True  # "improves it by 2.9% on Foo and 5.0% on Bar"
    changed = _CHANGED_BEFORE.search(before)
    return changed is not None and not _REACHED(changed[0])


def _has_other_metric(result: Row, before: str, after: str) -> bool:
    """Whether the words right beside a number are those of another metric: "87.1 DS", "an IS of 304"."""
    own = fold(f"{result['metric']} {result['benchmark']} {result['model']}")
    leads = _LEADS.search(before)
    if leads and fold(leads[1]).removesuffix("s") not in own and metric_id(leads[1]) != result["metric_id"]:
        return True
    found = _LED.search(before)
    led = {*named_in(found[1])} if found else set()
    if led and result["metric_id"] and result["metric_id"] not in led and not led & words("vague_metrics.txt"):
        return True
    follows = _FOLLOWS.search(after)
    named = {*named_in(_GOES_ON.split(follows[1])[0])} if follows else set()
    if named and result["metric_id"] not in named and not named & words("vague_metrics.txt"):
        return True
    found = _ACRONYM.search(after)
    return bool(found) and fold(found[1]) not in own and metric_id(found[1]) != result["metric_id"]


def mention_of(paper: Paper, result: Row) -> Row | None:
    """The mention of the benchmark that a result stands on: in its sentence, or else the first in the abstract.

    None where the number is part of a name ("Arena 2.0"), or the benchmark is only what a system was trained on.
    """
    for mention in paper.facts["benchmarks"]:
        if mention["start"] <= result["start"] < mention["end"]:
            return None
    own = [m for m in paper.facts["benchmarks"] if m["benchmark_id"] == result["benchmark_id"]]
    sentence = paper.abstract[result["sentence_start"] : result["sentence_end"]]
    if bare(result["benchmark"]) not in bare(sentence):
        own = [m for m in own if _tells_of(paper, m, result)]
        if _ELSEWHERE(sentence):
            return None
    return next((mention for mention in own if _is_tested(paper, mention, result)), None)


def _is_tested(paper: Paper, mention: Row, result: Row) -> bool:
    """Whether the words around the benchmark, in the sentence of the result where it is there, let it be a test."""
    start, end = mention["start"], mention["end"]
    again = paper.abstract.find(result["benchmark"], result["sentence_start"], result["sentence_end"])
    elsewhere = again >= 0 and mention["sentence_start"] != result["sentence_start"]
    if elsewhere:
        start, end = again, again + len(result["benchmark"])
    ahead, ago = paper.abstract[end : end + 30], paper.abstract[max(start - 60, 0) : start]
    if _AMONG(ago) and not _DIRECTLY(paper.abstract[end : result["start"]]):
        return False
    if mention["role"] == "training" and not elsewhere:
        return False
    trained = _TRAINED_ON.search(ago)
    return not _PRETRAINED(ahead) and (trained is None or _TESTED_TOO(trained[0]))


def _tells_of(paper: Paper, mention: Row, result: Row) -> bool:
    """An earlier sentence says that what follows is on the benchmark: the one before, or one that introduces it."""
    near = 0 <= result["sentence_start"] - mention["sentence_end"] < _NEAR
    return mention["role"] == "introduced" or (near and mention["rule"] != "registry_bare")


@cache
def benchmarks() -> dict[str, Row]:
    """The registry of benchmarks by id."""
    return {entry["id"]: entry for entry in read_data("benchmarks.jsonl")}
