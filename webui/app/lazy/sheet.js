/** A style sheet of what is opened later: the first visit of a phone does not pay for it. */

/** @type {Map<string, Promise<void>>} */
const brought = new Map();

/** Resolves when it is there, or cannot be had: plain is better than nothing. @param {string} name @returns {Promise<void>} */
export function sheet(name) {
  const found = brought.get(name) ?? bring(new URL(`../../css/${name}.css`, import.meta.url).pathname);
  brought.set(name, found);
  return found;
}

/** @param {string} href @returns {Promise<void>} */
function bring(href) {
  return new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: () => resolve(), onerror: () => resolve() });
    document.head.append(link);
  });
}
