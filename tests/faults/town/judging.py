"""What has to hold at the end of a town's schedule, found out from its tables and from what its mail server took.

R1: what a resident sent and was told of stands exactly once, or is named where a backup is older. R2: what had to leave
arrived, once unless the line broke or a worker died with it in its hands, and always under one Message-ID. R3: nothing
is said to have left that did not. R4: no change had two effects. R5: nothing waits for ever. R6: no work failed.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from email.message import EmailMessage

import msgspec
import sqlalchemy as sa

from app.messages.domain import Delivery, Door, Message
from app.outbox.domain import VerdictKind
from app.tips import operations as ops
from app.tips.domain import Tip
from sync.server.intake.acknowledged import missing
from sync.server.intake.domain import Kind, State
from sync.server.intake.seal import hash_of
from sync.server.mail.incoming.domain import State as MailState
from sync.server.mail.incoming.raws import Raws
from tests.faults.checker import require
from tests.faults.town.worker_process import tally
from tests.faults.town.world import Sent, Told, Town
from tests.sync.server import schema
from tests.sync.server.mail.post import plain


@dataclass(slots=True)
class Copies:
    """One mail as the relay saw it: how often, and how often it and its sender both knew."""

    ids: list[str] = field(default_factory=list)
    ended: int = 0


@dataclass(slots=True)
class Stands:
    """How often each word stands, and everything that was said."""

    marks: Counter[str]
    messages: list[Message]


def judge_waiting(town: Town) -> None:
    """R5, a day after all was well again; then, after a week, what a wrong clock put off is gone too."""
    intake = schema.intake.c
    left = town.station.all(sa.select(intake.number, intake.kind).where(intake.state == State.WAITING.value))
    require(not left, "R5", f"nobody decided {[tuple(row) for row in left]}")
    mail = schema.incoming.c
    kept = town.station.all(sa.select(mail.id).where(mail.state == MailState.WAITING.value))
    require(not kept, "R5", f"nobody decided the mails {[row.id for row in kept]}")
    queued = [one for one in _messages(town) if one.delivery is Delivery.QUEUED]
    require(not queued, "R5", f"there is nobody any more to send {[one.text for one in queued]}")


def judge(town: Town) -> None:
    """Everything that holds at the end. Raises Violation."""
    stands = _stands(town)
    copies = _copies(town)
    limbo = _limbo(town)
    with town.server.database.read() as connection:
        named = {line.number for line in missing(connection, town.folder / "files", town.clock())}
    for one in town.sent:
        is_named = not one.lost or one.number in named or one.what == "no_longer"
        require(is_named, "R1", f"{one.what} {one.mark} was lost with the backup and is not named")
        _judge_sent(town, one, stands, copies, limbo)
    for told in town.told:
        _judge_told(town, told, stands, copies, limbo)
    _judge_effects(town)
    _judge_work(town)


def _judge_sent(town: Town, one: Sent, stands: Stands, copies: dict[str, Copies], limbo: Counter[str]) -> None:
    least = 0 if one.lost else 1
    if one.what == "no_longer":
        notes = _wishes(town, one)
        require(least <= notes <= 1, "R1", f"a wish by the link {one.number} stands {notes} times")
        return
    if one.what == "news":
        found = copies.get(f"news {one.email}", Copies())
        _judge_copies(f"the question of {one.email}", found, limbo, least=least if not town.refused else 0)
        return
    count = stands.marks[one.mark]
    if one.what == "satisfaction" and not count:
        count = _judged_already(town, one)
    require(least <= count <= 1, "R1", f"{one.what} {one.mark} stands {count} times")
    if one.what == "mail" and one.email:
        found = copies.get(f"ack {one.email}", Copies())
        _judge_copies(f"the acknowledgement of {one.email}", found, limbo, least=0 if town.refused else 1)


def _judge_told(town: Town, one: Told, stands: Stands, copies: dict[str, Copies], limbo: Counter[str]) -> None:
    found = copies.get(one.mark, Copies())
    if one.operation.kind == ops.TipReopen.KIND:
        require(not found.ids, "R2", f"a reason {one.mark} was mailed")
        return
    _judge_copies(f"what an officer wrote, {one.mark},", found, limbo, least=0)
    said = [message for message in stands.messages if message.text == one.mark]
    if one.verdict.verdict is not VerdictKind.APPLIED:
        require(len(said) <= 1, "R4", f"{one.mark} was said {len(said)} times")
        return
    require(len(said) == 1, "R4", f"{one.mark} was said {len(said)} times")
    message = said[0]
    may_stop = one.tip_id in town.reopened
    require(message.delivery is not Delivery.HELD, "R5", f"{one.mark} is held for ever")
    if message.delivery is Delivery.SENT and message.door is Door.MAIL:
        require(found.ids, "R3", f"{one.mark} is said to have left and nobody got it")
    if one.email and not town.refused and not may_stop:
        state = (message.door, message.delivery)
        require(state == (Door.MAIL, Delivery.SENT), "R2", f"{one.mark} to {one.email} became {state} {message.reason}")


def _judge_copies(what: str, found: Copies, limbo: Counter[str], *, least: int) -> None:
    names = set(found.ids)
    require(len(names) <= 1, "R2", f"{what} left under {len(names)} ids")
    died = sum(limbo[name.partition("@")[0]] for name in names)
    require(found.ended <= 1 + died, "R2", f"{what} left {found.ended} times, and {died} workers died with it")
    require(len(found.ids) >= least, "R2", f"{what} never left")


def _judge_effects(town: Town) -> None:
    rows = [row.number for row in town.station.all(sa.select(tally.c.number))]
    require(sorted(rows) == sorted(town.counted), "R4", f"{sorted(town.counted)} left {sorted(rows)}")
    done = schema.audit.c
    query = sa.select(done.action, done.target, sa.func.count().label("count")).where(done.action == "tip.file")
    for row in town.station.all(query.group_by(done.action, done.target)):
        require(row.count == 1, "R4", f"the tip {row.target} was filed {row.count} times")
    links = Counter(row.number for row in town.station.all(sa.select(schema.tip_link.c.number)))
    require(all(count == 1 for count in links.values()), "R4", f"a link shows two tips: {links}")
    numbers = Counter(tip.number for tip in _tips(town))
    require(all(count == 1 for count in numbers.values()), "R4", f"two tips have one number: {numbers}")


def _judge_work(town: Town) -> None:
    job = schema.job.c
    left = town.station.all(sa.select(job.key, job.fault, job.due).where(job.done.is_(None), job.every.is_(None)))
    require(not left, "R5", f"work that nobody does: {[tuple(row) for row in left]}")
    faults = town.station.all(sa.select(job.key, job.fault).where(job.fault.is_not(None)))
    require(not faults, "R6", f"work that failed: {[tuple(row) for row in faults]}")


def _stands(town: Town) -> Stands:
    """Every place where a word of a resident's may stand, each for itself."""
    station, messages = town.station, _messages(town)
    texts = [tip.text for tip in _tips(town)]
    texts += [one.text for one in messages if one.by is None]
    texts += [row.remark for row in station.all(sa.select(schema.rating.c.remark))]
    open_ones = schema.intake.c.state == State.CHECK.value
    texts += [row.doc for row in station.all(sa.select(schema.intake.c.doc).where(open_ones))]
    to_check = sa.select(schema.incoming.c.raw).where(schema.incoming.c.state == MailState.CHECK.value)
    raws = Raws(town.folder / "files")
    texts += [(raws.get(row.raw) or b"").decode() for row in station.all(to_check)]
    marks = {one.mark for one in town.sent if one.mark}
    return Stands(Counter({mark: sum(mark in text for text in texts) for mark in marks}), messages)


