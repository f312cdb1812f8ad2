"""Decides what residents sent, by the same rules as everything else, in the transaction of its job.

A row is decided once: it is locked, and what follows of it is committed together with its state. What came by a robot
or in a flood, and what the rules do not take, waits for a person and reaches no device.
"""

import hashlib
from datetime import timedelta

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import RESIDENT, SYSTEM, Actor
from app.basemap.search import fold
from app.calendar import prague_day
from app.identifiers import id_of, new_id, uuid7_of
from app.messages.domain import Door, Way
from app.outbox.domain import VerdictKind
from app.safety.grid import stored_position
from app.tips.conversation import takes_in
from app.tips.domain import Channel
from app.tips.operations import TipFile, TipHear, TipJoin, TipNoteAdd, TipSatisfaction
from app.tips.titles import one_line
from sync.server.audit import service as audit
from sync.server.changes import doors
from sync.server.changes.doors import Change
from sync.server.changes.service import carry_out, steps_of
from sync.server.erasure.conversations import UNSCRUBBED
from sync.server.erasure.ratings import forget_rating, forget_remark
from sync.server.erasure.service import forget_party, forget_sent
from sync.server.feed.publish import Step, publish
from sync.server.ground import meta
from sync.server.ground.documents import parse, render
from sync.server.ground.moments import instant, moment
from sync.server.intake import repository
from sync.server.intake.domain import (
    JOB,
    Doubt,
    Kind,
    SentAnswer,
    SentNews,
    SentRating,
    SentSatisfaction,
    SentTip,
    State,
    Ticket,
)
from sync.server.intake.limits import is_flood, since
from sync.server.intake.photos import repository as photos
from sync.server.intake.photos import sealing
from sync.server.intake.repository import Linked, Stored
from sync.server.jobs import domain as jobs
from sync.server.messages import service as messages
from sync.server.news import service as news
from sync.server.paper import waves
from sync.server.privacy.service import deadlines, is_believed
from sync.server.ratings.service import Accepted, Incoming, accept
from sync.server.service import Server
from sync.server.submissions import service as submissions
from sync.server.tips import repository as tips
from sync.server.tips.repository import TipRecord

_DAY = 86_400
_FORGET = "forget_intake"
_ASIDE_KEPT = timedelta(days=1)
_ROWS_KEPT = timedelta(days=30)
_BATCH = 500
_TITLE = 80
_JOINED_NO_LONGER = "Ten, kdo se k podnětu přidal, napsal, že ho už není třeba řešit."
_JOINED_FORGOTTEN = "Ten, kdo se k podnětu přidal, nechal vymazat své údaje. Odpovědět mu nejde."
_NO_LONGER = "Odesílatel napsal, že podnět už není třeba řešit."
_FORGOTTEN = "Odesílatel nechal vymazat své údaje. Odpovědět mu nejde."
_WHERE = "Místo"


def decide(connection: Connection, server: Server, ticket: Ticket) -> bool:
    """The job: what becomes of one row."""
    stored = repository.locked(connection, ticket.number)
    if stored is not None and stored.state is State.WAITING:
        publish(connection, _decided(connection, server, stored), server.now())
    return False


def take(connection: Connection, server: Server, number: str) -> list[Step] | None:
    """A person let it pass. What the caller has to publish last; None where none of this number is to be looked at."""
    stored = repository.locked(connection, number)
    if stored is None or stored.state is not State.CHECK:
        return None
    return _counted(connection, server, stored) if stored.kind is Kind.RATING else _filed(connection, server, stored)


def drop(connection: Connection, server: Server, number: str) -> list[Step] | None:
    """A person left it out: nothing of it is kept but that it came. As ``take``."""
    stored = repository.locked(connection, number)
    if stored is None or stored.state is not State.CHECK:
        return None
    _settle(connection, server, stored, State.DROPPED)
    return []


def set_aside(connection: Connection, _server: Server, number: str, at: str) -> list[Step] | None:
    """A person left it out for now: it can be put back for a day, then nothing of it is kept. As ``take``."""
    stored = repository.locked(connection, number)
    if stored is None or stored.state is not State.CHECK:
        return None
    repository.settle(connection, number, {"state": State.DROPPED.value, "decided_at": at})
    return []


