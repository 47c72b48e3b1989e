"""What starts by itself: reading of new dumps, a release of all that was read, and a daily build for who prefers one.

Which runs may run beside each other is in dagster.yaml, what a run does in the assets.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from assets import catalog, partitions
from assets.dumps import dumps
from assets.resources import Source
from pipeline import release
from pipeline.dumps import DumpError
from pipeline.papers import shelf_version

# All that is made of the dumps together.
merged = dg.AssetSelection.all() - dg.AssetSelection.assets(dumps)

build = dg.define_asset_job(
    "build",
    dg.AssetSelection.all(),
    description="Reads dumps, a partition each, and publishes a release of them all.",
)

# An asset follows what it is made of, and the code that makes it. A dump that cannot be read holds up nothing.
_behind: dg.AutomationCondition[Any] = (
    dg.AutomationCondition.any_deps_updated() | dg.AutomationCondition.code_version_changed()
)
follow = (
    _behind.since_last_handled()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & ~dg.AutomationCondition.in_progress()
).with_label("follows what it is made of")

new_releases = dg.AutomationConditionSensorDefinition(
    "new_releases",
    target=merged,
    minimum_interval_seconds=15,
    default_status=dg.DefaultSensorStatus.RUNNING,
    run_tags={"paperfacts/asked_by": "new_releases"},
    description="Publishes a release of all dumps when one was read. Where it is off, releases are for you to ask for.",
)

# Bytes that a tick of the sensor reads to tell whether dumps have changed: a tick has a minute.
AT_ONCE = 4 << 30


@dataclass(frozen=True)
class Seen:
    """What the sensor knows of a dump: size and time, what is in it (if it was looked at), and what was asked for."""

    size: int
    modified: int
    content: str | None = None
    asked: str | None = None


@dg.sensor(
    job=build,
    minimum_interval_seconds=15,
    description="Reads dumps that were added or changed, once their files have stayed the same for a tick, and says "
    "which are gone. Their papers go with a release that it asks for, where `keep_lost` of `source` is off.",
)
def new_dumps(context: dg.SensorEvaluationContext, source: Source) -> dg.SensorResult | dg.SkipReason:
    """Asks for runs that read dumps. The cursor holds the dumps of the last tick, and the partitions without one."""
    try:
        found = source.find()
    except DumpError as error:
        return dg.SkipReason(str(error))
    before = json.loads(context.cursor or "{}")
    seen = look(found, {name: Seen(**told) for name, told in before.get("dumps", {}).items()})
    # What a dump gives depends on how it is read, too.
    how = catalog.digest(source.listing_year, shelf_version(), source.columns)
    wanted = {name: f"{dump.content} {how}" for name, dump in seen.items() if dump.content}
    asked = {name: want for name, want in wanted.items() if want != seen[name].asked}
    seen |= {name: Seen(**{**asdict(seen[name]), "asked": want}) for name, want in asked.items()}

    known = partitions.known(context.instance)
    keys = {partitions.key(name) for name, _ in found}
    gone = [key for key in known if key not in keys]
    # A file that is being replaced may be away for a moment.
    lost = [key for key in gone if key in before.get("gone", ()) and not source.keep_lost]
    new = [key for key in map(partitions.key, asked) if key not in known]

    context.log.info("%s dumps, %s to read, %s gone", len(found), len(asked), len(gone))
    requests = [
        dg.RunRequest(asset_selection=[dumps.key], tags={**tags, "paperfacts/asked_by": "new_dumps"})
        for tags in partitions.runs(map(partitions.key, asked), [*known, *new])
    ]
    if lost:
        requests.append(dg.RunRequest(asset_selection=all_merged(context), tags={"paperfacts/asked_by": "new_dumps"}))
    changes: list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest] = []
    if new:
        changes.append(partitions.DUMPS.build_add_request(new))
    if lost:
        changes.append(partitions.DUMPS.build_delete_request(lost))
    cursor = json.dumps({"dumps": {name: asdict(dump) for name, dump in seen.items()}, "gone": gone})
    if requests:
        return dg.SensorResult(requests, dynamic_partitions_requests=changes, cursor=cursor)
    waiting = sum(dump.content is None for dump in seen.values())
    reason = f"{len(found)} dumps: {waiting} wait until they stay the same, the others are read"
    if gone:
        reason += f"; no longer there, their papers stay: {', '.join(gone)}"
    return dg.SensorResult(skip_reason=reason, cursor=cursor)


def look(found: Sequence[tuple[str, Path]], before: dict[str, Seen]) -> dict[str, Seen]:
    """The dumps as they are now. What is in a dump is told once its file is the same as before."""
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


def all_merged(context: dg.SensorEvaluationContext | dg.ScheduleEvaluationContext) -> list[dg.AssetKey]:
    """The keys of all assets that are made of the dumps together."""
    assert context.repository_def is not None
    return sorted(merged.resolve(context.repository_def.asset_graph))


@dg.schedule(
    job=build,
    cron_schedule="0 5 * * *",
    description="Reads all dumps and publishes a release, every day at five in the morning (UTC).",
)
def daily(context: dg.ScheduleEvaluationContext, source: Source) -> list[dg.RunRequest] | dg.SkipReason:
    """Asks for runs that read what there is, and for one that publishes. Dumps that have not changed cost nothing."""
    try:
        names = [name for name, _ in source.find()]
    except DumpError as error:
        return dg.SkipReason(str(error))
    keys = partitions.add(context.instance, names)
    day = f"{context.scheduled_execution_time:%Y-%m-%d}"
    tags = {"paperfacts/asked_by": "daily"}
    # Read first: runs of more weight leave the queue before others.
    reading = [
        dg.RunRequest(
            run_key=f"{day} {covered[partitions.FIRST]}",
            asset_selection=[dumps.key],
            tags={**tags, **covered, "dagster/priority": "1"},
        )
        for covered in partitions.runs(keys, partitions.known(context.instance))
    ]
    return [*reading, dg.RunRequest(run_key=day, asset_selection=all_merged(context), tags=tags)]
