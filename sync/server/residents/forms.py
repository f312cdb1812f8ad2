"""Forms that this server gave out: each is filed once, and none after a day."""

from sync.server.http.calls import Call
from sync.server.intake.seal import Form


def known_form(call: Call, text: str) -> Form | None:
    """The form of a text that came with it; None for one that is none of ours or too old."""
    form = call.server.seal.read_form(text)
    if form is None:
        return None
    age = call.server.settings.clock().timestamp() - form.given
    return form if age <= call.server.settings.intake.form_seconds else None
