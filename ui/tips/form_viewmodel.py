"""The one sheet behind every form of a tip."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from app.drafts.domain import DraftKey, text_of
from app.tips.views import TipDetail
from ui.drafts.keeper import Content
from ui.rows import RowModel
from ui.snapshot import fixed
from ui.tips.forms import FORMS, Asked, Entry, EntryKind, Form, Values
from ui.tips.sheet import FEATURE, SheetTools, SheetViewModel, target_of
from ui.tips.writing import Notice

QML_IMPORT_NAME = "okrskar.models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it is shown: ``shown`` where it is asked; ``choices`` have ``value``, ``words`` and ``sign``."""

    key: str
    label: str
    kind: str
    hint: str
    value: str
    limit: int
    shown: bool
    tiles: bool = False
    choices: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FormProps:
    """What the sheet shows beside its entries."""

    subject: str = ""
    title: str = ""
    verb: str = ""
    ready: bool = False
    busy: bool = False
    drafted: bool = False
    problem: str = ""
    notice: str = ""
    noticeSign: str = ""
    noticeTone: str = "neutral"


@QmlElement
class FormViewModel(SheetViewModel[FormProps], props=FormProps):
    """The sheet of whatever form is asked for. What is kept as a draft is only what was touched."""

    def __init__(self, tools: SheetTools, parent: QObject | None = None) -> None:
        super().__init__(FormProps(), tools, parent)
        self._form: Form = FORMS[0]
        self._about_what: Asked | None = None
        self._asked: tuple[Entry, ...] = ()
        self._start: Values = {}
        self._written: dict[str, str] = {}
        self._entries: RowModel[EntryRow] = RowModel(EntryRow, self)

    @fixed
    def entries(self) -> RowModel[EntryRow]:
        return self._entries

    @property
    def key(self) -> DraftKey:
        """Where this form's draft lies."""
        return DraftKey(FEATURE, self._form.key, self._target.id if self._target else "")

    @property
    def values(self) -> Values:
        """What stands in the entries."""
        return {entry.key: self._written.get(entry.key, self._start.get(entry.key, "")) for entry in self._asked}

    def begin(self, detail: TipDetail, form: Form) -> None:
        """Open a form on a tip."""
        self._tools.drafts.flush()
        self._form = form
        self._about_what = Asked(detail.tip, self._tools.lookups(), self._tools.clock(), detail.contact)
        self._asked = form.entries(self._about_what)
        self._start = form.start(detail.tip)
        self.bind(target_of(detail))

    @Slot(str, str)
    def write(self, key: str, value: str) -> None:
        """An entry as it is written or chosen."""
        if value != self.values.get(key):
            self._written[key] = value
            self._keep()

    @Slot()
    def save(self) -> None:
        """Record what the form makes of it."""
        if self.props.ready and self._about_what is not None:
            self._record(*self._form.make(self._about_what, self._complete()))

    def _complete(self) -> Values:
        """The values that are asked for or kept, without the white space around them."""
        values = self.values
        meant = [entry.key for entry in self._asked if entry.when(values) or (entry.kept and values[entry.key])]
        return {key: values[key].strip() for key in meant}

    def _is_blank(self) -> bool:
        return all(value.strip() == self._start.get(key, "").strip() for key, value in self._written.items())

    def _is_ready(self) -> bool:
        values = self._complete()
        return (
            self._about_what is not None
            and all(values[entry.key] for entry in self._asked if entry.needed and entry.key in values)
            and bool(self._form.make(self._about_what, values))
        )

    def _content(self) -> Content:
        values = self.values
        return {entry.key: values[entry.key] for entry in self._asked if entry.kept} | self._written

    def _resume(self, content: Content) -> None:
        self._written = {}
        for entry in self._asked:
            if entry.key in content and entry.readable(text := text_of(content, entry.key)):
                self._written[entry.key] = text
            elif entry.key in content and entry.kept:
                self._written[entry.key] = ""
        self._refresh()

    def _refresh(self) -> None:
        values = self.values
        notice = self._form.notice(self._about_what, values) if self._about_what is not None else Notice()
        self._entries.show([_row(entry, values) for entry in self._asked])
        self.show(
            FormProps(
                subject=self._target.words if self._target else "",
                title=self._form.words(),
                verb=self._form.verb(),
                ready=not self._busy and self._is_ready(),
                busy=self._busy,
                drafted=self._drafted,
                problem=self._problem,
                notice=notice.words,
                noticeSign=notice.sign,
                noticeTone=notice.tone,
            )
        )


def _row(entry: Entry, values: Values) -> EntryRow:
    choices: list[dict[str, Any]] = [
        {"value": choice.value, "words": choice.words, "sign": choice.sign} for choice in entry.choices
    ]
    return EntryRow(
        key=entry.key,
        label=entry.label,
        kind=entry.kind.value,
        hint=entry.hint,
        value=values[entry.key],
        limit=entry.limit,
        shown=entry.when(values),
        tiles=entry.kind is EntryKind.CHOICE and all(choice.sign for choice in entry.choices),
        choices=choices,
    )
