"""Where each page of the two tables of routes is to be seen with something on it.

Who adds a page with GET says here where, and as whom; what is no page is named with the reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.accounts.domain import Role
from sync.server.http.calls import Route
from sync.server.residents.routes import ROUTES as OF_RESIDENTS
from sync.server.routes import ROUTES as OF_SERVER
from tests.browser.city import City
from tests.sync.server.station import WEST

SPOT: Final = "50.050000,13.044000|Palackého 3"
NO_PAGES: Final = {
    "/healthz": "for programs",
    "/style.css": "with every page",
    "/icon.svg": "with every page",
    "/form.js": "with the form of a tip",
    "/podnet/fotka/{bag}/{photo}": "a picture of the form of a tip",
    "/sledovat/{secret}/udaje.zip": "a file to keep",
    "/straznik/portret/{portrait}": "a picture of the page of an officer",
    "/novinky.{kind}": "for readers of news",
    "/fotka/{name}": "a picture of the page of a district",
    "/calendars/{secret}.ics": "for programs",
    "/desk/": "the same as /desk",
    "/desk/mails/{mail_id}/raw": "a file to keep",
    "/desk/submissions/{submission_id}/photo/{picture_id}": "a picture of a submission",
    "/desk/public/officer/{officer_id}/portrait": "a picture of the card",
    "/desk/paper/officer.pdf": "to be printed",
    "/desk/paper/waves/{code}": "to be printed",
    "/desk/paper/sheets/{print_id}": "to be printed",
    "/desk/copy.js": "with the page of a tip",
    "/desk/cover.js": "with the page that covers a photo",
    "/desk/showing/{photo_id}/whole": "a picture of the page that covers it",
    "/desk/showing/{photo_id}/made/{mark}": "a picture of the page that covers it",
}
RESIDENTS: Final = {
    "/": ("/",),
    "/soukromi": ("/soukromi",),
    "/soukromi/zaznam": ("/soukromi/zaznam",),
    "/pristupnost": ("/pristupnost",),
    "/podnet": ("/podnet",),
    "/podnet/popis": ("/podnet/popis?category=light&where=Palack", "/podnet/popis?kind=complaint"),
    "/sledovat/{secret}": (
        "/sledovat/{asked}",
        "/sledovat/{closed}",
        "/sledovat/{closed}?new=1",
        "/sledovat/{complaint}",
    ),
    "/sledovat/{secret}/odpovedet": ("/sledovat/{asked}/odpovedet",),
    "/sledovat/{secret}/hodnoceni": ("/sledovat/{closed}/hodnoceni",),
    "/sledovat/{secret}/vymazat": ("/sledovat/{asked}/vymazat",),
    "/vymazano": ("/vymazano",),
    "/sledovat/{secret}/udaje": ("/sledovat/{asked}/udaje",),
    "/sledovat": ("/sledovat",),
    "/straznik": ("/straznik", "/straznik?kde=Palack"),
    "/straznik/{district}": (f"/straznik/{WEST}", "/straznik/d2", "/straznik/d3"),
    "/lokalita": ("/lokalita",),
    "/lokalita/{district}": (f"/lokalita/{WEST}", "/lokalita/d2"),
    "/novinky": ("/novinky",),
    "/novinky/mailem": (f"/novinky/mailem?lokalita={WEST}",),
    "/novinky/potvrdit/{secret}": ("/novinky/potvrdit/{confirm}",),
    "/novinky/odhlasit/{secret}": ("/novinky/odhlasit/{leave}",),
    "/hodnotit": ("/hodnotit", "/hodnotit?where=palack", "/hodnotit?where=nikde"),
    "/hodnotit/ulice": ("/hodnotit/ulice", "/hodnotit/ulice?letter=B", "/hodnotit/ulice?street=Dostojevského"),
    "/hodnotit/jak": (f"/hodnotit/jak?spot={SPOT}",),
    "/hodnotit/hotovo": ("/hodnotit/hotovo",),
    "/hodnotit/mapa": ("/hodnotit/mapa",),
    "/moje-misto": ("/moje-misto",),
    "/moje-misto/vymazano": ("/moje-misto/vymazano?co=hodnoceni",),
    "/mapa-bezpeci": ("/mapa-bezpeci", f"/mapa-bezpeci?district={WEST}"),
    "/k/{code}": ("/k/{wave}",),
}
BOSS, HELP, MODERATOR = Role.SUPERVISOR, Role.DISPATCHER, Role.MODERATOR
DESK: Final[dict[str, tuple[tuple[Role, str], ...]]] = {
    "/pristupnost": ((BOSS, "/pristupnost"),),
    "/desk/sign-in": ((BOSS, "/desk/sign-in"),),
    "/desk/sessions": ((BOSS, "/desk/sessions"),),
    "/desk": ((BOSS, "/desk"), (HELP, "/desk"), (Role.ANALYST, "/desk")),
    "/desk/call": ((HELP, "/desk/call"),),
    "/desk/call/{tip_id}": ((HELP, "/desk/call/{tip}"),),
    "/desk/unplaced": ((HELP, "/desk/unplaced"),),
    "/desk/unplaced/{tip_id}": ((HELP, "/desk/unplaced/{unplaced}"),),
    "/desk/mails": ((HELP, "/desk/mails"),),
    "/desk/mails/{mail_id}": ((HELP, "/desk/mails/{mail}"),),
    "/desk/check": ((HELP, "/desk/check"),),
    "/desk/no-tip": ((BOSS, "/desk/no-tip?number={number}"),),
    "/desk/submissions": ((Role.ADMIN, "/desk/submissions"),),
    "/desk/submissions/{submission_id}": ((Role.ADMIN, "/desk/submissions/{submission}"),),
    "/desk/duty": ((BOSS, "/desk/duty"),),
    "/desk/duty/absence": ((BOSS, "/desk/duty/absence"),),
    "/desk/duty/swap": ((BOSS, "/desk/duty/swap"),),
    "/desk/tips": ((HELP, "/desk/tips?q=lampa"), (HELP, "/desk/tips?q=nic")),
    "/desk/tips/{tip_id}": ((HELP, "/desk/tips/{tip}"),),
    "/desk/duty/pairs": ((BOSS, "/desk/duty/pairs"),),
    "/desk/duty/backups": ((BOSS, "/desk/duty/backups"),),
    "/desk/paper/sheets": ((HELP, "/desk/paper/sheets"),),
    "/desk/paper/batches/{batch_id}": ((HELP, "/desk/paper/batches/{batch}"),),
    "/desk/duty/calendars": ((BOSS, "/desk/duty/calendars"),),
    "/desk/bursts": ((MODERATOR, "/desk/bursts"),),
    "/desk/bursts/{burst_id}": ((MODERATOR, "/desk/bursts/{burst}"),),
    "/desk/remarks": ((MODERATOR, "/desk/remarks"),),
    "/desk/said": ((BOSS, "/desk/said"),),
    "/desk/duty/check": ((BOSS, "/desk/duty/check"),),
    "/desk/duty/who": ((BOSS, "/desk/duty/who?number={number}"),),
    "/desk/public": ((BOSS, "/desk/public"),),
    "/desk/public/officer/{officer_id}": ((BOSS, "/desk/public/officer/{officer}"),),
    "/desk/public/district/{district}": ((BOSS, f"/desk/public/district/{WEST}"),),
    "/desk/public/district/{district}/priority": ((BOSS, f"/desk/public/district/{WEST}/priority"),),
    "/desk/public/event": ((BOSS, "/desk/public/event"),),
    "/desk/public/pledge": ((BOSS, "/desk/public/pledge"),),
    "/desk/public/bodies": ((BOSS, "/desk/public/bodies"),),
    "/desk/public/body": ((BOSS, "/desk/public/body"),),
    "/desk/paper": ((HELP, "/desk/paper"),),
    "/desk/paper/waves": ((HELP, "/desk/paper/waves"),),
    "/desk/readers": ((BOSS, "/desk/readers?number={number}"),),
    "/desk/showing": ((MODERATOR, "/desk/showing"),),
    "/desk/showing/{photo_id}": ((MODERATOR, "/desk/showing/{photo}"),),
}


@dataclass(frozen=True)
class Sight:
    """A page as somebody has it before them; nobody signs in for the pages of residents."""

    path: str
    role: Role | None = None

    def __str__(self) -> str:
        return f"{self.path} ({self.role})" if self.role else self.path


def of_residents(city: City) -> Iterator[Sight]:
    """Every page of the residents' process."""
    for paths in RESIDENTS.values():
        yield from (Sight(_filled(city, path)) for path in paths)


def of_desk(city: City) -> Iterator[Sight]:
    """Every page of the main server, by who works with it."""
    for shown in DESK.values():
        yield from (Sight(_filled(city, path), role) for role, path in shown)


def unseen() -> list[str]:
    """The paths that are in a table of routes and not here."""
    found = [(one, RESIDENTS) for one in OF_RESIDENTS] + [(one, DESK) for one in OF_SERVER if _is_page(one)]
    return [one.path for one, seen in found if one.method == "GET" and one.path not in seen | NO_PAGES]


def gone() -> list[str]:
    """The paths that are here and in no table of routes."""
    served = {one.path for one in (*OF_RESIDENTS, *OF_SERVER) if one.method == "GET"}
    return [path for path in {*RESIDENTS, *DESK, *NO_PAGES} if path not in served]


def _is_page(route: Route) -> bool:
    return not route.path.startswith("/api/")


def _filled(city: City, path: str) -> str:
    for name in city.names:
        path = path.replace(f"{{{name}}}", city.names[name])
    assert "{" not in path, f"{path}: what it names is made by nobody; let tests/browser/city.py make it"
    return path
