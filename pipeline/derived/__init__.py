"""Tables that are computed from papers and facts: what people ask of a release.

One module a table: leaderboards.py, ...; pieces.py reads papers along with their facts, in bounded memory.
How facts are read from text belongs to rules/, which columns there are to tables.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from pipeline import release, tables
from pipeline.derived import code, improvements, leaderboards, models

# Of each derived table, what makes it: from a folder with papers and all fact tables, in the published order.
DERIVED: Mapping[str, Callable[[Path], Iterator[pa.Table]]] = {
    "leaderboards": leaderboards.derive,
    "models": models.derive,
    "code": code.derive,
    "improvements": improvements.derive,
}


def write(folder: Path) -> None:
    """Writes all derived tables into a folder that holds papers and all fact tables."""
    for table in tables.DERIVED_TABLES:
        with release.Writer(folder, table) as writer:
            for rows in DERIVED[table.name](folder):
                writer.write(rows)
