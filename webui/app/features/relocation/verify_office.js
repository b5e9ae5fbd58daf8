/** Verifies that an address is the office, which signs a random challenge with its key. */

import { hashes, verify } from "../../../vendor/noble-ed25519.js";
import { sha512 } from "../../../vendor/noble-hashes/sha2.js";
import { fromHex, toHex } from "../../lib/hex.js";
import { probe } from "./probe.js";

// Plain http has no crypto.subtle, which could do both.
hashes.sha512 = sha512;

/** The domain, as in chat_desktop/chat/office/identity_key.py: nothing else that this key signs begins so. */
const DOMAIN = "chat-desktop hello 1";
const CHALLENGE_BYTES = 32;

/** @typedef {{officeId: string, key: string}} Wanted */

/** Sends the challenge and checks the proof. @param {string} origin @param {Wanted} wanted @returns {Promise<string | null>} the origin to go to, null if it is not the office */
export async function verifyOffice(origin, wanted) {
  const challenge = toHex(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)));
  const answer = await probe(`${origin}/api/hello?challenge=${challenge}`);
  return answer && checkProof(answer, { ...wanted, origin, challenge });
}

/**
 * Checks the proof. The office signs for the origin that was asked, so that nobody can pass the challenge on to it.
 * Under a host name it adds the IP address at which it was reached, because a name can be made to lead elsewhere after
 * the proof.
 * @param {any} answer @param {Wanted & {origin: string, challenge: string}} asked @returns {string | null}
 */
export function checkProof(answer, { officeId, key, origin, challenge }) {
  const { addresses, signature } = answer?.identity ?? {};
  if (!Array.isArray(addresses) || addresses.length > 2 || addresses[0] !== origin) return null;
  if (!addresses.every((address) => isOrigin(address, new URL(origin).protocol))) return null;
  const text = [DOMAIN, challenge, officeId, ...addresses].map((line) => `${line}\n`).join("");
  try {
    const isRight = verify(fromHex(signature), new TextEncoder().encode(text), fromHex(key));
    return isRight ? addresses[addresses.length - 1] : null;
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
