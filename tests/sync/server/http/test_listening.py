"""The server takes its port itself and says which: nobody has to guess a free one."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import requests

from sync.server import cli
from sync.server.http import listening
from tests.faults.server_process import HANG_SECONDS, KeptPort, announced


@pytest.mark.parametrize("workers", ["1", "2"])
def test_that_a_server_on_port_0_says_where_it_listens_and_answers_there(
    sqlite_url: str, tmp_path: Path, workers: str
) -> None:
    where = ("--database", sqlite_url, "--files", str(tmp_path / "files"))
    assert cli.main(["init", *where]) == 0
    file = tmp_path / "address"
    command = (sys.executable, "-m", "sync.server.cli", "serve", *where, "--port", "0", "--announce", str(file))
    process = subprocess.Popen(
        [*command, "--workers", workers], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        origin = announced(process)
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d+", origin)
        assert file.read_text(encoding="ascii") == f"{origin}\n"
        assert requests.get(f"{origin}/healthz", timeout=HANG_SECONDS).json() == {"status": "ok"}
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        _, errors = process.communicate(timeout=HANG_SECONDS)
    assert errors == b""


def test_that_a_port_in_use_is_refused_in_words(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", sqlite_url, "--files", str(tmp_path / "files")]
    assert cli.main(["init", *where]) == 0
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        assert cli.main(["serve", "--port", str(taken.getsockname()[1]), *where]) == 2
    assert "can not listen on 127.0.0.1, port" in capsys.readouterr().err


def test_that_all_addresses_of_a_host_share_the_port() -> None:
    listeners = listening.bound("localhost", 0)
    try:
        assert {one.getsockname()[1] for one in listeners} == {listening.port_of(listeners)}
        for one in listeners:
            socket.create_connection(one.getsockname()[:2]).close()
    finally:
        for one in listeners:
            one.close()


def test_that_a_kept_port_refuses_callers_and_can_be_had_again_and_again() -> None:
    kept = KeptPort()
    for _ in range(2):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", kept.number))
        listener = listening.bound("127.0.0.1", kept.number)[0]
        with closing(listener):
            socket.create_connection(("127.0.0.1", kept.number)).close()
