"""Ratings come in by any door, replace one another, and are read again by their code: on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.identifiers import new_id
from app.ratings.domain import Answer, Part, RatingChannel, Tag
from app.ratings.form import Fault, Refused
from app.safety.grid import cells_of, name_of, stored_position
from app.values import Place
from sync.server.accounts.tries import TooMany
from sync.server.ratings import service
from sync.server.ratings.codes import digest_of
from sync.server.ratings.pseudonyms import FOLDER
from sync.server.ratings.service import Accepted, UnknownCode, seen_by_browser, seen_by_code
from sync.server.ratings.tables import rating
from tests.sync.server.ratings.given import coming, counting, hand_over
from tests.sync.server.station import IN_EAST, IN_WEST, NOWHERE, START, Station

HOME = "192.0.2.7"


def taken(station: Station, *incoming: service.Incoming) -> list[Accepted]:
    answers = hand_over(station, *incoming)
    found = [one for one in answers if isinstance(one, Accepted)]
    assert len(found) == len(answers)
    return found


def test_that_a_rating_is_kept_whole_and_says_nothing_of_the_browser(station: Station) -> None:
    sent = coming("secret", tags=(Tag.LIGHTING, Tag.NOISE), remark="Tma.", channel=RatingChannel.QR, source="plakát 7")
    (one,) = taken(station, sent)
    (row,) = station.all(sa.select(rating))
    assert (row.tags, row.remark, row.channel, row.source) == ("lighting,noise", "Tma.", "qr", "plakát 7")
    assert (row.part, row.answer, row.at) == ("night", "rather_unsafe", station.server.now())
    assert row.code == digest_of(one.code) != one.code
    assert name_of(row.cell) == one.cell
    assert "secret" not in str(row)


@pytest.mark.parametrize(
    "place",
    [NOWHERE, Place(IN_WEST.lon, IN_WEST.lat), Place(float("nan"), 13.0), Place(90.0, 180.0), Place(0.0, 0.0)],
    ids=["elsewhere", "swapped", "not a number", "pole", "nowhere"],
)
def test_that_what_lies_in_no_district_is_refused_and_the_rest_of_the_batch_is_kept(
    station: Station, place: Place
) -> None:
    refused, kept = hand_over(station, coming("a", place), coming("b"))
    assert isinstance(refused, Refused)
    assert [(flaw.field, flaw.fault) for flaw in refused.flaws] == [("place", Fault.OUTSIDE)]
    assert isinstance(kept, Accepted)
    assert counting(station) == {kept.id}


def test_that_the_later_rating_of_a_browser_replaces_the_earlier_for_thirty_days(station: Station) -> None:
    (first,) = taken(station, coming("a"))
    other_part, other_place, other_person = taken(
        station, coming("a", part=Part.DAY), coming("a", IN_EAST), coming("b")
    )
    station.clock.forward(days=29)
    (second,) = taken(station, coming("a", answer=Answer.VERY_SAFE))
    assert counting(station) == {second.id, other_part.id, other_place.id, other_person.id}
    station.clock.forward(days=30)
    (third,) = taken(station, coming("a"))
    assert counting(station) >= {second.id, third.id}
    assert first.id not in counting(station)


def test_that_nobodys_ratings_replace_nothing(station: Station) -> None:
    sheets = taken(station, *(coming(channel=RatingChannel.PAPER) for _ in range(5)))
    assert counting(station) == {one.id for one in sheets}


def test_that_a_browser_is_known_over_the_turn_of_the_year_and_not_for_ever(station: Station) -> None:
    station.clock.at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    (before,) = taken(station, coming("a"))
    station.clock.forward(hours=1)
    (after,) = taken(station, coming("a"))
    assert counting(station) == {after.id}
    respondents = [row.respondent for row in station.all(sa.select(rating.c.respondent))]
    assert len(set(respondents)) == 2
    folder = station.settings.files / FOLDER
    assert sorted(path.name for path in folder.iterdir()) == ["2026.key", "2027.key"]
    assert before.id != after.id


def test_that_a_browser_is_known_where_the_clock_goes_back_over_the_turn_of_the_year(station: Station) -> None:
    station.clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    (first,) = taken(station, coming("a"))
    station.clock.forward(hours=-1)
    taken(station, coming("a"))
    assert counting(station) == {first.id}


@given(st.permutations([0, 12, 29, 41, 58, 90, 119, 150]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_the_same_ratings_count_in_whatever_order_they_come(station: Station, days: list[int]) -> None:
    browser = new_id()
    found = {day: taken(station, coming(browser, at=START - timedelta(days=200 - day)))[0].id for day in days}
    assert {day for day, row_id in found.items() if row_id in counting(station)} == {58, 119, 150}


def test_that_a_batch_counts_as_its_ratings_one_by_one_do(station: Station) -> None:
    at = [START - timedelta(days=back) for back in (80, 60, 40, 5)]
    answers = taken(station, *(coming("a", at=moment) for moment in (at[2], at[0], at[3], at[1])))
    assert counting(station) == {answers[0].id, answers[2].id}


def test_that_two_ratings_of_one_browser_at_the_same_moment_see_each_other(station: Station) -> None:
    gate = threading.Barrier(2)

    def send() -> None:
        gate.wait()
        station.server.database.durably(lambda c: service.accept(c, station.server, [coming("a")]))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counting(station)) == 1
    assert station.scalar(sa.select(sa.func.count()).select_from(rating)) == 2


def test_that_handing_over_a_second_time_has_no_effect(station: Station) -> None:
    row_id = new_id()
    first, again = (taken(station, coming("a", id=row_id))[0] for _ in range(2))
    assert first.id == again.id == row_id
    assert first.cell == again.cell
    assert (bool(first.code), again.code) == (True, "")
    (twice, other) = taken(station, coming("b", id=(row_id := new_id())), coming("b", id=row_id))
    assert twice.id == other.id
    assert station.scalar(sa.select(sa.func.count()).select_from(rating)) == 2


@pytest.mark.parametrize("at", [datetime(1, 1, 2, tzinfo=UTC), START + timedelta(days=1), START - timedelta(days=900)])
def test_that_a_time_that_is_not_to_be_believed_is_the_servers(station: Station, at: datetime) -> None:
    taken(station, coming("a", at=at))
    assert station.scalar(sa.select(rating.c.at)) == station.server.now()


def test_that_an_old_rating_comes_in_snapped(station: Station) -> None:
    taken(station, coming("a", at=START - timedelta(days=31)), coming("b", at=START - timedelta(days=29)))
    rows = {row.is_snapped: (row.lat, row.lon) for row in station.all(sa.select(rating))}
    assert rows == {True: stored_position(IN_WEST.lat, IN_WEST.lon), False: (IN_WEST.lat, IN_WEST.lon)}


def test_that_a_code_shows_the_cell_and_never_the_point(station: Station) -> None:
    (one,) = taken(station, coming("a"))
    typed = one.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    seen = seen_by_code(station.server, typed, HOME)
    assert not isinstance(seen, UnknownCode | TooMany)
    cell = int(cells_of([IN_WEST.lat], [IN_WEST.lon], 9)[0])
    assert (seen.id, seen.cell, seen.part, seen.answer) == (one.id, name_of(cell), Part.NIGHT, Answer.RATHER_UNSAFE)
    assert str(IN_WEST.lat) not in str(seen)


def test_that_a_code_that_the_door_gave_out_is_the_code(station: Station) -> None:
    digest = digest_of("ABCD-EFGH-JKMN")
    assert digest is not None
    (one,) = taken(station, coming("a", code=digest))
    assert one.code == ""
    seen = seen_by_code(station.server, "abcd efgh jkmn", HOME)
    assert not isinstance(seen, UnknownCode | TooMany)
    assert seen.id == one.id


@pytest.mark.parametrize("code", ["", "\x00", "\ud800", "ABCD-EFGH-JKM", "U" * 12, "ABCD" * 9_999, "ＡＢＣＤ" * 3])
def test_that_what_is_no_code_is_nobodys(station: Station, code: str) -> None:
    assert seen_by_code(station.server, code, HOME) == UnknownCode()


def test_that_wrong_codes_of_one_network_are_limited_and_others_go_on(station: Station) -> None:
    (one,) = taken(station, coming("a"))
    for _ in range(10):
        assert seen_by_code(station.server, "0000-0000-0000", "2001:db8::1") == UnknownCode()
    assert isinstance(seen_by_code(station.server, one.code, "2001:db8::2"), TooMany)
    assert not isinstance(seen_by_code(station.server, one.code, HOME), UnknownCode | TooMany)
    station.clock.forward(minutes=2)
    assert not isinstance(seen_by_code(station.server, one.code, "2001:db8::1"), UnknownCode | TooMany)


def test_that_a_browser_sees_its_own_ratings_that_count(station: Station) -> None:
    taken(station, coming("a"), coming("b"))
    (later,) = taken(station, coming("a", answer=Answer.VERY_SAFE))
    with station.server.database.read() as connection:
        assert [one.id for one in seen_by_browser(connection, station.server, "a")] == [later.id]
        assert seen_by_browser(connection, station.server, "nobody \ud800") == []
