"""The command `paperfacts`.

What it does is in pipeline/, expectations/ and the assets, which `build` materialises in process; here is
only how it is asked for and shown. Heavy packages are imported inside the commands: `--help` must be quick.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    import pyarrow as pa
    from rich.progress import Progress

    from assets.resources import Engine
    from pipeline.accuracy import Accuracy

# Exit codes beside 0.
FAILED = 1  # validation failed
UNUSABLE = 2  # arguments or dumps that cannot be used
INCOMPLETE = 3  # published without dumps that cannot be read
FAULT = 70  # an error that nobody thought of (EX_SOFTWARE)
INTERRUPTED = 130


class _NotEmpty(click.Path):
    """A path that is told: an unset variable of a script is no word for the folder that it runs in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not value:
            self.fail("is empty (is a variable unset?)", param, ctx)
        return super().convert(value, param, ctx)


PATH = _NotEmpty(path_type=Path)
PLACE = _NotEmpty()  # or the address of an object store


def _tell_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Prints the version and ends, where it is asked for."""
    if not asked or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        told = version("paperfacts")
    except PackageNotFoundError:
        import tomllib

        root = Path(__file__).parents[1]
        told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        told += f" (not installed: run from {root})"
    click.echo(f"paperfacts, version {told}")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Typed facts with receipts from dumps of paper listings."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character ends no build


def _columns(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    from assets.resources import columns_of

    try:
        return columns_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.argument("dumps", metavar="DUMP...", nargs=-1, required=True, type=PATH)
@click.option(
    "--out", metavar="DIR", required=True, type=PLACE, help="Folder of releases, or an object store: s3://BUCKET/PATH."
)
@click.option("--workers", type=click.IntRange(1), help="Processes that work side by side. Default: the cores.")
@click.option("--engine", type=click.Choice(["local", "ray"]), help="Extract on this machine (default), or on Ray.")
@click.option("--listing-year", type=click.IntRange(1990, 2100), help="Year of dates that a listing gives without one.")
@click.option("--overrides", metavar="FILE", type=PATH, help="Your corrections: a CSV file of id,field,value,reason.")
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    callback=lambda _, __, text: _columns(text),
    help="Columns of tables, as title=Name,abstract=Summary. Default: by their names.",
)
@click.option("--compare/--no-compare", default=True, help="Refuse tables that lost many rows against DIR/latest.")
@click.option(
    "--keep", type=click.IntRange(1), help="Releases to keep in DIR, DIR/latest always among them. Default: all."
)
def build(
    dumps: tuple[Path, ...],
    out: str,
    workers: int | None,
    engine: Engine | None,
    listing_year: int | None,
    columns: dict[str, str] | None,
    overrides: Path | None,
    compare: bool,
    keep: int | None,
) -> None:
    """Build a release from dumps: files, or folders that are searched through.

    Exit code 0: published as DIR/latest. 1: validation failed, DIR/latest is what it was. 2: no dump, or DIR
    or FILE, can be used. 3: published, but without the dumps that could not be read.
    """
    with _failures(out), _progress():
        from assets.run import materialise
        from pipeline import release

        with release.opened(out, publish=True) as folder:
            refused = materialise(dumps, folder, workers, listing_year, compare, engine, overrides, columns)
            manifest = release.read_manifest(release.resolve(folder))
        # After the block: only then is a store's latest what was built.
        if keep is not None:
            release.prune(out, keep)
        _summarise(manifest, out)
    if refused:
        for refusal in refused.values():
            click.echo(f"paperfacts: not in the release: {refusal}", err=True)
        _end(f"published without {len(refused)} of the dumps, which cannot be read", INCOMPLETE)


@main.command()
@click.argument("place", metavar="DIR", type=PLACE)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--docs", "pages", metavar="DIR", type=PATH, help="Write Great Expectations' own pages there, too.")
def check(place: str, form: str, pages: Path | None) -> None:
    """Validate DIR/latest, or the release folder DIR, with the suites.

    Exit code 0: good. 1: a critical expectation failed. 2: no release there.
    """
    with _failures():
        from rich.console import Console

        from expectations import docs, report, validate
        from pipeline import release

        with release.opened(place) as out:
            folder = release.resolve(out)
            found = validate(folder)
            if pages is not None:
                click.echo(f"pages: {docs.write(found, pages)}", err=True)
        if form == "text":
            report.show(found, Console())
        else:
            click.echo(report.to_json(found) if form == "json" else report.to_github(found))
    sys.exit(0 if found.ok else FAILED)


@main.command()
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-")
def extract(file: IO[str]) -> None:
    """Print the facts of one abstract (from FILE, or -) as JSON.

    Offsets count in the abstract as it is printed: line breaks and runs of blanks are one blank.
    """
    with _failures():
        import orjson
        import pyarrow as pa

        from pipeline.extract import INPUT
        from pipeline.extract import extract as facts_of

        abstract = " ".join(file.read().split())
        found = facts_of(pa.Table.from_pylist([{"paper_id": "", "abstract": abstract}], schema=INPUT))
        # Identities derive from the title, which is not known here.
        told = {name: table.drop_columns(["fact_id", "paper_id"]).to_pylist() for name, table in found.items()}
        for row in (row for rows in told.values() for row in rows):
            row["confidence"] = round(row["confidence"], 3)
        click.echo(orjson.dumps({"abstract": abstract, **told}, option=orjson.OPT_INDENT_2))


@main.command()
@click.argument("place", metavar="DIR", type=PLACE)
@click.argument("gold", metavar="GOLD", type=PATH)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def score(place: str, gold: Path, form: str) -> None:
    """Score DIR/latest, or the release folder DIR, against GOLD: a JSON object a line with the facts of a paper.

    A fact is right where value and unit are (or name, address, place), and right in full where all that it is
    bound to is. Exit code 2: no release, or no gold.
    """
    with _failures():
        import orjson

        from pipeline import accuracy, release

        papers = accuracy.read_gold(gold)
        with release.opened(place) as out:
            found = accuracy.score(release.load(release.resolve(out)), papers)
            if form == "json":
                click.echo(orjson.dumps(found.to_dict()))
            else:
                _show_scores(found)


@main.command()
@click.argument("place", metavar="DIR", type=PLACE)
@click.option(
    "--out", metavar="FILE", type=PATH, default="explorer.html", show_default=True, help="Where the page is written."
)
@click.option("--papers", type=click.IntRange(1), help="Papers that the page shows, the newest ones. Default: 2,000.")
def explore(place: str, out: Path, papers: int | None) -> None:
    """Write DIR/latest, or the release folder DIR, as one HTML page that opens from disk and needs no network.

    It searches and filters papers, and shows each fact in its abstract. Exit code 2: no release, or no place
    for the page.
    """
    with _failures():
        from pipeline import release
        from pipeline.views import explorer

        with release.opened(place) as folder:
            page = explorer.explore(release.resolve(folder), papers or explorer.PAPERS)
        try:
            page.write(out)
        except OSError as error:
            _end(f"cannot write {out}: {error.strerror or error}", UNUSABLE)
        click.echo(f"{out} shows {page.summary}")


@main.command()
@click.argument("form", metavar="pwc|epoch|csv|sqlite", type=click.Choice(["pwc", "epoch", "csv", "sqlite"]))
@click.argument("place", metavar="OUT", type=PLACE)
@click.argument("folder", metavar="DIR", type=PATH)
def export(form: str, place: str, folder: Path) -> None:
    """Write OUT/latest, or the release folder OUT, into DIR in the shape of another tool.

    pwc: the files of the Papers with Code dumps. epoch: models as CSV with Epoch AI's columns. csv: a file a table,
    for spreadsheets. sqlite: one file with keys and full-text search, for Datasette. Exit code 2: no release there,
    or DIR cannot be written.
    """
    with _failures():
        from pipeline import release
        from pipeline.export import EXPORTS

        with release.opened(place) as out:
            try:
                written = EXPORTS[form](release.resolve(out), folder)
            except OSError as error:
                raise click.UsageError(f"cannot export into {folder}: {error.strerror or error}") from error
        for path in written:
            click.echo(path)


@main.command()
@click.argument("old", type=PLACE)
@click.argument("new", type=PLACE)
@click.option("--out", metavar="DIR", type=PATH, help="Write them to DIR/changes.parquet, too.")
def diff(old: str, new: str, out: Path | None) -> None:
    """Print papers and facts added (+), removed (-) and changed (~) from OLD to NEW.

    Each is a folder of releases, or a release folder, or either of them in an object store.
    """
    with _failures(), ExitStack() as stack:
        import pyarrow as pa

        from pipeline import release

        before, after = (release.resolve(stack.enter_context(release.opened(place))) for place in (old, new))
        try:
            _show_changes(release.diff(before, after))
            if out is not None:
                out.mkdir(parents=True, exist_ok=True)
                release.write_changes(before, after, out)
        except (FileNotFoundError, pa.ArrowException) as error:
            raise release.ReleaseError(f"cannot compare {old} with {new}: {str(error).splitlines()[0]}") from error


def _show_changes(changes: Iterable[pa.Table]) -> None:
    """Prints changes row by row, then how many there are."""
    from collections import Counter

    from rich.console import Console
    from rich.table import Table

    marks = {"added": "+", "removed": "-", "changed": "~"}
    counts: Counter[str] = Counter()
    per_table: dict[str, Counter[str]] = {}
    for some in changes:
        for row in some.to_pylist():
            counts[row["change"]] += 1
            per_table.setdefault(row["table"], Counter())[row["change"]] += 1
            change = f" {row['old']} -> {row['new']}" if row["columns"] else ""
            click.echo(f"{marks[row['change']]} {row['table']} {row['paper_id']} {row['text']}{change}")
    if per_table:
        table = Table("table", *marks)
        for name, held in per_table.items():
            table.add_row(name, *(f"{held[change]:,}" for change in marks))
        Console().print(table)
    click.echo(", ".join(f"{counts[change]:,} {change}" for change in marks))


def _summarise(manifest: dict[str, Any], place: str) -> None:
    """Prints what the latest release of a place holds, and how to read it."""
    from rich.console import Console
    from rich.table import Table

    from pipeline import release

    version = manifest["version"]
    # Stores have no links.
    folder = f"{place.partition('?')[0].rstrip('/')}/{f'releases/{version}' if release.is_uri(place) else 'latest'}"
    table = Table("table", "rows", "file", title=f"release {version}", title_justify="left")
    for name, held in manifest["tables"].items():
        table.add_row(name, f"{held['rows']:,}", f"{folder}/{name}.parquet")
    Console().print(table)


def _show_scores(accuracy: Accuracy) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("field", "gold", "found", "precision", "recall", "F1", "full F1")
    for column in table.columns[1:]:
        column.justify = "right"
    for field, score in accuracy.scores.items():
        shares = (score.precision, score.recall, score.f1, score.full_f1)
        table.add_row(field, f"{score.gold:,}", f"{score.found:,}", *(f"{share:.3f}" for share in shares))
    table.add_section()
    table.add_row("mean", "", "", "", "", f"{accuracy.mean_f1:.3f}", f"{accuracy.mean_full_f1:.3f}")
    Console().print(table)
    click.echo(f"{accuracy.papers:,} papers of the gold, {accuracy.unpublished:,} of them not in the release")


@contextmanager
def _failures(out: str | None = None) -> Iterator[None]:
    """Ends the command with one clear line and an exit code where something cannot be used, or is not good.

    What nobody thought of keeps its traceback and has a code of its own, that no script takes for a verdict.
    `out` is the folder that is built into: where the system refuses a file and does not say which, it is one there.
    """
    try:
        yield
    except KeyboardInterrupt:
        _end("interrupted; what was published before stays", INTERRUPTED)
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise  # click ends with these by itself
    except Exception as error:
        from expectations import SuiteError
        from pipeline.accuracy import GoldError
        from pipeline.cluster import EngineError
        from pipeline.dumps import DumpError
        from pipeline.overrides import OverrideError
        from pipeline.release import ReleaseError

        # Dagster wraps what a resource raises.
        for known in (error, error.__cause__):
            if isinstance(known, DumpError | EngineError | GoldError | OverrideError | ReleaseError | SuiteError):
                _end(str(known), UNUSABLE)
            if out and isinstance(known, OSError) and known.errno:
                place, why = known.filename or out, os.strerror(known.errno)
                _end(f"cannot build: {place}: {why}; what was published before stays", UNUSABLE)
        if type(error).__name__ == "SettingError":
            _end(str(error), UNUSABLE)
        if type(error).__name__ == "Rejected":
            _end(str(error), FAILED)
        traceback.print_exc()
        _end("an error of paperfacts itself; please report what stands above", FAULT)


def _end(line: str, code: int) -> NoReturn:
    click.echo(f"paperfacts: {line}", err=True)
    sys.exit(code)


@contextmanager
def _progress() -> Iterator[None]:
    """Shows what the steps say on stderr: lines, and on a terminal a bar for the long ones."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    console = Console(stderr=True)
    log = logging.getLogger("paperfacts")
    bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal)
    with bar:
        handler = _Shown(bar)
        log.addHandler(handler)
        log.setLevel(logging.DEBUG if console.is_terminal else logging.INFO)
        try:
            yield
        finally:
            log.removeHandler(handler)


class _Shown(logging.Handler):
    """Shows what the logger says above a bar, which records with `done` and `total` move."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress
        self.bar = progress.add_task("", visible=False, rate="")

    def emit(self, record: logging.LogRecord) -> None:
        if hasattr(record, "done") and self.progress.console.is_terminal:
            step, _, _ = record.getMessage().partition(":")
            self.progress.update(self.bar, description=step, completed=record.done)
        else:
            self.progress.update(self.bar, visible=False)
            self.progress.console.print(record.getMessage(), markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main(prog_name="paperfacts")  # `python -m assets.cli`, where the package is not installed
