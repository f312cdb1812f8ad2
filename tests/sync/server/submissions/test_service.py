"""What is no tip has a room of its own: who reads it, by when, what its sender sees; nothing of tips has it."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.domain import Role
from sync.server import cli
from sync.server.accounts.callers import Caller
from sync.server.audit import repository as entries
from sync.server.erasure.service import erase_again
from sync.server.ground.documents import parse
from sync.server.privacy.jobs import submissions as forget_over
from sync.server.submissions import repository, service
from sync.server.submissions.domain import READERS, State, Submission, SubmissionKind
from sync.server.submissions.repository import Record
from sync.server.submissions.service import Decided, Trouble
from tests.sync.server import schema
from tests.sync.server.residents.visitor import Visitor, work
from tests.sync.server.station import IN_WEST, WEST, Station

HERE = f"{IN_WEST.lat:.4f}, {IN_WEST.lon:.4f}"
WORDS = "Strážník Zelený na mě křičel."
KINDS = [one.value for one in SubmissionKind]


def sent(station: Station, visitor: Visitor, kind: str = "complaint", **fields: str) -> str:
    secret = visitor.send(kind=kind, **({"text": WORDS, "where": HERE, "email": "jana@example.cz"} | fields))
    work(station)
    return secret


def caller(station: Station, login: str, role: Role) -> Caller:
    return Caller(station.person(login, role), login, role)


def open_ones(station: Station, who: Caller) -> list[Record]:
    return list(service.listed(station.server, who, State.OPEN, 10))


def act(station: Station, who: Caller, one: Record, step: service.Step) -> Decided | Trouble | None:
    return service.act(station.server, who, one.id, one.version, step)


@pytest.mark.parametrize("kind", KINDS)
def test_that_none_of_them_is_ever_a_tip_on_a_device_or_in_the_feed(
    station: Station, visitor: Visitor, kind: str
) -> None:
    officer, boss = station.officer("zeleny", WEST), station.supervisor()
    sent(station, visitor, kind)
    for device in (officer, boss):
        device.pull()
        assert not device.docs("tip")
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.tip)) == 0
    assert not [row for row in station.all(sa.select(schema.feed.c.doc)) if WORDS in (row.doc or "")]
    assert station.scalar(sa.select(schema.submission.c.kind)) == kind


def test_that_each_kind_has_its_own_clock_which_the_city_may_choose(station: Station, visitor: Visitor) -> None:
    boss = caller(station, "vedouci", Role.ADMIN)
    came = station.server.now()
    assert came[:10] == "2026-03-02"
    for kind in KINDS:
        sent(station, visitor, kind)
    due = {one.kind.value: one.due[:13] for one in open_ones(station, boss)}
    assert due == {
        "complaint": "2026-05-01T08", "information": "2026-03-17T08", "offence": "2026-03-05T08",
        "emergency": "2026-03-02T09",
    }  # fmt: skip
    with station.server.database.write() as connection:
        assert "from 24 to 1440 hours" in service.choose(connection, "complaint", 1441)
        assert "no such kind" in service.choose(connection, "tip", 5)
        assert service.choose(connection, "complaint", 48) == ""
        assert service.hours(connection)[SubmissionKind.COMPLAINT] == 48
        assert service.hours(connection)[SubmissionKind.INFORMATION] == 360


@pytest.mark.parametrize("role", list(Role))
def test_that_each_kind_has_its_own_readers_and_others_get_nothing_nor_a_count(
    station: Station, visitor: Visitor, role: Role
) -> None:
    for kind in KINDS:
        sent(station, visitor, kind)
    who = caller(station, "nekdo", role)
    seen = {one.kind for one in open_ones(station, who)}
    assert seen == {kind for kind in SubmissionKind if role in READERS[kind]}
    for row in station.all(sa.select(schema.submission.c.id, schema.submission.c.kind)):
        assert (service.read(station.server, who, row.id) is not None) == (SubmissionKind(row.kind) in seen)
        assert (service.act(station.server, who, row.id, 1, service.take()) is not None) == (
            SubmissionKind(row.kind) in seen
        )


def test_that_whom_it_is_about_never_reads_it_from_then_on_nor_can_undo_that(
    station: Station, visitor: Visitor
) -> None:
    sent(station, visitor)
    one, other = caller(station, "prvni", Role.ADMIN), caller(station, "druhy", Role.ADMIN)
    (record,) = open_ones(station, one)
    done = act(station, other, record, service.name(one.officer_id, is_about=True))
    assert isinstance(done, Decided)
    assert open_ones(station, one) == []
    assert service.read(station.server, one, record.id) is None
    assert act(station, one, done.record, service.name(one.officer_id, is_about=False)) is None
    assert service.picture(station.server, one, record.id, "x") is None
    with station.server.database.read() as connection:
        assert repository.amount(connection, service.reader_of(one)) == (0, "")
        assert repository.amount(connection, service.reader_of(other))[0] == 1
    assert act(station, other, done.record, service.name(other.officer_id, is_about=True)) is Trouble.NOBODY_LEFT


def test_that_two_who_decide_at_once_do_not_overwrite_one_another(station: Station, visitor: Visitor) -> None:
    sent(station, visitor)
    boss = caller(station, "vedouci", Role.ADMIN)
    (record,) = open_ones(station, boss)
    assert isinstance(act(station, boss, record, service.answer("Omlouváme se.", is_last=False)), Decided)
    assert act(station, boss, record, service.close("už není třeba")) is Trouble.CHANGED


def test_that_what_is_another_kind_gets_its_clock_since_it_came_and_its_readers(
    station: Station, visitor: Visitor
) -> None:
    sent(station, visitor, "offence")
    dispatcher, boss = caller(station, "d", Role.DISPATCHER), caller(station, "v", Role.ADMIN)
    (record,) = open_ones(station, dispatcher)
    station.clock.forward(days=2)
    assert act(station, dispatcher, record, service.change_kind(SubmissionKind.COMPLAINT, " ")) is Trouble.EMPTY
    done = act(station, dispatcher, record, service.change_kind(SubmissionKind.COMPLAINT, "jde o strážníka"))
    assert isinstance(done, Decided)
    assert done.record.due[:10] == "2026-05-01"
    assert open_ones(station, dispatcher) == []
    assert [one.kind for one in open_ones(station, boss)] == [SubmissionKind.COMPLAINT]


def test_that_its_sender_sees_status_and_answer_and_the_file_of_what_is_held(
    station: Station, visitor: Visitor
) -> None:
    secret = visitor.send(kind="complaint", text=WORDS, where="")
    page = visitor.get(f"/sledovat/{secret}?new=1").body.decode()
    assert "Stížnost na strážníka" in page
    assert "předává se tomu, kdo je smí číst" in page
    assert "váš strážník" not in page.lower()
    work(station)
    boss = caller(station, "vedouci", Role.ADMIN)
    assert "1. 5. 2026" in visitor.get(f"/sledovat/{secret}").body.decode()
    (record,) = open_ones(station, boss)
    act(station, boss, record, service.answer("Omlouváme se.\n<b>Vedoucí</b>", is_last=True))
    page = visitor.get(f"/sledovat/{secret}").body.decode()
    assert "vyřízeno" in page
    assert "Omlouváme se.\n&lt;b&gt;Vedoucí&lt;/b&gt;" in page
    assert "Napsat strážníkovi" not in page
    assert visitor.get(f"/sledovat/{secret}/odpovedet").status == 404
    assert "Stížnost na strážníka" in visitor.get(f"/sledovat/{secret}/udaje").body.decode()
    assert visitor.get(f"/sledovat/{secret}/udaje.zip").status == 200


@pytest.mark.parametrize("is_decided", [True, False])
def test_that_who_erases_is_forgotten_and_a_restored_backup_knows_it(
    station: Station, visitor: Visitor, is_decided: bool
) -> None:
    secret = visitor.send(kind="complaint", text=WORDS, where="", email="jana@example.cz")
    if is_decided:
        work(station)
    rows = [dict(row._mapping) for row in station.all(sa.select(schema.submission))]
    links = [dict(row._mapping) for row in station.all(sa.select(schema.submission_link))]
    visitor.get(f"/sledovat/{secret}/vymazat")
    assert visitor.post(f"/sledovat/{secret}/vymazat", {}).status == 303
    assert visitor.get(f"/sledovat/{secret}").status == 404
    work(station)
    assert visitor.get(f"/sledovat/{secret}").status == 404
    docs = [parse(row.doc, Submission) for row in station.all(sa.select(schema.submission.c.doc))]
    kept = [(one.text, one.email) for one in docs]
    assert kept == [(WORDS, "")] or (not is_decided and not kept)
    if is_decided:
        with station.server.database.write() as connection:
            for table in (schema.submission_link, schema.submission):
                connection.execute(sa.delete(table))
            connection.execute(sa.insert(schema.submission), rows)
            connection.execute(sa.insert(schema.submission_link), links)
        erase_again(station.server)
        assert parse(station.scalar(sa.select(schema.submission.c.doc)), Submission).email == ""
        assert visitor.get(f"/sledovat/{secret}").status == 404


def test_that_all_of_it_goes_a_year_after_it_was_dealt_with(station: Station, visitor: Visitor) -> None:
    sent(station, visitor)
    boss = caller(station, "vedouci", Role.ADMIN)
    (record,) = open_ones(station, boss)
    station.clock.forward(days=400)
    assert forget_over(station.server) == 0, "what is open stays"
    (record,) = open_ones(station, boss)
    act(station, boss, record, service.answer("Omlouváme se.", is_last=True))
    station.clock.forward(days=364)
    assert forget_over(station.server) == 0
    station.clock.forward(days=2)
    assert forget_over(station.server) == 1
    for table in (schema.submission, schema.submission_link, schema.submission_photo):
        assert station.all(sa.select(table)) == []


def test_that_every_access_is_in_the_audit(station: Station, visitor: Visitor) -> None:
    sent(station, visitor)
    boss = caller(station, "vedouci", Role.ADMIN)
    (record,) = open_ones(station, boss)
    service.read(station.server, boss, record.id)
    service.read(station.server, caller(station, "d", Role.DISPATCHER), record.id)
    act(station, boss, record, service.take())
    with station.server.database.read() as connection:
        told = [(one["actor"], one["action"]) for one in entries.entries(connection) if one["target"] == record.id]
    assert [action for _, action in told] == [
        "submission.file", "submission.read", "submission.denied", "submission.taken",
    ]  # fmt: skip


def test_that_an_operator_sees_and_changes_the_clocks(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--database", sqlite_url, "--files", str(tmp_path / "files"))
    assert cli.main(["privacy", "clocks", *where]) == 0
    assert "information    360 hours (24–360, default 360)" in capsys.readouterr().out
    assert cli.main(["privacy", "clock", "information", "240", *where]) == 0
    assert cli.main(["privacy", "clock", "information", "361", *where]) == 2
    assert "from 24 to 360 hours" in capsys.readouterr().err
    assert cli.main(["privacy", "clocks", *where]) == 0
    assert "information    240 hours" in capsys.readouterr().out


def test_that_complaints_are_read_by_who_is_named_alone_and_never_by_whom_they_are_about(
    station: Station, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("complaint", "information"):
        sent(station, visitor, kind)
    boss, other = caller(station, "vedouci", Role.SUPERVISOR), caller(station, "jiny", Role.SUPERVISOR)
    admin = caller(station, "spravce", Role.ADMIN)
    url = station.server.database.url.render_as_string(hide_password=False)
    where = ["--database", url, "--files", str(station.settings.files)]

    def kinds(who: Caller) -> set[str]:
        return {one.kind.value for one in open_ones(station, who)}

    assert (kinds(boss), kinds(admin)) == ({"information"}, {"complaint", "information"})
    assert cli.main(["privacy", "readers", "vedouci", *where]) == 0
    assert capsys.readouterr().out == "vedouci\n"
    assert [kinds(who) for who in (boss, other, admin)] == [{"complaint", "information"}, *[{"information"}] * 2]
    (complaint,) = [one for one in open_ones(station, boss) if one.kind is SubmissionKind.COMPLAINT]
    assert service.read(station.server, admin, complaint.id) is None
    assert act(station, boss, complaint, service.name(boss.officer_id, is_about=True)) is Trouble.NOBODY_LEFT
    assert cli.main(["privacy", "readers", "vedouci", "jiny", *where]) == 0
    assert isinstance(act(station, boss, complaint, service.name(boss.officer_id, is_about=True)), Decided)
    assert [kinds(who) for who in (boss, other)] == [{"information"}, {"complaint", "information"}]
    station.person("zeleny", Role.OFFICER)
    for refused in ("zeleny", "nikdo"):
        assert cli.main(["privacy", "readers", refused, *where]) == 2
    assert cli.main(["privacy", "readers", "--nobody", *where]) == 0
    assert [kinds(who) for who in (boss, other, admin)] == [*[{"information"}] * 2, {"complaint", "information"}]
