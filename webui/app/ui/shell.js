/** The frame of the page: the list of rooms, the room, and the overlays. A phone shows one level at a time. */

import { h, html, useEffect } from "../html.js";
import { t } from "../lib/i18n.js";
import { rooms } from "../store/rooms.js";
import { closeOverlay, overlays, route } from "../store/route.js";
import { frontDesk, me } from "../store/session.js";
import { closeBeside, sidePanel } from "../store/side_panel.js";
import { toast } from "../store/toasts.js";
import { phone } from "../store/viewport.js";
import { ConnectionStatus } from "./connection_status.js";
import { Guard, Lazy, useGrowing, RenderError } from "./parts.js";
import { Room } from "./room.js";
import { Sidebar } from "./sidebar.js";

const signinPages = () => import("../features/signin/signin_pages.js").then((module) => module.SigninPages);
const lockScreen = () => import("../features/frontdesk/lock_screen.js").then((module) => module.LockScreen);
const settings = () => import("../features/settings/settings_page.js").then((module) => module.SettingsPage);
const mine = () => import("../features/reading/mine_page.js").then((module) => module.MinePage);
const poster = () => import("../features/invite/poster.js").then((module) => module.Poster);
const noRoom = () => import("../features/rooms/room_not_found.js").then((module) => module.RoomNotFound);

/** These pages are for people who are not in the office yet, whether signed in or not. */
const OUTSIDE = new Set(["setup", "join", "sign-in"]);

export function Shell() {
  if (frontDesk.value && !me.value) return h(Lazy, { key: "desk", load: lockScreen, page: true });
  if (!me.value || OUTSIDE.has(route.value.view)) return h(Lazy, { key: "signin", load: signinPages, page: true });
  if (route.value.view === "poster") return h(Lazy, { key: "poster", load: poster, page: true });
  const isList = route.value.view === "list";
  const panel = sidePanel.value;
  const isCovered = phone.value && panel !== null;
  return html`
    <div class="app" data-beside=${panel ? "" : undefined}>
      <a class="skip" href="#messages">${t("shell.skip")}</a>
      ${(!phone.value || isList) && h(Guard, { key: "side", of: Sidebar, plain: RenderError, inert: isCovered })}
      ${!(phone.value && isList) && html`<div class="room" inert=${isCovered}>${h(Inside, null)}${h(ConnectionStatus, null)}</div>`}
      ${panel && h(Guard, { key: panel.n, of: panel.component, plain: UndrawnPanel, ...panel.props })}
    </div>
    ${overlays.value.map(({ component, props }, at) => h(Guard, { key: at, of: component, plain: UndrawnOverlay, ...props }))}
  `;
}

function Inside() {
  const { view, room } = route.value;
  // Beside the lists the room is drawn a turn later: a page that draws everything at once blocks for long.
  const hasTurn = useGrowing(1, phone.value ? 1 : 0) > 0;
  if (!hasTurn) return null;
  if (view === "mine") return h(Lazy, { key: "mine", load: mine, page: true });
  if (view === "settings") return h(Lazy, { key: "settings", load: settings, page: true });
  if (room && rooms.value.has(room)) return h(Guard, { key: room, of: Room, plain: RenderError, id: room });
  return h(Lazy, { key: `no ${room}`, load: noRoom, page: true });
}

/** Closes a panel that failed to draw. */
function UndrawnPanel() {
  useEffect(() => {
    toast(t("error.undrawn"));
    closeBeside();
  }, []);
  return null;
}

/** Closes an overlay that failed to draw. */
function UndrawnOverlay() {
  useEffect(() => {
    toast(t("error.undrawn"));
    void closeOverlay();
  }, []);
  return null;
}
