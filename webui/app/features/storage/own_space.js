/** The section of the settings about files: what one's own take of what one may have, and for those who look after the host what takes space there. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { get } from "../../net/api.js";
import { openLazily } from "../../store/route.js";
import { isAdmin } from "../../store/session.js";
import { Heading, Icon } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { roomWords, ruleWords } from "./rule_words.js";

void loadStyleSheet("features/storage");

const load = () => import("./storage_dialog.js");

export function OwnSpace() {
  const [own, setOwn] = useState(/** @type {any} */ (null));
  useEffect(() => void get("/api/account/storage").then(setOwn, (error) => setOwn({ problem: error.message })), []);
  return html`<section class="card-section storage-own">${h(Heading, { level: 2 }, t("storage.own_title"))}
    ${own?.problem ? html`<p class="wrong" role="alert">${own.problem}</p>` : own && h(Used, own)}
    ${isAdmin.value && html`<button type="button" class="button" aria-haspopup="dialog" onClick=${() => openLazily(load, "StorageDialog")}>${h(Icon, { name: "monitor", small: true })}${t("storage.show")}</button>`}
  </section>`;
}

/** @param {{used: number, quota: number, deleted_after?: {days: number | null, larger_than: number, rooms: {room_id: string, days: number | null}[]}}} props */
function Used({ used, quota, deleted_after: rule }) {
  const share = Math.min(1, used / Math.max(1, quota));
  return html`<p class="hint">${t("storage.own_used", { used: sizeText(used), quota: sizeText(quota) })}</p>
    <div class="gauge" aria-hidden="true"><i style=${`inline-size:${share * 100}%`}></i></div>
    ${rule && html`<p class="hint">${ruleWords(rule)}</p>`}
    ${rule && rule.rooms.length > 0 && html`<ul class="hint rule-rooms">${roomWords(rule.rooms).map(({ id, words }) => html`<li key=${id}>${words}</li>`)}</ul>`}`;
}
