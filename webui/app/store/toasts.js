/** Short messages at the foot of the page that go away by themselves. ui/toast.js draws them. */

import { signal } from "../html.js";

/** @typedef {{label: string, act: () => void, ms?: number}} Action */
/** @typedef {{id: number, text: string, action: Action | null}} Toast */

/** How long a message is shown, milliseconds: long enough to read a sentence twice. */
const SHOWN_MS = 5_000;
/** How many messages are shown at the same time. The newest ones stay. */
const MOST = 3;

/** The messages that are shown at the moment. */
export const toasts = signal(/** @type {Toast[]} */ ([]));
let count = 0;

/** Shows a message. @param {string} text @param {Action | null} [action] @returns {number} its id, for `dismiss` */
export function toast(text, action = null) {
  count += 1;
  const id = count;
  toasts.value = [...toasts.peek().filter((shown) => shown.text !== text || action), { id, text, action }].slice(-MOST);
  setTimeout(dismiss, action?.ms ?? SHOWN_MS, id);
  return id;
}

/** Removes a message. @param {number} id */
export function dismiss(id) {
  toasts.value = toasts.peek().filter((shown) => shown.id !== id);
}
