"""The hands of somebody at a page: a thumb whose taps are counted, and a keyboard that is all there is."""

from itertools import pairwise
from typing import Final

from playwright.sync_api import BrowserContext, Page

_STOPS: Final = """
() => {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  const found = [...all].filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden"
    && one.checkVisibility());
  const first = one => found.find(other => other.name === one.name && other.type === "radio" && (other.checked
    || !found.some(each => each.name === one.name && each.type === "radio" && each.checked)));
  window.stops = found.filter(one => one.type !== "radio" || first(one) === one);
  return stops.length;
}"""
_HERE: Final = """
() => {
  const one = document.activeElement;
  if (one === document.body) return [-1, true, ""];
  const holder = one.closest("label:has(:focus-visible)") ?? one;
  const is_seen = [one, holder].some(each => {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    const is_there = box.bottom > 0 && box.top < innerHeight;
    return is_there && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  return [stops.indexOf(one), is_seen, one.outerHTML.slice(0, 90)];
}"""


_PARTS: Final = 5
"""Of the field of a date at most, each a stop of Tab."""


class Thumb:
    """Taps what is seen, where it is seen, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        """The one thing that this names."""
        self.page.locator(selector).tap()
        self.taps += 1


class Keys:
    """Goes from stop to stop by Tab; each has to be seen when it is come to."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tour(self) -> list[str]:
        """Once round the page, from wherever one is; what is wrong on the way."""
        count: int = self.page.evaluate(_STOPS)
        seen: list[int] = []
        found: list[str] = []
        for _ in range(_PARTS * count + 1):
            self.page.keyboard.press("Tab")
            at, is_seen, what = self.page.evaluate(_HERE)
            if at < 0 or at == (seen or [-1])[-1]:
                continue  # the end of the page, or a part of the field of a date, which the browser marks by itself
            if len(seen) == count:
                break
            seen.append(at)
            if not is_seen:
                found.append(f"by Tab one does not see where one is: {what}")
        if sorted(seen) != list(range(count)) or sum(one > other for one, other in pairwise(seen)) > 1:
            found.append(f"by Tab one comes to {seen} of {count}")
        return found

    def to(self, selector: str) -> None:
        """By Tab to what this names."""
        for _ in range(self.page.evaluate(_STOPS) + 1):
            self.page.keyboard.press("Tab")
            _, is_seen, what = self.page.evaluate(_HERE)
            assert is_seen, f"not seen where one is: {what}"
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{self.page.url}: Tab does not come to {selector}")

    def write(self, selector: str, text: str) -> None:
        """Into an empty field."""
        self.to(selector)
        self.page.keyboard.type(text)

    def press(self, selector: str, key: str = "Enter") -> None:
        """What leads to another page."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


def page_of(context: BrowserContext) -> Page:
    """A page that waits as long as a busy machine may take."""
    page = context.new_page()
    page.set_default_timeout(180_000)
    return page
