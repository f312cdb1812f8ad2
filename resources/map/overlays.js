/** What the carried work looks like: districts, tips and their clusters, the selected tip, my position. */

import { cellLayers, cellSigns, cellSources } from "./cells.js";
import { STOP_LAYERS, walkLines, walkSources, walkStops } from "./walk.js";

const ICON = ["Lucide"];
const STRONG = ["Inter SemiBold"];
const NOTHING = { type: "FeatureCollection", features: [] };

/** Above this zoom tips stand alone; cluster radius in pixels. */
const CLUSTER = { cluster: true, clusterMaxZoom: 16, clusterRadius: 46 };

const BADGE_OVERDUE = "!";
const BADGE_UNSENT = "↑";
const BADGE_WAITING = "…";

export function overlaySources() {
  const geojson = { type: "geojson", data: NOTHING };
  return {
    ...cellSources(),
    ...walkSources(),
    districts: { ...geojson, tolerance: 0.2 },
    "district-names": { ...geojson },
    accuracy: { ...geojson },
    tips: { ...geojson, ...CLUSTER, maxzoom: 17, clusterProperties: { overdue: ["+", ["get", "overdue"]] } },
    selected: { ...geojson },
    position: { ...geojson },
  };
}

const single = ["!", ["has", "point_count"]];

/** Ring, disc and sign by status: shape and fill tell as much as colour does. */
function statusColour(p) {
  return ["match", ["get", "status"], "new", p.primary, "reopened", p.primary, "waiting", p.warning,
    "closed", p.textMuted, p.primary];
}
const filled = ["match", ["get", "status"], ["new", "reopened"], true, false];
const closed = ["==", ["get", "status"], "closed"];

function disc(id, source, p, radius, filter) {
  return {
    id, type: "circle", source, filter,
    layout: { "circle-sort-key": ["case", closed, 0, filled, 2, 1] },
    paint: {
      "circle-radius": ["case", closed, radius - 4, radius],
      "circle-color": ["case", filled, p.primary, p.surface],
      "circle-stroke-width": ["case", filled, 1.5, closed, 1.5, 2.5],
      "circle-stroke-color": ["case", filled, p.surface, statusColour(p)],
    },
  };
}

function sign(id, source, p, size, filter) {
  return {
    id, type: "symbol", source, filter,
    layout: {
      "text-field": ["get", "icon"], "text-font": ICON, "text-size": ["case", closed, size - 4, size],
      "text-allow-overlap": true, "text-ignore-placement": true, "symbol-sort-key": ["case", closed, 0, filled, 2, 1],
    },
    paint: { "text-color": ["case", filled, p.onPrimary, statusColour(p)] },
  };
}

