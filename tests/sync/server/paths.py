"""A path of the table of routes with ids in it that nothing has."""

import re

from app.identifiers import new_id
from sync.server.http.calls import Route


def path_of(route: Route) -> str:
    """The route's path as a caller would write it."""
    return re.sub(r"{(\w+)}", lambda found: "0" * 64 if found[1] == "sha256" else new_id(), route.path)
