/** Loads something once for the whole page; what failed is loaded again by the next call. */

/** @template T @param {() => Promise<T>} load @returns {() => Promise<T>} */
export function retryable(load) {
  /** @type {Promise<T> | null} */
  let asked = null;
  return () => {
    asked ??= load().catch((problem) => {
      asked = null;
      throw problem;
    });
    return asked;
  };
}
