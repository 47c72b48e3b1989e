"""Releases in object stores: anything that pyarrow.fs opens by its URI (s3://, gs://, abfs://, file://).

A store has neither links nor renames, so a release is written file by file, its manifest last, and only then
latest.json, which is what readers follow. Nothing of a release is ever changed, so two who publish the same one
write the same bytes. Work is done in a folder that mirrors the store's latest release. A store has no locks either:
what is removed as old is looked at again just before.
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
                if not _there(folder, held, base):
                    raise store.ReleaseError(f"{folder.name} was removed while it was published: build it again")
                pointer = json.dumps({"version": folder.name, "path": f"releases/{folder.name}"}) + "\n"
                with held.open_output_stream(f"{base}/latest.json") as stream:
                    stream.write(pointer.encode())


def prune(place: str, keep: int) -> list[str]:
    """Removes all but the `keep` releases published last in a folder or a store, never the latest; gives their names.

    Rejected releases are kept in the same number. Raises ReleaseError where the store cannot be read or written.
    """
    if not is_uri(place):
        return [folder.name for folder in store.prune(Path(place), keep)]
    if keep < 1:
        raise ValueError(f"keep must be at least 1, not {keep}")
    removed: list[str] = []
    with _reaching(place):
        held, base = fs.FileSystem.from_uri(place.rstrip("/"))
        for kind in ("releases", "rejected"):
            spared = _latest(held, base) if kind == "releases" else None
            folders = [name for name in _folders(held, f"{base}/{kind}") if name != spared]
            for name in folders[keep - 1 if spared else keep :]:
                if _remove(held, base, kind, name):
                    removed.append(name)
    return removed


def _pull(held: fs.FileSystem, base: str, out: Path, any_folder: bool) -> Path | None:
    """Copies the store's latest release (or, with `any_folder`, the release that `base` is) to be the latest of OUT."""
    version = _latest(held, base)
    if version is not None:
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


def _latest(held: fs.FileSystem, base: str) -> str | None:
    """The version that the store's latest.json names; None where there is none."""
    if held.get_file_info(f"{base}/latest.json").type != fs.FileType.File:
        return None
    with held.open_input_stream(f"{base}/latest.json") as stream:
        # The store's word is no path to follow: a version is a name.
        return Path(json.loads(stream.read())["path"]).name


def _folders(held: fs.FileSystem, place: str) -> list[str]:
    """The names of the folders in `place`, the one that was written to last first."""
    written: dict[str, int] = {}
    for info in held.get_file_info(fs.FileSelector(place, allow_not_found=True, recursive=True)):
        name, _, file = info.path.removeprefix(f"{place}/").partition("/")
        if info.is_file and file:
            written[name] = max(written.get(name, 0), info.mtime_ns)
    return sorted(written, key=lambda name: written[name], reverse=True)


def _remove(held: fs.FileSystem, base: str, kind: str, name: str) -> bool:
    """Removes a folder, unless another build publishes it again just now; whether it did."""
    place = f"{base}/{kind}/{name}"
    if kind == "releases" and name in (_latest(held, base), _folders(held, f"{base}/{kind}")[0]):
        return False
    # The manifest first: what has none is no whole release, even while it is being removed.
    if held.get_file_info(f"{place}/{manifests.MANIFEST}").is_file:
        held.delete_file(f"{place}/{manifests.MANIFEST}")
    held.delete_dir(place)
    return True


def _push(folder: Path, held: fs.FileSystem, base: str, kind: str) -> None:
    """Copies a folder into the store, its manifest last."""
    target = f"{base}/{kind}/{folder.name}"
    held.create_dir(target, recursive=True)
    for path in sorted(folder.iterdir(), key=lambda path: path.name == manifests.MANIFEST):
        fs.copy_files(str(path), f"{target}/{path.name}", fs.LocalFileSystem(), held)


def _there(folder: Path, held: fs.FileSystem, base: str) -> bool:
    """Whether a release is in the store as it is in the folder: another build may have removed it as an old one."""
    files = list(folder.iterdir())
    found = held.get_file_info([f"{base}/releases/{folder.name}/{path.name}" for path in files])
    return [info.size for info in found] == [path.stat().st_size for path in files]


@contextmanager
def _reaching(uri: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise store.ReleaseError(f"cannot reach {_shown(uri)}: {(str(error).splitlines() or ['?'])[0]}") from error


def _shown(uri: str) -> str:
    """A URI without keys."""
    return re.sub(r"//[^/@]*@", "//", uri.partition("?")[0])
