"""The spaCy Language with the rule components; `load()` gives one that works by itself.

>>> nlp = load()
>>> doc = nlp("Our 7B model reaches 81.2% accuracy on MMLU.")
>>> [span.text for span in doc.spans["model_sizes"]]
['7B model']

What belongs here: tokens, terms, numbers, and the order of the components. What does not:
patterns (rules/) and batches (extract.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline import numbers
from pipeline.abstract import Abstract, Sentence
from pipeline.rules import (
    benchmarks,
    gains,
    links,
    metrics,
    model_sizes,
    quantities,
    ranks,
    results,
    scores,
    sota_claims,
)
from pipeline.text import sentences, to_plain

# A word may hold digits and version numbers ("Qwen2.5", "mAP50"); a number is always a token of its own.
_TOKEN = re.compile(r"\b(?:by|of|to)(?=\d)|\b[sS]peed-?ups?\b|\b[oO]ut-perform(?:s|ed|ing)?\b|[^\W\d_]\w*(?:\.\d\w*)*|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|\S")

ABSTRACT = "abstract"


class Reader:
    """The tokenizer: cuts an abstract into sentences and tokens of plain text.

    The Doc's text is plain (LaTeX read); `doc.user_data["abstract"]` leads back to the characters.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return self.read(text, range(1 << 30))

    def read(self, text: str, chosen: Sequence[int], spans: list[tuple[int, int]] | None = None) -> Doc:
        """A Doc of the sentences of `text` whose index is in `chosen`."""
        spans = sentences(text) if spans is None else spans
        parts: list[str] = []
        found: list[Sentence] = []
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        spaces: list[bool] = []
        offset = 0
        for index, (start, end) in enumerate(spans):
            if index not in chosen:
                continue
            plain = to_plain(text[start:end])
            sentence = Sentence(index, start, end, plain, offset, len(words))
            for match in _TOKEN.finditer(plain.text):
                at = offset + match.start()
                if ends:
                    spaces.append(at > ends[-1])
                words.append(match.group())
                starts.append(at)
                ends.append(offset + match.end())
            sentence.last = len(words)
            if sentence.last > sentence.first:
                found.append(sentence)
                parts.append(plain.text)
                offset += len(plain.text) + 1
        spaces += [False] * (len(words) - len(spaces))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[ABSTRACT] = Abstract(
            text, " ".join(parts), doc, found, words, [word.lower() for word in words], starts, ends
        )
        return doc


def _read_numbers(abstract: Abstract) -> None:
    abstract.numbers = numbers.read_all(abstract.text, abstract.lower, abstract.starts, abstract.ends)


# What is done to an abstract, in order; each is registered with spaCy as paperfacts_<name>.
COMPONENTS: dict[str, Callable[[Abstract], None]] = {
    "numbers": _read_numbers,
    "links": links.find,
    "model_sizes": model_sizes.find,
    "benchmarks": benchmarks.find,
    "metrics": metrics.find,
    "scores": scores.find,
    "gains": gains.find,
    "quantities": quantities.find,
    "results": results.find,
    "ranks": ranks.find,
    "sota_claims": sota_claims.find,
}


def _register(name: str, find: Callable[[Abstract], None]) -> None:
    def component(doc: Doc) -> Doc:
        find(doc.user_data[ABSTRACT])
        return doc

    Language.component(f"paperfacts_{name}", func=component)


def _spans(doc: Doc) -> Doc:
    abstract: Abstract = doc.user_data[ABSTRACT]
    places = [abstract.raw_span(start, end) for start, end in zip(abstract.starts, abstract.ends, strict=True)]
    starts, ends = [start for start, _ in places], [end for _, end in places]
    for table, facts in abstract.facts.items():
        doc.spans[table] = [
            doc[max(bisect_right(starts, fact.start) - 1, 0) : bisect_left(ends, fact.end) + 1] for fact in facts
        ]
    return doc


for _name, _find in COMPONENTS.items():
    _register(_name, _find)
Language.component("paperfacts_spans", func=_spans)


def load() -> Language:
    """A blank English Language with a component a rule module, in the order in which they depend on each other.

    A Doc that it made has the facts in `doc.user_data["abstract"].facts`, by table, and as spans in `doc.spans`.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = Reader(nlp.vocab)
    for name in (*COMPONENTS, "spans"):
        nlp.add_pipe(f"paperfacts_{name}")
    return nlp
