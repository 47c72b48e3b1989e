"""The rules as they are documented: each by its name, with an example that it reads as told."""

import re
from pathlib import Path

import pytest

from assets.run import materialise
from pipeline import extract, release
from pipeline.rules.catalogue import RULES, to_markdown
from pipeline.rules.confidence import measured

ROOT = Path(__file__).parents[1]
EXAMPLES = [
    (table, rule, example[1])
    for table, rules in RULES.items()
    for rule, reads in rules.items()
    if (example := re.search('"(.+)"', reads))
]


@pytest.mark.parametrize(("table", "rule", "example"), EXAMPLES, ids=[rule for _, rule, _ in EXAMPLES])
def test_the_example_of_a_rule_is_read_by_it(table: str, rule: str, example: str) -> None:
    read = extract.read_abstract(example).facts
    found = {name: [(fact.rule, example[fact.start : fact.end]) for fact in facts] for name, facts in read.items()}
    assert rule in [name for name, _ in found.get(table, [])], found


def test_only_what_stands_outside_of_abstracts_has_no_example() -> None:
    without = {rule for rules in RULES.values() for rule in rules} - {rule for _, rule, _ in EXAMPLES}
    assert without == {"link_comment", "link_listing"}


def test_no_name_is_used_twice() -> None:
    names = [*RULES, *(rule for rules in RULES.values() for rule in rules)]
    assert len(names) == len(set(names))


def test_confidence_is_of_rules_that_there_are() -> None:
    known = {*RULES, *(rule for rules in RULES.values() for rule in rules)}
    assert set(measured()) - known == set(), "run `make calibrate`"
    assert all(0 < sure < 1 for sure in measured().values())


def test_every_rule_of_the_samples_is_documented(tmp_path: Path, seeds: Path) -> None:
    materialise([seeds], tmp_path / "data", workers=1)
    assert undocumented(release.resolve(tmp_path / "data")) == {}


def test_every_rule_of_the_real_gold_is_documented(real_gold: tuple[Path, Path]) -> None:
    assert undocumented(real_gold[0]) == {}


def undocumented(folder: Path) -> dict[str, set[str]]:
    """The rules by table that found facts of a release and are not in RULES."""
    held = release.load(folder)
    missing = {table: set(held[table]["rule"].to_pylist()) - rules.keys() for table, rules in RULES.items()}
    return {table: rules for table, rules in missing.items() if rules}


def test_docs_are_current() -> None:
    assert (ROOT / "docs/rules.md").read_text() == to_markdown(), "run `make docs`"
