/** A wait that can be ended early. */

let wake = () => {};

/** Waits. There is only one wait at a time. @param {number} ms @returns {Promise<void>} */
export function pause(ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** Ends the wait. */
export const wakeUp = () => wake();
