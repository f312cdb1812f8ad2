"""The page behind a secret link: what became of what was sent. Opening it changes nothing; buttons do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, TypedDict

from app.districts.domain import Category
from app.messages.domain import Purpose, Satisfaction
from app.tips.sensitive import sensitive
from app.tips.titles import one_line
from sync.server.ground.documents import parse
from sync.server.ground.moments import moment
from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Handler, Route
from sync.server.http.languages import language_of
from sync.server.http.page_face import page, see_other
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.intake import repository
from sync.server.intake.domain import MOST_TEXT, Kind, SentAnswer, SentSatisfaction
from sync.server.intake.repository import Followed
from sync.server.intake.seal import hash_of
from sync.server.intake.service import Another, NotNow, Taken, TooMuch, ask, say
from sync.server.residents import words
from sync.server.residents.forms import known_form, new_form
from sync.server.residents.shown.view import shown
from sync.server.showing import repository as showing
from sync.server.showing.domain import Seen
from sync.server.submissions.repository import Submitted, submitted

LINK: Final = "/sledovat/{secret}"
ANSWER: Final = LINK + "/odpovedet"
JUDGE: Final = LINK + "/hodnoceni"
ERASED: Final = "/vymazano"
_SECRET_LETTERS: Final = 22
_LIMIT: Final = 128 * 1024
"""A whole text of letters that take twelve bytes each in a form."""
_NONE_WRONG: Final[Mapping[str, str]] = {}


def follow(call: Call) -> Answer:
    """GET → number, status and conversation of the tip of this link, and what its holder can do."""
    other = _submitted(call)
    if other is not None:
        return _follow_submitted(call, other)
    followed, category = _followed(call)
    said = _said(call, followed)
    language = language_of(call.query, call.headers, call.cookies)
    place = followed.place
    near = "" if place is None else place.address or f"{place.lat:.5f}, {place.lon:.5f}"
    values = {
        "one": followed, "category": words.category_name(category, language) if category else "",
        "sent": words.day(moment(followed.at)), "closed": _day(followed.closed_at), "near": near or followed.where,
        "secret": call.path["secret"], "address": call.server.settings.address, "is_new": call.query.get("new") == "1",
        "said": said, "took": call.query.get("took", ""), "waits": _waits(followed, said),
        "may_judge": _may_judge(call, followed), "photos": shown(_photos(call), language),
    }  # fmt: skip
    return page(call, "residents/follow.html", values)


def begin_answer(call: Call) -> Answer:
    """GET → where the answer is written. The browser may keep it, so that going back finds what was typed."""
    followed, _ = _followed(call)
    if not followed.status:
        raise not_found()
    return _kept(_answering(call, followed, "", new_form(call.server)))


def answer(call: Call) -> Answer:
    """POST text → the page of the tip, with it; else where it is written, with all that was typed."""
    followed, _ = _followed(call)
    text, form = _typed(call), known_form(call.server, call.form.get("form", ""))
    wrong = _wrong(text, needed=True)
    if wrong:
        return _answering(call, followed, text, call.form.get("form", ""), wrong=wrong, status=422)
    if form is None:
        return _answering(call, followed, text, new_form(call.server), trouble="old", status=409)
    outcome = say(call.server, form, call.path["secret"], SentAnswer(text.strip()), **_whence(call))
    if isinstance(outcome, Taken):
        return see_other(LINK.format(secret=call.path["secret"]) + "?took=answer#conversation")
    trouble, status = _trouble(outcome)
    return _answering(call, followed, text, _next_form(call, outcome), trouble=trouble, status=status)


def answer_again(call: Call) -> Answer:
    """What was typed into a form that is not this browser's any more, to be sent once more."""
    followed, _ = _followed(call)
    return _answering(call, followed, _typed(call), new_form(call.server), trouble="old", status=403)


def begin_judgement(call: Call) -> Answer:
    """GET → whether it is solved, once it is closed and its answer may be read."""
    followed, _ = _followed(call)
    if not _may_judge(call, followed):
        return see_other(LINK.format(secret=call.path["secret"]))
    return _kept(_judging(call, followed, Judgement(), new_form(call.server)))


