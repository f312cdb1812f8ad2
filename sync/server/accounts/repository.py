"""The rows of people, duties, devices, and of what each has to show."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.identifiers import new_id
from sync.server.accounts.tables import account as accounts
from sync.server.accounts.tables import (
    api_key,
    challenge,
    device,
    duty,
    enrolment,
    key_tip,
    login_attempt,
    second_factor,
    token,
)
from sync.server.districts.tables import district
from sync.server.duty.tables import absence
from sync.server.feed.tables import scope
from sync.server.ground.moments import instant, moment

_APART_SECONDS = 300
"""The clocks of servers may be so far apart."""
Row: TypeAlias = Any
"""A row; each function says which columns it has."""

# people


def account(connection: Connection, officer_id: str) -> Row:
    """One account with all its columns."""
    return connection.execute(sa.select(accounts).where(accounts.c.id == officer_id)).one()


def all_accounts(connection: Connection) -> Sequence[Row]:
    """All accounts by their login, with ``coded``: whether codes are asked for."""
    coded = accounts.c.id.in_(sa.select(second_factor.c.officer_id)).label("coded")
    return connection.execute(sa.select(accounts, coded).order_by(accounts.c.login)).all()


def accounts_by_id(connection: Connection, officer_id: str | None = None) -> Sequence[Row]:
    """One account or all of them, in the order of ids."""
    query = sa.select(accounts)
    if officer_id is not None:
        query = query.where(accounts.c.id == officer_id)
    return connection.execute(query.order_by(accounts.c.id)).all()


def account_id(connection: Connection, login: str, *, active: bool = False) -> str | None:
    """The id of an account, of one in use if ``active``; None where there is none."""
    query = sa.select(accounts.c.id).where(accounts.c.login == login)
    return connection.execute(query.where(accounts.c.active) if active else query).scalar()


def credentials(connection: Connection, login: str) -> Row | None:
    """Id, name, role, password, active and sealed secret (or None) of a login."""
    c, factor = accounts.c, second_factor.c
    query = sa.select(c.id, c.name, c.role, c.password, c.active, factor.secret)
    query = query.outerjoin_from(accounts, second_factor, factor.officer_id == c.id)
    return connection.execute(query.where(c.login == login)).first()


def logins_without_codes(connection: Connection, roles: Collection[str]) -> list[str]:
    """The logins in use of these roles that have a password and no second factor."""
    c = accounts.c
    coded = sa.select(second_factor.c.officer_id)
    query = sa.select(c.login).where(c.active, c.password.is_not(None), c.role.in_(roles), c.id.not_in(coded))
    return list(connection.execute(query.order_by(c.login)).scalars())


def password_of(connection: Connection, officer_id: str) -> str | None:
    """The stored password of an account in use, its row locked until the commit."""
    query = sa.select(accounts.c.password).where(accounts.c.id == officer_id, accounts.c.active)
    return connection.execute(query.with_for_update()).scalar()


def insert_account(connection: Connection, row: Mapping[str, object]) -> None:
    """A new account."""
    connection.execute(sa.insert(accounts).values(row))


def set_account(connection: Connection, officer_id: str, **values: object) -> None:
    """Change columns of an account."""
    connection.execute(sa.update(accounts).where(accounts.c.id == officer_id).values(values))


# duties


def duties_at(connection: Connection, at: str) -> Sequence[Row]:
    """The duties of active officers that run at a moment: officer, district, kind, beginning, whether ``away``."""
    gone = absence.c
    away = sa.exists().where(gone.officer_id == duty.c.officer_id, gone.from_at <= at, gone.to_at > at)
    query = (
        sa.select(duty.c.officer_id, duty.c.district_id, duty.c.kind, duty.c.from_at, away.label("away"))
        .join(accounts, accounts.c.id == duty.c.officer_id)
        .where(accounts.c.active, *_runs(at))
    )
    return connection.execute(query).all()


def districts_held(connection: Connection, officer_id: str, at: str) -> set[str]:
    """The districts in which an officer has a duty at a moment."""
    query = sa.select(duty.c.district_id).where(duty.c.officer_id == officer_id, *_runs(at))
    return set(connection.execute(query).scalars())


def insert_duty(connection: Connection, **values: object) -> str:
    """A new duty; its id."""
    duty_id = new_id()
    connection.execute(sa.insert(duty).values(id=duty_id, **values))
    return duty_id


def end_duties(connection: Connection, officer_id: str, district_id: str, at: str) -> int:
    """End the officer's running duties in a district; how many."""
    named = (duty.c.officer_id == officer_id, duty.c.district_id == district_id)
    return connection.execute(sa.update(duty).where(*named, *_runs(at)).values(to_at=at)).rowcount


