"use strict";
// Adds to the form of a tip: photos are sent as soon as they are chosen, and what was typed outlives a reload of the
// page in this tab. Everything works without it.
(() => {
  const form = document.getElementById("draft");
  if (!form) return;
  const map = document.querySelector("svg.pick");
  if (map) {
    map.addEventListener("click", (event) => {
      const button = document.getElementById(event.target.closest("a")?.getAttribute("href").slice(1));
      if (button) event.preventDefault(), button.click(); // one tap instead of two
    });
    return;
  }
  const NAME = "draft", KEPT = ["category", "where", "text", "name", "phone", "email", "form", "bag"];
  const part = () => document.getElementById("photos-part");
  const field = (name) => form.elements.namedItem(name);

  const remembered = () => {
    try { return JSON.parse(sessionStorage.getItem(NAME)) ?? {}; } catch { return {}; }
  };
  const remember = () => {
    try {
      sessionStorage.setItem(NAME, JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, field(name)?.value ?? ""]))));
    } catch { /* full, or forbidden: the page itself still has it */ }
  };

  const ask = async (file) => {
    const body = new FormData();
    for (const name of ["token", "bag", "spot"]) {
      const one = field(name);
      if (one) body.set(name, one.value);
    }
    if (file) body.set("photos", file);
    const answer = await fetch(part().dataset.to, { method: "POST", body });
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    return answer.text();
  };

  const show = (html) => {
    const found = new DOMParser().parseFromString(html, "text/html").getElementById("photos-part");
    if (found) part().replaceWith(found);
  };

  const say = (text) => { part().querySelector("[data-said]").textContent = text; };

  const keep = (files) => {
    const kept = new DataTransfer(), input = part().querySelector("input[type=file]");
    files.forEach((file) => kept.items.add(file));
    if (input) input.files = kept.files; // what is not there yet goes with the form, or when the line is back
  };

  const left = [];
  const send = async (files) => {
    const is_under_way = left.length > 0;
    left.push(...files);
    keep(left);
    if (is_under_way) return;
    let faults = [];
    say(part().dataset.sending);
    while (left.length) {
      try {
        show(await ask(left[0]));
      } catch {
        keep(left.splice(0));
        say(part().dataset.failed);
        return;
      }
      faults = faults.concat([...part().querySelectorAll(".fault")]);
      left.shift();
      keep(left);
      if (left.length) say(part().dataset.sending);
    }
    part().querySelector("label").after(...faults);
    remember();
  };

  if (part()) {
    const input = () => part().querySelector("input[type=file]");
    document.addEventListener("change", (event) => {
      if (event.target === input() && event.target.files.length) send(event.target.files);
    });
    window.addEventListener("online", () => { if (!left.length && input()?.files.length) send(input().files); });
    const known = remembered();
    if (known.text && !field("text").value) {
      for (const name of KEPT) if (field(name) && known[name] && name !== "category") field(name).value = known[name];
    }
    if (known.bag === field("bag").value) ask().then(show, () => {});
    form.addEventListener("input", remember);
    form.addEventListener("submit", remember);
  } else {
    const bits = Number(form.dataset.bits ?? 0);
    const work = async () => {
      const said = new TextEncoder(), text = field("form").value;
      const is_it = async (number) => {
        const found = await crypto.subtle.digest("SHA-256", said.encode(`${text}:${number}`));
        return new DataView(found).getUint32(0) >>> (32 - bits) === 0;
      };
      for (let first = 0; ; first += 256) {
        const tried = await Promise.all(Array.from({ length: 256 }, (_, one) => is_it(first + one)));
        if (tried.includes(true)) return String(first + tried.indexOf(true));
      }
    };
    const done = bits && globalThis.crypto?.subtle ? work().then((number) => { field("work").value = number; }) : null;
    form.addEventListener("submit", (event) => {
      if (event.submitter?.hasAttribute("formaction")) return;
      if (done && !field("work").value) { // it is sent as soon as the work is done
        event.preventDefault();
        const status = form.querySelector("[data-working]"), pressed = event.submitter;
        status.textContent = status.dataset.working;
        done.then(() => form.requestSubmit(pressed));
        return;
      }
      sessionStorage.removeItem(NAME); // it is being sent
    });
  }
})();
