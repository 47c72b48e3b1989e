"""What Dagster loads: everything of the project that its page shows."""

import dagster as dg

from assets import automation, dumps, explorer, facts, papers, release
from assets.resources import defaults

defs = dg.Definitions(
    assets=dg.load_assets_from_modules([dumps, papers, facts, release, explorer]),
    asset_checks=[release.validation],
    jobs=[automation.build],
    schedules=[automation.daily],
    sensors=[automation.new_dumps],
    resources=defaults()._asdict(),
    # The steps of a run share its folder and hand over files; extraction brings its own processes.
    executor=dg.in_process_executor,
)
