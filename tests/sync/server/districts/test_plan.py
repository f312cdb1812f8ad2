"""What an import of districts would change is said before: whose duties end, which tips move, what is only renamed."""

from app.districts.domain import District
from app.identifiers import new_id
from app.tips import operations as ops
from sync.server.accounts import duties
from sync.server.accounts.duties import DutyKind
from sync.server.districts.moves import Displaced
from sync.server.districts.plan import Plan, Removed, described, plan
from tests.sync.server.station import DISTRICTS, EAST, IN_WEST, WEST, Station, box

WEST_NOW, EAST_NOW = DISTRICTS


def planned(station: Station, *districts: District, near: float = 50.0) -> Plan:
    with station.server.database.read() as connection:
        return plan(connection, districts, near, station.server.now())


def test_that_the_first_districts_change_nothing_of_anybodys(bare_station: Station) -> None:
    made = planned(bare_station, *DISTRICTS)
    assert made == Plan(added=[WEST, EAST])
    assert made.is_first
    assert described(made) == ["2 districts are new: d1, d2"]


def test_that_the_same_districts_again_are_no_change(station: Station) -> None:
    made = planned(station, EAST_NOW, WEST_NOW)
    assert made == Plan()
    assert described(made) == []


def test_that_borders_and_names_are_told_apart(station: Station) -> None:
    wider = District(EAST, EAST_NOW.name, box(13.1, 50.0, 13.3, 50.1))
    made = planned(station, District(WEST, "Nový", WEST_NOW.geometry), wider)
    assert (made.reshaped, made.retitled, made.is_first) == ([EAST], [WEST], False)
    assert described(made) == ["1 districts get other borders: d2", "1 districts get other names: d1"]


def test_that_who_loses_a_duty_is_named_once_now_or_to_come_and_nobody_whose_duty_is_over(station: Station) -> None:
    novak, cerna, gone = station.person("novak"), station.person("cerna"), station.person("byvaly")
    now, later = station.server.now(), "2026-04-01T00:00:00.000Z"
    with station.server.database.write() as connection:
        for officer, kind, start, end in (
            (novak, DutyKind.PRIMARY, now, None),
            (novak, DutyKind.BACKUP, later, None),
            (cerna, DutyKind.COVER, later, "2026-04-02T00:00:00.000Z"),
            (gone, DutyKind.PRIMARY, "2026-01-01T00:00:00.000Z", now),
        ):
            duties.grant(connection, officer, WEST, kind, from_at=start, to_at=end)
    station.supervisor().do(new_id(), ops.TipFile(title="Lampa", category="light", place=IN_WEST))
    made = planned(station, EAST_NOW, near=0.0)
    assert made.removed == [Removed(WEST, WEST_NOW.name, ("cerna", "novak"), 1)]
    assert [(one.origin, one.to) for one in made.tips] == [(WEST, "")]
    assert described(made) == [
        "district d1 (Západ) is not in the file and goes, held by cerna, novak: these duties end; 1 tips lie in it",
        "1 tips move to another district: d1 → none 1",
    ]


def test_that_the_same_ground_under_another_id_is_told_with_what_follows(station: Station) -> None:
    made = planned(station, District("zapad", "Západ", box(13.0, 50.0, 13.1, 50.098)), EAST_NOW)
    assert made.renamed == [(WEST, "zapad")]
    (said,) = [line for line in described(made) if "looks renamed" in line]
    assert said == (
        "d1 looks renamed to zapad (the same shape): duties do not follow; keep the id d1 in the file, "
        "or put the officers on duty in zapad afterwards"
    )
    assert planned(station, District("zapad", "Západ", box(13.0, 50.0, 13.1, 50.09)), EAST_NOW).renamed == []


def test_that_long_lists_are_cut_and_say_how_much_more_there_is() -> None:
    ids = [f"d{number:02}" for number in range(14)]
    tips = [Displaced(str(number), one, "") for number, one in enumerate(ids)] + [Displaced("x", "d13", "")]
    made = Plan(added=ids, tips=tips)
    added, moved = described(made)
    assert added == f"14 districts are new: {', '.join(ids[:12])} and 2 more"
    assert moved.startswith("15 tips move to another district: d13 → none 2, d00 → none 1, ")
    assert moved.endswith(" and 2 more ways")
