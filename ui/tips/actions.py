"""What can be done with a tip now, the likeliest first. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.tips.domain import Status


class Action(StrEnum):
    """A button of the tip's bar."""

    ACCEPT = "accept"
    START = "start"
    CLOSE = "close"
    WAIT = "wait"
    NOT_OURS = "not_ours"
    HAND_OVER = "hand_over"
    NOTE = "note"
    PHOTO = "photo"
    ASSIGN = "assign"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action as it is offered."""

    key: str
    words: str
    sign: str
    going: bool = False
    """Something is being written in its sheet."""
    short: str = ""
    """The words for where ``words`` do not fit."""


KIND = {
    Action.ACCEPT: "tip.accept",
    Action.START: "tip.start",
    Action.CLOSE: "tip.close",
    Action.WAIT: "tip.wait",
    Action.NOT_OURS: "tip.close",
    Action.HAND_OVER: "tip.close",
    Action.NOTE: "tip.note",
    Action.PHOTO: "tip.photo",
    Action.ASSIGN: "tip.assign",
    Action.REOPEN: "tip.reopen",
}
"""The operation behind each action: it is offered only where ``rules.apply`` allows that."""
SHEET = {
    Action.CLOSE: "close",
    Action.WAIT: "wait",
    Action.NOTE: "note",
    Action.REOPEN: "reopen",
}
"""The sheet in which an action is written: its button says that one is being written there."""


def _likely(status: Status) -> tuple[Action, ...]:
    match status:
        case Status.NEW | Status.REOPENED:
            return (Action.ACCEPT, Action.CLOSE, Action.NOTE)
        case Status.ACCEPTED:
            return (Action.START, Action.CLOSE, Action.NOTE)
        case Status.IN_PROGRESS:
            return (Action.CLOSE, Action.NOTE, Action.WAIT)
        case Status.WAITING:
            return (Action.CLOSE, Action.NOTE, Action.START)
        case Status.CLOSED:
            return (Action.NOTE, Action.REOPEN)
        case _:
            assert_never(status)


def actions(status: Status, allowed: frozenset[str], written: frozenset[str] = frozenset()) -> tuple[ActionRow, ...]:
    """Every action allowed now; the first two are for the bar, the rest for the menu. ``written``: sheets begun."""
    likely = _likely(status)
    closed = status is Status.CLOSED
    rest = tuple(action for action in Action if action not in likely and not (closed and KIND[action] == "tip.close"))
    return tuple(
        _row(action, status, going=SHEET.get(action) in written)
        for action in likely + rest
        if KIND[action] in allowed and not (action is Action.ACCEPT and status not in (Status.NEW, Status.REOPENED))
    )


def _row(action: Action, status: Status, *, going: bool) -> ActionRow:
    if going:
        return ActionRow(action.value, going_words(action), "pen-line", going=True, short=words(action, status))
    return ActionRow(action.value, words(action, status), glyph(action), short=words(action, status))


def going_words(action: Action) -> str:
    """The verb on the button of a sheet that one has begun to write in."""
    match action:
        case Action.CLOSE:
            return QCoreApplication.translate("Actions", "Go on closing")
        case Action.WAIT:
            return QCoreApplication.translate("Actions", "Go on setting to wait")
        case Action.NOTE:
            return QCoreApplication.translate("Actions", "Go on with the note")
        case _:
            return QCoreApplication.translate("Actions", "Go on reopening")


def words(action: Action, status: Status) -> str:  # noqa: C901 - one branch an action
    """The verb on the button."""
    match action:
        case Action.ACCEPT:
            return QCoreApplication.translate("Actions", "Accept")
        case Action.START if status is Status.WAITING:
            return QCoreApplication.translate("Actions", "Resume work")
        case Action.START:
            return QCoreApplication.translate("Actions", "Begin work")
        case Action.CLOSE:
            return QCoreApplication.translate("Actions", "Close tip")
        case Action.WAIT:
            return QCoreApplication.translate("Actions", "Wait on someone")
        case Action.NOT_OURS:
            return QCoreApplication.translate("Actions", "Not ours")
        case Action.HAND_OVER:
            return QCoreApplication.translate("Actions", "Hand over")
        case Action.NOTE:
            return QCoreApplication.translate("Actions", "Note")
        case Action.PHOTO:
            return QCoreApplication.translate("Actions", "Photo")
        case Action.ASSIGN:
            return QCoreApplication.translate("Actions", "Assign")
        case Action.REOPEN:
            return QCoreApplication.translate("Actions", "Reopen")
        case _:
            assert_never(action)


def glyph(action: Action) -> str:
    """The icon's name."""
    return {
        Action.ACCEPT: "user-check",
        Action.START: "play",
        Action.CLOSE: "circle-check",
        Action.WAIT: "hourglass",
        Action.NOT_OURS: "signpost",
        Action.HAND_OVER: "forward",
        Action.NOTE: "message-square-plus",
        Action.PHOTO: "camera",
        Action.ASSIGN: "user-round-cog",
        Action.REOPEN: "rotate-ccw",
    }[action]
