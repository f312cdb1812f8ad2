"""A priority and a promise travel from one device through the real server to another, and the keeping of it back."""

from pathlib import Path

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipEdit, TipFile, TipPromise, TipPromiseKept
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.server_process import ServerProcess


def test_that_a_priority_and_a_promise_reach_the_other_device_and_its_keeping_comes_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    city = City(url, tmp_path / "files", 1)
    people = {"anna": city.person("anna", Role.OFFICER, "d0"), "sylva": city.person("sylva", Role.SUPERVISOR)}
    server = ServerProcess(url, tmp_path / "files", tmp_path / "server.log")
    server.start()
    try:
        devices = {}
        for name, person in people.items():
            transport = Transport(Origin(server.origin))
            devices[name] = FieldDevice(tmp_path / name, person, transport, city.enrolled(person, transport))
            assert isinstance(devices[name].round(), RoundDone)
        anna, sylva, tip_id = devices["anna"], devices["sylva"], new_id()
        anna.record(tip_id, TipFile(title="Lampa", category="light", place=place_in(0, 1)))
        promise = anna.record(tip_id, TipPromise(text="Zavolám.", day="2026-12-24"))
        anna.record(tip_id, TipEdit(field="priority", base="normal", value="high"))
        for device in (anna, sylva):
            assert isinstance(device.round(), RoundDone)
        came = sylva.docs("tip")[tip_id]
        assert (came["priority"], came["promises"][0]["text"], came["promises"][0]["by"]) == (
            "high", "Zavolám.", people["anna"],
        )  # fmt: skip
        sylva.record(tip_id, TipPromiseKept(promise.id))
        for device in (sylva, anna):
            assert isinstance(device.round(), RoundDone)
        assert "promises" not in anna.docs("tip")[tip_id]
        kinds = {line["kind"]: line["verdict"] for line in anna.docs("story").values()}
        assert kinds["tip.promise"] == kinds["tip.promise_kept"] == kinds["tip.edit"] == "applied"
        for device in devices.values():
            device.stop()
    finally:
        server.kill()
        city.close()
