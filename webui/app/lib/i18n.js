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

/** How dates and times are written: as in the reader's own region, where it speaks the page's language. */
export const locale = () => navigator.languages.find((one) => one.split("-")[0] === language) ?? language;

/** @param {string} key @param {Record<string, unknown>} [values] @returns {string} */
export function t(key, values = {}) {
  const found = words[key];
  if (found === undefined) return key;
  const text = typeof found === "string" ? found : (found[plurals.select(Number(values.n))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** "Ana, Ben and Cleo", as the language joins names. @param {string[]} names */
export const list = (names) => new Intl.ListFormat(language, { type: "conjunction" }).format(names);
