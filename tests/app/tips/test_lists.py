"""Tabs, orders, filters, counts and search over what the device shows."""

import math
import random
import time
from datetime import UTC, datetime

import numpy as np
import pytest
import sqlalchemy as sa

from app.identifiers import new_id
from app.session import DeviceSession
from app.tips import columns
from app.tips.domain import Promise, Status, Tip, WaitingOn
from app.tips.operations import TipAccept, TipEdit, TipFile, TipNoteAdd, TipPromise
from app.tips.views import Sort, Tab, TipPage, TipQuery
from app.values import Place
from tests.app.device import AWAY, HOME, ME, OTHER, HandClock, closed, pull, row, tip, tip_row

HERE = Place(50.46, 13.41)


def _page(device: DeviceSession, **query: object) -> TipPage:
    return device.tips.page(TipQuery(**query))  # type: ignore[arg-type]


def _titles(device: DeviceSession, **query: object) -> list[str]:
    return [shown.tip.title for shown in _page(device, **query).rows]


def _city(device: DeviceSession) -> None:
    pull(device, [
        tip_row(tip("new", created_at="2026-05-31T08:00:00Z", deadline="2026-06-20T10:00:00Z")),
        tip_row(tip("reopened", status=Status.REOPENED, created_at="2026-05-01T08:00:00Z")),
        tip_row(tip("accepted", status=Status.ACCEPTED, created_at="2026-05-30T08:00:00Z", holder_id=ME)),
        tip_row(tip("waiting", status=Status.WAITING, waiting_on=WaitingOn.RESIDENT,
                    created_at="2026-05-29T08:00:00Z", deadline="2026-06-01T13:00:00Z")),
        tip_row(tip("late", status=Status.IN_PROGRESS, created_at="2026-04-29T08:00:00Z",
                    deadline="2026-06-01T11:59:59Z", holder_id=OTHER)),
        tip_row(closed(title="closed", created_at="2026-03-01T08:00:00Z", deadline="2026-03-10T08:00:00Z")),
    ])  # fmt: skip
    pull(device, [tip_row(tip("away", district_id=AWAY, created_at="2026-05-28T08:00:00Z"), AWAY)])


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        (Tab.NEW, ["new", "away", "reopened"]),
        (Tab.TODAY, ["accepted", "waiting", "late"]),
        (Tab.WAITING, ["waiting"]),
        (Tab.OVERDUE, ["late"]),
        (Tab.CLOSED, ["closed"]),
        (Tab.ALL, ["new", "accepted", "waiting", "away", "reopened", "late", "closed"]),
    ],
)
def test_that_a_tab_holds_its_tips_newest_first_and_counts_them(
    device: DeviceSession, tab: Tab, expected: list[str]
) -> None:
    _city(device)
    page = _page(device, tab=tab)
    assert [shown.tip.title for shown in page.rows] == expected
    assert page.total == page.counts[tab] == len(expected)


def test_that_a_tip_becomes_overdue_as_time_passes(device: DeviceSession, clock: HandClock) -> None:
    _city(device)
    clock.forward(hours=1, seconds=1)
    assert set(_titles(device, tab=Tab.OVERDUE)) == {"late", "waiting"}


def test_that_the_earliest_deadline_comes_first_and_none_last(device: DeviceSession) -> None:
    _city(device)
    assert _titles(device, sort=Sort.DEADLINE, open_only=True)[:3] == ["late", "waiting", "new"]


def test_that_filters_hold_for_rows_and_counts(device: DeviceSession) -> None:
    _city(device)
    assert _titles(device, district=AWAY) == ["away"]
    assert _titles(device, holder=ME) == ["accepted"]
    assert set(_titles(device, holder="")) == {"new", "reopened", "waiting", "closed", "away"}
    assert _page(device, district=AWAY).counts[Tab.NEW] == 1
    assert _titles(device, district="nowhere") == []
    assert _titles(device, created_from="2026-05-30T08:00:00Z") == ["new", "accepted"]


