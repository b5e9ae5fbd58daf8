// What keeps the page from starting is told to the host, whose owner may be looking for it: once, and before any module
// runs. In words that old browsers know too.
addEventListener("error", function tell(event) {
  var target = /** @type {any} */ (event.target);
  if (target !== window && target.tagName !== "SCRIPT") return;
  removeEventListener("error", tell, true);
  var from = event.message || target.src || "";
  if (!from || !navigator.sendBeacon) return;
  var words = JSON.stringify({ step: "error", words: String(from).slice(0, 160) });
  navigator.sendBeacon("/api/arrivals", new Blob([words], { type: "application/json" }));
}, true);

// A classic script in the head: a module would run after the first paint, and a dark room would flash white.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (none) {
  // Without storage the system's choice stands.
}
