"""Matters.

Revision 0014, after 0013. Difficulties and proposals of units as items of their own, and what was
done about each; the latter only grows.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Key, UtcTime, Words

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STEPS = "'answered', 'carried_over', 'asked', 'settled', 'remains', 'words'"


def upgrade() -> None:
    op.create_table(
        "matter",
        sa.Column("id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("question", sa.String(length=100), nullable=False),
        sa.Column("section", sa.String(length=100), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_matter_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint(
            "round_id", "unit_id", "question", name=op.f("uq_matter_round_id_unit_id_question")
        ),
    )
    op.create_table(
        "matter_step",
        sa.Column("id", Key, nullable=False),
        sa.Column("matter_id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("words", Words(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint(f"step IN ({_STEPS})", name=op.f("ck_matter_step_step")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_step_matter_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_matter_step_round_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_matter_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_step")),
        sa.UniqueConstraint("matter_id", "id", name=op.f("uq_matter_step_matter_id_id")),
    )
    _only_grows()


def _only_grows() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE TRIGGER matter_step_only_grows BEFORE UPDATE OR DELETE ON matter_step "
            "FOR EACH ROW EXECUTE FUNCTION only_grows()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER matter_step_no_{action.lower()} BEFORE {action} ON matter_step "
            "BEGIN SELECT RAISE(ABORT, 'matter_step only grows'); END"
        )


def downgrade() -> None:
    op.drop_table("matter_step")
    op.drop_table("matter")
