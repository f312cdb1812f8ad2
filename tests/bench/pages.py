"""Residents' pages on PostgreSQL beside 200,000 tips and 100,000 ratings: alone, and ten minutes beside fifty devices.

Who reads and sends is a process of its own, so that the devices' work is not in its times; each comes from another
address. The server, the pages' process and the database share the machine with all of them.
"""

import http.client
import multiprocessing
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from itertools import count, cycle
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

import msgspec

from app.districts.domain import District
from app.values import Place
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.intake.account.repository import open_to, renew
from sync.server.published import service as published
from sync.server.ratings import releases, surface
from tests.bench.ratings import fill_ratings
from tests.bench.row import Row, row
from tests.faults.city import City, made_up_tips
from tests.faults.device import FieldDevice
from tests.faults.server_process import ServerProcess
from tests.postgres_cluster import SUPERUSER, PostgresCluster
from tests.sync.server.filed import IncomingTip
from tests.sync.server.station import box

TIPS: Final = 200_000
DEVICES: Final = 50
MINUTES: Final = 10.0
READS: Final = 20
POSTS: Final = 5
FLOOD: Final = 100
FLOOD_SECONDS: Final = 60.0
BETWEEN_ROUNDS: Final = 30.0
"""Seconds from one round of a device to its next, as a device keeps while its screens are open."""
AREAS: Final = tuple(
    District(f"d{south * 3 + west}", f"Lokalita {south * 3 + west}", box(13.37 + 0.03 * west, 50.43 + 0.02 * south,
                                                                         13.40 + 0.03 * west, 50.45 + 0.02 * south))
    for south in range(3) for west in range(3)
)  # fmt: skip
_ACCOUNT: Final = "okrskar_residents"
_MAP: Final = "/mapa-bezpeci"
_FORM: Final = "/podnet/popis?category=light"
_READ: Final = (
    "/",
    "/podnet",
    _FORM,
    _MAP,
    "/hodnotit",
    "/hodnotit/jak?spot=50.4600,13.4150",
    "/straznik",
    "/soukromi",
)
_RATED: Final = {"part": "night", "answer": "rather_unsafe", "frequency": "daily", "homepage": ""}
_MS: Final = 1000.0
_PARTS: Final = 3


