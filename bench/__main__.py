"""Measures, prints a table, and keeps the run of real records in docs/: `python -m bench [--json]`.

Takes the arXiv JSONL dumps that PAPERFACTS_RECORDS names (one path a line), or ../shared/arxiv, or else invented
records, which are measured but not kept.
"""

from __future__ import annotations

import json

import click
from rich.console import Console

from bench import measure, report


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of tables.")
def main(as_json: bool) -> None:
    """Measure the way from dumps to facts and releases, and its peers."""
    told = measure.measure(lambda what: click.echo(what, err=True))
    if as_json:
        click.echo(json.dumps(told, indent=1))
    else:
        report.show(told, Console())
    if told["records"]:
        report.write(told)
        click.echo(f"kept in {report.DOCS}: speed.json, speed.md, scale.md", err=True)


if __name__ == "__main__":
    main()
