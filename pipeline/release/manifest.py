"""What a release holds, and its name.

The version of a release is a digest of what decides its content: the dumps, the rules, the rows of
every table, the overrides, and the accuracy that was measured. Versions of packages are recorded, but do not decide:
another Parquet library may store the same rows in other bytes, and that is the same release.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline import tables
from pipeline.release.cards import documents
from pipeline.release.writer import CONTENT

MANIFEST = "manifest.json"
PACKAGES = ("pyarrow", "spacy", "google-re2", "ahocorasick-rs", "regex")


@dataclass(frozen=True)
class Input:
    """A dump that went into a release: its name, what it is, and how many records it holds.

    `records` counts the papers, merged and rejected records, not the boilerplate between them.
    """

    name: str
    sha256: str
    bytes: int
    records: int

    @classmethod
    def of(cls, name: str, path: Path, records: int) -> Input:
        """The input that the file `path` is, as it lies there (compressed or not)."""
        return cls(name, sha256(path), path.stat().st_size, records)


def sha256(path: Path) -> str:
    """The sha256 of a file, in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def code_version(views: bool = False) -> str:
    """Names the code and data that make tables of dumps: 16 hex digits over the files of pipeline/.

    Those of pipeline/views/ only show what was made: they count for the version of the `views` alone.
    """
    folder = Path(__file__).parents[1]
    left_out = {"__pycache__"} if views else {"__pycache__", "views"}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and not left_out & set(path.relative_to(folder).parts):
            digest.update(f"{path.relative_to(folder).as_posix()} {sha256(path)}\n".encode())
    return digest.hexdigest()[:16]


def seal(
    folder: Path,
    inputs: Sequence[Input],
    accuracy: Mapping[str, Mapping[str, float]] | None = None,
    overrides: Mapping[str, Any] | None = None,
    unread: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Completes a staged release: writes its documents and manifest.json, and gives the manifest.

    Takes the folder with all tables, the dumps, per table the accuracy where gold was given (precision,
    recall, f1), name, sha256 and bytes of the file of overrides, if any, and by paper_id the errors of rules on
    papers that are therefore without facts. Raises FileNotFoundError where a table is missing.
    """
    held = {name: _held(folder / f"{name}.parquet") for name in tables.TABLES}
    decides: dict[str, Any] = {
        "rules": code_version(),
        "inputs": [asdict(given) for given in sorted(inputs, key=lambda given: given.name)],
        "overrides": dict(overrides) if overrides else None,
        "tables": {name: {"rows": rows, "content_sha256": content} for name, (rows, content) in held.items()},
        "accuracy": {name: dict(scores) for name, scores in (accuracy or {}).items()},
        "unread": dict(unread or {}),
    }
    version = hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]
    files = {f"{name}.parquet": {"rows": rows, **_file(folder / f"{name}.parquet")} for name, (rows, _) in held.items()}
    for name, text in documents(version, decides["inputs"], files).items():
        write(folder / name, text)
        files[name] = _file(folder / name)
    manifest = {"version": version, **decides, "files": files, "packages": dict(_packages())}
    write(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release. Raises OSError where there is none, ValueError where it is no manifest."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON: {error}") from error
    if not isinstance(manifest, dict) or not {"version", "inputs", "tables", "files"} <= manifest.keys():
        raise ValueError(f"{path} is no manifest of a release")
    return manifest


def write(path: Path, text: str) -> None:
    """Writes a file and waits until it is on disk."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _file(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": sha256(path)}


def _held(path: Path) -> tuple[int, str]:
    """Rows and content digest of a table that Writer wrote."""
    metadata = pq.read_metadata(path)
    content = (metadata.metadata or {}).get(CONTENT)
    if content is None:
        raise ValueError(f"{path} was not written by pipeline.release.Writer")
    return metadata.num_rows, content.decode()


def _packages() -> Iterator[tuple[str, str]]:
    """Versions of what can change bytes or facts: this project, Python, and the libraries that it reads with."""
    yield "python", platform.python_version()
    for name in ("paperfacts", *PACKAGES):
        try:
            yield name, importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            yield name, "source"
