"""Many tips are filed at once, each with all that the server adds."""

import msgspec
import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.domain import Channel, Closing, Contact, Outcome, OutcomeKind, Status, StoryLine, Tip, TipNote
from app.values import Place
from sync.server import schema
from sync.server.feed.publish import publish
from sync.server.tips.service import IncomingTip, TipService
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, NOWHERE, WEST, Station


def a_tip(place: Place | None = IN_WEST, created_at: str = "2026-03-02T08:00:00.000Z", **fields: object) -> Tip:
    tip = Tip(id=new_id(), number="", title="Lampa", category="light", created_at=created_at, place=place)
    return msgspec.structs.replace(tip, channel=Channel.IMPORT, **fields)


def file(station: Station, *incoming: IncomingTip) -> list[Tip]:
    with station.server.database.write() as connection:
        filed = TipService(station.server).file_many(connection, incoming)
        publish(connection, filed.steps, station.server.now())
    return filed.tips


def test_that_each_tip_goes_to_its_district_and_who_is_on_duty(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    filed = file(station, *(IncomingTip(a_tip(place)) for place in (IN_WEST, IN_EAST, NOWHERE, None)))
    assert [(tip.district_id, tip.holder_id) for tip in filed] == [(WEST, novak), (EAST, cerna), ("", None), ("", None)]


def test_that_numbers_count_by_the_year_of_each_tip(station: Station) -> None:
    years = ("2025-12-31T10:00:00.000Z", "2026-01-01T10:00:00.000Z", "2025-06-01T10:00:00.000Z")
    assert [tip.number for tip in file(station, *(IncomingTip(a_tip(created_at=at)) for at in years))] == [
        "2025-000001", "2026-000001", "2025-000002",
    ]  # fmt: skip


def test_that_what_is_known_already_is_kept(station: Station) -> None:
    station.person("novak", Role.OFFICER, WEST)
    cerna = station.person("cerna", Role.OFFICER, EAST)
    known = a_tip(number="X-1", district_id=EAST, holder_id=cerna, deadline="2026-05-01T00:00:00.000Z")
    assert file(station, IncomingTip(known))[0] == known


def test_that_a_whole_life_comes_in(station: Station) -> None:
    boss = station.supervisor()
    tip = a_tip(status=Status.ACCEPTED)
    note = TipNote(new_id(), tip.id, boss.officer_id, "2026-03-02T09:00:00.000Z", "Byl jsem tam.")
    story = tuple(
        StoryLine(new_id(), tip.id, kind, "applied", "2026-03-02T09:00:00.000Z") for kind in ("received", "tip.accept")
    )
    file(station, IncomingTip(tip, Contact("", "Anna"), (note,), story))
    boss.pull()
    assert boss.docs("tip")[tip.id]["status"] == "accepted"
    assert boss.docs("contact")[tip.id]["name"] == "Anna"
    assert set(boss.docs("note")) == {note.id}
    assert set(boss.docs("story")) == {line.id for line in story}


def test_that_a_tip_closed_long_ago_is_on_no_device(station: Station) -> None:
    boss = station.supervisor()
    closing = Closing(new_id(), boss.officer_id, "2025-06-01T10:00:00.000Z", Outcome(OutcomeKind.SOLVED))
    old = a_tip(created_at="2025-05-01T10:00:00.000Z", status=Status.CLOSED, closing=closing)
    file(station, IncomingTip(old), IncomingTip(a_tip()))
    boss.pull()
    assert len(boss.docs("tip")) == 1
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 2


def test_that_progress_is_told_and_chunks_change_nothing(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.tips.service._CHUNK", 3)
    told: list[int] = []
    with station.server.database.write() as connection:
        incoming = [IncomingTip(a_tip()) for _ in range(7)]
        filed = TipService(station.server).file_many(connection, incoming, told.append)
        publish(connection, filed.steps, station.server.now())
    assert told == [3, 6, 7]
    assert [tip.number for tip in filed.tips] == [f"2026-00000{n}" for n in range(1, 8)]


def test_that_a_failure_leaves_nothing(station: Station) -> None:
    tip = a_tip()
    with pytest.raises(sa.exc.IntegrityError):
        file(station, IncomingTip(tip), IncomingTip(tip))
    for table in (schema.tip, schema.story, schema.counter):
        assert station.scalar(sa.select(sa.func.count()).select_from(table)) == 0
