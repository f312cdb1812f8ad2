"""The child process that decodes one picture: limited in memory and time, it writes a JPEG to its standard output."""

import sys

WORD = "--preview-of"
"""Makes a frozen ``okrskar-server`` be this child: the path of a picture follows."""
MAX_PIXELS = 50_000_000
LARGEST_SIDE = 1600
TOO_MANY_PIXELS = 3
_MEMORY = 2 * 1024**3
_CPU_SECONDS = 20


def main(path: str) -> int:
    """Decode the file and write its preview; the exit code says what went wrong."""
    import io
    import warnings

    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    _limit()
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as image:
            image.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
            image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return TOO_MANY_PIXELS
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=82, optimize=True)
    sys.stdout.buffer.write(out.getvalue())
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time-out of the parent stands
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
