"""What a changed tip publishes: its departure before its arrival, itself where it changed, and what hangs on it."""

import msgspec

from app.identifiers import new_id
from app.photos.domain import Photo
from app.tips.domain import Contact, StoryLine, Tip, TipNote
from sync.server.changes.effects import Effects, tip_steps
from sync.server.feed.publish import Move, Put
from sync.server.tips.repository import TipRecord

AT = "2026-03-02T08:00:00.000Z"
TIP_ID, NOTE_ID, PHOTO_ID, LINE_ID, OFFICER_ID = (new_id() for _ in range(5))
TIP = Tip(id=TIP_ID, number="1", title="Lampa", category="light", created_at=AT, district_id="d1")
HERE = TipRecord(TIP, "d1", archived=False, lines=1)
CHANGED = TipRecord(msgspec.structs.replace(TIP, version=2), "d1", archived=False, lines=2)
MOVED = TipRecord(CHANGED.tip, "d2", archived=False, lines=2)
PHOTO = Photo(PHOTO_ID, OFFICER_ID, AT, "0" * 64, 5, "image/png", tip_id=TIP_ID)
NOTHING = Effects()


def steps(record: TipRecord, before: TipRecord | None, effects: Effects = NOTHING) -> list[tuple[str, ...]]:
    """Each step as its kind of step, what it is about and the scopes."""
    return [
        ("move", step.root, step.origin, step.to)
        if isinstance(step, Move)
        else ("put", step.kind, step.row_id, step.root, step.scope)
        for step in tip_steps(record, before, effects)
        if isinstance(step, Put | Move)
    ]


def test_that_a_new_tip_is_published_where_it_lies() -> None:
    assert steps(HERE, None) == [("put", "tip", TIP_ID, TIP_ID, "d1")]


def test_that_a_tip_that_did_not_change_is_not_published_again() -> None:
    assert steps(HERE, HERE) == []
    assert steps(CHANGED, HERE) == [("put", "tip", TIP_ID, TIP_ID, "d1")]


def test_that_a_tip_leaves_its_old_scope_before_it_appears_in_the_new_one() -> None:
    assert steps(MOVED, HERE) == [("move", TIP_ID, "d1", "d2"), ("put", "tip", TIP_ID, TIP_ID, "d2")]


def test_that_all_that_hangs_on_a_tip_is_published_under_it_where_it_lies_now() -> None:
    effects = Effects(
        children=(TipNote(NOTE_ID, TIP_ID, OFFICER_ID, AT, "Text"), PHOTO),
        contact=Contact(TIP_ID, "Jana"),
        story=StoryLine(LINE_ID, TIP_ID, "tip.note", "applied", AT),
    )
    assert steps(MOVED, MOVED, effects) == [
        ("put", "note", NOTE_ID, TIP_ID, "d2"),
        ("put", "photo", PHOTO_ID, TIP_ID, "d2"),
        ("put", "contact", TIP_ID, TIP_ID, "d2"),
        ("put", "story", LINE_ID, TIP_ID, "d2"),
    ]
