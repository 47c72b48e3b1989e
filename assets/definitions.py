"""What Dagster loads: every asset, check and resource of the project."""

import dagster as dg

defs = dg.Definitions()
