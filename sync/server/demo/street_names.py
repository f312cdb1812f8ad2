"""Names for the demo city's streets: common Czech street names and those after which Chomutov's quarters are called."""

from typing import Final

RING_ROAD: Final = "Okružní"
SPOKES: Final = (
    "Pražská",
    "Kyjická",
    "Jirkovská",
    "Blatenská",
    "Bezručova",
    "Lipská",
    "Kadaňská",
    "Lounská",
)
"""By the border on which they run, in the order of the districts of the ring."""

MIDDLE_RING: Final = "Spojovací"

LOCAL: Final[dict[str, tuple[str, ...]]] = {
    "stred": (
        "Riegrova", "Ruská", "Nerudova", "Farského", "Chelčického", "Revoluční", "Školní", "Husova",
        "Jakoubka ze Stříbra",
        "Klostermannova", "Mánesova", "Puchmayerova", "Partyzánská", "Hálkova", "Žižkovo náměstí", "Táboritská",
        "Vršovců", "Zborovská", "Na Příkopech", "U Městských mlýnů", "Blahoslavova", "Komenského",
    ),
    "zahradni": (
        "Zahradní", "Jasmínová", "Růžová", "Pod Břízami", "Holešická", "Šeříková", "Kosmova", "Skalková", "Lužická",
        "Dřínovská", "Tomáše ze Štítného", "Habrová", "Jeřabinová", "Akátová", "Hortenziová", "Na Moráni", "Javorová",
    ),
    "brezenecka": (
        "Březenecká", "Hutnická", "17. listopadu", "Stavbařská", "Kundratická", "Dostojevského", "Legionářská",
        "Energetiků", "Kostnická", "Skautská", "Hornická", "Sokolská", "Tovární", "Slovenská", "Sluneční",
    ),
    "kamenna": (
        "Kamenná", "Borová", "Písnická", "Smrková", "Modřínová", "Jedlová", "Lesní", "U Kamencového jezera",
        "Na Vyhlídce",
        "Horská", "Větrná", "Kamenický vrch", "Dubová", "Buková", "K Zoo", "Na Pastvinách",
    ),
    "pisecna": (
        "Písečná", "Zdeňka Štěpánka", "Seifertova", "Jirky Mahena", "Vítězslava Nezvala", "Karla Čapka", "Olbrachtova",
        "Hrubínova", "Jana Drdy", "Medová", "Vančurova", "Halasova", "Wolkerova", "Bieblova", "Ortenova", "Teigova",
    ),
    "horni-ves": (
        "Hornoveská", "Čechova", "Alešova", "Beethovenova", "Dvořákova", "Smetanova", "Fibichova", "Janáčkova",
        "Sukova",
        "Myslbekova", "Brožíkova", "Štursova", "Purkyňova", "Kollárova", "Vrchlického", "Svatopluka Čecha",
        "Jungmannova",
        "Erbenova", "Sladkovského", "Tylova", "Máchova", "Nezvalova", "Grégrova", "Podhorská", "U Potoka", "Na Výsluní",
    ),
    "domovinka": (
        "Palackého", "Libušina", "Přemyslova", "Vodních staveb", "Mostecká", "Dukelská", "Tolstého",
        "Puškinova", "Gorkého",
        "Čelakovského", "Havlíčkova", "Šafaříkova", "Lermontovova", "Krátká", "Příčná", "Na Domovince",
        "Poštovní", "Tkalcovská",
        "Buchenwaldská", "Edisonova",
    ),
    "nove-sporice": (
        "Spořická", "Selská", "Křižíkova", "Průmyslová", "Nádražní", "U Hřbitova", "Železničářů", "Kolejní",
        "Černovická",
        "Pražské pole", "Pod Tratí", "Skladištní", "Dělnická", "Luční", "Cihlářská", "Kovářská", "Mlýnská",
    ),
    "zadni-vinohrady": (
        "Vinohradská", "Ve Vinicích", "Hroznová", "Révová", "Slunečnicová", "Třešňová", "Višňová", "Jabloňová",
        "Ořechová",
        "Broskvová", "Meruňková", "Švestková", "Angreštová", "Malinová", "Ostružinová", "Rybízová",
        "Na Stráni", "Polní",
        "K Lesu", "Jižní", "Pod Lesem", "U Studánky", "Zelená",
    ),
}  # fmt: skip
"""Streets by district; when a list ends, the rest of its streets carry no name."""
