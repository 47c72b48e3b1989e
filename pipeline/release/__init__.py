"""Releases: tables written as Parquet, sealed with a manifest, published whole or not at all.

    with release.staging(out) as folder:                    # private to this process, swept when it dies
        with release.Writer(folder, tables.PAPERS) as writer:
            writer.write(batch)                             # ... and so on for every table of the registry
        release.seal(folder, inputs)
        release.publish(out, folder)                        # or release.reject(out, folder, files)

writer.py writes one table, manifest.py says what a release holds and names it, cards.py describes it to
people and tools, store.py moves it into place, compare.py tells two apart, remote.py
keeps them in object stores. What a good release is belongs to
expectations/, what tables there are to tables.py.
"""

from pipeline.release.compare import CHANGES, diff, slices, write_changes
from pipeline.release.manifest import Input, code_version, read_manifest, seal, sha256
from pipeline.release.remote import is_uri, opened, prune
from pipeline.release.store import (
    ReleaseError,
    batches,
    latest,
    link,
    load,
    publish,
    reject,
    resolve,
    stage,
    staging,
)
from pipeline.release.writer import ROW_GROUP, Writer

__all__ = [
    "CHANGES",
    "ROW_GROUP",
    "Input",
    "ReleaseError",
    "Writer",
    "batches",
    "code_version",
    "diff",
    "is_uri",
    "latest",
    "link",
    "load",
    "opened",
    "prune",
    "publish",
    "read_manifest",
    "reject",
    "resolve",
    "seal",
    "sha256",
    "slices",
    "stage",
    "staging",
    "write_changes",
]
