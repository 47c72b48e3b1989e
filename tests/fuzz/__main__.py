"""Coverage-guided fuzzing: `python tests/fuzz TARGET [options of libFuzzer]`, or `make fuzz` for all targets.

What is found anew is kept in build/fuzz/TARGET; what fails is written beside it. A failure that was mended goes into
corpus/TARGET, which tests/test_fuzz.py reads each time. Needs atheris (the extra "fuzz").
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
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
    limits = ["-max_len=20000", "-timeout=20", "-report_slow_units=2", "-rss_limit_mb=3000"]
    places = [str(found), str(CORPUS / name)]
    atheris.Setup(
        [sys.argv[0], *limits, f"-dict={words}", f"-artifact_prefix={found.parent}/{name}-", *options, *places],
        TARGETS[name],
    )
    atheris.Fuzz()


def word(piece: str) -> str:
    """A piece as an entry of a dictionary of libFuzzer."""
    return "".join(f"\\x{byte:02x}" for byte in piece.encode())


if __name__ == "__main__":
    main()
