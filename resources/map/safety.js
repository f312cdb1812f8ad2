/** The layer of the safety surface as one touches it: its buttons, its legend, and the card of a hexagon. */

import { Cells, paintPatterns, SIGNS } from "./cells.js";
import { rested } from "./rest.js";

/** Degrees between two names of one place. */
const NEAR = 1e-4;

const byId = (id) => document.getElementById(id);

function made(tag, text = "", className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

function swatch(kind) {
  const hexagon = made("span", SIGNS[kind] ?? "", `hexagon ${kind || "not_enough"}`);
  hexagon.setAttribute("aria-hidden", "true");
  return hexagon;
}

export class Safety {
  #map;
  #tell;
  #ease;
  #cells;
  #state = { on: false, part: "night" };
  #card = null;
  #coming = [];

  constructor(map, tell, ease) {
    this.#map = map;
    this.#tell = tell;
    this.#ease = ease;
    this.#cells = new Cells(map);
  }

  listen() {
    byId("safety-on").addEventListener("click", () => this.#ask({ on: !this.#state.on }));
    for (const part of ["day", "night"]) {
      byId(`safety-${part}`).addEventListener("click", () => this.#ask({ part }));
    }
    byId("safety-worst").addEventListener("click", () => this.#tell("worstAsked"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#card) this.#tell("cellClosed");
    });
    const canvas = this.#map.getCanvas();
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.#state.on) this.#chooseMiddle();
    });
    for (const name of ["focus", "blur"]) canvas.addEventListener(name, () => this.#aim());
    byId("legend").open = innerWidth >= 700;
  }

  repaint(p) {
    paintPatterns(this.#map, p);
  }

  setSafety({ on, part, words }) {
    this.#state = { on, part };
    this.#cells.show(on, part);
    byId("safety").hidden = false;
    this.#button("safety-on", words.show, on);
    this.#button("safety-day", words.day, part === "day");
    this.#button("safety-night", words.night, part === "night");
    byId("safety-parts").hidden = !on;
    byId("safety-worst").hidden = !on;
    byId("safety-worst").textContent = words.worst;
    byId("safety-empty").textContent = words.empty;
    this.#fillLegend(words);
    byId("card-close").setAttribute("aria-label", words.close);
    this.#settle();
  }

  setCells({ part, parts, rows }) {
    this.#coming = part === 0 ? rows : [...this.#coming, ...rows];
    if (part < parts - 1) return;
    this.#cells.setRows(this.#coming);
    this.#settle();
  }

  showCell({ card, focus }) {
    const before = this.#card;
    this.#card = card;
    this.#cells.mark(card?.id ?? "");
    const element = byId("card");
    const held = element.contains(document.activeElement);
    element.hidden = !card;
    document.body.classList.toggle("carded", Boolean(card));
    if (!card) {
      if (before && held) this.#map.getCanvas().focus();
      return;
    }
    this.#fillCard(card);
    if (focus) this.uncover();
    if (focus && before?.id !== card.id) element.focus();
  }

  /** The hexagon at a point of the screen, or null. */
  at({ x, y }) {
    const [found] = this.#state.on ? this.#map.queryRenderedFeatures([x, y], { layers: ["cells"] }) : [];
    return found?.properties.id ?? null;
  }

  #ask(change) {
    this.#tell("safetyAsked", { ...this.#state, ...change });
  }

  #button(id, text, pressed) {
    byId(id).textContent = text;
    byId(id).setAttribute("aria-pressed", String(pressed));
  }

  #settle() {
    byId("legend").hidden = !this.#state.on || !this.#cells.any;
    byId("safety-empty").hidden = !this.#state.on || this.#cells.any;
    this.#aim();
  }

  #fillLegend({ legendTitle, legend, age }) {
    byId("legend-title").textContent = age ? `${legendTitle}: ${age}` : legendTitle;
    byId("legend-kinds").replaceChildren(...Object.entries(legend).map(([kind, [name, about]]) => {
      const line = made("li");
      const words = made("span");
      words.append(made("b", name), ` ${about}`);
      line.append(swatch(kind), words);
      return line;
    }));
  }

  #fillCard({ title, subtitle, parts, below, tips }) {
    byId("card-title").textContent = title;
    byId("card-subtitle").textContent = subtitle;
    byId("card-parts").replaceChildren(...parts.map((part) => {
      const column = made("section");
      const head = made("h2", part.title);
      head.prepend(swatch(part.kind));
      column.append(head, ...part.lines.map((line) => made("p", line)));
      return column;
    }));
    byId("card-below").textContent = below;
    byId("card-tips").replaceChildren(...tips.map(({ id, title: words }) => {
      const button = made("button", words);
      button.addEventListener("click", () => this.#tell("tipTapped", { id, also: [] }));
      const line = made("li");
      line.append(button);
      return line;
    }));
    byId("card-close").onclick = () => this.#tell("cellClosed");
    byId("card").scrollTop = 0;
  }

  /** Where the keyboard aims. */
  #middle() {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const { top, right, bottom, left } = this.#map.getPadding();
    return { x: (left + clientWidth - right) / 2, y: (top + clientHeight - bottom) / 2 };
  }

  #aim() {
    const cross = byId("cross");
    cross.hidden = !this.#state.on || !this.#map.getCanvas().matches(":focus-visible");
    const { x, y } = this.#middle();
    cross.style.left = `${x}px`;
    cross.style.top = `${y}px`;
  }

  #chooseMiddle() {
    const middle = this.#middle();
    const id = this.at(middle);
    const { lng, lat } = this.#map.unproject([middle.x, middle.y]);
    if (id) this.#tell("cellTapped", { id, lon: lng, lat });
  }

  /** The map goes to a place: where that is the open hexagon, its card makes way. */
  landed([lon, lat]) {
    const place = this.#card && this.#cells.middle(this.#card.id);
    if (place && Math.hypot(place[0] - lon, place[1] - lat) < NEAR) this.uncover();
  }

  /** Moves the map, once it rests, where the card lies over its hexagon; also, but for `only`, where that is out of sight. */
  uncover({ only } = {}) {
    rested(this.#map, () => {
      const place = this.#card && this.#cells.middle(this.#card.id);
      if (place) this.#reveal(place, byId("card"), only);
    });
  }

  #reveal(place, element, only) {
    const { x, y } = this.#map.project(place);
    const box = element.getBoundingClientRect();
    const { clientWidth, clientHeight } = this.#map.getContainer();
    const seen = x > 40 && x < clientWidth - 40 && y > 60 && y < clientHeight - 40;
    const covered = x > box.left - 40 && x < box.right + 40 && y > box.top - 40;
    if (seen ? !covered : only) return;
    const wide = box.width < clientWidth * 0.7;
    const { x: atX, y: atY } = this.#middle();
    const aim = wide ? [(box.right + clientWidth) / 2, atY] : [clientWidth / 2, Math.max(90, box.top / 2 + 40)];
    this.#ease({ center: place, offset: [aim[0] - atX, aim[1] - atY] });
  }
}
