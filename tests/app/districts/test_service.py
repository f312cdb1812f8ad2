"""Districts, officers and categories come in the order of the Czech alphabet."""

from app.accounts.domain import Officer, Role
from app.districts.domain import Category, District
from app.session import DeviceSession
from tests.app.device import pull, row

NAMES = ("Žižkova", "Chomutovská", "Čapkova", "Horní Ves", "Cihelná", "Zahradní", "Řetenická", "Rokycanova")
ORDERED = ["Cihelná", "Čapkova", "Horní Ves", "Chomutovská", "Rokycanova", "Řetenická", "Zahradní", "Žižkova"]
FLAT = {"type": "Polygon", "coordinates": []}


def test_that_look_ups_stand_in_the_order_of_czech(device: DeviceSession) -> None:
    rows = []
    for n, name in enumerate(NAMES):
        rows.append(row("district", f"x{n}", District(f"x{n}", name, FLAT), "city"))
        rows.append(row("category", f"x{n}", Category(f"x{n}", name), "city"))
        person = f"00000000-0000-7000-8000-0000000001{n:02d}"
        rows.append(row("officer", person, Officer(person, name, Role.OFFICER), "city"))
    pull(device, rows)
    service = device.districts
    for found in (service.districts(), service.categories(), service.officers()):
        assert [one.name for one in found if one.name in NAMES] == ORDERED
