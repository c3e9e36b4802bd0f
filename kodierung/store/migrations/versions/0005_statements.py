"""Statements as they are printed, where the researcher abridged them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "coding",
        sa.Column("abridged", sa.Text(), server_default="", nullable=False),
    )