/** A small round mark at a corner of the disc, x and y in pixels from its middle. */
function badge(id, source, p, { glyph, lift = 0, colour, ink, at, filter }) {
  return [
    {
      id: `${id}-disc`, type: "circle", source, filter,
      paint: {
        "circle-radius": 7, "circle-color": colour, "circle-stroke-color": p.surface, "circle-stroke-width": 1.5,
        "circle-translate": at, "circle-translate-anchor": "viewport",
      },
    },
    {
      id: `${id}-sign`, type: "symbol", source, filter,
      layout: {
        "text-field": glyph, "text-font": STRONG, "text-size": 11, "text-offset": [0, lift], "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: { "text-color": ink, "text-translate": at, "text-translate-anchor": "viewport" },
    },
  ];
}

function badges(id, source, p, reach, filter) {
  const only = (key) => ["all", filter, ["==", ["get", key], 1]];
  return [
    ...badge(`${id}-waiting`, source, p, {
      glyph: BADGE_WAITING, lift: -0.3, colour: p.warning, ink: p.surface, at: [-reach, -reach],
      filter: ["all", filter, ["==", ["get", "status"], "waiting"]],
    }),
    ...badge(`${id}-overdue`, source, p, {
      glyph: BADGE_OVERDUE, colour: p.danger, ink: p.onDanger, at: [reach, -reach], filter: only("overdue"),
    }),
    ...badge(`${id}-unsent`, source, p, {
      glyph: BADGE_UNSENT, colour: p.info, ink: p.surface, at: [reach, reach], filter: only("unsent"),
    }),
  ];
}

function districts(p) {
  return [
    { id: "district-fill", type: "fill", source: "districts", paint: { "fill-color": p.district, "fill-opacity": ["case", ["==", ["get", "mine"], 1], 0.015, 0] } },
    {
      id: "district-band", type: "line", source: "districts", layout: { "line-join": "round" },
      paint: {
        "line-color": p.district, "line-width": ["interpolate", ["linear"], ["zoom"], 11, 3, 16, 11],
        "line-opacity": ["case", ["==", ["get", "mine"], 1], 0.26, 0.1],
      },
    },
    {
      id: "district-line", type: "line", source: "districts", layout: { "line-join": "round" },
      paint: {
        "line-color": p.district, "line-width": ["case", ["==", ["get", "mine"], 1], 1.8, 1],
        "line-opacity": ["case", ["==", ["get", "mine"], 1], 0.85, 0.4],
      },
    },
    {
      id: "district-names", type: "symbol", source: "district-names", maxzoom: 15.5,
      layout: {
        "text-field": ["get", "name"], "text-font": STRONG, "text-size": ["interpolate", ["linear"], ["zoom"], 11, 11, 14, 14],
        "text-letter-spacing": 0.05, "text-max-width": 8, "text-padding": 6,
      },
      paint: { "text-color": p.district, "text-halo-color": p.halo, "text-halo-width": 1.6 },
    },
  ];
}

function clusters(p) {
  const filter = ["has", "point_count"];
  return [
    {
      id: "clusters", type: "circle", source: "tips", filter,
      paint: {
        "circle-radius": ["step", ["get", "point_count"], 17, 10, 20, 100, 24, 1000, 29],
        "circle-color": p.surface, "circle-stroke-color": p.primary, "circle-stroke-width": 2.5,
      },
    },
    {
      id: "cluster-counts", type: "symbol", source: "tips", filter,
      layout: {
        "text-field": ["get", "point_count_abbreviated"], "text-font": STRONG, "text-allow-overlap": true,
        "text-ignore-placement": true, "text-size": ["step", ["get", "point_count"], 14, 100, 15, 1000, 16],
      },
      paint: { "text-color": p.text },
    },
    ...badge("clusters-overdue", "tips", p, {
      glyph: BADGE_OVERDUE, colour: p.danger, ink: p.onDanger, at: [14, -14],
      filter: ["all", filter, [">", ["get", "overdue"], 0]],
    }),
  ];
}

function selected(p) {
  return [
    {
      id: "selected-halo", type: "circle", source: "selected",
      paint: {
        "circle-radius": 24, "circle-color": p.selection, "circle-opacity": 0.28,
        "circle-stroke-color": p.selection, "circle-stroke-width": 3,
      },
    },
    disc("selected", "selected", p, 16, true),
    sign("selected-sign", "selected", p, 18, true),
    ...badges("selected", "selected", p, 13, true),
  ];
}

function position(p) {
  return [
    {
      id: "accuracy", type: "fill", source: "accuracy",
      paint: { "fill-color": p.info, "fill-opacity": 0.14, "fill-outline-color": p.info },
    },
    {
      id: "position", type: "circle", source: "position",
      paint: { "circle-radius": 8, "circle-color": p.info, "circle-stroke-color": p.surface, "circle-stroke-width": 3 },
    },
  ];
}

/** All layers that lie on the ground, from below up. */
export function overlayLayers(p) {
  const [accuracy, dot] = position(p);
  return [
    ...cellLayers(p), ...cellSigns(p), ...districts(p), ...walkLines(p), accuracy, ...clusters(p), disc("tips", "tips", p, 13, single), sign("tips-sign", "tips", p, 15, single),
    ...badges("tips", "tips", p, 11, single), ...selected(p), ...walkStops(p), dot,
  ];
}

/** Layers that a finger can mean, the topmost first. */
export const TAPPABLE = [...STOP_LAYERS, "selected", "tips", "clusters"];
