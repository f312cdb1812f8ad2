"""Words of the demo city: what is seen to first and was done, to what residents are invited, bodies. All made up."""

from typing import Final

import msgspec


class Invited(msgspec.Struct, frozen=True):
    """An event, in so many days from the city's last day; ``district`` counts its districts, None is the whole city."""

    title: str
    title_en: str
    place: str
    in_days: int
    start: int
    end: int
    text: str
    text_en: str
    kind: str = "prevention"
    district: int | None = None
    cancelled: bool = False


PLACES: Final = (
    "městská knihovna",
    "služebna v lokalitě",
    "komunitní centrum",
    "základní škola, vchod z ulice",
    "dům s pečovatelskou službou",
)

PRIORITIES: Final = (
    (
        "Parkování na chodníku u školy",
        "Parking on the pavement at the school",
        (
            ("Ráno před vyučováním u školy dvanáct kontrol", "Twelve checks at the school before lessons"),
            ("Město namalovalo zákaz stání", "The city painted the no-stopping lines"),
        ),
    ),
    (
        "Tma na cestě k zastávce",
        "Darkness on the way to the stop",
        (
            ("Nahlášeny tři zhaslé lampy", "Three dead lamps reported"),
            ("Lampy svítí, ověřeno za tmy", "The lamps are lit, checked after dark"),
        ),
    ),
    (
        "Popíjení na dětském hřišti",
        "Drinking at the playground",
        (
            ("Večerní obchůzky každý pátek", "Evening patrols every Friday"),
            ("Lavičky přesunuty ke hlavní cestě", "Benches moved to the main path"),
        ),
    ),
    (
        "Černá skládka u garáží",
        "Dumped waste at the garages",
        (
            ("Skládka odvezena technickými službami", "The waste was taken away"),
            ("Místo je teď na trase obchůzky", "The place is on the patrol's way now"),
        ),
    ),
    (
        "Rychlá auta v obytné zóně",
        "Fast cars in the home zone",
        (
            ("Dvě měření rychlosti s dopravní policií", "Speed measured twice with the traffic police"),
            ("Požádáno o zpomalovací práh", "A speed bump was asked for"),
        ),
    ),
    (
        "Noční hluk před domy",
        "Noise at night in front of the houses",
        (
            ("Schůzka s domovníky a provozovnou", "A meeting with the houses and the pub"),
            ("Zahrádka zavírá ve 22 hodin", "The terrace closes at 10 p.m."),
        ),
    ),
    (
        "Volně pobíhající psi v parku",
        "Dogs off the leash in the park",
        (
            ("Domluvy s majiteli při obchůzkách", "Talks with owners on patrols"),
            ("Přibyly dva koše s pytlíky", "Two bins with bags were added"),
        ),
    ),
    (
        "Krádeže kol ve sklepích",
        "Bicycles stolen from cellars",
        (
            ("Beseda o zamykání pro tři domy", "A talk on locks for three houses"),
            ("Evidence kol: zapsáno 41 kol", "Register of bicycles: 41 entered"),
        ),
    ),
)

EVENTS: Final = (
    Invited(
        "Evidence kol",
        "Register your bicycle",
        "náměstí, u kašny",
        6,
        14,
        18,
        "Přijďte s kolem a dokladem. Kolo zdarma zapíšeme a označíme.",
        "Bring the bicycle and a document. We enter and mark it for free.",
    ),
    Invited(
        "Bezpečně doma: beseda pro seniory",
        "Safe at home: a talk for seniors",
        "městská knihovna, 1. patro",
        13,
        10,
        12,
        "Jak poznat podvodníka u dveří a na telefonu. Není třeba se hlásit.",
        "How to know a fraud at the door and on the phone. No need to register.",
    ),
    Invited(
        "Konzultační hodiny u zastávky",
        "Office hours at the stop",
        "zastávka, přístřešek",
        3,
        15,
        17,
        "Strážník je na místě a odpoví na cokoli.",
        "The officer is there and answers anything.",
        "office_hours",
        0,
    ),
    Invited(
        "Obchůzka se sousedy za tmy",
        "A walk with neighbours after dark",
        "před školou",
        9,
        18,
        20,
        "Projdeme místa, která jste v mapě označili za nejhorší.",
        "We walk the places that you rated worst.",
        "prevention",
        2,
    ),
    Invited(
        "Konzultační hodiny v komunitním centru",
        "Office hours at the community centre",
        "komunitní centrum",
        5,
        16,
        18,
        "",
        "",
        "office_hours",
        4,
    ),
    Invited(
        "Dopravní dopoledne pro školáky",
        "A morning on traffic for pupils",
        "dopravní hřiště",
        16,
        9,
        12,
        "",
        "",
        "prevention",
        6,
        cancelled=True,
    ),
)

BODIES: Final = (
    ("Technické služby města", "podnety@ts.example.cz", ("litter", "equipment")),
    ("Správa veřejného osvětlení", "poruchy@osvetleni.example.cz", ("lighting",)),
    ("Odbor dopravy", "doprava@mesto.example.cz", ("road", "traffic")),
    ("Správa zeleně", "zelen@mesto.example.cz", ("greenery",)),
)
