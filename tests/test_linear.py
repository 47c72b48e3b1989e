"""Time grows with the length of a text, not with its square, whatever stands in it."""

from __future__ import annotations

import gc
import time

import pytest

from pipeline.extract import read_abstract

# What each rule stumbles over, if it does: each piece is repeated until it fills its part of the text.
HOSTILE = {
    "model_sizes": ["7B, ", "our 7B, ", "Our 7B model. "],
    "gains": ["from 3% to 5%, ", "by 5% on MMLU, ", "twice as fast. 5% "],
    "results": ["F1 of 0.9 on MMLU. ", "−5 "],
    "benchmarks": ["FooBench-, Foo (FB), ", "on FooSet1, ", "datasets such as Foo, "],
    "ranks": ["ranked 1st in the Foo Challenge. ", "1st place on ImageNet in the challenge, "],
    "sota_claims": ["a state-of-the-art best "],
    "quantities": ["1,000 of the images, ", "12 hours of a (n = 5) "],
    "links": ["https://a.com/b ", "https://", "see a.github.io."],
    "text": ["$\\times${}", "\\", "A", "A-", "(", ". A", " "],
    "numbers": ["1", "1."],
}
# The same where every name is another one: "{}" is a number in letters, never the same twice.
NAMES = {
    "tested": "We test on the Foo{} dataset. Then Bar{} is here. ",
    "explained": "Letter sorting (LS{}) is hard. Tests on the LS{} benchmark show 5%. ",
    "introduced": "We introduce Foo{}, a net. Tests are on the Foo{} and Bar{} datasets. ",
    "compared": "Foo{} reaches 5% m{} accuracy on Bar{}, up from 3% of Qux{} with 7B. ",
}


def hostile(pieces: list[str], size: int) -> str:
    """A text of about `size` characters, in equal parts repeats of each piece."""
    return "".join(piece * (size // len(pieces) // len(piece)) for piece in pieces)


def never_the_same(piece: str, size: int) -> str:
    """A text of about `size` characters, in which `piece` is repeated with other names."""
    counts = ("".join("ABCDEFGHIJ"[int(digit)] for digit in str(k)) for k in range(size // len(piece)))
    return "".join(piece.replace("{}", count) for count in counts)


def seconds(text: str) -> float:
    """The time that reading `text` takes, without that of the collector, which comes when it will."""
    gc.disable()
    start = time.process_time()
    read_abstract(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


@pytest.mark.parametrize("rule", HOSTILE)
def test_four_times_the_text_takes_no_more_than_six_times_the_time(rule: str) -> None:
    hold_to_six(*(hostile(HOSTILE[rule], size) for size in (250_000, 1_000_000)))


@pytest.mark.parametrize("piece", NAMES.values(), ids=NAMES)
def test_so_it_does_where_each_name_is_another_one(piece: str) -> None:
    hold_to_six(*(never_the_same(piece, size) for size in (250_000, 1_000_000)))


def hold_to_six(short: str, long: str) -> None:
    """Fails where reading `long` takes more than six times the time that `short` takes."""
    read_abstract("We gain 5% on MMLU.")
    # Times below a tenth of a second say nothing, and another process may get in the way of one of a few attempts.
    ratios = (seconds(long) / max(seconds(short), 0.1) for _ in range(3))
    assert any(ratio < 6 for ratio in ratios)
