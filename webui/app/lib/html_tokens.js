/**
 * Reads the HTML of a clipboard as a list of tags and texts. The page's policy lets no script turn text into HTML, so
 * that DOMParser cannot be used. Browsers and office programs write this HTML themselves, so it is nearly always whole;
 * what is not is read as text.
 */

/** @typedef {{type: "text", text: string} | {type: "open" | "close", name: string, attributes: string}} Token */

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</g;
const ATTRIBUTE = /([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
/** What is inside these is not text of the page. */
const UNSEEN = new Set(["head", "style", "script", "title", "noscript", "template", "svg", "math"]);
const NAMED = /** @type {Record<string, string>} */ ({
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0", ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·",
  lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»", copy: "©", reg: "®", trade: "™", euro: "€", shy: "\u00AD",
});

/** @param {string} html @returns {Token[]} */
export function tokensOf(html) {
  const tokens = /** @type {Token[]} */ ([]);
  let unseen = "";
  for (const [whole, slash, tag, attributes] of html.matchAll(TOKEN)) {
    const name = tag?.toLowerCase();
    if (unseen) {
      if (slash && name === unseen) unseen = "";
    } else if (name === undefined) {
      if (!/^<[!?]/.test(whole)) tokens.push({ type: "text", text: decoded(whole) });
    } else if (!slash && UNSEEN.has(name) && !attributes.endsWith("/")) unseen = name;
    else tokens.push({ type: slash ? "close" : "open", name, attributes });
  }
  return tokens;
}

/** Returns the value of an attribute, or "". @param {string} attributes @param {string} name */
export function attribute(attributes, name) {
  for (const [, key, quoted, single, bare] of attributes.matchAll(ATTRIBUTE)) {
    if (key.toLowerCase() === name) return decoded(quoted ?? single ?? bare);
  }
  return "";
}

/** @param {string} text */
const decoded = (text) => text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) =>
  name ? (NAMED[name.toLowerCase()] ?? whole) : character(decimal ? Number(decimal) : parseInt(hex, 16)));

/** @param {number} code */
const character = (code) => (code > 0 && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF) ? String.fromCodePoint(code) : "\uFFFD");
