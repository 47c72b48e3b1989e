"""What the rules of benchmarks understand, in one place: each form of a name in each construction around it.

What belongs here: constructions that read all forms, and those in which no form is a benchmark. What does not: single
cases (test_rules_benchmarks.py).
"""

from __future__ import annotations

import pytest

from pipeline.extract import read_abstract

# How a name may be built, and what it is in the abstract without what dresses it.
FORMS = {
    "GlyphNav": "GlyphNav",
    "InkTrove-2M": "InkTrove-2M",
    "GlyphNav21": "GlyphNav21",
    "Rune-QA": "Rune-QA",
    "GQRTV": "GQRTV",
    "LOMS-19": "LOMS-19",
    "GQRT2019": "GQRT2019",
    "GSM8K-Swap": "GSM8K-Swap",
    "GlyphNav v2": "GlyphNav v2",
    "GlyphNav 2023": "GlyphNav 2023",
    "\\textsc{GlyphNav}": "GlyphNav",
}
# Others that may stand beside it.
OTHERS = {"{Y}": "RuneHop", "{Z}": "ScanNet"}
# Constructions around {X}, and what the paper does with it; where two roles stand, the second is that of {Y}.
CONSTRUCTIONS = (
    ("We evaluate our method on {X} and report gains.", "evaluation"),
    ("Finally, we evaluate our method on {X}.", "evaluation"),
    ("Experiments on {X} show that our method is better than strong baselines.", "evaluation"),
    ("Extensive experiments on {X} and {Y} demonstrate the effectiveness of our approach.", "evaluation"),
    ("Extensive experiments on {X}, {Y}, and {Z} demonstrate the effectiveness of our approach.", "evaluation"),
    ("We test it on three public datasets: {X}, {Y}, and {Z}.", "evaluation"),
    ("Results on three benchmarks ({X}, {Y}, and {Z}) confirm this.", "evaluation"),
    ("Across model scales and datasets ({X}, {Y}), the method wins.", "evaluation"),
    ("We test it on three public datasets, {X}, {Y}, and {Z}, and find gains.", "evaluation"),
    ("We test it on three public datasets -- {X}, {Y}, and {Z} -- and find gains.", "evaluation"),
    ("It does well on standard benchmarks such as {X}, {Y} and {Z}.", "evaluation"),
    ("We study it on several benchmarks, including {X} and {Y}.", "evaluation"),
    ("It does well on datasets like {X} and {Y}.", "evaluation"),
    ("It does well on long-text benchmarks (e.g., {X} and {Y}).", "evaluation"),
    ("We run tests on the {X}, {Y}, and {Z} datasets.", "evaluation"),
    ("It sets a new state of the art on the {X} and {Y} benchmarks.", "evaluation"),
    ("We test our method on the {X} dataset.", "evaluation"),
    ("Results on {X} dataset show a clear gain.", "evaluation"),
    ("We test our method on the {X} letter sorting dataset.", "evaluation"),
    ("It reaches 71.2% accuracy on the {X} benchmark.", "evaluation"),
    ("We validate it on the publicly available {X} dataset.", "evaluation"),
    ("It reaches an accuracy of 71.2% on {X}.", "evaluation"),
    ("It reaches 71.2% accuracy on {X} and 64.9% on {Y}.", "evaluation"),
    ("On {X}, our model reaches an accuracy of 71.2%.", "evaluation"),
    ("It reaches a WER of 4.1% on the {X} test set.", "evaluation"),
    ("Our model leads on {X} (71.2%) and {Y} (64.9%).", "evaluation"),
    ("It outperforms the best baseline by 3.1 points on {X}.", "evaluation"),
    ("It outperforms the best baseline by 3.1% on {X} and 2.2% on {Y}.", "evaluation"),
    ("The approach is validated using the {X} dataset.", "evaluation"),
    ("Using data from {X}, we show that the method generalises.", "evaluation"),
    ("Evaluations across {X} and {Y} confirm these gains.", "evaluation"),
    ("Our entry tops the {X} leaderboard.", "evaluation"),
    ("Evaluation on both {X} and {Y} shows a gain.", "evaluation"),
    ("We test on {X}, a benchmark for letter sorting.", "evaluation"),
    ("We test on a recent benchmark, {X}, and find gains.", "evaluation"),
    ("We test on the letter sorting benchmark {X}.", "evaluation"),
    ("We test on a public dataset called {X}.", "evaluation"),
    ("We test on a public letter sorting dataset ({X}).", "evaluation"),
    ("Trained on {X}, the model reaches 81% on COCO.", "training"),
    ("We pre-train the model on the {X} dataset.", "training"),
    ("We fine-tune the model on {X} and test on COCO.", "training"),
    ("The model is trained on {X} and tested on {Y}.", "training/evaluation"),
    ("The model is trained using the {X} dataset and reaches 81% on COCO.", "training"),
    ("We introduce {X}, a benchmark of 4,000 letter puzzles.", "introduced"),
    ("In this paper, we present {X}, a new large-scale dataset for letter sorting.", "introduced"),
    ("To fill this gap, we propose {X}, the first comprehensive benchmark for letter sorting.", "introduced"),
    ("We introduce the {X} dataset, which contains 4,000 letters.", "introduced"),
    ("We release {X}, a corpus of letters.", "introduced"),
    ("We build a new benchmark called {X}.", "introduced"),
    ("Furthermore, we collect a large-scale dataset, named {X}, for letter sorting.", "introduced"),
    ("We contribute a dataset of 4,000 letters, dubbed {X}.", "introduced"),
    ("This paper introduces {X}: a dataset for letter sorting.", "introduced"),
    ("We introduce {X} -- a benchmark of 4,000 letter puzzles.", "introduced"),
    ("{X} is a benchmark of 4,000 letter puzzles that we release here.", "introduced"),
    ("We introduce {X} to close this gap. {X} contains 4,000 letter puzzles with gold answers.", "introduced"),
    ("We evaluate twelve models on our {X} dataset.", "introduced"),
    ("The resulting dataset, {X}, contains 4,000 letters.", "introduced"),
    ("We introduce two datasets, {X} and {Y}, for letter sorting.", "introduced"),
    ("We propose SorterNet, a network for letters, and {X}, a dataset of 4,000 letters.", "introduced"),
    ("We introduce {X}, an evaluation suite for letter sorting models.", "introduced"),
    ("We present {X}, a testbed for letter sorting models.", "introduced"),
    ("We present {X}, a collection of 4,000 annotated letters.", "introduced"),
    ("We present {X}, a multilingual resource of 4,000 annotated letters.", "introduced"),
    ("Existing benchmarks such as {X} cover only short letters, so we build a new one.", "mentioned"),
)
# Constructions in which {X} is something else.
METHODS = (
    "We propose {X}, a method for sorting letters.",
    "{X} outperforms all baselines on COCO.",
    "We compare {X} with BERT on COCO.",
    "Built on {X}, our system reaches 81% on COCO.",
    "Our method beats {X} by 3.1% on COCO.",
    "Applied to {X}, our plug-in gains 3% on COCO.",
    "We use {X} as the backbone and evaluate on COCO.",
    "Powered by {X}, our pipeline builds a dataset of 4,000 letters.",
    "Models such as {X} fail on this benchmark.",
    "We release {X}, a library for sorting letters, and a dataset.",
    "Experiments with {X} on three datasets show gains.",
    "The {X} optimizer needs fewer steps on COCO.",
    "{X}-based sorters reach 71% on COCO.",
    "We run all tests on {X} GPUs with the COCO dataset.",
)


def roles(text: str) -> dict[str, str]:
    return {fact.values["name"]: fact.values["role"] for fact in read_abstract(text).facts.get("benchmarks", [])}


@pytest.mark.parametrize(("construction", "role"), CONSTRUCTIONS)
def test_every_form_of_a_name_is_read(construction: str, role: str) -> None:
    for written, name in FORMS.items():
        text = construction.replace("{X}", written)
        expected = {name: role.partition("/")[0]}
        for place, other in OTHERS.items():
            if place in text:
                text = text.replace(place, other)
                expected[other] = role.rpartition("/")[2]
        found = roles(text)
        found.pop("COCO", None)
        assert found == expected, text


@pytest.mark.parametrize("construction", METHODS)
@pytest.mark.parametrize("name", ["GlyphNav", "Rune-QA", "GQRTV", "GlyphNav21", "Glyphora"])
def test_what_is_told_of_a_method_makes_no_benchmark(construction: str, name: str) -> None:
    assert set(roles(construction.replace("{X}", name))) <= {"COCO"}
