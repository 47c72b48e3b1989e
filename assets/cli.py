"""The command `paperfacts`. Heavy packages are imported inside the commands: `--help` must be quick."""

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paperfacts")
def main() -> None:
    """Typed facts with receipts from dumps of paper listings."""
