"""What a new server starts with, so that tips have names, icons, deadlines and prepared replies from the first day."""

from datetime import datetime
from typing import Final

from sqlalchemy.engine import Connection

from app.districts.domain import Category, ReplyTemplate
from app.tips.domain import OutcomeKind
from sync.server.districts.repository import any_category
from sync.server.districts.service import DistrictService
from sync.server.feed.publish import publish
from sync.server.imports.ids import stable_id
from sync.server.service import Server

CATEGORIES: Final = (
    Category("lighting", "Osvětlení", "lightbulb", 10),
    Category("litter", "Nepořádek a černé skládky", "trash-2", 10),
    Category("noise", "Hluk a rušení klidu", "volume-2", 5, private=True),
    Category("drinking", "Popíjení a drogy na veřejnosti", "wine", 5, private=True),
    Category("parking", "Parkování", "square-parking", 5),
    Category("traffic", "Doprava", "traffic-cone", 10),
    Category("wreck", "Autovraky", "car", 20),
    Category("greenery", "Zeleň", "tree-deciduous", 15),
    Category("road", "Chodníky a silnice", "construction", 15),
    Category("equipment", "Mobiliář a hřiště", "armchair", 15),
    Category("dogs", "Psi", "dog", 10),
    Category("graffiti", "Vandalismus a graffiti", "spray-can", 15),
    Category("other", "Jiné", "circle-help", 10),
)
"""Deadlines in working days."""

REPLIES: Final[dict[OutcomeKind, dict[str, str]]] = {
    OutcomeKind.SOLVED: {
        "Opraveno na místě": "Dobrý den, děkujeme za podnět. Na místě jsme byli a závadu jsme vyřešili. "
        "Váš územní strážník.",
        "Vyřešeno, chodíme dál": "Dobrý den, situaci jsme na místě vyřešili a budeme tam dál chodit. Děkujeme.",
    },
    OutcomeKind.HANDED_OVER: {
        "Předáno správci": "Dobrý den, podnět jsme ověřili a předali: {body}. O opravu se postará správce. Děkujeme.",
    },
    OutcomeKind.NOT_FOUND: {
        "Nezjištěno": "Dobrý den, na místě jsme byli opakovaně, popsaný stav jsme nezjistili. Napište nám prosím čas.",
    },
    OutcomeKind.NOT_OURS: {
        "Patří jinam": "Dobrý den, věc nepatří městské policii, řeší ji {body}. Podnět jsme tam poslali.",
    },
    OutcomeKind.MONITORED: {
        "Sledujeme": "Dobrý den, místo jsme zařadili do pravidelných obchůzek a budeme ho sledovat. Děkujeme.",
    },
    OutcomeKind.DUPLICATE: {"Už řešíme": "Dobrý den, stejný podnět už řešíme, spojili jsme je. Děkujeme."},
}
"""Prepared replies by their short titles; ``{body}`` is whoever it was handed to."""


def add_usual(connection: Connection, server: Server) -> None:
    """Give a server without any category the usual ones with their replies, in the caller's transaction."""
    if any_category(connection):
        return
    service = DistrictService(server)
    steps = [*service.add_categories(connection, CATEGORIES), *service.add_templates(connection, usual_templates())]
    publish(connection, steps, server.now())


def usual_templates() -> list[ReplyTemplate]:
    """The replies as rows; their ids are the same on every server."""
    since = datetime.fromisoformat("2024-01-01T00:00:00+00:00")
    return [
        ReplyTemplate(
            id=stable_id("demo", f"{outcome.value}-{number}", "template", since),
            outcome=outcome.value,
            title=title,
            text=text,
        )
        for outcome, texts in REPLIES.items()
        for number, (title, text) in enumerate(texts.items())
    ]
