"""Pictures that come by mail are photos of the tip, encoded anew; all else stays with the mail and is named."""

import base64
import io
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from app.identifiers import id_of
from app.tips.domain import Tip
from sync.server.ground.documents import parse
from sync.server.intake.photos.domain import MOST_PHOTOS
from sync.server.mail.incoming import pictures, triage
from sync.server.mail.incoming.domain import State
from sync.server.mail.incoming.pictures import Prepared
from sync.server.mail.incoming.reading import read
from sync.server.photos import previews
from tests.sync.server import schema
from tests.sync.server.mail.incoming.test_deciding import ANNA, come, heard, tips_of
from tests.sync.server.mail.post import Post, asked, work
from tests.sync.server.photos.test_router import bomb, heic, picture
from tests.sync.server.station import Device, Station


def with_files(text: str, *files: tuple[str, bytes, str], to: str = "podnety@chomutov.example") -> bytes:
    """A mail of Anna's with files: name, bytes, and the type that it says."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Anna <{ANNA}>", to, "Lampa"
    made["Message-ID"] = f"<{id_of(f'{text} {len(files)} {to}')}@example.cz>"
    made.set_content(text)
    for name, data, kind in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(data, main, sub, filename=name)
    return made.as_bytes()


FILES = (
    ("lampa.jpg", picture(), "image/jpeg"),
    ("IMG_1.HEIC", heic(), "application/octet-stream"),
    ("žádost.pdf", b"%PDF-1.7", "application/pdf"),
    ("lež.png", b"<svg onload=x>", "image/png"),
    ("bomba.png", bomb(), "image/png"),
    ("useknutá.jpg", picture()[:200], "image/jpeg"),
)
STAYS = "[U e-mailu zůstaly přílohy: žádost.pdf, lež.png, bomba.png, useknutá.jpg]"


def photos_of(novak: Device) -> list[dict[str, Any]]:
    """The photos that the device knows of."""
    novak.pull()
    return list(novak.docs("photo").values())


def test_that_pictures_of_an_answer_are_photos_and_all_else_stays_with_the_mail(
    station: Station, novak: Device, post: Post
) -> None:
    asked(station, novak)
    work(station)
    back = str(post.taken()[-1][1]["Reply-To"])
    raw = with_files("Tady je.", *FILES, to=back)
    assert come(station, raw) == (State.ATTACHED, "")
    assert heard(station) == [f"Tady je.\n{STAYS}"]
    found = photos_of(novak)
    assert len(found) == 2
    for one in found:
        assert one["media_type"] == "image/jpeg"
        path = station.server.photos.original(one["sha256"])
        assert path is not None
        with Image.open(path) as image:
            assert not image.getexif()
        assert b"Anna" not in path.read_bytes()
    assert come(station, b"X: once more\r\n" + raw) == (State.ATTACHED, "")
    assert len(photos_of(novak)) == 2
    kept = [one.read_bytes() for one in (station.settings.files / "mail").iterdir()]
    assert all(base64.b64encode(FILES[2][1])[:8] in one for one in kept), "the mail is kept as it came"


def test_that_a_mail_of_a_picture_alone_is_a_tip_with_a_photo(station: Station, novak: Device) -> None:
    assert come(station, with_files("", FILES[0])) == (State.FILED, "")
    assert [(tip["title"], tip["photos"]) for tip in tips_of(station)] == [("Lampa", 1)]


def test_that_pictures_of_a_mail_that_a_person_places_go_along(station: Station, novak: Device, post: Post) -> None:
    asked(station, novak)
    raw = with_files("Tady je.", *FILES[:3]).replace(b"Subject: Lampa", b"Subject: Re: 2026-000001")
    assert come(station, raw) == (State.CHECK, "suggested")
    assert photos_of(novak) == []
    mail_id = station.scalar(sa.select(schema.incoming.c.id))
    ready = triage.ready(station.server, mail_id)
    with station.server.database.write() as connection:
        assert triage.give(connection, station.server, mail_id, ready, "2026-000001")
    assert [tip["photos"] for tip in tips_of(station)] == [2]


def test_that_a_flood_of_files_costs_five_pictures_and_a_tip_is_never_full_of_them(
    station: Station, novak: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    made = previews.Preview(picture())

    def count(_picture: bytes) -> previews.Preview:
        decoded.append(1)
        return made

    monkeypatch.setattr(pictures, "make_preview", count)
    many = [(f"{number}.jpg", FILES[0][1], "image/jpeg") for number in range(190)]
    assert come(station, with_files("Mnoho.", *many)) == (State.FILED, "")
    (tip,) = tips_of(station)
    assert (tip["photos"], len(decoded)) == (MOST_PHOTOS, MOST_PHOTOS)
    assert tip["text"].endswith(f"9.jpg a další {190 - MOST_PHOTOS - 5}]")
    for _ in range(20):
        with station.server.database.write() as connection:
            pictures.add(connection, station.server, tip["id"], [picture()] * MOST_PHOTOS)
    docs = [parse(row.doc, Tip) for row in station.all(sa.select(schema.tip.c.doc))]
    assert [one.photos for one in docs] == [pictures.MOST_OF_TIP]


def test_that_a_machine_that_does_not_come_to_a_picture_keeps_it_with_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "make_preview", lambda _data: previews.ImageFault.TOO_SLOW)
    ready = pictures.prepare(read(with_files("Tady.", FILES[0])))
    assert (ready.photos, ready.stays) == ((), ("lampa.jpg",))
    assert Prepared(ready.mail).note == ""


def test_that_a_picture_of_many_megabytes_is_kept_raw(station: Station, novak: Device) -> None:
    out = io.BytesIO()
    Image.effect_noise((600, 400), 90).convert("RGB").save(out, "JPEG", quality=95)
    large = out.getvalue() + bytes(22 * 1024 * 1024)
    assert come(station, with_files("Velká.", ("velka.jpg", large, "image/jpeg"))) == (State.FILED, "")
    assert [(tip.get("photos", 0), tip["text"]) for tip in tips_of(station)] == [
        (0, "Velká.\n[U e-mailu zůstaly přílohy: velka.jpg]")
    ]