def _copies(town: Town) -> dict[str, Copies]:
    """What the relay took, by the word in it or by whom it told something."""
    ended = Counter(name.strip("<>") for name in town.post.ended())
    words = {one.mark for one in town.told}
    found: dict[str, Copies] = defaultdict(Copies)
    for _, mail in town.post.taken():
        for key in _keys(mail, words):
            found[key].ids.append(str(mail["Message-ID"]).strip("<>"))
    for one in found.values():
        one.ended = sum(ended[name] for name in set(one.ids))
    return found


def _keys(mail: EmailMessage, words: set[str]) -> list[str]:
    text, to = _words(mail), str(mail["To"])
    if mail["Auto-Submitted"] == "auto-replied":
        return [f"ack {to}"]
    return [word for word in words if word in text] or [f"news {to}"]


def _words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",)) if mail.is_multipart() else mail
    assert isinstance(part, EmailMessage)
    return plain(part)


def _limbo(town: Town) -> Counter[str]:
    path = town.folder / "limbo"
    return Counter(path.read_text().split() if path.exists() else ())


def _wishes(town: Town, one: Sent) -> int:
    """How often the officers were told: a note for each wish of each link of the tip."""
    link = schema.tip_link.c
    tip_id = town.station.scalar(sa.select(link.tip_id).where(link.hash == hash_of(one.secret)))
    if tip_id is None:
        row = schema.intake.c
        waits = sa.select(sa.func.count()).where(row.link == hash_of(one.secret), row.kind == Kind.NO_LONGER.value)
        return int(town.station.scalar(waits))
    of_tip = {row.hash for row in town.station.all(sa.select(link.hash).where(link.tip_id == tip_id))}
    wished = [each for each in town.sent if each.what == "no_longer" and hash_of(each.secret) in of_tip]
    notes = town.station.all(sa.select(schema.note.c.doc).where(schema.note.c.tip_id == tip_id))
    told = sum("není třeba řešit" in row.doc for row in notes)
    lost = sum(each.lost for each in wished)
    return 1 if len(wished) - lost <= told <= len(wished) else told + 1


def _judged_already(town: Town, one: Sent) -> int:
    """What is said of a closing by one link counts once; what is said later by it is not taken."""
    same = [each for each in town.sent if each.what == "satisfaction" and each.secret == one.secret]
    return int(same[0] is not one)


def _messages(town: Town) -> list[Message]:
    rows = town.station.all(sa.select(schema.message.c.doc))
    return [msgspec.json.decode(row.doc, type=Message) for row in rows]


def _tips(town: Town) -> list[Tip]:
    return [msgspec.json.decode(row.doc, type=Tip) for row in town.station.all(sa.select(schema.tip.c.doc))]
