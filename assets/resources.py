"""What can be set: where dumps are, where releases go, how much of the machine is used.

Each value can be given in the launchpad of the Dagster page; its default comes from an environment
variable, where one is named here. What is done with the values is in the assets.
"""

import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

import dagster as dg
from filelock import FileLock, Timeout
from pydantic import Field, field_validator

from pipeline import cluster, dumps, release
from pipeline import overrides as corrected
from pipeline.dumps.fields import COLUMNS
from pipeline.tables import DUMP_RECORDS, Table

log = logging.getLogger("paperfacts")

Engine = Literal["local", "ray"]

# The pool of all assets: they work in one folder of releases, one run at a time (dagster.yaml).
POOL = "releases"

# Steps: folders below OUT/.work.
RECORDS = "records"
ABSTRACTS = "abstracts"
FACTS = "facts"
TABLES = "tables"


class SettingError(Exception):
    """An environment variable that says what cannot be: names it, in one line."""


class Source(dg.ConfigurableResource):
    """The dumps that are read, and what is known to be wrong in them or in what is read from them."""

    paths: list[str] = Field(
        default=["seeds"],
        description="Dumps, or folders of dumps. Default: $PAPERFACTS_DUMPS (one path a line), or seeds/.",
    )
    listing_year: int | None = Field(
        default=None,
        description="Year of dates that a listing writes without one. Default: $PAPERFACTS_LISTING_YEAR, "
        "or the year after the newest one that the dump writes.",
    )
    keep_lost: bool = Field(
        default=True,
        description="Whether papers of a dump that was read once stay in releases when its file is gone or damaged. "
        "Default: yes, or no with PAPERFACTS_KEEP_LOST=0.",
    )
    overrides: str | None = Field(
        default=None,
        description="File of corrections (docs/overrides.md). Default: $PAPERFACTS_OVERRIDES, or none.",
    )
    columns: dict[str, str] = Field(
        default={},
        description="Columns of CSV and Parquet tables whose names do not say which field of a paper they are: "
        "{'title': 'Name', 'abstract': 'Summary'}. Default: $PAPERFACTS_COLUMNS (title=Name,abstract=Summary).",
    )

    @field_validator("columns")
    @classmethod
    def _known(cls, columns: dict[str, str]) -> dict[str, str]:
        return known_columns(columns)

    def find(self) -> list[tuple[str, Path]]:
        """The dumps as (name, path). Raises DumpError where a path holds none."""
        return dumps.find([Path(path) for path in self.paths], self.columns)

    def corrections(self) -> corrected.Overrides | None:
        """What the file of corrections says. Raises OverrideError where it says something wrong."""
        return corrected.read(Path(self.overrides)) if self.overrides else None

    def left_out(self) -> list[tuple[str, dumps.NotADump]]:
        """The files in the folders that are of another kind, with the reason."""
        return dumps.others([Path(path) for path in self.paths], self.columns)


