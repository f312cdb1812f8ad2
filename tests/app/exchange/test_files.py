"""Files on their way: the basemap is taken whole and right, photos once their note is with the server."""

import hashlib

from app.districts.domain import Basemap
from app.identifiers import new_id
from app.outbox.domain import Code, VerdictKind
from app.photos.domain import Photo
from app.session import DeviceSession
from tests.app.device import PNG, answer, pull, row, tip, tip_row

TILES = b"PMTiles" + bytes(5_000)


def _offer(device: DeviceSession, content: bytes, built_at: str = "2026-05-01T00:00:00Z") -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    pull(device, [row("basemap", "city", Basemap("city", sha256, len(content), built_at), "city")])
    return sha256


def test_that_an_offered_basemap_is_wanted_until_it_is_here_whole(device: DeviceSession) -> None:
    files = device.exchange.files
    assert (files.basemap_wanted(), files.basemap_path()) == (None, None)
    sha256 = _offer(device, TILES)
    wanted = files.basemap_wanted()
    assert wanted is not None
    assert (wanted.sha256, wanted.size) == (sha256, len(TILES))
    part = files.basemap_part(sha256)
    part.write_bytes(TILES[:100])
    assert files.basemap_path() is None
    with part.open("ab") as file:
        file.write(TILES[100:])
    assert files.basemap_received(sha256) is True
    assert files.basemap_wanted() is None
    path = device.basemap_path()
    assert path is not None
    assert path.read_bytes() == TILES


def test_that_a_wrong_basemap_is_thrown_away(device: DeviceSession) -> None:
    sha256 = _offer(device, TILES)
    device.exchange.files.basemap_part(sha256).write_bytes(b"something else")
    assert device.exchange.files.basemap_received(sha256) is False
    assert not device.exchange.files.basemap_part(sha256).exists()
    assert device.exchange.files.basemap_wanted() is not None


def test_that_the_old_basemap_is_drawn_until_the_new_one_is_here(device: DeviceSession) -> None:
    first = _offer(device, TILES)
    device.exchange.files.basemap_part(first).write_bytes(TILES)
    device.exchange.files.basemap_received(first)
    _offer(device, TILES + b"new", "2026-06-01T00:00:00Z")
    path = device.basemap_path()
    assert path is not None
    assert path.read_bytes() == TILES


def test_that_a_basemap_that_was_cut_or_deleted_on_the_disk_is_fetched_again(device: DeviceSession) -> None:
    files, sha256 = device.exchange.files, _offer(device, TILES)
    files.basemap_part(sha256).write_bytes(TILES)
    assert files.basemap_received(sha256) is True
    path = device.basemap_path()
    assert path is not None
    path.write_bytes(TILES[:-1])
    assert files.basemap_wanted() is not None
    path.unlink()
    assert files.basemap_wanted() is not None
    files.basemap_part(sha256).write_bytes(TILES)
    assert files.basemap_received(sha256) is True
    assert files.basemap_wanted() is None


def test_that_a_photo_of_a_rejected_change_is_not_sent(device: DeviceSession) -> None:
    one = tip()
    pull(device, [tip_row(one)])
    answer(device, device.tips.add_photo(one.id, PNG), VerdictKind.REJECTED, Code.OUT_OF_SCOPE)
    assert device.exchange.files.to_send() == ()


def test_that_a_photo_is_sent_once_though_it_belongs_to_two_tips(device: DeviceSession) -> None:
    one, two = tip(), tip()
    pull(device, [tip_row(one), tip_row(two)])
    for each in (one, two):
        answer(device, device.tips.add_photo(each.id, PNG))
    (file,) = device.exchange.files.to_send()
    assert device.exchange.files.read(file.sha256, 60_000, 10_000) == PNG[60_000:70_000]


def test_that_the_newest_photos_are_wanted_first(device: DeviceSession) -> None:
    one = tip()
    photos = [
        Photo(new_id(), one.id, f"2026-05-{day:02d}T08:00:00Z", f"{day:064x}", 9, "image/png", tip_id=one.id)
        for day in (3, 9, 5)
    ]
    pull(device, [tip_row(one), *(row("photo", photo.id, photo) for photo in photos)])
    wanted = device.exchange.files.wanted(limit=2)
    assert [int(file.sha256, 16) for file in wanted] == [9, 5]
