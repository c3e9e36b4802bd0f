"""Earlier versions of transcripts, and what researchers said of speakers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("turns", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_version_transcript_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint(
            "transcript_id", "key", name=op.f("uq_version_transcript_id_key")
        ),
    )
    op.create_index(
        op.f("ix_version_transcript_id"), "version", ["transcript_id"], unique=False
    )
    op.add_column(
        "speaker", sa.Column("told", sa.Text(), server_default="[]", nullable=False)
    )
