/** Reads one line of text: code, links, names, and then the marks of bold, italic and struck text. One pass from left to right. */

import { ATOM, after, before } from "./characters.js";
import { codeSpans } from "./code_spans.js";
import { emphasised, markTokens } from "./emphasis.js";
import { linkAt, mailAt, targetAt, wwwAt } from "./links.js";
import { MAX_LOOKUPS, mayName, nameAt } from "./names.js";

const INTERESTING = /[`*_~@＠#＃[\]:wW]/g;
const MARKS = /[*_~]+/y;
const CODE_MARKS = /`+/y;

/**
 * The names that a text may hold, and how many places are left in which they are looked for.
 * @typedef {{people: import("./names.js").NameTable | null, rooms: import("./names.js").NameTable | null, left: number}} Names
 * @typedef {import("./emphasis.js").Token} Token
 */

/** @param {import("./names.js").NameTable | null} people @param {import("./names.js").NameTable | null} rooms @returns {Names} */
export const namesToFind = (people = null, rooms = null) => ({ people, rooms, left: MAX_LOOKUPS });

/** Reads a line. @param {string} line @param {Names} names @returns {import("./tree.js").Inline[]} */
export const readLine = (line, names) => new Reader(line, names).read();

class Reader {
  /** @param {string} line @param {Names} names */
  constructor(line, names) {
    this.line = line;
    this.names = names;
    this.spans = codeSpans(line);
    /** Up to here the line has become tokens. */
    this.done = 0;
    /** @type {Token[]} */
    this.tokens = [];
    /** Where brackets are open, as tokens. @type {number[]} */
    this.brackets = [];
  }

  read() {
    for (let at = this.next(0); at >= 0; at = this.next(Math.max(at + 1, this.done))) this.look(at);
    this.text(this.line.length);
    return emphasised(this.tokens);
  }

  /** @param {number} from */
  next(from) {
    INTERESTING.lastIndex = from;
    return INTERESTING.exec(this.line)?.index ?? -1;
  }

  /** Reads what begins at a place, or leaves it as text. @param {number} at */
  look(at) {
    switch (this.line[at]) {
      case "`": return this.code(at);
      case "*": case "_": case "~": return this.marks(at);
      case "[": return this.bracket(at);
      case "]": return this.link(at);
      case ":": return this.address(linkAt(this.line, at, this.done));
      case "w": case "W": return this.address(wwwAt(this.line, at));
      case "#": case "＃": return this.name(at, "room", this.names.rooms);
      default: return this.address(mailAt(this.line, at, this.done)) || this.name(at, "mention", this.names.people);
    }
  }

  /** Keeps the text up to a place as it was typed. @param {number} to */
  text(to) {
    if (to > this.done) this.tokens.push({ text: this.line.slice(this.done, to) });
    this.done = Math.max(this.done, to);
  }

  /** @param {number} start @param {number} end @param {any} node */
  atom(start, end, node) {
    this.text(start);
    this.tokens.push({ text: this.line.slice(start, end), node });
    this.done = end;
    return true;
  }

  /** @param {number} at */
  code(at) {
    const span = this.spans.get(at);
    if (span) this.atom(at, span.end, { type: "code", text: span.text });
    else this.text(at + this.run(CODE_MARKS, at).length);
  }

  /** Returns the marks that stand at a place. @param {RegExp} marks @param {number} at */
  run(marks, at) {
    marks.lastIndex = at;
    return /** @type {RegExpExecArray} */ (marks.exec(this.line))[0];
  }

  /** @param {number} at */
  marks(at) {
    const run = this.run(MARKS, at);
    const isAfterAtom = this.done === at && this.tokens.at(-1)?.node;
    this.text(at);
    const left = isAfterAtom ? ATOM : before(this.line, at);
    this.tokens.push(...markTokens(run, left, after(this.line, at + run.length)));
    this.done = at + run.length;
  }

  /** @param {number} at */
  bracket(at) {
    this.text(at);
    this.brackets.push(this.tokens.length);
    this.text(at + 1);
  }

  /** Ends the words of a link, if an address follows. @param {number} at */
  link(at) {
    const from = this.brackets.pop();
    const target = from !== undefined && this.line[at + 1] === "(" ? targetAt(this.line, at + 2) : null;
    if (from === undefined || !target) return;
    this.text(at);
    const words = this.tokens.splice(from).slice(1);
    if (words.every(({ text }) => text.trim() === "")) return void this.tokens.push({ text: "[" }, ...words);
    const raw = `[${words.map(({ text }) => text).join("")}${this.line.slice(at, target.end)}`;
    this.tokens.push({ text: raw, node: { type: "link", href: target.href, raw, children: emphasised(words.map(plain)) } });
    this.done = target.end;
  }

  /** @param {import("./links.js").Found | null} found */
  address(found) {
    if (!found || found.start < this.done) return false;
    const raw = this.line.slice(found.start, found.end);
    return this.atom(found.start, found.end, { type: "link", href: found.href, raw, children: [raw] });
  }

  /** @param {number} at @param {"mention" | "room"} type @param {import("./names.js").NameTable | null} table */
  name(at, type, table) {
    if (!table || this.names.left === 0 || !mayName(this.line, at)) return false;
    this.names.left -= 1;
    const found = nameAt(table, this.line, at + 1);
    return found !== null && this.atom(at, found.end, { type, text: this.line.slice(at, found.end), value: found.value });
  }
}

/** In the words of a link there is no other link, and nobody is mentioned. @param {Token} token @returns {Token} */
const plain = ({ node, ...token }) => (node?.type === "code" ? { ...token, node } : token);
