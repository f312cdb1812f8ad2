"""What can be done with a tip now, the likeliest first: one row an action. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.tips import operations as ops
from app.tips.domain import Status, Tip
from ui.lookups import Lookups
from ui.tips.facts import promises
from ui.tips.forms import FORMS, Form


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


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the tip's bar, offered where ``rules.apply`` allows the operation ``kind``.

    ``words``: the verb on it; ``at_once``: the change, where it needs no more words; ``form``: what asks for them;
    ``sheet``: in which draft they are kept, and ``going`` the verb once that is begun; ``heard``: offered only where a
    party said something that nobody has answered.
    """

    key: str
    kind: str
    sign: str
    words: Callable[[Status], str]
    sheet: str = ""
    going: Callable[[], str] | None = None
    at_once: Callable[[Tip], ops.TipOperation] | None = None
    form: Form | None = None
    heard: bool = False


def _start_words(status: Status) -> str:
    if status is Status.WAITING:
        return QCoreApplication.translate("Actions", "Resume work")
    return QCoreApplication.translate("Actions", "Begin work")


def _of_form(form: Form) -> Action:
    return Action(
        form.key, form.kind, form.sign, lambda _status: form.words(), sheet=form.key, going=form.going, form=form
    )


ACTIONS: Final[tuple[Action, ...]] = (
    Action(
        "accept",
        "tip.accept",
        "user-check",
        lambda _status: QCoreApplication.translate("Actions", "Accept"),
        at_once=lambda tip: ops.TipAccept(seen=tip.status),
    ),
    Action("start", "tip.start", "play", _start_words, at_once=lambda tip: ops.TipStart(seen=tip.status)),
    Action(
        "close",
        "tip.close",
        "circle-check",
        lambda _status: QCoreApplication.translate("Actions", "Close tip"),
        sheet="close",
        going=lambda: QCoreApplication.translate("Actions", "Go on closing"),
    ),
    Action("not_ours", "tip.close", "signpost", lambda _status: QCoreApplication.translate("Actions", "Not ours")),
    Action("hand_over", "tip.close", "forward", lambda _status: QCoreApplication.translate("Actions", "Hand over")),
    Action(
        "note",
        "tip.note",
        "message-square-plus",
        lambda _status: QCoreApplication.translate("Actions", "Note"),
        sheet="note",
        going=lambda: QCoreApplication.translate("Actions", "Go on with the note"),
    ),
    Action("photo", "tip.photo", "camera", lambda _status: QCoreApplication.translate("Actions", "Photo")),
    Action(
        "promise_kept",
        "tip.promise_kept",
        "check-check",
        lambda _status: QCoreApplication.translate("Actions", "Promise kept"),
        at_once=lambda tip: ops.TipPromiseKept(promises(tip)[0].id),
    ),
    Action("assign", "tip.assign", "user-round-cog", lambda _status: QCoreApplication.translate("Actions", "Assign")),
    Action(
        "open_again",
        "tip.reopen",
        "rotate-ccw",
        lambda _status: QCoreApplication.translate("Actions", "Reopen the tip"),
        at_once=lambda tip: ops.TipReopen(
            QCoreApplication.translate("Actions", "An answer came after it was closed."), tip.heard_at
        ),
        heard=True,
    ),
    *(_of_form(form) for form in FORMS),
)

_LIKELY: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.NEW: ("accept", "close", "note"),
    Status.REOPENED: ("accept", "close", "note"),
    Status.ACCEPTED: ("start", "close", "note"),
    Status.IN_PROGRESS: ("close", "note", "wait"),
    Status.WAITING: ("close", "note", "start"),
    Status.CLOSED: ("note", "reopen"),
}
_LIKELY_HEARD: Final[Mapping[Status, tuple[str, ...]]] = {Status.CLOSED: ("open_again", "answer")}


def action_of(key: str) -> Action:
    """The action of a button. Raises KeyError where there is none."""
    return {action.key: action for action in ACTIONS}[key]


def action_of_sheet(sheet: str) -> Action | None:
    """The action that opens a sheet; None for one of another version."""
    return next((action for action in ACTIONS if action.sheet == sheet), None)


def offered(allowed: frozenset[str], lookups: Lookups) -> frozenset[str]:
    """The kinds of these that the city has what is needed for."""
    return allowed - {form.kind for form in FORMS if not form.possible(lookups)}


def actions(
    status: Status, allowed: frozenset[str], written: frozenset[str] = frozenset(), *, heard: bool = False
) -> tuple[ActionRow, ...]:
    """Every action allowed now; the first two are for the bar, the rest for the menu.

    ``written``: sheets begun; ``heard``: a party said something that nobody has answered.
    """
    first = _LIKELY_HEARD.get(status, ("answer", *_LIKELY[status])) if heard else _LIKELY[status]
    if "tip.called" in allowed:
        first = ("called", *first)
    likely = tuple(action_of(key) for key in first)
    rest = tuple(action for action in ACTIONS if action not in likely)
    return tuple(
        _row(action, status, written)
        for action in likely + rest
        if action.kind in allowed and (heard or not action.heard)
    )


def _row(action: Action, status: Status, written: frozenset[str]) -> ActionRow:
    words = action.words(status)
    if action.going is not None and action.sheet in written:
        return ActionRow(action.key, action.going(), "pen-line", going=True, short=words)
    return ActionRow(action.key, words, action.sign, short=words)
