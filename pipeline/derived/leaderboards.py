"""The table leaderboards: results that can be compared, ranked.

What belongs here: which results are rows, and their ranks. What does not: the value (scale.py), whose it is
(owner.py).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pyarrow as pa
import re2

from pipeline import tables
from pipeline.derived.lists import words
from pipeline.derived.names import own_name, system
from pipeline.derived.owner import owner, tries_others
from pipeline.derived.pieces import Paper, Row, own_code, papers, receipt
from pipeline.derived.places import misplaced
from pipeline.derived.scale import scaled
from pipeline.rules.binding import corpora
from pipeline.rules.lexicon import fold, read_data
from pipeline.rules.metrics import is_whole, metric_id

# Words that make a change of the number behind or before them: "improvement of 3.1%", "3.1% higher".
_CHANGED_BEFORE = re2.compile(
    r"(?i)\b(?:improv\w*|gains?|gained|increas\w*|boost\w*|drop\w*|reduc\w*|decreas\w*|rais\w*|differ\w*|"
    r"gaps?|margins?|disparit\w*|trad\w+ off|trade-?offs?|sacrific\w*|"
    r"outperform\w*|surpass\w*|exceed\w*|degrad\w*|declin\w*|enhanc\w*|lower\w*|higher|fall\w*|rose|rises?|jump\w*|"
    r"advantage|lead)\b[^;:]{0,80}?\b(?:by|of)\b[^;:,]{0,60}$|"
    r"\b(?:improvements?|gains?|increases?)\b[^;.]{0,60}:[^;:]{0,40}$|\boutperform\w*[^;]*\bexceed\w*\s*$"
)
_REACHED = re2.compile(r"(?i)\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|scor(?:es?|ed|ing)|record(?:s|ed)|with an?)\b")
_CHANGED_AFTER = re2.compile(
    r"(?i)^[^.,;:()]{0,60}?\b(?:improv\w+|gains?|increases?|boosts?|reductions?|drops?|decreases?|better|higher|lower|"
    r"below|above|points? (?:over|above|below)|advantage|margins?|worse|decline|degradation|relative|of the (?:full|"
    r"original|performance))\b"
)
# "methods (e.g., 94%" may be theirs or ours; "6.59 AP" is no metric; "BLEU of 0.89 (B-1)" is none of BLEU.
_NO_METRIC = re2.compile(r"^[+-]?\d+(?:\.\d+)? ")
# "11,58%" has a decimal comma, what follows "plus/minus" is a deviation.
_PART = re2.compile(r"\d,$|(?:plus/minus|±|\\pm|\+-|\+/-)\s*\$?$")
_ACRONYM = re2.compile(r"^\s+([A-Z]{2,6})\b")
_OF_N = re2.compile(r"^\s*\(?(?:B|BLEU)-?\d")
_RANGE = re2.compile(
    r"(?i)\bfrom\s*$|[+]\s*$|\bbetween\s+(?:[\d.,%\\]+\s+and\s+)?$|\bfrom\s+[\d.,%\\]+\s+to\s+$|\brang\w+\s+\S*\s*$"
)
_SPAN = re2.compile(r"\d\s*(?:%|\\%)?\s*(?:-|–|—|to|~)\s*\d")
_PRETRAINED = re2.compile(r"(?i)^[- ]*(?:pre-?train\w*|trained|weights|initiali\w+|backbone|features)")
_TRAINED_ON = re2.compile(
    r"(?i)\btrained on (?:the )?(?:[\w-]+ ){0,5}$|\b(?:pre-?train\w*|trained|fine-?tun\w*|training)\s+"
    r"(?:\w+\s+){0,2}?(?:on|with|using|from)\s+(?:the\s+)?$"
)
# A number that goes on as something else: "10s", "type 2 diabetes".
_AMOUNT = re2.compile(r"^(?:[a-zA-Z]|\^|\s*(?:Hausdorff|CI|confidence|percentile)\b)")
# Words of another dataset than the one that an earlier sentence names.
_ELSEWHERE = re2.compile(
    r"(?i)^(?:for|on|in|across|with) |\b(?:datasets|cohorts?|benchmarks|corpus|corpora|respectively)\b"
)
# What tells results of one benchmark and metric apart.
_CUTOFF = re2.compile(r"(?i)(?:@|\btop-|rank-)\s*\$?\{?(\d+(?:\.\d+)?)")
_TOLD = (
    re2.compile(
        r"(?i)\b(test-clean|test-other|dev-clean|dev-other|testA|testB|test-dev|val(?:idation)? set|test set)\b"
    ),
    re2.compile(r"(?i)\b((?:zero|one|few|\d+)-shot)\b"),
    re2.compile(r"(?i)\b(subset|subsets|held-out|cross-dataset|out-of-distribution|OOD|unseen|10%|1%)\b"),
    re2.compile(r"(?i)\b((?:pixel|image|patch|object|instance|region)-level)\b"),
    re2.compile(r"(?i)\b(X-Sub|X-View|X-Set(?:up)?|cross-subject|cross-view|cross-setup)\b"),
    re2.compile(r"(?i)\b(\d{1,2}% (?:of )?(?:the )?(?:labell?ed|labels|annotations|annotated|training))\b"),
    re2.compile(r"(?i)\b((?:with|without) (?:\w+ )?(?:tools?|search|retrieval|CoT|thinking))\b"),
    re2.compile(r"(?i)\b((?:binary|(?:two|three|four|five|six|seven|2|3|4|5|6|7)-class|multi-?class))\b"),
)

# Characters between the sentence of a benchmark and that of its result.
_NEAR = 120
# Overlaps at which an average precision is taken ("mAP (0.5)"), and no average precision.
_THRESHOLDS = frozenset(["0.5", "0.25", "0.75", "0.95"])
# The rows that are ranked together.
_GROUP = ("benchmark_id", "metric_id", "variant", "unit")


def derive(folder: Path) -> Iterator[pa.Table]:
    """The table, of a folder with papers and all fact tables, in the published order."""
    rows = [row for paper in papers(folder, "results", "benchmarks", "links") for row in of_paper(paper)]
    _rank(rows)
    yield tables.LEADERBOARDS.sort(tables.LEADERBOARDS.from_rows(rows))


def of_paper(paper: Paper) -> list[Row]:
    """The rows of a paper, still without ranks."""
    results = [result for result in paper.facts["results"] if _comparable(paper, result)]
    if not results:
        return []
    name = own_name(paper.row["title"], paper.abstract)
    code = own_code(paper.facts["links"])
    tries = tries_others(paper.row["title"], paper.abstract)
    rows = []
    for result in results:
        metric, benchmark = _metrics()[result["metric_id"]], _benchmarks()[result["benchmark_id"]]
        before = paper.abstract[result["sentence_start"] : result["start"]]
        after = paper.abstract[result["end"] : result["sentence_end"]]
        number = scaled(result, metric, after)
        mention = _mention(paper, result)
        if number is None or mention is None:
            continue
        introduced = mention["role"] == "introduced" or bool(name and fold(name) == fold(benchmark["name"]))
        model = system(result["model"])
        whose = owner(before, after, result["rule"], model, name, paper.row["title"], tries or introduced)
        if model and name and whose == "baseline" and fold(name) in fold(model):
            model = None  # the paper's own, which this is held against
        rows.append(
            {
                "fact_id": result["fact_id"],
                "benchmark_id": benchmark["id"],
                "benchmark": benchmark["name"],
                "metric_id": metric["id"],
                "metric": metric["name"],
                "variant": _variant(result, benchmark["name"], before, after),
                "value": number.value,
                "unit": number.unit,
                "scale": number.scale,
                "qualifier": result["qualifier"],
                "higher_is_better": metric["higher_is_better"],
                "owner": whose,
                "model": model or (name if whose == "own" and not introduced else None),
                **paper.told(),
                "code_url": code and code["url"],
                **receipt([result, mention, *([code] if code else [])]),
            }
        )
    _mark_repeated(rows)
    return rows


def _comparable(paper: Paper, result: Row) -> bool:
    """The number is a score on a benchmark, both known: no change, no share of another score, no range."""
    if result["metric_id"] not in _metrics() or result["benchmark_id"] not in _benchmarks():
        return False
    before = paper.abstract[result["sentence_start"] : result["start"]]
    after = paper.abstract[result["end"] : result["sentence_end"]]
    if result["benchmark_id"] in words("umbrellas.txt") or result["benchmark_id"] in corpora():
        return False
    if result["metric_id"] in words("machine_metrics.txt") or not is_whole(result["metric"] or ""):
        return False
    if misplaced(result["benchmark"], paper, result) or _NO_METRIC.search(result["metric"] or ""):
        return False
    if _PART.search(before) or _has_other_metric(result, after):
        return False
    if result["metric_id"] == "bleu" and _OF_N.search(after):
        return False
    if _SPAN.search(result["text"]) or _RANGE.search(before):
        return False
    if _CHANGED_AFTER.search(after) or _AMOUNT.search(after):
        return False
    if result["text"].rstrip("0") in _THRESHOLDS and "average-precision" in result["metric_id"]:
        return False
    changed = _CHANGED_BEFORE.search(before)
    return not (changed and not _REACHED.search(changed[0]))


def _has_other_metric(result: Row, after: str) -> bool:
    """Whether the acronym behind a number is that of another metric: "87.1 DS"."""
    found = _ACRONYM.search(after)
    if found is None or fold(found[1]) in fold(f"{result['metric']} {result['benchmark']}"):
        return False
    return metric_id(found[1]) != result["metric_id"]


def _mention(paper: Paper, result: Row) -> Row | None:
    """The mention of the benchmark that a result stands on: in its sentence, or else the first in the abstract.

    None where the number is part of a name ("Arena 2.0"), or the benchmark is only what a system was trained on.
    """
    for mention in paper.facts["benchmarks"]:
        if mention["start"] <= result["start"] < mention["end"]:
            return None
    own = [m for m in paper.facts["benchmarks"] if m["benchmark_id"] == result["benchmark_id"]]
    sentence = paper.abstract[result["sentence_start"] : result["sentence_end"]]
    if result["benchmark"] not in sentence:
        own = [m for m in own if _tells_of(paper, m, result)]
        if _ELSEWHERE.search(sentence):
            return None
    for mention in own:
        ahead = paper.abstract[mention["end"] : mention["end"] + 30]
        ago = paper.abstract[max(mention["start"] - 60, 0) : mention["start"]]
        if mention["role"] != "training" and not _PRETRAINED.search(ahead) and not _TRAINED_ON.search(ago):
            return mention
    return None


def _tells_of(paper: Paper, mention: Row, result: Row) -> bool:
    """An earlier sentence says that what follows is on the benchmark: the one before, or one that introduces it."""
    near = 0 <= result["sentence_start"] - mention["sentence_end"] < _NEAR
    return mention["role"] == "introduced" or (near and mention["rule"] != "registry_bare")


def _variant(result: Row, name: str, before: str, after: str) -> str | None:
    """What the text says that a result is only comparable with its like: edition, cut-off, split, shots, part.

    Takes the benchmark's name in the registry, too.
    """
    at = None if any(c.isdigit() for c in result["metric_id"]) else _CUTOFF.search(result["metric"] or "")
    found = [result["benchmark"]] if _is_edition(result["benchmark"], name) else []
    found += [f"@{at[1]}"] if at else []
    near = before[-120:] + after[:80]
    found += [match[1].lower() for pattern in _TOLD for match in [pattern.search(near)] if match]
    return ", ".join(found) or None


def _is_edition(written: str, name: str) -> bool:
    """Whether a benchmark was written as an edition or a part of one in the registry: "KiTS23", "Video-MME Long"."""
    digits, known = (re2.findall(r"\d+", one) for one in (written, name))
    if any(not any(other.endswith(number) or number.endswith(other) for other in known) for number in digits):
        return True
    rest = fold(written)[len(fold(name)) :]
    size = rest.strip("x×") in known  # "256x256" of ImageNet-256
    return fold(written).startswith(fold(name)) and rest not in _SAME and not size


# What a name may end in and be the same one.
_SAME = frozenset(["", "s", "dataset", "benchmark", "bench", "corpus", "database", "challenge"])


def _mark_repeated(rows: Sequence[Row]) -> None:
    """Says in place which rows of a paper report the same thing again, or something else of it."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[(*(row[name] for name in _GROUP), row["owner"])].append(row)
    for group in groups.values():
        values = {row["value"] for row in group}
        seen: set[float] = set()
        for row in group:
            again = row["value"] in seen
            row["reports"] = "duplicate" if again else "conflict" if len(values) > 1 else "only"
            seen.add(row["value"])


