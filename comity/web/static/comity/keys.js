// The keys of the office: / search, g then t c i, j and k inside a list, ? for help. Off when the person says so.
"use strict";
(function () {
  var help = document.getElementById("keys");
  var off = document.body.dataset.keys === "off";
  var before = "";
  var timer = 0;

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function go(slug) {
    var link = document.querySelector('.rail [data-place="' + slug + '"]');
    if (link) { window.location.assign(link.href); }
  }
  function move(target, step) {
    var list = target.closest("[data-rows]");
    if (!list) { return false; }
    var stops = Array.from(list.querySelectorAll("[data-row] a, a[data-row]"));
    var seen = new Set();
    stops = stops.filter(function (stop) {
      var row = stop.closest("[data-row]");
      if (seen.has(row)) { return false; }
      seen.add(row);
      return true;
    });
    var now = stops.findIndex(function (stop) { return stop.closest("[data-row]").contains(target); });
    var next = stops[Math.min(Math.max(now + step, 0), stops.length - 1)];
    if (next) { next.focus(); }
    return Boolean(next);
  }

  document.addEventListener("keydown", function (event) {
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) { return; }
    if (document.querySelector("dialog[open]")) { return; }
    var key = event.key;
    if (before === "g") {
      before = "";
      var place = { t: "today", c: "caseload", i: "intake" }[key];
      if (place) { event.preventDefault(); go(place); return; }
    }
    if (key === "g") {
      before = "g";
      window.clearTimeout(timer);
      timer = window.setTimeout(function () { before = ""; }, 1200);
    } else if (key === "/") {
      var search = document.getElementById("search-line");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (key === "?" && help && help.showModal) {
      event.preventDefault();
      help.showModal();
    } else if ((key === "j" || key === "k") && move(event.target, key === "j" ? 1 : -1)) {
      event.preventDefault();
    }
  });

  // A menu closes when the person goes on elsewhere, or with Escape.
  function closeMenus(except) {
    document.querySelectorAll("details.account[open], details.tabmore[open]").forEach(function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (event) { closeMenus(event.target.closest("details")); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    var open = document.querySelector("details.account[open], details.tabmore[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
})();
