/** The only door to the vendored view library: everything that draws imports from here. */

import { Fragment, createRef, h, render } from "../vendor/preact.js";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact-hooks.js";
import { batch, computed, effect, signal, untracked } from "../vendor/signals.js";
import htm from "../vendor/htm.js";

export const html = htm.bind(h);
export {
  Fragment, batch, computed, createRef, effect, h, render, signal, untracked,
  useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState,
};
