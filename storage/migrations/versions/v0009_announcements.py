"""Announcements.

Revision 0009, after 0008. A notice may be an announcement of the office.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NAME = "ck_notice_kind"
_WITH = "kind IN ('reminder', 'digest', 'announcement')"
_WITHOUT = "kind IN ('reminder', 'digest')"


def upgrade() -> None:
    _allow(_WITH)


def downgrade() -> None:
    op.execute("DELETE FROM notice WHERE kind = 'announcement'")
    _allow(_WITHOUT)


def _allow(kinds: str) -> None:
    with op.batch_alter_table("notice") as table:
        table.drop_constraint(op.f(_NAME), type_="check")
        table.create_check_constraint(op.f(_NAME), sa.text(kinds))