def test_that_windows_put_together_are_the_whole_list(device: DeviceSession) -> None:
    chance = random.Random(5)
    made = []
    for number in range(83):
        place = Place(50.4 + chance.random() / 5, 13.3 + chance.random() / 5) if number % 7 else None
        made.append(tip(f"{number}", place=place, created_at=f"2026-05-{chance.randint(1, 28):02d}T08:00:00Z"))
    pull(device, [tip_row(one) for one in made])
    for sort in Sort:
        whole = _titles(device, sort=sort, near=HERE, limit=500)
        parts = [_titles(device, sort=sort, near=HERE, offset=offset, limit=10) for offset in range(0, 90, 10)]
        assert [title for part in parts for title in part] == whole
        assert len(set(whole)) == 83


def test_that_nearest_first_is_by_distance_and_without_a_place_last(device: DeviceSession) -> None:
    chance = random.Random(6)
    spots = [Place(50.46 + chance.gauss(0, 0.02), 13.41 + chance.gauss(0, 0.02)) for _ in range(60)]
    pull(device, [*(tip_row(tip(place=spot)) for spot in spots), tip_row(tip("nowhere", place=None))])
    rows = _page(device, sort=Sort.NEAR, near=HERE, limit=100).rows
    distances = [shown.distance_m for shown in rows[:-1]]
    assert distances == sorted(distances, key=lambda metres: metres or 0.0)
    assert (rows[-1].tip.title, rows[-1].distance_m) == ("nowhere", None)


def test_that_a_degree_of_latitude_is_111_km(device: DeviceSession) -> None:
    pull(device, [tip_row(tip(place=Place(51.46, 13.41)))])
    (shown,) = _page(device, near=HERE).rows
    assert shown.distance_m == pytest.approx(math.pi / 180 * 6_371_008.8, rel=1e-6)


def test_that_unsent_changes_move_tips_between_tabs_and_counts(device: DeviceSession) -> None:
    _city(device)
    (fresh, *_) = _page(device, tab=Tab.NEW).rows
    device.tips.act(fresh.id, TipAccept(seen=Status.NEW))
    device.tips.file(TipFile(title="filed", category="litter", place=HERE))
    page = _page(device, tab=Tab.NEW)
    assert {shown.tip.title for shown in page.rows} == {"filed", "away", "reopened"}
    assert (page.counts[Tab.NEW], page.counts[Tab.TODAY], page.counts[Tab.ALL]) == (3, 4, 8)
    assert _titles(device, limit=1) == ["filed"]


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(
    "text",
    ["osvetleni", "OSVĚTLENÍ", "osv", "o", "osvet palack", "2026/000123", "000123", "verejne", "sidliste", "garaz"],
)
def test_that_a_tip_is_found_without_accents_indexed_or_not(device: DeviceSession, text: str, *, indexed: bool) -> None:
    wanted = tip(
        "Nefunkční osvětlení",
        number="2026/000123",
        text="Celé sídliště je potmě, u garáží svítí jedna.",
        place=Place(50.46, 13.41, "Palackého 12, Chomutov"),
    )
    pull(device, [tip_row(wanted), tip_row(tip("Pes", number="9", category="dogs", place=None))])
    if indexed:
        device.tips.index_some()
        assert device.tips.index_pending() == 0
    page = _page(device, text=text)
    assert [shown.id for shown in page.rows] == [wanted.id]
    assert page.unindexed == 0


def test_that_words_in_the_middle_are_not_beginnings(device: DeviceSession) -> None:
    pull(device, [tip_row(tip("Neosvětleno"))])
    assert _titles(device, text="svetl") == []
    device.tips.index_some()
    assert _titles(device, text="svetl") == []


