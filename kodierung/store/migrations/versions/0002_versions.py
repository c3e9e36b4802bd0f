"""Earlier versions of transcripts, what researchers said of speakers and of reading."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "version",
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("turns", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("transcript", "key", name=op.f("pk_version")),
    )
    op.add_column(
        "coding", sa.Column("version", sa.Text(), server_default="", nullable=False)
    )
    op.add_column(
        "speaker", sa.Column("told", sa.Text(), server_default="[]", nullable=False)
    )
    op.add_column(
        "speaker",
        sa.Column("collective", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column(
        "source", sa.Column("reading", sa.Text(), server_default="{}", nullable=False)
    )
