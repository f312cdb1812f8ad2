"""Keys of programs: what each may do, how often, until when, and which tips came by it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from sqlalchemy.engine import Connection

from app.accounts.domain import Role, sees_contacts
from app.calendar import prague_day, start_of_day
from app.identifiers import new_id
from app.tips.operations import FILERS
from sync.server.accounts import repository
from sync.server.accounts.callers import Caller, Key, KeyScope, secret_hash
from sync.server.accounts.refused import AccountRefused
from sync.server.ground.moments import instant, moment

DAYS, LONGEST_DAYS = 365, 5 * 366
PER_HOUR, PER_DAY = 600, 5_000
LARGEST_QUOTA = 10_000_000
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Terms:
    """What a key may be used for, at most so often, for so many days from now."""

    scopes: frozenset[KeyScope] = frozenset({KeyScope.FILE_TIPS})
    per_hour: int = PER_HOUR
    per_day: int = PER_DAY
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class Spent:
    """The quota of this hour or day is used up; ``first`` is set for the first call that was one too many."""

    calls: int
    period: str
    wait: float
    first: bool


class Sight(Enum):
    """How much of a tip its reader may see."""

    NOTHING = auto()
    STATE = auto()
    """The tip itself, without what officers wrote, photos and who sent it."""
    ALL = auto()


def issue_key(connection: Connection, name: str, officer_id: str, now: str, terms: Terms = Terms()) -> tuple[str, str]:
    """A key that acts as this account: its id, and the secret that is shown once.

    Raises AccountRefused for terms that the account's role does not have itself, or that can not be.
    """
    _refuse_unfit(name, Role(repository.account(connection, officer_id).role), terms)
    key_id, secret = new_id(), "okr_" + secrets.token_urlsafe(_SECRET_BYTES)
    row = {
        "hash": secret_hash(secret),
        "id": key_id,
        "name": name,
        "officer_id": officer_id,
        "scopes": " ".join(sorted(terms.scopes)),
        "per_hour": terms.per_hour,
        "per_day": terms.per_day,
        "created_at": now,
        "expires_at": _later(now, terms.days),
    }
    repository.insert_key(connection, row)
    return key_id, secret


def renew_key(connection: Connection, key_id: str, days: int, now: str) -> str | None:
    """Let a key be good for so many days from now: until when. None if there is no such key in use."""
    _refuse_days(days)
    until = _later(now, days)
    return until if repository.renew_key(connection, key_id, until) else None


def revoke_key(connection: Connection, key_id: str, now: str) -> bool:
    """End a key. False if there is no such key in use."""
    return repository.revoke_key(connection, key_id, now)


def spend(connection: Connection, key: Key, now: str) -> Spent | None:
    """Count one call with the key, and note that it was used. Says where the quota of hour or day is used up."""
    at = moment(now)
    hour = at.replace(minute=0, second=0, microsecond=0)
    today = prague_day(at)
    day, next_day = start_of_day(today), start_of_day(today + timedelta(days=1))
    used = repository.count_call(connection, key.id, now=now, hour=instant(hour), day=instant(day))
    if used.in_day > used.per_day:
        wait = (next_day - at).total_seconds()
        return Spent(used.per_day, "day", wait, first=used.in_day == used.per_day + 1)
    if used.in_hour > used.per_hour:
        wait = (hour + timedelta(hours=1) - at).total_seconds()
        return Spent(used.per_hour, "hour", wait, first=used.in_hour == used.per_hour + 1)
    return None


def note_filed(connection: Connection, caller: Caller, tip_id: str) -> None:
    """Remember that a tip came by this caller's key, if it is one."""
    if caller.key is not None:
        repository.insert_key_tip(connection, caller.key.id, tip_id)


def filed_here(connection: Connection, caller: Caller, tip_id: str) -> bool:
    """Whether the tip came by this caller's key; without a key that is for others to say."""
    return caller.key is None or repository.key_of_tip(connection, tip_id) == caller.key.id


def sight(connection: Connection, caller: Caller, tip_id: str) -> Sight:
    """How much of a tip in their scopes a caller may see: a key that only files, the state of what it filed itself."""
    if caller.may(KeyScope.READ_TIPS):
        return Sight.ALL
    return Sight.STATE if filed_here(connection, caller, tip_id) else Sight.NOTHING


def _refuse_unfit(name: str, role: Role, terms: Terms) -> None:
    if not name.strip() or not name.isprintable():
        raise AccountRefused("a key needs a name of one line of printable characters")
    if not terms.scopes:
        raise AccountRefused("a key needs at least one scope")
    if role not in FILERS:
        raise AccountRefused(f"the role {role} files no tips: a key can not act for it")
    if KeyScope.READ_CONTACTS in terms.scopes and not sees_contacts(role):
        raise AccountRefused(f"the role {role} does not see who sent a tip, and so no key of it does")
    for quota in (terms.per_hour, terms.per_day):
        if not 1 <= quota <= LARGEST_QUOTA:
            raise AccountRefused(f"a key may call 1 to {LARGEST_QUOTA} times")
    _refuse_days(terms.days)


def _refuse_days(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise AccountRefused(f"a key is good for 1 to {LONGEST_DAYS} days")


def _later(now: str, days: int) -> str:
    return instant(moment(now) + timedelta(days=days))
