"""An original goes only where nothing shows it at the moment of its going."""

import hashlib

import sqlalchemy as sa

from sync.server.photos import repository
from tests.sync.server import schema
from tests.sync.server.photos.test_router import Sender, picture
from tests.sync.server.station import Station


def test_that_an_original_that_a_photo_shows_by_now_is_not_forgotten(station: Station) -> None:
    sender, data = Sender(station), picture()
    sha256 = hashlib.sha256(data).hexdigest()
    with station.server.database.write() as connection:
        assert repository.forget_original(connection, sha256, station.server.now())
    assert station.all(sa.select(schema.original)) == []
    sender.send(data)
    with station.server.database.write() as connection:
        assert not repository.forget_original(connection, sha256, station.server.now())
    assert station.scalar(sa.select(schema.original.c.size)) == len(data)
