"""One piece of a tip's story, as it is shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One piece of the story. ``side``: left (resident), right (officer), line (decision)."""

    key: str
    side: str
    at: str
    author: str
    when: str
    words: str
    glyph: str = ""
    tone: str = "neutral"
    verdict: str = ""
    unsent: bool = False
    photo: str = ""
    photoHere: bool = False
