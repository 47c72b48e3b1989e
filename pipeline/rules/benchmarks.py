"""Benchmarks: named datasets, benchmarks, corpora, shared tasks and leaderboards, and what the paper does with them.

Names come from the registry (data/benchmarks.jsonl) and, outside it, from what a sentence says of a name.
What belongs here: which names are benchmarks, by what their list, their short form and their other mentions say.
What does not: finding names (benchmark_names.py), what their own place says (benchmark_rules.py), what the paper does
with them (benchmark_creation.py, benchmark_roles.py), and numbers reported on them.

A rule needs the sentence of the name, with `TRIGGER` or a name of the registry in it. Beyond it, only the other
mentions of the same name count: one that introduces it, one that calls it a method, one that tests on it; in such
sentences and in those with a figure.

The rules are in `RULES`, the most telling first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.abstract import LENGTH, Abstract, Mention, Sentence
from pipeline.rules.benchmark_creation import brought, created_before, newly
from pipeline.rules.benchmark_names import TELLING, Name, long_form, names_in, spells_out
from pipeline.rules.benchmark_registry import canonical, is_other, no_names
from pipeline.rules.benchmark_roles import role_of
from pipeline.rules.benchmark_rules import METHOD_VERBS, is_of_kinds, judge, measures_word
from pipeline.rules.data_nouns import (
    COUNTED,
    DATA_NOUNS,
    HOLDING,
    NOUN,
    NOUNISH,
    STOP,
)
from pipeline.rules.lexicon import fold

# What each rule reads, with an example that it reads so.
RULES = {
    "registry_context": 'a name of the registry beside a noun of data: "We train on the COCO dataset."',
    "registry_bare": 'a name of the registry without one: "It reaches 81% on MMLU."',
    "apposition": 'a name that is explained: "We test on FooSet, a large corpus of letters."',
    "named": 'a noun of data that leads to a name: "We evaluate it on the video dataset FooSet."',
    "examples": 'a name after such as: "It is tested on datasets such as FooSet and BarSet."',
    "dataset_noun": 'a name before a noun of data: "Results on the FooSet image dataset are good."',
    "event": 'a competition: "This is our system for SemEval 2024 Task 3."',
    "name_shape": 'a name that says it itself: "We use FooBench to compare them."',
    "evaluated_on": 'a name that something is tested on: "Experiments on FooSet show gains."',
    "drawn_from": 'a name that data come from: "We label 2,000 images from FooSet."',
    "titled": 'ordinary words with capitals, the noun among them: "We test it on the Foo Bar Dataset."',
    "plain_name": 'ordinary words before a noun of data: "We test it on the Foo Bar dataset."',
    "list": 'listed with one of the others: "We test it on COCO, FooSet and LVIS."',
    "long_form": 'a short form in brackets after a long one that is data: "It is tuned on the letters dataset (LTR9)."',
    "introduced": 'any other name that this paper creates: "We introduce FooSet, a benchmark for letters."',
}
# Names are looked for in sentences with a name of the registry, and in these: with a capital beyond the first letter
# and a noun of data (or a resource, and a figure), with a name that says it itself, with a competition, with what is
# held or drawn from a dataset, or with "on" before a capital.
_CAPITAL = r"[^\n][A-Z]|[A-Z]\S*\d"
TRIGGER = (
    (NOUNISH, _CAPITAL, f"(?i){NOUN}"),
    (r"(?i)\b(?:resource|collection)\b", _CAPITAL, r"(?i)\ban?\s[^.;]*\b(?:resource|collection)\b", r"\p{Nd}"),
    (r"Bench|BENCH|[\w+-]bench|[a-z]Eval|[a-z]Arena|[a-zA-Z]Corpus|[a-z]Dataset",),
    (r"Task|Challenge|shared task|Competition|Cup|SemEval",),
    (rf"(?i)\b(?:{'|'.join(sorted(HOLDING))})\b", _CAPITAL, r"\p{Nd}"),
    (rf"(?i)\b(?:{'|'.join(sorted(COUNTED))})\s+from\b", _CAPITAL),
    (r"\btasks(?:,?\s(?:such\s+as|including|\(?e\.g\.)|\s\()", _CAPITAL),
    (r"(?i)\b(?:subset|split|fold)s?\s+(?:of|from)\b", _CAPITAL),
    (
        r"(?:^|[^a-zA-Z])(?i:on|across)\s+(?:(?i:the|both|challenging|popular|proposed|public|standard|real|full"
        r"|multilingual|large|established|[a-z0-9]+-[a-z-]+)\s+)*"
        r"[a-z0-9τ²]{0,8}-?[A-Z]",
    ),
)
_LIST = frozenset({",", "and", "or", "/", "&", ";", "the", "both", "+"})
# What stands right before a later member of a list.
_LIST_GOES_ON = _LIST | {"("}
# What a longer name is made of begins with it: "FooSet-XL", "FooSet+".
_FIRST_PART = re.compile("[^-+]*")


def find(abstract: Abstract) -> None:
    """Notes benchmarks: mentions in `abstract.benchmarks`, and each distinct one as a fact."""
    names = _judged(abstract, [one for one in abstract.sentences if not TELLING.isdisjoint(one.triggers)])
    if not any(name.rule for name in names):
        return
    names += _judged(abstract, _mentioning(abstract, names))
    names.sort(key=lambda name: name.first)
    methods = {name.text for name in names if name.not_one and not name.doubted}
    for name in names:
        if name.text in methods and name.rule not in {"apposition", "named", "dataset_noun", "registry_context"}:
            name.rule, name.not_one = None, True
    _drop_tasks(abstract, names)
    _drop_long_forms(abstract, names)
    _bracketed_alike(abstract, names)
    _lists(abstract, names)
    _judge_brought(abstract, names)
    _parts_of_new(names)
    _settle(abstract, names)


def _judged(abstract: Abstract, sentences: list[Sentence]) -> list[Name]:
    """The names in some sentences with what their place and their short form say."""
    names = names_in(abstract, sentences)
    for name in names:
        judge(abstract, name)
    for k, name in enumerate(names):
        goes_on = name.first > name.sentence.first and abstract.lower[name.first - 1] in {"and", ";", ")"}
        if name.rule == "apposition" and goes_on and not name.introduced:
            name.introduced = any(
                one.rule and one.introduced and one.sentence is name.sentence for one in names[max(k - 9, 0) : k]
            )
    _short_forms(abstract, names)
    return names


def _mentioning(abstract: Abstract, names: list[Name]) -> list[Sentence]:
    """The sentences that say more of `names`, but those that name none of the benchmarks or what is beside them.

    A name is that of a longer one, too, up to its first hyphen or plus.
    """
    told = {name.sentence.index for name in names if name.rule}
    named = [name.text for name in names if name.sentence.index in told]
    keys = {fold(part.group()) for part in map(_FIRST_PART.match, named) if part}
    others = [sentence for sentence in abstract.sentences if "mentions" in sentence.triggers]
    return [sentence for sentence in others if any(map(fold(sentence.plain.text).__contains__, keys))]


def _plainly(words: list[str]) -> list[str]:
    """The words between two names without what stands in brackets: "FooSet (0.71), BarSet (0.8)"."""
    if words and words[0] == "(" and ")" in words:
        return words[words.index(")") + 1 :]
    if words and words[0] in {"for", "in"} and 2 < len(words) < 9 and words[-1] in _LIST:
        plain = all(word.isalpha() or word == "," for word in words)
        return words[-2:] if plain and words[-2:] == [",", "and"] else words[-1:] if plain else words
    if words and words[0] == ":" and words[-1] == "," and all(word == "%" or not word.isalpha() for word in words):
        return [","]
    if len(words) < 9 and words[-1:] == ["("] and words[:1] == [")"] and not DATA_NOUNS & set(words):
        return [word for word in words[1:-1] if not word.isalpha() or word in _LIST]
    return words


def _shares_noun(lower: list[str], name: Name) -> bool:
    """Whether the list that a name belongs to ends in a noun for all: "the Foo, BarSet and Baz datasets"."""
    for j in range(name.last, min(name.last + 24, len(lower))):
        if lower[j] in {"datasets", "benchmarks", "corpora"}:
            return lower[j - 1] not in _LIST
        if lower[j] in STOP and lower[j] not in {",", "and", "or", "(", ")"}:
            return False
    return False


def _lists(abstract: Abstract, names: list[Name]) -> None:
    """Spreads what is known of one name over those listed with it."""
    _enumerated(abstract.lower, names)
    listed = [
        name
        for k, name in enumerate(names)
        if name.rule or not (_unlisted(abstract, name) or _in_remark(abstract.lower, names, k))
    ]
    for order in (listed, listed[::-1]):
        for one, other in pairwise(order):
            low, high = (one, other) if one.first < other.first else (other, one)
            if abstract.lower[high.first - 1] not in _LIST_GOES_ON:
                continue
            between = _plainly(abstract.lower[low.last : high.first])
            joined = bool(between) and all(word in _LIST for word in between)
            if one is low and joined:
                other.leader = one.leader or one
                other.introduced = other.introduced or bool(one.introduced and other.rule)
            # A name that means other things, too, is no break in a list.
            source = one if one.rule or one is high else one.leader
            if not source or not source.rule or other.rule or not joined or len(between) > 3:
                continue
            if one is high and ";" in between:
                continue
            goes_on = between != [","] or _goes_on(abstract.lower, high.last)
            first = low.leader or low
            tested = measures_word(abstract.lower, first.first, other) or (
                other.shape == "mixed" and abstract.lower[first.first - 1] in {"on", "across"}
            )
            if goes_on and _fits_list(abstract.lower, other, first.exemplary, tested, high):
                other.rule, other.introduced, other.not_one = "list", source.introduced, False


def _enumerated(lower: list[str], names: list[Name]) -> None:
    """Takes the members of a numbered list for benchmarks where the first is: "datasets: (1) FooSet; (2) BarSet"."""
    enumerated = None
    for name in names:
        if name.first - 4 > name.sentence.first and lower[name.first - 1] == ")" and lower[name.first - 3] == "(":
            if lower[name.first - 4] == ":":
                enumerated = name if name.rule == "examples" else None
            elif enumerated and enumerated.sentence is name.sentence and not name.rule and name.shape == "mixed":
                name.rule, name.introduced, name.not_one = "list", enumerated.introduced, False


def _in_remark(lower: list[str], names: list[Name], k: int) -> bool:
    """Whether the name at `k` stands in what brackets say of the name before: "FooSet (MRI scans), BarSet"."""
    first = names[k].first
    opens = next((j for j in range(first - 1, max(first - 8, 0), -1) if lower[j] in {"(", ")", "."}), 0)
    if lower[opens] != "(" or not any(other.last == opens for other in names[max(k - 4, 0) : k]):
        return False
    closes = next((j for j in range(first, min(first + 24, len(lower))) if lower[j] == ")"), first)
    return not any(other.rule and opens < other.first < closes for other in names[max(k - 4, 0) : k + 6])


def _unlisted(abstract: Abstract, name: Name) -> bool:
    """Whether a name stands in no list by itself: ordinary words that make no name, and what is alone in brackets."""
    if name.not_one and _alone_in_brackets(abstract, name):
        return True
    return name.shape == "plain" and all(part in no_names() for part in name.text.split(" "))


def _fits_list(lower: list[str], name: Name, exemplary: bool, tested: bool, last: Name) -> bool:
    """Whether a name may be a benchmark for the list that it stands in, whose later name is `last`.

    `exemplary`: a noun of data announces the list; `tested`: it begins after "on".
    """
    if name.shape == "plain":
        shared = exemplary or tested or _shares_noun(lower, last)
        known = name.not_one and not (name.doubted and exemplary)
        return shared and not known and not any(part in no_names() for part in name.text.split(" "))
    if not name.not_one or not name.doubted:
        return not name.not_one
    if name.shape == "mixed" and not is_other(name.text) and (tested or _shares_noun(lower, last)):
        return True
    return exemplary or (name.shape == "caps" and not is_of_kinds(name.text) and _shares_noun(lower, last))


_TASK = re.compile(
    r"(?:ing|ion|work|module|loss|model|models|attention|ment|ity|ance|ysis|system|rate|index|field|block|layer|head|"
    r"branch|"
    r"function|graph|space|network|decoder|encoder|framework|agent|transformer|algorithm|strategy|policy|token|tokens)$"
)


def _short_forms(abstract: Abstract, names: list[Name]) -> None:
    """Settles names in brackets after their long form: both are one benchmark, by its short name, or none."""
    for k, name in enumerate(names):
        first = long_form(abstract, name)
        if first is None:
            continue
        long = [other for other in names[max(k - 3, 0) : k] if other.last > first]
        if not name.rule and not any(other.rule for other in long):
            _judge_whole(abstract, name, first)
        words = abstract.lower[first : name.first - 1]
        if name.rule and created_before(abstract.lower, first, name.sentence.first):
            name.introduced = True
        if any(
            other.id and other.id == name.id and " " in other.text and fold(other.text) == fold(canonical()[other.id])
            for other in long
        ):
            name.rule, name.not_one = None, True
            continue
        whole = [other for other in long if other.last == name.first - 1 and not other.titled]
        if any(other.rule and other.shape in {"mixed", "known"} and not _of_words(other.text) for other in whole):
            name.rule, name.not_one = None, True
            continue
        if any(other.rule for other in long):
            name.rule = name.rule or long[0].rule or "list"
            name.introduced = name.introduced or any(other.introduced for other in long)
        elif words[-1] in DATA_NOUNS or (words[0] in DATA_NOUNS and words[1] in {"for", "of", "on"}):
            name.rule = name.rule if name.shape == "known" else "long_form"
            start = name.sentence.first
            name.introduced = created_before(abstract.lower, first, start) or newly(abstract.lower, first, start)
        elif name.rule in {"registry_bare", "evaluated_on", "examples"} and (
            _TASK.search(words[-1])
            or _TASK.search(" ".join(abstract.lower[name.last + 1 : name.last + 2]))
            or (name.rule == "registry_bare" and created_before(abstract.lower, first, name.sentence.first))
        ):
            name.rule, name.not_one = None, True
        if name.rule:
            for other in long:
                other.rule, other.not_one = None, True


def _judge_whole(abstract: Abstract, name: Name, first: int) -> None:
    """Takes a short form for a benchmark if it is one in place of its long form: "on Foo Bar Set (FBS), it gains"."""
    whole = replace(name, first=first, last=name.last + 1)
    judge(abstract, whole)
    told = whole.rule in {"apposition", "named"} or _singular(abstract.lower, whole.last)
    if whole.rule and (told or not _TASK.search(abstract.lower[name.first - 2])) and not name.text.endswith("s"):
        name.rule, name.introduced, name.not_one = whole.rule, whole.introduced, False


def _judge_brought(abstract: Abstract, names: list[Name]) -> None:
    """Settles names that the paper brings elsewhere: "We introduce FooNet, a net", and then "images from FooNet"."""
    made: dict[str, str | None] = {name.text: None for name in names if name.introduced}
    for name in names:
        if not name.rule or name.introduced or name.rule == "event" or (name.id and not name.loose):
            continue
        if name.text not in made:
            made[name.text] = brought(abstract.raw, name.text)
        kind = made[name.text]
        named = name.rule in {"dataset_noun", "registry_context"} and _singular(abstract.lower, name.last)
        if kind == "data" or (kind and (named or name.rule in {"apposition", "name_shape"})):
            name.introduced = True
        elif kind:
            name.rule, name.not_one = None, True


def _parts_of_new(names: list[Name]) -> None:
    """Takes what a new benchmark is said to consist of for new, too: "FooBench consists of FooQA, a set, and"."""
    new = {name.text for name in names if name.rule and name.introduced}
    for name in names if new else ():
        if name.rule in {"apposition", "examples", "name_shape"} and not name.introduced and not name.id:
            whole = _CONSISTS.match(name.sentence.plain.text)
            name.introduced = whole is not None and whole[1] in new


# "FooBench consists of two parts:"
_CONSISTS = re.compile(r"(?:The )?(\S{1,60}) (?:comprises|consists of|includes|contains|features) ")


def _singular(lower: list[str], i: int) -> bool:
    """Whether the noun of data that follows token `i` is one dataset: "the FooSet benchmark"."""
    return not {"dataset", "benchmark", "corpus", "leaderboard"}.isdisjoint(lower[i : i + 3])


def _of_words(text: str) -> bool:
    """Whether a name is made of words: "Foo Bar", "Foo-to-Bar"."""
    return " " in text or text.count("-") > 1


def _drop_long_forms(abstract: Abstract, names: list[Name]) -> None:
    """Drops what only spells out the short name before it: "FBS (Foo Bar Set)"."""
    lower = abstract.lower
    for k, name in enumerate(names):
        if lower[name.last : name.last + 1] != ["("]:
            continue
        end = next((j for j in range(name.last + 1, min(name.last + 20, len(lower))) if lower[j] == ")"), 0)
        words = lower[name.last + 1 : end]
        if len(" ".join(words)) <= len(name.text) or not spells_out(name.text, words):
            continue
        for other in names[k + 1 : k + 20]:
            if other.first < end:
                name.rule = name.rule or other.rule
                name.introduced = name.introduced or other.introduced
                other.rule, other.not_one = None, True


def _drop_tasks(abstract: Abstract, names: list[Name]) -> None:
    """Drops acronyms explained as tasks: "letter sorting (LSO) is hard. Tests on the LSO benchmark show"."""
    for name in names:
        doubtful = name.rule and name.text.isupper() and not name.introduced and (name.loose or name.shape != "known")
        if doubtful and _is_explained_task(abstract.raw, name.text):
            name.rule, name.not_one = None, True


@lru_cache(maxsize=1 << 8)
def _is_explained_task(text: str, acronym: str) -> bool:
    """Whether `text` has an acronym in brackets after its long form, which is that of a task and not of its data."""
    at = text.find(f"({acronym})", 0, LENGTH)
    if at < 0:
        return False
    words = text[max(at - 120, 0) : at].lower().replace("-", " ").split()
    if not words or not _TASK.search(words[-1]) or words[-1] in DATA_NOUNS or _DATA_NEXT.match(text, at):
        return False
    return any(spells_out(acronym, words[-length:]) for length in range(2, 2 * len(acronym) + 1))


_DATA_NEXT = re.compile(rf"\S+ (?:[\w-]+ ){{0,2}}(?:{'|'.join(sorted(DATA_NOUNS))})\b")


def _bracketed_alike(abstract: Abstract, names: list[Name]) -> None:
    """Takes a name in brackets for one where its sentence has a benchmark so: "letters (COCO) and words (FooSet)"."""
    alone = [name for name in names if _alone_in_brackets(abstract, name)]
    told = {id(name.sentence) for name in alone if name.rule}
    for name in alone:
        if not name.rule and not name.not_one and name.shape == "mixed" and id(name.sentence) in told:
            name.rule = "list" if long_form(abstract, name) is None else None


def _alone_in_brackets(abstract: Abstract, name: Name) -> bool:
    lower = abstract.lower
    return lower[name.first - 1] == "(" and name.last < len(lower) and lower[name.last] == ")"


def _goes_on(lower: list[str], i: int) -> bool:
    """Whether a list goes on after token `i`, up to a last member or a closing bracket."""
    for j in range(i, min(i + 12, len(lower))):
        if lower[j] in {"and", "or", "&", ")", "etc"} or lower[j : j + 3] == ["as", "well", "as"]:
            return True
        if lower[j] in {".", "!", "?", ";"} or lower[j] in METHOD_VERBS:
            return False
    return False


def _settle(abstract: Abstract, names: list[Name]) -> None:
    """Notes the benchmarks among the names: every mention, and the first of each as a fact."""
    facts: dict[str, list[Name]] = {}
    for name in names:
        if name.rule:
            facts.setdefault(fold(name.text), []).append(name)
    for name in names:
        if not name.rule and fold(name.text) in facts and (not name.not_one or (name.doubted and name.introduced)):
            facts[fold(name.text)].append(name)
    made = {name.text for name in names if name.introduced}
    for same in facts.values():
        text = same[0].text
        introduced = any(name.introduced for name in same) or any(
            text[:at] in made for at, c in enumerate(text[:40]) if c in "-+"
        )
        role = "introduced" if introduced else role_of(abstract, same, names)
        for name in same:
            abstract.benchmarks.append(Mention(name.first, name.last, name.text, name.id, introduced, role))
        best = same[0]
        abstract.add(
            "benchmarks",
            "introduced" if introduced and not best.id else best.rule or "",
            abstract.starts[best.first],
            abstract.ends[best.last - 1],
            name=best.text,
            benchmark_id=best.id,
            role=role,
        )
    abstract.benchmarks.sort(key=lambda mention: mention.first)
