"""What a screen reader is told of every page: all that is in sight, by name, once, in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem

from app.values import Place
from tests.ui.city import uuid
from tests.ui.conftest import Screen
from tests.ui.fingers import TOUCHABLE, go, items, tap, whole
from ui.shell.workspace import Workspace

Made = Callable[..., Screen]
TIP: Final = uuid(1, 3)
SIZES: Final = [(1280, 800), (390, 844)]
WIDE: Final = 760
PAGES: Final = ["today", "map", "patrol", "promises", "briefs", "places", "sync", "settings", "asking"]
ALWAYS: Final = {"today", "map", "patrol", "sync"}
"""Pages that every bar has."""
SHEETS: Final = ["close", "note", "edit", "ask", "promise", "wait"]
Role = QAccessible.Role
FLOATS: Final = "Poznámka"
"""The one action by the thumb of a phone lies over list and map."""
FINGER: Final = 48
MOST_LOOKS: Final = 5
NOWHERE: Final = QRect()
HOLDERS: Final = {Role.Window, Role.Client, Role.Pane, Role.ScrollBar, Role.Grouping, Role.List, Role.Dialog}
"""Need no name: they hold what has one."""


@dataclass(frozen=True)
class Said:
    """One thing that is told, with whatever holds it."""

    role: QAccessible.Role
    name: str
    rect: QRect
    is_selected: bool
    within: tuple[str, ...]
    is_whole: bool
    holder: QRect
    """Where the list that it is in is seen."""

    def __str__(self) -> str:
        return f"{self.role.name} {self.name!r}"


def told(face: QAccessibleInterface | None, within: tuple[str, ...] = (), holder: QRect = NOWHERE) -> Iterator[Said]:
    """All that is told below this, in order."""
    if face is None or not face.isValid() or face.state().invisible:
        return
    rect = seen(face)
    name, is_selected, is_whole = face.text(QAccessible.Text.Name), bool(face.state().selected), rect == face.rect()
    one = Said(face.role(), name, rect, is_selected, within, is_whole, holder)
    yield one
    holder = rect if one.role is Role.List else holder
    inside = within if one.role in HOLDERS - {Role.Dialog} else (*within, one.name)
    for number in range(face.childCount()):
        yield from told(face.child(number), inside, holder)


def seen(face: QAccessibleInterface) -> QRect:
    """How much of it is in sight, with what is scrolled out of view cut off."""
    rect, item = face.rect(), face.object()
    while isinstance(item, QQuickItem):
        if item.clip():
            at = item.mapToGlobal(item.boundingRect().topLeft()).toPoint()
            rect = rect.intersected(QRect(at, item.boundingRect().size().toSize()))
        item = item.parentItem()
    return rect


def words(shown: Screen) -> Iterator[tuple[str, QQuickItem]]:
    """Every text in sight that is no sign."""
    for item in items(whole(shown)):
        name = item.metaObject().className()
        text = str(item.property("text") or "")
        if name.startswith(("BodyText", "SaidText")) and text.strip(" ·") and item.width() > 0 and item.opacity() > 0:
            yield text, item


def unsaid(shown: Screen) -> Iterator[str]:
    """Texts that nobody hears, or hears twice."""
    for text, item in words(shown):
        own = QAccessible.queryAccessibleInterface(item)
        is_own = own is not None and not own.state().invisible and own.text(QAccessible.Text.Name) != ""
        around = False
        above = item.parentItem()
        while above is not None and not around:
            around = any(
                face is not None and face.role() not in HOLDERS and text.strip(" ·") in face.text(QAccessible.Text.Name)
                for face in map(QAccessible.queryAccessibleInterface, (above, *_fields(above)))
            )
            above = above.parentItem()
        if is_own == around:
            yield f"{'twice' if is_own else 'unsaid'}: {text!r} in {item.parentItem().metaObject().className()}"


def _fields(item: QQuickItem) -> list[QQuickItem]:
    """The fields whose label a text beside them is: they are called so."""
    return [child for child in item.childItems() if child.metaObject().className().startswith("TextField")]


def nameless(every: list[Said]) -> Iterator[str]:
    """What is told without a name."""
    yield from (
        f"nameless: {one.role.name} within {one.within}" for one in every if one.role not in HOLDERS and not one.name
    )


def out_of_order(every: list[Said]) -> Iterator[str]:
    """What is told after something that stands wholly below it in the same column."""
    leaves = [one for one in every if one.role not in HOLDERS and one.rect.height() > 0]
    for one, after in pairwise(leaves):
        is_above = after.rect.bottom() <= one.rect.top()
        is_same_column = after.rect.left() < one.rect.right() and one.rect.left() < after.rect.right()
        is_floating = one.holder.intersects(after.rect) or after.name == FLOATS
        if is_above and is_same_column and one.within == after.within and not is_floating:
            yield f"{after} is told after {one}, which is below it"


def too_small(every: list[Said]) -> Iterator[str]:
    """What a gloved finger misses."""
    for one in every:
        full = min(one.rect.width(), one.rect.height())
        if one.role in TOUCHABLE and 0 < full < FINGER and one.is_whole:
            yield f"{one} is {one.rect.width()} by {one.rect.height()}"


def sights(shown: Screen, pages: list[str]) -> Iterator[str]:
    """One page or sheet after the other."""
    workspace: Workspace = shown.workspace
    for page in pages:
        workspace.navigation.go(page)
        shown.settle()
        yield page
    workspace.openTip(TIP)
    shown.settle()
    yield "tip"
    for sheet in SHEETS:
        workspace.tip.perform(sheet)
        shown.settle()
        yield sheet
        tap(shown, "Zavřít tento list")
        shown.settle()
    shown.app.lock()
    shown.settle()
    yield "lock"


def faults(shown: Screen, sight: str, width: int) -> Iterator[str]:
    """All that is wrong with what is in sight, once rows that are going have gone."""
    wrong: list[str] = []
    for _ in range(MOST_LOOKS):
        shown.settle()
        shown.root.grabWindow()  # lays out what has just come into sight
        every = list(told(QAccessible.queryAccessibleInterface(shown.root)))
        wrong = [*nameless(every), *unsaid(shown), *out_of_order(every), *(too_small(every) if width < WIDE else ())]
        here = [one.name for one in every if one.role is Role.PageTab and one.is_selected]
        if len(here) > 1 or (sight in ALWAYS and not here):
            wrong.append(f"the page one is on: {here}")
        if not wrong:
            return
    yield from (f"{sight}: {one}" for one in wrong)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_screen_reader_is_told_all_of_every_page_once_and_in_order(
    screen: Made, width: int, height: int
) -> None:
    shown = screen(width, height)
    found: list[str] = []
    for sight in sights(shown, PAGES):
        found += faults(shown, sight, width)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("session", ["supervisor"], indirect=True)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_screen_reader_is_told_all_of_the_board(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.workspace.navigation.go("team")
    shown.settle()
    found = list(faults(shown, "team", width))
    assert not found, "\n".join(found)


def test_that_a_row_says_what_its_signs_mean(screen: Made) -> None:
    shown = screen(390, 844)
    seen_as, joined = {}, 0
    for tab in ("new", "closed"):
        shown.workspace.today.showTab(tab)
        shown.settle()
        rows = [item for item in items(whole(shown)) if item.metaObject().className().startswith("TipDelegate")]
        for row in rows:
            name = QAccessible.queryAccessibleInterface(row).text(QAccessible.Text.Name)
            seen_as[bool(row.property("unread"))] = name.startswith("nepřečteno, ")
            joined += "se přidal" in name
    assert seen_as == {True: True, False: False}
    assert joined


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_that_a_screen_reader_is_told_all_of_the_kiosk(screen: Made, width: int, height: int) -> None:
    shown = screen(width, height)
    shown.receiver.place = Place(lat=50.445, lon=13.395, accuracy=8.0)
    go(shown, "asking")
    tap(shown, "Kde stojím")
    found = list(faults(shown, "asking", width))
    for touch in ("Předat zařízení", "Po setmění", "Spíše nebezpečně", "Každý týden", "Něco dodat", "Odeslat"):
        tap(shown, touch)
        found += faults(shown, touch, width)
    assert not found, "\n".join(found)
