/** A style sheet of what is opened later: the first visit of a phone does not pay for it. */

import { hold } from "../../loader.js";

/** A sheet that did not come is asked for again after so long, milliseconds. */
const AGAIN_MS = 3_000;

/** @type {Map<string, Promise<void>>} */
const brought = new Map();

/** What is loaded with it is drawn once it is there, or cannot be had: plain is better than nothing. @param {string} name @returns {Promise<void>} */
export function loadStyleSheet(name) {
  const found = brought.get(name) ?? bring(name);
  brought.set(name, found);
  hold(found);
  return found;
}

/** @param {string} name @returns {Promise<void>} */
function bring(name) {
  const href = new URL(`../../../css/${name}.css`, import.meta.url).pathname;
  return new Promise((resolve) => {
    const failed = () => {
      link.remove();
      resolve();
      // Until it comes: a module runs once, and asks for its sheet once.
      setTimeout(bring, AGAIN_MS, name);
    };
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: () => resolve(), onerror: failed });
    document.head.append(link);
  });
}
