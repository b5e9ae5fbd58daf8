/**
 * The page that explains secure mode, by plain http. As soon as this device trusts the office it goes on to the
 * encrypted page, with the code in the fragment; until then it helps. A script of its own, because what loads here
 * is loaded again over there.
 */

/** Between two looks while the page is in front, milliseconds: a handshake each, that the device breaks off. */
const LOOK_MS = 4_000;
/** Browsers read what their user trusts while they start already. */
const SOON_MS = 800;
/** A phone that is being asked for its permission answers late, milliseconds. */
const PATIENCE_MS = 8_000;

const main = /** @type {HTMLElement} */ (document.querySelector("main.trust"));
const state = /** @type {HTMLElement} */ (document.getElementById("state"));
const again = /** @type {HTMLElement} */ (document.getElementById("again"));
const { base = "", wanted = "/" } = main.dataset;
let isLooking = false;

/** @param {string} word */
const say = (word) => (state.textContent = state.dataset[word] ?? "");

/** @param {string} url @returns {Promise<boolean>} whether it was answered */
async function answers(url) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    return (await fetch(url, { cache: "no-store", credentials: "omit", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever came without a code wants in, not to join. */
const target = () => base + (wanted === "/join" && !location.hash ? "/" : wanted) + location.hash;

/** @param {boolean} [asked] the person wants to see that something happens */
async function look(asked = false) {
  if (isLooking || document.visibilityState !== "visible") return;
  isLooking = true;
  if (asked) say("looking");
  if (await answers(`${base}/api/secure/probe`)) {
    say("known");
    location.replace(target());
  } else {
    say((await answers("/healthz")) ? "unknown" : "gone");
  }
  isLooking = false;
}

/** An iPad says that it is a Mac; only one of the two has fingers. */
function recogniseIpad() {
  const mac = /** @type {HTMLDetailsElement | null} */ (document.getElementById("mac"));
  if (!mac?.open || navigator.maxTouchPoints < 2) return;
  /** @type {HTMLDetailsElement} */ (document.getElementById("iphone")).open = true;
  mac.open = false;
}

/** An iPhone takes a certificate in a profile, all others by itself. @param {any} event */
function offer({ target }) {
  if (target.open) document.getElementById("get")?.setAttribute("href", target.id === "iphone" ? "/ca.mobileconfig" : "/ca.crt");
}

for (const device of document.querySelectorAll("details[name]")) device.addEventListener("toggle", offer);
recogniseIpad();
again.addEventListener("click", (event) => {
  event.preventDefault();
  if (again instanceof HTMLAnchorElement) location.assign(target());
  else void look(true);
});
document.addEventListener("visibilitychange", () => void look());
addEventListener("focus", () => void look());
setInterval(() => void look(), LOOK_MS);
setTimeout(() => void look(), SOON_MS);
void look();

export {};
