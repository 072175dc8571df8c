"""What was done is a chain.

Revision 0007, after 0006. Every audit row carries a hash of its words and one over the row before.
"""

import secrets

import sqlalchemy as sa
from alembic import op

from storage.audit_chain import BEGINNING, link, words_hash
from storage.forgetting import lifted
from storage.tables import audit

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COLUMNS = {"salt": 32, "words": 64, "chain": 64}


def upgrade() -> None:
    for name, length in _COLUMNS.items():
        op.add_column(
            "audit", sa.Column(name, sa.String(length), server_default="", nullable=False)
        )
    _join(op.get_bind())


def _join(connection: sa.Connection) -> None:
    """The rows there are become a chain as they stand."""
    before = BEGINNING
    with lifted(connection, audit):
        for row in connection.execute(sa.select(audit).order_by(audit.c.id)).all():
            salt = secrets.token_hex(16)
            words = words_hash(salt, row.action, row.subject, row.detail)
            before = link(before, row.at, row.person_id, words)
            values = {"salt": salt, "words": words, "chain": before}
            connection.execute(sa.update(audit).where(audit.c.id == row.id).values(**values))


def downgrade() -> None:
    connection = op.get_bind()
    with lifted(connection, audit):
        for name in _COLUMNS:
            op.drop_column("audit", name)
