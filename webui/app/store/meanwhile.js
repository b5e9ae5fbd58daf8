/** What is heard while a list is asked for: the host may have read the list before, and its answer must not undo it. */

import { batch } from "../html.js";

/** @returns {{heard: (repeat: () => void) => void, ask: <A>(load: () => Promise<A>, take: (answer: A) => void) => Promise<void>}} */
export function newMeanwhile() {
  /** For each request under way, what was heard since. @type {Set<(() => void)[]>} */
  const asking = new Set();
  return {
    /** Notes a change. @param {() => void} repeat makes it once more */
    heard: (repeat) => asking.forEach((changes) => changes.push(repeat)),
    /** Asks for a list and takes it, and then what was heard meanwhile. Without an answer nothing changes. @template A @param {() => Promise<A>} load @param {(answer: A) => void} take */
    ask: async (load, take) => {
      /** @type {(() => void)[]} */
      const changes = [];
      asking.add(changes);
      const answer = await load().catch(() => null);
      asking.delete(changes);
      if (!answer) return;
      batch(() => {
        take(answer);
        for (const repeat of changes) repeat();
      });
    },
  };
}
