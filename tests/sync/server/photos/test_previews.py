"""The child that decodes pictures is started in a way that also a frozen server knows."""

import io
import struct
import subprocess
import sys
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from sync.server import cli
from sync.server.photos import preview_process
from sync.server.photos.previews import ImageFault, Preview, child, make_preview
from tests.sync.server.photos.test_router import picture


def test_that_a_frozen_server_starts_itself_for_a_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "picture"
    path.write_bytes(picture(2_000))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    words = [*child(), str(path), str(preview_process.LARGEST_SIDE)]
    assert words.pop(0) == sys.executable
    monkeypatch.setattr(preview_process, "confine", lambda: None)  # they would hold for the rest of the tests
    assert cli.main(words) == 0
    made = capfdbinary.readouterr().out
    monkeypatch.undo()
    assert make_preview(path) == Preview(made)


def test_that_the_word_means_nothing_where_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([preview_process.WORD, "picture"])
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


TRANSPOSED = range(1, 9)
RED, BLUE = (200, 0, 0), (0, 0, 200)


def lying(orientation: int) -> bytes:
    """A picture whose upper half is red once it is turned as its EXIF says."""
    upright = Image.new("RGB", (80, 120), BLUE)
    upright.paste(RED, (0, 0, 80, 60))
    turns = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
             5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
             8: Image.Transpose.ROTATE_270}  # fmt: skip
    stored = upright.transpose(turns[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "Anna"
    out = io.BytesIO()
    stored.save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


@pytest.mark.parametrize("orientation", TRANSPOSED)
def test_that_a_preview_stands_upright_and_carries_no_exif(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "picture"
    path.write_bytes(lying(orientation))
    made = make_preview(path)
    assert isinstance(made, Preview)
    with Image.open(io.BytesIO(made.jpeg)) as image:
        assert image.size == (80, 120)
        assert not image.getexif()
        upper, lower = image.getpixel((40, 20)), image.getpixel((40, 100))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert upper[0] > 150 > lower[0]


def test_that_a_heic_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("L", (64, 64))).save(out, quality=10)
    small, said = out.getvalue(), struct.pack(">II", 64, 64)
    assert small.count(said) == 1
    path.write_bytes(small.replace(said, struct.pack(">II", 8_000, 6_300)))  # what its header says, not what is in it
    assert make_preview(path) is ImageFault.TOO_MANY_PIXELS


def test_that_the_child_inherits_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"")
    told = "import os, sys; sys.exit(len(set(os.environ) - {'LC_CTYPE'}) or 7)"
    monkeypatch.setenv("OKRSKAR_DATABASE", "postgresql://secret")
    seen: list[int] = []
    ask = subprocess.run

    def run(command: list[str], **options: object) -> object:
        done = ask([command[0], "-I", "-c", told], **options)  # type: ignore[call-overload]
        seen.append(done.returncode)
        return done

    monkeypatch.setattr(subprocess, "run", run)
    assert make_preview(path) is ImageFault.DAMAGED
    assert seen == [7]


@pytest.mark.parametrize(
    "tried",
    ["socket.socket()", "open('/etc/hostname')", "os.pipe()", "os.open('left', os.O_CREAT | os.O_WRONLY)"],
)
def test_that_the_child_opens_nothing_more(tmp_path: Path, tried: str) -> None:
    script = f"""
import errno, importlib.util, os, socket, sys
spec = importlib.util.spec_from_file_location("child", {preview_process.__file__!r})
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
child.confine()
try:
    {tried}
except OSError as error:
    os._exit(0 if error.errno == errno.EMFILE else 4)
os._exit(5)
"""
    assert subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, check=False).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_that_a_picture_of_16_bits_keeps_its_greys(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    Image.frombytes("I;16", (8, 1), b"".join(grey.to_bytes(2, "little") for grey in range(0, 65536, 8192))).save(path)
    made = make_preview(path)
    assert isinstance(made, Preview)
    with Image.open(io.BytesIO(made.jpeg)) as image:
        greys = list(image.convert("L").tobytes())
    assert all(abs(grey - 32 * place) < 12 for place, grey in enumerate(greys)), greys
