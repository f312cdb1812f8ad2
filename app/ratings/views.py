"""What the screens show of ratings that were collected here."""

import msgspec

from app.values import Instant, Latitude, Longitude


class Collected(msgspec.Struct, frozen=True):
    """When and where an officer collected a rating on this device, and never what it says. WGS 84 degrees."""

    at: Instant
    lat: Latitude
    lon: Longitude
