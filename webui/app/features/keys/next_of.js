/** The next one of a list, going round at its ends. */

/**
 * Returns the next id that fits, going round at the ends; null where there is no other one.
 * @param {string[]} ids @param {string | null} from @param {1 | -1} by @param {(id: string) => boolean} fits
 */
export function nextOf(ids, from, by, fits) {
  const at = from === null ? -1 : ids.indexOf(from);
  const start = at < 0 && by < 0 ? ids.length : at;
  for (let far = 1; far <= ids.length; far += 1) {
    const id = ids[(start + by * far + ids.length * 2) % ids.length];
    if (id !== from && fits(id)) return id;
  }
  return null;
}