def judge(call: Call) -> Answer:
    """POST what they say of the closing → the page of the tip; else the same form with all that was typed."""
    followed, _ = _followed(call)
    judgement, form = _judged(call), known_form(call.server, call.form.get("form", ""))
    wrong = _wrong(judgement.text, needed=False)
    if judgement.said is None:
        wrong["said"] = "missing"
    if wrong or judgement.said is None:
        return _judging(call, followed, judgement, call.form.get("form", ""), wrong=wrong, status=422)
    if form is None:
        return _judging(call, followed, judgement, new_form(call.server), trouble="old", status=409)
    if not _may_judge(call, followed) and not followed.judged:
        return _unjudged(call, followed, judgement)
    sent = SentSatisfaction(judgement.said, judgement.text.strip(), judgement.call)
    outcome = say(call.server, form, call.path["secret"], sent, **_whence(call))
    if isinstance(outcome, Taken):
        return see_other(LINK.format(secret=call.path["secret"]) + "?took=judgement#conversation")
    trouble, status = _trouble(outcome)
    if isinstance(outcome, Another):
        return _answering(call, followed, judgement.text, new_form(call.server), trouble="judged", status=status)
    return _judging(call, followed, judgement, call.form.get("form", ""), trouble=trouble, status=status)


def judge_again(call: Call) -> Answer:
    """As ``answer_again``."""
    followed, _ = _followed(call)
    return _judging(call, followed, _judged(call), new_form(call.server), trouble="old", status=403)


def no_longer(call: Call) -> Answer:
    """POST → the officer is told that it no longer matters; the page says so."""
    _ask(call, Kind.NO_LONGER)
    return see_other(LINK.format(secret=call.path["secret"]))


def leave(call: Call) -> Answer:
    """POST → nothing is written to them of this tip any more; the page says so."""
    _ask(call, Kind.LEAVE)
    return see_other(LINK.format(secret=call.path["secret"]))


def confirm(call: Call) -> Answer:
    """GET → what erasing does, and the button."""
    is_tip = _submitted(call) is None
    if is_tip:
        _followed(call)
    return page(call, "residents/erase.html", {"secret": call.path["secret"], "is_tip": is_tip})


def erase(call: Call) -> Answer:
    """POST → the sender is forgotten, and the link with them."""
    _ask(call, Kind.ERASE)
    return see_other(ERASED)


def erased(call: Call) -> Answer:
    """GET → that it is done."""
    return page(call, "residents/erased.html", {})


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the page shows it: ``own`` where its reader wrote it; ``at`` in the city's time."""

    own: bool
    at: str
    text: str
    purpose: str
    on_way: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is being said of a closing, as it was typed."""

    said: Satisfaction | None = None
    text: str = ""
    call: bool = False


class _Whence(TypedDict):
    language: str
    address: str


def _whence(call: Call) -> _Whence:
    return {"language": language_of(call.query, call.headers, call.cookies), "address": call.address}


def _said(call: Call, followed: Followed) -> list[Said]:
    """The conversation of this party; the reply of a closing as well where it was never a message."""
    with call.server.database.read() as connection:
        spoken = repository.spoken(connection, hash_of(call.path["secret"]))
    said = [Said(not one.purpose, words.day(moment(one.at)), one.text, one.purpose, one.on_way) for one in spoken]
    if followed.reply and followed.reply not in {one.text for one in said}:
        said.append(Said(False, _day(followed.closed_at), followed.reply, Purpose.REPLY.value))
    return said


def _photos(call: Call) -> list[Seen]:
    with call.server.database.read() as connection:
        return showing.of_link(connection, hash_of(call.path["secret"]))


def _waits(followed: Followed, said: Sequence[Said]) -> str:
    """Whose turn it is while the officer waits for a resident: ``asked``, the reader's; ``on_way``, their answer is; or
    nobody's here, for another party was asked. Who sent a tip may have been asked by other ways than this page."""
    if followed.status != "waiting" or followed.waiting_on not in ("resident", "another"):
        return ""
    if any(one.on_way for one in said):
        return "on_way"
    last = max((place for place, one in enumerate(said) if one.own), default=-1)
    theirs = said[last + 1 :]
    by_other_ways = followed.waiting_on == "resident" and not followed.joined and last < 0
    is_asked = by_other_ways or any(one.purpose == Purpose.QUESTION.value for one in theirs)
    return "asked" if is_asked else "others"


def _may_judge(call: Call, followed: Followed) -> bool:
    return followed.status == "closed" and not followed.judged and not _is_held(call, followed)


def _unjudged(call: Call, followed: Followed, judgement: Judgement) -> Answer:
    """It was opened again while they wrote, so there is nothing to judge: their words may go as an answer."""
    if not judgement.text.strip() or not followed.status:
        return see_other(LINK.format(secret=call.path["secret"]))
    return _answering(call, followed, judgement.text, new_form(call.server), trouble="meanwhile", status=409)


def _typed(call: Call) -> str:
    return call.form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")


def _judged(call: Call) -> Judgement:
    said = call.form.get("said", "")
    known = Satisfaction(said) if said in {one.value for one in Satisfaction} else None
    return Judgement(known, _typed(call), call.form.get("call") == "yes")


