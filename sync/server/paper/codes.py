"""QR codes as drawings. Pure; the only importer of segno."""

from typing import Final

from sync.server.paper.domain import Code, Form

POSTER_MODULE: Final = 4.0
"""Millimetres of a square of the code on a poster: what a telephone tells apart at two metres."""
CARD_SIDE: Final = 50.0
"""Millimetres of the code on a card, which is read in the hand."""
MOST_SIDE: Final = 132.0
"""Millimetres that a poster has room for."""


class TooLong(Exception):
    """An address that makes no code which is read at two metres."""


def matrix_of(address: str) -> tuple[tuple[bool, ...], ...]:
    """The squares of the code of an address, row by row, without a margin; True is black.

    As few squares as it needs, mended as well as they allow."""
    import segno

    return tuple(tuple(bool(one) for one in row) for row in segno.make_qr(address).matrix)


def drawn(squares: tuple[tuple[bool, ...], ...]) -> str:
    """The code as an SVG, one unit a square; black runs of a row are drawn as one."""
    runs = []
    for y, row in enumerate(squares):
        start = None
        for x, is_black in enumerate((*row, False)):
            if is_black and start is None:
                start = x
            elif not is_black and start is not None:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = None
    side = len(squares)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{"".join(runs)}"/></svg>'
    )


def code_of(address: str, form: Form, alt: str) -> Code:
    """The code of an address for a card or a poster. Raises TooLong."""
    squares = matrix_of(address)
    side = CARD_SIDE if form is Form.CARD else POSTER_MODULE * len(squares)
    if side > MOST_SIDE:
        raise TooLong(address)
    return Code(drawn(squares), side, alt)
