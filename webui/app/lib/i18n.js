/**
 * The catalogue: every string that the page shows, by key. Placeholders stand in braces. A text with a count is an
 * object by plural category ({"one": ..., "other": ...}), chosen by `n`.
 */

import { provideSentences, retryUntilDone } from "../loader.js";

/** @type {Record<string, string | Record<string, string>>} */
let words = {};
let language = "en";
let plurals = new Intl.PluralRules(language);

/**
 * Loads the sentences of a first visit. The page can show nothing without them, so it retries until the host answers. The
 * rest comes with the first feature that needs it.
 * @param {string} lang
 */
export async function load(lang) {
  const ask = (/** @type {string} */ name) => fetch(new URL(`../../i18n/${name}.json`, import.meta.url)).then((answer) => answer.json());
  use(await retryUntilDone(() => ask(lang)), lang);
  provideSentences(async () => use({ ...words, ...await ask(`${lang}.rest`) }, lang));
}

/** Sets the catalogue and the language. @param {Record<string, string | Record<string, string>>} catalogue @param {string} lang */
export function use(catalogue, lang) {
  words = catalogue;
  language = lang;
  plurals = new Intl.PluralRules(lang);
}

/** The locale for dates and times: the page's language, with the region of the browser. */
export const locale = () => inRegion(language, navigator.languages);

/** Combines the page's language with the browser's region. English with a German browser is "en-DE": English words and a 24-hour clock. @param {string} lang @param {readonly string[]} browser */
export function inRegion(lang, browser) {
  try {
    const { region } = new Intl.Locale(browser[0]).maximize();
    return new Intl.Locale(lang, { region }).toString();
  } catch {
    return lang;
  }
}

/** The 12-hour or 24-hour clock, as the browser's own language uses it. @returns {any} */
export const hourCycle = () => {
  try {
    return new Intl.DateTimeFormat(navigator.languages[0], { hour: "numeric" }).resolvedOptions().hourCycle;
  } catch {
    return undefined;
  }
};

/** Returns the text of a key with its placeholders filled in. Without such a text it returns the key. @param {string} key @param {Record<string, unknown>} [values] @returns {string} */
export function t(key, values = {}) {
  const found = words[key];
  if (found === undefined) return key;
  const text = typeof found === "string" ? found : (found[plurals.select(Number(values.n))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Joins names as the language does: "Ana, Ben and Cleo". @param {string[]} names */
export const list = (names) => new Intl.ListFormat(language, { type: "conjunction" }).format(names);
