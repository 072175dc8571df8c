"""What a leader saw.

Revision 0015, after 0014. The answers of a draft as they were put before its unit's leader, so that
whoever is asked again is shown what has changed since.
"""

import sqlalchemy as sa
from alembic import op

from storage.tables.columns import Json

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approval", sa.Column("content", Json(), nullable=True))


def downgrade() -> None:
    op.drop_column("approval", "content")
