"""What the account of the residents' pages may do in PostgreSQL, and whether it may do no more.

It inserts one kind of row, reads what is public anyway, and asks questions that need a key.
"""

import re
from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server.ground import meta
from sync.server.ground.database import Database
from sync.server.intake.keyed import ANSWERS, DOCUMENTS, KEYED

PUBLIC: Final = (
    "category", "basemap", "public_document", "district", "district_priority", "pledge", "event", "alembic_version",
)  # fmt: skip
"""Tables that hold nothing that residents may not read."""
INSERTED: Final[Mapping[str, tuple[str, ...]]] = {
    "intake": ("number", "form", "link", "kind", "doc", "digest", "language", "at", "address", "network", "doubt"),
    "intake_photo": ("id", "bag", "drops", "data", "shown", "size", "media_type", "place", "at", "address"),
}
"""What it may write, by table: new rows with these columns and nothing else."""
KNOWN: Final = "residents_account"
"""Under which name the server remembers the account, to grant it anew after an upgrade."""


def open_to(database: Database, account: str) -> bool:
    """Make the account, if there is none of this name, and let it do its part alone. True where it is new."""
    with database.write() as connection:
        known = connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": account}).first()
        if known is None:
            connection.exec_driver_sql(f"CREATE ROLE {_quoted(connection, account)} LOGIN NOINHERIT")
        meta.write(connection, KNOWN, account)
        _grant(connection, account)
    return known is None


def renew(connection: Connection) -> None:
    """After an upgrade: the functions as this version asks them, and the known account's rights to them."""
    if connection.dialect.name != "postgresql":
        return
    account = meta.read(connection, KNOWN)
    if account:
        _grant(connection, account)
    else:
        _define(connection)


def excess(connection: Connection) -> list[str]:
    """Which tables the connected account could read or change though it should not; none where all is well.

    Also which other accounts it could become, and the schema where it could make things of its own.
    """
    rows = connection.execute(_EXCESS, {"public": list(PUBLIC), "inserted": list(INSERTED)}).scalars()
    others = connection.execute(_OTHERS).scalars()
    return [*sorted(rows), *sorted(others)]


def lacking(connection: Connection) -> list[str]:
    """What the connected account can not do though it has to."""
    asked = {f"read {name}": f"has_table_privilege('{name}', 'SELECT')" for name in PUBLIC}
    asked |= {
        f"write {name} of {table}": f"has_column_privilege('{table}', '{name}', 'INSERT')"
        for table, names in INSERTED.items()
        for name in names
    }
    asked |= {
        f"ask {name}": f"coalesce(has_function_privilege(to_regproc('{name}'), 'EXECUTE'), false)" for name in KEYED
    }
    columns = ", ".join(f"{test} AS c{place}" for place, test in enumerate(asked.values()))
    row = connection.execute(sa.text(f"SELECT {columns}")).one()
    return [what for what, may in zip(asked, row, strict=True) if not may]


def _define(connection: Connection) -> None:
    schema = str(connection.execute(sa.text("SELECT current_schema()")).scalar_one())
    path = _quoted(connection, schema)
    for name, (body, keys) in KEYED.items():
        text = body
        for named, column in DOCUMENTS.items():
            text = text.replace(named, f"CAST({column} AS jsonb)")
        for place, key in enumerate(keys, start=1):
            text = re.sub(rf":{key}\b", f"${place}", text)
        typed = ", ".join("text" for _ in keys)
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}({typed})")
        connection.exec_driver_sql(
            f"CREATE FUNCTION {name}({typed}) RETURNS {ANSWERS[name]} LANGUAGE sql STABLE SECURITY DEFINER "
            f"SET search_path = {path}, pg_temp AS $asked${text}$asked$"
        )
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {name}({typed}) FROM PUBLIC")


def _grant(connection: Connection, account: str) -> None:
    _define(connection)
    name = _quoted(connection, account)
    schema = _quoted(connection, str(connection.execute(sa.text("SELECT current_schema()")).scalar_one()))
    connection.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
    connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(PUBLIC)} TO {name}")
    for table, columns in INSERTED.items():
        connection.exec_driver_sql(f"GRANT INSERT ({', '.join(columns)}) ON {table} TO {name}")
    for function, (_, keys) in KEYED.items():
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {function}({', '.join('text' for _ in keys)}) TO {name}")


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


_EXCESS = sa.text(
    "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') "
    "AND c.relnamespace = current_schema()::regnamespace AND ("
    "has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE, TRUNCATE, TRIGGER') "
    "OR (c.relname <> ALL (:public) AND has_any_column_privilege(c.oid, 'SELECT')) "
    "OR (c.relname <> ALL (:inserted) AND has_any_column_privilege(c.oid, 'INSERT')))"
)
_OTHERS = sa.text(
    "SELECT 'what ' || m.roleid::regrole || ' may' FROM pg_auth_members m "
    "WHERE m.member = (SELECT oid FROM pg_roles WHERE rolname = current_user) "
    "UNION ALL SELECT 'the schema ' || current_schema() WHERE has_schema_privilege(current_schema(), 'CREATE')"
)
