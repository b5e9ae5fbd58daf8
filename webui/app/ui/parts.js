/** Small components that are used everywhere: icons, avatars, counts, error guards, and parts that are loaded when they are needed. */

import { Component, computed, h, html, useEffect, useMemo, useState } from "../html.js";
import { number, t } from "../lib/i18n.js";
import { hue, initials, isolated } from "../lib/text.js";
import { briefWhen } from "../lib/time.js";
import { isQuiet, now, statusOf } from "../lib/people/availability.js";
import { isNotes, nameOf, otherOf, presenceOf, showing, users } from "../store/people.js";
import { rooms } from "../store/rooms.js";
import { connectionState, channel } from "../store/session.js";
import { phone } from "../store/viewport.js";

const SPRITE = new URL("../../icons.svg", import.meta.url).pathname;
/**
 * A heading. On a phone the place itself is the page's first heading; in a wide window it stands below the office's
 * name.
 * @param {{level: 1 | 2, children?: any, [attribute: string]: any}} props level: as on a phone
 */
export const Heading = ({ level, children, ...rest }) => h(`h${phone.value ? level : level + 1}`, rest, children);

/** The icon and the label for how this page reaches the host. */
export const channelIcon = () => ({ secure: "lock", host: "monitor", open: "wifi" })[channel];
/** The label for how this page reaches the host. */
export const channelLabel = () => ({ secure: t("secure.mark_secure"), host: t("secure.mark_host"), open: t("secure.mark_open") })[channel];

/** Whether the device has a touch screen and no mouse. */
export const isTouch = () => matchMedia("(hover: none) and (pointer: coarse)").matches;

/** A press on a button must not take the focus, or a phone closes its keyboard. @param {Event} event */
export const keepKeyboard = (event) => event.preventDefault();

/** Whether the focus stays where it is when a room or a message opens: it is in a list that leads from one to the next. */
export const holdsFocus = () => Boolean(document.activeElement?.closest("[data-holds-focus]"));

