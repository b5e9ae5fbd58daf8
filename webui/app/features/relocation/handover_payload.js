/**
 * The payload that a page takes along to another address, where this address's storage cannot be read: the outbox, the
 * drafts, and whose they are. It is sealed, because otherwise anybody's link with such a fragment could send text in
 * somebody's name.
 */

import { hmac } from "../../../vendor/noble-hashes/hmac.js";
import { sha512 } from "../../../vendor/noble-hashes/sha2.js";
import { fromHex, toHex } from "../../lib/hex.js";
import { t } from "../../lib/i18n.js";
import { storeEntry } from "../../sync/outbox_store.js";
import { allDrafts } from "../../store/drafts.js";
import { pending, trays } from "../../store/pending.js";
import { route } from "../../store/route.js";
import { me, office } from "../../store/session.js";
import { moves } from "./move_limit.js";

/** The most characters of a payload. Some browsers accept an address of 64 kB and no more. */
const MOST_CHARACTERS = 60_000;
const VERSION = 1;

/** @typedef {{token: string, seal: string}} Handover */

/**
 * Packs and seals the payload.
 * @param {Handover} handover
 * @returns {{fragment: string, carried: import("../../store/pending.js").Entry[]}} and what does not fit stays here
 */
export function packPayload({ token, seal }) {
  const { outbox, drafts, files } = fitting(pending.peek(), inOrder(allDrafts()), seal !== "");
  const left = { messages: pending.peek().length - outbox.length, drafts: allDrafts().length - drafts.length };
  const payload = {
    v: VERSION, office: office.peek().id, user: { id: me.peek().id, name: me.peek().name }, token, moves: [...moves(), Date.now()],
    outbox: outbox.map(slim), drafts, ...(files.length > 0 && { files }), left, from: location.host,
  };
  const text = toBase64(JSON.stringify(payload));
  return { fragment: `${text}.${seal && sign(text, seal)}`, carried: outbox };
}

/** Keeps the carried messages in this browser too, but marks them so that they are not sent from it by themselves. @param {any[]} carried @param {string} origin */
export async function markCarried(carried, origin) {
  const reason = t("moved.went_along", { address: new URL(origin).host });
  await Promise.all(carried.map((entry) => storeEntry({ ...entry, state: "failed", reason })));
}

/** Parses a payload. The seal is checked separately. @param {string} fragment @returns {{payload: any, text: string, mark: string} | null} null for what is none */
export function openPayload(fragment) {
  const [text, mark = ""] = fragment.split(".");
  try {
    const payload = JSON.parse(fromBase64(text));
    return payload?.v === VERSION && typeof payload.user?.id === "string" ? { payload, text, mark } : null;
  } catch {
    return null;
  }
}

/** Whether the payload was sealed with this key. @param {string} text @param {string} mark @param {string} seal */
export const isSealedWith = (text, mark, seal) => mark !== "" && mark === sign(text, seal);

/** @param {string} text @param {string} seal */
const sign = (text, seal) => toHex(hmac(sha512, fromHex(seal), new TextEncoder().encode(text)).slice(0, 32));

/** No bytes of a file fit into an address: what the host has not got yet has to be chosen again. @param {import("../../store/pending.js").Entry} entry */
const slim = ({ owner: _owner, attachments, ...entry }) => ({ ...entry, ...(attachments && { attachments: attachments.map(slimFile) }) });

/** @param {import("../../store/pending.js").Chosen} file */
const slimFile = ({ file: _file, poster: _poster, ...rest }) => ({ ...rest, url: "blob:" });

/** The files of the trays, those of the open room first. @returns {[string, any[]][]} */
const chosenFiles = () => inOrder([...trays.peek()].map(([room, files]) => [room, files.map(slimFile)]));

/** Sorts drafts with that of the open room first. @param {any[]} drafts */
const inOrder = (drafts) => [...drafts].sort((one, other) => Number(other[0] === route.peek().room) - Number(one[0] === route.peek().room));

/** Chooses what fits: messages up to the first that does not fit, because none may overtake another; then drafts, then what is known of the files in the trays. @param {any[]} entries @param {any[]} drafts @param {boolean} isSealed */
function fitting(entries, drafts, isSealed) {
  let room = isSealed ? (MOST_CHARACTERS * 3) / 4 - 1_000 : 0;
  const takes = (/** @type {any} */ thing) => {
    const size = new TextEncoder().encode(JSON.stringify(thing)).length + 1;
    if (size > room) return false;
    room -= size;
    return true;
  };
  const end = entries.findIndex((entry) => !takes(slim(entry)));
  return { outbox: end < 0 ? entries : entries.slice(0, end), drafts: drafts.filter(takes), files: chosenFiles().filter(takes) };
}

/** Encodes as base64url of UTF-8. @param {string} text */
function toBase64(text) {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
}
