"""Forms that this server gave out: each is filed once, and none after a day."""

from sync.server.intake.seal import Form
from sync.server.service import Server


def known_form(server: Server, text: str) -> Form | None:
    """The form of a text that came with it; None for one that is none of ours or too old."""
    form = server.seal.read_form(text)
    if form is None:
        return None
    age = server.settings.clock().timestamp() - form.given
    return form if age <= server.settings.intake.form_seconds else None


def new_form(server: Server) -> str:
    """The text of a form that begins now."""
    return server.seal.new_form(server.settings.clock().timestamp())


def form_again(server: Server) -> str:
    """A new form for what is filled in already: it may be sent at once."""
    given = server.settings.clock().timestamp() - server.settings.intake.least_seconds
    return server.seal.new_form(given - 1)