def forget(connection: Connection, server: Server, _payload: jobs.Nothing) -> bool:
    """Forget from which networks things came, rows long decided, and what nobody decided in a long time."""
    now, known = server.settings.clock(), deadlines(connection)
    repository.forget_networks(connection, known.before("networks", now))
    repository.forget_undecided(connection, known.before("undecided", now))
    repository.forget_set_aside(connection, instant(now - _ASIDE_KEPT))
    _age(connection, points=known.before("points", now), remarks=known.before("remarks", now))
    repository.forget_decided(connection, instant(now - _ROWS_KEPT))
    photos.forget_old(connection, now=instant(now), before=known.before("unsent", now))
    return False


def forget_by_the_clock(connection: Connection, server: Server, payload: jobs.Nothing) -> bool:
    """The job: the same where the clock may be believed; from which networks things came is forgotten by any clock."""
    if is_believed(connection, server, _FORGET):
        return forget(connection, server, payload)
    repository.forget_networks(connection, deadlines(connection).before("networks", server.settings.clock()))
    return False


def _age(connection: Connection, *, points: str, remarks: str) -> None:
    """Ratings that nobody decided keep their points and words no longer than those that count."""
    after = ("", "")
    while rows := repository.ratings_until(connection, points, after, _BATCH):
        for one in rows:
            form = parse(one.doc, SentRating).form
            lat, lon = stored_position(form.lat, form.lon)
            remark = "" if one.at < remarks else form.remark
            if (lat, lon, remark) != (form.lat, form.lon, form.remark):
                aged = msgspec.structs.replace(form, lat=lat, lon=lon, remark=remark)
                doc = render(msgspec.structs.replace(parse(one.doc, SentRating), form=aged))
                repository.settle(connection, one.number, {"doc": doc})
                meta.write(connection, UNSCRUBBED, "yes")
        after = (rows[-1].at, rows[-1].number)


