/** The suggested walk with its numbered stops, and the track of the patrol: its runs of fixes, its gaps as gaps. */

import { collection, point } from "./geometry.js";

const STRONG = ["Inter SemiBold"];
const ICON = ["Lucide"];
const CHECK = String.fromCodePoint(0xe06c);
const EMPTY = { type: "geojson", data: { type: "FeatureCollection", features: [] } };

export const STOP_LAYERS = ["walk-stops"];

function line(coordinates) {
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
}

export function walkSources() {
  return Object.fromEntries(["walk-way", "walk-stops", "track-pieces", "track-gaps", "track-ends"].map((id) => [id, { ...EMPTY }]));
}

function casing(id, p, width) {
  return {
    id: `${id}-casing`, type: "line", source: id, layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": p.halo, "line-width": width },
  };
}

/** What lies below the tips: the way of the walk, and over it the track. */
export function walkLines(p) {
  const round = { "line-join": "round", "line-cap": "round" };
  return [
    casing("walk-way", p, 7),
    { id: "walk-way", type: "line", source: "walk-way", layout: { "line-join": "round" }, paint: { "line-color": p.selection, "line-width": 3.5, "line-dasharray": [2.4, 1.2] } },
    casing("track-pieces", p, 8),
    { id: "track-gaps", type: "line", source: "track-gaps", paint: { "line-color": p.textMuted, "line-width": 2, "line-dasharray": [1, 3] } },
    { id: "track-pieces", type: "line", source: "track-pieces", layout: round, paint: { "line-color": p.info, "line-width": 4.5 } },
    {
      id: "track-ends", type: "circle", source: "track-ends",
      paint: { "circle-radius": 4, "circle-color": p.surface, "circle-stroke-color": p.textMuted, "circle-stroke-width": 2 },
    },
  ];
}

/** What lies above the tips: the stops, which a finger means before all else. */
export function walkStops(p) {
  const done = ["==", ["get", "done"], 1];
  return [
    {
      id: "walk-stops", type: "circle", source: "walk-stops",
      paint: {
        "circle-radius": 15, "circle-color": ["case", done, p.surface, p.selection],
        "circle-stroke-color": ["case", done, p.textMuted, p.surface], "circle-stroke-width": 2.5,
      },
    },
    {
      id: "walk-numbers", type: "symbol", source: "walk-stops",
      layout: {
        "text-field": ["case", done, CHECK, ["to-string", ["get", "number"]]],
        "text-font": ["case", done, ["literal", ICON], ["literal", STRONG]], "text-size": 15,
        "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: { "text-color": ["case", done, p.textMuted, p.scheme === "dark" ? p.surfaceDim : p.onPrimary] },
    },
  ];
}

export class Walk {
  #map;

  constructor(map) {
    this.#map = map;
  }

  setWalk({ stops, way }) {
    this.#show("walk-way", way.length > 1 ? [line(way)] : []);
    this.#show("walk-stops", stops.map(({ id, lon, lat, number, title, done }) => point(lon, lat, { id, number, title, done: done ? 1 : 0 })));
  }

  setTrack({ pieces, gaps }) {
    this.#show("track-pieces", pieces.filter((piece) => piece.length > 1).map(line));
    this.#show("track-gaps", gaps.map(line));
    this.#show("track-ends", gaps.flat().map(([lon, lat]) => point(lon, lat)));
  }

  #show(source, features) {
    this.#map.getSource(source).setData(collection(features));
  }
}
