"""Names of a registry found in tokens, whatever their case, hyphens and blanks.

What belongs here: looking names up. What does not: which names (data/) and what they mean in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import orjson
import regex
from ahocorasick_rs import BytesAhoCorasick, Implementation

from pipeline.abstract import Term
from pipeline.text import to_plain

# A name may be written apart wherever its letters change case or meet digits ("ADE20K", "ADE-20K").
_PARTS = regex.compile(r"\p{Lu}++(?!\p{Ll})|\p{Lu}?\p{Ll}++|\d+(?:\.\d+)?|[^\s_-]")
# What begins a name though it is short and small: a letter before a hyphen, a Greek letter.
_BEGINS = regex.compile(r"\p{Ll}-|\p{Greek}")
_DROPPED = frozenset(" -_‐‑–")
_WITHOUT = dict.fromkeys(map(ord, _DROPPED))
# Of each character (those beyond the table count as its last one), whether it stays when a name is folded.
_KEPT = np.array([not (chr(code).isspace() or chr(code) in _DROPPED) for code in range(0x10000)])
# For a look through many texts a character is a byte; this one stands for all characters beyond Latin-1.
_BEYOND = 0xFF
_SMALL = bytes(ord(small) if len(small := chr(code).lower()) == 1 else code for code in range(_BEYOND)) + b"\xff"


@cache
def read_data(name: str) -> list[dict[str, Any]]:
    """The entries of data/`name`, a JSON Lines file."""
    return [orjson.loads(line) for line in files("pipeline.rules").joinpath("data", name).read_bytes().splitlines()]


def read_words(name: str) -> list[str]:
    """The lines of data/`name`, without empty ones and comments (#)."""
    lines = files("pipeline.rules").joinpath("data", name).read_text(encoding="utf8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def models() -> frozenset[str]:
    """The names of models that many papers use, folded."""
    return frozenset(fold(name) for name in read_words("models.txt"))


@cache
def families() -> frozenset[str]:
    """The names of families of models, in small letters: names even where no digit or capital says so."""
    return frozenset(read_words("model_families.txt"))


def word_set(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


def fold(name: str) -> str:
    """`name` in lower case without hyphens, blanks and underscores: spellings that count as equal are equal."""
    return name.lower().translate(_WITHOUT)


def lower(text: str) -> str:
    """`text` in lower case, character by character."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _exact(name: str) -> str:
    return name.translate(_WITHOUT)


def _bytes(name: str) -> bytes:
    return bytes(min(ord(c), _BEYOND) for c in name)


# Acronyms up to this length, without their hyphens, are words, too ("far", "adds"): they count only in capitals.
_SHORT = 4
# Those that are no words, and often written small.
_SMALL_TOO = frozenset(["FPS"])


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
    _built: tuple[BytesAhoCorasick, BytesAhoCorasick, list[bool]] | None = None

    def add(self, entry: str, names: Iterable[str], ambiguous: bool = False) -> None:
        """Adds spellings of the entry with the id `entry`, as they are read; an earlier entry keeps one it has."""
        for name in (to_plain(name).text for name in names):
            key = fold(name)
            if not key or self.ids.setdefault(key, entry) != entry:
                continue
            if ambiguous:
                self.exact.setdefault(key, set()).add(_exact(name))
            parts = _PARTS.findall(name)
            digits = any(map(str.isdigit, name))
            joined = ""
            for part in parts:
                joined += fold(part)
                self.first.add(joined)
                small = digits or joined in name
                # "e-SNLI" begins with a letter, "τ2-bench" with no word; "in" or "of" begin none.
                if small and (len(joined) > 2 or joined == name or _BEGINS.match(name)) and self.small is not None:
                    self.small.add(joined)
            self.longest = max(self.longest, 2 * len(parts))

    def among(self, texts: Sequence[str]) -> list[int]:
        """The indices of those `texts` that may hold a name: all that do, and few others."""
        joined = "\n".join(texts)
        codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
        kept = np.flatnonzero(_KEPT.take(codes, mode="clip"))
        exact = np.minimum(codes[kept], _BEYOND).astype(np.uint8).tobytes()
        small = exact.translate(_SMALL)
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        engines = self._engines()
        hits = [(a, b) for _, a, b in engines[0].find_matches_as_indexes(exact, overlapping=True)]
        for k, a, b in engines[1].find_matches_as_indexes(small, overlapping=True):
            found = small[a:b]
            cased = exact[a:b] != found or _BEYOND in found
            if cased or (engines[2][k] and not self._is_word(found.decode("latin-1"), kept[b - 1] - kept[a] < b - a)):
                hits.append((a, b))
        begins = kept[np.array([a for a, _ in hits], np.intp)].tolist()
        ends = kept[np.array([b - 1 for _, b in hits], np.intp)].tolist()
        places = [a for a, b in zip(begins, ends, strict=True) if not _cuts_word(joined, a, b)]
        return (np.searchsorted(starts, places, "right") - 1).tolist()

    def _is_word(self, found: str, whole: bool) -> bool:
        """Whether a name in lower case is one word of letters, `whole` as it stands, that begins none: "multiple"."""
        return whole and self.small is not None and found not in self.small and found.isalpha()

    def _engines(self) -> tuple[BytesAhoCorasick, BytesAhoCorasick, list[bool]]:
        """Engines for names in their own case and in any, and which of the latter may be in lower case alone."""
        if self._built is None:
            own = sorted(set().union(*self.exact.values()))
            folded = sorted(key for key in self.ids if key not in self.exact)
            small = [self.small is None or any(key[:k] in self.small for k in range(1, len(key) + 1)) for key in folded]
            dfa = Implementation.DFA
            engines = [BytesAhoCorasick(list(map(_bytes, names)), implementation=dfa) for names in (own, folded)]
            self._built = engines[0], engines[1], small
        return self._built

    def find(self, words: Sequence[str], lower: Sequence[str], start: int, stop: int) -> list[Term]:
        """The names in the tokens from `start` up to `stop`: the leftmost, the longest, none inside another.

        `words` are all tokens, `lower` the same in lower case.
        """
        terms: list[Term] = []
        first, ids, small = self.first, self.ids, self.small
        end = 0
        here = lower[start:stop]
        joined = "_" in "".join(here)
        begun = [i for i, word in enumerate(here, start) if word in first or (joined and "_" in word)]
        if small is not None:
            begun = [i for i in begun if lower[i] in small or lower[i] != words[i] or not lower[i][0].isalpha()]
        for i in begun:
            word = lower[i]
            if i < end or ("_" in word and fold(word) not in first):
                continue
            key = ""
            best = None
            for j in range(i, min(i + self.longest, stop)):
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


def _cuts_word(text: str, first: int, last: int) -> bool:
    """Whether the characters from `first` to `last` begin or end inside a word, as no name does."""
    if first and text[first].isalpha() and text[first - 1].isalpha():
        return True
    following = text[last + 1 : last + 2]
    return text[last].isalpha() and (following.isalnum() or following == "_")


def from_registry(kind: str, name: str) -> Lexicon:
    """The lexicon of a registry (data/`name`): entries with id, name, aliases and ambiguous."""
    lexicon = Lexicon(kind)
    for entry in read_data(name):
        names = [entry["name"], *entry["aliases"]]
        short = [name for name in names if name.isupper() and len(_exact(name)) <= _SHORT]
        short += [name.lower() for name in short if name in _SMALL_TOO]
        lexicon.add(entry["id"], short, True)
        lexicon.add(entry["id"], names, entry["ambiguous"])
    return lexicon
