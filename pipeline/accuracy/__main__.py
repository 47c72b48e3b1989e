"""python -m pipeline.accuracy: draws samples, takes in what judges found, measures confidence, writes the report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import orjson

from pipeline import release, tables
from pipeline.accuracy.confidence import measure, on_gold, on_samples
from pipeline.accuracy.gold import GoldError, read_gold, write_gold
from pipeline.accuracy.judged import JudgedError, read_judged, sample, write_judged
from pipeline.accuracy.report import to_markdown
from pipeline.accuracy.rows import SOURCES, read_rows, write_rows
from pipeline.accuracy.rows import sample as sample_rows

ROOT = Path(__file__).parents[2]
JUDGED = ROOT / "docs/accuracy/judged.jsonl"
UNREAD = ROOT / "docs/accuracy/unread.jsonl"
SECOND = ROOT / "docs/accuracy/second.jsonl"
ROWS = ROOT / "docs/accuracy/rows.jsonl"
REPORT = ROOT / "docs/accuracy.md"
CONFIDENCE = ROOT / "pipeline/rules/data/confidence.json"
PATH = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
def main() -> None:
    """How right the facts are."""


@main.command("sample")
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--field", required=True, type=click.Choice([table.name for table in tables.FACT_TABLES]))
@click.option("--n", default=200, type=click.IntRange(1), help="Number of facts.")
@click.option("--seed", default=1, help="Another seed draws other facts.")
def draw(folder: Path, field: str, n: int, seed: int) -> None:
    """Print random facts of the release DIR as JSON lines, for a judge to fill in.

    The judge sets value_right (the fact is there and its value is right), binding_right (so is all that it is
    bound to: metric, benchmark, direction, role, ...) and, where something is wrong, error: its kind in a few words.
    """
    for fact in sample(release.load(release.resolve(folder)), field, n, seed):
        click.echo(orjson.dumps(fact))


@main.command("sample-rows")
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--table", required=True, type=click.Choice(list(SOURCES)))
@click.option("--n", default=100, type=click.IntRange(1), help="Number of rows.")
@click.option("--seed", default=1, help="Another seed draws other rows.")
def draw_rows(folder: Path, table: str, n: int, seed: int) -> None:
    """Print random rows of a derived table of the release DIR as JSON lines, for a judge to fill in.

    The judge sets right (all that the row says of its paper is what the abstract says), complete (it also tells the
    part, split, edition or setting for which the abstract says it) and, where something is wrong or not told, error:
    its cause in a few words.
    """
    for row in sample_rows(release.load(release.resolve(folder)), table, n, seed):
        click.echo(json.dumps(row, ensure_ascii=False, default=str))


@main.command("take-rows")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
def take_rows(files: tuple[Path, ...]) -> None:
    """Put the verdicts of filled samples of rows into docs/accuracy/rows.jsonl, in place of what stood there."""
    found = [judged for path in files for judged in read_rows(path)]
    write_rows(ROWS, found)
    click.echo(f"{len(found)} verdicts into {ROWS}")


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
def take(files: tuple[Path, ...]) -> None:
    """Take the verdicts of filled samples into docs/accuracy/judged.jsonl, without any text of abstracts."""
    found = [judged for path in files for judged in read_judged(path)]
    write_judged(JUDGED, [*read_judged(JUDGED), *found])
    click.echo(f"{len(found)} verdicts into {JUDGED}")


@main.command("take-gold")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
def take_gold(files: tuple[Path, ...]) -> None:
    """Put annotated papers into docs/accuracy/unread.jsonl, in place of what stood there, without text of abstracts.

    They are the papers of which nobody who writes rules may read the errors.
    """
    click.echo(f"{write_gold(UNREAD, files)} papers into {UNREAD}")


@main.command("take-second")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
def take_second(files: tuple[Path, ...]) -> None:
    """Put what second readers noted of unread papers into docs/accuracy/second.jsonl, in place of what stood there."""
    click.echo(f"{write_gold(SECOND, files)} papers into {SECOND}")


@main.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.argument("golds", metavar="GOLD...", nargs=-1, type=PATH)
def calibrate(folder: Path, golds: tuple[Path, ...]) -> None:
    """Measure the confidence of each rule: on GOLD and unread papers in the release DIR, and on judged facts."""
    found = release.load(release.resolve(folder))
    gold = [paper for path in (*golds, UNREAD) for paper in read_gold(path)]
    measured = measure([*on_gold(found, gold), *on_samples(read_judged(JUDGED))])
    CONFIDENCE.write_bytes(orjson.dumps(measured, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    click.echo(f"confidence of {len(measured)} rules and tables into {CONFIDENCE}")


@main.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.argument("gold", required=False, type=PATH)
def report(folder: Path, gold: Path | None) -> None:
    """Write docs/accuracy.md: the release DIR scored against GOLD, the judged facts, the calibration."""
    if gold is None:
        click.echo("no GOLD given: docs/accuracy.md will have no figures against gold", err=True)
    place = release.resolve(folder)
    readers = read_gold(gold) if gold else [], read_gold(UNREAD), read_gold(SECOND)
    verdicts = read_judged(JUDGED), read_rows(ROWS)
    text = to_markdown(release.read_manifest(place), release.load(place), *readers, *verdicts)
    REPORT.write_text(text, encoding="utf-8")
    click.echo(f"written: {REPORT}")


if __name__ == "__main__":
    try:
        main(prog_name="python -m pipeline.accuracy")
    except (GoldError, JudgedError, release.ReleaseError) as error:
        click.echo(error, err=True)
        sys.exit(2)
