/** Where the keys lead in a grid of several sections. */

/** @typedef {{section: number, index: number}} Place */

/**
 * Returns the place to which a key leads, or null if it is not a key of the grid. Sections have rows of their own, and
 * the last row of one is followed by the first row of the next.
 * @param {number[]} sizes of the sections @param {number} columns @param {Place} from @param {{key: string, ctrlKey?: boolean}} event @param {boolean} [isRightToLeft] @returns {Place | null}
 */
export function moved(sizes, columns, from, { key, ctrlKey = false }, isRightToLeft = false) {
  if (key === "ArrowRight" || key === "ArrowLeft") return beside(sizes, from, (key === "ArrowRight") === isRightToLeft ? -1 : 1);
  if (key === "ArrowDown") return below(sizes, columns, from);
  if (key === "ArrowUp") return above(sizes, columns, from);
  if (key === "Home") return ctrlKey ? first(sizes, from) : { ...from, index: from.index - (from.index % columns) };
  if (key === "End") return ctrlKey ? last(sizes, from) : { ...from, index: Math.min(sizes[from.section] - 1, from.index - (from.index % columns) + columns - 1) };
  return null;
}

/** @param {number[]} sizes @param {Place} from @param {number} step @returns {Place} */
function beside(sizes, from, step) {
  const index = from.index + step;
  if (index >= 0 && index < sizes[from.section]) return { ...from, index };
  const section = neighbour(sizes, from.section, step);
  if (section === from.section) return from;
  return { section, index: step > 0 ? 0 : sizes[section] - 1 };
}

/** @param {number[]} sizes @param {number} columns @param {Place} from @returns {Place} */
function below(sizes, columns, from) {
  const size = sizes[from.section];
  const column = from.index % columns;
  if (from.index + columns < size) return { ...from, index: from.index + columns };
  if (from.index - column + columns < size) return { ...from, index: size - 1 };
  const section = neighbour(sizes, from.section, 1);
  return section === from.section ? from : { section, index: Math.min(column, sizes[section] - 1) };
}

/** @param {number[]} sizes @param {number} columns @param {Place} from @returns {Place} */
function above(sizes, columns, from) {
  if (from.index >= columns) return { ...from, index: from.index - columns };
  const section = neighbour(sizes, from.section, -1);
  if (section === from.section) return from;
  const rowStart = Math.floor((sizes[section] - 1) / columns) * columns;
  return { section, index: Math.min(rowStart + from.index, sizes[section] - 1) };
}

/** Returns the next section with something in it. @param {number[]} sizes @param {number} section @param {number} step */
function neighbour(sizes, section, step) {
  for (let at = section + step; at >= 0 && at < sizes.length; at += step) if (sizes[at] > 0) return at;
  return section;
}

/** @param {number[]} sizes @param {Place} from @returns {Place} */
function first(sizes, from) {
  const section = sizes.findIndex((size) => size > 0);
  return section < 0 ? from : { section, index: 0 };
}

/** @param {number[]} sizes @param {Place} from @returns {Place} */
function last(sizes, from) {
  const section = sizes.findLastIndex((size) => size > 0);
  return section < 0 ? from : { section, index: sizes[section] - 1 };
}

/** Moves the focus along a row of buttons that are one Tab stop. @param {KeyboardEvent} event */
export function rove(event) {
  const row = /** @type {HTMLElement} */ (event.currentTarget);
  const buttons = /** @type {HTMLElement[]} */ ([...row.querySelectorAll("button")]);
  const at = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
  const to = at < 0 ? null : moved([buttons.length], buttons.length, { section: 0, index: at }, event, getComputedStyle(row).direction === "rtl");
  if (!to) return;
  event.preventDefault();
  buttons[to.index].focus();
}