def end_all_duties(connection: Connection, officer_id: str, at: str) -> None:
    """End all duties of an officer that run; those that are to come never begin."""
    open_ones = sa.or_(duty.c.to_at.is_(None), duty.c.to_at > at)
    connection.execute(sa.update(duty).where(duty.c.officer_id == officer_id, open_ones).values(to_at=_over(at)))


def end_duties_in(connection: Connection, district_ids: Collection[str], at: str) -> None:
    """End all duties in these districts that run; those that are to come never begin."""
    open_ones = (duty.c.district_id.in_(district_ids), sa.or_(duty.c.to_at.is_(None), duty.c.to_at > at))
    connection.execute(sa.update(duty).where(*open_ones).values(to_at=_over(at)))


def _over(at: str) -> sa.ColumnElement[str]:
    return sa.case((duty.c.from_at > at, duty.c.from_at), else_=at)


def holders_of(connection: Connection, district_ids: Collection[str], at: str) -> Sequence[Row]:
    """District and login of the duties in these districts that run or are to come, in this order."""
    query = (
        sa.select(duty.c.district_id, accounts.c.login)
        .join(accounts, accounts.c.id == duty.c.officer_id)
        .where(duty.c.district_id.in_(district_ids), sa.or_(duty.c.to_at.is_(None), duty.c.to_at > at))
        .order_by(duty.c.district_id, accounts.c.login)
    )
    return connection.execute(query).all()


def _runs(at: str) -> tuple[sa.ColumnElement[bool], ...]:
    return duty.c.from_at <= at, sa.or_(duty.c.to_at.is_(None), duty.c.to_at > at)


def districts(connection: Connection) -> set[str]:
    """The ids of all districts."""
    return set(connection.execute(sa.select(district.c.id)).scalars())


def district_names(connection: Connection) -> list[str]:
    """The names of all districts."""
    return list(connection.execute(sa.select(district.c.name)).scalars())


def scopes_like(connection: Connection, start: str) -> set[str]:
    """The scopes in which there is something and whose name begins so."""
    return set(connection.execute(sa.select(scope.c.id).where(scope.c.id.startswith(start))).scalars())


# tokens and devices


def token_owner(connection: Connection, hashed: str) -> Row | None:
    """Whose token it is: account, device and when each ends."""
    c = accounts.c
    return connection.execute(
        sa.select(token.c.device_id, token.c.expires_at, c.id, c.name, c.role, c.active, device.c.revoked_at)
        .select_from(token)
        .join(accounts, c.id == token.c.officer_id)
        .outerjoin(device, device.c.id == token.c.device_id)
        .where(token.c.hash == hashed)
    ).first()


def hold_entry(connection: Connection, hashed: str) -> None:
    """Lock what lets a caller in: the device's row, which a push locks first as well, else the token or the key."""
    device_id = connection.execute(sa.select(token.c.device_id).where(token.c.hash == hashed)).scalar()
    if device_id is not None:
        connection.execute(sa.select(device.c.id).where(device.c.id == device_id).with_for_update())
        return
    for table in (token, api_key):
        connection.execute(sa.select(table.c.hash).where(table.c.hash == hashed).with_for_update(read=True))


def insert_token(connection: Connection, row: Mapping[str, object], stale: str) -> None:
    """A new token; those that ended before ``stale`` are forgotten on the way."""
    connection.execute(sa.delete(token).where(token.c.expires_at < stale))
    connection.execute(sa.insert(token).values(row))


def forget_proofs(connection: Connection, *, tokens: str, nonces: str) -> None:
    """Forget tokens and nonces that ended before these moments."""
    connection.execute(sa.delete(token).where(token.c.expires_at < tokens))
    connection.execute(sa.delete(challenge).where(challenge.c.expires_at < nonces))


