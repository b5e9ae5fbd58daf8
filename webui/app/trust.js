/**
 * The page that explains secure mode, served over plain http. As soon as this device trusts the office it goes on to
 * the encrypted page, with the code in the fragment; until then it helps. It is a separate script, because whatever
 * loads here is loaded again over https.
 */

/** The interval between two checks while the page is visible, milliseconds. Each costs a handshake that the device breaks off. */
const LOOK_MS = 4_000;
/** Browsers read the certificates that their user trusts already while they start, so the second check comes soon, milliseconds. */
const SOON_MS = 800;
/** A phone that asks its user for permission answers late, milliseconds. */
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

/** Someone without a code wants to sign in, not to join. */
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

/** Opens the steps for iPhone on an iPad. An iPad claims to be a Mac, but only an iPad has a touch screen. */
function recogniseIpad() {
  const mac = /** @type {HTMLDetailsElement | null} */ (document.getElementById("mac"));
  if (!mac?.open || navigator.maxTouchPoints < 2) return;
  /** @type {HTMLDetailsElement} */ (document.getElementById("iphone")).open = true;
  mac.open = false;
}

/** Offers the file for the device. An iPhone takes the certificate in a profile; all others take it alone. @param {any} event */
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
