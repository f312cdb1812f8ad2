"""What a form answers, in each language: to nothing filled in, and to what was taken."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from app.accounts.domain import Role
from sync.server.http import cookies
from tests.browser import walk
from tests.browser.city import City
from tests.browser.judging import DESK, PHONE, Eye
from tests.browser.test_by_hand import CONTINUE, TEXT, choice, photo
from tests.browser.test_every_page import at
from tests.browser.walk import SPOT, Sight

pytestmark = pytest.mark.web
SAID: Final = (200, 403, 409, 422)
"""Taken, not let in, overtaken, refused in words."""
FORMS: Final = """
() => [...document.querySelectorAll("form[method=post]")].flatMap((form, at) => {
  const fields = [...form.elements].filter(one => one.type !== "hidden" && !["submit", "fieldset"].includes(one.type));
  return fields.length ? [[at, form.id + fields.map(one => one.name).join()]] : [];
})"""
SEND_EMPTY: Final = """
at => {
  const form = document.querySelectorAll("form[method=post]")[at];
  const buttons = [...form.elements].filter(one => one.type === "submit" && !one.classList.contains("default"));
  for (const one of form.elements) {
    if (["text", "email", "tel", "search", "date", "time", "number", "password", "textarea"].includes(one.type))
      one.value = "";
    if (one.type === "radio" || one.type === "checkbox") one.checked = false;
  }
  form.noValidate = true;
  form.requestSubmit(buttons.find(one => !one.formNoValidate && !one.classList.contains("quiet")) ?? buttons[0]);
}"""


def sent_empty(eye: Eye, origin: str, sights: Iterator[Sight], enter: dict[Role, str]) -> Iterator[str]:
    """Each form of each of these pages once, sent with nothing in it: where, and what came back."""
    seen: set[str] = set()
    page = eye.page
    for sight in sights:
        if sight.role:
            at(page.context, origin, **{cookies.SESSION.removeprefix("__Host-"): enter[sight.role]})
        page.goto(origin + sight.path)
        forms = [(number, fields) for number, fields in page.evaluate(FORMS) if fields not in seen]
        for count, (number, fields) in enumerate(forms):
            seen.add(fields)
            if count:
                page.goto(origin + sight.path)
            with page.expect_navigation() as answer:
                page.evaluate(SEND_EMPTY, number)
            response = answer.value
            assert response is not None
            assert response.status in SAID, (sight.path, fields, response.status)
            yield f"{sight}, form {number} ({fields}), {response.status}"


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("is_desk", [False, True], ids=["residents", "desk"])
def test_that_nothing_is_wrong_with_what_a_form_says_to_nothing(
    chromium: Browser, served: City, language: str, *, is_desk: bool
) -> None:
    context = chromium.new_context(ignore_https_errors=True, locale=language)
    at(context, served.residents.origin, **served.kept)
    eye, found = Eye(context.new_page(), language, served.given), []
    sights = walk.of_desk(served) if is_desk else walk.of_residents(served)
    origin = served.desk.origin if is_desk else served.residents.origin
    for where in sent_empty(eye, origin, sights, served.secrets):
        found += [f"{where}: {one}" for one in eye.glance(DESK if is_desk else PHONE, may_refuse=True)]
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["cs", "en"])
def test_that_nothing_is_wrong_with_the_steps_of_what_residents_send(
    chromium: Browser, served: City, language: str
) -> None:
    context = chromium.new_context(ignore_https_errors=True, locale=language)
    page = context.new_page()
    eye, origin = Eye(page, language, served.given), served.residents.origin
    found: list[str] = []

    def glance(where: str) -> None:
        found.extend(f"{where}: {one}" for one in eye.glance(PHONE, may_refuse=True))

    page.goto(origin + "/podnet/popis?category=light")
    page.locator("#where").fill("Palackého 3")
    page.locator("#text").fill(TEXT)
    page.locator("#photos").set_input_files([photo()])
    page.locator(CONTINUE).click()
    expect(page.locator(".photos img")).to_have_count(1)
    glance("before a tip is sent")
    page.locator("form#draft > button:not(.quiet, .default)").click()
    expect(page.locator(".address a")).to_be_visible()
    glance("a tip was sent")
    page.goto(f"{origin}/hodnotit/jak?spot={SPOT}")
    for name, value in {"part": "day", "answer": "very_safe", "frequency": "daily"}.items():
        page.locator(choice(name, value)).click()
    page.locator("button[name=do][value=send]").click()
    expect(page.locator("p.code")).to_be_visible()
    glance("a rating was sent")
    page.goto(f"{origin}/sledovat/{served.names['asked']}/odpovedet")
    page.locator("#text").fill("Je to u garáží.")
    page.locator("form#draft > button").click()
    expect(page.locator(".taken")).to_be_visible()
    glance("an answer was sent")
    context.close()
    assert not found, "\n".join(found)
