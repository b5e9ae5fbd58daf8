/**
 * Holds the modules of the page and fetches those that come later. The host joins modules into a few files
 * (chat_desktop/web/assets/bundles.py), so that a visit asks for few: this module stands at the head of the first of them.
 * Each module is a function here, which is called once, when it is first needed, as a browser does with its own.
 */

/** @typedef {(exports: (getters: Record<string, () => any>, ...from: object[]) => void, need: (name: string) => any, load: (name: string) => Promise<any>, url: string) => void} Body */

const root = new URL("../", import.meta.url);
/** The waits before a file that did not come is asked for again, milliseconds. */
const RETRY_MS = [300, 1_000];
/** An answer that takes longer is counted as lost, milliseconds. */
const ANSWER_MS = 10_000;
/** Between two tries at what the page cannot go on without, milliseconds. */
const INSIST_MS = 1_000;

/** @type {Map<string, Body>} */
const bodies = new Map();
/** @type {Map<string, any>} */
const made = new Map();
/** Files by name, as they were asked for. @type {Map<string, Promise<void>>} */
const files = new Map();
/** Which files a module needs that is loaded when it is used. @type {Record<string, string[]>} */
const plan = {};
/** What has to be there before anything is drawn that was loaded: style sheets. @type {Set<Promise<void>>} */
const held = new Set();
/** A browser may remember for good that an address failed: so each further try has an address of its own. */
let tries = 0;

/** Called by the files that the host has joined. @param {Record<string, Body>} some @param {Record<string, string[]>} [more] */
export function define(some, more = {}) {
  for (const [name, body] of Object.entries(some)) bodies.set(name, body);
  Object.assign(plan, more);
}

/** A module that is here already. @param {string} name @returns {any} its exports */
export function need(name) {
  const found = made.get(name);
  if (found) return found;
  const body = bodies.get(name);
  if (!body) throw new Error(`There is no module ${name}.`);
  const exports = {};
  made.set(name, exports);
  try {
    body((getters, ...from) => expose(exports, getters, from), need, load, new URL(name, root).href);
  } catch (problem) {
    made.delete(name);
    throw problem;
  }
  return exports;
}

/** Getters, so that modules which import each other see what is there by the time they look. @param {object} exports @param {Record<string, () => any>} getters @param {object[]} from whole modules that are exported on */
function expose(exports, getters, from) {
  for (const other of from) Object.defineProperties(exports, Object.getOwnPropertyDescriptors(other));
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(exports, name, { get, enumerable: true, configurable: true });
}

/** A module that may have to be fetched: all its files side by side. @param {string} name @returns {Promise<any>} @throws {Error} when the host cannot be reached */
export async function load(name) {
  await Promise.all((plan[name] ?? []).map(bring));
  const found = need(name);
  await Promise.all(held);
  return found;
}

/** A module that runs already, by its address; null when it does not. @param {URL} address */
export const find = ({ href }) => made.get(href.slice(root.href.length)) ?? null;

/** What loads are to wait for. @param {Promise<void>} work */
export function hold(work) {
  held.add(work);
  void work.finally(() => held.delete(work));
}

/** Fetches files before they are needed; without a link they come when they are. @param {string[]} names */
export function fetchAhead(names) {
  return Promise.allSettled(names.map(bring));
}

/**
 * For what the page cannot go on without: does it again until it succeeds.
 * @template T @param {() => Promise<T>} work @param {() => void} [failed] called after each failure @returns {Promise<T>}
 */
export async function insist(work, failed = () => {}) {
  for (;;) {
    try {
      return await work();
    } catch {
      failed();
      await new Promise((resolve) => setTimeout(resolve, INSIST_MS));
    }
  }
}

/** @param {string} file @returns {Promise<void>} */
function bring(file) {
  const asked = files.get(file) ?? attempt(file);
  files.set(file, asked);
  asked.catch(() => files.get(file) === asked && files.delete(file));
  return asked;
}

/** @param {string} file */
async function attempt(file) {
  for (let failed = 0; ; failed += 1) {
    try {
      return define((await inTime(import(address(file)))).default);
    } catch (problem) {
      tries += 1;
      if (failed >= RETRY_MS.length) throw problem;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS[failed]));
    }
  }
}

/** A host that swallows what it is asked is as good as gone. @template T @param {Promise<T>} work @returns {Promise<T>} */
function inTime(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, ANSWER_MS, new Error("The host does not answer."));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {string} file */
const address = (file) => new URL(`bundles/${file}.js${tries > 0 ? `?again=${tries}` : ""}`, root).href;
