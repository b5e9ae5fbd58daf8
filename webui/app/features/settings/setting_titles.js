/** The sections of the settings in their order: the page shows them, its index lists them, and the search finds them. */

import { signal } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { navigate } from "../../store/route.js";
import { frontDesk, isAdmin, me } from "../../store/session.js";

/** @typedef {{id: string, title: string, may: () => boolean, isListed?: () => boolean}} Setting may: whether the page has it, isListed: also in the index */

const anyone = () => true;
const isOwner = () => me.value.role === "owner";
const isAlone = () => !frontDesk.value;
const isAdministrator = () => isAdmin.value;

/** The section that is shown next, or "". */
export const wantedSetting = signal("");

/** Opens the settings at a section. @param {string} id */
export function showSetting(id) {
  wantedSetting.value = id;
  navigate("/settings");
}

/** @returns {Setting[]} */
export const allSettings = () => [
  { id: "profile", title: t("settings.profile"), may: anyone },
  { id: "status", title: t("status.section"), may: anyone },
  { id: "devices", title: t("devices.title"), may: anyone },
  // A member has it where the office has a front desk.
  { id: "front-desk", title: t("desk.title"), may: anyone, isListed: () => isAdmin.value || !isAlone() },
  { id: "password", title: me.value.has_password ? t("settings.password") : t("settings.set_password"), may: isAlone },
  { id: "appearance", title: t("settings.theme"), may: anyone },
  { id: "language", title: t("languages.title"), may: anyone },
  { id: "alerts", title: t("alerts.title"), may: anyone },
  { id: "writing", title: t("writing.title"), may: anyone },
  { id: "snippets", title: t("snippets.title"), may: anyone },
  { id: "space", title: t("storage.own_title"), may: anyone },
  { id: "data", title: t("exchange.own_title"), may: anyone },
  { id: "keys", title: t("keys.title"), may: anyone },
  { id: "capabilities", title: t("capabilities.title"), may: anyone },
  { id: "office", title: t("settings.office"), may: isAdministrator },
  { id: "office-language", title: t("languages.office"), may: isOwner },
  { id: "host", title: t("host.title"), may: isOwner },
  { id: "secure", title: t("secure.title"), may: isOwner },
  { id: "backups", title: t("backup.title"), may: isAdministrator },
  { id: "joining", title: t("doctor.card"), may: isAdministrator },
  { id: "links", title: t("card.settings"), may: isOwner },
  { id: "log", title: t("audit.title"), may: isOwner },
  { id: "session", title: t("settings.session"), may: isAlone },
  { id: "about", title: t("settings.about"), may: anyone },
];

/** Whether the index and the search have a section. @param {Setting} setting */
export const isListed = ({ may, isListed: listed = may }) => listed();
