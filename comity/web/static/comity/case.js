// The journal: Control and Enter saves, "e" goes to the line; a chosen chip looks chosen.
"use strict";
(function () {
  document.addEventListener("keydown", function (event) {
    var form = event.target.closest && event.target.closest("#entry");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "e" || typing || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var words = document.getElementById("entry-text");
    if (words && document.body.dataset.keys !== "off" && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      words.focus();
    }
  });
  document.addEventListener("change", function (event) {
    var pick = event.target.closest && event.target.closest(".composer .pick");
    if (pick && !pick.classList.contains("seal")) { pick.classList.toggle("on", Boolean(event.target.value)); }
    if (pick && pick.classList.contains("seal")) { pick.classList.toggle("violet", event.target.value !== "team"); }
  });
})();
