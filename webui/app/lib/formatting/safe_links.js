/** Decides which addresses become links, and what stands beside a link whose words say something else than where it leads. */

const SAFE_LINK = /^(?:https?:|mailto:|tel:)/i;

/** @template T @param {() => T} make @returns {T | null} null when it throws */
function attempt(make) {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Returns the address of a link, or null for one that would not show where it leads: what stands before an "@" is easily taken for the host, and only browsers read a backslash as a slash. @param {string} href */
export function addressOf(href) {
  if (!SAFE_LINK.test(href) || href.includes("\\") || /^https?:\/\/[^/?#]*@/i.test(href)) return null;
  const url = attempt(() => new URL(href));
  return url?.username || url?.password ? null : url;
}

/** Spells an address so that what is invisible in it, or changes the direction of text, is shown percent-encoded. @param {string} text @param {URL} url */
export const spelled = (text, url) => (/[\p{Cc}\p{Cf}]/u.test(text) ? url.href : text);

/** Returns the host that stands in an address, as it was typed. @param {string} address */
export const hostOf = (address) => /^\[[^\]]*\]|^[^/?#:]*/.exec(address.replace(/^https?:\/\//i, ""))?.[0] ?? "";

/** Returns the host that the words of a link name, if they name one. @param {string} words */
export const promised = (words) => words.replace(/[*_~`\p{Cf}]/gu, "").match(/(?:[\p{L}\p{N}\p{M}-]+[.\u3002\uFF0E\uFF61])+[\p{L}\p{M}]{2,}|(?<=:\/\/)[^\s/?#:]+/u)?.[0] ?? "";

/** Returns the real host when the words name another one, or one that only looks like it. @param {string} said @param {URL} url */
export function hostBeside(said, { protocol, hostname }) {
  if (said === "" || !protocol.startsWith("http") || said.toLowerCase() === hostname) return "";
  const meant = attempt(() => new URL(`https://${said}`).hostname);
  return meant === hostname && isOfOneScript(said) ? "" : hostname;
}

/**
 * The scripts that may be mixed, as in the address bars of browsers: Latin with accents; Chinese, Japanese and Korean
 * with Latin; or one other script alone. Anything else may look like another name, and so may letters that are not an
 * ASCII letter with an accent.
 * @param {string} host
 */
const isOfOneScript = (host) => ONE_SCRIPT.test(host.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase());
const ONE_SCRIPT = /^(?:[\w.ßæœøłđðþ-]*|[\w.\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}-]*|[\w.\p{scx=Hani}\p{scx=Hang}-]*|[\w.\p{scx=Hani}\p{scx=Bopo}-]*|[\d.\p{scx=Cyrl}-]*|[\d.\p{scx=Grek}-]*|[\d.\p{scx=Arab}-]*|[\d.\p{scx=Hebr}-]*|[\d.\p{scx=Deva}-]*|[\d.\p{scx=Thai}-]*|[\d.\p{scx=Geor}-]*|[\d.\p{scx=Armn}-]*|[\d.\p{scx=Taml}-]*|[\d.\p{scx=Beng}-]*|\[[\da-f:.]*\])$/u;
