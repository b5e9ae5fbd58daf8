/** Holds the list of my scheduled messages as the host has it, and says when one of them could not be sent. */

import { t, told } from "../../lib/i18n.js";
import { latestRequest } from "../../lib/latest_request.js";
import { preview } from "../../lib/formatting/preview.js";
import { get } from "../../net/api.js";
import { scheduled } from "../../store/pending.js";
import { toast } from "../../store/toasts.js";

/** How long the message is shown, milliseconds. */
const SHOWN_MS = 15_000;
/** How much of the text is shown, characters. */
const SHOWN = 40;

/** The list is asked for. */
const begin = latestRequest();

/** The list has changed, here or on another device. @param {{count: number}} event */
export async function scheduledChanged({ count }) {
  const isLatest = begin();
  const answer = count === 0 ? { scheduled: [] } : await get("/api/scheduled").catch(() => null);
  // A later event asks for a newer list.
  if (!answer || !isLatest()) return;
  const known = new Set(scheduled.peek().filter((one) => one.problem).map((one) => one.id));
  scheduled.value = answer.scheduled;
  for (const { id, body, problem, problem_key: key } of answer.scheduled) {
    if (problem && !known.has(id)) toast(t("scheduled.not_sent", { text: preview(body, SHOWN), reason: told({ key, message: problem }) }), { label: t("moved.ok"), act: () => {}, ms: SHOWN_MS });
  }
}
