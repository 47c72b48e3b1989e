"""Names of a registry found in tokens, whatever their case, hyphens and blanks.

What belongs here: looking names up. What does not: which names (data/) and what they mean in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import orjson
import regex

from pipeline.abstract import Term

# A name may be written apart wherever its letters change case or meet digits ("ADE20K", "ADE-20K").
_PARTS = regex.compile(r"\p{Lu}++(?!\p{Ll})|\p{Lu}?\p{Ll}++|\d+(?:\.\d+)?|[^\s_-]")
_DROPPED = frozenset(" -_‐‑–")


def read_data(name: str) -> list[dict[str, Any]]:
    """The entries of data/`name`, a JSON Lines file."""
    return [orjson.loads(line) for line in files("pipeline.rules").joinpath("data", name).read_bytes().splitlines()]


def read_words(name: str) -> list[str]:
    """The lines of data/`name`, without empty ones and comments (#)."""
    lines = files("pipeline.rules").joinpath("data", name).read_text(encoding="utf8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def fold(name: str) -> str:
    """`name` in lower case without hyphens, blanks and underscores: spellings that count as equal are equal."""
    return "".join(c for c in name.lower() if c not in _DROPPED)


def _exact(name: str) -> str:
    return "".join(c for c in name if c not in _DROPPED)


# Acronyms up to this length are words, too ("far", "it"): they count only in capitals.
_SHORT = 4


@dataclass(slots=True)
class Lexicon:
    """Names to look up in tokens; each has the id of its entry.

    A name that is `ambiguous` (an ordinary word, too) is found only in its own case. Where `small` is a set,
    a word in lower case begins a name only if it is in it: names that are written so, or hold digits.
    """

    kind: str
    ids: dict[str, str] = field(default_factory=dict)
    exact: dict[str, set[str]] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    longest: int = 1
    small: set[str] | None = None

    def add(self, entry: str, names: Iterable[str], ambiguous: bool = False) -> None:
        """Adds spellings of the entry with the id `entry`; an earlier entry keeps a spelling it has."""
        for name in names:
            key = fold(name)
            if not key or self.ids.setdefault(key, entry) != entry:
                continue
            if ambiguous:
                self.exact.setdefault(key, set()).add(_exact(name))
            parts = _PARTS.findall(name)
            joined = ""
            for part in parts:
                joined += fold(part)
                self.first.add(joined)
                small = joined in name or any(c.isdigit() for c in name)
                if self.small is not None and small and (len(joined) > 2 or joined == name):
                    self.small.add(joined)
            self.longest = max(self.longest, 2 * len(parts))

    def find(self, words: Sequence[str], lower: Sequence[str]) -> list[Term]:
        """The names in the tokens `words` (`lower` in lower case): the leftmost, the longest, none inside another."""
        terms: list[Term] = []
        first, ids, small = self.first, self.ids, self.small
        end = 0
        for i, word in enumerate(lower):
            if word not in first and ("_" not in word or fold(word) not in first):
                continue
            if i < end or (small is not None and word not in small and word == words[i] and word[0].isalpha()):
                continue
            key = ""
            best = None
            for j in range(i, min(i + self.longest, len(lower))):
                part = lower[j]
                if part in _DROPPED:
                    continue
                key += fold(part) if "_" in part else part
                if key not in first:
                    break
                if key in ids and (key not in self.exact or _exact("".join(words[i : j + 1])) in self.exact[key]):
                    best = (j + 1, key)
            if best:
                end = best[0]
                terms.append(Term(self.kind, ids[best[1]], i, end))
        return terms


def from_registry(kind: str, name: str) -> Lexicon:
    """The lexicon of a registry (data/`name`): entries with id, name, aliases and ambiguous."""
    lexicon = Lexicon(kind)
    for entry in read_data(name):
        names = [entry["name"], *entry["aliases"]]
        short = [name for name in names if name.isupper() and len(name) <= _SHORT]
        lexicon.add(entry["id"], short, True)
        lexicon.add(entry["id"], names, entry["ambiguous"])
    return lexicon
