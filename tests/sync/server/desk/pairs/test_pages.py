"""Who goes with whom is written at the desk, and an absence says who would go alone before it is entered."""

import sqlalchemy as sa

from app.accounts.domain import Role
from tests.sync.server import schema
from tests.sync.server.desk.browser import at_desk, text_of
from tests.sync.server.station import EAST, WEST, Station

PATH = "/desk/duty/pairs"


def test_that_who_would_go_alone_is_said_before_an_absence_is_entered_and_by_the_check(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    boss = at_desk(station, "vedouci", Role.SUPERVISOR)
    assert "Zatím žádná dvojice" in text_of(boss.get(PATH))
    assert boss.post(PATH, {"first": novak, "second": cerna}).status == 303
    assert boss.post(f"{PATH}/needed", {f"two {WEST}": "1"}).status == 303
    page = boss.get(PATH)
    assert "Novak + Cerna" in text_of(page)
    assert "nejde nikdo sám" in text_of(page)
    assert f'name="two {WEST}" value="1" checked' in page.body.decode()
    assert f'name="two {EAST}" value="1" checked' not in page.body.decode()
    form = {"officer": cerna, "kind": "leave", "first": "2026-03-04", "last": "2026-03-05", "cover": novak}
    hours = {"first_hour": "", "last_hour": ""}
    tried = boss.post("/desk/duty/absence", form | hours)
    said = "4. 3. 2026 – 5. 3. 2026: Západ, kde mají být dva: Novak zůstane bez dvojice, chybí Cerna."
    assert said in text_of(tried)
    assert boss.post("/desk/duty/absence", form | hours | boss.fields(tried)).status == 303
    assert said in text_of(boss.get("/desk/duty/check"))
    assert said in text_of(boss.get(PATH))
    pair_id = station.scalar(sa.select(schema.duty_pair.c.id))
    assert boss.post(f"{PATH}/end", {"pair": str(pair_id)}).status == 303
    assert "Novak není v žádné dvojici" in text_of(boss.get(PATH))
    again = boss.post(f"{PATH}/end", {"pair": str(pair_id)})
    assert "Už to skončilo dřív" in text_of(boss.get(again.headers["location"]))
    assert boss.post(f"{PATH}/end", {"pair": "nic"}).status == 404
    assert boss.post(f"{PATH}/needed", {}).status == 303
    assert "není v žádné" not in text_of(boss.get(PATH))
    actions = [row.action for row in station.all(sa.select(schema.audit.c.action))]
    assert [actions.count(one) for one in ("duty.pair", "duty.pair_end", "duty.two_needed")] == [1, 1, 2]


def test_that_what_can_be_no_pair_is_said_and_stays_in_the_form(station: Station) -> None:
    novak, cerna = station.person("novak", Role.OFFICER, WEST), station.person("cerna", Role.OFFICER, EAST)
    dudek = station.person("dudek", Role.OFFICER)
    boss = at_desk(station, "vedouci", Role.ADMIN)
    boss.get(PATH)
    boss.post(PATH, {"first": novak, "second": cerna})
    for odd, said in (
        ({"first": dudek, "second": cerna}, "už v nějaké dvojici je"),
        ({"first": dudek, "second": dudek}, "sám se sebou"),
        ({"first": dudek, "second": ""}, "Vyberte dva strážníky"),
    ):
        answer = boss.post(PATH, odd)
        assert (answer.status, said in text_of(answer)) == (422, True), odd
        assert f'<option value="{dudek}" selected>' in answer.body.decode()
    assert boss.post(f"{PATH}/needed", {"two nic": "1"}).status == 422
    assert len(station.all(sa.select(schema.duty_pair))) == 1
    assert not station.all(sa.select(schema.pair_district))
    assert at_desk(station, "pult", Role.DISPATCHER).get(PATH).status == 403
