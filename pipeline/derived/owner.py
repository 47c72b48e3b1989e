"""Whose system a result is of, told from the words around it.

What belongs here: the paper's own system, or one of others that it is compared with or that it evaluates.
What does not: the value (scale.py).
"""

from __future__ import annotations

import re2

from pipeline.derived.names import is_known
from pipeline.patterns import asks
from pipeline.rules.lexicon import fold

# A paper with such a title tries the systems of others, unless its abstract says that it proposes one.
_TRIES = asks(
    r"(?i)\b(?:benchmark(?:s|ing)?|evaluating|evaluation of|assessing|assessment of|comparing|comparison|comparative|"
    r"(?:empirical|systematic) (?:study|analysis|evaluation)|survey|review|performance of|"
    r"how (?:well|do|does|good|far))\b|^(?:can|do|does|are|is|how) "
)
_PROPOSES = asks(
    r"(?i)\b(?:we (?:also )?(?:propose|develop|design|introduce|present) (?:\S+ ){0,6}?(?:methods?|models?|frameworks?|"
    r"approach|networks?|architectures?|systems?|pipelines?|algorithms?|strategy|techniques?)|"
    r"our (?:[\w-]+ ){0,2}?(?:method|model|approach|framework|system|pipeline|network)|proposed)\b"
)
# What a number is held against. A word that reports takes the number back ("outperforming A with 90%"), but behind
# the first ones only after a comma ("compared to A achieving 80%").
_AGAINST = re2.compile(
    r"(?i)\b(?:(vs\b\.?|versus|compared (?:to|with)|relative to|in contrast to|than|unlike)|outperform\w*|surpass\w*|"
    r"exceed\w*|beat(?:s|ing)?|"
    r"(?:doubl|tripl|halv)ing|rival\w*|match(?:es|ed|ing)|over [^U]|against|baselines?|previous(?:ly)?|prior|up from|"
    r"(?:lags?|falls?) (?:far )?behind|approach(?:es|ing)|close to|below|above)\b"
)
# "outperforming them in all 6 metrics (BLEU = 20, ...)" lists what is one's own.
_IN_ALL = asks(r"(?i)\b(?:metrics|benchmarks|datasets|tasks|settings|measures)\W*\(")
# So does "surpassing them on Foo (90%".
_ON_BENCHMARK = asks(r"\son\s[^;]*\([^()]{0,10}$")
_SCORED = asks(r"\d\.\d|\d\\?%")
_NEW_BASELINE = asks(r"(?i)\b(?:achiev|establish|set)(?:e?s|ing|ed)? (?:an? )?(?:new |strong )+baselines?\b[^;]{0,40}$")
# "80% on Foo, outperforming its rivals, and 90%": goes on with one's own.
_AND = asks(r", and (?:an? (?:[\w@-]+ ){1,3}of )?$|\((?:e\.g|i\.e)\.,?\s*$")
_WHICH = re2.compile(r"([A-Z][\w.-]*(?: [\w.-]+){0,3}), which\b[^,]*$")
_BOUND = asks(r"(?i)^(?:exceed\w*|surpass\w*|above|below|over \S?)\s*(?:the )?\W*$")
_WHOSE = asks(
    r"(?i)^\W*(?:of|by|for|from|achieved|reported|obtained)\b|^\W*(?:[\w@-]+ ){1,3}(?:achieved|reported|obtained) by\b"
)
_OF_THEIRS = asks(r"(?i)\b(?:which|that|whose)\b[^,;]*$")
_REPORTS = asks(
    r"(?i)\b(?:achiev\w+|reach\w*|obtain\w*|attain\w*|yield\w*|scor(?:es?|ed|ing)|record(?:s|ed|ing)|report(?:s|ed|ing)|"
    r"deliver\w*|with|to|demonstrat\w+|establish\w*|sett?(?:s|ing)?|show(?:s|ed|ing)?|exhibit\w*|has|have|had|"
    r"is|are|was|were|perform\w*|gets?|got|our|we|maintain\w*|remain\w*|runs?|running|rank\w*|produc\w+|provid\w+)\b"
)
_BY_OTHERS = asks(
    r"(?i)^[^.,;]{0,60}?(?:(?:achieved|obtained|reported|reached|attained|scored|produced) by|for|of|from) "
    r"(?:an? |the )?(?:[\w-]+ ){0,4}?(?:baselines?|teacher|previous|prior|existing|vanilla|humans?|human|experts?|"
    r"state-of-the-art (?:methods?|models?)|SOTA|base model|original model|GPT-\S+|competitors?)\b"
)
# "Llama reaches 90% accuracy with our method"
_WITH_OURS = asks(r"(?i)^%?(?:[^.,;%]|\.\d){0,60}?\b(?:with|using) (?:our|the proposed)\b")
_OURS = asks(
    r"(?i)\b(?:our|ours|we|proposed|novel|this (?:[\w-]+ )?(?:work|paper|approach|method|framework|model|system|"
    r"pipeline|architecture|strategy|algorithm|technique|solution|network|design|scheme|agent|submission))\b"
)
_SYSTEMS = (
    r"(?:models?|methods?|LLMs?|MLLMs?|VLMs?|LVLMs?|LMMs?|agents?|systems?|approaches|approach|algorithms?|detectors?|"
    r"techniques?|baselines?|counterparts?|competitors?|participants?|annotators?|experts?)"
)
_OTHERS = re2.compile(
    rf"(?i)(?:^|[^\w-])(?:existing|prior|previous|state-of-the-art|SOTA|current|leading|frontier|top(?:-performing)?|"
    rf"best(?:-| )performing|strongest|proprietary|commercial|closed-source|closed|open-source|powerful|advanced|human|"
    rf"conventional|traditional|popular|general-purpose|off-the-shelf|vanilla|baseline|recent|most|all|three|four|five|several|"
    rf"tested|evaluated|even the best|the best)\b[^,;.]{{0,40}}?\b{_SYSTEMS}\b|"
    r"\bthe original (?:benchmark|paper|work|method|model|authors)\b|"
    r"^\W*(?:[a-z]+ (?:that|how) )?(?:models|LLMs|VLMs|MLLMs|agents)\b"
)
# Of a paper that introduces a benchmark, what scored is its own only where it is said to be.
_OURS_SYSTEM = asks(
    r"(?i)\b(?:our|proposed|this) (?:[\w-]+ ){0,3}?(?:approach|method|framework|model|system|pipeline|network|agent|"
    r"configuration|variant|ensemble|classifier|detector|solution|algorithm|strategy|technique|submission)\b|"
    r"\b(?:achiev|reach|attain|establish|sett?)(?:es|s|ing|ed)? (?:an? )?(?:new )?(?:state[- ]of[- ]the[- ]art|SOTA)\b"
)
_HUMANS = asks(r"(?i)\b(?:humans?|clinicians|radiologists|physicians|experts)\b[^,;.]{0,30}$")
# The systems of others are what this is better than, not what scored.
_OBJECT = asks(
    r"(?i)\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|among|over|than|against|as|like)\W+(?:\w+\W+){0,5}$"
)
# What stands right before a score that is not one's own: "random guessing (AUC = 0.5)".
_LABEL = asks(
    r"(?i)\b(?:random(?:ly)?|chance|guessing|baselines?|original(?: model)?|SOTA|state-of-the-art|competitors?|humans?|"
    r"vanilla)(?: \w+)?\s*\([^()]{0,20}$|"
    r"\b(?:improv|gain|increas|boost)\w*[^;]{0,50}\bover [^;()]{1,50}\([^()]{0,12}$"
)
_TRAINED = asks(r"(?i)\b(?:fine-?tun\w+|trained|train|training|LoRA|distill\w*|adapted|optimized|enhanced|improved)\b")
_CLAUSE = re2.compile(r"(?i)[%)]; |,? (?:while|whereas|but|however|although)\b")
_FIRST_OF_TWO = asks(r"(?i)^[^.,;]{0,20}\b(?:vs\b|versus|compared (?:to|with)|against|over)")
_WHAT_SCORED = asks(r"(?i)\b(?:performance|results?|accuracy|scores?)\b")