class Target(dg.ConfigurableResource):
    """The folder of releases. What assets hand to each other is kept below it, in `.work/`.

    A run holds the folder's work for itself: another one, from the page or the command line, waits.
    """

    out: str = Field(default="data", description="Folder of releases. Default: $PAPERFACTS_OUT, or data/.")
    compare: bool = Field(
        default=True,
        description="Whether a release is held against the latest one, and refused where tables lost many rows.",
    )
    gold: str | None = Field(
        default=None,
        description="File of gold that a release is scored against. Where accuracy is below that of the latest "
        "release, it is refused. Default: $PAPERFACTS_GOLD, or none.",
    )

    @property
    def folder(self) -> Path:
        return Path(self.out)

    def shelf(self, dump: str) -> str:
        """The step that shelves a dump. Its name comes from outside, and is never taken for a path."""
        return f"{RECORDS}/{sha256(dump.encode()).hexdigest()[:16]}"

    def shelves(self) -> list[Path]:
        """What `dumps` made: the folders of shelved records, one a dump."""
        return [folder for folder in (self._work / RECORDS).glob("*") if not folder.suffix]

    def keep_shelves(self, dumps: Iterable[str]) -> None:
        """Removes the shelves of all other dumps: their papers had to go."""
        kept = {self.shelf(dump) for dump in dumps}
        for folder in self.shelves():
            if (step := f"{RECORDS}/{folder.name}") not in kept:
                self.forget(step)

    def made(self, step: str) -> Path:
        """The folder that a step made in its last run, if it ever ran."""
        return self._work / step

    def forget(self, step: str) -> None:
        """Removes what a step made."""
        shutil.rmtree(self._work / step, ignore_errors=True)

    @property
    def abstracts(self) -> Path:
        """What `abstracts` made: a Parquet file of papers with all that extraction reads."""
        return self._work / ABSTRACTS / f"{ABSTRACTS}.parquet"

    @property
    def facts(self) -> Path:
        """What extraction made: the folder of facts as the rules read them, where the next run looks for known ones."""
        return self._work / FACTS

    @property
    def tables(self) -> Path:
        """What is published: the folder of papers, corrected facts, and what derives from them."""
        return self._work / TABLES

    def table(self, table: Table) -> Path:
        """The Parquet file of a table, before it is released."""
        folder = self._work / table.name if table is DUMP_RECORDS else self.tables
        return folder / f"{table.name}.parquet"

    def note(self, name: str, text: str) -> None:
        """Keeps a short text for a later step."""
        (self._work / name).write_text(text, encoding="utf-8")

    def noted(self, name: str) -> str | None:
        """The text that `note` kept under that name, if any."""
        path = self._work / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Target"]:
        with self.held():
            yield self

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the folder's work for this process, which can do so again. Raises ReleaseError where it cannot."""
        lock = FileLock(self._work / "lock", is_singleton=True)
        try:
            self._work.mkdir(parents=True, exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout:
            log.info("waiting for another build into %s", self.folder)
            lock.acquire()
        except OSError as error:
            raise release.ReleaseError(f"cannot write into {self.folder}: {error.strerror or error}") from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def making(self, step: str) -> Iterator[Path]:
        """An empty folder, which replaces what the step made in its last run when the block ends well."""
        made, new, old = (self._work / f"{step}{ending}" for ending in ("", ".new", ".old"))
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
        new.mkdir(parents=True)
        yield new
        if made.exists():
            made.rename(old)
        new.rename(made)
        shutil.rmtree(old, ignore_errors=True)

    @property
    def _work(self) -> Path:
        return self.folder / ".work"


class Extraction(dg.ConfigurableResource):
    """How facts are extracted."""

    engine: Engine = Field(
        default="local",
        description="Where facts are extracted: on this machine, or on the Ray cluster of $RAY_ADDRESS. "
        "Default: $PAPERFACTS_ENGINE, or this machine.",
    )
    workers: int | None = Field(
        default=None,
        ge=1,
        description="Processes that work side by side. Default: $PAPERFACTS_WORKERS, or the cores of "
        "the machine or the cluster.",
    )

    @property
    def processes(self) -> int:
        """The processes that work on this machine."""
        cores = os.cpu_count() or 1
        return cores if self.engine == "ray" else self.workers or cores

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Raises EngineError where the engine is not installed."""
        if self.engine == "ray":
            cluster.require()


class Resources(NamedTuple):
    """All resources."""

    source: Source
    target: Target
    extraction: Extraction


def columns_of(text: str) -> dict[str, str]:
    """Columns of tables as the command line and the environment write them: "title=Name,abstract=Summary".

    Raises ValueError where that is not what the text says.
    """
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    return known_columns({field.strip(): column.strip() for field, _, column in pairs})


def known_columns(columns: dict[str, str]) -> dict[str, str]:
    """The columns as they are. Raises ValueError where one is not told for a field of a paper."""
    wrong = [field for field, column in columns.items() if field not in COLUMNS or not column]
    if wrong:
        raise ValueError(f"no field of a paper with a column: {', '.join(wrong)} (fields: {', '.join(COLUMNS)})")
    return columns


def defaults() -> Resources:
    """The resources with what the environment says. Raises SettingError where that cannot be."""
    engine = os.environ.get("PAPERFACTS_ENGINE") or "local"
    if engine not in get_args(Engine):
        raise SettingError(f"PAPERFACTS_ENGINE: {engine!r} is none of {', '.join(get_args(Engine))}")
    try:
        columns = columns_of(os.environ.get("PAPERFACTS_COLUMNS", ""))
    except ValueError as error:
        raise SettingError(f"PAPERFACTS_COLUMNS: {error}") from error
    return Resources(
        Source(
            paths=(os.environ.get("PAPERFACTS_DUMPS") or "seeds").splitlines(),
            listing_year=_number("PAPERFACTS_LISTING_YEAR"),
            keep_lost=os.environ.get("PAPERFACTS_KEEP_LOST", "1") != "0",
            columns=columns,
            overrides=os.environ.get("PAPERFACTS_OVERRIDES") or None,
        ),
        Target(out=os.environ.get("PAPERFACTS_OUT") or "data", gold=os.environ.get("PAPERFACTS_GOLD") or None),
        Extraction(
            engine=cast(Engine, engine),
            workers=_number("PAPERFACTS_WORKERS"),
        ),
    )


def _number(variable: str) -> int | None:
    """The number from 1 on that an environment variable says, if it says anything."""
    text = os.environ.get(variable)
    if text and not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise SettingError(f"{variable}: {text!r} is no number from 1 on")
    return int(text) if text else None
