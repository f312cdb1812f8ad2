"""Duties from the command line: given until a moment or until further notice, ended now, refused in words."""

import sqlalchemy as sa

from tests.sync.server import schema
from tests.sync.server.commands.conftest import Run
from tests.sync.server.station import EAST, WEST, Station

DONE = "done: devices follow at their next sync\n"


def duties(station: Station) -> list[tuple[str, str, bool]]:
    """District, kind and whether it ends."""
    duty = schema.duty.c
    rows = station.all(sa.select(duty.district_id, duty.kind, duty.to_at).order_by(duty.district_id, duty.kind))
    return [(row.district_id, row.kind, row.to_at is not None) for row in rows]


def test_that_a_duty_is_given_and_ended_and_reaches_the_device(command: Run, station: Station) -> None:
    novak = station.officer("novak")
    assert command("officers", "duty", "novak", WEST) == (0, DONE)
    assert command("officers", "duty", "novak", EAST, "--kind", "cover", "--until", "2999-01-01T01:00:00+01:00") == (
        0,
        DONE,
    )
    assert duties(station) == [(WEST, "primary", False), (EAST, "cover", True)]
    assert station.scalar(sa.select(sa.func.max(schema.duty.c.to_at))) == "2999-01-01T00:00:00.000Z"
    station.clock.at = station.clock.at.replace(year=2998)
    novak.pull()
    assert novak.scopes >= {WEST, EAST}
    assert novak.docs("district")[WEST]["primary_id"] == novak.officer_id
    assert command("officers", "duty", "novak", WEST, "--end") == (0, DONE)
    assert duties(station) == [(WEST, "primary", True), (EAST, "cover", True)]
    novak.pull()
    assert (WEST in novak.scopes, EAST in novak.scopes) == (False, True)
    assert "primary_id" not in novak.docs("district")[WEST]
    audit = schema.audit.c
    actions = [row.action for row in station.all(sa.select(audit.action).order_by(audit.id))]
    assert actions == ["duty.grant", "duty.grant", "duty.end"]


def test_that_a_duty_that_can_not_be_is_refused_in_words_and_nothing_is_noted(command: Run, station: Station) -> None:
    station.person("novak")
    for words, said in (
        (("nikdo", WEST), "there is no account 'nikdo' in use"),
        (("novak", "d9"), "there is no district 'd9'"),
        (("novak", WEST, "--end"), "novak has no duty in d1"),
        (("novak", WEST, "--until", "2020-01-01T00:00:00Z"), "a duty ends after it begins"),
        (("novak", WEST, "--until", "tomorrow"), "not a moment: tomorrow (2026-07-31T22:00:00Z expected)"),
        (("novak", WEST, "--until", "2999-01-01T00:00:00"), "not a moment: 2999-01-01T00:00:00 has no zone"),
        (("novak", WEST, "--end", "--until", "2999-01-01T00:00:00Z"), "--end ends it now, --until says when a new one"),
    ):
        code, answer = command("officers", "duty", *words)
        assert code == 2
        assert answer.startswith(f"okrskar-server: {said}"), answer
    assert duties(station) == []
    assert station.scalar(sa.select(sa.func.count()).select_from(schema.audit)) == 0
