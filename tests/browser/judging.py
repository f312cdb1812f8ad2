"""What is asked of every page in one pass: rules of access, colours, sizes, words, what the browser complains of."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from playwright.sync_api import ConsoleMessage, Page, Request, Response, ViewportSize

from sync.server.http.catalogues import entries
from tests.browser.hands import Keys

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
DESK: Final[ViewportSize] = {"width": 1280, "height": 800}
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE: Final = """
options => axe.run(document, options).then(all => all.violations.map(
  one => [one.id, one.nodes.map(node => node.html + " " + node.failureSummary)]))"""
LAID_OUT: Final = """
() => {
  const root = document.documentElement, found = [], named = one => one.outerHTML.slice(0, 100);
  if (root.scrollWidth > root.clientWidth) {
    found.push(`${root.scrollWidth - root.clientWidth} px wider than the screen`);
    for (const one of document.querySelectorAll("body *"))
      if (one.getBoundingClientRect().right > root.clientWidth + 1 && ![...one.children].some(
        inner => inner.getBoundingClientRect().right > root.clientWidth + 1)) found.push("sticks out: " + named(one));
  }
  for (const one of document.querySelectorAll("[aria-current]")) {
    const place = one.getBoundingClientRect();
    if (place.left < 0 || place.right > root.clientWidth) found.push("where one is is out of view: " + named(one));
  }
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one);
    if (one.closest(".unseen, .default, [hidden], svg, input") || style.display === "none") continue;
    const is_cutting = ["hidden", "clip"].includes(style.overflowX) || one.tagName === "BUTTON";
    if (is_cutting && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1) found.push("cut: " + named(one));
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const may_break = ".written, .address, .unseen, [href^=mailto], svg, option";
    if (parent.closest(may_break) || getComputedStyle(parent).hyphens === "auto") continue;
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      const tops = [...range.getClientRects()].map(one => Math.round(one.top));
      if (new Set(tops).size > 1) found.push(`broken: ${word[0]} in ${named(parent)}`);
    }
  }
  return found;
}"""
READ: Final = """
() => {
  const found = [["", document.title]], language = one => one.closest("[lang]").lang;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push([language(walker.currentNode.parentElement), walker.currentNode.data]);
  const names = ["alt", "title", "aria-label", "placeholder", "data-head", "data-sending", "data-failed", "data-say"];
  for (const name of names)
    for (const one of document.querySelectorAll(`[${name}]`)) found.push([language(one), one.getAttribute(name)]);
  return found.filter(([, text]) => text.trim());
}"""


_REFUSED: Final = re.compile(
    r"4\d\d: |console: Failed to load resource: the server responded with a status of 4\d\d|.*net::ERR_ABORTED$"
)
"""What an answer that refuses is known by, and a picture that was left before it came."""


def words(text: str) -> frozenset[str]:
    """The words of a text of two letters and more."""
    return frozenset(word.casefold() for word in re.findall(r"\b[^\W\d_]{2,}\b", text))


@lru_cache
def strange() -> dict[str, frozenset[str]]:
    """The words of the catalogue that belong to the other language alone, by the language of a page."""
    catalogue = files("resources") / "portal" / "languages" / "cs.po"
    english: set[str] = set()
    czech: set[str] = set()
    for entry in entries(catalogue.read_text(encoding="utf-8")):
        if entry.source:
            english |= words(_bare(f"{entry.source} {entry.plural}"))
            czech |= words(_bare(" ".join(entry.forms.values())))
    return {"cs": frozenset(english - czech), "en": frozenset(czech - english)}


def _bare(text: str) -> str:
    return re.sub(r"%\(\w+\)s|%%|<[^>]+>|https?://\S+|/\S+", " ", text)


class Eye:
    """A page of a browser, and what it complained of since it was asked last."""

    def __init__(self, page: Page, language: str, given: frozenset[str]) -> None:
        self.page, self.language, self._given = page, language, given
        self._heard: list[str] = []
        self._tools = page.context.new_cdp_session(page)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._heard.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def found(self, first: ViewportSize) -> Iterator[str]:
        """All that is wrong with the page as it is; at the size ``first`` it is read by rules, at others looked at.

        Letters of double size are for everybody at a desk, and for residents on the phone as well.
        """
        page = self.page
        page.set_viewport_size(first)
        yield from self._axe(*RULES)
        if self.language == "cs":
            yield from Keys(page).tour()
        yield from self._strange_words()
        large = [(DESK, 200)] if first is DESK else [(DESK, 200), (PHONE, 200)]
        for size, scale in ((PHONE, 100), (NARROW, 100), (DESK, 100), *large):
            page.set_viewport_size(size)
            self._letters(scale)
            yield from (f"{size['width']} px at {scale} %: {one}" for one in page.evaluate(LAID_OUT))
        self._letters(100)
        page.set_viewport_size(first)
        page.emulate_media(color_scheme="dark")
        yield from (f"dark: {one}" for one in self._axe("color-contrast"))
        page.emulate_media(color_scheme="light")
        heard, self._heard = self._heard, []
        yield from heard

    def glance(self, size: ViewportSize, *, may_refuse: bool = False) -> Iterator[str]:
        """What is wrong with the page at one size; an answer that refuses is none where one is expected."""
        page = self.page
        page.set_viewport_size(size)
        yield from self._axe(*RULES)
        yield from self._strange_words()
        yield from page.evaluate(LAID_OUT)
        heard, self._heard = self._heard, []
        yield from (one for one in heard if not (may_refuse and _REFUSED.match(one)))

    def _letters(self, scale: int) -> None:
        """Letters as large as somebody chose in the settings of the browser, in percent of what they are."""
        self._tools.send(
            "Page.setFontSizes", {"fontSizes": {"standard": 16 * scale // 100, "fixed": 13 * scale // 100}}
        )

    def _axe(self, *rules: str) -> Iterator[str]:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        only = {"type": "rule" if rules == ("color-contrast",) else "tag", "values": list(rules)}
        for rule, nodes in self.page.evaluate(AXE, {"runOnly": only, "resultTypes": ["violations"]}):
            yield from (f"{rule}: {node}" for node in nodes)

    def _strange_words(self) -> Iterator[str]:
        for language, text in self.page.evaluate(READ):
            odd = words(_bare(text)) & strange()[self.language] - self._given if language in ("", self.language) else ()
            if odd:
                yield f"not in {self.language}: {sorted(odd)} in {' '.join(text.split())!r}"

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        self._heard.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._heard.append(f"{response.status}: {response.url}")
