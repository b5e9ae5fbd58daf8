/** Restores a page that comes from another address of the office: signs in by its token, and takes over the outbox and the drafts that it has brought. */

import { series, t } from "../../lib/i18n.js";
import { forget, remember } from "../../lib/tab_storage.js";
import { storeEntry } from "../../sync/outbox_store.js";
import { getForWhoever, post } from "../../net/api.js";
import { draftOf, keepDraft } from "../../store/drafts.js";
import { isolated } from "../../lib/text.js";
import { pending, trays } from "../../store/pending.js";
import { owner } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { rememberMoves } from "./move_limit.js";
import { isSealedWith, openPayload } from "./handover_payload.js";

const MARK = "#moved=";
/** The storage keys for a payload that waits until its person has signed in, and for that person's name in the form. */
const WAITING = "moved";
const NAME = "moved-name";
const NOTICE = "notice";
/** Long enough to read two sentences twice, milliseconds. */
const SHOWN_MS = 10_000;
/** So many files that have to be chosen again are named. */
const NAMED = 5;

/** @type {any} */
let opened = null;

/** Signs in with the payload, if there is one. @param {any} boot @returns {Promise<any>} the first data, signed in if the token was good */
export async function restoreSession(boot) {
  const isHere = location.hash.startsWith(MARK);
  const fragment = isHere ? location.hash.slice(MARK.length) : remember(WAITING);
  try {
    return await take(boot, fragment);
  } catch {
    // The connection was lost in between. The next page of this tab takes the payload up.
    return boot;
  } finally {
    if (isHere) history.replaceState(history.state, "", location.pathname);
  }
}

/** @param {any} boot @param {string} fragment */
async function take(boot, fragment) {
  const found = openPayload(fragment);
  if (!found || found.payload.office !== boot.office?.id) {
    forget(WAITING);
    return boot;
  }
  remember(WAITING, fragment);
  rememberMoves(found.payload.moves);
  const here = boot.user || !found.payload.token ? boot : await signIn(boot, found.payload.token);
  if (!here.user) askForPassword(found.payload);
  else if (here.user.id === found.payload.user.id) await accept(found);
  else toast(t("moved.other_person", { name: found.payload.user.name }));
  return here;
}

/** An answer that was lost may have signed this person in all the same. The cookie decides. @param {any} boot @param {string} token */
async function signIn(boot, token) {
  await post("/api/session", { handover_token: token }).catch(() => null);
  const [, room] = location.pathname.match(/^\/r\/([\w-]{1,40})/) ?? [];
  const fresh = await getForWhoever(room ? `/api/boot?room=${room}` : "/api/boot").catch(() => null);
  return fresh ?? boot;
}

/** @param {any} payload */
function askForPassword({ user, outbox }) {
  remember(NAME, user.name);
  remember(NOTICE, outbox.length > 0 ? t("moved.sign_in_waiting", { n: outbox.length }) : t("moved.sign_in"));
}

/** @param {{payload: any, text: string, mark: string}} found */
async function accept({ payload, text, mark }) {
  const { seal } = await getForWhoever("/api/seal");
  const things = payload.outbox.length + payload.drafts.length;
  if (isSealedWith(text, mark, seal)) {
    opened = payload;
    // The messages are on disk before the address that holds them is cleaned.
    for (const entry of payload.outbox) await storeEntry({ ...entry, owner: `${payload.office}.${payload.user.id}` });
  } else if (things > 0) toast(t("moved.not_yours"));
  forget(WAITING);
  forget(NAME);
}

/** Adds what was brought to what is here already, once the session has begun. */
export function restoreDrafts() {
  if (!opened) return;
  const { outbox, drafts, files = [], left, from } = opened;
  opened = null;
  const known = new Set(pending.peek().map((entry) => entry.client_id));
  const brought = outbox.filter((/** @type {any} */ entry) => !known.has(entry.client_id));
  pending.value = [...brought.map((/** @type {any} */ entry) => ({ ...entry, owner: owner.peek() })), ...pending.peek()];
  for (const [room, draft] of drafts) if (draftOf(room).body === "") keepDraft(room, draft);
  const missing = [...outbox.flatMap((/** @type {any} */ { attachments = [] }) => attachments), ...files.flatMap((/** @type {[string, any[]]} */ [, chosen]) => chosen)].filter(({ id }) => !id);
  for (const [room, chosen] of files) restoreTray(room, chosen.filter((/** @type {any} */ { id }) => id));
  const arrived = from === location.host ? t("secure.arrived") : t("moved.arrived", { address: location.host });
  toast([arrived, ...stayed(left, from), ...chooseAgain(missing)].join(" "), { label: t("moved.ok"), act: () => {}, ms: SHOWN_MS });
}

/** @param {{messages: number, drafts: number}} left @param {string} from */
function stayed(left, from) {
  if (left.messages > 0) return [t("moved.left_messages", { n: left.messages, address: from })];
  return left.drafts > 0 ? [t("moved.left_drafts", { n: left.drafts, address: from })] : [];
}

/** Puts the files that the host has already got into the tray of their room again. @param {string} room @param {any[]} files */
function restoreTray(room, files) {
  const before = trays.peek().get(room) ?? [];
  if (files.length > 0) trays.value = new Map(trays.peek()).set(room, [...before, ...files.map(asArrived)]);
}

/** The picture of a file stayed at the other address; its row is drawn by its name. @param {any} file */
const asArrived = (file) => ({ ...file, url: `/files/${file.id}/${encodeURIComponent(file.name)}`, kind: file.kind === "voice" ? "voice" : "file" });

/** @param {{name: string}[]} missing files whose bytes only the other address has */
const chooseAgain = (missing) => (missing.length > 0 ? [t("moved.files", { n: missing.length, names: series(missing.slice(0, NAMED).map(({ name }) => isolated(name))) })] : []);
