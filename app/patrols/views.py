"""What the screens get of patrols: notes and walks, unsent ones included."""

import msgspec

from app.patrols.domain import PatrolNote
from app.tips.views import PhotoView


class PatrolNoteView(msgspec.Struct, frozen=True):
    """A patrol note with its photos; ``unsent`` while only this device has it."""

    note: PatrolNote
    photos: tuple[PhotoView, ...]
    unsent: bool
