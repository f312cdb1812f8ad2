"""Every form of a tip, by its row: it opens, keeps what is written, and records the change that it says."""

import msgspec
import pytest

from app.accounts.domain import Role
from app.drafts.domain import DraftKey
from app.messages.domain import Party, PartyKind, Way
from app.outbox.views import OutboxEntry
from app.session import DeviceSession
from app.tips.fields import FIELDS
from app.tips.operations import TipAnswer, TipCalled
from app.tips.views import TipDetail
from tests.app.device import pull, tip_row
from tests.ui.city import CALLER, NOW, uuid
from tests.ui.conftest import Check
from tests.ui.desk import HandExecutor
from ui.lookups import Lookups
from ui.operation_looks import look_of
from ui.theme.tokens import glyphs
from ui.tips.field_looks import FIELD_LOOKS
from ui.tips.form_viewmodel import FormViewModel
from ui.tips.forms import FORMS, Asked, EntryKind, Form, form_of
from ui.tips.sheet import SheetTools

OPEN, CLOSED, CALLED = uuid(1, 3), uuid(1, 5), uuid(1, CALLER)
pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.parametrize("session", ["supervisor"], indirect=True)]
WORDS = "Lampa u školky"


@pytest.fixture
def form(tools: SheetTools) -> FormViewModel:
    return FormViewModel(tools)


def detail(session: DeviceSession, form: Form) -> TipDetail:
    """A tip on which the form can be made."""
    if form.kind == "tip.called" and not session.tips.to_call():
        session.tips.act(CALLED, TipAnswer("Zítra tam budeme"))
    found = next(one for one in map(session.tips.detail, (OPEN, CLOSED, CALLED)) if one and form.kind in one.allowed)
    assert found is not None
    return found


def changes(session: DeviceSession) -> tuple[OutboxEntry, ...]:
    """What was recorded, without the answer that made a call owed."""
    return tuple(one for one in session.outbox.entries() if (one.target, one.kind) != (CALLED, "tip.answer"))


def fill(model: FormViewModel, form: Form) -> None:
    """Write and choose something other than stands, everywhere."""
    for row in model.entries.rows:
        others = [choice["value"] for choice in row.choices if choice["value"] != row.value]
        if row.kind != EntryKind.CHOICE.value:
            model.write(row.key, WORDS)
        elif others:
            model.write(row.key, others[-1])


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.key)
def test_that_a_form_has_its_words_and_its_operation_a_look(
    row: Form, lookups: Lookups, session: DeviceSession
) -> None:
    assert row.sign in glyphs()
    assert all((row.words(), row.verb(), row.going(), row.begun()))
    assert look_of(row.kind).done()
    entries = row.entries(Asked(detail(session, row).tip, lookups, NOW.astimezone()))
    assert all(entry.label for entry in entries)
    assert form_of(row.key) is row


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.key)
def test_that_a_filled_form_records_its_change_and_only_once(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor, lookups: Lookups, row: Form
) -> None:
    about = detail(session, row)
    form.begin(about, row)
    fill(form, row)
    assert form.props.ready
    made = row.make(Asked(about.tip, lookups, NOW), form.values)
    form.save()
    form.save()
    executor.run()
    assert [entry.kind for entry in changes(session)] == [row.kind] * len(made)
    assert session.drafts.all() == ()


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.key)
def test_that_what_was_written_comes_back_with_the_sheet(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor, row: Form
) -> None:
    about = detail(session, row)
    form.begin(about, row)
    fill(form, row)
    before = form.values
    form.hide()
    executor.run()
    assert [draft.key for draft in session.drafts.all()] == [DraftKey("tips", row.key, about.tip.id)]
    form.begin(about, row)
    assert form.values == before
    assert form.props.drafted


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.key)
def test_that_an_untouched_form_is_no_draft_and_changes_nothing(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor, row: Form
) -> None:
    form.begin(detail(session, row), row)
    form.hide()
    if row.key != "wait":
        assert not form.props.ready
        form.save()
    executor.run()
    assert session.drafts.all() == ()
    assert changes(session) == ()


def test_that_its_model_keeps_qts_contract(form: FormViewModel, session: DeviceSession, keeps_contract: Check) -> None:
    keeps_contract(form.entries)
    for row in FORMS:
        form.begin(detail(session, row), row)
        fill(form, row)


