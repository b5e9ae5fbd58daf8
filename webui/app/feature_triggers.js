/** Loads the features that nobody presses a button for: what the host tells, the link, or a message calls for. */

import { effect } from "./html.js";
import { insist } from "./loader.js";
import { knocks } from "./store/invite.js";
import { home, link, me, secureMode, channel } from "./store/session.js";
import { missedAlert } from "./sync/alerts.js";

/** A link that is back within this is nobody's business, milliseconds. */
const PATIENCE_MS = 1_500;

/** Called once, when the sync layer has started. */
export function startTriggers() {
  if (me.peek().has_password === false) void import("./features/settings/password_prompt.js").then((module) => module.askForPassword(), () => {});
  effect(showKnocks);
  effect(hintAtAlerts);
  followSecureMode();
  followAddresses();
  followLink();
}

function showKnocks() {
  if (knocks.value.length > 0) void import("./features/invite/knocks.js").then((bar) => bar.showKnocks()).catch(() => null);
}

function hintAtAlerts() {
  if (missedAlert.value) void import("./features/settings/alert_hint.js").then((module) => module.hintLater(), () => {});
}

/** A page that came by plain http goes along when the office goes over to https, and stays when it comes back. */
function followSecureMode() {
  let wasOn = false;
  effect(() => {
    const isOn = secureMode.value && channel === "open";
    if (isOn === wasOn) return;
    wasOn = isOn;
    void insist(() => import("./features/relocation/follow_to_https.js")).then((module) => (secureMode.peek() ? module.followToSecure() : module.stayHere()));
  });
}

/** This page's policy names the addresses of its beginning: for a new one a worker is needed, which must be fetched from here. */
function followAddresses() {
  let known = home.peek().addresses;
  effect(() => {
    const { addresses } = home.value;
    const isNew = addresses.some((address) => !known.includes(address));
    known = addresses;
    if (isNew) void import("./features/relocation/probe.js").then((module) => module.renewWorker(), () => {});
  });
}

/** @type {Promise<typeof import("./features/relocation/search.js") | null> | null} */
let search = null;

const loadSearch = () => (search ??= import("./features/relocation/search.js").catch(() => (search = null)));

/** While the link is gone the office is looked for at its other addresses. */
function followLink() {
  if (!home.peek().key) return;
  let timer = 0;
  effect(() => {
    clearTimeout(timer);
    if (link.value === "up") void search?.then((module) => module?.stop());
    else timer = setTimeout(lost, PATIENCE_MS);
  });
  addEventListener("online", again);
  addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
}

async function lost() {
  const module = await loadSearch();
  if (link.peek() !== "up") void module?.search();
}

/** Whoever wakes up looks at once: the wait between two looks may have seconds to go. */
function again() {
  if (link.peek() !== "up") void search?.then((module) => module?.searchNow());
}
