"""Briefs on the device: its own person's alone, beside the tips that are here, gone when they are."""

from app.accounts.domain import personal_scope
from app.briefs.domain import Brief, BriefKind, BriefLine, Topic
from app.identifiers import id_of
from app.session import DeviceSession
from tests.app.device import AWAY, HOME, ME, OTHER, pull, row, tip
from tests.bench.corpus import FeedRow

AT, UNTIL = "2026-06-01T06:00:00.000Z", "2026-06-05T06:00:00.000Z"
MINE = personal_scope(ME)


def brief(officer: str, district: str, *lines: BriefLine, begun: bool = True) -> Brief:
    key = id_of(f"{officer} {district}")
    return Brief(key, BriefKind.COVER, officer, district, AT, UNTIL, (OTHER,), begun, AT, lines)


def fed(one: Brief) -> FeedRow:
    return row("brief", one.id, one, personal_scope(one.officer_id))


def test_that_a_device_shows_its_own_briefs_beside_its_tips_until_they_leave(device: DeviceSession) -> None:
    here = tip("here")
    line, elsewhere = BriefLine(Topic.ANSWER, here.id), BriefLine(Topic.ANSWER, id_of("elsewhere"))
    own, ahead, other = brief(ME, HOME, line, elsewhere), brief(ME, AWAY, begun=False), brief(OTHER, HOME)
    pull(device, [row("tip", here.id, here), fed(ahead), fed(own), fed(other)])
    assert device.briefs.mine() == (own, ahead)
    assert list(device.briefs.tips([own])) == [here.id]
    pull(device, [row("brief", own.id, None, MINE)])
    assert device.briefs.mine() == (ahead,)
