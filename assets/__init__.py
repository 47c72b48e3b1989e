"""The Dagster project: assets, checks, resources, definitions, and the command line that runs the same assets.

What is done to text and tables is in pipeline/, what good tables are in expectations/.
"""

import warnings

# The only thing of Dagster here that is not settled: that one run reads several dumps.
warnings.filterwarnings("ignore", message="Parameter `backfill_policy`")
