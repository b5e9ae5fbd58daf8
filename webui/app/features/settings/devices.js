/** Settings: the browsers in which this person is signed in, and a link to sign in on one more. */

import { h, html, useEffect, useState } from "../../html.js";
import { ago } from "../../lib/relative_time.js";
import { deviceText } from "../../lib/device.js";
import { t } from "../../lib/i18n.js";
import { moment } from "../../lib/time.js";
import { get, remove } from "../../net/api.js";
import { openOverlay } from "../../store/route.js";
import { frontDesk } from "../../store/session.js";
import { Heading, Icon, IconButton, rowsOf } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { SigninLinkDialog } from "../shared/signin_link.js";
import { toast } from "../../store/toasts.js";

/** How often the list is loaded again while it is visible, milliseconds, so that a phone that was just added appears. */
const LOOK_MS = 5_000;

export function Devices() {
  const { sessions, problem, load } = useSessions();
  const others = sessions?.filter((one) => !one.current) ?? [];
  const add = () => openOverlay(SigninLinkDialog, {
    path: "/api/sessions/link", title: t("devices.add"), lead: t("devices.add_lead"), label: t("devices.qr"), note: t("devices.add_note"),
  });
  return html`<section class="card-section devices">${h(Heading, { level: 2 }, t("devices.title"))}
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    <ul>${sessions && rowsOf(sessions, (one) => one.id, (session) => h(Device, { session, load }), (one) => one.device)}</ul>
    <div class="buttons">
      ${!frontDesk.value && html`<button type="button" class="button" onClick=${add}>${h(Icon, { name: "smartphone", small: true })}${t("devices.add")}</button>`}
      ${others.length > 1 && html`<button type="button" class="button danger" onClick=${() => endOthers(others, load)}>${t("devices.end_others", { n: others.length })}</button>`}
    </div>
  </section>`;
}

function useSessions() {
  const [state, setState] = useState({ sessions: /** @type {any[] | null} */ (null), problem: "" });
  const load = () => get("/api/sessions").then(
    (answer) => setState({ sessions: inOrder(answer.sessions), problem: "" }),
    (error) => setState((before) => (before.sessions ? before : { sessions: null, problem: error.message })),
  );
  useEffect(() => {
    void load();
    const timer = setInterval(() => document.visibilityState === "visible" && void load(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return { ...state, load };
}

/** Sorts this browser first, then the connected ones, then by the time they were last seen. @param {any[]} sessions */
const inOrder = (sessions) =>
  [...sessions].sort((a, b) => Number(b.current) - Number(a.current) || Number(b.connected) - Number(a.connected) || b.seen_at.localeCompare(a.seen_at));

/** @param {{session: any, load: () => Promise<void>}} props */
function Device({ session, load }) {
  const end = () => remove(`/api/sessions/${session.id}`).then(load, (error) => toast(error.message));
  return html`<li>
    ${h(Icon, { name: /phone|ipad|android/i.test(session.device) ? "smartphone" : "monitor" })}
    <div><p><b><bdi>${deviceText(session) || t("devices.unnamed")}</bdi></b>${session.current && html`<span class="chip good">${t("devices.this")}</span>`}${session.front_desk && html`<span class="chip">${t("devices.front_desk")}</span>`}</p>
      <p class="hint"><bdi>${session.address}</bdi> · <span title=${moment(session.seen_at)}>${seen(session)}</span></p></div>
    ${!session.current && h(IconButton, { icon: "leave", turns: true, label: t("devices.end", { device: deviceText(session) || t("devices.unnamed") }), onClick: end })}
  </li>`;
}

/** @param {any} session */
function seen(session) {
  if (session.current || session.connected) return t("devices.connected");
  return t("devices.seen", { when: ago(session.seen_at) });
}

/** @param {any[]} others @param {() => Promise<void>} load */
function endOthers(others, load) {
  confirm({
    title: t("devices.end_others", { n: others.length }), happens: [t("devices.end_others_text")], label: t("settings.sign_out"),
    act: async () => {
      for (const session of others) await remove(`/api/sessions/${session.id}`);
      await load();
    },
  });
}
