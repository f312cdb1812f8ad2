"""Foreign tips: local times, missing positions, HTML, threads, and refusals in words."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import operations as register
from app.accounts.domain import SYSTEM
from app.tips.domain import OutcomeKind, Status
from sync.server.changes.doors import Door
from sync.server.imports.incoming import changes_of, tip_id
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
DOOR = Door(SYSTEM, tells_past=True)
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
    nowhere = GOOD | {"no": 2, "lat": 0, "lon": 0, "where": "U  Tržiště 4"}
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
        ({"at": "včera"}, "row 2 (number 2), at: a date and time is expected such as"),
        ({"at": None}, "a date and time is expected"),
        ({"state": "???"}, "'???' is not among the mapping's statuses"),
        ({"lat": "x"}, "is no position"),
        ({"lat": "95"}, "lies nowhere on Earth"),
    ],
)
def test_that_a_bad_tip_is_named_and_the_others_are_read(tmp_path: Path, change: dict[str, Any], expected: str) -> None:
    reading = read(tmp_path, GOOD, GOOD | {"no": 2} | change)
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
    with pytest.raises(BadTips, match="row 1: column 3: is not JSON"):
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


def table(tmp_path: Path, text: str, mapping: Mapping = MAPPING, **options: Any) -> Reading:
    path = tmp_path / "tips.csv"
    path.write_bytes(text.encode("utf-8"))
    return read_tips(path, mapping, now=datetime(2026, 6, 1, tzinfo=UTC), **options)


SMALL = Mapping(
    name="small", timezone="Europe/Prague", fields=Fields(created="at", title="name", lat="lat", lon="lon")
)  # fmt: skip


def test_that_rows_without_a_number_are_tips_of_their_own_even_when_they_repeat(tmp_path: Path) -> None:
    text = "at,name,lat,lon\n2026-05-01,a,50,13\n2026-05-01,b,50,13\n2026-05-01,a,50,13\n"
    reading = table(tmp_path, text, SMALL)
    ids = [tip_id(draft, "small") for draft in reading.drafts]
    assert len(set(ids)) == 3
    assert any("1 rows without a number repeat" in remark for remark in reading.remarks)
    again = table(tmp_path, text, SMALL)
    assert [tip_id(draft, "small") for draft in again.drafts] == ids
    shorter = table(tmp_path, text.replace("2026-05-01,b,50,13\n", ""), SMALL)
    assert [tip_id(draft, "small") for draft in shorter.drafts] == [ids[0], ids[2]]


def test_that_a_number_twice_is_said_or_a_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD, GOOD, GOOD | {"name": "Jiná"})
    assert len(reading.drafts) == 1
    assert any("1 rows repeat an earlier one" in remark for remark in reading.remarks)
    assert [fault.row for fault in reading.faults] == [3]
    assert "another row before has this number, found row 1" in str(reading.faults[0])


def test_that_a_header_with_dots_is_a_name_and_dots_still_lead_into_objects(tmp_path: Path) -> None:
    mapping = Mapping(name="d", timezone="Europe/Prague", fields=Fields(created="dat. př.", title="a.b.c"))
    (draft,) = table(tmp_path, "dat. př.,a.b.c\n2026-05-01,lampa\n", mapping).drafts
    assert draft.title == "lampa"
    path = tmp_path / "tips.json"
    path.write_text('[{"dat. př.": "2026-05-01", "a.b": {"c": "lampa"}}]', encoding="utf-8")
    assert read_tips(path, mapping).drafts[0].title == "lampa"


def test_that_a_mapped_member_that_no_row_has_is_asked_where_texts_would_be_lost(tmp_path: Path) -> None:
    reading = table(tmp_path, "no,at,name,Text,lat,lon,state\n1,2026-05-01,a,b,50,13,open\n")
    assert [doubt for doubt in reading.doubts if doubt.startswith("no row has text (mapped to text); there are: no")]
    assert any(remark.startswith("no row has closed") for remark in reading.remarks)
    mistyped = table(tmp_path, "no,at,name,text,lat,lon,state,where,Closed,thread\n1,2026-05-01,a,b,50,13,open,,,\n")
    assert [doubt[:17] for doubt in mistyped.doubts] == ["no row has closed"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1900-01-01,a,50,13", "1 tips are older than 1990: the first is row 2 of 1900-01-01"),
        ("2030-01-01,a,50,13", "1 tips lie in the future: the first is row 2 of 2030-01-01"),
        ("2026-05-01,a,13.41,50.46", "latitude and longitude look swapped: the first is row 2 at 13.41, 50.46"),
        ("2026-05-01,a,-13.41,50.46", "outside Europe"),
    ],
)
def test_that_what_is_doubtful_is_asked_with_its_row(tmp_path: Path, row: str, words: str) -> None:
    reading = table(tmp_path, f"at,name,lat,lon\n{row}\n", SMALL)
    assert len(reading.drafts) == 1
    assert len(reading.doubts) == 1
    assert words in reading.doubts[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"at": "0001-01-01 00:00:00"}, "a year from 1900 to 2100"),
        ({"closed": "9999-12-31 23:59:59"}, "a year from 1900 to 2100"),
        ({"closed": "soon"}, "a date and time is expected"),
        ({"name": "A\ud83d"}, "half a character"),
        ({"text": "a\0b"}, "half a character or NUL"),
        ({"no": "7\ud83d"}, "half a character"),
        ({"unmapped": "A\ud83d"}, "unmapped: it holds half a character"),
        ({"unmapped": ["x", {"\ud83d": 1}]}, "unmapped: it holds half a character"),
        ({"\ud83d": 1}, "?: it holds half a character"),
        ({"name": {"cs": "x"}}, "a text or a number is expected"),
        ({"lat": "50", "lon": ""}, "a latitude needs its longitude"),
        ({"lat": "NA", "lon": "NA"}, "empty = ['NA'] in the mapping makes it none"),
        ({"lat": 1e400, "lon": 3}, "lies nowhere on Earth"),
        ({"lat": True, "lon": 3}, "is no position"),
        ({"no": "9" * 101}, "at most 100 characters"),
    ],
)
def test_that_each_fault_names_its_member(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([GOOD | {"no": 2} | change, GOOD]).replace("Infinity", "1e400"), encoding="utf-8")
    reading = read_tips(path, MAPPING)
    assert len(reading.drafts) == 1
    assert words in str(reading.faults[0])
    assert str(reading.faults[0]).encode()
    assert reading.faults[0].member


def test_that_a_null_date_as_closed_means_none(tmp_path: Path) -> None:
    (draft,) = read(tmp_path, GOOD | {"closed": "0001-01-01 00:00:00", "state": "done"}).drafts
    assert draft.closed_at == draft.created_at


def test_that_words_for_nothing_and_the_form_of_times_are_said_by_the_mapping(tmp_path: Path) -> None:
    mapping = msgspec.structs.replace(SMALL, empty=("NA", "NULL"), time_format="excel")
    reading = table(tmp_path, "at;name;lat;lon\n41565,5;NA;NULL;NA\n", mapping)
    assert reading.faults == ()
    assert (reading.without_place, reading.without_title) == (1, 1)
    assert reading.drafts[0].created_at == datetime(2013, 10, 18, 10, tzinfo=UTC)


def test_that_each_cause_is_told_once_with_its_count_and_first_row(tmp_path: Path) -> None:
    rows = [GOOD | {"no": n, "state": "odloženo" if n < 25 else "předáno"} for n in range(30)]
    causes = read(tmp_path, *rows).causes()
    assert [(cause.first.row, cause.many) for cause in causes] == [(1, 25), (26, 5)]
    assert "the same in 24 other rows: 2, 3, 4, 5, 6 and 19 more" in str(causes[0])


def test_that_titles_are_one_line_and_show_something(tmp_path: Path) -> None:
    first, second = read(
        tmp_path, GOOD | {"name": "První\nDruhý"}, GOOD | {"no": 2, "name": "\u200b", "text": "\n Slovo \n"}
    ).drafts
    assert (first.title, second.title) == ("První Druhý", "Slovo")


def test_that_what_is_cut_or_made_other_is_said(tmp_path: Path) -> None:
    mapping = msgspec.structs.replace(MAPPING, fields=msgspec.structs.replace(MAPPING.fields, category="kind"))
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([GOOD | {"text": "x" * 10_001, "kind": "díra"}]), encoding="utf-8")
    remarks = " ".join(read_tips(path, mapping).remarks)
    assert "1 texts are longer than a tip can hold" in remarks
    assert 'become "other": díra (1)' in remarks


def test_that_nothing_of_a_thread_is_lost_by_an_odd_day_or_a_text_before_it(tmp_path: Path) -> None:
    thread = "úvod\nCentrum - 31.2.2024\n- opraveno\nCentrum - 1.1.9999\n- znovu"
    (draft,) = read(tmp_path, GOOD | {"thread": thread}).drafts
    assert {note.text for note in draft.notes} == {"úvod", "- opraveno", "- znovu"}


NESTED = {
    "id": 1, "name": "Lampa", "status_id": 2, "description": "Nesvítí.", "solution": "", "longitude": "13.41",
    "latitude": "50.46", "passed_on_date": None, "closed": None, "zdroj": 1, "address": "",
    "created": {"date": "2026-05-01 10:00:00.000000", "timezone": "Europe/Prague"},
    "formatted": {"category": "Veřejné…", "status": {"name": "V řešení", "color": "#fff"}},
}  # fmt: skip
FLAT = {name: value for name, value in NESTED.items() if name != "formatted"} | {
    "category": "Veřejné…", "status": "V řešení",
}  # fmt: skip


@pytest.mark.parametrize("document", [[NESTED], {"count": 1, "items": [NESTED]}])
def test_that_nested_tickets_are_read_as_the_flattened_ones(tmp_path: Path, document: Any) -> None:
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([FLAT]), encoding="utf-8")
    flat = read_tips(path, None)
    path.write_text(json.dumps(document), encoding="utf-8")
    nested = read_tips(path, None)
    assert nested.drafts == flat.drafts
    assert (flat.drafts[0].category, flat.drafts[0].waiting_body) == ("lighting", "správce")


PIECES = st.sampled_from(
    ["2026-05-01", "1. 2. 2026 14:05", "0001-01-01", "a", '"', '""', ",", ";", "\n", "\r\n", "50.1", "13,4", "open",
     "done", "\u2028", "\u00a0", "\ud83d", "\0", "NaN", "-1", "<b>", "=1+1", "x" * 300, "1e999", " "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from([".csv", ".json", ".jsonl", ".tsv"]), st.booleans())
def test_that_any_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], suffix: str, shaped: bool
) -> None:
    path = tmp_path_factory.mktemp("any") / f"tips{suffix}"
    body = "".join(pieces)
    if shaped:
        names = ("no", "at", "name", "text", "lat", "lon", "where", "state", "closed", "thread")
        record = dict(zip(names, [*pieces, *["1"] * 10], strict=False))
        body = ";".join(names) + "\n" + ";".join(record.values()) if "sv" in suffix else json.dumps(record)
        body = f"[{body}]" if suffix == ".json" else body
    path.write_bytes(body.encode("utf-8", "surrogatepass"))
    try:
        reading = read_tips(path, MAPPING)
    except BadTips:
        return
    for draft in reading.drafts:
        for change in changes_of(draft, "any", files=DOOR, works=DOOR):
            made = change.operation
            assert register.decode(made.KIND, made.VERSION, register.encode(made)) == made
    assert all(fault.row > 0 for fault in reading.faults)


@pytest.mark.parametrize("title", ["\u2800", "\u3164\u200b", "&#x2800;", "\u202e"])
def test_that_a_title_that_shows_nothing_is_made_of_the_text(tmp_path: Path, title: str) -> None:
    reading = read(tmp_path, GOOD | {"name": title, "text": "Nesvítí lampa"})
    assert reading.drafts[0].title == "Nesvítí lampa"
    assert reading.without_title == 1


def test_that_words_of_lists_are_known_in_any_composition_and_with_signs_that_nobody_sees(tmp_path: Path) -> None:
    mapping = msgspec.structs.replace(MAPPING, statuses={"nové": StatusRule(Status.NEW)})
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([GOOD | {"state": "nove\u0301\u200b"}]), encoding="utf-8")
    assert read_tips(path, mapping).faults == ()


def test_that_a_senders_name_can_not_turn_the_order_of_what_is_read(tmp_path: Path) -> None:
    fields = msgspec.structs.replace(MAPPING.fields, contact_name="who")
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([GOOD | {"who": "Jan\u202e \u2066Nov\u200bák"}]), encoding="utf-8")
    (draft,) = read_tips(path, msgspec.structs.replace(MAPPING, fields=fields)).drafts
    assert draft.contact_name == "Jan Novák"


@pytest.mark.parametrize("day", ["1.1.9999", "1.1.0001", "31.2.2026"])
def test_that_a_day_that_can_not_be_in_a_thread_becomes_that_of_the_tip(tmp_path: Path, day: str) -> None:
    (draft,) = read(tmp_path, GOOD | {"thread": f"Centrum - {day}\n- opraveno"}).drafts
    assert draft.notes[0].at == draft.created_at


def test_that_a_note_of_the_future_is_asked_about(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD | {"thread": "Centrum - 1.1.2090\n- opraveno"})
    assert any("lie in the future" in doubt for doubt in reading.doubts)


def test_that_a_thread_whose_pattern_leaves_out_author_or_day_is_read(tmp_path: Path) -> None:
    mapping = msgspec.structs.replace(MAPPING, thread_header=r"^(?P<author>[A-Z]+)?--(?P<day>\d+)?$")
    path = tmp_path / "tips.json"
    path.write_text(json.dumps([GOOD | {"thread": "--\nopraveno"}]), encoding="utf-8")
    (draft,) = read_tips(path, mapping).drafts
    assert (draft.notes[0].author, draft.notes[0].text) == ("", "opraveno")


def test_that_a_mapping_nested_beyond_all_measure_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text("root = " + "[" * 5000 + "]" * 5000, encoding="utf-8")
    with pytest.raises(BadMapping, match="nested too deeply"):
        read_mapping(path)
