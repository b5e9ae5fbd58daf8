/** Asks the host for the state of something that takes long, as long as the dialog about it is open. */

import { useEffect, useState } from "../../html.js";
import { get } from "../../net/api.js";

/** How often it is asked, milliseconds. */
const AGAIN_MS = 1_000;

/**
 * @param {string} path
 * @returns {{state: any, problem: string, ask: (answer: Promise<any>) => Promise<void>}} ask: takes the answer to an act as the new state
 */
export function useWatched(path) {
  const [{ state, problem }, setState] = useState({ state: /** @type {any} */ (null), problem: "" });
  const take = (/** @type {any} */ found) => setState({ state: found, problem: "" });
  const ask = (/** @type {Promise<any>} */ answer) => answer.then(take, (error) => setState((now) => ({ ...now, problem: error.message })));
  useEffect(() => {
    void ask(get(path));
    const timer = setInterval(() => void ask(get(path)), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return { state, problem, ask };
}
