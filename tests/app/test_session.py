"""One unlocked device: nothing plain on its disk, nothing left after a lock or a wipe, nothing lost to a crash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.accounts.domain import Role
from app.db.crashpoints import EXIT_CODE, POINTS, VARIABLE
from app.db.keys import KeyFile, KeyStoreMissing, Stretching, Unlocked
from app.db.outcomes import Unreadable
from app.db.store import LockedError
from app.identifiers import new_id
from app.outbox.domain import RecordedOperation
from app.session import DeviceSession, open_session
from app.tips.domain import Contact, Outcome, OutcomeKind, Status
from app.tips.operations import TipClose, TipFile, TipNoteAdd
from app.tips.views import TipQuery
from app.values import Place
from tests.app import device as devices
from tests.app.device import HOME, ME, PNG, HandClock, MemoryKeyStore, pull, reopened, row, tip, tip_row

ROOT = Path(__file__).parents[2]
MARKER = "Žlutoučkýkůňxyzzy"
PLAIN = "Zlutouckykunxyzzy"


def _plain_traces(directory: Path) -> list[str]:
    wanted = [
        text.encode(coding)
        for word in (MARKER, PLAIN)
        for text in (word, word.lower(), word.upper())
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [
        str(path)
        for path in directory.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in wanted)
    ]


def test_that_what_was_typed_is_nowhere_plain_on_the_disk(
    device: DeviceSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    one = tip(MARKER, text=MARKER * 50, place=Place(50.46, 13.41, MARKER))
    pull(device, [tip_row(one), row("contact", one.id, Contact(one.id, name=MARKER))])
    device.tips.act(one.id, TipNoteAdd(note_id=new_id(), text=MARKER))
    device.tips.file(TipFile(title=MARKER, category="litter", contact_name=MARKER))
    device.patrols.note(HOME, MARKER, photos=[PNG + MARKER.encode()])
    device.settings.set(MARKER, MARKER)
    device.tips.index_some()
    assert device.tips.page(TipQuery(text=PLAIN)).total == 2
    assert (device.directory / "okrskar.db-wal").stat().st_size > 0
    assert _plain_traces(tmp_path) == []
    device.store.checkpoint()
    assert _plain_traces(tmp_path) == []
    device.close()
    assert _plain_traces(tmp_path) == []


def test_that_the_search_for_traces_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "leak").write_bytes(b"..." + MARKER.encode() + b"...")
    assert _plain_traces(tmp_path) == [str(tmp_path / "leak")]


def test_that_a_stolen_folder_does_not_open_with_the_right_pin(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "key", MemoryKeyStore(), Stretching(64, 1, 1))
    created = keys.create("482913")
    assert isinstance(created, Unlocked)
    session = open_session(tmp_path / "device", created.key)
    assert isinstance(session, DeviceSession)
    session.close()
    assert KeyFile(tmp_path / "key", MemoryKeyStore(), Stretching(64, 1, 1)).unlock("482913") == KeyStoreMissing()
    assert open_session(tmp_path / "device", bytes(32)) == Unreadable()


def test_that_a_locked_device_answers_nothing(device: DeviceSession) -> None:
    pull(device, [tip_row(tip())])
    device.tips.page(TipQuery())
    device.close()
    with pytest.raises(LockedError):
        device.tips.page(TipQuery())
    with pytest.raises(LockedError):
        device.outbox.entries()
    with pytest.raises(LockedError):
        device.photos.seal(PNG)
    with pytest.raises(LockedError):
        device.photos.read("0" * 64)


def test_that_wiping_leaves_no_file(device: DeviceSession) -> None:
    device.patrols.note(HOME, "Klid.", photos=[PNG])
    device.wipe()
    assert [path for path in device.directory.rglob("*") if path.is_file()] == []


def test_that_a_device_belongs_to_nobody_before_it_is_enrolled(tmp_path: Path) -> None:
    session = reopened(tmp_path)
    assert (session.me.id, session.identity) == ("", None)
    assert session.tips.page(TipQuery()).total == 0
    session.close()


def test_that_the_officer_is_as_last_pulled(tmp_path: Path) -> None:
    session = devices.session(tmp_path, role=Role.SUPERVISOR)
    assert (session.me.id, session.me.role, session.me.districts) == (ME, Role.SUPERVISOR, (HOME,))
    session.close()
    again = reopened(tmp_path)
    assert again.me.name == "Jana Nováková"
    assert again.identity is not None
    assert again.identity.private_key == bytes(range(32))
    assert repr(again.identity.private_key) not in repr(again.identity)
    again.close()


def test_that_lookups_have_names(device: DeviceSession) -> None:
    assert [district.name for district in device.districts.districts()] == ["Březenecká", "Střed"]
    assert (device.districts.name(HOME), device.districts.name(ME), device.districts.name("?")) == (
        "Střed", "Jana Nováková", "?",
    )  # fmt: skip
    assert [template.title for template in device.districts.templates("solved", "lighting")] == ["Opraveno"]
    assert device.districts.templates("not_ours") == ()


def test_that_settings_are_kept(device: DeviceSession) -> None:
    assert device.settings.get("theme", "dark") == "dark"
    device.settings.set("theme", "light")
    device.close()
    again = reopened(device.directory)
    assert again.settings.get("theme", "dark") == "light"
    again.close()


_CRASHING = """
import sys
from pathlib import Path
from app.outbox.domain import Verdict, VerdictKind
from app.tips.operations import TipNoteAdd
from app.identifiers import new_id
from tests.app.device import PNG, pull, reopened, tip_row, tip
from tests.bench.corpus import FeedPage

