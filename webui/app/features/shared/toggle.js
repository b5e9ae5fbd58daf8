/** A toggle: something that is on or off, with a hint on what that means. */

import { html, useRef, useState } from "../../html.js";

/**
 * As long as `onChange` runs, it shows what was chosen, however often it is drawn; then `on` again. So `onChange` returns
 * when `on` is what the host has stored, also where it has refused.
 * @param {{label: string, hint?: string, on: boolean, disabled?: boolean, onChange: (on: boolean) => unknown}} props
 */
export function Toggle({ label, hint, on, disabled, onChange }) {
  const [chosen, setChosen] = useState(/** @type {boolean | null} */ (null));
  const turns = useRef(0);
  const turn = async (/** @type {any} */ event) => {
    const mine = (turns.current += 1);
    setChosen(event.currentTarget.checked);
    await onChange(event.currentTarget.checked);
    if (mine === turns.current) setChosen(null);
  };
  return html`<label class="switch">
    <span><b>${label}</b>${hint && html`<small>${hint}</small>`}</span>
    <input type="checkbox" role="switch" checked=${chosen ?? on} disabled=${disabled} onChange=${turn} />
  </label>`;
}
