/** Mine: one list of what concerns this person, and beside it what they have saved for later. On a phone these are two tabs. */

import { h, html, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { newConcerns } from "../../store/own_data.js";
import { goToList } from "../../store/route.js";
import { syncLayer } from "../../store/sync_layer.js";
import { phone } from "../../store/viewport.js";
import { Count, Heading, Icon, IconButton } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Concerns } from "./concerns.js";
import { LaterList } from "./later_list.js";

void loadStyleSheet("reading");

export function MinePage() {
  const [tab, setTab] = useState("mine");
  const count = newConcerns.value;
  return html`
    <header class="bar">
      ${phone.value && html`<div class="back">${h(IconButton, { icon: "back", turns: true, label: t("room.back"), onClick: goToList })}</div>`}
      <div class="title">${h(Heading, { level: 1 }, t("mine.title"))}<p>${t("mine.note")}</p></div>
      ${h(IconButton, { icon: "checks", label: t("mine.mark_all"), onClick: () => syncLayer().then((on) => on.markEverythingRead()) })}
    </header>
    <main class="mine" id="messages" tabIndex="-1">
      ${phone.value && html`<div class="mine-tabs" role="group" aria-label=${t("mine.title")}>
        ${h(Tab, { which: "mine", tab, setTab }, html`${t("mine.for_me")} ${h(Count, { count, forMe: true })}`)}
        ${h(Tab, { which: "later", tab, setTab }, t("later.title"))}
      </div>`}
      ${(!phone.value || tab === "mine") && h(Concerns, null)}
      ${(!phone.value || tab === "later") && html`<section class="mine-later" aria-label=${t("later.title")}>
        ${!phone.value && html`<h3>${h(Icon, { name: "bookmark", small: true })}${t("later.title")}</h3>`}${h(LaterList, null)}</section>`}
    </main>`;
}

/** @param {{which: string, tab: string, setTab: (which: string) => void, children?: any}} props */
const Tab = ({ which, tab, setTab, children }) =>
  html`<button type="button" class="mine-filter" aria-pressed=${String(tab === which)} onClick=${() => setTab(which)}>${children}</button>`;
