/** Loads the style sheet of a feature, so that the first visit does not pay for it. */

import { holdLoads } from "../../loader.js";

/** A sheet that failed is requested again after this time, milliseconds. */
const AGAIN_MS = 3_000;

/** @type {Map<string, Promise<void>>} */
const brought = new Map();

/** Loads a sheet. The feature is drawn once the sheet is there or has failed, because plain is better than nothing. @param {string} name @returns {Promise<void>} */
export function loadStyleSheet(name) {
  const found = brought.get(name) ?? bring(name);
  brought.set(name, found);
  holdLoads(found);
  return found;
}

/** @param {string} name @returns {Promise<void>} */
function bring(name) {
  const href = new URL(`../../../css/${name}.css`, import.meta.url).pathname;
  return new Promise((resolve) => {
    const failed = () => {
      link.remove();
      resolve();
      // Repeats until the sheet is loaded, because a module runs once and requests its sheet once.
      setTimeout(bring, AGAIN_MS, name);
    };
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: () => resolve(), onerror: failed });
    document.head.append(link);
  });
}
