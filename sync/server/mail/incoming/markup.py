"""Text of a mail that is HTML alone: linear in time, nothing is loaded, a quotation becomes lines that begin with >."""

import html
import re
from typing import Final

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
        "table", "td", "th", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN: Final = ("script", "style", "title", "template", "noscript", "svg")
_TAG: Final = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


def text_of(markup: str) -> str:
    """What a person sees of it."""
    return _Page(markup).text()


class _Page:
    def __init__(self, markup: str) -> None:
        self._all, self._small = markup, markup.lower()
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._quoted = 0

    def text(self) -> str:
        """Go through it once."""
        at = 0
        while (opened := self._all.find("<", at)) >= 0:
            self._say(self._all[at:opened])
            at = self._beyond(opened)
        self._say(self._all[at:])
        self._end_line()
        return "\n".join(self._lines).strip()

    def _beyond(self, opened: int) -> int:
        """Take a tag in; where what follows it begins."""
        if self._all.startswith("<!--", opened):
            return self._after("-->", opened + 4)
        tag = _TAG.match(self._all, opened + 1)
        if tag is None and self._all[opened + 1 : opened + 2] not in ("!", "?"):
            self._say("<")
            return opened + 1
        end = self._after(">", opened)
        if tag is None:
            return end
        name = tag[2].lower()
        if name in _UNSEEN and not tag[1]:
            return self._after(">", self._after(f"</{name}", end))
        self._take(name, closing=bool(tag[1]))
        return end

    def _after(self, sign: str, start: int) -> int:
        found = self._small.find(sign, start)
        return len(self._all) if found < 0 else found + len(sign)

    def _take(self, name: str, *, closing: bool) -> None:
        if name == "br":
            self._end_line()
        elif name in _BLOCKS:
            if self._pieces:
                self._end_line()
            if name == "blockquote":
                self._quoted = max(0, self._quoted + (-1 if closing else 1))
            if name == "p" and closing:
                self._end_line()

    def _end_line(self) -> None:
        said = "".join(self._pieces).rstrip()
        self._lines.append(f"> {said}".rstrip() if self._quoted else said)
        self._pieces.clear()

    def _say(self, piece: str) -> None:
        said = _SPACES.sub(" ", html.unescape(piece)).replace("\xa0", " ")
        said = said if self._pieces else said.lstrip()
        if said:
            self._pieces.append(said)
