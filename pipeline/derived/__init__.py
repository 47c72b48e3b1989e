"""Tables that are computed from papers and facts: what people ask of a release.

One module a table: leaderboards.py, ...; pieces.py reads papers along with their facts, in bounded memory.
How facts are read from text belongs to rules/, which columns there are to tables.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import release, tables
from pipeline.derived import code, improvements, leaderboards, models, pieces
from pipeline.derived.pieces import Paper, Piece, Row
from pipeline.workers import Workers

# Of each derived table, the facts that make it, those that it has rows of first, and the rows that a paper makes.
OF_PAPER: Mapping[str, tuple[Sequence[str], Callable[[Paper], list[Row]]]] = {
    tables.LEADERBOARDS.name: (leaderboards.FACTS, leaderboards.of_paper),
    tables.MODELS.name: (models.FACTS, models.of_paper),
    tables.CODE.name: (code.FACTS, code.of_paper),
    tables.IMPROVEMENTS.name: (improvements.FACTS, improvements.of_paper),
}

# So many papers are done before processes have started.
ALONE = 32_768


class Made(NamedTuple):
    """What a piece makes: rows of each derived table, and what its papers introduce (improvements.INTRODUCED)."""

    rows: dict[str, pa.Table]
    introduced: pa.Table


def write(folder: Path, workers: Workers | None = None) -> None:
    """Writes all derived tables into a folder that holds papers and all fact tables, with the help of processes."""
    papers = pq.read_metadata(folder / f"{tables.PAPERS.name}.parquet").num_rows
    if workers is None or not (workers.started or papers > ALONE):
        workers = Workers()
    read = {name for facts, _ in OF_PAPER.values() for name in facts}
    boards, gains = [tables.LEADERBOARDS.schema.empty_table()], [tables.IMPROVEMENTS.schema.empty_table()]
    introduced = [improvements.INTRODUCED.empty_table()]
    with ExitStack() as stack:
        writers = {table.name: stack.enter_context(release.Writer(folder, table)) for table in tables.DERIVED_TABLES}
        for made in workers.each(of_piece, pieces.read(folder, sorted(read))):
            for table in (tables.MODELS, tables.CODE):
                writers[table.name].write(made.rows[table.name])
            # These hang together: ranks, and baselines that other papers introduce.
            boards.append(made.rows[tables.LEADERBOARDS.name])
            gains.append(made.rows[tables.IMPROVEMENTS.name])
            introduced.append(made.introduced)
        ranked = leaderboards.ranked(pa.concat_tables(boards))
        writers[tables.LEADERBOARDS.name].write(tables.LEADERBOARDS.sort(ranked))
        # Of closed lists each piece has the words that it met.
        compared = improvements.compared(pa.concat_tables(gains).unify_dictionaries(), pa.concat_tables(introduced))
        writers[tables.IMPROVEMENTS.name].write(tables.IMPROVEMENTS.sort(compared))


def of_piece(piece: Piece) -> Made:
    """What the papers of a piece make, each table in the order of papers."""
    rows: dict[str, list[Row]] = {name: [] for name in OF_PAPER}
    for paper in pieces.papers(piece):
        for name, (facts, of_paper) in OF_PAPER.items():
            if paper.facts[facts[0]]:
                rows[name] += of_paper(paper.only(facts))
    made = {name: tables.TABLES[name].from_rows(found) for name, found in rows.items()}
    return Made(made, improvements.introduced(piece.papers))
