"""Memory of a reader: `python -m bench.memory SAMPLE MEGABYTES` reads a sample again and again, as one large dump.

Prints what was read and by how much the peak grew from the first megabyte to the last. What belongs here: dumps larger
than a repository may hold. What does not: the speed of the whole way (__main__.py).
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import click

from pipeline import dumps


def write(sample: Path, size: int, path: Path) -> int:
    """Writes a dump of at least `size` bytes: the sample, then its lines but the first again and again."""
    first, rest = sample.read_bytes().split(b"\n", 1)
    with path.open("wb") as file:
        written = file.write(first + b"\n" + rest)
        while written < size:
            written += file.write(rest)
    return written


def read(path: Path) -> Counter[str]:
    """The number of records of each status."""
    return Counter(record.status for record in dumps.read(path, name="dump"))


def peak() -> float:
    """The peak of memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@click.command()
@click.argument("sample", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("megabytes", type=click.IntRange(2))
def main(sample: Path, megabytes: int) -> None:
    """Read SAMPLE as a dump of so many MEGABYTES."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "dump")
        write(sample, 1 << 20, path)
        read(path)
        before = peak()
        size = write(sample, megabytes << 20, path)
        began = time.perf_counter()
        counts = read(path)
        seconds = time.perf_counter() - began
    records = ", ".join(f"{count:,} {status}" for status, count in sorted(counts.items()))
    click.echo(f"{size:,} bytes in {seconds:.1f} s: {records}")
    click.echo(f"peak {peak():.1f} MiB, of which {peak() - before:.1f} MiB beyond the first megabyte")


if __name__ == "__main__":
    main()
