/** Actions on a person that this person will notice. Each asks for confirmation and says what happens. */

import { t } from "../../lib/i18n.js";
import { post, remove } from "../../net/api.js";
import { confirm } from "../shared/confirm.js";
import { toast } from "../../store/toasts.js";

/** @typedef {{title: string, happens: string[], label: string, done: string, danger: boolean, act: () => Promise<any>}} Words */

/** Asks, performs the action and says that it is done. @param {string} what @param {any} user @param {() => Promise<any>} [act] in place of the usual call @param {() => void} [onCancel] */
export function confirmAction(what, user, act, onCancel) {
  const words = WORDS[what](user);
  const work = async () => {
    await (act ?? words.act)();
    toast(words.done);
  };
  confirm({ title: words.title, happens: words.happens, label: words.label, danger: words.danger, act: work, onCancel });
}

/** @param {any} user @param {string} act */
const to = (user, act) => () => post(`/api/users/${user.id}/${act}`);

/** @param {any} user */
function comesBack(user) {
  if (user.inactive_as === "deactivated") return t("removal.back_rooms");
  return user.role === "guest" ? t("removal.back_guest") : t("removal.back_fresh");
}

/** @type {Record<string, (user: any) => Words>} */
const WORDS = {
  signOut: (user) => ({
    title: t("removal.sign_out", { name: user.name }), happens: [t("removal.sign_out_all"), t("removal.sign_out_again")],
    label: t("person.sign_out"), done: t("removal.signed_out", { name: user.name }), danger: false, act: () => remove(`/api/users/${user.id}/sessions`),
  }),
  deactivate: (user) => ({
    title: t("removal.deactivate", { name: user.name }), happens: [t("removal.at_once"), t("removal.keeps_rooms"), t("removal.back_any_time")],
    label: t("person.deactivate"), done: t("removal.deactivated", { name: user.name }), danger: true, act: to(user, "deactivate"),
  }),
  reactivate: (user) => ({
    title: t("removal.reactivate", { name: user.name }), happens: [comesBack(user)],
    label: t("person.reactivate"), done: t("removal.reactivated", { name: user.name }), danger: false, act: to(user, "reactivate"),
  }),
  remove: (user) => ({
    title: t("removal.remove", { name: user.name }), happens: [t("removal.at_once"), t("removal.leaves_rooms"), t("removal.messages_stay")],
    label: t("person.remove"), done: t("removal.removed", { name: user.name }), danger: true, act: to(user, "remove"),
  }),
  ban: (user) => ({
    title: t("removal.ban", { name: user.name }), happens: [t("removal.at_once"), t("removal.leaves_rooms"), t("removal.messages_stay"), t("removal.links_renewed")],
    label: t("person.ban"), done: t("removal.banned", { name: user.name }), danger: true, act: to(user, "ban"),
  }),
  hand_over: (user) => ({
    title: t("removal.hand_over", { name: user.name }), happens: [t("removal.one_owner", { name: user.name }), t("removal.you_admin"), t("removal.only_they")],
    label: t("removal.hand_over_do"), done: t("removal.handed_over", { name: user.name }), danger: true, act: async () => {},
  }),
};
