"""Real servers of a town's mail: Exim takes it by SMTP and hands it to Dovecot, which shows it by IMAP.

They are Debian's, unpacked under ``build/mail`` by ``resources/setup/mail.sh``, run by a plain user in a folder of
their own, and end with the process that started them whatever happens to it: each hangs on a pipe that the kernel
closes for us.
"""

import contextlib
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

PROGRAMS: Final = Path(__file__).parents[3] / "build" / "mail"
PASSWORD: Final = "heslo-schranky"  # noqa: S105 - of mailboxes that are gone with the story
DOMAIN: Final = "mesto.example"
ANSWERS: Final = "podnety.example"
"""What comes to any address of this domain lies in the mailbox ``podnety@`` of the town's."""
HANG_SECONDS: Final = 180.0
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
_OPEN: Final = "ssl = no\ndisable_plaintext_auth = no"
_SEALED: Final = "ssl = required\nssl_cert = <@home@/server.pem\nssl_key = <@home@/server.pem"


def are_there() -> bool:
    """Whether the programs were unpacked here."""
    return (PROGRAMS / ".ready").is_file()


class MailServers:
    """The two servers. Every address of any domain is a mailbox of the same password.

    ``certificate``: a file with a certificate and its key, then IMAP is spoken by TLS alone; without, in the clear.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        if not are_there():
            raise RuntimeError("Dovecot and Exim are not there: run resources/setup/mail.sh (make test does)")
        self.home = Path(tempfile.mkdtemp(prefix="okrskar-mail-", dir="/tmp"))  # a socket's path has 107 bytes at most
        self._as: list[str] = []
        self._root = PROGRAMS
        if os.geteuid() == 0:  # neither wants to be root, and others may not see the project's folder
            self._as = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
            self._root = Path(shutil.copytree(PROGRAMS, self.home / "programs", symlinks=True))
        self._kept = (_kept_port(), _kept_port())
        self.smtp, self.imap = (int(kept.getsockname()[1]) for kept in self._kept)
        if certificate is not None:
            shutil.copy(certificate, self.home / "server.pem")
        self._write(sealed=certificate is not None)
        self._processes: list[subprocess.Popen[bytes]] = []
        self.start_imap()
        self.start_smtp()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _write(self, *, sealed: bool) -> None:
        for name in ("run/login", "home", "spool", "log"):
            (self.home / name).mkdir(parents=True)
        for folder in ("run", "run/login"):
            (self.home / folder / "modules").symlink_to(self._root / "usr/lib/dovecot/modules")
        (self.home / "passwd").write_text(f"Debian-exim:x:{self._uid}:{self._gid}::{self.home}:/bin/false\n")
        (self.home / "group").write_text(f"Debian-exim:x:{self._gid}:\n")
        values = {"tls": _SEALED if sealed else _OPEN, "clear": 0 if sealed else self.imap,
                  "sealed": self.imap if sealed else 0, "home": self.home, "root": self._root, "smtp": self.smtp,
                  "password": PASSWORD, "uid": self._uid, "gid": self._gid, "user": pwd.getpwuid(self._uid).pw_name,
                  "group": grp.getgrgid(self._gid).gr_name, "town": DOMAIN, "answers": ANSWERS}  # fmt: skip
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
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
        raise RuntimeError(f"it does not answer:\n{self.logs()}")

    @property
    def pids(self) -> list[int]:
        """Of both servers."""
        return [process.pid for process in self._processes]

    def logs(self) -> str:
        """What both wrote down."""
        return "\n".join(path.read_text(errors="replace") for path in sorted((self.home / "log").iterdir()))

    def close(self) -> None:
        """End both with all that they started."""
        for process in self._processes:
            _end(process)
        for kept in self._kept:
            kept.close()
        shutil.rmtree(self.home, ignore_errors=True)


def _kept_port() -> socket.socket:
    """A port of the loopback that stays ours: bound and not listened on; who binds the very port by ``SO_REUSEADDR``,
    as both servers do, gets it."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    return holder


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a server with all that it started, and who watches over it."""
    if process.stdin is None:
        raise RuntimeError(process.pid)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    process.wait()
    process.stdin.close()
