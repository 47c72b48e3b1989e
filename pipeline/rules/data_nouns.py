"""Nouns of data, and how they stand to a name: before it, behind it, explaining it.

What belongs here: the words "dataset", "benchmark" and their like, and finding them around a token. What does not:
which names they make benchmarks (benchmarks.py).
"""

from __future__ import annotations

from pipeline.rules.lexicon import word_set

DATA_NOUNS = word_set(
    "dataset datasets benchmark benchmarks corpus corpora testbed testbeds testset testsets leaderboard leaderboards"
    " suite suites challenge challenges database databases competition competitions"
)
# Nouns that stay part of a title: "the Foo Bar Atlas".
WHOLE = word_set("atlas biobank treebank testbed")
# Two words that are such a noun, by the second.
_PAIRS = {
    "set": {
        "data",
        "image",
        "test",
        "validation",
        "evaluation",
        "training",
        "val",
        "development",
        "instruction",
        "tuning",
    },
    "sets": {"data", "test", "validation", "evaluation", "training", "instruction"},
    "task": {"shared"},
    "tasks": {"shared"},
    "split": {"test", "validation", "val"},
    "splits": {"test", "validation", "val"},
    "collection": {"data", "document", "test"},
    "framework": {"evaluation", "benchmark", "benchmarking"},
    "mixture": {"data", "training", "instruction", "sft", "dpo", "pretraining"},
}
# "challenges" are hardly ever data: they count in a title, and before brackets with a short form.
NOUN = "|".join(
    [
        rf"(?:{'|'.join(sorted((DATA_NOUNS | WHOLE) - {'challenges'}))})\b",
        r"challenges\b[^\n]{0,99}\(|(?-i:Challenges\b)",
        *(rf"(?:{'|'.join(sorted(before))})\s*{noun}\b" for noun, before in _PAIRS.items()),
    ]
)
COUNTED = word_set(
    "children people individuals"
    " samples images compounds articles videos documents notes questions pairs papers sentences problems cases patients"
    " scans tweets posts reviews images clips examples instances data texts molecules recordings participants subjects"
    " conversations passages tasks queries"
)
# Verbs of which a dataset is the subject and its items the object.
HOLDING = frozenset({"comprises", "contains", "includes", "consists", "encompasses", "spans"})
# The same, cheaper: one of these is in every sentence with such a noun.
NOUNISH = "(?i)" + "|".join(
    [
        "atlas|benchmark|biobank|challenge|competition|corpora|corpus|database|dataset|leaderboard|suite|treebank",
        "test(?:bed|set)",
        *(rf"(?:{'|'.join(sorted(before))})\s*{noun}\b" for noun, before in _PAIRS.items()),
    ]
)
OTHER_NOUNS = word_set(
    "model models method methods framework frameworks approach approaches algorithm algorithms network networks system"
    " systems pipeline pipelines architecture architectures module modules loss losses agent agents strategy technique"
    " mechanism paradigm encoder decoder transformer backbone optimizer metric metrics score scores library toolkit"
    " package platform policy baseline baselines tool interface engine tokenizer protocol family series learner"
    " detector tracker classifier generator planner estimator extractor simulator scheme variant extension procedure"
    " attack defense adapter solver workflow llm llms mllm vlm workshop"
)
STOP = word_set(
    "of for that which to with from in on by as at and or but is are was were be been has have had we our this these"
    " it its they when where while who whose than then into over under via using comprising consisting containing"
    " consists contains covering spanning designed built including featuring achieves achieve shows show outperforms"
    " demonstrates demonstrate enables provides offers achieving improves improve can could may will not if such"
    " . , : ; ( ) [ ] ? !"
)
# Words that may be a noun of data, by themselves or as the second of two.
_NOUNS = DATA_NOUNS | frozenset(_PAIRS)
_ARTICLES = frozenset({"a", "an", "the", "our", "one"})
NAMING = frozenset({"named", "called", "termed", "dubbed", "coined", "denoted", "titled"})
_FORERUNNERS = word_set(
    ": , ( - – — such as like including include includes e . g i namely the both named called termed dubbed coined"
    " from of \" “ ' ‘ ”"
)
# All that may lead from a noun of data to a name, that noun included.
_LEADING = _NOUNS | NAMING | _FORERUNNERS
_HELD = COUNTED | word_set(
    "sequences hours frames dialogues trajectories entries annotations pages utterances scenes tokens prompts records"
    " templates subjects words scenarios demonstrations triplets clips speech audio text"
    " books poems stories songs recordings transcripts reports abstracts comments messages letters maps photographs"
    " volumes meshes molecules proteins programs puzzles riddles games proofs theorems facts triples transactions logs"
    " signals scores faces faults objects patches pictures drawings charts tables slides screenshots"
)


def noun_at(lower: list[str], i: int) -> bool:
    word = lower[i]
    if word not in _NOUNS:
        return False
    if word == "benchmark" and i and lower[i - 1] in {"we", "to", "also", "then"}:
        return False
    if word == "challenges" or (word in {"suite", "suites"} and _of_others(lower, i)):
        return False
    return word in DATA_NOUNS or (word in _PAIRS and i > 0 and lower[i - 1] in _PAIRS[word])


