"""Photos that people released, covered where that was needed: each by a random name, as long as somebody may see it."""

from typing import Final

from sync.server.http.answers import Answer
from sync.server.http.calls import SMALL, Call, Entry, Route
from sync.server.http.rates import Rate
from sync.server.http.refusals import not_found
from sync.server.showing import repository

PICTURE: Final = "/fotka/{name}"


def picture(call: Call) -> Answer:
    """GET → the picture of this name."""
    with call.server.database.read() as connection:
        found = repository.seen(connection, call.path["name"])
    if found is None:
        raise not_found()
    return Answer(found, media_type="image/jpeg", headers={"cross-origin-resource-policy": "same-origin"})


ROUTES: Final[tuple[Route, ...]] = (
    Route("GET", PICTURE, picture, Entry.ANYONE, limit=SMALL, rate=Rate.PAGE, page=True),
)
