/** What a room's list of files shows, page after page: files as the host lists them, and links as its search finds them. */

import { useEffect, useState } from "../../html.js";
import { read } from "../../lib/formatting/blocks.js";
import { addressOf, spelled } from "../../lib/formatting/safe_links.js";
import { get } from "../../net/api.js";
import { onMessage } from "../../store/message_listeners.js";
import { connectionState } from "../../store/session.js";

const LINKS_AT_ONCE = 50;

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

/** @param {string} id of the room @param {string} kind @param {string} by @param {string | null} next @returns {Promise<Page>} */
async function ask(id, kind, by, next) {
  if (kind === "link") return linkPage(await get(`/api/search?has=link&room=${id}&limit=${LINKS_AT_ONCE}${by && `&from=${by}`}${next ? `&cursor=${encodeURIComponent(next)}` : ""}`));
  const { files, more } = await get(`/api/rooms/${id}/files?kind=${kind}${by && `&by=${by}`}${next ? `&before=${next}` : ""}`);
  return { rows: files, next: more ? String(files[files.length - 1].seq) : null };
}

/** @param {any} answer of a search @returns {Page} */
function linkPage({ results, next_cursor: next }) {
  const rows = results.flatMap((/** @type {any} */ { message }) => linksOf(message.body).map((url) => ({ url, message_id: message.id, seq: message.seq, sender_id: message.sender_id, created_at: message.created_at })));
  return { rows, next };
}

/** Loads page after page. A message that comes or goes meanwhile is added or taken away. @param {string} id @param {string} kind @param {string} by */
export function useRoomFiles(id, kind, by) {
  const [state, setState] = useState({ rows: /** @type {any[]} */ ([]), next: /** @type {string | null} */ (null), isBusy: true, problem: "" });
  const isUp = connectionState.value === "up";
  const load = (/** @type {any[]} */ held, /** @type {string | null} */ next) => {
    setState((now) => ({ ...now, isBusy: true, problem: "" }));
    return ask(id, kind, by, next).then(
      (page) => setState({ rows: [...held, ...page.rows], next: page.next, isBusy: false, problem: "" }),
      (problem) => setState((now) => ({ ...now, isBusy: false, problem: problem.message })),
    );
  };
  useEffect(() => {
    if (isUp || state.rows.length === 0) void load([], null);
  }, [isUp]);
  useEffect(() => onMessage((message) => {
    if (message.room_id !== id) return;
    if (message.deleted) setState((now) => ({ ...now, rows: now.rows.filter((one) => one.message_id !== message.id) }));
    else if (kind !== "link" && message.attachments?.length > 0) void load([], null);
  }), [id]);
  return { ...state, loadMore: () => load(state.rows, state.next) };
}
