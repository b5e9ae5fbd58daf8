/** A toggle: something that is on or off, with a hint on what that means. */

import { html, useMemo, useState } from "../../html.js";
import { latestRequest } from "../../lib/latest_request.js";

/**
 * As long as `onChange` runs, it shows what was chosen, however often it is drawn; then `on` again. So `onChange` returns
 * when `on` is what the host has stored, also where it has refused.
 * @param {{label: string, hint?: string, on: boolean, disabled?: boolean, onChange: (on: boolean) => unknown}} props
 */
export function Toggle({ label, hint, on, disabled, onChange }) {
  const [chosen, setChosen] = useState(/** @type {boolean | null} */ (null));
  const begin = useMemo(latestRequest, []);
  const turn = async (/** @type {any} */ event) => {
    const isLatest = begin();
    setChosen(event.currentTarget.checked);
    await onChange(event.currentTarget.checked);
    if (isLatest()) setChosen(null);
  };
  return html`<label class="switch">
    <span><b>${label}</b>${hint && html`<small>${hint}</small>`}</span>
    <input type="checkbox" role="switch" checked=${chosen ?? on} disabled=${disabled} onChange=${turn} />
  </label>`;
}
