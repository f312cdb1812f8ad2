"""Made-up Czech-looking texts with the statistics of real tips: the same seed gives the same texts. None is real.

Words follow the law of Zipf and Mandelbrot, f(r) ~ 1 / (r + 2.7) (Mandelbrot 1953), over a vocabulary of 40,000 whose
frequent words are short; lengths are log-normal with a median of 30 words, at most 400. Rows made of them are as long
and pack as well (gzip -6: a third) as real tickets of a Czech city do.
"""

import math
import random
from functools import cache

import numpy as np
from numpy.typing import NDArray

VOCABULARY = 40_000
MEDIAN_WORDS = 30
SPREAD = 0.75
LONGEST = 400
"""Words a text has: ``exp(N(ln MEDIAN_WORDS, SPREAD))``, cut at ``LONGEST``."""
_ONSETS = (
    *"bcčdfghjklmnprřsšttvzž", "st", "pr", "př", "tr", "kr", "sk", "hl", "vl", "zd", "dr", "sp", "št", "bl", "br", "ch",
)  # fmt: skip
_NUCLEI = (*"aaaeeeeiioouyáéěííůúý", "ou", "ě", "ie")
_CODAS = ("", "", "", "", "", *"nmtklrsvjzdš", "st", "ch", "ck", "ní")
_GIVEN = (
    "Jan", "Jana", "Petr", "Petra", "Eva", "Jiří", "Hana", "Pavel", "Anna", "Tomáš", "Věra", "Josef", "Lenka", "Karel",
    "Alena", "Martin", "Lucie", "Zdeněk", "Kateřina", "Václav", "Ludmila", "Jaroslav", "Šárka", "Miloš", "Žaneta",
)  # fmt: skip
_KINDS_OF_STREET = ("", "", "", "", "", "", "náměstí ", "U ", "Na ", "Pod ", "Za ", "nábřeží ")


class Texts:
    """One seeded source of words, texts, streets, people and numbers."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = np.random.default_rng(seed)
        self._words = vocabulary()
        self._steps = _steps(len(self._words))
        self.streets = tuple(self._street() for _ in range(600))
        self._surnames = tuple(self.word(2_000).capitalize() for _ in range(3_000))

    def word(self, rarer_than: int = 0) -> str:
        """One word by its frequency, or any one of those beyond a rank."""
        if rarer_than:
            return self._words[int(self.chance.integers(rarer_than, len(self._words)))]
        return self._words[int(np.searchsorted(self._steps, self.chance.random()))]

    def _street(self) -> str:
        kind = _KINDS_OF_STREET[int(self.chance.integers(len(_KINDS_OF_STREET)))]
        return f"{kind}{self.word(1_000).capitalize()}{('ova', 'ská', 'á', '', 'ého')[int(self.chance.integers(5))]}"

    def texts(self, number: int) -> list[str]:
        """So many texts of sentences, drawn at once."""
        lengths = np.exp(self.chance.normal(np.log(MEDIAN_WORDS), SPREAD, number))
        return self.phrases(np.clip(lengths, 3, LONGEST).astype(np.int64))

    def titles(self, number: int) -> list[str]:
        """So many titles of one to six words."""
        return [phrase.rstrip(".") for phrase in self.phrases(self.chance.integers(1, 7, number))]

    def phrases(self, lengths: NDArray[np.int64]) -> list[str]:
        """Sentences of these numbers of words."""
        ranks = np.searchsorted(self._steps, self.chance.random(int(lengths.sum()))).tolist()
        breaks = self.chance.random(len(ranks)).tolist()
        found, at = [], 0
        for length in lengths.tolist():
            words = [self._words[rank] for rank in ranks[at : at + length]]
            found.append(_sentences(words, breaks[at : at + length]))
            at += length
        return found

    def address(self) -> str:
        """A street of this city with a house number."""
        street = self.streets[int(self.chance.integers(len(self.streets)))]
        return f"{street} {self.chance.integers(1, 5_000)}"

    def person(self) -> tuple[str, str, str]:
        """A name, a phone number and, of every second person, an address for mail."""
        given = _GIVEN[int(self.chance.integers(len(_GIVEN)))]
        surname = self._surnames[int(self.chance.integers(len(self._surnames)))]
        phone = f"+420 {self.chance.integers(600_000_000, 800_000_000)}"
        mail = f"{surname.lower()}{self.chance.integers(10_000)}@example.org" if self.chance.random() < 0.5 else ""
        return f"{given} {surname}", phone, mail


def _sentences(words: list[str], breaks: list[float]) -> str:
    begins, parts = True, []
    for word, chance in zip(words, breaks, strict=True):
        parts.append(word.capitalize() if begins else word)
        begins = chance < 0.08
        if begins:
            parts[-1] += "."
        elif chance < 0.16:
            parts[-1] += ","
    return " ".join(parts).rstrip(",.") + "."


def _steps(size: int) -> NDArray[np.float64]:
    shares = 1 / (np.arange(size) + 2.7)
    return np.asarray(np.cumsum(shares) / shares.sum())


@cache
def vocabulary(size: int = VOCABULARY) -> tuple[str, ...]:
    """Different words, the most frequent first: the rarer, the longer."""
    chance = random.Random(size)
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = max(1, round(chance.gauss(0.6 + 0.2 * math.log1p(len(found)), 0.6)))
        onsets, nuclei = chance.choices(_ONSETS, k=syllables), chance.choices(_NUCLEI, k=syllables)
        found["".join(map("".join, zip(onsets, nuclei, strict=True))) + chance.choice(_CODAS)] = None
    return tuple(found)
