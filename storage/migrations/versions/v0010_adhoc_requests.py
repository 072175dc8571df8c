"""Ad hoc requests.

Revision 0010, after 0009. What the office writes step by step, then the definition of its round.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adhoc_request",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("asked", sa.String(length=20), nullable=False),
        sa.Column("pending", Json(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(length=100)),
        sa.Column("form_version", sa.String(length=64)),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("updated_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'dropped', 'sent', 'cancelled', 'closed')",
            name=op.f("ck_adhoc_request_state"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_adhoc_request_person_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_adhoc_request_round_id")),
        sa.ForeignKeyConstraint(
            ["form_version"],
            ["form_version.sha256"],
            name=op.f("fk_adhoc_request_form_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adhoc_request")),
        sa.UniqueConstraint("round_id", name=op.f("uq_adhoc_request_round_id")),
    )
    op.create_index("ix_adhoc_request_state", "adhoc_request", ["state"])


def downgrade() -> None:
    op.drop_table("adhoc_request")
