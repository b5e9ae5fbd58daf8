/** Sentences of the host: each comes by its key in the catalogue, with the values that stand in its braces. */

import { html } from "../html.js";
import { languageOf, list, rich, told } from "./i18n.js";
import { brief, longDate } from "./time.js";

/** @typedef {{key: string, values: Record<string, any>}} Sentence */

/**
 * Writes sentences one after the other in the page's language. What stands in them keeps its own direction.
 * @param {Sentence[]} sentences @returns {any[]} texts and nodes
 */
export const sentencesText = (sentences) => sentences.flatMap((one, at) => (at > 0 ? [gap(), ...sentenceText(one)] : sentenceText(one)));

/** Writes one sentence. @param {Sentence} sentence @returns {any[]} texts and nodes */
export function sentenceText({ key, values }) {
  const numbers = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "number"));
  const nodes = Object.fromEntries(Object.entries(values).filter(([name]) => !(name in numbers)).map(([name, value]) => [name, node(name, value)]));
  return rich(key, nodes, numbers);
}

/** Chinese and Japanese have no blank between sentences. */
const gap = () => (/^(?:ja|zh)/.test(languageOf()) ? "" : " ");

/** A value by its name: `date` and `time` come in ISO 8601, and a command is written from left to right. @param {string} name @param {any} value */
function node(name, value) {
  if (name === "command") return html`<code dir="ltr">${value}</code>`;
  if (Array.isArray(value)) return html`<bdi>${list(value)}</bdi>`;
  if (value?.key) return html`<bdi>${told(value)}</bdi>`;
  return html`<bdi>${name === "date" ? longDate(value) : name === "time" ? brief(value) : value}</bdi>`;
}
