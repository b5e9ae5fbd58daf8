/** What every page at the door is made of: the card, its checks, and the way in when the host has agreed. */

import { h, html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { remember } from "../../lib/tab_storage.js";
import { insist } from "../../loader.js";
import { getForWhoever } from "../../net/api.js";
import { enter } from "../../store/entry.js";
import { rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { limits, me, setupNeeded } from "../../store/session.js";
import { Icon, Later, channelIcon, channelLabel } from "../../ui/parts.js";
import { wrong } from "../shared/form.js";

/** What stands behind the # of the address; "" when it was cut in the middle of a character. */
export function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** @param {boolean} isNew newcomers see the first room at once */
export async function enterOffice(isNew) {
  // Whoever was signed in here before has left things in this page.
  if (me.peek()) return location.replace("/");
  const boot = await getForWhoever("/api/boot");
  // From another address of the office, with what was written there: back to the room one came from.
  const arriving = remember("moved") ? await insist(() => import("../relocation/restore.js")) : null;
  await arriving?.restoreSession(boot);
  navigate(arriving && location.pathname.startsWith("/r/") ? location.pathname : "/", { replace: true });
  enter(boot);
  arriving?.restoreDrafts();
  const all = [...rooms.peek().values()];
  // A guest is not in the first room, but in those that were chosen for them.
  const first = all.find((room) => room.home) ?? all[0];
  if (isNew && first) navigate(`/r/${first.id}`, { replace: true });
}

/** @param {{title: string, lead: string, notice?: string, children?: any}} props */
export function Page({ title, lead, notice, children }) {
  const card = useRef(/** @type {any} */ (null));
  useEffect(() => {
    document.title = title;
  }, [title]);
  // The attribute works on a page's first load only, and these pages follow one another.
  useEffect(() => card.current.querySelector("[autofocus]")?.focus(), []);
  // Without, one would be in and out again at once, and be asked to join for ever.
  const told = navigator.cookieEnabled ? notice : t("signed_out.no_cookies");
  return html`<main class="door"><div class="card" ref=${card}>
    <span class="mark">${h(Icon, { name: "mark" })}</span>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${told && html`<p class="notice" role="status">${h(Icon, { name: "info", small: true })}<span>${told}</span></p>`}
    ${children}
    ${!setupNeeded.value && h(Elsewhere, null)}
    <p class="other way-here">${h(Icon, { name: channelIcon(), small: true })}${channelLabel()}</p>
  </div></main>`;
}

const others = () => import("./other_offices.js").then((module) => module.OtherOffices);

/** For whoever came to the wrong one. Nobody is asked for others before somebody wants to know. */
function Elsewhere() {
  const [open, setOpen] = useState(false);
  return html`<details class="elsewhere" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t("offices.elsewhere")}</summary>${open && h(Later, { load: others })}
  </details>`;
}

/** @param {Record<string, string>} values */
export function checkPassword({ password }) {
  const { password_min: least, password_max: most } = limits.peek();
  if ([...password].length < least) throw wrong("password", t("form.password_short", { n: least }));
  if ([...password].length > most) throw wrong("password", t("form.password_long", { n: most }));
}

/** @param {string} field @param {string} value @param {string} sentence */
export function checkFilled(field, value, sentence) {
  if (!value.trim()) throw wrong(field, sentence);
}

/** @param {{busy: boolean, label: string}} props */
export const Submit = ({ busy, label }) => html`<button class="button primary wide-button" aria-busy=${String(busy)}>${busy ? t("form.busy") : label}</button>`;

/** @param {{href: string, label: string}} props */
export const OtherLink = ({ href, label }) => html`<p class="other"><a href=${href}>${label}</a></p>`;
