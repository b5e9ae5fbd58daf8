/** Loads a list of the host's for as long as it is shown. */

import { useEffect, useState } from "../../html.js";
import { connectionState } from "../../store/session.js";

/**
 * Loads something, and again when one of `again` has changed and after a gap in the connection. What is there stays
 * until the answer comes. `change` replaces it, with what came by an event.
 * @template T @param {() => Promise<T>} load @param {unknown[]} again @param {number} [pauseMs] changes that come one after the other within this time are loaded together
 * @returns {{found: T | null, error: any, change: (changed: (found: T) => T) => void}}
 */
export function useLoaded(load, again, pauseMs = 0) {
  const [state, setState] = useState({ found: /** @type {any} */ (null), error: /** @type {any} */ (null) });
  const isUp = connectionState.value === "up";
  // Without a connection it is asked once, so that whoever looks at nothing learns why.
  const isAsked = isUp || (connectionState.value !== "connecting" && !state.found);
  useEffect(() => {
    let isWanted = true;
    const take = (/** @type {any} */ found) => isWanted && setState({ found, error: null });
    const fail = (/** @type {any} */ error) => isWanted && setState((now) => ({ ...now, error }));
    const timer = isAsked ? setTimeout(() => load().then(take, fail), state.found ? pauseMs : 0) : 0;
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [...again, isUp, isAsked]);
  return { ...state, change: (changed) => setState((now) => ({ ...now, found: now.found && changed(now.found) })) };
}
