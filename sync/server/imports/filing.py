"""Files drafts in slices, each one transaction: what is filed stays filed, and a second run goes on where one ended."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.engine import Connection

from app.accounts.domain import Role
from sync.server.accounts import repository as accounts
from sync.server.accounts.people import NewAccount, add_account, row_steps
from sync.server.feed.publish import Step, publish
from sync.server.imports.incoming import incoming
from sync.server.imports.record import record
from sync.server.imports.tips import Reading
from sync.server.service import Server
from sync.server.tips.repository import known_ids
from sync.server.tips.service import IncomingTip, TipService

IMPORT_LOGIN = "import"
SLICE = 2_000


@dataclass(slots=True)
class Result:
    """How many tips are new, how many were here or were erased, and how many of the new fell into each district."""

    filed: int = 0
    known: int = 0
    by_district: Counter[str] = field(default_factory=Counter)


def fresh(reading: Reading, known: set[str], by: str = "") -> list[IncomingTip]:
    """The tips of a file that are not known yet, worked on by the account ``by``."""
    items = (incoming(draft, reading.mapping, lambda _: by) for draft in reading.drafts)
    return list({item.tip.id: item for item in items if item.tip.id not in known}.values())


def file_all(server: Server, reading: Reading, file: Path, progress: Callable[[int, int], None]) -> Result:
    """File what is new. Each slice is written, recorded and published together."""
    with server.database.write() as connection:
        by, steps = _importer(connection, server)
        publish(connection, steps, server.now())
        known = known_ids(connection)
    new = fresh(reading, known, by)
    result = Result(known=len(reading.drafts) - len(new))
    for start in range(0, max(len(new), 1), SLICE):
        with server.database.write() as connection:
            filed = TipService(server).file_many(connection, new[start : start + SLICE])
            record(
                connection, server.now(), "tips.import", file, filed=len(filed.tips), known=result.known,
                left_out=len(reading.faults),
            )  # fmt: skip
            publish(connection, filed.steps, server.now())
        result.filed += len(filed.tips)
        result.by_district.update(tip.district_id for tip in filed.tips)
        progress(min(start + SLICE, len(new)), len(new))
    return result


def _importer(connection: Connection, server: Server) -> tuple[str, list[Step]]:
    """The account that stands for the people of other systems: it can not sign in."""
    known = accounts.account_id(connection, IMPORT_LOGIN)
    if known is not None:
        return known, []
    now = server.now()
    officer_id = add_account(connection, NewAccount(IMPORT_LOGIN, "Převzato z jiného systému", Role.ANALYST), now)
    accounts.set_account(connection, officer_id, active=False)
    return officer_id, row_steps(connection, now, officer_id)
