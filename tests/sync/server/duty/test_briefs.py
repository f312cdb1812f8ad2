"""A brief comes with the minute in which a district is handed over, to who takes it over and to nobody else."""

from datetime import timedelta

import pytest

from app.accounts.domain import Role, personal_scope
from app.duty.domain import AbsenceKind, Span
from app.identifiers import new_id
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile, TipNoteAdd, TipPromise
from sync.server.duty import service
from sync.server.ground.moments import instant
from sync.server.jobs.worker import Worker
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Device, Station

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def later(station: Station, hours: float) -> str:
    return instant(station.clock() + timedelta(hours=hours))


def work(station: Station, hours: float = 0) -> None:
    worker = Worker(station.server, service.KINDS)
    worker.plan()
    station.clock.forward(hours=hours)
    worker.run_due()


def away(station: Station, officer_id: str, start: float, end: float, cover: str) -> str:
    new = service.new_absence(officer_id, Span(later(station, start), later(station, end)), cover)
    with station.server.database.write() as connection:
        service.enter_absence(connection, station.server, new, AbsenceKind.LEAVE, "x")
    return new.id


def briefs(device: Device) -> list[dict[str, object]]:
    device.pull()
    return list(device.docs("brief").values())


def lines(brief: dict[str, object]) -> list[tuple[str, str]]:
    found = brief.get("lines", [])
    assert isinstance(found, list)
    return [(line["topic"], line["tip_id"]) for line in found]


def test_that_a_brief_comes_to_who_covers_and_goes_with_the_cover_and_one_to_who_is_back(station: Station) -> None:
    holder, cover = station.officer("novak", WEST), station.officer("cerna", EAST)
    bystander, chief = station.officer("dolezal", EAST), station.supervisor()
    filed, done, elsewhere = new_id(), new_id(), new_id()
    for target in (filed, done):
        holder.do(target, TipFile(title="Lampa", category="light", place=IN_WEST))
    holder.do(done, TipPromise(text="Tajné", day="2026-03-03"))
    cover.do(elsewhere, TipFile(title="Jinde", category="light", place=IN_EAST))
    away(station, holder.officer_id, 30, 60, cover.officer_id)
    assert briefs(cover) == []

    work(station, 7)
    (ahead,) = briefs(cover)
    assert ("begun" not in ahead, lines(ahead), ahead["others"]) == (True, [], [holder.officer_id])
    work(station, 23)
    (running,) = briefs(cover)
    assert (running["id"], running["begun"]) == (ahead["id"], True)
    assert running["from_at"] == station.server.now()
    assert lines(running) == [("promise", done), *(("answer", one) for one in sorted((filed, done)))]
    assert "Tajn" not in str(running)
    assert briefs(holder) == briefs(bystander) == []
    assert [one["id"] for one in briefs(chief)] == [running["id"]], "supervisors see what their people see"

    cover.do(done, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    cover.do(filed, TipNoteAdd(new_id(), "Byl jsem tam"))
    work(station, 1)
    assert briefs(cover) == [running], "what stands is not made anew"
    work(station, 29)
    assert briefs(cover) == []
    (back,) = briefs(holder)
    assert (back["kind"], back["begun"], back["others"]) == ("back", True, [cover.officer_id])
    assert sorted(lines(back)) == sorted([("answer", filed), ("promise", done), ("done", filed), ("done", done)])
    work(station, 24 * 8)
    assert briefs(holder) == []


def test_that_an_absence_taken_back_hands_the_district_back_at_once(station: Station) -> None:
    holder, cover = station.officer("novak", WEST), station.officer("cerna", EAST)
    running = away(station, holder.officer_id, 0, 48, cover.officer_id)
    assert [one["kind"] for one in briefs(cover)] == ["cover"]
    station.clock.forward(hours=2)
    with station.server.database.write() as connection:
        assert service.take_back(connection, station.server, running)
    assert briefs(cover) == []
    assert [(one["kind"], one["begun"]) for one in briefs(holder)] == [("back", True)]


def test_that_a_brief_is_in_the_scope_of_one_person(station: Station) -> None:
    holder, cover = station.officer("novak", WEST), station.officer("cerna", EAST)
    away(station, holder.officer_id, 0, 48, cover.officer_id)
    cover.pull()
    assert {scope for kind, _, scope in cover.rows if kind == "brief"} == {personal_scope(cover.officer_id)}
    for role in (Role.DISPATCHER, Role.ANALYST):
        other = station.device(station.person(role.value, role))
        assert briefs(other) == []
