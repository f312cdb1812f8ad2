"""A small city with something on every page, and the two real processes that serve it over TLS."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
import sqlalchemy as sa

from app.accounts.domain import Role
from app.districts.domain import Category, District
from app.duty.domain import AbsenceKind, Span
from app.identifiers import new_id
from app.patrols.operations import PatrolNoteAdd
from app.ratings.domain import Answer
from app.tips.domain import Outcome, OutcomeKind, Status
from app.tips.operations import TipAsk, TipClose, TipFile
from app.values import Place
from sync.server.accounts import duties, people, sessions
from sync.server.accounts.callers import Caller
from sync.server.accounts.duties import DutyKind
from sync.server.basemap import wkb
from sync.server.basemap.build import build_drawn
from sync.server.basemap.index import Index
from sync.server.basemap.layers import Collected
from sync.server.basemap.offer import offer
from sync.server.basemap.outcomes import Built
from sync.server.demo.invitations import BODIES, EVENTS, PLACES, PRIORITIES
from sync.server.demo.people import PEOPLE
from sync.server.demo.told import tell
from sync.server.districts.service import DistrictService
from sync.server.districts.usual import CATEGORIES, usual_templates
from sync.server.duty import service as duty
from sync.server.feed.publish import publish
from sync.server.ground.moments import instant
from sync.server.mail.relay import MailKey
from sync.server.paper.sheets import service as sheets
from sync.server.published import service as published
from sync.server.ratings import surface
from sync.server.showing.domain import Audience
from tests.browser.judging import words
from tests.faults.server_process import ServerProcess
from tests.sync.client.authority import make_authority, server_certificate
from tests.sync.server import schema
from tests.sync.server.desk.checking.test_pages import sent as held_back
from tests.sync.server.desk.mails.test_pages import waiting
from tests.sync.server.desk.unplaced.test_pages import filed as unplaced
from tests.sync.server.photos.test_router import picture
from tests.sync.server.ratings.given import coming, crowd, hand_over
from tests.sync.server.residents.rating.raters import rate
from tests.sync.server.residents.safety_map.test_pages import release
from tests.sync.server.residents.visitor import Visitor, pages, work
from tests.sync.server.residents.waves.test_pages import begun
from tests.sync.server.showing.town import shown_town
from tests.sync.server.station import DISTRICTS, IN_WEST, WEST, Station, box, open_station

_DAYS: Final = 16
"""Ago it was that all of this happened."""
_NAMES: Final = ("Zahradní", "Březenecká", "Kamenná", "Písečná", "Horní Ves", "Nové Spořice a Pražské pole", "Střed")
_DISTRICTS: Final = (
    *DISTRICTS,
    *(
        District(f"d{number}", name, box(13.0 + number * 0.02, 50.1, 13.02 + number * 0.02, 50.12))
        for number, name in enumerate(_NAMES, 3)
    ),
)
_THIRD: Final = Place(lat=50.11, lon=13.07)
_OTHERS: Final = [one for one in CATEGORIES if one.id != "lighting"]
_STREETS: Final = ("Alešova", "Beethovenova", "Březenecká", "Dostojevského", "Palackého", "Zahradní")


_GIVEN: Final = words(
    " ".join((*_NAMES, *_STREETS, *PLACES, *(one[0] for one in (*BODIES, *PRIORITIES)), *(one.title for one in EVENTS)))
    + """ Město Chomutov, Osvětlení lighting, box, Firefox, doprava@mesto.example.cz, Nebo kdykoli po domluvě.
    Jarní vizitky Nesvítí lampa a je tam tma. u školy Svítí. U školy nesvítí ani jedna lampa. U kterého vchodu to
    přesně je? U lavičky leží rozbité sklo. U zadního vchodu. Je to u garáží. Druhá lampa pořád nesvítí.
    Za školou se pije. Auto na chodníku. Odtaženo. Strážník nás odbyl. Místo: Hluk v noci pod okny Dobrý den Podnět
    Den s policií."""
)
"""Words that people wrote, which are in no language of a page's own."""


