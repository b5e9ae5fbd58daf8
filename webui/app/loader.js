/**
 * Holds the page's modules and loads those that come later. The host joins modules into a few files
 * (chat_desktop/web/assets/bundles.py), so that a visit needs few requests; this module stands at the head of the first
 * one. Each module is a function here, which is called once when it is first needed, as a browser does with its own
 * modules.
 */

/** @typedef {(exports: (getters: Record<string, () => any>, ...from: object[]) => void, need: (name: string) => any, load: (name: string) => Promise<any>, url: string) => void} Body */

const root = new URL("../", import.meta.url);
/** The waits before a file that failed is requested again, milliseconds. */
const RETRY_MS = [300, 1_000];
/** An answer that takes longer is treated as lost, milliseconds. */
const ANSWER_MS = 10_000;
/** The wait between two tries for what the page cannot work without, milliseconds. */
const INSIST_MS = 1_000;

/** @type {Map<string, Body>} */
const bodies = new Map();
/** @type {Map<string, any>} */
const made = new Map();
/** Requests for files, by name. @type {Map<string, Promise<void>>} */
const files = new Map();
/** Which files a dynamically loaded module needs. @type {Record<string, string[]>} */
const plan = {};
/** What must be loaded before a loaded module is drawn: its style sheets. @type {Set<Promise<void>>} */
const held = new Set();
/** What the plan calls the rest of the page's sentences, which every feature needs that is not of a first visit. */
const SENTENCES = "sentences";
/** Fetches them. Set by the catalogue (lib/i18n.js). */
let fetchSentences = () => Promise.resolve();
/** How many loads have failed. A browser may remember for good that an address failed, so each further try has an address of its own. */
let tries = 0;

/** Registers modules. The files that the host has joined call this. @param {Record<string, Body>} some @param {Record<string, string[]>} [more] */
export function define(some, more = {}) {
  for (const [name, body] of Object.entries(some)) bodies.set(name, body);
  Object.assign(plan, more);
}

/** Returns a module that is here already. @param {string} name @returns {any} its exports */
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

/** Defines getters, so that modules that import each other see what is there by the time they look. @param {object} exports @param {Record<string, () => any>} getters @param {object[]} from whole modules that are exported on */
function expose(exports, getters, from) {
  for (const other of from) Object.defineProperties(exports, Object.getOwnPropertyDescriptors(other));
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(exports, name, { get, enumerable: true, configurable: true });
}

/** Loads a module that may have to be fetched, with all its files in parallel. @param {string} name @returns {Promise<any>} @throws {Error} when the host cannot be reached */
export async function load(name) {
  await Promise.all((plan[name] ?? []).map(bring));
  const found = need(name);
  await Promise.all(held);
  return found;
}

/** Returns a module that runs already, by its address, or null. @param {URL} address */
export const find = ({ href }) => made.get(href.slice(root.href.length)) ?? null;

/** Makes loads wait for this work. @param {Promise<void>} work */
export function holdLoads(work) {
  held.add(work);
  void work.finally(() => held.delete(work));
}

/** Prefetches files. Without a connection they are loaded when they are needed. @param {string[]} names */
export function prefetch(names) {
  return Promise.allSettled(names.map(bring));
}

/**
 * Repeats work that the page cannot do without until it succeeds.
 * @template T @param {() => Promise<T>} work @param {() => void} [failed] called after each failure @returns {Promise<T>}
 */
export async function retryUntilDone(work, failed = () => {}) {
  for (;;) {
    try {
      return await work();
    } catch {
      failed();
      await new Promise((resolve) => setTimeout(resolve, INSIST_MS));
    }
  }
}

/** Says how the rest of the page's sentences is fetched. @param {() => Promise<void>} fetching */
export function provideSentences(fetching) {
  fetchSentences = fetching;
}

/** @param {string} file @returns {Promise<void>} */
function bring(file) {
  const asked = files.get(file) ?? (file === SENTENCES ? fetchSentences() : attempt(file));
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

/** Limits the wait for the host: one that never answers is as good as gone. @template T @param {Promise<T>} work @returns {Promise<T>} */
function inTime(work) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, ANSWER_MS, new Error("The host does not answer."));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** @param {string} file */
const address = (file) => new URL(`bundles/${file}.js${tries > 0 ? `?again=${tries}` : ""}`, root).href;