def end_sessions(connection: Connection, officer_id: str) -> None:
    """Forget the tokens of a person's sessions. Those of their devices, which have keys of their own, go on."""
    connection.execute(sa.delete(token).where(token.c.officer_id == officer_id, token.c.device_id.is_(None)))


def insert_code(connection: Connection, code_hash: str, officer_id: str, expires_at: str) -> None:
    """A code for one device."""
    row = {"code_hash": code_hash, "officer_id": officer_id, "expires_at": expires_at}
    connection.execute(sa.insert(enrolment).values(row))


def use_code(connection: Connection, code_hash: str, now: str) -> Row | None:
    """Use a code up: id, name and role of its owner; None for a code that is wrong, used, old or of nobody in use."""
    c = enrolment.c
    officer_id = connection.execute(
        sa.update(enrolment)
        .where(c.code_hash == code_hash, c.used_at.is_(None), c.expires_at > now)
        .values(used_at=now)
        .returning(c.officer_id)
    ).scalar()
    query = sa.select(accounts.c.id, accounts.c.name, accounts.c.role)
    return connection.execute(query.where(accounts.c.id == officer_id, accounts.c.active)).first()


def insert_device(connection: Connection, row: Mapping[str, object]) -> None:
    """A new device, which has sent nothing yet."""
    connection.execute(sa.insert(device).values({**row, "last_seq": 0, "highest_seq": 0, "waiting": 0}))


def all_devices(connection: Connection) -> Sequence[Row]:
    """All devices with the login of their owner."""
    query = sa.select(device, accounts.c.login).join(accounts, accounts.c.id == device.c.officer_id)
    return connection.execute(query.order_by(accounts.c.login, device.c.enrolled_at)).all()


def device_key(connection: Connection, device_id: str) -> Row | None:
    """Public key and owner of a device whose owner is in use."""
    query = sa.select(device.c.public_key, device.c.officer_id).join(accounts, accounts.c.id == device.c.officer_id)
    return connection.execute(query.where(device.c.id == device_id, accounts.c.active)).first()


def is_revoked(connection: Connection, device_id: str) -> bool:
    """Whether the device was taken out of service."""
    return connection.execute(sa.select(device.c.revoked_at).where(device.c.id == device_id)).scalar() is not None


def see_device(connection: Connection, device_id: str, at: str) -> None:
    """Note a contact."""
    connection.execute(sa.update(device).where(device.c.id == device_id).values(seen_at=at))


def revoke_device(connection: Connection, device_id: str, now: str) -> bool:
    """Take a device out of service. False if there is no such device in service."""
    in_service = sa.update(device).where(device.c.id == device_id, device.c.revoked_at.is_(None))
    return connection.execute(in_service.values(revoked_at=now)).rowcount == 1


def revoke_devices(connection: Connection, officer_id: str, now: str) -> int:
    """Take all devices of a person out of service; how many."""
    in_service = sa.update(device).where(device.c.officer_id == officer_id, device.c.revoked_at.is_(None))
    return connection.execute(in_service.values(revoked_at=now)).rowcount


def insert_challenge(connection: Connection, row: Mapping[str, object], now: str) -> None:
    """A nonce for a device; old ones are forgotten on the way."""
    connection.execute(sa.delete(challenge).where(challenge.c.expires_at < now))
    connection.execute(sa.insert(challenge).values(row))


def use_challenge(connection: Connection, nonce_hash: str, device_id: str) -> str | None:
    """Use a nonce up: until when it was good; None where the device had no such nonce."""
    c = challenge.c
    gone = sa.delete(challenge).where(c.nonce_hash == nonce_hash, c.device_id == device_id)
    return connection.execute(gone.returning(c.expires_at)).scalar()


# keys of programs


def key_owner(connection: Connection, hashed: str, now: str) -> Row | None:
    """The account for which a key in use acts, with the key's id and scopes."""
    query = (
        sa.select(accounts.c.id, accounts.c.name, accounts.c.role, api_key.c.id.label("key_id"), api_key.c.scopes)
        .select_from(api_key)
        .join(accounts, accounts.c.id == api_key.c.officer_id)
        .where(api_key.c.hash == hashed, api_key.c.revoked_at.is_(None), api_key.c.expires_at > now, accounts.c.active)
    )
    return connection.execute(query).first()


