"""What officers of the demo city ask, what residents answer, and what is said by who joins or is not content."""

from typing import Final

QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "lighting": ("Která lampa to je? Pomůže číslo na sloupu.", "Nesvítí celou noc, nebo jen občas zhasne?"),
    "litter": ("Viděl jste, kdo to tam přivezl, nebo v kolik hodin?", "Leží to na chodníku, nebo až za plotem?"),
    "noise": ("Ve které dny a v kolik hodin to bývá nejhorší?", "Jde hluk z hřiště, nebo z podniku vedle?"),
    "drinking": ("V kolik hodin se tam scházejí?", "Bývají tam i přes den, když jdou děti ze školy?"),
    "parking": ("Stojí tam to samé auto každý den?", "Parkují tam ráno, nebo až po páté odpoledne?"),
    "wreck": ("Víte, jak dlouho tam auto stojí?", "Má auto ještě značky?"),
    "greenery": ("Je větev nad chodníkem, nebo nad silnicí?", "Dá se místo obejít?"),
    "road": ("Projede tam kočárek, nebo se musí do silnice?", "Je místo označené, nebo je to volná díra?"),
    "dogs": ("Víte, z kterého domu pes je?", "V kolik hodin tam psy venčí?"),
    "graffiti": ("Víte, kdy nápis přibyl?", "Viděl jste tam někoho?"),
    "other": ("Kdy vás můžeme navštívit?", "Stalo se to i u sousedů?"),
}
ANSWERS: Final[dict[str, tuple[str, ...]]] = {
    "lighting": ("Je to druhý sloup od zastávky, číslo už nejde přečíst.", "Nesvítí vůbec, od minulého úterý."),
    "litter": ("Ráno v šest už to tam leželo, nikoho jsem neviděla.", "Je to za garážemi, z ulice to vidět není."),
    "noise": ("Hlavně pátek a sobota, od deseti do jedné.", "Z hřiště, chodí tam parta s reproduktorem."),
    "drinking": ("Od čtyř odpoledne, pak do tmy.", "Ano, bývají tam už kolem poledne."),
    "parking": ("Ano, stříbrná dodávka, každý den od rána.", "Po páté, to se tam nedá projít s kočárkem."),
    "wreck": ("Nejméně od jara, má prázdné pneumatiky.", "Značky nemá, uvnitř někdo přespává."),
    "greenery": ("Nad chodníkem, ve výšce očí.", "Obejít se to dá jen silnicí."),
    "road": ("S kočárkem se musí do silnice.", "Nic tam není, v noci to člověk nevidí."),
    "dogs": ("Z rohového domu, chodí s ním pán po obědě.", "Mezi šestou a sedmou večer."),
    "graffiti": ("Objevilo se to přes víkend.", "Neviděla, ale vedlejší vchod má kameru."),
    "other": ("Nejlépe ve čtvrtek dopoledne, děkuji.", "Ano, u paní odnaproti byli včera."),
}
JOINING: Final = (
    "Potvrzuji, platí i pro nás z vedlejšího vchodu.",
    "Chodím tudy každé ráno do práce, je to pořád stejné.",
    "I naše děti tudy chodí do školy.",
    "Už jsem to hlásil loni, prosím, podívejte se na to.",
    "Přidávám se, večer se tudy bojím.",
)
DISCONTENT: Final = (
    "Chvíli byl klid, ale včera to bylo zase stejné.",
    "Opravila se jen část, u zadního vchodu se nezměnilo nic.",
    "Na místě jsem byla dnes a nic se nezměnilo.",
)
BACK: Final = (
    "Děkujeme, že jste se ozvali. Na místo jsme se vrátili a dodělali jsme i to, co zbývalo.",
    "Vrátili jsme se tam ve večerních hodinách a místo budeme ještě měsíc sledovat.",
)
