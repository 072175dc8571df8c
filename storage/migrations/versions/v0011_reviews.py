"""Reviews.

Revision 0011, after 0010. Leaders' consent, the office's review, extensions, signed documents,
frozen rounds, reports filled in by the office, and questions outside a report.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Day, Json, Key, UtcTime, Words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("origin", Json(), server_default="null", nullable=False))
    for name in ("consent", "origin"):
        op.add_column("submission", sa.Column(name, Json(), server_default="null", nullable=False))
    _approvals()
    _reviews()
    _documents()
    _dialogues()


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("draft_id", Key, nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_by", Key, nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_by", Key),
        sa.Column("decided_at", UtcTime()),
        sa.Column("comment", Words(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'approved', 'amend', 'withdrawn')",
            name=op.f("ck_approval_state"),
        ),
        *_refers("approval", obligation_id="obligation", draft_id="draft", asked_by="person"),
        *_refers("approval", decided_by="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "uq_approval_waiting",
        "approval",
        ["obligation_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("comment", Words(), nullable=False),
        sa.Column("refs", Json(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("verdict IN ('accepted', 'returned')", name=op.f("ck_review_verdict")),
        *_refers("review", obligation_id="obligation", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_obligation_id"), "review", ["obligation_id"])
    op.create_table(
        "extension",
        sa.Column("id", Key, nullable=False),
        sa.Column("obligation_id", Key, nullable=False),
        sa.Column("from_due", UtcTime(), nullable=False),
        sa.Column("to_due", UtcTime(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        *_refers("extension", obligation_id="obligation", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index(op.f("ix_extension_obligation_id"), "extension", ["obligation_id"])


def _documents() -> None:
    op.create_table(
        "signed_document",
        sa.Column("id", Key, nullable=False),
        sa.Column("submission_id", Key, nullable=False),
        sa.Column("attachment_id", Key, nullable=False),
        sa.Column("number", Words(), nullable=False),
        sa.Column("signed_on", Day(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        *_refers("signed_document", submission_id="submission", attachment_id="attachment"),
        *_refers("signed_document", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_document")),
    )
    op.create_index(op.f("ix_signed_document_submission_id"), "signed_document", ["submission_id"])


def _dialogues() -> None:
    op.create_table(
        "dialogue",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", Json(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        *_refers("dialogue", person_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
    )
    op.create_index(op.f("ix_dialogue_person_id"), "dialogue", ["person_id"])
    op.create_table(
        "round_freeze",
        sa.Column("id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("opened_by", Key),
        sa.Column("opened_at", UtcTime()),
        *_refers("round_freeze", round_id="round", person_id="person", opened_by="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_freeze")),
    )
    standing = sa.text("opened_at IS NULL")
    op.create_index(
        "uq_round_freeze_standing",
        "round_freeze",
        ["round_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"))
        for name, other in columns.items()
    ]


def downgrade() -> None:
    for table in ("round_freeze", "dialogue", "signed_document", "extension", "review", "approval"):
        op.drop_table(table)
    for table, name in (("submission", "origin"), ("submission", "consent"), ("draft", "origin")):
        op.drop_column(table, name)
