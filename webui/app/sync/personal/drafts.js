/**
 * Stores drafts on the host and takes those of other devices. What was typed here and could not be sent yet stays
 * typed: when another device has stored something else since, the host refuses, and both texts are joined.
 */

import { effect } from "../../html.js";
import { joinedDrafts } from "../../lib/typing/joined_drafts.js";
import { codePoints, newClientId } from "../../lib/text.js";
import { get, put } from "../../net/api.js";
import { allDrafts, draftOf, draftsOnHost, replaceDraft, written } from "../../store/drafts.js";
import { route } from "../../store/route.js";
import { limits } from "../../store/session.js";
import { draftState, draftStates, setDraftState } from "./draft_revs.js";

/** @typedef {{room_id: string, body: string, reply_to: string | null, rev: number}} HostDraft */

/** Typing has stopped when no key was pressed for this time, milliseconds. */
const PAUSE_MS = 1_200;
/** After a gap all pages come back at once: each waits a part of this time before it asks, milliseconds. */
const SPREAD_MS = 10_000;
/** How often a draft is joined with others before it waits for the next key. */
const MOST_JOINS = 3;
/** Refusals that repeating does not change. */
const FINAL = ["invalid", "not_found", "forbidden"];

/** This page, so that it knows its own events. */
const pageId = newClientId();
/** @type {Map<string, any>} */
const timers = new Map();
/** One request after the other, so that each builds on the revision of the one before. */
let saving = Promise.resolve();

/** @param {{body: string, reply_to: string | null}} draft */
const hasText = ({ body, reply_to }) => body !== "" || reply_to !== null;

/** Starts to follow what is typed. */
export function startDrafts() {
  effect(() => {
    if (written.value.size === 0) return;
    written.value.forEach(changedHere);
    written.value = new Set();
  });
  effect(() => {
    void route.value.room;
    saveNow();
  });
  addEventListener("pagehide", () => saveNow(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveNow(true));
  void fetchDrafts();
}

/** Asks again after a gap, since what happened meanwhile was not heard. */
export const draftsAfterGap = () => void setTimeout(fetchDrafts, Math.random() * SPREAD_MS);

/** Takes a draft that was changed somewhere. @param {HostDraft & {page_id: string}} event */
export function draftChanged(event) {
  if (event.page_id !== pageId) take(event.room_id, event);
}

/** @param {string} room */
function changedHere(room) {
  const state = draftState(room);
  if (!state?.changed) setDraftState(room, { rev: state?.rev ?? 0, changed: true });
  clearTimeout(timers.get(room));
  timers.set(room, setTimeout(save, draftOf(room).body === "" ? 0 : PAUSE_MS, room));
}

/** Saves what waits for the end of typing. @param {boolean} [isLeaving] */
function saveNow(isLeaving = false) {
  for (const room of [...timers.keys()]) save(room, isLeaving);
}

/** @param {string} room @param {boolean} [isLeaving] */
function save(room, isLeaving = false) {
  clearTimeout(timers.get(room));
  timers.delete(room);
  if (isLeaving) void send(room, true);
  else saving = saving.then(() => send(room, false));
}

/** @param {string} room @param {boolean} isLeaving @param {number} [joins] @returns {Promise<void>} */
async function send(room, isLeaving, joins = 0) {
  const state = draftState(room);
  const { body, reply_to } = draftOf(room);
  if (!state?.changed || codePoints(body) > limits.peek().body) return;
  // What was typed and sent in one go was never stored.
  if (!isLeaving && state.rev === 0 && !hasText({ body, reply_to })) return setDraftState(room, null);
  const answer = await put(`/api/rooms/${room}/draft`, { body, reply_to, base: state.rev, page_id: pageId }, isLeaving).catch((problem) => refused(room, problem));
  if (!answer) return;
  if (!answer.stored && joins < MOST_JOINS) {
    join(room, answer.draft);
    return send(room, isLeaving, joins + 1);
  }
  if (answer.stored) stored(room, { body, reply_to }, answer.draft);
}

/** @param {string} room @param {any} problem */
function refused(room, { code }) {
  if (FINAL.includes(code)) setDraftState(room, null);
  return null;
}

/** @param {string} room @param {{body: string, reply_to: string | null}} sent @param {HostDraft} draft */
function stored(room, sent, draft) {
  const now = draftOf(room);
  const changed = now.body !== sent.body || now.reply_to !== sent.reply_to;
  setDraftState(room, hasText(draft) || changed ? { rev: draft.rev, changed } : null);
}

/** @param {string} room @param {HostDraft} draft */
function join(room, draft) {
  const { body, reply_to } = draftOf(room);
  setDraftState(room, { rev: draft.rev, changed: true });
  replaceDraft(room, { body: joinedDrafts(body, draft.body), reply_to: reply_to ?? draft.reply_to });
}

/** Takes a newer draft of the host, unless something here was not stored yet: then saving it finds out. @param {string} room @param {HostDraft} draft */
function take(room, { body, reply_to, rev }) {
  const state = draftState(room);
  if (state?.changed || (state?.rev ?? 0) >= rev) return;
  setDraftState(room, hasText({ body, reply_to }) ? { rev, changed: false } : null);
  replaceDraft(room, { body, reply_to });
}

async function fetchDrafts() {
  const before = draftStates();
  if (!draftsOnHost.peek() && allDrafts().length === 0 && Object.keys(before).length === 0) return;
  const answer = await get("/api/account/drafts").catch(() => null);
  if (!answer) return;
  /** @type {Map<string, HostDraft>} */
  const theirs = new Map(answer.drafts.map((/** @type {HostDraft} */ draft) => [draft.room_id, draft]));
  for (const [room, { body, reply_to }] of allDrafts()) {
    const state = draftState(room);
    // Written before drafts were stored on the host, or in the last moment of a visit.
    if (!state ? hasText({ body, reply_to }) : isOtherText(theirs.get(room), state.rev, body)) setDraftState(room, { rev: state?.rev ?? 0, changed: true });
  }
  // What was stored or heard while the answer was on its way is newer than the answer.
  const isUntouched = (/** @type {string} */ room) => before[room]?.rev === draftState(room)?.rev;
  for (const draft of theirs.values()) if (isUntouched(draft.room_id)) take(draft.room_id, draft);
  for (const [room, { changed }] of Object.entries(draftStates())) {
    if (changed) save(room);
    else if (!theirs.has(room) && isUntouched(room)) dropDraft(room);
  }
}

/** Whether the host has the revision that this browser knows, but with another text. @param {HostDraft | undefined} draft @param {number} rev @param {string} body */
const isOtherText = (draft, rev, body) => draft?.rev === rev && draft.body !== body;

/** It was sent or emptied on another device. @param {string} room */
function dropDraft(room) {
  setDraftState(room, null);
  replaceDraft(room, { body: "", reply_to: null });
}