def proposes(abstract: str) -> bool:
    """Whether an abstract says that it proposes a system."""
    return _PROPOSES(abstract)


def tries_others(title: str, abstract: str) -> bool:
    """Whether a paper tries the systems of others rather than one of its own."""
    return _TRIES(title) and not proposes(abstract)


def owner(before: str, after: str, rule: str, model: str | None, name: str | None, title: str, tries: bool) -> str:
    """Whether a result is the paper's own or that of a baseline (tables.OWNERS).

    Takes what stands before and behind the result in its sentence, the rule that found it, the model that
    it names, the name of the paper's own work, the paper's title, and whether the paper tries the systems of
    others, as one does that introduces the benchmark: then what scored is its own only where it says so.
    """
    if rule == "result_baseline" or _BY_OTHERS(after) or _held_against(before, after) or _LABEL(before):
        return "baseline"
    if _WITH_OURS(after):
        return "own"
    clause = _last_clause(before)
    ours = _OURS(clause) or (name and name in clause and not tries)
    if model and name and fold(name) in fold(model):
        return "own"
    if _HUMANS(clause):
        return "baseline"
    others = next(reversed(list(_OTHERS.finditer(clause))), None)
    source = _WHICH.search(before)
    if source and is_known(source[1]):
        return "baseline"
    named_since = others and model and not is_known(model) and clause.rfind(model) > others.end()
    object_of = others and (named_since or _OBJECT(clause[: others.start() + 1]) or _WHAT_SCORED(others[0]))
    if others and not ours and not object_of:
        return "baseline"
    if tries:
        return "own" if _OURS_SYSTEM(clause) or _TRAINED(clause) else "baseline"
    if ours:
        return "own"
    known = model if model and is_known(model) else None
    if known and not _TRAINED(before) and (_TRIES(title) or fold(known) not in fold(title)):
        return "baseline"
    return "own"


def _held_against(before: str, after: str) -> bool:
    """The number follows what it is held against, and no word that reports stands between."""
    found = list(_AGAINST.finditer(before))
    if not found:
        return False
    rest = before[found[-1].end() :]
    if _NEW_BASELINE(before) or _AND(rest):
        return False
    if _FIRST_OF_TWO(after):
        return False  # "approaches B (85% vs 90%)"
    if _BOUND(found[-1][0] + rest) and not _WHOSE(after):
        return False
    if _IN_ALL(rest) or ")" in rest.partition("(")[0]:
        return False
    if _ON_BENCHMARK(rest) and not _SCORED(before[: found[-1].start()]):
        return False
    if _OF_THEIRS(rest):
        return True
    if found[-1][1] is not None:
        rest = rest.partition(",")[2]
    return len(rest) < 120 and not _REPORTS(rest) and not _CLAUSE.search(rest)


def _last_clause(before: str) -> str:
    """What stands before a number, from the last clause on that has a subject of its own."""
    start = 0
    for found in _CLAUSE.finditer(before):
        if len(before) - found.end() > 12:
            start = found.end()
    return before[start:]
