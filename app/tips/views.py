"""What the screens get of tips: frozen values, the server's rows with the device's unsent changes folded over them."""

from enum import StrEnum

import msgspec

from app.messages.domain import Message
from app.outbox.views import OutboxEntry
from app.photos.domain import Photo
from app.tips.domain import Contact, Status, StoryLine, Tip, TipNote
from app.values import Place


class Tab(StrEnum):
    """The lists of the day.

    New: new or reopened. Today: accepted, in progress, or any open one whose deadline falls by the end of today.
    Waiting: on someone. Overdue: open with its deadline passed. Closed. All.
    """

    NEW = "new"
    TODAY = "today"
    WAITING = "waiting"
    OVERDUE = "overdue"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """Newest first, earliest deadline first (none last), or nearest first (no place last)."""

    AGE = "age"
    DEADLINE = "deadline"
    NEAR = "near"


class TipQuery(msgspec.Struct, frozen=True):
    """One window of one list. ``near`` is needed for ``Sort.NEAR`` and fills in the distances.

    ``holder`` is an officer's id, ``""`` for tips that nobody holds, None for all. ``open_only`` leaves the closed out,
    ``created_from`` those older than that moment (an ``Instant``): the numbers of the workload board need them.
    """

    tab: Tab = Tab.ALL
    text: str = ""
    sort: Sort = Sort.AGE
    near: Place | None = None
    district: str | None = None
    holder: str | None = None
    offset: int = 0
    limit: int = 50
    open_only: bool = False
    created_from: str | None = None


class TipRow(msgspec.Struct, frozen=True):
    """One line of a list: the tip, and how it lies to this device.

    ``distance_m`` in metres; ``unsent`` counts changes; ``snippet`` is the text around what was searched for.
    """

    tip: Tip
    distance_m: float | None = None
    unread: bool = False
    unsent: int = 0
    snippet: str = ""

    @property
    def id(self) -> str:
        return self.tip.id


class TipPage(msgspec.Struct, frozen=True):
    """A window of rows. ``total`` counts all that match (at least that many where ``total_capped``).

    ``counts`` are the sizes of the tabs for the same district and holder, without the searched text. ``unindexed`` is
    how many tips the search has not been through yet, 0 when the answer is complete.
    """

    rows: tuple[TipRow, ...]
    total: int
    counts: dict[Tab, int]
    total_capped: bool = False
    unindexed: int = 0


class PhotoView(msgspec.Struct, frozen=True):
    """A photo; ``here`` when its bytes are on this device, ``unsent`` while they still have to go to the server."""

    photo: Photo
    here: bool
    unsent: bool


class TipDetail(msgspec.Struct, frozen=True):
    """Everything about one tip. ``unsent`` are the ids of tips, notes, photos and messages that only this device has.

    ``gone`` when the server no longer gives this tip to the device but unsent changes keep it. ``online`` when it was
    read from the server and is not on this device at all: nothing can be recorded on it here; so many parts of it were
    then ``unreadable``.
    """

    tip: Tip
    contact: Contact | None
    notes: tuple[TipNote, ...]
    photos: tuple[PhotoView, ...]
    story: tuple[StoryLine, ...]
    pending: tuple[OutboxEntry, ...]
    allowed: frozenset[str]
    unsent: frozenset[str] = frozenset()
    gone: bool = False
    online: bool = False
    unreadable: int = 0
    messages: tuple[Message, ...] = ()


class Face(msgspec.Struct, frozen=True):
    """What is drawn and written of a tip on the map, of all that its document says."""

    category: str
    title: str


class Marker(msgspec.Struct, frozen=True):
    """A tip on the map."""

    id: str
    lat: float
    lon: float
    status: Status
    category: str
    title: str
    overdue: bool
    unsent: bool
