"""Reports.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Day, Json, Key, UtcTime, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_version",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=100), nullable=False),
        sa.Column("xml", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_form_version")),
    )
    op.create_table(
        "plan_version",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("plan_id", sa.String(length=100), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_plan_version")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("plan_version", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_version"], ["plan_version.sha256"], name=op.f("fk_round_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    op.create_table(
        "obligation",
        sa.Column("id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("form_version", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submitted_at", UtcTime()),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('not_started', 'started', 'awaiting_leader', 'submitted', 'returned',"
            " 'accepted', 'cancelled')",
            name=op.f("ck_obligation_state"),
        ),
        sa.ForeignKeyConstraint(
            ["form_version"], ["form_version.sha256"], name=op.f("fk_obligation_form_version")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_obligation_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("round_id", "unit_id", name=op.f("uq_obligation_round_id_unit_id")),
    )
    op.create_index(op.f("ix_obligation_unit_id"), "obligation", ["unit_id"])
    op.create_table(
        "draft",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("based_on_version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_draft_state")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_draft_obligation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(
        "uq_draft_open",
        "draft",
        ["obligation_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "answer",
        sa.Column("draft_id", Key, nullable=False),
        sa.Column("ref", Words(), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.Column("standing", sa.String(length=20)),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("note", Words(), nullable=False),
        sa.Column("promised", Day()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", Key),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "standing IN ('figure', 'zero', 'not_applicable', 'not_yet')",
            name=op.f("ck_answer_standing"),
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_answer_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_answer_person_id")),
        sa.PrimaryKeyConstraint("draft_id", "ref", name=op.f("pk_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "answer_history",
        sa.Column("id", Key, nullable=False),
        sa.Column("draft_id", Key, nullable=False),
        sa.Column("ref", Words(), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.Column("standing", sa.String(length=20)),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("note", Words(), nullable=False),
        sa.Column("promised", Day()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person_id", Key),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("inbox_key", Key),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_answer_history_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["inbox_key"], ["inbox.id"], name=op.f("fk_answer_history_inbox_key")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_answer_history_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_history")),
        sa.UniqueConstraint(
            "draft_id", "ref", "revision", name=op.f("uq_answer_history_draft_id_ref_revision")
        ),
    )
    op.create_table(
        "attachment",
        sa.Column("id", Key, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("mime", Words(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("file_id", Words(), nullable=False),
        sa.Column("draft_id", Key),
        sa.Column("ref", Words(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("error", Words(), server_default="", nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime()),
        sa.CheckConstraint(
            "state IN ('wanted', 'stored', 'failed')", name=op.f("ck_attachment_state")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_attachment_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attachment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_draft_id"), "attachment", ["draft_id"])
    op.create_table(
        "conversation",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("draft_id", Key, nullable=False),
        sa.Column("place", Json(), nullable=False),
        sa.Column("asked_message_id", Key),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_message_id"], ["message.id"], name=op.f("fk_conversation_asked_message_id")
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_conversation_draft_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_conversation_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "person_id", "draft_id", name=op.f("uq_conversation_person_id_draft_id")
        ),
    )
    op.create_index(op.f("ix_conversation_draft_id"), "conversation", ["draft_id"])
    op.create_table(
        "submission",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("draft_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("receipt_code", sa.String(length=40), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("person_name", Words(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("form_version", sa.String(length=64), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_submission_draft_id")),
        sa.ForeignKeyConstraint(
            ["form_version"], ["form_version.sha256"], name=op.f("fk_submission_form_version")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_submission_obligation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_submission_draft_id")),
        sa.UniqueConstraint(
            "obligation_id", "version", name=op.f("uq_submission_obligation_id_version")
        ),
        sa.UniqueConstraint("receipt_code", name=op.f("uq_submission_receipt_code")),
    )


def downgrade() -> None:
    for table in (
        "submission",
        "conversation",
        "attachment",
        "answer_history",
        "answer",
        "draft",
        "obligation",
        "round",
        "plan_version",
        "form_version",
    ):
        op.drop_table(table)
