"""On PostgreSQL the residents' pages have an account that can do their part and nothing else."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.server import cli
from sync.server.ground.database import Database
from sync.server.intake.account.repository import INSERTED, PUBLIC, excess, lacking, renew
from tests.sync.server import schema
from tests.sync.server.residents.visitor import ACCOUNT, settings_for_residents
from tests.sync.server.station import Station

REFUSED = "42501"
"""insufficient_privilege"""


@pytest.fixture
def database_kind() -> str:
    """SQLite has no accounts."""
    return "postgresql"


@pytest.fixture
def account(station: Station) -> Iterator[Database]:
    """The database as the residents' process has it."""
    database = Database(settings_for_residents(station).database)
    yield database
    database.close()


def refusal(database: Database, statement: str) -> str:
    """The state with which a statement is refused; empty where it is not."""
    try:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    except sa.exc.DBAPIError as error:
        return str(getattr(error.orig, "sqlstate", "?"))
    return ""


TABLES = sorted({*schema.metadata.tables, "alembic_version"})


def test_that_it_reads_nothing_but_what_is_public(account: Database) -> None:
    for table in TABLES:
        expected = "" if table in PUBLIC else REFUSED
        assert refusal(account, f"SELECT * FROM {table}") == expected, table
        assert refusal(account, f"SELECT count(*) FROM {table}") == expected, table


def test_that_it_changes_and_deletes_nothing(account: Database) -> None:
    for table in TABLES:
        column = "version_num" if table == "alembic_version" else next(iter(schema.metadata.tables[table].c)).name
        assert refusal(account, f"DELETE FROM {table}") == REFUSED, table
        assert refusal(account, f'UPDATE {table} SET "{column}" = NULL') == REFUSED, table
        assert refusal(account, f"TRUNCATE {table}") == REFUSED, table
        assert refusal(account, f"DROP TABLE {table}") == REFUSED, table
        if table not in INSERTED:
            assert refusal(account, f'INSERT INTO {table} ("{column}") VALUES (NULL)') == REFUSED, table


def test_that_it_writes_no_more_of_a_row_than_what_was_sent(account: Database) -> None:
    kept = {"intake": ("state", "code", "tip_id", "decided_at"), "intake_photo": ("clean", "tip_id", "until")}
    for table, names in kept.items():
        for name in names:
            assert name not in INSERTED[table]
            assert refusal(account, f"INSERT INTO {table} ({name}) VALUES ('done')") == REFUSED


def test_that_others_can_not_ask_what_needs_a_key_and_no_table_of_theirs_is_asked(
    station: Station, account: Database
) -> None:
    with station.server.database.write() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS okrskar_stranger")
        connection.exec_driver_sql("CREATE ROLE okrskar_stranger LOGIN")
    stranger = Database(settings_for_residents(station).database.replace(ACCOUNT, "okrskar_stranger"))
    assert refusal(stranger, "SELECT * FROM intake_followed('x')") == REFUSED
    assert refusal(stranger, "SELECT * FROM intake_counts('a', 'b', 'c', 'd')") == REFUSED
    stranger.close()
    with account.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TEMPORARY TABLE intake AS SELECT 'n' AS number, 'x' AS link, '' AS at, 'tip' AS kind, "
            "'waiting' AS state, '{}' AS doc"
        )
        connection.exec_driver_sql("GRANT SELECT ON intake TO PUBLIC")
        assert connection.exec_driver_sql("SELECT * FROM intake_followed('x')").all() == []


def test_that_the_process_starts_with_this_account_alone(
    station: Station, account: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(connection: Connection) -> tuple[list[str], list[str]]:
        return excess(connection), lacking(connection)

    with account.read() as connection:
        assert asked(connection) == ([], [])
    with station.server.database.read() as connection:
        assert "tip" in excess(connection)
    assert cli.main(["serve-residents", "--database", station.settings.database, "--files", str(station.settings.files),
                     "--port", "0"]) == 2  # fmt: skip
    assert "could read or change" in capsys.readouterr().err
    with station.server.database.write() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS okrskar_mighty")
        connection.exec_driver_sql("CREATE ROLE okrskar_mighty")
        connection.exec_driver_sql(f"GRANT okrskar_mighty TO {ACCOUNT}")
        schema_name = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        connection.exec_driver_sql(f'GRANT CREATE ON SCHEMA "{schema_name}" TO {ACCOUNT}')
    with account.read() as connection:
        assert excess(connection) == [f"the schema {schema_name}", "what okrskar_mighty may"]
    with station.server.database.write() as connection:
        connection.exec_driver_sql("DROP ROLE okrskar_mighty")
        connection.exec_driver_sql(f'REVOKE CREATE ON SCHEMA "{schema_name}" FROM {ACCOUNT}')
        connection.exec_driver_sql(f"GRANT SELECT (login) ON account TO {ACCOUNT}")
        connection.exec_driver_sql(f"GRANT INSERT ON job TO {ACCOUNT}")
    with account.read() as connection:
        assert excess(connection) == ["account", "job"]
    with station.server.database.write() as connection:
        connection.exec_driver_sql(f"REVOKE SELECT (login) ON account FROM {ACCOUNT}")
        renew(connection)
        connection.exec_driver_sql("DROP FUNCTION intake_digest(text)")
    with account.read() as connection:
        assert asked(connection) == ([], ["ask intake_digest"])


def test_that_the_command_makes_it_and_renews_it(station: Station, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--database", station.settings.database, "--files", str(station.settings.files)]
    with station.server.database.write() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS okrskar_fresh")
    assert cli.main(["residents", "account", "okrskar_fresh", *where]) == 0
    assert cli.main(["residents", "account", "okrskar_fresh", *where]) == 0
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["made", "renewed"]
    assert cli.main(["residents", "account", "okrskar", *where]) == 2
    with station.server.database.write() as connection:
        connection.exec_driver_sql("DROP OWNED BY okrskar_fresh")
        connection.exec_driver_sql("DROP ROLE okrskar_fresh")
