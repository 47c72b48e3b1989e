"""Names: what a paper calls its own work, and which names are those of systems.

What belongs here: names alone. What does not: whose a result is (owner.py).
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import re2

from pipeline.derived.lists import words
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold, read_words
from pipeline.rules.metrics import is_metric

# The name before the colon of a title is that of the paper's own work: "Lantern: Small Encoders That See Far".
_NAME = re2.compile(r"^\W*([^\s:]+(?: [^\s:]+){0,2})\s*(?::|--|—|–)\s")
_REPORT = re2.compile(r"^(\S+(?: \S+){0,2}?):? [Tt]echnical [Rr]eport\b")
_NO_NAME = asks(r"(?i)\b(benchmark\w*|evaluat\w+|compar\w+|survey|review|study|analysis|assess\w*|dataset)\b")
# What stands where a system does, and is none.
_NO_SYSTEM = asks(
    r"(?i)^[/\W]|-$|\b(?:experiments?|results?|evaluations?|findings?|study|analysis|parameters?|scores?|dataset|benchmark|"
    r"test|task|challenge)\b|parameter|^[A-Z]+s$"
)

_MODELS = frozenset(fold(name) for file in ("models.txt", "model_families.txt") for name in read_words(file))
# Names of products that go on with a number or a size ("Sora-2", "Qwen2.5-VL-7B").
_PRODUCT = asks(
    r"(?i)^(?:gpt|chatgpt|claude|gemini|gemma|llama|qwen|deepseek|mistral|mixtral|grok|sora|o[134]|phi|internvl|veo)"
    r"(?:[-. \d]|$)"
)


def is_known(model: str) -> bool:
    """Whether a name is that of a model that many papers use."""
    return fold(model) in _MODELS or _PRODUCT(model)


# The same said in an abstract: "We propose Lantern, ...", "we present a small encoder (LEN)".
_PRESENTED = re2.compile(
    r"\b(?:[Ww]e|paper|work|study|article)(?: \w+ly| also| then| therefore| thus| first| further)? "
    r"(?:propos|introduc|present|develop|design|releas|creat|buil)(?:e?s?|ed|t) "
    r"(?:(?:the |an? )?(?:novel |new )?(?:\\text\w+\{)?([A-Z][\w+.-]*\w)\}?(?:[,:;]| \(| —| --|, | is | as )|"
    r"[^.,;()]{3,100}\(([A-Z][\w+-]*\w)\))"
)


# "... a small encoder, called Lantern": one's own where the abstract goes on to speak of it.
_CALLED = re2.compile(r"\b(?:called|named|dubbed|termed|namely|proposed|[Oo]ur) (?:as )?([A-Z][\w+-]*\w)\b")


def presented_name(abstract: str) -> str | None:
    """The name of what an abstract says that its paper presents, first of all."""
    found = _PRESENTED.search(abstract)
    name = str(found[1] or found[2]) if found else ""
    if not _is_coined(name):
        called = (str(match[1]) for match in _CALLED.finditer(abstract))
        name = next((one for one in called if _is_coined(one) and not is_known(one) and abstract.count(one) > 1), "")
    return name if name and not _NO_NAME(name) else None


def _is_coined(name: str) -> bool:
    """Whether a word is written like a name that someone made."""
    if fold(name).removesuffix("s") in words("common_names.txt"):
        return False
    return sum(c.isupper() for c in name) > 1 or (any(c.isupper() for c in name) and any(c.isdigit() for c in name))


def can_name(titles: pa.Array) -> pa.BooleanArray:
    """Which titles have a name where `own_name` looks for it: most have none, and a batch is told at once."""
    return pc.match_substring_regex(titles, f"{_REPORT.pattern}|{_NAME.pattern}")


def own_name(title: str, abstract: str) -> str | None:
    """The name that a paper gives its own work: before the colon of the title, and again in the abstract.

    That of a technical report is what it reports on.
    """
    found = ("eport" in title and _REPORT.match(title)) or _NAME.match(title)
    if found is None:
        return None
    name = str(found[1])
    coined = sum(c.isupper() for c in name) > 1 or any(c.isdigit() for c in name) or " " not in name
    return name if coined and len(name) > 1 and name in abstract and not _NO_NAME(name) else None


def system(model: str | None) -> str | None:
    """The name of a model that a fact gives, where it is a name at all."""
    if model is None or _NO_SYSTEM(model) or is_metric(model):
        return None
    if model.islower() and not any(c.isdigit() for c in model):
        return None
    return model
