/** A toggle: something that is on or off, with a hint on what that means. */

import { html } from "../../html.js";

/** @param {{label: string, hint?: string, on: boolean, disabled?: boolean, onChange: (on: boolean) => void}} props */
export const Toggle = ({ label, hint, on, disabled, onChange }) => html`<label class="switch">
  <span><b>${label}</b>${hint && html`<small>${hint}</small>`}</span>
  <input type="checkbox" role="switch" checked=${on} disabled=${disabled} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.checked)} />
</label>`;
