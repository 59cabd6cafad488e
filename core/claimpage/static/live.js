// The page follows the floor: when the desk has news, the parts marked
// data-live are fetched and put in place. A part in which somebody is busy, an
// opened fold or a field in hand, is left alone until he is done.
(function () {
  "use strict";
  if (!window.EventSource || !window.fetch || !window.DOMParser) { return; }
  var seen = null, waiting = false;

  function busy(part) {
    return part.contains(document.activeElement) && document.activeElement !== document.body ||
      part.tagName === "DETAILS" && part.open || part.querySelector("details[open]") !== null;
  }

  function refresh() {
    if (waiting) { return; }
    waiting = true;
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      if (answer.redirected && answer.url.indexOf("/login") >= 0) { location.reload(); }
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      waiting = false;
      if (!text) { return; }
      var fresh = new DOMParser().parseFromString(text, "text/html");
      var parts = document.querySelectorAll("[data-live]");
      for (var i = 0; i < parts.length; i++) {
        var next = fresh.getElementById(parts[i].id);
        if (next && !busy(parts[i]) && next.innerHTML !== parts[i].innerHTML) { parts[i].innerHTML = next.innerHTML; }
      }
    }, function () { waiting = false; });
  }

  var source = new EventSource("/events");
  source.onmessage = function (news) {
    if (seen !== null && seen !== news.data) { refresh(); }
    seen = news.data;
  };
})();
