"""Taking in ratings by any door, and what their raters may read again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from app.ratings.domain import Answer, Part, RatingChannel, RatingForm, SeenRating
from app.ratings.form import Fault, Flaw, Refused, Stands, believed, stands
from app.safety.grid import cells_of, name_of, stored_position
from app.safety.settings import SurfaceSettings
from sync.server.accounts import tries
from sync.server.accounts.tries import TooMany, network_of
from sync.server.ground.moments import instant, moment
from sync.server.privacy.service import deadlines
from sync.server.ratings import repository
from sync.server.ratings.codes import digest_of, new_code
from sync.server.ratings.pseudonyms import Pseudonyms, nobody
from sync.server.remarks import repository as remarks
from sync.server.service import Server

SETTINGS: Final = SurfaceSettings()
"""The numbers of the surface: those of ``okrskar-server analyse surface`` where it is told nothing."""
_CODE_TRIES: Final = 10
_MOST_SEEN: Final = 50
_OUTSIDE: Final = Refused((Flaw("place", Fault.OUTSIDE),))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A rating as a door hands it over.

    ``browser``: the secret that the rater's browser keeps; empty where each rating is somebody else's (paper, a kiosk).
    ``source``: which class, poster or batch, where there is one. ``code``: the hash of a code that the door has given
    to the rater already; empty: one is made. ``id``: that of the door's own row, so that handing it over a second time
    has no effect; empty: a new one.
    """

    form: RatingForm
    channel: RatingChannel
    browser: str = ""
    source: str = ""
    code: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The rating is kept. ``code`` is shown to the rater once; empty where the door gave one, or it was here before."""

    id: str
    cell: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """There is no rating of that code."""


def accept(connection: Connection, server: Server, incoming: Sequence[Incoming]) -> list[Accepted | Refused]:
    """Keep ratings, in their order; the answers in the same order. Raises OSError where a key can not be read.

    Of one respondent, cell and part of the day one rating counts in thirty days: the later one. A time that is not to
    be believed is replaced by the server's. What lies in no district is refused.
    """
    districts = server.lookups.get(connection).districts
    lat = np.array([one.form.lat for one in incoming], dtype=np.float64)
    lon = np.array([one.form.lon for one in incoming], dtype=np.float64)
    inside = districts.locate(lon, lat) >= 0
    cells = np.zeros(lat.size, dtype=np.int64)
    cells[inside] = cells_of(lat[inside], lon[inside], SETTINGS.resolution)
    intake = _Intake(connection, server, [one for one, is_in in zip(incoming, inside.tolist(), strict=True) if is_in])
    answers: list[Accepted | Refused] = [
        intake.take(one, cell) if is_in else _OUTSIDE
        for one, cell, is_in in zip(incoming, cells.tolist(), inside.tolist(), strict=True)
    ]
    intake.write()
    return answers


class _Intake:
    """One batch: what is known of its respondents, and what is to be written."""

    def __init__(self, connection: Connection, server: Server, incoming: Sequence[Incoming]) -> None:
        self._connection = connection
        self._now = server.settings.clock()
        self._exact = timedelta(days=deadlines(connection)["points"])
        self._pseudonyms = Pseudonyms(server.settings.files)
        self._known = repository.known(connection, [one.id for one in incoming if one.id])
        fresh = [one for one in incoming if one.id not in self._known]
        self._people = {one.browser: self._pseudonyms.of(one.browser, self._now) for one in fresh if one.browser}
        repository.lock_raters(connection, (self._people[one.browser][0] for one in fresh if one.browser))
        self._kept: dict[tuple[int, int, str], list[tuple[datetime, str]]] = defaultdict(list)
        self._replaced: dict[str, str] = {}
        self._done: set[str] = set()
        present = {before: people[0] for people in self._people.values() for before in people}
        for row in repository.all_of(connection, sorted(present)):
            self._kept[present[row.respondent], row.cell, row.part].append((moment(row.at), row.id))
            if row.replaced_by is not None:
                self._done.add(row.id)
        self._rows: dict[str, dict[str, object]] = {}

    def take(self, one: Incoming, cell: int) -> Accepted:
        if one.id in self._known:
            return Accepted(one.id, name_of(self._known[one.id]))
        code = "" if one.code else new_code()
        row_id, at = one.id or new_id(), believed(one.form.at, self._now)
        self._known[row_id] = cell
        respondent = self._people[one.browser][0] if one.browser else nobody()
        self._rows[row_id] = self._row(one, row_id, at) | {
            "respondent": respondent,
            "cell": cell,
            "code": one.code or digest_of(code),
        }
        if one.browser:
            self._settle(row_id, (respondent, cell, one.form.part.value), at)
        return Accepted(row_id, name_of(cell), code)

    def _settle(self, row_id: str, key: tuple[int, int, str], at: datetime) -> None:
        """Which of the respondent's ratings of this cell and part of the day count from now on, in whatever order."""
        for known_at, known_id in self._kept[key]:
            match stands(at, known_at):
                case Stands.NEWER if known_id not in self._done:
                    self._replaced.setdefault(known_id, row_id)
                case Stands.OLDER:
                    self._replaced.setdefault(row_id, known_id)
                case Stands.NEWER | Stands.BOTH:
                    pass
        self._kept[key].append((at, row_id))

    def _row(self, one: Incoming, row_id: str, at: datetime) -> dict[str, object]:
        form = one.form
        is_old = at < self._now - self._exact
        lat, lon = stored_position(form.lat, form.lon) if is_old else (form.lat, form.lon)
        return {
            "id": row_id,
            "lat": lat,
            "lon": lon,
            "is_snapped": is_old and not one.id,  # the door's own row still has the point
            "part": form.part.value,
            "answer": form.answer.value,
            "frequency": form.frequency and form.frequency.value,
            "tags": ",".join(form.tags),
            "age": form.age and form.age.value,
            "sex": form.sex and form.sex.value,
            "remark": form.remark,
            "channel": one.channel.value,
            "source": one.source,
            "at": instant(at),
            "received_at": instant(self._now),
            "replaced_by": None,
            "burst_id": None,
        }

    def write(self) -> None:
        for old, new in self._replaced.items():
            if old in self._rows:
                self._rows[old]["replaced_by"] = new
        repository.add(self._connection, list(self._rows.values()))
        remarks.add(self._connection, [one for one, row in self._rows.items() if row["remark"]], instant(self._now))
        repository.replace(self._connection, [pair for pair in self._replaced.items() if pair[0] not in self._rows])


def seen_by_code(server: Server, code: str, address: str) -> SeenRating | UnknownCode | TooMany:
    """The rating of a code, for whoever has it; wrong codes of one network are limited."""
    subject = f"code of a rating {network_of(address)}"
    if (too_many := tries.count(server, {subject: _CODE_TRIES})) is not None:
        return too_many
    digest = digest_of(code)
    with server.database.read() as connection:
        row = repository.by_code(connection, digest) if digest is not None else None
    if row is None:
        return UnknownCode()
    tries.forget(server, subject)
    return _seen(row)


def seen_by_browser(connection: Connection, server: Server, browser: str) -> list[SeenRating]:
    """The newest ratings of a browser that count, at most 50. Raises OSError."""
    people = Pseudonyms(server.settings.files).of(browser, server.settings.clock())
    return [_seen(row) for row in repository.by_respondents(connection, people, _MOST_SEEN)]


def _seen(row: Any) -> SeenRating:
    return SeenRating(row.id, name_of(row.cell), Part(row.part), Answer(row.answer), row.at)
