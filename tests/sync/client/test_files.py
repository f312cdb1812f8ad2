"""Which files go and come in which order, what stops the others and what only itself, and from where each goes on."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.districts.domain import Basemap
from app.exchange.pages import Page
from app.identifiers import new_id
from app.outbox.domain import VerdictKind
from app.photos.domain import Photo
from app.tips.operations import TipPhotoAdd
from sync.client.cancel import Cancel
from sync.client.files import FileMover, Moved
from sync.client.outcomes import Answer, Offline, Ok, Reason, RoundReport, ServerTrouble
from sync.client.pace import FIRST
from sync.protocol import paths
from sync.protocol.messages import PullResponse, Row
from tests.faults.device import FieldDevice
from tests.sync.client.scripted_station import OFFICER, Asked, Said, ScriptedStation, device_in, refused, verdict

LONG = bytes(range(256)) * 200
"""More than one piece."""
CREATED, WHOLE, TAKEN = Ok(201, b"", {}), Ok(200, b"", {}), Ok(204, b"", {})
CUT, SLOW, AWAY = Offline(Reason.CUT), Offline(Reason.TIMED_OUT), Offline(Reason.UNREACHABLE)


def at(offset: int | str) -> Ok:
    """How far the station says that it is."""
    return Ok(200, b"", {paths.UPLOAD_OFFSET: str(offset)})


class Line:
    """A real store with photos and what a station says of them."""

    def __init__(self, device: FieldDevice) -> None:
        self.device, self.station, self.told = device, ScriptedStation(), list[tuple[int, int]]()
        self.start()

    def start(self) -> None:
        """The app is started."""
        files = self.device.exchange.files
        self.mover = FileMover(files, self.station, self.device.clock, lambda *told: self.told.append(told))

    def photo(self, content: bytes) -> str:
        """A photo that waits, its operation taken by the station."""
        sealed = self.device.vault.seal(content)
        assert sealed is not None
        self.device.record(new_id(), TipPhotoAdd(new_id(), sealed.sha256, sealed.size, "image/png"))
        batch = self.device.exchange.next_batch()
        assert isinstance(batch, tuple)
        self.device.exchange.record_verdicts([verdict(one, VerdictKind.APPLIED) for one in batch])
        return sealed.sha256

    def offered(self, *rows: Row) -> None:
        """A page of the feed that names files at the station."""
        page: Page = PullResponse(rows, {"city": 1}, scopes=("city",), incarnation="i")
        self.device.exchange.apply_page(page)

    def run(self, *answers: Said) -> Moved | RoundReport:
        self.station.answers = list(answers)
        self.station.asked.clear()
        end = self.mover.run(Cancel())
        assert self.station.answers == []
        return end

    @property
    def sent(self) -> set[str]:
        return {row.sha256 for row in self.device.query("SELECT sha256 FROM file_sent")}

    def begun(self) -> list[str]:
        """The photos that were announced to the station, in order."""
        return [asked.headers[paths.UPLOAD_SHA256] for asked in self.station.asked if asked.method == "POST"]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    device = device_in(tmp_path / "device")
    yield Line(device)
    device.stop()


def test_that_a_photo_goes_in_pieces_from_where_the_station_is(line: Line) -> None:
    sha256 = line.photo(LONG)
    end = line.run(Ok(201, b"", {paths.UPLOAD_OFFSET.lower(): "200"}), TAKEN, TAKEN)
    assert end == Moved(uploaded=1)
    assert (line.sent, line.told) == ({sha256}, [(1, 1)])
    made, *pieces = line.station.asked
    assert (made.method, made.path, made.body) == ("POST", paths.FILES, b"")
    assert made.headers == {
        paths.UPLOAD_LENGTH: str(len(LONG)), paths.UPLOAD_SHA256: sha256, paths.UPLOAD_TYPE: "image/png",
    }  # fmt: skip
    assert [int(asked.headers[paths.UPLOAD_OFFSET]) for asked in pieces] == [200, 200 + FIRST]
    assert {(asked.method, asked.path) for asked in pieces} == {("PATCH", f"{paths.FILES}/{sha256}")}
    assert b"".join(asked.body for asked in pieces) == LONG[200:]
    assert line.run() == Moved()


def test_that_a_photo_that_the_station_has_crosses_no_network(line: Line) -> None:
    sha256 = line.photo(LONG)
    assert line.run(WHOLE) == Moved(uploaded=1)
    assert line.sent == {sha256}


@pytest.mark.parametrize("said", ["", "-1", "²", "1e3", "9" * 13, str(len(LONG) + 1)])
def test_that_a_place_that_can_not_be_is_the_beginning(line: Line, said: str) -> None:
    line.photo(LONG)
    assert line.run(Ok(201, b"", {paths.UPLOAD_OFFSET: said}), TAKEN, TAKEN) == Moved(uploaded=1)
    assert b"".join(asked.body for asked in line.station.asked[1:]) == LONG


@pytest.mark.parametrize("status", [409, 422])
def test_that_the_station_is_asked_how_far_it_is_so_often_and_no_more(line: Line, status: int) -> None:
    line.photo(b"small")
    elsewhere = refused(status, "wrong_offset")
    assert line.run(CREATED, elsewhere, at(3), TAKEN) == Moved(uploaded=1)
    assert [one.body for one in line.station.asked if one.method == "PATCH"] == [b"small", b"ll"]
    line.photo(b"other")
    assert line.run(CREATED, elsewhere, at(0), elsewhere, at(0), elsewhere, at(0)) == Moved(), (
        "passed over until the next round"
    )
    assert line.run(CREATED, TAKEN) == Moved(uploaded=1)


@pytest.mark.parametrize("code", ["too_large", "bad_image", "not_an_image"])
def test_that_a_photo_the_station_will_never_have_is_sent_no_more_until_the_app_is_started_anew(
    line: Line, code: str
) -> None:
    bad, good = line.photo(LONG), line.photo(b"good")
    never = refused(422, code)
    assert line.run(CREATED, TAKEN, never, CREATED, TAKEN) == Moved(uploaded=1, turned_down=1)
    assert (line.begun(), line.sent) == ([bad, good], {good})
    assert line.run() == Moved(turned_down=1)
    line.start()
    assert line.run(never) == Moved(turned_down=1)
    assert line.device.vault.has(bad)


def test_that_another_refusal_passes_a_photo_over_for_this_round_alone(line: Line) -> None:
    first, second = line.photo(LONG), line.photo(b"second")
    assert line.run(refused(507, "full"), CREATED, TAKEN) == Moved(uploaded=1)
    assert line.sent == {second}
    assert line.run(WHOLE) == Moved(uploaded=1)
    assert line.sent == {first, second}


@pytest.mark.parametrize("stuck", [CUT, SLOW])
def test_that_one_stuck_photo_lets_the_others_go_first_and_a_second_ends_the_round(line: Line, stuck: Answer) -> None:
    first, second, third = (line.photo(content) for content in (b"1", b"2", b"3"))
    assert line.run(CREATED, stuck, WHOLE, WHOLE) == Moved(uploaded=2)
    assert line.sent == {second, third}
    fourth = line.photo(b"4")
    assert line.run(CREATED, stuck, CREATED, stuck) == stuck
    assert line.begun() == [fourth, first], "the one that was stuck comes last"
    assert line.run(WHOLE, WHOLE) == Moved(uploaded=2)


def test_that_a_round_in_which_nothing_but_a_stuck_photo_moved_tells_why(line: Line) -> None:
    line.photo(b"1")
    assert line.run(CREATED, CUT) is CUT


def test_that_no_network_ends_it_at_once(line: Line) -> None:
    line.photo(b"1")
    line.photo(b"2")
    assert line.run(AWAY) is AWAY
    end = line.run(refused(403, "diverged"), AWAY)
    assert end is AWAY


def test_that_a_photo_that_can_not_be_read_here_holds_up_nothing(line: Line) -> None:
    broken, good = line.photo(LONG), line.photo(b"good")
    line.device.vault.path(broken).write_bytes(b"damaged")
    assert line.run(CREATED, WHOLE) == Moved(uploaded=1)
    assert line.sent == {good}


def photo_row(content: bytes, at: str) -> Row:
    sha256 = hashlib.sha256(content).hexdigest()
    photo = Photo(new_id(), OFFICER, at, sha256, len(content), "image/png", tip_id=new_id())
    return Row("photo", photo.id, "city", msgspec.Raw(msgspec.json.encode(photo)))


def test_that_wanted_photos_come_the_newest_first_and_a_wrong_or_refused_one_stops_none(line: Line) -> None:
    old, new, other = b"old", b"new", b"other"
    line.offered(
        photo_row(old, "2026-03-01T08:00:00Z"),
        photo_row(new, "2026-03-03T08:00:00Z"),
        photo_row(other, "2026-03-02T08:00:00Z"),
    )
    end = line.run(Ok(200, b"wrong", {}), refused(404, "not_found"), Ok(200, old, {}))
    assert end == Moved(downloaded=1)
    assert [asked.path.rpartition("/")[2] for asked in line.station.asked] == [
        hashlib.sha256(one).hexdigest() for one in (new, other, old)
    ]
    has = line.device.vault.has
    assert [has(hashlib.sha256(one).hexdigest()) for one in (old, new, other)] == [True, False, False]
    assert line.told[-1] == (1, 3)
    assert line.run(CUT) is CUT, "one that breaks off ends it"


def basemap_row(content: bytes) -> tuple[Row, str]:
    sha256 = hashlib.sha256(content).hexdigest()
    offer = Basemap("city", sha256, len(content), "2026-05-01T00:00:00Z")
    return Row("basemap", "city", "city", msgspec.Raw(msgspec.json.encode(offer))), sha256


def test_that_the_basemap_goes_on_where_it_was_and_comes_before_the_photos(line: Line) -> None:
    tiles = b"PMTiles" + bytes(3_000)
    row, sha256 = basemap_row(tiles)
    line.offered(row, photo_row(b"photo", "2026-03-01T08:00:00Z"))
    files = line.device.exchange.files
    files.basemap_part(sha256).write_bytes(tiles[:1_000])

    def rest(asked: Asked) -> Answer:
        assert (asked.path, asked.headers) == (f"{paths.BASEMAP}/{sha256}", {"Range": "bytes=1000-"})
        return Ok(206, tiles[1_000:], {})

    assert line.run(rest, Ok(200, b"photo", {})) == Moved(downloaded=2)
    assert [path.read_bytes() for path in files.basemaps()] == [tiles]


@pytest.mark.parametrize("left", [b"x" * 4_000, b"x" * 3_007], ids=["longer", "as long"])
def test_that_a_rest_that_is_no_beginning_of_it_is_thrown_away(line: Line, left: bytes) -> None:
    tiles = b"PMTiles" + bytes(3_000)
    row, sha256 = basemap_row(tiles)
    line.offered(row)
    files = line.device.exchange.files
    files.basemap_part(sha256).write_bytes(left)

    def whole(asked: Asked) -> Answer:
        assert asked.headers == {}
        return Ok(200, tiles, {})

    if len(left) == len(tiles):
        assert line.run() == Moved()
    assert line.run(whole) == Moved(downloaded=1)
    assert [path.read_bytes() for path in files.basemaps()] == [tiles]


def test_that_a_basemap_that_is_refused_stops_no_photo_and_one_that_breaks_off_ends_it(line: Line) -> None:
    row, _ = basemap_row(b"PMTiles")
    line.offered(row, photo_row(b"photo", "2026-03-01T08:00:00Z"))
    assert line.run(CUT) is CUT
    assert line.run(refused(404, "not_found"), Ok(200, b"photo", {})) == Moved(downloaded=1)
    assert not isinstance(line.run(refused(404, "not_found")), ServerTrouble)
