"""The tables come and go step by step, and a start refuses what it does not know."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from reporting.answers import Answer
from storage import schema
from storage.database import Database, driver
from storage.failpoints import VARIABLE
from storage.faults import DatabaseUnavailable, SchemaProblem
from storage.migrations.__main__ import draft
from storage.tables import metadata
from storage.writer import Writer
from tests.storage.season import Season

MIGRATIONS = Path(schema.__file__).parent / "migrations"
STEPS = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
ORPHAN = (
    "INSERT INTO membership (person_id, unit_id, role, state, created_at)"
    " VALUES (77, 'y-te', 'liaison', 'active', '2021-06-15T00:00:00.000000+00:00')"
)
HOMELESS_DRAFT = (
    "INSERT INTO draft (obligation_id, state, revision, based_on_version, created_at, updated_at)"
    " VALUES (77, 'open', 0, 0, '2021-06-15 00:00+00', '2021-06-15 00:00+00')"
)
LOST_JOB = (
    "INSERT INTO job (kind, params, state, attempts, not_before, created_at)"
    " VALUES ('x', '{}', 'lost', 0, '2021-06-15 00:00+00', '2021-06-15 00:00+00')"
)
REBUILD = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("draft", recreate="always"):
        pass


def downgrade() -> None:
    pass
"""


def tables(database: Database) -> set[str]:
    with database.writing.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def execute(database: Database, *statements: str) -> None:
    with database.writing.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def problem(database: Database) -> str:
    with pytest.raises(SchemaProblem) as caught:
        schema.check(database)
    return caught.value.code


def test_steps_are_named_after_their_revision_and_follow_each_other() -> None:
    named = [step.stem.split("_")[0] for step in sorted((MIGRATIONS / "versions").glob("v*.py"))]
    assert named == [f"v{revision}" for revision in STEPS]


def test_the_next_step_is_drafted_from_the_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = folder / "versions" / f"v{STEPS[1]}_queues.py"
    for step in (folder / "versions").glob("v*.py"):
        if step.name > last.name:
            step.unlink()
    monkeypatch.setattr(schema, "_MIGRATIONS", folder)
    draft("Keep reports", folder)
    written = (folder / "versions" / "v0003_keep_reports.py").read_text(encoding="utf-8")
    compile(written, "v0003_keep_reports.py", "exec")
    for made in ("'draft'", "'submission'", ", UtcTime(", "down_revision = '0002'"):
        assert made in written
    assert "create_table('person'" not in written


def test_up_down_up_one_step_at_a_time(blank: Database) -> None:
    for step in STEPS:
        before = tables(blank)
        schema.migrate(blank, step)
        up = tables(blank)
        schema.migrate(blank, "-1")
        assert tables(blank) == before
        schema.migrate(blank, step)
        assert tables(blank) == up
    schema.check(blank)
    schema.migrate(blank, "base")
    assert tables(blank) == set()


def test_migrations_make_exactly_the_tables_of_the_program(migrated: Database) -> None:
    assert tables(migrated) == set(metadata.tables)
    with migrated.writing.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_migrations_make_the_same_checks_as_the_program(migrated: Database) -> None:
    def checks(of: Database) -> dict[str, set[str]]:
        with of.writing.connect() as connection:
            inspector = inspect(connection)
            return {
                table: {
                    f"{c['name']}: {c['sqltext']}" for c in inspector.get_check_constraints(table)
                }
                for table in metadata.tables
            }

    before = checks(migrated)
    schema.migrate(migrated, "base")
    with migrated.writing.begin() as connection:
        metadata.create_all(connection)
    assert checks(migrated) == before
    assert sum(map(len, before.values())) >= 10


def test_upgrade_twice_changes_nothing(blank: Database) -> None:
    assert problem(blank) == "missing"
    schema.upgrade(blank)
    schema.upgrade(blank)
    schema.check(blank)


def test_older_is_told_and_upgraded_with_its_rows(blank: Database) -> None:
    schema.migrate(blank, STEPS[0])
    execute(blank, "INSERT INTO setting (key, value) VALUES ('a', '1')")
    assert problem(blank) == "older"
    schema.upgrade(blank)
    with blank.writing.connect() as connection:
        assert connection.execute(text("SELECT value FROM setting")).scalar_one() == "1"


def test_newer_is_refused_and_left_alone(migrated: Database) -> None:
    execute(migrated, "UPDATE alembic_version SET version_num = '9999'")
    assert problem(migrated) == "newer"
    with pytest.raises(SchemaProblem):
        schema.upgrade(migrated)
    assert tables(migrated) == set(metadata.tables)


@pytest.mark.parametrize(
    "wound",
    [
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0001')",
        "DROP TABLE setting",
        "CREATE TABLE _alembic_tmp_person (id INTEGER)",
    ],
)
def test_r30_half_migrated_is_refused(migrated: Database, wound: str) -> None:
    execute(migrated, wound)
    assert problem(migrated) == "half_migrated"
    with pytest.raises(SchemaProblem):
        schema.upgrade(migrated)


def test_r30_killed_while_migrating_leaves_the_old_schema(blank: Database) -> None:
    code = (
        "import sys; from storage import schema; from storage.database import Database; "
        "schema.upgrade(Database(sys.argv[1], schema=sys.argv[2]))"
    )
    url = blank.url.render_as_string(hide_password=False)
    environment = {**os.environ, VARIABLE: "before_migration_commit:kill"}
    command = [sys.executable, "-c", code, url, blank.schema]
    root = Path(schema.__file__).parent.parent
    done = subprocess.run(command, env=environment, cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    assert problem(blank) == "missing"
    schema.upgrade(blank)
    schema.check(blank)


def test_rebuilding_a_table_keeps_its_children(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Writer(sqlite) as writer:
        assert Season(writer).keep("/data/a", Answer(1))
    migrations = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    step = migrations / "versions" / "v9999_rebuild.py"
    step.write_text(REBUILD.format(head=STEPS[-1]), encoding="utf-8")
    monkeypatch.setattr(schema, "_MIGRATIONS", migrations)
    assert problem(sqlite) == "older"
    schema.upgrade(sqlite)
    with sqlite.writing.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM answer")).scalar_one() == 1


def test_rows_without_parents_stop_a_migration(sqlite: Database) -> None:
    with sqlite.writing.connect() as connection:
        driver(connection).execute("PRAGMA foreign_keys=OFF")
        connection.execute(text(ORPHAN))
        connection.commit()
    with pytest.raises(SchemaProblem):
        schema.migrate(sqlite, "-1")
    schema.check(sqlite)


def test_foreign_keys_and_states_are_enforced(migrated: Database) -> None:
    for statement in (HOMELESS_DRAFT, LOST_JOB):
        with pytest.raises(IntegrityError):
            execute(migrated, statement)


def test_no_server_is_unavailable_not_a_schema_problem(tmp_path: Path) -> None:
    database = Database(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable) as caught:
        schema.check(database)
    assert caught.value.reason == "gone"
    database.dispose()
