"""Patrol notes and walks only ever add."""

from hypothesis import given
from hypothesis import strategies as st

from app.accounts.domain import Actor, Role
from app.outbox.domain import Code
from app.outcomes import Access, Applied, Merged, Rejected, Stamp
from app.patrols import operations as ops
from app.patrols.domain import Patrol, PatrolNote
from app.patrols.rules import PatrolState, apply
from tests.app.tips.made import AT, IDS, accesses, actors, filled, places

OFFICER = Actor(IDS[1], Role.OFFICER, frozenset())
NOTE = PatrolNote(IDS[0], IDS[1], AT, "d", "Klid.")
WALK = Patrol(IDS[0], IDS[1], "d", AT)

operations: st.SearchStrategy[ops.PatrolOperation] = st.one_of(
    st.builds(ops.PatrolNoteAdd, district_id=filled, text=filled, place=st.none() | places),
    st.builds(
        ops.PatrolPhotoAdd,
        photo_id=st.sampled_from(IDS),
        sha256=st.just("0" * 64),
        size=st.integers(1, 9),
        media_type=st.just("image/png"),
    ),
    st.builds(ops.PatrolStart, district_id=filled),
    st.builds(ops.PatrolEnd),
)


def _stamp(access: Access = Access.HOLDS, at: str = AT) -> Stamp:
    return Stamp(IDS[9], IDS[0], at, access=access)


@given(st.sampled_from([None, NOTE, WALK]), operations, accesses, actors)
def test_that_every_change_has_an_answer_and_the_same_one_twice(
    state: PatrolState | None, operation: ops.PatrolOperation, access: Access, actor: Actor
) -> None:
    answer = apply(state, operation, _stamp(access), actor)
    assert apply(state, operation, _stamp(access), actor) == answer
    if access is Access.NONE or actor.role not in operation.PERMITTED:
        assert isinstance(answer, Rejected)


@given(operations, actors)
def test_that_nothing_written_on_patrol_is_changed_afterwards(operation: ops.PatrolOperation, actor: Actor) -> None:
    answer = apply(NOTE, operation, _stamp(), actor)
    if isinstance(answer, Applied):
        assert isinstance(answer.state, PatrolNote)
        assert (answer.state.text, answer.state.by, answer.state.at) == (NOTE.text, NOTE.by, NOTE.at)


def test_that_a_note_made_while_the_district_was_held_is_kept_and_marked_late() -> None:
    answer = apply(None, ops.PatrolNoteAdd("d", "Klid."), _stamp(Access.HELD), OFFICER)
    assert isinstance(answer, Applied)
    assert isinstance(answer.state, PatrolNote)
    assert answer.state.received_late


def test_that_an_id_is_used_once() -> None:
    assert apply(NOTE, ops.PatrolStart("d"), _stamp(), OFFICER) == Rejected(Code.ALREADY_EXISTS)
    assert apply(WALK, ops.PatrolNoteAdd("d", "x"), _stamp(), OFFICER) == Rejected(Code.ALREADY_EXISTS)


def test_that_a_walk_ends_once_and_by_its_own_officer() -> None:
    ended = apply(WALK, ops.PatrolEnd(), _stamp(at="2026-06-01T13:00:00Z"), OFFICER)
    assert isinstance(ended, Applied)
    assert isinstance(ended.state, Patrol)
    assert ended.state.ended_at == "2026-06-01T13:00:00Z"
    again = apply(ended.state, ops.PatrolEnd(), _stamp(at="2026-06-01T14:00:00Z"), OFFICER)
    assert again == Merged(ended.state, Code.ALREADY_SO, {"ended_at": "2026-06-01T13:00:00Z"})
    stranger = Actor(IDS[2], Role.OFFICER, frozenset())
    assert apply(WALK, ops.PatrolEnd(), _stamp(), stranger) == Rejected(Code.NOT_PERMITTED)


def test_that_a_photo_belongs_to_a_note() -> None:
    photo = ops.PatrolPhotoAdd(IDS[5], "0" * 64, 9, "image/png")
    assert apply(WALK, photo, _stamp(), OFFICER) == Rejected(Code.UNKNOWN_TARGET)
    answer = apply(NOTE, photo, _stamp(), OFFICER)
    assert isinstance(answer, Applied)
    assert [child.patrol_note_id for child in answer.added] == [NOTE.id]
