/** Puts the basemap under everything else, its names above the hexagons, or takes it away. */

import { FIRST } from "./cells.js";
import { basemapLayers } from "./style.js";

const SOURCE = "basemap";

/**
 * @param map MapLibre map
 * @param {?{tiles: string, minZoom: number, maxZoom: number, bounds: number[], attribution: string}} basemap
 * @param p palette
 */
export function showGround(map, basemap, p) {
  const credit = document.getElementById("attribution");
  for (const { id } of basemapLayers(p)) {
    if (map.getLayer(id)) map.removeLayer(id);
  }
  if (map.getSource(SOURCE)) map.removeSource(SOURCE);
  credit.textContent = basemap?.attribution ?? "";
  credit.hidden = !credit.textContent;
  if (!basemap) return;
  map.addSource(SOURCE, {
    type: "vector", tiles: [basemap.tiles], minzoom: basemap.minZoom, maxzoom: basemap.maxZoom, bounds: basemap.bounds,
  });
  for (const layer of basemapLayers(p)) {
    map.addLayer(layer, layer.type === "symbol" ? "district-fill" : FIRST);
  }
}

showGround.layers = basemapLayers;
