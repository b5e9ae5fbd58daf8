/** Short words at the foot of the page that go by themselves. They have a root of their own: most pages need none. */

import { h, html, render, signal } from "../html.js";

/** @typedef {{label: string, act: () => void, ms?: number}} Action */
/** @typedef {{id: number, text: string, action: Action | null}} Toast */

/** Long enough to read a sentence twice, milliseconds. */
const SHOWN_MS = 5_000;

const toasts = signal(/** @type {Toast[]} */ ([]));
let root = false;
let count = 0;

/** @param {string} text @param {Action | null} [action] */
export function toast(text, action = null) {
  draw();
  count += 1;
  const id = count;
  toasts.value = [...toasts.peek().filter((shown) => shown.text !== text || action), { id, text, action }].slice(-3);
  setTimeout(dismiss, action?.ms ?? SHOWN_MS, id);
}

/** @param {number} id */
function dismiss(id) {
  toasts.value = toasts.peek().filter((shown) => shown.id !== id);
}

function draw() {
  if (root) return;
  root = true;
  const place = document.createElement("div");
  document.body.append(place);
  render(h(Toasts, null), place);
}

function Toasts() {
  return html`<div class="toasts" role="status">${toasts.value.map((shown) => h(One, { key: shown.id, ...shown }))}</div>`;
}

/** @param {Toast} toast */
function One({ id, text, action }) {
  const act = () => {
    dismiss(id);
    action?.act();
  };
  return html`<p class="toast">${text}${action && html`<button type="button" onClick=${act}>${action.label}</button>`}</p>`;
}
