"""Any bytes are a mail: what is wrong with one costs nothing but what is wrong."""

import base64
import quopri

import hypothesis.strategies as st
import pytest
from hypothesis import given

from sync.server.intake.photos.domain import MOST_PHOTOS
from sync.server.mail.incoming.nature import Nature
from sync.server.mail.incoming.reading import MOST_BYTES, MOST_TEXT, key_of, read

CZECH = "Příliš žluťoučký kůň – ulice „Šafaříkova“"
PICTURE = b"\xff\xd8\xff" + b"x" * 30_000


def mail(body: str | bytes = "Lampa nesvítí.", *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    """A mail of Jana's."""
    lines = ["From: Jana Malá <jana@example.cz>", "To: podnety@mesto.example.cz", "Subject: Lampa", *headers]
    head = "\r\n".join([*lines, f"Content-Type: {kind}"]).encode()
    return head + b"\r\n\r\n" + (body if isinstance(body, bytes) else body.encode())


def part(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + body + b"\r\n"


def several(*parts: bytes, kind: str = "mixed", boundary: str = "b1") -> bytes:
    body = b"".join(b"--" + boundary.encode() + b"\r\n" + one for one in parts) + f"--{boundary}--\r\n".encode()
    return mail(body, kind=f'multipart/{kind}; boundary="{boundary}"')


@pytest.mark.parametrize(
    ("charset", "named"),
    [
        ("utf-8", "utf-8"), ("cp1250", "windows-1250"), ("cp1250", "Windows-1250"), ("cp1250", "iso-8859-2"),
        ("cp1250", "x-unknown"), ("cp1250", "us-ascii"), ("utf-8", "us-ascii"), ("utf-8", "zip"), ("utf-8", "idna"),
        ("utf-8", "unicode_escape"), ("utf-8", "\"utf-8\""), ("utf-16", "utf-16"),
    ],
)  # fmt: skip
def test_that_letters_are_read_in_the_charset_that_they_are_in(charset: str, named: str) -> None:
    assert read(mail(CZECH.encode(charset), kind=f"text/plain; charset={named}")).text == CZECH


def test_that_iso_8859_2_is_read() -> None:
    assert read(mail("Šel kůň".encode("iso-8859-2"), kind="text/plain; charset=ISO-8859-2")).text == "Šel kůň"


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("=?utf-8?B?" + base64.b64encode("Nesvítí lampa".encode()).decode() + "?=", "Nesvítí lampa"),
        ("=?windows-1250?Q?Nesv=EDt=ED_lampa?=", "Nesvítí lampa"),
        ("=?iso-8859-2?q?Nesv=EDt=ED?=\r\n =?iso-8859-2?q?_lampa?=", "Nesvítí lampa"),
        ("=?utf-8?q?=C5?= =?utf-8?q?=BDe?=", "Že"),
        ("=?nonsense?Q?abc?= x", "abc x"),
        ("=?utf-8?B?!!!?= =?utf-8?Q?", "=?utf-8?Q?"),
        ("Nesvítí", "Nesvítí"),
        ("a\x00b\x1bc", "abc"),
        ("", ""),
    ],
)
def test_that_a_subject_is_read(raw: str, subject: str) -> None:
    text = f"From: j@example.cz\r\nSubject: {raw}\r\n\r\nx".encode()
    assert read(text).subject == subject


@pytest.mark.parametrize("charset", ["utf-8", "cp1250"])
def test_that_headers_of_eight_bits_are_read(charset: str) -> None:
    found = read("From: Žaneta Říhová <zaneta@example.cz>\r\nSubject: Šípková\r\n\r\nx".encode(charset))
    assert (found.name, found.sender, found.subject) == ("Žaneta Říhová", "zaneta@example.cz", "Šípková")


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("jana@example.cz", "jana@example.cz"), ('"Malá, Jana" <jana@example.cz>', "jana@example.cz"),
        ("a@b.cz, c@d.cz", "a@b.cz"), ("Jana", ""), ("<>", ""), ("jana@", ""), ("x" * 5_000 + "@example.cz", ""),
        ("=?utf-8?q?Jana_=3Cx=40y.cz=3E?= <jana@example.cz>", "jana@example.cz"),
        ("jana@example.cz\r\nFrom: eva@example.cz", "jana@example.cz"),
    ],
)  # fmt: skip
def test_that_a_sender_is_an_address_or_nobody(header: str, sender: str) -> None:
    assert read(f"From: {header}\r\n\r\nx".encode()).sender == sender


