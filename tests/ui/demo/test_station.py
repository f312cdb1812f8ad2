"""The demo's station: a real server process with the demo city, founded once for all the tests here."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from ui.demo.station import Station, StationFailed

pytestmark = pytest.mark.xdist_group("station")


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    with Station(tmp_path_factory.mktemp("station")) as running:
        yield running


def test_that_it_answers_and_hands_out_one_code_a_person(station: Station) -> None:
    with urllib.request.urlopen(f"{station.url}/healthz", timeout=180) as answer:  # noqa: S310 - loopback
        assert answer.status == 200
    assert len(set(station.codes.codes.values())) == len(station.codes.codes) > 1
    assert set(station.codes.codes) <= set(station.codes.people)


def test_that_residents_have_pages_of_their_own_and_no_api_there(station: Station) -> None:
    with urllib.request.urlopen(f"{station.pages}/", timeout=180) as answer:  # noqa: S310 - loopback
        assert "Poslat podnět" in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{station.pages}/api/v1/tips", timeout=180)  # noqa: S310 - loopback
    with refused.value as answer:
        assert answer.code == 404


def test_that_a_stranger_gets_nothing_of_its_api(station: Station) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        station.call("POST", "/api/v1/tips", body={"title": "Vrak", "category": "parking"})
    with refused.value as answer:
        assert answer.code in (401, 403)


def test_that_its_commands_run_on_its_own_database(station: Station) -> None:
    assert station.run("officers", "list")


def test_that_a_command_that_fails_says_what_the_server_said(station: Station) -> None:
    with pytest.raises(StationFailed) as failed:
        station.run("no-such-command")
    assert "no-such-command" in str(failed.value)
