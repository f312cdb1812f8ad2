"""What a form of a submission asks to be done. Pure."""

from collections.abc import Mapping
from typing import Final

from sync.server.submissions import service
from sync.server.submissions.domain import SubmissionKind
from sync.server.submissions.service import Step

_NOT_ABOUT: Final = "not-about:"


def step_of(form: Mapping[str, str]) -> Step | None:
    """The step that a button means; None for one that there is not."""
    wanted = form.get("do", "")
    if wanted.startswith(_NOT_ABOUT):
        return service.name(wanted.removeprefix(_NOT_ABOUT)[:36], is_about=False)
    match wanted:
        case "take":
            return service.take()
        case "answer" | "answer-last":
            return service.answer(_text(form, "text"), is_last=wanted == "answer-last")
        case "close":
            return service.close(_text(form, "reason"))
        case "reopen":
            return service.reopen(_text(form, "reason"))
        case "kind":
            kind = form.get("kind", "")
            known = kind in {one.value for one in SubmissionKind}
            return service.change_kind(SubmissionKind(kind), _text(form, "why")) if known else service.unknown()
        case "about":
            return service.name(form.get("about", "")[:36], is_about=True)
    return None


def version_of(form: Mapping[str, str]) -> int:
    """The version that the form was made on; none is 0."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _text(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
