/** Fetches a small answer from an address that may belong to anybody by now. */

/** An address that works answers sooner on a LAN, milliseconds. */
const ANSWER_MS = 3_000;
/** A proof has some 600 bytes. A longer answer than this is not read further. */
const MOST_BYTES = 4_096;

/** Fetches and parses the answer. @param {string} url @returns {Promise<any>} the JSON, or null for whatever is none */
export async function fetchJson(url) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_MS);
  try {
    const answer = await fetch(url, {
      credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer", signal: abort.signal,
    });
    return answer.ok ? JSON.parse(await text(answer)) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** @param {Response} answer @throws {Error} when it is too long */
async function text(answer) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  let found = "";
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return found + decoder.decode();
    size += value.length;
    if (size > MOST_BYTES) throw new Error("too long");
    found += decoder.decode(value, { stream: true });
  }
}
