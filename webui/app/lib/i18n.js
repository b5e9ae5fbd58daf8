/**
 * The catalogue: every string that the page shows, by key. Values stand in braces; a text that counts is an
 * object by plural category ({"one": ..., "other": ...}) and is chosen by `n`.
 */

import { insist } from "../loader.js";

/** @type {Record<string, string | Record<string, string>>} */
let words = {};
let language = "en";
let plurals = new Intl.PluralRules(language);

/** Without its words the page says nothing: it asks until the host answers. @param {string} lang */
export async function load(lang) {
  const ask = () => fetch(new URL(`../../i18n/${lang}.json`, import.meta.url)).then((answer) => answer.json());
  use(await insist(ask), lang);
}

/** @param {Record<string, string | Record<string, string>>} catalogue @param {string} lang */
export function use(catalogue, lang) {
  words = catalogue;
  language = lang;
  plurals = new Intl.PluralRules(lang);
}

/** How dates and times are written: in the page's language, as in the region that the browser is set to. */
export const locale = () => inRegion(language, navigator.languages);

/** "en" where the browser is set to German is "en-DE": English words, and the clock of 24 hours. @param {string} lang @param {readonly string[]} browser */
export function inRegion(lang, browser) {
  try {
    const { region } = new Intl.Locale(browser[0]).maximize();
    return new Intl.Locale(lang, { region }).toString();
  } catch {
    return lang;
  }
}

/** Of 24 hours or of 12, as the browser's own language counts them. @returns {any} */
export const hourCycle = () => {
  try {
    return new Intl.DateTimeFormat(navigator.languages[0], { hour: "numeric" }).resolvedOptions().hourCycle;
  } catch {
    return undefined;
  }
};

/** @param {string} key @param {Record<string, unknown>} [values] @returns {string} */
export function t(key, values = {}) {
  const found = words[key];
  if (found === undefined) return key;
  const text = typeof found === "string" ? found : (found[plurals.select(Number(values.n))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** "Ana, Ben and Cleo", as the language joins names. @param {string[]} names */
export const list = (names) => new Intl.ListFormat(language, { type: "conjunction" }).format(names);
