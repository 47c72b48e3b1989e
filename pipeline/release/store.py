"""Where releases lie, and how one gets there without ever being seen half.

OUT/
  .staging/<name>/       a build's private folder, <name>.lock beside it is held by its process
  releases/<version>/    published, never changed, but for changes.parquet
  rejected/<version>/    failed validation, kept with its report
  latest                 symbolic link to the published release
  latest.json            the same pointer, for stores and tools without links
  .lock                  held while a release moves into place

A process that dies, however it dies, loses its locks and leaves a staging folder, which the next build
sweeps. All that a reader sees changes by single renames.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from pipeline import tables
from pipeline.release import manifest as manifests
from pipeline.release.compare import write_changes

# What makes a folder a release, be it whole or not.
FILES = (manifests.MANIFEST, *(f"{name}.parquet" for name in tables.TABLES))

# Locks of the staging folders of this process: they are held until it ends or the folder is published.
_held: dict[Path, FileLock] = {}


class ReleaseError(Exception):
    """A place that holds no release, or cannot take one. The message is one clear line."""


def stage(out: Path) -> Path:
    """A new empty folder OUT/.staging/<name> that belongs to this process; sweeps what dead ones left.

    Raises ReleaseError where OUT cannot be written.
    """
    staging = out / ".staging"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock"):
            _sweep(staging)
            name = uuid.uuid4().hex
            lock = FileLock(staging / f"{name}.lock")
            lock.acquire()
            folder = staging / name
            folder.mkdir()
    except OSError as error:
        raise ReleaseError(f"cannot write a release into {out}: {error.strerror or error}") from error
    _held[folder] = lock
    return folder


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """`stage(out)` for the time of a block; what was neither published nor rejected in it is removed."""
    folder = stage(out)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _release(folder)


def publish(out: Path, folder: Path) -> Path:
    """Moves a sealed staging folder to OUT/releases/<version> and makes it the latest; gives its new path.

    Where that version is there already, and whole, it stays as it is and becomes the latest. Beside the
    sealed files lies changes.parquet: what changed against the release that was the latest before. It tells
    of the history of OUT, not of the content, so the manifest does not name it.
    """
    return _move(out, folder, "releases")


def reject(out: Path, folder: Path, report: Mapping[str, str]) -> Path:
    """Moves a sealed staging folder to OUT/rejected/<version>, with the files of `report` (name to text).

    `latest` stays what it was. Gives the new path.
    """
    for name, text in report.items():
        manifests.write(folder / name, text)
    return _move(out, folder, "rejected")


def latest(out: Path) -> Path | None:
    """The release that the link OUT/latest names, or OUT/latest.json where there are no links.

    None where nothing was published, or what they name is not there.
    """
    folder = out / "latest"
    if not folder.is_symlink():
        try:
            folder = out / json.loads((out / "latest.json").read_text(encoding="utf-8"))["path"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
    return folder.resolve() if (folder / manifests.MANIFEST).is_file() else None


def resolve(path: Path) -> Path:
    """The release folder that `path` is, or the latest one of the OUT that it is.

    A folder that holds a manifest or a table is taken for a release, be it whole or not: validation says
    what is wrong with it. Raises ReleaseError where `path` is neither.
    """
    found = latest(path)
    if found is None and any((path / name).is_file() for name in FILES):
        found = path
    if found is None and any((path / "latest" / name).is_file() for name in FILES):
        found = (path / "latest").resolve()
    if found is None:
        raise ReleaseError(f"{path} holds no release: neither {manifests.MANIFEST} nor latest is there")
    return found


def link(source: Path, target: Path) -> None:
    """The file under another name: a table that was made is never changed, only replaced."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # Not every file system has links.
        shutil.copyfile(source, target)


def batches(
    path: Path, rows: int, columns: Sequence[str] | None = None, groups: Sequence[int] | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file, or of some row groups, in batches of at most so many; `columns` only some, if given.

    Not the library's own way: that has whole row groups in memory ahead, of tables with abstracts 100 MB.
    """
    with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 16) as file:
        yield from file.iter_batches(rows, groups, columns and list(columns), use_threads=False)


def load(folder: Path) -> dict[str, pa.Table]:
    """All tables of a release folder by name, in the registry's order."""
    return {name: pq.read_table(folder / f"{name}.parquet", memory_map=True) for name in tables.TABLES}


def prune(out: Path, keep: int) -> list[Path]:
    """Removes all but the `keep` releases published last, never the latest; gives what was removed.

    Rejected releases are kept in the same number.
    """
    if keep < 1:
        raise ValueError(f"keep must be at least 1, not {keep}")
    removed = []
    with FileLock(out / ".lock"):
        spared = latest(out)
        for kind in ("releases", "rejected"):
            folders = [path for path in (out / kind).glob("*") if path.resolve() != spared]
            folders.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for folder in folders[keep - 1 if kind == "releases" and spared else keep :]:
                # Renamed first: a release is whole or not there, even while it is being removed.
                doomed = out / ".staging" / uuid.uuid4().hex
                folder.rename(doomed)
                shutil.rmtree(doomed)
                removed.append(folder)
    return removed


def _move(out: Path, folder: Path, kind: str) -> Path:
    version = manifests.read_manifest(folder)["version"]
    target = out / kind / version
    _sync(folder)
    with FileLock(out / ".lock"):
        target.parent.mkdir(exist_ok=True)
        if target.exists() and (kind == "rejected" or not _whole(target)):
            target.rename(out / ".staging" / uuid.uuid4().hex)
        if kind == "releases":
            _compare(latest(out), folder, target)
        if target.exists():
            shutil.rmtree(folder)
        else:
            folder.rename(target)
        os.utime(target)  # the order of publication, for prune
        _sync(target.parent)
        if kind == "releases":
            point(out, target)
    _release(folder)
    return target


def _compare(former: Path | None, folder: Path, target: Path) -> None:
    """Writes changes.parquet against the former release; there is none where there is nothing to compare."""
    if former is None or former == target.resolve():
        return
    try:
        changes = write_changes(former, folder, folder)
    except (OSError, pa.ArrowException):  # the former one is damaged
        return
    if target.exists():
        changes.replace(target / changes.name)


def point(out: Path, target: Path) -> None:
    """Makes the release folder `target` the latest of OUT: the link first, then the pointer beside it."""
    place = target.relative_to(out).as_posix()
    (out / ".staging").mkdir(exist_ok=True)
    spare = out / ".staging" / uuid.uuid4().hex
    spare.symlink_to(place, target_is_directory=True)
    spare.replace(out / "latest")
    spare = out / ".staging" / uuid.uuid4().hex
    manifests.write(spare, json.dumps({"version": target.name, "path": place}) + "\n")
    spare.replace(out / "latest.json")
    _sync(out)


def _whole(folder: Path) -> bool:
    """Whether every file that the manifest names is there with its bytes."""
    try:
        files = manifests.read_manifest(folder)["files"]
        return all(manifests.sha256(folder / name) == file["sha256"] for name, file in files.items())
    except (OSError, ValueError):
        return False


def _sweep(staging: Path) -> None:
    """Removes what processes that are dead left in the staging folder. Called under OUT/.lock."""
    for path in {path.with_suffix("") for path in staging.iterdir()}:
        lock = FileLock(path.with_suffix(".lock"))
        try:
            lock.acquire(blocking=False)
        except Timeout:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _release(folder: Path) -> None:
    """Lets go of a staging folder that is no more."""
    lock = _held.pop(folder, None)
    if lock is not None:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _sync(folder: Path) -> None:
    """Waits until the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
