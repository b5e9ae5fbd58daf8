/** Asks before a message mentions everyone of a large room. */

import { t } from "../../lib/i18n.js";
import { wordForAll } from "../../lib/formatting/words_for_all.js";
import { asksFirst, rooms } from "../../store/rooms.js";
import { confirm } from "../shared/confirm.js";

/** Calls `send`, after a question where the message mentions many. @param {string} roomId @param {string} body @param {() => void} send */
export function askBeforeAll(roomId, body, send) {
  const room = rooms.peek().get(roomId);
  const word = wordForAll(body);
  if (!word || !asksFirst(room)) return send();
  const n = room.member_count - 1;
  confirm({
    title: t("mention_all.ask"),
    happens: [word === "everyone" ? t("mention_all.ask_everyone", { n }) : t("mention_all.ask_here", { n })],
    label: t("composer.send"), danger: false, act: async () => send(),
  });
}
