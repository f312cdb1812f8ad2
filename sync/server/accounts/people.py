"""Accounts, and the rows by which every device knows people and districts."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from app.accounts.domain import CITY, Officer, Role
from app.identifiers import new_id
from sync.server.accounts import repository
from sync.server.accounts.duties import roster
from sync.server.accounts.refused import AccountRefused
from sync.server.districts.service import district_steps
from sync.server.feed.publish import Put, Step
from sync.server.ground.documents import render


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to make an account."""

    login: str
    name: str
    role: Role
    badge: str = ""
    phone: str = ""
    password: str | None = None


def add_account(connection: Connection, new: NewAccount, now: str) -> str:
    """Make an account; its id. ``new.password`` is the finished Argon2id hash. The caller publishes ``row_steps``."""
    if not new.login.strip() or not new.name.strip():
        raise AccountRefused("an account needs a login and a name")
    if not all(text.isprintable() for text in (new.login, new.name, new.badge, new.phone)):
        raise AccountRefused("login, name, badge and telephone are one line of printable characters each")
    if " " in new.login:
        raise AccountRefused("a login has no blanks: nobody would see or type them when signing in")
    if repository.account_id(connection, new.login) is not None:
        raise AccountRefused(f"there is an account {new.login!r} already")
    officer_id = new_id()
    row = {
        "id": officer_id,
        "login": new.login,
        "name": new.name,
        "role": new.role.value,
        "badge": new.badge,
        "phone": new.phone,
        "active": True,
        "password": new.password,
        "created_at": now,
    }
    repository.insert_account(connection, row)
    return officer_id


def row_steps(connection: Connection, at: str, officer_id: str | None = None) -> list[Step]:
    """What to publish for one person or for all: the officer rows of scope ``city``, and the districts they hold."""
    duties = roster(connection, at)
    steps: list[Step] = district_steps(connection, at)
    for row in repository.accounts_by_id(connection, officer_id):
        officer = Officer(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            badge=row.badge,
            phone=row.phone,
            districts=duties.districts_of(row.id),
            active=row.active,
        )
        steps.append(Put("officer", row.id, row.id, CITY, render(officer)))
    return steps


def find(connection: Connection, login: str) -> str:
    """The id of an account in use. Raises AccountRefused where there is none."""
    officer_id = repository.account_id(connection, login, active=True)
    if officer_id is None:
        raise AccountRefused(f"there is no account {login!r} in use")
    return officer_id


def change_role(connection: Connection, officer_id: str, role: Role) -> Role:
    """Give an account another role from the next request on; the one before. Its sessions end.

    The caller publishes ``row_steps``. Raises AccountRefused where it has this role already.
    """
    before = Role(repository.account(connection, officer_id).role)
    if before is role:
        raise AccountRefused(f"the role is {role} already")
    repository.set_account(connection, officer_id, role=role.value)
    repository.end_sessions(connection, officer_id)
    return before


def deactivate(connection: Connection, officer_id: str, now: str) -> int:
    """Take an account out of use with its duties, sessions and devices; how many devices.

    The caller publishes ``row_steps``.
    """
    repository.set_account(connection, officer_id, active=False)
    repository.end_sessions(connection, officer_id)
    repository.end_all_duties(connection, officer_id, now)
    return repository.revoke_devices(connection, officer_id, now)
