"""Nobody sees a photo before a person released it, everybody sees what was released to them and nothing of what was
covered, and nobody sees it any more once it is withdrawn or erased."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from PIL import Image

from app.accounts.domain import Role
from app.tips import operations as ops
from sync.server import cli
from sync.server.districts.usual import CATEGORIES
from sync.server.erasure.service import erase
from sync.server.ground.documents import render
from sync.server.intake.seal import hash_of
from sync.server.photos.covers import Box
from sync.server.privacy import jobs
from sync.server.showing import repository, service
from sync.server.showing.domain import MOST_BYTES, Audience, Side, Trouble
from sync.server.showing.service import Said
from tests.sync.server import schema
from tests.sync.server.residents.test_photos import post as post_form
from tests.sync.server.residents.visitor import WRITTEN, Visitor, pages, work
from tests.sync.server.showing.town import HALF, HERE, LAMP, PICTURE, Shown, is_red, shown_town
from tests.sync.server.station import WEST, Station


@pytest.fixture
def visitor(station: Station) -> Iterator[Visitor]:
    with pages(station) as one:
        yield one


@pytest.fixture
def open_town(station: Station, visitor: Visitor) -> Shown:
    return shown_town(station, visitor)


@pytest.fixture
def town(open_town: Shown) -> Shown:
    open_town.close()
    return open_town


def pixels(raw: bytes) -> Image.Image:
    with Image.open(io.BytesIO(raw)) as image:
        assert not image.getexif()
        return image.convert("RGB")


def waiting(town: Shown) -> list[str]:
    return [one.photo_id for one in service.queue(town.station.server, town.boss, 50).waiting]


def test_that_a_photo_waits_once_its_tip_is_closed_and_no_more_when_somebody_decided(open_town: Shown) -> None:
    assert waiting(open_town) == []
    assert open_town.cover() is Trouble.CLOSED_TO_ALL
    open_town.close()
    assert waiting(open_town) == [open_town.photo_id]
    assert open_town.cover() is None
    assert waiting(open_town) == [open_town.photo_id], "looked at is not decided"
    assert open_town.on_own_page() == []
    assert service.keep_back(open_town.station.server, open_town.boss, open_town.photo_id) is None
    assert waiting(open_town) == []
    assert open_town.station.scalar(sa.select(schema.shown_photo.c.picture)) is None
    assert service.wait_again(open_town.station.server, open_town.boss, open_town.photo_id) is None
    assert waiting(open_town) == [open_town.photo_id]


def test_that_the_parties_see_exactly_what_was_looked_at_and_nothing_of_what_is_covered(town: Shown) -> None:
    town.cover()
    looked = service.covered(town.station.server, town.boss, town.photo_id, town.mark)
    assert town.show(Audience.PARTIES) is None
    page = town.visitor.get(f"/sledovat/{town.secret}").body.decode()
    ((address, words),) = PICTURE.findall(page)
    assert words == LAMP.words
    assert "Jak to tam vypadá teď" in page
    answer = town.visitor.get(address)
    assert answer.raw == looked
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert len(answer.raw) <= MOST_BYTES
    assert b"Anna" not in answer.raw
    image = pixels(answer.raw)
    assert image.size == (400, 200)
    assert not any(is_red(image, x, y) for x in range(200) for y in range(0, 200, 7))
    assert all(is_red(image, x, y) for x in range(216, 400, 9) for y in range(8, 200, 7))
    english = town.visitor.get(f"/sledovat/{town.secret}?lang=en").body.decode()
    assert 'alt="The lamp shines again." lang="en"' in english
    assert town.actions()[-1] == "photo.show"
    assert town.on_district() == [], "to the parties is not to everybody"


def test_that_everybody_sees_it_by_a_decision_of_its_own(town: Shown) -> None:
    town.cover()
    assert town.show(Audience.ALL) is None
    assert town.on_district() == town.on_own_page() != []
    assert "Předtím a potom" in town.visitor.get(f"/lokalita/{WEST}").body.decode()
    other = town.visitor.get("/lokalita/east").body.decode()
    assert PICTURE.findall(other) == []
    assert town.withdraw(Audience.PARTIES) is Trouble.MEANWHILE, "that was never decided"


def test_that_who_it_is_withdrawn_from_sees_it_no_more_from_that_moment(town: Shown) -> None:
    town.cover()
    town.show(Audience.PARTIES)
    town.show(Audience.ALL)
    (public,) = town.on_district()
    assert town.withdraw(Audience.ALL) is None
    assert town.on_district() == []
    assert town.visitor.get(public).status == 404, "who noted its address does not see it by that either"
    (own,) = town.on_own_page()
    assert town.visitor.get(own).status == 200
    assert town.withdraw(Audience.PARTIES) is None
    assert town.on_own_page() == []
    assert town.visitor.get(own).status == 404
    assert waiting(town) == [town.photo_id]
    assert town.actions().count("photo.withdraw") == 2


def test_that_what_is_covered_anew_is_withdrawn_and_only_the_picture_that_was_seen_is_shown(town: Shown) -> None:
    town.cover()
    before = town.mark
    town.show(Audience.PARTIES)
    (address,) = town.on_own_page()
    town.cover(Box(0, 0, 10_000, 10_000))
    assert town.on_own_page() == []
    assert town.visitor.get(address).status == 404
    assert town.show(Audience.PARTIES, mark=before) is Trouble.MEANWHILE
    assert town.on_own_page() == []
    assert town.show(Audience.PARTIES, Said(None, "x", "")) is Trouble.MEANWHILE
    assert town.show(Audience.PARTIES, Said(Side.BEFORE, "", "")) is Trouble.MEANWHILE
    assert town.on_own_page() == []
    assert town.show(Audience.PARTIES) is None
    assert town.visitor.get(town.on_own_page()[0]).status == 200


def test_that_of_a_private_category_nothing_is_shown_whatever_was_decided(town: Shown) -> None:
    town.cover()
    town.show(Audience.PARTIES)
    town.show(Audience.ALL)
    (address,) = town.on_own_page()
    where = ["--database", town.station.settings.database, "--files", str(town.station.settings.files)]
    assert cli.main(["privacy", "category", "nothing", "private", *where]) == 2
    assert cli.main(["privacy", "category", "light", "private", *where]) == 0
    assert (town.on_own_page(), town.on_district()) == ([], [])
    assert town.visitor.get(address).status == 404
    assert town.cover() is Trouble.CLOSED_TO_ALL
    assert town.show(Audience.ALL) is Trouble.CLOSED_TO_ALL
    assert town.withdraw(Audience.ALL) is None
    assert town.withdraw(Audience.PARTIES) is None
    assert waiting(town) == []


def test_that_some_usual_categories_are_private() -> None:
    assert {one.id for one in CATEGORIES if one.private} == {"noise", "drinking"}
    assert '"private":true' in render(next(one for one in CATEGORIES if one.private))


def test_that_a_tip_that_is_opened_again_is_on_no_page_of_the_town(town: Shown) -> None:
    town.cover()
    town.show(Audience.ALL)
    (address,) = town.on_district()
    town.station.supervisor("velitel").do(town.tip_id, ops.TipReopen("Nesvítí"))
    assert town.on_district() == []
    assert town.visitor.get(address).status == 404
    assert town.show(Audience.PARTIES) is Trouble.CLOSED_TO_ALL


def test_that_a_moderator_decides_of_the_whole_town_and_an_officer_of_nothing(town: Shown) -> None:
    moderator = town.person("moderatorka", Role.MODERATOR)
    assert [one.photo_id for one in service.queue(town.station.server, moderator, 9).waiting] == [town.photo_id]
    assert service.cover(town.station.server, moderator, town.photo_id, HALF, LAMP) is None
    other = town.person("cizi", Role.OFFICER)
    assert service.find(town.station.server, other, town.photo_id) is None
    assert service.whole(town.station.server, other, town.photo_id) is None
    assert service.cover(town.station.server, other, town.photo_id, HALF, LAMP) is Trouble.GONE
    assert (
        service.show(town.station.server, other, town.photo_id, Audience.ALL, replace(LAMP, mark=town.mark))
        is Trouble.GONE
    )
    assert town.on_own_page() == []


def test_that_an_erased_tip_leaves_no_picture(town: Shown) -> None:
    town.cover()
    town.show(Audience.PARTIES)
    (address,) = town.on_own_page()
    number = str(town.station.scalar(sa.select(schema.tip.c.number).where(schema.tip.c.id == town.tip_id)))
    erase(town.station.server, [number], "command")
    assert town.station.all(sa.select(schema.shown_photo)) == []
    assert town.visitor.get(address).status == 404


def test_that_photos_over_their_deadline_are_shown_no_more(town: Shown) -> None:
    town.cover()
    town.show(Audience.PARTIES)
    (address,) = town.on_own_page()
    town.station.clock.forward(days=3 * 365 - 1)
    jobs.pictures(town.station.server)
    assert town.visitor.get(address).status == 200
    town.station.clock.forward(days=2)
    jobs.pictures(town.station.server)
    assert town.station.all(sa.select(schema.shown_photo)) == []
    assert town.visitor.get(address).status == 404


def test_that_who_erases_their_data_is_shown_nothing_and_what_they_sent_is_shown_to_nobody(
    station: Station, visitor: Visitor
) -> None:
    visitor.get("/podnet/popis?category=light")
    station.clock.forward(seconds=30)
    sent = io.BytesIO()
    Image.new("RGB", (300, 200), (0, 90, 0)).save(sent, "JPEG")
    assert (
        post_form(visitor, "/podnet/popis", WRITTEN | {"do": "preview", "where": HERE}, [sent.getvalue()]).status == 200
    )
    secret = visitor.post("/podnet/odeslat", {}).headers["location"].split("/")[2][:22]
    work(station)
    tip_id = str(station.scalar(sa.select(schema.tip.c.id)))
    town = shown_town(station, visitor)
    town.sender.tip_id, town.secret = tip_id, secret
    town.close()
    own = str(station.scalar(sa.select(schema.photo.c.id).where(schema.photo.c.root_id == tip_id)))
    town.sender.send(_blue())
    work_photo = str(
        station.scalar(sa.select(schema.photo.c.id).where(schema.photo.c.root_id == tip_id, schema.photo.c.id != own))
    )
    for photo_id in (own, work_photo):
        town.photo_id = photo_id
        assert town.cover() is None
        assert town.show(Audience.PARTIES) is None
    assert len(town.on_own_page()) == 2
    visitor.get(f"/sledovat/{secret}/vymazat")
    assert visitor.post(f"/sledovat/{secret}/vymazat", {}).status == 303
    with station.server.database.read() as connection:
        assert repository.of_link(connection, hash_of(secret)) == [], "before the job as well"
    work(station)
    assert [row.photo_id for row in station.all(sa.select(schema.shown_photo))] == [work_photo]


def _blue() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 200), (0, 0, 160)).save(out, "JPEG")
    return out.getvalue()
