"""Run by Alembic, inside the transaction that `kodierung.store.upgrade` began."""

from alembic import context

from kodierung.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