def insert_key(connection: Connection, row: Mapping[str, object]) -> None:
    """A new key."""
    connection.execute(sa.insert(api_key).values(row))


def all_keys(connection: Connection) -> Sequence[Row]:
    """All keys with the login of their account."""
    query = sa.select(api_key, accounts.c.login).join(accounts, accounts.c.id == api_key.c.officer_id)
    return connection.execute(query.order_by(accounts.c.login, api_key.c.created_at, api_key.c.id)).all()


def renew_key(connection: Connection, key_id: str, until: str) -> bool:
    """Move the end of a key. False if there is no such key in use."""
    in_use = sa.update(api_key).where(api_key.c.id == key_id, api_key.c.revoked_at.is_(None))
    return connection.execute(in_use.values(expires_at=until)).rowcount == 1


def revoke_key(connection: Connection, key_id: str, now: str) -> bool:
    """End a key. False if there is no such key in use."""
    in_use = sa.update(api_key).where(api_key.c.id == key_id, api_key.c.revoked_at.is_(None))
    return connection.execute(in_use.values(revoked_at=now)).rowcount == 1


def count_call(connection: Connection, key_id: str, *, now: str, hour: str, day: str) -> Row:
    """Count one call in its hour and its day: ``in_hour``, ``in_day``, ``per_hour``, ``per_day``."""
    c = api_key.c
    counted = {
        "used_at": now,
        "hour": hour,
        "in_hour": sa.case((c.hour == hour, c.in_hour + 1), else_=1),
        "day": day,
        "in_day": sa.case((c.day == day, c.in_day + 1), else_=1),
    }
    update = sa.update(api_key).where(c.id == key_id).values(counted)
    return connection.execute(update.returning(c.in_hour, c.in_day, c.per_hour, c.per_day)).one()


def insert_key_tip(connection: Connection, key_id: str, tip_id: str) -> None:
    """Which key a tip came by."""
    connection.execute(sa.insert(key_tip).values(tip_id=tip_id, key_id=key_id))


def key_of_tip(connection: Connection, tip_id: str) -> str | None:
    """The key that a tip came by."""
    return connection.execute(sa.select(key_tip.c.key_id).where(key_tip.c.tip_id == tip_id)).scalar()


# second factors


def use_step(connection: Connection, officer_id: str, step: int) -> bool:
    """Use a code up. False if this one, or a later one, was used already: of two at the same time one wins."""
    c = second_factor.c
    fresh = sa.update(second_factor).where(c.officer_id == officer_id, c.last_step < step)
    return connection.execute(fresh.values(last_step=step)).rowcount == 1


def insert_factor(connection: Connection, row: Mapping[str, object]) -> None:
    """A second factor."""
    connection.execute(sa.insert(second_factor).values(row))


def delete_factor(connection: Connection, officer_id: str) -> bool:
    """False if the account had none."""
    gone = sa.delete(second_factor).where(second_factor.c.officer_id == officer_id)
    return connection.execute(gone).rowcount == 1


# tries


def record_tries(connection: Connection, subjects: Iterable[str], now: str, since: str) -> None:
    """One try of each subject; those before ``since`` are forgotten, and those of a clock that was ahead."""
    at = login_attempt.c.at
    connection.execute(sa.delete(login_attempt).where(sa.or_(at < since, at > _later(now))))
    connection.execute(sa.insert(login_attempt), [{"subject": one, "at": now} for one in subjects])


def _later(now: str) -> str:
    """What no clock of this city's servers says yet."""
    return instant(moment(now) + timedelta(seconds=_APART_SECONDS))


def tries(connection: Connection, subject: str, since: str) -> int:
    """How often a subject was tried from a moment on."""
    c = login_attempt.c
    query = sa.select(sa.func.count()).where(c.subject == subject, c.at >= since)
    return connection.execute(query).scalar_one()


def forget_tries(connection: Connection, subject: str) -> None:
    """Forget the tries of a subject."""
    connection.execute(sa.delete(login_attempt).where(login_attempt.c.subject == subject))
