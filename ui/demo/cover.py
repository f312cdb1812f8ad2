"""The officer is away: the desk says so, residents read who stands in from that minute, and that one has the brief."""

from datetime import UTC, datetime, timedelta
from typing import Final

from app.calendar import prague_day
from ui.demo.residents import WHERE
from ui.demo.scene import DESK, PHONE, PLACE, Proof, Scene, hold
from ui.demo.stage import Actor

AWAY, STANDS_IN = ("Jan Kos", "1041"), ("Eva Sýkorová", "1042")
"""By name or service number: whether residents read a name is each officer's own to say."""
GLASS: Final = "Rozbité sklo na dětském hřišti"
PAGES: Final = (
    "call", "tips", "duty", "duty/swap", "duty/pairs", "duty/backups", "duty/calendars", "duty/who", "unplaced",
    "mails", "check", "showing", "submissions", "public", "paper", "readers", "sessions",
)  # fmt: skip


def cover_begins(scene: Scene) -> Proof:
    """At the desk a supervisor enters that the officer is away, having seen what follows; a cover begins."""
    hold(_named(_whose(scene), AWAY), "the officer is the one of the district")
    scene.shot("rater", "portal-13-my-officer-desk")
    actor = scene.browse("desk", pages=scene.station.url, size=DESK)
    actor.do("open", path="/desk/sign-in")
    actor.do("type", field="login", text="jestrab")
    actor.do("type", field="password", text=scene.password("jestrab"))
    actor.do("press", words="Přihlásit se")
    scene.both("desk", "desk-01-front")
    actor.do("press", words="Služby")
    actor.do("press", words="Zapsat nepřítomnost")
    today = prague_day(datetime.now(UTC))
    actor.do("pick", field="officer", words="Jan")
    actor.do("date", field="first", day=today.isoformat())
    actor.do("date", field="last", day=(today + timedelta(days=1)).isoformat())
    actor.do("press", words="Ukázat, co by následovalo")
    text = actor.do("read")["text"]
    hold("Eva Sýkorová zastoupí: Střed" in text, "who would stand in is said before it is entered", text)
    scene.both("desk", "desk-02-absence")
    actor.do("press", words="Zapsat nepřítomnost")
    text = actor.do("read")["text"]
    hold("Jan Kos: ☼ dovolená" in text, "the absence stands in the calendar", text)
    scene.both("desk", "desk-03-duty")
    actor.do("press", words="Ověřit příštích 14 dní")
    text = str(actor.do("read")["text"])
    proved = next((line for line in text.splitlines() if line.startswith("Ano. ")), "")
    hold(bool(proved), "each address has its officer on the next 14 days", text)
    scene.both("desk", "desk-04-check")
    return proved


def residents_read_who_stands_in(scene: Scene) -> Proof:
    """From that minute "my officer" names the other one, until when, and whom residents have otherwise."""
    text = _whose(scene)
    first, _, otherwise = text.partition("Jinak je vaším strážníkem")
    hold(_named(first, STANDS_IN) and "zastupuje do" in first, "who stands in is named, and until when", text)
    hold(_named(otherwise, AWAY), "whose district it is otherwise", text)
    scene.both("rater", "portal-14-stands-in")
    return next(line for line in first.splitlines() if "zastupuje do" in line)


def tips_follow(scene: Scene) -> Proof:
    """A tip of that minute is of who stands in, and on their device is the brief of what waits in the district."""
    body = {"title": GLASS, "category": "litter", "channel": "phone", "lat": PLACE[0], "lon": PLACE[1]}
    tip = scene.station.call("POST", "/api/v1/tips", scene.dispatcher, body)
    stands_in = scene.station.codes.people["sykorova"]
    hold(tip["holder"] == stands_in, "the tip went to who stands in", tip)
    actor = scene.actor("colleague")
    actor.do("resize", size=PHONE)
    actor.do("sync")
    hold(actor.do("has", tip=tip["id"]), "the tip is on their device")
    actor.do("go", page="briefs")
    actor.do("wait", what="brief", title="Zastupujete: Střed")
    rows = actor.do("read")["briefs"]
    at = next(number for number, row in enumerate(rows) if row["words"] == "Zastupujete: Střed")
    hold("Jan Kos" in rows[at]["about"], "for whom is said", rows[at])
    told = [row for row in rows[at + 1 :] if row["waits"]]
    hold(bool(told), "what waits there is told", rows)
    scene.shot("colleague", "19-brief-phone-dark")
    return (
        f"{rows[at]['words']}, {rows[at]['about']}: {rows[at]['due']}; first: {told[0]['words']} ({told[0]['about']})"
    )


def desk_is_drawn(scene: Scene) -> Proof:
    """A tip is found at the desk and gets the number of another system; every page of the desk, both sizes."""
    actor = scene.actor("desk")
    actor.do("open", path="/desk/tips")
    actor.do("type", field="q", text="rozbite sklo")
    actor.do("press", words="Najít")
    actor.do("press", words=GLASS)
    actor.do("type", field="event_number", text="MP-2026/77")
    actor.do("press", words="Uložit číslo")
    text = actor.do("read")["text"]
    hold("Číslo události je uložené" in text, "the event number is saved", text)
    scene.both("desk", "desk-00-tip")
    for number, path in enumerate(PAGES, start=5):
        actor.do("open", path=f"/desk/{path}")
        scene.both("desk", f"desk-{number:02}-{path.replace('/', '-')}")
    return f"{GLASS!r} is MP-2026/77 elsewhere; {2 * len(PAGES)} pictures of pages in {scene.shots}"


def _whose(scene: Scene) -> str:
    """Find the officer of the place that was rated; what the page says."""
    actor: Actor = scene.actor("rater")
    actor.do("open", path="/straznik")
    actor.do("type", field="kde", text=WHERE)
    actor.do("press", words="Najít mého strážníka")
    actor.do("press", words=WHERE)
    return str(actor.do("read")["text"])


def _named(text: str, person: tuple[str, str]) -> bool:
    return any(known in text for known in person)
