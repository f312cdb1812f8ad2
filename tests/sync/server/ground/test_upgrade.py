"""The migrations make exactly the tables that the code works with, and lose nothing of what was there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from app.identifiers import new_id
from app.messages.domain import Party, PartyKind, Way
from app.tips.domain import Contact, Tip, TipNote
from app.tips.words import wanted_words
from app.values import Place
from sync.server.cards import repository as cards
from sync.server.cards.domain import Card, Done
from sync.server.feed.publish import Gone, Put, publish
from sync.server.ground import migrations
from sync.server.ground.database import Database
from sync.server.ground.documents import parse, render
from sync.server.ground.upgrade import is_current, upgrade
from sync.server.tips.repository import TipRecord, tip_row
from sync.server.tips.search.repository import Question, find, forget
from sync.server.tips.search.words import words_of
from tests.sync.server import schema
from tests.sync.server.schema import KEPT_APART, metadata


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Start from nothing."""
    return f"sqlite:///{tmp_path / 'new.sqlite3'}"


@pytest.fixture
def postgres_schema() -> None:
    """Start from nothing."""


def test_that_the_migrations_make_the_schema(database_url: str) -> None:
    database = Database(database_url)
    with database.read() as connection:
        assert not is_current(connection)
    upgrade(database)
    upgrade(database)
    with database.read() as connection:
        assert is_current(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        apart = ("remove_table", "remove_index")
        assert [
            one
            for one in compare_metadata(context, metadata)
            if not (one[0] in apart and one[1].name.startswith(KEPT_APART))
        ] == []
        names = {name for name in sa.inspect(connection).get_table_names() if not name.startswith(KEPT_APART)}
        assert names == set(metadata.tables) | {"alembic_version"}
    database.close()


def test_that_a_server_with_nothing_to_upgrade_does_not_load_what_upgrades() -> None:
    loaded = "import sys, sync.server.app, sync.server.commands.serve; print('alembic' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


def test_that_tips_of_before_the_search_are_found_after_the_upgrade(database_url: str) -> None:
    tip = Tip(
        id=new_id(),
        number="2024-000001",
        title="Nesvítí lampa",
        category="light",
        created_at="2024-01-01T08:00:00.000Z",
        text="Šipka ½ — ŽLUŤOUČKÝ " + "dlouhé" * 30,
        place=Place(50.05, 13.05, "Palackého 14/3"),
        notes=1,
    )
    note = TipNote(new_id(), tip.id, new_id(), tip.created_at, "Předáno údržbě.")
    bare = Tip(new_id(), "2024-000002", "Hluk", "noise", tip.created_at)
    database = Database(database_url)
    with database.write() as connection:
        _upgrade_to("0001", connection)
        connection.execute(sa.insert(schema.tip), [tip_row(TipRecord(one, "d1")) for one in (tip, bare)])
        connection.execute(sa.insert(schema.note).values(id=note.id, tip_id=tip.id, at=note.at, doc=render(note)))
    upgrade(database)
    with database.read() as connection:
        words = schema.tip_words.c
        filled = {row.tip_id: row.words for row in connection.execute(sa.select(words.tip_id, words.words))}
        assert filled == {tip.id: words_of(tip, [note.text]), bare.id: words_of(bare, [])}
        for text in ("palackeho 14", "udrzbe", "zlutoucky sipka 1"):
            assert find(connection, Question(wanted_words(text)), {"d1"}, newest=0) == [tip]
    with database.write() as connection:
        forget(connection, [tip.id])
    with database.read() as connection:
        assert find(connection, Question(("nesviti",)), {"d1"}, newest=0) == []
    database.close()


def test_that_who_sent_a_tip_of_before_can_be_answered_after_the_upgrade(database_url: str) -> None:
    tips = [Tip(new_id(), f"2024-00000{n}", "Lampa", "light", "2024-01-01T08:00:00.000Z") for n in range(4)]
    contacts = [
        Contact(tips[0].id, "Anna", "777", "a@example.cz"),
        Contact(tips[1].id, phone="777"),
        Contact(tips[2].id, "Eva"),
    ]
    database = Database(database_url)
    with database.write() as connection:
        _upgrade_to("page_sessions", connection)
        connection.execute(sa.insert(schema.tip), [tip_row(TipRecord(one, "d1")) for one in tips])
        connection.execute(sa.insert(schema.contact), [{"tip_id": one.tip_id, "doc": render(one)} for one in contacts])
        publish(connection, [Put("tip", one.id, one.id, "d1", render(one)) for one in tips], tips[0].created_at)
        publish(connection, [Gone(tips[1].id, "d1")], tips[0].created_at)
    upgrade(database)
    with database.read() as connection:
        docs = {row.id: parse(row.doc, Tip).parties for row in connection.execute(sa.select(schema.tip))}
        feed = schema.feed.c
        rows = connection.execute(sa.select(feed.row_id, feed.seq, feed.doc).where(feed.doc.is_not(None))).all()
        head = connection.execute(sa.select(schema.scope.c.head)).scalar()
        parties = connection.execute(sa.select(schema.party.c.id, schema.party.c.kind)).all()
    mail, call = Party(tips[0].id, PartyKind.SENDER, Way.MAIL), Party(tips[1].id, PartyKind.SENDER, Way.CALL)
    assert docs == {tips[0].id: (mail,), tips[1].id: (call,), tips[2].id: (), tips[3].id: ()}
    assert sorted(map(tuple, parties)) == sorted([(tips[0].id, "sender"), (tips[1].id, "sender")])
    assert head == 6
    assert {row.row_id: row.seq for row in rows} == {tips[0].id: 6, tips[2].id: 3, tips[3].id: 4}
    assert next(parse(row.doc, Tip).parties for row in rows if row.row_id == tips[0].id) == (mail,)
    database.close()


def test_that_what_was_written_on_cards_and_priorities_is_still_said_after_the_upgrade(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    person = {"id": new_id(), "login": "novak", "name": "Jan", "role": "officer", "active": True, "created_at": ""}
    old = sa.table("officer_card", *map(sa.column, ("officer_id", "shows_name", "portrait", "doc")))
    hours, lines = (
        '{"hours":["Po 14–16, škola","St 9–10"],"phone":"156"}',
        {"district_id": "d1", "at": "2026-01-05T08:00:00.000Z"},
    )
    with database.write() as connection:
        _upgrade_to("joining", connection)
        connection.execute(sa.insert(schema.account).values(person))
        connection.execute(sa.insert(old).values(officer_id=person["id"], shows_name=True, portrait="", doc=hours))
        for number, done in enumerate(("Svítí", "")):
            doc = {"id": new_id(), "text": f"Lampa {number}", "done": done} | lines
            values = {"id": doc["id"], "doc": json.dumps(doc)} | lines
            connection.execute(sa.insert(schema.district_priority).values(values))
    upgrade(database)
    with database.read() as connection:
        assert cards.card(connection, str(person["id"])) == (Card("156", note="Po 14–16, škola; St 9–10"), True)
        known = sorted(cards.priorities(connection, "d1", "2026-01-01", 3), key=lambda one: one.text)
    assert [(one.text, one.done) for one in known] == [("Lampa 0", (Done("2026-01-05", "Svítí"),)), ("Lampa 1", ())]
    database.close()


def test_that_a_photo_of_before_belongs_to_who_sent_the_tip_after_the_upgrade(database_url: str) -> None:
    tip = Tip(new_id(), "2024-000001", "Lampa", "light", "2024-01-01T08:00:00.000Z")
    database = Database(database_url)
    with database.write() as connection:
        _upgrade_to("joining", connection)
        connection.execute(sa.insert(schema.tip), [tip_row(TipRecord(tip, "d1"))])
        for row_id, tip_id in (("filed", tip.id), ("waiting", None)):
            values = {"id": row_id, "bag": "b", "drops": "", "place": "", "at": tip.created_at, "address": ""}
            bytes_of = {"size": 1, "data": b"x", "shown": b"x", "media_type": "image/png", "tip_id": tip_id}
            connection.execute(sa.insert(schema.intake_photo).values(values | bytes_of))
    upgrade(database)
    with database.read() as connection:
        rows = connection.execute(sa.select(schema.intake_photo.c.id, schema.intake_photo.c.party_id)).all()
    assert dict(map(tuple, rows)) == {"filed": tip.id, "waiting": None}
    database.close()


def test_that_mails_of_before_that_are_a_submission_are_its_after_the_upgrade(database_url: str) -> None:
    at = "2026-01-05T08:00:00.000Z"
    old = sa.table("incoming_mail", *map(sa.column, ("id", "mailbox", "key", "raw", "state", "at")))
    doc = {"text": "Křičel.", "channel": "email", "mails": ["its", "gone"]}
    database = Database(database_url)
    with database.write() as connection:
        _upgrade_to("classes", connection)
        values = {"id": "s", "number": "AAAAA-AAAAA", "kind": "complaint", "state": "open", "came_at": at, "due": at}
        connection.execute(sa.insert(schema.submission).values(values | {"version": 1, "doc": json.dumps(doc)}))
        for mail_id, state in (("its", "submitted"), ("gone", "erased"), ("other", "filed")):
            mail = {"id": mail_id, "mailbox": "", "key": mail_id, "raw": mail_id, "state": state, "at": at}
            connection.execute(sa.insert(old).values(mail))
    upgrade(database)
    with database.read() as connection:
        rows = connection.execute(sa.select(schema.incoming.c.id, schema.incoming.c.submission_id)).all()
    assert dict(map(tuple, rows)) == {"its": "s", "gone": None, "other": None}
    database.close()


def _upgrade_to(revision: str, connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
