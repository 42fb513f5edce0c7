"""Runs the migrations on the connection that `store.schema` gives, inside its transaction."""

from importlib import import_module

from alembic import context

import_module("duckdb_sqlalchemy.alembic_impl")  # registers DuckDB with Alembic when it is loaded
connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
