"""One shift, played for real: a station, three devices in processes of their own, a network that is lost and returns.

Every step says what it did and what proves it; the first that does not hold ends the story.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ui.demo.gate import Gate
from ui.demo.stage import Actor
from ui.demo.station import Station

DESK: Final = "1280x800"
PHONE: Final = "390x844"
PLACE: Final = (50.4606, 13.4180)
LAMP: Final = "Nesvítí osvětlení u zastávky"
HOLE: Final = "Výmol v silnici u divadla"
NOISE: Final = "Hluk z restaurace po desáté"


class NotHeld(Exception):
    """A step did not prove what it has to."""


def hold(fact: bool, what: str, found: Any = None) -> None:
    """Go on only if the fact holds."""
    if not fact:
        raise NotHeld(f"{what}; found: {found!r}" if found is not None else what)


@dataclass
class Scene:
    """What is on stage."""

    station: Station
    home: Path
    shots: Path
    gate: Gate
    actors: dict[str, Actor] = field(default_factory=dict)
    tips: dict[str, dict[str, Any]] = field(default_factory=dict)
    dispatcher: str = ""
    told: str = ""
    secret: str = field(default_factory=secrets.token_hex)

    def actor(self, name: str) -> Actor:
        return self.actors[name]

    def enter(self, name: str, login: str, *, size: str = DESK, look: str = "light", url: str = "") -> Actor:
        """Start a device; enrolled with the login's code at its first entrance."""
        words = ["--server", url or self.station.url, "--size", size, "--look", look, "--secret", self.secret]
        words += ["--at", f"{PLACE[0]},{PLACE[1]}"]
        if login:
            words += ["--code", self.station.codes.codes[login]]
        self.actors[name] = Actor(name, self.home / name, *words)
        return self.actors[name]

    def sign_in(self, login: str, name: str, role: str) -> str:
        """Make an account with a password; a token of the plain API."""
        password = secrets.token_hex()
        words = ("officers", "add", login, "--name", name, "--role", role, "--password-stdin")
        self.station.run(*words, stdin=password + "\n")
        return str(self.station.call("POST", "/api/v1/login", body={"login": login, "password": password})["token"])

    def shot(self, name: str, picture: str) -> None:
        self.actor(name).do("picture", path=str(self.shots / f"{picture}.png"))

    def leave(self) -> None:
        for actor in self.actors.values():
            actor.leave()


Proof = str


def tips_come_in(scene: Scene) -> Proof:
    """A dispatcher writes down a telephone call; the tip API takes two more."""
    scene.dispatcher = scene.sign_in("pult", "Dispečink (ukázka)", "dispatcher")
    lat, lon = PLACE
    contact = {"name": "Marie Nováčková", "phone": "+420 777 123 456", "email": "obyvatel@example.cz"}
    wanted: dict[str, dict[str, Any]] = {
        LAMP: {
            "category": "lighting",
            "channel": "phone",
            "text": "U zastávky je večer úplná tma.",
            "contact": contact,
        },
        HOLE: {"category": "road", "channel": "api", "text": "Díra přes půl pruhu, auta se jí vyhýbají do protisměru."},
        NOISE: {"category": "noise", "channel": "api", "text": "Každý pátek hudba do jedné ráno."},
    }
    for number, (title, more) in enumerate(wanted.items()):
        body: dict[str, Any] = {
            "title": title,
            "lat": lat + number * 0.0004,
            "lon": lon + number * 0.0003,
            "address": "Riegrova 12",
        }
        scene.tips[title] = scene.station.call("POST", "/api/v1/tips", scene.dispatcher, body | more)
    kos = scene.station.codes.people["kos"]
    for title, tip in scene.tips.items():
        hold(tip["district"] == "stred", f"{title} lies in Střed", tip)
        hold(tip["holder"] == kos, f"{title} went to the officer on duty", tip)
    numbers = ", ".join(tip["number"] for tip in scene.tips.values())
    return f"{numbers}: found in district Střed, given to Jan Kos, deadline {scene.tips[LAMP]['deadline'][:10]}"


def officer_syncs(scene: Scene) -> Proof:
    """The officer's device is enrolled, unlocked, and fetches the district."""
    actor = scene.enter("officer", "kos", url=scene.gate.url)
    actor.do("wait", what="synced")
    actor.do("wait", what="listed", title=NOISE)
    seen = actor.do("read")
    titles = [row["title"] for row in seen["today"]["rows"]]
    hold(all(title in titles for title in (LAMP, HOLE, NOISE)), "the three tips stand in the list", titles)
    actor.do("wait", what="map")
    scene.shot("officer", "01-today-laptop")
    return f"{seen['today']['countNew']} new tips in the list, the three among them; the map is drawn"


def network_goes(scene: Scene) -> Proof:
    """The network is gone."""
    scene.gate.shut()
    actor = scene.actor("officer")
    actor.do("sync")
    seen = actor.do("read")
    hold(not seen["sync"]["connected"], "the strip says so", seen["sync"])
    return f"the strip says: {seen['sync']['strip']}"


