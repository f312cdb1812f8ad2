"""Two years of ratings in the demo city, drawn from a seed: the same seed, day and tips give the same ratings.

Told by them: places that turn worse, a place that turns better once its lamp was repaired, and one burst of stuffing.
"""

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.engine import Connection

from app.ratings.domain import AgeBand, Answer, Frequency, Part, RatingChannel, RatingForm, Sex, Tag
from app.safety.grid import cells_of
from sync.server.demo.life import Spot
from sync.server.ground.moments import instant
from sync.server.imports.draft import TipDraft
from sync.server.imports.ids import stable_id
from sync.server.published import service as published
from sync.server.ratings import releases, service, surface
from sync.server.ratings.service import Incoming
from sync.server.service import Server

COUNT: Final = 2_400
RESPONDENTS: Final = 900
DAYS: Final = 720
WORSE_PLACES: Final = 2
STUFFED: Final = 14
_TURN_DAYS: Final = 150
_TOLD_BY: Final = 18
_CHANNELS: Final = {
    RatingChannel.WEB: 40,
    RatingChannel.PAPER: 35,
    RatingChannel.QR: 15,
    RatingChannel.OFFICER: 10,
}
_BY_NIGHT: Final = (Tag.LIGHTING, Tag.LIGHTING, Tag.EMPTINESS, Tag.DRINKING_OR_DRUGS, Tag.NOISE)
_BY_DAY: Final = (Tag.LITTER, Tag.TRAFFIC, Tag.DERELICT, Tag.DRINKING_OR_DRUGS, Tag.OTHER)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One rating: whose (empty: nobody's), where, when, and how safe."""

    who: str
    spot: Spot
    at: datetime
    part: Part
    unsafe: bool
    tag: Tag | None = None


def rate(connection: Connection, server: Server, drawn: Sequence[Drawn], as_of: datetime, seed: int) -> None:
    """Take the ratings in as of the city's last day, make the surface of that day and the two months published last."""
    then = copy.copy(server)
    then.settings = replace(server.settings, clock=lambda: as_of)
    service.accept(connection, then, incoming(drawn, seed))
    last = as_of.date().replace(day=1) - timedelta(days=1)
    for month in (last.replace(day=1) - timedelta(days=1), last):
        releases.make_of(connection, then, month)
    surface.make(connection, then)
    published.make(connection, then)


def ratings_of_city(spots: Sequence[Spot], tips: Sequence[TipDraft], as_of: datetime, seed: int) -> list[Drawn]:
    """The ratings of the two years before ``as_of`` (aware), oldest first."""
    rng = random.Random(f"ratings-{seed}")  # noqa: S311 - a drawing, no secret
    lamp, repaired = _repaired_lamp(tips, as_of)
    told = [lamp, *_apart(rng, spots, lamp, WORSE_PLACES + 1)]
    drawn = [
        *_everyday(rng, spots, as_of),
        *_turning(rng, told[0], as_of, repaired, (0.9, 0.08)),
        *(one for spot in told[1:-1] for one in _turning(rng, spot, as_of, _days(as_of, _TURN_DAYS), (0.15, 0.92))),
        *_stuffed(rng, told[-1], as_of),
    ]
    return sorted(drawn, key=lambda one: (one.at, one.who))


def incoming(drawn: Sequence[Drawn], seed: int) -> list[Incoming]:
    """The ratings as a door hands them over."""
    rng = random.Random(f"raters-{seed}")  # noqa: S311 - a drawing, no secret
    return [
        Incoming(
            form=_form(rng, one),
            channel=rng.choices(list(_CHANNELS), weights=list(_CHANNELS.values()))[0],
            browser=f"demo {one.who}" if one.who else "",
            id=stable_id("demo", str(number), "rating", one.at),
        )
        for number, one in enumerate(drawn)
    ]


def _form(rng: random.Random, one: Drawn) -> RatingForm:
    answers = (Answer.RATHER_UNSAFE, Answer.VERY_UNSAFE) if one.unsafe else (Answer.RATHER_SAFE, Answer.VERY_SAFE)
    named = one.unsafe and rng.random() < 0.7
    tags = () if not named else (one.tag or rng.choice(_BY_NIGHT if one.part is Part.NIGHT else _BY_DAY),)
    says = rng.random() < 0.6
    return RatingForm(
        lat=round(one.spot.lat + rng.gauss(0, 0.0001), 6),
        lon=round(one.spot.lon + rng.gauss(0, 0.00015), 6),
        part=one.part,
        answer=rng.choice(answers),
        frequency=rng.choice(list(Frequency)),
        tags=tags,
        age=rng.choice(list(AgeBand)) if says else None,
        sex=rng.choice((Sex.WOMAN, Sex.WOMAN, Sex.MAN)) if says else None,
        at=instant(one.at),
    )


def _everyday(rng: random.Random, spots: Sequence[Spot], as_of: datetime) -> Iterator[Drawn]:
    """Some places are much rated and many hardly; each cell has a share of its own, higher by night."""
    popular = rng.sample(list(spots), k=max(1, len(spots) // 15))
    shares: dict[int, float] = {}
    chosen = [rng.choice(popular) if rng.random() < 0.6 else rng.choice(spots) for _ in range(COUNT)]
    cells = cells_of([spot.lat for spot in chosen], [spot.lon for spot in chosen], 9).tolist()
    for spot, cell in zip(chosen, cells, strict=True):
        share = shares.setdefault(cell, rng.betavariate(2, 4))
        part = rng.choice((Part.DAY, Part.NIGHT, Part.NIGHT))
        who = f"r{int(RESPONDENTS * rng.betavariate(0.7, 1.4))}" if rng.random() < 0.7 else ""
        at = _days(as_of, DAYS * rng.betavariate(1.0, 1.4), rng, part)
        yield Drawn(who, spot, at, part, rng.random() < min(0.95, share * (1.35 if part is Part.NIGHT else 0.7)))


def _turning(
    rng: random.Random, spot: Spot, as_of: datetime, turned: datetime, shares: tuple[float, float]
) -> Iterator[Drawn]:
    """What people say of one place by night, one every few days. ``shares`` of them feel unsafe, before and since."""
    since = max((as_of - turned).days, 1)
    for number in range(2 * _TOLD_BY):
        has_turned = number >= _TOLD_BY
        place = number % _TOLD_BY + 1
        days = since * (1 - place / (_TOLD_BY + 1)) if has_turned else since + 7 * place
        at = _days(as_of, days, rng, Part.NIGHT)
        yield Drawn(f"n{spot.lat}-{number}", spot, at, Part.NIGHT, rng.random() < shares[has_turned], Tag.LIGHTING)


def _stuffed(rng: random.Random, spot: Spot, as_of: datetime) -> Iterator[Drawn]:
    """One evening a place is called unsafe more often than in all the year before."""
    begun = _days(as_of, 40, rng, Part.NIGHT)
    for number in range(STUFFED):
        yield Drawn(f"s{number}", spot, begun + timedelta(minutes=11 * number), Part.NIGHT, unsafe=True, tag=Tag.OTHER)


def _repaired_lamp(tips: Sequence[TipDraft], as_of: datetime) -> tuple[Spot, datetime]:
    """Where a lamp was reported and repaired about half a year ago, and when."""
    lamps = [one for one in tips if one.category == "lighting" and one.closed_at is not None and one.place is not None]
    middle = as_of - timedelta(days=182)
    _, _, place, closed, district = min(
        (abs(one.closed_at - middle), one.external_id, one.place, one.closed_at, one.district_id)
        for one in lamps
        if one.closed_at is not None and one.place is not None
    )
    return Spot(place.lat, place.lon, place.address, district), closed


def _apart(rng: random.Random, spots: Sequence[Spot], lamp: Spot, count: int) -> list[Spot]:
    """Places that are no neighbours of one another nor of the lamp: at least about 800 m apart."""
    found = [lamp]
    while len(found) <= count:
        spot = rng.choice(spots)
        if all(max(abs(spot.lat - one.lat), 0.64 * abs(spot.lon - one.lon)) > 0.0075 for one in found):
            found.append(spot)
    return found[1:]


def _days(as_of: datetime, days: float, rng: random.Random | None = None, part: Part = Part.DAY) -> datetime:
    """So many days before the last day; drawn to an hour of that part of the day, never after the last day's moment."""
    at = as_of - timedelta(days=days)
    if rng is not None:
        hours = range(8, 17) if part is Part.DAY else range(18, 22)
        at = at.replace(hour=rng.choice(hours), minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
    return min(at, as_of - timedelta(minutes=5))
