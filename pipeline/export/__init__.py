"""Releases in the shapes of other tools: one module a shape, with `write(release folder, folder)`.

What belongs here: which column of ours is which of theirs. What does not: how tables are made (derived/, rules/).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.export import epoch, pwc, spreadsheet, sqlite

# By the name it is asked for: what writes the files of a release into a folder, and gives their paths.
EXPORTS: Mapping[str, Callable[[Path, Path], list[Path]]] = {
    "pwc": pwc.write,
    "epoch": epoch.write,
    "csv": spreadsheet.write,
    "sqlite": sqlite.write,
}
