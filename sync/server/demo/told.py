"""What residents of the demo city are told: cards, priorities and what was done, events, the pledge; its bodies."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from app.calendar import PRAGUE, prague_day, start_of_day
from app.districts.domain import Body
from sync.server.bodies.domain import KnownBody
from sync.server.bodies.service import save
from sync.server.cards import hours, repository, service
from sync.server.cards.domain import Card, Done, OfficeHour, Pledge, Priority, Profile
from sync.server.demo import portraits
from sync.server.demo.invitations import BODIES, EVENTS, PLACES, PRIORITIES, Invited
from sync.server.demo.people import PEOPLE
from sync.server.events import repository as events
from sync.server.events.domain import Event, EventKind
from sync.server.feed.publish import Step
from sync.server.ground.moments import instant
from sync.server.imports.ids import stable_id

_SOURCE: Final = "demo"
_YEAR: Final = timedelta(days=365)
_HOURS: Final = ("8–10", "14–16", "15:30–17", "16–18")


def tell(
    connection: Connection, people: Mapping[str, str], districts: Sequence[str], as_of: datetime, seed: int
) -> list[Step]:
    """Write all of it; what is to be published of the bodies. ``people`` are ids by login."""
    _cards(connection, people, seed)
    for number, district_id in enumerate(districts):
        _priorities(connection, district_id, number, as_of, seed)
    for number, one in enumerate(EVENTS):
        _event(connection, districts, number, one, as_of)
    otherwise = {
        "cs": "vám do dalšího dne zavolá velitel a řekne proč.",
        "en": "the commander calls you within one more day and says why.",
    }
    repository.put_pledge(connection, Pledge(3, instant(as_of - _YEAR), otherwise))
    service.count(connection, as_of)
    steps: list[Step] = []
    for name, email, categories in BODIES:
        body = Body(stable_id(_SOURCE, name, "body", as_of - _YEAR), name, categories)
        steps += save(connection, KnownBody(body, email))
    return steps


def _cards(connection: Connection, people: Mapping[str, str], seed: int) -> None:
    rng = random.Random(f"cards-{seed}")  # noqa: S311 - a drawing, no secret
    officers = [one for one in PEOPLE if one.role is Role.OFFICER]
    for number, person in enumerate(officers):
        met: list[OfficeHour] = []
        for weekday in sorted(rng.sample(range(1, 6), 2)):
            met += hours.read(weekday, f"{rng.choice(_HOURS)}, {rng.choice(PLACES)}") or ()
        profile = Profile("Okrsek na síti", f"https://okrsek.example.cz/{person.login}")
        card = Card(
            f"+420 474 000 {number + 141}", f"{person.login}@mp.example.cz", tuple(met),
            "Nebo kdykoli po domluvě." if rng.random() < 0.5 else "", (profile,) if rng.random() < 0.5 else (),
        )  # fmt: skip
        officer_id = people[person.login]
        repository.put_card(connection, officer_id, card, shows_name=rng.random() < 0.75)
        face = portraits.draw(f"{person.login}-{seed}", has_long_hair=person.name.endswith("á"))
        repository.put_portrait(connection, officer_id, f"{rng.getrandbits(128):032x}", face)


def _priorities(connection: Connection, district_id: str, number: int, as_of: datetime, seed: int) -> None:
    rng = random.Random(f"priorities-{seed}-{number}")  # noqa: S311 - a drawing, no secret
    for place, (text, text_en, steps) in enumerate(rng.sample(PRIORITIES, 3)):
        at = as_of - timedelta(days=rng.randint(10 + 20 * place, 25 + 25 * place))
        days = sorted(rng.sample(range(1, (as_of - at).days), min(len(steps), rng.randint(1, 2))))
        done = tuple(
            Done(prague_day(at + timedelta(days=day)).isoformat(), step, step_en)
            for day, (step, step_en) in zip(days, steps, strict=False)
        )
        one = stable_id(_SOURCE, f"{district_id}-{place}", "first", at)
        repository.put_priority(connection, Priority(one, district_id, text, instant(at), done, text_en))


def _event(connection: Connection, districts: Sequence[str], number: int, one: Invited, as_of: datetime) -> None:
    day = start_of_day(prague_day(as_of) + timedelta(days=one.in_days)).astimezone(PRAGUE)
    begins, ends = (day.replace(hour=hour) for hour in (one.start, one.end))
    announced = instant(as_of - timedelta(days=7 + number))
    events.put(
        connection,
        Event(
            id=stable_id(_SOURCE, str(number), "event", as_of),
            kind=EventKind(one.kind),
            title=one.title,
            place=one.place,
            from_at=instant(begins),
            to_at=instant(ends),
            announced_at=announced,
            changed_at=announced,
            district_id=districts[one.district] if one.district is not None else "",
            text=one.text,
            title_en=one.title_en,
            text_en=one.text_en,
            cancelled=one.cancelled,
        ),
    )
