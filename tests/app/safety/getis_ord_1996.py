"""The remote sensing values of Getis & Ord 1996, "Local spatial statistics: an overview", page 266.

In P. Longley & M. Batty (eds), Spatial analysis: modelling in a GIS environment, GeoInformation International, 261-277.
A grid of 16 by 16 values, 30 m apart, in the order of R's package spData (`getisord`): the southern row first.
"""

GRID = (
    (40, 41, 42, 43, 49, 54, 47, 44, 42, 44, 43, 46, 52, 56, 56, 61),
    (40, 42, 41, 40, 43, 49, 46, 42, 42, 43, 43, 49, 59, 62, 53, 62),
    (43, 42, 40, 42, 42, 42, 41, 42, 42, 43, 42, 53, 66, 61, 51, 62),
    (44, 41, 39, 42, 44, 43, 42, 42, 42, 43, 43, 49, 56, 53, 53, 61),
    (42, 43, 44, 43, 42, 41, 42, 44, 43, 43, 44, 47, 58, 59, 55, 61),
    (52, 59, 61, 56, 41, 40, 43, 44, 46, 48, 50, 52, 68, 69, 60, 61),
    (62, 62, 86, 85, 55, 59, 64, 72, 75, 70, 70, 62, 66, 61, 55, 57),
    (65, 62, 68, 72, 102, 94, 90, 83, 74, 81, 96, 69, 52, 50, 51, 54),
    (62, 59, 55, 61, 99, 97, 93, 80, 65, 87, 107, 80, 59, 60, 67, 66),
    (62, 55, 56, 56, 80, 90, 99, 88, 64, 91, 112, 94, 76, 91, 100, 85),
    (63, 57, 58, 58, 77, 92, 82, 71, 59, 90, 105, 92, 79, 98, 110, 83),
    (59, 58, 60, 64, 88, 99, 82, 81, 71, 80, 89, 89, 89, 102, 104, 75),
    (55, 54, 53, 61, 82, 102, 88, 93, 96, 94, 110, 114, 109, 103, 92, 68),
    (55, 55, 56, 60, 91, 95, 86, 98, 115, 105, 110, 107, 101, 89, 85, 68),
    (62, 63, 64, 59, 85, 88, 95, 106, 110, 99, 89, 82, 79, 84, 97, 79),
    (55, 56, 54, 58, 65, 75, 82, 77, 74, 74, 69, 61, 62, 71, 73, 63),
)  # fmt: skip
STEP = 30.0
CELL = 119
"""The position of the cell that the chapter follows (136th from the north-west there, 120th in spData)."""

X = tuple(STEP * column for _ in GRID for column in range(16))
Y = tuple(STEP * row for row, _ in enumerate(GRID) for _ in range(16))
VALUES = tuple(float(value) for row in GRID for value in row)
