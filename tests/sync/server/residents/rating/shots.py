"""Goes through the pages of rating, of the code, of the map and of the officer in a real browser, of the demo city,
with a picture of each.

python -m tests.sync.server.residents.rating.shots [FOLDER]
"""

from collections.abc import Callable

from tests.sync.server.residents.shots import Hand, take_all


def walk(hand: Hand, origin: str, seen: Callable[[str], None]) -> None:
    """From the question where to the code, its page and the map; ``seen`` is told each page's name."""
    hand.open(origin + "/hodnotit?where=nikde")
    seen("rate-nowhere")
    hand.open(origin + "/hodnotit/mapa")
    seen("rate-map")
    hand.click(".places a")
    seen("rate-map-district")
    hand.click(".places li:nth-child(3) a")
    seen("rate-map-hexagon")
    hand.open(origin + "/hodnotit/ulice")
    hand.click(".letters a:nth-child(3)")
    seen("rate-streets")
    hand.click(".places a")
    seen("rate-street")
    hand.click(".places li:nth-child(2) a")
    seen("rate-fill")
    hand.click("form > button")
    seen("rate-wrong")
    hand.ask("for (const one of ['part', 'answer', 'frequency']) document.getElementsByName(one)[1].checked = true, 0")
    hand.click("form > button")
    seen("rate-done")
    hand.open(origin + "/moje-misto")
    seen("rate-code")
    hand.click("section form button")
    seen("rate-erase")
    hand.click("button.danger")
    seen("rate-erased")
    hand.open(origin + "/moje-misto")
    hand.type(code="7Q4K-0ZTN-M3XH")
    hand.click("form > button")
    seen("rate-code-wrong")
    hand.open(origin + "/straznik?kde=nikde")
    seen("officer-nowhere")
    hand.click(".officers a")
    seen("officer")
    hand.open(origin + "/mapa-bezpeci")
    seen("map")
    hand.ask("document.querySelector('table').scrollIntoView(), 0")
    seen("map-table")
    hand.ask("document.getElementById('district').selectedIndex = 3, 0")
    hand.click("form > button")
    seen("map-district")


if __name__ == "__main__":
    take_all("tests.sync.server.residents.rating.shots", "demo", walk)
