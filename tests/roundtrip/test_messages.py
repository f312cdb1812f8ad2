"""What officers and residents say to one another, on real processes: by mail, by the page of a link, on the device."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.messages.domain import Door
from app.tips.domain import Contact, Outcome, OutcomeKind, Status, Tip
from app.tips.operations import TipAsk, TipClose
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from sync.server.feed.publish import publish
from sync.server.ground.moments import instant, moment
from sync.server.intake.seal import Seal
from sync.server.mail import service
from sync.server.messages.service import Received, receive
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server import schema
from tests.sync.server.filed import IncomingTip
from tests.sync.server.mail.post import Post, open_post, plain
from tests.sync.server.residents.test_process import Reader


def test_that_a_question_asked_offline_is_mailed_once_and_its_answer_is_news(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    city = City(url, tmp_path / "files", 1)
    anna, tip_id = city.person("anna", Role.OFFICER, "d0"), new_id()
    tip = Tip(tip_id, "", "Lampa", "light", created_at=city.server.now(), place=place_in(0, 1))
    city.file([IncomingTip(tip, Contact(tip_id, email="jan@example.cz"))])
    server = ServerProcess(url, tmp_path / "files", tmp_path / "server.log")
    with open_post(tmp_path / "post") as post:
        with city.server.database.write() as connection:
            service.begin(connection, city.server, post.relay())
        server.start()
        try:
            transport = Transport(Origin(server.origin))
            device = FieldDevice(tmp_path / "anna", anna, transport, city.enrolled(anna, transport))
            assert isinstance(device.round(), RoundDone)
            device.record(tip_id, TipAsk(Status(device.docs("tip")[tip_id].get("status", "new")), "Kde přesně?"))
            assert post.taken() == []
            assert isinstance(device.round(), RoundDone)
            assert post.says() == "taken"
            os.kill(server.group, signal.SIGTERM)
            server.wait(HANG_SECONDS)
            server.start()
            with city.server.database.write() as connection:
                answer = receive(connection, city.server, tip_id, "U školy.", Door.MAIL)
                assert isinstance(answer, Received)
                publish(connection, answer.steps, city.server.now())
            assert isinstance(device.round(), RoundDone)
            ((envelope, mail),) = post.taken()
            assert envelope[-1] == "rcpt TO:<jan@example.cz>"
            assert "Kde přesně?" in plain(mail)
            said = sorted(device.docs("message").values(), key=lambda one: one["at"])
            assert [(one["text"], one.get("delivery")) for one in said] == [("Kde přesně?", "sent"), ("U školy.", None)]
            assert device.docs("tip")[tip_id]["status"] == "in_progress"
            last = max(device.docs("story").values(), key=lambda one: (one["at"], one["id"]))
            assert (last["kind"], last.get("by")) == ("tip.hear", None)
            device.stop()
        finally:
            server.kill()
            city.close()


def comes(device: FieldDevice, tip_id: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The tip as the device has it, once its rounds bring it so; only a hang ends the asking."""
    until = time.monotonic() + HANG_SECONDS
    while True:
        assert isinstance(device.round(), RoundDone)
        known: dict[str, Any] = device.docs("tip").get(tip_id) or next(iter(device.docs("tip").values()), {})
        if known and is_so(known):
            return known
        assert time.monotonic() < until, f"it never comes: {known}"


def ten_minutes_later(city: City) -> None:
    """What was closed now was closed eleven minutes ago, and what is held has its time."""
    ago = instant(moment(city.server.now()) - timedelta(minutes=11))
    due = sa.update(schema.job).where(schema.job.c.kind == "message.release")
    with city.server.database.write() as connection:
        assert connection.execute(due.values(due=ago)).rowcount == 1
        connection.execute(sa.update(schema.tip).values(closed_at=ago))


def sent_by_page(pages: ServerProcess) -> tuple[Reader, str]:
    """A resident with a mail address who sent a tip there a moment ago, and the path of their link."""
    resident = Reader(pages.port)
    resident.ask("GET", "/podnet/popis?category=light")
    written = {"category": "light", "where": "50.0500, 13.0500", "text": "Nesvítí lampa", "homepage": ""}
    known = {"email": "jana@example.cz", "form": Seal(pages.files).new_form(time.time() - 60)}
    status, location, _ = resident.ask("POST", "/podnet/odeslat", written | known)
    assert (status, location[:10]) == (303, "/sledovat/")
    return resident, location.partition("?")[0]


def spoken(device: FieldDevice) -> set[str]:
    """What the device has of what the resident said."""
    return {one["text"] for one in device.docs("message").values() if "by" not in one}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[tuple[City, FieldDevice, ServerProcess, Post]]:
    """A city with its server, the residents' process and a mail server; an officer's device in its one district."""
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    city = City(url, tmp_path / "files", 1)
    anna = city.person("anna", Role.OFFICER, "d0")
    server = ServerProcess(url, tmp_path / "files", tmp_path / "server.log")
    pages = ServerProcess(url, tmp_path / "pages", tmp_path / "pages.log", command="serve-residents")
    with open_post(tmp_path / "post") as post:
        with city.server.database.write() as connection:
            service.begin(connection, city.server, post.relay())
        try:
            server.start()
            pages.start()
            transport = Transport(Origin(server.origin))
            device = FieldDevice(tmp_path / "anna", anna, transport, city.enrolled(anna, transport))
            yield city, device, pages, post
            device.stop()
        finally:
            pages.kill()
            server.kill()
            city.close()


def test_that_a_tip_goes_round_from_its_page_over_the_officers_device_and_back(
    street: tuple[City, FieldDevice, ServerProcess, Post],
) -> None:
    city, device, pages, post = street
    resident, link = sent_by_page(pages)
    tip_id = comes(device, "", lambda tip: tip["text"] == "Nesvítí lampa")["id"]
    device.record(tip_id, TipAsk(Status.NEW, "Která lampa to je?"))
    assert isinstance(device.round(), RoundDone)
    assert "Která lampa to je?" in resident.ask("GET", link)[2]
    assert post.says() == "taken"

    resident.ask("GET", f"{link}/odpovedet")
    assert resident.ask("POST", f"{link}/odpovedet", {"text": "Ta u školy."})[0] == 303
    heard = comes(device, tip_id, lambda tip: tip["status"] == "in_progress")["heard_at"]
    assert spoken(device) == {"Ta u školy."}

    thanks = Outcome(OutcomeKind.SOLVED, reply="Lampa svítí.")
    device.record(tip_id, TipClose(Status.IN_PROGRESS, thanks, heard))
    assert "heard_at" not in comes(device, tip_id, lambda tip: tip["status"] == "closed")
    assert "held" in {one.get("delivery") for one in device.docs("message").values()}
    assert "Lampa svítí." not in resident.ask("GET", link)[2]
    ten_minutes_later(city)
    assert post.says() == "taken"
    assert [plain(mail).count("Lampa svítí.") for _, mail in post.taken()] == [0, 1]
    assert "Lampa svítí." in resident.ask("GET", link)[2]

    resident.ask("GET", f"{link}/hodnoceni")
    said = {"said": "partly", "text": "Svítí jen jedna."}
    assert resident.ask("POST", f"{link}/hodnoceni", said)[0] == 303
    back = comes(device, tip_id, lambda tip: tip["status"] == "reopened")
    assert (back["holder_id"], back["parties"][0]["satisfaction"]) == (device.officer_id, "partly")
    assert spoken(device) == {"Ta u školy.", "Svítí jen jedna."}
