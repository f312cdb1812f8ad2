"""Forms that the residents' pages gave out: whether one is still good, and new ones."""

from sync.server.http.calls import Call
from sync.server.intake.seal import Form


def known_form(call: Call, text: str) -> Form | None:
    """The form of this text, where it is one of ours and not too old."""
    form = call.server.seal.read_form(text)
    if form is None:
        return None
    age = call.server.settings.clock().timestamp() - form.given
    return form if age <= call.server.settings.intake.form_seconds else None


def new_form(call: Call) -> str:
    """The text of a form that begins now."""
    return call.server.seal.new_form(call.server.settings.clock().timestamp())


def form_again(call: Call) -> str:
    """A new form for what is filled in already: it may be sent at once."""
    given = call.server.settings.clock().timestamp() - call.server.settings.intake.least_seconds
    return call.server.seal.new_form(given - 1)
