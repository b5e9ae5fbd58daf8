/** Draws the short messages of store/toasts.js. They have a root of their own, which is created with the first message, because most pages show none. */

import { effect, h, html, render } from "../html.js";
import { dismiss, toasts } from "../store/toasts.js";

/** Draws all messages from now on. */
export function startToasts() {
  let isDrawn = false;
  effect(() => {
    if (isDrawn || toasts.value.length === 0) return;
    isDrawn = true;
    const place = document.createElement("div");
    document.body.append(place);
    render(h(Toasts, null), place);
  });
}

function Toasts() {
  return html`<div class="toasts" role="status">${toasts.value.map((shown) => h(One, { key: shown.id, ...shown }))}</div>`;
}

/** @param {import("../store/toasts.js").Toast} toast */
function One({ id, text, action }) {
  const act = () => {
    dismiss(id);
    action?.act();
  };
  return html`<p class="toast">${text}${action && html`<button type="button" onClick=${act}>${action.label}</button>`}</p>`;
}
