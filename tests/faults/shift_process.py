"""A short shift on the app's own services in a process of its own, which a crash point may end anywhere.

``python -m tests.faults.shift_process FOLDER DISTRICT DAYS``: whatever of the shift is not done yet is done, then
rounds go on until one goes through. ``DAYS`` shifts the device's clock. Started again, it goes on where it was.
"""

import io
import sys
from datetime import timedelta
from pathlib import Path

from PIL import Image

from app.identifiers import new_id
from app.outbox.views import Recorded
from app.session import DeviceSession, open_session
from app.tips.operations import TipFile, TipNoteAdd
from sync.client.backoff import Backoff
from sync.client.cancel import Cancel
from sync.client.credentials import DeviceKey, SignedIn
from sync.client.engine import SyncEngine
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from tests.faults.device import DATA_KEY, ShiftedClock
from tests.faults.places import place_in

ROUNDS = 60
SLIP = "Omyl"


def picture(district: int) -> bytes:
    """A small photo, the same each time in a district."""
    out = io.BytesIO()
    Image.effect_mandelbrot((640, 480), (-2.0, -1.5, 1.0 + district / 100, 1.5), 60).convert("RGB").save(
        out, "JPEG", quality=90
    )
    return out.getvalue()


def shift(session: DeviceSession, district: int) -> None:
    """File a tip with a note and a photo, and take another one back."""
    done = {entry.kind for entry in session.outbox.entries()}
    if "tip.file" not in done:
        session.tips.file(TipFile(title="Lampa", category="light", place=place_in(district), contact_name="Občan"))
    entries = session.outbox.entries()
    tip = next(entry.target for entry in entries if entry.kind == "tip.file")
    if "tip.note" not in done:
        session.tips.act(tip, TipNoteAdd(note_id=new_id(), text="Byl jsem tam"))
    if "tip.photo" not in done:
        added = session.tips.add_photo(tip, picture(district))
        assert isinstance(added, Recorded), added
    if not _has_withdrawn(session):
        slips = [entry for entry in session.outbox.entries() if entry.payload.get("text") == SLIP]
        if not slips:
            session.tips.act(tip, TipNoteAdd(note_id=new_id(), text=SLIP))
            slips = [entry for entry in session.outbox.entries() if entry.payload.get("text") == SLIP]
        assert session.outbox.withdraw(slips[0].operation_id) is True


def _has_withdrawn(session: DeviceSession) -> bool:
    with session.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM outbox WHERE kind = 'withdrawn'")
        return bool(rows.scalar_one())


def main() -> int:
    """Do the shift, sync, index. Exit code 1 if no round went through."""
    clock = ShiftedClock(shift=timedelta(days=int(sys.argv[3])))
    session = open_session(Path(sys.argv[1]), DATA_KEY, clock=clock)
    assert isinstance(session, DeviceSession), session
    if session.exchange.last_contact() is None:
        shift(session, int(sys.argv[2]))
    identity = session.identity
    assert identity is not None
    signed = SignedIn(Transport(Origin(identity.server)), DeviceKey(identity.device_id, identity.private_key))
    engine = SyncEngine(session.exchange, signed, clock, session.wipe)
    backoff = Backoff()
    for _ in range(ROUNDS):
        if isinstance(engine.round(Cancel()), RoundDone):
            while session.tips.index_some():
                pass
            session.close()
            return 0
        Cancel().wait(min(0.5, backoff.failed()))
    return 1


if __name__ == "__main__":
    sys.exit(main())
