"""Which words claim the state of the art for the paper's own work."""

from __future__ import annotations

import pytest

from pipeline.extract import read_abstract


def claims(text: str) -> list[str]:
    return [text[fact.start : fact.end] for fact in read_abstract(text).facts.get("sota_claims", [])]


@pytest.mark.parametrize(
    "text",
    [
        "ZorbNet achieves state-of-the-art accuracy on four tasks.",
        "Extensive experiments have shown that ZorbNet outperforms state-of-the-art models.",
        "Our method sets a new state of the art.",
        "It outperforms existing state-of-the-art methods by 3%.",
        "Accuracy rises by 4% vs. SOTA.",
        "Willow is on par with or better than state-of-the-art (SOTA) systems here.",
        "ZorbNet surpasses all prior approaches.",
        "We obtain the best result reported so far.",
        "All these results set new records.",
        "We present ZorbNet, a state-of-the-art model for letters.",
        "Our model not only reaches \\textbf{state-of-the-art} quality but is small.",
        "We improve the state-of-the-art results on letters by 1.1 points.",
        "It runs fast, with state-of-the-art accuracy.",
        "It generalises well, validated by state-of-the-art performance on letters.",
        "It beats existing approaches and achieves the state-of-the-art, even without images.",
        "We use a third of the memory in comparison to recent state-of-the-art and still outperform it.",
        "It outperforms the most recent state-of-the-art method.",
        "Here it achieves more competitive gains over state-of-the-art methods.",
        "ZorbNet introduces a prior, delivering state-of-the-art coding. We test it.",
        "It shows stronger transfer over state-of-the-art tuning.",
        "Errors are at 13%, a reduction of 13.5% from the state-of-the-art.",
        "It brings a 9x speedup compared to state-of-the-art tools.",
        "It sets a new stateof-the-art on letters.",
        "Its letters are of higher quality than those written by state-of-the-art methods.",
        "It gives more legible letters compared to existing state-of-the-art methods.",
    ],
)
def test_finds(text: str) -> None:
    assert len(claims(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ZorbNet outperforms strong baselines.",
        "ZorbNet is faster, while rivaling or surpassing state-of-the-art models.",
        "ZorbNet mostly outperforms state-of-the-art baselines.",
        "ZorbNet outperforms many state-of-the-art baselines, and is lighter than some state-of-the-art models.",
        "Its accuracy is comparable to state-of-the-art methods.",
        "We evaluate twelve state-of-the-art models on riddles.",
        "Even state-of-the-art models fail on riddles.",
        "Current state-of-the-art approaches rely on large data.",
        "It achieves near state-of-the-art accuracy.",
        "It is better than most state-of-the-art methods.",
        "Transformers have achieved state-of-the-art results in vision.",
        "The attack degrades state-of-the-art detectors.",
        "Patient records were kept for all previous visits.",
        "We validate our method against two state-of-the-art algorithms.",
        "Compared to the state-of-the-art coder, we achieve comparable quality with 6% of the size.",
        "Its accuracy is only ~2% and 3% lower than values from state-of-the-art tools.",
        "It matches state-of-the-art quality at half the cost.",
        # Before the paper speaks of its own work, it speaks of others.
        "Hybrid nets achieve state-of-the-art accuracy. We ask why.",
        "The best model reaches 57.0%, and the state-of-the-art open model has 53.3%.",
        "It lowers recall by 30% compared to old fakes, with similar losses seen in state-of-the-art detectors.",
        "Our sampler improves physics in a state-of-the-art video model.",
        "It gains 3% compared to a naive tool, while remaining competitive with state-of-the-art tools.",
        "It matches or surpasses state-of-the-art tools.",
        "It reaches highly competitive recall relative to state-of-the-art tools.",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert claims(text) == []


def test_the_words_of_the_claim_are_the_fact() -> None:
    assert claims("Here ZorbNet achieves state-of-the-art accuracy.") == ["achieves state-of-the-art"]
