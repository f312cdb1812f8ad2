"""News of a district: what was closed, told once a week, and where an officer was, as it may be told. Pure.

An edition is of the Monday of the week in which it is told first. What was closed is told by its month alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from sync.server.published.district import month_before
from sync.server.published.domain import ClosedIn, DistrictWork, News, SeenAt, ToldTips, ToldWeek
from sync.server.published.work import monday_of

MOST: Final = 60
"""So much is kept of what was closed, the newest."""
_KEPT: Final = timedelta(weeks=12)
_LATE: Final = timedelta(weeks=2)
"""After the Monday of its week a visit is told on this one."""

_Key = tuple[str, str, str, str]


def news_of(before: News | None, work: DistrictWork, near: Mapping[str, str], today: date) -> News:
    """The news of a district after those of ``before``; ``near`` has the streets by which hexagons are called.

    What was closed since is told from the next Monday on. What was opened again is told no more.
    """
    monday = monday_of(today)
    edition = f"{monday:%Y-%m-%d}"
    told = _standing(before.closed if before is not None else (), work.closed, f"{today - _KEPT:%Y-%m-%d}")
    if before is None or before.edition < edition:
        told = [*_fresh(told, work.closed, near, edition, month_before(monday, 1)), *told]
    else:
        edition = before.edition
    weeks = sorted({one.week for one in work.seen}, reverse=True)
    return News(edition, tuple(told[:MOST]), tuple(_week(week, work, near) for week in weeks))


def _standing(told: Iterable[ToldTips], closed: Iterable[ClosedIn], since: str) -> list[ToldTips]:
    """What was told and is so still, the newest first; of months that are counted no more everything stays."""
    closed = tuple(closed)
    left: Counter[_Key] = Counter()
    for one in closed:
        left[_key(one)] += one.count
    oldest = min((one.month for one in closed), default="")
    stands: list[ToldTips] = []
    for each in sorted(told, key=lambda one: one.told):
        count = each.count if oldest and each.month < oldest else min(each.count, left[_key(each)])
        left[_key(each)] -= count
        if count and each.told >= since:
            stands.append(ToldTips(each.told, each.cell, each.near, each.month, each.category, each.outcome, count))
    return sorted(stands, key=lambda one: one.told, reverse=True)


def _fresh(
    told: Iterable[ToldTips], closed: Iterable[ClosedIn], near: Mapping[str, str], edition: str, since: str
) -> list[ToldTips]:
    known: Counter[_Key] = Counter()
    for each in told:
        known[_key(each)] += each.count
    return [
        ToldTips(edition, one.cell, near.get(one.cell, ""), one.month, one.category, one.outcome, fresh)
        for one in closed
        if one.month >= since and (fresh := one.count - known[_key(one)]) > 0
    ]


def _key(one: ClosedIn | ToldTips) -> _Key:
    return one.month, one.category, one.outcome, one.cell


def _week(week: str, work: DistrictWork, near: Mapping[str, str]) -> ToldWeek:
    told = date.fromisoformat(week) + _LATE
    places = (SeenAt(one.cell, near.get(one.cell, ""), one.days) for one in work.seen if one.week == week)
    return ToldWeek(f"{told:%Y-%m-%d}", week, tuple(sorted(places, key=lambda one: (-one.days, one.near, one.cell))))
