"""A mail server in a process of its own that does as its script says: ``python -m … FOLDER``.

``FOLDER/port`` says where it listens. Each line of ``FOLDER/script`` is for one connection, the last for all others:
``ok``, ``hang`` (says nothing), ``drip`` (a letter at a time for ever), ``cut`` (takes the mail and is gone before it
says so), or what it answers to the recipient, such as ``450 busy``. What it took is appended to ``FOLDER/taken``.
"""

import contextlib
import json
import socketserver
import sys
import threading
from pathlib import Path


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    server: "Relay"

    def handle(self) -> None:
        how = self.server.next_line()
        if how == "hang":
            self.rfile.read()
        elif how == "drip":
            self.drip()
        else:
            self.say("220 relay")
            self.converse(how)

    def drip(self) -> None:
        with contextlib.suppress(OSError):
            while not self.server.over.wait(0.02):
                self.wfile.write(b"2")

    def converse(self, how: str) -> None:
        rcpt: list[str] = []
        while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            verb = line[:4].upper()
            if verb == "EHLO":
                self.say("250 relay")
            elif verb == "RCPT" and how not in ("ok", "cut"):
                self.say(how)
            elif verb == "DATA":
                self.say("354 go on")
                self.take(rcpt)
                if how == "cut":
                    return
                self.say("250 2.0.0 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                rcpt += [line] if verb in ("MAIL", "RCPT") else []
                self.say("250 2.1.0 ok")

    def take(self, rcpt: list[str]) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        with self.server.lock, (self.server.folder / "taken").open("a") as file:
            file.write(json.dumps({"envelope": rcpt, "mail": b"".join(lines).decode("latin-1")}) + "\n")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class Relay(socketserver.ThreadingTCPServer):
    """Listens on a free port."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.folder, self.lock, self.over = folder, threading.Lock(), threading.Event()
        self.served = 0

    def next_line(self) -> str:
        with self.lock:
            script = (self.folder / "script").read_text().splitlines()
            self.served += 1
            return script[min(self.served, len(script)) - 1]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with Relay(folder) as relay:
        print(relay.server_address[1], flush=True)
        relay.serve_forever()
