"""Coverage-guided fuzzing: `python tests/fuzz TARGET [options of libFuzzer]`, or `make fuzz` for all targets.

What is found anew is kept in build/fuzz/TARGET; what fails is written beside it. A failure that was mended goes into
corpus/TARGET, which tests/test_fuzz.py reads each time. Needs atheris (the extra "fuzz").
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
# What one input may take of the processor; reading is some times slower while it is watched.
SECONDS = 5
sys.path[:0] = [str(TESTS.parent), str(TESTS)]
with atheris.instrument_imports(include=["pipeline", "bibtexparser", "ftfy"]):
    from fuzz.targets import CORPUS, PIECES, TARGETS


def main() -> None:
    """Fuzzes one target, without end unless `-max_total_time=SECONDS` or `-runs=N` is given."""
    name, *options = sys.argv[1:]
    found = TESTS.parent / "build" / "fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    words = found.parent / f"{name}.dict"
    words.write_text("".join(f'"{word(piece)}"\n' for piece in PIECES))
    limits = ["-max_len=20000", "-timeout=300", "-report_slow_units=2", "-rss_limit_mb=3000"]
    places = [str(found), str(CORPUS / name)]
    atheris.Setup(
        [sys.argv[0], *limits, f"-dict={words}", f"-artifact_prefix={found.parent}/{name}-", *options, *places],
        partial(within_time, TARGETS[name]),
    )
    atheris.Fuzz()


def within_time(target: Callable[[bytes], None], data: bytes) -> None:
    """Fails where a target takes too long of the processor: the clock of -timeout runs for other processes, too."""
    before = time.process_time()
    target(data)
    spent = time.process_time() - before
    assert spent < SECONDS, f"{spent:.1f} s for {len(data)} bytes"


def word(piece: str) -> str:
    """A piece as an entry of a dictionary of libFuzzer."""
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())


if __name__ == "__main__":
    main()
