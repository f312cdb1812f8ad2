"""A relay that hangs, drips, refuses the house or is another one is left within its time, and tried again later."""

from pathlib import Path

import msgspec
import pytest

from app.messages.domain import Delivery
from sync.server.mail import handing
from sync.server.mail.relay import MailKey, Relay, Security, use
from tests.sync.client.authority import Authority, make_authority, server_certificate
from tests.sync.server.mail.post import Post, asked, open_post, seen, work
from tests.sync.server.station import WEST, Device, Station


def through(station: Station, relay: Relay) -> Device:
    """An officer of a station that hands its mail to this relay."""
    with station.server.database.write() as connection:
        use(connection, relay)
    return station.officer("novak", WEST)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one that this machine believes."""
    made = make_authority(tmp_path, "believed")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.pem))
    return made


@pytest.mark.parametrize(
    ("how", "security"),
    [("hang", Security.NONE), ("hang", Security.TLS), ("drip", Security.NONE), ("drip-tls", Security.TLS)],
)
def test_that_a_relay_that_hangs_is_left(
    station: Station,
    tmp_path: Path,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
    *,
    how: str,
    security: Security,
) -> None:
    monkeypatch.setattr(handing, "SECONDS", 0.5)
    with open_post(tmp_path / "post", server_certificate(tmp_path, authority)) as post:
        post.script(how)
        asked(station, through(station, post.relay(security)))
        assert work(station) == 1
        assert seen(station) == [(Delivery.QUEUED, "relay not reached")]
        assert how == "hang" or post.says() == "left"


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ("MAIL 530 5.7.0 sign in first", "530 5.7.0"),
        ("MAIL 553 5.1.8 no such sender", "553 5.1.8"),
        ("DATA 451 4.7.1 greylisted", "451 4.7.1"),
    ],
)
def test_that_a_refusal_of_the_house_is_none_of_the_resident(
    station: Station, novak: Device, post: Post, refusal: str, reason: str
) -> None:
    post.script(refusal, "ok")
    asked(station, novak)
    assert work(station) == 1
    assert seen(station) == [(Delivery.QUEUED, reason)]
    station.clock.forward(minutes=1)
    assert work(station) == 1
    assert seen(station) == [(Delivery.SENT, "")]


@pytest.mark.parametrize(("security", "begins"), [(Security.STARTTLS, "ok"), (Security.TLS, "tls")])
def test_that_mail_goes_by_tls_to_who_is_the_relay_and_signs_in_there(
    station: Station, tmp_path: Path, authority: Authority, security: Security, begins: str
) -> None:
    with open_post(tmp_path / "post", server_certificate(tmp_path, authority)) as post:
        post.script(begins)
        sealed = MailKey(station.settings.files).seal("heslo")
        relay = msgspec.structs.replace(post.relay(security), user="okrskar", sealed=sealed)
        asked(station, through(station, relay))
        assert work(station) == 1
        ((envelope, _),) = post.taken()
    assert seen(station) == [(Delivery.SENT, "")]
    assert envelope[0] == "AUTH PLAIN AG9rcnNrYXIAaGVzbG8="


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("wrong", ["authority", "host", "expired"])
def test_that_no_mail_and_no_password_goes_to_who_is_not_the_relay(
    station: Station, tmp_path: Path, authority: Authority, security: Security, wrong: str
) -> None:
    signer = make_authority(tmp_path, "other") if wrong == "authority" else authority
    host = "127.0.0.2" if wrong == "host" else "127.0.0.1"
    certificate = server_certificate(tmp_path, signer, host=host, expired=wrong == "expired")
    with open_post(tmp_path / "post", certificate) as post:
        post.script("tls" if security is Security.TLS else "ok")
        asked(station, through(station, post.relay(security)))
        assert work(station) == 1
        assert post.taken() == []
    assert seen(station) == [(Delivery.QUEUED, "relay certificate")]


def test_that_nothing_goes_in_the_clear_where_tls_was_meant(station: Station, post: Post) -> None:
    asked(station, through(station, post.relay(Security.STARTTLS)))
    assert work(station) == 1
    assert (post.taken(), seen(station)) == ([], [(Delivery.QUEUED, "relay settings")])
