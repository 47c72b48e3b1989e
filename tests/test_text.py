"""Characters: LaTeX read as plain text, sentences, and the way back to the abstract."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.extract import read_abstract
from pipeline.nlp import ABSTRACT
from pipeline.text import sentences, to_plain

WORDS = ["Oak ", "beats", " Elm. ", "We ", "3.5", "12,000", "é", "( ", "et al. ", "! ", "?) ", "e.g. ", "Δ", "\u2009"]
MARKUP = [
    "$",
    "\\%",
    "\\times ",
    "\\textbf{",
    "}",
    "{",
    "~",
    "\\_",
    "--",
    "\\",
    "\\mathbf{x}",
    "x2013",
    "5times",
    "{,}",
]
PIECES = st.sampled_from([*WORDS, *MARKUP])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"65.8\%", "65.8%"),
        (r"$2.5\times$ faster", "2.5× faster"),
        (r"\textbf{12} mAP", "12 mAP"),
        (r"up to $\sim$5", "up to ~5"),
        ("10{,}000", "10,000"),
        ("Fig.~3", "Fig. 3"),
        ("3\u202fB", "3 B"),
        ("17.5times", "17.5×"),
        ("1--7B", "1–7B"),
        ("up to **25%** of 2**10", "up to 25% of 2**10"),
        ("Elmx2013even", "Elm–even"),
        ("Phoenix2014T", "Phoenix2014T"),
        (r"Oak\_Set", "Oak_Set"),
        (r"a \alpha b", "a αb"),
        ("plain text", "plain text"),
        ("", ""),
        (
            "See Table~2: it is 1.6~2.5 times as fast at Hit@1~0.45.",
            "See Table 2: it is 1.6~2.5 times as fast at Hit@1 0.45.",
        ),
    ],
)
def test_latex_is_read_as_plain_text(written: str, plain: str) -> None:
    assert to_plain(written).text == plain


@given(TEXTS)
def test_every_plain_character_leads_back_to_the_original(text: str) -> None:
    plain = to_plain(text)
    last = 0
    for i, char in enumerate(plain.text):
        start, end = plain.start(i), plain.end(i + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last
        last = start
        k = [k for k, at in enumerate(plain.plain) if at <= i][-1]
        if plain.copied[k]:
            assert text[start:end] == char


@given(TEXTS)
def test_a_stretch_of_copied_text_is_the_same_in_both(text: str) -> None:
    plain = to_plain(text)
    bounds = [*plain.plain, len(plain.text)]
    for k, (at, end) in enumerate(pairwise(bounds)):
        if plain.copied[k] and end > at:
            assert text[plain.start(at) : plain.end(end)] == plain.text[at:end]


@given(TEXTS)
def test_sentences_hold_all_text_but_the_blanks_between_them(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert text[at:start].strip() == ""
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We win. They lose.", 2),
        ("We beat Oak et al. (2020) by far.", 1),
        ("See Fig. 3 for more. Code is free.", 2),
        ("It scores 81.2 on Oak vs. Elm and wins.", 1),
        ("Is it so? Yes! (We checked.) Done.", 4),
        ("Metrics, e.g. BLEU, rise.", 1),
        ("One sentence without an end", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(text=TEXTS)
def test_every_token_stands_in_the_abstract(language: Language, text: str) -> None:
    abstract = language.tokenizer(text).user_data[ABSTRACT]
    for start, end in zip(abstract.starts, abstract.ends, strict=True):
        raw_start, raw_end = abstract.raw_span(start, end)
        assert 0 <= raw_start < raw_end <= len(text)
        sentence = abstract.sentence_at(start)
        assert sentence.start <= raw_start < raw_end <= sentence.end


@pytest.mark.parametrize(
    ("text", "table", "receipt"),
    [
        (r"The filter is 3$\times$ faster than a sieve.", "gains", r"3$\times$"),
        (r"The filter is 3.5\% better than a sieve, $p<0.1$.", "gains", r"3.5\%"),
        (r"We train on $1788$ images of oaks.", "quantities", r"$1788$ images"),
        (r"We test it on $\tau$-bench.", "benchmarks", r"$\tau$-bench"),
        (r"It reaches 41.2 mIoU on COCO-$20^i$ and 3.1 FID.", "benchmarks", r"COCO-$20^i$"),
    ],
)
def test_a_receipt_cuts_no_formula(text: str, table: str, receipt: str) -> None:
    (fact,) = read_abstract(text).facts[table]
    assert text[fact.start : fact.end] == receipt
