/** Turns formatted text from a clipboard into text with the marks that are typed here. Without a document. */

import { inFence } from "./format_marks.js";
import { attribute, tokensOf } from "./html_tokens.js";

/** A longer clipboard is pasted as plain text. */
const MAX_LENGTH = 500_000;
const MAX_DEPTH = 60;

const BLOCKS = new Set(["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "section", "article", "header", "footer", "main", "figure", "dl", "dt", "dd", "hr"]);
/** An empty line stands around these. */
const SPACED = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table"]);
const EMPTY = new Set(["br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "base", "source", "embed"]);
const BOLD = new Set(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"]);
const ITALIC = new Set(["i", "em", "cite", "dfn", "var"]);
const STRUCK = new Set(["s", "del", "strike"]);
const CODE = new Set(["code", "tt", "kbd", "samp"]);
const MONOSPACE = /monospace|consolas|menlo|monaco|courier|source code|jetbrains|cascadia|fira code/i;
const LINK = /^(?:https?:|mailto:)\S+$/i;

/** What holds for the text inside an element. @typedef {{name: string, marks: string[], href: string, pre: boolean, list: {ordered: boolean, n: number} | null, spaced: boolean}} Frame */
/** @typedef {{text: string, marks: string[], href: string}} Run */
/** A block of the text: its runs, or the lines of a code block. @typedef {{runs: Run[], prefix: string, quote: number, spaced: boolean, code: boolean}} Block */

/**
 * Returns the text of a clipboard's HTML with marks, or null when it has nothing that plain text would lose.
 * @param {string} html @param {string} plain the same clipboard as plain text
 * @returns {string | null}
 */
export function marked(html, plain) {
  if (html.length > MAX_LENGTH) return null;
  const code = plain.includes("\n") && codeOfEditor(html) ? inFence(plain) : null;
  if (code !== null) return code;
  const reader = new Reader();
  for (const token of tokensOf(fragment(html))) reader.take(token);
  return reader.isPlain ? null : written(reader.blocks);
}

/** Editors of code copy one block in a font of equal widths. @param {string} html */
function codeOfEditor(html) {
  const first = tokensOf(fragment(html)).find((token) => token.type === "open" && /^(?:div|pre|span|p|table)$/.test(token.name));
  if (first?.type !== "open") return false;
  const style = attribute(first.attributes, "style");
  return MONOSPACE.test(style) && (first.name === "pre" || /white-space:\s*pre/i.test(style));
}

/** @param {string} html */
const fragment = (html) => html.match(/<!--StartFragment-->([\s\S]*)<!--EndFragment-->/)?.[1] ?? html;

class Reader {
  constructor() {
    /** @type {Block[]} */
    this.blocks = [];
    /** @type {Frame[]} */
    this.open = [{ name: "", marks: [], href: "", pre: false, list: null, spaced: false }];
    this.isPlain = true;
    this.isSpaced = false;
    /** Set by a new item of a list, for the next block. */
    this.bullet = "";
    this.isNew = true;
  }

  get top() {
    return this.open[this.open.length - 1];
  }

  /** @param {import("./html_tokens.js").Token} token */
  take(token) {
    if (token.type === "text") this.text(token.text);
    else if (token.type === "close") this.close(token.name);
    else if (token.name === "br") this.line();
    else if (token.name === "td" || token.name === "th") this.cell(token);
    else if (!EMPTY.has(token.name) && this.open.length < MAX_DEPTH) this.enter(token.name, token.attributes);
  }

  /** @param {string} name @param {string} attributes */
  enter(name, attributes) {
    const { marks, href, pre, list } = this.top;
    const address = name === "a" ? attribute(attributes, "href") : "";
    this.open.push({
      name,
      marks: withStyle(marks, name, attribute(attributes, "style")),
      href: LINK.test(address) ? address : href,
      pre: pre || name === "pre",
      list: name === "ul" || name === "ol" ? { ordered: name === "ol", n: Number(attribute(attributes, "start")) || 1 } : list,
      spaced: SPACED.has(name),
    });
    if (BLOCKS.has(name)) this.block(SPACED.has(name) && !(list && /^[uo]l$/.test(name)));
    if (name === "li" && list) this.item(list);
  }

  /** @param {{ordered: boolean, n: number}} list */
  item(list) {
    const depth = this.open.filter((frame) => frame.name === "ul" || frame.name === "ol").length;
    this.bullet = "  ".repeat(Math.max(0, depth - 1)) + (list.ordered ? `${list.n}. ` : "- ");
    list.n += 1;
    this.isPlain = false;
  }

  /** @param {any} token */
  cell({ name, attributes }) {
    const row = this.blocks[this.blocks.length - 1];
    if (!this.isNew && row?.runs.length) row.runs.push({ text: "\t", marks: [], href: "" });
    this.open.push({ ...this.top, name, marks: withStyle(this.top.marks, name, attribute(attributes, "style")) });
  }

  /** An element that was not closed ends with the one around it. @param {string} name */
  close(name) {
    const at = this.open.findLastIndex((frame) => frame.name === name);
    if (at <= 0) return;
    const [frame] = this.open.splice(at);
    if (BLOCKS.has(name)) this.block(frame.spaced && !(/^[uo]l$/.test(name) && this.top.list));
  }

  /** The next text begins a new line. @param {boolean} isSpaced */
  block(isSpaced) {
    this.isNew = true;
    this.isSpaced ||= isSpaced;
  }

  line() {
    if (this.isNew && this.blocks.length) this.start();
    if (this.top.pre && !this.isNew) this.add("\n");
    else this.isNew = true;
  }

  /** @param {string} text */
  text(text) {
    if (this.top.pre) return this.add(text.replace(/\r\n?/g, "\n"));
    const words = text.replace(/[ \t\r\n\f]+/g, " ").replace(/\u00A0/g, " ");
    if (this.isNew && !words.trim()) return;
    this.add(this.isNew ? words.trimStart() : words);
  }

  start() {
    const quote = this.open.filter((frame) => frame.name === "blockquote").length;
    const code = this.top.pre;
    this.blocks.push({ runs: [], prefix: this.bullet, quote, spaced: this.isSpaced && this.blocks.length > 0, code });
    if (quote || code) this.isPlain = false;
    this.bullet = "";
    this.isNew = this.isSpaced = false;
  }

  /** @param {string} text */
  add(text) {
    if (this.isNew) this.start();
    const { marks, href } = this.top;
    if (marks.length || (href && text.trim() !== href)) this.isPlain = false;
    this.blocks[this.blocks.length - 1].runs.push({ text, marks, href });
  }
}

/** @param {string[]} marks @param {string} name @param {string} style @returns {string[]} */
function withStyle(marks, name, style) {
  const weight = style.match(/font-weight:\s*(\w+)/i)?.[1];
  const slant = style.match(/font-style:\s*(\w+)/i)?.[1];
  const held = new Set(marks);
  const turn = (/** @type {string} */ mark, /** @type {boolean | undefined} */ isOn) => isOn === undefined || (isOn ? held.add(mark) : held.delete(mark));
  turn("**", weight ? weight === "bold" || weight === "bolder" || Number(weight) >= 600 : BOLD.has(name) || undefined);
  turn("*", slant ? slant === "italic" || slant === "oblique" : ITALIC.has(name) || undefined);
  turn("~~", STRUCK.has(name) || /text-decoration[^;]*line-through/i.test(style) || undefined);
  turn("`", CODE.has(name) || undefined);
  return ["~~", "**", "*", "`"].filter((mark) => held.has(mark));
}

/** @param {Block[]} blocks */
function written(blocks) {
  const lines = blocks.flatMap((block, at) => {
    const text = block.code ? inFence(block.runs.map((run) => run.text).join("")) : block.prefix + inline(block.runs);
    const quoted = block.quote ? text.split("\n").map((line) => `> ${line}`) : [text.trimEnd()];
    const isSpaced = block.spaced && !(block.quote && blocks[at - 1]?.quote);
    return isSpaced ? ["", ...quoted] : quoted;
  });
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

/** @param {Run[]} runs */
const inline = (runs) => grouped(runs, (run) => run.href).map(([href, part]) => (href ? link(href, part) : styled(part))).join("");

/** @param {string} href @param {Run[]} runs */
function link(href, runs) {
  const text = runs.map((run) => run.text).join("");
  const words = text.trim();
  if (!words || words === href || words.includes("]") || /[()\s]/.test(href)) return words && words !== href && !words.includes("]") ? `${text} ${href}` : text || href;
  return text.replace(words, () => `[${styled(runs).trim()}](${href})`);
}

/** Neighbours with the same marks share them. A mark stands at words, and not at the spaces around them. @param {Run[]} runs */
const styled = (runs) => grouped(runs, (run) => run.marks.join(" ")).map(([key, part]) => {
  const text = part.map((run) => run.text).join("");
  const marks = key ? key.split(" ") : [];
  const words = text.trim();
  if (!words || !marks.length) return text;
  if (marks.includes("`") && words.includes("`")) return text;
  const kept = marks.includes("`") ? ["`"] : marks;
  return text.replace(words, () => kept.join("") + words + [...kept].reverse().join(""));
}).join("");

/** Groups neighbours by a key. @param {Run[]} runs @param {(run: Run) => string} keyOf @returns {[string, Run[]][]} */
function grouped(runs, keyOf) {
  const groups = /** @type {[string, Run[]][]} */ ([]);
  for (const run of runs) {
    const last = groups.at(-1);
    if (last && last[0] === keyOf(run)) last[1].push(run);
    else groups.push([keyOf(run), [run]]);
  }
  return groups;
}

/** Fewer lines than this are no code block. */
const MIN_CODE_LINES = 3;
const CODE_LINE = /[;{}=([]\s*$|^\s*(?:[)\]}]|<\/?\w|#include|@\w+|return\b|import\s|(?:def|class|if|elif|else|for|while|try|except|from|function|const|let|var|public|private|static|fn|func)\b.*[:({;=)]\s*$)/;
const LIST_LINE = /^\s*(?:[-*•]|\d+[.)])\s/;

/** Whether a plain text is obviously code: some of its lines are indented, and most look like statements. @param {string} plain */
export function looksLikeCode(plain) {
  const lines = plain.slice(0, 20_000).split("\n").filter((line) => line.trim());
  if (lines.length < MIN_CODE_LINES || lines.some((line) => LIST_LINE.test(line))) return false;
  const indented = lines.filter((line) => /^(?:\t| {2,})\S/.test(line)).length;
  const statements = lines.filter((line) => CODE_LINE.test(line)).length;
  return indented > 0 && indented < lines.length && statements * 2 >= lines.length;
}
