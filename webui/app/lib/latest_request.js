/** Of several requests for the same thing only the answer to the latest counts, in whatever order the answers come. */

/**
 * Returns what is called when a request begins, or when something newer than all answers is heard. Everything before is
 * out of date then. It returns a function that tells whether nothing has begun since.
 */
export function latestRequest() {
  let count = 0;
  return () => {
    const mine = (count += 1);
    return () => mine === count;
  };
}