def _wrong(text: str, *, needed: bool) -> dict[str, str]:
    if len(text) > MOST_TEXT:
        return {"text": "long"}
    return {"text": "missing"} if needed and not one_line(text) else {}


def _trouble(outcome: Another | TooMuch | NotNow | None) -> tuple[str, int]:
    """Why nothing was taken down, for the form that has it all still."""
    match outcome:
        case None:
            raise not_found()
        case Another():
            return "another", 409
        case TooMuch():
            return "too_much", 429
        case NotNow():
            return "not_now", 503


def _next_form(call: Call, outcome: Another | TooMuch | NotNow | None) -> str:
    """By the same form, so that what may be written down all the same is not twice; by a new one what is another."""
    return new_form(call.server) if isinstance(outcome, Another) else call.form.get("form", "")


def _answering(
    call: Call, followed: Followed, text: str, form: str, *, wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: str = "", status: int = 200,
) -> Answer:  # fmt: skip
    values = {
        "one": followed, "secret": call.path["secret"], "text": text, "form": form, "wrong": wrong, "trouble": trouble,
        "most": MOST_TEXT, "warnings": [one.value for one in sensitive(text)] if wrong or trouble else [],
    }  # fmt: skip
    return page(call, "residents/answer.html", values, status)


def _judging(
    call: Call, followed: Followed, judgement: Judgement, form: str, *, wrong: Mapping[str, str] = _NONE_WRONG,
    trouble: str = "", status: int = 200,
) -> Answer:  # fmt: skip
    values = {
        "one": followed, "secret": call.path["secret"], "judgement": judgement, "form": form, "wrong": wrong,
        "trouble": trouble, "most": MOST_TEXT,
    }  # fmt: skip
    return page(call, "residents/judge.html", values, status)


def _kept(answer: Answer) -> Answer:
    return replace(answer, headers={**answer.headers, "cache-control": "private, no-cache"})


def _ask(call: Call, kind: Kind) -> None:
    language = language_of(call.query, call.headers, call.cookies)
    if not _is_link(call) or not ask(call.server, call.path["secret"], kind, language):
        raise not_found()


def _is_link(call: Call) -> bool:
    return len(call.path["secret"]) == _SECRET_LETTERS and call.path["secret"].isascii()


def _submitted(call: Call) -> Submitted | None:
    """What the link shows where it is no tip."""
    if not _is_link(call):
        raise not_found()
    with call.server.database.read() as connection:
        return submitted(connection, hash_of(call.path["secret"]))


def _follow_submitted(call: Call, one: Submitted) -> Answer:
    values = {
        "one": one, "sent": _day(one.at), "due": _day(one.due), "closed": _day(one.closed_at),
        "answers": [(_day(each.at), each.text) for each in one.answers], "secret": call.path["secret"],
        "address": call.server.settings.address, "is_new": call.query.get("new") == "1",
    }  # fmt: skip
    return page(call, "residents/submission.html", values)


def _followed(call: Call) -> tuple[Followed, Category | None]:
    if not _is_link(call):
        raise not_found()
    with call.server.database.read() as connection:
        followed = repository.followed(connection, hash_of(call.path["secret"]))
        if followed is None:
            raise not_found()
        known = dict(repository.categories(connection))
    followed = _without_held(call, followed)
    doc = known.get(followed.category)
    return followed, parse(doc, Category) if doc is not None else None


def _without_held(call: Call, followed: Followed) -> Followed:
    """A reply can be corrected for a while; who has only this page waits as long as who gets it by mail."""
    return replace(followed, reply="") if _is_held(call, followed) else followed


def _is_held(call: Call, followed: Followed) -> bool:
    settings = call.server.settings
    until = settings.clock() - timedelta(seconds=settings.reply_hold_seconds)
    return bool(followed.closed_at) and moment(followed.closed_at) > until


def _day(at: str) -> str:
    return words.day(moment(at)) if at else ""


def _get(path: str, handler: Handler) -> Route:
    return Route("GET", path, handler, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True)


def _post(path: str, handler: Handler, *, again: Handler | None = None) -> Route:
    limit = SMALL if again is None else _LIMIT
    return Route(
        "POST", path, handler, Entry.ANYONE, limit=limit, rate=Rate.PAGE, page=True, statuses=(303,), again=again
    )


ROUTES: tuple[Route, ...] = (
    _get(LINK, follow),
    _get(ANSWER, begin_answer),
    _post(ANSWER, answer, again=answer_again),
    _get(JUDGE, begin_judgement),
    _post(JUDGE, judge, again=judge_again),
    _post(LINK + "/netreba", no_longer),
    _post(LINK + "/nepsat", leave),
    _get(LINK + "/vymazat", confirm),
    _post(LINK + "/vymazat", erase),
    _get(ERASED, erased),
)
