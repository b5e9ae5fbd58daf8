/** A wait that can be cut short. */

let wake = () => {};

/** One at a time. @param {number} ms @returns {Promise<void>} */
export function pause(ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

export const wakeUp = () => wake();
