import pytest

from ui.patrols.writing import NoteInputs, derive, with_tag

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("before", "tag", "after"),
    [
        (NoteInputs(), "calm", ("calm", "Calm")),
        (NoteInputs(tag="calm", text="Calm"), "talk", ("talk", "Talk")),
        (NoteInputs(tag="calm", text="Calm"), "calm", ("", "")),
        (NoteInputs(tag="calm", text="Calm, park"), "talk", ("talk", "Calm, park")),
        (NoteInputs(text="Branka"), "check", ("check", "Branka")),
    ],
)
def test_that_a_chip_writes_only_where_nobody_wrote(before: NoteInputs, tag: str, after: tuple[str, str]) -> None:
    chosen = with_tag(before, tag)
    assert (chosen.tag, chosen.text) == after


@pytest.mark.parametrize(
    ("inputs", "can_save"),
    [
        (NoteInputs(), False),
        (NoteInputs(text=" "), False),
        (NoteInputs(text="x", busy=True), False),
        (NoteInputs(text="x"), True),
    ],
)
def test_that_a_note_with_words_can_be_kept_once(inputs: NoteInputs, *, can_save: bool) -> None:
    assert derive(inputs).canSave is can_save
