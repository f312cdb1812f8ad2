"""A password is exactly what was set, however long what is typed is."""

import sqlalchemy as sa

from sync.server import schema
from sync.server.accounts import passwords
from tests.sync.server.station import Station


def test_that_a_longest_password_with_more_behind_it_is_wrong(station: Station) -> None:
    station.person("novak")
    password = "x" * passwords.LONGEST
    stored = passwords.hashed(station.settings, password)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(password=stored))
    assert passwords.verify(station.server, "novak", password) is not None
    assert passwords.verify(station.server, "novak", password + "x") is None
