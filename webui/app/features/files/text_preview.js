/** The beginning of a text file, in a dialog: code in its colours, CSV as a table, Markdown as messages are drawn, or as it was written. It is never used as HTML. */

import { h, html, useEffect, useMemo, useRef, useState } from "../../html.js";
import { format } from "../../lib/formatting/format.js";
import { t } from "../../lib/i18n.js";
import { openOverlay } from "../../store/route.js";
import { toast } from "../../store/toasts.js";
import { phone } from "../../store/viewport.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon, useGrowing } from "../../ui/parts.js";
import { Coloured } from "../code/code_parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { FileIcon } from "../shared/file_icon.js";
import { checkLink, downloadOf } from "./links.js";
import { shownName, sizeText } from "./names.js";
import { printText, removeSheet } from "./print_file.js";
import { decode, isMarkdown, isTable, languageOf, pieces, readTable } from "./text_parts.js";

void loadStyleSheet("features/viewer");

/** So much of a file is loaded. */
const READ_BYTES = 64_000;
/** So much of a file is printed: some 400 sheets. */
const PRINT_BYTES = 1_000_000;

/** @param {any} file */
export const openText = (file) => openOverlay(TextPreview, { file });

/** @param {string} url @param {number} most @returns {Promise<{text: string, isCut: boolean}>} @throws {Error} with words for people */
async function beginning(url, most) {
  const answer = await fetch(url, { headers: { Range: `bytes=0-${most - 1}` }, credentials: "same-origin" }).catch(() => null);
  if (!answer) throw new Error(t("error.offline"));
  if (!answer.ok) throw new Error(answer.status === 404 || answer.status === 410 ? t("files.gone") : t("files.away"));
  const total = Number(answer.headers.get("Content-Range")?.split("/")[1] ?? NaN);
  const bytes = new Uint8Array(await answer.arrayBuffer()).subarray(0, most);
  const isCut = total > bytes.length || (answer.status === 200 && bytes.length === most);
  return { text: decode(bytes, isCut), isCut };
}

/** @param {{file: any}} props */
function TextPreview({ file }) {
  const [found, setFound] = useState(/** @type {{text: string, isCut: boolean} | null} */ (null));
  const [problem, setProblem] = useState("");
  const [isPlain, setPlain] = useState(false);
  useEffect(() => {
    let isWanted = true;
    beginning(file.url, READ_BYTES).then((answer) => isWanted && setFound(answer), (error) => isWanted && setProblem(error.message));
    return () => {
      isWanted = false;
      removeSheet();
    };
  }, [file.url]);
  const acts = useRef(/** @type {any} */ (null));
  const hasView = isTable(file.name) || isMarkdown(file.name);
  const print = () => printed(file, found, isPlain ? null : acts.current.parentElement.querySelector("[data-whole] table, .text-markdown[data-whole]")).catch((error) => toast(error.message));
  return html`<${Dialog} title=${shownName(file.name)} kind="text-preview">
    <div class="text-acts" ref=${acts}><span>${sizeText(file.size)}</span>
      ${hasView && html`<button type="button" class="button small" aria-pressed=${String(isPlain)} onClick=${() => setPlain(!isPlain)}>${t("files.as_text")}</button>`}
      ${found && !phone.value && html`<button type="button" class="button small" onClick=${print}>${h(Icon, { name: "print", small: true })}${t("files.print")}</button>`}
      <a class="button small" href=${downloadOf(file)} download=${file.name} onClick=${checkLink}>${h(FileIcon, { name: "download" })}${t("files.download")}</a></div>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${!problem && !found && html`<p class="note" role="status">${t("files.loading")}</p>`}
    ${found && h(Content, { name: file.name, text: found.text, isPlain: isPlain || !hasView })}
    ${found?.isCut && html`<p class="note">${t("files.first_part", { size: sizeText(READ_BYTES) })}</p>`}
  <//>`;
}

/** Prints the whole text, or the table or the Markdown as it is drawn if nothing is missing in it. @param {any} file @param {any} found @param {Element | null} view */
async function printed(file, found, view) {
  if (!found.isCut) return printText(file.name, view ?? found.text, "");
  const { text, isCut } = await beginning(file.url, PRINT_BYTES);
  printText(file.name, text, isCut ? t("files.first_part", { size: sizeText(PRINT_BYTES) }) : "");
}

/** @param {{name: string, text: string, isPlain: boolean}} props */
function Content({ name, text, isPlain }) {
  if (text === "") return html`<p class="note">${t("files.empty")}</p>`;
  if (isPlain) return h(Source, { name, text });
  return isTable(name) ? h(Table, { text }) : h(Markdown, { text });
}

/** @param {{name: string, text: string}} props */
function Source({ name, text }) {
  const parts = useMemo(() => pieces(text), [text]);
  const language = languageOf(name);
  const count = useGrowing(parts.length, 1);
  return html`<pre class="text-source" tabIndex="0" aria-label=${t("files.text_of", { name: shownName(name) })}><code>${parts.slice(0, count).map((part, at) => h(Coloured, { key: at, language, text: part }))}</code></pre>`;
}

/** @param {{text: string}} props */
function Table({ text }) {
  const { rows, more } = useMemo(() => readTable(text), [text]);
  const count = useGrowing(rows.length);
  const [head, ...others] = rows;
  const numeric = useMemo(() => head?.map((_, column) => others.length > 0 && others.every((row) => !row[column]?.trim() || isNumber(row[column]))) ?? [], [rows]);
  return html`<div class="text-table" role="region" tabIndex="0" aria-label=${t("files.table")} data-whole=${!more && count >= others.length ? "" : undefined}><table>
      <thead><tr>${head?.map((cell, at) => html`<th key=${at} scope="col" dir="auto" data-number=${numeric[at] ? "" : undefined}>${cell}</th>`)}</tr></thead>
      <tbody>${others.slice(0, count).map((row, at) => html`<tr key=${at}>${row.map((cell, column) => html`<td key=${column} dir="auto" data-number=${isNumber(cell) ? "" : undefined}>${cell}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${more && html`<p class="note">${t("files.table_part", { n: rows.length })}</p>`}`;
}

/** @param {string} cell */
const isNumber = (cell) => /^\s*[-+]?[\d.,\s\u00A0]*\d\s*[%€$£]?\s*$/.test(cell);

/** @param {{text: string}} props */
function Markdown({ text }) {
  const parts = useMemo(() => pieces(text), [text]);
  const count = useGrowing(parts.length, 1);
  return html`<div class="text-markdown bubble" tabIndex="0" role="region" aria-label=${t("files.markdown")} data-whole=${count >= parts.length ? "" : undefined}>${parts.slice(0, count).map((part, at) => h(Formatted, { key: at, text: part }))}</div>`;
}

/** @param {{text: string}} props */
const Formatted = ({ text }) => useMemo(() => format(withHeadings(text), [], null), [text]);

/** Messages have no headings: those of a file are shown bold. @param {string} text */
const withHeadings = (text) => text.replace(/^#{1,6} +(.*?)\s*#*$/gm, (_line, words) => `**${words.replaceAll("**", "")}**`);
