/** Puts the marks of formatting around what is selected in a text, and takes them away again. Without a document. */

/** What a mark is typed as. @typedef {"**" | "*" | "~~" | "`"} Mark */
/** A replacement of the characters from `from` to `to` by `words`, and what is selected afterwards. @typedef {{from: number, to: number, words: string, start: number, end: number}} Change */

const MARK = /~~|\*\*|\*|`/g;
const FENCE = "```";
const QUOTE = /^> ?/;

/**
 * Returns the change that turns a mark on or off. Each line gets marks of its own, because a mark ends with its line.
 * @param {string} value @param {number} from @param {number} to @param {Mark} mark @returns {Change}
 */
export function toggled(value, from, to, mark) {
  const [start, end] = meant(value, from, to);
  const text = value.slice(start, end);
  if (mark === "`" && text.includes("\n")) return fenced(value, start, end);
  if (!text.includes("\n")) return toggledLine(value, start, end, mark);
  const isOn = text.split("\n").filter((line) => line.trim()).every((line) => hasMark(line, ...trimmed(line, 0, line.length), mark));
  const words = text.split("\n").map((line) => withMark(line, mark, !isOn)).join("\n");
  return { from: start, to: end, words, start, end: start + words.length };
}

/** Whether what is selected has a mark. @param {string} value @param {number} from @param {number} to @param {Mark} mark */
export function hasMark(value, from, to, mark) {
  const [start, end] = meant(value, from, to);
  return start < end && around(value, start, end).marks.includes(mark);
}

/**
 * Returns the change that makes a link of what is selected: the address, or the words if an address is selected, is what
 * the person types next.
 * @param {string} value @param {number} from @param {number} to @param {string} [address] @returns {Change}
 */
export function linked(value, from, to, address = "") {
  const [start, end] = meant(value, from, to);
  const text = value.slice(start, end).replace(/\s*\n\s*/g, " ");
  const isAddress = /^https?:\/\/\S+$/i.test(text);
  const [label, target] = isAddress && !address ? ["", text] : [text, address || "https://"];
  const words = `[${label}](${target})`;
  const caret = start + (label && !address ? label.length + 3 : label ? words.length : 1);
  return { from: start, to: end, words, start: caret, end: label && !address ? caret + target.length : caret };
}

/** Returns the change that makes quotes of the selected lines, or no quotes if all of them are. @param {string} value @param {number} from @param {number} to @returns {Change} */
export function quoted(value, from, to) {
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const next = value.indexOf("\n", to);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const isOn = lines.every((line) => QUOTE.test(line));
  const words = lines.map((line) => (isOn ? line.replace(QUOTE, "") : `> ${line}`)).join("\n");
  return { from: start, to: end, words, start: start + words.length, end: start + words.length };
}

/** Returns a text in a fence that is longer than every fence in it. @param {string} text @param {string} [language] */
export function inFence(text, language = "") {
  const longest = Math.max(2, ...(text.match(/^`{3,}/gm) ?? []).map((marks) => marks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, "")}\n${fence}`;
}

/** Whether a place in a text is inside a fence. @param {string} value @param {number} at */
export const isInFence = (value, at) => (value.slice(0, at).match(/^`{3,}/gm) ?? []).length % 2 === 1;

/** Returns what the person means: the selection without spaces at its ends, or the word at the caret. @param {string} value @param {number} from @param {number} to @returns {[number, number]} */
function meant(value, from, to) {
  if (from < to) return trimmed(value, from, to);
  const before = value.slice(0, from).match(/[\p{L}\p{M}\p{N}]*$/u)?.[0].length ?? 0;
  const after = value.slice(to).match(/^[\p{L}\p{M}\p{N}]*/u)?.[0].length ?? 0;
  return [from - before, to + after];
}

/** @param {string} value @param {number} from @param {number} to @returns {[number, number]} */
function trimmed(value, from, to) {
  const text = value.slice(from, to);
  const start = from + text.length - text.trimStart().length;
  return [start, Math.max(start, from + text.trimEnd().length)];
}

/** @param {string} value @param {number} start @param {number} end @param {Mark} mark @returns {Change} */
function toggledLine(value, start, end, mark) {
  const found = around(value, start, end);
  const isOn = found.marks.includes(mark);
  const marks = isOn ? found.marks.filter((one) => one !== mark) : mark === "`" ? [...found.marks, mark] : [mark, ...found.marks];
  const [open, close] = [marks.join(""), [...marks].reverse().join("")];
  const words = open + value.slice(found.start, found.end) + close;
  const caret = found.from + open.length;
  return { from: found.from, to: found.to, words, start: caret, end: caret + found.end - found.start };
}

/**
 * Returns the marks that stand on both sides of the words of a selection, outermost first, where the words are, and
 * where the marks begin and end. Marks at the ends of the selection itself count too.
 * @param {string} value @param {number} start @param {number} end
 */
function around(value, start, end) {
  const text = value.slice(start, end);
  const inside = pairs(text.match(/^[*~`]+/)?.[0] ?? "", text.match(/[*~`]+$/)?.[0] ?? "");
  const isAllMarks = /^[*~`]*$/.test(text);
  const within = isAllMarks ? 0 : inside.join("").length;
  const [first, last] = [start + within, end - within];
  const marks = pairs(value.slice(0, first).match(/[*~`]+$/)?.[0] ?? "", value.slice(last).match(/^[*~`]+/)?.[0] ?? "");
  const width = marks.join("").length;
  return { marks, start: first, end: last, from: first - width, to: last + width };
}

/** Returns the marks that both sides have, outermost first: those nearest to the words are compared first. @param {string} before @param {string} after @returns {string[]} */
function pairs(before, after) {
  const opening = [...before].reverse().join("").match(MARK) ?? [];
  const closing = after.match(MARK) ?? [];
  const many = opening.findIndex((mark, at) => mark !== closing[at]);
  return opening.slice(0, many < 0 ? opening.length : many).reverse();
}

/** @param {string} line @param {Mark} mark @param {boolean} isOn */
function withMark(line, mark, isOn) {
  const [start, end] = trimmed(line, 0, line.length);
  if (start === end || hasMark(line, start, end, mark) === isOn) return line;
  const { from, to, words } = toggledLine(line, start, end, mark);
  return line.slice(0, from) + words + line.slice(to);
}

/** @param {string} value @param {number} start @param {number} end @returns {Change} */
function fenced(value, start, end) {
  const text = value.slice(start, end);
  const inner = text.match(/^(`{3,})[^\n`]*\n([\s\S]*?)\n?\1$/);
  if (inner) return { from: start, to: end, words: inner[2], start, end: start + inner[2].length };
  const lead = start > 0 && value[start - 1] !== "\n" ? "\n" : "";
  const words = lead + inFence(text);
  return { from: start, to: end, words, start: start + lead.length + FENCE.length + 1, end: start + words.length - FENCE.length - 1 };
}