/** An icon of the sprite. @param {{name: string, small?: boolean, turns?: boolean, label?: string}} props turns: mirrored in right-to-left text */
export function Icon({ name, small = false, turns = false, label }) {
  const names = ["icon", small && "small", turns && "turns"].filter(Boolean).join(" ");
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class=${names} ...${spoken}><use href=${`${SPRITE}#${name}`} /></svg>`;
}

/** A button that shows only an icon. @param {{icon: string, label: string, onClick: (event: any) => void, [other: string]: any}} props */
export function IconButton({ icon, label, turns, small, class: names = "", ...rest }) {
  return html`<button type="button" class=${`icon-button ${names}`} aria-label=${label} title=${label} ...${rest}>
    ${h(Icon, { name: icon, turns, small })}
  </button>`;
}

/** The initials of a person on their colour. @param {{id: string, name: string, tiny?: boolean, shows?: string, [attribute: string]: any}} props shows: a presence */
export function Avatar({ id, name, tiny = false, shows, ...rest }) {
  return html`<span class=${tiny ? "face tiny" : "face"} style=${{ "--hue": hue(id) }} data-present=${shows} aria-hidden="true" ...${rest}>
    ${initials(name)}
  </span>`;
}

/** An avatar with its presence as a shape, a colour and, for those who see neither, a word. @param {{id: string, name: string, tiny?: boolean}} props */
export function PresenceAvatar({ id, name, tiny }) {
  const state = presenceOf(id).value;
  useEffect(() => showing(id), [id]);
  return html`${h(Avatar, { id, name, tiny, shows: state })}<span class="hidden">${presenceLabel(state)}</span>`;
}

/** What stands before a room's name: an icon for its kind, or the avatar of the other person. @param {{room: any}} props */
export function RoomMark({ room }) {
  if (room.kind !== "direct") return h(Icon, { name: room.kind === "closed" ? "lock" : "hash" });
  const other = otherOf(room);
  if (other) return h(PresenceAvatar, { id: other, name: nameOf(other), tiny: true });
  return h(Icon, { name: isNotes(room) ? "smartphone" : "people" });
}

/** Names a presence. @param {string} state */
export function presenceLabel(state) {
  if (state === "online") return t("presence.online");
  if (state === "quiet") return t("presence.quiet");
  return state === "away" ? t("presence.away") : t("presence.offline");
}

/** Writes a status with its end: "Lunch until 13:30". @param {import("../lib/people/availability.js").Status} status */
export function statusWords({ text = "", until }) {
  if (!until) return text;
  const when = briefWhen(until, new Date(now.value));
  return text ? t("status.until", { text, when }) : t("status.only_until", { when });
}

/** The emoji of somebody's status at the end of a row, with its words as a tooltip, or the sign for do-not-disturb. @param {{id: string}} props */
export function StatusMark({ id }) {
  const shown = useMemo(() => computed(() => statusSign(users.value.get(id))), [id]).value;
  if (shown === "") return null;
  if (shown === "quiet") return html`<span class="status-mark">${h(Icon, { name: "moon", small: true, label: t("presence.quiet") })}</span>`;
  const [emoji, ...rest] = shown.split("\n");
  return html`<span class="status-mark" role="img" title=${rest.join("")} aria-label=${rest.join("")}>${emoji}</span>`;
}

/** @param {any} user */
function statusSign(user) {
  const status = statusOf(user);
  if (status) return `${status.emoji || "💬"}\n${statusWords(status)}`;
  return isQuiet(user) ? "quiet" : "";
}

/** Says before one writes to somebody that they are away, or do not want to be disturbed. @param {{id: string}} props */
export function StatusLine({ id }) {
  const user = users.value.get(otherOf(rooms.value.get(id) ?? {}) ?? "");
  const status = statusOf(user);
  if (!status && !isQuiet(user)) return null;
  const name = isolated(user.name);
  const words = status ? t("status.line", { name, words: isolated(statusWords(status)) }) : t("status.quiet_now", { name });
  return html`<p class="status-line" role="status"><span aria-hidden="true">${status ? status.emoji || "💬" : h(Icon, { name: "moon", small: true })}</span><span>${words}</span></p>`;
}

/** The badge with the number of unread messages. @param {{count: number, forMe: boolean}} props */
export function Count({ count, forMe }) {
  if (count <= 0) return null;
  return html`<span class=${forMe ? "count" : "count quiet"}>
    <span aria-hidden="true">${count > 999 ? `${number(999)}+` : number(count)}</span><span class="hidden">${t("rooms.unread", { n: count })}</span>
  </span>`;
}

/** What was loaded already is drawn at once. @type {WeakMap<() => Promise<any>, any>} */
const brought = new WeakMap();

/**
 * Draws the component that `load` returns, once it is loaded. If loading fails, it is tried again when the connection
 * is back. Meanwhile its children are drawn, or for a whole page an error with a button.
 * @param {{load: () => Promise<any>, page?: boolean, children?: any, [props: string]: any}} props
 */
export function Lazy({ load, page = false, ...props }) {
  const [{ draw, failed }, setState] = useState({ draw: /** @type {any} */ (brought.get(load) ?? null), failed: false });
  const [turn, setTurn] = useState(0);
  const isUp = connectionState.value === "up";
  useEffect(() => {
    let wanted = true;
    const done = (/** @type {any} */ state) => wanted && setState(state);
    if (!brought.has(load)) load().then((found) => {
      brought.set(load, found);
      done({ draw: found, failed: false });
    }, () => done({ draw: null, failed: true }));
    // Another place has brought it since this one was drawn.
    else if (!draw) done({ draw: brought.get(load), failed: false });
    return () => {
      wanted = false;
    };
  }, [turn]);
  useEffect(() => {
    if (isUp && failed) setTurn(turn + 1);
  }, [isUp, failed]);
  if (draw) return h(draw, props);
  return page && failed ? h(NotThere, { onRetry: () => setTurn(turn + 1) }) : (props.children ?? null);
}

/** @param {{onRetry: () => void}} props */
function NotThere({ onRetry }) {
  return html`<main class="card-page" id="messages"><div class="card">
    <p role="alert">${t("error.offline")}</p>
    <button type="button" class="button primary wide-button" onClick=${onRetry}>${t("action.retry")}</button>
  </div></main>`;
}

/** Compares props. It runs for each row with each new message, so it allocates nothing. @param {Record<string, unknown>} one @param {Record<string, unknown>} other */
function differ(one, other) {
  for (const name in one) if (one[name] !== other[name]) return true;
  for (const name in other) if (!(name in one)) return true;
  return false;
}

/**
 * An error guard. It draws `of` with the other props, and again only when one of them, or a signal that it reads,
 * changes. If drawing fails, it draws `plain` with the same props, and everything around it stays; with other props it
 * tries again. It takes a component and not stored nodes, because stored nodes keep the parent they were first drawn
 * in, with every element and listener.
 * @extends {Component<{of: any, plain: any, [props: string]: any}, {failed: boolean}>}
 */
export class Guard extends Component {
  static getDerivedStateFromError = () => ({ failed: true });

  /** @param {unknown} problem */
  componentDidCatch(problem) {
    console.error(problem);
  }

  /** @param {any} next @param {any} state */
  shouldComponentUpdate(next, state) {
    const isOther = differ(next, this.props);
    if (isOther) state.failed = false;
    return isOther || state.failed !== this.state.failed;
  }

  /** @param {any} props @param {any} state */
  render({ of, plain, ...props }, { failed }) {
    return h(failed ? plain : of, props);
  }
}

/** Stands for a part of the page that failed to draw. The other parts stay. */
export const RenderError = () => html`<main class="undrawn"><div role="alert"><p>${t("error.undrawn")}</p></div>
  <button type="button" class="button" onClick=${() => location.reload()}>${t("link.reload")}</button></main>`;

/** A row as plain text. @param {{words: unknown}} props */
export const PlainRow = ({ words }) => html`<li>${String(words)}</li>`;

/**
 * Draws the rows of a list, each in a guard of its own. A row that fails to draw is shown as plain text.
 * @template T @param {T[]} items @param {(item: T) => string} key @param {(item: T, at: number) => any} draw @param {(item: T) => unknown} words
 */
export const rowsOf = (items, key, draw, words) =>
  items.map((item, at) => h(Guard, { key: key(item), of: Drawn, plain: PlainRow, item, at, draw, words: words(item) }));

/** How many rows are drawn at once (more than any screen holds), how many more with each turn, and the wait between two turns, milliseconds. */
const FIRST_ROWS = 32;
const MORE_ROWS = 40;
const TURN_MS = 16;

/**
 * Returns how many rows of a long list are to be drawn: a screen at once and the others turn by turn, so that no task
 * is long.
 * @param {number} total @param {number} [first]
 */
export function useGrowing(total, first = FIRST_ROWS) {
  const [count, setCount] = useState(first);
  useEffect(() => {
    if (count >= total) return undefined;
    const timer = setTimeout(setCount, TURN_MS, count + MORE_ROWS);
    return () => clearTimeout(timer);
  }, [count, total]);
  return count;
}

/** @param {{item: any, at: number, draw: (item: any, at: number) => any}} props */
const Drawn = ({ item, at, draw }) => draw(item, at);
