"""What a server process is told at its start."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.accounts.domain import Role
from sync.server.intake.limits import CODES, NEWS, RATINGS, Allowed

Clock = Callable[[], datetime]
"""The present moment in UTC."""


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a server process needs to know; times in seconds, sizes in bytes, distances in metres.

    ``database`` is an SQLAlchemy URL: ``sqlite:///…`` or ``postgresql+psycopg://…``. ``files`` is the directory of the
    photos and the basemap. Accounts of the roles ``codes_required`` sign in by password only with a second factor.
    What was made on the street while its author held the district is taken ``late_work_days`` after they left it.
    The reply of a closing is held for ``reply_hold_seconds`` before it goes out.
    Of operations that nobody can read, or that are set aside, an account and each of its devices may leave so many and
    so many bytes within ``aside_seconds``.
    Of residents' photos an address may send ``photos_of_address_hour`` bytes in an hour, and ``photos_of_residents``
    are kept in all.
    ``authorities`` are told to the devices, in PEM; empty: they keep the ones that they have. ``town`` runs the
    server and is reached by ``contact``: public pages say so. ``address`` is where residents find their pages.
    """

    database: str
    files: Path
    clock: Clock = field(default=system_clock)
    token_seconds: int = 900
    session_seconds: int = 900
    page_session_seconds: int = 12 * 3_600
    page_idle_seconds: int = 1_800
    nonce_seconds: int = 60
    enrolment_seconds: int = 7 * 86_400
    upload_seconds: int = 86_400
    login_window_seconds: int = 60
    login_tries: int = 5
    login_wait_seconds: float = 10.0
    logins_at_once: int = 2
    challenges_of_device: int = 60
    challenges_of_address: int = 1_200
    codes_required: frozenset[Role] = frozenset()
    authorities: str = ""
    town: str = ""
    contact: str = ""
    address: str = ""
    intake: Allowed = field(default_factory=Allowed)
    ratings: Allowed = RATINGS
    codes: Allowed = CODES
    news: Allowed = NEWS
    photos_of_address_hour: int = 400 * 1024**2
    photos_of_residents: int = 20 * 1024**3
    clock_tolerance_seconds: float = 120.0
    late_work_days: int = 14
    reply_hold_seconds: float = 600
    aside_seconds: int = 86_400
    aside_of_device: int = 1_000
    aside_of_account: int = 2_000
    aside_bytes_of_device: int = 8 * 1024**2
    aside_bytes_of_account: int = 16 * 1024**2
    first_sync_closed_days: int = 90
    gone_kept_days: int = 180
    near_district_metres: float = 50.0
    photo_quota_bytes: int = 2 * 1024**3
    argon2_memory_kib: int = 64 * 1024
    argon2_time_cost: int = 3
    sqlite_busy_seconds: float = 30.0
    pool_size: int = 10
    job_first_seconds: float = 60.0
    job_poll_seconds: float = 1.0
    job_lease_seconds: float = 120.0
    job_tries: int = 10
