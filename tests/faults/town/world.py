"""A town on real parts, a step at a time: residents who send, officers who answer, a mail server, workers that die."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

import msgspec
import sqlalchemy as sa

from app.accounts.domain import Role
from app.messages.domain import Satisfaction
from app.operations import Operation
from app.outbox.domain import Code, RecordedOperation, Verdict
from app.ratings.domain import Answer, Part, RatingForm
from app.tips import operations as ops
from app.tips.domain import Outcome, OutcomeKind, Tip
from app.values import Place
from sync.server.erasure import service as erasure
from sync.server.ground import meta
from sync.server.intake import service as intake
from sync.server.intake.account.repository import renew
from sync.server.intake.domain import Kind, SentAnswer, SentNews, SentRating, SentSatisfaction, SentTip
from sync.server.intake.seal import Form, hash_of
from sync.server.jobs import repository as jobs
from sync.server.jobs.worker import Worker as JobWorker
from sync.server.mail.incoming import repository as mails
from sync.server.mail.incoming.domain import Mailbox
from sync.server.mail.relay import use
from sync.server.restoring import catch_up
from tests.faults.checker import require
from tests.faults.forked import Forked
from tests.faults.server_process import HANG_SECONDS, KeptPort
from tests.faults.town import worker_process
from tests.faults.town.clock import SharedClock
from tests.faults.town.worker_process import Number, Orders
from tests.sync.server import schema
from tests.sync.server.backups import back_up, restore
from tests.sync.server.mail.post import Post
from tests.sync.server.station import START, WEST, Device, Station

RELAY: Final = ("ok", "RCPT 450 busy", "DATA 451 later", "cut", "mute", "hang", "RCPT 550 5.1.1 nobody", "away")
"""What the mail server does: all is well, a refusal for now, a break after it took a mail, silence, a refusal for good,
and nobody there."""
REFUSES: Final = 6
_KILLED: Final = -9
What = Literal["tip", "rating", "answer", "satisfaction", "no_longer", "mail", "news"]


@dataclass(slots=True)
class Sent:
    """What a resident sent and was told that it is there. ``mark`` is a word that stands nowhere else, ``email`` whom
    mails of it go to. ``lost``: the backup that was put back since is older, and nobody sent it again."""

    what: What
    mark: str
    form: Form | None = None
    doc: SentTip | SentRating | SentAnswer | SentSatisfaction | SentNews | None = None
    secret: str = ""
    email: str = ""
    number: str = ""
    trap: str = ""
    lost: bool = False


@dataclass(slots=True)
class Told:
    """What an officer wrote to the sender of a tip; ``about`` is what that sender sent."""

    mark: str
    tip_id: str
    device: Device
    operation: RecordedOperation
    verdict: Verdict
    about: Sent | None

    @property
    def email(self) -> str:
        """Where it has to arrive, if anywhere."""
        return self.about.email if self.about is not None else ""


@dataclass(slots=True)
class Worker:
    """How one worker ends and what it does to the clock; as in ``Orders``."""

    dies_at: int = 0
    leaps_at: int = 0
    leap: float = 0.0


@dataclass
class Town:
    """One town in a folder. Nothing of it is left running at its end."""

    folder: Path
    url: str
    sent: list[Sent] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    reopened: set[str] = field(default_factory=set)
    refused: bool = False
    counted: set[int] = field(default_factory=set)
    deaths: int = 0

    def __post_init__(self) -> None:
        self.truth = START
        for name in ("", "box", "done", "files"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.clock = SharedClock(self.folder / "clock")
        self.clock.show(self.truth)
        files = self.folder / "files"
        self.station = Station(self.url, files, worker_process.settings(self.url, files, self.clock))
        self.server = self.station.server
        self.station.with_districts()
        self._port = KeptPort()
        self.post = Post(self.folder / "post", port=self._port.number)
        self.is_away = False
        JobWorker(self.server, worker_process.WORK).plan()
        with self.server.database.write() as connection:
            worker_process.tally.create(connection)
            renew(connection)
            use(connection, self.post.relay())
            mails.put_box(connection, Mailbox("box", "imap.example.cz", 993, "u", category="light"))
        self.officers = [self.station.officer("novak", WEST), self.station.device(self._supervisor())]
        self.backup: Path | None = None
        self._since = self._marks = 0
        self._counted: set[int] = set()

    def _supervisor(self) -> str:
        return self.station.person("vedouci", Role.SUPERVISOR)

    def close(self) -> None:
        """Let everything go."""
        if not self.is_away:
            self.post.close()
        self.station.close()

    # -- residents ----------------------------------------------------------------------------------------------------

    def tip(self, *, mail: bool, twice: bool, join: int | None = None, trap: bool = False) -> None:
        """A tip, or one more word on one that is there; ``twice``: its sender heard nothing and sends it again. With a
        ``trap`` it waits for a person, who never comes."""
        mark = self._mark()
        known = self._tips()
        joins = known[join % len(known)].id if join is not None and known else None
        email = f"{mark}@example.cz" if mail and joins is None else ""
        place = Place(lat=50.05, lon=13.05)
        doc = SentTip("light", f"Nesvítí {mark}", place=place, email=email, join=joins, joiner=mark if joins else "")
        self._send(Sent("tip", mark, self._form(), doc, email=email, trap="x" * trap), twice=twice)

    def rating(self, *, twice: bool, rater: int) -> None:
        """A rating; a few people rate again and again."""
        mark = self._mark()
        form = RatingForm(50.05, 13.05, Part.NIGHT, Answer.RATHER_UNSAFE, remark=mark)
        self._send(Sent("rating", mark, self._form(), SentRating(form, f"{rater:032x}")), twice=twice)

    def answer(self, which: int, *, satisfied: bool, twice: bool) -> None:
        """By a secret link: an answer, or what its holder says of the closing."""
        links = [one for one in self.sent if one.what == "tip" and not one.lost]
        if links:
            link = links[which % len(links)]
            mark = self._mark()
            doc = SentSatisfaction(Satisfaction.PARTLY, mark) if satisfied else SentAnswer(mark)
            what: What = "satisfaction" if satisfied else "answer"
            if satisfied:  # a closed tip comes back, and the reply of its closing goes no more
                known = schema.tip_link.c
                whose = sa.select(known.tip_id).where(known.hash == hash_of(link.secret))
                self.reopened.add(self.station.scalar(whose) or "")
            self._send(Sent(what, mark, self._form(), doc, secret=link.secret), twice=twice)

    def no_longer(self, which: int) -> None:
        """By a secret link: it does not matter any more."""
        links = [one for one in self.sent if one.what == "tip" and not one.lost]
        known = {one.secret for one in self.sent if one.what == "no_longer"}
        if links and (secret := links[which % len(links)].secret) not in known:
            one = Sent("no_longer", "", secret=secret)
            if intake.ask(self.server, secret, Kind.NO_LONGER, "cs"):
                self.sent.append(one)

    def news(self, *, twice: bool) -> None:
        """Somebody wants news by mail."""
        mark = self._mark()
        email = f"{mark}@example.cz"
        self._send(Sent("news", mark, self._form(), SentNews(email, WEST, ""), email=email), twice=twice)

    def again(self, which: int) -> None:
        """A browser sends a form that it sent before, after whatever happened to the server meanwhile."""
        forms = [one for one in self.sent if one.form is not None]
        if forms:
            self._take(forms[which % len(forms)])

    def write_mail(self, answers: int | None, *, twice: bool) -> None:
        """A mail into the mailbox: a tip, or an answer to one of ours; ``twice``: their server brings it again."""
        mark = self._mark()
        to, sender = "podnety@chomutov.example", f"{mark}@example.cz"
        ours = [mail for _, mail in self.post.taken() if str(mail["Reply-To"] or "").startswith("o-")]
        if answers is not None and ours:
            mail = ours[answers % len(ours)]
            to, sender = str(mail["Reply-To"]), str(mail["To"])
        head = f"From: {sender}\r\nTo: {to}\r\nMessage-ID: <{mark}@example.cz>\r\nSubject: Lampa\r\n"
        raw = f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\nNesvítí {mark}\r\n".encode()
        for copy in range(1 + twice):
            (self.folder / "box" / f"{self._marks:04}-{copy}").write_bytes(raw)
        is_new = to.startswith("podnety")
        self.sent.append(Sent("mail", mark, email=sender if is_new else ""))

    def _send(self, one: Sent, *, twice: bool) -> None:
        if self._take(one):
            self.sent.append(one)
            if twice:
                require(self._take(one), "R1", f"{one.what} {one.mark} is not answered alike when it is sent again")

    def _take(self, one: Sent) -> bool:
        assert one.form is not None
        at = f"10.{one.form.nonce[0]}.{one.form.nonce[1]}.{one.form.nonce[2]}"
        sender = intake.Sender("cs", at, one.trap)
        match one.doc:
            case SentTip():
                outcome: intake.Outcome | None = intake.file_tip(self.server, one.form, one.doc, sender)
            case SentRating():
                outcome = intake.file_rating(self.server, one.form, one.doc, sender)
            case SentNews():
                outcome = intake.file_news(self.server, one.form, one.doc, sender)
            case SentAnswer() | SentSatisfaction():
                outcome = intake.say(self.server, one.form, one.secret, one.doc, language="cs", address=at)
            case _:
                raise AssertionError(one)
        if not isinstance(outcome, intake.Taken):
            return False
        one.secret, one.number, one.lost = outcome.secret, outcome.number, False
        return True

    def _form(self) -> Form:
        form = self.server.seal.read_form(self.server.seal.new_form((self.clock() - timedelta(minutes=1)).timestamp()))
        assert form is not None
        return form

    def _mark(self) -> str:
        self._marks += 1
        return f"slovo{self._marks:04}x"

    # -- officers -----------------------------------------------------------------------------------------------------

    def ask(self, which: int, who: int) -> None:
        """An officer asks the sender of a tip."""
        self._do(which, who, lambda tip, mark: ops.TipAsk(tip.status, mark))

    def shut(self, which: int, who: int) -> None:
        """An officer closes a tip with a reply."""
        self._do(which, who, lambda tip, mark: ops.TipClose(tip.status, Outcome(OutcomeKind.SOLVED, reply=mark)))

    def reopen(self, which: int) -> None:
        """The supervisor opens a closed tip again."""
        self._do(which, 1, lambda _, mark: ops.TipReopen(mark))

    def _do(self, which: int, who: int, made: Callable[[Tip, str], Operation]) -> None:
        tips = self._tips()
        if not tips:
            return
        tip, mark = tips[which % len(tips)], self._mark()
        device = self.officers[who % len(self.officers)]
        operation = device.record(tip.id, made(tip, mark))
        (verdict,) = device.push(operation)
        if operation.kind == ops.TipReopen.KIND:
            self.reopened.add(tip.id)
        about = next((one for one in self.sent if one.mark and one.mark in tip.text), None)
        self.told.append(Told(mark, tip.id, device, operation, verdict, about))

    def _tips(self) -> list[Tip]:
        docs = self.station.all(sa.select(schema.tip.c.doc).order_by(schema.tip.c.number))
        return [msgspec.json.decode(row.doc, type=Tip) for row in docs]

    # -- machines -----------------------------------------------------------------------------------------------------

    def relay(self, how: int) -> None:
        """From now on the mail server does as is said here."""
        word = RELAY[how % len(RELAY)]
        self.refused |= how % len(RELAY) == REFUSES
        if self.is_away:
            self.post.start()
        self.is_away = word == "away"
        if self.is_away:
            self.post.close()
        else:
            self.post.script(word)

    def count(self, how_many: int) -> None:
        """Work that leaves a row each."""
        fresh = range(self._marks, self._marks + how_many)
        self._marks += how_many
        with self.server.database.write() as connection:
            for number in fresh:
                jobs.put(
                    connection,
                    worker_process.COUNTED.name,
                    Number(number),
                    key=f"tally {number}",
                    due=self.server.now(),
                )
        self.counted |= set(fresh)

    def work(self, workers: Sequence[Worker], *, fetches: bool = False) -> None:
        """So many workers at once, each until nothing is left or until it dies."""
        files = str(self.folder / "files")
        running = []
        for number, one in enumerate(workers):
            orders = Orders(self.url, files, str(self.folder), fetches, one.dies_at, one.leaps_at, one.leap)
            told = [msgspec.json.encode(orders).decode()]
            log = self.folder / f"worker-{number}.log"
            running.append(Forked("tests.faults.town.worker_process", told, os.environ, log))
        for number, process in enumerate(running):
            code = process.wait(HANG_SECONDS)
            self.deaths += code == _KILLED
            log = self.folder / f"worker-{number}.log"
            said = log.read_text()[-2000:] if log.exists() else ""
            require(code in (0, _KILLED), "R6", f"a worker ended with {code}: {said}")

    def forward(self, seconds: float) -> None:
        """Time goes by, whatever the clock shows."""
        self.truth += timedelta(seconds=seconds)
        self.clock.leap(seconds)

    def correct(self) -> None:
        """The clock is right again."""
        self.clock.show(self.truth)

    def back_up(self) -> None:
        """Make a backup of the database."""
        self.backup = self.folder / "backup"
        back_up(self.url, self.backup)
        self._since, self._counted = len(self.sent), set(self.counted)

    def restore(self) -> None:
        """Put the backup back, as the guide says; devices send again all that they have."""
        if self.backup is None:
            return
        self.server.database.close()
        restore(self.url, self.backup)
        erasure.erase_again(self.server)
        with self.server.database.write() as connection:
            meta.bump_incarnation(connection)
        catch_up(self.server)
        for one in self.sent[self._since :]:
            one.lost = one.what != "mail"
        self.counted = set(self._counted)
        for device in self.officers:
            mine = [one for one in self.told if one.device is device]
            verdicts = device.push(*(one.operation for one in mine)) if mine else ()
            for told, verdict in zip(mine, verdicts, strict=True):
                is_there = told.about is None or told.about.lost or told.verdict.code is Code.UNKNOWN_TARGET
                is_found = verdict.code is not Code.UNKNOWN_TARGET
                require(is_there or is_found, "R1", f"{told.mark} is about nothing after the backup was put back")
                told.verdict = verdict

    # -- the end ------------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """All is well again: the mail server, the clock, and a worker that nobody kills; for a day, then for a week."""
        self.relay(0)
        self.correct()
        for hours in (1, 2, 3, 6, 6, 6):
            self._work_here()
            self.forward(hours * 3_600)

    def a_week(self) -> None:
        """What a wrong clock put off goes out in the end."""
        for days in (3, 5, 1):
            self.forward(days * 86_400)
            self._work_here()

    def _work_here(self) -> None:
        worker_process.fetch(self.server, self.folder)
        worker_process.work(self.server)
