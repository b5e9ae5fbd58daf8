/**
 * Sends the pending messages: one at a time, in order, until each is acknowledged. A message keeps its client_id
 * through every retry, a reload and a new sign-in, and the host stores each client_id once. So a retry cannot duplicate
 * a message.
 */

import { effect } from "../html.js";
import { t } from "../lib/i18n.js";
import { previewOf } from "../lib/formatting/preview.js";
import { wordForAll } from "../lib/formatting/words_for_all.js";
import { Command } from "../net/protocol.js";
import { changeEntry, dropEntry, isUploading, pending } from "../store/pending.js";
import { rooms } from "../store/rooms.js";
import { route } from "../store/route.js";
import { connectionState, owner } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { dropConnection, isUp, request } from "./connection.js";
import { upsert } from "./message_intake.js";
import { cancelEntry, storeEntry, storedEntries, whenCancelled } from "./outbox_store.js";

/** The waits between retries, milliseconds. Each is shortened by a random part, so that the pages of a whole office do not retry at the same moment. */
const BACKOFF_MS = [300, 1_000, 3_000, 8_000];
/** When the host answers with an error of its own this often, the sender decides what happens. */
const MAX_HOST_FAULTS = 5;
/** After this many requests in a row without an answer the connection is treated as dead. */
const DEAD_AFTER = 2;

/** Errors that go away by waiting. Any other error of the host is final. */
const PASSING = new Set(["rate_limited", "internal", "moved"]);
/** Errors after which the message stays pending until there is a connection, or until someone signs in. */
const NOT_NOW = new Set(["offline", "timeout", "not_signed_in"]);

/** How long the page waits for the disk, milliseconds. A disk that works takes a few. */
const DISK_MS = 2_000;

let sending = false;
/** @type {Promise<unknown>} */
let keeping = Promise.resolve();
/** Client ids of the messages that are stored already. */
const stored = new Set();
/** Client ids of the messages that another tab has cancelled. What was read from the store a moment before may still have them. */
const cancelled = new Set();

/** Loads what earlier pages left, and sends from now on. */
export async function startOutbox() {
  whenCancelled((clientId) => {
    cancelled.add(clientId);
    dropEntry(clientId);
  });
  await restore();
  effect(() => {
    for (const entry of pending.value) if (!stored.has(entry.client_id)) store(entry);
    if (connectionState.value === "up") void drain();
  });
  followConnection();
}

/** After each gap, sends what other tabs have left when they were closed. What those that are open send as well is stored by the host once. */
function followConnection() {
  let wasUp = connectionState.peek() === "up";
  effect(() => {
    const isNow = connectionState.value === "up";
    if (isNow && !wasUp) void restore();
    wasUp = isNow;
  });
}

async function restore() {
  // What is sent or cancelled while the store is read must not come back.
  const before = pending.peek();
  const kept = await storedEntries(owner.peek());
  const known = new Set([...before, ...pending.peek()].map((entry) => entry.client_id));
  const fresh = kept.filter(({ client_id: id }) => !known.has(id) && !cancelled.has(id));
  for (const entry of fresh) stored.add(entry.client_id);
  // The addresses of files end with the page that made them.
  for (const file of fresh.flatMap(({ attachments = [] }) => attachments)) file.url = file.file ? URL.createObjectURL(file.file) : "blob:";
  if (fresh.length > 0) pending.value = [...fresh, ...pending.peek()];
}

/** @param {import("../store/pending.js").Entry} entry */
function store(entry) {
  stored.add(entry.client_id);
  const before = keeping;
  keeping = storeEntry(entry).then(() => before);
}

/** Resolves when all pending messages are on disk, and when what else there is to do is done, for a page that reloads by itself. It does not wait for a disk that hangs. @param {Promise<unknown>} [other] @returns {Promise<unknown>} */
export const allStored = (other) => Promise.race([Promise.all([keeping, other]), new Promise((resolve) => setTimeout(resolve, DISK_MS))]);

const nextEntry = () => pending.peek().find((entry) => entry.state === "pending" && !isUploading(entry) && entry.owner === owner.peek());

async function drain() {
  if (sending) return;
  sending = true;
  let tries = 0;
  try {
    for (let entry = nextEntry(); entry && isUp(); entry = nextEntry()) {
      const problem = await attempt(entry);
      tries = problem ? tries + 1 : 0;
      if (problem) await meet(problem, entry, tries);
    }
  } finally {
    sending = false;
  }
}

/** @param {import("../store/pending.js").Entry} entry @returns {Promise<any>} the problem, or null */
async function attempt({ room_id, client_id, body, reply_to, content, folded, attachment_ids }) {
  try {
    const command = { room_id, client_id, body, ...(reply_to && { reply_to }), ...(content && { content }), ...(folded && { folded }), ...(attachment_ids && { attachment_ids }) };
    const { message } = await request(Command.MESSAGE_POST, command);
    upsert(message);
    sayIfNobody(message);
    return null;
  } catch (problem) {
    return problem;
  }
}

/** Says so when the host took a word for the whole room as plain text. @param {any} message */
function sayIfNobody({ body, room_id, mentions_all }) {
  if (mentions_all || rooms.peek().get(room_id)?.kind === "direct") return;
  const word = wordForAll(body);
  if (word) toast(t("mention_all.nobody", { word: `@${word}` }));
}

/** @param {any} problem @param {import("../store/pending.js").Entry} entry @param {number} tries */
async function meet(problem, entry, tries) {
  const isPassing = PASSING.has(problem.code) && !(isFault(problem) && tries >= MAX_HOST_FAULTS);
  if (!isPassing && !NOT_NOW.has(problem.code)) return problem.field === "attachment_ids" && entry.attachments ? fail(withoutIds(entry), t("sending.expired")) : fail(entry, problem.message);
  if (problem.code === "timeout" && tries >= DEAD_AFTER) dropConnection();
  const wait = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1];
  await new Promise((resolve) => setTimeout(resolve, Math.max(wait * (1 - Math.random() / 2), (problem.retryAfter ?? 0) * 1000)));
}

/** Shows that the host's disk is full. The message is not at fault: it stays pending. @param {any} problem */
const isFault = (problem) => problem.code === "internal" && problem.reason !== "disk_full";

/** The host keeps files for a day. What it has no more is uploaded anew before the message is sent again. @param {import("../store/pending.js").Entry} entry */
const withoutIds = ({ attachments = [], ...entry }) => ({ ...entry, attachment_ids: undefined, attachments: attachments.map(({ id, ...file }) => file) });

/** @param {import("../store/pending.js").Entry} entry @param {string} reason */
function fail(entry, reason) {
  const failed = { ...entry, state: /** @type {const} */ ("failed"), reason };
  changeEntry(entry.client_id, failed);
  void storeEntry(failed);
  // In the open room the row itself shows the failure.
  const text = previewOf({ ...entry, id: "" }, 40);
  if (route.peek().room !== entry.room_id) toast(t("message.failed_elsewhere", { text, reason }));
}

/** Sends a failed message again. @param {string} clientId */
export const retry = (clientId) => revise(clientId, { state: "pending", reason: null });

/** Changes an entry, also on disk. @param {string} clientId @param {Partial<import("../store/pending.js").Entry>} change */
export function revise(clientId, change) {
  changeEntry(clientId, change);
  const entry = pending.peek().find((candidate) => candidate.client_id === clientId);
  if (entry) void storeEntry(entry);
}

/** Removes a message that has failed or is still being uploaded, in all tabs. @param {string} clientId */
export function discard(clientId) {
  dropEntry(clientId);
  void cancelEntry(clientId);
}
