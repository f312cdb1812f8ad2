"""Whatever one can write in keeps what is written: a sheet with a field uses the store of drafts."""

import re

from tests.architecture.sources import ROOT, tracked

FIELD = re.compile(r"^\s*(?:TextBox|InputField|TextArea|TextField|TextEdit|TextInput) \{", re.MULTILINE)
SEARCHES = {"ui/tips/TodayPage.qml", "ui/tips/OlderTips.qml", "ui/map/MapView.qml", "ui/kiosk/AskingPage.qml"}
SECRETS = {"ui/unlock/UnlockPage.qml", "ui/settings/SecretSheet.qml", "ui/kiosk/LeavePanel.qml"}
"""A PIN is kept nowhere."""
COMPONENTS = "ui/components/"


def _written_in() -> list[str]:
    return [
        str(path)
        for path in tracked()
        if path.suffix == ".qml"
        and not str(path).startswith(COMPONENTS)
        and str(path) not in SEARCHES | SECRETS
        and FIELD.search((ROOT / path).read_text(encoding="utf-8"))
    ]


def test_that_every_sheet_in_which_one_writes_keeps_drafts() -> None:
    sheets = _written_in()
    assert {"ui/tips/NoteSheet.qml", "ui/patrols/NoteForm.qml", "ui/sync/EditSheet.qml"} <= set(sheets)
    careless = [
        sheet
        for sheet in sheets
        if not re.search(r"onUnfocused: \w+\.viewModel\.flush\(\)", text := (ROOT / sheet).read_text(encoding="utf-8"))
        or "drafted" not in text
        or "viewModel.discard()" not in text
    ]
    assert not careless, "keep what is typed by ui/drafts/keeper.py:\n" + "\n".join(careless)
