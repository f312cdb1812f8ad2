"""A rating collected on a device: kept once however often it comes, one respondent a person asked, within one's
districts."""

import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import Code
from app.patrols.operations import PatrolNoteAdd
from app.ratings.domain import Answer, Part, Tag
from app.ratings.operations import RatingCollect
from app.values import Place
from sync.server.accounts import duties
from sync.server.ground.documents import ERASED_OPERATION
from sync.server.push.repository import set_aside
from sync.server.ratings import ageing
from tests.sync.server import schema
from tests.sync.server.station import IN_EAST, IN_WEST, NOWHERE, WEST, Station

NOTE = PatrolNoteAdd(WEST, '"kind":"rating.collect" napsal někdo do poznámky.')


def said(place: Place = IN_WEST, part: Part = Part.NIGHT, remark: str = "") -> RatingCollect:
    return RatingCollect(place.lat, place.lon, part, Answer.VERY_UNSAFE, tags=(Tag.LIGHTING,), remark=remark)


def test_that_a_rating_is_kept_once_by_the_channel_of_the_officer(station: Station) -> None:
    novak, person = station.officer("novak", WEST), new_id()
    first, second = novak.record(person, said()), novak.record(person, said(part=Part.DAY, remark="Tma."))
    third = novak.record(new_id(), said())
    for _ in range(2):
        assert [one.verdict.value for one in novak.push(first, second, third)] == ["applied"] * 3
    columns = schema.rating.c
    rows = station.all(sa.select(columns.id, columns.respondent, columns.channel, columns.tags, columns.at))
    by_id = {row.id: row for row in rows}
    assert by_id.keys() == {first.id, second.id, third.id}
    assert {(row.channel, row.tags, row.at) for row in rows} == {("officer", "lighting", first.at)}
    assert by_id[first.id].respondent == by_id[second.id].respondent != by_id[third.id].respondent
    assert station.all(sa.select(schema.rating_remark.c.rating_id)) == [(second.id,)]


def test_that_what_a_person_says_anew_of_a_place_counts_in_the_place_of_what_they_said(station: Station) -> None:
    novak, person = station.officer("novak", WEST), new_id()
    first = novak.record(person, said())
    station.clock.forward(minutes=1)
    second = novak.record(person, said())
    novak.push(first, second)
    query = sa.select(schema.rating.c.id).where(schema.rating.c.replaced_by.is_(None))
    assert station.all(query) == [(second.id,)]


def test_that_a_rating_of_others_districts_or_of_nowhere_is_refused(station: Station) -> None:
    novak = station.officer("novak", WEST)
    for place, code in ((IN_EAST, Code.OUT_OF_SCOPE), (NOWHERE, Code.INVALID)):
        refused = novak.do(new_id(), said(place))
        assert (refused.verdict.value, refused.code) == ("rejected", code)
    analyst = station.device(station.person("analytik", Role.ANALYST))
    assert analyst.do(new_id(), said()).verdict.value == "rejected"
    assert station.all(sa.select(schema.rating.c.id)) == []


def test_that_what_was_collected_offline_counts_though_the_district_was_left_meanwhile(station: Station) -> None:
    novak = station.officer("novak", WEST)
    late = novak.record(new_id(), said())
    station.clock.forward(hours=1)
    with station.server.database.write() as connection:
        duties.withdraw(connection, novak.officer_id, WEST, station.server.now())
    assert novak.push(late)[0].verdict.value == "applied"


def test_that_the_point_goes_from_what_the_device_sent_as_well(station: Station) -> None:
    novak = station.officer("novak", WEST)
    one = novak.record(new_id(), said(remark="U pana Nováka."))
    novak.push(one)
    station.clock.forward(days=31)
    with station.server.database.write() as connection:
        ageing.snap(connection, station.server)
    assert station.all(sa.select(schema.receipt.c.operation)) == [(ERASED_OPERATION,)]
    assert novak.push(one)[0].verdict.value == "applied"
    assert len(station.all(sa.select(schema.rating.c.id))) == 1


def test_that_of_what_came_late_or_is_no_rating_the_point_goes_as_well(station: Station) -> None:
    novak, elsewhere = station.officer("novak", WEST), new_id()
    late = novak.record(new_id(), said(remark="U pana Nováka."))
    station.clock.forward(days=31)
    refused = novak.record(elsewhere, said(NOWHERE, remark="U pana Nováka."))
    assert [one.verdict.value for one in novak.push(late, refused)] == ["applied", "rejected"]
    with station.server.database.write() as connection:
        ageing.snap(connection, station.server)
    assert station.all(sa.select(schema.receipt.c.operation)) == [(ERASED_OPERATION,)] * 2
    assert [one.verdict.value for one in novak.push(late, refused)] == ["applied", "rejected"]
    assert len(station.all(sa.select(schema.rating.c.id))) == 1


def test_that_a_rating_that_was_set_aside_says_nothing_after_thirty_days(station: Station) -> None:
    novak = station.officer("novak", WEST)
    one, note = novak.record(new_id(), said(remark="U pana Nováka.")), novak.record(new_id(), NOTE)
    with station.server.database.write() as connection:
        set_aside(connection, novak.caller.device_id or "", [one, note], reason="lost", now=station.server.now())
    kept = []
    for days in (29, 2):
        station.clock.forward(days=days)
        with station.server.database.write() as connection:
            ageing.snap(connection, station.server)
        rows = station.all(sa.select(schema.quarantine.c.op_id, schema.quarantine.c.operation))
        kept.append({row.op_id: row.operation for row in rows})
    assert "U pana Nováka." in kept[0][one.id]
    assert kept[1] == {one.id: ERASED_OPERATION, note.id: kept[0][note.id]}
