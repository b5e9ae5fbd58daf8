/** Roles in words, and what is allowed on another person. The page only offers it; chat/core/policy.py decides. */

import { t } from "../../lib/i18n.js";
import { me } from "../../store/session.js";

const RANK = /** @type {Record<string, number>} */ ({ owner: 3, admin: 2, member: 1, guest: 0 });

/** Names a role. @param {string} role */
export const roleLabel = (role) =>
  /** @type {Record<string, string>} */ ({ owner: t("role.owner"), admin: t("role.admin"), member: t("role.member"), guest: t("role.guest") })[role] ?? "";

/** Says in a sentence what somebody in the role can do. @param {string} role */
export const roleHint = (role) =>
  /** @type {Record<string, string>} */ ({ owner: t("role.owner_hint"), admin: t("role.admin_hint"), member: t("role.member_hint"), guest: t("role.guest_hint") })[role] ?? "";

/** @param {string | null} inactiveAs */
const gone = (inactiveAs) =>
  /** @type {Record<string, string>} */ ({ imported: t("role.imported"), deactivated: t("role.deactivated"), removed: t("role.removed"), banned: t("role.banned") })[inactiveAs ?? ""] ?? t("role.inactive");

/** Returns the marks beside a name: none for an ordinary member. @param {any} user */
export function marksOf(user) {
  if (!user.active) return [gone(user.inactive_as)];
  return [user.role !== "member" && roleLabel(user.role), user.read_only && t("role.read_only")].filter(Boolean);
}

/** @param {any} user */
const isBelow = (user) => user.id !== me.value.id && RANK[user.role] < RANK[me.value.role] && RANK[me.value.role] >= RANK.admin;

/** Returns the roles that this person may assign. @param {any} user @returns {string[]} */
export function rolesFor(user) {
  if (!isBelow(user) || !user.active) return [];
  return me.value.role === "owner" ? ["owner", "admin", "member", "guest"] : ["member", "guest"];
}

/** @typedef {"signOut" | "recover" | "deactivate" | "reactivate" | "remove" | "ban"} Act */

/** Returns the actions that this person may perform on another. @param {any} user @returns {Set<Act>} */
export function allowedActions(user) {
  if (!isBelow(user)) return new Set();
  if (user.active) return new Set(/** @type {Act[]} */ (["recover", "signOut", "deactivate", "remove", "ban"]));
  return new Set(/** @type {Act[]} */ (user.inactive_as === "deactivated" ? ["reactivate", "remove", "ban"] : user.inactive_as === "removed" ? ["reactivate", "ban"] : ["reactivate"]));
}

/** Whether this person may make the other read-only. The owner and the admins can always write. @param {any} user */
export const canSetReadOnly = (user) => isBelow(user) && user.active && (user.role === "member" || user.role === "guest");
