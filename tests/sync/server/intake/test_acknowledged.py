"""What residents were told is there can be named after an older backup was put back."""

from pathlib import Path

import pytest

from sync.server import cli
from sync.server.intake.account.repository import renew
from sync.server.intake.acknowledged import Acknowledged, Line, missing
from sync.server.intake.domain import Kind, SentTip
from sync.server.intake.service import Sender, Taken, file_tip
from tests.sync.server.mail.test_restored import backed_up, restored
from tests.sync.server.station import Station


def sent(station: Station) -> str:
    """A tip of a resident; its number."""
    server = station.server
    form = server.seal.read_form(server.seal.new_form(station.clock().timestamp() - 60))
    assert form is not None
    taken = [file_tip(server, form, SentTip("light", "Tma"), Sender("cs", "192.0.2.1")) for _ in range(2)]
    assert isinstance(taken[0], Taken)
    return taken[0].number


def test_that_what_came_after_the_backup_is_named(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with station.server.database.write() as connection:
        renew(connection)
    sent(station)
    backed_up(station, tmp_path)
    at, lost = station.server.now(), sent(station)
    restored(station, tmp_path)
    sent(station)
    files = station.settings.files
    with station.server.database.read() as connection:
        assert missing(connection, files, station.clock()) == [Line(lost, "tip", at)]
    url = station.server.database.url.render_as_string(hide_password=False)
    command = ["residents", "missing", "--database", url, "--files", str(files)]
    assert cli.main([*command, "--folder", str(tmp_path / "nowhere")]) == 2
    assert cli.main(command) == 0
    assert "0 things that residents sent are not here" in capsys.readouterr().out, (
        "by the clock of today it is long ago"
    )


def test_that_three_months_are_kept_and_what_can_not_be_read_is_passed_by(tmp_path: Path) -> None:
    noted = Acknowledged(tmp_path)
    for month in ("01", "02", "03", "04"):
        noted.add(f"AAAAA-000{month}", Kind.RATING, f"2026-{month}-02T08:00:00.000Z")
    noted.add("AAAAA-BBBBB", Kind.WRONG_CODE, "2026-04-02T08:00:00.000Z")
    (tmp_path / "acknowledged-2026-05").write_bytes(b"\xff half a li")
    assert [line.number for line in noted.lines()] == ["AAAAA-00002", "AAAAA-00003", "AAAAA-00004"]


def test_that_a_line_of_which_a_full_disk_took_a_part_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "acknowledged-2026-04").write_bytes(b"AAAAA-00001 tip 2026-04-01T08:00:00.000Z\nAAAAA-0000")
    noted = Acknowledged(tmp_path)
    noted.add("AAAAA-00003", Kind.TIP, "2026-04-02T08:00:00.000Z")
    assert [line.number for line in noted.lines()] == ["AAAAA-00001", "AAAAA-00003"]
