"""Claims of state of the art for the paper's own work: the receipts of papers.claims_sota.

What belongs here: the words of a claim. What does not: by how much (gains.py) and competitions (ranks.py).
A claim needs the words state of the art, SOTA, record, best so far, or all prior work; "outperforms
baselines" alone is none, nor is being comparable with the state of the art.

The rules are in `RULES`.
"""

from __future__ import annotations

import re

import regex

from pipeline.abstract import Abstract
from pipeline.patterns import asks
from pipeline.rules.benchmark_roles import own_work_from
from pipeline.rules.lexicon import lower

# What each rule reads, with an example that it reads so.
RULES = {
    "sota_reached": 'a verb that reaches it: "It achieves state-of-the-art accuracy."',
    "sota_beaten": 'a comparison with it: "It outperforms state-of-the-art methods."',
    "sota_own": 'said of the own work: "We present FooNet, a state-of-the-art model for letters."',
    "all_beaten": 'all prior work: "It surpasses all prior approaches."',
    "best_so_far": 'the best so far: "It gives the best result reported so far."',
    "record": 'a record: "It sets a new record on this task."',
}

# Sentences that the rules need.
TRIGGER = (
    (
        r"(?i)state[- ]?of[- ]?(?:the[- ]?)?art|\bsotas?\b"
        r"|\ball (?:of )?(?:the )?(?:existing|prior|previous|published|available|known|earlier)"
        r"|\bbest (?:[^ ]+ ){0,3}(?:so far|to date|reported|published|in the literature|in its class|among)"
        r"|\bbest[ -](?:reported|published|known)|(?:previous|previously|prior|existing|current|published|reported)"
        r"[ -](?:published |reported )?best\b|\b(?:new|world|performance) records?\b"
        r"|\brecord[- ](?:breaking|setting|high)\b|\bsets? (?:a |the )?records?\b|\brecord performance\b",
    ),
)
# The patterns below are for sentences in lower case.
_SOTA = r"(?:state[- ]?of[- ]?(?:the[- ]?)?arts?\b|\bsotas?\b)"
_NAME = regex.compile(_SOTA)
# Verbs whose object is the state of the art.
_REACH = re.compile(
    r"\b(?:achiev|attain|reach|obtain|deliver|yield|establish|demonstrat|show|exhibit|record|report|produc|push|"
    r"advanc|provid|"
    r"secur|realiz|validat|confirm|verif|highlight|defin|represent|offer|boast|gain|enabl|maintain|redefin|creat)(?:e|"
    r"es|ed|s|ing|ting)?\b"
    r"|\b(?:sets?|setting|leads? to|leading to|led to|results? in|resulting in|hits?|hitting|becom\w+|is|are|as|"
    r"marks?|marking)\b"
)
# Words that compare with the state of the art.
_BEAT = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|outpac|outstrip|outclass|eclips|improv|advanc|rais)(?:e|es|ed|s|ing)?\b"
    r"|\b(?:over(?! \d)|than|against|vs|versus|superior to|compared (?:to|with)|relative to|superiority|advantages?|"
    r"gains?|ahead of|tops|topping|above|(?:reduction|improvement|increase) of [^ ]{1,9} from)\b"
)
_BETTER = asks(
    r"outperform|surpass|exceed|better|improv|superior|higher|stronger|faster|reduc|\bgain|%|fewer|less|lower|advantage|"
    r"smaller|beat|increas|"
    r"significant|effective|best|×|\dx\b|enhanc|more\b|win"
)
# A claim of no more than being near: "close to", "comparable with".
_NEAR = re.compile(
    r"\b(?:near(?:ly|ing)?|close to|comparabl[ey]|competitive|on[- ]par|par with|rival\w*|match\w*|approach(?:es|"
    r"ing) (?:the |current |that of )(?=state|sota|$)|similar|akin|"
    r"closer|most|parity|required to|needed to|not(?! only)|without|if|whether|how|why|reproduc\w+|replicat\w+|"
    r"evaluat\w+|limitations?)\b"
)
_OR_BETTER = asks(r"\b(?:or|and|even)\b(?: \w+){0,2}? (?:better|exceed|surpass|outperform|superior)")
# What does not stand between a verb and its state of the art.
_APART = re.compile(
    r"\b(?:in|of|for|by|using|from|across|even|existing|current|several|various|many|multiple|recent|other|prior|"
    r"that|where|which|when|"
    r"while|most|conventional|fine-?tuned|against|on top of|evaluat\w+|\d+ |two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|twenty)\b"
)
_WITH = re.compile(
    rf"\b(?:(?:along|together)? ?with|(?:validated|evidenced|confirmed|demonstrated) (?:by|through)(?: its)?)"
    rf" (?:new )?{_SOTA} (?:performance|accuracy|results|quality|efficiency|scores)\b"
)
_OWN = re.compile(
    rf"\b(?:(?:our|a|the|this) new {_SOTA}|^new {_SOTA}|our {_SOTA}|(?:introduc|present|propos|releas|"
    rf"develop)\w* [^.;,]{{1,60}}, an? (?:new )?{_SOTA})"
)
_ALL = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|superior|better than|improv)\w*[^.;]{0,50}?\ball (?:of )?(?:the )?"
    r"(?:existing|prior|previous|previously|published|available|known|earlier)\b"
)
_BEST = re.compile(
    r"\bbest (?:(?!is |are )[\w-]+ ){0,3}(?:so far|to date|reported|published|in the literature|in its class|"
    r"among (?:all|current|existing|open)[\w -]{0,20})"
    r"|\b(?:improv|outperform|surpass|exceed|beat|over|than)\w*[^.;]{0,40}?\bbest[ -](?:reported|published|known)\b"
    r"|\b(?:previous|previously|prior|existing|current|published|reported)[ -](?:published |reported )?best\b"
)
_RECORD = re.compile(
    r"\b(?:new|world|performance) records?\b|\brecord[- ](?:breaking|setting|high)\b|\bsets? (?:a |"
    r"the )?records?\b|\brecord performance\b"
)
# What is set against the state of the art without a word of who wins, or loses to it.
_SET_AGAINST = asks(r"\b(?:benchmark|evaluat|validat|compar|test|assess)\w*\b[^.;]{0,90}\b(?:against|with|to)\s")
_WINS = asks(
    r"outperform|surpass|exceed|better|improv|superior|stronger|advantage|beat|\bgain|speed-?up|\d\s?[x×]\b|"
    r"best|effective|increas|significant(?:ly)? |"
    r"reduc|faster|fewer|enhanc|higher|\bmore [a-z-]+(?: and [a-z-]+)? "
)
_BEHIND = asks(r"\bonly [~\d.%\s]{1,8}(?:and [~\d.%\s]{1,8})?(?:lower|worse|below|behind|less)\b")
_EQUAL = asks(r"\b(?:comparable|similar|competitive|equivalent)\b")
# "compared with the state of the art, we still outperform it"
_STILL = re.compile(
    rf"{_SOTA}[^.;]{{0,30}}\b(?:and|but) (?:still |even |also )?(?:outperform|surpass|exceed)\w* (?:it|them)\b"
)
# "improves recall in a state-of-the-art model", "with similar losses seen in state-of-the-art models"
_OBJECT_ELSEWHERE = re.compile(
    r", with [^,;]*\b(?:in|of|for|by) $|\b(?:in|of) an? $|\b(?:competitive|comparable) (?:with|to) $"
)
# "competitive performance relative to the state of the art", "matches or surpasses state-of-the-art models"
_LEVEL = re.compile(
    r"(?<!more )\b(?:comparable|competitive|similar|equivalent)(?: [a-z-]+){0,3} $"
    r"|\b(?:match|rival)(?:s|es|ed|ing)? or (?:even )?$|\bmostly $"
)
_THOSE_OF = re.compile(r" (?:those|that|the ones?) \w+ed by (?:[\w-]+ ){0,2}$")
# "outperforms many state-of-the-art models"
_PARTLY = re.compile(r"\b(?:most (?!recent)|many |some |certain )")
# One of the former three.
_CLAIMS = asks(_OWN.pattern, _WITH.pattern, _STILL.pattern)
_BACKGROUND = asks(
    r"\b(?:have|has) (?:\w+ ){0,2}(?:achieved|shown|demonstrated|reached|become|attained|obtained|set|produced|"
    r"led|yielded)\b"
)
_CONCESSION = re.compile(r"(?:although|while|despite|recently|existing|current|typically|though|most)\b")
_PRESENTS = asks(r"\b(?:introduces|presents|proposes)\b")
_OURS = asks(
    r"\b(?:we|our|ours|proposed|this (?:paper|work|study|approach|method))\b"
    r"|\b(?:experiments?|evaluations?|experimental results|tests)\b[^.;]{0,60}\b(?:have|has) (?:shown|demonstrated)\b"
)


