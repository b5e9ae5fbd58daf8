/** What a rule says about rooms that its form does not list, such as a room that the owner has left, stays as it is. */

/**
 * @template T
 * @param {T[]} said Parts of the rule that holds now
 * @param {(part: T) => string} roomOf
 * @param {Iterable<string>} listed The ids of the rooms in the form
 * @returns {T[]}
 */
export function unlisted(said, roomOf, listed) {
  const shown = new Set(listed);
  return said.filter((part) => !shown.has(roomOf(part)));
}
