// Reports the first error that keeps the page from starting to the host, whose owner may be looking for the cause. This
// runs before any module, and uses only language features that old browsers know too.
addEventListener("error", function tell(event) {
  var target = /** @type {any} */ (event.target);
  if (target !== window && target.tagName !== "SCRIPT") return;
  removeEventListener("error", tell, true);
  var from = event.message || target.src || "";
  if (!from || !navigator.sendBeacon) return;
  var words = JSON.stringify({ step: "error", words: String(from).slice(0, 160) });
  navigator.sendBeacon("/api/arrivals", new Blob([words], { type: "application/json" }));
}, true);

// This is a classic script in the head. A module would run after the first paint, and a dark page would flash white.
function applyTheme() {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  } catch (none) {
    // Without storage the theme of the system applies.
  }
}
applyTheme();
// Another tab of this browser has chosen.
addEventListener("storage", function follow(event) {
  if (event.key === "theme") applyTheme();
});
