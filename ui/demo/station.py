"""The station of the demo: a real server process on SQLite with the demo city, on a port that it takes itself."""

import contextlib
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ui.demo import programs

HANG_SECONDS: Final = 180.0
_GLANCE_SECONDS: Final = 0.05


class StationFailed(Exception):
    """The server did not start; ``args[0]`` holds what it said."""


@dataclass(frozen=True, slots=True)
class Codes:
    """One-time enrolment codes and account ids by login."""

    codes: dict[str, str]
    people: dict[str, str]


class Station:
    """Founds the demo city in ``home`` and serves it and the residents' pages until closed.

    ``hold`` is how long the reply of a closing waits before it goes out, in seconds.
    """

    def __init__(self, home: Path, as_of: str = "", hold: float = 600) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._home = home
        self._where = ("--database", f"sqlite:///{home / 'station.sqlite3'}", "--files", str(home / "files"))
        words = [*programs.server(), "demo", "--json", *self._where, *(("--as-of", as_of) if as_of else ())]
        founded = subprocess.run(words, capture_output=True, text=True, check=False)
        if founded.returncode != 0:
            raise StationFailed(founded.stderr)
        self.codes = Codes(**json.loads(founded.stdout))
        held = ("--reply-hold", str(hold))
        self._processes = [Served(home, "station", "serve", *self._where, *held)]
        try:
            town = ("--town", "Město Chomutov (ukázka)", "--contact", "tel. 474 000 156")
            self._processes.append(Served(home, "pages", "serve-residents", *self._where, *held, *town))
        except StationFailed:
            self.close()
            raise
        self.url, self.pages = (one.url for one in self._processes)
        """Where the devices and where residents find it, such as ``http://127.0.0.1:41234``."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def port(self) -> int:
        """The port that the devices' server took."""
        return int(self.url.rpartition(":")[2])

    def close(self) -> None:
        """End the server processes."""
        for one in self._processes:
            one.close()

    def run(self, *words: str, stdin: str | None = None) -> str:
        """Run one ``okrskar-server`` command on the station's database; what it printed."""
        done = subprocess.run(
            [*programs.server(), *words, *self._where], capture_output=True, text=True, check=False, input=stdin
        )
        if done.returncode != 0:
            raise StationFailed(done.stderr)
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command that goes on until who asked for it ends it; what it says is in the station's folder."""
        with (self._home / f"{'-'.join(words)}.log").open("wb") as log:
            return subprocess.Popen(
                [*programs.server(), *words, *self._where], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=os.name == "posix",
            )  # fmt: skip

    def call(self, method: str, path: str, token: str = "", body: Any = None) -> Any:
        """One request of the plain API, JSON both ways."""
        request = urllib.request.Request(  # noqa: S310 - always http to loopback
            self.url + path, method=method, data=None if body is None else json.dumps(body).encode()
        )
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            return json.loads(answer.read() or b"null")


class Served:
    """One server process, on a port that it takes itself. Raises StationFailed with what it said."""

    def __init__(self, home: Path, name: str, command: str, *words: str) -> None:
        self._said = home / f"{name}.log"
        self._log = self._said.open("wb")
        announced = home / f"{name}.address"
        announced.unlink(missing_ok=True)
        listening = ("--host", "127.0.0.1", "--port", "0", "--announce", str(announced))
        self._process = subprocess.Popen(
            [*programs.server(), command, *words, *listening],
            stdout=self._log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=os.name == "posix",
        )  # fmt: skip
        self.url = self._address(announced)

    def close(self) -> None:
        """End it, whatever it is at."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._log.close()

    def _address(self, announced: Path) -> str:
        """What the server says when it listens, once it answers there too. A process that ends is noticed at once."""
        ends = time.monotonic() + HANG_SECONDS
        while time.monotonic() < ends and self._process.poll() is None:
            if announced.exists():
                url = announced.read_text(encoding="ascii").strip()
                with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                    urllib.request.urlopen(f"{url}/healthz", timeout=HANG_SECONDS).close()  # noqa: S310 - loopback
                    return url
            time.sleep(_GLANCE_SECONDS)
        self.close()
        raise StationFailed(self._said.read_text(encoding="utf-8", errors="replace")[-2000:])
