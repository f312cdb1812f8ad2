"""A real, encrypted store with the rows of a made-up city, brought in as a pull would bring them."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from app.accounts.domain import CITY, Role
from app.accounts.repository import Identity
from app.clock import instant
from app.messages.domain import body_party_id
from app.session import DeviceSession, open_session
from sync.protocol.messages import PullResponse, Row

NOW = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
KEY = bytes(range(32))
OFFICER = "01890000-0000-7000-8000-0000000000a1"
COLLEAGUE = "01890000-0000-7000-8000-0000000000a2"
CENTRE = (50.4605, 13.4178)
DISTRICTS = (
    "Centrum",
    "Horní Ves",
    "Březenecká",
    "Kamenná",
    "Zahradní",
    "Písečná",
    "Spořická",
    "Nové Spořice",
    "Pražská",
)
CATEGORIES = {
    "lighting": ("Veřejné osvětlení", "lightbulb"),
    "waste": ("Odpadky a černé skládky", "trash-2"),
    "noise": ("Rušení nočního klidu", "volume-2"),
    "parking": ("Parkování a vraky", "car"),
    "dogs": ("Psi", "dog"),
    "graffiti": ("Vandalismus a sprejeři", "spray-can"),
    "youth": ("Problémové skupiny", "users"),
}
TITLES = {
    "lighting": ("Nesvítí osvětlení u školky", "Bliká lampa na zastávce", "Tma v podchodu k nádraží"),
    "waste": ("Přetékající kontejnery za domem", "Černá skládka u garáží", "Injekční stříkačky na hřišti"),
    "noise": ("Hluk z baru po půlnoci", "Hlasitá hudba z auta na parkovišti"),
    "parking": (
        "Vrak bez značek stojí měsíc",
        "Auta na chodníku před školou",
        "Parkování na travnaté ploše u vchodu do domu",
    ),
    "dogs": ("Volně pobíhající pes v parku", "Psí exkrementy na pískovišti"),
    "graffiti": ("Posprejovaná zastávka", "Rozbitá skla u výměníku"),
    "youth": ("Popíjení u obchodu", "Skupina obtěžuje kolemjdoucí"),
}
STREETS = (
    "Palackého",
    "Kamenný vrch",
    "Blatenská",
    "Lipská",
    "Zborovská",
    "Hutnická",
    "Šafaříkova",
    "Písečná",
    "Mánesova",
)
ANSWERED = (15, 43)
"""A closed tip and one in progress whose senders wrote since."""
CALLER = 12
"""An accepted tip whose sender left a telephone number alone."""
UNREACHED = 73
"""A tip in progress whose mails came back, from its sender and from a body."""
STATUSES = ("new", "new", "accepted", "in_progress", "waiting", "closed", "closed", "closed", "new", "accepted")


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return 0.0


def uuid(kind: int, n: int) -> str:
    return f"01890000-0000-7000-8{kind:03x}-{n:012x}"


def row(kind: str, doc: dict[str, Any], scope: str, key: str = "id") -> Row:
    return Row(kind, str(doc[key]), scope, msgspec.Raw(json.dumps(doc, ensure_ascii=False).encode()))


def lookups() -> list[Row]:
    lat, lon = CENTRE
    rows = []
    for n, name in enumerate(DISTRICTS):
        west, south = lon - 0.03 + (n % 3) * 0.02, lat - 0.018 + (n // 3) * 0.012
        ring = [[west, south], [west + 0.02, south], [west + 0.02, south + 0.012], [west, south + 0.012], [west, south]]
        doc = {"id": f"d{n}", "name": name, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        rows.append(row("district", doc, CITY))
    for key, (name, icon) in CATEGORIES.items():
        rows.append(row("category", {"id": key, "name": name, "icon": icon}, CITY))
    for n, (name, usual) in enumerate((("Technické služby", ["lighting", "waste"]), ("Policie ČR", ["youth"]))):
        rows.append(row("body", {"id": uuid(8, n), "name": name, "categories": usual}, CITY))
    people = ((OFFICER, "Jana Dvořáková", "officer"), (COLLEAGUE, "Petr Malý", "officer"))
    for officer, name, role in people:
        doc = {"id": officer, "name": name, "role": role, "districts": ["d0", "d1", "d2"]}
        rows.append(row("officer", doc, CITY))
    texts = (
        (
            "solved",
            "Vyřešeno na místě",
            "Dobrý den, děkujeme za podnět {number}. Na místě jsme závadu prověřili a je odstraněna.",
        ),
        ("solved", "Domluva", "Dobrý den, věc jsme na místě vyřešili domluvou. Děkujeme, že jste se ozvali."),
        (
            "not_found",
            "Na místě nic",
            "Dobrý den, na místě {address} jsme nic závadného nezjistili. Budeme ho dál sledovat.",
        ),
        ("handed_over", "Předáno", "Dobrý den, podnět jsme předali: {body}. O výsledku Vás budeme informovat."),
        ("not_ours", "Není naše", "Dobrý den, věc nespadá do působnosti městské policie. Vyřizuje ji {body}."),
        ("monitored", "Sledujeme", "Dobrý den, místo jsme zařadili do pravidelných obchůzek."),
    )
    for n, (outcome, title, text) in enumerate(texts):
        doc = {"id": uuid(9, n), "outcome": outcome, "title": title, "text": text}
        rows.append(row("template", doc, CITY))
    return rows


def tips(count: int, seed: int = 7) -> list[Row]:
    """``count`` tips with their notes, contacts and stories, the newest of them today."""
    chance = Random(seed)
    rows: list[Row] = []
    for n in range(count):
        category = chance.choice(list(CATEGORIES))
        age = timedelta(minutes=chance.randrange(20, 1440 * 2) if n < 12 else chance.randrange(1440, 1440 * 600))
        created = NOW - age
        status = STATUSES[n % len(STATUSES)]
        district = f"d{chance.randrange(9)}"
        doc: dict[str, Any] = {
            "id": uuid(1, n), "number": f"{created.year}-{n + 1:04d}", "title": chance.choice(TITLES[category]),
            "category": category, "created_at": instant(created), "district_id": district, "status": status,
            "text": "Dobrý den, jde o to samé místo jako loni. Večer se tudy bojíme chodit, prosíme o kontrolu.",
            "place": {
                "lat": CENTRE[0] + chance.uniform(-0.017, 0.017), "lon": CENTRE[1] + chance.uniform(-0.029, 0.029),
                "address": f"{chance.choice(STREETS)} {chance.randrange(1, 90)}" if n % 7 else "",
            },
            "channel": chance.choice(("web", "phone", "email")), "joined": chance.choice((0, 0, 0, 1, 3)),
            "deadline": instant(created + timedelta(days=chance.choice((1, 3, 10)))),
            "holder_id": OFFICER if n % 3 else COLLEAGUE, "version": 1 + n % 3,
        }  # fmt: skip
        if status == "waiting":
            doc |= {"waiting_on": "other_body", "waiting_body": "technické služby"}
        if status == "closed":
            doc["closing"] = {
                "operation_id": uuid(5, n), "by": OFFICER, "at": instant(created + timedelta(days=1)),
                "outcome": {"kind": "solved", "reply": "Dobrý den, závada je odstraněna."},
            }  # fmt: skip
        doc["parties"] = [{"id": doc["id"], "way": "call" if n == CALLER else "mail"}]
        if n == UNREACHED:
            body = {"kind": "body", "body_id": uuid(8, 0), "name": "Technické služby"}
            doc["parties"] = [
                {"id": one, "way": "none", "returned": True} | told
                for one, told in ((doc["id"], {}), (body_party_id(doc["id"], uuid(8, 0)), body))
            ]
        contact = {
            "tip_id": doc["id"],
            "name": "Marie Nováková",
            "phone": "+420 601 222 333",
            "email": "" if n == CALLER else "marie@example.cz",
        }
        rows.append(row("contact", contact, district, key="tip_id"))
        rows += story(n, doc, created, district)
        if n in ANSWERED:
            rows.append(answered(doc, district))
        rows.append(row("tip", doc, district))
    return rows


def answered(tip: dict[str, Any], scope: str) -> Row:
    """What its sender wrote a while ago, by the page behind their link; nobody has answered it."""
    tip["heard_at"] = instant(NOW - timedelta(minutes=25))
    where = {"id": uuid(11, int(tip["id"][-12:], 16)), "tip_id": tip["id"], "party_id": tip["id"]}
    said = {"at": tip["heard_at"], "text": "Je to ta u školy, včera zase nesvítila.", "door": "portal"}
    return row("message", where | said, scope)


def story(n: int, tip: dict[str, Any], created: datetime, scope: str) -> list[Row]:
    """What happened to a tip up to its status."""
    rows = []
    steps = {"accepted": 1, "in_progress": 2, "waiting": 3, "closed": 3}.get(tip["status"], 0)
    kinds = ("tip.accept", "tip.start", "tip.wait" if tip["status"] == "waiting" else "tip.close")
    for step in range(steps):
        kind = kinds[step]
        detail = {"on": "other_body", "body": "technické služby"} if kind == "tip.wait" else {}
        if kind == "tip.close":
            detail = {"outcome": "solved", "reply": "Dobrý den, závada je odstraněna."}
        at = instant(created + timedelta(hours=3 * (step + 1)))
        line = {
            "id": uuid(6, n * 10 + step),
            "tip_id": tip["id"],
            "kind": kind,
            "verdict": "applied",
            "at": at,
            "by": OFFICER,
            "detail": detail,
        }
        rows.append(row("story", line, scope))
    if steps > 1:
        note = {
            "id": uuid(7, n), "tip_id": tip["id"], "by": OFFICER, "at": instant(created + timedelta(hours=4)),
            "text": "Na místě v 16:20, dvě lampy ze tří nesvítí. Nahlášeno dispečinku.",
        }  # fmt: skip
        rows.append(row("note", note, scope))
    return rows


def open_city(directory: Path, count: int = 220, role: Role = Role.OFFICER) -> DeviceSession:
    """An unlocked device of this city, enrolled and pulled, its search complete."""
    opened = open_session(directory, KEY, clock=FixedClock())
    assert isinstance(opened, DeviceSession)
    identity = Identity(
        "01890000-0000-7000-8000-0000000000d1",
        OFFICER,
        "Jana Dvořáková",
        role,
        "http://127.0.0.1:1",
        bytes(32),
        station_key=bytes(31) + b"\x09",
    )
    assert opened.enrol(identity) is None
    rows = [*lookups(), *tips(count)]
    if role is not Role.OFFICER:
        chief = {"id": OFFICER, "name": "Jana Dvořáková", "role": role.value, "districts": [f"d{n}" for n in range(9)]}
        rows.append(row("officer", chief, CITY))
    scopes = (CITY, *(f"d{n}" for n in range(9)))
    page = PullResponse(rows=tuple(rows), cursors=dict.fromkeys(scopes, 1), scopes=scopes, incarnation="i")
    opened.exchange.apply_page(page)
    while opened.tips.index_some(5_000):
        pass
    return opened
