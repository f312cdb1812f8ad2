"""Takes pictures of the pages of a district in the demo city, in each size, language and look.

python -m tests.sync.server.residents.district.shots [FOLDER]
"""

from collections.abc import Callable

from tests.sync.server.residents.shots import Hand, take_all


def walk(hand: Hand, origin: str, seen: Callable[[str], None]) -> None:
    """From the search to the page of a district."""
    hand.open(origin + "/lokalita")
    seen("district-find")
    hand.click('ul.officers a[href^="/lokalita/"]')
    seen("district")
    hand.ask("window.scrollTo(0, document.querySelector('svg').getBoundingClientRect().top - 8)")
    seen("district-map")
    hand.ask("window.scrollTo(0, document.body.scrollHeight)")
    seen("district-end")


if __name__ == "__main__":
    take_all("tests.sync.server.residents.district.shots", "demo", walk)
