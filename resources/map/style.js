/** The quiet ground: layers of the basemap, drawn with a palette. Layer and attribute names as in MESSAGES.md. */

const REGULAR = ["Inter Regular"];
const STRONG = ["Inter SemiBold"];
const SOURCE = "basemap";

const WIDE = ["motorway", "trunk", "primary", "secondary", "tertiary", "minor", "pedestrian", "service"];
const PATHS = ["path", "track", "steps"];

/** Half the story of a street map is the weight of its lines: pixels by class at a few zooms. */
function roadWidth(extra) {
  const at = (motorway, primary, secondary, tertiary, minor, service) => ["+", extra, ["*",
    ["case", ["==", ["get", "link"], 1], 0.55, 1], ["match", ["get", "class"],
      ["motorway", "trunk"], motorway, "primary", primary, "secondary", secondary, "tertiary", tertiary,
      ["minor", "pedestrian"], minor, service]]];
  return ["interpolate", ["exponential", 1.6], ["zoom"],
    8, at(1.2, 0.9, 0.6, 0.4, 0.2, 0.1),
    12, at(3, 2.4, 1.9, 1.4, 0.8, 0.4),
    14, at(5, 4.4, 3.8, 3, 2.2, 1.2),
    16, at(11, 10, 9, 8, 6.5, 3.6),
    18, at(28, 26, 24, 22, 19, 11),
    20, at(70, 64, 60, 56, 50, 28)];
}

/** Small streets appear only when they help. */
const SHOWN = ["step", ["zoom"], ["in", ["get", "class"], ["literal", WIDE.slice(0, 4)]],
  10, ["in", ["get", "class"], ["literal", WIDE.slice(0, 5)]],
  12, ["in", ["get", "class"], ["literal", WIDE.slice(0, 7)]],
  13.5, ["in", ["get", "class"], ["literal", WIDE]]];

const RANK = ["match", ["get", "class"], "motorway", 8, "trunk", 7, "primary", 6, "secondary", 5, "tertiary", 4,
  "minor", 3, "pedestrian", 2, 1];

function fill(id, layer, colour, more = {}) {
  const { minzoom, filter, outline, opacity } = more;
  return {
    id, type: "fill", source: SOURCE, "source-layer": layer, ...(minzoom && { minzoom }), ...(filter && { filter }),
    paint: {
      "fill-color": colour, "fill-antialias": true, ...(outline && { "fill-outline-color": outline }),
      ...(opacity && { "fill-opacity": opacity }),
    },
  };
}

function areas(p) {
  return [
    fill("built", "landuse", p.built, { filter: ["==", ["get", "kind"], "built"] }),
    fill("yards", "landuse", p.yard, { filter: ["==", ["get", "kind"], "yard"] }),
    fill("works", "landuse", p.works, { filter: ["==", ["get", "kind"], "works"] }),
    fill("green", "green", ["match", ["get", "kind"], "wood", p.wood, "pitch", p.pitch, p.green]),
    fill("plazas", "landuse", p.roadMinor, { filter: ["==", ["get", "kind"], "plaza"] }),
    fill("water", "water", p.water),
    {
      id: "waterways", type: "line", source: SOURCE, "source-layer": "waterways",
      filter: ["step", ["zoom"], ["in", ["get", "kind"], ["literal", ["river", "large"]]], 12, true],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": ["match", ["get", "kind"], "large", p.water, p.waterLine],
        "line-width": ["interpolate", ["exponential", 2], ["zoom"], 8, ["match", ["get", "kind"], "large", 1.2, 0.4],
          12, ["match", ["get", "kind"], "large", 9, "river", 1.2, 0.5],
          14, ["match", ["get", "kind"], "large", 36, "river", 3, 1.1],
          18, ["match", ["get", "kind"], "large", 576, "river", 14, 5]],
      },
    },
    fill("buildings", "buildings", p.building, {
      minzoom: 13, outline: p.buildingLine,
      opacity: ["interpolate", ["linear"], ["zoom"], 13, 0, 14.2, 1],
    }),
  ];
}

function rails(p) {
  const base = { type: "line", source: SOURCE, "source-layer": "rails", minzoom: 10 };
  return [
    {
      ...base, id: "rails",
      paint: {
        "line-color": p.rail,
        "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 14, 1, 18, 2],
        "line-opacity": ["match", ["get", "kind"], "rail", 1, 0.6],
      },
    },
    {
      ...base, id: "rail-sleepers", minzoom: 14, filter: ["==", ["get", "kind"], "rail"],
      paint: {
        "line-color": p.rail, "line-dasharray": [0.25, 2.2],
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 3.5, 18, 8],
      },
    },
  ];
}

