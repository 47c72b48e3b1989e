"""What several test modules need: the project's own samples, and the real dumps where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]

# A busy machine is no fault of a property; how long a text may take is for test_linear.py.
settings.register_profile("paperfacts", deadline=None)
settings.load_profile("paperfacts")


@pytest.fixture(scope="session")
def language() -> Language:
    """The Language with all rules, warm: what it loads at first does not count as the time of an example."""
    from pipeline.nlp import load  # it needs spaCy, which takes its time to load

    nlp = load()
    nlp("One word.")
    return nlp


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample dumps of the project."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def real_dumps() -> Path:
    """Two real dumps of listings, which are not part of the project."""
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no real dumps in {folder}")
    return folder


@pytest.fixture(scope="session")
def real_gold(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The release of the papers of the real gold, and that gold, which are not part of the project."""
    from gold_samples import build_real  # it needs Dagster, which takes its time to load

    return build_real(tmp_path_factory.mktemp("gold"))