@dataclass(slots=True)
class Load:
    """What the process that reads and sends saw: seconds by path, and how often each status."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)


class Resident:
    """Asks over one kept connection, each time as somebody from another network."""

    def __init__(self, port: int, seed: int, load: Load, network: str = "") -> None:
        self._load, self._chance, self._network = load, Random(seed), network
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, method: str, path: str, body: str | None = None, cookie: str = "") -> tuple[str, str]:
        """The text, and the cookie that came."""
        address = ".".join(str(self._chance.randrange(1, 255)) for _ in range(4))
        if self._network:
            address = f"{self._network}.{address.rpartition('.')[2]}"
        headers = {"x-forwarded-for": address, "cookie": cookie, "sec-fetch-site": "same-origin"}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        began = perf_counter()
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        named = path.partition("?")[0]
        self._load.seconds.setdefault(f"{method} {named}", []).append(perf_counter() - began)
        self._load.statuses[answer.status] += 1
        return text, (answer.headers.get("set-cookie") or "").partition(";")[0]

    def rate(self) -> None:
        """Open the form of a place and send it."""
        spot = f"{50.432 + self._chance.random() * 0.056:.4f},{13.372 + self._chance.random() * 0.086:.4f}"
        text, cookie = self.ask("GET", f"/hodnotit/jak?spot={spot}")
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
        self.ask(
            "POST", "/hodnotit/odeslat", urlencode({name: unescape(value) for name, value in found} | _RATED), cookie
        )


def _paced(per_second: float, until: Event) -> Iterator[None]:
    """Turns at this pace; who comes late is not waited for."""
    began = perf_counter()
    for number in count():
        if until.wait(max(0.0, began + number / per_second - perf_counter())):
            return
        yield


def _reads(port: int, until: Event, load: Load) -> None:
    resident, paths = Resident(port, 1, load), cycle(_READ)
    for _ in _paced(READS, until):
        resident.ask("GET", next(paths))


def _sends(port: int, until: Event, load: Load) -> None:
    resident = Resident(port, 2, load)
    for _ in _paced(POSTS, until):
        resident.rate()


def _floods(port: int, until: Event) -> None:
    """A hundred forms a second from one network, by eight hands that wait for no answer longer than they must."""
    load = Load()
    hands = [Resident(port, 10 + number, load, network="203.0.113") for number in range(8)]

    def work(hand: Resident) -> None:
        for _ in _paced(FLOOD / len(hands), until):
            hand.ask("POST", "/hodnotit/odeslat", urlencode(_RATED | {"token": "x" * 43, "form": "x"}))

    threads = [threading.Thread(target=work, args=(hand,)) for hand in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _people(port: int, until: Event, told: "multiprocessing.Queue[Load]") -> None:
    loads = (Load(), Load())
    reading = threading.Thread(target=_reads, args=(port, until, loads[0]))
    reading.start()
    _sends(port, until, loads[1])
    reading.join()
    together = Load(dict(loads[0].seconds), loads[0].statuses + loads[1].statuses)
    for name, seconds in loads[1].seconds.items():
        together.seconds.setdefault(name, []).extend(seconds)
    told.put(together)


@dataclass(slots=True)
class Town:
    """The servers of a town of this size, and its devices."""

    folder: Path
    city: City
    main: ServerProcess
    pages: ServerProcess
    devices: list[FieldDevice] = field(default_factory=list)

    def close(self) -> None:
        """End it all."""
        self.pages.kill()
        self.main.kill()
        self.city.close()


def _moved(one: IncomingTip, chance: Random) -> IncomingTip:
    """The same tip where the town is."""
    place = Place(
        50.432 + chance.random() * 0.056,
        13.372 + chance.random() * 0.086,
        one.tip.place.address if one.tip.place else "",
    )
    return msgspec.structs.replace(one, tip=msgspec.structs.replace(one.tip, place=place))


def built(folder: Path, cluster: PostgresCluster, tips: int = TIPS, devices: int = DEVICES) -> Town:
    """A town with its tips, ratings, public map and devices that have all of it."""
    url = cluster.url(cluster.create())
    city, chance = City(url, folder / "files", len(AREAS)), Random(3)
    with city.server.database.write() as connection:
        publish(connection, DistrictService(city.server).replace_all(connection, AREAS).steps, city.server.now())
    made_up = made_up_tips(tips, len(AREAS))
    for start in range(0, tips, 5_000):
        city.file([_moved(one, chance) for one in made_up[start : start + 5_000]])
    del made_up
    fill_ratings(city.server, datetime.now(UTC))
    city.server.database.durably(lambda connection: surface.make(connection, city.server))
    city.server.database.durably(lambda connection: releases.make(connection, city.server))
    city.server.database.durably(lambda connection: published.make(connection, city.server))
    open_to(city.server.database, _ACCOUNT)
    with city.server.database.write() as connection:
        renew(connection)
    main = ServerProcess(url, folder / "files", folder / "main.log")
    own = url.replace(f"//{SUPERUSER}@", f"//{_ACCOUNT}@")
    options = ("--trusted-proxy", "127.0.0.1")
    pages = ServerProcess(own, folder / "pages", folder / "pages.log", command="serve-residents", options=options)
    main.start()
    pages.start()
    town = Town(folder, city, main, pages)
    for number in range(devices):
        area = AREAS[number % len(AREAS)].id
        owner = city.person(f"officer{number}")
        city.grant(owner, area)
        transport = Transport(Origin(main.origin))
        town.devices.append(FieldDevice(folder / f"device{number}", owner, transport, city.enrolled(owner, transport)))
    return town


def _p95(seconds: list[float]) -> list[float]:
    """The 95th percentile of each third of the time, in ms."""
    size = max(20, len(seconds) // _PARTS)
    parts = [seconds[at : at + size] for at in range(0, size * _PARTS, size)]
    return [_MS * statistics.quantiles(one, n=20)[-1] for one in parts if len(one) >= _PARTS]


def _resident_mb(server: ServerProcess) -> float:
    text = Path(f"/proc/{server.group}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    assert found is not None
    return int(found[1]) / 1024


def _rounds(town: Town, until: Event, quiet: list[float], faults: list[str]) -> None:
    """Each device in its turn, all of them in so many seconds."""
    turns = cycle(town.devices)
    for _ in _paced(len(town.devices) / BETWEEN_ROUNDS, until):
        began = perf_counter()
        report = next(turns).round()
        if isinstance(report, RoundDone):
            quiet.append(perf_counter() - began)
        else:
            faults.append(type(report).__name__)


def alone(town: Town) -> list[Row]:
    """The two pages with nobody else about."""
    load = Load()
    resident = Resident(town.pages.port, 5, load)
    for _ in range(200):
        for path in (_MAP, _FORM):
            resident.ask("GET", path)
    return [
        row("public safety map, alone: p95", _p95(load.seconds[f"GET {_MAP}"]), "ms", at_most=50),
        row("form of a tip, alone: p95", _p95(load.seconds["GET /podnet/popis"]), "ms", at_most=30),
    ]


def together(town: Town, minutes: float = MINUTES) -> list[Row]:
    """Twenty read and five rate in a second while fifty devices make their rounds."""
    context = multiprocessing.get_context("spawn")
    until, told = context.Event(), context.Queue()
    people = context.Process(target=_people, args=(town.pages.port, until, told))
    rounds: list[float] = []
    faults: list[str] = []
    devices = threading.Thread(target=_rounds, args=(town, until, rounds, faults))
    memory: dict[str, list[float]] = {"pages": [], "main": []}
    people.start()
    devices.start()
    ends = time.monotonic() + minutes * 60
    while not until.wait(min(5.0, max(0.0, ends - time.monotonic()))) and time.monotonic() < ends:
        memory["pages"].append(_resident_mb(town.pages))
        memory["main"].append(_resident_mb(town.main))
    until.set()
    load: Load = told.get(timeout=180)
    people.join()
    devices.join()
    broken = sum(number for status, number in load.statuses.items() if status >= 500) + len(faults)
    lines = [
        row(
            f"{READS} reads and {POSTS} ratings a second, {DEVICES} devices: answers that are faults",
            [broken],
            "",
            at_most=0,
            exact=True,
        ),
        row("answers in that time", [load.statuses.total()], "", exact=True),
        row("ratings taken down in that time", [load.statuses[303]], "", exact=True),
        row("public safety map beside it: p95", _p95(load.seconds[f"GET {_MAP}"]), "ms", at_most=50),
        row("form of a tip beside it: p95", _p95(load.seconds["GET /podnet/popis"]), "ms", at_most=30),
        row("sending a rating beside it: p95", _p95(load.seconds["POST /hodnotit/odeslat"]), "ms"),
        row("a whole round of a device beside it", [_MS * one for one in rounds], "ms"),
    ]
    for name, found in memory.items():
        third = max(1, len(found) // _PARTS)
        grown = statistics.median(found[-third:]) - statistics.median(found[third : 2 * third] or found)
        lines.append(row(f"memory of the {name} process", found, "MB"))
        lines.append(
            row(f"memory of the {name} process: last third less the one before", [grown], "MB", at_most=10, exact=True)
        )
    return lines


def flooded(town: Town, seconds: float = FLOOD_SECONDS) -> list[Row]:
    """A hundred forms a second come from one network: others read and send as before."""
    context = multiprocessing.get_context("spawn")
    until, told = context.Event(), context.Queue()
    flood = context.Process(target=_floods, args=(town.pages.port, until))
    people = context.Process(target=_people, args=(town.pages.port, until, told))
    flood.start()
    people.start()
    time.sleep(seconds)
    until.set()
    load: Load = told.get(timeout=180)
    flood.join()
    people.join()
    refused = sum(number for status, number in load.statuses.items() if status >= 400)
    reads = [one for name, times in load.seconds.items() if name.startswith("GET") for one in times]
    return [
        row(f"{FLOOD} forms a second from one network: others refused", [refused], "", at_most=0, exact=True),
        row("answers to the others in that time", [load.statuses.total()], "", exact=True),
        row("a page for the others beside it: p95", _p95(reads), "ms"),
    ]


def quiet(town: Town) -> list[Row]:
    """Rounds with nothing new while nobody else asks: what is asked, from the question to the whole answer."""
    taken: list[float] = []
    for device in town.devices:
        device.round()
        began = perf_counter()
        assert isinstance(device.round(), RoundDone)
        taken.append(_MS * (perf_counter() - began))
    return [row("round with nothing new beside 200,000 tips, device and server", taken, "ms", at_most=15)]


def run() -> list[Row]:
    """All of it."""
    folder = Path(tempfile.mkdtemp(prefix="okrskar-bench-pages-"))
    cluster = PostgresCluster(durable=True)
    try:
        town = built(folder, cluster)
        try:
            for device in town.devices:
                report = device.round()
                assert isinstance(report, RoundDone), report
            return [*alone(town), *quiet(town), *together(town), *flooded(town)]
        finally:
            town.close()
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
