/**
 * The keys of the page, in one table: the page acts by it (shortcuts.js), and the sheet of keys lists it
 * (key_sheet.js). A new key is one line here. Before you choose one, try it in Chrome, Firefox and Safari: what a
 * browser keeps for itself never arrives, and people want to keep what they know (docs/features.md lists what was
 * looked at).
 */

import { openCatchUp } from "../../ui/sidebar_lists.js";
import { t } from "../../lib/i18n.js";
import { ownPreferences } from "../../store/preferences.js";
import { frontDesk } from "../../store/session.js";
import { lockDesk, openEmoji, openKeys, openSettings } from "./page_acts.js";
import { deleteRow, editRow, openRowMenu, reactToRow, replyToRow, saveRow, threadOfRow } from "./row_acts.js";
import { markEverythingRead, markRead, nextRoom, nextUnreadRoom, openMine, findAnything, searchHere } from "./room_acts.js";

/**
 * Where a key holds. "page": everywhere, also while somebody types. "idle": not in a field. "row": when a message has
 * the focus. "own": the field or the list that has the focus acts on it by itself, and the table only names it. Under
 * an open dialog none of them holds.
 * @typedef {"page" | "idle" | "row" | "own"} Where
 */
/** What an act gets: the event, and for "row" the message and its place. @typedef {{event: KeyboardEvent, message?: any, box?: DOMRect}} Pressed */
/** `act` returns false where it does not apply: the key is then the browser's. `isListed`: whether the sheet has it here. @typedef {{group: string, where: Where, keys: string[], says: () => string, act: ((pressed: Pressed) => unknown) | null, isListed: () => boolean}} Key */

/** @param {string} group @param {Where} where @param {string} keys combinations, with spaces between them @param {() => string} says @param {Key["act"]} [act] @param {Key["isListed"]} [isListed] @returns {Key} */
const key = (group, where, keys, says, act = null, isListed = () => true) => ({ group, where, keys: keys.split(" "), says, act, isListed });

/** All keys, in the order of the sheet. @type {Key[]} */
export const KEYS = [
  key("around", "page", "Mod+K", () => t("keys.find"), findAnything),
  key("around", "page", "Mod+Shift+F", () => t("room.search"), searchHere),
  key("around", "page", "Alt+ArrowUp Alt+ArrowDown", () => t("keys.room"), nextRoom),
  key("around", "page", "Alt+Shift+ArrowUp Alt+Shift+ArrowDown", () => t("keys.unread_room"), nextUnreadRoom),
  key("around", "idle", "Escape", () => t("keys.mark_read"), markRead),
  key("around", "page", "Shift+Escape", () => t("mine.mark_all"), markEverythingRead),
  key("around", "page", "Alt+M", () => t("mine.title"), openMine),
  key("around", "page", "Alt+U", () => t("catch_up.title"), openCatchUp),
  key("page", "page", "Alt+L", () => t("desk.lock"), lockDesk, () => frontDesk.peek() !== null),
  key("page", "idle", "?", () => t("keys.sheet"), openKeys),
  key("page", "page", "Mod+/", () => t("keys.sheet_typing"), openKeys),
  key("page", "page", "Mod+,", () => t("keys.settings"), openSettings),
  key("message", "own", "ArrowUp ArrowDown", () => t("keys.walk")),
  key("message", "row", "R", () => t("action.reply"), replyToRow),
  key("message", "row", "+", () => t("action.react"), reactToRow),
  key("message", "row", "T", () => t("thread.show"), threadOfRow),
  key("message", "row", "L", () => t("later.save"), saveRow),
  key("message", "row", "E", () => t("action.edit"), editRow),
  key("message", "row", "Delete", () => t("action.delete"), deleteRow),
  key("message", "row", "Enter", () => t("action.more"), openRowMenu),
  key("writing", "own", "Enter", () => (ownPreferences.peek().enter_sends ? t("keys.send") : t("keys.new_line"))),
  key("writing", "own", "Mod+Enter", () => t("keys.send")),
  key("writing", "own", "Shift+Enter", () => t("keys.new_line")),
  key("writing", "own", "ArrowUp", () => t("keys.edit_last")),
  key("writing", "own", "PageUp PageDown", () => t("keys.scroll")),
  key("writing", "own", "Mod+B", () => t("format.bold")),
  key("writing", "own", "Mod+I", () => t("format.italic")),
  key("writing", "own", "Mod+Shift+X", () => t("format.strike")),
  key("writing", "own", "Mod+E", () => t("format.code")),
  key("writing", "own", "Mod+K", () => t("format.link_of")),
  key("writing", "page", "Mod+.", () => t("composer.emoji"), openEmoji),
];
