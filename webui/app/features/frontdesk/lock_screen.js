/** The locked screen of a front desk: who uses it, how many messages wait for each, and the PIN of whoever was chosen. */

import { h, html, useEffect, useState } from "../../html.js";
import { number, t } from "../../lib/i18n.js";
import { byNameKey } from "../../lib/text.js";
import { clock } from "../../lib/time.js";
import { drawTabIcon } from "../../lib/drawing/tab_icon.js";
import { getForWhoever } from "../../net/api.js";
import { frontDesk, office } from "../../store/session.js";
import { Avatar, Icon, rowsOf } from "../../ui/parts.js";
import { loadStyleSheet } from "../shared/style_sheet.js";
import { Keypad } from "./keypad.js";
import { wipeAtTouch } from "./copied.js";
import { notifyOfSum } from "./sum.js";
import { PasswordForm } from "./password_form.js";

void loadStyleSheet("features/frontdesk");

/** How often the numbers are asked for while the screen is looked at, milliseconds. */
const LOOK_MS = 10_000;
/** How often an unreachable host is tried, milliseconds. */
const AGAIN_MS = 3_000;
/** With more people than this the keypad takes the place of the list. */
const FEW = 12;
/** More people than this stand in several rows. */
const ONE_ROW = 4;
const CLOCK_MS = 1_000;

/** @typedef {{id: string, name: string, unread: number, pin_length: number}} Person */

export function LockScreen() {
  const { people, isCut } = usePeople();
  const [{ id, forgot }, choose] = useState({ id: "", forgot: false });
  const listed = [...people].sort(byNameKey);
  const person = people.find((one) => one.id === id);
  const back = () => choose({ id: "", forgot: false });
  useEffect(wipeAtTouch, []);
  useEffect(() => {
    const total = people.reduce((sum, one) => sum + one.unread, 0);
    document.title = total > 0 ? `(${total}) ${frontDesk.peek().name}` : frontDesk.peek().name;
    drawTabIcon(total);
    notifyOfSum(total);
  }, [people]);
  const needsPassword = person && (forgot || person.pin_length === 0);
  return html`<main class="desk" id="messages" data-chosen=${person ? "" : undefined} data-several=${people.length > ONE_ROW ? "" : undefined} data-many=${people.length > FEW ? "" : undefined}>
    <header class="desk-clock">${h(Clock, null)}<h1><bdi>${office.value.name}</bdi> · <bdi>${frontDesk.value.name}</bdi></h1></header>
    ${isCut && html`<p class="desk-cut" role="alert">${h(Icon, { name: "wifi", small: true })}<span>${t("desk.cut")}</span></p>`}
    <ul class="desk-people" aria-label=${t("desk.people")}>${rowsOf(listed, (one) => one.id, (one) => h(Face, { person: one, isChosen: one.id === id, onChoose: () => choose({ id: one.id, forgot: false }) }), (one) => one.name)}</ul>
    ${person && html`<section class="desk-proof" aria-label=${person.name}>
      ${needsPassword ? h(PasswordForm, { key: id, person, onBack: back }) : h(Keypad, { key: id, person, onBack: back, onForgot: () => choose({ id, forgot: true }) })}
    </section>`}
    <p class="desk-foot">${h(Icon, { name: "lock", small: true })}<span>${person ? t("desk.foot_open") : t("desk.foot")}</span></p>
  </main>`;
}

/** The people, asked for again and again. A browser that is no front desk any more is loaded again. */
function usePeople() {
  const [state, setState] = useState({ people: /** @type {Person[]} */ (frontDesk.peek().people ?? []), isCut: false });
  useEffect(() => {
    let timer = 0;
    const look = async () => {
      clearTimeout(timer);
      const found = await getForWhoever("/api/front-desk").catch((problem) => problem);
      if (found.code === "not_found") return location.reload();
      const isCut = !found.front_desk;
      if (!isCut) frontDesk.value = found.front_desk;
      setState((before) => ({ people: found.front_desk?.people ?? before.people, isCut }));
      timer = setTimeout(look, isCut ? AGAIN_MS : LOOK_MS);
    };
    const wake = () => document.visibilityState === "visible" && void look();
    void look();
    document.addEventListener("visibilitychange", wake);
    // What the browser kept of this page is not what is waiting now.
    const kept = (/** @type {PageTransitionEvent} */ event) => event.persisted && location.reload();
    addEventListener("pageshow", kept);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("pageshow", kept);
    };
  }, []);
  return state;
}

function Clock() {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<time>${clock(now)}</time>`;
}

/** @param {{person: Person, isChosen: boolean, onChoose: () => void}} props */
const Face = ({ person, isChosen, onChoose }) => html`<li><button type="button" class="desk-person" aria-pressed=${String(isChosen)} onClick=${onChoose}>
  ${h(Avatar, { id: person.id, name: person.name })}
  <span class="desk-name"><bdi>${person.name}</bdi></span>
  ${person.unread > 0 && html`<span class="count"><span aria-hidden="true">${person.unread > 999 ? `${number(999)}+` : number(person.unread)}</span><span class="hidden">${t("rooms.unread", { n: person.unread })}</span></span>`}
</button></li>`;
