"""Great Expectations' own pages (Data Docs) about a release: the suites, and what became of them.

They show the expectations of Great Expectations alone, not the checks of checks.py, and look as they should
only with a network. What decides is the report.
"""

from __future__ import annotations

from pathlib import Path

from expectations import run


def write(folder: Path, place: Path) -> Path:
    """Validates a release folder and writes the pages into `place`; gives the page to open."""
    run.validate(folder)
    context, _ = run.context()
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(place.resolve())}
    site = {"class_name": "SiteBuilder", "store_backend": backend, "show_how_to_buttons": False}
    for name in context.get_site_names():
        context.delete_data_docs_site(name)
    context.add_data_docs_site("release", {**site, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}})
    context.build_data_docs()
    return place / "index.html"
