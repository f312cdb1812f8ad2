"""A mail server in a process of its own that does as its script says: ``python -m … FOLDER [CERTIFICATE [PORT]]``.

It prints its port, then a line for each mail that it took. Each line of ``FOLDER/script`` is for one connection, the
last for all others: ``ok``, ``hang`` (says nothing), ``cut`` (takes the mail and is gone before it says so), ``mute``
(takes the mail and hangs), or what it answers to one verb, such as ``RCPT 450 busy``; ``drip`` says a letter at a time
for seconds, ``drip-tls`` does so once there is TLS, and each prints whether it was left before its end. ``tls`` begins
with TLS. With a certificate STARTTLS is offered, and signing in once there is TLS. What it took is appended to
``FOLDER/taken``, and to ``FOLDER/ended`` the Message-ID of each of which the sender knew that and said goodbye.
"""

import email
import json
import socketserver
import ssl
import sys
import threading
from pathlib import Path

LETTERS = 250


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: "Relay"

    def handle(self) -> None:
        how = self.server.next_line()
        match how:
            case "hang":
                self.rfile.read()
            case "drip":
                self.drip(b"2" * LETTERS)
            case "drip-tls":
                self.begin_tls()
                self.drip(b"2" * LETTERS)
            case _:
                if how == "tls":
                    self.begin_tls()
                self.say("220 relay")
                self.converse(how)

    def drip(self, letters: bytes) -> None:
        try:
            for letter in letters:
                self.server.never.wait(0.02)
                self.wfile.write(bytes([letter]))
        except OSError:
            print("left", flush=True)
        else:
            print("waited for", flush=True)

    def begin_tls(self) -> None:
        self.finish()
        assert self.server.trust is not None
        self.request = self.server.trust.wrap_socket(self.request, server_side=True)
        self.setup()

    def converse(self, how: str) -> None:
        envelope: list[str] = []
        taken = ""
        while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            verb = line[:4].upper()
            if how.startswith(verb):
                self.say(how[5:])
            elif verb == "EHLO":
                self.say("\r\n".join(("250-relay", *self.offers())))
            elif verb == "STAR":
                self.say("220 go on")
                self.begin_tls()
            elif verb == "DATA":
                self.say("354 go on")
                taken = self.take(envelope)
                if how == "cut":
                    return
                if how == "mute":
                    self.rfile.read()
                    return
                self.say("250 2.0.0 taken")
            elif verb == "QUIT":
                if taken:
                    self.server.write("ended", taken)
                self.say("221 bye")
                return
            else:
                envelope += [line] if verb in ("MAIL", "RCPT", "AUTH") else []
                self.say("235 2.7.0 in" if verb == "AUTH" else "250 2.1.0 ok")

    def offers(self) -> tuple[str, ...]:
        if self.server.trust is None:
            return ("250 OK",)
        return ("250 AUTH PLAIN",) if isinstance(self.request, ssl.SSLSocket) else ("250 STARTTLS",)

    def take(self, envelope: list[str]) -> str:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        mail = b"".join(lines)
        self.server.write("taken", json.dumps({"envelope": envelope, "mail": mail.decode("latin-1")}))
        print("taken", flush=True)
        return str(email.message_from_bytes(mail)["Message-ID"]).strip()

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Relay(socketserver.ThreadingTCPServer):
    """Listens on a free port."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, certificate: str | None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.folder, self.lock, self.never = folder, threading.Lock(), threading.Event()
        self.trust: ssl.SSLContext | None = None
        if certificate is not None:
            self.trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.trust.load_cert_chain(certificate)
        self.served = 0

    def next_line(self) -> str:
        with self.lock:
            script = (self.folder / "script").read_text().splitlines()
            self.served += 1
            return script[min(self.served, len(script)) - 1]

    def write(self, name: str, line: str) -> None:
        with self.lock, (self.folder / name).open("a") as file:
            file.write(line + "\n")

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the midst of TLS is no fault."""


if __name__ == "__main__":
    words = [*sys.argv[1:], "", "0"]
    with Relay(Path(words[0]), words[1] or None, int(words[2] or 0)) as relay:
        print(relay.server_address[1], flush=True)
        relay.serve_forever()
