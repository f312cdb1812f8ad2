"""The databases that other tests stand on are what they say."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy

from tests.postgres_cluster import PostgresCluster

_KILLED = """
import os, signal
from tests.postgres_cluster import PostgresCluster
cluster = PostgresCluster(durable=False)
print(cluster._home, cluster._life.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def _setting(url: str, name: str) -> str:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        return str(connection.execute(sqlalchemy.text(f"SHOW {name}")).scalar_one())


def test_that_the_same_statements_run_on_both_databases(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE tip (title text)"))
        connection.execute(sqlalchemy.text("INSERT INTO tip VALUES ('Osvětlení')"))
        assert connection.execute(sqlalchemy.text("SELECT title FROM tip")).scalar_one() == "Osvětlení"


def test_that_every_test_gets_an_empty_database(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url, poolclass=sqlalchemy.NullPool)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    engine.dispose()


def test_that_ordinary_tests_do_not_wait_for_the_disk(postgres_url: str) -> None:
    assert _setting(postgres_url, "fsync") == "off"


@pytest.mark.durable
def test_that_a_durable_test_commits_as_in_production(postgres_url: str) -> None:
    assert _setting(postgres_url, "fsync") == "on"
    assert _setting(postgres_url, "synchronous_commit") == "on"


def test_that_a_durable_server_keeps_what_it_committed_when_it_is_killed() -> None:
    with PostgresCluster(durable=True) as cluster:
        engine = sqlalchemy.create_engine(cluster.url(cluster.create()), poolclass=sqlalchemy.NullPool)
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE tip (title text)"))
        cluster.crash()
        with pytest.raises(sqlalchemy.exc.OperationalError):
            sqlalchemy.inspect(engine)
        cluster.restart()
        assert sqlalchemy.inspect(engine).get_table_names() == ["tip"]


def test_that_a_template_is_filled_once_and_copied(postgres_cluster: PostgresCluster) -> None:
    filled: list[str] = []

    def build(url: str) -> None:
        filled.append(url)
        engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE tip (title text)"))

    copies = [postgres_cluster.create(postgres_cluster.template("copied", build)) for _ in range(2)]
    for copy in copies:
        engine = sqlalchemy.create_engine(postgres_cluster.url(copy), poolclass=sqlalchemy.NullPool)
        assert sqlalchemy.inspect(engine).get_table_names() == ["tip"]
        engine.dispose()
        postgres_cluster.drop(copy)
    assert len(filled) == 1


def test_that_a_killed_test_process_leaves_no_server_behind() -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED], capture_output=True, text=True, check=False)
    home, _, life = killed.stdout.strip().partition(" ")
    assert home
    pidfile = Path(f"/proc/{life}")
    subprocess.run(["timeout", "20", "tail", f"--pid={life}", "-f", "/dev/null"], check=True)
    assert not pidfile.exists()
    assert not Path(home).exists()
