"""What changed between two releases as one HTML page that needs nothing else."""

from jinja2 import Environment, PackageLoader, select_autoescape

from ingest.changes import ReleaseDiff
from ingest.report import FATES, VERDICTS

_PAGES = Environment(
    loader=PackageLoader("ingest"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


def diff_page(diff: ReleaseDiff) -> str:
    """Return the page; everything from guides and answers is escaped."""
    page = _PAGES.get_template("diff.html")
    return page.render(diff=diff, fates=FATES, verdicts=VERDICTS)
