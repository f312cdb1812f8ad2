"""A PostgreSQL server of the test run's own: real programs, a temporary directory, a unix socket, nothing shared.

The server ends with the test process whatever happens to it: it hangs on a pipe that the kernel closes for us.
"""

import contextlib
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.postgres_renewal import Original

SUPERUSER: Final = "okrskar"

_SETTINGS: Final = {
    "listen_addresses": "",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
    "max_wal_size": "256MB",
    "autovacuum_naptime": "10min",
}
_FAST: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_DURABLE: Final = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}

_LIFE: Final = """
set -e
cd "$1"
"$2/initdb" -D data -U "$3" -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >initdb.log 2>&1
cat settings >>data/postgresql.conf
"$2/pg_ctl" -D data -l server.log -w -t 60 start >start.log 2>&1
echo ready
read -r _ || true
"$2/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1 || true
cd / && rm -rf "$1"
"""


class PostgresMissingError(RuntimeError):
    """The server programs of PostgreSQL are not on this machine."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL's server programs were not found: install the package postgresql (make test does)")


def server_programs() -> Path:
    """The directory of initdb and pg_ctl.

    Raises:
        PostgresMissingError: if there is none.
    """
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin_: int(bin_.parent.name), reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        places.insert(0, Path(answer.stdout.strip()))
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise PostgresMissingError


def _as_nobody_special() -> list[str]:
    """The words before a command that leave root behind, since the server programs refuse root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


class PostgresCluster:
    """One running server with as many databases as the tests ask for."""

    def __init__(self, *, durable: bool) -> None:
        """Start a server.

        Args:
            durable: with fsync and synchronous_commit as in production; otherwise as fast as it goes.

        Raises:
            PostgresMissingError: if the programs are not installed.
            RuntimeError: if the server does not start, with its log.
        """
        programs = server_programs()
        self._home = Path(tempfile.mkdtemp(prefix="okrskar-pg-", dir="/tmp"))  # a socket's path has 107 bytes at most
        self._numbers = count(1)
        self._templates: dict[str, str] = {}
        self._originals: dict[str, Original] = {}
        self._renewed: dict[str, list[str]] = {}
        settings = _SETTINGS | (_DURABLE if durable else _FAST) | {"unix_socket_directories": str(self._home)}
        (self._home / "settings").write_text("".join(f"{key} = '{value}'\n" for key, value in settings.items()))
        if os.geteuid() == 0:
            shutil.chown(self._home, "postgres")
        self._life = subprocess.Popen(
            [*_as_nobody_special(), "sh", "-c", _LIFE, "sh", str(self._home), str(programs), SUPERUSER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self._life.stdout is not None
        if self._life.stdout.readline() != b"ready\n":
            logs = [path.read_text(errors="replace") for path in sorted(self._home.glob("*.log"))]
            self.stop()
            raise RuntimeError("PostgreSQL did not start:\n" + "\n".join(logs))
        self._admin = psycopg.connect(self._conninfo("postgres"), autocommit=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _conninfo(self, database: str) -> str:
        return f"host={self._home} user={SUPERUSER} dbname={database}"

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={quote(str(self._home), safe='')}"

    def create(self, template: str = "template0") -> str:
        """Make a new database as a copy of a template; gives its name."""
        name = f"okrskar_{next(self._numbers)}"
        self._admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """The template database of that name; `build` fills it, given its address, the first time only."""
        if name not in self._templates:
            database = self.create()
            build(self.url(database))
            self._templates[name] = database
        return self._templates[name]

    def lend(self, template: str) -> str:
        """A copy of a template that nobody has used, or one that was made as good as new; gives its name."""
        if renewed := self._renewed.get(template):
            return renewed.pop()
        name = self.create(template)
        if template not in self._originals:
            self._originals[template] = Original.of(self._conninfo(name))
        return name

    def take_back(self, database: str, template: str) -> None:
        """Make a lent copy as good as new, or remove it where more was changed than rows."""
        if self._originals[template].renew(self._conninfo(database)):
            self._renewed.setdefault(template, []).append(database)
        else:
            self.drop(database)

    def drop(self, database: str) -> None:
        """Remove a database and end whoever is still connected to it."""
        self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def crash(self) -> None:
        """Kill the server as a power cut would: every process at once, nothing flushed."""
        self._admin.close()
        postmaster = int((self._home / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        handles = [os.pidfd_open(postmaster)]
        for child in children:
            with contextlib.suppress(ProcessLookupError):  # a worker that was done meanwhile
                handles.append(os.pidfd_open(int(child)))
        for handle in handles:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        for handle in handles:
            select.select([handle], [], [])
            os.close(handle)
        # A zombie that nobody has reaped yet would look like a running server.
        for claim in (self._home / "data" / "postmaster.pid", *self._home.glob(".s.PGSQL.*.lock")):
            claim.unlink()

    def restart(self) -> None:
        """Start the server again after a crash; it recovers from its log."""
        pg_ctl = [*_as_nobody_special(), str(server_programs() / "pg_ctl"), "-D", "data", "-l", "server.log", "-w"]
        subprocess.run([*pg_ctl, "start"], check=True, stdout=subprocess.DEVNULL, cwd=self._home)
        self._admin = psycopg.connect(self._conninfo("postgres"), autocommit=True)

    def stop(self) -> None:
        """End the server and remove its files."""
        if hasattr(self, "_admin"):
            self._admin.close()
        self._life.communicate()
        shutil.rmtree(self._home, ignore_errors=True)
