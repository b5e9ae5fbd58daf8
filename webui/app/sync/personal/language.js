/** Shows the page in the language that the person has chosen, on this device or another one. */

import { effect } from "../../html.js";
import { bestLanguage, switchTo } from "../../lib/i18n.js";
import { ownPreferences } from "../../store/preferences.js";
import { languages, office } from "../../store/session.js";

/** The pages that the host writes look at it, because they do not know who asks. */
const COOKIE_SECONDS = 365 * 86_400;

/** Follows the choice. The page has come in the right language, so there is something to do only once it changes. */
export const followLanguage = () => effect(() => void take(ownPreferences.value.language, office.value.language));

/** @param {string | null} chosen @param {string} [otherwise] the language of the office */
async function take(chosen, otherwise) {
  const codes = Object.keys(languages.peek());
  const known = chosen !== null && codes.includes(chosen);
  document.cookie = `lang=${known ? chosen : ""}; path=/; samesite=lax; max-age=${known ? COOKIE_SECONDS : 0}`;
  // Without a connection the next page brings it.
  await switchTo(known ? chosen : bestLanguage(navigator.languages, codes, otherwise)).catch(() => null);
}
