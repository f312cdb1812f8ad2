"""Mails as people and programs write them, made up: what was written now, and the whole that came."""

from typing import Final

OURS: Final = "Dobrý den,\n\nk vašemu podnětu č. 2026-000123 se vás strážník ptá:\n\nKde přesně?\n\nMěstská policie"
QUOTED: Final = "\n".join(f"> {line}".rstrip() for line in OURS.split("\n"))
SAID: Final = "Dobrý den,\n\nlampa je u školky, u zadního vchodu.\n\nJana Malá"

INTRODUCED: Final = {
    "Thunderbird": "Dne 12. 7. 2026 v 12:48 Městská policie napsal(a):",
    "Thunderbird, old": "Dne 12.7.2026 v 12:48 Městská policie napsal/a:",
    "Gmail": "ne 12. 7. 2026 v 12:48 odesílatel Městská policie <o-1@tip.example.cz> napsal:",
    "Gmail, by day": "Dne pá 12. 7. 2019 12:48 uživatel Městská policie <\no-1@tip.example.cz> napsal:",
    "Gmail, broken": (
        "pá 12. 7. 2026 v 12:48 odesílatel Městská policie Chomutov\n"
        "<o-0123456789abcdef0123456789abcdef@tip.example.cz>\n"
        "napsal:"
    ),
    "K-9": 'Dne 12. července 2026 12:48:01 SELČ, "Městská policie" <o-1@tip.example.cz> napsal:',
    "Apple": "12. 7. 2026 v 12:48, Městská policie <o-1@tip.example.cz>:",
    "Apple, Czech": "Dne 12. 7. 2026 ve 12:48 Městská policie <o-1@tip.example.cz> napsal(a):",
    "Evolution": "Městská policie píše v Ne 12. 07. 2026 v 12:48 +0200:",
    "Horde": "Cituji Městská policie <o-1@tip.example.cz>:",
    "Roundcube": "Dne 2026-07-12 12:48, Městská policie napsal:",
    "verb first": "Dne 12. 7. 2026 v 12:48 napsala Městská policie <o-1@tip.example.cz>:",
    "Gmail, English": "On Sun, Jul 12, 2026 at 12:48 PM Městská policie <o-1@tip.example.cz> wrote:",
    "Gmail, English, broken": "On Sun, Jul 12, 2026 at 12:48 PM Městská policie\n<o-1@tip.example.cz> wrote:",
    "Apple, English": "On 12 Jul 2026, at 12:48, Městská policie <o-1@tip.example.cz> wrote:",
    "Thunderbird, English": "On 7/12/26 12:48, Městská policie wrote:",
    "MSN": "Městská policie wrote on 7/12/2026 12:48 PM:",
    "mutt": "On Sun, Jul 12, 2026 at 12:48:01PM +0200, Městská policie wrote:",
    "Evolution, English": "On Sun, 2026-07-12 at 12:48 +0200, Městská policie wrote:",
    "without a date": "Městská policie <o-1@tip.example.cz> napsal dne 12. 7. 2026 12:48:",
}
"""The sentence above a quotation, by the programs that write it so."""

BETWEEN: Final = {
    "Seznam": (
        "---------- Původní e-mail ----------\n"
        "Od: Městská policie <o-1@tip.example.cz>\n"
        "Komu: jana@example.cz\n"
        "Datum: 12. 7. 2026 12:48:01\n"
        "Předmět: Podnět 2026-000123"
    ),
    "Seznam, old": "---------- Původní zpráva ----------\nOd: Městská policie\nDatum: 12. 7. 2026",
    "Centrum": (
        "______________________________________________________________\n"
        "> Od: Městská policie <o-1@tip.example.cz>\n"
        "> Komu: jana@example.cz"
    ),
    "Outlook Express": (
        "----- Původní zpráva -----\nOd: Městská policie\nKomu: jana@example.cz\nOdesláno: 12. července 2026 12:48"
    ),
    "Outlook": (
        "Od: Městská policie <o-1@tip.example.cz>\n"
        "Odesláno: neděle 12. července 2026 12:48\n"
        "Komu: jana@example.cz\n"
        "Předmět: Podnět 2026-000123"
    ),
    "Outlook, a rule": (
        "________________________________\n"
        "Od: Městská policie <o-1@tip.example.cz>\n"
        "Odesláno: neděle 12. července 2026 12:48\n"
        "Komu: jana@example.cz\n"
        "Předmět: Podnět"
    ),
    "Outlook, bold": (
        "*Od:* Městská policie <o-1@tip.example.cz>\n"
        "*Odesláno:* neděle 12. července 2026 12:48\n"
        "*Komu:* jana@example.cz\n"
        "*Předmět:* Podnět"
    ),
    "Outlook, English": (
        "From: Městská policie <o-1@tip.example.cz>\n"
        "Sent: Sunday, July 12, 2026 12:48 PM\n"
        "To: jana@example.cz\n"
        "Subject: Podnět"
    ),
    "Outlook, English, original": (
        "-----Original Message-----\nFrom: Městská policie\nSent: Sunday, July 12, 2026 12:48 PM\nTo: jana@example.cz"
    ),
    "forwarded": (
        "---------- Forwarded message ---------\nFrom: Městská policie <o-1@tip.example.cz>\nDate: Sun, Jul 12, 2026"
    ),
    "forwarded, Czech": "---------- Přeposlaná zpráva ---------\nOd: Městská policie\nDate: ne 12. 7. 2026 v 12:48",
    "Apple, forwarded": "Začátek přeposlané zprávy:\n\nOd: Městská policie <o-1@tip.example.cz>\nPředmět: Podnět",
}
"""What stands between an answer and the quotation where that is not marked line by line."""

SIGNED: Final = {
    "the sign": "-- \nIng. Jana Malá\ntel. 777 000 111",
    "the sign without its space": "--\nIng. Jana Malá",
    "iPhone": "Odesláno z iPhonu",
    "iPad": "Odesláno z mého iPadu",
    "Samsung": "Odesláno ze zařízení Galaxy",
    "Outlook": "Získat Outlook pro Android",
    "Outlook, whole": "Získat Outlook pro iOS<https://aka.ms/o0ukef>",
    "Seznam": "Odesláno z mobilní aplikace Email.cz",
    "Huawei": "Odesláno z telefonu Huawei",
    "Windows": "Odesláno z Pošty pro Windows",
    "iPhone, English": "Sent from my iPhone",
    "Outlook, English": "Get Outlook for Android",
    "Proton": "Sent with Proton Mail secure email.",
}
"""What stands below an answer by itself."""

WHOLE: Final = (
    "Dne 5. 5. 2026 mi soused napsal:\nJestli budeš volat stráž, uvidíš.\nBojím se ho.",
    "Volala mi paní a řekla, že\n\nOd: Palackého\naž po nádraží nesvítí ani jedna lampa.",
    "U popelnic leží:\n- matrace\n- lednice\n-- a pneumatiky\nProsím o odklizení.",
    "Soused píše na zeď:\nnadávky a hákové kříže.",
    "Odesláno mám už třikrát a nic.",
    "Sešli se 12. 7. 2026 ve 22:00 a křičeli do tří do rána. Bylo jich asi dvacet:\nznám jen jednoho.",
    "Nikdo mi neodpověděl.",
    "-- Jana",
)
"""What has to stay as it was written."""
