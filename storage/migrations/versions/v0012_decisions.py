"""Decisions of the office.

Revision 0012, after 0011. What the office decided about a round's report, and the reports it made
final; both only grow.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json, Key, UtcTime, Words

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = ("decision", "final_report")
_ACTIONS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("value", Json(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_decision_round_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decision_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "round_id", "subject", "id", name=op.f("uq_decision_round_id_subject_id")
        ),
    )
    op.create_table(
        "final_report",
        sa.Column("id", Key, nullable=False),
        sa.Column("round_id", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("inputs", Json(), nullable=False),
        sa.Column("content", Json(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("person_id", Key, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_final_report_round_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_final_report_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_report")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_final_report_round_id_number")),
    )
    _only_grow()


def _only_grow() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in _TABLES:
        if not sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION only_grows()"
            )
            continue
        for action in _ACTIONS:
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )


def downgrade() -> None:
    op.drop_table("final_report")
    op.drop_table("decision")
