/** The only door to the vendored view library: everything that draws imports from here. */

import { Component, Fragment, createRef, h, render } from "../vendor/preact.js";
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

export {
  Component, Fragment, batch, computed, createRef, effect, h, render, signal, untracked,
  useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState,
};
