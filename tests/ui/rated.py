"""Cells of the safety surface on a device, brought in as a pull would bring them."""

from collections.abc import Iterable

import msgspec

from app.accounts.domain import CITY
from app.ratings.domain import SURFACE_ID, Cell, CellClass, Slice, SurfaceState, Tag, Trend, cell_id
from app.safety.grid import cells_of, name_of
from app.session import DeviceSession
from sync.protocol.messages import PullResponse, Row
from tests.ui.city import CENTRE

HERE = name_of(int(cells_of([CENTRE[0]], [CENTRE[1]], 9)[0]))
THERE = name_of(int(cells_of([CENTRE[0] + 0.008], [CENTRE[1] + 0.012], 9)[0]))


def worse(cell: str, part: Slice = Slice.NIGHT, bound: float = 0.45) -> Cell:
    """A cell where six of ten feel unsafe."""
    return Cell(
        cell_id(cell, part), cell, part, 24, 18.5, CellClass.WORSE, 0.38, 0.79, bound,
        (Tag.LIGHTING, Tag.EMPTINESS), Trend.LESS_SAFE, share=0.61,
    )  # fmt: skip


def masked(cell: str, part: Slice) -> Cell:
    """A cell with three answers."""
    return Cell(cell_id(cell, part), cell, part, 3, 2.0, CellClass.NOT_ENOUGH)


def unclear(cell: str, part: Slice = Slice.NIGHT) -> Cell:
    """A cell that may be as any other."""
    return Cell(
        cell_id(cell, part), cell, part, 9, 7.0, CellClass.CAN_NOT_TELL, 0.2, 0.6, 0.27, trend=Trend.CAN_NOT_TELL,
        share=0.4,
    )  # fmt: skip


def rate(session: DeviceSession, cells: Iterable[tuple[Cell, str]]) -> None:
    """Bring cells in, each by a district that it touches, with the day and the number of their answers."""
    rows = [Row("cell", one.id, scope, msgspec.Raw(msgspec.json.encode(one))) for one, scope in cells]
    told = SurfaceState(SURFACE_ID, "2026-03-11", 1_240)
    rows.append(Row("surface", SURFACE_ID, CITY, msgspec.Raw(msgspec.json.encode(told))))
    scopes = (CITY, *(f"d{n}" for n in range(9)))
    page = PullResponse(rows=tuple(rows), cursors=dict.fromkeys(scopes, 2), scopes=scopes, incarnation="i")
    session.exchange.apply_page(page)


def neighbourhood(session: DeviceSession, part: Slice = Slice.DAY) -> tuple[str, ...]:
    """Cells around the centre, worse ones, unclear ones and one that is masked; their names, the worst first."""
    steps = ((0.0, 0.0), (0.004, 0.002), (-0.004, 0.001), (0.001, -0.006), (0.003, 0.006), (-0.002, 0.007))
    lats, lons = [CENTRE[0] + lat for lat, _ in steps], [CENTRE[1] + lon for _, lon in steps]
    names = [name_of(one) for one in cells_of(lats, lons, 9).tolist()]
    made = [worse(name, part, 0.5 - n / 20) for n, name in enumerate(names[:3])]
    rows = [*made, *(unclear(name, part) for name in names[3:5]), masked(names[5], part)]
    rate(session, [(cell, f"d{n}") for cell in rows for n in range(3)])
    return tuple(names)
