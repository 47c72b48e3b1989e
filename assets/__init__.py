"""The Dagster project: assets, checks, resources, definitions, and the command line that runs the same assets.

What is done to text and tables is in pipeline/, what good tables are in expectations/.
"""

import os
import sys
import warnings

# The only thing of Dagster here that is not settled: that one run reads several dumps.
warnings.filterwarnings("ignore", message="Parameter `backfill_policy`")

# Arrow's usual pool keeps memory that nothing needs any more: with this one a build takes hundreds of MB less. It is
# chosen when Arrow is loaded, also for what Arrow does inside; not every system has it.
if sys.platform == "linux":
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
