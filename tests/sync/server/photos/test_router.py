"""Photos arrive in pieces, are what they say, and are seen only by who has the tip."""

import hashlib
import io
import struct
import zlib

import pillow_heif
import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips import operations as ops
from sync.protocol.messages import PROTOCOL
from sync.server.photos import previews
from tests.sync.server import schema
from tests.sync.server.station import EAST, IN_EAST, IN_WEST, WEST, Device, HttpAnswer, SignedIn, Station

PIECE = 3_000


def picture(side: int = 120, media_type: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise((side, side), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "Anna Malá"
    image.save(out, media_type, exif=exif)
    return out.getvalue()


def heic() -> bytes:
    """A picture as an iPhone sends it, taken upright."""
    heif = pillow_heif.from_pillow(Image.effect_noise((300, 200), 80).convert("RGB"))
    out = io.BytesIO()
    heif.save(out, quality=60)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of 12,000 by 12,000 pixels in some kilobytes."""
    side = 12_000

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (side // 8 + 1)) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Sender:
    """An officer's device with one tip to which it adds photos."""

    def __init__(self, station: Station, login: str = "novak", district: str = WEST) -> None:
        self.signed: SignedIn = station.signed_in(station.person(login, Role.OFFICER, district))
        self.device = Device(station, self.signed.officer_id, Role.OFFICER, self.signed.device_id)
        self.tip_id = new_id()
        place = IN_WEST if district == WEST else IN_EAST
        self.device.do(self.tip_id, ops.TipFile(title="Lampa", category="light", place=place))

    def announce(self, data: bytes, media_type: str = "image/jpeg") -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        photo = ops.TipPhotoAdd(new_id(), sha256, len(data), media_type)
        assert self.device.do(self.tip_id, photo).verdict.value == "applied"
        return sha256

    def create(self, sha256: str, size: int) -> HttpAnswer:
        return self.signed.http("POST", "/api/v1/files", upload_length=str(size), upload_sha256=sha256)

    def patch(self, sha256: str, offset: int, data: bytes) -> HttpAnswer:
        path = f"/api/v1/files/{sha256}"
        return self.signed.http(
            "PATCH", path, data, upload_offset=str(offset), content_type="application/offset+octet-stream"
        )

    def send(self, data: bytes, media_type: str = "image/jpeg") -> HttpAnswer:
        sha256 = self.announce(data, media_type)
        assert self.create(sha256, len(data)).status == 201
        answer = None
        for offset in range(0, len(data), PIECE):
            answer = self.patch(sha256, offset, data[offset : offset + PIECE])
        assert answer is not None
        return answer


@pytest.fixture
def sender(station: Station) -> Sender:
    return Sender(station)


def test_that_a_photo_in_pieces_is_sealed_and_read_back(station: Station, sender: Sender) -> None:
    data = picture()
    assert len(data) > 2 * PIECE
    last = sender.send(data)
    assert (last.status, last.headers["upload-offset"]) == (204, str(len(data)))
    sha256 = hashlib.sha256(data).hexdigest()
    back = sender.signed.http("GET", f"/api/v1/files/{sha256}")
    assert back.body == data
    assert back.headers["content-type"] == "image/jpeg"
    assert back.headers["x-content-type-options"] == "nosniff"
    part = sender.signed.http("GET", f"/api/v1/files/{sha256}", range="bytes=10-19")
    assert (part.status, part.body) == (206, data[10:20])
    assert sender.create(sha256, len(data)).status == 200


def test_that_the_preview_is_small_and_without_exif(station: Station, sender: Sender) -> None:
    data = picture(side=1_700)
    assert b"Anna" in data
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    for offset in range(0, len(data), 1_000_000):
        sender.patch(sha256, offset, data[offset : offset + 1_000_000])
    answer = sender.signed.http("GET", f"/api/v1/files/{sha256}/preview")
    assert answer.status == 200
    assert b"Anna" not in answer.body
    with Image.open(io.BytesIO(answer.body)) as preview:
        assert max(preview.size) == 1600


def test_that_an_upload_goes_on_where_it_was(sender: Sender) -> None:
    data = picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    sender.patch(sha256, 0, data[:PIECE])
    known = sender.signed.http("HEAD", f"/api/v1/files/{sha256}")
    assert known.headers["upload-offset"] == str(PIECE)
    wrong = sender.patch(sha256, 0, data[:PIECE])
    assert (wrong.status, wrong.code, wrong.headers["upload-offset"]) == (409, "wrong_offset", str(PIECE))
    assert sender.create(sha256, len(data)).headers["upload-offset"] == str(PIECE)
    assert sender.patch(sha256, PIECE, data[PIECE:]).status == 204


@pytest.mark.parametrize("point", ["upload.after_write", "upload.before_seal", "upload.after_seal"])
def test_that_a_process_that_ends_before_the_seal_loses_no_photo(
    sender: Sender, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    data = picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    sender.patch(sha256, 0, data[:PIECE])

    def end(name: str) -> None:
        if name == point:
            raise RuntimeError(name)

    with monkeypatch.context() as ending:
        ending.setattr("sync.server.photos.uploads.crash_point", end)
        assert sender.patch(sha256, PIECE, data[PIECE:]).status == 500
    again = sender.create(sha256, len(data))
    if point == "upload.after_write":
        assert (again.status, again.headers["upload-offset"]) == (201, str(PIECE))
        assert sender.patch(sha256, PIECE, data[PIECE:]).status == 204
    else:
        assert again.status == 200
    assert sender.signed.http("GET", f"/api/v1/files/{sha256}").body == data
    assert sender.signed.http("GET", f"/api/v1/files/{sha256}/preview").status == 200


def test_that_the_last_piece_sent_again_is_told_that_all_is_there(sender: Sender) -> None:
    data = picture()
    sender.send(data)
    sha256 = hashlib.sha256(data).hexdigest()
    again = sender.patch(sha256, len(data) - 10, data[-10:])
    assert (again.code, again.headers["upload-offset"]) == ("wrong_offset", str(len(data)))


def test_that_a_photo_to_which_a_busy_server_does_not_come_is_kept_and_taken_later(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    with monkeypatch.context() as busy:
        busy.setattr(previews, "_SECONDS", 0.001)
        answers = sender.patch(sha256, 0, data), sender.create(sha256, len(data))
    assert [(answer.status, answer.code) for answer in answers] == [(503, "busy")] * 2
    answer = sender.create(sha256, len(data))
    assert (answer.status, answer.headers["upload-offset"]) == (200, str(len(data)))


def test_that_damaged_bytes_are_refused_and_can_be_sent_again(sender: Sender) -> None:
    data = picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    assert sender.patch(sha256, 0, data[:-1] + b"x").code == "wrong_hash"
    assert sender.create(sha256, len(data)).status == 201
    assert sender.patch(sha256, 0, data).status == 204


@pytest.mark.parametrize(
    ("data", "media_type", "code"),
    [
        (bomb(), "image/png", "bad_image"),
        (picture()[:3_000], "image/jpeg", "bad_image"),
        (b"<html>" * 100, "image/jpeg", "not_an_image"),
        (heic()[:3_000], "image/heic", "bad_image"),
    ],
    ids=["bomb", "damaged", "html", "half a HEIC"],
)
def test_that_what_is_no_honest_picture_is_refused_in_words(
    station: Station, sender: Sender, data: bytes, media_type: str, code: str
) -> None:
    sha256 = sender.announce(data, media_type)
    sender.create(sha256, len(data))
    answer = sender.patch(sha256, 0, data)
    assert answer.code == code
    assert answer.json["message"].endswith(".")
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.original)) == 0
    assert not list((station.settings.files / "uploads").iterdir())


def test_that_nothing_is_taken_that_no_operation_announced(sender: Sender) -> None:
    data = picture()
    assert sender.create(hashlib.sha256(data).hexdigest(), len(data)).status == 404
    sha256 = sender.announce(data)
    assert sender.create(sha256, len(data) + 1).status == 404
    assert sender.create(sha256, 26 * 1024 * 1024).code == "too_large"
    assert sender.create("../../etc/passwd", 10).code == "invalid"


def test_that_more_than_was_announced_is_refused(sender: Sender) -> None:
    data = picture()
    sha256 = sender.announce(data)
    sender.create(sha256, len(data))
    assert sender.patch(sha256, 0, data + b"x").code == "too_large"


def test_that_a_device_has_a_quota(station: Station, sender: Sender) -> None:
    object.__setattr__(station.settings, "photo_quota_bytes", 10)
    data = picture()
    assert sender.create(sender.announce(data), len(data)).code == "quota"


def test_that_a_photo_is_what_its_bytes_say_whatever_was_announced(sender: Sender) -> None:
    for data, announced, found in ((picture(media_type="PNG"), "image/jpeg", "image/png"),
                                   (heic(), "image/jpeg", "image/heic")):  # fmt: skip
        sha256 = sender.announce(data, announced)
        sender.create(sha256, len(data))
        assert sender.patch(sha256, 0, data).status == 204
        assert sender.signed.http("GET", f"/api/v1/files/{sha256}").headers["content-type"] == found
        preview = sender.signed.http("GET", f"/api/v1/files/{sha256}/preview")
        assert (preview.headers["content-type"], preview.body[:3]) == ("image/jpeg", b"\xff\xd8\xff")


def test_that_naming_a_hash_opens_nothing_and_tells_nothing(station: Station, sender: Sender) -> None:
    data = picture()
    sender.send(data)
    thief = Sender(station, "zlodej", EAST)
    sha256 = thief.announce(data)
    for path in (f"/api/v1/files/{sha256}", f"/api/v1/files/{sha256}/preview"):
        assert thief.signed.http("GET", path).status == 404
    assert thief.signed.http("HEAD", f"/api/v1/files/{sha256}").status == 404
    begun = thief.create(sha256, len(data))
    assert (begun.status, begun.headers["upload-offset"]) == (201, "0")
    unknown = picture(side=121)
    other = thief.create(thief.announce(unknown), len(unknown))
    assert (other.status, other.headers["upload-offset"]) == (201, "0")
    assert thief.patch(sha256, len(data) - 1, data[-1:]).headers["upload-offset"] == "0"
    assert thief.patch(sha256, 0, data[:-1]).status == 204
    assert thief.signed.http("GET", f"/api/v1/files/{sha256}").status == 404
    assert thief.patch(sha256, len(data) - 1, b"x").code == "wrong_hash"
    assert thief.signed.http("GET", f"/api/v1/files/{sha256}").status == 404


def test_that_who_has_the_bytes_themselves_sends_them_all_and_shows_them(station: Station, sender: Sender) -> None:
    data = picture()
    sender.send(data)
    other = Sender(station, "svoboda", EAST)
    sha256 = other.announce(data)
    assert other.create(sha256, len(data)).headers["upload-offset"] == "0"
    assert other.patch(sha256, 0, data).status == 204
    colleague = station.signed_in(station.person("kolegyne", Role.OFFICER, EAST))
    assert colleague.http("GET", f"/api/v1/files/{sha256}").body == data
    assert other.create(sha256, len(data)).status == 200
    assert not list((station.settings.files / "uploads").iterdir())


def test_that_a_photo_of_mine_on_a_tip_that_left_me_is_not_read_by_its_hash(station: Station, sender: Sender) -> None:
    data = picture()
    sender.send(data)
    sha256 = hashlib.sha256(data).hexdigest()
    boss = station.supervisor()
    station.person("cerna", Role.OFFICER, EAST)
    assert boss.do(sender.tip_id, ops.TipAssign(district_id=EAST), base=1).verdict.value == "applied"
    assert sender.signed.http("GET", f"/api/v1/files/{sha256}").status == 404


def test_that_another_districts_officer_sees_no_photo(station: Station, sender: Sender) -> None:
    data = picture()
    sender.send(data)
    sha256 = hashlib.sha256(data).hexdigest()
    cerna = station.signed_in(station.person("cerna", Role.OFFICER, EAST))
    colleague = station.signed_in(station.person("kolega", Role.OFFICER, WEST))
    for path in (f"/api/v1/files/{sha256}", f"/api/v1/files/{sha256}/preview"):
        assert cerna.http("GET", path).status == 404
        assert colleague.http("GET", path).status == 200
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert actions.count("photo.denied") == 2
    assert actions.count("photo.read") == 2


def test_that_the_operation_comes_before_the_bytes_over_the_wire(station: Station, sender: Sender) -> None:
    data = picture()
    operation = sender.device.record(
        sender.tip_id, ops.TipPhotoAdd(new_id(), hashlib.sha256(data).hexdigest(), len(data), "image/jpeg")
    )
    request = {"protocol": PROTOCOL, "device_at": station.server.now(), "operations": [operation]}
    assert sender.signed.http("POST", "/api/v1/push", request).json["verdicts"][0]["verdict"] == "applied"
    assert sender.create(hashlib.sha256(data).hexdigest(), len(data)).status == 201
