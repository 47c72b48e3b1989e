"""A release about papers whose texts try to break the page that shows them, for the tests of the explorer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from derived_samples import folder as facts_folder

from pipeline import derived, release, tables

SCRIPT = "<script>document.title='broken'; alert('in')</script>"
HOSTILE: list[dict[str, Any]] = [
    {
        "title": f"Closing Time </script>{SCRIPT}<!-- <script>",
        "abstract": (
            f"We close every tag: </script>{SCRIPT} </p></main></textarea> \"double\" and 'single' `ticks` &lt;b&gt; "
            "&quot;. Our Shutter-7B model with 7B parameters reaches 81.5% accuracy on ImageNet, 3.2 points over the "
            f"baseline. {SCRIPT} It is trained on 30M images."
        ),
        "authors": [SCRIPT, 'O\'Neil "Quote" <b>Bold</b>'],
        "author_count": 2,
        "organization": '"><img src=x onerror=alert(1)>',
        "arxiv_id": "2503.02131",
        "sources": ["<img src=x onerror=alert(2)>.jsonl"],
    },
    {
        "title": "Images That Call Home <img src=x onerror=alert(3)>",
        "abstract": (
            "<img src=https://evil.example/pixel.png onerror=\"alert('img')\"> <svg/onload=alert(4)> "
            "{{ 7 * 7 }} ${alert(5)} <a href=javascript:alert(6)>here</a>. We use a model of 13B parameters. "
            "<iframe src=//evil.example></iframe> Code is at https://github.com/lantern-lab/lantern and that is all."
        ),
        "published": None,
        "sources": ["crawl.jsonl"],
    },
    {
        "title": "\u202eReversed and \u0646\u0645\u0648\u0630\u062c \u0644\u063a\u0648\u064a",
        "abstract": (
            "\u202e\u0646\u062d\u0646 \u0646\u0642\u062f\u0645 \u0646\u0645\u0648\u0630\u062c\u0627 "
            "\U0001d4dc\U0001f680\U0001f468\u200d\U0001f469\u200d\U0001f467 with 2.5B parameters\u2028\u2029 and "
            "\ufeff\u0000".replace("\u0000", "")
            + "z\u0301\u0302 accuracy of 90.1% on CIFAR-10 \u2066\u05e9\u05dc\u05d5\u05dd\u2069."
        ),
        "sources": ["crawl.jsonl"],
    },
    {"title": "No Facts At All", "abstract": "Nothing is counted here.", "sources": ["crawl.jsonl"]},
]


def hostile(folder: Path) -> Path:
    """The release of HOSTILE in a folder; its facts are what the rules find."""
    facts_folder(folder, *HOSTILE)
    derived.write(folder)
    for table in tables.TABLES.values():
        if not (folder / f"{table.name}.parquet").exists():
            with release.Writer(folder, table):
                pass  # nothing is told of these papers there
    release.seal(folder, [release.Input(f'{SCRIPT}\u202e".jsonl', "0" * 64, 1000, len(HOSTILE))])
    return folder