def officer_searches(scene: Scene) -> Proof:
    """The officer types without diacritics and opens what is found."""
    actor = scene.actor("officer")
    actor.do("write", field="Hledat podněty", text="osvetleni")
    actor.do("wait", what="listed", title=LAMP)
    scene.shot("officer", "02-search-laptop")
    count = actor.do("read")["today"]["total"]
    actor.do("tap", words=LAMP)
    actor.do("wait", what="tip", title=LAMP)
    scene.shot("officer", "03-tip-laptop")
    return f'"osvetleni" finds {count} tips, "{LAMP}" among them; it is open'


def officer_accepts(scene: Scene) -> Proof:
    """Accept, add a note with the place and a photo."""
    actor = scene.actor("officer")
    actor.do("tap", words="Přijmout")
    actor.do("wait", what="status", words="Přijatý")
    actor.do("photo", text="Na místě v 16:20, ze dvou lamp svítí jedna. Číslo sloupu 114.")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] >= 3, "acceptance, note and photo wait to be sent", seen["sync"])
    scene.shot("officer", "04-tip-accepted-laptop")
    return f"{seen['sync']['waiting']} entries wait: {seen['sync']['strip']}"


def officer_closes(scene: Scene) -> Proof:
    """Close the first as solved with the prepared reply, the second as not ours with whose it is."""
    actor = scene.actor("officer")
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Vyřešeno")
    scene.shot("officer", "05-closing-laptop")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("open", title=HOLE, tip=scene.tips[HOLE]["id"])
    actor.do("wait", what="tip", title=HOLE)
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Není náš")
    actor.do("write", field="např. technické služby", text="Správa a údržba silnic")
    scene.shot("officer", "06-not-ours-laptop")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("wait", what="settled")
    replies = [row["words"] for row in actor.do("read")["tip"]["story"] if row["glyph"] == "reply"]
    hold(bool(replies), "the reply stands in the story", replies)
    return f"both closed on the device; the resident will get: {replies[-1][:70]}…"


def officer_notes(scene: Scene) -> Proof:
    """A patrol note with its place and a photo."""
    actor = scene.actor("officer")
    actor.do("go", page="patrol")
    actor.do("write", field="Co jste viděli?", text="Průchod zkontrolován, osvětlení vede k parkovišti.")
    actor.do("patrol_photo")
    scene.shot("officer", "07-patrol-laptop")
    actor.do("tap", words="Uložit poznámku")
    actor.do("wait", what="note")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    newest = seen["patrol"]["notes"][0]
    hold(newest["unsent"] and newest["photos"] == 1, "the note is kept with its photo", newest)
    return f"kept: {newest['words']!r} at {newest['place']}; {seen['sync']['strip']}"


def supervisor_reassigns(scene: Scene) -> Proof:
    """A supervisor on another device sees the district's workload and gives the third tip to somebody else."""
    actor = scene.enter("supervisor", "jestrab")
    actor.do("wait", what="synced")
    actor.do("go", page="team")
    actor.do("wait", what="board")
    board = actor.do("read")["team"]["rows"]
    row = next(row for row in board if row["district"] == "Střed" and row["officer"] == "Jan Kos")
    hold(row["open"] >= 3, "the board counts the three", row)
    actor.do("cell", district="stred", holder=row["holderId"], measure="open")
    scene.shot("supervisor", "08-team-laptop")
    actor.do("reassign", tip=scene.tips[NOISE]["id"], holder=scene.station.codes.people["cermak"])
    actor.do("wait", what="settled")
    actor.do("sync")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == 0, "the reassignment is with the station", seen["sync"])
    return f"Střed, Jan Kos: {row['open']} open, {row['overdue']} overdue; {NOISE!r} given to Petr Čermák"


def colleague_closes(scene: Scene) -> Proof:
    """The officer's backup closes the second tip first."""
    actor = scene.enter("colleague", "sykorova", size=PHONE, look="dark")
    actor.do("wait", what="synced")
    scene.shot("colleague", "09-today-phone-dark")
    actor.do("open", title=HOLE, tip=scene.tips[HOLE]["id"])
    actor.do("wait", what="tip", title=HOLE)
    scene.shot("colleague", "10-tip-phone-dark")
    actor.do("tap", words="Uzavřít podnět")
    actor.do("tap", words="Předáno")
    actor.do("write", field="např. technické služby", text="Technické služby")
    scene.shot("colleague", "11-closing-phone-dark")
    actor.do("close")
    actor.do("wait", what="status", words="Uzavřený")
    actor.do("wait", what="settled")
    actor.do("sync")
    hold(actor.do("read")["sync"]["waiting"] == 0, "the closing is with the station")
    return f"{HOLE!r} is closed at the station as handed over to Technické služby"


