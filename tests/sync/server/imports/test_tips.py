"""Foreign tips: local times, missing positions, HTML, threads, and refusals in words."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.tips.domain import OutcomeKind, Status
from sync.server.imports.mapping import BadMapping, Fields, Mapping, StatusRule, read_mapping
from sync.server.imports.tips import BadTips, Reading, read_tips

SHARED = Path(__file__).parents[5] / "shared" / "data"
MAPPING = Mapping(
    name="test",
    timezone="Europe/Prague",
    fields=Fields(
        created="at", external_id="no", title="name", text="text", lat="lat", lon="lon",
        address="where", status="state", closed="closed", thread="thread",
    ),
    statuses={"open": StatusRule(Status.NEW), "done": StatusRule(Status.CLOSED, OutcomeKind.SOLVED)},
    thread_header=r"^(?P<author>.+?) - (?P<day>\d+\.\d+\.\d{4})$",
)  # fmt: skip
GOOD = {"no": 1, "name": "Rozbitá lampa", "at": "2024-07-01 08:00:00", "state": "open", "lat": "50,46", "lon": "13.41"}


def read(tmp_path: Path, *records: Any, timezone: str = "") -> Reading:
    path = tmp_path / "tips.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return read_tips(path, MAPPING, timezone)


def test_that_a_local_summer_time_becomes_utc(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, GOOD).drafts
    assert draft.created_at == datetime(2024, 7, 1, 6, tzinfo=UTC)
    (other,) = read(tmp_path, GOOD, timezone="America/Los_Angeles").drafts
    assert other.created_at == datetime(2024, 7, 1, 15, tzinfo=UTC)


def test_that_positions_come_from_texts_and_zero_means_none(tmp_path: Path) -> None:
    nowhere = GOOD | {"lat": 0, "lon": 0, "where": "U  Tržiště 4"}
    reading = read(tmp_path, GOOD, nowhere)
    assert reading.drafts[0].place is not None
    assert (reading.drafts[0].place.lat, reading.drafts[0].place.lon) == (50.46, 13.41)
    assert reading.drafts[1].place is None
    assert "U Tržiště 4" in reading.drafts[1].text
    assert reading.without_place == 1


def test_that_html_becomes_plain_text_and_scripts_vanish(tmp_path: Path) -> None:
    html = "Dobrý den,<br/><b>opraveno</b> &amp; hotovo<script>alert(1)</script>"
    (draft,) = read(tmp_path, GOOD | {"text": html}).drafts
    assert draft.text == "Dobrý den,\nopraveno & hotovo"


def test_that_a_thread_becomes_notes_oldest_first(tmp_path: Path) -> None:
    thread = "Centrum - 5.7.2024\n- opraveno\n\nCentrum - 2.7.2024\n- předáno"
    (draft,) = read(tmp_path, GOOD | {"thread": thread, "state": "done", "closed": "2024-07-05 10:00"}).drafts
    assert [note.text for note in draft.notes] == ["- předáno", "- opraveno"]
    assert [note.author for note in draft.notes] == ["Centrum", "Centrum"]
    assert draft.reply == "- opraveno"
    assert draft.closed_at == datetime(2024, 7, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"at": "včera"}, "tip 2 (number 1), at: is 'včera'; a date and time is expected"),
        ({"at": None}, "a date and time is expected"),
        ({"state": "???"}, '"???" is not among the mapping\'s statuses'),
        ({"lat": "x"}, "is no position"),
        ({"lat": "95"}, "lies nowhere on Earth"),
    ],
)
def test_that_a_bad_tip_is_named_and_the_others_are_read(tmp_path: Path, change: dict[str, Any], expected: str) -> None:
    reading = read(tmp_path, GOOD, GOOD | change)
    assert len(reading.drafts) == 1
    assert expected in str(reading.faults[0])


def test_that_an_unknown_kind_of_file_asks_for_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "tips.json"
    path.write_text('[{"colour": "blue"}]', encoding="utf-8")
    with pytest.raises(BadTips, match="say what they mean with --mapping"):
        read_tips(path, None)


def test_that_a_file_which_is_no_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tips.json"
    path.write_text('{"tips": 3}', encoding="utf-8")
    with pytest.raises(BadTips, match="holds no array of tips"):
        read_tips(path, MAPPING)
    path.write_text("[{]", encoding="utf-8")
    with pytest.raises(BadTips, match="line 1, column 3: is not JSON"):
        read_tips(path, MAPPING)


def test_that_a_mapping_with_an_unknown_member_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('name="x"\ntimezone="Europe/Prague"\n[fields]\ncreated="at"\ncolour="c"\n', encoding="utf-8")
    with pytest.raises(BadMapping, match="colour"):
        read_mapping(path)


def test_that_a_wrong_time_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadMapping, match="is no time zone"):
        read(tmp_path, GOOD, timezone="Mars/Olympus")


@pytest.mark.parametrize(
    ("name", "count", "without_place"), [("plznito_tickets", 175, 0), ("sf_open311_500_requests", 500, 26)]
)
def test_that_the_shared_files_are_read_whole(name: str, count: int, without_place: int) -> None:
    path = SHARED / "tips" / f"{name}.json"
    if not path.exists():
        pytest.skip("the shared data are not here")
    reading = read_tips(path, None)
    assert (len(reading.drafts), len(reading.faults), reading.without_place) == (count, 0, without_place)


def test_that_a_mapping_that_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "picture.toml"
    path.write_bytes(b'name = "\x89PNG')
    with pytest.raises(BadMapping, match=r"picture.toml is not UTF-8 \(byte 8\)"):
        read_mapping(path)
