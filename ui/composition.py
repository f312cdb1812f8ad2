"""Wires the app by hand: from an unlocked session to its view models, and from those to the window."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QObject

from app.drafts.domain import DraftKey
from app.session import DeviceSession
from sync.client.backoff import Backoff
from ui import moments
from ui.briefs.viewmodel import BriefsViewModel
from ui.drafts.keeper import DraftKeeper
from ui.drafts.viewmodel import DraftsViewModel
from ui.jobs import Jobs
from ui.kiosk.viewmodel import CheckSecret, KioskViewModel
from ui.lookups import Lookups
from ui.map.messages import SetTheme
from ui.map.safety_viewmodel import SafetyReading, SafetyViewModel
from ui.map.viewmodel import MapViewModel
from ui.patrols.day_viewmodel import DayViewModel
from ui.patrols.note_viewmodel import PatrolNoteViewModel
from ui.patrols.tracking import TrackRecorder
from ui.patrols.viewmodel import PatrolViewModel
from ui.patrols.walk_viewmodel import WalkViewModel
from ui.patrols.walking import REFUSAL
from ui.position import PositionViewModel, Receiver
from ui.settings.preferences import Preferences
from ui.settings.secret import ChangeSecret, Rekeyed
from ui.settings.viewmodel import Device, SettingsViewModel
from ui.shell.city import CityFeed, CityReading, LookupsHolder
from ui.shell.navigation import NavigationViewModel
from ui.shell.pages import Parts, made
from ui.shell.rooms import Rooms
from ui.shell.workspace import Workspace
from ui.sync.edit_viewmodel import EditViewModel
from ui.sync.rounds import Rounds
from ui.sync.station import Station
from ui.sync.viewmodel import SyncViewModel
from ui.team.cell_viewmodel import CellViewModel
from ui.team.viewmodel import TeamViewModel
from ui.theme.tokens import Scheme, load_tokens
from ui.tips.acting import ActingTools
from ui.tips.closing_viewmodel import ClosingViewModel
from ui.tips.form_viewmodel import FormViewModel
from ui.tips.note_viewmodel import NoteViewModel
from ui.tips.older_viewmodel import OlderViewModel
from ui.tips.sheet import FEATURE as TIPS
from ui.tips.sheet import SheetTools
from ui.tips.tip_viewmodel import TipViewModel
from ui.tips.viewmodel import TodayViewModel
from ui.unlock.words import Shut, Trouble

ROLES_OF_MAP = {
    role: role
    for role in (
        "surface", "surfaceDim", "text", "textMuted", "outline", "primary", "danger", "warning", "success", "info",
        "selection", "safetyWorse", "safetyBetter", "safetyUnknown", "safetyFew",
    )
} | {"onPrimary": "primaryInk", "onDanger": "dangerInk"}  # fmt: skip
"""The map page's name of a role to ours."""


@dataclass(frozen=True, slots=True)
class Edges:
    """What differs between the app, the demo and the tests: time, position, jobs and how to reach the station."""

    jobs: Jobs
    clock: moments.Clock
    receiver: Callable[[QObject], Receiver]
    engine: Callable[[DeviceSession], Station]
    preferences: Preferences = field(default_factory=Preferences)
    preferences_path: Path = Path("preferences.json")
    change_secret: ChangeSecret = lambda _now, _new: Rekeyed.FAILED
    check_secret: CheckSecret = lambda _secret: Shut(Trouble.WRONG)
    pin: bool = True
    recorder: TrackRecorder | None = None
    """What records the way of a patrol and outlives the session; none where no way is recorded."""
    with_map: bool = True


def read_lookups(session: DeviceSession) -> Lookups:
    """The city's look-ups as they are stored now. Called on the database lane."""
    service = session.districts
    return Lookups(
        districts={district.id: district for district in service.districts()},
        officers={officer.id: officer for officer in service.officers()},
        categories={category.id: category for category in service.categories()},
        templates=service.templates(),
        bodies=service.bodies(),
        me=session.me,
    )


class DistrictFinder:
    """The district of a point, by an index that is made anew when the districts change."""

    def __init__(self, lookups: LookupsHolder) -> None:
        self._lookups = lookups
        self._made: tuple[Lookups, Callable[[float, float], str | None]] | None = None

    def __call__(self, lon: float, lat: float) -> str | None:
        lookups = self._lookups.value
        if not lookups.districts:
            return None
        if self._made is None or self._made[0] is not lookups:
            from app.districts.geometry import DistrictIndex

            self._made = (lookups, DistrictIndex(list(lookups.districts.values())).district_of)
        return self._made[1](lon, lat)


def open_workspace(session: DeviceSession, edges: Edges) -> Workspace:
    """The view models of one unlocked session, tied together but not started."""
    jobs, clock, lookups = edges.jobs, edges.clock, LookupsHolder()
    station = edges.engine(session)
    rounds = Rounds(station, jobs, clock, Backoff())
    rooms = _rooms(session, edges, lookups, rounds, station)
    rounds.setParent(rooms.sync)
    reading = CityReading(
        lookups=lambda: read_lookups(session),
        markers=session.tips.markers_in_slices,
        basemaps=session.files.basemaps,
        basemap_proven=session.files.basemap_proven,
        index=session.tips.index_some,
        generation=lambda: session.generation,
    )
    city = CityFeed(reading, jobs, lookups, rooms.map)
    workspace = Workspace(rooms, rounds, jobs, city, with_map=edges.with_map, officer=session.me.id)
    rooms.position.setParent(workspace)
    return workspace