@dataclass(frozen=True)
class City:
    """Its two processes; what opens the session of each role; what the paths of pages are made of; what the browser of
    a rater keeps; and the words that people wrote."""

    desk: ServerProcess
    residents: ServerProcess
    secrets: dict[Role, str]
    names: dict[str, str]
    kept: dict[str, str]
    given: frozenset[str]


class _Filling:
    """A station in which things happen, some days ago."""

    def __init__(self, station: Station, visitor: Visitor) -> None:
        self.station, self.server, self.visitor = station, station.server, visitor
        self.people: dict[str, str] = {}

    def found(self) -> None:
        """The districts with their officers, what residents are told, and the map."""
        service, now = DistrictService(self.server), self.station.clock()
        with self.server.database.write() as connection:
            steps = list(service.replace_all(connection, _DISTRICTS).steps)
            steps += service.add_categories(connection, [Category("light", "Osvětlení", working_days=5), *_OTHERS])
            steps += service.add_templates(connection, usual_templates())
            for person in PEOPLE:
                account = people.NewAccount(person.login, person.name, person.role, person.badge, person.phone)
                self.people[person.login] = people.add_account(connection, account, instant(now))
            officers = [self.people[one.login] for one in PEOPLE if one.role is Role.OFFICER]
            for officer_id, district in zip(officers, _DISTRICTS[1:], strict=True):
                duties.grant(connection, officer_id, district.id, DutyKind.PRIMARY, from_at=instant(now))
            duties.grant(connection, officers[0], WEST, DutyKind.BACKUP, from_at=instant(now))
            steps += tell(connection, self.people, [one.id for one in _DISTRICTS], now, 431)
            publish(connection, [*steps, *people.row_steps(connection, instant(now))], instant(now))
        self._draw()

    def _draw(self) -> None:
        collected, index = Collected(), Index()
        for number, name in enumerate(_STREETS):
            lat = 50.03 + number * 0.01
            line = wkb.line(np.array([(13.01, lat), (13.19, lat)]))
            values: dict[str, str | int] = {"class": "residential", "name": name, "tunnel": 0, "link": 0}
            collected.add("roads", line, **values)
            index.street(name, *wkb.middle(line))
            for house in range(12):
                index.house(name, str(house + 1), 13.02 + house * 0.012, lat)
        files = self.server.settings.files
        files.mkdir(parents=True, exist_ok=True)
        built = build_drawn(collected, index.finish(), "Nakresleno pro zkoušku", files / "drawn")
        assert isinstance(built, Built)
        with self.server.database.write() as connection:
            offer(connection, files, built, self.server.now())

    def live(self) -> dict[str, str]:
        """What residents send, what officers do, and what is left to do at the desk; the names of what came of it."""
        station, visitor = self.station, self.visitor
        town = shown_town(station, visitor)
        town.close()
        assert town.cover() is None
        for audience in Audience:
            assert town.show(audience) is None
        officer, sender = town.sender.device, town.sender
        asked = visitor.send(where="Palackého 3", email="jana@example.cz", text="U školy nesvítí ani jedna lampa.")
        work(station)
        asked_id = self._newest(schema.tip)
        officer.do(asked_id, TipAsk(Status.NEW, "U kterého vchodu to přesně je?"))
        judged = visitor.send(where="Palackého 5", text="Nesvítí dvě lampy za sebou.")
        work(station)
        officer.do(self._newest(schema.tip), TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Svítí.")))
        for text in ("Odpadky za garážemi", "Auto na chodníku"):
            sender.tip_id = new_id()
            officer.do(sender.tip_id, TipFile(text, "light", text=text, place=IN_WEST))
        assert sender.send(picture(600)).status == 204
        officer.do(sender.tip_id, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Odtaženo.")))
        officer.do(new_id(), PatrolNoteAdd(WEST, "u lampy", place=IN_WEST))
        complaint = visitor.send(where="", kind="complaint", text="Strážník nás odbyl.", email="jana@example.cz")
        work(station)
        for text, code in (("Koupím cokoli", "flood"), ("Rozbitá lavička", "honeypot")):
            held_back(station, text, code)
        return {
            "asked": asked, "closed": town.secret, "judged": judged, "complaint": complaint, "tip": asked_id,
            "photo": str(station.scalar(sa.select(schema.photo.c.id).order_by(schema.photo.c.id.desc()))),
            "code": rate(visitor), "wave": begun(station), "officer": self.people["kos"],
            "unplaced": unplaced(station, "Hluk v noci pod okny"), "mail": waiting(station),
            "submission": self._newest(schema.submission),
            "number": str(station.scalar(sa.select(schema.tip.c.number).where(schema.tip.c.id == asked_id))),
        }  # fmt: skip

    def subscribe(self) -> dict[str, str]:
        """Somebody asks for news just now; the secrets of the links that they get."""
        station, visitor = self.station, self.visitor
        assert visitor.get("/novinky/mailem").status == 200
        sent = visitor.post("/novinky/mailem", {"email": "anna@example.cz", "district": WEST, "street": ""})
        assert sent.status == 200, sent.body.decode()
        work(station)
        topic = station.all(sa.select(schema.news_topic))[0]
        key = MailKey(station.settings.files)
        return {"confirm": key.secret("confirm", topic.id), "leave": key.secret("leave", topic.reader_id)}

    def settle(self) -> dict[str, str]:
        """Who is away, the map of last month, what is said of ratings, and the documents of the pages."""
        server, now = self.server, self.station.clock()
        away = duty.new_absence(self.people["sykorova"], Span(instant(now), instant(now + timedelta(days=30))))
        with server.database.write() as connection:
            duty.enter_absence(connection, server, away, AbsenceKind.LEAVE, "x")
        release(self.station, now.date().replace(day=1) - timedelta(days=1))
        hand_over(
            self.station, *crowd(_THIRD, 12, Answer.VERY_UNSAFE), coming(place=IN_WEST, remark="Za školou se pije.")
        )
        with server.database.write() as connection:
            surface.make(connection, server)
        self.station.clock.at = datetime.now(UTC)
        with server.database.write() as connection:
            published.make(connection, server)
            dispatcher = Caller(self.people["pevuska"], "pevuska", Role.DISPATCHER)
            batch = new_id()
            sheets.begin(connection, server, dispatcher, batch, ("Den s policií", now.date()))
        return {"burst": self._newest(schema.rating_burst), "batch": batch}

    def signed_in(self) -> dict[Role, str]:
        """What opens the session of a person of each role."""
        found = {}
        with self.server.database.write() as connection:
            for role in Role:
                account = people.NewAccount(f"u-{role.value}", "Jana Zkušená", role)
                officer_id = people.add_account(connection, account, self.server.now())
                found[role] = sessions.open_page_session(
                    connection, self.server, officer_id, "192.0.2.7", "Firefox, Linux"
                )
        return found

    def _newest(self, table: sa.Table) -> str:
        last = table.c.number if table is schema.tip else table.c.id  # two of one moment have ids in no order
        found = self.station.scalar(sa.select(table.c.id).order_by(last.desc()))
        assert isinstance(found, str), table.name
        return found


@contextmanager
def city(folder: Path) -> Iterator[City]:
    """The city, served until the end."""
    url, files = f"sqlite:///{folder / 'server.sqlite3'}", folder / "files"
    files.mkdir()
    with open_station(url, files) as station:
        station.clock.at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=_DAYS)
        with pages(station) as visitor:
            filling = _Filling(station, visitor)
            filling.found()
            named = filling.live()
            named |= filling.settle() | filling.subscribe()
            secrets = filling.signed_in()
            kept = {name.removeprefix("__Host-"): value for name, value in visitor.cookies.items()}
    authority = make_authority(folder, "authority")
    pair = str(server_certificate(folder, authority))
    served = []
    for command in ("serve", "serve-residents"):
        options = ("--certificate", pair, "--key", pair, "--town", "Město Chomutov", "--contact", "mp@example.cz")
        process = ServerProcess(url, files, folder / f"{command}.log", options=options, command=command)
        process.authority = authority.pem
        served.append(process)
    try:
        for process in served:
            process.start()
        yield City(served[0], served[1], secrets, named, kept, _GIVEN)
    finally:
        for process in served:
            process.kill()
