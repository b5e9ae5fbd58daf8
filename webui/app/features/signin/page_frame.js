/** What every page before the sign-in is made of: the card, the checks of its fields, and the entry into the office once the host has agreed. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { remember } from "../../lib/tab_storage.js";
import { retryUntilDone } from "../../loader.js";
import { getForWhoever } from "../../net/api.js";
import { enter } from "../../store/entry.js";
import { rooms } from "../../store/rooms.js";
import { navigate } from "../../store/route.js";
import { limits, me, setupNeeded } from "../../store/session.js";
import { phone } from "../../store/viewport.js";
import { Icon, Lazy, channelIcon, channelLabel } from "../../ui/parts.js";
import { wrong } from "../shared/form.js";

/** Returns the fragment of the address, or "" when it was cut in the middle of a character. */
export function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

/** Goes into the office once the host has signed this browser in. @param {boolean} isNew newcomers see the first room at once */
export async function enterOffice(isNew) {
  // The person who was signed in here before has left data in this page, so it is loaded again.
  if (me.peek()) return location.replace("/");
  const boot = await getForWhoever("/api/boot");
  // A page from another address of the office has brought drafts, and goes back to the room it came from.
  const arriving = remember("moved") ? await retryUntilDone(() => import("../relocation/restore.js")) : null;
  await arriving?.restoreSession(boot);
  navigate(arriving && location.pathname.startsWith("/r/") ? location.pathname : "/", { replace: true });
  enter(boot);
  arriving?.restoreDrafts();
  const all = [...rooms.peek().values()];
  // A guest is not in the first room, but in those that were chosen for them.
  const first = all.find((room) => room.home) ?? all[0];
  // On a phone Back leads to the list, and not out of the office.
  if (isNew && first) navigate(`/r/${first.id}`, { replace: !phone.peek() });
}

/** The card with its title, which every page before the sign-in has. @param {{title: string, lead?: string, notice?: string, children?: any}} props */
export function Page({ title, lead, notice, children }) {
  const card = useRef(/** @type {any} */ (null));
  useEffect(() => {
    document.title = title;
  }, [title]);
  // The attribute autofocus works on a page's first load only, and these pages follow one another.
  useLayoutEffect(() => card.current.querySelector("[autofocus]")?.focus(), []);
  // Without cookies the person would be signed out again at once, and be asked to join forever.
  const shown = navigator.cookieEnabled ? notice : t("signed_out.no_cookies");
  return html`<main class="card-page"><div class="card" ref=${card}>
    <span class="mark">${h(Icon, { name: "mark" })}</span>
    <h1>${title}</h1>
    ${lead && html`<p class="lead">${lead}</p>`}
    ${shown && html`<p class="notice" role="status">${h(Icon, { name: "info", small: true })}<span>${shown}</span></p>`}
    ${children}
    ${!setupNeeded.value && h(Elsewhere, null)}
    <p class="other channel-note">${h(Icon, { name: channelIcon(), small: true })}${channelLabel()}</p>
  </div></main>`;
}

const others = () => import("./other_offices.js").then((module) => module.OtherOffices);

/** A list of other offices for someone who came to the wrong one. It is loaded only when it is opened. */
function Elsewhere() {
  const [open, setOpen] = useState(false);
  return html`<details class="elsewhere" onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}>
    <summary>${t("offices.elsewhere")}</summary>${open && h(Lazy, { load: others })}
  </details>`;
}

/** Throws the form's error when the password is too short or too long. @param {Record<string, string>} values */
export function checkPassword({ password }) {
  const { password_min: least, password_max: most } = limits.peek();
  if ([...password].length < least) throw wrong("password", t("form.password_short", { n: least }));
  if ([...password].length > most) throw wrong("password", t("form.password_long", { n: most }));
}

/** Throws the form's error when a field is empty. @param {string} field @param {string} value @param {string} sentence */
export function checkFilled(field, value, sentence) {
  if (!value.trim()) throw wrong(field, sentence);
}

/** The button that sends the form. @param {{busy: boolean, label: string}} props */
export const Submit = ({ busy, label }) => html`<button class="button primary wide-button" aria-busy=${String(busy)}>${busy ? t("form.busy") : label}</button>`;

/** A link to another page, beneath the form. @param {{href: string, label: string}} props */
export const OtherLink = ({ href, label }) => html`<p class="other"><a href=${href}>${label}</a></p>`;
