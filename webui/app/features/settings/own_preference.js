/** Stores the person's preferences on the host, for their other devices. */

import { get, patch } from "../../net/api.js";
import { ownPreferences, replaceOwnPreferences } from "../../store/preferences.js";
import { toast } from "../../store/toasts.js";

const PATH = "/api/account/preferences";

/** How many requests are under way. */
let sending = 0;

/**
 * Shows a setting at once and stores it. When the host refuses, its values are shown again.
 * @template {keyof import("../../store/preferences.js").OwnPreferences} K
 * @param {K} name @param {import("../../store/preferences.js").OwnPreferences[K]} value
 */
export async function setOwnPreference(name, value) {
  const before = ownPreferences.peek();
  ownPreferences.value = { ...before, [name]: value };
  sending += 1;
  const problem = await patch(PATH, { [name]: value }).then(() => null, (/** @type {Error} */ error) => error);
  sending -= 1;
  if (problem) {
    toast(problem.message);
    ownPreferences.value = { ...ownPreferences.peek(), [name]: before[name] };
  }
  // An event of a setting before this one may have come meanwhile.
  if (sending === 0) await get(PATH).then((answer) => sending === 0 && replaceOwnPreferences(answer.preferences), () => null);
}
