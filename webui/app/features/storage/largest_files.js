/** The largest files. A file that its reader may not see has a size only. */

import { h, html } from "../../html.js";
import { series, t } from "../../lib/i18n.js";
import { ago } from "../../lib/relative_time.js";
import { moment } from "../../lib/time.js";
import { remove } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { navigate } from "../../store/route.js";
import { IconButton } from "../../ui/parts.js";
import { FileName, KindBox } from "../files/file_row.js";
import { shownName, sizeText } from "../files/names.js";
import { confirm } from "../shared/confirm.js";
import { roomTitle } from "./shares.js";

/** @param {{files: any[], onDeleted?: () => void}} props onDeleted: without it nothing can be deleted */
export function LargestFiles({ files, onDeleted }) {
  return html`<section><h3>${t("storage.largest")}</h3>
    ${files.length === 0 && html`<p class="hint">${t("storage.no_files")}</p>`}
    ${h(FileList, { files, onDeleted })}
  </section>`;
}

/** @param {{files: any[], onDeleted?: () => void}} props */
export const FileList = ({ files, onDeleted }) => html`<ul class="storage-files">
  ${files.map((file, at) => html`<li key=${file.id ?? at} class="file-line">${file.id ? h(Seen, { file, onDeleted }) : h(Unseen, { file, onDeleted })}</li>`)}
</ul>`;

/** Asks before it deletes a file from all messages that carry it. @param {any} file @param {() => void} onDeleted */
function askToDelete(file, onDeleted) {
  const act = async () => {
    await remove(file.id ? `/api/storage/files/${file.id}` : `/api/storage/unseen/${file.key}`);
    onDeleted();
  };
  const happens = [t("storage.delete_all"), file.id ? t("storage.delete_messages") : t("storage.delete_unseen_why"), t("storage.delete_frees", { size: sizeText(file.size) })];
  confirm({ title: wordsOf(file), happens, label: t("storage.delete_it"), act });
}

/** @param {any} file */
const wordsOf = ({ id, name, size }) => (id ? t("storage.delete", { name: shownName(name) }) : t("storage.delete_unseen", { size: sizeText(size) }));

/** @param {{file: any, onDeleted?: () => void}} props */
function Seen({ file, onDeleted }) {
  const path = `/r/${file.room_id}/${file.message_id}`;
  const open = (/** @type {any} */ event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    // It takes the place of the dialog in the history.
    navigate(path, { replace: true });
  };
  const facts = [roomTitle(file.room_id), nameOf(file.sender_id)].filter(Boolean).join(" · ");
  return html`${h(KindBox, { file })}
    <p class="file-text"><a class="file-name" href=${path} title=${t("storage.open_message")} aria-label=${series([shownName(file.name), sizeText(file.size), roomTitle(file.room_id), nameOf(file.sender_id)])} onClick=${open}>${h(FileName, { name: file.name })}</a>
      <span class="file-facts"><bdi>${facts}</bdi> · <time datetime=${file.created_at} title=${moment(file.created_at)}>${ago(file.created_at)}</time></span></p>
    <span class="storage-size" dir="auto">${sizeText(file.size)}</span>
    ${onDeleted && h(Delete, { file, onDeleted })}`;
}

/** @param {{file: any, onDeleted: () => void}} props */
const Delete = ({ file, onDeleted }) => h(IconButton, { icon: "trash", label: wordsOf(file), onClick: () => askToDelete(file, onDeleted) });

/** @param {{file: any, onDeleted?: () => void}} props */
const Unseen = ({ file, onDeleted }) => html`${h(KindBox, { file: { kind: "file", name: "" } })}<p class="file-text"><span class="storage-unseen">${t("storage.unseen")}</span></p><span class="storage-size" dir="auto">${sizeText(file.size)}</span>${onDeleted && file.key && h(Delete, { file, onDeleted })}`;
