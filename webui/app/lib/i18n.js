/**
 * The catalogue: every string that the page shows, by key. Placeholders stand in braces. A text with a count is an
 * object by plural category ({"one": ..., "other": ...}), chosen by `n`.
 */

import { html, signal } from "../html.js";
import { prefetch, provideSentences, retryUntilDone } from "../loader.js";

/** @typedef {Record<string, string | Record<string, string>>} Catalogue */
/** @typedef {{words: Catalogue, language: string}} Words */

/** The catalogue and its language. What shows a text reads it, and so is drawn again when another language is chosen. */
const current = signal({ words: /** @type {Catalogue} */ ({}), language: "en" });
/** The catalogue of what `speaking` draws just now. @type {Words | null} */
let spoken = null;
/** The catalogue in which texts are written: that of the page, except for what `speaking` draws. */
const used = () => spoken ?? current.value;
/** Formatters and locales, by language and kind. Making one costs 50 times as much as using it. @type {Map<string, any>} */
const made = new Map();

/**
 * Loads the sentences of a first visit. The page can show nothing without them, so it retries until the host answers. The
 * rest comes with the first feature that needs it.
 * @param {string} lang
 */
export async function load(lang) {
  use(await retryUntilDone(() => fetchCatalogue(lang)), lang);
  provideSentences(async () => {
    const { language } = current.peek();
    const rest = await fetchCatalogue(`${language}.rest`);
    // Another language may have been chosen meanwhile, and it has come whole.
    if (current.peek().language === language) use({ ...current.peek().words, ...rest }, language);
  });
}

/**
 * Shows the page in another language at once. What is open stays as it is: whatever shows a text is drawn again.
 * @param {string} lang @throws {Error} when the host cannot be reached
 */
export async function switchTo(lang) {
  if (lang === current.peek().language) return;
  const { words } = await wordsOf(lang);
  use(words, lang);
  Object.assign(document.documentElement, { lang, dir: words["language.direction"] });
}

/** Loads the whole catalogue of a language, for a part of the page that `speaking` draws. @param {string} language @returns {Promise<Words>} @throws {Error} when the host cannot be reached */
export async function wordsOf(language) {
  const [first, rest] = await Promise.all([fetchCatalogue(language), fetchCatalogue(`${language}.rest`)]);
  return { language, words: { ...first, ...rest } };
}

/**
 * Draws something in another language than that of the page, such as what is printed for everyone. Components within it
 * are drawn later, in the language of the page, so it is made of functions.
 * @template T @param {Words | null} words null is the page's language @param {() => T} draw @returns {T}
 */
export function speaking(words, draw) {
  const before = spoken;
  spoken = words;
  try {
    return draw();
  } finally {
    spoken = before;
  }
}

/**
 * The language that a browser prefers of those that there are, as the host chooses it (chat_desktop/languages/matching.py).
 * @param {readonly string[]} preferred @param {string[]} codes @param {string} [otherwise] the language of the office, where the browser prefers none of them
 */
export function bestLanguage(preferred, codes, otherwise = "en") {
  for (const tag of preferred) {
    const wanted = expanded(tag);
    const same = codes.filter((code) => expanded(code)?.language === wanted?.language && expanded(code)?.script === wanted?.script);
    const exact = same.find((code) => code.toLowerCase() === tag.toLowerCase());
    if (exact ?? same[0]) return exact ?? same[0];
  }
  return codes.includes(otherwise) ? otherwise : "en";
}

/** @param {string} tag */
function expanded(tag) {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

/** @param {string} name @returns {Promise<Catalogue>} */
const fetchCatalogue = (name) => fetch(new URL(`../../i18n/${name}.json`, import.meta.url)).then((answer) => answer.json());

/** Sets the catalogue and the language. @param {Catalogue} words @param {string} language */
export function use(words, language) {
  current.value = { words, language };
}

/** The language of the page, such as "pt-BR". */
export const languageOf = () => used().language;

/** The locale for dates and times: the page's language, with the region of the browser. Sorting asks for it at each comparison. */
export const locale = () => kept(`region of ${navigator.languages[0]}`, used().language, (language) => inRegion(language, navigator.languages));

/**
 * Combines the page's language with the browser's region. English with a German browser is "en-DE": English words and a
 * 24-hour clock. A language of one region stays in it, because "pt-DE" would be the Portuguese of Portugal.
 * @param {string} lang @param {readonly string[]} browser
 */
export function inRegion(lang, browser) {
  try {
    const own = new Intl.Locale(lang);
    if (own.region) return lang;
    const { region } = new Intl.Locale(browser[0]).maximize();
    return new Intl.Locale(own, { region }).toString();
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

/** Returns what is made once for a language or a locale. @template T @param {string} kind @param {string} place @param {(place: string) => T} make @returns {T} */
export function kept(kind, place, make) {
  const key = `${place}/${kind}`;
  const found = made.get(key) ?? make(place);
  made.set(key, found);
  return found;
}

/** Returns the text of a key with its placeholders filled in. Without such a text it returns the key. @param {string} key @param {Record<string, unknown>} [values] @returns {string} */
export const t = (key, values = {}) => template(key, values.n).replace(/\{(\w+)\}/g, (whole, name) => filled(whole, name, values));

/**
 * What stands in the place of a name in braces. A number there is one of the sentence itself, "{4}", and is written with the digits of the reader.
 * @param {string} whole @param {string} name @param {Record<string, unknown>} values
 */
function filled(whole, name, values) {
  if (name in values) return shown(values[name]);
  return /^\d+$/.test(name) ? number(Number(name)) : whole;
}

/**
 * The sentence of the host in the page's language. The host also sends it in English, for what this catalogue does not know.
 * @param {{key?: string, values?: Record<string, unknown>, message: string}} told
 */
export const told = ({ key, values, message }) => (`error.${key}` in used().words ? t(`error.${key}`, values) : message);

/** The sentence of a problem that the host keeps in a state: a backup's, a move's, a stand-by's. @param {{key?: string, values?: Record<string, unknown>, text: string}} problem */
export const toldProblem = (problem) => told({ ...problem, message: problem.text });

/** Waits until `told` knows the sentence of the host, where only the rest of the catalogue has it. Without that it is told in English. @param {string | undefined} key */
export async function awaitTold(key) {
  if (key && !(`error.${key}` in used().words)) await prefetch(["sentences"]);
}

/**
 * The text of a key with nodes in the places of some values, so that a name keeps its own direction or a number is bold,
 * wherever the language puts it.
 * @param {string} key @param {Record<string, any>} nodes what is drawn, by name @param {Record<string, unknown>} [values] what is written, by name
 * @returns {any[]} texts and nodes
 */
export const rich = (key, nodes, values = {}) =>
  template(key, values.n).split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1] ?? "";
    if (name in nodes) return nodes[name];
    return name ? filled(part, name, values) : part;
  });

