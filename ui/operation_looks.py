"""How each recorded change looks and speaks, on the Sync page, in a tip's story and after a tap: one row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.tips.domain import OutcomeKind, Status, WaitingOn
from ui import moments
from ui.lookups import Lookups
from ui.tips.field_looks import field_words
from ui.tips.words import outcome_word, status_word

Detail = Mapping[str, str]
"""What a change did, by field name, as the story has it."""


def _nothing() -> str:
    return ""


def _kept_beside() -> str:
    return QCoreApplication.translate("Story", "kept beside what stands")


def _as_texts(payload: Mapping[str, Any]) -> Detail:
    return {key: str(value) for key, value in payload.items()}


@dataclass(frozen=True, slots=True)
class OperationLook:
    """``name``: a noun for lists; ``done``: what is said after the tap; ``told``: the sentence of the story, None where
    the story shows it otherwise; ``merged``: what is said of one that was kept beside another; ``detail``: its payload
    as the story would have it; ``spoken``: which of its words a message of the tip shows, to be told once."""

    sign: str
    name: Callable[[], str]
    tone: str = "neutral"
    done: Callable[[], str] = _nothing
    told: Callable[[Detail, Lookups], str] | None = None
    merged: Callable[[], str] = _kept_beside
    detail: Callable[[Mapping[str, Any]], Detail] = _as_texts
    spoken: str = ""


def look_of(kind: str) -> OperationLook:
    """The look of a kind; one that says its own name for a kind that this program does not know."""
    return _LOOKS.get(kind) or OperationLook("circle-dot", lambda: kind, told=lambda _detail, _lookups: kind)


def _waiting(detail: Detail, _lookups: Lookups) -> str:
    on = WaitingOn.RESIDENT if detail.get("on") == "resident" else WaitingOn.OTHER_BODY
    return status_word(Status.WAITING, on) + (f": {detail['body']}" if detail.get("body") else "")


def _closed(detail: Detail, _lookups: Lookups) -> str:
    known = {kind.value: kind for kind in OutcomeKind}.get(detail.get("outcome", ""))
    outcome = outcome_word(known).lower() if known else ""
    body = f" ({detail['body']})" if detail.get("body") else ""
    return QCoreApplication.translate("Story", "Closed: %1").replace("%1", outcome + body)


def _closing_detail(payload: Mapping[str, Any]) -> Detail:
    outcome = payload.get("outcome", {})
    return {"outcome": outcome.get("kind", ""), "body": outcome.get("body", ""), "reply": outcome.get("reply", "")}


def _reopened(detail: Detail, _lookups: Lookups) -> str:
    return QCoreApplication.translate("Story", "Reopened: %1").replace("%1", detail.get("reason", ""))


def _assigned(detail: Detail, lookups: Lookups) -> str:
    holder = lookups.officer(detail.get("to"))
    if holder:
        return QCoreApplication.translate("Story", "Given to %1").replace("%1", holder)
    district = lookups.district(detail.get("district", ""))
    return QCoreApplication.translate("Story", "Moved to %1").replace("%1", district)


def _assigning_detail(payload: Mapping[str, Any]) -> Detail:
    return {"to": payload.get("holder_id") or "", "district": payload.get("district_id") or ""}


def _corrected(detail: Detail, lookups: Lookups) -> str:
    words = field_words(detail.get("field", ""), detail.get("to", ""), lookups)
    return QCoreApplication.translate("Story", "Corrected: %1").replace("%1", words)


def _correcting_detail(payload: Mapping[str, Any]) -> Detail:
    return {"field": payload.get("field", ""), "to": payload.get("value", "")}


def _promised(detail: Detail, _lookups: Lookups) -> str:
    words = QCoreApplication.translate("Story", "Promised by %1: %2")
    return words.replace("%1", moments.date_words(detail.get("day", ""))).replace("%2", detail.get("promise", ""))


def _kept(detail: Detail, _lookups: Lookups) -> str:
    if not detail.get("promise"):
        return QCoreApplication.translate("Actions", "Promise kept")
    return QCoreApplication.translate("Story", "Promise kept: %1").replace("%1", detail["promise"])


def _said(pattern: str, words: str) -> str:
    """The pattern with the words in it; nothing where a message shows them."""
    return pattern.replace("%1", words) if words else ""


def _asked(detail: Detail, _lookups: Lookups) -> str:
    return _said(QCoreApplication.translate("Story", "Asked: %1"), detail.get("question", ""))


def _asking_detail(payload: Mapping[str, Any]) -> Detail:
    return {"question": payload.get("text", "")}


def _forwarded(detail: Detail, _lookups: Lookups) -> str:
    body = detail.get("body", "")
    words = QCoreApplication.translate("Story", "Forwarded to: %1").replace("%1", body)
    if detail.get("contact"):
        words += " · " + QCoreApplication.translate("Story", "with the contact of who sent it")
    return words


def _forwarding_detail(payload: Mapping[str, Any]) -> Detail:
    contact = {"contact": "yes"} if payload.get("contact") else {}
    return {"forward": payload.get("text", ""), "body": payload.get("body", "")} | contact


def _answered(detail: Detail, _lookups: Lookups) -> str:
    return _said(QCoreApplication.translate("Story", "Answered: %1"), detail.get("answer", ""))


def _answering_detail(payload: Mapping[str, Any]) -> Detail:
    return {"answer": payload.get("text", "")}


def _called(detail: Detail, _lookups: Lookups) -> str:
    if detail.get("reached") == "yes":
        return QCoreApplication.translate("Story", "Called back: reached")
    tries = QCoreApplication.translate("Story", "Called back in vain")
    return f"{tries} ({detail['tries']}×)" if detail.get("tries") else tries


def _calling_detail(payload: Mapping[str, Any]) -> Detail:
    return {"reached": "yes" if payload.get("reached") else "no"}


def _heard(detail: Detail, _lookups: Lookups) -> str:
    if "said" not in detail:
        return QCoreApplication.translate("Story", "Back to work: an answer came") if detail.get("to") else ""
    return _said(QCoreApplication.translate("Story", "Message: %1"), detail["said"])


def _joined(detail: Detail, _lookups: Lookups) -> str:
    words = QCoreApplication.translate("Story", "A resident joined")
    return f"{words}: {detail['said']}" if detail.get("said") else words


def _left(_detail: Detail, _lookups: Lookups) -> str:
    return QCoreApplication.translate("Story", "A resident wants nothing more written to them of it")


def _reached(detail: Detail, _lookups: Lookups) -> str:
    if detail.get("way") == "mail":
        words = QCoreApplication.translate("Story", "Mail arrives there again")
    else:
        words = QCoreApplication.translate("Story", "A mail came back: the address takes none")
    return f"{words} ({detail['body']})" if detail.get("body") else words


def _judged(detail: Detail, _lookups: Lookups) -> str:
    known = {
        "solved": QCoreApplication.translate("Story", "The resident says: solved"),
        "partly": QCoreApplication.translate("Story", "The resident says: solved in part"),
        "not_solved": QCoreApplication.translate("Story", "The resident says: not solved"),
        "no_longer_matters": QCoreApplication.translate("Story", "The resident says: no longer matters"),
    }
    words = known.get(detail.get("satisfaction", ""), "")
    return f"{words} – {detail['said']}" if detail.get("said") else words


def _promising_detail(payload: Mapping[str, Any]) -> Detail:
    return {"promise": payload.get("text", ""), "day": payload.get("day", "")}


_LOOKS: dict[str, OperationLook] = {
    "tip.file": OperationLook("file-plus", lambda: QCoreApplication.translate("Sync", "New tip")),
    "tip.accept": OperationLook(
        "user-check",
        lambda: QCoreApplication.translate("Sync", "Acceptance"),
        tone="primary",
        done=lambda: QCoreApplication.translate("Actions", "Tip accepted"),
        told=lambda _detail, _lookups: QCoreApplication.translate("Story", "Tip accepted"),
    ),
    "tip.start": OperationLook(
        "play",
        lambda: QCoreApplication.translate("Sync", "Start of work"),
        tone="primary",
        done=lambda: QCoreApplication.translate("Actions", "Work began"),
        told=lambda _detail, _lookups: QCoreApplication.translate("Story", "Work began"),
    ),
    "tip.wait": OperationLook(
        "hourglass",
        lambda: QCoreApplication.translate("Sync", "Waiting"),
        tone="warning",
        done=lambda: QCoreApplication.translate("Actions", "Tip set to waiting"),
        told=_waiting,
    ),
    "tip.ask": OperationLook(
        "message-circle-question",
        lambda: QCoreApplication.translate("Sync", "Question to a resident"),
        tone="warning",
        done=lambda: QCoreApplication.translate("Actions", "Question recorded"),
        told=_asked,
        merged=lambda: QCoreApplication.translate("Story", "sent; the status stays as it is"),
        detail=_asking_detail,
        spoken="question",
    ),
    "tip.answer": OperationLook(
        "message-square-reply",
        lambda: QCoreApplication.translate("Sync", "Answer to a party"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Answer recorded"),
        told=_answered,
        detail=_answering_detail,
        spoken="answer",
    ),
    "tip.forward": OperationLook(
        "forward",
        lambda: QCoreApplication.translate("Sync", "Forwarding to a body"),
        tone="warning",
        done=lambda: QCoreApplication.translate("Actions", "Forwarding recorded"),
        told=_forwarded,
        merged=lambda: QCoreApplication.translate("Story", "sent; the status stays as it is"),
        detail=_forwarding_detail,
        spoken="forward",
    ),
    "tip.called": OperationLook(
        "phone-log",
        lambda: QCoreApplication.translate("Sync", "Call back"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Call recorded"),
        told=_called,
        merged=lambda: QCoreApplication.translate("Story", "somebody had recorded it already; the note is kept"),
        detail=_calling_detail,
    ),
    "tip.hear": OperationLook(
        "message-square-dot",
        lambda: QCoreApplication.translate("Sync", "Message of a party"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Message taken"),
        told=_heard,
        spoken="said",
    ),
    "tip.join": OperationLook(
        "users",
        lambda: QCoreApplication.translate("Sync", "A resident joins"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Resident taken in"),
        told=_joined,
        spoken="said",
    ),
    "tip.leave": OperationLook(
        "mail-x",
        lambda: QCoreApplication.translate("Sync", "A resident leaves"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Resident let go"),
        told=_left,
    ),
    "tip.reach": OperationLook(
        "mail-x",
        lambda: QCoreApplication.translate("Sync", "How a party is reached"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Way to a party noted"),
        told=_reached,
    ),
    "tip.satisfaction": OperationLook(
        "message-circle-heart",
        lambda: QCoreApplication.translate("Sync", "Satisfaction of a resident"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Satisfaction taken"),
        told=_judged,
        spoken="said",
    ),
    "tip.close": OperationLook(
        "circle-check",
        lambda: QCoreApplication.translate("Sync", "Closing"),
        tone="success",
        done=lambda: QCoreApplication.translate("Actions", "Tip closed"),
        told=_closed,
        merged=lambda: QCoreApplication.translate("Story", "second report, kept beside the first"),
        detail=_closing_detail,
    ),
    "tip.reopen": OperationLook(
        "rotate-ccw",
        lambda: QCoreApplication.translate("Sync", "Reopening"),
        tone="danger",
        done=lambda: QCoreApplication.translate("Actions", "Tip reopened"),
        told=_reopened,
    ),
    "tip.assign": OperationLook(
        "user-round-cog",
        lambda: QCoreApplication.translate("Sync", "Assignment"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Tip assigned"),
        told=_assigned,
        detail=_assigning_detail,
    ),
    "tip.edit": OperationLook(
        "pencil",
        lambda: QCoreApplication.translate("Sync", "Correction"),
        done=lambda: QCoreApplication.translate("Actions", "Tip corrected"),
        told=_corrected,
        detail=_correcting_detail,
    ),
    "tip.note": OperationLook(
        "message-square",
        lambda: QCoreApplication.translate("Sync", "Note"),
        done=lambda: QCoreApplication.translate("Actions", "Note added"),
    ),
    "tip.photo": OperationLook(
        "camera",
        lambda: QCoreApplication.translate("Sync", "Photo"),
        done=lambda: QCoreApplication.translate("Actions", "Photo added"),
    ),
    "tip.promise": OperationLook(
        "handshake",
        lambda: QCoreApplication.translate("Sync", "Promise"),
        tone="info",
        done=lambda: QCoreApplication.translate("Actions", "Promise recorded"),
        told=_promised,
        detail=_promising_detail,
    ),
    "tip.promise_kept": OperationLook(
        "check-check",
        lambda: QCoreApplication.translate("Sync", "Fulfilment of a promise"),
        tone="success",
        done=lambda: QCoreApplication.translate("Actions", "Promise kept"),
        told=_kept,
    ),
    "rating.collect": OperationLook("shield-alert", lambda: QCoreApplication.translate("Sync", "Collected rating")),
    "patrol.note": OperationLook("notebook-pen", lambda: QCoreApplication.translate("Sync", "Patrol note")),
    "patrol.photo": OperationLook("camera", lambda: QCoreApplication.translate("Sync", "Photo of a patrol note")),
    "patrol.start": OperationLook("footprints", lambda: QCoreApplication.translate("Sync", "Start of a patrol")),
    "patrol.end": OperationLook("flag", lambda: QCoreApplication.translate("Sync", "End of a patrol")),
    "withdrawn": OperationLook("undo-2", lambda: QCoreApplication.translate("Sync", "Taken back")),
    "received": OperationLook("inbox", lambda: QCoreApplication.translate("Sync", "Arrival")),
}

KINDS = frozenset(_LOOKS)
"""Every kind that has a look of its own."""
