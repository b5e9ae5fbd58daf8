/** The sheet of keys: what each key of the table does, to be looked through or searched. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { plain } from "../../lib/text.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { capsOf } from "./combination.js";
import { listedKeys } from "./listed_keys.js";

void loadStyleSheet("features/keys");

/** The groups of the sheet: those of the left column, then those of the right one. @type {{id: string, title: () => string}[][]} */
const COLUMNS = [
  [{ id: "around", title: () => t("keys.around") }, { id: "page", title: () => t("keys.page") }],
  [{ id: "message", title: () => t("keys.message") }, { id: "writing", title: () => t("keys.writing") }],
];

export function KeySheet() {
  const [typed, setTyped] = useState("");
  const found = listedKeys().filter((key) => key.isListed() && fits(key, plain(typed.trim())));
  return html`<${Dialog} title=${t("keys.title")} kind="keys">
    <label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("keys.search")}</span>
      <input type="search" placeholder=${t("keys.search")} autocomplete="off" spellcheck=${false} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} /></label>
    <div class="keys-columns">${COLUMNS.map((groups, at) => html`<div key=${at}>${groups.map((group) => h(Group, { key: group.id, title: group.title(), keys: found.filter((key) => key.group === group.id) }))}</div>`)}</div>
    <p class="nobody" role="status">${found.length === 0 && t("switcher.none", { typed: typed.trim() })}</p>
  <//>`;
}

/** A key is found by what it does, and by what stands on it. @param {import("./key_map.js").Key} key @param {string} wanted */
const fits = (key, wanted) => plain(`${key.says()} ${capsOf(key.keys).join(" ")}`).includes(wanted);

/** @param {{title: string, keys: import("./key_map.js").Key[]}} props */
function Group({ title, keys }) {
  if (keys.length === 0) return null;
  return html`<h3>${title}</h3><ul>${keys.map((key) => html`<li key=${key.keys.join()}><span>${key.says()}</span><span class="caps" dir="ltr">${capsOf(key.keys).map((cap) => html`<kbd key=${cap}>${cap}</kbd>`)}</span></li>`)}</ul>`;
}
