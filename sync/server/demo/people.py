"""The persons of the demo city. They are made up; any likeness to living people is chance."""

from typing import Final

import msgspec

from app.accounts.domain import Role


class Person(msgspec.Struct, frozen=True):
    """One account of the demo city; ``districts`` counts the primary districts that fall to an officer."""

    login: str
    name: str
    role: Role
    badge: str = ""
    phone: str = ""
    districts: int = 0


PEOPLE: Final = (
    Person("kos", "Jan Kos", Role.OFFICER, "1041", "+420 777 000 041", 1),
    Person("sykorova", "Eva Sýkorová", Role.OFFICER, "1042", "+420 777 000 042", 1),
    Person("cermak", "Petr Čermák", Role.OFFICER, "1043", "+420 777 000 043", 1),
    Person("strakova", "Lenka Straková", Role.OFFICER, "1044", "+420 777 000 044", 1),
    Person("dudek", "Martin Dudek", Role.OFFICER, "1045", "+420 777 000 045", 2),
    Person("vlastovkova", "Alena Vlaštovková", Role.OFFICER, "1046", "+420 777 000 046", 1),
    Person("krahulec", "Tomáš Krahulec", Role.OFFICER, "1047", "+420 777 000 047", 1),
    Person("ledna", "Klára Ledňáčková", Role.OFFICER, "1048", "+420 777 000 048", 1),
    Person("jestrab", "Ivana Jestřábová", Role.SUPERVISOR, "1001", "+420 777 000 001"),
    Person("pevuska", "Ondřej Pěvuška", Role.DISPATCHER, "1100", "+420 777 000 100"),
    Person("datel", "Radek Datel", Role.ADMIN, "1000", "+420 777 000 000"),
)

RESIDENTS: Final = (
    "Marie Nováčková", "Josef Havránek", "Hana Kulíšková", "Karel Zvonek", "Jitka Budníčková", "Pavel Rákosník",
    "Věra Brhlíková", "Milan Konipas", "Zdenka Stehlíková", "Roman Čejka", "Alžběta Pěnkavová", "Vojtěch Sokolík",
)  # fmt: skip
