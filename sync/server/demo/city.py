"""Puts the demo city into an empty server: districts, people, look-ups, tips, patrols, cards, basemap, ratings."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, Actor, Role
from app.districts.domain import District
from app.duty.domain import Calendar
from app.duty.holding import holder
from app.outbox.domain import VerdictKind
from app.patrols.operations import PatrolNoteAdd
from app.values import Place
from sync.server.accounts.duties import DutyKind, grant
from sync.server.accounts.enrolment import issue_code
from sync.server.accounts.people import NewAccount, add_account, row_steps
from sync.server.basemap.offer import offer
from sync.server.basemap.outcomes import Built
from sync.server.changes.doors import Change, Door
from sync.server.changes.service import carry_out, steps_of
from sync.server.demo import basemap, leaves
from sync.server.demo.districts import City, geojson
from sync.server.demo.life import Spot, patrol_notes_of_city, tips_of_city
from sync.server.demo.people import PEOPLE
from sync.server.demo.ratings import rate, ratings_of_city
from sync.server.demo.talk import talked
from sync.server.demo.told import tell
from sync.server.districts.repository import any_district
from sync.server.districts.service import DistrictService
from sync.server.districts.usual import CATEGORIES, usual_templates
from sync.server.duty import repository as calendars
from sync.server.feed.publish import Step, publish
from sync.server.ground.moments import instant
from sync.server.imports.draft import TipDraft
from sync.server.imports.ids import stable_id
from sync.server.imports.incoming import changes_of
from sync.server.service import Server
from sync.server.tips.repository import any_tip

SOURCE = "demo"
Progress = Callable[[str, int, int], None]
"""What is being done, how far, of how much."""


class NotEmpty(Exception):
    """The server holds tips or districts already; the demo city is only put into an empty one."""


class BasemapRefused(Exception):
    """The basemap could not be written; ``args[0]`` says why."""


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made: one-time enrolment codes by login, officers' ids by login, and counts."""

    codes: dict[str, str]
    people: dict[str, str]
    tips: int
    patrol_notes: int


def found(server: Server, as_of: datetime, seed: int, folder: Path, progress: Progress) -> Founded:
    """Found the city in one transaction. ``folder`` takes the basemap while it is built. Raises NotEmpty."""
    built = _basemap(folder, seed, progress)
    spots = [Spot(one.lat, one.lon, one.address, one.district_id) for one in basemap.addresses(seed)]
    with server.database.write() as connection:
        if any_tip(connection) or any_district(connection):
            raise NotEmpty
        steps = _lookups(connection, server, seed)
        people, on_duty = _people(connection, server, as_of, seed)
        drafts = tips_of_city(spots, as_of, seed)
        progress("filing tips", 0, len(drafts))
        walks = _patrol_notes(spots, as_of, seed, on_duty)
        away = leaves.drawn(people, [one.login for one in PEOPLE if one.districts], as_of, seed)
        calendar = away.over(calendars.calendar(connection, "", planned=False))
        lived = _live(connection, server, [*_lives(drafts, on_duty, calendar, as_of), *walks])
        progress("filing tips", len(drafts), len(drafts))
        lived += tell(connection, people, list(on_duty), as_of, seed)
        codes = {person.login: issue_code(connection, server, people[person.login]) for person in PEOPLE}
        now = server.now()
        publish(connection, [*steps, *row_steps(connection, now), *lived], now)
    with server.database.write() as connection:
        leaves.enter(connection, server, away)
    with server.database.write() as connection:
        offer(connection, server.settings.files, built, server.now())
    drawn = ratings_of_city(spots, drafts, as_of, seed)
    progress("taking in ratings", 0, len(drawn))
    with server.database.write() as connection:
        rate(connection, server, drawn, as_of, seed)
    return Founded(codes, people, len(drafts), len(walks))


def _basemap(folder: Path, seed: int, progress: Progress) -> Built:
    built = basemap.build_demo_basemap(
        folder / "basemap.okrskar", seed, lambda done, total: progress("drawing the map", done, total)
    )
    if not isinstance(built, Built):
        raise BasemapRefused(built.reason)
    return built


