"""Releases in object stores: anything that pyarrow.fs opens by its URI (s3://, gs://, abfs://, file://).

A store has neither links nor renames, so a release is written file by file, its manifest last, and only then
latest.json, which is what readers follow. Nothing of a release is ever changed, so two who publish the same one
write the same bytes. Work is done in a folder that mirrors the store's latest release.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from pyarrow import fs

from pipeline.release import manifest as manifests
from pipeline.release import store


def is_uri(place: str) -> bool:
    """Whether a place is a URI, and not a path."""
    return "://" in place


@contextmanager
def opened(place: str, publish: bool = False) -> Iterator[Path]:
    """The folder that a path names; for a URI, a folder that holds the latest release of that store as its latest.

    With `publish`, what is the latest when the block ends without an exception becomes the store's latest.
    Raises ReleaseError where the store cannot be read or written.
    """
    if not is_uri(place):
        yield Path(place)
        return
    uri = place.rstrip("/")
    with tempfile.TemporaryDirectory(prefix="paperfacts-") as name:
        out = Path(name)
        with _reaching(uri):
            held, base = fs.FileSystem.from_uri(uri)
            _pull(held, base, out)
        yield out
        folder = store.latest(out)
        if publish and folder is not None:
            with _reaching(uri):
                _push(folder, held, base)


def _pull(held: fs.FileSystem, base: str, out: Path) -> None:
    """Copies the store's latest release into OUT, where there is one."""
    if held.get_file_info(f"{base}/latest.json").type != fs.FileType.File:
        return
    with held.open_input_stream(f"{base}/latest.json") as stream:
        # The store's word is no path to follow: a version is a name.
        version = Path(json.loads(stream.read())["path"]).name
    folder = out / "releases" / version
    folder.mkdir(parents=True)
    for info in held.get_file_info(fs.FileSelector(f"{base}/releases/{version}")):
        if info.type == fs.FileType.File:
            fs.copy_files(info.path, str(folder / info.base_name), held, fs.LocalFileSystem())
    store.point(out, folder)


def _push(folder: Path, held: fs.FileSystem, base: str) -> None:
    """Copies a release into the store, its manifest last, and makes it the store's latest."""
    target = f"{base}/releases/{folder.name}"
    held.create_dir(target, recursive=True)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == manifests.MANIFEST):
        fs.copy_files(str(path), f"{target}/{path.name}", fs.LocalFileSystem(), held)
    pointer = json.dumps({"version": folder.name, "path": f"releases/{folder.name}"}) + "\n"
    with held.open_output_stream(f"{base}/latest.json") as stream:
        stream.write(pointer.encode())


@contextmanager
def _reaching(uri: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        shown = re.sub(r"//[^/@]*@", "//", uri.partition("?")[0])  # without keys
        raise store.ReleaseError(f"cannot reach {shown}: {(str(error).splitlines() or ['?'])[0]}") from error