def app_is_killed(scene: Scene) -> Proof:
    """The officer's app is killed with kill -9 and started again."""
    before = scene.actor("officer").do("read")["sync"]["waiting"]
    scene.actor("officer").kill()
    actor = scene.enter("officer", "", size=PHONE, url=scene.gate.url)
    actor.do("go", page="sync")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == before, f"all {before} entries are still there", seen["sync"]["waiting"])
    scene.shot("officer", "12-sync-waiting-phone")
    return f"{before} entries before, {seen['sync']['waiting']} after"


def network_returns(scene: Scene) -> Proof:
    """The network returns; the sync page shows what was sent and what was kept beside another report, and why."""
    scene.gate.open()
    actor = scene.actor("officer")
    actor.do("sync")
    actor.do("wait", what="settled")
    seen = actor.do("read")
    hold(seen["sync"]["waiting"] == 0, "nothing waits any more", seen["sync"])
    merged = [row for row in seen["sync"]["changes"] if row["tone"] == "warning"]
    hold(len(merged) == 1, "one closing was kept beside another", seen["sync"]["changes"])
    hold("Eva Sýkorová" in merged[0]["why"], "the page says who was first", merged[0])
    scene.shot("officer", "13-sync-sent-phone")
    return f"{len(seen['sync']['changes'])} entries with the station; {merged[0]['title']}: {merged[0]['why']}"


def reassigned_is_gone(scene: Scene) -> Proof:
    """The reassigned tip has left the officer's device."""
    actor = scene.actor("officer")
    here = actor.do("has", tip=scene.tips[NOISE]["id"])
    hold(not here, "the third tip is gone from the device", here)
    actor.do("go", page="today")
    scene.shot("officer", "14-today-phone")
    return f"{NOISE!r} is no longer on the device"


def history_reads(scene: Scene) -> Proof:
    """The server's history of each tip reads like a story."""
    reader = scene.sign_in("dohled", "Dohled (ukázka)", "supervisor")
    names = {person: login for login, person in scene.station.codes.people.items()}
    told: dict[str, list[str]] = {}
    for title, tip in scene.tips.items():
        story = scene.station.call("GET", f"/api/v1/tips/{tip['id']}/story", reader)["story"]
        told[title] = [f"{line['kind']} {line['verdict']}" for line in story]
        who = [f"{line['at'][11:16]} {names.get(line.get('by', ''), 'pult')}: {line['kind']}" for line in story]
        verdicts = [" (kept beside)" if line["verdict"] == "merged" else "" for line in story]
        scene.told += f"\n      {title}: " + " · ".join(map("".join, zip(who, verdicts, strict=True)))
    first, second, third = (told[title] for title in (LAMP, HOLE, NOISE))
    whole = ("tip.accept applied", "tip.note applied", "tip.photo applied", "tip.close applied")
    hold(all(line in first for line in whole), "the first has its whole story", first)
    hold("tip.close applied" in second and "tip.close merged" in second, "both closings stand in the second's", second)
    hold("tip.assign applied" in third, "the third was given over", third)
    return scene.told


def pages_are_drawn(scene: Scene) -> Proof:
    """Every page once more, at the desk and on the phone, light and dark."""
    count = 0
    for name, size, form in (("supervisor", DESK, "laptop"), ("officer", PHONE, "phone")):
        actor = scene.actor(name)
        actor.do("resize", size=size)
        for look in ("light", "dark"):
            actor.do("look", scheme=look)
            for page in ("today", "map", "patrol", "team", "sync", "settings"):
                if page == "team" and name == "officer":
                    continue
                actor.do("go", page=page)
                actor.do("wait", what="settled")
                if page == "map" or (page == "today" and size == DESK):
                    actor.do("wait", what="map")
                scene.shot(name, f"page-{page}-{form}-{look}")
                count += 1
    return f"{count} pictures of pages in {scene.shots}"


STEPS: Final[tuple[Callable[[Scene], Proof], ...]] = (
    tips_come_in,
    officer_syncs,
    network_goes,
    officer_searches,
    officer_accepts,
    officer_closes,
    officer_notes,
    supervisor_reassigns,
    colleague_closes,
    app_is_killed,
    network_returns,
    reassigned_is_gone,
    history_reads,
    pages_are_drawn,
)


def play(station: Station, home: Path, shots: Path, say: Callable[[str], None]) -> bool:
    """Play the story; whether every step held."""
    with Gate(station.port) as gate:
        scene = Scene(station, home, shots, gate)
        try:
            for number, step in enumerate(STEPS, start=1):
                title = (step.__doc__ or "").strip()
                began = time.monotonic()
                try:
                    proof = step(scene)
                except Exception as error:  # noqa: BLE001 - whatever went wrong, the step did not hold
                    say(f"{number:2}. ✗ {title}\n      {type(error).__name__}: {error}")
                    return False
                say(f"{number:2}. ✓ {title} ({time.monotonic() - began:.1f} s)\n      {proof}")
            return True
        finally:
            scene.leave()
