"""Directory.

Revision 0005, after 0004. Who is expected, whom an invitation is for and whom it replaces, and when
a person was last seen.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROLES = "role IN ('liaison', 'second_liaison', 'leader', 'office', 'operator')"
_LINKS = (
    ("invite", "entry_id", "directory_entry"),
    ("invite", "replaces_id", "membership"),
    ("membership", "entry_id", "directory_entry"),
    ("membership", "replaces_id", "membership"),
)


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("id", Key, nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("post", Words(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("created_by", Key),
        sa.Column("removed_at", UtcTime()),
        sa.CheckConstraint(_ROLES, name=op.f("ck_directory_entry_role")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_directory_entry_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry")),
    )
    op.create_index(
        "uq_directory_entry_standing",
        "directory_entry",
        ["unit_id", "role", "phone"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "directory_upload",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("people", Json(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("created_by", Key, nullable=False),
        sa.Column("decided_at", UtcTime()),
        sa.CheckConstraint(
            "state IN ('shown', 'kept', 'dropped')", name=op.f("ck_directory_upload_state")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_directory_upload_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_upload")),
    )
    op.create_table(
        "guess",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_guess")),
    )
    op.add_column("person", sa.Column("seen_at", UtcTime()))
    # Written out: SQLite takes a reference with a new column, and alembic would rebuild the table.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table, column, parent in _LINKS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} {number}"
            f" CONSTRAINT fk_{table}_{column} REFERENCES {parent} (id)"
        )


def downgrade() -> None:
    for table, column, _ in reversed(_LINKS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.execute("ALTER TABLE person DROP COLUMN seen_at")
    op.drop_table("guess")
    op.drop_table("directory_upload")
    op.drop_table("directory_entry")
