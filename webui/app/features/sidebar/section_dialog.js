/** The dialog that names a section of the sidebar: a new one, or one that was made before. */

import { h, html } from "../../html.js";
import { toHex } from "../../lib/hex.js";
import { t } from "../../lib/i18n.js";
import { closeOverlay } from "../../store/route.js";
import { sections, withSection } from "../../store/sidebar_sections.js";
import { Dialog } from "../../ui/dialog.js";
import { Field, Problem, useForm, wrong } from "../shared/form.js";
import { arrange, moveInto } from "./arrange.js";
import { addSection } from "./moves.js";

/** The host's limits (chat/rooms/sidebar.py). */
const NAME_MAX = 40;
const MOST_SECTIONS = 30;

/** @param {{section?: {id: string, name?: string}, room?: any}} props room: is put into the new section */
export function SectionDialog({ section, room }) {
  const form = useForm(async ({ name }) => {
    const words = name.trim();
    if (!words) throw wrong("name", t("sidebar.section_name_missing"));
    if (!section && sections.peek().length >= MOST_SECTIONS) throw wrong("name", t("sidebar.sections_full", { n: MOST_SECTIONS }));
    await closeOverlay();
    const id = section?.id ?? newId();
    await arrange(section ? withSection(sections.peek(), id, { name: words }) : addSection(sections.peek(), id, words));
    if (room) await moveInto(room, id);
  });
  return html`<${Dialog} title=${section ? t("sidebar.rename_section") : t("sidebar.new_section")} kind="sheet">
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["name"] })}
      ${h(Field, { name: "name", label: t("sidebar.section_name"), error: form.error, defaultValue: section?.name ?? "", maxlength: NAME_MAX, autocomplete: "off", autofocus: true })}
      <button class="button primary wide-button" aria-busy=${String(form.busy)}>${t("action.save")}</button>
    </form>
  <//>`;
}

/** An id that no section has. */
const newId = () => `s${toHex(crypto.getRandomValues(new Uint8Array(8)))}`;
