"""What is out of an author's sight: no answer tells whether there is something under an id, or what became of it."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.operations import Operation
from app.outbox.domain import RecordedOperation, Verdict
from app.patrols import operations as patrols
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status, WaitingOn
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Device, Station

PHOTO: dict[str, Any] = {"sha256": "0" * 64, "size": 5, "media_type": "image/png"}
ON_A_TARGET: dict[str, Operation] = {
    "file": ops.TipFile(title="Lampa", category="light", place=IN_WEST),
    "accept": ops.TipAccept(Status.NEW),
    "start": ops.TipStart(Status.NEW),
    "wait": ops.TipWait(Status.NEW, WaitingOn.RESIDENT),
    "close": ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)),
    "forward": ops.TipForward(Status.NEW, new_id(), "Služby", "Prosíme."),
    "called": ops.TipCalled(new_id(), True, "Ano", new_id()),
    "reopen": ops.TipReopen("Proč"),
    "edit": ops.TipEdit("title", "Lampa", "Jiná"),
    "note": ops.TipNoteAdd(new_id(), "Text"),
    "photo": ops.TipPhotoAdd(photo_id=new_id(), **PHOTO),
    "patrol note": patrols.PatrolNoteAdd(WEST, "Klid"),
    "patrol photo": patrols.PatrolPhotoAdd(photo_id=new_id(), **PHOTO),
    "patrol start": patrols.PatrolStart(WEST),
    "patrol end": patrols.PatrolEnd(),
}


def told(verdict: Verdict) -> bytes:
    """The answer without the number and the id that the author gave the operation."""
    return msgspec.json.encode(msgspec.structs.replace(verdict, seq=0, id=""))


class Elsewhere:
    """An officer of the west, and everything that there can be in the east, out of their sight."""

    def __init__(self, station: Station) -> None:
        self.station = station
        self.novak = station.officer("novak", WEST)
        east = station.officer("cerna", EAST)
        self.tip, self.note, self.photo, self.patrol_note, self.walk = (new_id() for _ in range(5))
        self.line = east.record(self.tip, ops.TipFile(title="Jinde", category="light", place=IN_EAST))
        east.push(self.line)
        self.closed = new_id()
        east.do(self.closed, ops.TipFile(title="Dávno", category="light", place=IN_EAST))
        east.do(self.closed, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
        east.do(self.tip, ops.TipNoteAdd(self.note, "Cizí"))
        east.do(self.tip, ops.TipPhotoAdd(photo_id=self.photo, **PHOTO))
        east.do(self.patrol_note, patrols.PatrolNoteAdd(EAST, "Cizí"))
        east.do(self.walk, patrols.PatrolStart(EAST))
        station.clock.forward(hours=1)

    def rows(self) -> dict[str, list[Any]]:
        """What is in the east."""
        feed = schema.feed.c
        return {"east": self.station.all(sa.select(feed.row_id, feed.doc).where(feed.scope == EAST).order_by(feed.seq))}


@pytest.fixture
def elsewhere(station: Station) -> Elsewhere:
    return Elsewhere(station)


@pytest.mark.parametrize("name", ON_A_TARGET)
@pytest.mark.parametrize("kind", ["tip", "closed", "patrol_note", "walk"])
def test_that_a_target_elsewhere_answers_as_one_that_never_was(elsewhere: Elsewhere, name: str, kind: str) -> None:
    before = elsewhere.rows()
    there, nowhere = getattr(elsewhere, kind), new_id()
    operation = ON_A_TARGET[name]
    other = operation
    for field in ("note_id", "photo_id"):
        if hasattr(operation, field):
            other = msgspec.structs.replace(operation, **{field: new_id()})
    assert told(elsewhere.novak.do(there, operation)) == told(elsewhere.novak.do(nowhere, other))
    follows = ops.TipNoteAdd(new_id(), "Dál"), ops.TipNoteAdd(new_id(), "Dál")
    assert told(elsewhere.novak.do(there, follows[0])) == told(elsewhere.novak.do(nowhere, follows[1]))
    assert elsewhere.rows() == before


@pytest.mark.parametrize(
    "make",
    [
        lambda child: ops.TipNoteAdd(child, "Moje"),
        lambda child: ops.TipPhotoAdd(photo_id=child, **PHOTO),
    ],
    ids=["note", "photo"],
)
@pytest.mark.parametrize("kind", ["note", "photo"])
def test_that_the_id_of_a_child_elsewhere_is_as_free_as_any(
    elsewhere: Elsewhere, make: Callable[[str], Operation], kind: str
) -> None:
    before, mine = elsewhere.rows(), new_id()
    elsewhere.novak.do(mine, ON_A_TARGET["file"])
    taken, free = getattr(elsewhere, kind), new_id()
    assert told(elsewhere.novak.do(mine, make(taken))) == told(elsewhere.novak.do(mine, make(free)))
    assert told(elsewhere.novak.do(mine, make(taken))) == told(elsewhere.novak.do(mine, make(free)))
    assert elsewhere.rows() == before
    elsewhere.novak.pull()
    assert len(elsewhere.novak.docs("note")) + len(elsewhere.novak.docs("photo")) == 2


def test_that_the_id_of_another_persons_operation_is_as_free_as_any(elsewhere: Elsewhere) -> None:
    before = elsewhere.rows()

    def answer(identifier: str) -> bytes:
        recorded = elsewhere.novak.record(new_id(), ON_A_TARGET["file"])
        return told(elsewhere.novak.push(msgspec.structs.replace(recorded, id=identifier))[0])

    assert answer(elsewhere.line.id) == answer(new_id())
    assert elsewhere.rows() == before


@pytest.mark.parametrize("name", ["start", "close", "edit"])
def test_that_a_change_after_leaving_tells_nothing_of_the_present(station: Station, name: str) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip = new_id()
    novak.do(tip, ON_A_TARGET["file"])
    made: RecordedOperation = novak.record(tip, ON_A_TARGET[name])
    station.clock.forward(hours=1)
    boss.do(tip, ops.TipAssign(district_id=EAST), base=1)
    boss.do(tip, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    stood = station.all(sa.select(schema.tip.c.doc))
    story = station.scalar(sa.select(sa.func.count()).select_from(schema.story))
    assert told(novak.push(made)[0]) == told(novak.do(new_id(), ON_A_TARGET[name]))
    assert station.all(sa.select(schema.tip.c.doc)) == stood
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.story)) == story, "nor is anybody told of it"


def test_that_a_stranger_learns_no_people_and_districts_by_assigning(station: Station) -> None:
    novak, boss = station.officer("novak", WEST), station.supervisor()
    tip = new_id()
    boss.do(tip, ON_A_TARGET["file"])
    answers = {
        told(novak.do(target, ops.TipAssign(holder_id=holder, district_id=district), base=1))
        for target in (tip, new_id())
        for holder, district in ((boss.officer_id, None), (new_id(), None), (None, EAST), (None, "nowhere"))
    }
    assert len(answers) == 1
    unknown = {told(boss.do(tip, ops.TipAssign(holder_id=holder), base=1)) for holder in (new_id(), new_id())}
    assert len(unknown) == 1


def test_that_whoever_sees_a_note_is_told_that_it_is_there(elsewhere: Elsewhere, station: Station) -> None:
    boss: Device = station.supervisor()
    verdict = boss.do(elsewhere.tip, ops.TipNoteAdd(elsewhere.note, "Znovu"))
    assert verdict.code is not None
    assert verdict.code.value == "already_exists"
