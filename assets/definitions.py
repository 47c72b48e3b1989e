"""What Dagster loads: everything of the project that its page shows."""

import dagster as dg

from assets import automation, dumps, explorer, facts, papers, release
from assets.resources import defaults

_loaded = dg.load_assets_from_modules([dumps, papers, facts, release, explorer])


def _everywhere(spec: dg.AssetSpec) -> dg.AssetSpec:
    """What holds for every asset: who looks after it, that it follows what it is made of, and a tag."""
    return spec.replace_attributes(
        owners=["team:paperfacts"],
        automation_condition=None if spec.key == dumps.dumps.key else automation.follow,
        tags={"paperfacts/released": "no", **spec.tags},
    )


defs = dg.Definitions(
    assets=dg.map_asset_specs(_everywhere, [one for one in _loaded if isinstance(one, dg.AssetsDefinition)]),
    asset_checks=[release.validation],
    jobs=[automation.build],
    schedules=[automation.daily],
    sensors=[automation.new_dumps, automation.new_releases],
    resources=defaults()._asdict(),
    # The steps of a run share its folder and hand over files; extraction brings its own processes.
    executor=dg.in_process_executor,
)
