"""A command in a process of its own: how long it took, how much of the processors, and how much memory.

Memory is that of the process and all below it, sampled; a page that two of them share counts in each.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

SAMPLE_EVERY = 0.1  # seconds


@dataclass(frozen=True)
class Cost:
    """What a command took, and what it printed."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, given: str = "") -> Cost:
    """Runs a command to its end. Raises RuntimeError with what it said where it fails."""
    with tempfile.TemporaryFile("w+") as standard, tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile() as err:
        standard.write(given)
        standard.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=standard, stdout=out, stderr=err, env={**os.environ, **(environment or {})}
        )
        peak = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, _resident(process.pid))
            time.sleep(SAMPLE_EVERY)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            err.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed: {err.read()[-2000:].decode(errors='replace')}")
        out.seek(0)
        # Not the system's own peak of a process (ru_maxrss): it counts the memory of who started it.
        mib = round(peak / (1 << 20), 1)
        return Cost(round(seconds, 3), round(usage.ru_utime + usage.ru_stime, 3), mib, out.read())


def _resident(pid: int) -> int:
    """Bytes in memory of a process and of all below it."""
    total = 0
    try:
        process = psutil.Process(pid)
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:  # it ended meanwhile
        pass
    return total
