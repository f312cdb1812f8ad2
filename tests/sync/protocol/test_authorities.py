"""What a server may name as authorities, and what becomes of an answer of before there were any."""

import json
from pathlib import Path

import msgspec
import pytest

import sync.protocol
from sync.protocol.authorities import LONGEST_PEM, Authorities, AuthoritiesFlaw, read_authorities
from sync.protocol.messages import TokenResponse
from tests.sync.client.authority import make_authority, server_certificate, together


def _golden() -> bytes:
    return (Path(sync.protocol.__file__).parent / "golden" / "envelopes" / "TokenResponse.json").read_bytes()


class _OldTokenResponse(msgspec.Struct, frozen=True):
    token: str
    seconds: int


def test_that_one_or_two_authorities_are_read_each_once_and_without_what_stands_beside_them(tmp_path: Path) -> None:
    one, two = make_authority(tmp_path, "one"), make_authority(tmp_path, "two")
    both = together(tmp_path, one, two).read_text()
    found = read_authorities(f"Městská autorita\n{both}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    assert found == Authorities((one.certificate, two.certificate))
    assert found.pem == both
    assert read_authorities(one.pem.read_text() * 2) == Authorities((one.certificate,))
    assert found.same_as(Authorities((two.certificate, one.certificate)))
    assert not found.same_as(Authorities((one.certificate,)))


def test_that_anything_else_is_no_authorities_at_all(tmp_path: Path) -> None:
    names = ("a", "b", "c")
    three = together(tmp_path, *(make_authority(tmp_path, name) for name in names)).read_text()
    one = make_authority(tmp_path, "one")
    pem, of_a_server = one.pem.read_text(), server_certificate(tmp_path, one).read_text()
    broken = pem.replace("M", "N", 2)
    said = {
        "": AuthoritiesFlaw.NO_CERTIFICATE,
        "rubbish \ud800": AuthoritiesFlaw.NO_CERTIFICATE,
        pem[:-40]: AuthoritiesFlaw.NO_CERTIFICATE,
        pem + broken: AuthoritiesFlaw.NO_CERTIFICATE,
        three: AuthoritiesFlaw.TOO_MANY,
        of_a_server: AuthoritiesFlaw.NOT_AN_AUTHORITY,
        pem + of_a_server: AuthoritiesFlaw.NOT_AN_AUTHORITY,
        pem + " " * LONGEST_PEM: AuthoritiesFlaw.TOO_LONG,
    }
    assert {text: read_authorities(text) for text in said} == said


def test_that_the_example_names_two_authorities() -> None:
    found = read_authorities(msgspec.json.decode(_golden(), type=TokenResponse).authorities)
    assert isinstance(found, Authorities)
    assert len(found.certificates) == 2


def test_that_an_older_device_reads_todays_answer() -> None:
    assert msgspec.json.decode(_golden(), type=_OldTokenResponse).seconds == 900


def test_that_an_older_servers_answer_names_no_authorities_and_ours_says_nothing_where_none_are_named() -> None:
    old = b'{"token":"3f0c9a5e6b7d4812","seconds":900}'
    read = msgspec.json.decode(old, type=TokenResponse)
    assert read.authorities == ""
    assert json.loads(msgspec.json.encode(read)) == json.loads(old)


@pytest.mark.parametrize("length", [LONGEST_PEM + 1, 1_000_000])
def test_that_too_long_a_text_does_not_cost_the_token(length: int) -> None:
    answer = msgspec.json.encode({"token": "t", "seconds": 900, "authorities": "x" * length})
    assert msgspec.json.decode(answer, type=TokenResponse).token == "t"
