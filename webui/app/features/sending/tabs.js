/** What the tabs of this browser agree on: which of them sends a file, because all of them know the messages that wait, and how many files each sends at a time. */

import { newClientId } from "../../lib/text.js";

/** A tab that sends the file answers within this time, milliseconds. */
const ANSWER_MS = 1_000;

const channel = new BroadcastChannel("chat-desktop-uploads");
/** The keys of the files that this tab sends. */
const ours = new Set();

channel.addEventListener("message", ({ data: { asks } }) => ours.has(asks) && channel.postMessage({ sends: asks }));

/** This tab sends the file from now on. @param {string} key */
export const claim = (key) => void ours.add(key);

/** @param {string} key */
export const isClaimed = (key) => ours.has(key);

/** Whether another tab sends the file. @param {string} key @returns {Promise<boolean>} */
export function isSentElsewhere(key) {
  return new Promise((resolve) => {
    const done = (/** @type {boolean} */ answer) => {
      channel.removeEventListener("message", heard);
      clearTimeout(timer);
      resolve(answer);
    };
    const heard = (/** @type {MessageEvent} */ { data }) => data.sends === key && done(true);
    const timer = setTimeout(done, ANSWER_MS, false);
    channel.addEventListener("message", heard);
    channel.postMessage({ asks: key });
  });
}

/** So many uploads run at a time in all tabs together: a browser has six connections to a host, and the rest of its pages needs some. */
const AT_ONCE = 3;
/** Each tab writes under a key of its own, so that none overwrites what another one has written. */
const KEY = "chat-desktop-uploads-";
/** A tab writes this often, milliseconds. */
const WRITE_MS = 5_000;
/** A tab that has not written for longer was ended, milliseconds: a browser lets a hidden page act once a minute. */
const SILENT_MS = 150_000;

/** @typedef {{key: string, running: number, waiting: number}} Tab */

const own = KEY + newClientId();

/** Notes how many uploads of this tab run and wait, and returns how many more may begin. @param {number} running @param {number} waiting @returns {number} */
export function mayBegin(running, waiting) {
  note(running, waiting);
  return freeFor(own, [{ key: own, running, waiting }, ...otherTabs()]);
}

/** Tells the other tabs how many uploads of this one run and wait. @param {number} running @param {number} waiting */
export function note(running, waiting) {
  try {
    if (running + waiting > 0) localStorage.setItem(own, JSON.stringify({ running, waiting, at: Date.now() }));
    else localStorage.removeItem(own);
  } catch {
    // Without storage each tab counts its own uploads only.
  }
}

/** @returns {Tab[]} */
function otherTabs() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEY) && key !== own).flatMap(readTab);
  } catch {
    return [];
  }
}

/** @param {string} key @returns {Tab[]} */
function readTab(key) {
  const { running = 0, waiting = 0, at = 0 } = JSON.parse(localStorage.getItem(key) ?? "{}");
  if (Date.now() - at < SILENT_MS) return [{ key, running, waiting }];
  localStorage.removeItem(key);
  return [];
}

/** Every tab comes to the same result: the places are dealt out one by one, and who has fewer than its share begins first. @param {string} key @param {Tab[]} tabs */
function freeFor(key, tabs) {
  const inOrder = [...tabs].sort((one, other) => (one.key < other.key ? -1 : 1));
  const shares = sharesOf(inOrder);
  let free = AT_ONCE - tabs.reduce((sum, { running }) => sum + running, 0);
  for (const tab of inOrder) {
    const more = Math.max(0, Math.min(free, (shares.get(tab.key) ?? 0) - tab.running));
    if (tab.key === key) return more;
    free -= more;
  }
  return 0;
}

/** @param {Tab[]} tabs @returns {Map<string, number>} */
function sharesOf(tabs) {
  const shares = new Map();
  for (let left = AT_ONCE, before = -1; left > 0 && left !== before; ) {
    before = left;
    for (const { key, running, waiting } of tabs) {
      const share = shares.get(key) ?? 0;
      if (left === 0 || share >= running + waiting) continue;
      shares.set(key, share + 1);
      left -= 1;
    }
  }
  return shares;
}

/** Calls a function when another tab has begun or ended an upload, or was closed. @param {() => void} look */
export function whenTabsChange(look) {
  addEventListener("storage", ({ key }) => key?.startsWith(KEY) && look());
  addEventListener("pagehide", () => note(0, 0));
  addEventListener("pageshow", ({ persisted }) => persisted && look());
  setInterval(look, WRITE_MS);
}
