"""A second factor: each code works once, for its account, for a minute and a half, and a wrong one tells nothing."""

import base64
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from app.accounts.domain import Role
from sync.server import cli
from sync.server.accounts import passwords, second_factor
from sync.server.app import create_app
from sync.server.settings import Settings
from tests.sync.server import schema
from tests.sync.server.station import Clock, Station

PASSWORD = "dlouhé heslo, které si pamatuji"
SECRET = b"12345678901234567890"


@pytest.fixture
def boss(station: Station) -> str:
    """A supervisor with a password and a second factor."""
    officer_id = station.person("vedouci", Role.SUPERVISOR)
    give_password(station, officer_id)
    give_factor(station, officer_id)
    return officer_id


def give_password(station: Station, officer_id: str) -> None:
    stored = passwords.hashed(station.settings, PASSWORD)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).where(schema.account.c.id == officer_id).values(password=stored))


def give_factor(station: Station, officer_id: str) -> None:
    sealed = station.server.vault.seal(officer_id, SECRET)
    with station.server.database.write() as connection:
        second_factor.install(connection, officer_id, sealed, 0, station.server.now())


def code_at(at: datetime, secret: bytes = SECRET) -> str:
    return TOTP(secret, 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303 - what RFC 6238 says


def login(station: Station, code: str | None = None, password: str = PASSWORD) -> tuple[int, object]:
    body = {"login": "vedouci", "password": password} | ({} if code is None else {"code": code})
    answer = station.http("POST", "/api/v1/login", body)
    return answer.status, answer.json.get("code")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_that_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert second_factor.step_of(SECRET, code, at) == seconds // 30
    assert second_factor.step_of(SECRET, f" {code[:3]} {code[3:]}\n", at) == seconds // 30
    assert second_factor.step_of(SECRET, "000000", at) is None
    assert second_factor.step_of(None, code, at) is None


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_that_clocks_may_differ_by_half_a_minute(steps: int, good: bool) -> None:
    at = datetime(2026, 3, 2, 8, 0, 15, tzinfo=UTC)
    found = second_factor.step_of(SECRET, code_at(at + timedelta(seconds=30 * steps)), at)
    assert found == (int(at.timestamp()) // 30 + steps if good else None)


def test_that_a_code_works_once(station: Station, boss: str) -> None:
    code = code_at(station.clock())
    assert login(station, code)[0] == 200
    assert login(station, code) == (401, "bad_login")
    station.clock.forward(seconds=30)
    assert login(station, code) == (401, "bad_login")
    assert login(station, code_at(station.clock()))[0] == 200


def test_that_no_older_code_works_after_a_newer_one(station: Station, boss: str) -> None:
    old = code_at(station.clock())
    station.clock.forward(seconds=30)
    assert login(station, code_at(station.clock()))[0] == 200
    assert login(station, old) == (401, "bad_login")


def test_that_of_two_sign_ins_with_one_code_at_the_same_time_one_succeeds(station: Station, boss: str) -> None:
    code, both, found = code_at(station.clock()), threading.Barrier(2), []

    def sign_in() -> None:
        both.wait()
        found.append(passwords.verify(station.server, "vedouci", PASSWORD, code))

    threads = [threading.Thread(target=sign_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [person is not None for person in sorted(found, key=lambda one: one is None)] == [True, False]


def test_that_a_wrong_code_is_answered_and_counted_like_a_wrong_password(station: Station, boss: str) -> None:
    def answer(code: str | None, password: str) -> tuple[int, object]:
        body = {"login": "vedouci", "password": password} | ({} if code is None else {"code": code})
        said = station.http("POST", "/api/v1/login", body)
        return said.status, {name: value for name, value in said.json.items() if name != "request_id"}

    good = code_at(station.clock())
    answers = [answer("000000", PASSWORD), answer(None, PASSWORD), answer(good, "špatné heslo"), answer("", "špatné")]
    assert answers == [answers[0]] * 4
    assert answers[0][0] == 401
    assert login(station, good)[0] == 200, "a code that came with a wrong password was not used up"
    assert login(station, "000000") == (429, "too_many_tries")
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action).order_by(schema.audit.c.id))]
    assert actions == ["login.failed"] * 4 + ["login", "login.throttled"]


def test_that_an_account_without_a_second_factor_needs_no_code(station: Station) -> None:
    give_password(station, station.person("vedouci", Role.SUPERVISOR))
    assert login(station)[0] == 200
    assert login(station, "123456")[0] == 200


def test_that_a_required_second_factor_can_not_be_left_out(database_url: str, station: Station) -> None:
    give_password(station, station.person("vedouci", Role.SUPERVISOR))
    strict = Settings(
        database_url, station.settings.files, Clock(), argon2_memory_kib=64, argon2_time_cost=1,
        codes_required=frozenset({Role.SUPERVISOR, Role.ADMIN}),
    )  # fmt: skip
    station.app = create_app(strict)
    try:
        assert login(station) == (401, "bad_login")
        give_factor(station, station.scalar(sa.select(schema.account.c.id)))
        assert login(station, code_at(station.clock()))[0] == 200
    finally:
        station.app.state.server.close()


def test_that_the_database_alone_tells_no_code(station: Station, boss: str) -> None:
    stored = str(station.scalar(sa.select(schema.second_factor.c.secret)))
    assert second_factor.typed(SECRET) not in stored
    assert station.server.vault.open(boss, stored) == SECRET
    assert station.server.vault.open(station.person("jiny"), stored) is None, "a row copied to another account"
    assert station.server.vault.key.path.stat().st_mode & 0o077 == 0
    station.server.vault.key.path.unlink()
    assert login(station, code_at(station.clock())) == (401, "bad_login")
    station.server.vault.key.path.write_bytes(b"short")
    assert login(station, code_at(station.clock())) == (401, "bad_login")
    with pytest.raises(OSError, match="damaged"):
        station.server.vault.seal(boss, SECRET)


# -- the command ----------------------------------------------------------------------------------------------------


class Person:
    """Reads what a command printed and types the code of an authenticator that was given the printed secret."""

    def __init__(self, capsys: pytest.CaptureFixture[str], answer: Callable[[bytes], str]) -> None:
        self.capsys, self.answer, self.said = capsys, answer, ""

    def readline(self) -> str:
        self.said = self.capsys.readouterr().out
        found = re.search(r"^secret +([A-Z2-7]+)$", self.said, re.MULTILINE)
        assert found is not None
        return self.answer(base64.b32decode(found[1])) + "\n"


def right(secret: bytes) -> str:
    return code_at(datetime.now(UTC), secret)


def test_that_the_command_shows_an_address_and_takes_a_first_code(
    station: Station, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer_id = station.person("vedouci", Role.SUPERVISOR)
    give_password(station, officer_id)
    where = ["--database", station.settings.database, "--files", str(station.settings.files)]
    person = Person(capsys, lambda _: "000000")
    monkeypatch.setattr("sys.stdin", person)
    assert cli.main(["officers", "totp", "vedouci", *where]) == 2
    assert "nothing was changed" in capsys.readouterr().err
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.second_factor)) == 0
    person = Person(capsys, right)
    monkeypatch.setattr("sys.stdin", person)
    assert cli.main(["officers", "totp", "vedouci", *where]) == 0
    assert re.search(r"^address  otpauth://totp/Okrsk%C3%A1%C5%99:vedouci\?digits=6&secret=", person.said, re.MULTILINE)
    assert "each sign-in by password needs a code" in capsys.readouterr().out
    cli.main(["officers", "list", *where])
    assert "(password, code)" in capsys.readouterr().out
    assert login(station) == (401, "bad_login")
    assert cli.main(["officers", "totp", "vedouci", "--end", *where]) == 0
    assert cli.main(["officers", "totp", "vedouci", "--end", *where]) == 2
    assert login(station)[0] == 200


def test_that_serving_names_who_is_locked_out(
    station: Station, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give_password(station, station.person("vedouci", Role.SUPERVISOR))
    give_password(station, station.person("dispecink", Role.DISPATCHER))
    for name in ("OKRSKAR_DATABASE", "OKRSKAR_FILES", "OKRSKAR_REQUIRE_TOTP"):
        monkeypatch.setenv(name, "")
    served = []

    def serve(*_: object, **__: object) -> None:
        from sync.server.commands.serve import application

        app = application()
        served.append(app.state.server.settings.codes_required)  # type: ignore[attr-defined]
        app.state.server.close()  # type: ignore[attr-defined]

    monkeypatch.setattr("sync.server.http.listening.serve", serve)
    where = ["--database", station.settings.database, "--files", str(station.settings.files)]
    assert cli.main(["serve", "--port", "0", "--require-totp", "supervisor,admin", *where]) == 0
    assert served == [{Role.SUPERVISOR, Role.ADMIN}]
    assert "no sign-in for vedouci before okrskar-server officers totp LOGIN" in capsys.readouterr().err
    assert cli.main(["serve", "--require-totp", "boss", *where]) == 2
    assert "roles are officer, supervisor" in capsys.readouterr().err
