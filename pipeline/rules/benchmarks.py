"""Benchmarks: named datasets, benchmarks, corpora, shared tasks and leaderboards, and what the paper does with them.

Names come from the registry (data/benchmarks.jsonl) and, outside it, from what a sentence says of a name.
What belongs here: which names are benchmarks. What does not: finding names (benchmark_names.py), what the paper
does with them (benchmark_creation.py, benchmark_roles.py), and numbers reported on them.

A rule needs the sentence of the name, with `TRIGGER` or a name of the registry in it. Beyond it, only the other
mentions of the same name count: one that introduces it, one that calls it a method, one that tests on it; in such
sentences and in those with a figure.

The rules are in `RULES`, the most telling first.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.abstract import Abstract, Mention
from pipeline.patterns import asks
from pipeline.rules.benchmark_creation import (
    PARTS_OF_OURS,
    created_after,
    created_before,
    curated,
    made_before,
    named_here,
    newly,
)
from pipeline.rules.benchmark_names import PLAIN, Name, around, is_model_like, long_form, names_in
from pipeline.rules.benchmark_registry import canonical, is_other, no_names
from pipeline.rules.benchmark_roles import AFTER_TESTED, STUDY, drawn_from, role_of
from pipeline.rules.data_nouns import (
    COUNTED,
    DATA_NOUNS,
    HOLDING,
    NAMING,
    NOUN,
    NOUNISH,
    STOP,
    head_after,
    holds,
    noun_at,
    noun_before,
    noun_explaining,
)
from pipeline.rules.lexicon import fold, word_set

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
_SHAPE = asks(
    r"^[\pL\pN_+-]*(?:[Bb]ench(?:mark)?|BENCH|[a-z]Eval|[a-z]Arena|[a-zA-Z]Corpus|[a-z]Dataset)[-+]*[\pL\pN_]{0,10}$"
    r"|^(?:[\pL\pN_+-]+ ){1,4}Bench$"
)
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
    (
        r"(?:^|[^a-zA-Z])(?i:on|across)\s+(?:(?i:the|both|challenging|popular|proposed|public|standard|real)\s+)*"
        r"[a-z0-9τ²]{0,8}-?[A-Z]",
    ),
)
# Where data come from; with the name of a language they are no name of a dataset.
_PLATFORMS = frozenset({"YouTube", "Twitter", "Reddit", "GitHub", "TikTok", "Weibo", "Facebook", "Telegram", "X"})
# What may follow the name of what a clause before it makes.
_AFTER_MADE = word_set(
    ", ( . ; and comprising containing consisting featuring covering which that for with to designed"
)
_LIST = frozenset({",", "and", "or", "/", "&", ";", "the", "both", "+"})
# Verbs and nouns of a sentence that reports a test.
_TESTED = asks(
    r"(?i)evaluat|experiment|outperform|achiev|result|accura|perform|%|improv|test|validat|reach|gain|scor|"
    r"demonstrat|surpass|exceed|attain|obtain|state-of-the-art|sota|compar|assess|effective|ablation|yield|show|\d\.\d"
)
_NOT_TESTED_ON = word_set(
    "based built building builds rely relies relying focus focuses focusing focused depend depends depending run runs"
    " running deployed implemented relied conditioned centered impact effect effects emphasis work works working"
    " research studies study survey influence insights perspective light attention hosted operate operates operating"
    " operates dependence reliance paper papers literature progress available"
)
# Verbs of which a method is the subject, and a benchmark hardly ever.
_METHOD_VERBS = word_set(
    "match"
    " achieves achieve outperforms outperform surpasses surpass improves improve reaches reach attains obtains reduces"
    " leverages uses employs combines learns delivers accelerates exhibits sets matches utilizes integrates trains"
    " adapts adopts incorporates enhances consistently significantly substantially exceeds beats yields"
)


def find(abstract: Abstract) -> None:
    """Notes benchmarks: mentions in `abstract.benchmarks`, and each distinct one as a fact."""
    names = names_in(abstract)
    if not names:
        return
    for name in names:
        _judge(abstract, name)
    for k, name in enumerate(names):
        goes_on = name.first > name.sentence.first and abstract.lower[name.first - 1] in {"and", ";", ")"}
        if name.rule == "apposition" and goes_on and not name.introduced:
            name.introduced = any(
                one.rule and one.introduced and one.sentence is name.sentence for one in names[max(k - 9, 0) : k]
            )
    _short_forms(abstract, names)
    methods = {name.text for name in names if name.not_one and not name.doubted}
    for name in names:
        if name.text in methods and name.rule not in {"apposition", "named", "dataset_noun", "registry_context"}:
            name.rule, name.not_one = None, True
    _lists(abstract, names)
    _settle(abstract, names)


def _tested_on(abstract: Abstract, name: Name) -> bool:
    """Whether the name stands where what was tested on stands: "on FooSet" in a sentence of results."""
    lower = abstract.lower
    j = name.first - 1
    while j > name.sentence.first and lower[j] in {
        "the",
        "both",
        "challenging",
        "popular",
        "proposed",
        "public",
        "standard",
        "real",
    }:
        j -= 1
    if j < name.sentence.first or lower[j] not in {"on", "across"}:
        return False
    while j > name.sentence.first + 1 and lower[j - 1] in {"solely", "only", "heavily", "primarily", "mainly"}:
        j -= 1
    if j > name.sentence.first and lower[j - 1] in _NOT_TESTED_ON:
        return False
    following = lower[name.last] if name.last < len(lower) else "."
    task = following == "task" and any(c.isdigit() for c in name.text)
    done = j > name.sentence.first and lower[j - 1] in {"trained", "tuned", "tested", "evaluated"}
    if not (following in AFTER_TESTED or following in STOP or task or (done and following in _METHOD_VERBS)):
        return False
    return any(_TESTED(part) for part in around(abstract, name))


def _in_brackets(abstract: Abstract, name: Name) -> bool:
    """Whether the name stands alone in brackets in a sentence of results: "on fact checking (FooSet)"."""
    lower = abstract.lower
    if lower[name.first - 1] != "(" or name.last >= len(lower) or lower[name.last] not in {")", ",", ":"}:
        return False
    if long_form(abstract, name) is not None:
        return False
    return any(STUDY(part) for part in around(abstract, name))


def _judge(abstract: Abstract, name: Name) -> None:
    """Sets the rule by which a name is a benchmark, as far as its own place says."""
    if name.shape == "event":
        return
    lower = abstract.lower
    after = head_after(lower, name.last)
    apposition = noun_explaining(lower, name.last)
    before = noun_before(lower, name.first, name.sentence.first)
    creating = created_before(lower, name.first, name.sentence.first) or created_after(
        lower, name.last, apposition == "data"
    )
    name.introduced = creating or (name.shape != "known" and _presents_itself(lower, name.last))
    name.exemplary = before == "examples"
    following = lower[name.last] if name.last < len(lower) else ""
    if name.shape == "known":
        opens = name.first == name.sentence.first or lower[name.first - 1] in {".", ",", ":", "that", "show", "our"}
        if following in _METHOD_VERBS and opens:
            name.not_one = True
        elif after == "data" or before or apposition == "data":
            name.rule = "registry_context"
        elif (name.loose and after == "other" and following != "-") or (
            creating and "other" in {after, apposition} and not (after != "other" and "bench" in name.text.lower())
        ):
            name.not_one = True
        elif (
            name.loose
            and not (_tested_on(abstract, name) or _in_brackets(abstract, name) or drawn_from(abstract, name))
        ) or (name.first == name.sentence.first and name.text.isalpha() and name.text[1:].islower()):
            return
        else:
            name.rule = "registry_bare"
        return
    subject = following in _METHOD_VERBS and lower[name.first - 1] not in {"and", "or", "on"}
    shaped = _SHAPE(name.text)
    bench = shaped and "bench" in name.text.lower()
    if after == "other" or ((apposition == "other" or subject) and not bench):
        name.not_one = True
        return
    other = is_other(name.text)
    known_other = other or is_model_like(name.text)
    presented = name.shape == "mixed" and not other and _presents_itself(lower, name.last)
    explained = apposition == "data" and (creating or not other)
    if presented or (explained and (name.shape != "plain" or (creating and following != ")"))):
        name.rule = "apposition"
    elif (
        (lower[name.first - 1] in NAMING | {"("} or named_here(lower, name.first))
        and not other
        and made_before(lower, name.first, name.sentence.first)
    ):
        bracketed = lower[name.first - 1] == "("
        noun = lower[name.first - 2] if bracketed else ""
        right = (noun in {"dataset", "benchmark", "corpus"} and following == ")") or (
            noun in {"datasets", "benchmarks", "corpora"} and following in {",", "and"}
        )
        if name.shape == "plain" or (
            bracketed and not right and (known_other or name.shape != "mixed" or following != ")")
        ):
            return
        name.rule, name.introduced = "named", True
    elif before == "direct" and creating and name.shape == "plain" and _told(lower, name.last):
        name.rule = "named"
    elif before == "direct" and after == "data" and name.shape == "caps" and lower[name.first - 1] == "benchmark":
        name.not_one = True
    elif (before in {"naming", "direct"} and name.shape != "plain" and not other) or (
        before == "apart"
        and name.shape != "plain"
        and " " not in name.text
        and not other
        and (
            (lower[name.first - 1] == "," and following in {",", "("})
            or (
                lower[name.first - 1] in {",", "-", "–", "—"}
                and (following in _AFTER_MADE)
                and made_before(lower, name.first, name.sentence.first)
            )
            or _several(lower, name)
        )
    ):
        name.rule = "named"
    elif (
        after == "data"
        and name.shape != "plain"
        and (not other or _the_one(lower, name))
        and not _of_many(lower, name)
        and not all(part in no_names() or part in _PLATFORMS for part in re.split("[ -]", name.text))
    ):
        name.rule = "dataset_noun"
    elif before == "examples" and (
        _announced(lower, name)
        or (not known_other and name.shape != "plain")
        or (not other and _listed_plainly(lower, name))
    ):
        name.rule = "examples"
    elif shaped:
        name.rule = "name_shape"
    elif (
        name.shape != "plain"
        and not known_other
        and (" " not in name.text or name.text.endswith((" Set", " Collection", " Exam")))
        and _tested_on(abstract, name)
    ):
        name.rule = "evaluated_on"
    elif name.shape != "plain" and not known_other and " " not in name.text and drawn_from(abstract, name):
        name.rule = "drawn_from"
    elif name.shape == "mixed" and not known_other and " " not in name.text and curated(lower, name.first):
        name.rule, name.introduced = "named", following in {",", "(", ".", "-", "–", "—", "to", "with", "for"}
    elif name.shape != "plain" and not known_other and holds(lower, name.last):
        name.rule, name.introduced = "holds_data", True
    elif name.shape == "plain" and _plain_name(abstract, name):
        name.rule = "titled" if name.titled else "plain_name"
    name.doubted = known_other and not name.rule
    name.not_one = name.not_one or name.doubted
    if name.rule == "named" and not name.introduced:
        apart = before == "apart" and lower[name.first - 1] in {",", "-", "–", "—", ":"}
        name.introduced = newly(lower, name.first, name.sentence.first) or (
            apart and made_before(lower, name.first, name.sentence.first)
        )
    new = (
        not name.rule
        and name.shape == "mixed"
        and not known_other
        and ":" in lower[max(name.first - 9, 0) : name.first]
    )
    if (new or (name.rule in {"examples", "name_shape"} and not name.introduced)) and PARTS_OF_OURS.search(
        around(abstract, name)[0]
    ):
        name.rule, name.introduced = name.rule or "named", True
    if name.rule in {"dataset_noun", "name_shape"} and not name.introduced:
        name.introduced = holds(lower, name.last)


def _presents_itself(lower: list[str], i: int) -> bool:
    """Whether token `i` begins what a name is said to bring: "introduces an open benchmark"."""
    if lower[i : i + 1] not in (["introduces"], ["presents"], ["establishes"], ["offers"]):
        return False
    return lower[i + 1 : i + 2] in (["a"], ["an"], ["the"]) and any(
        noun_at(lower, j) for j in range(i + 2, min(i + 7, len(lower)))
    )


# Kinds of data and tasks, which an article makes no name: "on the VQA dataset".
_KINDS = word_set(
    "3d 2d 4d ai aigc api asr cad cir ct cxr cot dsa ecg eeg ehr emr fer fmri gec gps gui ir iqa kg lidar llm llms lpr"
    " mllm mllms ml mocap mri ms mt nir nlg nlp nlu nli ocr ood pet qa rag rgb rl rlhf sar sft slr sota sql svg t2i"
    " tts uav vl vla vlm vlms vqa vr vton xai covid-19 x-ray"
)


def _the_one(lower: list[str], name: Name) -> bool:
    """Whether an article says that a name of something else is one of data here: "tests on the FOO dataset"."""
    i = name.first
    return (
        name.last < len(lower)
        and lower[name.last] in {"dataset", "corpus", "benchmark"}
        and (lower[i - 1] == "on" or (lower[i - 1] == "the" and lower[i - 2] in {"on", "from", "using", "with"}))
        and name.shape in {"caps", "mixed"}
        and not {name.text.lower(), *name.text.lower().split("-")} & _KINDS
    )


def _told(lower: list[str], i: int) -> bool:
    """Whether token `i` goes on with what a dataset holds, or with its short form: ", which contains", "(FOO)"."""
    pair = lower[i : i + 2]
    return pair[:1] == ["("] or pair in ([",", "which"], [",", "containing"], [",", "comprising"], [",", "consisting"])


def _several(lower: list[str], name: Name) -> bool:
    """Whether the name begins a list that says which datasets: "on two public datasets, FooSet and BarSet, show"."""
    i = name.first
    if i < 4 or lower[i - 1] not in {",", "-", "–", "—"} or lower[i - 2] not in {"datasets", "benchmarks", "corpora"}:
        return False
    if not any(word in {"on", "across", "over", "using"} for word in lower[max(i - 9, 0) : i - 2]):
        return False
    for j in range(name.last, min(name.last + 16, len(lower))):
        if lower[j] == "and":
            return True
        if lower[j] in STOP and lower[j] != ",":
            return False
    return False


def _listed_plainly(lower: list[str], name: Name) -> bool:
    """Whether a name of ordinary words begins a list of datasets: "on three datasets such as Foo Bar, BazSet"."""
    before = lower[max(name.first - 3, 0) : name.first]
    if before[-1:] == [":"] and " " in name.text and lower[name.last : name.last + 1] == ["and"]:
        return before[-2] in {"datasets", "benchmarks", "corpora"}
    if before[1:] != ["such", "as"] and before[-1:] not in (["including"], ["namely"]):
        return False
    if not {"datasets", "benchmarks", "corpora"} & set(lower[max(name.first - 4, 0) : name.first]):
        return False
    return not all(part in no_names() for part in name.text.split(" ")) and lower[name.last : name.last + 1] == [","]


def _announced(lower: list[str], name: Name) -> bool:
    """Whether an acronym begins a list in brackets right after a noun of data: "three datasets (FOO, BAR)"."""
    i = name.first
    return (
        (name.shape == "caps" or (name.shape == "mixed" and not is_other(name.text)))
        and i > 1
        and lower[i - 1] == "("
        and lower[i - 2] in {"datasets", "benchmarks", "corpora"}
        and name.last < len(lower)
        and lower[name.last] in {",", "and"}
    )


def _plainly(words: list[str]) -> list[str]:
    """The words between two names without what stands in brackets: "FooSet (0.71), BarSet (0.8)"."""
    if words and words[0] == "(" and ")" in words:
        return words[words.index(")") + 1 :]
    if words and words[0] in {"for", "in"} and 2 < len(words) < 9 and words[-1] in _LIST:
        plain = all(word.isalpha() or word == "," for word in words)
        return words[-2:] if plain and words[-2:] == [",", "and"] else words[-1:] if plain else words
    if words and words[0] == ":" and words[-1] == "," and all(word == "%" or not word.isalpha() for word in words):
        return [","]
    if len(words) < 9 and words[-1:] == ["("] and words[:1] == [")"]:
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
    lower = abstract.lower
    listed = [
        name
        for name in names
        if name.rule or name.shape != "plain" or not all(part in no_names() for part in name.text.split(" "))
    ]
    enumerated = None
    for name in names:
        if name.first - 4 > name.sentence.first and lower[name.first - 1] == ")" and lower[name.first - 3] == "(":
            if lower[name.first - 4] == ":":
                enumerated = name if name.rule == "examples" else None
            elif enumerated and enumerated.sentence is name.sentence and not name.rule and name.shape == "mixed":
                name.rule, name.introduced, name.not_one = "list", enumerated.introduced, False
    for order in (listed, listed[::-1]):
        for one, other in pairwise(order):
            low, high = (one, other) if one.first < other.first else (other, one)
            between = _plainly(lower[low.last : high.first])
            if one is low and between and all(word in _LIST for word in between):
                other.leader = one.leader or one
            if one.introduced and other.rule and one is low and between and all(word in _LIST for word in between):
                other.introduced = True
            if not one.rule or other.rule or not 0 < len(between) <= 3:
                continue
            exemplary = (low.leader or low).exemplary
            if (other.not_one and not (other.doubted and exemplary)) or (
                other.shape == "plain" and not (exemplary or _shares_noun(lower, high))
            ):
                continue
            if other.shape == "plain" and any(part in no_names() for part in other.text.split(" ")):
                continue
            if all(word in _LIST for word in between) and (between != [","] or _goes_on(lower, high.last)):
                other.rule, other.introduced, other.not_one = "list", one.introduced, False


_TASK = re.compile(
    r"(?:ing|ion|work|module|loss|model|models|attention|ment|ity|ance|ysis|system|rate|index|field|block|layer|head|"
    r"branch|"
    r"function|graph|space|network|decoder|encoder|framework|agent|transformer|algorithm|strategy|policy|token|tokens)$"
)
# Before an acronym these say that it names a kind: "the first FOO benchmark".
_KIND_BEFORE = frozenset(
    {"first", "new", "novel", "scale", "largest", "comprehensive", "quality", "existing", "a", "an"}
)


def _of_many(lower: list[str], name: Name) -> bool:
    """Whether the name says what kind several datasets are: "five FOO benchmarks"."""
    noun = lower[name.last] if name.last < len(lower) else ""
    if " " in name.text and name.titled and lower[name.first - 1] in {"a", "an"}:
        return True
    caps = name.shape == "caps" or (name.text[1:3] == "D " and name.text.isupper())
    if caps and (lower[name.first - 1] in _KIND_BEFORE or _in_indefinite(lower, name)):
        return True
    if noun not in {"datasets", "benchmarks", "corpora", "databases", "challenges"} or any(
        c.isdigit() for c in name.text
    ):
        return False
    return lower[name.first - 1] not in {"and", "or", ",", "/", "&"}


def _in_indefinite(lower: list[str], name: Name) -> bool:
    """Whether the name stands in a phrase that begins with an article: "a large, in-the-wild FOO dataset"."""
    for j in range(name.first - 1, max(name.first - 9, name.sentence.first) - 1, -1):
        if lower[j] in {"a", "an"}:
            return lower[j + 1] != "-"
        if lower[j] in STOP and lower[j] != "," and "-" not in {lower[j - 1], lower[j + 1]}:
            return False
    return False


def _plain_name(abstract: Abstract, name: Name) -> bool:
    """Whether words with a capital are the name of the dataset that follows: "the Foo Bar dataset"."""
    words, lower = abstract.words, abstract.lower
    before = lower[name.first - 1] if name.first > name.sentence.first else ""
    parts = name.text.split(" ")
    if before in {"of", "and", "for", "&"} and PLAIN.fullmatch(words[name.first - 2]):
        return False
    if before in {"a", "an", "(", "new", "novel", "first"} or all(part in no_names() for part in parts):
        return False
    if name.titled:
        listed = before == "," and len(parts) == 1 and lower[name.first - 2] not in DATA_NOUNS
        return before not in {"large", "comprehensive"} and not listed
    noun = lower[name.last] if name.last < len(lower) else ""
    if noun in {"dataset", "corpus", "benchmark", "database"}:
        return before in {"the", "our", "on", "of", "from", "and", "using", "public", "popular", "challenging", "with"}
    if before == "the" and lower[name.first - 2] == "on" and name.last + 1 < len(lower):
        kind = lower[name.last : name.last + 4]
        if kind[1] in {"dataset", "corpus", "database"} or (kind[1] == "-" and kind[3:] in (["dataset"], ["corpus"])):
            return not any(part in no_names() for part in parts)
    if noun in {"challenge", "competition", "leaderboard"}:
        return before == "the" and lower[name.first - 2] in {"on", "of", "in", "from"}
    return (
        noun in {"datasets", "benchmarks"}
        and before in {"and", ",", "the"}
        and len(parts) > 1
        and words[name.first - 1] != "The"
    )


def _short_forms(abstract: Abstract, names: list[Name]) -> None:
    """Settles names in brackets after their long form: both are one benchmark, by its short name, or none."""
    for k, name in enumerate(names):
        first = long_form(abstract, name)
        if first is None:
            continue
        long = [other for other in names[max(k - 3, 0) : k] if other.last > first]
        words = abstract.lower[first : name.first - 1]
        if any(other.id and other.id == name.id and fold(other.text) == fold(canonical()[other.id]) for other in long):
            name.rule, name.not_one = None, True
            continue
        whole = [other for other in long if other.last == name.first - 1 and not other.titled]
        if any(other.rule and other.shape in {"mixed", "known"} and " " not in other.text for other in whole):
            name.rule, name.not_one = None, True
            continue
        if any(other.rule for other in long):
            name.rule = name.rule or long[0].rule or "list"
            name.introduced = name.introduced or any(other.introduced for other in long)
        elif words[-1] in DATA_NOUNS or (words[0] in DATA_NOUNS and words[1] in {"for", "of", "on"}):
            name.rule = name.rule if name.shape == "known" else "long_form"
            name.introduced = created_before(abstract.lower, first, name.sentence.first)
        elif name.rule in {"registry_bare", "evaluated_on", "examples"} and (
            _TASK.search(words[-1])
            or _TASK.search(" ".join(abstract.lower[name.last + 1 : name.last + 2]))
            or (name.rule == "registry_bare" and created_before(abstract.lower, first, name.sentence.first))
        ):
            name.rule, name.not_one = None, True
        if name.rule:
            for other in long:
                other.rule, other.not_one = None, True


def _goes_on(lower: list[str], i: int) -> bool:
    """Whether a list goes on after token `i`, up to a last member or a closing bracket."""
    for j in range(i, min(i + 12, len(lower))):
        if lower[j] in {"and", "or", "&", ")", "etc"}:
            return True
        if lower[j] in {".", "!", "?", ";"} or lower[j] in _METHOD_VERBS:
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