def find(abstract: Abstract) -> None:
    """Notes the claims of an abstract, one a sentence."""
    own_from = own_work_from(abstract.raw)
    for sentence in abstract.sentences:
        if "sota_claims" not in sentence.triggers:
            continue
        text = lower(sentence.plain.text)
        claim = _claim(text)
        # Before the paper speaks of its own work, it speaks of others.
        if claim and (sentence.end > own_from or _PRESENTS(text)):
            rule, start, end = claim
            abstract.add("sota_claims", rule, sentence.offset + start, sentence.offset + end)


def _claim(text: str) -> tuple[str, int, int] | None:
    """The rule and the characters of the first claim of a sentence."""
    if "state" in text or "sota" in text:
        own = (_OWN.search(text) or _WITH.search(text) or _STILL.search(text)) if _CLAIMS(text) else None
        if own and not _elsewhere(text, own.start()):
            return "sota_own", own.start(), own.end()
        for name in _NAME.finditer(text):
            found = _before(text, name.start())
            if found and not _elsewhere(text, found[1]):
                return *found, name.end()
    if not ("all " in text or "best" in text or "record" in text):
        return None
    for rule, pattern in (("all_beaten", _ALL), ("best_so_far", _BEST), ("record", _RECORD)):
        match = pattern.search(text)
        if match and not _elsewhere(text, match.start()):
            return rule, match.start(), match.end()
    return None


