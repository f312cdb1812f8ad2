"""A resident at the pages' own process, and the main server's worker that decides what was sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from sync.server.intake.account.repository import open_to, renew
from sync.server.jobs.worker import Worker
from sync.server.kinds import KINDS
from sync.server.residents.application import create_app
from sync.server.settings import Settings
from tests.postgres_cluster import SUPERUSER
from tests.sync.server.station import HttpAnswer, Station, ask

ACCOUNT = "okrskar_residents"
SECRET = re.compile(r"/sledovat/([\w-]{22})")
WRITTEN = {
    "category": "light",
    "where": "u zastávky Písečná",
    "text": "Nesvítí lampa\na je tam tma.",
    "name": "",
    "phone": "",
    "email": "",
}


def settings_for_residents(station: Station) -> Settings:
    """The main server's, but for the account of PostgreSQL, which is made."""
    if station.server.database.is_sqlite:
        return replace(station.settings, address="https://podnety.example.cz")
    open_to(station.server.database, ACCOUNT)
    url = station.settings.database.replace(f"//{SUPERUSER}@", f"//{ACCOUNT}@")
    return replace(station.settings, database=url, address="https://podnety.example.cz")


class Visitor:
    """Keeps cookies, follows nothing by themselves, sends forms with what their page gave."""

    def __init__(self, app: Starlette, station: Station, address: str = "192.0.2.1") -> None:
        self.app, self.station, self.address = app, station, address
        self.cookies: dict[str, str] = {}
        self.hidden: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> HttpAnswer:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> HttpAnswer:
        return self.post_bytes(path, urlencode(self.hidden | fields).encode(), **headers)

    def post_bytes(self, path: str, body: bytes, **headers: str) -> HttpAnswer:
        named = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"} | headers
        return self._ask("POST", path, body, named)

    def write(self, **fields: str) -> HttpAnswer:
        """From the first screen to the preview, as slowly as a person writes."""
        self.get("/podnet")
        self.get(f"/podnet/popis?category={fields.get('category', WRITTEN['category'])}")
        self.station.clock.forward(seconds=30)
        return self.post("/podnet/popis", {"do": "preview"} | WRITTEN | fields)

    def send(self, **fields: str) -> str:
        """A whole tip; the secret of its link."""
        assert self.write(**fields).status == 200
        answer = self.post("/podnet/odeslat", {})
        assert answer.status == 303, answer.body.decode()
        return secret_in(answer)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HttpAnswer:
        import asyncio

        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {"cookie": cookie, **headers}
        answer = asyncio.run(ask(self.app, method, path, body, named, address=self.address))
        for name, value in re.findall(r"(__Host-\w+)=([^;]*);", answer.headers.get("set-cookie", "")):
            self.cookies[name] = value
        text = answer.body.decode() if answer.headers["content-type"].startswith("text/") else ""
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
        chosen = re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)" checked', text)
        if found:
            self.hidden = {name: unescape(value) for name, value in (*found, *chosen)}
        return answer


def secret_in(answer: HttpAnswer) -> str:
    """The secret of the link to which an answer leads."""
    found = SECRET.search(answer.headers["location"])
    assert found is not None
    return found[1]


def work(station: Station) -> int:
    """What the main server's worker finds to do."""
    return Worker(station.server, KINDS).run_due()


@contextmanager
def pages(station: Station) -> Iterator[Visitor]:
    """The residents' process beside a station, and its first visitor."""
    with station.server.database.write() as connection:
        renew(connection)
    app = create_app(settings_for_residents(station))
    yield Visitor(app, station)
    app.state.server.close()


@pytest.fixture
def visitor(station: Station) -> Iterator[Visitor]:
    """Somebody at the residents' pages."""
    with pages(station) as one:
        yield one
