"""What in a readable areas file is likely wrong: swapped degrees, overlaps, broken names."""

import re
from collections.abc import Iterator, Sequence

from app.districts.domain import District
from app.districts.geometry import Bounds, bounds_of, overlaps

_EUROPE: Bounds = (-25.0, 34.0, 45.0, 72.0)
_SHOWN = 12
_LON_FIRST = ("crs84", "ogc:1.3:crs84", "ogc::crs84")
_TWICE_ENCODED = re.compile("[ÃÅÄÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_OTHER_LETTERS = re.compile(r"[ìèøùòïÌÈØÙÒÏ¹¾»¼º£¿]|\w\?\w|\ufffd")


def doubts(districts: Sequence[District], crs: str, present: Bounds | None) -> list[str]:
    """``crs`` as the file names it, ``present`` around the districts that the city has now."""
    return [
        *_swapped(districts, crs, present), *_overlapping(districts), *_names(districts),
    ]  # fmt: skip


def _swapped(districts: Sequence[District], crs: str, present: Bounds | None) -> Iterator[str]:
    west, south, east, north = bounds = bounds_of(districts)
    turned = (south, west, north, east)
    around = f"longitude {west:g} to {east:g}, latitude {south:g} to {north:g}"
    if present is not None and not _touches(bounds, present):
        likely = "; latitude and longitude look swapped (--swap turns them)" if _touches(turned, present) else ""
        yield f"they lie elsewhere than the districts that the city has ({around}){likely}"
    elif not _inside(bounds, _EUROPE) and _inside(turned, _EUROPE):
        yield f"they lie outside Europe ({around}); latitude and longitude look swapped (--swap turns them)"
    elif not _inside(bounds, _EUROPE):
        yield f"they lie outside Europe ({around})"
    plain = crs.casefold()
    if "epsg" in plain and re.search(r"\b4326$", plain) and plain.startswith("urn:"):
        yield f"the file names {crs}, where latitude comes first: look whether {around} is right"
    elif plain and not plain.endswith("4326") and not plain.endswith(_LON_FIRST):
        yield f"the file names the coordinates {crs}, and they are read as longitude and latitude in degrees (WGS 84)"


def _overlapping(districts: Sequence[District]) -> Iterator[str]:
    found = overlaps(districts)
    for one in found[:_SHOWN]:
        if one.share > 0.99 and one.other_share > 0.99:
            yield f"{one.first} and {one.second} have the same shape: what lies in it would belong to {one.first}"
        else:
            yield (
                f"{one.first} and {one.second} overlap by {max(one.share, one.other_share):.0%} of the smaller: "
                f"what lies there would belong to {one.first}"
            )
    if len(found) > _SHOWN:
        yield f"and {len(found) - _SHOWN} other pairs overlap"


def _names(districts: Sequence[District]) -> Iterator[str]:
    twice = [d.name for d in districts if _TWICE_ENCODED.search(d.name)]
    other = [d.name for d in districts if _OTHER_LETTERS.search(d.name) and d.name not in twice]
    for names, why in ((twice, "UTF-8 that was read as another encoding"), (other, "Windows-1250 read as Western")):
        if names:
            shown = ", ".join(f'"{name}"' for name in names[:_SHOWN])
            yield f"{len(names)} names hold letters that no Czech name has, such as {shown}: it looks like {why}"


def _inside(inner: Bounds, outer: Bounds) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _touches(a: Bounds, b: Bounds) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