/** @param {string} key @param {unknown} n */
function template(key, n) {
  const { words, language } = used();
  const found = words[key];
  if (found === undefined) return key;
  if (typeof found === "string") return found;
  return found[kept("plural", language, (place) => new Intl.PluralRules(place)).select(Number(n))] ?? found.other;
}

/** A value may be a sentence of the host itself, such as why a disk took nothing. @param {any} value */
const shown = (value) => (typeof value === "number" ? number(value) : value?.message ? told(value) : inOrder(String(value)));

/** Letters of Hebrew, Arabic and the other scripts that are written from right to left. */
const TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** Letters of all others. */
const TO_RIGHT = /(?![\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}])\p{L}/u;

/** Isolates a name of the other direction, so that the words around it keep their order where no tag can: in a tooltip, or in what is read aloud. @param {string} value */
function inOrder(value) {
  const other = used().words["language.direction"] === "rtl" ? TO_RIGHT : TO_LEFT;
  return other.test(value) && !value.startsWith("\u2068") ? `\u2068${value}\u2069` : value;
}

/** One name alone has no others around it: it stays as it is, because it is also searched for and sorted by. @param {string[]} names */
const eachInOrder = (names) => (names.length > 1 ? names.map(inOrder) : names);

/** Languages that write small numbers in this way in all regions. Others have digits of their own in some. */
const PLAIN_DIGITS = /^(?:de|en|es|fr|ja|pt|zh)\b/;

/** Writes a number: "1,234". Making the first formatter takes 15 ms, and most numbers are small counts that need none. @param {number} value */
export function number(value) {
  if (Number.isInteger(value) && value >= 0 && value < 1_000 && PLAIN_DIGITS.test(used().language)) return String(value);
  return kept("number", locale(), (place) => new Intl.NumberFormat(place)).format(value);
}

/** Writes a share: "38%". @param {number} share from 0 to 1, or more */
export const percent = (share) => kept("percent", locale(), (place) => new Intl.NumberFormat(place, { style: "percent" })).format(share);

/** These characters have the order of their codes in all languages of the catalogues. */
const IN_ORDER = /^[ \-./0-9a-z]*$/;

/**
 * Compares texts by the order of the language. Making the first collator takes 20 ms, a quarter of what the page's own
 * code needs at its start, so it is only made for what needs one.
 * @param {string} one @param {string} other @returns {number}
 */
export function compare(one, other) {
  if (IN_ORDER.test(one) && IN_ORDER.test(other)) return one < other ? -1 : Number(one > other);
  return kept("order", locale(), (place) => new Intl.Collator(place)).compare(one, other);
}

/** Joins names as the language does: "Ana, Ben and Cleo". @param {string[]} names */
export const list = (names) => lists().format(eachInOrder(names));

/** Joins names in the same way, so that each keeps its own direction. @param {string[]} names @returns {any[]} texts and nodes */
export const listed = (names) => lists().formatToParts(names).map(({ type, value }) => (type === "element" ? html`<bdi>${value}</bdi>` : value));

/** @returns {Intl.ListFormat} */
const lists = () => kept("list", used().language, (place) => new Intl.ListFormat(place, { type: "conjunction" }));

/** Joins names or facts that are no part of a sentence: "Ana, Ben, Cleo". Empty ones are left out. @param {(string | false | null | undefined)[]} parts */
export const series = (parts) => kept("series", used().language, (place) => new Intl.ListFormat(place, { type: "unit" })).format(eachInOrder(/** @type {string[]} */ (parts.filter(Boolean))));
