"""PouchDB 9 against pouchdb-server, SQLite on disk on both sides: installed once into build/peers, run as processes."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.faults.server_process import KeptPort

HOME = Path(__file__).parent
INSTALLED = Path("build/peers")
_PACKAGES = ("package.json", "package-lock.json")
_BULK = 1_000
_SCOPE_FILTER = "function (doc, req) { return doc.scope === req.query.scope; }"


class PeerMissingError(RuntimeError):
    """npm could not install the peer; the text says why."""


def install() -> Path:
    """The directory with the installed packages; installs them the first time, in a few minutes.

    Raises:
        PeerMissingError: if there is no npm, or it fails.
    """
    target = INSTALLED.resolve()
    wanted = "".join((HOME / name).read_text() for name in _PACKAGES)
    stamp = target / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        if shutil.which("npm") is None:
            raise PeerMissingError("npm is not on this machine")
        target.mkdir(parents=True, exist_ok=True)
        for name in _PACKAGES:
            shutil.copy(HOME / name, target / name)
        headers = {"npm_config_nodedir": "/usr"} if Path("/usr/include/node").is_dir() else {}
        command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(
            command, cwd=target, env={**os.environ, **headers}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise PeerMissingError(f"npm ci failed: {(done.stderr or done.stdout)[-400:]}")
        stamp.write_text(wanted)
    shutil.copy(HOME / "device.cjs", target / "device.cjs")
    return target


class Peer:
    """A pouchdb-server with one database, and devices of it."""

    def __init__(self, packages: Path, folder: Path, port: int) -> None:
        self.packages, self.folder = packages, folder
        self.url = f"http://127.0.0.1:{port}/tips"
        self._session = requests.Session()
        self._session.trust_env = False

    def wait(self) -> None:
        """Until the server answers; then make the database."""
        for _ in range(600):
            with contextlib.suppress(requests.RequestException):
                if self._session.get(self.url.removesuffix("/tips"), timeout=5).ok:
                    self._session.put(self.url, timeout=30).raise_for_status()
                    self.fill([{"_id": "_design/okrskar", "filters": {"scope": _SCOPE_FILTER}}])
                    return
            time.sleep(0.05)
        raise PeerMissingError("pouchdb-server did not start")

    def fill(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Store documents at the server; those with a ``_rev`` change what is there."""
        rows = list(documents)
        for start in range(0, len(rows), _BULK):
            answer = self._session.post(
                f"{self.url}/_bulk_docs", json={"docs": rows[start : start + _BULK]}, timeout=600
            )
            answer.raise_for_status()

    def documents(self, limit: int) -> list[dict[str, Any]]:
        """The first documents as the server has them."""
        answer = self._session.get(f"{self.url}/_all_docs?include_docs=true&limit={limit}", timeout=600)
        return [row["doc"] for row in answer.json()["rows"]]

    def device(self, command: str, name: str, **options: Any) -> dict[str, Any]:
        """Run one command of a device; what it measured."""
        done = subprocess.run(self._command(command, name, options), capture_output=True, text=True, check=False)
        if done.returncode:
            raise PeerMissingError(f"the peer's {command} failed: {done.stderr[-400:]}")
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def start_and_kill(self, command: str, name: str, after: float, **options: Any) -> None:
        """Begin a command and kill -9 it after so many seconds."""
        process = subprocess.Popen(
            self._command(command, name, options), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.kill()
        process.wait()

    def _command(self, command: str, name: str, options: Mapping[str, Any]) -> list[str]:
        path = str(self.folder / f"{name}.sqlite")
        return ["node", str(self.packages / "device.cjs"), command, path, self.url, json.dumps(options)]


@contextmanager
def running(folder: Path) -> Iterator[Peer]:
    """A fresh server in ``folder``, ended at the end."""
    packages = install()
    folder.mkdir()
    kept = KeptPort()
    port = kept.number
    command = ["node", str(packages / "node_modules/pouchdb-server/bin/pouchdb-server"), "--sqlite", "-n"]
    process = subprocess.Popen(
        [*command, "-p", str(port), "-d", str(folder), "-c", str(folder / "config.json")],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        peer = Peer(packages, folder, port)
        peer.wait()
        yield peer
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
