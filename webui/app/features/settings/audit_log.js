/** The audit log of the owner: who did what to people and join methods, newest first. */

import { h, html, useEffect, useState } from "../../html.js";
import { ago } from "../../lib/relative_time.js";
import { list, t } from "../../lib/i18n.js";
import { moment } from "../../lib/time.js";
import { get } from "../../net/api.js";
import { nameOf } from "../../store/people.js";
import { myId } from "../../store/session.js";
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
    <ol class="acts">${rowsOf(entries, (entry) => String(entry.n), (entry) => html`<li><p>${sentence(entry)}</p><time class="hint" datetime=${entry.at} title=${moment(entry.at)}>${ago(entry.at)}</time></li>`, (entry) => entry.act)}</ol>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${entries.length === 0 && !busy && !problem && html`<p class="nobody">${t("audit.none")}</p>`}
    ${more && html`<button type="button" class="button wide-button" aria-busy=${String(busy)} onClick=${load}>${t("audit.more")}</button>`}
  <//>`;
}

/** Writes an entry as a sentence: "Ana made Ben an admin". @param {Entry} entry */
export function sentence({ act, actor_id, subject_id, detail }) {
  const actor = actor_id === null ? t("audit.host") : nameOf(actor_id);
  const subject = subject_id === actor_id ? t("audit.themselves") : subject_id === null ? "" : nameOf(subject_id);
  const who = { actor: actor_id === myId.peek() ? t("people.you") : actor, subject: subject_id === myId.peek() && subject_id !== actor_id ? t("audit.you") : subject };
  return SENTENCES[act]?.({ ...who, detail: detail ?? {} }) ?? t("audit.other", { actor: who.actor, act });
}

/** @param {string} way */
const wayWord = (way) => /** @type {Record<string, string>} */ ({ link: t("audit.way_link"), pin: t("audit.way_pin"), knock: t("audit.way_knock") })[way] ?? way;

/** @param {string} actor @param {string} subject @param {string} role */
function madeA(actor, subject, role) {
  if (role === "admin") return t("audit.role_admin", { actor, subject });
  return role === "guest" ? t("audit.role_guest", { actor, subject }) : t("audit.role_member", { actor, subject });
}

/** @type {Record<string, (given: {actor: string, subject: string, detail: any}) => string>} */
const SENTENCES = {
  role_changed: ({ actor, subject, detail }) => (detail.to === "owner" ? t("audit.handed_over", { actor, subject }) : madeA(actor, subject, detail.to)),
  read_only_changed: ({ actor, subject, detail }) => (detail.to ? t("audit.read_only_on", { actor, subject }) : t("audit.read_only_off", { actor, subject })),
  deactivated: ({ actor, subject }) => t("audit.deactivated", { actor, subject }),
  reactivated: ({ actor, subject }) => t("audit.reactivated", { actor, subject }),
  removed: ({ actor, subject }) => t("audit.removed", { actor, subject }),
  banned: ({ actor, subject }) => t("audit.banned", { actor, subject }),
  signed_out_everywhere: ({ actor, subject }) => t("audit.signed_out_everywhere", { actor, subject }),
  password_reset: ({ actor, subject }) => t("audit.password_reset", { actor, subject }),
  recovery_link: ({ actor, subject }) => t("audit.recovery_link", { actor, subject }),
  ways_changed: ({ actor, detail }) => (detail.to?.length ? t("audit.ways_changed", { actor, ways: list(detail.to.map(wayWord)) }) : t("audit.ways_closed", { actor })),
  link_renewed: ({ actor, detail }) => (detail.label ? t("audit.named_link_renewed", { actor, label: detail.label }) : t("audit.link_renewed", { actor })),
  pin_renewed: ({ actor, detail }) => (detail.because ? t("audit.pin_guessed") : t("audit.pin_renewed", { actor })),
  invite_made: ({ actor, detail }) => (detail.label ? t("audit.named_invite_made", { actor, label: detail.label }) : t("audit.invite_made", { actor })),
  invite_revoked: ({ actor, detail }) => (detail.label ? t("audit.named_invite_revoked", { actor, label: detail.label }) : t("audit.invite_revoked", { actor })),
  knock_admitted: ({ actor, subject }) => t("audit.knock_admitted", { actor, subject }),
  knock_refused: ({ actor, detail }) => t("audit.knock_refused", { actor, name: detail.name ?? t("people.someone") }),
  office_renamed: ({ actor, detail }) => t("audit.office_renamed", { actor, name: detail.to ?? "" }),
  backups_changed: ({ actor, detail }) => (detail.folder ? t("audit.backups_on", { actor, folder: detail.folder }) : t("audit.backups_off", { actor })),
  stay_awake_changed: ({ actor }) => t("audit.stay_awake_changed", { actor }),
  pause_planned: ({ actor, detail }) => t("audit.pause_planned", { actor, n: detail.minutes ?? 0 }),
  link_hosts_changed: ({ actor, detail }) => (detail.added?.length ? t("audit.link_hosts_added", { actor, hosts: list(detail.added) }) : t("audit.link_hosts_removed", { actor, hosts: list(detail.removed ?? []) })),
  file_rule_changed: ({ actor, detail }) => (detail.days ? t("audit.file_rule_on", { actor, n: detail.days, size: sizeText(detail.larger_than ?? 0) }) : t("audit.file_rule_off", { actor })),
  retention_changed: ({ actor }) => t("audit.retention_changed", { actor }),
  old_messages_deleted: ({ detail }) => t("audit.old_messages_deleted", { n: detail.messages ?? 0 }),
  old_files_deleted: ({ detail }) => t("audit.old_files_deleted", { n: detail.files ?? 0, size: sizeText(detail.bytes ?? 0) }),
  unseen_file_deleted: ({ actor, detail }) => t("audit.unseen_file_deleted", { actor, size: sizeText(detail.size ?? 0) }),
  file_deleted: ({ actor, subject, detail }) => t("audit.file_deleted", { actor, subject, size: sizeText(detail.size ?? 0) }),
  secure_mode: ({ actor, detail }) => (detail.on ? t("audit.secure_on", { actor }) : t("audit.secure_off", { actor })),
  room_opened: ({ actor, detail }) => t("audit.room_opened", { actor, room: detail.room }),
  room_closed: ({ actor, detail }) => t("audit.room_closed", { actor, room: detail.room }),
  room_archived: ({ actor, detail }) => t("audit.room_archived", { actor, room: detail.room }),
  room_unarchived: ({ actor, detail }) => t("audit.room_unarchived", { actor, room: detail.room }),
  room_deleted: ({ actor, detail }) => t("audit.room_deleted", { actor, room: detail.room }),
};
