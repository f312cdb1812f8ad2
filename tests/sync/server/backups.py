"""Backups as the operating guide makes them: a copy of the SQLite file, or pg_dump and pg_restore."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.postgres_cluster import server_programs


def back_up(url: str, target: Path) -> None:
    """Write a backup of the database while it is in use."""
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(database.database))) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    else:
        _run("pg_dump", "--format=custom", f"--file={target}", _plain(url))


def restore(url: str, source: Path) -> None:
    """Put the backup in the place of the database. Nobody may be connected."""
    database = make_url(url)
    if database.get_backend_name() == "sqlite":
        for suffix in ("-wal", "-shm"):
            Path(f"{database.database}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(source, str(database.database))
    else:
        _run("pg_restore", "--clean", "--if-exists", f"--dbname={_plain(url)}", str(source))


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([str(server_programs() / program), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
