"""Time grows with the length of a text, not with its square, whatever stands in it."""

from __future__ import annotations

import gc
import time

import pytest

from pipeline.extract import read_abstract

HOSTILE = [
    "7B, ",
    "our 7B, ",
    "Our 7B model. ",
    "from 3% to 5%, ",
    "by 5% on MMLU, ",
    "F1 of 0.9 on MMLU. ",
    "twice as fast. 5% ",
    "FooBench-, Foo (FB), ",
    "on FooSet1, ",
    "datasets such as Foo, ",
    "ranked 1st in the Foo Challenge. ",
    "1st place on ImageNet in the challenge, ",
    "a state-of-the-art best ",
    "1,000 of the images, ",
    "https://a.com/b ",
    "https://",
    "see a.github.io.",
    "$\\times${}",
    "\\",
    "A",
    "A-",
    "1",
    "1.",
    "−5 ",
    "(",
    ". A",
    " ",
]


def seconds(text: str) -> float:
    """The time that reading `text` takes, without that of the collector, which comes when it will."""
    gc.disable()
    start = time.process_time()
    read_abstract(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_no_more_than_six_times_the_time(piece: str) -> None:
    read_abstract("We gain 5% on MMLU.")
    short, long = piece * (64_000 // len(piece)), piece * (256_000 // len(piece))
    # Times below a tenth of a second say nothing, and another process may get in the way of one of a few attempts.
    ratios = (seconds(long) / max(seconds(short), 0.1) for _ in range(3))
    assert any(ratio < 6 for ratio in ratios)
