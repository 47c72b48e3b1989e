"""The project's own files: what is installed, what is generated, what must not stand in them."""

import re
import tomllib
from pathlib import Path

from pipeline import tables

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text()


def test_lock_holds_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", LOCK, re.MULTILINE))
    assert {name.partition("[")[0] for name in wanted} - locked == set(), "run `make lock`"


def test_lock_names_no_place() -> None:
    assert not re.search(r"https?:|file:|--index|--find-links|\s/\w", LOCK)


def test_every_locked_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_workspace_is_the_only_loader() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert not {"dagster", "dg"} & set(tools), "it would beat workspace.yaml"


def test_docs_of_tables_are_current() -> None:
    assert (ROOT / "docs/tables.md").read_text() == tables.to_markdown(), "run `make docs`"
