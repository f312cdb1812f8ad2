"""Bodies are named by a command, chosen on the devices, and never told to them with an address."""

import pytest

from sync.server import cli
from tests.sync.server.station import WEST, Station

WHERE = "ts@chomutov.example"


def run(station: Station, *words: str) -> int:
    settings = station.settings
    return cli.main(["body", *words, "--database", settings.database, "--files", str(settings.files)])


def test_that_devices_get_a_body_without_its_address_until_it_ends(
    station: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    novak = station.officer("novak", WEST)
    assert run(station, "add", "Technické  služby", WHERE, "--category", "light", "--days", "7") == 0
    body_id = capsys.readouterr().out.strip()
    novak.pull()
    assert novak.docs("body") == {body_id: {"id": body_id, "name": "Technické služby", "categories": ["light"]}}
    assert run(station, "change", "technické služby", "--name", "TS města") == 0
    assert run(station, "list") == 0
    assert capsys.readouterr().out == f"TS města  <{WHERE}>  7 days  light  {body_id}\n"
    novak.pull()
    assert novak.docs("body")[body_id]["name"] == "TS města"
    assert run(station, "end", "TS města") == 0
    novak.pull()
    assert novak.docs("body") == {}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "Policie ČR", WHERE), "already"),
        (("add", "Hasiči", "no address"), "no address"),
        (("add", "Hasiči", WHERE, "--category", "none"), "no category none"),
        (("add", "Hasiči", WHERE, "--days", "4000"), "can not be a body"),
        (("add", " ", WHERE), "a name"),
        (("change", "Hasiči", "--days", "3"), "no body Hasiči"),
        (("end", "Hasiči"), "no body Hasiči"),
    ],
)
def test_that_what_can_not_be_a_body_is_refused_in_words(
    station: Station, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    assert run(station, "add", "Policie ČR", "pcr@example.cz") == 0
    assert run(station, *words) == 2
    assert why in capsys.readouterr().err
