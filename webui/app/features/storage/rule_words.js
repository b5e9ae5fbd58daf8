/** The office's rule for old files, in words. */

import { t } from "../../lib/i18n.js";
import { titleOf } from "../../store/people.js";
import { rooms } from "../../store/rooms.js";
import { sizeText } from "../files/names.js";

/** Says what a rule does. @param {{days: number | null, larger_than: number}} rule */
export function ruleWords({ days, larger_than: size }) {
  if (days === null) return size > 0 ? t("storage.rule_rooms_large", { size: sizeText(size) }) : t("storage.rule_rooms_alone");
  return size > 0 ? t("storage.own_rule_large", { n: days, size: sizeText(size) }) : t("storage.own_rule", { n: days });
}

/** Says what differs for single rooms, one sentence each. @param {{room_id: string, days: number | null}[]} own @returns {{id: string, words: string}[]} */
export function roomWords(own) {
  const known = own.filter((one) => rooms.value.has(one.room_id));
  return known.map((one) => {
    const room = titleOf(rooms.value.get(one.room_id));
    return { id: one.room_id, words: one.days === null ? t("storage.own_rule_kept", { room }) : t("storage.own_rule_room", { n: one.days, room }) };
  });
}
