"""Pictures of a mail on their way to a tip: each is encoded anew by the child before anybody sees it.

The mail as it came is their quarantine: its bytes stay at the server until their own deadline. What no decoder takes,
and what is no picture, stays there alone, and is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Connection

from sync.server.feed.publish import Step
from sync.server.intake.photos import sealing
from sync.server.mail.incoming.reading import MOST_TEXT, Mail
from sync.server.photos.previews import Preview, make_preview
from sync.server.service import Server
from sync.server.tips import repository as tips

MOST_OF_TIP: Final = 40
"""Photos of one tip, above which mails add none: whoever knows the secret address could send them for ever."""
_NAMED: Final = 5
_TYPE: Final = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mail, its pictures encoded anew, and the names of what stays with the mail as it came."""

    mail: Mail
    photos: tuple[bytes, ...] = ()
    stays: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the officer is told of what stays with the mail; nothing where all is here."""
        if not self.stays:
            return ""
        more = len(self.stays) - _NAMED
        return f"[U e-mailu zůstaly přílohy: {', '.join(self.stays[:_NAMED])}{f' a další {more}' if more > 0 else ''}]"


def prepare(mail: Mail) -> Prepared:
    """Encode the pictures of a mail anew. Takes seconds, so never within a transaction; whatever a picture is, there is
    an answer."""
    photos: list[bytes] = []
    stays = list(mail.left_out)
    for picture in mail.pictures:
        made = make_preview(picture.data)
        if isinstance(made, Preview):
            photos.append(made.jpeg)
        else:
            stays.append(picture.name)
    return Prepared(mail, tuple(photos), tuple(stays))


def noted(text: str, ready: Prepared) -> str:
    """What was written, and what stays with the mail."""
    return f"{text[: MOST_TEXT - len(ready.note) - 1]}\n{ready.note}".strip() if ready.note else text


def add(connection: Connection, server: Server, tip_id: str, photos: Sequence[bytes]) -> list[Step]:
    """They become photos of a tip; what the caller has to publish."""
    record = tips.locked(connection, [tip_id]).get(tip_id) if photos else None
    if record is None:
        return []
    room = max(0, MOST_OF_TIP - record.tip.photos)
    return sealing.put(connection, server, record, [(one, one, _TYPE) for one in photos[:room]])
