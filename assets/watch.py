"""What the sensor sees of the files that it watches, and remembers from tick to tick.

What it asks for is in automation.py.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import dagster as dg

from pipeline import release

# Bytes that a tick reads to tell whether files have changed: a tick has a minute.
AT_ONCE = 4 << 30

# Where an instance keeps what is remembered: a name that one sensor has for itself, and one of two places in turns, so
# that a tick that fails has forgotten nothing. The cursor only names the place, because its page shows it as a whole.
_PLACE = re.compile(r"(new_dumps-[0-9a-f]{8}) (even|odd)")


@dataclass(frozen=True)
class Seen:
    """What is known of a file: size and time, what is in it (if it was looked at), and what was asked for."""

    size: int
    modified: int
    content: str | None = None
    asked: str | None = None


@dataclass(frozen=True)
class Memory:
    """The dumps and the overrides of a tick by name, and the partitions without a dump."""

    dumps: dict[str, Seen] = field(default_factory=dict)
    overrides: dict[str, Seen] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


def recall(instance: dg.DagsterInstance, cursor: str | None) -> Memory:
    """What `keep` kept when it gave that cursor; nothing where it never did."""
    if not cursor or not _PLACE.fullmatch(cursor):
        return Memory()
    kept = instance.daemon_cursor_storage.get_cursor_values({cursor}).get(cursor)
    told = json.loads(kept or "{}")
    files = {kind: {name: Seen(**one) for name, one in told.get(kind, {}).items()} for kind in ("dumps", "overrides")}
    return Memory(**files, gone=told.get("gone", []))


def keep(instance: dg.DagsterInstance, cursor: str | None, memory: Memory) -> str:
    """Keeps what was seen for the next tick, beside what the one before kept; gives the new cursor."""
    known = _PLACE.fullmatch(cursor or "")
    name, turn = known.groups() if known else (f"new_dumps-{uuid4().hex[:8]}", "odd")
    place = f"{name} {'odd' if turn == 'even' else 'even'}"
    instance.daemon_cursor_storage.set_cursor_values({place: json.dumps(asdict(memory))})
    return place


def look(found: Iterable[tuple[str, Path]], before: dict[str, Seen]) -> dict[str, Seen]:
    """The files as they are now. What is in a file is told once it is the same as before."""
    now: dict[str, Seen] = {}
    left = AT_ONCE
    for name, path in found:
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        known = before.get(name, Seen(-1, -1))
        stays = (known.size, known.modified) == (state.st_size, state.st_mtime_ns)
        content = known.content if stays else None
        if stays and content is None and state.st_size > AT_ONCE:
            content = f"{state.st_size} {state.st_mtime_ns}"
        elif stays and content is None and state.st_size <= left:
            content = release.sha256(path)
            left -= state.st_size
        now[name] = Seen(state.st_size, state.st_mtime_ns, content, known.asked)
    return now


def ask(seen: dict[str, Seen], how: str) -> tuple[dict[str, Seen], list[str]]:
    """The files with what is asked for now, and the names of those whose content, read like this, never was."""
    wanted = {name: f"{file.content} {how}" for name, file in seen.items() if file.content}
    new = [name for name, want in wanted.items() if want != seen[name].asked]
    return seen | {name: replace(seen[name], asked=wanted[name]) for name in new}, new
