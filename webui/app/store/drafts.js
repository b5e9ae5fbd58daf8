/** What I have begun to write, per room and person, in this browser. Storage may be off: then it lives as long as the page. */

import { signal } from "../html.js";
import { owner } from "./session.js";

/** @typedef {{body: string, reply_to: string | null}} Draft */

/** @type {Map<string, Draft>} */
const drafts = new Map();
/** Rooms with a draft, for the pen in the list. */
export const drafted = signal(/** @type {Set<string>} */ (new Set()));

const keyOf = (/** @type {string} */ roomId) => `draft.${owner.peek()}.${roomId}`;

/** Reads what earlier visits left. */
export function loadDrafts() {
  drafts.clear();
  const prefix = keyOf("");
  for (const key of storedKeys().filter((name) => name.startsWith(prefix))) {
    const draft = parse(localStorage.getItem(key));
    if (draft) drafts.set(key.slice(prefix.length), draft);
  }
  drafted.value = new Set(drafts.keys());
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
    return typeof draft.body === "string" ? draft : null;
  } catch {
    return null;
  }
}

/** By room. @returns {[string, Draft][]} */
export const allDrafts = () => [...drafts];

/** @param {string} roomId @returns {Draft} */
export const draftOf = (roomId) => drafts.get(roomId) ?? { body: "", reply_to: null };

/** @param {string} roomId @param {Draft} draft */
export function keepDraft(roomId, draft) {
  const isEmpty = draft.body === "" && draft.reply_to === null;
  if (isEmpty) drafts.delete(roomId);
  else drafts.set(roomId, draft);
  if (drafted.peek().has(roomId) === isEmpty) drafted.value = new Set(drafts.keys());
  store(keyOf(roomId), isEmpty ? null : JSON.stringify(draft));
}

/** @param {string} key @param {string | null} text */
function store(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // Full or forbidden: the draft still lives in the page.
  }
}
