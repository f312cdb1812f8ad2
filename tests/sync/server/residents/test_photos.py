"""A resident sends photos with a tip: seen at once, upright, without EXIF; kept whatever is refused; filed once."""

import hashlib
import io
import re
import secrets
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import RESIDENT, Role
from sync.server.intake.deciding import forget
from sync.server.intake.domain import Ticket
from sync.server.intake.photos.domain import MOST_PHOTOS
from sync.server.intake.photos.sealing import encode_anew
from sync.server.jobs.domain import Nothing
from sync.server.photos.previews import Preview, make_preview
from sync.server.privacy.deadlines import Chosen, in_force
from tests.sync.server import schema
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.photos.test_router import picture
from tests.sync.server.residents.visitor import WRITTEN, Visitor, work
from tests.sync.server.station import IN_WEST, WEST, HttpAnswer, Station

PHOTO = re.compile(r'src="(/podnet/fotka/[0-9a-f]{64}/[0-9a-f]{32})"')


def located(lat: tuple[int, int, float], lon: tuple[int, int, float], sides: str = "NE") -> bytes:
    """A picture whose EXIF says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: sides[0], 2: lat, 3: sides[1], 4: lon}
    exif[0x010E] = "Anna"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (0, 90, 0)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def post(visitor: Visitor, path: str, fields: dict[str, str], files: Sequence[bytes] = ()) -> HttpAnswer:
    """As a browser sends a form with files."""
    mark = "----form" + secrets.token_hex(8)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (visitor.hidden | fields).items()
    ]
    for number, data in enumerate(files or (b"",)):
        head = f'name="photos"; filename="{number if data else ""}"\r\nContent-Type: application/octet-stream'
        parts.append(f"--{mark}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n")
    body = b"".join(parts) + f"--{mark}--\r\n".encode()
    return visitor.post_bytes(path, body, **{"content-type": f"multipart/form-data; boundary={mark}"})


def begin(visitor: Visitor) -> None:
    visitor.get("/podnet/popis?category=light")
    visitor.station.clock.forward(seconds=30)


def shown(answer: HttpAnswer) -> list[str]:
    return PHOTO.findall(answer.body.decode())


def test_that_a_photo_goes_with_its_tip_to_the_device_and_its_exif_to_nobody(
    station: Station, visitor: Visitor
) -> None:
    officer = station.signed_in(station.person("novak", Role.OFFICER, WEST))
    begin(visitor)
    sent = located((50, 3, 0.0), (13, 3, 0.0))
    preview = post(visitor, "/podnet/popis", WRITTEN | {"do": "preview", "where": "50.0500, 13.0500"}, [sent, lying(6)])
    assert preview.status == 200
    addresses = shown(preview)
    assert len(addresses) == 2
    for address in addresses:
        seen = visitor.get(address)
        with Image.open(io.BytesIO(seen.raw)) as image:
            assert not image.getexif()
        assert b"Anna" not in seen.raw
        assert seen.headers["content-type"] == "image/jpeg"
        assert seen.headers["cache-control"] == "no-store"
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    (tip,) = station.all(sa.select(schema.tip))
    photos = station.all(sa.select(schema.photo).order_by(schema.photo.c.id))
    assert [(one.root_id, one.by) for one in photos] == [(tip.id, RESIDENT.id)] * 2
    for one in photos:
        given = officer.http("GET", f"/api/v1/files/{one.sha256}")
        assert given.status == 200
        assert hashlib.sha256(given.raw).hexdigest() == one.sha256
        assert b"Anna" not in given.raw
    kept = station.all(sa.select(schema.intake_photo))
    assert {bytes(one.data) for one in kept} == {sent, lying(6)}, "the originals stay sealed here"
    assert {one.tip_id for one in kept} == {tip.id}


def test_that_photos_outlive_refusals_and_a_step_back_and_are_filed_once(station: Station, visitor: Visitor) -> None:
    begin(visitor)
    wrong = post(visitor, "/podnet/popis", WRITTEN | {"do": "preview", "text": ""}, [lying(1)])
    assert (wrong.status, len(shown(wrong))) == (422, 1)
    assert len(shown(post(visitor, "/podnet/popis", WRITTEN | {"do": "photos"}, [lying(3)]))) == 2
    dropped = shown(wrong)[0].rpartition("/")[2]
    left = post(visitor, "/podnet/popis", WRITTEN | {"do": f"drop-{dropped}"})
    assert len(shown(left)) == 1
    assert dropped not in left.body.decode()
    used = dict(visitor.hidden)
    assert len(shown(visitor.post("/podnet/popis", WRITTEN | {"do": "preview"}))) == 1
    visitor.station.clock.forward(days=1, minutes=1)
    late = visitor.post("/podnet/odeslat", {})
    assert (late.status, len(shown(late))) == (409, 1), "the form is too old, and nothing of it is lost"
    first, second = visitor.post("/podnet/odeslat", {}), visitor.post("/podnet/odeslat", {})
    assert first.headers["location"] == second.headers["location"]
    work(station)
    assert len(station.all(sa.select(schema.photo))) == 1
    visitor.hidden = used
    assert len(shown(visitor.post("/podnet/popis", WRITTEN | {"do": "edit"}))) == 1, "the browser's own way back"


def test_that_a_photo_sent_twice_is_kept_once_and_can_be_taken_out_and_chosen_again(
    station: Station, visitor: Visitor
) -> None:
    begin(visitor)
    assert post(visitor, "/podnet/fotky", {}, [lying(1)]).status == 200
    again = shown(post(visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, [lying(1), lying(3)]))
    assert len(again) == 2, "the form was pressed before the browser knew that the first was there"
    drop = {"do": f"drop-{again[0].rpartition('/')[2]}"}
    assert len(shown(post(visitor, "/podnet/popis", WRITTEN | drop))) == 1
    both = [lying(1), lying(3)]
    assert len(shown(post(visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, both))) == 2
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    assert len(station.all(sa.select(schema.photo))) == 2


def test_that_a_full_disk_takes_no_photo_and_loses_nothing_typed(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(visitor)
    kept = shown(post(visitor, "/podnet/popis", WRITTEN | {"do": "photos"}, [lying(1)]))

    def full(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr("sync.server.intake.photos.repository._insert", full)
        for do, files in (("photos", [lying(3)]), (f"drop-{kept[0].rpartition('/')[2]}", [])):
            answer = post(visitor, "/podnet/popis", WRITTEN | {"do": do}, files)
            assert (answer.status, shown(answer)) == (200, kept)
            for told in ("Zkuste to za chvíli", WRITTEN["where"], "Nesvítí lampa"):
                assert told in answer.body.decode(), (do, told)


def test_that_where_a_photo_was_taken_is_offered_and_words_are_not_needed(station: Station, visitor: Visitor) -> None:
    begin(visitor)
    offered = post(
        visitor, "/podnet/popis", WRITTEN | {"do": "photos", "where": ""}, [located((50, 3, 0.0), (13, 3, 0.0))]
    )
    assert "50.05000, 13.05000" in offered.body.decode()
    spot = re.search(r'name="spot" value="(photo:[^"]+)"', offered.body.decode())
    assert spot is not None
    assert post(visitor, "/podnet/popis", WRITTEN | {"do": "preview", "where": ""}).status == 422, "nothing is assumed"
    preview = post(visitor, "/podnet/popis", WRITTEN | {"do": "preview", "where": "", "spot": spot[1]})
    assert "50.05000, 13.05000" in preview.body.decode()
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    (tip,) = station.all(sa.select(schema.tip))
    assert tip.scope == WEST


def test_that_what_is_no_photo_or_one_too_many_is_said_and_the_rest_is_kept(visitor: Visitor) -> None:
    begin(visitor)
    bad = post(visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, [b"%PDF-1.7", lying(1), lying(1)[:200]])
    text = bad.body.decode()
    assert (bad.status, len(shown(bad))) == (422, 1)
    assert "není obrázek" in text
    assert "je poškozená" in text
    assert WRITTEN["where"] in text
    full = post(
        visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, [lying(one) for one in range(3, 3 + MOST_PHOTOS)]
    )
    assert (full.status, len(shown(full))) == (422, MOST_PHOTOS)
    assert "Nejvýš pět fotek" in full.body.decode()


def forget_old(station: Station) -> None:
    station.server.database.durably(lambda connection: forget(connection, station.server, Nothing()))


def test_that_what_came_by_no_form_and_what_was_sealed_is_forgotten_in_its_time(
    station: Station, visitor: Visitor
) -> None:
    begin(visitor)
    post(visitor, "/podnet/popis", WRITTEN | {"do": "photos"}, [lying(1)])
    given_up = dict(visitor.hidden)
    begin(visitor)
    post(visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, [lying(1)])
    assert visitor.post("/podnet/odeslat", {}).status == 303
    work(station)
    station.clock.forward(days=3)
    forget_old(station)
    (sealed,) = station.all(sa.select(schema.intake_photo))
    assert sealed.tip_id is not None
    visitor.hidden = given_up
    assert shown(visitor.post("/podnet/popis", WRITTEN | {"do": "edit"})) == []
    station.clock.forward(days=in_force(Chosen())["originals"])
    forget_old(station)
    assert station.all(sa.select(schema.intake_photo)) == []
    assert len(station.all(sa.select(schema.photo))) == 1, "what the officer sees stays"


def test_that_who_erases_themselves_leaves_no_original(station: Station, visitor: Visitor) -> None:
    begin(visitor)
    post(visitor, "/podnet/popis", WRITTEN | {"do": "preview"}, [lying(1)])
    sent = visitor.post("/podnet/odeslat", {})
    work(station)
    page = sent.headers["location"].partition("?")[0]
    visitor.get(page + "/vymazat")
    visitor.post(page + "/vymazat", {})
    work(station)
    assert station.all(sa.select(schema.intake_photo)) == []
    number = station.scalar(sa.select(schema.intake.c.number).where(schema.intake.c.kind == "tip"))
    encode_anew(station.server, Ticket(number))  # its job, where the erasure was the quicker one


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (located((50, 27, 37.8), (13, 25, 4.08)), (50.4605, 13.4178)),
        (located((50, 27, 37.8), (13, 25, 4.08), "SW"), (-50.4605, -13.4178)),
        (located((0, 0, 0.0), (0, 0, 0.0)), None),
        (located((99, 0, 0.0), (13, 0, 0.0)), None),
        (picture(2_000), None),
    ],
)
def test_that_the_child_says_where_a_picture_was_taken(data: bytes, place: tuple[float, float] | None) -> None:
    made = make_preview(data)
    assert isinstance(made, Preview)
    assert (None if made.place is None else (made.place.lat, made.place.lon)) == place


def test_that_who_joined_and_is_forgotten_takes_no_original_of_another_along(
    station: Station, visitor: Visitor
) -> None:
    spot = {"where": f"{IN_WEST.lat}00, {IN_WEST.lon}00"}
    begin(visitor)
    post(visitor, "/podnet/popis", WRITTEN | spot | {"do": "preview"}, [lying(1)])
    visitor.post("/podnet/odeslat", {})
    work(station)
    other = Visitor(visitor.app, station, "198.51.100.7")
    begin(other)
    page = post(other, "/podnet/popis", WRITTEN | spot | {"do": "preview"}, [lying(3)]).body.decode()
    join = re.findall(r'name="join" value="(\w+)"', page)[0]
    link = other.post("/podnet/odeslat", {"join": join}).headers["location"].partition("?")[0]
    work(station)
    kept = sa.select(schema.intake_photo.c.party_id).order_by(schema.intake_photo.c.at)
    sender, joined = station.all(kept)
    other.get(link + "/vymazat")
    other.post(link + "/vymazat", {})
    work(station)
    assert station.all(kept) == [sender]
    assert sender != joined
