"""`python -m storage.migrations "What it does"`: writes the next step, from what the tables of the
program have that the steps so far do not make. To be read and corrected: it sees no CHECK
constraint and no trigger."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from storage import schema
from storage.database import Database


def draft(title: str, folder: Path) -> None:
    """Writes into `folder`, one like this module's own."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    following = f"{len(list((folder / 'versions').glob('v*.py'))) + 1:04}"
    with TemporaryDirectory() as empty:
        database = Database(f"sqlite:///{empty}/steps.db")
        schema.migrate(database, "head")
        with database.writing.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, title, autogenerate=True, rev_id=following)
        database.dispose()


if __name__ == "__main__":
    draft(sys.argv[1], Path(__file__).parent)
