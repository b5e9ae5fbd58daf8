/** Colours blocks of code and copies them. Loaded with the first block (lib/code_block.js). */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { Icon } from "../../ui/parts.js";
import { copyText } from "../shared/copy.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { isKnown, languageName, tree } from "./token_tree.js";

export { languageName };

void loadStyleSheet("features/code");

/** A text of more characters than this stays plain. */
const MOST_CHARACTERS = 8_000;

/** Blocks that wait for their colours: one is coloured in each turn, so that a room full of code is no long task. @type {(() => void)[]} */
const waiting = [];

/** @param {() => void} work @returns {() => void} takes it back */
function inTurn(work) {
  if (waiting.push(work) === 1) setTimeout(next);
  return () => {
    const at = waiting.indexOf(work);
    if (at > 0) waiting.splice(at, 1);
    else if (at === 0) waiting[0] = () => {};
  };
}

function next() {
  waiting[0]?.();
  waiting.shift();
  if (waiting.length > 0) setTimeout(next);
}

/** The text in the colours of its language. One that is not known, and a very long text, stay as they are. @param {{language: string, text: string}} props */
export function Coloured({ language, text }) {
  const [coloured, setColoured] = useState(/** @type {{of: string, nodes: any[]} | null} */ (null));
  useEffect(() => {
    if (!isKnown(language) || text.length > MOST_CHARACTERS) return undefined;
    return inTurn(() => setColoured({ of: text, nodes: tree(language, text) }));
  }, [language, text]);
  return coloured?.of === text ? coloured.nodes.map(draw) : text;
}

/** @param {import("./token_tree.js").Token} token @returns {any} */
const draw = (token) => (typeof token === "string" ? token : h("span", { class: token.kind ? `c-${token.kind}` : undefined }, token.children.map(draw)));

/** @param {{text: string}} props */
export const CopyCode = ({ text }) => html`<button type="button" class="copy-code" aria-label=${t("code.copy")} onClick=${() => copyText(text)}>
  ${h(Icon, { name: "copy", small: true })}<span>${t("code.copy")}</span></button>`;
