// Messages and pages of messages as the host sends them, and a small picture of the nodes that a text becomes.

/** @param {number} seq @param {number} minute after midnight UTC of 22 November 2026 */
export function message(seq, minute = 0, more = {}) {
  return {
    id: `m${seq}`, seq, rev: seq, sender_id: "ana", created_at: new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString(), body: String(seq),
    client_id: `c${seq}`, room_id: "r", mentions: [], reactions: [], ...more,
  };
}

export function page(first, last, { before = true, after = false } = {}) {
  const messages = Array.from({ length: last - first + 1 }, (_, at) => message(first + at));
  return { messages, more_before: before, more_after: after, last_seq: last, last_rev: last };
}

/** `<p>` and so on, without attributes. */
export function drawn(node) {
  if (node === null || node === undefined || node === false) return "";
  if (Array.isArray(node)) return node.map(drawn).join("");
  if (typeof node !== "object") return String(node);
  // A component is shown by its name and the text it gets.
  const name = typeof node.type === "function" ? node.type.name : node.type;
  return `<${name}>${drawn(node.props.children ?? node.props.text)}</${name}>`;
}
