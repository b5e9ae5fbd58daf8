/** The audit log of the owner: who did what to people and join methods, newest first. */

import { h, html, useEffect, useState } from "../../html.js";
import { isolated } from "../../lib/text.js";
import { ago } from "../../lib/relative_time.js";
import { list, t } from "../../lib/i18n.js";
import { moment } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { languages, myId } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";
import { rowsOf } from "../../ui/parts.js";
import { sizeText } from "../files/names.js";

const PAGE = 50;

/** @typedef {{n: number, at: string, act: string, actor_id: string | null, subject_id: string | null, detail: any}} Entry */

export function AuditDialog() {
  const [state, setState] = useState({ entries: /** @type {Entry[]} */ ([]), more: false, problem: "", busy: true });
  const load = async () => {
    const last = state.entries.at(-1);
    setState({ ...state, busy: true, problem: "" });
    try {
      const page = await get(`/api/audit?limit=${PAGE}${last ? `&before=${last.n}` : ""}`);
      setState({ entries: [...state.entries, ...page.entries], more: page.more, problem: "", busy: false });
    } catch (problem) {
      setState({ ...state, busy: false, problem: /** @type {any} */ (problem).message });
    }
  };
  useEffect(() => void load(), []);
  const { entries, more, problem, busy } = state;
  return html`<${Dialog} title=${t("audit.title")} kind="sheet tall audit">
    <ol class="acts">${rowsOf(entries, (entry) => String(entry.n), (entry) => html`<li><p>${sentence(entry)}</p><p class="hint"><bdi>${doer(entry)}</bdi> · <time datetime=${entry.at} title=${moment(entry.at)}>${ago(entry.at)}</time></p></li>`, (entry) => entry.act)}</ol>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${entries.length === 0 && !busy && !problem && html`<p class="nobody">${t("audit.none")}</p>`}
    ${more && html`<button type="button" class="button wide-button" aria-busy=${String(busy)} onClick=${load}>${t("audit.more")}</button>`}
  <//>`;
}

/** Who did it. It stands beside the sentence, because verbs agree with "you" in many languages. @param {Entry} entry */
export function doer({ actor_id: id }) {
  if (id === null) return t("audit.host");
  return id === myId.peek() ? t("people.you") : nameOf(id);
}

/** Writes what was done as a sentence: "Ben became an admin". @param {Entry} entry */
export function sentence({ act, subject_id, detail }) {
  const subject = subject_id === null ? t("people.someone") : isolated(nameOf(subject_id));
  return SENTENCES[act]?.({ subject, detail: detail ?? {} }) ?? act;
}

/** @param {string} way */
const wayWord = (way) => /** @type {Record<string, string>} */ ({ link: t("audit.way_link"), pin: t("audit.way_pin"), knock: t("audit.way_knock") })[way] ?? way;

/** @param {string} subject @param {string} role */
function madeA(subject, role) {
  if (role === "owner") return t("audit.handed_over", { subject });
  if (role === "admin") return t("audit.role_admin", { subject });
  return role === "guest" ? t("audit.role_guest", { subject }) : t("audit.role_member", { subject });
}