def test_that_single_letters_are_found_beside_longer_words(device: DeviceSession) -> None:
    first, second = tip("Žebřík", text="u zdi", place=None), tip("Lampa", text="já z ulice", place=None)
    pull(device, [tip_row(first), tip_row(second), tip_row(tip("Яма", place=None))])
    while device.tips.index_some(2):
        pass
    assert sorted(_titles(device, text="z")) == ["Lampa", "Žebřík"]
    assert _titles(device, text="z u lamp") == ["Lampa"]
    assert _titles(device, text="z q") == []
    assert _titles(device, text="я") == ["Яма"]
    pull(device, [tip_row(tip("Hůl", id=second.id, version=2, place=None)), row("tip", first.id, None)])
    device.tips.index_some()
    assert _titles(device, text="z") == []
    assert _titles(device, text="h") == ["Hůl"]


def test_that_a_search_for_one_letter_reads_nothing_but_its_page_and_stays_true(device: DeviceSession) -> None:
    pull(device, [tip_row(tip("Auto", place=None)), tip_row(tip("Branka", place=None))])
    device.tips.index_some()
    device.preload()
    asked: list[str] = []
    sa.event.listen(device.store.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert _titles(device, text="b") == ["Branka"]
    assert not [statement for statement in asked if "tip_letters" in statement or "MATCH" in statement]
    pull(device, [tip_row(tip("Brod", place=None))])
    device.tips.index_some()
    assert sorted(_titles(device, text="b")) == ["Branka", "Brod"]


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "a OR", "AND", "-x", "(", "'; DROP", "^a", "words:a", "\x00"])
def test_that_no_text_breaks_the_search(device: DeviceSession, text: str) -> None:
    pull(device, [tip_row(tip())])
    device.tips.index_some()
    assert isinstance(_page(device, text=text), TipPage)


def test_that_a_changed_text_is_found_by_its_new_words_only(device: DeviceSession) -> None:
    one = tip("Kolotoč", place=None)
    pull(device, [tip_row(one)])
    device.tips.index_some()
    pull(device, [tip_row(tip("Houpačka", id=one.id, version=2, place=None))])
    assert (_titles(device, text="kolotoc"), _titles(device, text="houpacka")) == ([], ["Houpačka"])
    device.tips.index_some()
    assert (_titles(device, text="kolotoc"), _titles(device, text="houpacka")) == ([], ["Houpačka"])


def test_that_an_unsent_edit_note_and_filing_are_found(device: DeviceSession) -> None:
    one = tip("Lampa", place=None)
    pull(device, [tip_row(one)])
    device.tips.index_some()
    device.tips.act(one.id, TipEdit(field="title", base="Lampa", value="Semafor"))
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Volat údržbáře"))
    device.tips.file(TipFile(title="Žebřík u zdi", category="litter"))
    assert _titles(device, text="lampa") == []
    assert _titles(device, text="semaf") == _titles(device, text="udrzb") == ["Semafor"]
    assert _titles(device, text="zebrik") == ["Žebřík u zdi"]


def test_that_what_is_not_yet_indexed_is_said(device: DeviceSession) -> None:
    pull(device, [tip_row(tip(f"Lampa {number}")) for number in range(900)])
    before = _page(device, text="lampa")
    assert (before.total, before.unindexed) == (400, 500)
    assert device.tips.index_some(300) == 600
    during = _page(device, text="lampa")
    assert (during.total, during.unindexed) == (700, 200)
    while device.tips.index_some(300):
        pass
    assert (_page(device, text="lampa").total, _page(device, text="lampa").unindexed) == (900, 0)


def test_that_a_page_of_one_tab_searched_has_exact_totals(device: DeviceSession) -> None:
    _city(device)
    device.tips.index_some()
    page = _page(device, text="chomutov", tab=Tab.OVERDUE)
    assert ([shown.tip.title for shown in page.rows], page.total) == (["late"], 1)


def test_that_columns_of_an_empty_device_are_empty(device: DeviceSession) -> None:
    page = _page(device, text="a", sort=Sort.NEAR, near=HERE)
    assert (page.rows, page.total) == ((), 0)
    assert device.team.workload()[0].open == 0


