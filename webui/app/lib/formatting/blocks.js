/** Reads a text line by line: fences of code, quotes, lists, and paragraphs. */

import { namesToFind, readLine } from "./inline.js";
import { add } from "./tree.js";

/** Quotes within quotes are read so deep. What is deeper stays as it was typed. */
const MAX_QUOTES = 4;
const MAX_LEVEL = 5;

/** Without any of these a text is one paragraph. */
const MARKS = /[`*_~@＠#＃[\n\r]|:\/\/|www\.|^[->]|^\d+\. /i;
const QUOTE = /^> /;
const QUOTE_GOES_ON = /^>(?: |$)/;
const ITEM = /^([ \t]*)(-|\d{1,9}\.) (?=[^]*\S)/;
/** An item alone that begins with a number may be a negative number. */
const NUMBER_ALONE = /^- [ \t]*\d/;
const FENCE = /^```([\w+#.-]{0,20})[ \t]*$/;
const FENCE_END = /^```[ \t]*$/;

/** Reads a text. @param {string} text @param {import("./inline.js").Names} [names] @returns {import("./tree.js").Block[]} */
export function read(text, names = namesToFind()) {
  if (!MARKS.test(text)) return [{ type: "paragraph", children: text ? [text] : [] }];
  return blocks(text.split(/\r\n|\r|\n/), names, 0);
}

/** @param {string[]} lines @param {import("./inline.js").Names} names @param {number} depth */
function blocks(lines, names, depth) {
  const found = /** @type {import("./tree.js").Block[]} */ ([]);
  const marks = marksAfter(lines);
  let waiting = /** @type {string[]} */ ([]);
  const flush = () => {
    if (waiting.some((line) => line.trim() !== "")) found.push(paragraph(waiting, names));
    waiting = [];
  };
  for (let at = 0; at < lines.length;) {
    const block = fenceAt(lines, at, marks) ?? quoteAt(lines, at, depth) ?? listAt(lines, at, names);
    if (!block) waiting.push(lines[at]);
    else {
      flush();
      found.push(block.node);
    }
    at = block ? block.end : at + 1;
  }
  flush();
  return found.length ? found : [{ type: /** @type {const} */ ("paragraph"), children: [lines.join("\n")] }];
}

/** Empty lines at its beginning and end are left to the distance between blocks. @param {string[]} lines @param {import("./inline.js").Names} names @returns {import("./tree.js").Paragraph} */
function paragraph(lines, names) {
  const from = lines.findIndex((line) => line.trim() !== "");
  const to = lines.findLastIndex((line) => line.trim() !== "");
  const children = /** @type {import("./tree.js").Inline[]} */ ([]);
  for (const [at, line] of lines.slice(from, to + 1).entries()) {
    if (at > 0) add(children, "\n");
    for (const part of readLine(line, names)) add(children, part);
  }
  return { type: "paragraph", children };
}

/** @typedef {{node: any, end: number}} Found a block and the line after it */

/**
 * For each line, the next line of three marks alone, and the next line that has three marks at all. They are looked for
 * from the end, so that each line is looked at once.
 * @param {string[]} lines @returns {{alone: number, any: number}[] | null} null in a text without fences
 */
function marksAfter(lines) {
  if (!lines.some((line) => line.startsWith("```"))) return null;
  const found = new Array(lines.length);
  let [alone, any] = [-1, -1];
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    found[at] = { alone, any };
    if (FENCE_END.test(lines[at])) alone = at;
    if (lines[at].includes("```")) any = at;
  }
  return found;
}

/** @param {string[]} lines @param {number} at @param {{alone: number, any: number}[] | null} next @returns {Found | null} */
function fenceAt(lines, at, next) {
  if (!next || !lines[at].startsWith("```")) return null;
  const { alone, any } = next[at];
  const language = alone < 0 ? undefined : FENCE.exec(lines[at])?.[1];
  const text = language === undefined ? "" : lines.slice(at + 1, alone).join("\n");
  if (text.trim() !== "") return { node: { type: "fence", language: language ?? "", text }, end: alone + 1 };
  return fenceOfText(lines, at, lines[at].includes("```", 3) ? at : any);
}

/** A fence whose first and last line hold code too: "```code" to "code```". @param {string[]} lines @param {number} at @param {number} last @returns {Found | null} */
function fenceOfText(lines, at, last) {
  if (last < at || !lines[last].trimEnd().endsWith("```")) return null;
  const text = lines.slice(at, last + 1).join("\n").trimEnd().slice(3, -3);
  return text.trim() === "" || text.includes("```") ? null : { node: { type: "fence", language: "", text }, end: last + 1 };
}

/** In a quote nobody is mentioned. @param {string[]} lines @param {number} at @param {number} depth @returns {Found | null} */
function quoteAt(lines, at, depth) {
  if (depth >= MAX_QUOTES || !QUOTE.test(lines[at])) return null;
  const end = endOf(lines, at, (line) => QUOTE_GOES_ON.test(line));
  const inner = lines.slice(at, end).map((line) => line.slice(2));
  return inner.every((line) => line.trim() === "") ? null : { node: { type: "quote", children: blocks(inner, namesToFind(), depth + 1) }, end };
}

/** @param {string[]} lines @param {number} at @param {import("./inline.js").Names} names @returns {Found | null} */
function listAt(lines, at, names) {
  if (/^\s/.test(lines[at]) || !ITEM.test(lines[at])) return null;
  const end = endOf(lines, at, (line) => ITEM.test(line));
  if (end === at + 1 && NUMBER_ALONE.test(lines[at])) return null;
  const items = /** @type {import("./tree.js").Item[]} */ ([]);
  for (const line of lines.slice(at, end)) {
    const [whole, space, marker] = /** @type {RegExpExecArray} */ (ITEM.exec(line));
    const deepest = Math.min(MAX_LEVEL, (items.at(-1)?.level ?? -1) + 1);
    const level = Math.min(deepest, Math.floor(space.replaceAll("\t", "  ").length / 2));
    items.push({ marker, level, children: readLine(line.slice(whole.length), names) });
  }
  return { node: { type: "list", items }, end };
}

/** @param {string[]} lines @param {number} from @param {(line: string) => boolean} belongs */
function endOf(lines, from, belongs) {
  let end = from + 1;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return end;
}
