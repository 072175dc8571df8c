"""Amendments.

Revision 0008, after 0007. Due times, names and signers that the office has changed.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Day, Json, Key, UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", Key, nullable=False),
        sa.Column("what", sa.String(length=160), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.Column("since", Day(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("created_by", Key, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name="fk_amendment_created_by"),
    )


def downgrade() -> None:
    op.drop_table("amendment")
