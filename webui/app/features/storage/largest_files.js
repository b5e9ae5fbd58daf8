/** The largest files. A file that its reader may not see has a size only. */

import { h, html } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { ago } from "../../lib/relative_time.js";
import { moment } from "../../lib/time.js";
import { nameOf } from "../../store/people.js";
import { navigate } from "../../store/route.js";
import { FileName, KindBox } from "../files/file_row.js";
import { shownName, sizeText } from "../files/names.js";
import { roomTitle } from "./shares.js";

/** @param {{files: any[]}} props */
export function LargestFiles({ files }) {
  return html`<section><h3>${t("storage.largest")}</h3>
    ${files.length === 0 && html`<p class="hint">${t("storage.no_files")}</p>`}
    <ul class="storage-files">${files.map((file, at) => html`<li key=${file.id ?? at} class="file-line">${file.id ? h(Seen, { file }) : h(Unseen, { file })}</li>`)}</ul>
  </section>`;
}

/** @param {{file: any}} props */
function Seen({ file }) {
  const path = `/r/${file.room_id}/${file.message_id}`;
  const open = (/** @type {any} */ event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    // It takes the place of the dialog in the history.
    navigate(path, { replace: true });
  };
  const facts = [roomTitle(file.room_id), nameOf(file.sender_id)].filter(Boolean).join(" · ");
  return html`${h(KindBox, { file })}
    <p class="file-text"><a class="file-name" href=${path} title=${t("storage.open_message")} aria-label=${`${shownName(file.name)}, ${sizeText(file.size)}, ${facts}`} onClick=${open}>${h(FileName, { name: file.name })}</a>
      <span class="file-facts"><bdi>${facts}</bdi> · <time datetime=${file.created_at} title=${moment(file.created_at)}>${ago(file.created_at)}</time></span></p>
    <span class="storage-size">${sizeText(file.size)}</span>`;
}

/** @param {{file: any}} props */
const Unseen = ({ file }) => html`${h(KindBox, { file: { kind: "file", name: "" } })}<p class="file-text"><span class="storage-unseen">${t("storage.unseen")}</span></p><span class="storage-size">${sizeText(file.size)}</span>`;
