/* Says how many characters are left under a field. Takes: <textarea data-limit="20000"> followed by
   <p class="counter" data-left="%n characters left" data-over="%n characters too many" aria-live="polite">. */
const spoken = new Map();

function count(field, line) {
  const limit = Number(field.dataset.limit);
  const left = limit - [...field.value].length;
  const text = (left < 0 ? line.dataset.over : line.dataset.left).replace("%n", Math.abs(left).toLocaleString(document.documentElement.lang));
  line.classList.toggle("over", left < 0);
  // A screen reader should hear the number when the typing pauses, not at every letter.
  clearTimeout(spoken.get(field));
  spoken.set(field, setTimeout(() => { line.textContent = text; }, left < 200 ? 150 : 700));
}

for (const field of document.querySelectorAll("[data-limit]")) {
  const line = field.parentElement.querySelector(".counter");
  if (!line) continue;
  field.addEventListener("input", () => count(field, line));
  count(field, line);
}
