"""Databases with the newest schema, copied for each town."""

from tests.sync.server.conftest import postgres_schema, sqlite_template, sqlite_url

__all__ = ["postgres_schema", "sqlite_template", "sqlite_url"]
