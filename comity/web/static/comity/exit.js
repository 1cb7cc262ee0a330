/* Quick exit. The link works without this script; with it the page is blanked first, forms and the session are
   emptied, this page leaves the history, and pressing Shift three times does the same. */
const link = document.querySelector("a.exit");
const said = document.querySelector("[data-exit-said]");
const WITHIN = 5000; // three presses further apart than this are typing, not leaving
let presses = [];

function leave() {
  for (const form of document.forms) form.reset();
  document.title = "…";
  document.body.replaceChildren();
  document.documentElement.classList.add("gone");
  try {
    sessionStorage.clear();
    if (link.dataset.forget) navigator.sendBeacon(link.dataset.forget);
  } finally {
    location.replace(link.href);
  }
}

function counted(event) {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  if (event.repeat) return;
  presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  if (presses.length >= 3) leave();
  else if (said) said.textContent = said.dataset[presses.length === 1 ? "two" : "one"] ?? "";
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", counted);
  // A page kept for the Back button must not show again what was left in a hurry.
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("gone")) location.reload();
  });
}
