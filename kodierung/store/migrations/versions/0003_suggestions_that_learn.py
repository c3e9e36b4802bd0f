"""Where suggestions come from, what is remembered between runs, what was learned."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "suggestion",
        sa.Column("source", sa.Text(), server_default="rule", nullable=False),
    )
    op.add_column("suggestion", sa.Column("learned", sa.Float(), nullable=True))
    op.create_table(
        "remembered",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_remembered")),
    )
    op.create_index(op.f("ix_remembered_used"), "remembered", ["used"], unique=False)
    op.create_table(
        "ranker",
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("trained", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("parameters", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("coder", name=op.f("pk_ranker")),
    )
