/** The safety surface on the map: hexagons with colour, pattern and sign, quiet enough for what lies on them. */

import { collection, point } from "./geometry.js";

const STRONG = ["Inter SemiBold"];
const NOTHING = { type: "FeatureCollection", features: [] };
const SIZE = 20;
const KIND = ["get", "kind"];
const JUDGED = ["in", KIND, ["literal", ["worse", "better", "can_not_tell"]]];

export const SIGNS = { worse: "−", better: "+", can_not_tell: "?", not_enough: "" };
export const FIRST = "cells";

export function cellSources() {
  return { cells: { type: "geojson", data: NOTHING }, "cell-signs": { type: "geojson", data: NOTHING } };
}

/** Layers from below up; the names of streets come to lie between them and the districts. */
export function cellLayers(p) {
  const colour = ["match", KIND, "worse", p.safetyWorse, "better", p.safetyBetter, "can_not_tell", p.safetyUnknown, p.safetyFew];
  const dark = p.scheme === "dark";
  const strong = p.scheme === "contrast";
  const line = (id, filter, paint) => ({ id, type: "line", source: "cells", filter, layout: { "line-join": "round" }, paint });
  return [
    {
      id: FIRST, type: "fill", source: "cells",
      paint: {
        "fill-color": colour, "fill-antialias": false,
        "fill-opacity": ["match", KIND, "worse", dark ? 0.26 : 0.22, "better", dark ? 0.2 : 0.16, "can_not_tell", 0.07, 0],
      },
    },
    {
      id: "cells-pattern", type: "fill", source: "cells", filter: ["in", KIND, ["literal", ["worse", "better"]]],
      paint: { "fill-pattern": ["concat", "cells-", KIND], "fill-opacity": strong ? 0.7 : 0.42, "fill-antialias": false },
    },
    line("cells-line", JUDGED, {
      "line-color": colour, "line-width": ["match", KIND, "worse", 2, 1.2],
      "line-opacity": ["match", KIND, "can_not_tell", strong ? 0.9 : 0.55, 0.85],
    }),
    line("cells-line-few", ["!", JUDGED], {
      "line-color": colour, "line-width": 1, "line-dasharray": [2, 3], "line-opacity": strong ? 1 : 0.7,
    }),
  ];
}

/** The sign in the middle of each hexagon, and the rim of the one whose card is open. */
export function cellSigns(p) {
  return [
    {
      id: "cells-open", type: "line", source: "cells", filter: ["==", ["get", "open"], 1], layout: { "line-join": "round" },
      paint: { "line-color": p.selection, "line-width": 3.5 },
    },
    {
      id: "cell-signs", type: "symbol", source: "cell-signs", minzoom: 12.2,
      layout: {
        "text-field": ["match", KIND, "worse", SIGNS.worse, "better", SIGNS.better, "can_not_tell", SIGNS.can_not_tell, ""],
        "text-font": STRONG, "text-size": ["interpolate", ["linear"], ["zoom"], 12.2, 11, 16, 26],
        "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: {
        "text-color": ["match", KIND, "worse", p.safetyWorse, "better", p.safetyBetter, p.safetyUnknown],
        "text-halo-color": p.halo, "text-halo-width": 1.6, "text-opacity": ["match", KIND, "can_not_tell", 0.7, 1],
      },
    },
  ];
}

function rgb(colour) {
  const value = Number.parseInt(colour.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A square that repeats without a seam; `ink` gives how much colour a point of it has, 0 to 1. */
function picture(colour, ink) {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      data.set([...rgb(colour), Math.round(255 * ink(x, y))], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

function soft(distance, reach) {
  return Math.max(0, Math.min(1, reach - distance + 0.5));
}

/** Lines from left below to right above. */
function hatch(x, y) {
  const across = (x + y) % SIZE;
  return soft(Math.min(across, SIZE - across) / Math.SQRT2, 1.4);
}

function dots(x, y) {
  const half = SIZE / 2;
  return soft(Math.hypot(x - half, y - half), 2.2);
}

/** Draws the patterns in the colours of a palette, anew where they are there. */
export function paintPatterns(map, p) {
  for (const [id, image] of [["cells-worse", picture(p.safetyWorse, hatch)], ["cells-better", picture(p.safetyBetter, dots)]]) {
    if (map.hasImage(id)) {
      map.updateImage(id, image);
    } else {
      map.addImage(id, image, { pixelRatio: 2 });
    }
  }
}

/** What is drawn of the rows for a part of the day. */
export class Cells {
  #map;
  #rows = [];
  #open = "";
  #shown = { on: false, part: "night" };

  constructor(map) {
    this.#map = map;
  }

  get any() {
    return this.#rows.length > 0;
  }

  setRows(rows) {
    this.#rows = rows;
    this.#draw();
  }

  show(on, part) {
    if (on === this.#shown.on && part === this.#shown.part) return;
    this.#shown = { on, part };
    this.#draw();
  }

  mark(id) {
    this.#open = id;
    this.#draw();
  }

  /** The middle of a hexagon, [lon, lat], or null. */
  middle(id) {
    const row = this.#rows.find((one) => one[0] === id);
    return row ? centre(row[1]) : null;
  }

  #draw() {
    const drawn = this.#shown.on ? this.#rows.map((row) => this.#feature(row)).filter(Boolean) : [];
    this.#map.getSource("cells").setData(collection(drawn.map(([hexagon]) => hexagon)));
    this.#map.getSource("cell-signs").setData(collection(drawn.map(([, sign]) => sign)));
  }

  #feature([id, ring, day, night]) {
    const kind = this.#shown.part === "day" ? day : night;
    if (!kind && id !== this.#open) return null;
    const corners = pairs(ring);
    const properties = { id, kind: kind || "not_enough", open: id === this.#open ? 1 : 0 };
    const hexagon = { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [[...corners, corners[0]]] } };
    return [hexagon, point(...centre(ring), properties)];
  }
}

function pairs(ring) {
  return Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i], ring[2 * i + 1]]);
}

function centre(ring) {
  const corners = pairs(ring);
  return [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length);
}
