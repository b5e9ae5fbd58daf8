/** Splits texts into what is marked and what is not. */

/** A piece of text, and whether it is marked. @typedef {[string, boolean]} Piece */

/** Splits a text at the places that the host names. Marks with only a space between them are one. Places that overlap, or lie outside of the text, do no harm. @param {string} text @param {[number, number][]} marks @returns {Piece[]} */
export function pieces(text, marks) {
  /** @type {Piece[]} */
  const found = [];
  let at = 0;
  for (const [start, end] of [...marks].sort((one, other) => one[0] - other[0])) {
    const from = Math.max(at, Math.min(start, text.length));
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    const last = found.at(-1);
    if (last?.[1] && /^\s?$/.test(text.slice(at, from))) last[0] += text.slice(at, to);
    else found.push(...(from > at ? [/** @type {Piece} */ ([text.slice(at, from), false])] : []), [text.slice(from, to), true]);
    at = to;
  }
  if (at < text.length) found.push([text.slice(at), false]);
  return found;
}

/** Leaves out the beginning of a text where the first mark would stand below the lines that are shown. `most`: letters before it; those of East Asia take the place of two. @param {string} text @param {[number, number][]} marks @param {number} most @returns {{text: string, marks: [number, number][]}} */
export function nearMark(text, marks, most) {
  const first = Math.min(text.length, ...marks.map(([start]) => start));
  const before = [...text.slice(0, first)];
  let [at, width] = [before.length, 0];
  while (at > 0 && (width += before[at - 1] > "\u2e7f" ? 2 : 1) <= most) at -= 1;
  if (marks.length === 0 || at === 0) return { text, marks };
  const near = before.slice(at).join("");
  const space = near.search(/\s\S/u);
  const start = first - near.length + (space < 0 ? Math.max(0, near.search(/\P{M}/u)) : space + 1);
  return { text: `…${text.slice(start)}`, marks: marks.map(([from, to]) => [from - start + 1, to - start + 1]) };
}

/** Splits a name at what was typed, where that stands in it letter by letter. @param {string} name @param {string} typed @returns {Piece[]} */
export function piecesOfName(name, typed) {
  const [whole, wanted] = [name.toLowerCase(), typed.trim().toLowerCase()];
  // Some letters have a lower case of another length, and places would not fit.
  const at = wanted === "" || whole.length !== name.length ? -1 : whole.indexOf(wanted);
  return pieces(name, at < 0 ? [] : [[at, at + wanted.length]]);
}

/** Places of words in the name of a file, which is told by its number. @typedef {[number, [number, number][]]} FileMarks */

/** Puts the files whose names were found before the others, with their places. @param {any[]} files @param {FileMarks[]} marks @returns {{file: any, marks: [number, number][]}[]} */
export function foundFirst(files, marks) {
  const found = new Map(marks);
  const all = files.map((file, at) => ({ file, marks: found.get(at) ?? [] }));
  return [...all.filter((one) => one.marks.length > 0), ...all.filter((one) => one.marks.length === 0)];
}
