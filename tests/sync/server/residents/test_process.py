"""The pages as people run them: a process of its own beside the main server, on each database."""

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from sync.server import cli
from sync.server.ground.database import Database
from tests.faults.server_process import ServerProcess, announced
from tests.postgres_cluster import SUPERUSER
from tests.sync.server import schema
from tests.sync.server.residents.visitor import ACCOUNT, SECRET

TIP = {"category": "lighting", "where": "u školy", "text": "Nesvítí lampa", "email": "jana@example.cz", "homepage": ""}


class Reader:
    """Asks a real process by hand: its cookies are for TLS, which stands before it in a town."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.hidden: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, the address to go on to, text."""
        headers = {"Cookie": self.cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if fields else {})
        body = urlencode(self.hidden | fields) if fields else None
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            given = answer.headers.get("set-cookie")
        self.cookie = given.partition(";")[0] if given and "form" in given else self.cookie
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
        self.hidden = {name: unescape(value) for name, value in found} or self.hidden
        return answer.status, answer.headers.get("location", ""), text


@pytest.fixture
def residents_url(database_url: str, database_kind: str) -> str:
    """The address of the database as the residents' process is given it."""
    return database_url.replace(f"//{SUPERUSER}@", f"//{ACCOUNT}@") if database_kind == "postgresql" else database_url


@pytest.fixture
def both(database_url: str, residents_url: str, tmp_path: Path) -> Iterator[tuple[ServerProcess, ServerProcess]]:
    """The main server and the residents' process."""
    where = ["--database", database_url, "--files", str(tmp_path / "files")]
    assert cli.main(["init", *where]) == 0
    if residents_url != database_url:
        assert cli.main(["residents", "account", ACCOUNT, *where]) == 0
    main = ServerProcess(database_url, tmp_path / "files", tmp_path / "main.log")
    pages = ServerProcess(residents_url, tmp_path / "pages", tmp_path / "pages.log", command="serve-residents")
    try:
        main.start()
        pages.start()
        yield main, pages
    finally:
        pages.kill()
        main.kill()


def test_that_what_is_sent_there_is_decided_by_the_main_server(
    both: tuple[ServerProcess, ServerProcess], database_url: str
) -> None:
    main, pages = both
    reader = Reader(pages.port)
    assert reader.ask("GET", "/podnet/popis?category=lighting")[0] == 200
    written = dict(reader.hidden)
    assert reader.ask("POST", "/podnet/popis", TIP | {"do": "preview"})[0] == 200
    reader.hidden |= written
    status, location, _ = reader.ask("POST", "/podnet/odeslat", TIP)
    assert status == 303
    secret = SECRET.search(location)
    assert secret is not None
    assert reader.ask("GET", location)[0] == 200
    database = Database(database_url)
    with database.read() as connection:
        row = connection.execute(sa.select(schema.intake.c.state, schema.intake.c.code)).one()
    database.close()
    assert row.state in ("waiting", "check"), "a program writes faster than a person"
    assert reader.ask("POST", "/api/v1/login", {"login": "x"})[0] == 404
    logs = main.log.read_text() + pages.log.read_text()
    assert secret[1] not in logs
    assert "jana@example.cz" not in logs
    assert ("SQLite has no accounts" in logs) == database_url.startswith("sqlite")


def test_that_any_free_port_is_taken_and_said(sqlite_url: str, tmp_path: Path) -> None:
    where = ["--database", sqlite_url, "--files", str(tmp_path)]
    assert cli.main(["init", *where]) == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "sync.server.cli", "serve-residents", "--port", "0", *where],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        address = announced(process)
        assert Reader(int(address.rpartition(":")[2])).ask("GET", "/")[0] == 200
    finally:
        process.kill()
        process.communicate()
