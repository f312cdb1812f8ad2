"""A served address: whose tries are counted behind a proxy, and whose word about it is believed."""

import http.client
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sync.server import cli
from tests.faults.server_process import ServerProcess

PROXY = "127.0.0.2"
STRANGER = "127.0.0.3"
Try = Callable[..., int]


@contextmanager
def served(url: str, folder: Path, *options: str) -> Iterator[Try]:
    """A real server; gives what tries to log in from a loopback address and answers the status."""
    assert cli.main(["init", "--database", url, "--files", str(folder / "files")]) == 0
    server = ServerProcess(url, folder / "files", folder / "log", options=options)
    number = iter(range(100))

    def attempt(source: str, forwarded: str | None = None) -> int:
        headers = {"content-type": "application/json"} | ({"X-Forwarded-For": forwarded} if forwarded else {})
        body = json.dumps({"login": f"nobody{next(number)}", "password": "nothing at all"})
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20, source_address=(source, 0))
        with closing(connection):
            connection.request("POST", "/api/v1/login", body, headers)
            return connection.getresponse().status

    try:
        server.start()
        yield attempt
    finally:
        server.kill()


def test_that_nobody_who_is_not_the_proxy_can_name_another_address(sqlite_url: str, tmp_path: Path) -> None:
    with served(sqlite_url, tmp_path, "--trusted-proxy", PROXY) as attempt:
        spoofed = [attempt(STRANGER, f"198.51.100.{number}") for number in range(6)]
        assert spoofed == [401] * 5 + [429]
        assert [attempt(PROXY, f"198.51.100.{number}") for number in range(6)] == [401] * 6


def test_that_behind_the_proxy_each_address_has_its_own_tries(sqlite_url: str, tmp_path: Path) -> None:
    with served(sqlite_url, tmp_path, "--trusted-proxy", f"{PROXY},192.0.2.0/24") as attempt:
        said = [attempt(PROXY, f"203.0.113.{number}, 198.51.100.7, 192.0.2.9") for number in range(6)]
        assert said == [401] * 5 + [429], "only what the proxies added counts, not what was there before"
        assert attempt(PROXY, "203.0.113.1, 198.51.100.8, 192.0.2.9") == 401


def test_that_by_default_nobody_is_believed(sqlite_url: str, tmp_path: Path) -> None:
    with served(sqlite_url, tmp_path) as attempt:
        assert [attempt("127.0.0.1", f"198.51.100.{number}") for number in range(6)] == [401] * 5 + [429]


@pytest.mark.parametrize("wrong", ["*", "0.0.0.0/0", "::/0", "proxy.example", "192.0.2.7,", "192.0.2.7/24"])
def test_that_a_proxy_is_named_by_its_address(
    sqlite_url: str, tmp_path: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", sqlite_url, "--files", str(tmp_path)]
    assert cli.main(["serve", "--trusted-proxy", wrong, *where]) == 2
    assert re.search(r"not the address of a proxy: '.*' \(192\.0\.2\.7", capsys.readouterr().err)


@pytest.mark.parametrize("hold", ["", "-1", "ten", "86401", "1e3"])
def test_that_a_reply_is_held_for_whole_seconds_up_to_a_day(
    sqlite_url: str, hold: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("serve", "serve-residents"):
        assert cli.main([command, "--database", sqlite_url, f"--reply-hold={hold}"]) == 2
        assert "whole seconds" in capsys.readouterr().err