device = reopened(Path(sys.argv[1]))
target = sys.argv[2]
first = device.tips.act(target, TipNoteAdd(note_id=new_id(), text="Po pádu."))
taken = device.tips.act(target, TipNoteAdd(note_id=new_id(), text="Vzatá zpět."))
device.outbox.withdraw(taken.operation_id)
device.tips.add_photo(target, PNG)
batch = device.exchange.next_batch()
device.exchange.record_verdicts([Verdict(one.seq, one.id, VerdictKind.APPLIED) for one in batch])
pull(device, [tip_row(tip("Druhý"))], more=True)
device.exchange.settle(batch[-1].seq)
for file in device.exchange.files.to_send():
    device.exchange.files.sent(file.sha256, "2026-06-01T12:00:00Z")
device.tips.index_some()
device.exchange.reset_for_incarnation("second")
"""
_ON_THE_WAY = tuple(point for point in POINTS if not point.startswith(("keys.", "authorities.")))


@pytest.mark.parametrize("point", _ON_THE_WAY)
def test_that_a_crash_there_loses_no_earlier_word_and_the_sequence_stays_whole(tmp_path: Path, point: str) -> None:
    session = devices.session(tmp_path / "device")
    one = tip()
    pull(session, [tip_row(one)])
    session.tips.act(one.id, TipNoteAdd(note_id=new_id(), text="Před pádem."))
    session.close()
    command = [sys.executable, "-c", _CRASHING, str(session.directory), one.id]
    done = subprocess.run(command, env={**os.environ, VARIABLE: point}, check=False, capture_output=True)
    assert done.returncode == EXIT_CODE, done.stderr.decode()

    again = reopened(session.directory)
    again.exchange.reset_for_incarnation("third")
    batch = again.exchange.next_batch()
    assert isinstance(batch, tuple)
    assert [operation.seq for operation in batch] == list(range(1, len(batch) + 1))
    assert batch[0].payload["text"] == "Před pádem."
    assert len({operation.id for operation in batch}) == len(batch)
    assert all(_sound(again, operation) for operation in batch)
    pull(again, [tip_row(one)])
    assert again.tips.detail(one.id) is not None
    again.close()


def _sound(session: DeviceSession, operation: RecordedOperation) -> bool:
    """A recorded photo has its bytes; anything else is what was written."""
    if operation.kind == "tip.photo":
        return session.tips.photo_bytes(operation.payload["sha256"]) == PNG
    return operation.kind == "withdrawn" or operation.payload["text"] in ("Před pádem.", "Po pádu.", "Vzatá zpět.")


def test_that_every_named_point_is_somewhere_in_the_sources() -> None:
    files = [path for path in (ROOT / "app").rglob("*.py") if path.stem != "crashpoints"]
    sources = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [point for point in POINTS if f'"{point}"' not in sources] == []


def test_that_a_shift_is_all_there_after_a_kill(tmp_path: Path) -> None:
    clock = HandClock()
    session = devices.session(tmp_path, clock=clock)
    one, two = tip("první"), tip("druhý")
    pull(session, [tip_row(one), tip_row(two)])
    session.tips.act(one.id, TipClose(Status.NEW, Outcome(OutcomeKind.SOLVED)))
    session.patrols.note(HOME, "Na místě klid.", Place(50.46, 13.41), [PNG])
    again = reopened(tmp_path, clock)
    assert {shown.tip.title: shown.tip.status for shown in again.tips.page(TipQuery()).rows} == {
        "první": Status.CLOSED,
        "druhý": Status.NEW,
    }
    assert [view.note.text for view in again.patrols.notes()] == ["Na místě klid."]
    again.close()
    session.close()
