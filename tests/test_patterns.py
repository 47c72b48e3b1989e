"""Patterns that RE2 answers."""

from __future__ import annotations

from pipeline.patterns import asks


def test_a_text_is_told_to_match_when_one_of_the_patterns_does() -> None:
    found = asks(r"(?i)\btrain", r"\p{Nd}$")
    assert found("Then we Train it.")
    assert found("naïve — 7")
    assert not found("strain 7 é")
    assert not found("")
