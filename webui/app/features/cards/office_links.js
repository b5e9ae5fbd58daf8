/** Finds the links of a text that lead to rooms and messages of this office. */

/** How many cards one message has at most. */
const MOST = 3;

const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const LINK = /(https?:\/\/[^\s<>"'/]{1,260})\/r\/([\w-]{1,40})(?:\/([\w-]{1,40}))?(?![\w/-])/gi;

/** @typedef {{room: string, message: string | null}} OfficeLink */

/**
 * Returns the first links, each once. Code has none.
 * @param {string} body @param {string[]} origins the addresses of the office @returns {OfficeLink[]}
 */
export function officeLinks(body, origins) {
  const ours = new Set(origins.map((origin) => origin.toLowerCase()));
  const found = [...body.replace(CODE, " ").matchAll(LINK)].filter(([, origin]) => ours.has(origin.toLowerCase()));
  const byPlace = new Map(found.map(([, , room, message]) => [`${room}/${message ?? ""}`, { room, message: message ?? null }]));
  return [...byPlace.values()].slice(0, MOST);
}
