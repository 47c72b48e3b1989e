"""Links: web addresses, repaired."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.abstract import Abstract


def find(abstract: Abstract) -> None:
    """Notes the links of an abstract."""


def find_in(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The links of a text that is no abstract: each as written, and its values."""
    yield from ()
