"use strict";
// Lets one cover a photo by boxes and a brush, with a mouse, a finger or the keyboard, instead of ticking fields.
// It only writes down where: the server paints. Everything works without it.
(() => {
  const form = document.getElementById("showing"), whole = document.getElementById("whole");
  if (!form || !whole) return;
  const PARTS = 10000, MOST = 19000, COLOUR = "rgb(40 40 44)", STEP = 250, FINE = 50;
  const field = document.getElementById("covers"), size = document.getElementById("size");
  const state = form.querySelector("[data-state]"), painter = form.querySelector(".painter");
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", painter.dataset.canvas);
  painter.append(canvas);
  form.querySelector("[data-tools]").hidden = false;

  // Fields that were ticked before the script came are boxes like any other.
  const grid = form.querySelector("[data-fields]"), ticked = [...grid.querySelectorAll(":checked")];
  const side = PARTS / Math.sqrt(grid.querySelectorAll("input").length);
  const shapes = field.value ? field.value.split(";") : [];
  for (const one of ticked) {
    const place = Number(one.name.slice(1)), columns = PARTS / side;
    shapes.push(["b", (place % columns) * side, Math.floor(place / columns) * side, side, side].join(","));
  }
  grid.disabled = grid.hidden = true;
  form.querySelector("[data-fields-hint]").hidden = true;

  let begun = null, cross = null; // what is being drawn: its kind and points; where the keyboard is
  const tool = () => form.elements.namedItem("tool").value;
  const within = (one) => Math.max(0, Math.min(PARTS, Math.round(one)));

  const text = ({ kind, points, radius }) => {
    if (kind === "brush") return ["s", radius, ...points.flat()].join(",");
    const [[x1, y1], [x2, y2]] = [points[0], points.at(-1)];
    return ["b", Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)].join(",");
  };

  const draw = () => {
    const { width, height } = canvas, pen = canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = pen.strokeStyle = COLOUR;
    pen.lineJoin = pen.lineCap = "round";
    for (const shape of begun ? [...shapes, text(begun)] : shapes) {
      const [kind, ...numbers] = shape.split(","), told = numbers.map(Number);
      if (kind === "b") {
        const [x, y, wide, high] = told;
        pen.fillRect((x * width) / PARTS, (y * height) / PARTS, (wide * width) / PARTS, (high * height) / PARTS);
      } else {
        const [radius, ...at] = told;
        pen.lineWidth = (2 * radius * width) / PARTS;
        pen.beginPath();
        for (let n = 0; n < at.length; n += 2) pen.lineTo((at[n] * width) / PARTS, (at[n + 1] * height) / PARTS);
        if (at.length === 2) pen.lineTo((at[0] * width) / PARTS + 0.1, (at[1] * height) / PARTS);
        pen.stroke();
      }
    }
    if (cross && document.activeElement === canvas) {
      const x = (cross[0] * width) / PARTS, y = (cross[1] * height) / PARTS, arm = width / 30;
      for (const [colour, line] of [["#fff", 5], ["#c00", 2]]) {
        pen.strokeStyle = colour;
        pen.lineWidth = line * (width / Math.max(1, canvas.clientWidth));
        pen.beginPath();
        pen.moveTo(x - arm, y), pen.lineTo(x + arm, y), pen.moveTo(x, y - arm), pen.lineTo(x, y + arm);
        pen.stroke();
      }
    }
  };

  const say = () => {
    const at = cross ? `${state.dataset.cross} ${Math.round(cross[0] / 100)} %, ${Math.round(cross[1] / 100)} %. ` : "";
    state.textContent = `${at}${state.dataset.count} ${shapes.length}`;
  };
  const written = () => { field.value = shapes.join(";"); draw(); say(); };

  const begin = (point) => { begun = { kind: tool(), points: [point], radius: Number(size.value) }; draw(); };
  const go = (point) => {
    if (!begun) return;
    const [x, y] = begun.points.at(-1);
    if (begun.kind === "box") begun.points[1] = point;
    else if (Math.hypot(point[0] - x, point[1] - y) >= 60) begun.points.push(point);
    draw();
  };
  const end = () => {
    if (!begun) return;
    const shape = text(begun), [kind, , , wide, high] = shape.split(",");
    begun = null;
    const is_something = kind === "s" || (Number(wide) > 0 && Number(high) > 0);
    if (is_something && shapes.join(";").length + shape.length < MOST) shapes.push(shape);
    written();
  };

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      within(((event.clientX - box.left) / box.width) * PARTS), within(((event.clientY - box.top) / box.height) * PARTS),
    ];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    canvas.setPointerCapture(event.pointerId);
    cross = null;
    begin(at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    for (const one of event.getCoalescedEvents?.() ?? []) go(at(one));
    go(at(event));
  });
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end); // rather too much is covered than too little

  const undo = () => { begun ? (begun = null) : shapes.pop(); written(); };
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const move = MOVES[event.key];
    if (move) {
      const step = event.shiftKey ? FINE : STEP, [x, y] = cross ?? [PARTS / 2, PARTS / 2];
      cross = [within(x + move[0] * step), within(y + move[1] * step)];
      go(cross);
    } else if (event.key === "Enter" || event.key === " ") {
      cross ??= [PARTS / 2, PARTS / 2];
      begun ? (go(cross), end()) : begin(cross);
    } else if (event.key === "Escape" && begun) begun = null;
    else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
    draw();
    say();
  });
  for (const name of ["focus", "blur"]) canvas.addEventListener(name, draw);
  form.querySelector("[data-undo]").addEventListener("click", undo);
  form.addEventListener("submit", end);

  const ready = () => {
    canvas.width = whole.naturalWidth || 1;
    canvas.height = whole.naturalHeight || 1;
    written();
  };
  whole.complete ? ready() : whole.addEventListener("load", ready);
})();
