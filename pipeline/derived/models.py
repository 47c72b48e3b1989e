"""The table models: how large models are, and what they were trained with.

What belongs here: which sizes are one model, whose it is, and which quantities are of its training. What does
not: how sizes and quantities are read (rules/).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import re2

from pipeline.derived.names import is_known, own_name, presented_name, system
from pipeline.derived.pieces import Paper, Row, own_code, receipt
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold

# A name with a size in it may be that of a collection of data ("Foo-1M").
_DATA_AFTER = asks(
    r"(?i)^[^.;]{0,40}?\b(?:datasets?|benchmarks?|corpus|corpora|database|collection|images|samples|instances|pairs|videos|"
    r"contains?|comprising|comprises|consisting|consists|annotations|prompts|questions)\b"
)
_DATA_BEFORE = asks(r"(?i)\b(?:datasets?|benchmarks?|corpus|database|collection)\b\W*(?:\w+\W+){0,2}$")
_MODEL = asks(r"(?i)\b(?:models?|parameters?|network|encoder|decoder|LLMs?|VLMs?|backbone|transformer)\b")
# The paper makes the model that follows, or says that it is its own. Between the verb and the name stands what the
# model is, and no preposition that leads elsewhere.
_MAKE = (
    r"(?:introduc|present|propos|releas|train|pre-?train|develop|build|creat|unveil|open-?sourc|describ|obtain|construct|"
    r"design|yield|produc|deliver)(?:e?s?|ed|ing)"
)
_VERBS = (
    rf"(?:we|paper|work|report|study)(?: \w+ly| also| then| further| first| thus)? (?:{_MAKE}|built)|to {_MAKE}|"
    r"introducing|presenting|unveiling|creating|yielding|producing|called|named|namely|termed|dubbed|resulting(?: in)?"
)
_WHAT = r"(?:(?:family|series|suite|set|variants?|versions?) of |[\\\w.+/-]+[ ,({]+|[({\\]+)"
_MAKES = re2.compile(rf"(?i)\b(our|{_VERBS})\b[\s:,(]*((?:{_WHAT}){{0,9}})$")
_OUR_MODEL = asks(
    r"\b[Oo]ur (?:(?:final|best|resulting|best-performing|proposed|new|trained|full) )?models?, (?:named |called )?$"
)
_ELSEWHERE = asks(
    r"(?i)\b(?:to|of|with|on|for|by|using|from|that|which|including|than|over|into|in|as|via|like|against|framework|"
    r"method|approach|evaluation|experiments|study|benchmark|dataset|teachers?|outperform\w*|surpass\w*)\b"
)
_MANY_OF = re2.compile(r"(?i)\b(?:family|series|suite|set|variants?|versions?) of\b")
# "B, fine-tuned from A" and "we fine-tune A to obtain B".
_MADE_FROM = asks(
    r"(?i)^[^.;]{0,60}?\b(?:fine-?tuned|initiali[sz]ed|built|based|distilled|derived|adapted|post-?trained|trained)\b"
    r"[^.;,]{0,30}?\b(?:from|on|upon|with)\s+(?:top of |the )?(?:\w+ ){0,2}$"
)
_MADE_OF = asks(
    r"(?i)\b(?:fine-?tun(?:e|ing)|adapt(?:ing)?|distil(?:l|ling)|post-?train(?:ing)?)\s+(?:the )?(?:\w+ ){0,3}$"
)
_TO_GIVE = asks(r"(?i)^[^.;]{0,60}?\b(?:to|resulting in|yielding|producing|into)\b[^.;,]{0,30}$")
# The quantity that follows is what the model before was trained with.
_ONLY = (
    r"(?:only |just |over |about |approximately |around |a total of |nearly |roughly |more than |up to |less than |"
    r"merely |at least |~|\\sim|\$)*$"
)
_TRAINED = asks(
    r"(?i)\b(?:pre-?trained|trained|pre-?training|training)\b(?:[^.;,]|, on)*?\b(?:on|with|using|from|in|for)\s+"
    rf"{_ONLY}"
)
_ON = asks(rf"(?i)^[^.;,]{{0,30}}\b(?:on|with|using)\s+{_ONLY}")
_TRAINS = asks(r"(?i)\b(?:pre-?train(?:s|ed|ing)?|train(?:s|ed|ing)?)\s+(?:\w+\s+){0,4}$")
_NO_NAME = asks(
    r"(?i)^(?:sub|under|over|LLM|VLM|MLLM|SLM)-|^(?:fig|tab|eq|sec)\b|^\d+[bm]-\d+[bm]$|-to-|=|^[^a-z]*[a-z]?[^a-z]*$"
)
_BILLIONS = asks(r"\d[Bb]\b")
_PART_OF = asks(r"(?i)\b(?:subset|subsets|samples|images|pairs) (?:of|from) (?:the )?$")
_COUNTED = frozenset(["gpu", "npu", "tpu"])
_FAMILY = re2.compile(r"^([A-Za-z]\S+?)[- ]?\d+(?:\.\d+)?[BbMm]\b")
_YEAR = asks(r"(?i)^\W*(?:\w+\s+)?20\d\db?\W*$")


# The facts that a row may rest on.
FACTS = ("model_sizes", "quantities", "benchmarks", "links")


def of_paper(paper: Paper) -> list[Row]:
    """The rows of a paper, sorted."""
    sizes = [size for size in paper.facts["model_sizes"] if _is_model(paper, size)]
    if not sizes:
        return []
    names = [own_name(paper.row["title"], paper.abstract), presented_name(paper.abstract)]
    code = own_code(paper.facts["links"])
    weights = next((link for link in paper.facts["links"] if "model" in link["kinds"]), None)
    rows = []
    for _, same in groupby(sorted(sizes, key=lambda size: fold(size["model"])), lambda size: fold(size["model"])):
        for members in _models(list(same)):
            first = members[0]
            own = any(_is_own(paper, size, names) for size in members)
            training, used = _training(paper, members, sizes)
            links = [link for link in (code, weights) if link and own]
            rows.append(
                {
                    "fact_id": first["fact_id"],
                    "model": first["model"],
                    "owner": "own" if own else "baseline",
                    **_parameters(members),
                    **training,
                    "base_model": _base(paper, members, sizes) if own else None,
                    "organization": paper.row["organization"] if own else None,
                    **paper.told(),
                    "code_url": code["url"] if own and code else None,
                    "model_url": weights["url"] if own and weights else None,
                    **receipt([*members, *used, *links]),
                }
            )
    return sorted(rows, key=lambda row: (row["model"], row["fact_id"]))


def _is_model(paper: Paper, size: Row) -> bool:
    """The size is of a model that has a name, and not of a collection of data or a year."""
    if system(size["model"]) is None or _NO_NAME(size["model"]) or _YEAR(size["text"]):
        return False
    if _PART_OF(paper.abstract[max(size["start"] - 30, 0) : size["start"]]):
        return False
    billions = _BILLIONS(size["model"])
    if billions and size["parameters"] < 10**7:
        return False  # "Foo-8B-1M": the length of its context
    name = fold(size["model"])
    if any(fold(mention["name"]) == name for mention in paper.facts["benchmarks"]):
        return False
    after = paper.abstract[size["end"] : size["sentence_end"]]
    before = paper.abstract[size["sentence_start"] : size["start"]]
    if size["rule"] == "size_in_name" and size["parameters"] < 10**8:
        return _MODEL(before + after) and not (_DATA_AFTER(after) or _DATA_BEFORE(before))
    return True


def _models(sizes: Sequence[Row]) -> Iterator[list[Row]]:
    """Sizes of one name as models: each total is one, with the active and trainable parameters told beside it."""
    totals: dict[tuple[int, int | None], list[Row]] = {}
    for size in sizes:
        if size["kind"] == "total":
            totals.setdefault((size["parameters"], size["parameters_max"]), []).append(size)
    others = [size for size in sizes if size["kind"] != "total"]
    if not totals:
        if others:
            yield others
        return
    for members in totals.values():
        parts = [part for part in others if len(totals) == 1 or any(_beside(part, size) for size in members)]
        yield members + parts


def _beside(part: Row, size: Row) -> bool:
    return abs(part["start"] - size["end"]) < 60 and part["sentence_start"] == size["sentence_start"]


def _parameters(members: Sequence[Row]) -> Row:
    """The columns of parameters, of the sizes of one model."""
    first = {size["kind"]: size for size in reversed(members)}
    total = first.get("total", {})
    return {
        "parameters": total.get("parameters"),
        "parameters_max": total.get("parameters_max"),
        "qualifier": members[0]["qualifier"],
        **{f"{kind}_parameters": first[kind]["parameters"] for kind in ("active", "trainable") if kind in first},
    }


def _is_own(paper: Paper, size: Row, names: Sequence[str | None]) -> bool:
    """Whether the paper says that the model is its own: by what it calls its work, or by what stands before it."""
    if any(name and fold(name) in fold(size["model"]) for name in names):
        return True
    place = paper.abstract.find(size["model"], size["sentence_start"], size["sentence_end"])
    before = paper.abstract[size["sentence_start"] : size["start"] if place < 0 else place]
    if _OUR_MODEL(before):
        return True
    if is_known(size["model"]):
        return False
    if _is_made(before):
        return True
    # Made where it is first named, by the name of its family: "we derive models, namely Tin. Tin-8B reaches ..."
    family = _FAMILY.match(size["model"])
    first = paper.abstract.find(family[1]) if family and not is_known(family[1]) else -1
    return 0 <= first < size["start"] and _is_made(paper.abstract[max(first - 200, 0) : first])


def _is_made(before: str) -> bool:
    """Whether the words before a model say that the paper makes it."""
    made = _MAKES.search(before)
    return made is not None and not _ELSEWHERE(_MANY_OF.sub("", made[2]))


def _base(paper: Paper, members: Sequence[Row], sizes: Sequence[Row]) -> str | None:
    """The model that the words behind a model, or before it, say that it was made from."""
    for size in members:
        after = paper.abstract[size["end"] : size["sentence_end"]]
        before = paper.abstract[size["sentence_start"] : size["start"]]
        for other in sizes:
            name = other["model"]
            if fold(name) == fold(size["model"]):
                continue
            follows = _MADE_FROM(after[: after.find(name)]) if name in after else None
            leads = _MADE_OF(before[: before.find(name)]) if name in before else None
            if follows or (leads and _TO_GIVE(before[before.find(name) + len(name) :])):
                return str(name)
    return None


def _training(paper: Paper, members: Sequence[Row], sizes: Sequence[Row]) -> tuple[Row, list[Row]]:
    """What the text says that a model was trained with, and the facts that say it."""
    columns: Row = {}
    used = []
    for size in members:
        inside = [other for other in sizes if other["sentence_start"] == size["sentence_start"]]
        if len({fold(other["model"]) for other in inside}) > 1:
            continue
        for quantity in paper.facts["quantities"]:
            if quantity["sentence_start"] != size["sentence_start"] or not _trains(paper, size, quantity):
                continue
            told = _columns(quantity)
            if told and not told.keys() & columns.keys():
                columns |= told
                used.append(quantity)
    return columns, used


def _trains(paper: Paper, size: Row, quantity: Row) -> bool:
    """The words between a model and a quantity, or before both, say that the one was trained with the other."""
    if not 0 <= quantity["start"] - size["end"] < 200:
        return False
    between = paper.abstract[size["end"] : quantity["start"]]
    if _TRAINED(between):
        return True
    before = paper.abstract[size["sentence_start"] : size["start"]]
    return _ON(between) and _TRAINS(before)


def _columns(quantity: Row) -> Row:
    """The columns that a quantity of training fills."""
    unit, value = quantity["unit"], quantity["value"]
    if quantity["value_max"] is not None:
        return {}
    if unit == "token":
        return {"training_tokens": value}
    if unit == "flop":
        return {"training_flop": value}
    if unit in ("gpu hour", "gpu day"):
        return {"training_gpu_hours": value * (24 if unit == "gpu day" else 1)}
    if unit in _COUNTED:
        # A number of thousands is the name of a processor ("4090 GPUs").
        return {"hardware": quantity["text"], "hardware_quantity": int(value)} if value < 1000 else {}
    return {"training_data": value, "training_unit": unit} if quantity["dimension"] == "data" else {}
