"""What starts a build by itself, once switched on: a sensor on the folder of dumps, and a daily schedule."""

import json
from hashlib import sha256

import dagster as dg

from assets.resources import Source
from pipeline.dumps import DumpError
from pipeline.release import Input

build = dg.define_asset_job("build", dg.AssetSelection.all(), description="Reads all dumps and publishes a release.")

daily = dg.ScheduleDefinition(
    name="daily", job=build, cron_schedule="0 5 * * *", description="Builds every day at five in the morning."
)


@dg.sensor(
    job=build,
    minimum_interval_seconds=15,
    description="Builds when a dump was added, changed or removed, once the files have stayed the same for a tick.",
)
def new_dumps(context: dg.SensorEvaluationContext, source: Source) -> dg.SensorResult | dg.SkipReason:
    """Asks for a run. The cursor holds the dumps of the last tick, and the content that was last asked for."""
    try:
        found = source.find()
    except DumpError as error:
        return dg.SkipReason(str(error))
    before = json.loads(context.cursor or '{"dumps": {}, "asked": null}')
    now = {}
    for name, path in found:
        state = path.stat()
        stamp = [state.st_size, state.st_mtime_ns]
        known = before["dumps"].get(name)
        same = known is not None and known["stamp"] == stamp
        now[name] = known if same else {"stamp": stamp, "sha256": Input.of(name, path, 0).sha256}
    content = sha256(json.dumps({name: dump["sha256"] for name, dump in now.items()}).encode()).hexdigest()
    if content == before["asked"]:
        return dg.SensorResult(skip_reason="nothing new", cursor=_cursor(now, content))
    if now != before["dumps"]:
        reason = f"dumps have changed, {len(now)} are there; asking for a run if they stay like this for a tick"
        return dg.SensorResult(skip_reason=reason, cursor=_cursor(now, before["asked"]))
    return dg.SensorResult([dg.RunRequest(tags={"dumps": content[:16]})], cursor=_cursor(now, content))


def _cursor(dumps: dict[str, object], asked: str | None) -> str:
    return json.dumps({"dumps": dumps, "asked": asked})
