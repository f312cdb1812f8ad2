"""The invariants I1 to I8, checked against the server's own tables, the feed and the devices' stores."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.accounts.domain import Role, sees_contacts
from app.outbox.domain import RecordedOperation, Verdict, VerdictKind
from app.tips.domain import Closing, Tip
from sync.server.accounts.duties import scopes_of
from sync.server.ground.database import Database
from sync.server.ground.meta import incarnation_for
from tests.faults.device import FieldDevice
from tests.sync.server import schema

Holdings = dict[tuple[str, str], Any]


class Violation(AssertionError):
    """An invariant does not hold."""

    def __init__(self, invariant: str, text: str) -> None:
        super().__init__(f"{invariant}: {text}")
        self.invariant = invariant


def require(condition: object, invariant: str, text: str) -> None:
    """Raise a Violation unless the condition holds."""
    if not condition:
        raise Violation(invariant, text)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One stored verdict with the operation it answers."""

    device_id: str
    operation: RecordedOperation
    verdict: Verdict


def receipts(connection: Connection) -> list[Receipt]:
    """All receipts whose operation was not erased."""
    column = schema.receipt.c
    found = []
    for row in connection.execute(sa.select(column.device_id, column.operation, column.verdict)):
        if not row.operation.startswith('{"erased"'):
            operation = msgspec.json.decode(row.operation, type=RecordedOperation)
            found.append(Receipt(row.device_id, operation, msgspec.json.decode(row.verdict, type=Verdict)))
    return found


# -- what a device should hold ---------------------------------------------------------------------------------------


def expected_holdings(connection: Connection, officer_id: str, now: str) -> Holdings:
    """Every row of the officer's scopes, from the server's own tables: the feed is not asked."""
    role = Role(
        connection.execute(sa.select(schema.account.c.role).where(schema.account.c.id == officer_id)).scalar_one()
    )
    scopes = sorted(scopes_of(connection, officer_id, role, now))
    rows: Holdings = {}
    tips = sa.select(schema.tip.c.id, schema.tip.c.doc).where(
        schema.tip.c.scope.in_(scopes), sa.not_(schema.tip.c.archived)
    )
    roots = set()
    for row in connection.execute(tips):
        rows["tip", row.id] = msgspec.json.decode(row.doc)
        roots.add(row.id)
    for kind, table in (("patrol_note", schema.patrol_note), ("patrol", schema.patrol)):
        for root in connection.execute(sa.select(table.c.id, table.c.doc).where(table.c.scope.in_(scopes))):
            rows[kind, root.id] = msgspec.json.decode(root.doc)
            roots.add(root.id)
    children = [
        ("note", schema.note, schema.note.c.id, schema.note.c.tip_id),
        ("message", schema.message, schema.message.c.id, schema.message.c.tip_id),
        ("photo", schema.photo, schema.photo.c.id, schema.photo.c.root_id),
        ("story", schema.story, schema.story.c.id, schema.story.c.tip_id),
    ]
    if sees_contacts(role):
        children.append(("contact", schema.contact, schema.contact.c.tip_id, schema.contact.c.tip_id))
    for kind, table, row_id, owner in children:
        for child in connection.execute(sa.select(row_id.label("id"), owner.label("owner"), table.c.doc)):
            if child.owner in roots:
                rows[kind, child.id] = msgspec.json.decode(child.doc)
    return rows


def check_convergence(connection: Connection, device: FieldDevice, now: str) -> None:
    """I4, I5: what the device shows of tips, patrols and their children is what the server has in its scopes."""
    expected = expected_holdings(connection, device.officer_id, now)
    city = ("district", "officer", "body", "category", "template", "basemap", "surface", "brief")
    held = {key: doc for key, doc in device.holdings().items() if key[0] not in city}
    missing, extra = expected.keys() - held.keys(), held.keys() - expected.keys()
    require(not extra, "I5", f"{device.folder.name} holds rows outside its scopes: {sorted(extra)[:5]}")
    require(not missing, "I4", f"{device.folder.name} misses rows: {sorted(missing)[:5]}")
    differing = [key for key in expected if expected[key] != held[key]]
    require(not differing, "I4", f"{device.folder.name} holds old rows: {sorted(differing)[:5]}")


