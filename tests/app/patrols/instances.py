"""Published orienteering instances with the best scores known.

Tsiligirides 1984, problems 1 to 3 (21 to 33 points), and the square (66) and the diamond (64) of Chao, Golden & Wasil
1996, "A fast and effective heuristic for the orienteering problem", European Journal of Operational Research 88,
475-489, whose table of best scores (proven optimal since by branch and cut, Fischetti, Salazar & Toth 1998) is quoted
here.
"""

from __future__ import annotations

import numpy as np

from app.patrols.orienteering import Orienteering, euclidean

Points = tuple[tuple[float, float, float], ...]

TSILIGIRIDES_1: Points = (
    (10.5, 14.4, 0), (11.2, 14.1, 0), (18.0, 15.9, 10), (18.3, 13.3, 10), (16.5, 9.3, 10), (15.4, 11.0, 10),
    (14.9, 13.2, 5), (16.3, 13.3, 5), (16.4, 17.8, 5), (15.0, 17.9, 5), (16.1, 19.6, 10), (15.7, 20.6, 10),
    (13.2, 20.1, 10), (14.3, 15.3, 5), (14.0, 5.1, 10), (11.4, 6.7, 15), (8.3, 5.0, 15), (7.9, 9.8, 10),
    (11.4, 12.0, 5), (11.2, 17.6, 5), (10.1, 18.7, 5), (11.7, 20.3, 10), (10.2, 22.1, 10), (9.7, 23.8, 10),
    (10.1, 26.4, 15), (7.4, 24.0, 15), (8.2, 19.9, 15), (8.7, 17.7, 10), (8.9, 13.6, 10), (5.6, 11.1, 10),
    (4.9, 18.9, 10), (7.3, 18.8, 10),
)  # fmt: skip
TSILIGIRIDES_2: Points = (
    (4.6, 7.1, 0), (5.0, 5.6, 0), (5.7, 11.4, 20), (4.4, 12.3, 20), (2.8, 14.3, 30), (3.2, 10.3, 15), (3.5, 9.8, 15),
    (4.4, 8.4, 10), (7.8, 11.0, 20), (8.8, 9.8, 20), (7.7, 8.2, 20), (6.3, 7.9, 15), (5.4, 8.2, 10), (5.8, 6.8, 10),
    (6.7, 5.8, 25), (13.8, 13.1, 40), (14.1, 14.2, 40), (11.2, 13.6, 30), (9.7, 16.4, 30), (9.5, 18.8, 50),
    (4.7, 16.8, 30),
)  # fmt: skip
TSILIGIRIDES_3: Points = (
    (19.1, 24.3, 0), (18.2, 24.0, 0), (12.6, 24.9, 20), (14.4, 28.0, 20), (16.9, 28.1, 20), (20.7, 28.2, 20),
    (12.5, 26.6, 20), (21.8, 27.3, 20), (12.5, 22.6, 20), (22.5, 17.0, 30), (19.9, 15.0, 30), (14.9, 15.1, 30),
    (11.5, 18.6, 30), (12.4, 29.8, 30), (17.8, 28.1, 30), (9.1, 29.8, 40), (10.0, 32.6, 40), (13.9, 33.1, 40),
    (19.95, 10.3, 40), (15.2, 8.0, 40), (14.7, 31.2, 50), (7.4, 36.5, 50), (21.0, 25.5, 50), (18.0, 25.3, 10),
    (19.5, 24.7, 10), (21.4, 21.8, 10), (16.0, 21.4, 10), (18.65, 26.2, 10), (17.9, 28.9, 10), (14.3, 19.9, 20),
    (17.0, 19.0, 20), (10.8, 21.0, 20), (15.7, 23.7, 10),
)  # fmt: skip
_SQUARE_SCORES = {1: 5.0, 3: 15.0, 5: 25.0, 7: 35.0}
CHAO_66: Points = (
    (-0.5, 0.0, 0.0),
    (0.5, 0.0, 0.0),
    *((float(x), float(y), _SQUARE_SCORES[max(abs(x), abs(y))]) for x in range(-7, 8, 2) for y in range(-7, 8, 2)),
)

CHAO_64: Points = (
    (0.0, -7.0, 0.0),
    (0.0, 7.0, 0.0),
    *(
        (float(x), float(y), 3.0 * (abs(x) + 7 - abs(y)))
        for y in range(-6, 7)
        for x in range(-7, 8)
        if abs(x) + abs(y) <= 7 and (x + y) % 2
    ),
)

BEST_1 = {
    5: 10, 10: 15, 15: 45, 20: 65, 25: 90, 30: 110, 35: 135, 40: 155, 46: 175, 50: 190, 55: 205, 60: 225, 65: 240,
    70: 260, 73: 265, 75: 270, 80: 280, 85: 285,
}  # fmt: skip
BEST_2 = {15: 120, 20: 200, 23: 210, 25: 230, 27: 230, 30: 265, 32: 300, 35: 320, 38: 360, 40: 395, 45: 450}
BEST_3 = {
    15: 170, 20: 200, 25: 260, 30: 320, 35: 390, 40: 430, 45: 470, 50: 520, 55: 550, 60: 580, 65: 610, 70: 640,
    75: 670, 80: 710, 85: 740, 90: 770, 95: 790, 100: 800, 105: 800, 110: 800,
}  # fmt: skip
BEST_64 = {
    15: 96, 20: 294, 25: 390, 30: 474, 35: 576, 40: 714, 45: 816, 50: 900, 55: 984, 60: 1062, 65: 1116, 70: 1188,
    75: 1236, 80: 1284,
}  # fmt: skip
BEST_66 = {20: 205, 45: 650, 60: 915, 85: 1270, 100: 1465, 115: 1595, 130: 1680}


def instance(points: Points, budget: float) -> Orienteering:
    """The first point is the start, the second the end, as in the published files."""
    places = [(x, y) for x, y, _ in points]
    scores = np.array([score for _, _, score in points], dtype=np.float64)
    return Orienteering(euclidean(places), scores, np.zeros(len(points)), 0, 1, budget)
