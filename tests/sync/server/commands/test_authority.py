"""What `serve --authority` may name: everything that would shut devices out is refused before the start."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.server import cli
from sync.server.commands import serve
from sync.server.settings import system_clock
from tests.sync.client.authority import Authority, make_authority, server_certificate, together


@pytest.fixture
def today(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "today")


@pytest.fixture
def following(tmp_path: Path) -> Authority:
    return make_authority(tmp_path, "following")


def refusal(capsys: pytest.CaptureFixture[str], authority: Path, certificate: Path | None = None) -> str:
    """What `serve` says; it never comes to a database here."""
    tls = ["--certificate", str(certificate), "--key", str(certificate)] if certificate else []
    code = cli.main(["serve", "--authority", str(authority), *tls, "--database", "sqlite:////nowhere/at.all"])
    assert code == 2
    return capsys.readouterr().err


Made = Callable[[Path, Authority], bytes]


def three(folder: Path, one: Authority) -> bytes:
    return together(folder, one, make_authority(folder, "b"), make_authority(folder, "c")).read_bytes()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda _folder, _one: b"", "has no certificate in PEM that can be read"),
        (lambda _folder, _one: b"\xff\xfe", "has no certificate in PEM that can be read"),
        (lambda _folder, one: one.pem.read_bytes()[:-40], "has no certificate in PEM that can be read"),
        (three, "has more than two certificates; devices believe today's authority and the next one"),
        (lambda folder, one: server_certificate(folder, one).read_bytes(), "that is no authority's"),
        (lambda _folder, one: one.pem.read_bytes() + b" " * 20_000, "is longer than 16384 characters"),
        (lambda folder, _one: make_authority(folder, "old", expired=True).pem.read_bytes(), "CN=old has expired (2"),
    ],
    ids=["empty", "not a text", "cut", "three", "of a server", "too long", "expired"],
)
def test_that_a_file_with_anything_but_one_or_two_valid_authorities_is_refused_in_words(
    tmp_path: Path, today: Authority, capsys: pytest.CaptureFixture[str], made: Made, said: str
) -> None:
    named = tmp_path / "named.pem"
    named.write_bytes(made(tmp_path, today))
    error = refusal(capsys, named)
    assert str(named) in error
    assert said in error


def test_that_a_missing_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no file" in refusal(capsys, tmp_path / "none.pem")


def test_that_a_server_whose_certificate_is_of_none_of_them_is_refused(
    tmp_path: Path, today: Authority, following: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = server_certificate(tmp_path, today)
    error = refusal(capsys, following.pem, certificate)
    assert f"devices that believe {following.pem} would not believe {certificate}: " in error
    expired = server_certificate(tmp_path, today, expired=True)
    assert "certificate has expired" in refusal(capsys, today.pem, expired)


def test_that_a_certificate_of_either_is_good_and_no_key_of_an_authority_goes_further(
    tmp_path: Path, today: Authority, following: Authority
) -> None:
    from sync.server.commands.authority import check_authority, check_chain

    both = together(tmp_path, today, following)
    pem = both.read_text()
    both.write_text(pem + server_certificate(tmp_path, today).read_text().partition("-----END CERTIFICATE-----\n")[2])
    assert "PRIVATE KEY" in both.read_text()
    assert check_authority(both, system_clock()) == pem
    for signer in (today, following):
        certificate = server_certificate(tmp_path, signer)
        check_chain(pem, both, certificate, certificate)


def test_that_the_variable_is_the_option(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OKRSKAR_AUTHORITY", "none-by-variable.pem")
    assert cli.main(["serve", "--database", "sqlite:////nowhere/at.all"]) == 2
    assert "there is no file none-by-variable.pem" in capsys.readouterr().err


def test_that_a_worker_tells_what_was_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str, today: Authority
) -> None:
    monkeypatch.setenv("OKRSKAR_DATABASE", sqlite_url)
    monkeypatch.setenv("OKRSKAR_FILES", str(tmp_path / "files"))
    monkeypatch.setenv(serve._CHECKED, today.pem.read_text())
    worker = serve.application()
    assert worker.state.server.settings.authorities == today.pem.read_text()  # type: ignore[attr-defined]
    worker.state.server.close()  # type: ignore[attr-defined]
