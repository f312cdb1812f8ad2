"""What residents of the demo city write about, by category, and how it ends. All of it is made up."""

from typing import Final

import msgspec

from app.tips.domain import OutcomeKind


class Theme(msgspec.Struct, frozen=True):
    """One category: its id, the working days that it takes, share of all tips, and sentences.

    ``outcomes`` weigh how such tips end; ``bodies`` are those it is handed over to; ``night`` is the share that is
    sent after dark.
    """

    id: str
    working_days: int
    weight: int
    night: float
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    outcomes: dict[OutcomeKind, int]
    bodies: tuple[str, ...] = ()


_SOLVED, _HANDED, _NOT_FOUND = OutcomeKind.SOLVED, OutcomeKind.HANDED_OVER, OutcomeKind.NOT_FOUND
_NOT_OURS, _MONITORED = OutcomeKind.NOT_OURS, OutcomeKind.MONITORED

THEMES: Final = (
    Theme(
        id="lighting", working_days=10, weight=14, night=0.8,
        titles=("Nesvítí osvětlení", "Blikající lampa", "Tma v průchodu", "Rozbité osvětlení u zastávky",
                "Nesvítí tři lampy za sebou", "Osvětlení svítí ve dne a v noci ne"),
        texts=("U domu {address} už týden nesvítí lampa, večer je tam úplná tma a bojím se tudy chodit.",
               "Lampa bliká celou noc a pak zhasne. Chodí tudy děti z kroužků.",
               "V průchodu k parkovišti nesvítí ani jedno světlo.",
               "Po výměně sloupu zůstalo osvětlení nezapojené, {address}."),
        notes=("Ověřeno na místě, nesvítí dvě lampy.", "Číslo sloupu zapsáno, předáno správci osvětlení.",
               "Kontrola po setmění: lampa již svítí."),
        outcomes={_HANDED: 60, _SOLVED: 30, _NOT_FOUND: 10},
        bodies=("Technické služby města", "Správce veřejného osvětlení"),
    ),
    Theme(
        id="litter", working_days=10, weight=16, night=0.1,
        titles=("Černá skládka", "Přeplněné kontejnery", "Odložený nábytek u popelnic", "Nepořádek v parku",
                "Rozbité sklo na chodníku", "Vysypaný odpad za garážemi"),
        texts=("Za garážemi někdo vysypal stavební suť a pneumatiky.",
               "U kontejnerů na adrese {address} leží matrace a skříň už druhý týden.",
               "V parku jsou po víkendu lahve a rozbité sklo, hrají si tam děti.",
               "Kontejnery jsou přeplněné a odpad se válí okolo."),
        notes=("Pořízena fotografie, stanoviště zapsáno.", "Obyvatel z přízemí viděl bílou dodávku, SPZ nezná.",
               "Úklid objednán, termín do konce týdne."),
        outcomes={_HANDED: 50, _SOLVED: 40, _NOT_FOUND: 10},
        bodies=("Technické služby města", "Odbor životního prostředí"),
    ),
    Theme(
        id="noise", working_days=5, weight=12, night=0.9,
        titles=("Hluk v noci před domem", "Hlasitá hudba po desáté", "Křik na hřišti v noci", "Rušení nočního klidu",
                "Túrování motorů na parkovišti"),
        texts=("Skupina mladých sedí každý pátek do jedné ráno na lavičkách a pouští hudbu.",
               "Na parkovišti u {address} se v noci závodí a túrují motory.",
               "Z provozovny je hluk i po desáté hodině večer, nedá se spát."),
        notes=("Hlídka ve 22:40: čtyři osoby poučeny, odešly.", "Při kontrole klid.",
               "Domluveno s provozovatelem, od desáti zavírá okna."),
        outcomes={_SOLVED: 50, _MONITORED: 35, _NOT_FOUND: 15},
    ),
    Theme(
        id="drinking", working_days=5, weight=9, night=0.4,
        titles=("Popíjení u dětského hřiště", "Nalezená injekční stříkačka", "Popíjení před obchodem",
                "Opilí lidé v průchodu"),
        texts=("Od rána tu posedávají s alkoholem a pokřikují na kolemjdoucí.",
               "Na pískovišti jsme našli injekční stříkačku, prosím o rychlé odstranění.",
               "V průchodu u {address} se scházejí a popíjejí, bojíme se tudy chodit s dětmi."),
        notes=("Stříkačka odstraněna, místo prohlédnuto.", "Dvě osoby poučeny o vyhlášce, alkohol vylit.",
               "Místo zařazeno do odpolední obchůzky."),
        outcomes={_SOLVED: 55, _MONITORED: 30, _HANDED: 10, _NOT_FOUND: 5},
        bodies=("Terénní program", "Policie ČR"),
    ),
    Theme(
        id="parking", working_days=5, weight=12, night=0.3,
        titles=("Auta na chodníku", "Parkování na zeleni", "Blokovaný výjezd", "Parkování v křižovatce",
                "Zastavěný přechod u školy"),
        texts=("Před domem {address} stojí auta na chodníku a s kočárkem se nedá projít.",
               "Auto parkuje na trávníku, po dešti je tam bahno.",
               "Ráno u školy stojí auta na přechodu a děti vbíhají mezi ně do silnice."),
        notes=("Dvě vozidla řešena domluvou.", "Výzva za stěrač.", "Kontrola v 7:40, přechod volný."),
        outcomes={_SOLVED: 70, _NOT_FOUND: 20, _MONITORED: 10},
    ),
    Theme(
        id="wreck", working_days=20, weight=6, night=0.0,
        titles=("Autovrak na parkovišti", "Auto bez značek", "Vrak s rozbitými skly"),
        texts=("Už půl roku tu stojí auto bez značek a s prázdnými pneumatikami.",
               "Na parkovišti u {address} je vrak, teče z něj olej."),
        notes=("Vozidlo zdokumentováno, nalepena výzva.", "Majitel dohledán, lhůta do konce měsíce."),
        outcomes={_HANDED: 50, _SOLVED: 45, _NOT_OURS: 5},
        bodies=("Odbor dopravy",),
    ),
    Theme(
        id="greenery", working_days=15, weight=8, night=0.0,
        titles=("Větve zasahují do chodníku", "Spadlý strom", "Neposekaná tráva u přechodu",
                "Suchý strom nad lavičkou"),
        texts=("Keře jsou tak vysoké, že není vidět na přechod.",
               "Po větru leží na cestě velká větev, {address}."),
        notes=("Větev odtažena na kraj, zavolány technické služby.", "Místo vyfoceno."),
        outcomes={_HANDED: 65, _SOLVED: 25, _NOT_OURS: 10},
        bodies=("Technické služby města", "Správa zeleně"),
    ),
    Theme(
        id="road", working_days=15, weight=8, night=0.0,
        titles=("Výmol v chodníku", "Chybějící poklop", "Kluzký chodník", "Propadlá dlažba"),
        texts=("Na chodníku chybí tři dlaždice, starší lidé tu zakopávají.",
               "U {address} je propadlý kanál, je to nebezpečné."),
        notes=("Místo zajištěno páskou.", "Předáno správci komunikace."),
        outcomes={_HANDED: 75, _SOLVED: 15, _NOT_OURS: 10},
        bodies=("Technické služby města", "Správa a údržba silnic"),
    ),
    Theme(
        id="dogs", working_days=10, weight=6, night=0.1,
        titles=("Volně pobíhající pes", "Neuklizené exkrementy", "Pes bez náhubku na hřišti"),
        texts=("Na hřišti u {address} venčí psy bez vodítka.", "Celý trávník je plný exkrementů, sáčky chybí."),
        notes=("Majitelka poučena, pes na vodítku.", "Doplněny sáčky na psí exkrementy."),
        outcomes={_SOLVED: 65, _MONITORED: 20, _NOT_FOUND: 15},
    ),
    Theme(
        id="graffiti", working_days=15, weight=5, night=0.2,
        titles=("Posprejovaná zeď", "Rozbitá zastávka", "Poškozené prvky na hřišti"),
        texts=("Na domě {address} přibyly nápisy.", "Zastávka má rozbité sklo, střepy leží na zemi."),
        notes=("Zdokumentováno, střepy zajištěny.", "Kamera nezabírá, svědci nejsou."),
        outcomes={_HANDED: 50, _SOLVED: 30, _MONITORED: 20},
        bodies=("Policie ČR", "Dopravní podnik"),
    ),
    Theme(
        id="other", working_days=10, weight=4, night=0.2,
        titles=("Dotaz na strážníka", "Osamělá seniorka", "Podezřelý prodejce u dveří"),
        texts=("Po domech chodí prodejce energií a tlačí na starší lidi.",
               "Prosím o kontakt, chtěla bych poradit, jak zabezpečit sklep."),
        notes=("Návštěva domluvena na čtvrtek.", "Seniorka poučena, leták předán."),
        outcomes={_SOLVED: 80, _NOT_OURS: 20},
        bodies=("Sociální odbor",),
    ),
)  # fmt: skip

PATROL_NOTES: Final = (
    "Klid, nikdo na místě.",
    "Hovor s obyvateli domu, stěžují si na hluk v pátek večer.",
    "U kontejnerů uklizeno.",
    "Tři osoby na lavičkách, poučeny o vyhlášce.",
    "Zkontrolován průchod, osvětlení svítí.",
    "Obchod otevřen, prodavačka hlásí krádeže drobného zboží.",
    "Rozdány letáky k pocitové mapě, dvanáct lidí.",
    "Hřiště prohlédnuto, nález žádný.",
    "Senioři v klubu: otázky na podomní prodej.",
    "Podezřelé vozidlo, zapsána značka, prověřeno bez závady.",
)
PATROL_TAGS: Final = ("calm", "talk", "check", "prevention")
