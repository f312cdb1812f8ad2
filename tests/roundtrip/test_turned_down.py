"""A photo that the server will never have is said to the person, crosses the network once, and stays on the device."""

import hashlib
import io
from pathlib import Path

from PIL import Image

from app.accounts.domain import Role
from app.identifiers import new_id
from app.tips.operations import TipFile, TipPhotoAdd
from sync.client.origin import Origin
from sync.client.outcomes import RoundDone
from sync.client.transport import Transport
from tests.faults.city import City
from tests.faults.device import FieldDevice
from tests.faults.places import place_in
from tests.faults.server_process import ServerProcess


def _too_many_pixels() -> bytes:
    out = io.BytesIO()
    Image.new("L", (10_000, 6_000)).save(out, "PNG")
    return out.getvalue()


def test_that_a_photo_the_server_will_not_have_is_sent_once_and_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'server.sqlite3'}"
    city = City(url, tmp_path / "files", 1)
    officer = city.person("anna", Role.OFFICER, "d0")
    server = ServerProcess(url, tmp_path / "files", tmp_path / "server.log")
    server.start()
    try:
        transport = Transport(Origin(server.origin))
        device = FieldDevice(tmp_path / "device", officer, transport, city.enrolled(officer, transport))
        device.round()
        content = _too_many_pixels()
        assert device.vault.seal(content) is not None
        sha256, tip_id = hashlib.sha256(content).hexdigest(), new_id()
        device.record(tip_id, TipFile(title="Lampa", category="light", place=place_in(0, 1)))
        device.record(tip_id, TipPhotoAdd(new_id(), sha256, len(content), "image/png"))
        first, second = device.round(), device.round()
        assert isinstance(first, RoundDone)
        assert isinstance(second, RoundDone)
        assert (first.sent, first.uploaded, first.turned_down) == (2, 0, 1)
        assert (second.turned_down, second.bytes_sent < 1_000) == (1, True)
        assert device.vault.has(sha256)
        device.stop()
    finally:
        server.kill()
        city.close()