def _of_others(lower: list[str], i: int) -> bool:
    """Whether the suite at token `i` is one of models, tools and so on: "a suite of small, fast models"."""
    if lower[i + 1 : i + 2] != ["of"]:
        return False
    for word in lower[i + 2 : i + 12]:
        if word.endswith("lms") or (word in OTHER_NOUNS and word.endswith("s")):
            return True
        if word in DATA_NOUNS or (word in STOP and word not in {",", "and"}):
            return False
    return False


def head_after(lower: list[str], i: int, reach: int = 4) -> str | None:
    """The kind of noun that a name before token `i` modifies: "data", "other" or None."""
    end = min(i + reach, len(lower))
    while i < end and lower[i] in {")", '"', "”", "'", "’"}:
        i += 1
    while i < end:
        word = lower[i]
        if word in STOP:
            return None
        if noun_at(lower, i):
            return "data"
        if word in OTHER_NOUNS and not _modifies(lower, i):
            return "other"
        if word[-1] == "s" and word not in {"news", "sports", "series", "physics"}:
            return None
        end += word == "-" and end < len(lower)
        i += 1
    return None


def _modifies(lower: list[str], i: int) -> bool:
    """Whether the noun at token `i` only tells what kind the next is of: "multi-agent corpus", "a model benchmark"."""
    following = lower[i + 1 : i + 2]
    if following == ["-"] or (following and noun_at(lower, i + 1)):
        return True
    return lower[i - 1] == "-" and bool(following) and following[0].isalpha() and following[0] not in STOP


def noun_explaining(lower: list[str], i: int) -> str | None:
    """The kind of noun that heads what follows a name: ", a large and diverse benchmark of ..."."""
    end = min(i + 18, len(lower))
    if i < end and lower[i] == ")":
        i += 1
    if i < end and lower[i] == "(":
        while i < end and lower[i] != ")":
            i += 1
        i += 1
    if i + 1 >= end or lower[i] not in {",", ":", "-", "–", "—", "is"}:
        return None
    while i < end and lower[i] in {",", ":", "-", "–", "—", "which", "is"}:
        i += 1
    if i >= end or lower[i] not in _ARTICLES:
        return None
    # After "on FooSet, our method" begins a main clause.
    certain = lower[i] in {"a", "an"} or bool({"first", "new", "novel"} & set(lower[i + 1 : i + 2]))
    found, at = None, end
    brackets = 0
    for j in range(i + 1, end):
        if lower[j] == "(" or (lower[j] == ")" and brackets):
            brackets += 1 if lower[j] == "(" else -1
        elif brackets:
            continue
        elif noun_at(lower, j) or (certain and collects(lower, j)):
            found, at = "data", j
        elif lower[j] in OTHER_NOUNS and (found is None or j - at < 4):
            found = "other" if certain else found
        elif lower[j] in {",", "and", "or"} and found is None:
            continue
        elif lower[j] == "and" and found == "other" and any(noun_at(lower, k) for k in range(j + 1, min(j + 4, end))):
            return "data"
        elif lower[j] in STOP and lower[j - 1] != "-" and lower[j + 1 : j + 2] != ["-"]:
            break
    return found


def collects(lower: list[str], i: int) -> bool:
    """Whether token `i` is a noun that is one of data by what it holds: "a collection of 900 letters"."""
    return lower[i] == "resource" or (
        lower[i] in {"collection", "set"} and any(word in _HELD for word in lower[i + 1 : i + 9])
    )


def noun_before(lower: list[str], i: int, start: int) -> str | None:
    """How a noun of data leads to the name at token `i`: "naming", "examples", "direct", "apart" or None."""
    direct = True
    how = None
    if i - 4 > start and lower[i - 1] == ")" and lower[i - 4 : i - 2] == [":", "("] and lower[i - 2] in {"1", "i", "a"}:
        i -= 3
    for j in range(i - 1, max(i - 9, start - 1), -1):
        word = lower[j]
        if word not in _LEADING:
            return None
        if noun_at(lower, j):
            return how or ("direct" if direct else "apart")
        if word == "of" and lower[j - 1] in {"set", "split"}:
            continue
        if word in NAMING:
            how = "naming"
        elif word in {"as", "like", "including", "g", "e", "namely", ":", "("} or (
            word == "of" and lower[j - 1] in {"datasets", "benchmarks", "corpora"}
        ):
            how = how or "examples"
        elif word not in _FORERUNNERS:
            return None
        direct = False
    return None


def holds(lower: list[str], i: int) -> bool:
    """Whether token `i` begins what a dataset holds: "comprises 4,000 letters", "benchmark contains 900 questions"."""
    for j in range(i, min(i + 5, len(lower) - 3)):
        if lower[j] in HOLDING:
            if any(word in _HELD for word in lower[j + 2 : j + 12]):
                return any(word[0].isdigit() for word in lower[j + 1 : j + 5])
            return False
        if lower[j] in STOP:
            return False
    return False
