/** The words of a program by what they are, as a tree of plain objects. Nothing here makes HTML. */

import hljs from "../../../vendor/highlight.js";
import powershell from "../../../vendor/highlight-powershell.js";

hljs.registerLanguage("powershell", powershell);

/** @typedef {string | {kind: string, children: Token[]}} Token kind: empty, or one of the colours of css/features/code.css */

/** What the colours are, by the first word of the library's scopes. What is in no row has the colour of the text. */
const KINDS = /** @type {Record<string, string>} */ ({
  keyword: "keyword", "selector-tag": "keyword", "name": "keyword", section: "keyword", doctag: "keyword",
  string: "string", regexp: "string", "template-tag": "string", link: "string", addition: "string",
  number: "number", literal: "number", symbol: "number", bullet: "number", variable: "number", "template-variable": "number",
  comment: "comment", quote: "comment", meta: "comment",
  title: "title", "selector-id": "title", "selector-class": "title",
  type: "type", built_in: "type", class: "type", attr: "type", attribute: "type", property: "type", params: "",
  deletion: "deletion",
});

/** Whether there are colours for a language. @param {string} language */
export const isKnown = (language) => Boolean(hljs.getLanguage(language));

/** The language's name for people, or null. @param {string} language @returns {string | null} */
export const languageName = (language) => hljs.getLanguage(language)?.name ?? null;

/** Reads a text as a program. What cannot be read comes back as it is. @param {string} language one that is known @param {string} text @returns {Token[]} */
export function tree(language, text) {
  try {
    return hljs.highlight(text, { language, ignoreIllegals: true })._emitter.rootNode.children.map(tokenOf);
  } catch {
    return [text];
  }
}

/** @param {any} node @returns {Token} */
const tokenOf = (node) => (typeof node === "string" ? node : { kind: KINDS[String(node.scope ?? "").split(".")[0]] ?? "", children: node.children.map(tokenOf) });
