/**
 * Makes short texts of messages, for lists of rooms, quotes and notifications. The host does the same in
 * chat/formatting/preview.py.
 */

import { read } from "./blocks.js";
import { cutText } from "./cut_text.js";
import { textOf } from "./tree.js";
import { t } from "../i18n.js";
import { closeDirections } from "../text.js";
import { lengthText } from "../time.js";

/** A notification has room for about two lines; this many characters fit. A list of rooms shows one line. */
const MOST_CHARACTERS = 140;
/** So much of a long text is read for a preview. */
const READ_CHARACTERS = 1_000;
/** A line that begins or ends code. */
const FENCE = /(?:^|\n)```(?![^\n]*```)/g;

/** Returns a text in one line without its marks. An answer stands for itself, without what it quotes. @param {string} body @param {number} [most] characters */
export function preview(body, most = MOST_CHARACTERS) {
  const blocks = read(cutBlocks(body));
  const own = blocks.filter(({ type }) => type !== "quote");
  const line = (own.length ? own : blocks).map(lineOf).join(" ").replace(/\s+/g, " ").trim();
  return closeDirections(cutText(line, most) === line ? line : `${cutText(line, most - 1).trimEnd()}…`);
}

/** Cuts a text. Code that goes on behind the cut is ended there, so that it stays code. @param {string} body */
function cutBlocks(body) {
  const cut = cutText(body, READ_CHARACTERS);
  return cut !== body && (cut.match(FENCE)?.length ?? 0) % 2 ? `${cut}\n\`\`\`` : cut;
}

/**
 * Returns the preview of a message; of one without a text, what it has attached. The last message that comes with a
 * room itself has no id, and the host has shortened its text already.
 * @param {{id?: string, body: string, attachments?: {kind: string, name: string, duration_ms?: number}[]}} message @param {number} [most]
 */
export const previewOf = ({ id, body, attachments = [] }, most = MOST_CHARACTERS) =>
  (id === undefined ? closeDirections(body.trim()) : preview(body, most)) || (attachments.length > 0 ? attachedWords(attachments) : "");

/** Says what is attached: "Photo", "3 photos", "Voice note (0:12)", "File: plan.pdf", "4 files". @param {{kind: string, name: string, duration_ms?: number}[]} attachments */
function attachedWords(attachments) {
  const [{ kind, name, duration_ms: ms }] = attachments;
  const n = attachments.length;
  if (attachments.some((one) => one.kind !== kind)) return t("attached.files", { n });
  if (kind === "image") return t("attached.photos", { n });
  if (kind === "video") return t("attached.videos", { n });
  if (kind === "voice") return ms ? t("attached.voice_long", { time: lengthText(ms) }) : t("attached.voice");
  return n === 1 ? t("attached.file", { name: closeDirections(name) }) : t("attached.files", { n });
}

/** @param {import("./tree.js").Block} block @returns {string} */
function lineOf(block) {
  switch (block.type) {
    case "fence": return block.text;
    case "quote": return block.children.map(lineOf).join(" ");
    case "list": return block.items.map(({ marker, children }) => `${marker === "-" ? "•" : marker} ${textOf(children)}`).join(" ");
    default: return textOf(block.children);
  }
}
