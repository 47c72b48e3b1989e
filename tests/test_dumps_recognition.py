"""Files that are no dumps: each is refused with a line that helps, none is misread as papers."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import tarfile
import wave
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest

from pipeline import dumps
from pipeline.dumps import NotADump

PROSE = (
    "The ferry leaves at nine and comes back at noon, and nobody on the island minds that it is late. "
    "People carry bread, letters and a goat across the water. In winter the captain reads the paper aloud. "
)
PYTHON = f'''"""A module that counts sheep, with a long line in its docstring: {PROSE * 2}"""

import sys


def count(sheep: list[str]) -> int:
    """How many sheep there are."""
    return len(sheep)


if __name__ == "__main__":
    print(count(sys.argv[1:]))
'''
README = f"""# sheep

Counts sheep. {PROSE * 2}

## Installing

Run `make`, then `make install`. {PROSE * 2}

## Papers we like

- [On the Weight of Feathers](https://arxiv.org/abs/2501.00001)
- [Counting Sheep at Scale](https://huggingface.co/papers/2501.00002) by 3 authors
"""
LOG = "".join(
    f"2026-04-24T09:{m:02}:11Z INFO  worker-{m % 4} took job {m} and was done in {m * 7} ms\n" for m in range(60)
)
LETTER = "\n\n".join([PROSE * 3] * 4)
CHANGELOG = "# Changelog\n\n" + "\n".join(
    f"## 1.{n}.0 (May {n}, 2025)\n\n- {PROSE}\n- Fix counting.\n" for n in range(1, 9)
)
SRT = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{PROSE}\n\n" for n in range(1, 20))
MBOX = f"From ada Thu Apr 24 09:00:00 2026\nFrom: Ada <ada@example.org>\nSubject: The ferry\n\n{PROSE * 4}\n" * 3
CHAT = "".join(f"[09:{m:02}] <ada> {PROSE[: 20 + m]}\n" for m in range(40))
POEM = "The ferry leaves\nbefore the rain,\nand no one grieves\nto miss the train.\n\n" * 10
TEX = (
    "\\documentclass{article}\n\\title{On Feathers}\n\\begin{document}\n\\begin{abstract}\n"
    + PROSE
    + "\n\\end{abstract}\n\\end{document}\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0) + bytes(8)
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>"
RSS += f"<item><title>Ferry</title><description>{PROSE}</description></item></channel></rss>"
BLOG = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title><entry><id>urn:1</id><title>Ferry</title><summary>{PROSE}</summary></entry></feed>"
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>A ferry</title><desc>A drawing</desc></svg>"
HTML = f"<!doctype html><html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>{PROSE * 3}</p></body></html>"
NOTEBOOK = {"cells": [{"cell_type": "markdown", "source": ["# Title", PROSE]}], "metadata": {}, "nbformat": 4}
PACKAGE = {"name": "sheep", "version": "1.0.0", "description": PROSE, "dependencies": {"goat": "^1"}}
GEO = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "pier"}, "geometry": None}]}
ISSUES = [{"title": "It does not count", "body": PROSE, "user": {"login": "ada"}, "number": 1}]
POSTS = [{"title": "Ferry", "summary": PROSE, "link": "https://example.org", "date": "2026-04-24"}]


def wav() -> bytes:
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(2000))
    return memory.getvalue()


def archive(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as file:
        for name in names:
            file.writestr(name, PROSE)
    return memory.getvalue()


def tar() -> bytes:
    memory = io.BytesIO()
    with tarfile.open(fileobj=memory, mode="w") as file:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(PROSE)
        file.addfile(entry, io.BytesIO(PROSE.encode()))
    return memory.getvalue()


def array() -> bytes:
    memory = io.BytesIO()
    np.save(memory, np.zeros(300))
    return memory.getvalue()


def database(folder: Path) -> bytes:
    with sqlite3.connect(folder / "db") as connection:
        connection.execute("create table papers (title text, abstract text)")
    return (folder / "db").read_bytes()


OTHERS: dict[str, bytes | str] = {
    "empty": b"",
    "blanks": b" \n\n\t\n",
    "python": PYTHON,
    "javascript": "const papers = [];\nexport function title() {\n  return papers.map((p) => p.title);\n}\n" * 9,
    "c": '#include <stdio.h>\nint main(void) {\n  puts("abstract");\n  return 0;\n}\n',
    "shell": '#!/bin/sh\nset -eu\nfor f in *.txt; do echo "$f"; done\n',
    "sql": "CREATE TABLE papers (title TEXT, abstract TEXT);\nINSERT INTO papers VALUES ('a', 'b');\n",
    "makefile": "all:\n\tmake -C src\n\n.PHONY: all\n",
    "diff": "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-old line\n+new line\n context\n",
    "toml": '[project]\nname = "sheep"\ndescription = "' + PROSE + '"\n',
    "yaml": f"title: Ferry\nabstract: >\n  {PROSE}\nauthors:\n  - Ada\n",
    "ini": "[core]\neditor = vi\n[user]\nname = Ada\n",
    "readme": README,
    "changelog": CHANGELOG,
    "letter": LETTER,
    "poem": POEM,
    "licence": "\n".join([PROSE[n : n + 70] for n in range(0, 200, 70)] * 12),
    "latex": TEX,
    "subtitles": SRT,
    "mails": MBOX,
    "chat": CHAT,
    "log": LOG,
    "json log": "".join(json.dumps({"level": "info", "message": PROSE, "n": n}) + "\n" for n in range(20)),
    "csv": "date,price\n2026-04-24,3.5\n" * 20,
    "notebook": json.dumps(NOTEBOOK),
    "package.json": json.dumps(PACKAGE, indent=2),
    "geojson": json.dumps(GEO),
    "issues": json.dumps(ISSUES),
    "posts": json.dumps(POSTS),
    "numbers": "[1, 2, 3]",
    "json text": '"title and abstract"',
    "half json": '{"title": ',
    "deep json": "[" * 100_000,
    "html": HTML,
    "rss": RSS,
    "atom of a blog": BLOG,
    "svg": SVG,
    "bibtex without abstracts": "@article{a,\n  title = {On Feathers},\n  author = {Quill, Ada},\n}\n",
    "png": PNG,
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(300),
    "gif": b"GIF89a" + bytes(100),
    "wav": wav(),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Title (On Feathers) >>\nendobj\n",
    "program": b"\x7fELF\x02\x01\x01" + bytes(300),
    "tar": tar(),
    "zip of two": archive("a.txt", "b.txt"),
    "zip of a letter": archive("letter.txt"),
    "xz": b"\xfd7zXZ\x00" + bytes(60),
    "npy": array(),
    "random": zlib.compress(LOG.encode() * 3),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_refused(tmp_path: Path, kind: str) -> None:
    content = OTHERS[kind]
    path = tmp_path / "listing.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(NotADump) as refusal:
        list(dumps.read(path, name=path.name))
    line = str(refusal.value)
    assert line.startswith(str(path)) and "\n" not in line and len(line) > len(f"{path}: is")


def test_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "papers.txt").write_bytes(database(tmp_path))
    with pytest.raises(NotADump, match="SQLite"):
        list(dumps.read(tmp_path / "papers.txt", name="papers.txt"))


def test_there_are_forty() -> None:
    assert len(OTHERS) >= 40
