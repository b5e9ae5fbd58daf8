/** Which of a room's files are listed: by a part of their name, by person and by month. */

import { h, html, useEffect, useRef, useState } from "../../../html.js";
import { compare, t } from "../../../lib/i18n.js";
import { monthName } from "../../../lib/time.js";
import { get } from "../../../net/api.js";
import { members, nameOf } from "../../../store/people.js";
import { Icon } from "../../../ui/parts.js";

/** What is typed is searched for when nothing more was typed for so long, milliseconds. */
const TYPED_MS = 300;
const MOST_CHARACTERS = 100;

/** @typedef {{by: string, words: string, until: string}} Filter */

/** @param {{room: any, filter: Filter, onChange: (filter: Filter) => void}} props */
export function Filters({ room, filter, onChange }) {
  return html`${h(Words, { onChange: (words) => onChange({ ...filter, words }) })}
    <div class="files-where">${h(By, { room, by: filter.by, onChange: (by) => onChange({ ...filter, by }) })}
      ${h(Month, { id: room?.id, until: filter.until, onChange: (until) => onChange({ ...filter, until }) })}</div>`;
}

/** @param {{onChange: (words: string) => void}} props */
function Words({ onChange }) {
  const timer = useRef(0);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = (/** @type {any} */ { currentTarget: { value } }) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell.current(value.trim()), TYPED_MS);
  };
  return html`<label class="search">${h(Icon, { name: "search", small: true })}<span class="hidden">${t("files.find")}</span>
    <input type="search" placeholder=${t("files.find")} maxlength=${MOST_CHARACTERS} autocomplete="off" enterkeyhint="search" onInput=${typed} /></label>`;
}

/** @param {{room: any, by: string, onChange: (id: string) => void}} props */
function By({ room, by, onChange }) {
  const ids = room?.kind === "direct" ? room.user_ids : [...(members.value.get(room?.id)?.keys() ?? [])];
  const sorted = [...ids].sort((one, other) => compare(nameOf(one), nameOf(other)));
  return html`<label class="files-by"><span class="hidden">${t("files.by")}</span><select value=${by} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
    <option value="">${t("files.by_all")}</option>${sorted.map((one) => html`<option key=${one} value=${one}>${nameOf(one)}</option>`)}</select></label>`;
}

/** The months since the room's first file. @param {{id: string, until: string, onChange: (until: string) => void}} props */
function Month({ id, until, onChange }) {
  const [first, setFirst] = useState("");
  useEffect(() => void get(`/api/rooms/${id}/files?after=0`).then(({ files }) => setFirst(files[0]?.created_at ?? ""), () => {}), [id]);
  return html`<label class="files-by"><span class="hidden">${t("files.month")}</span><select value=${until} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
    <option value="">${t("files.month_all")}</option>${monthsSince(first).map(([end, name]) => html`<option key=${end} value=${end}>${name}</option>`)}</select></label>`;
}

/** Months from this one back to that of a moment: when each ends, in ms, and its name. @param {string} first @param {Date} [now] @returns {[string, string][]} */
export function monthsSince(first, now = new Date()) {
  const from = new Date(first);
  if (Number.isNaN(from.getTime())) return [];
  const count = (now.getFullYear() - from.getFullYear()) * 12 + now.getMonth() - from.getMonth() + 1;
  return Array.from({ length: Math.max(1, count) }, (_, back) => {
    const begin = new Date(now.getFullYear(), now.getMonth() - back, 1);
    return [String(new Date(now.getFullYear(), now.getMonth() - back + 1, 1).getTime()), monthName(begin.toISOString())];
  });
}