def test_that_of_alternatives_the_plain_one_is_read_and_html_where_it_is_alone() -> None:
    plain = part(b"Lampa", "Content-Type: text/plain")
    page = part(
        "<html><head><title>x</title><style>p {}</style></head><body><p>Lampa &amp; chodn&iacute;k<br>nesvítí</p>"
        "<div>U&nbsp;školy</div><!-- nic --><script>zlo()</script><blockquote>Kde?</blockquote></body>".encode(),
        "Content-Type: text/html; charset=utf-8",
    )
    assert read(several(plain, page, kind="alternative")).text == "Lampa"
    assert read(several(page, kind="alternative")).text == "Lampa & chodník\nnesvítí\n\nU školy\n> Kde?"
    assert read(several(page, kind="alternative")).said == "Lampa & chodník\nnesvítí\n\nU školy"
    empty = part(b"\r\n", "Content-Type: text/plain")
    assert read(several(empty, page, kind="alternative")).text.startswith("Lampa &")


def test_that_pictures_are_taken_within_their_limits() -> None:
    picture = part(base64.encodebytes(PICTURE), "Content-Type: image/jpeg", "Content-Transfer-Encoding: base64",
                   "Content-Disposition: attachment; filename=\"lampa.jpg\"")  # fmt: skip
    logo = part(base64.encodebytes(PICTURE[:5_000]), "Content-Type: image/png", "Content-Transfer-Encoding: base64",
                "Content-ID: <logo>", "Content-Disposition: inline")  # fmt: skip
    letter = part(b"%PDF", "Content-Type: application/pdf", "Content-Disposition: attachment")
    liar = part(
        b"<html>", "Content-Type: image/jpeg", "Content-Disposition: attachment; filename*=utf-8''pl%C3%A1n.jpg"
    )
    coy = part(base64.encodebytes(PICTURE), "Content-Type: application/octet-stream",
               "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=x.dat")  # fmt: skip
    found = read(several(part(b"Text", "Content-Type: text/plain"), picture, logo, letter, liar, coy))
    assert [(one.name, one.data) for one in found.pictures] == [("lampa.jpg", PICTURE), ("x.dat", PICTURE)]
    assert (found.left_out, found.text) == (("application/pdf", "plán.jpg"), "Text")
    many = read(several(*[picture] * 7))
    assert (len(many.pictures), many.left_out) == (MOST_PHOTOS, ("lampa.jpg",) * 2)


