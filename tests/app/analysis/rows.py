"""Made-up rows of ratings, as a reader would give them."""

from app.analysis.counted_ratings import RatingRows
from app.analysis.district_areas import DistrictAreas, named_areas

WEST, EAST, SOUTH, NORTH = 13.40, 13.42, 50.45, 50.47


def rows(*ratings: tuple[float, float, int, str, float], timed: bool = True) -> RatingRows:
    """Each rating: latitude, longitude, unsafe, respondent and day since 1970."""
    latitude, longitude, unsafe, respondent, moment = zip(*ratings, strict=True)
    return RatingRows(
        latitude=latitude,
        longitude=longitude,
        unsafe=unsafe,
        night=(-1,) * len(ratings),
        respondent=respondent,
        district=None,
        moment=moment,
        timed=(timed,) * len(ratings),
        labels={"channel": tuple("web" if index % 3 else "" for index in range(len(ratings)))},
    )


def steady(count: int, *, day: float, every: float = 1.0) -> tuple[tuple[float, float, int, str, float], ...]:
    """Ratings of one place by as many people, one each `every` days up to `day`; each second one is unsafe."""
    return tuple((50.46, 13.41, index % 2, f"p{index}", day - every * index) for index in range(count))


def square(west: float, east: float) -> dict[str, object]:
    """An area between the two meridians."""
    ring = [[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]
    return {"type": "Polygon", "coordinates": [ring]}


def two_districts() -> DistrictAreas:
    """Západ and Východ, side by side."""
    return named_areas(("Západ", "Východ"), (square(WEST, EAST), square(EAST, EAST + 0.02)))
