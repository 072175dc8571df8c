"""People.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", Key, nullable=False),
        sa.Column("telegram_id", sa.BigInteger()),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("name", Words(), nullable=False),
        sa.Column("phone", Words(), server_default="", nullable=False),
        sa.Column("focus", Json(), nullable=False),
        sa.Column("blocked_at", UtcTime()),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_person_telegram_id")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "audit",
        sa.Column("id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("person_id", Key),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("detail", Json(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_table(
        "invite",
        sa.Column("id", Key, nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("created_by", Key),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime()),
        sa.Column("used_by", Key),
        sa.Column("revoked_at", UtcTime()),
        sa.CheckConstraint(
            "role IN ('liaison', 'second_liaison', 'leader', 'office', 'operator')",
            name=op.f("ck_invite_role"),
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_invite_created_by")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invite_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invite")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_invite_token_sha256")),
    )
    op.create_table(
        "membership",
        sa.Column("id", Key, nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.CheckConstraint(
            "role IN ('liaison', 'second_liaison', 'leader', 'office', 'operator')",
            name=op.f("ck_membership_role"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'active', 'revoked')", name=op.f("ck_membership_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
    op.create_index(op.f("ix_membership_unit_id"), "membership", ["unit_id"])
    op.create_index(
        "uq_membership_standing",
        "membership",
        ["person_id", "unit_id", "role"],
        unique=True,
        sqlite_where=sa.text("state <> 'revoked'"),
        postgresql_where=sa.text("state <> 'revoked'"),
    )


def downgrade() -> None:
    for table in ("membership", "invite", "audit", "setting", "person"):
        op.drop_table(table)
