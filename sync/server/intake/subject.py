"""What is held about who holds a link: asked by the link alone, which proves who asks."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.server.intake.repository import keyed


@dataclass(frozen=True, slots=True)
class Original:
    """A photo as it was sent, which is kept sealed until a moment; ``size`` in bytes."""

    at: str
    size: int
    until: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The party's own data. ``text`` is empty where others have changed it since, and ``is_changed`` says so."""

    name: str = ""
    phone: str = ""
    email: str = ""
    text: str = ""
    is_changed: bool = False
    satisfaction: str = ""
    originals: tuple[Original, ...] = ()


def subject(connection: Connection, link: str) -> Subject:
    """What the first link of a party shows; by a later one, as by one of nobody, nothing."""
    rows = keyed(connection, "subject_held", link=link)
    if not rows:
        return Subject()
    one = rows[0]
    photos = keyed(connection, "subject_photos", link=link)
    return Subject(
        name=one.name or "",
        phone=one.phone or "",
        email=one.email or "",
        text=one.words or "",
        is_changed=bool(one.changed),
        satisfaction=one.satisfaction or "",
        originals=tuple(Original(row.at, int(row.size), row.until or "") for row in photos),
    )