function roads(p) {
  const base = { type: "line", source: SOURCE, "source-layer": "roads" };
  const layout = { "line-cap": "round", "line-join": "round", "line-sort-key": RANK };
  const narrow = (id, kind, dash, width) => ({
    ...base, id, minzoom: 13.5, filter: kind, layout: { "line-cap": "butt", "line-join": "round" },
    paint: {
      "line-color": p.path, "line-dasharray": dash,
      "line-width": ["interpolate", ["linear"], ["zoom"], 13.5, width * 0.5, 16, width, 19, width * 2.4],
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 0.35, 15.5, 0.8],
    },
  });
  const notTunnel = ["!=", ["get", "tunnel"], 1];
  return [
    {
      ...base, id: "road-tunnels", filter: ["all", ["==", ["get", "tunnel"], 1], SHOWN], layout,
      paint: { "line-color": p.casing, "line-opacity": 0.35, "line-width": roadWidth(0), "line-dasharray": [1, 0.6] },
    },
    {
      ...base, id: "road-casings", minzoom: 11, filter: ["all", notTunnel, SHOWN], layout,
      paint: {
        "line-color": p.casing, "line-width": roadWidth(1.4),
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 11, 0.5, 14, 1],
      },
    },
    {
      ...base, id: "roads", filter: ["all", notTunnel, SHOWN], layout,
      paint: {
        "line-color": ["match", ["get", "class"], ["motorway", "trunk"], p.roadMotorway, ["primary", "secondary"],
          p.roadMajor, "tertiary", p.road, p.roadMinor],
        "line-width": roadWidth(0),
      },
    },
    narrow("paths", ["in", ["get", "class"], ["literal", PATHS.slice(0, 2)]], [2.4, 1.4], 1.2),
    narrow("steps", ["==", ["get", "class"], "steps"], [0.5, 0.4], 3),
  ];
}

function text(id, layer, colour, halo, size, more) {
  return {
    id, type: "symbol", source: SOURCE, "source-layer": layer, ...more.where,
    layout: { "text-field": ["get", "name"], "text-font": more.font ?? REGULAR, "text-size": size, ...more.layout },
    paint: { "text-color": colour, "text-halo-color": halo, "text-halo-width": 1.4, "text-halo-blur": 0.4 },
  };
}

function labels(p) {
  const along = { "symbol-placement": "line", "text-max-angle": 38, "text-padding": 4, "symbol-spacing": 320 };
  const streets = (id, minzoom, filter, size) => text(id, "roads", p.label, p.halo, size, {
    where: { minzoom, filter: ["all", ["has", "name"], filter] }, layout: along,
  });
  const bySize = (small, large) => ["interpolate", ["linear"], ["zoom"], 12, small, 18, large];
  return [
    text("house-numbers", "addresses", p.label, p.halo, 10.5, {
      where: { minzoom: 17 }, layout: { "text-field": ["get", "number"], "text-padding": 3 },
    }),
    named("water-names", 13, "water", p.labelWater, p.halo, bySize(11, 14)),
    text("waterway-names", "waterways", p.labelWater, p.halo, bySize(10.5, 13), {
      where: { minzoom: 12.5, filter: ["has", "name"] }, layout: { ...along, "symbol-spacing": 480, "text-letter-spacing": 0.06 },
    }),
    streets("street-names-minor", 15, ["in", ["get", "class"], ["literal", ["minor", "pedestrian", "service"]]], bySize(10, 13)),
    streets("street-names-major", 13.5, ["in", ["get", "class"], ["literal", ["primary", "secondary", "tertiary"]]], bySize(11, 14)),
    named("green-names", 14.5, "green", p.labelGreen, p.halo, 11.5),
    {
      ...named("pois", 15, "", p.label, p.halo, 11.5),
      filter: ["all", ["!", ["in", ["get", "kind"], ["literal", ["water", "green"]]]], ["<=", ["get", "rank"], ["step", ["zoom"], 1, 15, 2, 16, 3, 16.6, 4]]],
    },
    text("places-small", "places", p.label, p.halo, bySize(11.5, 15), {
      where: { minzoom: 11.5, maxzoom: 16.5, filter: [">=", ["get", "rank"], 4] },
      layout: { "symbol-sort-key": ["get", "rank"], "text-letter-spacing": 0.04, "text-padding": 10, "text-max-width": 8 },
    }),
    text("places", "places", p.labelStrong, p.halo, ["interpolate", ["linear"], ["zoom"], 8,
      ["match", ["get", "rank"], 1, 15, 12], 14, ["match", ["get", "rank"], 1, 21, 16]], {
      where: { maxzoom: 15, filter: ["<", ["get", "rank"], 4] }, font: STRONG,
      layout: { "symbol-sort-key": ["get", "rank"], "text-padding": 8 },
    }),
  ];
}

/** Names of waters, greens and the few places that people meet at. */
function named(id, minzoom, kind, colour, halo, size) {
  return text(id, "names", colour, halo, size, {
    where: { minzoom, filter: ["==", ["get", "kind"], kind] },
    layout: { "text-max-width": 7, "text-padding": 8, "symbol-sort-key": ["get", "rank"] },
  });
}

/** All layers of the basemap, from the ground up. */
export function basemapLayers(p) {
  return [...areas(p), ...rails(p), ...roads(p), ...labels(p)];
}

/** The plain ground, with which the map begins whether there is a basemap or not. */
export function emptyStyle(p) {
  const file = (path) => new URL(path, document.baseURI).href;
  return {
    version: 8,
    "font-faces": {
      "Inter Regular": file("vendor/inter/Inter_400Regular.ttf"),
      "Inter SemiBold": file("vendor/inter/Inter_600SemiBold.ttf"),
      Lucide: file("vendor/lucide/lucide.ttf"),
    },
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": p.ground } }],
  };
}
