/** Keeps what lies on the map and hands it to MapLibre as GeoJSON. */

import { collection, middle, point, ring } from "./geometry.js";

const UNKNOWN_ICON = String.fromCodePoint(0xe082);

export class Overlay {
  #map;
  #tips = new Map();
  #icons = {};
  #parts = { revision: -1, seen: 0, rows: [] };
  #selected = null;

  constructor(map) {
    this.#map = map;
  }

  setIcons(icons) {
    this.#icons = icons;
    for (const feature of this.#tips.values()) {
      feature.properties.icon = this.#icon(feature.properties.category);
    }
    this.#show();
  }

  /** @param {Array} rows one part of a whole: [id, lon, lat, status, category, title, unsent, overdue] */
  takePart(revision, part, parts, rows) {
    if (revision !== this.#parts.revision) {
      this.#parts = { revision, seen: 0, rows: [] };
    }
    this.#parts.rows.push(...rows);
    this.#parts.seen += 1;
    if (this.#parts.seen < parts) return;
    this.#tips = new Map(this.#parts.rows.map((row) => [row[0], this.#feature(row)]));
    this.#parts = { revision: -1, seen: 0, rows: [] };
    this.#show();
  }

  patch(put, gone) {
    for (const id of gone) this.#tips.delete(id);
    for (const row of put) this.#tips.set(row[0], this.#feature(row));
    this.#show();
  }

  /** Highlights a tip, or none; returns where it is, [lon, lat], or null. */
  select(id) {
    this.#selected = id;
    const feature = this.#tips.get(id);
    this.#map.getSource("selected").setData(collection(feature ? [feature] : []));
    return feature?.geometry.coordinates ?? null;
  }

  setDistricts(geojson, mine) {
    const own = new Set(mine);
    const features = geojson.features.map((feature) => ({
      ...feature, properties: { id: feature.properties.id, name: feature.properties.name, mine: own.has(feature.properties.id) ? 1 : 0 },
    }));
    this.#map.getSource("districts").setData(collection(features));
    this.#map.getSource("district-names").setData(
      collection(features.map(({ geometry, properties }) => point(...middle(geometry), properties))),
    );
  }

  setPosition(position) {
    const { lon, lat, accuracy } = position ?? {};
    this.#map.getSource("position").setData(collection(position ? [point(lon, lat)] : []));
    this.#map.getSource("accuracy").setData(collection(position && accuracy ? [ring(lon, lat, accuracy)] : []));
  }

  #icon(category) {
    return this.#icons[category] ?? UNKNOWN_ICON;
  }

  #feature([id, lon, lat, status, category, title, unsent, overdue]) {
    return point(lon, lat, { id, status, category, title, unsent, overdue, icon: this.#icon(category) });
  }

  #show() {
    this.#map.getSource("tips").setData(collection([...this.#tips.values()]));
    if (this.#selected) this.select(this.#selected);
  }
}
