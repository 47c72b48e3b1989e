"""python docs/questions.py DIR: runs the lines of docs/questions.md on the release DIR and writes the answers there.

Each question has a block of Python that makes a frame `answer`, a block of SQL for DuckDB that asks the same, and a
block of text with the answer. The lines are the page's own; a release gives only the data.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pipeline import release

PAGE = Path(__file__).with_suffix(".md")
WIDEST = 60  # characters of a cell
_QUESTION = re.compile(r"^## (.+?)\n.*?^```python\n(.*?)^```\n\n```sql\n(.*?)^```\n\n```text\n(.*?)^```$", re.M | re.S)
_VERSION = re.compile(r"of release `\w+`")


@dataclass(frozen=True)
class Question:
    """A question of the page with its lines, and the answer that stands there."""

    title: str
    python: str
    sql: str
    shown: str


def questions(page: str) -> Iterator[Question]:
    """The questions of the page."""
    for found in _QUESTION.finditer(page):
        yield Question(*found.groups())


def by_pandas(question: Question, folder: Path) -> pd.DataFrame:
    """The answer that the lines of Python give in a release folder."""
    names: dict[str, Any] = {}
    with chdir(folder):
        exec(question.python, names)
    answer: pd.DataFrame = names["answer"].reset_index(drop=True)
    return answer


def by_sql(question: Question, folder: Path) -> pd.DataFrame:
    """The answer that the lines of SQL give in a release folder."""
    with chdir(folder), duckdb.connect() as database:
        return database.sql(question.sql).df()


def shown(answer: pd.DataFrame) -> str:
    """An answer as text."""
    short = answer.map(lambda cell: cell[: WIDEST - 1] + "…" if isinstance(cell, str) and len(cell) > WIDEST else cell)
    return short.to_string(index=False, float_format="{:,.4g}".format) + "\n"


def filled(page: str, folder: Path) -> str:
    """The page with the answers of a release."""
    for question in questions(page):
        block = f"{question.sql}```\n\n```text\n"
        page = page.replace(block + question.shown, block + shown(by_pandas(question, folder)))
    return _VERSION.sub(f"of release `{release.read_manifest(folder)['version']}`", page)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    place = release.resolve(Path(os.path.abspath(sys.argv[1])))
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), place), encoding="utf-8")
