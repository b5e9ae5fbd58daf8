/**
 * The drafts of this person in this browser, one per room: a message, and an edit in progress. When storage is off they
 * last as long as the page. All tabs of a person show the same draft of a room.
 */

import { signal } from "../html.js";
import { owner } from "./session.js";

/** @typedef {{id: string, before: string, body: string}} Edit a message's id, its text as it was, and as it is to be */
/** @typedef {{body: string, reply_to: string | null, edit: Edit | null}} Draft */

/** @type {Draft} */
const NONE = { body: "", reply_to: null, edit: null };

/** @type {Map<string, Omit<Draft, "edit"> & Partial<Draft>>} */
const drafts = new Map();
/** Rooms whose draft could not be stored, so that storage holds an older one. @type {Set<string>} */
const unstored = new Set();
/** Rooms with a draft, for the pen icon in the list. */
export const drafted = signal(/** @type {Set<string>} */ (new Set()));
/** The last change that another tab made, and the draft that this tab showed before it. */
export const elsewhere = signal(/** @type {{room: string, before: Draft} | null} */ (null));

/** Rooms whose message was changed in this tab. sync/personal/drafts.js takes them and stores the drafts on the host. */
export const written = signal(/** @type {Set<string>} */ (new Set()));

/** Whether the host has drafts of this person, as its welcome says. Without any on either side none are fetched. */
export const draftsOnHost = signal(false);

const keyOf = (/** @type {string} */ roomId) => `draft.${owner.peek()}.${roomId}`;

/** Reads the drafts of earlier visits, and follows the changes of other tabs from now on. */
export function loadDrafts() {
  drafts.clear();
  for (const [room, draft] of storedDrafts()) drafts.set(room, draft);
  drafted.value = new Set(drafts.keys());
  addEventListener("storage", ({ key, newValue }) => key?.startsWith(keyOf("")) && heard(key.slice(keyOf("").length), parse(newValue)));
  // A page that was suspended has received no storage events.
  addEventListener("pageshow", ({ persisted }) => persisted && readAgain());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && readAgain());
}

/** @returns {Map<string, Draft>} by room */
function storedDrafts() {
  const prefix = keyOf("");
  const found = new Map();
  for (const key of storedKeys().filter((name) => name.startsWith(prefix))) {
    const draft = parse(localStorage.getItem(key));
    if (draft) found.set(key.slice(prefix.length), draft);
  }
  return found;
}

function storedKeys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/** @param {string | null} text @returns {Draft | null} */
function parse(text) {
  try {
    const draft = JSON.parse(text ?? "");
    return typeof draft.body === "string" ? { ...NONE, ...draft } : null;
  } catch {
    return null;
  }
}

function readAgain() {
  const now = storedDrafts();
  for (const room of new Set([...drafts.keys(), ...now.keys()])) if (!unstored.has(room)) heard(room, now.get(room) ?? null);
}

/** Takes a draft that another tab of this person has changed. @param {string} room @param {Draft | null} draft */
function heard(room, draft) {
  const before = draftOf(room);
  const now = draft ?? NONE;
  if (isSame(before, now)) return;
  hold(room, now);
  elsewhere.value = { room, before };
}

/** @param {Draft} draft */
const sorted = ({ body, reply_to, edit }) => [body, reply_to, edit && [edit.id, edit.before, edit.body]];

/** @param {Draft} one @param {Draft} other */
const isSame = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** All drafts, as pairs of room and draft. @returns {[string, Omit<Draft, "edit"> & Partial<Draft>][]} */
export const allDrafts = () => [...drafts];

/** The draft of a room. @param {string} roomId @returns {Draft} */
export const draftOf = (roomId) => ({ ...NONE, ...drafts.get(roomId) });

/** Changes the draft of a room. @param {string} roomId @param {Partial<Draft>} change what is not named stays */
export function keepDraft(roomId, change) {
  const before = draftOf(roomId);
  const draft = { ...before, ...change };
  // Storage may already have what another tab has written and this one has not heard of yet.
  if (isSame(before, draft) && !unstored.has(roomId)) return;
  hold(roomId, draft);
  storeHeld(roomId);
  if (draft.body !== before.body || draft.reply_to !== before.reply_to) written.value = new Set([...written.peek(), roomId]);
}

/** Takes the message of a room's draft from another device. An edit in progress stays. @param {string} roomId @param {{body: string, reply_to: string | null}} message */
export function replaceDraft(roomId, { body, reply_to }) {
  heard(roomId, { ...draftOf(roomId), body, reply_to });
  storeHeld(roomId);
}

/** @param {string} roomId */
const storeHeld = (roomId) => store(roomId, drafts.has(roomId) ? JSON.stringify(drafts.get(roomId)) : null);

/** @param {string} roomId @param {Draft} draft */
function hold(roomId, draft) {
  const isEmpty = draft.body === "" && draft.reply_to === null && draft.edit === null;
  const { edit, ...rest } = draft;
  if (isEmpty) drafts.delete(roomId);
  else drafts.set(roomId, edit ? draft : rest);
  if (drafted.peek().has(roomId) === isEmpty) drafted.value = new Set(drafts.keys());
}

/** @param {string} roomId @param {string | null} text */
function store(roomId, text) {
  try {
    if (text === null) localStorage.removeItem(keyOf(roomId));
    else localStorage.setItem(keyOf(roomId), text);
    unstored.delete(roomId);
  } catch {
    // Storage is full or forbidden. The draft still lives in the page.
    unstored.add(roomId);
  }
}
