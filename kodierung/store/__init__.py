"""The study's database: settled texts, suggestions, decisions, codings and history.

The only place that knows SQLAlchemy and Alembic. Others import `kodierung.store.store`;
importing this package alone costs nothing.
"""
