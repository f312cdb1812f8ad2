"""A device speaks to its own server over a line whose other end is known, or not at all."""

from pathlib import Path

import pytest

from sync.client.origin import Flaw, Origin, OriginRefused, check_origin


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    path = tmp_path / "authority.pem"
    path.write_text("-----BEGIN CERTIFICATE-----")
    return path


@pytest.mark.parametrize(
    "url", ["https://okrskar.example.cz", " https://okrskar.example.cz/ ", "https://[2001:db8::1]:8443"]
)
def test_that_an_address_with_our_authority_is_taken_without_its_slash(url: str, pem: Path) -> None:
    assert check_origin(url, pem) == Origin(url.strip().rstrip("/"), pem)


@pytest.mark.parametrize(
    "url",
    ["http://okrskar.example.cz", "http://192.168.1.5:8000", "http://localhost.example.cz", "http://127.0.0.1.example.cz",
     "http://0.0.0.0", "http://[::ffff:192.168.1.5]", "HTTP://okrskar.example.cz"],
)  # fmt: skip
def test_that_nothing_leaves_this_machine_over_a_plain_line(url: str, pem: Path) -> None:
    assert check_origin(url, pem) == OriginRefused(Flaw.PLAIN_HTTP)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://localhost:8000/", "http://[::1]:8000", "http://127.8.8.8"]
)
def test_that_a_plain_line_to_this_very_machine_is_taken(url: str) -> None:
    assert check_origin(url, None) == Origin(url.rstrip("/"))


def test_that_a_server_is_not_believed_without_the_authority_that_vouches_for_it(tmp_path: Path) -> None:
    for authority in (None, tmp_path / "missing.pem", tmp_path):
        assert check_origin("https://okrskar.example.cz", authority) == OriginRefused(Flaw.NO_AUTHORITY)


@pytest.mark.parametrize(
    "url",
    ["", "okrskar.example.cz", "ftp://okrskar.example.cz", "https://", "https://a.cz/desk", "https://a.cz?x=1", "https://a.cz#x",
     "https://user@a.cz", "https://user:word@a.cz", "https://a.cz:port", "https://a.cz:99999", "https://[::1",
     "javascript:alert(1)"],
)  # fmt: skip
def test_that_what_is_no_bare_address_is_refused(url: str, pem: Path) -> None:
    assert check_origin(url, pem) == OriginRefused(Flaw.NOT_AN_ADDRESS)
