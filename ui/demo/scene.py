"""The stage of the story: the station, the devices, what they are told and what they have to prove."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ui.demo import programs
from ui.demo.gate import Gate
from ui.demo.post.letters import Post
from ui.demo.stage import Actor
from ui.demo.station import Station

DESK: Final = "1280x800"
PHONE: Final = "390x844"
PLACE: Final = (50.4606, 13.4180)
LAMP: Final = "Nesvítí osvětlení u zastávky"
HOLE: Final = "Výmol v silnici u divadla"
NOISE: Final = "Hluk z restaurace po desáté"

Proof = str
"""What a step says that it proved."""


class NotHeld(Exception):
    """A step did not prove what it has to."""


def hold(fact: bool, what: str, found: Any = None) -> None:
    """Go on only if the fact holds."""
    if not fact:
        raise NotHeld(f"{what}; found: {found!r}" if found is not None else what)


@dataclass
class Scene:
    """What is on stage."""

    station: Station
    home: Path
    shots: Path
    gate: Gate
    actors: dict[str, Actor] = field(default_factory=dict)
    tips: dict[str, dict[str, Any]] = field(default_factory=dict)
    dispatcher: str = ""
    told: str = ""
    rater: str = ""
    """The code of who rated."""
    link: str = ""
    """The secret link of who sent a tip."""
    joined: str = ""
    """That of who joined it."""
    post: Post | None = None
    """The mail of the city; None where the servers are not there, so residents use their pages alone."""
    mailbox: str = ""
    """The address of who sent a tip."""
    walked: str = ""
    """How far the officer went on patrol, as the device says it."""
    secret: str = field(default_factory=secrets.token_hex)

    def actor(self, name: str) -> Actor:
        return self.actors[name]

    def enter(self, name: str, login: str, *, size: str = DESK, look: str = "light", url: str = "") -> Actor:
        """Start a device; enrolled with the login's code at its first entrance."""
        words = ["--server", url or self.station.url, "--size", size, "--look", look, "--secret", self.secret]
        words += ["--at", f"{PLACE[0]},{PLACE[1]}"]
        if login:
            words += ["--code", self.station.codes.codes[login]]
        self.actors[name] = Actor(name, self.home / name, *words)
        return self.actors[name]

    def browse(self, name: str, *, pages: str = "", size: str = PHONE) -> Actor:
        """Start a browser, by default a resident's on the city's pages."""
        words = ("--pages", pages or self.station.pages, "--size", size)
        self.actors[name] = Actor(name, self.home / name, *words, program=programs.resident())
        return self.actors[name]

    def sign_in(self, login: str, name: str, role: str) -> str:
        """Make an account with a password; a token of the plain API."""
        password = secrets.token_hex()
        words = ("officers", "add", login, "--name", name, "--role", role, "--password-stdin")
        self.station.run(*words, stdin=password + "\n")
        return str(self.station.call("POST", "/api/v1/login", body={"login": login, "password": password})["token"])

    def password(self, login: str) -> str:
        """Give an account that is there a password to sign in at the desk with."""
        password = secrets.token_hex()
        self.station.run("officers", "password", login, stdin=password + "\n")
        return password

    def both(self, name: str, picture: str) -> None:
        """A page in a browser, on a phone and at a desk, where the window stays."""
        for size, end in ((PHONE, ""), (DESK, "-desk")):
            self.actor(name).do("resize", size=size)
            self.shot(name, picture + end)

    def shot(self, name: str, picture: str) -> None:
        self.actor(name).do("picture", path=str(self.shots / f"{picture}.png"))

    def leave(self) -> None:
        for actor in self.actors.values():
            actor.leave()
