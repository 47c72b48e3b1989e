"""The asset `dumps`: every dump is read once, and what each of its records is.

What becomes of the records is in papers.py.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256

import dagster as dg

from assets import catalog
from assets.resources import RECORDS, Source, Target, log
from pipeline import dumps as readers
from pipeline import papers, release
from pipeline.dumps import Record

INPUTS = "inputs.json"


@dg.asset(
    group_name="papers",
    kinds={"arrow"},
    code_version=release.code_version(),
    description="All dumps, read as records: what the listings say of papers, and what else stands in them.",
)
def dumps(source: Source, target: Target) -> dg.MaterializeResult:
    found = source.find()
    for name, refusal in source.left_out():
        log.warning("dumps: left out %s: %s", name, refusal.message)
    counts = {name: Counter[str]() for name, _ in found}

    def records() -> Iterator[Record]:
        for name, path in found:
            for record in readers.read(path, name=name, listing_year=source.listing_year):
                counts[name][record.status] += 1
                yield record
            log.info("dumps: %s: %s", name, ", ".join(f"{n:,} {status}" for status, n in counts[name].items()))

    with target.making(RECORDS) as folder:
        papers.shelve(records(), folder)
        given = [release.Input.of(name, path, counts[name]["paper"] + counts[name]["rejected"]) for name, path in found]
        text = json.dumps([asdict(each) for each in given])
        (folder / INPUTS).write_text(text, encoding="utf-8")
    statuses = ("paper", "rejected", "boilerplate")
    rows = [{**asdict(each), **{status: counts[each.name][status] for status in statuses}} for each in given]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(count.total() for count in counts.values()),
            "dumps": dg.MetadataValue.md(catalog.markdown(["name", *statuses, "bytes", "sha256"], rows)),
        },
        data_version=dg.DataVersion(sha256(f"{text} {source.listing_year}".encode()).hexdigest()),
    )


def inputs(target: Target) -> list[release.Input]:
    """The dumps that the records were read from."""
    return [release.Input(**given) for given in json.loads((target.records / INPUTS).read_text(encoding="utf-8"))]