def _rank(rows: Iterable[Row]) -> None:
    """Sets the ranks in place, among the best own results of the papers of each group."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        row["rank"] = row["rank_when_published"] = None
        if row["owner"] == "own" and row["qualifier"] in ("exact", "approx"):
            groups[tuple(row[name] for name in _GROUP)].append(row)
    for group in groups.values():
        sign = -1 if group[0]["higher_is_better"] else 1
        best: dict[str, tuple[float, str | None]] = {}
        for row in group:
            value = sign * row["value"]
            if row["paper_id"] not in best or value < best[row["paper_id"]][0]:
                best[row["paper_id"]] = value, row["month"]
        values = sorted(value for value, _ in best.values())
        dated = [(value, month) for value, month in best.values() if month]
        for row in group:
            value = sign * row["value"]
            # A paper's own better result does not count against its others.
            own = best[row["paper_id"]][0] < value
            row["rank"] = 1 + bisect_left(values, value) - own
            if row["month"]:
                earlier = sum(other < value and month <= row["month"] for other, month in dated)
                row["rank_when_published"] = 1 + earlier - own


@cache
def _metrics() -> dict[str, Row]:
    return {entry["id"]: entry for entry in read_data("metrics.jsonl")}


@cache
def _benchmarks() -> dict[str, Row]:
    return {entry["id"]: entry for entry in read_data("benchmarks.jsonl")}
