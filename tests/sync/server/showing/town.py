"""A closed tip with an officer's photo, its sender at their page, and who decides what is shown."""

import io
import re
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Status
from sync.server.accounts.callers import Caller
from sync.server.photos.covers import Box
from sync.server.published.service import make
from sync.server.showing import service
from sync.server.showing.domain import Audience, Side, Trouble
from sync.server.showing.service import Said
from tests.sync.server import schema
from tests.sync.server.photos.test_router import Sender
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_WEST, WEST, Station

HERE = f"{IN_WEST.lat:.4f}, {IN_WEST.lon:.4f}"
LAMP = Said(Side.AFTER, "Lampa u školy zase svítí.", "The lamp shines again.")
HALF = (Box(0, 0, 5_000, 10_000),)
"""The left half."""
RED = (200, 0, 0)
PICTURE = re.compile(r'src="(/fotka/[0-9a-f]{32})" alt="([^"]*)"')


def red(width: int = 400, height: int = 200) -> bytes:
    """A picture whose EXIF says who took it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "Anna Malá"
    Image.new("RGB", (width, height), RED).save(out, "JPEG", exif=exif)
    return out.getvalue()


@dataclass
class Shown:
    """What happens to the one photo."""

    station: Station
    visitor: Visitor
    secret: str
    sender: Sender
    photo_id: str = ""
    boss: Caller = field(init=False)

    def __post_init__(self) -> None:
        self.boss = self.person("vedouci", Role.SUPERVISOR)

    def person(self, login: str, role: Role) -> Caller:
        return Caller(self.station.person(login, role), login, role, None, address="192.0.2.9")

    @property
    def tip_id(self) -> str:
        return self.sender.tip_id

    def close(self) -> None:
        self.sender.device.do(self.tip_id, ops.TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED, reply="Svítí.")))
        self.station.clock.forward(seconds=601)
        work(self.station)
        with self.station.server.database.write() as connection:
            make(connection, self.station.server)

    def cover(self, *covers: Box) -> Trouble | None:
        return service.cover(self.station.server, self.boss, self.photo_id, covers or HALF, LAMP)

    @property
    def mark(self) -> str:
        one = service.find(self.station.server, self.boss, self.photo_id)
        assert one is not None
        return one.decision.mark

    def show(self, audience: Audience, said: Said = LAMP, mark: str = "") -> Trouble | None:
        seen = replace(said, mark=mark or self.mark)
        return service.show(self.station.server, self.boss, self.photo_id, audience, seen)

    def withdraw(self, audience: Audience) -> Trouble | None:
        return service.withdraw(self.station.server, self.boss, self.photo_id, audience)

    def on_own_page(self) -> list[str]:
        """The addresses of photos on the sender's page."""
        return [one for one, _ in PICTURE.findall(self.visitor.get(f"/sledovat/{self.secret}").body.decode())]

    def on_district(self) -> list[str]:
        """Those on the page of the district."""
        return [one for one, _ in PICTURE.findall(self.visitor.get(f"/lokalita/{WEST}").body.decode())]

    def actions(self) -> list[str]:
        rows = self.station.all(sa.select(schema.audit.c.action).order_by(schema.audit.c.id))
        return [row.action for row in rows if row.action.startswith("photo.")]


def shown_town(station: Station, visitor: Visitor) -> Shown:
    """A resident sent a tip, an officer took a photo there; nobody closed it yet."""
    secret = visitor.send(where=HERE)
    work(station)
    sender = Sender(station)
    sender.tip_id = str(station.scalar(sa.select(schema.tip.c.id).where(schema.tip.c.id != sender.tip_id)))
    assert sender.send(red()).status == 204
    return Shown(station, visitor, secret, sender, str(station.scalar(sa.select(schema.photo.c.id))))


def is_red(image: Image.Image, x: int, y: int) -> bool:
    """Whether the photo itself is to be seen there."""
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return all(abs(one - other) < 16 for one, other in zip(found, RED, strict=True))
