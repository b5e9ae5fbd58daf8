/** The join methods that are open, and the renewal of the link or the PIN. Only for the owner and the admins. */

import { h, html, useMemo, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { latestRequest } from "../../lib/latest_request.js";
import { patch, post } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { Toggle } from "../shared/toggle.js";
import { spacedPin } from "./invite_state.js";

const MINUTE_SECONDS = 60;

/** @param {{invite: any, take: (invite: any) => void}} props take: the host's answer is what is shown next */
export function JoinMethods({ invite, take }) {
  const [problem, setProblem] = useState("");
  const report = (/** @type {Promise<any>} */ work) => work.then((answer) => (setProblem(""), take(answer)), (error) => setProblem(error.message));
  const [open, turn] = useOpenMethods(invite.ways, report);
  const isOpen = (/** @type {string} */ method) => open.includes(method);
  return html`<section class="join-methods" aria-labelledby="join-methods-title"><h3 id="join-methods-title">${t("join_methods.title")}</h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${h(Toggle, { label: t("join_methods.link"), hint: t("join_methods.link_hint"), on: isOpen("link"), onChange: turn("link") })}
    ${isOpen("link") && html`<p class="method-action"><button type="button" class="button small" onClick=${renewLink}>${h(Icon, { name: "retry", small: true })}${t("join_methods.new_link")}</button></p>`}
    ${h(Toggle, { label: t("join_methods.pin"), hint: t("join_methods.pin_hint", { address: invite.address }), on: isOpen("pin"), onChange: turn("pin") })}
    ${invite.pin && h(Pin, { invite, renew: () => report(post("/api/invite/renew", { what: "pin" })) })}
    ${h(Toggle, { label: t("join_methods.knock"), hint: t("join_methods.knock_hint"), on: isOpen("knock"), onChange: turn("knock") })}
    ${open.length === 0 && html`<p class="note" role="status">${t("join_methods.none")}</p>`}
  </section>`;
}

/**
 * The state of the toggles. The host gets the whole list and answers a while later, so a second toggle must build on
 * the first one and not on the host's last answer.
 * @param {string[]} known @param {(work: Promise<any>) => Promise<void>} send
 * @returns {[string[], (method: string) => (on: boolean) => void]}
 */
function useOpenMethods(known, send) {
  const [wanted, setWanted] = useState(/** @type {string[] | null} */ (null));
  const latest = useRef(known);
  const last = useRef(Promise.resolve());
  const begin = useMemo(latestRequest, []);
  if (!wanted) latest.current = known;
  const turn = (/** @type {string} */ method) => (/** @type {boolean} */ on) => {
    const methods = latest.current.filter((open) => open !== method).concat(on ? method : []);
    latest.current = methods;
    setWanted(methods);
    const isLatest = begin();
    last.current = last.current.then(() => send(patch("/api/invite", { ways: methods })));
    void last.current.then(() => isLatest() && setWanted(null));
  };
  return [wanted ?? known, turn];
}

const renewLink = () => confirm({
  title: t("join_methods.new_link"), label: t("join_methods.new_link_yes"),
  happens: [t("join_methods.new_link_old"), t("join_methods.new_link_poster"), t("join_methods.new_link_people")],
  act: () => post("/api/invite/renew", { what: "link" }),
});

/** @param {{invite: any, renew: () => void}} props */
const Pin = ({ invite, renew }) => html`<div class="method-action pin">
  <output class="big-pin" aria-label=${t("join_methods.pin_is", { pin: [...invite.pin].join(" ") })}>${spacedPin(invite.pin)}</output>
  <button type="button" class="button small" onClick=${renew}>${h(Icon, { name: "retry", small: true })}${t("join_methods.new_pin")}</button>
  ${invite.pin_rests && html`<p class="note" role="status">${t("join_methods.pin_rests", { n: Math.ceil(invite.pin_rests / MINUTE_SECONDS) })}</p>`}
</div>`;
