"use strict";
// Copies a text by one press. Without it the text is marked and copied by hand.
(() => {
  const PATIENCE_MS = 3000;
  const button = document.querySelector("[data-copy]"), area = document.getElementById(button?.dataset.copy ?? "");
  if (!button || !area) return;
  const said = document.getElementById(button.dataset.said);
  button.hidden = false;
  button.addEventListener("click", async () => {
    area.select();
    let done = document.execCommand("copy");
    if (!done) {
      const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE_MS)); // some browsers ask the person first
      done = await Promise.race([navigator.clipboard?.writeText(area.value) ?? late, late]).then(() => true, () => false);
      area.select();
    }
    said.textContent = done ? said.dataset.done : said.dataset.failed;
  });
})();
