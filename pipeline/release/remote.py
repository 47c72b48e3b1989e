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
    """The folder that a path names; for a URI, a folder whose latest release is that of the store.

    To read, the URI may name a release folder of the store, too. With `publish`, what is the latest when the
    block ends without an exception becomes the store's latest; what was rejected is kept in the store however
    the block ends. Raises ReleaseError where the store cannot be read or written, or holds nothing to read.
    """
    if not is_uri(place):
        yield Path(place)
        return
    uri = place.rstrip("/")
    with tempfile.TemporaryDirectory(prefix="paperfacts-") as name:
        out = Path(name)
        with _reaching(uri):
            held, base = fs.FileSystem.from_uri(uri)
            folder = _pull(held, base, out, not publish)
        if folder is None and not publish:
            raise store.ReleaseError(f"{_shown(uri)} holds no release: neither latest.json nor a table is there")
        try:
            yield out
        finally:
            with _reaching(uri):
                for folder in sorted(out.glob("rejected/*")):
                    _push(folder, held, base, "rejected")
        folder = store.latest(out)
        if publish and folder is not None:
            with _reaching(uri):
                _push(folder, held, base, "releases")
                pointer = json.dumps({"version": folder.name, "path": f"releases/{folder.name}"}) + "\n"
                with held.open_output_stream(f"{base}/latest.json") as stream:
                    stream.write(pointer.encode())


def _pull(held: fs.FileSystem, base: str, out: Path, any_folder: bool) -> Path | None:
    """Copies the store's latest release (or, with `any_folder`, the release that `base` is) to be the latest of OUT."""
    if held.get_file_info(f"{base}/latest.json").type == fs.FileType.File:
        with held.open_input_stream(f"{base}/latest.json") as stream:
            # The store's word is no path to follow: a version is a name.
            version = Path(json.loads(stream.read())["path"]).name
        base = f"{base}/releases/{version}"
    elif not any_folder:
        return None
    files = [info for info in held.get_file_info(fs.FileSelector(base, allow_not_found=True)) if info.is_file]
    if not any(Path(info.path).name in store.FILES for info in files):
        return None
    folder = out / "releases" / Path(base).name
    folder.mkdir(parents=True)
    for info in files:
        fs.copy_files(info.path, str(folder / info.base_name), held, fs.LocalFileSystem())
    store.point(out, folder)
    return folder


def _push(folder: Path, held: fs.FileSystem, base: str, kind: str) -> None:
    """Copies a folder into the store, its manifest last."""
    target = f"{base}/{kind}/{folder.name}"
    held.create_dir(target, recursive=True)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == manifests.MANIFEST):
        fs.copy_files(str(path), f"{target}/{path.name}", fs.LocalFileSystem(), held)


@contextmanager
def _reaching(uri: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise store.ReleaseError(f"cannot reach {_shown(uri)}: {(str(error).splitlines() or ['?'])[0]}") from error


def _shown(uri: str) -> str:
    """A URI without keys."""
    return re.sub(r"//[^/@]*@", "//", uri.partition("?")[0])
