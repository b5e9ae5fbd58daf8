/** Reads the beginning of a text file: its letters, its pieces, its language, and a table of CSV. */

import { endingOf } from "./names.js";

/** A piece has no more characters, so that colouring one is no long task. */
const PIECE_MAX = 6_000;
/** What a table shows at most. */
export const MOST_ROWS = 500;
export const MOST_COLUMNS = 50;
/** A character for what is no letter in UTF-8; more than this share of them, and the text is not UTF-8. */
const WRONG = "\uFFFD";
const WRONG_SHARE = 0.01;

/** Decodes the first bytes of a file. @param {Uint8Array} bytes @param {boolean} isCut whether more bytes follow @returns {string} whole lines, where there is more than one */
export function decode(bytes, isCut) {
  const text = lettersOf(bytes, isCut).replace(/\r\n?/g, "\n").replaceAll("\0", WRONG);
  const end = isCut ? text.lastIndexOf("\n") : -1;
  return end > 0 ? text.slice(0, end) : text;
}

/** @param {Uint8Array} bytes @param {boolean} isCut */
function lettersOf(bytes, isCut) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes, { stream: isCut });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes, { stream: isCut });
  const text = new TextDecoder("utf-8").decode(bytes, { stream: isCut });
  const wrong = text.split(WRONG).length - 1;
  // Older programs on Windows, such as those that write CSV, use their own letters.
  return wrong > 0 && wrong > text.length * WRONG_SHARE ? new TextDecoder("windows-1252").decode(bytes) : text;
}

/** Cuts a text at ends of lines; a line that is too long is a piece of its own and cut where it must be. @param {string} text @returns {string[]} which together are the text */
export function pieces(text) {
  const found = [];
  for (let at = 0; at < text.length;) {
    const line = text.lastIndexOf("\n", at + PIECE_MAX);
    const end = text.length - at <= PIECE_MAX ? text.length : line > at ? line + 1 : wholeEnd(text, at + PIECE_MAX);
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

/** Does not part the halves of one character. @param {string} text @param {number} end */
const wholeEnd = (text, end) => (/[\uDC00-\uDFFF]/.test(text[end] ?? "") ? end - 1 : end);

/** Endings that name no language by themselves. @type {Record<string, string>} */
const LANGUAGES = { htm: "xml", html: "xml", svg: "xml", vue: "xml", pyw: "python", ps1: "powershell", psm1: "powershell", conf: "ini", cfg: "ini", env: "ini", jsonl: "json", mjs: "javascript", cjs: "javascript", txt: "", log: "", csv: "", tsv: "" };

/** The language of a file by the ending of its name; empty for plain text. @param {string} name */
export const languageOf = (name) => LANGUAGES[endingOf(name)] ?? endingOf(name);

/** @param {string} name */
export const isTable = (name) => ["csv", "tsv"].includes(endingOf(name));
/** @param {string} name */
export const isMarkdown = (name) => ["md", "markdown"].includes(endingOf(name));

/** The sign between cells: the one that the first line has most of. @param {string} text */
function separatorOf(text) {
  const [line] = text.replace(/"(?:[^"]|"")*"/g, "").split("\n", 1);
  const [first] = [",", ";", "\t", "|"].map((sign) => [sign, line.split(sign).length]).sort(([, one], [, other]) => Number(other) - Number(one));
  return String(first[0]);
}

/** @typedef {{rows: string[][], more: boolean}} Table more: not everything is in it */

/** Reads a table. Quoted cells hold separators, line ends and doubled quotes. @param {string} text @returns {Table} */
export function readTable(text) {
  const separator = separatorOf(text);
  /** @type {string[][]} */
  const rows = [];
  let row = /** @type {string[]} */ ([]);
  let at = 0;
  let isWide = false;
  while (at < text.length && rows.length < MOST_ROWS) {
    const [cell, next] = readCell(text, at, separator);
    if (row.length < MOST_COLUMNS) row.push(cell);
    else isWide = true;
    at = next + 1;
    if (text[next] === separator && next < text.length) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  if (row.length > 0 && rows.length < MOST_ROWS) rows.push([...row, ...(row.length < MOST_COLUMNS ? [""] : [])]);
  return { rows, more: isWide || at < text.length };
}

/** @param {string} text @param {number} at @param {string} separator @returns {[string, number]} the cell, and where it ends */
function readCell(text, at, separator) {
  if (text[at] !== '"') return plainCell(text, at, separator);
  let end = at + 1;
  while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
  const [rest, next] = plainCell(text, Math.min(end + 1, text.length), separator);
  return [text.slice(at + 1, end).replaceAll('""', '"') + rest, next];
}

/** @param {string} text @param {number} at @param {string} separator @returns {[string, number]} */
function plainCell(text, at, separator) {
  let end = at;
  while (end < text.length && text[end] !== "\n" && text[end] !== separator) end += 1;
  return [text.slice(at, end), end];
}
