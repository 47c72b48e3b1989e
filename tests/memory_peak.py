"""The memory that a script needs at its peak, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

# Not ru_maxrss: a process begins with that of the one that started it.
PEAK = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"


def run(script: str, *arguments: object) -> tuple[str, float]:
    """What a Python script printed, and the peak of its memory in MiB. Linux only."""
    command = [sys.executable, "-c", script + PEAK, *map(str, arguments)]
    *printed, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return "\n".join(printed), int(peak) / 1024
