"""A question asked offline goes out as one mail, and its answer comes back to the device as news."""

import os
import signal
from pathlib import Path

from app.accounts.domain import Role
from app.identifiers import new_id
from app.messages.domain import Door
from app.tips.domain import Contact, Status, Tip
from app.tips.operations import TipAsk
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from sync.server.feed.publish import publish
from sync.server.mail import service
from sync.server.messages.service import Received, receive
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.server_process import HANG_SECONDS, ServerProcess
from tests.sync.server.filed import IncomingTip
from tests.sync.server.mail.post import open_post, plain


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
