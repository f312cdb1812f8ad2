"""What happens in one room reaches the others: a change, a round, a tip from anywhere, an undo that still holds."""

from collections.abc import Callable

from app.accounts.domain import CITY
from app.session import DeviceSession
from app.tips.domain import Status
from app.tips.operations import TipAccept, TipClose, TipNoteAdd
from app.values import Place
from sync.client.outcomes import RoundDone
from sync.protocol.messages import PullResponse, Row
from tests.ui.city import OFFICER, row, uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import go, texts
from tests.ui.rated import HERE, rate, worse
from ui.language import Language
from ui.shell.workspace import UNDO_MS, Workspace
from ui.sync.rounds import SOON_SECONDS

Made = Callable[..., Screen]
NEW, OTHER, IN_PROGRESS = uuid(1, 0), uuid(1, 1), uuid(1, 3)


def opened(screen: Made, tip_id: str = IN_PROGRESS) -> tuple[Screen, Workspace]:
    shown = screen(language=Language.ENGLISH)
    shown.workspace.openTip(tip_id)
    shown.settle()
    return shown, shown.workspace


def next_round(workspace: Workspace) -> float:
    """Seconds to it."""
    assert workspace.rounds.next_in is not None
    return workspace.rounds.next_in


def pull(shown: Screen, session: DeviceSession, *rows: Row) -> None:
    """A round that brings these rows."""
    scopes = (CITY, *(f"d{n}" for n in range(9)))
    session.exchange.apply_page(PullResponse(rows, dict.fromkeys(scopes, 2), scopes=scopes, incarnation="i"))
    shown.workspace.rounds.send_now()
    shown.settle()


def district_of(session: DeviceSession, tip_id: str) -> str:
    detail = session.tips.detail(tip_id)
    assert detail is not None
    return detail.tip.district_id


def test_that_list_map_and_page_agree_on_the_open_tip(screen: Made) -> None:
    shown, workspace = opened(screen)
    assert (workspace.today.props.selected, workspace.tip.props.tipId) == (IN_PROGRESS, IN_PROGRESS)
    assert workspace.navigation.props.tipOpen
    workspace.closeTip()
    shown.settle()
    assert (workspace.today.props.selected, workspace.tip.props.tipId) == ("", "")
    assert not workspace.navigation.props.tipOpen


def test_that_the_open_tip_is_read_again_after_a_change_elsewhere(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen, NEW)
    recorded = session.tips.act(NEW, TipAccept(seen=Status.NEW))
    assert workspace.tip.props.status == "New"
    go(shown, "sync")
    workspace.sync.withdraw(getattr(recorded, "operation_id", ""))
    session.tips.act(NEW, TipNoteAdd(note_id=uuid(8, 5), text="Odjinud"))
    shown.settle()
    assert "Odjinud" in {line.words for line in workspace.tip.story.rows}
    assert workspace.tip.props.unsent == 1


def test_that_the_open_tip_is_read_again_after_a_round(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen)
    doc = {
        "id": uuid(7, 9_999), "tip_id": IN_PROGRESS, "by": OFFICER, "at": "2026-03-12T12:00:00.000Z",
        "text": "Přišlo ze stanice",
    }  # fmt: skip
    pull(shown, session, row("note", doc, district_of(session, IN_PROGRESS)))
    assert "Přišlo ze stanice" in {line.words for line in workspace.tip.story.rows}
    assert "Přišlo ze stanice" in texts(shown)


def test_that_a_change_reaches_the_list_the_strip_and_the_outbox(screen: Made) -> None:
    shown, workspace = opened(screen, NEW)
    before = workspace.today.props.countNew
    workspace.tip.perform("accept")
    shown.settle()
    assert workspace.today.props.countNew == before - 1
    assert workspace.sync.props.waiting == 1
    assert [change.what for change in workspace.sync.changes.rows] == ["Acceptance"]


def test_that_what_can_be_taken_back_is_held_until_the_undo_is_over(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen, NEW)
    said: list[str] = []
    workspace.tip.said.connect(lambda _words, operation: said.append(operation))
    workspace.tip.perform("accept")
    shown.settle()
    assert UNDO_MS >= 5_000
    assert workspace.undo_left > 0
    workspace.tip.undo(said[0])
    shown.settle()
    assert session.outbox.summary().waiting == 0


