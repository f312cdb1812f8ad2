"""The safety surface as an SVG picture. Pure: the text of the picture is the result."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.safety.classes import CellClass
from app.safety.clusters import Clusters, clusters
from app.safety.grid import boundary, centres
from app.safety.ratings import Floats, Ints, Slice
from app.safety.surface import Surface

_MAP, _MARGIN, _HEAD, _SIDE = 880.0, 32.0, 104.0, 264.0
_SHARE_SHOWN = 0.985
_KM_PER_DEGREE = 111.195
_COLOURS = ((0.0, (33, 84, 156)), (0.5, (240, 236, 226)), (1.0, (168, 58, 14)))
_PAPER = (251, 250, 247)
_EDGE = 'stroke="#cfccc3" stroke-width="0.8"'
_TITLES = {Slice.POOLED: "", Slice.DAY: " by day", Slice.NIGHT: " after dark"}
_STYLE = (
    "text{font-family:'Noto Sans','DejaVu Sans',sans-serif;fill:#1f2933}"
    ".h{font-size:25px;font-weight:600}.s{font-size:14px;fill:#52606d}.l{font-size:14px}"
    ".b{font-size:14px;font-weight:600}.m{font-weight:700;text-anchor:middle;fill:#fff}"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Which cells are drawn, and how degrees become pixels."""

    positions: Ints
    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = _MARGIN + (longitude - self.west) * self.squeeze * self.scale
        return x, _HEAD + (self.north - latitude) * self.scale


def picture_of(surface: Surface) -> str:
    """The picture of a surface with its clusters of Gi* outlined, as the text of an SVG file."""
    return draw(surface, clusters(surface))


def draw(surface: Surface, layer: Clusters | None) -> str:
    """Draw a surface: colour for the mean against m, a sign for the class, grey where answers are too few.

    `layer` outlines clusters of Gi*. Far cells are cut off: the frame holds 98.5 % of the weight, and says so.
    """
    frame = _frame(surface)
    width, height = _MARGIN * 2 + _MAP + _SIDE, _HEAD + frame.height + _MARGIN
    body = [
        _opening(width, height),
        f"<style>{_STYLE}</style>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fbfaf7"/>',
        *_header(surface, frame),
        *_cells(surface, frame),
        *(_outlines(surface, layer, frame) if layer is not None else ()),
        *_legend(surface, _MARGIN + _MAP + 28, layer),
        *_scale_bar(frame, height),
    ]
    return "\n".join([*body, "</svg>"]) + "\n"


def _opening(width: float, height: float) -> str:
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="Perceived safety by cell">'


def _frame(surface: Surface) -> _Frame:
    lat, lon = centres(surface.cells)
    weight = surface.weight + 1e-9
    middle = [
        float(v[np.argsort(v)][np.searchsorted(np.cumsum(weight[np.argsort(v)]), weight.sum() / 2)]) for v in (lat, lon)
    ]
    squeeze = math.cos(math.radians(middle[0]))
    distance = np.hypot(lat - middle[0], (lon - middle[1]) * squeeze)
    order = np.argsort(distance)
    held = np.cumsum(weight[order]) / weight.sum()
    reach = distance[order][min(int(np.searchsorted(held, _SHARE_SHOWN)), held.size - 1)]
    positions = np.flatnonzero(distance <= reach)
    corners = np.array([corner for at in positions.tolist() for corner in boundary(int(surface.cells[at]))])
    (south, west), (north, east) = corners.min(axis=0), corners.max(axis=0)
    scale = _MAP / max((east - west) * squeeze, (north - south))
    height = max((north - south) * scale, 420.0)
    return _Frame(positions, float(west), float(north), float(scale), squeeze, float(height))


def _header(surface: Surface, frame: _Frame) -> Iterator[str]:
    worse, better = (sum(name is one for name in surface.classes) for one in (CellClass.WORSE, CellClass.BETTER))
    masked = sum(name is CellClass.NOT_ENOUGH for name in surface.classes)
    yield f'<text x="{_MARGIN}" y="44" class="h">Where do people feel less safe{_TITLES[surface.part]}?</text>'
    yield (
        f'<text x="{_MARGIN}" y="70" class="s">{surface.cells.size} cells with answers: {worse} worse than the whole, '
        f"{better} better, {surface.cells.size - worse - better - masked} can not be told apart, "
        f"{masked} have too few answers. m = {surface.reference:.2f}.</text>"
    )
    cut = surface.cells.size - frame.positions.size
    if cut:
        yield (
            f'<text x="{_MARGIN}" y="90" class="s">{cut} outlying cells (at most '
            f"{1 - _SHARE_SHOWN:.1%} of the weight) lie outside the frame.</text>"
        )


def _cells(surface: Surface, frame: _Frame) -> Iterator[str]:
    for at in frame.positions.tolist():
        points = [frame.point(*corner) for corner in boundary(int(surface.cells[at]))]
        name = surface.classes[at]
        masked = name is CellClass.NOT_ENOUGH
        fill = f"rgb{_PAPER}" if masked else _colour(float(surface.mean[at]), surface.reference)
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        told = "not enough answers" if masked else _told(surface, at)
        yield (f'<polygon points="{path}" fill="{fill}" {_EDGE}><title>{told}</title></polygon>')
    for at in frame.positions.tolist():
        if surface.classes[at] in {CellClass.WORSE, CellClass.BETTER}:
            points = [frame.point(*corner) for corner in boundary(int(surface.cells[at]))]
            x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
            size = max(9.0, 0.62 * (max(p[1] for p in points) - min(p[1] for p in points)))
            yield _sign(surface.classes[at], x, y, size)


