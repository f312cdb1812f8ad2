"""Real servers of a town's mail: Exim takes it by SMTP and hands it to Dovecot, which shows it by IMAP over TLS.

They are Debian's, unpacked under ``build/mail`` by ``resources/setup/mail.sh``, run by a plain user in a folder of
their own, and end with the test process whatever happens to it: each hangs on a pipe that the kernel closes for us.
"""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from imap_tools import BaseMailBox, MailBox

from tests.faults.server_process import HANG_SECONDS, KeptPort

PROGRAMS: Final = Path(__file__).parents[5] / "build" / "mail"
PASSWORD: Final = "heslo-schranky"
DOMAIN: Final = "mesto.example"
_NOBODY: Final = 65534
_LIFE: Final = """
exec 3<&0
(
    read -r _ <&3
    trap "" TERM
    kill -TERM 0
    for _ in $(seq 100); do kill -0 $$ 2>/dev/null || break; sleep 0.1; done
    rm -rf "$0"
) &
exec "$@" </dev/null 3<&-
"""
"""Becomes the server, and leaves somebody behind who ends it and its folder once the pipe is closed."""


class MailCity:
    """The two servers. Every address of ``DOMAIN`` and of the tips' own domain is a mailbox of the same password."""

    def __init__(self, certificate: Path) -> None:
        if not (PROGRAMS / ".ready").is_file():
            raise RuntimeError("Dovecot and Exim are not there: run resources/setup/mail.sh (make test does)")
        self.home = Path(tempfile.mkdtemp(prefix="okrskar-mail-", dir="/tmp"))  # a socket's path has 107 bytes at most
        self._as: list[str] = []
        self._root = PROGRAMS
        if os.geteuid() == 0:  # neither wants to be root, and others may not see the project's folder
            self._as = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
            self._root = Path(shutil.copytree(PROGRAMS, self.home / "programs", symlinks=True))
        self._kept = (KeptPort(), KeptPort())
        self.smtp, self.imap = (kept.number for kept in self._kept)
        shutil.copy(certificate, self.home / "server.pem")
        self._write()
        self._processes: list[subprocess.Popen[bytes]] = []
        self.start_imap()
        self.start_smtp()

    def _write(self) -> None:
        for name in ("run/login", "home", "spool", "log"):
            (self.home / name).mkdir(parents=True)
        for folder in ("run", "run/login"):
            (self.home / folder / "modules").symlink_to(self._root / "usr/lib/dovecot/modules")
        (self.home / "passwd").write_text(f"Debian-exim:x:{self._uid}:{self._gid}::{self.home}:/bin/false\n")
        (self.home / "group").write_text(f"Debian-exim:x:{self._gid}:\n")
        values = {"home": self.home, "root": self._root, "imap": self.imap, "smtp": self.smtp, "password": PASSWORD,
                  "uid": self._uid, "gid": self._gid, "user": pwd.getpwuid(self._uid).pw_name,
                  "group": grp.getgrgid(self._gid).gr_name}  # fmt: skip
        for name in ("dovecot.conf", "exim.conf"):
            text = Path(__file__).with_name(name).read_text(encoding="utf-8")
            for key, value in values.items():
                text = text.replace(f"@{key}@", str(value))
            (self.home / name).write_text(text)
        if self._as:
            for path in (self.home, *self.home.rglob("*")):
                if self._root not in path.parents:
                    os.chown(path, _NOBODY, _NOBODY, follow_symlinks=False)

    @property
    def _uid(self) -> int:
        return _NOBODY if self._as else os.getuid()

    @property
    def _gid(self) -> int:
        return _NOBODY if self._as else os.getgid()

    def start_imap(self) -> None:
        """Dovecot, until it takes calls."""
        dovecot = self._root / "usr/sbin/dovecot"
        config = ["-f", "service=master", "-c", str(self.home / "dovecot.conf"), "-m", "master"]
        self._start([str(self._root / "usr/bin/doveconf"), *config, "-e", str(dovecot), "-F"], self.imap,
                    CONFIG_FILE=str(self.home / "dovecot.conf"))  # fmt: skip

    def restart_imap(self) -> None:
        """Dovecot ends, whoever speaks with it, and is there again."""
        _end(self._processes.pop(0))
        self.start_imap()
        self._processes.insert(0, self._processes.pop())

    def start_smtp(self) -> None:
        """Exim, until it takes calls."""
        wrapper = next((self._root / "usr/lib").rglob("libnss_wrapper.so"))
        self._start([str(self._root / "usr/sbin/exim4"), "-C", str(self.home / "exim.conf"), "-bdf", "-q1h"], self.smtp,
                    LD_PRELOAD=str(wrapper), NSS_WRAPPER_PASSWD=str(self.home / "passwd"),
                    NSS_WRAPPER_GROUP=str(self.home / "group"))  # fmt: skip

    def _start(self, command: list[str], port: int, **environment: str) -> None:
        libraries = {str(path.parent) for path in (self._root / "usr/lib").glob("*/lib*.so*")}
        libraries |= {str(path.parent) for path in (self._root / "lib").glob("*/lib*.so*")}
        with (self.home / "log/output").open("ab") as log:
            process = subprocess.Popen(
                ["sh", "-c", _LIFE, str(self.home), *self._as, *command],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.home / "run",
                env={"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": ":".join(sorted(libraries)), **environment},
                start_new_session=True,
            )
        self._processes.append(process)
        self._until_it_answers(process, port)

    def _until_it_answers(self, process: subprocess.Popen[bytes], port: int) -> None:
        end = time.monotonic() + HANG_SECONDS
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                return
            process_wait(process)
        raise RuntimeError(f"it does not answer:\n{self.logs()}")

    @property
    def pids(self) -> list[int]:
        """Of both servers."""
        return [process.pid for process in self._processes]

    def logs(self) -> str:
        """What both wrote down."""
        return "\n".join(path.read_text(errors="replace") for path in sorted((self.home / "log").iterdir()))

    def send(self, mail: bytes, to: str, sender: str = "anna@example.cz") -> None:
        """Hand a mail to Exim, as any server of the world does."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=HANG_SECONDS) as line:
            line.sendmail(sender, [to], mail)

    @contextmanager
    def box(self, user: str) -> Iterator[BaseMailBox]:
        """A mailbox as a person sees it."""
        with MailBox("127.0.0.1", self.imap, timeout=HANG_SECONDS).login(user, PASSWORD) as line:
            yield line

    def arrived(self, user: str, count: int) -> None:
        """Wait, by IDLE, until so many mails are in a mailbox."""
        with self.box(user) as line:
            end = time.monotonic() + HANG_SECONDS
            while len(line.uids("ALL", charset=None)) < count:
                assert time.monotonic() < end, self.logs()
                line.idle.wait(timeout=5)

    def close(self) -> None:
        """End both with all that they started."""
        for process in self._processes:
            _end(process)
        shutil.rmtree(self.home, ignore_errors=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server with all that it started, and who watches over it."""
    assert process.stdin is not None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    process.wait()
    process.stdin.close()


def process_wait(process: subprocess.Popen[bytes]) -> None:
    """A moment, or until it ends."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=0.1)
