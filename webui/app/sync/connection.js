/** The page's single socket connection: its state, and requests to the host. */

import { io } from "../../vendor/socket.io.js";
import { t } from "../lib/i18n.js";
import { ApiError, post, whoIsHere } from "../net/api.js";
import { Event } from "../net/protocol.js";
import { isOlderCopy, newest, rememberTerm } from "../store/newest_term.js";
import { banner, closing, isLongDown, connectionState, myId, officeIdentity, secureMode, channel } from "../store/session.js";

/** An answer that takes longer is treated as lost, milliseconds. */
const ANSWER_MS = 5_000;
/** A shorter interruption is not shown, milliseconds. */
const QUIET_MS = 5_000;
/** After this time the page offers advice on what the person can do, milliseconds. */
const ADVICE_MS = 60_000;

/** A transport that fails is left out from then on. The last one is what a page that polls is upgraded to, where its first WebSocket failed for a moment only. */
const WEBSOCKET_FIRST = ["websocket", "polling", "websocket"];
/** Where a network swallows the start of a WebSocket. A page that polls is upgraded if one comes through after all. */
const POLLING_FIRST = ["polling", "websocket"];

/** @type {any} */
let socket = null;
let quiet = 0;
let advice = 0;
let ended = false;
let opened = false;
/** Whether the host has greeted this page's own person on this connection. Before that nothing is sent, and no event is accepted. */
let isOurs = false;

/** These events are accepted on any connection, because they say that it is over. */
const LAST_WORDS = new Set([Event.SESSION_ENDED, Event.HOST_STOPPING]);

/** @typedef {{nobody: () => void, somebodyElse: (user: any) => void}} Found who is signed in in this browser, if not this page's person */

/** Opens the connection and registers the handlers of events. @param {Record<string, (body: any) => void>} events @param {Found} found */
export function connect(events, found) {
  if (isOlderCopy()) return olderCopy();
  rememberTerm(officeIdentity.peek().term, "");
  socket = io({
    transports: WEBSOCKET_FIRST, tryAllTransports: true, query: { person: myId.peek() },
    reconnectionDelay: 300, reconnectionDelayMax: 4_000, timeout: 8_000,
  });
  socket.on(Event.WELCOME, (/** @type {any} */ { user }) => greeted(user, found));
  for (const [name, handler] of Object.entries(events)) {
    socket.on(name, (/** @type {any} */ body) => (isOurs || LAST_WORDS.has(/** @type {any} */ (name))) && handler(body));
  }
  socket.on("connect", () => (opened = true));
  socket.on("disconnect", broken);
  socket.on("connect_error", (/** @type {Error} */ problem) => refused(found, problem.message === "timeout"));
  socket.io.on("open", () => socket.io.engine.once("upgrade", () => (socket.io.opts.transports = WEBSOCKET_FIRST)));
  addEventListener("online", reconnectNow);
  addEventListener("pageshow", (event) => event.persisted && reconnectNow());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && reconnectNow());
}

/** Sends nothing to a copy of the office that is older than one that this browser knows, and says so. */
function olderCopy() {
  const { at } = newest();
  connectionState.value = "down";
  banner.value = { words: t("moved.older"), label: at ? t("moved.go") : "", href: at };
}

/** Checks who is greeted: a connection is made with the browser's cookie, which may belong to another person by now. @param {any} user @param {Found} found */
function greeted(user, found) {
  isOurs = user.id === myId.peek();
  if (isOurs) return up();
  disconnect();
  found.somebodyElse(user);
}

function up() {
  clearTimeout(quiet);
  clearTimeout(advice);
  quiet = advice = 0;
  isLongDown.value = false;
  connectionState.value = "up";
}

function broken() {
  isOurs = false;
  if (connectionState.peek() === "up") connectionState.value = "connecting";
  if (quiet === 0) quiet = setTimeout(() => connectionState.peek() === "connecting" && (connectionState.value = "down"), QUIET_MS);
  if (advice === 0) advice = setTimeout(() => (isLongDown.value = true), ADVICE_MS);
}

/** Finds out why a handshake was refused, by asking the host who is signed in. The page cannot read a reason from the refusal itself. @param {Found} found @param {boolean} isLate there was no answer at all */
async function refused(found, isLate) {
  broken();
  const hello = await whoIsHere().catch(() => null);
  if (hello?.secure && channel === "open") secureMode.value = true;
  else if (hello && !hello.user) found.nobody();
  else if (hello && hello.user.id !== myId.peek()) found.somebodyElse(hello.user);
  else if (hello) {
    if (isLate) socket.io.opts.transports = POLLING_FIRST;
    if (!opened) void post("/api/arrivals", { step: "no_socket" }).catch(() => null);
  }
}

/** The host says that it shuts down in order, or that its computer sleeps. @param {{why?: string, until?: string | null}} event */
export function officeClosed({ why = "closed", until = null }) {
  closing.value = { why, until };
  connectionState.value = "closed";
}

/** Disconnects for good: the person has signed out. */
export function disconnect() {
  ended = true;
  socket?.disconnect();
}

/** Reconnects without waiting. After the page was suspended its back-off may still have seconds to run, and only a new start ends it. */
export function reconnectNow() {
  if (!socket?.connected) reconnectAnew();
}

/** Reconnects with the new session. A connection that was made with the old one is of no use. */
export function reconnectAnew() {
  if (ended || !socket) return;
  socket.disconnect();
  socket.connect();
}

/** Closes a connection that no longer answers. The client opens a new one by itself. */
export function dropConnection() {
  socket?.io.engine?.close();
}

/** Whether requests can be sent. A computer that is about to sleep would not answer, though its connection is still there. */
export const isUp = () => Boolean(socket?.connected) && isOurs && connectionState.peek() !== "closed";

/**
 * Sends a command and waits for its acknowledgement.
 * @param {string} command @param {object} body @param {number} [ms] how long to wait for the answer
 * @returns {Promise<any>} the ack @throws {ApiError} with the host's code, or "offline", or "timeout"
 */
export async function request(command, body, ms = ANSWER_MS) {
  if (!isUp()) throw new ApiError({ code: "offline", message: t("error.offline") });
  let answer;
  try {
    answer = await socket.timeout(ms).emitWithAck(command, body);
  } catch {
    throw new ApiError({ code: "timeout", message: t("error.timeout") });
  }
  if (answer.ok) return answer;
  throw new ApiError(answer.error);
}

/** Sends a command that may be lost. It is not kept for a later connection. @param {string} command @param {object} body */
export function sendHint(command, body) {
  if (isUp()) socket.volatile.emit(command, body);
}
