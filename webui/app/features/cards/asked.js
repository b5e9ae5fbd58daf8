/** What cards need of the host: cards of pages, asked for many messages at once, and messages that the page does not hold. Each is asked for once. */

import { get } from "../../net/api.js";
import { messageById } from "../../sync/history.js";

/** Messages that are drawn within this time are asked for in one request, milliseconds. */
const COLLECT_MS = 50;
/** The host takes so many in one request (docs/protocol.md). */
const MOST_MESSAGES = 20;
/** When cards are asked for again that the host is still reading, milliseconds. */
const AGAIN_MS = [2_000, 8_000];
/** How many answers are kept. */
const KEPT = 300;

/** @typedef {{url: string, title: string, description: string}} PageCard */

/** The cards by message and revision. @type {Map<string, Promise<PageCard[]>>} */
const pages = new Map();
/** @type {Map<string, (cards: PageCard[]) => void>} */
let collected = new Map();

/** @template K, V @param {Map<K, V>} table @param {K} key @param {V} value */
function keep(table, key, value) {
  table.set(key, value);
  if (table.size > KEPT) table.delete(/** @type {K} */ (table.keys().next().value));
}

/** Returns the cards of the pages to which a message links. @param {any} message @returns {Promise<PageCard[]>} */
export function pageCards(message) {
  const key = `${message.id} ${message.rev}`;
  const known = pages.get(key);
  if (known) return known;
  /** @type {Promise<PageCard[]>} */
  const wanted = new Promise((resolve) => {
    if (collected.size === 0) setTimeout(askCollected, COLLECT_MS);
    collected.set(message.id, resolve);
  });
  keep(pages, key, wanted);
  return wanted;
}

function askCollected() {
  const waiting = [...collected];
  collected = new Map();
  for (let at = 0; at < waiting.length; at += MOST_MESSAGES) void ask(new Map(waiting.slice(at, at + MOST_MESSAGES)), 0);
}

/** @param {Map<string, (cards: PageCard[]) => void>} waiting @param {number} turn */
async function ask(waiting, turn) {
  const answer = await get(`/api/cards?messages=${[...waiting.keys()].join(",")}`).catch(() => ({ cards: {}, waiting: [] }));
  /** @type {typeof waiting} */
  const later = new Map();
  for (const [id, resolve] of waiting) {
    const isLast = turn >= AGAIN_MS.length || !answer.waiting.includes(id);
    if (isLast) resolve(answer.cards[id] ?? []);
    else later.set(id, resolve);
  }
  if (later.size > 0) setTimeout(ask, AGAIN_MS[turn], later, turn + 1);
}

/** @type {Map<string, Promise<any>>} */
const messages = new Map();
/** The request before, so that a room full of links asks for one message after the other. @type {Promise<any>} */
let before = Promise.resolve();

/** Returns a message, or null where the reader may not see it. @param {string} id @returns {Promise<any>} */
export function linkedMessage(id) {
  const known = messages.get(id);
  if (known) return known;
  const wanted = before.then(() => messageById(id));
  before = wanted;
  keep(messages, id, wanted);
  return wanted;
}