def test_that_only_the_fields_that_were_corrected_are_recorded(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor
) -> None:
    edit = form_of("edit")
    assert edit is not None
    about = detail(session, edit)
    form.begin(about, edit)
    form.write("title", f"  {WORDS} ")
    form.save()
    executor.run()
    assert [entry.payload for entry in changes(session)] == [
        {"field": "title", "base": about.tip.title, "value": WORDS}
    ]


def test_that_a_draft_of_a_correction_leaves_alone_what_a_colleague_corrected_meanwhile(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor
) -> None:
    edit = form_of("edit")
    assert edit is not None
    about = detail(session, edit)
    form.begin(about, edit)
    form.write("title", WORDS)
    form.hide()
    corrected = msgspec.structs.replace(about, tip=msgspec.structs.replace(about.tip, text="Jinak."))
    form.begin(corrected, edit)
    assert (form.values["title"], form.values["text"]) == (WORDS, "Jinak.")
    form.save()
    executor.run()
    assert [entry.payload["field"] for entry in changes(session)] == ["title"]


def test_that_every_editable_field_is_in_the_form_of_who_may_correct_it(
    session: DeviceSession, lookups: Lookups
) -> None:
    edit = form_of("edit")
    assert edit is not None
    tip = detail(session, edit).tip
    assert set(FIELDS) == set(FIELD_LOOKS)
    for role in (Role.OFFICER, Role.SUPERVISOR, Role.DISPATCHER):
        me = msgspec.structs.replace(lookups.me, role=role)
        asked = Asked(tip, Lookups(categories=lookups.categories, me=me), NOW.astimezone())
        assert {entry.key for entry in edit.entries(asked)} == {
            name for name, field in FIELDS.items() if role in field.permitted
        }


def test_that_a_draft_of_a_call_is_never_about_another_call(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor
) -> None:
    row = form_of("called")
    assert row is not None
    for text in ("Zítra tam budeme", "Svítí"):
        session.tips.act(CALLED, TipAnswer(text))
    about = session.tips.detail(CALLED)
    assert about is not None
    first, second = about.tip.calls
    form.begin(about, row)
    form.write("reached", "yes")
    form.hide()
    session.tips.act(CALLED, TipCalled(first.id, reached=True))  # somebody else told it meanwhile
    left = session.tips.detail(CALLED)
    assert left is not None
    form.begin(left, row)
    assert (form.values["call"], form.values["reached"], form.props.ready) == ("", "yes", False)
    assert [entry.key for entry in form.entries.rows if entry.shown] == ["call", "reached", "text"]
    form.write("call", second.id)
    form.save()
    executor.run()
    assert {entry.payload["call_id"] for entry in changes(session)} == {first.id, second.id}


def test_that_a_draft_to_somebody_never_goes_to_another(form: FormViewModel, session: DeviceSession) -> None:
    row = form_of("answer")
    assert row is not None
    about = session.tips.detail(OPEN)
    assert about is not None
    sender = about.tip.parties[0]
    joined = Party(uuid(9, 1), PartyKind.JOINED, Way.PAGE)
    both = msgspec.structs.replace(about, tip=msgspec.structs.replace(about.tip, parties=(sender, joined)))
    form.begin(both, row)
    form.write("text", "Jano, přijdu v pět.")
    form.hide()
    alone = msgspec.structs.replace(about, tip=msgspec.structs.replace(about.tip, parties=(joined,)))
    form.begin(alone, row)
    assert (form.values["party"], form.props.ready, form.props.notice) == ("", False, "")
    form.write("party", joined.id)
    assert form.props.ready


def test_that_a_body_alone_gets_what_is_written_to_it(
    form: FormViewModel, session: DeviceSession, executor: HandExecutor
) -> None:
    row = form_of("answer")
    about = session.tips.detail(OPEN)
    assert row is not None
    assert about is not None
    body = Party(uuid(9, 2), PartyKind.BODY, Way.MAIL, "Technické služby")
    pull(session, [tip_row(msgspec.structs.replace(about.tip, parties=(body,)), about.tip.district_id)])
    known = session.tips.detail(OPEN)
    assert known is not None
    form.begin(known, row)
    assert not [entry for entry in form.entries.rows if entry.key == "party" and entry.shown]
    form.write("text", "Děkuji, kdy to bude?")
    form.save()
    executor.run()
    assert [entry.payload["party_id"] for entry in changes(session)] == [body.id]
