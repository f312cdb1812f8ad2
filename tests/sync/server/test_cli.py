"""The command line does what it says, says what is wrong, and leaves nothing half written."""

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from app.identifiers import new_id
from sync.server import cli
from tests.faults.server_process import HANG_SECONDS, announced
from tests.sync.server import schema
from tests.sync.server.station import open_station

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on this test's database: exit code, output, errors."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([*arguments, "--database", database_url, "--files", str(tmp_path / "files")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder to make files in, open to all as the shell would make it."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    return folder


@pytest.fixture
def ready(run: Run, database_url: str, tmp_path: Path) -> Run:
    """A database with districts."""
    assert run("init")[0] == 0
    with open_station(database_url, tmp_path / "files") as station:
        station.with_districts()
    return run


def test_that_init_makes_a_server_and_again_changes_nothing(run: Run, database_url: str, tmp_path: Path) -> None:
    assert run("init")[0] == 0
    assert (tmp_path / "files").is_dir()
    before = _incarnation(database_url)
    assert run("init")[0] == 0
    assert _incarnation(database_url) == before != ""


def test_that_nothing_else_works_before_init(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["officers", "list", "--database", f"sqlite:///{tmp_path / 'new.sqlite3'}"]) == 2
    assert "run okrskar-server init" in capsys.readouterr().err


def test_that_an_officer_gets_districts_and_a_code(ready: Run) -> None:
    code, said, _ = ready("officers", "add", "novak", "--name", "Jan Novák", "--district", "d1")
    assert code == 0
    assert re.search(r"^officer [0-9a-f-]{36}$", said, re.MULTILINE)
    assert re.search(r"^code +[2-9A-Z]{5}-[2-9A-Z]{5}$", said, re.MULTILINE)
    assert re.search(r"novak +officer +d1 +Jan Novák", ready("officers", "list")[1])
    assert "code" in ready("officers", "code", "novak")[1]


def test_that_a_refused_officer_leaves_nothing_behind(ready: Run, database_url: str) -> None:
    code, _, said = ready("officers", "add", "novak", "--name", "Jan", "--district", "d1", "--district", "d9")
    assert (code, said) == (2, "okrskar-server: there is no district 'd9'\n")
    assert _count(database_url, schema.account) == _count(database_url, schema.duty) == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("officers", "add", "novak", "--name", "B"), "there is an account 'novak' already"),
        (("officers", "code", "nikdo"), "there is no account 'nikdo' in use"),
        (("officers", "duty", "novak", "d1", "--until", "soon"), "not a moment: soon"),
        (("officers", "duty", "novak", "d1", "--until", "2020-01-01T00:00:00Z"), "a duty ends after it begins"),
        (("officers", "duty", "novak", "d1", "--end"), "novak has no duty in d1"),
        (("devices", "revoke", "x"), "there is no device x in service"),
        (("erase", "2026-000009"), "there is no tip 2026-000009; nothing was erased"),
        (("keys", "revoke", "x"), "there is no key x in use"),
        (("serve", "--key", "none.pem"), "TLS needs both"),
        (("serve", "--key", "none.pem", "--certificate", "none.pem"), "there is no file none.pem"),
        (("serve", "--key", __file__, "--certificate", __file__), "are no certificate in PEM and its key"),
        (("serve", "--port", "99999"), "a port is a number up to 65535"),
        (("serve", "--workers", "0"), "at least one worker"),
        (("officers", "add", "dudek", "--name", "Jan\nDudek"), "one line of printable characters"),
        (("demo", "--as-of", "0001-01-01"), "between 2000 and 2099"),
    ],
)
def test_that_what_can_not_be_done_is_said_in_words(ready: Run, command: tuple[str, ...], said: str) -> None:
    ready("officers", "add", "novak", "--name", "Jan")
    code, _, error = ready(*command)
    assert code == 2
    assert said in error


def test_that_a_duty_is_granted_and_ended(ready: Run) -> None:
    ready("officers", "add", "novak", "--name", "Jan")
    assert ready("officers", "duty", "novak", "d2", "--kind", "cover")[0] == 0
    assert re.search(r"officer +d2", ready("officers", "list")[1])
    assert ready("officers", "duty", "novak", "d2", "--end")[0] == 0
    assert re.search(r"officer +-", ready("officers", "list")[1])