def _before(text: str, end: int) -> tuple[str, int] | None:
    """The rule by which what stands before the state of the art (at `end`) claims it, and where that begins."""
    start = max(text.rfind(";", 0, end), end - 100, 0)
    clause = text[start:end]
    reach = beat = None
    for match in _REACH.finditer(clause):
        reach = match
    for match in _BEAT.finditer(clause):
        beat = match
    last = max((match for match in (reach, beat) if match), key=lambda match: match.start(), default=None)
    if last is None:
        return None
    if beat and _THOSE_OF.match(clause, beat.end()):  # "of higher quality than those produced by ..."
        last = beat
    between = clause[last.end() :]
    if last is beat:
        if _OBJECT_ELSEWHERE.search(between) or _LEVEL.search(clause[: last.start()]):
            return None
        if _PARTLY.search(between) or (_NEAR.search(clause) and not _OR_BETTER(clause) and not _BETTER(clause)):
            return None
        if not _WINS(text) and (_SET_AGAINST(clause) or _EQUAL(text[end:])):
            return None
        if _BEHIND(clause):
            return None
        return ("sota_beaten", start + last.start()) if _BETTER(text) else None
    if (
        _APART.search(between)
        or ", and the " in between
        or (_NEAR.search(clause[max(last.start() - 16, 0) :]) and not _OR_BETTER(clause))
    ):
        return None
    if last.group() in {"is", "are", "as"}:
        return None
    return "sota_reached", start + last.start()


def _elsewhere(text: str, at: int) -> bool:
    """Whether a sentence speaks of the work of others at character `at`."""
    if _BACKGROUND(text) and not _OURS(text):
        return True
    return _CONCESSION.match(text) is not None and "," not in text[:at]
