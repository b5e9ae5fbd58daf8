/** The messages of the last days as small bars. */

import { h, html } from "../../html.js";
import { locale, number, rich, t } from "../../lib/i18n.js";
import { Big, Card, large } from "./card.js";

/** A day with messages is at least so high, in percent. */
const LEAST_PERCENT = 3;

/** @param {{host: any}} props */
export function Days({ host }) {
  const { days } = host;
  const most = Math.max(1, ...days.map((/** @type {any} */ day) => day.messages));
  const sum = days.reduce((/** @type {number} */ all, /** @type {any} */ day) => all + day.messages, 0);
  const today = days[days.length - 1].messages;
  return html`<${Card} icon="poll" title=${t("host.days")} wide=${true}>
    ${h(Big, null, rich("host.days_sum", { today: large(number(today)) }, { sum, n: days.length }))}
    <ol class="host-bars">${days.map((/** @type {any} */ day, /** @type {number} */ at) => h(Bar, { key: day.date, day, most, isToday: at === days.length - 1 }))}</ol>
  <//>`;
}

/** @param {{day: {date: string, messages: number}, most: number, isToday: boolean}} props */
function Bar({ day, most, isToday }) {
  // The day is one of the host's calendar, whatever the time zone of this page is.
  const date = new Date(`${day.date}T12:00:00`);
  const name = new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(date);
  const words = t("host.day", { day: name, messages: t("host.messages", { n: day.messages }) });
  const height = day.messages && Math.max(LEAST_PERCENT, (day.messages / most) * 100);
  return html`<li class=${isToday ? "today" : ""} title=${words}><span class="hidden">${words}</span>
    <i aria-hidden="true"><b style=${`block-size:${height}%`}></b></i><small aria-hidden="true">${new Intl.DateTimeFormat(locale(), { day: "numeric" }).format(date)}</small></li>`;
}
