/** Asks somebody who joined without a password once whether they want one, without blocking them. */

import { effect, h, html, render } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isNoted, noteOnce } from "../../store/preferences.js";
import { openOverlay, route } from "../../store/route.js";
import { me, owner } from "../../store/session.js";
import { FirstPassword } from "./password.js";

/** Shows the question in a root of its own. It lies over the page and takes no focus. */
export function askForPassword() {
  if (isNoted(askedKey())) return;
  const place = document.createElement("div");
  document.body.append(place);
  const stop = effect(() => {
    // In the settings there is a section for it already.
    const asks = me.value?.has_password === false && route.value.view !== "settings";
    render(asks ? h(Card, { close: () => close(place, stop) }) : null, place);
  });
}

/** @param {Element} place @param {() => void} stop */
function close(place, stop) {
  noteOnce(askedKey());
  stop();
  render(null, place);
  place.remove();
}

const askedKey = () => `asked-password.${owner.peek()}`;

/** @param {{close: () => void}} props */
function Card({ close }) {
  const set = () => {
    close();
    openOverlay(FirstPassword);
  };
  return html`<aside class=${`ask${route.value.view === "room" ? " over-room" : ""}`} aria-label=${t("ask.title")}>
    <p><b>${t("ask.title")}</b>${t("ask.text")}</p>
    <div class="answers">
      <button type="button" class="button" onClick=${close}>${t("ask.later")}</button>
      <button type="button" class="button primary" onClick=${set}>${t("settings.set_password")}</button>
    </div>
  </aside>`;
}
