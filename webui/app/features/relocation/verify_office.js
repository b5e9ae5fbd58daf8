/** Verifies that an address is the office, which signs a random challenge with its key. */

import { hashes, verify } from "../../../vendor/noble-ed25519.js";
import { sha512 } from "../../../vendor/noble-hashes/sha2.js";
import { fromHex, toHex } from "../../lib/hex.js";
import { newest } from "../../store/newest_term.js";
import { probe } from "./probe.js";

// Plain http has no crypto.subtle, which could do both.
hashes.sha512 = sha512;

/** The domain, as in chat_desktop/chat/office/identity_key.py: nothing else that this key signs begins so. */
const DOMAIN = "chat-desktop hello 1";
const CHALLENGE_BYTES = 32;

/** The domain of what a copy of the office says of itself, as in chat_desktop/chat/office/copies.py. */
const COPY_DOMAIN = "chat-desktop copy 1";

/** @typedef {{officeId: string, key: string, term?: number}} Wanted `term` is the lowest that is accepted */

/** Sends the challenge and checks the proof. @param {string} origin @param {Wanted} wanted @returns {Promise<string | null>} the origin to go to, null if it is not the office */
export async function verifyOffice(origin, wanted) {
  const challenge = toHex(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)));
  const { term, at } = newest();
  const hint = term > 1 && (at || location.origin) !== origin ? `&term=${term}&at=${encodeURIComponent(at || location.origin)}` : "";
  const answer = await probe(`${origin}/api/hello?challenge=${challenge}${hint}`);
  return answer && checkProof(answer, { ...wanted, origin, challenge });
}

/**
 * Checks the proof. The office signs for the origin that was asked, so that nobody can pass the challenge on to it.
 * Under a host name it adds the IP address at which it was reached, because a name can be made to lead elsewhere after
 * the proof. A copy that has stopped, or has a lower term than is wanted, is not the office.
 * @param {any} answer @param {Wanted & {origin: string, challenge: string}} asked @returns {string | null}
 */
export function checkProof(answer, { officeId, key, origin, challenge, term = 1 }) {
  const { addresses, signature, copy } = answer?.identity ?? {};
  if (!Array.isArray(addresses) || addresses.length > 2 || addresses[0] !== origin) return null;
  if (!addresses.every((address) => isOrigin(address, new URL(origin).protocol))) return null;
  const isSigned = (/** @type {string} */ by, /** @type {any[]} */ ...lines) => verify(fromHex(by), new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")), fromHex(key));
  try {
    const isRight = isSigned(signature, DOMAIN, challenge, officeId, ...addresses) && (copy ? isSigned(copy.signature, COPY_DOMAIN, challenge, officeId, copy.term, copy.run, copy.since, "serves", ...addresses) : true);
    return isRight && (copy?.term ?? 1) >= term ? addresses[addresses.length - 1] : null;
  } catch {
    return null;
  }
}

/** @param {any} text @param {string} protocol */
function isOrigin(text, protocol) {
  try {
    const url = new URL(text);
    return url.origin === text && url.protocol === protocol;
  } catch {
    return false;
  }
}
