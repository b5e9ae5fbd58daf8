/** The dialogs that make a checklist and change one. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { enqueueContent } from "../../store/pending.js";
import { closeOverlay } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { Dialog } from "../../ui/dialog.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Lines } from "./lines.js";
import { filled, withEmpty } from "./written_lines.js";

void loadStyleSheet("features/contents");

const ITEMS_MAX = 50;
const LINES_MIN = 3;
const TITLE_CHARACTERS = 300;
const ITEM_CHARACTERS = 140;

/** @param {{place: string, title?: string}} props place: a room, or a thread of it (store/pending.js) */
export function NewChecklist({ place, title = "" }) {
  const post = async (/** @type {string} */ name, /** @type {string[]} */ lines) => {
    const items = filled(lines);
    enqueueContent(place, [name, ...items.map((item) => `- ${item}`)].join("\n"), { checklist: { title: name, items } });
    await closeOverlay();
  };
  return h(Editor, { heading: t("checklist.title"), label: t("checklist.submit"), title, before: [], onDone: post });
}

/** @param {{message: any}} props */
export function EditChecklist({ message }) {
  const { title, items } = message.content.checklist;
  const save = async (/** @type {string} */ name, /** @type {string[]} */ lines) => {
    const rows = lines.map((line, at) => ({ ...(items[at] && { id: items[at].id }), text: line.trim() })).filter((row) => row.text);
    if (await (await syncLayer()).editChecklist(message, name, rows)) await closeOverlay();
  };
  return h(Editor, { heading: t("checklist.edit"), label: t("action.save"), title, before: items.map((/** @type {any} */ item) => item.text), onDone: save });
}

/** @param {{heading: string, label: string, title: string, before: string[], onDone: (title: string, lines: string[]) => Promise<void>}} props */
function Editor({ heading, label, title, before, onDone }) {
  const [lines, setLines] = useState(withEmpty(before, LINES_MIN, ITEMS_MAX));
  const form = useForm(async (values) => {
    const name = values.title.trim().replace(/\s+/g, " ");
    if (!name) throw wrong("title", t("checklist.name_empty"));
    const written = filled(lines);
    if (written.length === 0) throw wrong("items", t("checklist.items_few"));
    if (new Set(written).size < written.length) throw wrong("items", t("checklist.items_same"));
    await onDone(name, lines);
  });
  return html`<${Dialog} title=${heading} kind="sheet tall">
    <form class="new-content" onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["title", "items"] })}
      ${h(Field, { name: "title", label: t("checklist.name"), error: form.error, maxlength: TITLE_CHARACTERS, dir: "auto", autocomplete: "off", autofocus: true, defaultValue: title })}
      ${h(Lines, { legend: t("checklist.items"), label: (/** @type {number} */ n) => t("checklist.item", { n }), lines, onChange: setLines, least: LINES_MIN, most: ITEMS_MAX, length: ITEM_CHARACTERS, error: form.error?.field === "items" ? form.error.message : null })}
      <div class="dialog-foot"><button class="button primary wide-button" aria-busy=${String(form.busy)}>${label}</button></div>
    </form>
  <//>`;
}
