"""The child process that decodes one picture: a picture is a program that others wrote.

It is limited in memory and time, opens its one file before the first byte is read, and from then on can open nothing:
no file, no socket. It writes a JPEG to its standard output, and where the picture says that it was taken to the other.
What a person covered is painted over before anything is encoded: nothing below it is in what comes out.
"""

import io
import sys
from contextlib import suppress
from typing import IO, Any

WORD = "--preview-of"
"""Makes a frozen ``okrskar-server`` be this child: the path of a picture and its largest side follow, then perhaps what
is to be covered."""
SENT = "-"
"""Instead of a path: the picture comes by the standard input."""
PLACE = "place"
"""With this word begins the line that says latitude and longitude in degrees."""
MAX_PIXELS = 50_000_000
LARGEST_SIDE = 1600
PARTS = 10_000
"""Of the width, and of the height: by these it is said what is to be covered, whatever size the picture has."""
BOX, STROKE = "b", "s"
"""How a box begins (left, top, width, height) and a stroke of a brush (radius in parts of the width, points)."""
COVER = (40, 40, 44)
"""The colour of what is covered."""
TOO_MANY_PIXELS = 3
DAMAGED = 4
_GPS = 0x8825
_DEEP_MODES = ("I",)
"""Grey of 16 bits."""
_MEMORY = 2 * 1024**3
_CPU_SECONDS = 20


def main(path: str, side: str, covers: str = "") -> int:
    """Decode the file and write its preview, with all that ``covers`` says painted over; the exit code says what went
    wrong."""
    import warnings

    import pillow_heif
    from PIL import Image, ImageDraw, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

    Image.preinit()
    pillow_heif.register_heif_opener(thumbnails=False)
    # The plugins are for later: once the process is confined, nothing can be imported any more.
    _imported = (ImageDraw, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with io.BytesIO(sys.stdin.buffer.read()) if path == SENT else open(path, "rb") as file:  # noqa: PTH123 - the only one
        confine()
        try:
            made = preview_of(file, int(side), covers)
            file.seek(0)
            place = place_of(file)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return TOO_MANY_PIXELS
        except Exception:  # noqa: BLE001 - whatever a decoder says of bytes that somebody sent
            return DAMAGED
    if place is not None:
        sys.stderr.write(f"{PLACE} {place[0]:.6f} {place[1]:.6f}\n")
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


def preview_of(file: IO[bytes], side: int = LARGEST_SIDE, covers: str = "") -> bytes:
    """A JPEG of at most so many pixels a side, upright by the EXIF orientation, nothing of the EXIF left, and nothing
    of what is covered. Raises ValueError for a cover that can not be read."""
    from PIL import Image, ImageOps

    with Image.open(file, formats=("JPEG", "PNG", "WEBP", "HEIF")) as image:
        image.draft("RGB", (2 * side, 2 * side))
        image.thumbnail((side, side))
        upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith(_DEEP_MODES):  # a plain conversion makes nearly all of it white
        upright = upright.convert("I").point(lambda grey: grey * (1 / 256))
    upright = upright.convert("L" if upright.mode == "I" else upright.mode).convert("RGB")
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    for cover in covers.split(";") if covers else ():
        paint(clean, cover)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def paint(image: Any, cover: str) -> None:
    """Overwrite the pixels of a box or of a stroke, those that it touches in part as well. Raises ValueError."""
    from PIL import ImageDraw

    kind, *numbers = cover.split(",")
    told = [int(number) for number in numbers]
    width, height = image.size
    draw = ImageDraw.Draw(image)
    if kind == BOX and len(told) == 4:
        left, top, wide, high = told
        right, bottom = -(-(left + wide) * width // PARTS), -(-(top + high) * height // PARTS)
        draw.rectangle((left * width // PARTS, top * height // PARTS, right, bottom), fill=COVER)
    elif kind == STROKE and len(told) >= 3 and len(told) % 2:
        radius = told[0] * width / PARTS + 1
        points = [(x * width / PARTS, y * height / PARTS) for x, y in zip(told[1::2], told[2::2], strict=True)]
        draw.line(points, fill=COVER, width=round(2 * radius))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=COVER)
    else:
        raise ValueError(cover)


def place_of(file: IO[bytes]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the EXIF has any that can be."""
    from PIL import Image

    with suppress(Exception), Image.open(file, formats=("JPEG", "PNG", "WEBP", "HEIF")) as image:
        told = image.getexif().get_ifd(_GPS)
        lat, lon = (_degrees(told[2], told[1]), _degrees(told[4], told[3]))
        if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0):
            return lat, lon
    return None


def _degrees(parts: Any, side: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if str(side).strip().upper() in ("S", "W") else found


def confine() -> None:
    """From now on nothing more is opened or connected, little is used, and no core is left behind."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time-out of the parent stands
        return
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