def _rooms(session: DeviceSession, edges: Edges, lookups: LookupsHolder, rounds: Rounds, station: Station) -> Rooms:
    jobs, clock = edges.jobs, edges.clock
    anchor = QObject()
    position = PositionViewModel(edges.receiver(anchor), clock)
    anchor.setParent(position)
    drafts = DraftKeeper(session.drafts, jobs, clock)
    tools = SheetTools(session.tips, drafts, jobs, lookups, clock)
    shown = MapViewModel()
    reading = SafetyReading(session.ratings, session.settings, session.tips.markers, shown.streets)
    cell = CellViewModel(session.team, session.tips, session.outbox, jobs=jobs, lookups=lookups, clock=clock)
    parts = Parts(session, jobs, lookups, clock, shown.streets, DistrictFinder(lookups))
    return Rooms(
        navigation=NavigationViewModel(session.me.role),
        today=TodayViewModel(session.tips, jobs, lookups, clock, written=lambda: drafts.targets(TIPS)),
        older=OlderViewModel(station, jobs, lookups, clock),
        tip=TipViewModel(session.tips, ActingTools(session.tips, session.outbox, drafts, jobs, lookups, clock)),
        closing=ClosingViewModel(tools, session.tips),
        note=NoteViewModel(tools, position=lambda: position.place),
        form=FormViewModel(tools),
        drafts=DraftsViewModel(drafts, jobs, clock, is_here=lambda key: _is_here(session, key)),
        map=shown,
        safety=SafetyViewModel(reading, shown, jobs=jobs, lookups=lookups, clock=clock),
        patrol=_patrol(parts, drafts, shown, edges.recorder),
        briefs=BriefsViewModel(parts),
        team=TeamViewModel(session.team, cell, jobs=jobs, lookups=lookups, clock=clock),
        sync=SyncViewModel(session.outbox, rounds, drafts, jobs=jobs, lookups=lookups, clock=clock),
        edit=EditViewModel(session.outbox, drafts, jobs=jobs, lookups=lookups, clock=clock),
        settings=SettingsViewModel(
            edges.preferences,
            edges.preferences_path,
            device=_device(session, edges),
            change_secret=edges.change_secret,
            jobs=jobs,
            lookups=lookups,
        ),
        position=position,
        kiosk=KioskViewModel(
            session.ratings, drafts, jobs=jobs, clock=clock, check_secret=edges.check_secret, pin=edges.pin
        ),
        others=made(parts),
    )


def _patrol(parts: Parts, drafts: DraftKeeper, shown: MapViewModel, recorder: TrackRecorder | None) -> PatrolViewModel:
    """The page of the patrol: the note, the suggested round, and the day with its track."""
    session, jobs, lookups, clock = parts.session, parts.jobs, parts.lookups, parts.clock
    note = PatrolNoteViewModel(
        session.patrols,
        session.outbox,
        jobs=jobs,
        lookups=lookups,
        clock=clock,
        districts=lambda: lookups().mine,
        locate=parts.locate,
        drafts=drafts,
    )
    walk = WalkViewModel(
        session.walks,
        session.outbox,
        shown,
        jobs=jobs,
        lookups=lookups,
        clock=clock,
        locate=parts.locate,
        streets=shown.streets,
        drafts=drafts,
    )
    day = DayViewModel(session.tracks, session.walks, walk, shown, jobs=jobs, clock=clock, recorder=recorder)
    return PatrolViewModel(session.patrols, note, walk, day, jobs=jobs, lookups=lookups, clock=clock)


def _is_here(session: DeviceSession, key: DraftKey) -> bool:
    """Whether what a draft is about can still be written on. Called on the database lane."""
    match key.feature, key.sheet:
        case "tips", _:
            return session.tips.detail(key.target) is not None
        case "sync", "edit":
            return session.outbox.mendable(key.target)
        case "patrols", sheet if sheet == REFUSAL:
            walk = session.walks.current()
            return walk is not None and any(stop.cell == key.target for stop in walk.stops)
        case ("patrols", _) | ("ratings", _):
            return True
        case _:
            return False


def _device(session: DeviceSession, edges: Edges) -> Device:
    identity = session.identity
    return Device(
        officer=session.me,
        server=identity.server if identity else "",
        device_id=identity.device_id if identity else "",
        pin=edges.pin,
        version=version("okrskar"),
    )


def map_theme(scheme: Scheme, *, reduced_motion: bool) -> SetTheme:
    """The same tokens for the map's page."""
    colours = load_tokens().schemes[scheme]
    return SetTheme(
        scheme=scheme.value,
        tokens={theirs: colours[ours] for theirs, ours in ROLES_OF_MAP.items()},
        reduced_motion=reduced_motion,
    )
