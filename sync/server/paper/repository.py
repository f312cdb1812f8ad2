"""Waves of papers, read and written."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.ratings.domain import RatingChannel
from sync.server.paper.tables import paper_wave
from sync.server.ratings.tables import rating

_w = paper_wave.c


def add(connection: Connection, pupils: int, **values: str) -> None:
    """Write a new wave, by which nothing came yet; of so many pupils, where it is a class."""
    connection.execute(sa.insert(paper_wave).values(**values, pupils=pupils, tips=0))


def is_begun(connection: Connection, code: str) -> bool:
    """Whether a wave has this code."""
    return connection.execute(sa.select(_w.code).where(_w.code == code)).first() is not None


def count_tip(connection: Connection, code: str) -> None:
    """One tip more came by this code; nothing happens where no wave has it."""
    connection.execute(sa.update(paper_wave).where(_w.code == code).values(tips=_w.tips + 1))


def waves(connection: Connection) -> Sequence[Any]:
    """Rows of all waves with how many ``ratings`` came by each, the newest first."""
    came = sa.select(rating.c.source, sa.func.count().label("ratings")).where(
        rating.c.channel.in_((RatingChannel.QR.value, RatingChannel.SCHOOL_CLASS.value))
    )
    grouped = came.group_by(rating.c.source).subquery()
    query = sa.select(paper_wave, sa.func.coalesce(grouped.c.ratings, 0).label("ratings")).outerjoin(
        grouped, grouped.c.source == _w.code
    )
    return connection.execute(query.order_by(_w.day.desc(), _w.made_at.desc(), _w.code)).all()
