/** What a room's list of files shows, page after page: files as the host lists them, and links as its search finds them. */

import { useEffect, useRef, useState } from "../../../html.js";
import { read } from "../../../lib/formatting/blocks.js";
import { addressOf, spelled } from "../../../lib/formatting/safe_links.js";
import { get } from "../../../net/api.js";
import { onMessage } from "../../../store/message_listeners.js";
import { connectionState } from "../../../store/session.js";
import { EMPTY, withChanged, withNewer, withOlder } from "./file_window.js";

const LINKS_AT_ONCE = 50;
/** Where names are asked for, the host looks at a part of them at a time: pages are asked for until there are so many rows, but only so many pages. */
const ENOUGH_ROWS = 20;
const MOST_PAGES = 5;

/** The kinds of files that each list shows, as a message tells them. @type {Record<string, string[]>} */
const KINDS = { picture: ["image", "video"], document: ["pdf", "text", "file"], voice: ["audio", "voice"] };

/** @typedef {{kind: string, by: string, words: string, until: string}} Wanted until: a moment in ms; empty texts restrict nothing */
/** @typedef {{rows: any[], next: string | null}} Page next: how the next page is asked for */

/** The links of a message, each once. @param {string} body @returns {string[]} */
export function linksOf(body) {
  const found = new Set(/** @type {string[]} */ ([]));
  const walk = (/** @type {any[]} */ parts) => parts.forEach((part) => {
    const url = part?.type === "link" && addressOf(part.href);
    if (url && url.protocol !== "mailto:" && url.protocol !== "tel:") found.add(spelled(part.href, url));
    walk(part?.children ?? part?.items ?? []);
  });
  walk(read(body));
  return [...found];
}

/** @param {Record<string, string | number | null | undefined>} values */
const query = (values) => new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value ? [[name, String(value)]] : []))).toString();

/** @param {string} id of the room @param {Wanted} wanted @param {{before?: string | null, after?: string}} place @returns {Promise<Page>} */
async function ask(id, { kind, by, words, until }, { before, after }) {
  if (kind === "link") return linkPage(await get(`/api/search?${query({ has: "link", room: id, limit: LINKS_AT_ONCE, from: by, q: words, until: until && new Date(Number(until)).toISOString(), cursor: before })}`));
  const { files, next } = await get(`/api/rooms/${id}/files?${query({ kind, by, q: words, until, before, after })}`);
  return { rows: files, next: next ? String(next) : null };
}

/** @param {any} answer of a search @returns {Page} */
const linkPage = ({ results, next_cursor: next }) => ({ rows: results.flatMap((/** @type {any} */ { message }) => linkRows(message)), next });

/** @param {any} message */
const linkRows = (message) => linksOf(message.body).map((url) => ({ url, message_id: message.id, seq: message.seq, sender_id: message.sender_id, created_at: message.created_at }));

/** The rows of a message, as far as its files tell: which names the host finds, it knows alone. @param {any} message @param {string} kind */
export function rowsOfMessage(message, kind) {
  if (message.deleted) return [];
  if (kind === "link") return linkRows(message);
  const files = (message.attachments ?? []).filter((/** @type {any} */ file) => !file.removed_at && KINDS[kind].includes(file.kind));
  return files.map((/** @type {any} */ file) => ({ ...file, message_id: message.id, seq: message.seq, sender_id: message.sender_id }));
}

/** Loads pages until there are enough rows. @param {(before: string | null) => Promise<Page>} load @param {string | null} before @returns {Promise<Page>} */
async function enough(load, before) {
  let { rows, next } = await load(before);
  for (let n = 1; n < MOST_PAGES && rows.length < ENOUGH_ROWS && next; n += 1) {
    const more = await load(next);
    [rows, next] = [[...rows, ...more.rows], more.next];
  }
  return { rows, next };
}

/**
 * Holds a part of what is wanted, which goes on at both ends. A message that comes, changes or goes meanwhile changes its own rows alone.
 * @param {string} id of the room @param {Wanted} wanted
 */
export function useRoomFiles(id, wanted) {
  const [state, setState] = useState({ held: EMPTY, isBusy: true, problem: "" });
  const latest = useRef(EMPTY);
  const show = (/** @type {import("./file_window.js").Window} */ held) => {
    latest.current = held;
    setState({ held, isBusy: false, problem: "" });
  };
  const run = (/** @type {() => Promise<void>} */ act) => {
    setState((now) => ({ ...now, isBusy: true, problem: "" }));
    return act().catch((problem) => setState((now) => ({ ...now, isBusy: false, problem: problem.message })));
  };
  const load = (/** @type {import("./file_window.js").Window} */ from) => run(async () => {
    const page = await enough((before) => ask(id, wanted, { before }), from.older);
    show(withOlder(from === EMPTY ? EMPTY : latest.current, page.rows, page.next));
  });
  const later = (/** @type {number} */ seq) => run(async () => {
    const page = await ask(id, wanted, { after: String(seq) });
    show(withNewer(latest.current, page.rows, page.next !== null));
  });
  useFresh(id, wanted, latest, show, later);
  const isUp = connectionState.value === "up";
  useEffect(() => {
    const { rows, newer } = latest.current;
    if (rows.length === 0) void load(EMPTY);
    else if (isUp && !newer && !wanted.until && wanted.kind !== "link") void later(rows[0].seq);
  }, [isUp]);
  return {
    ...state,
    loadOlder: () => load(latest.current),
    // What the search has found goes one way only.
    loadNewer: () => (wanted.kind === "link" ? load(EMPTY) : later(latest.current.rows[0]?.seq ?? 0)),
  };
}

/**
 * Follows the messages of the room: new files above are asked for, and those of a message that is shown change in their place.
 * @param {string} id @param {Wanted} wanted @param {{current: import("./file_window.js").Window}} latest @param {(held: import("./file_window.js").Window) => void} show @param {(seq: number) => Promise<void>} later
 */
function useFresh(id, wanted, latest, show, later) {
  useEffect(() => onMessage((message) => {
    if (message.room_id !== id) return;
    const { rows, older, newer } = latest.current;
    const now = rowsOfMessage(message, wanted.kind);
    const changed = withChanged(latest.current, message.id, now);
    if (changed !== latest.current) show(changed);
    const isKnown = changed.rows.some((row) => row.message_id === message.id);
    const isBelow = older !== null && rows.length > 0 && message.seq < rows[rows.length - 1].seq;
    if (isKnown || now.length === 0 || newer || isBelow || wanted.until) return;
    if (wanted.by && wanted.by !== message.sender_id) return;
    if (wanted.kind !== "link") void later(message.seq - 1);
    else if (!wanted.words) show(withNewer(latest.current, now, false));
  }), [id]);
}
