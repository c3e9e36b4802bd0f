"""The tables of the study's database."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

# The migration that makes the tables below; a new migration comes with a new number.
REVISION = "0006"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _transcript_id(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "transcript_id",
        Integer,
        ForeignKey("transcript.id"),
        nullable=False,
        primary_key=primary_key,
        index=not primary_key,
    )


def _text(name: str, *, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, index=index)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("name"),
    _text("group"),
    _text("text"),
    _text("digest"),
    _text("attributes"),  # JSON object
    _text("format"),
    _text("encoding"),
    UniqueConstraint("name"),
)

# Every file a transcript was read from; the last one is the current version.
source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    _transcript_id(),
    _text("file"),
    _text("digest"),
    _text("imported"),
    Column("reading", Text, nullable=False, server_default="{}"),  # JSON object
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", Integer, primary_key=True),
    _transcript_id(),
    _whole("position"),
    _text("label"),
    _text("kind"),
    _text("function"),
    _text("attributes"),  # JSON object
    Column("told", Text, nullable=False, server_default="[]"),  # JSON list
    Column("collective", Integer, nullable=False, server_default="0"),
    UniqueConstraint("transcript_id", "label"),
)

# What a transcript was before it was replaced or taken away: its words and who said
# them. By name, because a version outlives a transcript whose import is undone.
version = Table(
    "version",
    metadata,
    Column("transcript", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),  # SHA-256 of text and turns
    _text("text"),
    _text("digest"),
    _text("turns"),  # JSON list of rows: number, speaker, start, end, times
)

turn = Table(
    "turn",
    metadata,
    _transcript_id(primary_key=True),
    Column("number", Integer, primary_key=True, nullable=False),
    _text("speaker"),
    _whole("start"),
    _whole("end"),
    Column("start_time", Float),
    Column("end_time", Float),
)

# `current` is 0 for one that somebody decided on but the latest run no longer makes:
# kept for its decision, shown to nobody else.
suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _transcript_id(),
    _whole("turn"),
    _text("speaker"),
    _whole("start"),
    _whole("end"),
    _text("quote"),
    _text("code", index=True),
    _text("rule"),
    _text("reason"),
    Column("score", Float, nullable=False),
    _text("modality"),
    _whole("current"),
    Column("source", Text, nullable=False, server_default="rule"),
    Column("learned", Float),
)

# `text_digest` names the text the offsets were last found to be right in, `version` the
# archived version for a detached one.
coding = Table(
    "coding",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _transcript_id(),
    _whole("start"),
    _whole("end"),
    _text("quote"),
    _text("code", index=True),
    _text("coder", index=True),
    _text("created"),
    _text("memo"),
    _text("origin"),
    _whole("statement"),
    _text("status"),
    _text("text_digest"),
    Column("version", Text, nullable=False, server_default=""),
    Column("abridged", Text, nullable=False, server_default=""),
)

# Deferred, so that a decision and the coding it leads to may come in either order.
decision = Table(
    "decision",
    metadata,
    Column(
        "suggestion_id",
        Text,
        ForeignKey("suggestion.id"),
        primary_key=True,
        nullable=False,
    ),
    Column("coder", Text, primary_key=True, nullable=False, index=True),
    _text("status"),
    _text("created"),
    Column(
        "coding_id",
        Text,
        ForeignKey("coding.id", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
)

analysed = Table(
    "analysed",
    metadata,
    _transcript_id(primary_key=True),
    _text("fingerprint"),
    _text("time"),
)

# What was worked out and can be worked out again: bounded in size, no part of the
# history, emptied without loss.
remembered = Table(
    "remembered",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("used", Integer, nullable=False, index=True),  # the run that last asked
)

# What was learned from a coder's decisions, and from which.
ranker = Table(
    "ranker",
    metadata,
    Column("coder", Text, primary_key=True, nullable=False),
    _text("trained"),
    _text("codebook"),
    _text("version"),
    _text("seen"),  # digest of the decisions and codings it saw
    _text("report"),  # JSON object: how many of which, how good
    Column("parameters", LargeBinary, nullable=False),
)

# On the study, a transcript, a speaker, a segment, a code, or a cell of a table; by
# name, because a memo outlives what it is on. `version` names the archived version for
# a detached one.
memo = Table(
    "memo",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    _text("kind"),
    _text("transcript", index=True),
    _text("group"),
    _text("speaker"),
    _whole("start"),
    _whole("end"),
    _text("quote"),
    _text("code"),
    _text("coder"),
    _text("created"),
    _text("changed"),
    _text("text"),
    _text("status"),
    _text("version"),
)

# Turns a coder has read through. A turn is known by its words and which of several
# equal ones it is, so that what is read stays read in a new version, and nothing else.
read_turn = Table(
    "read_turn",
    metadata,
    Column("transcript", Text, primary_key=True, nullable=False),
    Column("coder", Text, primary_key=True, nullable=False),
    Column("turn", Text, primary_key=True, nullable=False),
    _text("time"),
)

# What things are called in the projects of other programs: by name, because a GUID
# outlives what it was given to.
identity = Table(
    "identity",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("subject", Text, primary_key=True, nullable=False),
    _text("guid"),
)

# What came with a project and has no place in a study, for the way back.
carried = Table(
    "carried",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("guid", Text, primary_key=True, nullable=False),
    _text("content"),
)

# Codebook files as they were before and after kodierung changed them, compressed.
codebook_text = Table(
    "codebook_text",
    metadata,
    Column("digest", Text, primary_key=True, nullable=False),
    Column("text", LargeBinary, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("batch", Integer, nullable=False, index=True),
    _text("time"),
    _text("verb"),
    _text("coder"),
    _text("kind"),
    _text("subject"),
    Column("before", Text),  # JSON object
    Column("after", Text),  # JSON object
    Index(None, "kind", "subject"),
)
