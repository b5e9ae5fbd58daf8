/** The commands of the composer. Each is one row: its name, what it does, who may use it, and how. A new command is one row more. */

import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/typing/insert_text.js";
import { html } from "../../html.js";
import { patch } from "../../net/api.js";
import { editing } from "../../store/editing.js";
import { roomOf } from "../../store/pending.js";
import { putRoom, rooms } from "../../store/rooms.js";
import { openLazily, whenLoaded } from "../../store/route.js";
import { isGuest, limits } from "../../store/session.js";
import { toast } from "../../store/toasts.js";
import { codePoints } from "../../lib/text.js";
import { begunCommand, commandIn } from "./slash_command.js";

/** How long the offer to send a command as text is shown, milliseconds: long enough to read it and decide. */
const OFFER_MS = 15_000;

/** `takes` names what is written behind the name; `run` gets that and the place, and returns false where the text must stay. @typedef {{name: string, takes?: () => string, says: () => string, may: (room: any) => boolean, run: (roomId: string, rest: string, place: string) => unknown}} Command */
/** @typedef {{clear: () => void, send: () => void}} Writing clear: empties the composer; send: sends what it holds as text */

const add = () => import("../messages/add_menu.js");
const remind = () => import("../reading/remind_dialog.js");
const invite = () => import("../invite/invite_dialog.js");
const status = () => import("../people/status_dialog.js");
const help = () => import("./command_help.js");

/** @param {string} name @param {() => string} says @param {Command["run"]} run @param {Partial<Command>} [more] @returns {Command} */
const command = (name, says, run, more = {}) => ({ name, says, run, may: () => true, ...more });

/** @type {Command[]} */
const COMMANDS = [
  command("poll", () => t("commands.poll"), (_, rest, place) => whenLoaded(add, (module) => module.openNewPoll(place, rest)), { takes: () => t("commands.question") }),
  command("checklist", () => t("commands.checklist"), (_, rest, place) => whenLoaded(add, (module) => module.openNewChecklist(place, rest)), { takes: () => t("commands.title") }),
  command("urgent", () => t("commands.urgent"), (id, rest) => whenLoaded(add, (module) => module.openNewUrgent(id, { text: rest })), { takes: () => t("commands.words_urgent"), may: (room) => !isGuest.peek() && room?.member_count > 1 }),
  command("remind", () => t("commands.remind"), (_, rest) => whenLoaded(remind, (module) => module.openReminder({ note: rest })), { takes: () => t("commands.note") }),
  command("topic", () => t("commands.topic"), setTopic, { takes: () => t("commands.words"), may: (room) => room?.kind !== "direct" && !isGuest.peek() }),
  command("invite", () => t("commands.invite"), () => openLazily(invite, "InviteDialog"), { may: () => !isGuest.peek() }),
  command("away", () => t("commands.away"), (_, rest) => whenLoaded(status, (module) => module.openStatus(rest ? { text: rest } : undefined)), { takes: () => t("commands.why") }),
  command("help", () => t("commands.help"), (id) => openLazily(help, "CommandHelp", { commands: commandsOf(id) })),
];

/** Returns the commands that may be used in a room. @param {string} roomId */
export const commandsOf = (roomId) => COMMANDS.filter((command) => command.may(rooms.peek().get(roomId)));

/** Does what a command says. Nothing of it is ever sent, unless its writer then chooses to send it as text. @param {string} place a room, or a thread of it (store/pending.js) @param {string} body @param {Writing} writing */
export async function runCommand(place, body, { clear, send }) {
  const roomId = roomOf(place);
  const { name, rest } = /** @type {{name: string, rest: string}} */ (commandIn(body));
  const offer = { label: t("commands.as_text"), act: send, ms: OFFER_MS };
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) return toast(t("commands.unknown", { name }), offer);
  if (!command.may(rooms.peek().get(roomId))) return toast(t("commands.not_here", { name }), offer);
  if ((await command.run(roomId, rest, place)) !== false) clear();
}

/** Sets the topic of a room. @param {string} id @param {string} topic */
async function setTopic(id, topic) {
  if (topic === "") return refused(t("commands.topic_missing"));
  const left = limits.peek().topic - codePoints(topic);
  if (left < 0) return refused(t("composer.too_long", { n: -left }));
  try {
    putRoom((await patch(`/api/rooms/${id}`, { topic })).room);
    toast(t("commands.topic_set"));
  } catch (problem) {
    return refused(/** @type {Error} */ (problem).message);
  }
}

/** Says why a command did nothing. @param {string} why */
function refused(why) {
  toast(why);
  return false;
}

/** The list of commands while the name of one is typed. @type {import("./suggestions.js").Source} */
export const commandNames = {
  label: () => t("commands.title_of_list"),
  find: (field, roomId) => {
    const typed = editing.peek() ? null : begunCommand(field.value);
    return typed === null ? [] : commandsOf(roomId).filter(({ name }) => name.startsWith(typed)).map((command) => ({ id: command.name, ...command }));
  },
  take: (field, { name, takes }) => insert(field, takes ? `/${name} ` : `/${name}`, 0, field.value.length),
  draw: ({ name, takes, says }) => html`<b class="command" dir="ltr">/${name}${takes && html` <i>${takes()}</i>`}</b><small>${says()}</small>`,
  isComplete: (field, options) => options.some(({ name }) => `/${name}` === field.value),
};
