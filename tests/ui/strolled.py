"""A way that was walked, on a device: sealed fixes to some places, with a silence and a short stay among them."""

from collections.abc import Sequence

from app.patrols import sealed_track
from app.patrols.track import Fix, metres
from app.session import DeviceSession
from tests.ui.city import CENTRE, NOW

PATROL = "01890000-0000-7000-8000-0000000000f1"


def stroll(session: DeviceSession, places: Sequence[tuple[float, float]]) -> None:
    """From the middle of the town to each place, 12 minutes at the first, one at the second, then silence."""
    key = session.tracks.public_key()
    assert isinstance(key, bytes)
    at, here = NOW.timestamp() - 3_600, CENTRE
    for stay, place in zip((48, 4, 20), places, strict=False):
        steps = max(1, round(metres(*here, *place) / 75 * 4))
        way = [tuple(a + (b - a) * n / steps for a, b in zip(here, place, strict=True)) for n in range(steps)]
        for lat, lon in [*way, *[place] * stay]:
            sealed_track.append(session.tracks.folder, PATROL, key, Fix(lat, lon, at, 8.0))
            at += 15
        here, at = place, at + 400