def _lookups(connection: Connection, server: Server, seed: int) -> list[Step]:
    service = DistrictService(server)
    features = geojson(City(seed))["features"]
    districts = [
        District(id=one["properties"]["id"], name=one["properties"]["name"], geometry=one["geometry"])
        for one in features
    ]
    steps = list(service.replace_all(connection, districts).steps)
    steps += service.add_categories(connection, CATEGORIES)
    return [*steps, *service.add_templates(connection, usual_templates())]


def _people(
    connection: Connection, server: Server, as_of: datetime, seed: int
) -> tuple[dict[str, str], dict[str, str]]:
    """Accounts by login, and the primary officer's id by district. The backup is the next officer in the list."""
    now = server.now()
    people = {
        person.login: add_account(
            connection, NewAccount(person.login, person.name, person.role, person.badge, person.phone), now
        )
        for person in PEOPLE
    }
    holders = [person.login for person in PEOPLE if person.role is Role.OFFICER for _ in range(person.districts)]
    officers = list(dict.fromkeys(holders))
    districts = [district.id for district in City(seed).districts]
    since = instant(as_of.replace(year=as_of.year - 2, day=1))
    on_duty = {}
    for district_id, login in zip(districts, holders, strict=True):
        backup = officers[(officers.index(login) + 1) % len(officers)]
        grant(connection, people[login], district_id, DutyKind.PRIMARY, from_at=since)
        grant(connection, people[backup], district_id, DutyKind.BACKUP, from_at=since)
        on_duty[district_id] = people[login]
    return people, on_duty


def _lives(drafts: list[TipDraft], on_duty: dict[str, str], calendar: Calendar, as_of: datetime) -> list[Change]:
    """Residents send the tips, whoever holds the district then works on them, and they talk with one another."""
    doors = {one: Door(_officer(one, on_duty), tells_past=True) for one in set(on_duty.values())}
    lives: list[Change] = []
    for draft in drafts:
        files = Door(RESIDENT, draft.channel, tells_past=True)
        works = doors[on_duty[draft.district_id]]
        life = changes_of(draft, SOURCE, files=files, works=works)
        for one in talked(life, draft, source=SOURCE, works=works, as_of=as_of):
            there = holder(calendar, draft.district_id, one.at) if one.door is works else None
            lives.append(one if there is None else replace(one, door=doors[there.officer_id]))
    return lives


def _patrol_notes(spots: list[Spot], as_of: datetime, seed: int, on_duty: dict[str, str]) -> list[Change]:
    rng = random.Random(f"patrol-authors-{seed}")  # noqa: S311 - a drawing, no secret
    notes = []
    for number, draft in enumerate(patrol_notes_of_city(spots, as_of, seed)):
        spot = draft.spot
        by = on_duty[spot.district_id] if rng.random() < 0.85 else rng.choice(sorted(set(on_duty.values())))
        note = PatrolNoteAdd(
            district_id=spot.district_id,
            text=draft.text,
            place=Place(lat=spot.lat, lon=spot.lon, address=spot.address),
            tag=draft.tag,
        )
        target = stable_id(SOURCE, str(number), "patrol_note", draft.at)
        door = Door(_officer(by, on_duty), tells_past=True)
        line = stable_id(SOURCE, str(number), "patrol_note_line", draft.at)
        notes.append(Change(door, target, note, id=line, at=instant(draft.at)))
    return notes


def _officer(officer_id: str, on_duty: dict[str, str]) -> Actor:
    """An officer as the founding sees them: in two years each has covered for everybody."""
    return Actor(officer_id, Role.OFFICER, frozenset(on_duty))


def _live(connection: Connection, server: Server, changes: list[Change]) -> list[Step]:
    decisions = carry_out(connection, server, changes)
    strange = [one.verdict for one in decisions if one.verdict.verdict is not VerdictKind.APPLIED]
    if strange:
        raise ValueError(f"the city was drawn against its own rules: {strange[0]}")
    return steps_of(decisions)
