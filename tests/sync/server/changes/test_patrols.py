"""Patrols recorded while the office draws the map anew."""

import msgspec
import pytest

from app.districts.domain import District
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from app.patrols import operations as ops
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from tests.sync.server.station import DISTRICTS, EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Device, Station

NEW = {WEST: "okrsek-1", EAST: "okrsek-2"}


def shift(device: Device) -> list[RecordedOperation]:
    walk = new_id()
    places = (IN_WEST, IN_EAST, NOWHERE, None)
    notes = [ops.PatrolNoteAdd(WEST, "V 21:40 rozbitá výloha.", place=place) for place in places]
    return [
        device.record(walk, ops.PatrolStart(WEST)),
        *(device.record(new_id(), note) for note in notes),
        device.record(walk, ops.PatrolEnd()),
    ]


@pytest.mark.parametrize("served", [(WEST,), (), (WEST, EAST)], ids=["one", "none", "both"])
def test_that_work_naming_a_district_gone_meanwhile_is_taken(station: Station, served: tuple[str, ...]) -> None:
    novak = station.officer("novak", WEST)
    sent = shift(novak)
    station.clock.forward(hours=1)
    now = station.server.now()
    renamed = [District(NEW[one.id], one.name, one.geometry) for one in DISTRICTS]
    with station.server.database.write() as connection:
        steps = DistrictService(station.server).replace_all(connection, renamed).steps
        for old in served:
            duties.grant(connection, novak.officer_id, NEW[old], DutyKind.PRIMARY, from_at=now)
        publish(connection, [*steps, *people.row_steps(connection, now, novak.officer_id)], now)
    assert [one.verdict.value for one in novak.push(*sent)] == ["applied"] * 6
    novak.pull()
    by_id = novak.docs("patrol_note")
    found = [by_id[one.target]["district_id"] for one in sent[1:5]]
    assert (
        found
        == {
            (): ["", "", "", ""],
            (WEST,): ["okrsek-1", "", "", "okrsek-1"],
            (WEST, EAST): ["okrsek-1", "okrsek-2", "", ""],
        }[served]
    )
    (walk,) = novak.docs("patrol").values()
    assert walk["district_id"] == ("okrsek-1" if served == (WEST,) else "")
    assert "ended_at" in walk


def test_that_a_district_of_others_is_still_theirs(station: Station) -> None:
    novak = station.officer("novak", WEST)
    verdict = novak.do(new_id(), ops.PatrolNoteAdd(EAST, "Cizí"))
    assert (verdict.verdict.value, verdict.code) == ("rejected", "out_of_scope")
    assert msgspec.json.encode(verdict.now) == b"{}"