/** @type {Record<string, (given: {subject: string, detail: any}) => string>} */
const SENTENCES = {
  role_changed: ({ subject, detail }) => madeA(subject, detail.to),
  read_only_changed: ({ subject, detail }) => (detail.to ? t("audit.read_only_on", { subject }) : t("audit.read_only_off", { subject })),
  deactivated: ({ subject }) => t("audit.deactivated", { subject }),
  reactivated: ({ subject }) => t("audit.reactivated", { subject }),
  removed: ({ subject }) => t("audit.removed", { subject }),
  banned: ({ subject }) => t("audit.banned", { subject }),
  signed_out_everywhere: ({ subject }) => t("audit.signed_out_everywhere", { subject }),
  password_reset: ({ subject }) => t("audit.password_reset", { subject }),
  recovery_link: ({ subject }) => t("audit.recovery_link", { subject }),
  ways_changed: ({ detail }) => (detail.to?.length ? t("audit.ways_changed", { ways: list(detail.to.map(wayWord)) }) : t("audit.ways_closed")),
  link_renewed: ({ detail }) => (detail.label ? t("audit.named_link_renewed", { label: detail.label }) : t("audit.link_renewed")),
  pin_renewed: ({ detail }) => (detail.because ? t("audit.pin_guessed") : t("audit.pin_renewed")),
  invite_made: ({ detail }) => (detail.label ? t("audit.named_invite_made", { label: detail.label }) : t("audit.invite_made")),
  invite_revoked: ({ detail }) => (detail.label ? t("audit.named_invite_revoked", { label: detail.label }) : t("audit.invite_revoked")),
  knock_admitted: ({ subject }) => t("audit.knock_admitted", { subject }),
  knock_refused: ({ detail }) => t("audit.knock_refused", { name: detail.name ?? t("people.someone") }),
  office_renamed: ({ detail }) => t("audit.office_renamed", { name: detail.to ?? "" }),
  office_language_changed: ({ detail }) => t("audit.office_language_changed", { language: languages.peek()[detail.to] ?? detail.to }),
  backups_changed: ({ detail }) => (detail.folder ? t("audit.backups_on", { folder: detail.folder }) : t("audit.backups_off")),
  stay_awake_changed: () => t("audit.stay_awake_changed"),
  pause_planned: ({ detail }) => t("audit.pause_planned", { n: detail.minutes ?? 0 }),
  front_desk_made: ({ detail }) => t("audit.front_desk_made", { name: detail.name }),
  front_desk_changed: ({ detail }) => t("audit.front_desk_changed", { name: detail.name }),
  front_desk_ended: ({ detail }) => t("audit.front_desk_ended", { name: detail.name }),
  front_desk_pin_reset: ({ subject }) => t("audit.front_desk_pin_reset", { subject }),
  link_hosts_changed: ({ detail }) => (detail.added?.length ? t("audit.link_hosts_added", { hosts: list(detail.added) }) : t("audit.link_hosts_removed", { hosts: list(detail.removed ?? []) })),
  file_rule_changed: ({ detail }) => {
    if (detail.days) return t("audit.file_rule_on", { n: detail.days, size: sizeText(detail.larger_than ?? 0) });
    return detail.rooms ? t("audit.file_rule_rooms", { n: detail.rooms }) : t("audit.file_rule_off");
  },
  imported: ({ detail }) => t("audit.imported", { n: detail.messages ?? 0, source: detail.source ?? "" }),
  exported: ({ detail }) => (detail.room ? t("audit.exported_room", { room: detail.room }) : t("audit.exported", { n: detail.rooms ?? 0 })),
  exports_allowed: ({ detail }) => (detail.to ? t("audit.exports_allowed") : t("audit.exports_forbidden")),
  office_move_begun: ({ detail }) => t("audit.office_move_begun", { place: detail.place ?? "" }),
  office_moved: ({ detail }) => t("audit.office_moved", { name: detail.name ?? "" }),
  office_taken_over: ({ detail }) => t("audit.office_taken_over", { name: detail.name ?? "" }),
  standby_added: ({ subject, detail }) => t("audit.standby_added", { subject, name: detail.name ?? "" }),
  standby_removed: ({ detail }) => t("audit.standby_removed", { name: detail.name ?? "" }),
  retention_changed: () => t("audit.retention_changed"),
  old_messages_deleted: ({ detail }) => t("audit.old_messages_deleted", { n: detail.messages ?? 0 }),
  old_files_deleted: ({ detail }) => t("audit.old_files_deleted", { n: detail.files ?? 0, size: sizeText(detail.bytes ?? 0) }),
  unseen_file_deleted: ({ detail }) => t("audit.unseen_file_deleted", { size: sizeText(detail.size ?? 0) }),
  file_deleted: ({ subject, detail }) => t("audit.file_deleted", { subject, size: sizeText(detail.size ?? 0) }),
  secure_mode: ({ detail }) => (detail.on ? t("audit.secure_on") : t("audit.secure_off")),
  room_opened: ({ detail }) => t("audit.room_opened", { room: detail.room }),
  room_closed: ({ detail }) => t("audit.room_closed", { room: detail.room }),
  room_archived: ({ detail }) => t("audit.room_archived", { room: detail.room }),
  room_unarchived: ({ detail }) => t("audit.room_unarchived", { room: detail.room }),
  room_deleted: ({ detail }) => t("audit.room_deleted", { room: detail.room }),
};
