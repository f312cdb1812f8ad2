"""Where an officer comes back to after the lock, and where a draft leads."""

from collections.abc import Iterator

import pytest

from app.session import DeviceSession
from tests.ui.city import NOW, uuid
from tests.ui.desk import FixedReceiver, HandExecutor, NoStation
from ui.composition import Edges, open_workspace
from ui.jobs import Jobs
from ui.shell.workspace import Workspace
from ui.shell.writing import Whereabouts

NEW = uuid(1, 0)


@pytest.fixture
def receiver() -> FixedReceiver:
    return FixedReceiver()


@pytest.fixture
def workspace(
    session: DeviceSession, jobs: Jobs, executor: HandExecutor, receiver: FixedReceiver
) -> Iterator[Workspace]:
    """The view models of a session, started, with no window over them."""
    station = NoStation()
    made = open_workspace(session, Edges(jobs, NOW.astimezone, lambda _: receiver, lambda _: station, with_map=False))
    made.start()
    executor.run()
    yield made
    made.stop()


def stands(workspace: Workspace) -> tuple[str, str, bool]:
    """The page in sight, the open tip, and whether its note is being written."""
    return workspace.navigation.props.page, workspace.tip.props.tipId, workspace.note.opened


def test_that_an_officer_comes_back_to_page_tip_and_sheet(
    workspace: Workspace, session: DeviceSession, executor: HandExecutor
) -> None:
    workspace.come_back(Whereabouts(session.me.id, "today", NEW, (NEW, "note")))
    executor.run()
    assert stands(workspace) == ("today", NEW, True)
    assert workspace.whereabouts == Whereabouts(session.me.id, "today", NEW, (NEW, "note"))


def test_that_nobody_comes_back_to_where_another_officer_was(workspace: Workspace, executor: HandExecutor) -> None:
    workspace.come_back(Whereabouts(uuid(9, 9), "patrol", NEW, (NEW, "note")))
    executor.run()
    assert stands(workspace) == ("today", "", False)


def test_that_a_tip_that_was_left_is_not_come_back_to(
    workspace: Workspace, session: DeviceSession, executor: HandExecutor
) -> None:
    workspace.openTip(NEW)
    executor.run()
    workspace.closeTip()
    assert workspace.whereabouts == Whereabouts(session.me.id, "today")


def test_that_a_draft_leads_to_where_it_is_written(workspace: Workspace, executor: HandExecutor) -> None:
    workspace.drafts.wanted.emit("patrols", "note", "")
    assert stands(workspace) == ("patrol", "", False)
    workspace.drafts.wanted.emit("tips", "note", NEW)
    executor.run()
    assert stands(workspace) == ("today", NEW, True)


def test_that_a_sheet_of_a_tip_that_is_gone_opens_on_no_other(workspace: Workspace, executor: HandExecutor) -> None:
    workspace.drafts.wanted.emit("tips", "note", uuid(9, 9))
    executor.run()
    workspace.tip.open(NEW)
    executor.run()
    assert not workspace.note.opened


def test_that_a_sheet_that_was_opened_once_opens_on_no_later_visit(
    workspace: Workspace, executor: HandExecutor
) -> None:
    workspace.drafts.wanted.emit("tips", "note", NEW)
    executor.run()
    workspace.note.hide()
    workspace.closeTip()
    workspace.openTip(NEW)
    executor.run()
    assert not workspace.note.opened


def test_that_the_position_is_followed_while_a_patrol_runs(
    workspace: Workspace, executor: HandExecutor, receiver: FixedReceiver
) -> None:
    assert not receiver.following
    workspace.patrol.begin()
    executor.run()
    assert receiver.following
    workspace.patrol.finish()
    executor.run()
    assert not receiver.following


def test_that_what_was_done_can_be_taken_back_until_it_is_said_to_be_over(
    workspace: Workspace, executor: HandExecutor
) -> None:
    assert workspace.undo_left == 0
    workspace.openTip(NEW)
    executor.run()
    workspace.tip.perform("accept")
    executor.run()
    assert 0 < workspace.undo_left <= 8
    workspace.undo_over()
    assert workspace.undo_left == 0
