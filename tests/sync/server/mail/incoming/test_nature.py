"""A program that answers by itself, a list, and a server that could not deliver are known as what they are."""

import pytest

from sync.server.mail.incoming.nature import Bounce, Nature
from sync.server.mail.incoming.reading import read

OURS = "0123456789abcdef0123456789abcdef@tip.example.cz"


def nature(*headers: str) -> Nature:
    head = "\r\n".join(["From: jana@example.cz", *(headers or ("Subject: Lampa",))])
    return read(f"{head}\r\n\r\nText".encode()).nature


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; owner=x", "auto-submitted:  Auto-Notified",
        "X-Autoreply: yes", "X-Autorespond: x", "X-Auto-Reply: x", "Precedence: auto_reply",
        "Precedence: bulk", "Precedence: junk",
        "Subject: Automatická odpověď: Podnět", "Subject: Re: Automatická odpověď: Podnět", "Subject: Mimo kancelář",
        "Subject: =?utf-8?q?Automatick=C3=A1_odpov=C4=9B=C4=8F?=", "Subject: Out of Office: x",
        "Subject: Automatic reply: x",
        "Return-Path: <>", "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
    ],
)  # fmt: skip
def test_that_an_answer_by_a_program_is_one(header: str) -> None:
    assert nature(header) is Nature.AUTOMATIC


@pytest.mark.parametrize("header", ["List-Id: <x.example.cz>", "List-Unsubscribe: <mailto:x@y.cz>", "List-Post: x"])
def test_that_what_goes_to_many_is_known(header: str) -> None:
    assert nature(header, "Precedence: list") is Nature.MANY


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: no", "Precedence: normal", "Subject: Mimořádný nepořádek", "Subject: Auto na chodníku",
    "X-Priority: 1",
     "Subject: Vrácená pošta", "X-Auto-Response-Suppress: All", "Return-Path: <jana@example.cz>"],
)  # fmt: skip
def test_that_a_person_is_one(header: str) -> None:
    assert nature(header) is Nature.PERSON


def dsn(*fields: str) -> bytes:
    """A report of RFC 3464."""
    about = "\r\n".join(["Reporting-MTA: dns; mx.example.cz", "", "Final-Recipient: rfc822; jana@example.cz", *fields])
    return (
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.cz>\r\nSubject: Undelivered Mail\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{about}\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\nMessage-ID: <{OURS}>\r\n\r\nHi\r\n--b--\r\n"
    ).encode()


EXIM = f"""Return-path: <>
X-Failed-Recipients: jana@example.cz
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example.cz>
To: o-1@tip.example.cz
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

  jana@example.cz
    host mx.example.cz [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<jana@example.cz>:
    550 5.1.1 No such user

------ This is a copy of the message, including all the headers. ------

Subject: Podnet
Message-ID: <{OURS}>

Text
""".encode()


@pytest.mark.parametrize(
    ("raw", "bounce"),
    [
        (dsn("Action: failed", "Status: 5.1.1"), Bounce(failed=True, code="5.1.1", mail_id=OURS)),
        (dsn("Action: FAILED", "Status: 5.2.2 (full)"), Bounce(failed=True, code="5.2.2", mail_id=OURS)),
        (dsn("Action: delayed", "Status: 4.4.1"), Bounce(failed=False, code="4.4.1", mail_id=OURS)),
        (dsn("Action: delivered", "Status: 2.0.0"), Bounce(failed=False, code="2.0.0", mail_id=OURS)),
        (dsn(), Bounce(failed=False, code="", mail_id=OURS)),
        (EXIM, Bounce(failed=True, code="5.1.1", mail_id=OURS)),
        (
            EXIM.replace(b"Mail delivery failed: returning message to sender", b"Warning: message 1 delayed 24 hours"),
            Bounce(failed=False, code="5.1.1", mail_id=OURS),
        ),
        (
            b"Return-Path: <>\r\nFrom: MAILER-DAEMON@x.cz\r\nSubject: failure notice\r\n\r\nHi. This is qmail.\r\n",
            Bounce(failed=True, code="", mail_id=""),
        ),
    ],
)
def test_that_what_could_not_be_delivered_is_known(raw: bytes, bounce: Bounce) -> None:
    found = read(raw)
    assert (found.nature, found.bounce) == (Nature.BOUNCE, bounce)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: jana@example.cz\r\nSubject: Undelivered parcel\r\n\r\nx",
        b"From: jana@example.cz\r\nSubject: Re: Mail delivery failed\r\n\r\nSMTP 550 5.1.1",
        b"From: postmaster@example.cz\r\nSubject: Lampa\r\n\r\nx",
    ],
)
def test_that_a_person_who_writes_of_mail_is_no_server(raw: bytes) -> None:
    assert read(raw).bounce is None
