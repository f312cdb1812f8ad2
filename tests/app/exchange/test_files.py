"""Files on their way: the basemap is taken whole and right, photos once their note is with the server."""

import hashlib
import os
from pathlib import Path

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
    assert (files.basemap_wanted(), files.basemaps()) == (None, ())
    sha256 = _offer(device, TILES)
    wanted = files.basemap_wanted()
    assert wanted is not None
    assert (wanted.sha256, wanted.size) == (sha256, len(TILES))
    part = files.basemap_part(sha256)
    part.write_bytes(TILES[:100])
    assert files.basemaps() == ()
    with part.open("ab") as file:
        file.write(TILES[100:])
    assert files.basemap_received(sha256) is True
    assert files.basemap_wanted() is None
    (path,) = device.files.basemaps()
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
    (path,) = device.files.basemaps()
    assert path.read_bytes() == TILES


def test_that_a_basemap_that_was_cut_or_deleted_on_the_disk_is_fetched_again(device: DeviceSession) -> None:
    files, sha256 = device.exchange.files, _offer(device, TILES)
    files.basemap_part(sha256).write_bytes(TILES)
    assert files.basemap_received(sha256) is True
    (path,) = device.files.basemaps()
    path.write_bytes(TILES[:-1])
    assert files.basemap_wanted() is not None
    path.unlink()
    assert files.basemap_wanted() is not None
    files.basemap_part(sha256).write_bytes(TILES)
    assert files.basemap_received(sha256) is True
    assert files.basemap_wanted() is None


def _came(device: DeviceSession, content: bytes, built_at: str) -> Path:
    """Where an offered basemap is after it came."""
    files, sha256 = device.files, _offer(device, content, built_at)
    files.basemap_part(sha256).write_bytes(content)
    assert files.basemap_received(sha256)
    return files.basemaps()[0]


def test_that_the_offered_basemap_is_tried_first_and_then_the_newest(device: DeviceSession) -> None:
    came = [_came(device, TILES + bytes([day]), f"2026-05-0{day}T00:00:00Z") for day in (1, 2, 3)]
    for place, path in enumerate(came):
        os.utime(path, ns=(place, place))
    assert device.files.basemaps() == (came[2], came[1], came[0])
    _offer(device, TILES + bytes([1]), "2026-05-04T00:00:00Z")
    assert device.files.basemaps() == (came[0], came[2], came[1])


def test_that_superseded_basemaps_go_once_another_is_found_good(device: DeviceSession) -> None:
    came = [_came(device, TILES + bytes([day]), f"2026-05-0{day}T00:00:00Z") for day in (1, 2, 3)]
    assert all(path.exists() for path in came), "nothing goes before"
    device.files.basemap_proven(came[2])
    assert [path.exists() for path in came] == [False, False, True]
    assert device.files.basemap_wanted() is None


def test_that_beside_the_last_good_basemap_the_refused_one_stays_while_it_is_offered(device: DeviceSession) -> None:
    came = [_came(device, TILES + bytes([day]), f"2026-05-0{day}T00:00:00Z") for day in (1, 2, 3)]
    device.files.basemap_proven(came[1])
    assert [path.exists() for path in came] == [False, True, True]
    assert device.files.basemap_wanted() is None, "it would come again with every round"
    better = _came(device, TILES + bytes([4]), "2026-05-04T00:00:00Z")
    device.files.basemap_proven(better)
    assert device.files.basemaps() == (better,)


def test_that_a_half_basemap_goes_when_another_is_fetched(device: DeviceSession) -> None:
    first = device.files.basemap_part("a" * 64)
    first.write_bytes(b"half")
    assert device.files.basemap_part("a" * 64) == first
    assert first.read_bytes() == b"half", "it is gone on with"
    device.files.basemap_part("b" * 64)
    assert not first.exists()


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
