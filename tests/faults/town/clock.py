"""A clock that all processes of a town go by: it stands in a file, and moves only when somebody moves it."""

from datetime import datetime, timedelta
from pathlib import Path


class SharedClock:
    """Reads the file at every look, as another process may have moved it; there is no zone but UTC in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text())

    def show(self, at: datetime) -> None:
        """From now on it is this moment, for everybody."""
        draft = self._path.with_suffix(".draft")
        draft.write_text(at.isoformat())
        draft.replace(self._path)

    def leap(self, seconds: float) -> None:
        """Go wrong by so many seconds, ahead or back."""
        self.show(self() + timedelta(seconds=seconds))
