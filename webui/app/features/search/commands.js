/** What one can do from the search box: the places of the page that are no rooms, and acts on all of it. */

import { languageOf, t } from "../../lib/i18n.js";
import { plain } from "../../lib/text.js";
import { openLater, openSearch } from "../../store/own_data.js";
import { closeOverlay, navigate, openLazily, pageHistory, route } from "../../store/route.js";
import { rooms } from "../../store/rooms.js";
import { isGuest, me } from "../../store/session.js";
import { closeBeside } from "../../store/side_panel.js";
import { syncLayer } from "../../store/sync_layer.js";
import { allSettings, isListed, showSetting } from "../settings/setting_titles.js";
import { openDetails } from "../../ui/open_details.js";
import { openInvite } from "../../ui/sidebar.js";
import { openCatchUp, openNew } from "../../ui/sidebar_lists.js";

/** So many letters are typed before commands are offered: one letter begins too many words. */
const LEAST_LETTERS = 2;

const browse = () => import("../rooms/browse_rooms.js");
const everyone = () => import("../people/everyone.js");
const keys = () => import("../keys/key_sheet.js");

/** @typedef {{id: string, icon: string, label: string, text: string, may: () => boolean, act: () => unknown}} Command */

/** @param {string} id @param {{icon: string}} drawn @param {string} label @param {() => unknown} act @param {() => boolean} [may] @returns {Command} */
const command = (id, { icon }, label, act, may = () => true) => ({ id, icon, label, text: plain(label), may, act });

const isMember = () => !isGuest.peek();
const isInRoom = () => rooms.peek().has(route.peek().room ?? "");

/** They are made once for each language: a key must not go through all sentences again. @type {Map<string, Command[]>} */
const made = new Map();

/** @returns {Command[]} */
function all() {
  const language = languageOf();
  const commands = made.get(language) ?? makeCommands();
  made.set(language, commands);
  return commands;
}

const makeCommands = () => [
  command("mine", { icon: "at" }, t("mine.title"), () => navigate("/mine")),
  command("later", { icon: "bookmark" }, t("later.title"), openLater),
  command("catch-up", { icon: "unread" }, t("catch_up.title"), openCatchUp),
  command("read", { icon: "checks" }, t("mine.mark_all"), () => syncLayer().then((on) => on.markEverythingRead())),
  command("new", { icon: "new" }, t("sidebar.new"), openNew, () => !me.peek().read_only),
  command("browse", { icon: "compass" }, t("sidebar.browse"), () => openLazily(browse, "BrowseRooms"), isMember),
  command("people", { icon: "people" }, t("everyone.title"), () => openLazily(everyone, "Everyone")),
  command("invite", { icon: "qr" }, t("sidebar.invite"), openInvite, isMember),
  command("room", { icon: "search" }, t("room.search"), () => openSearch(route.peek().room), isInRoom),
  command("details", { icon: "info" }, t("room.details"), () => openDetails(/** @type {string} */ (route.peek().room)), isInRoom),
  command("settings", { icon: "settings" }, t("sidebar.settings"), () => navigate("/settings")),
  command("keys", { icon: "key" }, t("keys.sheet"), () => openLazily(keys, "KeySheet")),
  ...allSettings().map((setting) => command(`setting-${setting.id}`, { icon: "settings" }, setting.title, () => showSetting(setting.id), () => isListed(setting))),
];

/** Returns the commands with a word that begins so. @param {string} wanted as `plain` writes it */
export function commandsFor(wanted) {
  if (wanted.length < LEAST_LETTERS) return [];
  return all().filter(({ text, may }) => ` ${text}`.includes(` ${wanted}`) && may());
}

/** Closes the search, and does what a command says. @param {Command} command */
export function run({ act }) {
  // On a phone the search is a page.
  const close = pageHistory.state?.beside ? closeBeside : closeOverlay;
  void close().then(act);
}