def check_feed(connection: Connection, device: FieldDevice) -> None:
    """I3, at any moment: up to each cursor the device knows exactly what the feed says."""
    role = Role(
        connection.execute(
            sa.select(schema.account.c.role).where(schema.account.c.id == device.officer_id)
        ).scalar_one()
    )
    if device.exchange.incarnation() != incarnation_for(connection, role):
        return
    held = device.exchange.cursors()
    cursors = {scope: cursor & 0xFFFF_FFFF for scope, cursor in held.items()}
    members = {(row.kind, row.row_id, row.scope) for row in device.query("SELECT kind, row_id, scope FROM membership")}
    feed = schema.feed.c
    seen = set()
    for row in connection.execute(sa.select(feed.kind, feed.row_id, feed.scope, feed.seq, feed.gone)):
        key = (row.kind, row.row_id, row.scope)
        if row.kind == "contact" and not sees_contacts(role):
            continue
        if row.seq <= cursors.get(row.scope, 0):
            here = key in members
            require(here or row.gone, "I3", f"{device.folder.name} passed {key} at {row.seq} without holding it")
            require(not (here and row.gone), "I5", f"{device.folder.name} kept {key}, gone at {row.seq}")
        seen.add(key)
    purged = {row.id: row.purged for row in connection.execute(sa.select(schema.scope.c.id, schema.scope.c.purged))}
    for member in members:
        require(member[2] in cursors, "I5", f"{device.folder.name} holds {member} of a scope that it has not")
        lowest = purged.get(member[2], 0)
        must_restart = cursors[member[2]] < lowest and held[member[2]] >> 32 < lowest
        require(
            member in seen or must_restart, "I5", f"{device.folder.name} holds {member}, which the feed does not know"
        )


# -- what became of operations ---------------------------------------------------------------------------------------


def check_acknowledged(connection: Connection, device: FieldDevice) -> None:
    """I1: what the device believes to have a verdict has that verdict at the server."""
    column = schema.receipt.c
    query = sa.select(column.seq, column.op_id, column.verdict).where(column.device_id == device.key.device_id)
    stored = {row.seq: row for row in connection.execute(query)}
    for row in device.query("SELECT seq, id, verdict FROM outbox WHERE verdict IS NOT NULL"):
        receipt = stored.get(row.seq)
        name = f"{device.folder.name} {row.seq}"
        require(receipt is not None, "I1", f"{name} has a verdict, the server no receipt")
        assert receipt is not None
        require(receipt.op_id == row.id, "I1", f"{name} is another operation at the server")
        verdict = msgspec.json.decode(receipt.verdict, type=Verdict).verdict.value
        require(verdict == row.verdict, "I2", f"{name} was told {row.verdict}, the server says {verdict}")


def check_nothing_waits(device: FieldDevice) -> None:
    """I6: every operation got its verdict."""
    waiting = device.query("SELECT seq, kind FROM outbox WHERE verdict IS NULL")
    require(not waiting, "I6", f"{device.folder.name} has no verdict on {[tuple(row) for row in waiting[:5]]}")


