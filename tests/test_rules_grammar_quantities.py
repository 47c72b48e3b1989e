"""Amounts of data in every construction, form of number and noun that the rules understand, crossed with each other.

Each sentence is composed from the tables, so that what it states is known. What is left alone, and what only one
construction has, is in test_rules_quantities.py.
"""

from __future__ import annotations

import pytest

from pipeline.extract import read_abstract

# An amount as written, its value and precision.
NUMBERS = (
    ("12,400", 12400, "exact"),
    ("12.4K", 12400, "exact"),
    ("over 12,000", 12000, "at_least"),
    ("more than 3 million", 3e6, "at_least"),
    ("45,000+", 45000, "at_least"),
    (">10K", 10000, "at_least"),
    ("approximately 4,500", 4500, "approx"),
    ("nearly 8K", 8000, "approx"),
    (r"$\sim$20K", 20000, "approx"),
    ("up to 90,000", 90000, "up_to"),
    ("as many as 9,000", 9000, "up_to"),
    ("a total of 7,320", 7320, "exact"),
    ("1.2B", 1.2e9, "exact"),
    ("$4{,}500$", 4500, "exact"),
    ("32 000", 32000, "exact"),
    ("$10^5$", 1e5, "exact"),
    ("eight thousand", 8000, "exact"),
)
# A noun phrase and its unit.
NOUNS = (
    ("images", "image"),
    ("high-resolution chest X-ray images", "image"),
    ("short surgical video clips", "video clip"),
    ("expert trajectories", "trajectory"),
    ("whole-slide images", "whole-slide image"),
    ("news articles", "news article"),
    ("bug reports", "bug report"),
    ("formal proofs", "proof"),
    ("multi-turn dialogues", "dialogue"),
    ("question-answer pairs", "question-answer pair"),
    ("text QA pairs", "qa pair"),
    ("tight bounding boxes", "bounding box"),
    ("annotated frames", "frame"),
    ("ECG recordings", "ecg recording"),
    ("human ratings", "human rating"),
    ("floor plans", "floor plan"),
    ("simulated galaxies", "galaxy"),
)
CONSTRUCTIONS = (
    "We present Quill, a dataset of {}.",
    "Quill comprises {}.",
    "Quill contains {} with expert labels.",
    "We collect {} from public sources.",
    "The model is trained on {}.",
    "It consists of {} and was checked by hand.",
    "We introduce a corpus containing {}.",
    "We release {} under an open licence.",
    "Experiments on {} show that it works.",
    "We annotate {} for this end.",
    "Quill is fine-tuned with {}.",
    "Using {}, we train a small model.",
    "Our evaluation covers {}.",
    "The resulting corpus, with {}, is public.",
    "Quill (comprising {}) is public.",
    "We evaluate it on a held-out set of {}.",
    "We build Quill by filtering {}.",
    "Quill spans {}.",
    "The dataset features {}.",
    "We generate {} by simulation.",
    "We analyze {} in depth.",
    "We crawl {} from the web.",
    "In all, {} were collected.",
)
# Sentences with several amounts of one thing.
PARTS = (
    ("We split the 900 {} into 700 for training and 200 for testing.", [900, 700, 200]),
    ("It holds 900 {} (700 training, 200 test).", [900, 700, 200]),
    ("It holds 900 {}, with 700 in English and 200 in Hindi.", [900, 700, 200]),
    ("It holds 900 {}: 700 real and 200 synthetic.", [900, 700, 200]),
    ("It holds 900 {}, of which 700 are new.", [900, 700]),
    ("It holds 900 {}, 700 of which are new.", [900, 700]),
    ("It holds 700 single-reader and 200 many-reader {}.", [700, 200]),
    ("We train on 200, 700, and 900 {}.", [200, 700, 900]),
)


def amounts(text: str) -> list[tuple[float, str, str]]:
    facts = sorted(read_abstract(text).facts.get("quantities", []), key=lambda fact: fact.start)
    return [(fact.values["value"], fact.values["unit"], fact.values["qualifier"]) for fact in facts]


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_every_number_and_noun_is_read_in_a_construction(construction: str) -> None:
    at = CONSTRUCTIONS.index(construction)
    wrong = []
    for k, (number, value, qualifier) in enumerate(NUMBERS):
        noun, unit = NOUNS[(at + k) % len(NOUNS)]
        text = construction.format(f"{number} {noun}")
        if amounts(text) != [(value, unit, qualifier)]:
            wrong.append((text, amounts(text)))
    assert wrong == []


@pytest.mark.parametrize(("construction", "values"), PARTS)
def test_parts_and_members_of_a_list_are_read_for_every_noun(construction: str, values: list[int]) -> None:
    wrong = []
    for noun, unit in NOUNS[:-1]:  # galaxies are no usual item of data: of few of them more must be said
        text = construction.format(noun)
        if amounts(text) != [(value, unit, "exact") for value in values]:
            wrong.append((text, amounts(text)))
    assert wrong == []
