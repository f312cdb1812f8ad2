/** Fingers and mouse: a tap on a tip, a cluster or the ground, a long press, a hint under the pointer. */

import { TAPPABLE } from "./overlays.js";
import { STOP_LAYERS } from "./walk.js";

const REACH = 14;
const PRESS_MS = 550;

export class Gestures {
  #map;
  #tell;
  #press = null;
  #pressedAt = -Infinity;
  #cellAt;

  /** `cellAt`: the id of the hexagon at a point of the screen, or null. */
  constructor(map, tell, cellAt) {
    this.#map = map;
    this.#tell = tell;
    this.#cellAt = cellAt;
  }

  listen() {
    const map = this.#map;
    map.on("click", (event) => this.#tap(event));
    map.on("contextmenu", (event) => this.#longPress(event.lngLat));
    map.on("touchstart", (event) => {
      this.#release();
      if (event.points.length === 1) {
        this.#press = setTimeout(() => this.#longPress(event.lngLat), PRESS_MS);
      }
    });
    for (const name of ["touchend", "touchmove", "touchcancel", "movestart"]) {
      map.on(name, () => this.#release());
    }
    map.on("mousemove", (event) => this.#hover(event));
    map.on("mouseout", () => this.#hint(null));
  }

  #release() {
    clearTimeout(this.#press);
    this.#press = null;
  }

  #longPress({ lng, lat }) {
    this.#release();
    if (performance.now() - this.#pressedAt < 700) return;
    this.#pressedAt = performance.now();
    this.#tell("longPressed", { lon: lng, lat });
  }

  /** What lies within a finger's reach of a point, the nearest first. */
  #under({ x, y }, layers, reach) {
    const found = this.#map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers });
    const distance = (feature) => {
      const at = this.#map.project(feature.geometry.coordinates);
      return Math.hypot(at.x - x, at.y - y);
    };
    return found.map((feature) => [distance(feature), feature]).sort((a, b) => a[0] - b[0]).map(([, feature]) => feature);
  }

  #tap({ point, lngLat, originalEvent }) {
    if (performance.now() - this.#pressedAt < 700) return;
    originalEvent?.preventDefault();
    const [stop] = this.#under(point, STOP_LAYERS, REACH);
    if (stop) {
      this.#tell("stopTapped", { id: stop.properties.id });
      return;
    }
    const found = this.#under(point, TAPPABLE, REACH);
    const [first] = found;
    const cell = first ? null : this.#cellAt(point);
    if (cell) {
      this.#tell("cellTapped", { id: cell, lon: lngLat.lng, lat: lngLat.lat });
    } else if (!first) {
      this.#tell("mapTapped", { lon: lngLat.lng, lat: lngLat.lat });
    } else if (first.properties.cluster) {
      this.#open(first);
    } else {
      const ids = found.filter((feature) => feature.properties.id).map((feature) => feature.properties.id);
      const [id, ...also] = new Set(ids);
      this.#tell("tipTapped", { id, also });
    }
  }

  async #open(cluster) {
    const zoom = await this.#map.getSource("tips").getClusterExpansionZoom(cluster.properties.cluster_id);
    this.#map.easeTo({ center: cluster.geometry.coordinates, zoom: Math.min(zoom + 0.2, 18), duration: 180 });
  }

  #hover({ point, originalEvent }) {
    const [feature] = originalEvent.buttons ? [] : this.#under(point, TAPPABLE, 2);
    this.#map.getCanvas().style.cursor = feature || (!originalEvent.buttons && this.#cellAt(point)) ? "pointer" : "";
    this.#hint(feature?.properties.title ? feature : null);
  }

  #hint(feature) {
    const hint = document.getElementById("hint");
    hint.hidden = !feature;
    if (!feature) return;
    const { x, y } = this.#map.project(feature.geometry.coordinates);
    hint.textContent = feature.properties.title;
    hint.style.left = `${x}px`;
    hint.style.top = `${y}px`;
  }
}
