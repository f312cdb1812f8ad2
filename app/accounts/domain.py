"""People who work with Okrskář, and what each may see."""

from enum import StrEnum

import msgspec

from app.values import Id, ShortText

CITY = "city"
"""The scope of look-ups that every device holds: districts, officers, categories, reply templates, basemap."""
TEAM = "team"
"""The scope of supervisors, analysts and admins: the cells of the whole town. Nothing in it says who somebody is."""


class Role(StrEnum):
    """What a person may do. Residents have no account."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    DISPATCHER = "dispatcher"
    ANALYST = "analyst"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Outsider(StrEnum):
    """Who acts without being anybody who works here: a resident by a link, or no person at all."""

    RESIDENT = "resident"
    SYSTEM = "system"


class Officer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person as every device knows them. ``districts`` are the ids they hold or cover at the moment."""

    id: Id
    name: ShortText
    role: Role
    badge: ShortText = ""
    phone: ShortText = ""
    districts: tuple[str, ...] = ()
    active: bool = True


NOBODY = Officer(id="", name="", role=Role.OFFICER)
"""Who a device belongs to before it is enrolled."""


class Actor(msgspec.Struct, frozen=True):
    """Who acts, with the scopes the server worked out for them at this moment. Never taken from a device's word."""

    id: Id
    role: Role | Outsider
    scopes: frozenset[str]


RESIDENT = Actor("00000000-0000-7000-8000-000000000001", Outsider.RESIDENT, frozenset())
"""A resident, whoever it is: by a link, which says what they may see."""
SYSTEM = Actor("00000000-0000-7000-8000-000000000002", Outsider.SYSTEM, frozenset())
"""A job or a mail. Sees every row, and may change what jobs need to change."""


def personal_scope(officer_id: str) -> str:
    """The scope of tips that an officer holds outside their own districts."""
    return f"u:{officer_id}"


def sees_contacts(role: Role) -> bool:
    """Whether a role may read who sent a tip (SYNC.md §6, 17)."""
    return role in (Role.OFFICER, Role.SUPERVISOR, Role.DISPATCHER)
