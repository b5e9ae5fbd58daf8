/** Turns the tree of a text into nodes that Preact draws. Text is never turned into HTML. */

import { h } from "../../html.js";
import { CodeBlock } from "../code_block.js";
import { addressOf, hostBeside, hostOf, promised, spelled } from "./safe_links.js";
import { textOf } from "./tree.js";

/** @param {import("./tree.js").Block[]} blocks @param {string} [lang] the language of the text, where it is known @returns {any[]} */
export const drawBlocks = (blocks, lang) => blocks.map((block) => drawBlock(block, lang));

/** @param {import("./tree.js").Block} block @param {string} [lang] @returns {any} */
function drawBlock(block, lang) {
  switch (block.type) {
    case "fence": return h(CodeBlock, { language: block.language, text: block.text });
    case "quote": return h("blockquote", { dir: "auto", lang }, drawBlocks(block.children));
    case "list": return drawList(block, lang);
    default: return h("p", { dir: "auto", lang }, drawInlines(block.children));
  }
}

/** Numbers stay text, as they were typed. A mark is drawn for the others. @param {import("./tree.js").List} list @param {string} [lang] */
function drawList({ items }, lang) {
  const rows = items.map(({ marker, level, children }) => {
    const style = level > 0 ? { "--level": level } : undefined;
    const number = marker === "-" ? null : h("span", { class: "number" }, `${marker} `);
    return h("li", { dir: "auto", style, class: number ? "numbered" : undefined }, [number, drawInlines(children)]);
  });
  return h(items[0].marker === "-" ? "ul" : "ol", { dir: "auto", role: "list", lang }, rows);
}

/** @param {import("./tree.js").Inline[]} parts @returns {any[]} */
const drawInlines = (parts) => parts.map(drawInline);

/** @param {import("./tree.js").Inline} part @returns {any} */
function drawInline(part) {
  if (typeof part === "string") return part;
  switch (part.type) {
    case "bold": return h("strong", null, drawInlines(part.children));
    case "italic": return h("em", null, drawInlines(part.children));
    case "strike": return h("del", null, drawInlines(part.children));
    case "code": return h("code", { dir: "ltr" }, part.text);
    case "link": return drawLink(part);
    case "room": return h("a", { class: "mention room-link", href: `/r/${part.value}`, dir: "auto" }, part.text);
    default: return h("bdi", { class: part.value.me ? "mention me" : "mention", dir: "auto" }, part.text);
  }
}

/** An address that would not show where it leads stays as it was typed. @param {import("./tree.js").Link} link */
function drawLink({ href, raw, children }) {
  const url = addressOf(href);
  if (!url) return raw;
  const isBare = children.length === 1 && children[0] === raw;
  const words = isBare ? [spelled(raw, url)] : drawInlines(children);
  const title = raw === href ? undefined : url.href;
  const host = hostBeside(isBare ? bareHost(raw, url) : promised(textOf(children)), url);
  const drawn = h("a", { href, target: "_blank", rel: "noopener noreferrer", title, dir: isBare ? "ltr" : "auto" }, words);
  return host ? [drawn, h("bdi", { class: "host" }, ` (${host})`)] : drawn;
}

/** @param {string} raw @param {URL} url */
const bareHost = (raw, { protocol }) => (protocol.startsWith("http") ? hostOf(raw) : "");
