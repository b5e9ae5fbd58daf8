/**
 * A block of code in a message. It is drawn plainly at once; the part that colours and copies it is loaded with the
 * first block, because most rooms have none. Whoever draws messages says how to load that part (`provideCodeParts`).
 */

import { h, html, signal, useEffect } from "../html.js";
import { t } from "./i18n.js";

/** `nameOf` names a language for people, or returns null for one that it does not know. @typedef {{Coloured: any, CopyCode: any, languageName: (language: string) => string | null}} CodeParts */

/** @type {import("@preact/signals").Signal<CodeParts | null>} */
const parts = signal(null);
/** @type {() => Promise<CodeParts>} */
let load = () => Promise.reject(new Error("Nobody has said how to load the parts."));

/** Sets how the parts are loaded. @param {() => Promise<CodeParts>} loader */
export const provideCodeParts = (loader) => (load = loader);

/** Without a connection the block stays plain; the next one tries again. */
function bring() {
  if (!parts.peek()) void load().then((loaded) => (parts.value = loaded), () => null);
}

/** A language's name has no more characters than this; what is longer is no name. */
const NAME_MAX = 24;

/** The first word after the opening marks. @param {string | undefined} language */
const firstWord = (language) => (language ?? "").trim().split(/\s/)[0].slice(0, NAME_MAX);

/** @param {{language?: string, text: string}} props language: as it was typed after the opening marks */
export function CodeBlock({ language, text }) {
  useEffect(bring, []);
  const typed = firstWord(language);
  const loaded = parts.value;
  return html`<div class=${typed ? "code named" : "code"}>
    ${typed && html`<p class="code-name" dir="auto">${loaded?.languageName(typed) ?? typed}</p>`}
    <pre tabIndex="0" aria-label=${t("message.code")}><code>${loaded && typed ? h(loaded.Coloured, { language: typed, text }) : text}</code></pre>
    ${loaded && h(loaded.CopyCode, { text })}
  </div>`;
}
