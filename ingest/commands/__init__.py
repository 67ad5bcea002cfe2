"""The commands of `python -m ingest`, one a file."""

from ingest.commands.diff import diff
from ingest.commands.enrich import enrich
from ingest.commands.model import model
from ingest.commands.purge import purge
from ingest.commands.rollback import rollback
from ingest.commands.run import run
from ingest.commands.status import status
from ingest.commands.watch import watch

COMMANDS = (run, status, diff, rollback, purge, watch, enrich, model)

__all__ = ["COMMANDS"]
