"""Ranks: places that a system reached in a competition, a shared task or on a leaderboard.

What belongs here: the place and the event it was reached in. What does not: claims of being best
without a competition (sota_claims.py) and scores (results.py).

Rules (`RULES`) need the sentence with the place. A competition may be named in any other sentence: as a benchmark, in
one that has one of the words of `EVENT`, or as the only one that the abstract names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.abstract import LENGTH, Abstract, Mention, Sentence
from pipeline.numbers import WORDS

# What each rule reads, with an example that it reads so.
RULES = {
    "rank_place": 'a place: "It won the 2nd place in the FooBar Challenge."',
    "rank_verb": 'a verb that ranks: "It ranks first among all teams of the challenge."',
    "rank_fraction": 'a place and the number of teams: "In the shared task we got an F1 of 0.75 (26/96 teams)."',
    "rank_top": 'a number after top: "It earned a top-5 ranking in the challenge."',
    "rank_winner": 'a winner: "This is the winning solution of the FooBar Challenge."',
    "rank_runner_up": 'a second: "It was runner-up in the FooBar Challenge."',
    "rank_list": 'a further place of a list: "It took 1st place in Track 1 and 4th in Track 2 of the challenge."',
}

# Sentences that the rules need.
_PLACED = (
    r"(?i)\brank|\b(?:place|placed|places|placing|position|prize|medal|winn(?:er|ing)|won|wins|runner|teams|submissions"
    r"|finish\w*|came|top)\b"
)
TRIGGER = ((_PLACED,),)
# What makes a place one of a competition.
EVENT = re.compile(
    r"(?i)\b(?:challenge|competition|contest|shared[- ]task|sub-?tasks?|leaderboards?|semeval|track|tracks|teams|"
    r"participants|"
    r"participating|participated|submissions|kaggle|olympiad|arena|cup 20\d\d|neurips|cvpr)\b"
)
# The same, cheaper: one of these is in every such abstract, in lower case.
_EVENTS = (
    "challenge",
    "competition",
    "contest",
    "shared task",
    "shared-task",
    "subtask",
    "sub-task",
    "leaderboard",
    "semeval",
    "track",
    "teams",
    "participa",
    "submissions",
    "kaggle",
    "olympiad",
    "arena",
    "cup 20",
    "neurips",
    "cvpr",
)
_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11,
}  # fmt: skip
_ORDINAL = rf"(?:\d{{1,3}}(?:\s?\^?\s?(?:st|nd|rd|th))\b|(?:{'|'.join(_WORDS)})\b)"
_PLACE = re.compile(
    rf"(?i)(?<![-/\w])(?P<lead>(?:w[oi]n(?:s|ning)?|rank(?:s|ed|ing)?|achiev\w+|secur\w+|plac(?:ed|es|ing)|obtain\w*|"
    rf"earn\w*|tak(?:es|ing)|took|"
    rf"reach\w*|claim\w*) (?:(?:the|in|at|an?|overall|joint|our|team|us|as) ){{0,3}})?"
    rf"(?P<ordinal>{_ORDINAL})[ -](?:overall )?(?:places?|positions?|ranks?|ranking|prizes?)\b"
)
_VERB = re.compile(
    rf"(?i)\b(?:rank(?:s|ed|ing)?|placed|places|placing|finish(?:es|ed|ing)|came|come) "
    rf"(?:(?:the|in|at|overall|consistently|joint|jointly|as|number|no\.?|currently|officially) ){{0,3}}"
    rf"\\?\(?(?:(?P<ordinal>{_ORDINAL})(?![- ](?:order|stage|author|step|class|choice|principles|party|based)"
    rf"|(?-i: [A-Z]\w*[A-Z]))|"
    rf"#\s?(?P<hash>\d{{1,3}})\b"
    rf"|(?P<number>\d{{1,3}}) (?:out )?of \d)"
)
_FRACTION = re.compile(
    r"\b(?P<n>\d{1,3})(?:\^?(?:st|nd|rd|th))?\s?/\s?\d{1,4} (?:teams|participants|submissions|systems)\b"
    r"|\b(?P<o>\d{1,3})\^?(?:st|nd|rd|th)(?:\s?/\s?\d{1,4}\b| (?:out )?of \d{1,4} (?:teams|participants|submissions|"
    r"systems)\b)"
)
_TOP = re.compile(
    r"(?i)\btop[- ](?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)[- ](?:ranking|rank|place|placement|"
    r"position|"
    r"spot|finish|winning|solution|performance on [^.]{0,40}leaderboard)"
    r"|\brank(?:s|ed|ing)? (?:among|in|within) the top[- ](?P<m>\d{1,2}|two|three|four|five|six|seven|eight|nine|"
    r"ten)(?![\w.]| ?%)"
    r"|\b(?:achiev\w+|secur\w+|attain\w*|obtain\w*|claim\w*|includ\w+|reach\w*|earn\w*|tak(?:es|ing)|took|"
    r"hold\w*) (?:the )?(?:overall )?"
    r"top[- ](?:rank|ranking|position|spot|place)\b|\btop[- ]rank(?:ed|ing) (?:solution|approach|submission|entry)\b"
)
_WINNER = re.compile(
    r"(?i)\b(?<!-)(?:(?:the|our|a|\w+'?s) )winning (?:[\w-]+ )?(?:solution|approach|system|method|submission|entry|"
    r"model)\b"
    r"|\b(?:won|wins|winning) (?:the |all )?(?=[^.]{0,90}?(?:challenge|competition|track|contest|shared task|"
    r"grand prize)\b)"
)
# No sentence of a person names more places.
_MOST = 40
_RUNNER = re.compile(
    r"(?i)\b(?P<n>1st|2nd|first|second) runner[- ]?up\b|\brunner[- ]?up (?:in|at|of|award|position|place|prize"
    r"|solution|entry|submission)\b"
)
_LISTED = re.compile(rf"(?i)(?:,|\band|;) (?:the )?(?P<ordinal>{_ORDINAL})(?= (?:in|on|for|at|among|overall)\b)")
_BEFORE = re.compile(rf"(?i)\b(?P<ordinal>{_ORDINAL})(?=(?:, {_ORDINAL})?,? and $)")
# What leads to a competition's name; the year, number or edition that it may begin with; its words; its kind.
_LEAD = r"\b(?:[Tt]he|[Ii]n|[Aa]t|[Oo]n|[Oo]f|[Oo]ur|[Tt]his) "
_NUMBERED = r"(?:\d{1,2}(?:st|nd|rd|th) |20\d\d )?(?:[A-Z][\w-]*[ -]20\d\d:? (?:[A-Z][\w-]* ){1,4}(?:in|the) )?"
_NO_PART = r"(?!at |in |is |was |has |the |to |and the |an? |organi[sz]e)"
_NAMED = rf"[A-Z][\w&'’/@!-]*(?: {_NO_PART}(?:[\w&'’/()@!-]+|\"[\w -]{{2,30}}\")){{0,8}}?"
_KIND = r" (?:[Cc]hallenge|[Cc]ompetition|[Cc]ontest|[Ss]hared [Tt]ask|Cup|Olympiad)\b(?! dataset)"
# What a name goes on with: its short form and year, its track, task or topic, and where it was held.
_YEAR = r"(?:(?: \([A-Z][\w-]{1,20}\))? 20\d\d)?"
_TRACK = (
    r"(?:(?:[:,]? |-)(?:[A-Z][\w-]{1,20} )?(?:Track|(?:Sub)?[Tt]ask|Round)(?:[ -](?:\d\w?|[A-Z]{1,3}))?\b"
    r"| \((?:(?:[A-Z][\w-]{1,20} ){1,3}Track|(?:Track|Task) \w{1,3})\)| \d{1,2}\b"
    r"|(?<=Task) on [A-Z][\w-]+(?: (?:(?:and|of|for|in|with|from|the) ){0,2}[A-Z][\w-]+){0,9})?"
)
_HELD = r"(?: (?:at|of|in) (?:the )?[A-Z][\w-]{1,20}(?: ?20|['’])\d\d\b)?"
# A competition by its name: "the 4th FooBar Tracking challenge 2025", "the Foo Challenge at BAR 2025".
_EVENT_NAME = re.compile(f"{_LEAD}(?P<name>{_NUMBERED}{_NAMED}{_KIND}{_YEAR}{_TRACK}{_HELD})")
_ENTERED = (
    r"\b(?:submissions?|participation|participated|participates?|solution|submitted|entry)"
    r"(?: to| in| for| at)(?: the)? "
)
# The same by its edition: "submission to FooBar 2025", "the Foo 2025 Task 4a", "the FooBar! Lab at CLEF 2025".
_EDITION = re.compile(
    rf"(?:{_ENTERED}(?P<edition>(?:[A-Z][\w!@-]*(?: [a-z][\w]*-[\w-]+)? ){{0,6}}[A-Z][\w!@-]*[ -]20\d\d\b"
    r"(?!(?: [A-Z][\w!@-]*){0,7} Task))"
    r"|(?<![\w!@-])(?P<task>[A-Z][\w!@-]*(?:(?<=20\d\d)| 20\d\d)(?: [A-Z][\w!@-]*){0,7}"
    r" (?:Shared )?Task \d{1,2}[a-z]?\b)"
    r"|(?<![\w!@-])(?P<lab>[A-Za-z][\w!-]* [Ll]ab at CLEF 20\d\d|\w+@CLEF(?: 20\d\d)?)\b)"
)
_BLANKS = re.compile(r"[\s~]+")
# "why they occur in the first place" is no place; "in the first place of the challenge" is.
_IDIOM = re.compile(r"(?i)(?<!\w)in the first place$")
_OF_EVENT = re.compile(rf" (?:in|of|on|at|among|for|out of)\b[^.;]{{0,60}}?{EVENT.pattern.removeprefix('(?i)')}", re.I)
_PLACING = re.compile(r"(?i)(?:rank|plac)")
# "surpassing the 1st place by 5%"
_OF_OTHERS = re.compile(r"(?i)\b(?:outperform|surpass|beat|exceed|behind|than)\w* (?:the )?$")
_COMPARED = re.compile(
    r"(?i)\b(?:outperform\w*|surpass\w*|than|over|exceed\w*|comparable|compared|baseline|beat\w*|with|to) (?:last )?$"
)


def find(abstract: Abstract) -> None:
    """Notes the ranks of an abstract; needs the benchmarks."""
    small = abstract.raw.lower()
    if not any(word in small for word in _EVENTS):
        return
    competes: bool | None = None
    sole: str | None = None
    events: list[Mention] = []
    for sentence in abstract.sentences:
        if "ranks" not in sentence.triggers:
            continue
        text = sentence.plain.text
        places = list(_places(text))
        if not places:
            continue
        if competes is None:
            competes = EVENT.search(abstract.raw) is not None
            events = [
                m
                for m in abstract.benchmarks
                if EVENT.search(abstract.text, abstract.starts[m.first], abstract.ends[m.last - 1] + 12)
            ]
        if not competes:
            return
        for rule, start, end, rank in places:
            event = _event(abstract, events, sentence, sentence.offset + end)
            name = _event_name(text, end)
            if name and event and event.name not in name:
                event = None
            if not name and not event:
                sole = _sole_event(abstract.raw) if sole is None else sole
                name = sole or None
            abstract.add(
                "ranks",
                rule,
                sentence.offset + start,
                sentence.offset + end,
                rank=rank,
                event=name or (event.name if event else None),
                benchmark_id=event.id if event else None,
            )


def _value(ordinal: str) -> int:
    word = ordinal.lower()
    if word in _WORDS:
        return _WORDS[word]
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else WORDS[word]


def _places(text: str) -> Iterator[tuple[str, int, int, int]]:
    """The places of a sentence: rule, first and last character, rank; none inside another."""
    found: list[tuple[str, int, int, int]] = []

    def add(rule: str, match: re.Match[str], rank: int) -> None:
        start, end = match.span()
        if rank and len(found) < _MOST and all(end <= low or start >= high for _, low, high, _ in found):
            found.append((rule, start, end, rank))

    for match in _PLACE.finditer(text):
        if (
            _IDIOM.search(text[max(match.start() - 8, 0) : match.end()])
            and not _PLACING.match(match["lead"] or "")
            and not _OF_EVENT.match(text, match.end())
        ):
            continue
        if not match["lead"] and (
            text.startswith((" team", "-team"), match.end())
            or _OF_OTHERS.search(text[max(match.start() - 24, 0) : match.start()])
        ):
            continue
        add("rank_place", match, _value(match["ordinal"]))
        for earlier in _BEFORE.finditer(text, max(match.start("ordinal") - 40, 0), match.start("ordinal")):
            add("rank_list", earlier, _value(earlier["ordinal"]))
    for match in _VERB.finditer(text):
        add("rank_verb", match, _value(match["ordinal"] or match["hash"] or match["number"]))
    for match in _FRACTION.finditer(text):
        add("rank_fraction", match, _value(match["n"] or match["o"]))
    for match in _TOP.finditer(text):
        add("rank_top", match, _value(match["n"] or match["m"] or "one"))
    for match in _RUNNER.finditer(text):
        add("rank_runner_up", match, 3 if match["n"] in {"2nd", "second"} else 2)
    if found:
        for match in _LISTED.finditer(text):
            if match.start() > found[0][1]:
                add("rank_list", match, _value(match["ordinal"]))
    else:
        for match in _WINNER.finditer(text):
            if not _COMPARED.search(text[max(match.start() - 20, 0) : match.start()]):
                add("rank_winner", match, 1)
    return iter(sorted(found, key=lambda place: place[1]))


def _event_name(text: str, char: int) -> str | None:
    """The competition that a sentence names after `char`, or else before it; None if it names none in full."""
    after = _EVENT_NAME.search(text, char)
    names = [after] if after else list(_EVENT_NAME.finditer(text, 0, char))
    return names[-1]["name"] if names else None


def _sole_event(raw: str) -> str:
    """The only competition that an abstract names, as it names it at most length; empty if there is none or several."""
    text = _BLANKS.sub(" ", raw[:LENGTH])
    names = {match["name"] for match in _EVENT_NAME.finditer(text)}
    names |= {match["edition"] or match["task"] or match["lab"] for match in _EDITION.finditer(text)}
    longest = max(names, key=len, default="")
    return longest if all(name.casefold() in longest.casefold() for name in names) else ""


def _event(abstract: Abstract, events: list[Mention], sentence: Sentence, char: int) -> Mention | None:
    """The event of a place that ends before `char`: named after it, before it in the sentence, or elsewhere."""
    among = events or abstract.benchmarks
    start = bisect_left(among, sentence.first, key=lambda mention: mention.first)
    here = among[start : bisect_left(among, sentence.last, start, key=lambda mention: mention.first)]
    after = [m for m in here if abstract.starts[m.first] >= char]
    if after:
        return after[0]
    if here:
        return here[-1]
    return events[0] if events else None
