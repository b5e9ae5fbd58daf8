/** The only door to the vendored view library: everything that draws imports from here. */

import { Fragment, createRef, h, render } from "../vendor/preact.js";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact-hooks.js";
import { batch, computed, effect, signal, untracked } from "../vendor/signals.js";
import htm from "../vendor/htm.js";

/** htm's way to be told that what a template makes must not be kept: https://github.com/developit/htm#caching */
const NEVER_KEPT = 3;

/**
 * htm keeps the parts of a template that have no value in them, to hand out the same nodes again. A node knows the
 * parent it was first drawn in: one kept part holds the whole list that it stood in, with every element and listener.
 * @this {any} @param {any[]} node
 */
function fresh(...node) {
  this[0] = NEVER_KEPT;
  return /** @type {any} */ (h)(...node);
}

export const html = htm.bind(/** @type {any} */ (fresh));

/**
 * Draws COMPONENT anew only when one of its props differs, or a signal that it reads. In place of nodes that are
 * stored and handed in again: those hold the parent they were first drawn in.
 * @template P @param {(props: P) => any} component @returns {(props: P & {key?: string}) => any}
 */
export function memo(component) {
  /** @this {any} @param {any} props */
  return function Memo(props) {
    this.shouldComponentUpdate = differs;
    return h(/** @type {any} */ (component), props);
  };
}

/** @this {{props: Record<string, unknown>}} @param {Record<string, unknown>} next */
function differs(next) {
  const names = Object.keys(next);
  return names.length !== Object.keys(this.props).length || names.some((name) => next[name] !== this.props[name]);
}

export {
  Fragment, batch, computed, createRef, effect, h, render, signal, untracked,
  useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState,
};
