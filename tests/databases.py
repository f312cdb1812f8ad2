"""Fixtures for databases: the same test on SQLite and on a real PostgreSQL, each test on a fresh one."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.postgres_cluster import PostgresCluster


class Clusters:
    """The servers of this test process, each started when first asked for."""

    def __init__(self) -> None:
        self._running: dict[bool, PostgresCluster] = {}

    def get(self, *, durable: bool) -> PostgresCluster:
        if durable not in self._running:
            self._running[durable] = PostgresCluster(durable=durable)
        return self._running[durable]

    def stop(self) -> None:
        for cluster in self._running.values():
            cluster.stop()


@pytest.fixture(scope="session")
def postgres_clusters() -> Iterator[Clusters]:
    """The PostgreSQL servers of the session (one process of pytest-xdist, one server)."""
    clusters = Clusters()
    yield clusters
    clusters.stop()


@pytest.fixture
def postgres_cluster(request: pytest.FixtureRequest, postgres_clusters: Clusters) -> PostgresCluster:
    """The server for this test: fast, or with production's durability if the test is marked `durable`."""
    return postgres_clusters.get(durable=request.node.get_closest_marker("durable") is not None)


@pytest.fixture
def postgres_schema() -> tuple[str, Callable[[str], None]] | None:
    """Override it in a conftest to start from a template: its name, and what fills it given its address."""
    return None


@pytest.fixture
def postgres_url(
    postgres_cluster: PostgresCluster, postgres_schema: tuple[str, Callable[[str], None]] | None
) -> Iterator[str]:
    """The address of a PostgreSQL database in which nothing is but the schema."""
    template = postgres_cluster.template(*postgres_schema) if postgres_schema else "template0"
    database = postgres_cluster.lend(template)
    yield postgres_cluster.url(database)
    postgres_cluster.take_back(database, template)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a fresh SQLite file."""
    return f"sqlite:///{tmp_path / 'server.sqlite3'}"


DATABASES = "OKRSKAR_TEST_DATABASES"
"""The environment's word for the kinds that such a test runs on, apart by blanks; both where it says nothing."""


@pytest.fixture(params=os.environ.get(DATABASES, "sqlite postgresql").split())
def database_kind(request: pytest.FixtureRequest) -> Literal["sqlite", "postgresql"]:
    """Runs the test once on each database."""
    kind: Literal["sqlite", "postgresql"] = request.param
    return kind


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: Literal["sqlite", "postgresql"]) -> str:
    """The address of a fresh, empty database, once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{'postgres' if database_kind == 'postgresql' else 'sqlite'}_url")
    return url
