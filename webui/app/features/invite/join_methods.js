/** Which ways in are open, and making the link or the PIN anew. For the owner and the admins. */

import { h, html, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { patch, post } from "../../net/api.js";
import { Icon } from "../../ui/parts.js";
import { confirm } from "../shared/confirm.js";
import { Toggle } from "../shared/toggle.js";
import { spacedPin } from "./invite_state.js";

const MINUTE_S = 60;

/** @param {{wayIn: any, take: (wayIn: any) => void}} props take: the host's answer is what is shown next */
export function JoinMethods({ wayIn, take }) {
  const [problem, setProblem] = useState("");
  const told = (/** @type {Promise<any>} */ work) => work.then((answer) => (setProblem(""), take(answer)), (error) => setProblem(error.message));
  const [open, turn] = useOpenWays(wayIn.ways, told);
  const isOpen = (/** @type {string} */ way) => open.includes(way);
  return html`<section class="ways" aria-labelledby="ways-title"><h3 id="ways-title">${t("ways.title")}</h3>
    ${problem && html`<p class="wrong" role="alert">${problem}</p>`}
    ${h(Toggle, { label: t("ways.link"), hint: t("ways.link_hint"), on: isOpen("link"), onChange: turn("link") })}
    ${isOpen("link") && html`<p class="way-act"><button type="button" class="button small" onClick=${renewLink}>${h(Icon, { name: "retry", small: true })}${t("ways.new_link")}</button></p>`}
    ${h(Toggle, { label: t("ways.pin"), hint: t("ways.pin_hint", { address: wayIn.address }), on: isOpen("pin"), onChange: turn("pin") })}
    ${wayIn.pin && h(Pin, { wayIn, renew: () => told(post("/api/invite/renew", { what: "pin" })) })}
    ${h(Toggle, { label: t("ways.knock"), hint: t("ways.knock_hint"), on: isOpen("knock"), onChange: turn("knock") })}
    ${open.length === 0 && html`<p class="note" role="status">${t("ways.none")}</p>`}
  </section>`;
}

/**
 * The host is told the whole list, and answers a while later: a second switch must build on the first, not on what the
 * host said before it. @param {string[]} told @param {(work: Promise<any>) => Promise<void>} tell
 * @returns {[string[], (way: string) => (on: boolean) => void]}
 */
function useOpenWays(told, tell) {
  const [wanted, setWanted] = useState(/** @type {string[] | null} */ (null));
  const latest = useRef(told);
  const last = useRef(Promise.resolve());
  if (!wanted) latest.current = told;
  const turn = (/** @type {string} */ way) => (/** @type {boolean} */ on) => {
    const ways = latest.current.filter((open) => open !== way).concat(on ? way : []);
    latest.current = ways;
    setWanted(ways);
    const mine = last.current.then(() => tell(patch("/api/invite", { ways })));
    last.current = mine;
    void mine.then(() => last.current === mine && setWanted(null));
  };
  return [wanted ?? told, turn];
}

const renewLink = () => confirm({
  title: t("ways.new_link"), label: t("ways.new_link_yes"),
  happens: [t("ways.new_link_old"), t("ways.new_link_poster"), t("ways.new_link_people")],
  act: () => post("/api/invite/renew", { what: "link" }),
});

/** @param {{wayIn: any, renew: () => void}} props */
const Pin = ({ wayIn, renew }) => html`<div class="way-act pin">
  <output class="big-pin" aria-label=${t("ways.pin_is", { pin: [...wayIn.pin].join(" ") })}>${spacedPin(wayIn.pin)}</output>
  <button type="button" class="button small" onClick=${renew}>${h(Icon, { name: "retry", small: true })}${t("ways.new_pin")}</button>
  ${wayIn.pin_rests && html`<p class="note" role="status">${t("ways.pin_rests", { n: Math.ceil(wayIn.pin_rests / MINUTE_S) })}</p>`}
</div>`;
