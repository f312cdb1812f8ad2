"""Made-up Czech tips by a seeded generator: the same seed gives the same rows. No person or text is real."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import msgspec

from app.identifiers import uuid7_of
from app.tips.domain import Channel, Closing, Outcome, OutcomeKind, Status, Tip, WaitingOn
from app.tips.words import folded
from app.values import Place
from sync.protocol.messages import Row
from tests.made_up_texts import Texts, vocabulary

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
DISTRICTS = tuple(f"district-{number}" for number in range(1, 10))
OFFICERS = tuple(f"00000000-0000-7000-8000-0000000000{number:02d}" for number in range(1, 9))
CATEGORIES = ("lighting", "litter", "noise", "parking", "vandalism", "dogs", "traffic", "people")
_SUBJECTS = (
    "Nefunkční osvětlení", "Rozbitá lampa", "Nepořádek u kontejnerů", "Odložený koberec", "Rušení nočního klidu",
    "Parkování na chodníku", "Vrak auta", "Posprejovaná zeď", "Poškozená lavička", "Volně pobíhající pes",
    "Výmol ve vozovce", "Chybějící značka", "Podezřelé osoby", "Podnapilá skupina", "Rozbité sklo", "Přerostlý keř",
    "Poškozený plot", "Nefunkční semafor", "Skládka za garážemi", "Hluk z hřiště", "Ulomená větev", "Ztracený klíč",
)  # fmt: skip
_PLACES = (
    "Palackého", "Mýtná", "Zborovská", "Kamenná", "Písečná", "Blatenská", "Čelakovského", "Školní", "Riegrova",
    "Jiráskova", "Dukelská", "Lipská", "Kadaňská", "Březenecká", "Hutnická", "Beethovenova", "Vodních staveb",
    "Příkopy", "Žižkovo náměstí", "Ruská", "Chelčického", "Nerudova", "Spořická", "Zahradní", "Kyjická",
)  # fmt: skip
_REPLY = "Děkujeme za podnět."


def tips(number: int, seed: int = 7) -> Iterator[Tip]:
    """``number`` tips over two years before ``NOW``, a third of them open."""
    chance, texts = random.Random(seed), Texts(seed)
    titles, stories = texts.titles(number), texts.texts(number)
    for serial in range(number):
        yield _tip(chance, texts, serial, titles[serial], stories[serial])


def identifier(serial: int, kind: int = 1) -> str:
    """A UUIDv7 that sorts by its serial, with a tail of 62 bits that follow no rule."""
    tail = kind << 62 | int.from_bytes(blake2b(b"%d %d" % (serial, kind), digest_size=8).digest()) >> 2
    return uuid7_of(0x018F_0000_0000 + serial * 3_000, tail)


def _tip(chance: random.Random, texts: Texts, serial: int, title: str, text: str) -> Tip:
    created = NOW - timedelta(seconds=chance.randint(0, 730 * 86_400))
    status = chance.choices(tuple(Status), (10, 8, 8, 6, 65, 1))[0]
    street = chance.choice(_PLACES)
    address = f"{street} {chance.randint(1, 4800)}, Chomutov" if chance.random() < 0.5 else texts.address()
    place = Place(
        lat=round(50.46 + chance.gauss(0, 0.015), 6),
        lon=round(13.41 + chance.gauss(0, 0.025), 6),
        address=address,
    )
    holder = chance.choice((*OFFICERS, None))
    closing = None
    if status is Status.CLOSED:
        by, outcome = holder or OFFICERS[0], Outcome(chance.choice(tuple(OutcomeKind)[:2]), reply=_REPLY)
        closing = Closing(identifier(serial, 9), by, _instant(created + timedelta(days=chance.randint(0, 20))), outcome)
    return Tip(
        id=identifier(serial),
        number=f"{created.year}/{serial:06d}",
        title=f"{chance.choice(_SUBJECTS)}, {street}" if chance.random() < 0.5 else title,
        category=chance.choice(CATEGORIES),
        created_at=_instant(created),
        text=text,
        place=place if chance.random() < 0.97 else None,
        district_id=chance.choice(DISTRICTS),
        holder_id=holder,
        channel=chance.choice(tuple(Channel)),
        status=status,
        waiting_on=chance.choice(tuple(WaitingOn)) if status is Status.WAITING else None,
        deadline=_instant(created + timedelta(days=14)) if chance.random() < 0.9 else None,
        closing=closing,
        joined=chance.choice((0, 0, 0, 1, 2)),
        version=chance.randint(1, 6),
    )


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


class FeedRow(msgspec.Struct, frozen=True):
    """One row as a pull brings it."""

    kind: str
    id: str
    scope: str
    doc: bytes


class FeedPage(msgspec.Struct, frozen=True):
    """One page as a pull brings it."""

    rows: tuple[FeedRow, ...] = ()
    cursors: dict[str, int] = {}
    scopes: tuple[str, ...] | None = None
    more: bool = False
    incarnation: str = "first"
    erased: tuple[str, ...] = ()
    restart: tuple[str, ...] = ()
    acknowledged: int = 0


def rows_of(made: Iterable[Tip]) -> list[FeedRow]:
    """Tips as rows of the feed, each in the scope of its district."""
    return [FeedRow("tip", tip.id, tip.district_id, msgspec.json.encode(tip)) for tip in made]


def pages_of(rows: list[FeedRow], size: int = 2_000) -> Iterator[FeedPage]:
    """The rows in pages, with cursors that count what came."""
    last: dict[str, int] = {}
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        moved: dict[str, int] = {}
        for row in part:
            last[row.scope] = moved[row.scope] = last.get(row.scope, 0) + 1
        more = start + size < len(rows)
        yield FeedPage(tuple(part), moved, more=more, scopes=None if start else tuple(DISTRICTS))


def varied(rows: Iterable[Row], seed: int = 5) -> list[Row]:
    """Rows of a city that repeats itself, each with texts, address and person of its own; all else as it was."""
    given = list(rows)
    texts = Texts(seed)
    titles, stories = texts.titles(len(given)), texts.texts(len(given))
    made = []
    for number, row in enumerate(given):
        doc = msgspec.json.decode(row.doc)
        if row.kind == "tip":
            doc["title"] = titles[number]
            doc["place"]["address"] = texts.address()
        if row.kind in ("tip", "note"):
            doc["text"] = stories[number]
        if row.kind == "contact":
            doc["name"], doc["phone"], doc["email"] = texts.person()
        made.append(msgspec.structs.replace(row, doc=msgspec.Raw(msgspec.json.encode(doc))))
    return made


def keystrokes(number: int, seed: int = 3) -> list[str]:
    """What stands in the search box after each key: words, addresses and numbers as people type them, no accents."""
    chance = random.Random(seed)
    phrases = [
        "osvetleni", "lampa palackeho", "neporadek kontejner", "hluk", "vrak auta", "2025/01", "mytna 12", "pes",
        "rozbite sklo", "kamenna", "skladka garaze", "semafor", "zizkovo nam", "parkovani chodnik", "plot", "lavicka",
    ]  # fmt: skip
    words = vocabulary()
    phrases += [folded(words[rank]) for rank in (3, 17, 60, 200, 900, 4_000, 15_000, 39_000)]
    typed: list[str] = []
    while len(typed) < number:
        phrase = chance.choice(phrases)
        typed += [phrase[:end] for end in range(1, len(phrase) + 1)]
    return typed[:number]
