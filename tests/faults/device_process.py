"""One device in a process of its own, driven by a seed: it works, syncs and is killed without notice.

``python -m tests.faults.device_process FOLDER`` reads ``orders.json`` there and runs until it is killed or its time is
over.
"""

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAccept, TipAssign, TipClose, TipEdit, TipFile, TipNoteAdd
from sync.client.backoff import Backoff
from sync.client.credentials import DeviceKey
from sync.client.origin import Origin
from sync.client.transport import Transport
from tests.faults.device import FieldDevice
from tests.faults.mutants import mutated
from tests.faults.places import place_in


class Orders(msgspec.Struct, frozen=True):
    """What a device process is told: whose it is, where its server is, how long and from which seed it works."""

    origin: str
    officer_id: str
    device_id: str
    private: str
    supervisor: bool
    districts: int
    seed: int
    seconds: float
    others: tuple[str, ...] = ()
    mutant: str = ""
    poison: float = 0.05


def open_device(folder: Path, orders: Orders) -> FieldDevice:
    """The device of these orders, as its last process left it."""
    key = DeviceKey(orders.device_id, bytes.fromhex(orders.private))
    transport = Transport(Origin(orders.origin))
    return FieldDevice(folder, orders.officer_id, transport, key, page_rows=20)


def _change(device: FieldDevice, orders: Orders, chance: random.Random) -> None:
    rows = device.query("SELECT id, version FROM tip ORDER BY n DESC LIMIT 12")
    if not rows or chance.random() < 0.25:
        district = chance.randrange(orders.districts)
        place = place_in(district, chance.randrange(80))
        device.record(new_id(), TipFile(title="Lampa", category="light", place=place, contact_name="Občan"))
        return
    row = chance.choice(rows)
    if chance.random() < orders.poison:
        device.record_raw("tip.nonsense", row.id, {"a": [1, {"b": None}]})
        return
    if orders.supervisor and chance.random() < 0.5:
        holder = chance.choice([None, *orders.others])
        operation = TipAssign(holder_id=holder, district_id=f"d{chance.randrange(orders.districts)}")
        device.record(row.id, operation, base=row.version)
        return
    match chance.randrange(6):
        case 0 | 1:
            device.record(row.id, TipNoteAdd(note_id=new_id(), text=f"Poznámka {chance.randrange(1000)}"))
        case 2:
            device.record(row.id, TipAccept(seen=Status.NEW))
        case 3:
            device.record(row.id, TipClose(seen=Status.ACCEPTED, outcome=Outcome(OutcomeKind.SOLVED)))
        case 4:
            device.record(row.id, TipEdit(field="title", base="Lampa", value=f"Slovo {chance.randrange(9)}"))
        case _:
            device.record(new_id(), PatrolNoteAdd(district_id=f"d{chance.randrange(orders.districts)}", text="Klid"))


def work(folder: Path, orders: Orders) -> None:
    """Change and sync until the time is over."""
    chance = random.Random(orders.seed)
    device = open_device(folder, orders)
    until = time.monotonic() + orders.seconds
    counts: dict[str, int] = {}
    backoff = Backoff(chance.random)
    while time.monotonic() < until:
        for _ in range(chance.randrange(1, 4)):
            _change(device, orders, chance)
        report: Any = device.round()
        name = type(report).__name__
        counts[name] = counts.get(name, 0) + 1
        (folder / "counts.json").write_text(json.dumps(counts))
        if name == "RoundDone":
            backoff.reset()
        else:
            time.sleep(min(0.5, backoff.failed()))
    device.stop()


def main() -> int:
    """Run the orders of a folder."""
    folder = Path(sys.argv[1])
    orders = msgspec.json.decode((folder / "orders.json").read_bytes(), type=Orders)
    if orders.mutant:
        with mutated(orders.mutant):
            work(folder, orders)
    else:
        work(folder, orders)
    return 0


if __name__ == "__main__":
    sys.exit(main())
