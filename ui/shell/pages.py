"""The pages of the app in the order of the rail. A page is its QML file, its view model, and its row here."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from app.accounts.domain import Role
from app.basemap.search import Street
from app.ratings.operations import COLLECTORS
from app.session import DeviceSession
from ui import moments
from ui.charts.table import pages_with_charts
from ui.charts.viewmodel import ChartsViewModel
from ui.jobs import Jobs
from ui.lookups import Lookups

EVERYONE = frozenset(Role)
BOARD_ROLES = frozenset({Role.SUPERVISOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Parts:
    """What a view model of a page is made of."""

    session: DeviceSession
    jobs: Jobs
    lookups: Callable[[], Lookups]
    clock: moments.Clock
    streets: Callable[[], tuple[Street, ...]] = tuple
    """The streets of the map that is drawn; blocking."""
    locate: Callable[[float, float], str | None] = lambda _lon, _lat: None
    """The district of a point (longitude, latitude), None outside all."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``words``: its name; ``keys`` open it; ``few``: stays in a bar that has room for five; ``within``: the
    page from which one comes to it, by whose button it is marked, having none of its own.

    ``file``: its QML below ``ui``, which gets the ``workspace``; empty for list and map, which are always there.
    ``make``: its view model, which the page gets by ``workspace.room(key)``; None where other rooms need it too: it is
    in ``Rooms`` then. One with a slot ``refresh`` is read anew when its page comes into sight and after rounds.
    """

    key: str
    words: Callable[[], str]
    sign: str
    keys: str
    file: str = ""
    few: bool = False
    roles: frozenset[Role] = EVERYONE
    make: Callable[[Parts], QObject] | None = None
    within: str = ""


def _asking(parts: Parts) -> QObject:
    from ui.kiosk.asking_viewmodel import AskingViewModel

    return AskingViewModel(parts)


def _promises(parts: Parts) -> QObject:
    from ui.tips.promises_viewmodel import PromisesViewModel

    return PromisesViewModel(parts)


def _places(parts: Parts) -> QObject:
    from ui.map.places_viewmodel import PlacesViewModel

    return PlacesViewModel(parts)


PAGES: tuple[Page, ...] = (
    Page("today", lambda: QCoreApplication.translate("Pages", "Today"), "list-checks", "Ctrl+1", few=True),
    Page("map", lambda: QCoreApplication.translate("Pages", "Map"), "map", "Ctrl+2", few=True),
    Page(
        "patrol",
        lambda: QCoreApplication.translate("Pages", "Patrol"),
        "footprints",
        "Ctrl+3",
        "patrols/PatrolPage.qml",
        few=True,
    ),
    Page(
        "asking",
        lambda: QCoreApplication.translate("Pages", "Ask people"),
        "messages-square",
        "Ctrl+0",
        "kiosk/AskingPage.qml",
        roles=frozenset(role for role in Role if role in COLLECTORS),
        make=_asking,
        within="patrol",
    ),
    Page(
        "promises",
        lambda: QCoreApplication.translate("Pages", "Promises"),
        "handshake",
        "Ctrl+7",
        "tips/PromisesPage.qml",
        few=True,
        make=_promises,
    ),
    Page(
        "briefs",
        lambda: QCoreApplication.translate("Pages", "Hand-over"),
        "arrow-right-left",
        "Ctrl+9",
        "briefs/BriefsPage.qml",
        roles=frozenset({Role.OFFICER}),
    ),
    Page(
        "places",
        lambda: QCoreApplication.translate("Pages", "Places"),
        "map-pin",
        "Ctrl+8",
        "map/PlacesPage.qml",
        make=_places,
    ),
    Page(
        "team",
        lambda: QCoreApplication.translate("Pages", "Team"),
        "users",
        "Ctrl+4",
        "team/TeamPage.qml",
        few=True,
        roles=BOARD_ROLES,
    ),
    Page(
        "sync",
        lambda: QCoreApplication.translate("Pages", "Sync"),
        "refresh-cw",
        "Ctrl+5",
        "sync/SyncPage.qml",
        few=True,
    ),
    Page(
        "settings",
        lambda: QCoreApplication.translate("Pages", "Settings"),
        "settings",
        "Ctrl+6",
        "settings/SettingsPage.qml",
    ),
)


def pages_of(role: Role) -> tuple[Page, ...]:
    """The pages of a role."""
    return tuple(page for page in PAGES if role in page.roles)


def file_of(key: str) -> str:
    """The QML of a page."""
    return next((page.file for page in PAGES if page.key == key), "")


def section_of(key: str) -> str:
    """The page whose button is marked while this one is in sight."""
    return next((page.within for page in PAGES if page.key == key and page.within), key)


def made(parts: Parts) -> dict[str, QObject]:
    """The view models of the pages that no other room needs, by the page's key, and of the charts of any."""
    own = {page.key: page.make(parts) for page in PAGES if page.make is not None}
    return own | {charts_key(page): ChartsViewModel(parts.session, parts.jobs, page) for page in pages_with_charts()}


def charts_key(page: str) -> str:
    """By which ``workspace.room`` gives the charts of a page."""
    return f"charts.{page}"
