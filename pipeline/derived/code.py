"""The table code: which repository belongs to a paper.

What belongs here: whose code a link leads to, and what it is written with. What does not: what lies behind a
link (rules/links.py).
"""

from __future__ import annotations

import re2

from pipeline.derived.pieces import Paper, Row, receipt
from pipeline.patterns import asks

# The link behind these words is what the authors built on.
_BUILT_ON = asks(
    r"(?i)\b(?:based on|built (?:on|upon|with)|builds (?:on|upon)|forked from|adapted from|adopted from|borrow\w* from|"
    r"derived from|extends|extension of|modified from|provided by|thanks to|using the|courtesy of)\b[^.;]{0,80}$"
)
_OWN = asks(
    r"(?i)\b(?:our|we|codes?|codebase|implementations?|released?|available|open-?sourced?|repository|github|found at|"
    r"project|scripts?|software|toolkit|package|library|framework|models?|datasets?)\b"
)
_FRAMEWORK = re2.compile(
    r"\b(PyTorch|pytorch|Pytorch|TensorFlow|Tensorflow|JAX|Flax|Keras|MindSpore|Mindspore|PaddlePaddle|MXNet|Caffe|MATLAB|Matlab|Julia)\b"
)
_WRITTEN_IN = asks(r"(?i)(?:\b(?:in|using|with|on|for|into)\s+(?:the\s+)?$|\bversion\b)")
_KIND_OF_CODE = asks(
    r"(?i)^[- ](?:based |native )?(?:implementation|code|codebase|library|package|framework|toolkit|toolbox|backend)"
)
_NAMES = {"paddlepaddle": "paddle", "flax": "jax"}


# The facts that a row may rest on.
FACTS = ("links",)


def of_paper(paper: Paper) -> list[Row]:
    """The rows of a paper, sorted."""
    found: dict[str, Row] = {}
    for link in paper.facts["links"]:
        if "code" not in link["kinds"]:
            continue
        repository = link["repository"]
        url = f"https://{link['host']}/{repository}" if repository else link["url"]
        row = {
            "fact_id": link["fact_id"],
            **paper.told(),
            "repo_url": url,
            "repository": repository,
            "host": link["host"],
            "is_official": _is_official(paper, link),
            "mentioned_in_paper": link["source"] != "listing",
            "framework": _framework(paper, link),
            "availability": link["availability"],
            **receipt([link]),
        }
        known = found.setdefault(url.lower().rstrip("/"), row)
        if known is not row:
            known["fact_ids"] += row["fact_ids"]
            known["confidence"] = min(known["confidence"], row["confidence"])
    return sorted(found.values(), key=lambda row: (row["repo_url"], row["fact_id"]))


def _is_official(paper: Paper, link: Row) -> bool | None:
    if link["source"] == "listing":
        return None
    if link["start"] is None:
        return True  # authors write the comment
    before = paper.abstract[link["sentence_start"] : link["start"]]
    if _BUILT_ON(before):
        return False
    sentence = paper.abstract[link["sentence_start"] : link["sentence_end"]]
    return True if _OWN(sentence.replace(link["text"], " ")) else None


def _framework(paper: Paper, link: Row) -> str | None:
    """The one framework that the sentence of the link names, or that the abstract says the code is written with."""
    if link["start"] is None:
        return None
    first, last = link["sentence_start"], link["sentence_end"]
    named = set()
    for found in _FRAMEWORK.finditer(paper.abstract):
        start, end = found.span()
        here = first <= start < last
        if (
            here
            or _WRITTEN_IN(paper.abstract[max(start - 20, 0) : start])
            or _KIND_OF_CODE(paper.abstract[end : end + 30])
        ):
            name = found[1].lower()
            named.add(_NAMES.get(name, name))
    return named.pop() if len(named) == 1 else None
