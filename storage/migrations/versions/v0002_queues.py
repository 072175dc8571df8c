"""Queues.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime, Words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Key, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger()),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("raw", Words(), nullable=False),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcTime()),
        sa.Column("error", Words(), server_default="", nullable=False),
        sa.Column("finished_at", UtcTime()),
        sa.CheckConstraint("state IN ('new', 'done', 'dead')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("update_id", "sha256", name=op.f("uq_inbox_update_id_sha256")),
    )
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "job",
        sa.Column("id", Key, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("params", Json(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200)),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcTime(), nullable=False),
        sa.Column("owner", sa.String(length=32)),
        sa.Column("error", Words(), server_default="", nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime()),
        sa.CheckConstraint(
            "state IN ('new', 'running', 'done', 'failed')", name=op.f("ck_job_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_job_dedupe_key")),
    )
    op.create_index(
        "ix_job_open",
        "job",
        ["id"],
        sqlite_where=sa.text("state IN ('new', 'running')"),
        postgresql_where=sa.text("state IN ('new', 'running')"),
    )
    op.create_table(
        "message",
        sa.Column("id", Key, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("inbox_key", Key),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("params", Json(), nullable=False),
        sa.Column("buttons", Json(), nullable=False),
        sa.Column("message_class", sa.String(length=10), nullable=False),
        sa.Column("extras", Json(), nullable=False),
        sa.Column("dedupe_key", sa.String(length=200)),
        sa.Column("expires_at", UtcTime()),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("error", Words(), server_default="", nullable=False),
        sa.CheckConstraint(
            "message_class IN ('reply', 'receipt', 'request', 'nudge')",
            name=op.f("ck_message_message_class"),
        ),
        sa.CheckConstraint(
            "state IN ('new', 'rendered', 'done', 'dead', 'cancelled')",
            name=op.f("ck_message_state"),
        ),
        sa.ForeignKeyConstraint(["inbox_key"], ["inbox.id"], name=op.f("fk_message_inbox_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_message_dedupe_key")),
    )
    op.create_index(
        "ix_message_new",
        "message",
        ["id"],
        sqlite_where=sa.text("state = 'new'"),
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "part",
        sa.Column("id", Key, nullable=False),
        sa.Column("message_id", Key, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("payload", Json(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UtcTime()),
        sa.Column("telegram_message_id", sa.BigInteger()),
        sa.Column("error", Words(), server_default="", nullable=False),
        sa.Column("sent_at", UtcTime()),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'uncertain', 'failed', 'cancelled')",
            name=op.f("ck_part_state"),
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_part_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part")),
        sa.UniqueConstraint("message_id", "position", name=op.f("uq_part_message_id_position")),
    )
    op.create_index(
        "ix_part_pending",
        "part",
        ["chat_id", "message_id", "position"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_part_sent",
        "part",
        ["chat_id", "telegram_message_id"],
        sqlite_where=sa.text("telegram_message_id IS NOT NULL"),
        postgresql_where=sa.text("telegram_message_id IS NOT NULL"),
    )


def downgrade() -> None:
    for table in ("part", "message", "job", "inbox"):
        op.drop_table(table)
