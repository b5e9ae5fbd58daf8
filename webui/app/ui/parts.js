/** The small things that everything is made of: icons, faces, counts, and parts that are fetched when they are needed. */

import { h, html, signal, useEffect, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { hue, initials } from "../lib/text.js";
import { presence } from "../store/people.js";
import { way } from "../store/session.js";

const SPRITE = new URL("../../icons.svg", import.meta.url).pathname;
const narrow = matchMedia("(width < 45rem)");
/** Two levels, one at a time: a phone, or a window as narrow. */
export const phone = signal(narrow.matches);
narrow.addEventListener("change", () => (phone.value = narrow.matches));
/**
 * On a phone the place itself is the page's first heading; at a desk it stands below the office's name.
 * @param {{level: 1 | 2, children?: any, [attribute: string]: any}} props level: as on a phone
 */
export const Heading = ({ level, children, ...rest }) => h(`h${phone.value ? level : level + 1}`, rest, children);

/** The mark of how this page reaches the host, and its words. */
export const wayIcon = () => ({ secure: "lock", host: "monitor", open: "wifi" })[way];
export const wayWord = () => ({ secure: t("secure.mark_secure"), host: t("secure.mark_host"), open: t("secure.mark_open") })[way];

/** Fingers, and no keyboard at hand. */
export const isTouch = () => matchMedia("(hover: none) and (pointer: coarse)").matches;

/** @param {{name: string, small?: boolean, turns?: boolean, label?: string}} props turns: mirrored in right-to-left text */
export function Icon({ name, small = false, turns = false, label }) {
  const names = ["icon", small && "small", turns && "turns"].filter(Boolean).join(" ");
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class=${names} ...${spoken}><use href=${`${SPRITE}#${name}`} /></svg>`;
}

/** @param {{icon: string, label: string, onClick: (event: any) => void, [other: string]: any}} props */
export function IconButton({ icon, label, turns, small, class: names = "", ...rest }) {
  return html`<button type="button" class=${`icon-button ${names}`} aria-label=${label} title=${label} ...${rest}>
    ${h(Icon, { name: icon, turns, small })}
  </button>`;
}

/** @param {{id: string, name: string, tiny?: boolean, shows?: string, [attribute: string]: any}} props shows: a presence */
export function Face({ id, name, tiny = false, shows, ...rest }) {
  return html`<span class=${tiny ? "face tiny" : "face"} style=${{ "--hue": hue(id) }} data-present=${shows} aria-hidden="true" ...${rest}>
    ${initials(name)}
  </span>`;
}

/** A face with its presence as a shape, a colour and, for those who see neither, a word. @param {{id: string, name: string, tiny?: boolean}} props */
export function LiveFace({ id, name, tiny }) {
  const state = presence.value.get(id) ?? "offline";
  return html`${h(Face, { id, name, tiny, shows: state })}<span class="hidden">${presenceWord(state)}</span>`;
}

/** @param {string} state */
export function presenceWord(state) {
  if (state === "online") return t("presence.online");
  return state === "away" ? t("presence.away") : t("presence.offline");
}

/** @param {{count: number, forMe: boolean}} props */
export function Count({ count, forMe }) {
  if (count <= 0) return null;
  return html`<span class=${forMe ? "count" : "count quiet"}>
    <span aria-hidden="true">${count > 999 ? "999+" : count}</span><span class="hidden">${t("rooms.unread", { n: count })}</span>
  </span>`;
}

/** Draws what `load` brings, once it is there. @param {{load: () => Promise<any>, [props: string]: any}} props */
export function Later({ load, ...props }) {
  const [component, setComponent] = useState(/** @type {{draw: any} | null} */ (null));
  useEffect(() => {
    let wanted = true;
    // Without a link it stays away, and comes with the next drawing of its place.
    load().then((draw) => wanted && setComponent({ draw }), () => {});
    return () => {
      wanted = false;
    };
  }, []);
  return component && h(component.draw, props);
}
