"""The table improvements: gains for the better, in relative and absolute form, with the paper of their baseline.

What belongs here: what one form of a change tells of the other, and which paper a baseline is of. What does not:
how gains are read (rules/gains.py).
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import re2

from pipeline.derived.lists import words
from pipeline.derived.measures import metrics, named_in
from pipeline.derived.names import can_name, own_name
from pipeline.derived.pieces import Paper, Row, month_of, receipt
from pipeline.derived.places import in_another_place, misplaced
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold
from pipeline.rules.metrics import is_whole, lexicon, qualifier

# What says of a percentage whether it is of the value before, or of the scale.
_RELATIVE = asks(r"(?i)\brelative(?:ly)?\b")
_ABSOLUTE = asks(r"(?i)\babsolute(?:ly)?\b|\bpercentage[- ]points?\b|\bpoints?\b|\bpp\b")
# What stands beside a gain, up to the next comma.
_LAST = re2.compile(r"(?:^|[,;(]|\band\b|\bby\b)([^,;(]{0,60}?)$")
_FIRST = re2.compile(r"^([^,;.)]{0,40})")
_NEXT = re2.compile(r"\b(?:and|on|while|with|for)\b")
_FASTER = asks(r"(?i)^\W*(?:\w+\W+){0,2}?(?:faster|speed-?up|quicker|inference|smaller|fewer|less|lower|cheaper)\b")
# What follows "over" is where the gain was seen, not what it is over.
_PLACES = asks(
    r"(?i)\b(?:benchmarks|datasets|tasks|metrics|sessions|epochs|steps|runs|iterations|years|months|weeks|days)$"
)
# Ends of other words: "Intersection over Union", "top-p search".
_NO_BASELINE = asks(r"^Union\b|^[a-z] ")
# "increases to 97%" is where it ends, "40 points below" is no gain, "a 72% win rate" is a score.
_REACHED = asks(r"(?i)(?:\w*[^p\s]|[^u\s]p)\s+to\s+\$?$")
_BEHIND = asks(r"(?i)\b(?:below|behind|short of|worse than|lags?|lagging)\b")
_TO = re2.compile(r"(\S+)\s+to\s+[\d.]+%?\s*\(\+?$")
_WAS = asks(r"(?i)\b(?:prior|previous|best|baseline|original)\b[^,.;]{0,30}\bof\s*$")
_REACHING = asks(r"(?i)\breach(?:es|ing)\b(?:[^;.]|\.\d){0,40}$")
_IN = re2.compile(r"^\s*in (\S+?)[,;.)]?(?:\s|$)")
_BACKGROUND = asks(
    r"(?i)\b(?:prior|previous|earlier|recent|existing) (?:stud(?:y|ies)|works?|research|reports?)\b"
    r".{0,40}\b(?:suggest|show|report|find|found|indicat|estimat)"
)
_AT_EQUAL = asks(
    r"(?i)\bat (?:an? |the )?(?:equivalent|equal|same|comparable|similar|identical|fixed) (?:[\w-]+ ){1,2}\([^()]*$"
)
# Where a sentence says at its beginning that it speaks of.
_LEAD = re2.compile(r"^(?:Also|Moreover|Furthermore)?,? ?(?:[Ii]n|[Oo]n|[Ff]or|[Aa]cross) ([^,]{3,80}),")
_NO_PLACE = asks(
    r"(?i)^(?:particular|addition|contrast|comparison|comparisons|general|average|example|instance|fact|total|summary|"
    r"conclusion|experiments|our|turn|terms|the (?:best|other)|both)\b"
)
_VERSUS = asks(r"(?i)\b(?:vs|versus)\b\.?\s*$")
_CHANGES = re2.compile(
    r"(?i)\b(?:(gain|improv|increas|boost|higher|rais|outperform|surpass|exceed|better)|reduc|decreas|lower|drop|cut|suppress|mitigat)\w*"
)
_WINS = asks(r"(?i)^\W*win")
_LESS = asks(r"(?i)\b(?:less|fewer|reduc\w+|sav\w+|cuts?|cutting|lower\w*|decreas\w+|smaller|shrink\w*)\b")
_CLAUSE = asks(
    r"(?i)\b(?:and|but|while)(?: also| \w+ly)? "
    r"(?:achiev|reduc|improv|reach|sets?|increas|lower|boost|outperform|surpass)\w*"
)
_ABSOLUTE_ERROR = re2.compile(r"(?i)\bmean absolute\b|\babsolute (?:\w+ ){0,2}errors?\b")
# Names shorter than this are words of other things, too.
_SHORT = 4
# What may stand between the parts of a name, or not.
_JOINTS = re2.compile(r"[-‐‑–_\s]")


# The facts that a row may rest on.
FACTS = ("gains",)
# What papers introduce.
INTRODUCED = pa.schema([("name", pa.string()), ("paper_id", pa.string()), ("month", pa.string())])


def of_paper(paper: Paper) -> list[Row]:
    """The rows of a paper, still without the papers of their baselines."""
    rows = []
    told = paper.told()
    for gain in paper.facts["gains"]:
        metric = metrics().get(gain["metric_id"])
        if metric is None or not gain["improvement"] or metric["higher_is_better"] is None:
            continue
        if _turns(gain):
            if gain["unit"] != "x":
                continue
            gain = gain | {
                "from_value": None,
                "to_value": None,
            }  # those of another quantity: "20 steps to 2, 10x faster"
        around = _around(paper, gain)
        if not _about(gain, metric, paper):
            continue
        rows.append(
            {
                **{name: gain[name] for name in ("fact_id", "metric_id", "direction", "from_value")},
                "benchmark_id": None
                if misplaced(gain["benchmark"], paper, gain) or _elsewhere(paper, gain)
                else gain["benchmark_id"],
                **{name: gain[name] for name in ("to_value", "value", "value_max", "unit", "qualifier")},
                "metric": metric["name"],
                "higher_is_better": metric["higher_is_better"],
                **forms(gain, metric, around),
                "baseline": _baseline(gain),
                **told,
                **receipt([gain]),
            }
        )
    return rows


def forms(gain: Row, metric: Row, around: str) -> Row:
    """The columns absolute and relative of a gain, each None where it cannot be known.

    Takes a row of gains, the entry of its metric, and the words around the gain.
    """
    before, after, value, unit = gain["from_value"], gain["to_value"], gain["value"], gain["unit"]
    if before is not None and after is not None:
        change = after - before
        return {"absolute": _rounded(change), "relative": _rounded(100 * change / abs(before)) if before else None}
    if value is None:
        return {"absolute": None, "relative": None}
    sign = 1 if gain["direction"] == "increase" else -1
    if unit == "x":
        if value <= 1:  # "0.8x fewer" can be read in two ways
            return {"absolute": None, "relative": None}
        return {"absolute": None, "relative": _rounded(100 * (value - 1 if sign > 0 else 1 / value - 1))}
    if unit == "%":
        relative = _RELATIVE(around)
        absolute = _ABSOLUTE(around)
        vague = metric["id"] in words("vague_metrics.txt")
        if metric["scale"] is None and not absolute and not vague:
            return {"absolute": None, "relative": sign * value}
        if relative == absolute:  # said of both, or of neither
            return {"absolute": None, "relative": None}
        return {"absolute": sign * value if absolute else None, "relative": sign * value if relative else None}
    return {"absolute": sign * value, "relative": None}


def _elsewhere(paper: Paper, gain: Row) -> bool:
    """Whether a gain was seen elsewhere than on its benchmark.

    A verb of its own stands between them ("85% on A and reduces errors by 7%"), or its sentence tells another place.
    """
    before = paper.abstract[gain["sentence_start"] : gain["start"]]
    after = paper.abstract[gain["end"] : gain["sentence_end"]]
    name = gain["benchmark"]
    if not name:
        return False
    if name not in before and name not in after:
        place = _LEAD.search(before)
        return place is not None and not _NO_PLACE(place[1])
    between = before.rpartition(name)[2] if name in before else after.partition(name)[0]
    return _CLAUSE(between)


def _turns(gain: Row) -> bool:
    """Whether the values before and after go in another direction than the gain."""
    before, after = gain["from_value"], gain["to_value"]
    if before is None or after is None:
        return False
    return bool((after > before) != (gain["direction"] == "increase"))


def _about(gain: Row, metric: Row, paper: Paper) -> bool:
    """Whether the words right beside the gain do not say that it is of another metric, or an amount."""
    before = paper.abstract[gain["sentence_start"] : gain["start"]]
    after = paper.abstract[gain["end"] : gain["sentence_end"]]
    last, first = _LAST.search(before), _FIRST.search(after)
    if _BACKGROUND(before):
        return False
    if metric["id"] in words("vague_metrics.txt") and not is_whole(gain["metric"] or ""):
        return False  # "fertility score" is no score like others
    told = {
        found for part in (last, first) if part for found in named_in(_NEXT.split(part[1])[0 if part is first else -1])
    }
    if told and metric["id"] not in told:
        return False
    if _REACHED(before) or (_BEHIND(before[-30:] + gain["text"] + after[:25]) and metric["higher_is_better"]):
        return False
    reached = _TO.search(before)
    if reached and reached[1] not in (gain["metric"] or ""):
        return False  # "BLEU to 0.27 (+19%) and ROUGE to 0.67 (+6%)"
    if _WAS(before) or _REACHING(before):
        return False
    if gain["metric"] and in_another_place(gain["metric"], before, gain["text"], after):
        return False
    named = _IN.search(after)
    if named and (found := lexicon().ids.get(fold(named[1]))) and found != metric["id"]:
        return False  # "quality gains of 39% in PSNR"
    if _AT_EQUAL(before[-60:]) or _VERSUS(before):
        return False  # "better at the same latency (75% against 57%"
    if metric["id"] == "attack-success-rate" and _grows(before, after):
        return False  # for who attacks, more is better
    if metric["id"] == "win-rate" and _WINS(after):
        return False
    if metric["id"] in words("amounts.txt") and not _LESS(_around(paper, gain)):
        return False
    if gain["unit"] == "x" and metric["scale"] is not None and _FASTER(after):
        return False
    # Points are those of a scale; what has none counts something else.
    return gain["unit"] != "points" or metric["scale"] is not None or metric["id"] in words("plain_metrics.txt")


def _grows(before: str, after: str) -> bool:
    """Whether the word of change that is next to a gain says that there is more of what it is of."""
    found = next(reversed(list(_CHANGES.finditer(before[-80:]))), None) or _CHANGES.search(after[:40])
    return found is not None and found[1] is not None


def _baseline(gain: Row) -> str | None:
    """What is compared with, where it says more than "methods"."""
    name = gain["baseline"]
    if name is None or _PLACES(name) or _NO_BASELINE(name) or qualifier(name) is not None:
        return None
    vague = name.islower() and " " not in name and not name.startswith("baseline")
    return None if vague else str(name)


def _around(paper: Paper, gain: Row) -> str:
    """The gain with the few words before and behind it, in its sentence."""
    first = max(gain["sentence_start"], gain["start"] - 30)
    # A mean absolute error says nothing of its change.
    return _ABSOLUTE_ERROR.sub("", paper.abstract[first : min(gain["sentence_end"], gain["end"] + 30)])


def introduced(papers: pa.Table) -> pa.Table:
    """What papers introduce by a name of its own: rows of INTRODUCED, of papers of pieces.py.

    A word of capitals alone (HALO) is none: others have the same for other things.
    """
    columns = ["paper_id", "title", "abstract", "arxiv_id", "published"]
    papers = papers.filter(can_name(papers["title"]))
    rows = []
    for paper_id, title, abstract, arxiv_id, published in zip(*(papers[c].to_pylist() for c in columns), strict=True):
        name = own_name(title, abstract)
        if not name or len(name) < _SHORT or (name.isalpha() and name.isupper()):
            continue
        if fold(name) not in words("common_names.txt"):
            rows.append({"name": _letters(name), "paper_id": paper_id, "month": month_of(published, arxiv_id)})
    return pa.Table.from_pylist(rows, schema=INTRODUCED)


def compared(rows: pa.Table, introduced: pa.Table) -> pa.Table:
    """The rows of all papers with the paper that introduces their baseline, where one alone does, and not later."""
    baselines = [_letters(name or "") for name in rows["baseline"].to_pylist()]
    wanted = introduced.filter(pc.is_in(introduced["name"], pa.array(set(baselines), pa.string())))
    by_name: dict[str, Row | None] = {}
    for row in wanted.to_pylist():
        by_name[row["name"]] = None if row["name"] in by_name else row
    papers = zip(baselines, rows["paper_id"].to_pylist(), rows["month"].to_pylist(), strict=True)
    found = pa.array([_introducer(by_name.get(name), *paper) for name, *paper in papers], pa.string())
    place = rows.schema.get_field_index("baseline_paper_id")
    return rows.set_column(place, rows.schema.field(place), found)


def _letters(name: str) -> str:
    """A name without hyphens and blanks, but in its own case: PanDA is not PANDA."""
    return _JOINTS.sub("", name)


def _introducer(other: Row | None, paper: str, month: str | None) -> str | None:
    """The paper that introduces a baseline, unless it is the one that compares with it, or came out after that."""
    if other is None or other["paper_id"] == paper or (other["month"] and month and other["month"] > month):
        return None
    return str(other["paper_id"])


def _rounded(value: float) -> float:
    """Without the dust of binary fractions."""
    return round(value, 10)
