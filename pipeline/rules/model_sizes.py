"""Model sizes: parameter counts of neural models."""

from __future__ import annotations

from pipeline.abstract import Abstract


def find(abstract: Abstract) -> None:
    """Notes the model sizes of an abstract."""
