/** The map page: draws what the host says, tells the host what was touched. Messages: MESSAGES.md. */

import { Map as MapLibre, setWorkerCount, setWorkerUrl } from "./vendor/maplibre-gl/maplibre-gl.mjs";
import { showGround } from "./ground.js";
import { Gestures } from "./gestures.js";
import { rested } from "./rest.js";
import { overlayLayers, overlaySources } from "./overlays.js";
import { palette } from "./palette.js";
import { Safety } from "./safety.js";
import { emptyStyle } from "./style.js";
import { Overlay } from "./overlay.js";
import { Walk } from "./walk.js";
import { connect } from "./transport.js";

const VERSION = 1;

setWorkerUrl(new URL("vendor/maplibre-gl/maplibre-gl-worker.mjs", document.baseURI).href);
setWorkerCount(1);

const state = { palette: palette("light", {}), animate: true, handled: 0 };
let send = () => {};

function tell(type, fields = {}) {
  send(JSON.stringify({ v: VERSION, type, ...fields }));
}

function fail(code, detail) {
  tell("failed", { code, detail: String(detail).slice(0, 300) });
}

const DRESSED = ["ground", "halo", "label", "text", "textMuted", "surface", "outline", "primary", "onPrimary", "safetyWorse",
  "safetyBetter", "safetyUnknown", "safetyFew"];

function dress() {
  const style = document.documentElement.style;
  for (const role of DRESSED) {
    style.setProperty(`--${role}`, state.palette[role]);
  }
}

/** Repaints layers in place: sources keep their data and the picture never goes blank. */
function repaint(map, layers) {
  for (const layer of layers.filter(({ id }) => map.getLayer(id))) {
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      map.setPaintProperty(layer.id, name, value, { validate: false });
    }
  }
}

function handlers(map, overlay, safety, ease) {
  const walk = new Walk(map);
  return {
    setTheme({ scheme, tokens, reducedMotion }) {
      state.palette = palette(scheme, tokens ?? {});
      state.animate = !reducedMotion;
      dress();
      safety.repaint(state.palette);
      repaint(map, [...emptyStyle(state.palette).layers, ...showGround.layers(state.palette), ...overlayLayers(state.palette)]);
    },
    setWords({ mapLabel }) {
      map.getCanvas().setAttribute("aria-label", mapLabel);
    },
    setBasemap({ basemap }) {
      showGround(map, basemap, state.palette);
    },
    setDistricts: ({ geojson, mine }) => overlay.setDistricts(geojson, mine ?? []),
    setCategories: ({ icons }) => overlay.setIcons(icons),
    setTips: ({ revision, part, parts, rows }) => overlay.takePart(revision, part, parts, rows),
    patchTips: ({ put, gone }) => overlay.patch(put, gone),
    select({ id, move }) {
      const place = overlay.select(id);
      if (place && move && !visible(map, place)) {
        ease({ center: place, zoom: Math.max(map.getZoom(), 15.5) });
      }
    },
    setSafety: (message) => safety.setSafety(message),
    setCells: (message) => safety.setCells(message),
    showCell: (message) => safety.showCell(message),
    setWalk: (message) => walk.setWalk(message),
    setTrack: (message) => walk.setTrack(message),
    setPosition: ({ position }) => overlay.setPosition(position),
    fit({ bounds: [west, south, east, north], maxZoom, animate }) {
      map.fitBounds([[west, south], [east, north]], {
        padding: 36, maxZoom: maxZoom ?? 17, duration: animate && state.animate ? 300 : 0,
      });
    },
    center({ lon, lat, zoom }) {
      ease({ center: [lon, lat], ...(zoom ? { zoom } : {}) });
      safety.landed([lon, lat]);
    },
    zoom: ({ by }) => ease({ zoom: map.getZoom() + by }),
    setPadding({ top, right, bottom, left }) {
      document.documentElement.style.setProperty("--covered", `${bottom}px`);
      document.documentElement.style.setProperty("--under", `${top}px`);
      state.padding = { top, right, bottom, left };
      rested(map, () => {
        ease({ padding: state.padding });
        safety.uncover({ only: "covered" });
      });
    },
  };
}

/** Whether a place lies in the part of the map that nothing covers. */
function visible(map, place) {
  const { x, y } = map.project(place);
  const { top, right, bottom, left } = map.getPadding();
  const { clientWidth, clientHeight } = map.getContainer();
  const edge = 30;
  return x > left + edge && x < clientWidth - right - edge && y > top + edge && y < clientHeight - bottom - edge;
}

function obey(handle, json) {
  let message;
  try {
    message = JSON.parse(json);
  } catch (error) {
    fail("json", error.message);
    return;
  }
  if (message?.v !== VERSION || !Object.hasOwn(handle, message.type)) {
    fail("unknown", `${message?.v} ${message?.type}`);
    return;
  }
  try {
    handle[message.type](message);
  } catch (error) {
    fail("message", `${message.type}: ${error.message}`);
  }
}

/** Counts what was handled, and has the map say `idle` after it even if nothing changed in the picture. */
function receiver(map, handle) {
  return (json) => {
    obey(handle, json);
    state.handled += 1;
    map.triggerRepaint();
  };
}

function makeMap() {
  const map = new MapLibre({
    container: "map", style: emptyStyle(state.palette), attributionControl: false, center: [13.4178, 50.4605], zoom: 12,
    minZoom: 6, maxZoom: 19.5, dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: false,
    refreshExpiredTiles: false, fadeDuration: 0, maxTileCacheSize: 80,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}

function start(map) {
  for (const [id, source] of Object.entries(overlaySources())) {
    map.addSource(id, source);
  }
  for (const layer of overlayLayers(state.palette)) {
    map.addLayer(layer);
  }
  const overlay = new Overlay(map);
  const ease = (options) => map.easeTo({ duration: state.animate ? 180 : 0, ...options });
  const safety = new Safety(map, tell, ease);
  safety.repaint(state.palette);
  safety.listen();
  const gestures = new Gestures(map, tell, (point) => safety.at(point));
  gestures.listen();
  map.on("idle", () => tell("idle", { handled: state.handled, zoom: map.getZoom() }));
  map.on("moveend", () => {
    const bounds = map.getBounds();
    tell("moved", { bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom: map.getZoom() });
  });
  return receiver(map, handlers(map, overlay, safety, ease));
}

async function open() {
  dress();
  const waiting = [];
  let receive = (json) => waiting.push(json);
  send = await connect((json) => receive(json));
  let map;
  try {
    map = makeMap();
  } catch (error) {
    fail("webgl", error.message);
    return;
  }
  globalThis.okrskarMap = map;
  map.on("error", ({ error }) => fail("map", error?.message ?? error));
  await map.once("load");
  receive = start(map);
  waiting.forEach(receive);
  tell("ready", { version: VERSION });
}

open();
