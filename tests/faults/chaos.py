"""Process chaos: a real server with two workers, real device processes behind a faulty network, and kill -9 for all.

One schedule is a seed: it draws the kills, the moves of duties and the faults of connections. When its time is over,
everything is let to end in peace and the history is checked against the invariants.
"""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import psycopg
from sqlalchemy.engine import make_url

from app.accounts.domain import Role
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from tests.faults.checker import Violation, check_quiet, require
from tests.faults.city import City, made_up_tips
from tests.faults.device_process import Orders, open_device
from tests.faults.forked import Forked
from tests.faults.proxy import FaultProxy, any_fault
from tests.faults.server_process import ServerProcess
from tests.sync.server import schema

PEOPLE = (("anna", Role.OFFICER), ("boris", Role.OFFICER), ("sylva", Role.SUPERVISOR))


@dataclass(slots=True)
class Outcome:
    """What one schedule did and found."""

    seed: int
    database: str
    operations: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    violation: str = ""


class Chaos:
    """The processes of one schedule, in ``folder``."""

    def __init__(self, folder: Path, url: str, seed: int, *, mutant: str = "", share: float = 0.25) -> None:
        self.folder, self.url, self.mutant = folder, url, mutant
        self.chance = random.Random(seed)
        folder.mkdir(parents=True)
        self.city = City(url, folder / "files", districts=2)
        self.server = ServerProcess(url, folder / "files", folder / "server.log", workers=2, mutant=mutant)
        self.server.start()
        faults = random.Random(seed + 1)
        self.proxy = FaultProxy(self.server.port, lambda: any_fault(faults, share))
        self.outcome = Outcome(seed, make_url(url).get_backend_name())
        self.processes: dict[str, Forked] = {}
        self.orders: dict[str, Orders] = {}
        self.people: dict[str, str] = {}

    def prepare(self, seconds: float) -> None:
        """Enrol everyone's device and write its orders."""
        straight = Transport(Origin(self.server.origin))
        for number, (name, role) in enumerate(PEOPLE):
            districts = [f"d{number}"] if role is Role.OFFICER else []
            self.people[name] = self.city.person(name, role, *districts)
        self.city.file(made_up_tips(10, 2))
        officers = tuple(self.people[name] for name, role in PEOPLE if role is Role.OFFICER)
        for name, role in PEOPLE:
            key = self.city.enrolled(self.people[name], straight)
            self.orders[name] = Orders(
                origin=self.proxy.url,
                officer_id=self.people[name],
                device_id=key.device_id,
                private=key.private.hex(),
                supervisor=role is Role.SUPERVISOR,
                districts=2,
                seed=self.chance.randrange(2**31),
                seconds=seconds * 20 + 60,
                others=officers,
            )
        straight.close()

    def launch(self, name: str) -> None:
        """Start a device's process, with a new seed each time."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        orders = msgspec.structs.replace(self.orders[name], seed=self.chance.randrange(2**31))
        (folder / "orders.json").write_bytes(msgspec.json.encode(orders))
        self.processes[name] = Forked("tests.faults.device_process", [str(folder)], os.environ, folder / "device.log")

    def strike(self) -> None:
        """One blow, drawn from the seed."""
        blow = self.chance.choice(["device", "device", "server", "worker", "backend", "duty", "duty"])
        match blow:
            case "device":
                name = self.chance.choice(list(self.processes))
                _kill(self.processes[name])
                self.launch(name)
            case "server":
                self.server.kill()
                self.server.start()
            case "worker":
                self._kill_worker()
            case "backend":
                if not self._kill_backend():
                    return
            case _:
                self._change_duty()
        self.outcome.kills[blow] += 1

    def _kill_worker(self) -> None:
        children = Path(f"/proc/{self.server.group}/task/{self.server.group}/children").read_text().split()
        workers = [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
        if workers:
            os.kill(self.chance.choice(workers), signal.SIGKILL)

    def _kill_backend(self) -> bool:
        """End one of PostgreSQL's backends from within, as its operator or a failing network would."""
        if self.outcome.database != "postgresql":
            return False
        with psycopg.connect(make_url(self.url).set(drivername="postgresql").render_as_string(), autocommit=True) as c:
            query = (
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "ORDER BY (state = 'active') DESC, random() LIMIT 1"
            )
            row = c.execute(query).fetchone()
            if row is not None:
                c.execute("SELECT pg_terminate_backend(%s)", (row[0],))
        return row is not None

    def _change_duty(self) -> None:
        change = self.city.grant if self.chance.random() < 0.5 else self.city.withdraw
        change(self.people[self.chance.choice(["anna", "boris"])], f"d{self.chance.randrange(2)}")

    def run(self, seconds: float, pause: float = 0.4) -> Outcome:
        """The whole schedule, and the judgement at its end."""
        started = time.monotonic()
        with self.proxy:
            try:
                self.prepare(seconds)
                for name in self.orders:
                    self.launch(name)
                self._wait_for_first_rounds()
                left = seconds
                while left > 0:
                    nap = self.chance.uniform(pause / 2, pause * 1.5)
                    time.sleep(nap)
                    left -= nap
                    self.strike()
                self._end_devices()
                self.judge()
            except Violation as violation:
                self.outcome.violation = str(violation)
            finally:
                self._end_devices()
                self.server.kill()
                self.city.close()
        self.outcome.faults = self.proxy.hits
        self.outcome.seconds = time.monotonic() - started
        return self.outcome

    def _wait_for_first_rounds(self, longest: float = 60.0) -> None:
        """Until every device has been through a whole round: before that there is little to break."""
        until = time.monotonic() + longest
        while time.monotonic() < until:
            texts = [self.folder / name / "counts.json" for name in self.orders]
            if all(path.exists() and "RoundDone" in path.read_text() for path in texts):
                return
            time.sleep(0.05)

    def _end_devices(self) -> None:
        for process in self.processes.values():
            _kill(process)

    def judge(self) -> None:
        """Let every device come to rest over a good network, with the mutant still in place, then check everything."""
        orders = {name: msgspec.structs.replace(one, origin=self.server.origin) for name, one in self.orders.items()}
        devices = [open_device(self.folder / name, one) for name, one in orders.items()]
        try:
            for _ in range(2):
                for device in devices:
                    report = device.round()
                    for _again in range(3):
                        if isinstance(report, RoundDone):
                            break
                        report = device.round()
                    require(isinstance(report, RoundDone), "I6", f"{device.folder.name} ends in peace as {report}")
            check_quiet(self.city.server.database, devices, self.city.server.now())
            with self.city.server.database.read() as connection:
                self.outcome.operations = len(connection.execute(schema.receipt.select()).all())
        finally:
            for device in devices:
                device.stop()
                device.transport.close()


def _kill(process: Forked) -> None:
    process.kill()
    process.wait()
