"""Hand-over briefs as rows of those for whom they are: made when a cover begins or ends, and announced before it."""

from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy.engine import Connection

from app.accounts.domain import personal_scope
from app.briefs.domain import Brief, BriefKind, BriefLine, cut, done_lines, due_lines, horizon
from app.briefs.handing import Window, began, handed
from app.duty.domain import Span
from sync.server.duty import repository
from sync.server.feed.publish import Gone, Put, Step
from sync.server.ground.documents import render
from sync.server.ground.moments import instant
from sync.server.service import Server

AHEAD: Final = timedelta(hours=24)
"""So long before a cover begins or ends who takes over is told of it."""
KEPT: Final = timedelta(days=7)
"""So long what was done stays with who came back."""


def steps(connection: Connection, server: Server) -> list[Step]:
    """What is to be published for the briefs to be those of now. One that stands is not made anew."""
    moment = server.settings.clock()
    window = Window(instant(moment), instant(moment + AHEAD), instant(moment - KEPT))
    held = repository.published_briefs(connection)
    wanted = {one.id: one for one in _handed(connection, window)}
    found: list[Step] = [Gone(key, scope) for key, (scope, _) in sorted(held.items()) if key not in wanted]
    for key, brief in wanted.items():
        if key in held and _heading(held[key][1]) == brief:
            continue
        doc = render(_filled(connection, brief, window.now))
        found.append(Put("brief", key, key, personal_scope(brief.officer_id), doc))
    return found


def _handed(connection: Connection, window: Window) -> tuple[Brief, ...]:
    calendar = repository.calendar(connection, window.since, planned=True)
    since = min(began(calendar, window), window.since)
    if since < window.since:
        calendar = repository.calendar(connection, since, planned=True)
    return handed(calendar, window)


def _heading(brief: Brief) -> Brief:
    """A brief without what it was filled with."""
    return msgspec.structs.replace(brief, made_at=None, lines=(), more=0)


def _filled(connection: Connection, brief: Brief, now: str) -> Brief:
    """With its lines: of a district that is another's until then nothing is told before."""
    if brief.kind is BriefKind.COVER and not brief.begun:
        return msgspec.structs.replace(brief, made_at=now)
    lines: tuple[BriefLine, ...] = due_lines(repository.current_tips(connection, brief.district_id), horizon(brief))
    if brief.kind is BriefKind.BACK:
        span = Span(brief.from_at, min(brief.to_at or now, now))
        lines += done_lines(repository.done_in(connection, brief.district_id, span), brief.officer_id)
    kept, more = cut(lines)
    return msgspec.structs.replace(brief, made_at=now, lines=kept, more=more)
