/**
 * Sends what is pending: one at a time, in order, until each is acknowledged. A message keeps its client_id through
 * every try, a reload and a new sign-in, and the host stores a client_id once: so a retry cannot double it.
 */

import { effect } from "../html.js";
import { t } from "../lib/i18n.js";
import { oneLine } from "../lib/text.js";
import { Command } from "../net/protocol.js";
import { changeEntry, dropEntry, pending } from "../store/pending.js";
import { route } from "../store/route.js";
import { link, owner } from "../store/session.js";
import { toast } from "../store/toasts.js";
import { dropConnection, isUp, request } from "./connection.js";
import { upsert } from "./message_intake.js";
import { deleteEntry, storeEntry, storedEntries } from "./outbox_store.js";

/** The wait before a try that follows a failed one, milliseconds; each a random part shorter, so that a whole office that comes back does not try as one. */
const BACKOFF_MS = [300, 1_000, 3_000, 8_000];
/** The host answered, but could not: after so many tries the sender decides. */
const MAX_HOST_FAULTS = 5;
/** After so many answers in a row that did not come, the link is taken for dead. */
const DEAD_AFTER = 2;

/** Waiting helps against these; anything else the host says is its last word. */
const PASSING = new Set(["rate_limited", "internal"]);
/** The message stays as it is until there is a link, or until someone signs in. */
const NOT_NOW = new Set(["offline", "timeout", "not_signed_in"]);

/** A disk that works takes a few milliseconds, milliseconds. */
const DISK_MS = 2_000;

let sending = false;
/** @type {Promise<unknown>} */
let keeping = Promise.resolve();
/** Client ids that are stored already. */
const stored = new Set();

export async function startOutbox() {
  await restore();
  effect(() => {
    for (const entry of pending.value) if (!stored.has(entry.client_id)) store(entry);
    if (link.value === "up") void drain();
  });
}

async function restore() {
  const kept = await storedEntries(owner.peek());
  const known = new Set(pending.peek().map((entry) => entry.client_id));
  for (const entry of kept) stored.add(entry.client_id);
  pending.value = [...kept.filter((entry) => !known.has(entry.client_id)), ...pending.peek()];
}

/** @param {import("../store/pending.js").Entry} entry */
function store(entry) {
  stored.add(entry.client_id);
  const before = keeping;
  keeping = storeEntry(entry).then(() => before);
}

/** Resolves when all that waits is on disk, for a page that goes away of itself; a disk that does not answer keeps none. @returns {Promise<unknown>} */
export const allStored = () => Promise.race([keeping, new Promise((resolve) => setTimeout(resolve, DISK_MS))]);

const nextEntry = () => pending.peek().find((entry) => entry.state === "pending" && entry.owner === owner.peek());

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
async function attempt({ room_id, client_id, body, reply_to }) {
  try {
    const command = { room_id, client_id, body, ...(reply_to && { reply_to }) };
    upsert((await request(Command.MESSAGE_POST, command)).message);
    return null;
  } catch (problem) {
    return problem;
  }
}

/** @param {any} problem @param {import("../store/pending.js").Entry} entry @param {number} tries */
async function meet(problem, entry, tries) {
  const isPassing = PASSING.has(problem.code) && !(isFault(problem) && tries >= MAX_HOST_FAULTS);
  if (!isPassing && !NOT_NOW.has(problem.code)) return fail(entry, problem.message);
  if (problem.code === "timeout" && tries >= DEAD_AFTER) dropConnection();
  const wait = BACKOFF_MS[Math.min(tries, BACKOFF_MS.length) - 1];
  await new Promise((resolve) => setTimeout(resolve, Math.max(wait * (1 - Math.random() / 2), (problem.retryAfter ?? 0) * 1000)));
}

/** A full disk is no fault of the message: it waits for space, and the page says so. @param {any} problem */
const isFault = (problem) => problem.code === "internal" && problem.reason !== "disk_full";

/** @param {import("../store/pending.js").Entry} entry @param {string} reason */
function fail(entry, reason) {
  const failed = { ...entry, state: /** @type {const} */ ("failed"), reason };
  changeEntry(entry.client_id, failed);
  void storeEntry(failed);
  // In the open room its row says so.
  if (route.peek().room !== entry.room_id) toast(t("message.failed_elsewhere", { text: oneLine(entry.body, 40), reason }));
}

/** @param {string} clientId */
export function retry(clientId) {
  changeEntry(clientId, { state: "pending", reason: null });
  const entry = pending.peek().find((candidate) => candidate.client_id === clientId);
  if (entry) void storeEntry(entry);
}

/** @param {string} clientId */
export function discard(clientId) {
  dropEntry(clientId);
  void deleteEntry(clientId);
}