def _told(surface: Surface, at: int) -> str:
    return (
        f"{surface.classes[at].value}: n {surface.respondents[at]}, "
        f"{surface.low[at]:.0%} to {surface.high[at]:.0%} unsafe"
    )


def _sign(name: CellClass, x: float, y: float, size: float) -> str:
    text = "+" if name is CellClass.WORSE else "−"
    return f'<text x="{x:.1f}" y="{y + 0.35 * size:.1f}" class="m" style="font-size:{size:.1f}px">{text}</text>'


def _colour(mean: float, reference: float) -> str:
    """Blue below m, cream at m, rust above it; full colour at half the way to 0 or to 1."""
    side = (mean - reference) / (reference if mean < reference else 1.0 - reference)
    t = 0.5 + 0.5 * max(-1.0, min(1.0, side / 0.55))
    low, high = (_COLOURS[0], _COLOURS[1]) if t < 0.5 else (_COLOURS[1], _COLOURS[2])
    part = (t - low[0]) / (high[0] - low[0])
    return "#" + "".join(f"{round(a + part * (b - a)):02x}" for a, b in zip(low[1], high[1], strict=True))


def _outlines(surface: Surface, layer: Clusters, frame: _Frame) -> Iterator[str]:
    """The outer edges of hot clusters: edges that only one hot cell has."""
    drawn = set(frame.positions.tolist())
    hot = [int(at) for at, sign in zip(layer.positions.tolist(), layer.sign.tolist(), strict=True) if sign > 0]
    edges: dict[frozenset[tuple[float, float]], tuple[tuple[float, float], tuple[float, float]]] = {}
    for at in hot:
        corners = [(round(a, 7), round(b, 7)) for a, b in boundary(int(surface.cells[at]))] if at in drawn else []
        for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
            key = frozenset((one, other))
            if key in edges:
                del edges[key]
            else:
                edges[key] = (one, other)
    path = "".join(
        "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*frame.point(*one), *frame.point(*other)) for one, other in edges.values()
    )
    if path:
        yield f'<path d="{path}" fill="none" stroke="#5c1303" stroke-width="2.6" stroke-linecap="round"/>'


def _legend(surface: Surface, x: float, layer: Clusters | None) -> Iterator[str]:
    y = _HEAD + 8
    yield f'<text x="{x}" y="{y}" class="b">Share of unsafe answers</text>'
    yield f'<text x="{x}" y="{y + 20:.0f}" class="s">posterior mean against m</text>'
    steps: Floats = np.linspace(0.45, 1.55, 44)
    for i, step in enumerate(steps.tolist()):
        m = surface.reference
        mean = m * step if step < 1 else m + (1 - m) * (step - 1)
        yield f'<rect x="{x + i * 5:.0f}" y="{y + 34:.0f}" width="5.4" height="16" fill="{_colour(mean, m)}"/>'
    for label, at, anchor in (("less", 0, "start"), ("m", 110, "middle"), ("more", 220, "end")):
        yield f'<text x="{x + at}" y="{y + 68:.0f}" class="s" text-anchor="{anchor}">{label}</text>'
    rows = [
        (_COLOURS[2][1], "+", "worse: P(θ &gt; m) ≥ .90"),
        (_COLOURS[0][1], "−", "better: P(θ &gt; m) ≤ .10"),
        (_COLOURS[1][1], "", "no sign: can not tell"),
        (_PAPER, "", "not enough answers:"),
    ]
    for i, (colour, sign, text) in enumerate(rows):
        top = y + 96 + i * 30
        yield f'<rect x="{x}" y="{top:.0f}" width="20" height="20" rx="4" fill="rgb{colour}" {_EDGE}/>'
        if sign:
            yield f'<text x="{x + 10}" y="{top + 16:.0f}" class="m" style="font-size:17px">{sign}</text>'
        yield f'<text x="{x + 30}" y="{top + 15:.0f}" class="l">{text}</text>'
    yield f'<text x="{x + 30}" y="{y + 220:.0f}" class="s">under 5 respondents or k &lt; 3</text>'
    if layer is not None:
        yield f'<path d="M{x} {y + 246:.0f}h20" stroke="#5c1303" stroke-width="2.6"/>'
        yield f'<text x="{x + 30}" y="{y + 251:.0f}" class="l">worse together: Gi*, q ≤ .10</text>'


def _scale_bar(frame: _Frame, height: float) -> Iterator[str]:
    pixels_per_km = frame.scale / _KM_PER_DEGREE
    km = next(length for length in (10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05) if length * pixels_per_km <= 200)
    x, y = _MARGIN + _MAP + 28, height - _MARGIN
    yield f'<path d="M{x} {y - 6:.0f}v6h{km * pixels_per_km:.1f}v-6" fill="none" stroke="#1f2933" stroke-width="1.5"/>'
    yield f'<text x="{x}" y="{y - 12:.0f}" class="s">{km:g} km, north is up</text>'
