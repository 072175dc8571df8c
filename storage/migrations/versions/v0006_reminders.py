"""Reminders.

Revision 0006, after 0005. Rungs that were due, and the notices that told people of them.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Day, Json, Key, UtcTime, Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OPEN = sa.text("fate IN ('planned', 'waiting')")
_OWED = sa.text("state IN ('not_started', 'started', 'awaiting_leader', 'returned')")


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("rung", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.String(length=16), nullable=False),
        sa.Column("due_on", Day(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.CheckConstraint("told IN ('people', 'too_late')", name=op.f("ck_reminder_told")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_reminder_obligation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "obligation_id",
            "rung",
            "slot",
            "due_on",
            name=op.f("uq_reminder_obligation_id_rung_slot_due_on"),
        ),
    )
    op.create_table(
        "notice",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("obligations", Json(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("message_id", Key),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("reason", Words(), server_default="", nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("settled_at", UtcTime()),
        sa.CheckConstraint("kind IN ('reminder', 'digest')", name=op.f("ck_notice_kind")),
        sa.CheckConstraint(
            "fate IN ('planned', 'waiting', 'sent', 'uncertain', 'failed', 'blocked',"
            " 'never_started', 'expired', 'withdrawn')",
            name=op.f("ck_notice_fate"),
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_notice_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "slot", name=op.f("uq_notice_person_id_slot")),
    )
    op.create_index(op.f("ix_notice_message_id"), "notice", ["message_id"])
    op.create_index("ix_notice_open", "notice", ["id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index(
        "ix_obligation_owed",
        "obligation",
        ["round_id", "due_at"],
        sqlite_where=_OWED,
        postgresql_where=_OWED,
    )


def downgrade() -> None:
    op.drop_index("ix_obligation_owed", "obligation")
    op.drop_table("notice")
    op.drop_table("reminder")
