"""Points in the districts of the small city."""

from app.values import Place


def place_in(district: int, step: int = 0) -> Place:
    """A point well inside the district of that number."""
    return Place(lat=50.01 + (step % 80) / 1000, lon=13.01 + district * 0.1 + (step % 79) / 1000)
