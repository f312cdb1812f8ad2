"""Hypothesis strategies: tips as they come to be, every operation, every actor."""

from typing import Any

from hypothesis import strategies as st

from app.accounts.domain import Actor, Outsider, Role
from app.messages.domain import Door, Party, PartyKind, Satisfaction, Way
from app.outcomes import Access, Stamp
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, Tip, WaitingOn
from app.tips.fields import FIELDS
from app.values import Place

IDS = tuple(f"00000000-0000-7000-8000-0000000000{number:02d}" for number in range(30))
AT = "2026-06-01T12:00:00Z"

ids = st.sampled_from(IDS)
texts = st.text(max_size=30)
filled = st.text(min_size=1, max_size=30)
statuses = st.sampled_from(Status)
places = st.builds(Place, lat=st.floats(-90, 90), lon=st.floats(-180, 180), address=texts)
outcomes = st.builds(Outcome, kind=st.sampled_from(OutcomeKind), body=texts, duplicate_of=st.none() | ids, reply=texts)
actors = st.builds(Actor, id=ids, role=st.sampled_from([*Role, *Outsider]), scopes=st.just(frozenset[str]()))
handlers = st.builds(
    Actor, id=ids, role=st.sampled_from([Role.OFFICER, Role.SUPERVISOR]), scopes=st.just(frozenset[str]())
)
accesses = st.sampled_from(Access)

operations: st.SearchStrategy[ops.TipOperation] = st.one_of(
    st.builds(ops.TipFile, title=filled, category=texts, text=texts, place=st.none() | places, contact_email=texts),
    st.builds(ops.TipAccept, seen=statuses),
    st.builds(ops.TipStart, seen=statuses),
    st.builds(ops.TipWait, seen=statuses, on=st.sampled_from(WaitingOn), body=texts),
    st.builds(ops.TipAsk, seen=statuses, text=filled, party_id=st.none() | ids),
    st.builds(ops.TipForward, seen=statuses, body_id=ids, body=filled, text=filled, contact=st.booleans()),
    st.builds(ops.TipCalled, call_id=ids, reached=st.booleans(), text=texts, note_id=ids),
    st.builds(ops.TipAnswer, text=filled, party_id=st.none() | ids),
    st.builds(ops.TipHear, party_id=ids, text=filled, door=st.sampled_from(Door)),
    st.builds(ops.TipJoin, party_id=ids, text=texts),
    st.builds(ops.TipLeave, party_id=ids),
    st.builds(ops.TipReach, party_id=ids, way=st.sampled_from(Way)),
    st.builds(ops.TipSatisfaction, party_id=ids, said=st.sampled_from(Satisfaction), text=texts),
    st.builds(ops.TipClose, seen=statuses, outcome=outcomes),
    st.builds(ops.TipReopen, reason=filled),
    st.builds(ops.TipAssign, holder_id=st.none() | ids, district_id=st.none() | texts),
    st.builds(ops.TipEdit, field=st.sampled_from(sorted(FIELDS)), base=texts, value=texts),
    st.builds(ops.TipNoteAdd, note_id=ids, text=filled, place=st.none() | places),
    st.builds(ops.TipPromiseKept, promise_id=ids),
    st.builds(ops.TipPromise, text=filled, day=st.sampled_from(["2026-06-03", "2026-02-30", "2028-02-29"])),
    st.builds(
        ops.TipPhotoAdd,
        photo_id=ids,
        sha256=st.just("0" * 64),
        size=st.integers(1, 1000),
        media_type=st.just("image/jpeg"),
    ),
)
notes = st.builds(ops.TipNoteAdd, note_id=ids, text=filled)


SENDER = Party(IDS[0], PartyKind.SENDER, Way.MAIL)
"""Who sent the fresh tip, where anybody can be answered."""


def fresh(**fields: Any) -> Tip:
    """A tip that has just come in."""
    return Tip(**{"id": IDS[0], "number": "1", "title": "Lampa", "category": "lighting", "created_at": AT, **fields})


@st.composite
def stamps(draw: st.DrawFn, serial: int | None = None) -> Stamp:
    """What surrounds an operation on the fresh tip."""
    number = serial if serial is not None else draw(st.integers(0, 999))
    return Stamp(
        operation_id=f"00000000-0000-7000-9000-000000000{number:03d}",
        target=IDS[0],
        at=AT,
        base=draw(st.none() | st.integers(0, 9)),
        access=draw(accesses),
    )