def test_that_a_password_is_set_from_standard_input(
    ready: Run, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready("officers", "add", "dispecink", "--name", "Dispečink", "--role", "dispatcher")
    monkeypatch.setattr("sys.stdin", io.StringIO("krátké\n"))
    assert ready("officers", "password", "dispecink")[2] == "okrskar-server: a password has 12 to 128 characters\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("Dispecink-vychod\n"))
    assert "too easy to guess" in ready("officers", "password", "dispecink")[2]
    assert _scalar(database_url, sa.select(schema.account.c.password)) is None
    monkeypatch.setattr("sys.stdin", io.StringIO("dostatečně dlouhé heslo\r\n"))
    assert ready("officers", "password", "dispecink")[0] == 0
    assert str(_scalar(database_url, sa.select(schema.account.c.password))).startswith("$argon2id$v=19$m=65536,t=3")


def test_that_a_deactivated_officer_has_no_device_in_service(ready: Run, database_url: str, tmp_path: Path) -> None:
    with open_station(database_url, tmp_path / "files") as station:
        station.device(station.person("novak"))
    assert "1 devices" in ready("officers", "deactivate", "novak")[1]
    assert "REVOKED" in ready("devices", "list")[1]
    assert "out of use" in ready("officers", "list")[1]


def test_that_the_audit_can_be_verified(ready: Run, database_url: str, tmp_path: Path) -> None:
    ready("officers", "add", "novak", "--name", "Jan")
    code, said, _ = ready("audit", "verify")
    assert code == 0
    assert "intact: 1 entries" in said
    with open_station(database_url, tmp_path / "files") as station, station.server.database.write() as connection:
        connection.execute(sa.update(schema.audit).values(actor="nobody"))
    code, said, _ = ready("audit", "verify")
    assert code == 1
    assert "BROKEN at entry 1" in said


def test_that_upkeep_keys_and_a_new_incarnation_work(ready: Run) -> None:
    ready("officers", "add", "web", "--name", "Web", "--role", "dispatcher")
    assert "okr_" in ready("keys", "add", "web", "--name", "portal")[1]
    assert ready("upkeep")[0] == 0
    assert "devices start anew" in ready("incarnation", "bump")[1]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://localhost/x", "sqlite:///… or postgresql+psycopg://… expected"),
        ("nonsense", "not a database address"),
        ("sqlite:///:memory:", "keeps its data in a file"),
        ("sqlite:////does/not/exist/x.sqlite3", "there is no directory /does/not/exist"),
    ],
)
def test_that_an_unsuitable_database_is_refused_in_words(
    url: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["init", "--database", url, "--files", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_that_a_mistyped_address_makes_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "okrskr.sqlite3"
    assert cli.main(["officers", "list", "--database", f"sqlite:///{path}"]) == 2
    assert f"there is no database {path}: run okrskar-server init" in capsys.readouterr().err
    assert not path.exists()
    assert cli.main(["officers", "list", "--database", ""]) == 2
    assert "not a database address: ''" in capsys.readouterr().err


def test_that_a_directory_of_files_that_can_not_be_made_is_said(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").touch()
    assert cli.main(["init", "--database", sqlite_url, "--files", str(tmp_path / "taken")]) == 2
    assert f"okrskar-server: {tmp_path / 'taken'}: File exists" in capsys.readouterr().err


def test_that_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["--help"], ["init", "--help"], ["serve", "--help"], ["officers", "add", "--help"],
                    ["devices", "list", "--help"], ["audit", "verify", "--help"]):  # fmt: skip
        with pytest.raises(SystemExit) as left:
            cli.main(command)
        assert left.value.code == 0
        assert "usage:" in capsys.readouterr().out


def test_that_help_imports_neither_database_nor_web(tmp_path: Path) -> None:
    program = (
        "import sys; from sync.server import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'starlette', 'uvicorn', 'PIL', 'alembic'} & set(sys.modules)\n"
        "sys.exit(','.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_that_serving_imports_nothing_that_only_commands_need() -> None:
    heavy = {"pyogrio", "geopandas", "pandas", "highspy", "rich", "PIL"}
    program = f"import sys, sync.server.app\nsys.exit(','.join({heavy!r} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_that_all_that_commands_make_is_for_the_owner_alone(home: Path) -> None:
    where = ["--database", f"sqlite:///{home / 'city.sqlite3'}", "--files", str(home / "deep" / "files")]
    assert cli.main(["init", *where]) == 0
    with closing(sqlite3.connect(home / "city.sqlite3")) as reader:
        reader.execute("SELECT * FROM meta").fetchall()  # keeps the write-ahead log there
        assert cli.main(["officers", "add", "novak", "--name", "Jan Novák", "--role", "officer", *where]) == 0
        made = list(home.rglob("*"))
        assert {path.name for path in made} >= {"city.sqlite3", "city.sqlite3-wal", "city.sqlite3-shm", "deep", "files"}
        wide = [path.name for path in made if path.stat().st_mode & 0o077]
    assert not wide, "can be read by others"


def test_that_an_older_database_open_to_others_is_closed(sqlite_url: str, tmp_path: Path) -> None:
    place, files = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "files"
    files.mkdir(mode=0o755)
    where = ["--database", sqlite_url, "--files", str(files)]
    assert cli.main(["init", *where]) == 0
    place.chmod(0o644)
    assert cli.main(["officers", "list", *where]) == 0
    assert (place.stat().st_mode & 0o777, files.stat().st_mode & 0o777) == (0o600, 0o700)


def test_that_served_answers_carry_almost_no_headers(database_url: str, tmp_path: Path, run: Run) -> None:
    run("init")
    command = [sys.executable, "-m", "sync.server.cli", "serve", "--port", "0", "--database", database_url]
    environment = os.environ | {"OKRSKAR_FILES": str(tmp_path / "files")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        origin = announced(process)
        answer = requests.get(f"{origin}/healthz", timeout=HANG_SECONDS)
        assert answer.json() == {"status": "ok"}
        assert set(answer.headers) == {"content-length", "content-type", "cache-control", "x-content-type-options"}
        with requests.get(f"{origin}/api/v1/tips/{new_id()}/story", timeout=HANG_SECONDS) as refused:
            assert refused.json()["code"] == "unauthorized"
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=HANG_SECONDS)
    assert errors == b""


def _incarnation(url: str) -> str:
    return str(_scalar(url, sa.select(schema.meta.c.value).where(schema.meta.c.name == "incarnation")))


def _count(url: str, table: sa.Table) -> int:
    return int(str(_scalar(url, sa.select(sa.func.count()).select_from(table))))


def _scalar(url: str, query: sa.Select[Any]) -> object:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return connection.execute(query).scalar()
