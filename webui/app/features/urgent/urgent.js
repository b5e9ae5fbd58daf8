/** An urgent message: amber until I have confirmed it, with the count of those who have. */

import { h, html, useLayoutEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { openBeside } from "../../store/side_panel.js";
import { syncLayer } from "../../store/sync_layer.js";
import { urgentForMe } from "../../store/answers.js";
import { Icon } from "../../ui/parts.js";

const board = () => import("./urgent_board.js");

/** @param {{message: any, children?: any}} props */
export function Urgent({ message, children }) {
  const { asked, confirmed, ended_at: ended } = message.content.urgent;
  const isForMe = !ended && urgentForMe.value.has(message.id);
  const confirm = () => syncLayer().then((on) => on.confirmUrgent(message));
  const open = () => openBeside(board, "UrgentBoard", { message }, { room: message.room_id });
  const count = t("urgent.count", { n: confirmed, all: asked });
  const follower = useFocusAfter(isForMe);
  return html`<div class="urgent" data-waiting=${isForMe ? "" : undefined}>
    <p class="flag">${h(Icon, { name: "alert", small: true })}<span>${ended && confirmed < asked ? t("urgent.ended") : t("urgent.flag")}</span></p>
    ${children}
    <p class="acts">
      ${isForMe && html`<button type="button" class="button primary" onClick=${confirm}>${h(Icon, { name: "check", small: true })}${t("urgent.confirm")}</button>`}
      <button type="button" class="content-button" ref=${follower} aria-label=${t("urgent.who", { count })} onClick=${open}>${count}</button>
    </p>
  </div>`;
}

/** Returns the ref of what gets the focus when the button to confirm goes with it. @param {boolean} isForMe */
function useFocusAfter(isForMe) {
  const follower = useRef(/** @type {any} */ (null));
  const wasForMe = useRef(isForMe);
  useLayoutEffect(() => {
    if (wasForMe.current && !isForMe && document.activeElement === document.body) follower.current.focus({ preventScroll: true });
    wasForMe.current = isForMe;
  }, [isForMe]);
  return follower;
}
