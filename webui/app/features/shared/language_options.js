/** The languages of the program in a list to choose from, each by its own name. */

import { html } from "../../html.js";

/** @param {{languages: Record<string, string>}} props */
export const LanguageOptions = ({ languages }) => Object.entries(languages).map(([code, name]) => html`<option key=${code} value=${code} lang=${code}>${name}</option>`);
