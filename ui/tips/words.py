"""The words for what the core says in codes: statuses, outcomes, refusals and verdicts of tips."""

from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QCoreApplication

from app.outbox.domain import Code
from app.tips.domain import Channel, OutcomeKind, Status, WaitingOn
from sync.client.outcomes import Cancelled, NotEnrolled, Offline, OutOfDate, Reason, Revoked, ServerTrouble, Unreached
from ui import moments
from ui.lookups import Lookups
from ui.sync.words import report_words


def status_word(status: Status, waiting_on: WaitingOn | None = None) -> str:
    """A status in one or two words."""
    match status:
        case Status.NEW:
            return QCoreApplication.translate("Tips", "New")
        case Status.ACCEPTED:
            return QCoreApplication.translate("Tips", "Accepted")
        case Status.IN_PROGRESS:
            return QCoreApplication.translate("Tips", "In progress")
        case Status.WAITING if waiting_on is WaitingOn.RESIDENT:
            return QCoreApplication.translate("Tips", "Waiting on the resident")
        case Status.WAITING:
            return QCoreApplication.translate("Tips", "Waiting on another body")
        case Status.CLOSED:
            return QCoreApplication.translate("Tips", "Closed")
        case Status.REOPENED:
            return QCoreApplication.translate("Tips", "Reopened")
        case _:
            assert_never(status)


def status_tone(status: Status) -> str:
    """The tone of the theme that stands for a status."""
    match status:
        case Status.NEW:
            return "info"
        case Status.ACCEPTED | Status.IN_PROGRESS:
            return "primary"
        case Status.WAITING:
            return "warning"
        case Status.CLOSED:
            return "success"
        case Status.REOPENED:
            return "danger"
        case _:
            assert_never(status)


def outcome_word(kind: OutcomeKind) -> str:
    """How a tip ended."""
    match kind:
        case OutcomeKind.SOLVED:
            return QCoreApplication.translate("Tips", "Solved")
        case OutcomeKind.NOT_FOUND:
            return QCoreApplication.translate("Tips", "Not found")
        case OutcomeKind.HANDED_OVER:
            return QCoreApplication.translate("Tips", "Handed over")
        case OutcomeKind.NOT_OURS:
            return QCoreApplication.translate("Tips", "Not ours")
        case OutcomeKind.MONITORED:
            return QCoreApplication.translate("Tips", "Monitored")
        case OutcomeKind.DUPLICATE:
            return QCoreApplication.translate("Tips", "Duplicate")
        case _:
            assert_never(kind)


def outcome_glyph(kind: OutcomeKind) -> str:
    """The icon's name of an outcome."""
    match kind:
        case OutcomeKind.SOLVED:
            return "circle-check"
        case OutcomeKind.NOT_FOUND:
            return "search-x"
        case OutcomeKind.HANDED_OVER:
            return "forward"
        case OutcomeKind.NOT_OURS:
            return "signpost"
        case OutcomeKind.MONITORED:
            return "eye"
        case OutcomeKind.DUPLICATE:
            return "copy"
        case _:
            assert_never(kind)


def channel_word(channel: Channel) -> str:
    """The way by which a tip came."""
    match channel:
        case Channel.WEB:
            return QCoreApplication.translate("Tips", "from the web")
        case Channel.PHONE:
            return QCoreApplication.translate("Tips", "by telephone")
        case Channel.EMAIL:
            return QCoreApplication.translate("Tips", "by e-mail")
        case Channel.OFFICER:
            return QCoreApplication.translate("Tips", "from an officer")
        case Channel.API | Channel.IMPORT:
            return QCoreApplication.translate("Tips", "from another system")
        case _:
            assert_never(channel)


def unreached_words(report: Unreached) -> str:
    """Why the station did not answer a question about older tips, and what to do."""
    match report:
        case Offline(reason=Reason.UNTRUSTED | Reason.FOREIGN) | NotEnrolled() | OutOfDate():
            title, hint, _ = report_words(report)
            return f"{title}. {hint}"
        case Offline():
            return QCoreApplication.translate(
                "Older", "You are without a connection. Older tips are at the station; try it once you are connected."
            )
        case ServerTrouble():
            return QCoreApplication.translate("Older", "The station has trouble. Try it again in a while.")
        case Revoked() | Cancelled():
            return ""
        case _:
            assert_never(report)


def code_words(  # noqa: C901 - one branch a code
    code: Code, now_values: dict[str, str], lookups: Lookups, now: datetime
) -> str:
    """Why a change was merged or refused: what happened, what is safe, what to do."""
    match code:
        case Code.ALREADY_CLOSED:
            return _already_closed(now_values, lookups, now)
        case Code.ALREADY_SO:
            return QCoreApplication.translate("Verdicts", "It was so already; nothing had to be changed.")
        case Code.ALREADY_EXISTS:
            return QCoreApplication.translate("Verdicts", "The station has this already; nothing was doubled.")
        case Code.CHANGED_MEANWHILE:
            return QCoreApplication.translate(
                "Verdicts", "Somebody changed it meanwhile. Your change is kept here: look at it anew and decide."
            )
        case Code.NOT_PERMITTED:
            return QCoreApplication.translate(
                "Verdicts", "Your role may not do this. Nothing was changed; ask your supervisor."
            )
        case Code.OUT_OF_SCOPE:
            return QCoreApplication.translate(
                "Verdicts", "The tip was no longer yours by then. What you wrote is kept here."
            )
        case Code.UNKNOWN_TARGET:
            return QCoreApplication.translate(
                "Verdicts", "This is not, or no longer, among what you may change. What you wrote is kept here."
            )
        case Code.INVALID:
            return _invalid(now_values.get("field", ""))
        case Code.UNKNOWN_OPERATION:
            return QCoreApplication.translate(
                "Verdicts", "The station is too old for this change. It is kept here and can be sent again later."
            )
        case Code.INTERNAL:
            return QCoreApplication.translate(
                "Verdicts", "The station failed on this change. It is kept here and there; the administrator was told."
            )
        case _:
            assert_never(code)


def _invalid(field: str) -> str:
    match field:
        case "pixels":
            return QCoreApplication.translate(
                "Verdicts",
                "The picture has more than 50 million pixels; the station takes no larger ones. Choose a smaller one; "
                "what you wrote is kept.",
            )
        case "size" | "media_type":
            return QCoreApplication.translate(
                "Verdicts", "The photo is no picture or over 25 MB. Choose another; what you wrote is kept."
            )
        case "body_id":
            return QCoreApplication.translate(
                "Verdicts",
                "Tips are not forwarded to this body any more. What you wrote is kept here: copy it, and forward the "
                "tip to another.",
            )
        case _:
            return QCoreApplication.translate(
                "Verdicts", "Something needed is missing. What you wrote is kept here: complete it and send it again."
            )


def _already_closed(now_values: dict[str, str], lookups: Lookups, now: datetime) -> str:
    who = lookups.officer(now_values.get("closed_by"))
    if not who or "closed_at" not in now_values:
        return QCoreApplication.translate("Verdicts", "It was closed already. Your report is kept beside the first.")
    words = QCoreApplication.translate(
        "Verdicts", "%1 closed it already (%2). Your report is kept in the history beside the first."
    )
    return words.replace("%1", who).replace("%2", moments.moment(now_values["closed_at"], now))
