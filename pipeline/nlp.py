"""The spaCy Language with the rule components; `load()` gives one that works by itself.

>>> nlp = load()
>>> doc = nlp("Our 7B model reaches 81.2% accuracy on MMLU.")
>>> [span.text for span in doc.spans["model_sizes"]]
['7B model']

What belongs here: what spaCy needs to run the components. What does not: the components (components.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.abstract import Abstract
from pipeline.components import COMPONENTS, cut, mark, tokenize

ABSTRACT = "abstract"


class Reader:
    """The tokenizer: cuts an abstract into sentences and tokens of plain text.

    The Doc's text is plain (LaTeX read); `doc.user_data["abstract"]` leads back to the characters.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = cut(text)
        mark([found])
        abstract = tokenize(text, found, everything=True)
        spaces = [end < start for end, start in zip(abstract.ends, abstract.starts[1:], strict=False)]
        doc = Doc(self.vocab, words=abstract.words, spaces=[*spaces, False][: len(abstract.words)])
        doc.user_data[ABSTRACT] = abstract
        return doc


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
