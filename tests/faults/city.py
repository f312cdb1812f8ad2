"""A small city on a real database for processes and benchmarks: districts in a row, officers, enrolled devices."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.accounts.domain import Role
from app.districts.domain import Category, District
from app.identifiers import uuid7_of
from app.tips.domain import Contact, Tip
from app.values import Place
from sync.client.credentials import DeviceKey, enrol, new_private_key
from sync.client.transport import Transport
from sync.protocol.messages import EnrolResponse
from sync.server.accounts import duties, people
from sync.server.accounts.duties import DutyKind
from sync.server.accounts.enrolment import issue_code
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.ground import meta
from sync.server.ground.moments import instant
from sync.server.ground.upgrade import upgrade
from sync.server.service import Server
from sync.server.settings import Settings
from tests.faults.places import place_in
from tests.made_up_texts import Texts
from tests.sync.server.filed import IncomingTip, file_many
from tests.sync.server.station import box

__all__ = ["City", "made_up_tips", "place_in"]


class City:
    """Writes to the server's database as its operator would; processes of the server may run meanwhile."""

    def __init__(self, url: str, files: Path, districts: int = 3) -> None:
        self.url, self.files = url, files
        self.districts = tuple(f"d{number}" for number in range(districts))
        files.mkdir(parents=True, exist_ok=True)
        self.server = Server(Settings(database=url, files=files, pool_size=4))
        upgrade(self.server.database)
        with self.server.database.write() as connection:
            meta.bump_incarnation(connection)
            service = DistrictService(self.server)
            rows = [
                District(name, f"Lokalita {number}", box(13.0 + number * 0.1, 50.0, 13.1 + number * 0.1, 50.1))
                for number, name in enumerate(self.districts)
            ]
            steps = service.replace_all(connection, rows).steps
            steps += service.add_categories(connection, [Category("light", "Osvětlení", working_days=5)])
            publish(connection, steps, self.server.now())

    def person(self, login: str, role: Role = Role.OFFICER, *districts: str) -> str:
        """An account with primary duties; its id."""
        now = self.server.now()
        with self.server.database.write() as connection:
            officer_id = people.add_account(connection, people.NewAccount(login, login.title(), role), now)
            for district_id in districts:
                duties.grant(connection, officer_id, district_id, DutyKind.PRIMARY, from_at=now)
            publish(connection, people.row_steps(connection, now, officer_id), now)
        return officer_id

    def grant(self, officer_id: str, district_id: str) -> None:
        """Let an officer cover a district."""
        now = self.server.now()
        with self.server.database.write() as connection:
            duties.grant(connection, officer_id, district_id, DutyKind.BACKUP, from_at=now)
            publish(connection, people.row_steps(connection, now, officer_id), now)

    def withdraw(self, officer_id: str, district_id: str) -> None:
        """End what an officer holds in a district."""
        now = self.server.now()
        with self.server.database.write() as connection:
            duties.withdraw(connection, officer_id, district_id, now)
            publish(connection, people.row_steps(connection, now, officer_id), now)

    def enrolled(self, officer_id: str, transport: Transport) -> DeviceKey:
        """A new device of this person, enrolled over the wire."""
        with self.server.database.write() as connection:
            code = issue_code(connection, self.server, officer_id)
        private = new_private_key()
        answer = enrol(transport, code, private, "device")
        assert isinstance(answer, EnrolResponse), answer
        return DeviceKey(answer.device_id, private)

    def file(self, tips: Sequence[IncomingTip]) -> list[Tip]:
        """Tips that came in by another way than a device, in one transaction."""
        with self.server.database.write() as connection:
            filed = file_many(self.server, connection, tips)
            publish(connection, filed.steps, self.server.now())
        return filed.tips

    def close(self) -> None:
        """Let the database go."""
        self.server.close()


def made_up_tips(count: int, districts: int, *, contacts: bool = True, seed: int = 7) -> list[IncomingTip]:
    """Tips that differ as real ones do, by the order of their times, spread over the districts and over two years."""
    texts = Texts(seed)
    chance = random.Random(seed)
    start = datetime.now(UTC) - timedelta(days=700)
    seconds = sorted(chance.randrange(699 * 86_400) for _ in range(count))
    tips = []
    for number, (title, text) in enumerate(zip(texts.titles(count), texts.texts(count), strict=True)):
        created = start + timedelta(seconds=seconds[number])
        district = number % districts
        place = Place(
            lat=round(50.001 + chance.random() * 0.098, 6),
            lon=round(13.001 + district * 0.1 + chance.random() * 0.098, 6),
            address=texts.address(),
        )
        tip = Tip(
            id=uuid7_of(int(created.timestamp() * 1000), chance.getrandbits(74)),
            number="",
            title=title,
            category="light",
            created_at=instant(created),
            text=text,
            place=place,
        )
        contact = Contact(tip.id, *texts.person()) if contacts and number % 3 == 0 else None
        tips.append(IncomingTip(tip, contact))
    return tips
