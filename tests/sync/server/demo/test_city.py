"""The demo city in a server: whole, the same from the same seed, and only in an empty one."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.duty.domain import AbsenceKind, Calendar, DutyKind, Span
from app.duty.holding import gaps, is_away, serving
from app.messages.domain import Delivery, Message, Purpose, Satisfaction, Way
from app.tips.domain import StoryLine, Tip, WaitingOn
from sync.server.cli import main
from sync.server.duty import repository as calendars
from sync.server.ground.database import Database
from sync.server.ground.documents import parse
from sync.server.ground.moments import instant
from sync.server.messages.planning import RELEASE, SEND
from tests.sync.server import schema


def founded(folder: Path, name: str) -> tuple[str, int]:
    url = f"sqlite:///{folder / name}.sqlite3"
    code = main(["demo", "--database", url, "--files", str(folder / name), "--as-of", "2026-05-04", "--json"])
    return url, code


def rows(url: str, *columns: Any) -> list[tuple[Any, ...]]:
    database = Database(url)
    try:
        with database.read() as connection:
            return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(*columns))]
    finally:
        database.close()


def spoken(url: str) -> list[tuple[str, str, str]]:
    """Every message without the ids, of which those of persons are made anew for each city."""
    said = [parse(doc, Message) for (doc,) in rows(url, schema.message.c.doc)]
    return sorted((one.tip_id, one.at, one.text) for one in said)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    url, code = founded(tmp_path_factory.mktemp("city"), "first")
    assert code == 0
    return url


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> str:
    url, code = founded(tmp_path_factory.mktemp("city"), "again")
    assert code == 0
    return url


def test_that_nine_districts_have_a_primary_and_another_backup(city: str) -> None:
    docs = [json.loads(doc) for (doc,) in rows(city, schema.feed.c.doc) if doc and '"geometry"' in doc]
    assert len(docs) == 9
    assert all(doc["primary_id"] and doc["backup_id"] and doc["primary_id"] != doc["backup_id"] for doc in docs)


def test_that_every_tip_lies_in_a_district_with_a_holder_on_duty(city: str) -> None:
    tips = rows(city, schema.tip.c.district_id, schema.tip.c.holder_id, schema.tip.c.scope)
    assert len(tips) == 600
    assert all(district and holder and scope == district for district, holder, scope in tips)
    assert len({district for district, _, _ in tips}) == 9


def test_that_eight_officers_and_their_supervisor_dispatcher_and_admin_are_there(city: str) -> None:
    roles = [role for (role,) in rows(city, schema.account.c.role)]
    assert roles.count("officer") == 8
    assert {"supervisor", "dispatcher", "admin"} <= set(roles)


def test_that_residents_were_asked_answered_joined_and_said_what_they_think(city: str, again: str) -> None:
    said = [parse(doc, Message) for (doc,) in rows(city, schema.message.c.doc)]
    tips = [parse(doc, Tip) for (doc,) in rows(city, schema.tip.c.doc)]
    asked = {one.tip_id for one in said if one.purpose is Purpose.QUESTION}
    answered = {one.tip_id for one in said if one.purpose is None}
    assert len(asked) > 60
    assert len(asked & answered) > 40
    assert sum(tip.joined for tip in tips) > 60
    content = Counter(one.satisfaction for tip in tips for one in tip.parties if one.satisfaction is not None)
    assert content[Satisfaction.SOLVED] > content.total() / 2 > 40
    assert content[Satisfaction.PARTLY] > 0
    waiting = [tip for tip in tips if tip.waiting_on is WaitingOn.RESIDENT and tip.parties[0].way is not Way.NONE]
    assert waiting
    assert {tip.id for tip in waiting} <= asked, "a tip waits on somebody who was asked something"
    assert spoken(city) == spoken(again)


def test_that_of_all_that_was_said_long_ago_nothing_leaves_again(city: str) -> None:
    said = [parse(doc, Message) for (doc,) in rows(city, schema.message.c.doc)]
    assert {one.delivery for one in said if one.by is not None} == {Delivery.SENT}
    assert [kind for (kind,) in rows(city, schema.job.c.kind) if kind in {SEND, RELEASE}] == []
    assert not [tip for (doc,) in rows(city, schema.tip.c.doc) if (tip := parse(doc, Tip)).calls]


def test_that_the_same_seed_and_day_give_the_same_tips(city: str, again: str) -> None:
    cells = (schema.feed.c.row_id, schema.feed.c.scope, schema.feed.c.doc)
    assert [one for one in rows(again, schema.feed.c.kind, *cells) if one[0] == "cell"] == [
        one for one in rows(city, schema.feed.c.kind, *cells) if one[0] == "cell"
    ]
    columns = (schema.tip.c.id, schema.tip.c.number, schema.tip.c.title, schema.tip.c.status, schema.tip.c.lat)
    assert rows(again, *columns) == rows(city, *columns)


def test_that_residents_are_told_of_everybody_and_the_same_by_the_same_seed(city: str, again: str) -> None:
    card, priority = schema.officer_card.c, schema.district_priority.c
    pictures = rows(city, card.portrait, card.picture, card.doc)
    assert len({bytes(one[1]) for one in pictures}) == 8, "eight faces"
    assert all('"hours"' in one[2] for one in pictures)
    assert len(rows(city, priority.id)) == 27
    figure = json.loads(rows(city, schema.pledge.c.figure)[0][0])
    assert figure["of"] >= 10
    assert 0 < figure["kept"] <= figure["of"]
    assert len([doc for kind, doc in rows(city, schema.feed.c.kind, schema.feed.c.doc) if kind == "body"]) == 4
    for columns in (
        (card.portrait, card.picture, card.doc, card.shows_name),
        (priority.id, priority.doc),
        (schema.event.c.id, schema.event.c.doc),
        (schema.pledge.c.doc, schema.pledge.c.figure),
        (schema.body.c.id, schema.body.c.doc, schema.body.c.email),
    ):
        assert rows(again, *columns) == rows(city, *columns)


def test_that_the_safety_surface_is_there_with_its_burst_and_two_months_published(city: str) -> None:
    docs = [json.loads(doc) for kind, doc in rows(city, schema.feed.c.kind, schema.feed.c.doc) if kind == "cell"]
    assert {(one["part"], one["name"]) for one in docs} >= {("night", "worse"), ("night", "better")}
    assert {one.get("trend") for one in docs} >= {"safer", "less_safe", "can_not_tell"}
    burst = schema.rating_burst.c
    assert rows(city, burst.most_in_a_day, burst.is_aside, burst.decided_at) == [(14, True, None)]
    assert [row[0] for row in rows(city, schema.rating_release.c.month)] == ["2026-03", "2026-04"]


def test_that_a_server_with_data_is_left_alone(city: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(city, schema.tip.c.id)
    assert main(["demo", "--database", city, "--files", city.removeprefix("sqlite:///") + ".files"]) == 2
    assert "holds data already" in capsys.readouterr().err
    assert rows(city, schema.tip.c.id) == before


def test_that_the_calendar_of_duty_knows_two_years_and_each_district_always_has_its_officer(
    city: str, again: str
) -> None:
    database = Database(city)
    as_of = datetime(2026, 5, 4, 12, tzinfo=UTC)
    try:
        with database.read() as connection:
            known = calendars.calendar(connection, "", planned=True)
            kinds = {one.kind for one in calendars.absences(connection, "")}
    finally:
        database.close()
    assert len(known.absences) > 40
    assert kinds >= {AbsenceKind.LEAVE, AbsenceKind.SICK, AbsenceKind.TRAINING}
    assert len(known.swaps) > 1
    now = instant(as_of)
    assert [one for one in known.absences if one.span.holds(now)], "somebody is away today"
    assert [one for one in known.absences if one.span.from_at > now and one.cover_id], "who stands in is chosen"
    assert [one for one in known.swaps if one.span.from_at > now]
    covers = [one for one in known.duties if one.kind is DutyKind.COVER]
    assert [one for one in covers if one.span.holds(now)], "somebody stands in today"
    districts = sorted({one.district_id for one in known.duties})
    whole = Span(instant(as_of - timedelta(days=700)), instant(as_of + timedelta(days=14)))
    assert gaps(known, districts, whole) == ()
    away = (schema.absence.c.id, schema.absence.c.kind, schema.absence.c.from_at, schema.absence.c.to_at)
    assert rows(again, *away) == rows(city, *away)
    assert rows(again, schema.duty_swap.c.id) == rows(city, schema.duty_swap.c.id)
    assert rows(again, schema.duty_pair.c.id) == rows(city, schema.duty_pair.c.id)
    assert len(rows(city, schema.duty_pair.c.id)) == 2
    assert rows(again, schema.pair_district.c.district_id) == rows(city, schema.pair_district.c.district_id) != []


def test_that_whoever_held_a_district_at_that_moment_worked_on_its_tips(city: str) -> None:
    database = Database(city)
    try:
        with database.read() as connection:
            known = calendars.calendar(connection, "", planned=True)
    finally:
        database.close()
    where = dict(rows(city, schema.tip.c.id, schema.tip.c.district_id))
    lines = [parse(doc, StoryLine) for (doc,) in rows(city, schema.story.c.doc)]
    worked = [line for line in lines if line.kind == "tip.close" and line.by]
    strange = [line for line in worked if is_away(known, line.by or "", line.at)]
    assert not strange, "nobody works who is away"
    by_others = [line for line in worked if by(known, where[line.tip_id], line) is DutyKind.COVER]
    assert len(by_others) > 20


def by(known: Calendar, district_id: str, line: StoryLine) -> DutyKind | None:
    """How who made a line served the district then."""
    return next((one.kind for one in serving(known, district_id, line.at) if one.officer_id == line.by), None)
