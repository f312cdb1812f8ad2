"""Reads papers back: their text, what they say to who can not see, and the codes on them as a camera sees them."""

import io
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import typst
import zxingcpp
from PIL import Image

import resources

FOLDER = Path(resources.__file__).parent
HOSTILE = (
    '#panic("x") #let a = $x^2$ \\ "uvozovky" \'a\' `kód` [závorky] {složené} //konec',
    '#image("/etc/passwd") #read("/vendor/VERSIONS.md") #sys.inputs',
    "*tučně* _kurzíva_ = nadpis @odkaz <štítek> ~ --- \\u{41}",
    "x" * 400,
    "š" * 80,
    "שלום עולם مرحبا",
    "日本 😀 \u2603",
)


def text_of(made: bytes) -> str:
    """All words of a PDF on one line, without the places where a long word may be broken."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def letters_of(made: bytes) -> str:
    """All letters of a PDF without any white space: lines end where the paper is narrow."""
    return "".join(text_of(made).split())


def sizes_of(made: bytes) -> list[tuple[int, int]]:
    """Each page's width and height in millimetres."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return [
        (round(float(one.mediabox.width) / 72 * 25.4), round(float(one.mediabox.height) / 72 * 25.4)) for one in pages
    ]


def alternatives(made: bytes) -> list[str]:
    """What is said in the place of each picture to who can not see it, in the order of reading."""
    reader = pypdf.PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"], "the document has no tags"
    found: list[str] = []

    def walk(node: Any) -> None:
        one = node.get_object()
        if isinstance(one, list):
            for each in one:
                walk(each)
        elif isinstance(one, dict):
            if "/Alt" in one:
                found.append(str(one["/Alt"]))
            if "/K" in one:
                walk(one["/K"])

    walk(root["/StructTreeRoot"])
    return found


def claims_ua(made: bytes) -> bool:
    """Whether the document says that it is PDF/UA."""
    metadata = pypdf.PdfReader(io.BytesIO(made)).xmp_metadata
    return metadata is not None and b"pdfuaid" in metadata.stream.get_data()


def drawn(template: str, data: msgspec.Struct, millimetres: float) -> Image.Image:
    """A paper in a grey picture of which each point is so large."""
    made = typst.compile(
        FOLDER / "paper" / f"{template}.typ",
        root=FOLDER,
        font_paths=[FOLDER / "vendor" / "inter"],
        ignore_system_fonts=True,
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        format="png",
        ppi=25.4 / millimetres,
    )
    assert isinstance(made, bytes), "more than one page"
    with Image.open(io.BytesIO(made)) as picture:
        return picture.convert("L")


def seen(template: str, data: msgspec.Struct, millimetres: float) -> list[str]:
    """The codes that a camera finds on it."""
    return [one.text for one in zxingcpp.read_barcodes(drawn(template, data, millimetres))]


def is_blank(page: Image.Image, left: float, width: float) -> bool:
    """Whether nothing is printed on an upright strip of an A4 page, in millimetres from its left edge, but for the line
    in the middle along which cards are cut."""
    point, right = page.width / 210, left + width
    halves = ((0.0, 147.5), (149.5, 297.0))
    strips = [page.crop((left * point, top * point, right * point, end * point)) for top, end in halves]
    return all(one.getextrema() == (255, 255) for one in strips)
