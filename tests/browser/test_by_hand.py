"""Residents do what the pages are for by thumb, by keyboard alone, and without scripts: counted."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.city import City
from tests.browser.hands import Keys, Thumb, page_of
from tests.browser.judging import PHONE
from tests.browser.walk import SPOT
from tests.sync.server.photos.test_previews import lying

pytestmark = pytest.mark.web
MOST_TAPS, MOST_SCREENS = 4, 3
LARGEST_FIRST_PAGE = 150_000
TEXT = "U lavičky leží rozbité sklo."
SENT, CONTINUE = "Odesláno. Děkujeme.", "form button[name=do][value=preview]:not(.default)"


def photo() -> FilePayload:
    return {"name": "o.jpg", "mimeType": "image/jpeg", "buffer": lying(6)}


def opened(chromium: Browser, *, has_touch: bool = False, has_scripts: bool = True) -> BrowserContext:
    return chromium.new_context(
        ignore_https_errors=True, locale="cs", viewport=PHONE, has_touch=has_touch, is_mobile=has_touch,
        java_script_enabled=has_scripts,
    )  # fmt: skip


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = opened(chromium)
    yield page_of(context)
    context.close()


@pytest.fixture
def thumb(chromium: Browser) -> Iterator[Thumb]:
    context = opened(chromium, has_touch=True)
    yield Thumb(page_of(context))
    context.close()


@pytest.fixture
def bare(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = opened(chromium, has_scripts=False)
    yield page_of(context)
    context.close()


def choice(name: str, value: str) -> str:
    return f"label.choice:has(input[name={name}][value={value}])"


def test_that_a_rating_takes_four_taps_after_the_place(thumb: Thumb, served: City) -> None:
    thumb.page.goto(f"{served.residents.origin}/hodnotit/jak?spot={quote(SPOT)}")
    for name, value in {"part": "night", "answer": "rather_unsafe", "frequency": "weekly"}.items():
        thumb.tap(choice(name, value))
    thumb.tap("button[name=do][value=send]")
    expect(thumb.page.locator("p.code")).to_be_visible()
    assert thumb.taps <= MOST_TAPS


def test_that_a_tip_with_a_photo_takes_three_screens(thumb: Thumb, served: City) -> None:
    screens: list[str | None] = []
    page = thumb.page

    def leave(selector: str) -> None:
        screens.append(page.locator("h1").text_content())
        thumb.tap(selector)

    page.goto(f"{served.residents.origin}/podnet")
    leave("a.tile[href*='category=light']")
    page.locator("#where").fill("Palackého 3")
    page.locator("#text").fill(TEXT)
    page.locator("#photos").set_input_files([photo()])
    expect(page.locator(".photos img")).to_have_count(1)
    leave(CONTINUE)
    expect(page.locator(".photos img")).to_have_count(1)
    leave("form#draft > button:not(.quiet, .default)")
    expect(page.locator("h1")).to_have_text(SENT)
    assert len(screens) <= MOST_SCREENS, screens
    assert thumb.taps <= MOST_SCREENS, "beside what is typed, one tap leads on from each screen"


def test_that_the_first_page_is_light(page: Page, served: City) -> None:
    """Over the wire as the browser counted it, heads of answers and the style included."""
    for path in ("/", "/podnet", "/hodnotit"):
        page.goto(served.residents.origin + path)
        kinds = "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        sizes = page.evaluate(f"{kinds}.map(one => [one.name, one.transferSize])")
        assert sum(size for _, size in sizes) < LARGEST_FIRST_PAGE, sizes
        assert sizes[0][1] > 0


def test_that_a_tip_is_sent_by_the_keyboard_alone(page: Page, served: City) -> None:
    keys = Keys(page)
    page.goto(served.residents.origin + "/")
    keys.press("a[href='/podnet']")
    keys.press("a.tile[href*='category=light']")
    keys.write("#where", "Palackého 3")
    keys.write("#text", TEXT)
    keys.write("#email", "jana@example.cz")
    keys.press(CONTINUE)
    assert keys.tour() == []
    keys.press("form#draft > button:not(.quiet, .default)")
    expect(page.locator("h1")).to_have_text(SENT)
    keys.press(".address a")
    assert keys.tour() == []


def test_that_a_place_is_found_and_rated_by_the_keyboard_alone(page: Page, served: City) -> None:
    keys = Keys(page)
    page.goto(served.residents.origin + "/hodnotit")
    keys.write("#where", "palackeho 3")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keys.press(".places a")
    assert keys.tour() == []
    for name in ("part", "answer", "frequency"):
        keys.to(f"input[name={name}]")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    keys.press("button[name=do][value=send]")
    expect(page.locator("p.code")).to_be_visible()


def test_that_a_tip_is_followed_and_a_question_answered_by_the_keyboard_alone(page: Page, served: City) -> None:
    keys = Keys(page)
    page.goto(f"{served.residents.origin}/sledovat/{served.names['asked']}")
    keys.press("a[href$='/odpovedet']")
    keys.write("#text", "U zadního vchodu.")
    keys.press("form#draft > button")
    expect(page.locator(".taken")).to_have_text("Odesláno vašemu strážníkovi.")
    expect(page.locator(".conversation")).to_contain_text("U zadního vchodu.")


def test_that_everything_is_done_without_scripts(bare: Page, served: City) -> None:
    origin, page = served.residents.origin, bare
    page.goto(origin + "/podnet/popis?category=light")
    page.locator("#where").fill("Palackého 3")
    page.locator("#text").fill(TEXT)
    page.locator("#photos").set_input_files([photo()])
    page.locator(CONTINUE).click()
    expect(page.locator(".photos img")).to_have_count(1)
    page.locator("form#draft > button:not(.quiet, .default)").click()
    expect(page.locator("h1")).to_have_text(SENT)
    page.locator(".address a").click()
    expect(page.locator("h1")).to_have_text("Váš podnět")
    page.goto(f"{origin}/hodnotit/jak?spot={quote(SPOT)}")
    for name, value in {"part": "day", "answer": "very_safe", "frequency": "daily"}.items():
        page.locator(choice(name, value)).click()
    page.locator("button[name=do][value=send]").click()
    expect(page.locator("p.code")).to_be_visible()
    page.goto(f"{origin}/sledovat/{served.names['asked']}/odpovedet")
    page.locator("#text").fill("Je to u garáží.")
    page.locator("form#draft > button").click()
    expect(page.locator(".taken")).to_have_text("Odesláno vašemu strážníkovi.")
    page.goto(f"{origin}/sledovat/{served.names['judged']}")
    page.locator("a[href$='/hodnoceni']").click()
    page.locator(choice("said", "partly")).click()
    page.locator("#text").fill("Druhá lampa pořád nesvítí.")
    page.locator("form#draft > button").click()
    expect(page.locator(".taken")).to_have_text("Děkujeme. Strážník uvidí, co jste řekli.")
