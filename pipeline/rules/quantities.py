"""Quantities: amounts of data and compute."""

from __future__ import annotations

from pipeline.abstract import Abstract


def find(abstract: Abstract) -> None:
    """Notes the quantities of an abstract."""
