"""A tip becomes what is none: it leaves devices, feed, search and counts, loses nothing, and can come back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from app.identifiers import new_id
from app.outbox.domain import VerdictKind
from app.tips.domain import TipNote
from app.tips.operations import TipNoteAdd
from sync.server.erasure.service import erase_again
from sync.server.ground.documents import parse
from sync.server.submissions import moving, service
from sync.server.submissions.domain import Submission, SubmissionKind
from sync.server.submissions.moving import Asked, AskedBack, Back, Made
from sync.server.submissions.service import Trouble
from tests.sync.server import schema
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import WEST, Device, Station, open_station
from tests.sync.server.submissions.test_service import HERE, WORDS, caller

COMPLAINT = Asked(SubmissionKind.COMPLAINT, "jde o strážníka")


@pytest.fixture
def officer(station: Station) -> Device:
    return station.officer("zeleny", WEST)


def filed(station: Station, visitor: Visitor, officer: Device) -> tuple[str, str, str]:
    """The link, the id and the number of a tip that its officer has, with a note."""
    secret = visitor.send(text=WORDS, where=HERE, email="jana@example.cz")
    work(station)
    tip_id, number = station.all(sa.select(schema.tip.c.id, schema.tip.c.number))[-1]
    officer.do(tip_id, TipNoteAdd(new_id(), "byl jsem tam"))
    officer.pull()
    assert tip_id in officer.docs("tip")
    return secret, tip_id, number


def documents(station: Station) -> list[Submission]:
    return [parse(row.doc, Submission) for row in station.all(sa.select(schema.submission.c.doc))]


def test_that_a_tip_made_a_complaint_leaves_devices_feed_and_search_and_loses_nothing(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    secret, tip_id, number = filed(station, visitor, officer)
    boss = caller(station, "vedouci", Role.ADMIN)
    about = Asked(SubmissionKind.COMPLAINT, "jde o strážníka", officer.officer_id)
    assert isinstance(moving.make(station.server, boss, number, about), Made)
    officer.pull()
    for kind in ("tip", "note", "contact", "story", "message"):
        assert not officer.docs(kind)
    assert tip_id in officer.erased
    left = [row.doc or "" for row in station.all(sa.select(schema.feed.c.doc))]
    left += [row.words for row in station.all(sa.select(schema.tip_words.c.words))]
    left += [row.operation for row in station.all(sa.select(schema.receipt.c.operation))]
    assert not [text for text in left if "křičel" in text or "byl jsem tam" in text or "jana@" in text]
    assert station.all(sa.select(schema.tip.c.id)) == []
    late = officer.do(tip_id, TipNoteAdd(new_id(), "ještě jednou"))
    assert late.verdict is VerdictKind.REJECTED
    (one,) = documents(station)
    assert (one.text, one.email, [told.text for told in one.told]) == (WORDS, "jana@example.cz", ["byl jsem tam"])
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "Stížnost na strážníka" in page
    assert station.all(sa.select(schema.submission_about.c.officer_id)) == [(officer.officer_id,)]


def test_that_only_who_sees_the_tip_makes_it_one_with_a_reason_and_somebody_left_to_read_it(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    _, _, number = filed(station, visitor, officer)
    boss = caller(station, "vedouci", Role.ADMIN)
    assert moving.make(station.server, caller(station, "cizi", Role.OFFICER), number, COMPLAINT) is None
    assert moving.make(station.server, boss, "2026-999999", COMPLAINT) is None
    assert moving.make(station.server, boss, number, Asked(SubmissionKind.COMPLAINT, " ")) is Trouble.EMPTY
    alone = Asked(SubmissionKind.COMPLAINT, "jde o mě", boss.officer_id)
    assert moving.make(station.server, boss, number, alone) is Trouble.NOBODY_LEFT
    assert len(station.all(sa.select(schema.tip.c.id))) == 1


def test_that_it_comes_back_as_a_tip_to_its_officer_by_the_same_link(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    secret, tip_id, number = filed(station, visitor, officer)
    boss = caller(station, "vedouci", Role.ADMIN)
    made = moving.make(station.server, boss, number, COMPLAINT)
    assert isinstance(made, Made)
    work(station)
    station.clock.forward(days=3)
    one, version = made.submission_id, 1
    assert moving.make_tip(station.server, boss, one, AskedBack(7, "light", "omyl")) is Trouble.CHANGED
    assert moving.make_tip(station.server, boss, one, AskedBack(version, "nic", "omyl")) is Trouble.UNKNOWN
    assert isinstance(moving.make_tip(station.server, boss, one, AskedBack(version, "light", "omyl")), Back)
    officer.pull()
    ((again, doc),) = officer.docs("tip").items()
    assert again != tip_id
    assert doc["text"] == WORDS
    assert doc["created_at"][:10] == "2026-03-02"
    notes = [parse(row.doc, TipNote).text for row in station.all(sa.select(schema.note.c.doc))]
    assert ["omyl" in text and "byl jsem tam" in text for text in notes] == [True]
    assert "Stížnost" not in visitor.get(f"/sledovat/{secret}").body.decode()
    assert "ještě ho nečetl" in visitor.get(f"/sledovat/{secret}").body.decode()
    assert station.all(sa.select(schema.submission.c.id)) == []


def test_that_a_restart_leaves_it_and_an_older_backup_has_it_made_once_more(
    station: Station, visitor: Visitor, officer: Device, tmp_path: Path
) -> None:
    if not station.server.database.is_sqlite:
        pytest.skip("the copy of a file stands for the backup")
    _, _, number = filed(station, visitor, officer)
    with closing(sqlite3.connect(station.settings.database.removeprefix("sqlite:///"))) as running:
        running.execute("VACUUM INTO ?", (str(tmp_path / "old"),))
    boss = caller(station, "vedouci", Role.ADMIN)
    about = Asked(SubmissionKind.COMPLAINT, "jde o strážníka", officer.officer_id)
    assert isinstance(moving.make(station.server, boss, number, about), Made)
    for _ in range(2):
        erase_again(station.server)
        assert moving.make_again(station.server) == 0
    assert [one.email for one in documents(station)] == ["jana@example.cz"]
    with open_station(f"sqlite:///{tmp_path}/old", station.settings.files) as restored:
        assert len(restored.all(sa.select(schema.tip.c.id))) == 1
        erase_again(restored.server)
        assert moving.make_again(restored.server) == 1
        assert restored.all(sa.select(schema.tip.c.id)) == []
        assert [(one.text, one.email) for one in documents(restored)] == [(WORDS, "jana@example.cz")]
        assert restored.all(sa.select(schema.submission_about.c.officer_id)) == [(officer.officer_id,)]


def test_that_who_joined_keeps_a_link_of_their_own_and_reads_no_answer(
    station: Station, visitor: Visitor, officer: Device
) -> None:
    _, tip_id, number = filed(station, visitor, officer)
    secret = visitor.send(text="Mně taky", where=HERE)
    with station.server.database.write() as connection:
        connection.execute(
            sa.update(schema.intake).where(schema.intake.c.doc != "{}").values(
                doc=sa.func.replace(schema.intake.c.doc, '"text":"Mně taky"', f'"text":"Mně taky","join":"{tip_id}"')
            )
        )  # fmt: skip
    work(station)
    boss = caller(station, "vedouci", Role.ADMIN)
    made = moving.make(station.server, boss, number, COMPLAINT)
    assert isinstance(made, Made)
    service.act(station.server, boss, made.submission_id, 1, service.answer("Jen pro Janu", is_last=False))
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "Stížnost na strážníka" in page
    assert "Jen pro Janu" not in page
    assert isinstance(moving.make_tip(station.server, boss, made.submission_id, AskedBack(2, "light", "omyl")), Back)
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "Mně taky" in page
    assert WORDS not in page
