"""A printed document as it is sent, and the form by which it was asked for."""

from urllib.parse import quote

import msgspec

from app.basemap.search import fold
from sync.server.http.answers import Answer
from sync.server.http.calls import Call
from sync.server.paper.typesetting import NotSet, typeset


def pdf(template: str, data: msgspec.Struct, name: str) -> Answer | None:
    """The document to be kept under a name; None where the machine does not come to it."""
    try:
        made = typeset(template, data)
    except NotSet:
        return None
    plain = "".join(one if one.isalnum() and one.isascii() else "-" for one in fold(name))[:80]
    headers = {
        "content-disposition": f"inline; filename={quote(plain, safe='-')}.pdf", "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }  # fmt: skip
    return Answer(made, media_type="application/pdf", headers=headers)


def new_form(call: Call) -> str:
    """By which a form of what is printed is known when it is sent twice."""
    return call.server.seal.new_form(call.server.settings.clock().timestamp())