def _decided(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    match stored.kind:
        case Kind.TIP | Kind.RATING:
            doubt = stored.doubt or _flood(connection, server, stored)
            if not doubt and stored.kind is Kind.RATING:
                return _counted(connection, server, stored)
            if not doubt:
                return _filed(connection, server, stored)
            repository.settle(connection, stored.number, {"state": State.CHECK.value, "code": doubt})
            return []
        case Kind.NO_LONGER | Kind.LEAVE:
            return _wished(connection, server, stored)
        case Kind.WRONG_CODE:
            _settle(connection, server, stored, State.DONE)
            return []
        case Kind.ANSWER | Kind.SATISFACTION:
            return _spoken(connection, server, stored)
        case Kind.ERASE:
            return _forgotten(connection, server, stored)
        case Kind.ERASE_RATING | Kind.ERASE_REMARK:
            _unrated(connection, server, stored)
            return []
        case Kind.NEWS | Kind.CONFIRM_NEWS | Kind.LEAVE_NEWS:
            _news(connection, server, stored)
            return []


def _wished(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    repository.hold_link(connection, stored.link)
    whose = repository.linked(connection, stored.link)
    _settle(connection, server, stored, State.DONE, whose.tip_id if whose is not None else None)
    if whose is None:
        return []
    done = _given_up if stored.kind is Kind.NO_LONGER else _left
    return done(connection, server, whose)


def _unrated(connection: Connection, server: Server, stored: Stored) -> None:
    repository.hold_link(connection, stored.link)
    if stored.kind is Kind.ERASE_RATING:
        forget_rating(connection, server, stored.link, RESIDENT.id)
    else:
        forget_remark(connection, server, stored.link, RESIDENT.id)
        _settle(connection, server, stored, State.DONE)


def _news(connection: Connection, server: Server, stored: Stored) -> None:
    if stored.kind is Kind.CONFIRM_NEWS:
        news.confirm(connection, server, stored.link)
    elif stored.kind is Kind.LEAVE_NEWS:
        news.leave(connection, server, stored.link)
    elif not stored.doubt:
        news.subscribe(connection, server, parse(stored.doc, SentNews), stored.language)
    _settle(connection, server, stored, State.DROPPED if stored.doubt else State.DONE)


def _flood(connection: Connection, server: Server, stored: Stored) -> str:
    """Whether it is one of very many, counted at the moment when it came."""
    counts = repository.counts(connection, stored.address, stored.network, since(moment(stored.at)), stored.kind)
    allowed = server.settings.ratings if stored.kind is Kind.RATING else server.settings.intake
    return Doubt.FLOOD.value if is_flood(counts, allowed) else ""


def _counted(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    """A rating is kept as by any other door; one in no district waits for a person, and its rater is told."""
    sent = parse(stored.doc, SentRating)
    form = msgspec.structs.replace(sent.form, at=stored.at)
    came = waves.came_by(connection, sent.wave, prague_day(moment(stored.at)))
    incoming = Incoming(form, came[0], browser=sent.rater, source=came[1], code=stored.link)
    if isinstance(accept(connection, server, [incoming])[0], Accepted):
        _settle(connection, server, stored, State.DONE)
    else:
        values = {"state": State.CHECK.value, "code": Doubt.REFUSED.value}
        repository.settle(connection, stored.number, values)
    return []


def _filed(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    sent = parse(stored.doc, SentTip)
    if sent.submission is not None:
        submissions.take_in(connection, server, stored, sent)
        _settle(connection, server, stored, State.DONE)
        return []
    joined = _joined(connection, server, stored, sent)
    return _filed_alone(connection, server, stored, sent) if joined is None else joined


def _filed_alone(connection: Connection, server: Server, stored: Stored, sent: SentTip) -> list[Step]:
    """Always under one id: decided once more in a restored backup it is the tip that officers' devices know."""
    tail = int.from_bytes(hashlib.sha256(f"tip of link {stored.link}".encode()).digest())
    tip_id = uuid7_of(int(moment(stored.at).timestamp() * 1000), tail)
    change = Change(
        doors.Door(RESIDENT, Channel.WEB), tip_id, _operation(sent), at=stored.at, told={"intake": stored.number}
    )
    decisions = carry_out(connection, server, [change])
    made = decisions[0].effects.tip
    if decisions[0].verdict.verdict is not VerdictKind.APPLIED or made is None:
        values = {"state": State.CHECK.value, "code": Doubt.REFUSED.value}
        repository.settle(connection, stored.number, values)
        return []
    audit.append(connection, server.now(), RESIDENT.id, "tip.file", made.tip.id)
    whose = Linked(made.tip.id, made.tip.id)
    return [*steps_of(decisions), *_attached(connection, server, stored, sent, made, whose=whose)]


def _joined(connection: Connection, server: Server, stored: Stored, sent: SentTip) -> list[Step] | None:
    """They become a party of the tip that they meant, or say more where this browser is one already.

    None where it was closed, erased or is full meanwhile: then what they sent is a tip of its own, with every word.
    """
    record = tips.locked(connection, [sent.join]).get(sent.join) if sent.join is not None else None
    if record is None or not takes_in(record.tip):
        return None
    tip_id, told = record.tip.id, "\n".join(one for one in (sent.text, _place_words(sent)) if one)
    party_id = id_of(f"join {tip_id} {sent.joiner or stored.number}")
    known = next((one for one in record.tip.parties if one.id == party_id), None)
    if known is not None and known.way is Way.NONE:
        known, party_id = None, id_of(f"join {tip_id} {stored.number}")  # nobody goes on as who was forgotten
    operation = TipHear(party_id, told, Door.PORTAL) if known is not None else TipJoin(party_id, told)
    door = doors.Door(Actor(RESIDENT.id, RESIDENT.role, frozenset({record.scope})), Channel.WEB)
    change = Change(door, tip_id, operation, id=id_of(f"intake {stored.number}"), told={"intake": stored.number})
    decisions = carry_out(connection, server, [change])
    made = decisions[0].effects.tip
    if decisions[0].verdict.verdict is not VerdictKind.APPLIED or made is None:
        return [*steps_of(decisions), *_filed_alone(connection, server, stored, sent)]
    audit.append(connection, server.now(), RESIDENT.id, "tip.join", tip_id)
    attached = _attached(connection, server, stored, sent, made, whose=Linked(tip_id, party_id))
    return [*steps_of(decisions), *attached]


def _attached(
    connection: Connection, server: Server, stored: Stored, sent: SentTip, made: TipRecord, *, whose: Linked
) -> list[Step]:
    """What goes along with what was sent: its photos, its link, and what was said of it meanwhile."""
    waves.count_tip(connection, sent.wave)
    pictures = sealing.add(connection, server, sent, made, whose.party_id)
    _settle(connection, server, stored, State.DONE, whose.tip_id)
    repository.add_link(connection, stored, whose, stored.at)
    late = repository.asked_before(connection, stored.link)
    given_up = _given_up(connection, server, whose) if Kind.NO_LONGER in late else []
    return [*pictures, *given_up, *(_left(connection, server, whose) if Kind.LEAVE in late else ())]


def _given_up(connection: Connection, server: Server, whose: Linked) -> list[Step]:
    return _noted(connection, server, whose.tip_id, _NO_LONGER if whose.is_sender else _JOINED_NO_LONGER)


def _left(connection: Connection, server: Server, whose: Linked) -> list[Step]:
    taken = messages.leave(connection, server, whose.party_id)
    if isinstance(taken, messages.Received):
        audit.append(connection, server.now(), RESIDENT.id, "tip.leave", whose.tip_id)
    return list(taken.steps)


def _spoken(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    """What its sender says of a tip; nothing where they were forgotten meanwhile."""
    repository.hold_link(connection, stored.link)
    whose = repository.linked(connection, stored.link)
    if whose is None:
        _settle(connection, server, stored, State.DROPPED)
        return []
    tip_id, party_id = whose.tip_id, whose.party_id
    key = id_of(f"intake {stored.number}")
    if stored.kind is Kind.ANSWER:
        answer = parse(stored.doc, SentAnswer)
        taken = messages.receive(connection, server, party_id, answer.text, Door.PORTAL, key=key)
    else:
        said = parse(stored.doc, SentSatisfaction)
        judgement = TipSatisfaction(party_id, said.said, said.text, said.call, Door.PORTAL)
        taken = messages.judge(connection, server, party_id, judgement, key=key)
    _settle(connection, server, stored, State.DONE, tip_id)
    if isinstance(taken, messages.Received):
        audit.append(connection, server.now(), RESIDENT.id, f"tip.{stored.kind.value}", tip_id)
    return list(taken.steps)


def _forgotten(connection: Connection, server: Server, stored: Stored) -> list[Step]:
    repository.hold_link(connection, stored.link)
    whose = repository.linked(connection, stored.link)
    submission_id = forget_sent(connection, server, stored.link)
    if submission_id:
        audit.append(connection, server.now(), RESIDENT.id, "sender.erase", submission_id)
    if whose is None:
        return []
    audit.append(connection, server.now(), RESIDENT.id, "sender.erase", whose.tip_id)
    told = _FORGOTTEN if whose.is_sender else _JOINED_FORGOTTEN
    return [*_noted(connection, server, whose.tip_id, told), *forget_party(connection, server, whose.party_id)]


def _noted(connection: Connection, server: Server, tip_id: str, text: str) -> list[Step]:
    """Tell the officer by a note, which is news on their device."""
    return steps_of(carry_out(connection, server, [Change(doors.Door(SYSTEM), tip_id, TipNoteAdd(new_id(), text))]))


def _settle(connection: Connection, server: Server, stored: Stored, state: State, tip_id: str | None = None) -> None:
    """It is decided: what was sent is where it belongs, and is not kept twice."""
    values = {"state": state.value, "doc": "{}", "code": "", "tip_id": tip_id, "decided_at": server.now()}
    repository.settle(connection, stored.number, values)


def _place_words(sent: SentTip) -> str:
    return f"{_WHERE}: {sent.where}" if sent.where else ""


def _operation(sent: SentTip) -> TipFile:
    """The sender's own words for the place have no other place to be kept than in the text."""
    said = sent.place is not None and fold(sent.where) in fold(sent.place.address or sent.where)
    told = f"{sent.text}\n{_place_words(sent)}" if sent.where and not said else sent.text
    line = one_line(sent.text)
    return TipFile(
        title=line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…",
        category=sent.category,
        text=told,
        place=sent.place,
        contact_name=sent.name,
        contact_phone=sent.phone,
        contact_email=sent.email,
    )


KINDS = (
    jobs.Kind(JOB, decide, before=sealing.encode_anew, payload=Ticket, within=0),
    jobs.Kind(_FORGET, forget_by_the_clock, every=_DAY),
)
