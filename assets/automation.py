"""What starts by itself: reading of new dumps, a release of all that was read, and a daily build for who prefers one.

Which runs may run beside each other is in dagster.yaml, what a run does in the assets.
"""

from pathlib import Path
from typing import Any

import dagster as dg

from assets import catalog, partitions, watch
from assets.dumps import dumps
from assets.resources import Source
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


@dg.sensor(
    job=build,
    minimum_interval_seconds=15,
    description="Reads dumps that were added or changed, once their files have stayed the same for a tick, and says "
    "which are gone. Their papers go with a release that it asks for, where keep_lost of source is off. "
    "It asks for a release where the file of overrides has changed, too.",
)
def new_dumps(context: dg.SensorEvaluationContext, source: Source) -> dg.SensorResult | dg.SkipReason:
    """Asks for runs that read dumps, and for releases. The cursor names what watch.py keeps."""
    try:
        found = source.find()
    except DumpError as error:
        return dg.SkipReason(str(error))
    before = watch.recall(context.instance, context.cursor)
    # What a dump gives depends on how it is read, too.
    how = catalog.digest(source.listing_year, shelf_version(), source.columns)
    seen, asked = watch.ask(watch.look(found, before.dumps), how)
    given = [("overrides", Path(source.overrides))] if source.overrides else []
    corrections, corrected = watch.ask(watch.look(given, before.overrides), "")

    known = partitions.known(context.instance)
    keys = {partitions.key(name) for name, _ in found}
    gone = [key for key in known if key not in keys]
    # A file that is being replaced may be away for a moment.
    lost = [key for key in gone if key in before.gone and not source.keep_lost]
    new = [key for key in map(partitions.key, asked) if key not in known]

    told = f"{len(found)} dumps, {len(asked)} to read, {len(gone)} gone{', overrides to apply' if corrected else ''}"
    context.log.info(told)
    requests = [
        dg.RunRequest(asset_selection=[dumps.key], tags={**tags, "paperfacts/asked_by": "new_dumps"})
        for tags in partitions.runs(map(partitions.key, asked), [*known, *new], keys)
    ]
    if lost or corrected:
        requests.append(dg.RunRequest(asset_selection=all_merged(context), tags={"paperfacts/asked_by": "new_dumps"}))
    changes: list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest] = []
    if new:
        changes.append(partitions.DUMPS.build_add_request(new))
    if lost:
        changes.append(partitions.DUMPS.build_delete_request(lost))
    cursor = watch.keep(context.instance, context.cursor, watch.Memory(seen, corrections, gone))
    if requests:
        return dg.SensorResult(requests, dynamic_partitions_requests=changes, cursor=cursor)
    waiting = sum(dump.content is None for dump in seen.values())
    reason = f"{len(found)} dumps: {waiting} wait until they stay the same, the others were asked for"
    if gone:
        reason += f"; no longer there, their papers stay: {', '.join(gone)}"
    if given and not corrections:
        reason += f"; no file of overrides at {source.overrides}: releases fail without it"
    return dg.SensorResult(skip_reason=reason, cursor=cursor)


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
