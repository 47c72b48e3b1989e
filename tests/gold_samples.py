"""Gold for the tests: what a reader notes of the papers of release_samples.py, and the release of the real gold."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assets.run import materialise
from pipeline import release

SHARED = Path(__file__).parents[2] / "shared"


def lines() -> list[dict[str, Any]]:
    """Gold of the papers of release_samples.py that agrees with its tables in every fact; a fresh copy."""
    bare: dict[str, Any] = {"value_max": None, "from": None, "to": None, "metric": None, "benchmark": None}
    size = {"params_max": None, "qualifier": "exact", "kind": "total", "model": None}
    lantern = {
        "key": "ax-2503.02130",
        "title": "",
        "model_sizes": [size | {"text": "2 billion parameters", "params": 2e9, "model": "Lantern-2B"}],
        "quantities": [{"value": 3e7, "value_max": None, "unit": "image-text pair", "qualifier": "exact"}],
        "benchmarks": [{"text": "ImageNet-1K", "role": "evaluation"}],
        "results": [{"value": 81.5, "unit": "%", "metric": "top-1 accuracy", "benchmark": "ImageNet-1K"}],
        "gains": [
            bare | {"value": 3.2, "unit": "points", "direction": "increase", "metric": "top-1 accuracy"},
            bare | {"value": 4, "unit": "x", "direction": "increase", "metric": "speed"},
        ],
        "links": [{"url": "https://github.com/lantern-lab/lantern", "kinds": ["code"], "availability": "released"}],
        "ranks": [],
        "sota_claim": False,
    }
    tallow = {
        "key": "other-1",
        "title": "Tallow: Pruning by Candlelight",
        "model_sizes": [size | {"params": 7e9}, size | {"params": 3.5e9}],
        "quantities": [],
        "benchmarks": [{"text": "WikiText-103", "role": "evaluation"}],
        "results": [],
        "gains": [
            bare | {"value": None, "from": 40, "to": 25, "unit": "ms", "direction": "decrease", "metric": "latency"}
        ],
        "links": [],
        "ranks": [{"rank": 2, "event": "WMT24 pruning task"}],
        "sota_claim": True,
    }
    return [lantern, tallow]


def write(folder: Path, given: list[dict[str, Any]]) -> Path:
    """A file of gold."""
    path = folder / "gold.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in given), encoding="utf-8")
    return path


def build_real(folder: Path) -> tuple[Path, Path]:
    """The release of the real gold's papers, and the gold. Skips where they are not."""
    gold = SHARED / "gold/dev.jsonl"
    crawl = SHARED / "arxiv/arxiv-2025.jsonl.gz"
    if not gold.is_file() or not crawl.is_file():
        pytest.skip(f"no real gold and dumps in {SHARED}")
    wanted = {json.loads(line)["key"].removeprefix("ax-") for line in gold.read_text(encoding="utf-8").splitlines()}
    with gzip.open(crawl, "rt", encoding="utf-8") as lines:
        chosen = [line for line in lines if line[:40].split('"')[3] in wanted]
    (folder / "crawl.jsonl").write_text("".join(chosen), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAPERFACTS_GOLD", str(gold))
        materialise([SHARED / "seeds", folder / "crawl.jsonl"], folder / "data", workers=1)
    return release.resolve(folder / "data"), gold
