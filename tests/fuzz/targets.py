"""What is fuzzed: every reader of dumps and the extractor, each as a function that takes bytes and must not fail.

A target checks what must hold whatever the bytes are. What does not belong here: how bytes are found (__main__.py).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import pyarrow as pa

from pipeline import dumps, tables
from pipeline.dumps import DumpError, Record
from pipeline.dumps.record import tidy
from pipeline.dumps.source import Source
from pipeline.extract import INPUT, extract

CORPUS = Path(__file__).parent / "corpus"

_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]\S*", re.IGNORECASE)
_PLACE = Path(tempfile.mkdtemp(prefix="fuzz-")) / "dump"


def read(layout: ModuleType, data: bytes) -> None:
    """Reads bytes as a dump of a layout, whether it would be recognised or not."""
    _PLACE.write_bytes(data)
    try:
        source = Source(_PLACE, "dump")
        layout.recognise(source.head)
        records = list(layout.read(source, None))
    except DumpError as error:
        assert str(_PLACE) in str(error) and "\n" not in str(error), error
        return
    if not records:
        return  # refused by dumps.read: it holds nothing but noise
    is_made_of_lines = not data.startswith(b"PAR1")
    if is_made_of_lines and not source.cut:
        lines = sum(1 for _ in Source(_PLACE, "dump").lines())
        assert records[-1].last_line == lines, f"{lines} lines, the last record ends with {records[-1].last_line}"
    check(records)


def find(data: bytes) -> None:
    """Reads bytes as a dump of the layout that they are recognised as."""
    _PLACE.write_bytes(data)
    try:
        check(list(dumps.read(_PLACE, name="dump")))
    except DumpError as error:
        assert str(_PLACE) in str(error) and "\n" not in str(error), error


def check(records: list[Record]) -> None:
    """What holds of the records of any dump."""
    at = 0
    for number, record in enumerate(records, start=1):
        assert record.number == number
        assert record.first_line == at + 1 or record.first_line == record.last_line == at, f"a gap at line {at + 1}"
        assert record.last_line >= record.first_line
        at = record.last_line
        if record.status == "rejected":
            assert record.reason
        if record.status == "paper":
            assert record.title and record.abstract, record
            assert all(text == " ".join(text.split()) for text in (record.title, record.abstract)), record
            assert all(map(_ADDRESS.fullmatch, record.links or ())), record.links
    papers = [record for record in records if record.status == "paper"]
    names = [name for name in tables.PAPERS.schema.names if name in Record.__dataclass_fields__]
    columns = {name: [getattr(record, name) for record in papers] for name in names}
    fields = [tables.PAPERS.schema.field(name).with_nullable(True) for name in names]
    pa.table(columns, pa.schema(fields))


def read_facts(data: bytes) -> None:
    """Extracts facts from an abstract, a comment and an address of the listing, each on a line."""
    abstract, comment, link, *_ = [*map(tidy, data.decode("utf-8", "ignore").split("\n")), "", "", ""]
    paper = {
        "paper_id": "1",
        "abstract": abstract,
        "comment": comment or None,
        "listing_links": [link] if link else None,
    }
    for name, facts in extract(pa.Table.from_pylist([paper], schema=INPUT)).items():
        for fact in facts.to_pylist():
            assert 0 <= fact["confidence"] <= 1, fact
            if fact["start"] is not None:
                assert abstract[fact["start"] : fact["end"]] == fact["text"], (name, fact)


# What layouts are made of, and what could make a pattern or a parser go back again and again where it is repeated.
PIECES = [
    "[", "]", "(", "{", "}", '"', "\\", "<", ">", "&", "-", "- ", "* ", "#", "`", "·", "\n", " ", "a", "1", ",", "\t",
    "[a](", "![](", "[[a] ", "](", "][1]", "[\n", '{"a":', '{"title":"', "<entry>", "</entry>", "<entry", "<record>\n",
    "<!--", "<![CDATA[", "&amp;", "&lt", "@misc{a,\n", "abstract = {", "a and ", "https://", "https://huggingface.co/papers/",
    "### ", "## [a\n", "\\\\\n", "1 authors\n", "·\nMay 1\n", "·\n", "A title\n", "A long sentence of words. ", "Ã©",
    "Â", '"a\n', 'a,"', "Subscribe", "a-", "a/", "0000.", "\r", "\0", "\u2028", "\ufeff", "[-] ", "Upvote",
    "x" * 300 + "\n",
]  # fmt: skip

# A name, as of the folder in corpus/, and what takes the bytes.
TARGETS: dict[str, Callable[[bytes], None]] = {
    **{module.__name__.rpartition(".")[2]: partial(read, module) for module in dumps.LAYOUTS},
    "find": find,
    "extract": read_facts,
}