def test_that_folded_columns_equal_columns_of_the_folded_rows(device: DeviceSession) -> None:
    old = [tip(f"{number}", district_id=HOME) for number in range(5)]
    pull(device, [tip_row(one) for one in old])
    with device.store.read() as connection:
        stored = columns.load(connection)
    changed: dict[str, Tip] = {
        old[2].id: tip("2", id=old[2].id, status=Status.CLOSED, holder_id=ME, district_id=AWAY, place=None),
        (fresh := tip("new", deadline="2026-06-09T08:00:00Z")).id: fresh,
    }
    folded = columns.with_folded(stored, changed, frozenset())
    pull(device, [tip_row(one) for one in changed.values()])
    with device.store.read() as connection:
        pulled = columns.load(connection)
    assert folded.ids == pulled.ids
    for name in ("status", "created", "deadline", "lat", "lon"):
        assert np.array_equal(getattr(folded, name), getattr(pulled, name), equal_nan=name in ("lat", "lon")), name
    assert [folded.holders[code] for code in folded.holder] == [pulled.holders[code] for code in pulled.holder]
    assert [folded.districts[code] for code in folded.district] == [pulled.districts[code] for code in pulled.district]


def test_that_a_hidden_tip_does_not_come_back_through_the_fold(device: DeviceSession) -> None:
    one = tip("moved")
    pull(device, [tip_row(one)])
    device.tips.act(one.id, TipNoteAdd(new_id(), "Svítí jen jedna."))
    pull(device, [row("tip", one.id, None)])
    assert _titles(device) == []
    assert device.tips.markers() == ()


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2026-06-01T12:00:00Z", "2026-06-01T22:00:00Z"),
        ("2026-06-01T22:00:00Z", "2026-06-02T22:00:00Z"),
        ("2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z"),
        ("2026-03-28T23:30:00Z", "2026-03-29T22:00:00Z"),
        ("2026-10-24T22:30:00Z", "2026-10-25T23:00:00Z"),
    ],
)
def test_that_the_day_ends_at_midnight_in_prague_whatever_zone_the_device_has(
    monkeypatch: pytest.MonkeyPatch, zone: str, now: str, end: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = columns.end_of_day_ms(datetime.fromisoformat(now))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert datetime.fromtimestamp(found / 1000, UTC) == datetime.fromisoformat(end)


def test_that_the_index_going_on_leaves_the_columns_in_memory(device: DeviceSession) -> None:
    pull(
        device,
        [tip_row(tip(f"Podnět {number}", created_at=f"2026-05-{number:02d}T08:00:00Z")) for number in range(1, 6)],
    )
    before = device.tips.lists.columns()
    assert not before.indexed.any()
    for left in (3, 1, 0):
        assert device.tips.index_some(2) == left
        now = device.tips.lists.columns()
        assert int(np.count_nonzero(~now.indexed)) == left
        assert now.created is before.created
        assert len(_titles(device, text="podnet")) == 5


def test_that_nothing_is_written_where_the_index_is_complete(device: DeviceSession) -> None:
    pull(device, [tip_row(tip())])
    assert device.tips.index_some() == 0
    before = device.generation
    assert device.tips.index_some() == 0
    assert device.generation == before


def test_that_the_promised_tips_are_those_with_promises_here_or_unsent_whatever_their_texts_say(
    device: DeviceSession,
) -> None:
    promise = Promise(new_id(), ME, "2026-05-30T08:00:00Z", "Zavolám.", "2026-06-03")
    stored, spoken = tip("stored", promises=(promise,)), tip("spoken", text='Napsal: "promises":[1] a odešel.')
    done = closed(title="done", promises=(promise,))
    plain = tip("plain")
    pull(device, [tip_row(one) for one in (stored, spoken, done, plain)])
    assert sorted(one.title for one in device.tips.promised()) == ["done", "stored"]
    device.tips.act(plain.id, TipPromise(text="Přijdu.", day="2026-06-02"))
    assert sorted(one.title for one in device.tips.promised()) == ["done", "plain", "stored"]