def test_that_the_end_of_the_undo_sends_soon(screen: Made) -> None:
    shown, workspace = opened(screen, NEW)
    shown.station.report = RoundDone()
    workspace.rounds.send_now()
    shown.settle()
    workspace.tip.perform("accept")
    shown.settle()
    assert next_round(workspace) > 2 * SOON_SECONDS
    workspace.undo_over()
    assert workspace.undo_left == 0
    assert next_round(workspace) < 2 * SOON_SECONDS


def test_that_a_closing_is_of_the_tip_that_its_sheet_was_opened_for(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen)
    workspace.tip.perform("close")
    workspace.closing.choose("solved")
    workspace.openTip(OTHER)
    shown.settle()
    workspace.closing.close()
    shown.settle()
    (entry,) = session.outbox.entries()
    assert (entry.kind, entry.target) == (TipClose.KIND, IN_PROGRESS)


def test_that_a_round_that_brought_a_tip_shows_it(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen)
    total = workspace.today.props.countNew
    doc = {
        "id": uuid(1, 9_000), "number": "2026-9000", "title": "Nový", "category": "dogs", "status": "new",
        "created_at": "2026-03-12T12:00:00.000Z", "district_id": "d0",
    }  # fmt: skip
    pull(shown, session, row("tip", doc, "d0"))
    assert workspace.today.props.countNew == total + 1


def test_that_the_next_tap_places_the_note_and_only_the_next(screen: Made) -> None:
    shown, workspace = opened(screen)
    workspace.map.mapTapped.emit(13.41, 50.46)
    seen = [(workspace.navigation.props.page, workspace.patrol.note.props.placeChosen)]
    workspace.placeNote()
    for _ in range(2):
        seen.append((workspace.navigation.props.page, workspace.patrol.note.props.placeChosen))
        workspace.map.mapTapped.emit(13.41, 50.46)
        shown.settle()
        seen.append((workspace.navigation.props.page, workspace.patrol.note.props.placeChosen))
        workspace.patrol.note.placeHere()
    assert seen == [("today", False), ("map", False), ("patrol", True), ("patrol", False), ("patrol", False)]


def test_that_a_note_is_placed_on_a_hexagon_as_on_any_ground(screen: Made, session: DeviceSession) -> None:
    rate(session, [(worse(HERE), "d0")])
    shown, workspace = opened(screen)
    workspace.map.safetyAsked.emit(True, "night")
    shown.settle()
    workspace.placeNote()
    cards = []
    for tap in (workspace.map.cellTapped, workspace.map.cellTapped):
        tap.emit(HERE, 13.41, 50.46)
        shown.settle()
        cards.append(workspace.safety.props.cardOpen)
    workspace.map.mapTapped.emit(13.3, 50.4)
    cards.append(workspace.safety.props.cardOpen)
    assert cards == [False, True, False]
    assert (workspace.navigation.props.page, workspace.patrol.note.props.placeChosen) == ("patrol", True)


def test_that_a_round_that_brings_ratings_brings_them_to_the_map(screen: Made, session: DeviceSession) -> None:
    shown, workspace = opened(screen)
    workspace.map.safetyAsked.emit(True, "night")
    shown.settle()
    rate(session, [(worse(HERE), "d0")])
    shown.station.report = RoundDone()
    workspace.rounds.send_now()
    shown.settle()
    workspace.map.cellTapped.emit(HERE, 13.41, 50.46)
    shown.settle()
    assert workspace.safety.props.cardOpen


def test_that_the_position_reaches_list_and_patrol(screen: Made) -> None:
    shown, workspace = opened(screen)
    shown.receiver.place = Place(50.4605, 13.4178, accuracy=8.0)
    workspace.locate()
    shown.settle()
    assert workspace.today.props.canSortNear
    assert "8" in workspace.patrol.note.props.place


def test_that_a_tip_of_the_map_the_board_and_the_outbox_opens(screen: Made) -> None:
    shown, workspace = opened(screen)
    for tap in (workspace.map.tipTapped.emit, workspace.team.cell.openTip, workspace.sync.openTip):
        workspace.closeTip()
        tap(OTHER)
        shown.settle()
        assert workspace.tip.props.tipId == OTHER


def test_that_a_locked_workspace_does_nothing_more(screen: Made) -> None:
    shown, workspace = opened(screen)
    shown.app.lock()
    before = shown.station.rounds
    workspace.rounds.send_now()
    shown.settle()
    assert shown.station.rounds == before
