/** This person's snippets, fetched when they are first needed: their list while a name is typed. */

import { html, signal, useEffect } from "../../html.js";
import { unfinishedSnippet } from "./snippet_name.js";
import { preview } from "../../lib/formatting/preview.js";
import { t } from "../../lib/i18n.js";
import { latestRequest } from "../../lib/latest_request.js";
import { insert } from "../../lib/typing/insert_text.js";
import { get, put } from "../../net/api.js";
import { ownChanges } from "../../store/own_data.js";

/** @typedef {{name: string, text: string}} Snippet */

/** What the host has stored, or null before it was fetched. */
export const snippets = signal(/** @type {Snippet[] | null} */ (null));

/** The number of the change that was fetched last. */
let fetched = -1;

/** Whether those that are here are the newest. */
const isLoaded = () => snippets.peek() !== null && fetched === ownChanges.snippets.peek();

/** They are asked for or stored: an older list that comes after it would be stored whole with the next change. */
const begin = latestRequest();

/** Fetches them when they were never fetched, or have changed. */
async function load() {
  if (isLoaded()) return;
  const [now, isLatest] = [ownChanges.snippets.peek(), begin()];
  const answer = await get("/api/account/snippets");
  if (!isLatest()) return;
  fetched = now;
  snippets.value = answer.snippets;
}

/** The snippets, kept up to date while the component is shown; null until they are there. */
export function useSnippets() {
  const change = ownChanges.snippets.value;
  useEffect(() => void load().catch(() => null), [change]);
  return snippets.value;
}

/** Replaces them on the host. @param {Snippet[]} next @throws {import("../../net/api.js").ApiError} */
export async function storeSnippets(next) {
  const answer = await put("/api/account/snippets", { snippets: next });
  begin();
  snippets.value = answer.snippets;
}

/** How many are listed at once. */
const SHOWN = 8;

/** The list of snippets while the name of one is typed. @type {import("./suggestions.js").Source} */
export const snippetNames = {
  label: () => t("snippets.title"),
  ready: (field) => (field.value.includes(";") && !isLoaded() ? load() : null),
  find: (field) => {
    const found = unfinishedSnippet(field.value, field.selectionStart);
    if (!found) return [];
    const typed = found.typed.toLowerCase();
    const fits = (snippets.peek() ?? []).filter(({ name }) => name.toLowerCase().startsWith(typed));
    return fits.slice(0, SHOWN).map((snippet) => ({ id: snippet.name, ...snippet, from: found.from }));
  },
  take: (field, { text, from }) => insert(field, text, from, field.selectionStart),
  draw: ({ name, text }) => html`<b dir="auto">;${name}</b><small dir="auto">${preview(text)}</small>`,
};
