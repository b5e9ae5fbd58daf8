/** The lines of a form, such as the options of a poll, as they are written. */

/** The texts without spaces around them, and without the empty ones. @param {string[]} lines */
export const filled = (lines) => lines.map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean);

/** Keeps one empty line at the end. @param {string[]} lines @param {number} least @param {number} most */
export function withEmpty(lines, least, most) {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const wanted = Math.min(most, Math.max(least, last + 2));
  return [...lines.slice(0, wanted), ...Array(Math.max(0, wanted - lines.length)).fill("")];
}
