// Intake by keyboard: j and k walk the queue, 1-6 decide, a takes it, m writes, Escape leaves. Off when the person says so.
"use strict";
(function () {
  var list = document.querySelector("[data-queue]");
  var place = document.getElementById("decision");

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function walk(step) {
    if (!list) { return false; }
    var links = Array.from(list.querySelectorAll("a"));
    var open = links.findIndex(function (link) { return link.getAttribute("aria-current") === "page"; });
    var held = links.indexOf(document.activeElement);
    if (open >= 0 && held < 0) {
      var near = links[open + step];
      if (near) { window.location.assign(near.href); }
      return Boolean(near);
    }
    var next = links[held < 0 ? 0 : Math.min(Math.max(held + step, 0), links.length - 1)];
    if (next) { next.focus(); }
    return Boolean(next);
  }
  function leave() {
    if (!place || !place.firstElementChild) { return false; }
    place.replaceChildren();
    var first = document.querySelector('[data-key="1"]');
    if (first) { first.focus(); }
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) { return; }
    if (document.querySelector("dialog[open]")) { return; }
    if (event.key === "Escape" && leave()) { event.preventDefault(); return; }
    if (document.body.dataset.keys === "off" || typing(event.target)) { return; }
    if (event.key === "j" || event.key === "k") {
      if (walk(event.key === "j" ? 1 : -1)) { event.preventDefault(); }
      return;
    }
    if (event.key === "m") {
      var body = document.querySelector("#message textarea");
      if (body) { event.preventDefault(); body.focus(); }
      return;
    }
    var button = /^[1-6aursAURS]$/.test(event.key) && document.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
    if (button) { event.preventDefault(); button.click(); }
  });

  // A decision that was opened inside the page closes there; without this script the link leads back to the item.
  document.addEventListener("click", function (event) {
    if (event.target.closest("#decision [data-leave]") && leave()) { event.preventDefault(); }
  });
  // Somebody else was faster, or the form could not be fetched: its own page says why.
  document.addEventListener("htmx:responseError", function (event) {
    window.location.assign(event.detail.pathInfo.requestPath);
  });
})();