def check_effects(connection: Connection) -> None:
    """I2: applied operations have their effect once, rejected ones none."""
    notes = set(connection.execute(sa.select(schema.note.c.id)).scalars())
    note_of = Counter(connection.execute(sa.select(schema.note.c.tip_id)).scalars())
    tips = {
        row.id: msgspec.json.decode(row.doc, type=Tip)
        for row in connection.execute(sa.select(schema.tip.c.id, schema.tip.c.doc))
    }
    stories = Counter(connection.execute(sa.select(schema.story.c.id)).scalars())
    erased = set(connection.execute(sa.select(schema.erased.c.row_id)).scalars())
    changes: Counter[str] = Counter()
    all_receipts = receipts(connection)
    repeated = [op for op, times in Counter(r.operation.id for r in all_receipts).items() if times > 1]
    require(not repeated, "I2", f"operations with two receipts: {repeated[:5]}")
    added = {
        r.operation.payload["note_id"]
        for r in all_receipts
        if r.operation.kind == "tip.note" and r.verdict.verdict is VerdictKind.APPLIED
    }
    for receipt in all_receipts:
        operation, verdict = receipt.operation, receipt.verdict.verdict
        if operation.target in erased:
            continue
        tip = tips.get(operation.target)
        applied = verdict is VerdictKind.APPLIED
        name = f"{operation.kind} {operation.id} of {operation.target}, {verdict.value}"
        if operation.kind == "tip.file":
            require(applied == (tip is not None) or not applied, "I1", f"{name} without a tip")
            by_this = tip is not None and stories[operation.id] > 0
            require(applied or not by_this, "I2", f"{name} has an effect")
        elif operation.kind == "tip.note":
            note_id = operation.payload["note_id"]
            require(not applied or note_id in notes, "I1", f"{name} without its note")
            require(applied or note_id not in notes or note_id in added, "I2", f"{name} has an effect")
        elif operation.kind == "tip.close" and tip is not None:
            times = [closing.operation_id for closing in _closings(tip)].count(operation.id)
            wanted = int(verdict is not VerdictKind.REJECTED)
            require(times == wanted, "I2" if times else "I1", f"{name} stands {times} times")
        if applied and operation.kind.startswith("tip.") and operation.kind not in _QUIET:
            changes[operation.target] += 1
        if tip is not None and operation.kind.startswith("tip.") and applied:
            require(stories[operation.id] == 1, "I2", f"{name} is told {stories[operation.id]} times")
    for tip_id, tip in tips.items():
        require(tip.notes == note_of[tip_id], "I2", f"{tip_id} counts {tip.notes} notes and has {note_of[tip_id]}")
        require(
            tip.version == 1 + changes[tip_id], "I2", f"{tip_id} is at {tip.version} after {changes[tip_id]} changes"
        )


def check_erased(connection: Connection, erased: Collection[str]) -> None:
    """I8, the other way round: what was erased is in no table again, whatever backup was restored, whoever sends it."""
    for table, column in ((schema.tip, schema.tip.c.id), (schema.story, schema.story.c.tip_id),
                          (schema.contact, schema.contact.c.tip_id)):  # fmt: skip
        back = connection.execute(sa.select(column).where(column.in_(erased))).scalars().all()
        require(not back, "I8", f"erased and back in {table.name}: {back[:3]}")
    kept = sa.select(schema.receipt.c.operation).where(schema.receipt.c.operation.like('%"target":"%'))
    told = [text for text in connection.execute(kept).scalars() if msgspec.json.decode(text)["target"] in erased]
    require(not told, "I8", f"erased and still told by {len(told)} receipts")


_QUIET = ("tip.file", "tip.note", "tip.photo")


def _closings(tip: Tip) -> list[Closing]:
    return [*([tip.closing] if tip.closing else []), *tip.other_closings]


class ClosedOnce:
    """I7, over time: the first closing stays until a supervisor's reopening."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def forget(self) -> None:
        """The server was restored to an older past."""
        self._known.clear()

    def check(self, connection: Connection) -> None:
        """Compare with what was seen before."""
        for row in connection.execute(sa.select(schema.tip.c.id, schema.tip.c.doc)):
            tip = msgspec.json.decode(row.doc, type=Tip)
            first = self._known.get(tip.id)
            now = tip.closing.operation_id if tip.closing else None
            if first is not None and now != first:
                reopened = any(closing.operation_id == first for closing in tip.other_closings)
                by_person = connection.execute(
                    sa.select(sa.func.count())
                    .select_from(schema.receipt)
                    .where(schema.receipt.c.operation.like(f'%"tip.reopen"%"target":"{tip.id}"%'))
                ).scalar_one()
                require(reopened and by_person, "I7", f"{tip.id} lost its closing {first}")
            if now is not None:
                self._known[tip.id] = now
            else:
                self._known.pop(tip.id, None)


def check_quiet(database: Database, devices: list[FieldDevice], now: str) -> None:
    """Everything, once every device has had a whole round in peace."""
    with database.read() as connection:
        for device in devices:
            check_nothing_waits(device)
            check_acknowledged(connection, device)
        check_effects(connection)
        for device in devices:
            check_feed(connection, device)
            check_convergence(connection, device, now)