def test_that_quoted_printable_and_flowed_lines_are_joined() -> None:
    body = quopri.encodestring("Lampa \nnesvítí.\n> Kde \n> přesně?\n".encode())
    found = read(
        mail(body, "Content-Transfer-Encoding: quoted-printable", kind="text/plain; charset=utf-8; format=flowed")
    )
    assert found.text == "Lampa nesvítí.\n> Kde \n> přesně?"


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n", b"\n\nx", b"no headers at all", b":\r\n\r\n", b"\xff\xfe\x00", b"From: \r\n\r\n",
        mail(b"--b1\r\n\r\nNever closed", kind="multipart/mixed; boundary=b1"),
        mail(b"--other\r\n\r\nWrong", kind="multipart/mixed; boundary=b1"), mail(b"x", kind="multipart/mixed"),
        mail(b"=?=", "Content-Transfer-Encoding: base64"), mail(b"=ZZ=\x00",
        "Content-Transfer-Encoding: quoted-printable"),
        mail("x", "Subject: " + "=?utf-8?b?" * 300), mail("x", "To: " + "<" * 9_000), mail("x",
        'From: "' + "\\" * 9_000),
        b"Content-Type: text/plain" + b"; a" * 100_000 + b"\r\n\r\nx", b"\n".join([b"X: y"] * 100_000),
        b"Content-Type: text/html\r\n\r\n" + b"<" * 300_000, b"Content-Type: text/html\r\n\r\n" + b"<a " * 100_000,
        b"Content-Type: text/html\r\n\r\n" + b"<!--" * 100_000, b"Content-Type: text/html\r\n\r\n" + b"a<b>" * 100_000,
        mail("Dne 12. 7. 2026 v 12:48 " * 4_000 + ":"), mail("Dne 12. 7. 2026 v 12:48 x:\n" * 4_000),
        mail("On " * 40_000 + ":"),
        mail(">" * 100_000), mail("-- \n" * 40_000), mail("Od: x\n" * 20_000), mail("x " * 100_000,
        kind="text/plain; format=flowed"),
    ],
)  # fmt: skip
def test_that_whatever_is_broken_is_a_mail_all_the_same(raw: bytes) -> None:
    found = read(raw)
    assert len(found.said) <= MOST_TEXT
    assert found.said.encode() is not None
    assert "\x00" not in found.text + found.subject + found.name


def test_that_a_mail_nested_a_thousand_deep_is_odd_and_read() -> None:
    body = b""
    for number in range(1_000):
        body += f"--b{number}\r\nContent-Type: multipart/mixed; boundary=b{number + 1}\r\n\r\n".encode()
    found = read(mail(body + b"--b1000\r\n\r\nDole", kind="multipart/mixed; boundary=b0"))
    assert found.odd
    assert found.sender == "jana@example.cz"


def test_that_a_mail_of_ten_thousand_parts_is_odd_and_read() -> None:
    found = read(several(*[part(b"x", "Content-Type: image/png")] * 10_000))
    assert found.odd
    assert len(found.pictures) <= MOST_PHOTOS


def test_that_of_a_mail_beyond_all_measure_the_beginning_is_read() -> None:
    found = read(mail(b"Lampa\r\n" * ((MOST_BYTES + 100) // 7)))
    assert found.odd
    assert found.text.startswith("Lampa\nLampa")


def test_that_the_whole_of_thirty_megabytes_is_read() -> None:
    large = b"\xff\xd8\xff" + bytes(22 * 1024 * 1024)  # more than the web form takes of one
    picture = part(base64.encodebytes(large), "Content-Type: image/jpeg", "Content-Transfer-Encoding: base64")
    found = read(several(part(b"Text", "Content-Type: text/plain"), picture))
    assert (found.text, found.odd, found.pictures, found.left_out) == ("Text", False, (), ("image/jpeg",))


def test_that_the_same_mail_is_known_in_another_mailbox_and_another_one_is_not() -> None:
    one = mail("Lampa", "Message-ID: <1@example.cz>")
    delivered = b"Delivered-To: x@y.cz\r\nReceived: by z\r\n" + one.replace(b"\r\n", b"\n") + b"\n"
    assert key_of(one) == key_of(delivered)
    assert (
        len(
            {
                key_of(one),
                key_of(mail("Lampa", "Message-ID: <2@example.cz>")),
                key_of(mail("Jiná", "Message-ID: <1@example.cz>")),
            }
        )
        == 3
    )


def test_that_recipients_and_what_it_answers_are_read() -> None:
    found = read(mail("x", "Delivered-To: O-1@tip.example.cz", "In-Reply-To: <a@b>", "References: <c@d>\r\n <a@b>"))
    assert set(found.recipients) == {"podnety@mesto.example.cz", "o-1@tip.example.cz"}
    assert found.answers == ("a@b", "c@d")
    assert found.nature is Nature.PERSON


@given(st.binary(max_size=400))
def test_that_any_bytes_are_a_mail(data: bytes) -> None:
    read(data)
    read(b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" + data)
    read(b"From: " + data + b"\r\nContent-Type: text/html; charset=" + data + b"\r\n\r\n" + data)
    key_of(data)
