"""The asset `explorer`: the latest release as one page to read it in.

What the page holds and how it looks is in pipeline/views/.
"""

import dagster as dg
from pydantic import Field

from assets.release import release
from assets.resources import POOL, Target, log
from pipeline import release as releases
from pipeline.views import explorer as views

FILE = "explorer.html"


class Shown(dg.Config):
    """What the page shows."""

    papers: int = Field(default=views.PAPERS, ge=1, description="Papers on the page: the newest ones, with all facts.")


@dg.asset(
    deps=[release],
    group_name="release",
    pool=POOL,
    kinds={"html"},
    code_version=releases.code_version(views=True),
    description="The latest release as one HTML page that opens from disk: papers, their facts in place, pictures.",
)
def explorer(target: Target, config: Shown) -> dg.MaterializeResult:
    folder = releases.resolve(target.folder)
    made = views.explore(folder, config.papers)
    path = target.folder / FILE
    made.write(path)
    log.info("explorer: %s shows %s", path, made.summary)
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": path.resolve().as_uri(),
            # What is called dagster/… is not among the entries that the Dagster page lists.
            "page": dg.MetadataValue.path(path.resolve()),
            "version": folder.name,
            "dagster/row_count": made.newest + made.others,
            "papers": made.newest + made.others,
            "papers in the release": made.papers,
            "bytes": path.stat().st_size,
        },
        data_version=dg.DataVersion(releases.sha256(path)[:16]),
    )
