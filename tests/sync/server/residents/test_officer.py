"""A resident finds their officer by address or district, whoever stands in at that moment."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.basemap.search import Found
from app.districts.domain import Basemap
from app.identifiers import new_id
from sync.server import cli
from sync.server.accounts import duties
from sync.server.cards.domain import Priority
from sync.server.cards.repository import put_priority
from sync.server.cards.service import count_kept
from sync.server.ground.moments import instant
from sync.server.jobs.domain import Nothing
from tests.sync.server import schema
from tests.sync.server.photos.test_previews import lying
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_WEST, WEST, Station


def command(station: Station, *words: str) -> None:
    where = ("--database", station.settings.database, "--files", str(station.settings.files))
    assert cli.main(["residents", *words, *where]) == 0


def page(visitor: Visitor, path: str = f"/straznik/{WEST}") -> str:
    answer = visitor.get(path)
    assert answer.status == 200
    return re.sub(r"\s+", " ", answer.body.decode())


def test_that_the_page_shows_what_the_officer_lets_residents_know_and_nothing_else(
    station: Station, visitor: Visitor, tmp_path: Path
) -> None:
    station.person("novak", Role.OFFICER, WEST)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(name="Jan Novák", badge="123", phone="+420 000 111 222"))
    bare = page(visitor)
    assert "Strážník č. 123" in bare
    assert "tel:156" in bare
    assert not any(hidden in bare for hidden in ("Jan Novák", "000 111 222")), (
        "what colleagues see is not for residents"
    )
    (tmp_path / "face").write_bytes(lying(6))
    command(station, "card", "novak", "--show", "name", "--phone", "+420 474 111 156", "--email", "novak@example.cz",
            "--hours", "Po 14–16, škola Písečná", "--hours", "St 9-10:30", "--note", "Nebo po domluvě",
            "--profile", "Okrsek na síti=https://example.cz/novak",
            "--portrait", str(tmp_path / "face"))  # fmt: skip
    shown = page(visitor)
    for text in ("Jan Novák", "tel:+420474111156", "mailto:novak@example.cz", "<b>po</b> 14–16, škola Písečná",
                 "<b>st</b> 9–10:30", "Nebo po domluvě", "https://example.cz/novak"):  # fmt: skip
        assert text in shown, text
    portrait = re.search(r'src="(/straznik/portret/[0-9a-f]{32})"', shown)
    assert portrait is not None
    with Image.open(io.BytesIO(visitor.get(portrait[1]).raw)) as image:
        assert image.size == (80, 120)
        assert not image.getexif()
    assert visitor.get("/straznik/portret/").status == 404
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(active=False))
    assert visitor.get(portrait[1]).status == 404, "who left is not to be seen by an old address"
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).values(active=True))
    command(station, "card", "novak", "--phone", "", "--hours", "", "--note", "", "--profile", "", "--portrait", "")
    left = page(visitor)
    assert "novak@example.cz" in left, "what is not named stays"
    assert not any(
        one in left for one in ("474 111 156", "14–16", "Konzultační hodiny", "https://example.cz", "portret")
    )
    assert visitor.get(portrait[1]).status == 404
    assert visitor.get("/straznik/jinde").status == 404


def test_that_from_the_minute_of_a_cover_the_page_names_who_stands_in_and_until_when(
    station: Station, visitor: Visitor
) -> None:
    holder, other = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER)
    now = station.clock()
    with station.server.database.write() as connection:
        for officer_id, badge in ((holder, "123"), (other, "456")):
            changed = sa.update(schema.account).where(schema.account.c.id == officer_id)
            connection.execute(changed.values(badge=badge))
        until = instant(now + timedelta(hours=15))  # the midnight in Prague
        duties.grant(
            connection, other, WEST, duties.DutyKind.COVER, from_at=instant(now + timedelta(hours=1)), to_at=until
        )
    assert "č. 456" not in page(visitor)
    station.clock.forward(hours=1)
    covered = page(visitor)
    assert covered.index("zastupuje do 2. 3. 2026<") < covered.index("č. 456") < covered.index("č. 123")
    station.clock.forward(hours=14)
    assert "č. 456" not in page(visitor)
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.account).where(schema.account.c.id == holder).values(active=False))
    assert "nemá určeného strážníka" in page(visitor)


def test_that_a_district_is_found_by_address_by_degrees_or_by_its_name(
    station: Station, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (Found("Palackého 12", "address", IN_WEST.lon, IN_WEST.lat), Found("Palackého", "street", 14.9, 50.9))
    monkeypatch.setattr("sync.server.residents.finding.offered", lambda _: Basemap("city", "0" * 64, 1, ""))
    addresses = visitor.app.state.server.addresses
    monkeypatch.setattr(addresses, "search", lambda _sha, text: found if text.startswith("Pal") else ())
    link = f'href="/straznik/{WEST}"'
    assert page(visitor, "/straznik").count(link) == 1
    by_address = page(visitor, "/straznik?kde=Palackeho")
    assert by_address.count(link) == 2, "the address in a district, and the district itself"
    assert "Palackého 12" in by_address
    pasted = page(visitor, "/straznik?kde=Palack%C3%A9ho%C2%A012")
    assert pasted.count(link) == 2, "as it is taken over from a letter"
    assert 'href="?kde=Palack%C3%A9ho+12&amp;lang=en"' in pasted, "what was typed outlives another language"
    assert page(visitor, "/straznik?kde=50.050,%2013.050").count(link) == 2
    assert "žádné lokalitě" in page(visitor, "/straznik?kde=50.900,%2014.900")
    assert "takové místo nezná" in page(visitor, "/straznik?kde=xyz")


def test_that_three_priorities_are_shown_none_older_than_three_months(
    station: Station, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nic určeno nebylo" in page(visitor)
    with station.server.database.write() as connection:
        ids = [new_id() for _ in range(5)]
        for number in range(5):
            at = station.clock() - timedelta(days=100 - 30 * number)
            put_priority(connection, Priority(ids[number], WEST, f"Priorita {number}", instant(at)))
    shown = page(visitor)
    assert [f"Priorita {number}" in shown for number in range(5)] == [False, False, True, True, True]
    command(station, "priority", "Lampa svítí", "--done", ids[3])
    assert '</b> <span lang="cs">Lampa svítí' in page(visitor)
    where = ("--database", station.settings.database, "--files", str(station.settings.files))
    wrong = (("Jiná", "--end", ids[4]), ("--done", ids[3]), (" ", "--district", WEST), ("Dům", "--district", "-"))
    for refused in wrong:
        assert cli.main(["residents", "priority", *refused, *where]) == 2, refused
    assert [f"Priorita {number}" in page(visitor) for number in range(5)] == [False, False, True, True, True]
    command(station, "priority", "--end", ids[4])
    assert [f"Priorita {number}" in page(visitor) for number in range(5)] == [False, True, True, True, False]
    assert ids[4] in capsys.readouterr().out


def test_that_the_pledge_is_said_with_how_often_it_was_kept(station: Station, visitor: Visitor) -> None:
    assert "K čemu se město zavázalo" not in page(visitor)
    command(station, "pledge", "--days", "3", "--else-cs", "zavolá velitel.", "--else-en", "the commander calls you.")
    with station.server.database.write() as connection:
        connection.execute(sa.update(schema.pledge).values(doc=sa.func.replace(
            schema.pledge.c.doc, re.search(r'"since":"([^"]+)"', station.scalar(sa.select(schema.pledge.c.doc)))[1],  # type: ignore[index]
            instant(station.clock() - timedelta(days=1)))))  # fmt: skip
    assert 'Odpověď do 3 pracovních dnů, jinak <span lang="cs">zavolá velitel.</span>' in page(visitor)
    assert "zatím nespočítalo" in page(visitor)
    for _ in range(2):
        visitor.send(where="50.0500, 13.0500", text="Nesvítí")
    work(station)
    first = station.scalar(sa.select(sa.func.min(schema.tip.c.id)))
    with station.server.database.write() as connection:
        closed = sa.update(schema.tip).where(schema.tip.c.id == first)
        connection.execute(closed.values(closed_at=instant(station.clock() + timedelta(hours=1))))
    station.clock.forward(days=20)
    station.server.database.durably(lambda connection: count_kept(connection, station.server, Nothing()))
    assert "zatím málo odpovědí: za poslední tři měsíce dodrženo 1 z 2" in page(visitor)
