/** The only module that imports the vendored view library. Everything that draws imports from here. */

import { Component, Fragment, createRef, h, render } from "../vendor/preact.js";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact-hooks.js";
import { batch, computed, effect, signal, untracked } from "../vendor/signals.js";
import htm from "../vendor/htm.js";

/** Tells htm not to cache what a template makes: https://github.com/developit/htm#caching */
const NEVER_KEPT = 3;

/**
 * Turns htm's cache off. htm keeps the static parts of a template, to return the same nodes again. But a node keeps the
 * parent it was first drawn in, so one cached part would hold a whole list, with every element and listener.
 * @this {any} @param {any[]} node
 */
function fresh(...node) {
  this[0] = NEVER_KEPT;
  return /** @type {any} */ (h)(...node);
}

/** The template tag with which all components are written. */
export const html = htm.bind(/** @type {any} */ (fresh));

export {
  Component, Fragment, batch, computed, createRef, effect, h, render, signal, untracked,
  useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState,
};
