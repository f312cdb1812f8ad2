"""Two years of tips and patrol notes in the demo city, drawn from a seed: the same seed and day give the same city."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from app.tips.domain import Channel, OutcomeKind, Status, WaitingOn
from app.values import Place
from sync.server.demo.people import RESIDENTS
from sync.server.demo.phrases import PATROL_NOTES, PATROL_TAGS, THEMES, Theme
from sync.server.districts.usual import REPLIES
from sync.server.imports.draft import DraftNote, TipDraft

TIPS = 600
PATROL_NOTE_COUNT = 240
DAYS = 730
RECENT_SHARE = 0.2
"""Share of the tips drawn from the last thirty days alone: more residents take part by now."""


class Spot(msgspec.Struct, frozen=True):
    """An address of the city and the district it lies in."""

    lat: float
    lon: float
    address: str
    district_id: str


class DraftPatrolNote(msgspec.Struct, frozen=True):
    """A patrol note to file: when, where, and what the officer wrote."""

    at: datetime
    spot: Spot
    text: str
    tag: str


def tips_of_city(spots: Sequence[Spot], as_of: datetime, seed: int, count: int = TIPS) -> list[TipDraft]:
    """``count`` tips of the two years before ``as_of`` (aware), oldest first.

    About a third of the spots get most of the tips, as in any city; the number of tips grows over time and is higher
    in summer; the last weeks leave tips in every state.
    """
    rng = random.Random(f"tips-{seed}")  # noqa: S311 - a drawing, no secret
    busy = rng.sample(list(spots), k=max(1, len(spots) // 12))
    drafts = [_tip(rng, rng.choice(busy) if rng.random() < 0.45 else rng.choice(spots), as_of) for _ in range(count)]
    drafts.sort(key=lambda draft: draft.created_at)
    return [msgspec.structs.replace(draft, external_id=f"demo-{n:05d}") for n, draft in enumerate(drafts, start=1)]


def patrol_notes_of_city(
    spots: Sequence[Spot], as_of: datetime, seed: int, count: int = PATROL_NOTE_COUNT
) -> list[DraftPatrolNote]:
    """``count`` patrol notes of the last ninety days before ``as_of``, oldest first."""
    rng = random.Random(f"patrols-{seed}")  # noqa: S311 - a drawing, no secret
    notes = []
    for _ in range(count):
        at = as_of - timedelta(days=rng.uniform(0.1, 90))
        at = at.replace(hour=rng.choice((8, 9, 10, 13, 14, 15, 17, 18, 20, 21)), minute=rng.randrange(60))
        at = min(at, as_of - timedelta(minutes=rng.randrange(5, 180)))
        notes.append(DraftPatrolNote(at, rng.choice(spots), rng.choice(PATROL_NOTES), rng.choice(PATROL_TAGS)))
    return sorted(notes, key=lambda note: note.at)


def _tip(rng: random.Random, spot: Spot, as_of: datetime) -> TipDraft:
    theme = rng.choices(THEMES, weights=[theme.weight for theme in THEMES])[0]
    created = _moment(rng, theme, as_of)
    age = (as_of - created) / timedelta(days=1)
    place = Place(
        lat=round(spot.lat + rng.gauss(0, 0.00012), 6), lon=round(spot.lon + rng.gauss(0, 0.0002), 6),
        address=spot.address,
    )  # fmt: skip
    resident = rng.choice(RESIDENTS) if rng.random() < 0.7 else ""
    draft = TipDraft(
        external_id="",
        title=rng.choice(theme.titles),
        category=theme.id,
        created_at=created,
        text=rng.choice(theme.texts).format(address=spot.address),
        place=place,
        district_id=spot.district_id,
        channel=rng.choices((Channel.WEB, Channel.PHONE, Channel.EMAIL), weights=(6, 3, 1))[0],
        contact_name=resident,
        contact_phone=f"+420 777 {rng.randrange(100, 999)} {rng.randrange(100, 999)}" if resident else "",
        contact_email=f"obyvatel{rng.randrange(1000)}@example.cz" if resident and rng.random() < 0.5 else "",
    )
    return _live(rng, draft, theme, age, as_of)


def _moment(rng: random.Random, theme: Theme, as_of: datetime) -> datetime:
    while True:
        days_ago = rng.uniform(0, 30) if rng.random() < RECENT_SHARE else DAYS * rng.betavariate(1.0, 1.25)
        day = as_of - timedelta(days=days_ago)
        if rng.random() < (1.0 if day.month in (5, 6, 7, 8, 9) else 0.72):
            break
    hour = rng.choice((20, 21, 22, 23)) if rng.random() < theme.night else rng.choice((7, 8, 9, 11, 13, 15, 16, 17))
    moment = day.astimezone(UTC).replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
    return min(moment, as_of - timedelta(minutes=rng.randrange(20, 300))).replace(microsecond=0)


def _live(rng: random.Random, draft: TipDraft, theme: Theme, age: float, as_of: datetime) -> TipDraft:
    handling = rng.lognormvariate(2.5, 0.8) * theme.working_days / 10
    if handling < age or age > 90:
        return _closed(rng, draft, theme, min(handling, age * 0.95))
    notes = _notes(rng, draft, theme, as_of)
    if age < 2 and rng.random() < 0.75:
        return draft
    status = rng.choices((Status.NEW, Status.ACCEPTED, Status.IN_PROGRESS, Status.WAITING), weights=(2, 4, 4, 3))[0]
    if status is not Status.WAITING:
        return msgspec.structs.replace(draft, status=status, notes=notes if status is Status.IN_PROGRESS else ())
    on_body = bool(theme.bodies) and rng.random() < 0.7
    return msgspec.structs.replace(
        draft,
        status=status,
        waiting_on=WaitingOn.OTHER_BODY if on_body else WaitingOn.RESIDENT,
        waiting_body=rng.choice(theme.bodies) if on_body else "",
        notes=notes,
    )


def _closed(rng: random.Random, draft: TipDraft, theme: Theme, days: float) -> TipDraft:
    closed_at = (draft.created_at + timedelta(days=max(days, 0.05))).replace(microsecond=0)
    kinds = list(theme.outcomes)
    outcome = rng.choices(kinds, weights=[theme.outcomes[kind] for kind in kinds])[0]
    needs_body = outcome in (OutcomeKind.HANDED_OVER, OutcomeKind.NOT_OURS)
    body = rng.choice(theme.bodies or ("Městský úřad",)) if needs_body else ""
    return msgspec.structs.replace(
        draft,
        status=Status.CLOSED,
        closed_at=closed_at,
        outcome=outcome,
        outcome_body=body,
        reply=rng.choice(list(REPLIES[outcome].values())).format(body=body),
        notes=_notes(rng, draft, theme, closed_at),
    )


def _notes(rng: random.Random, draft: TipDraft, theme: Theme, until: datetime) -> tuple[DraftNote, ...]:
    count = rng.choices((0, 1, 2), weights=(3, 5, 2))[0]
    span = until - draft.created_at
    moments = sorted(draft.created_at + span * rng.uniform(0.1, 0.9) for _ in range(count))
    texts = rng.sample(theme.notes, k=min(count, len(theme.notes)))
    return tuple(DraftNote(moment.replace(microsecond=0), text) for moment, text in zip(moments, texts, strict=False))
