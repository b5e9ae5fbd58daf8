/** The one connection of the socket: up, down, and asking the host. */

import { io } from "../../vendor/socket.io.js";
import { t } from "../lib/i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { link, way } from "../store/session.js";

/** An answer that takes longer is counted as lost, milliseconds. */
const ANSWER_MS = 5_000;
/** A short break is nobody's business, milliseconds. */
const QUIET_MS = 5_000;

/** @type {any} */
let socket = null;
let quiet = 0;
let ended = false;
let opened = false;

/** @param {Record<string, (body: any) => void>} events @param {() => void} signedOut */
export function connect(events, signedOut) {
  socket = io({
    transports: ["websocket", "polling"], tryAllTransports: true,
    reconnectionDelay: 300, reconnectionDelayMax: 4_000, timeout: 8_000,
  });
  for (const [name, handler] of Object.entries(events)) socket.on(name, handler);
  socket.on("connect", up);
  socket.on("disconnect", broken);
  socket.on("connect_error", () => refused(signedOut));
  addEventListener("online", reconnectNow);
  addEventListener("pageshow", (event) => event.persisted && reconnectNow());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && reconnectNow());
}

function up() {
  opened = true;
  clearTimeout(quiet);
  quiet = 0;
  link.value = "up";
}

function broken() {
  if (link.peek() === "up") link.value = "connecting";
  if (quiet === 0) quiet = setTimeout(() => link.peek() === "connecting" && (link.value = "down"), QUIET_MS);
}

/** A refused handshake has no reason that a page can read: the host is asked whether we are still signed in. @param {() => void} signedOut */
async function refused(signedOut) {
  broken();
  const hello = await get("/api/hello").catch(() => null);
  if (hello?.secure && way === "open") void import("../lazy/securing.js").then((module) => module.followToSecure());
  else if (hello && !hello.user) signedOut();
  else if (hello && !opened) void post("/api/arrivals", { step: "no_socket" }).catch(() => null);
}

export function officeClosed() {
  link.value = "closed";
}

/** For good: the person has left. */
export function disconnect() {
  ended = true;
  socket?.disconnect();
}

/** The back-off of a page that slept may still have seconds to go, and only a new start cuts it short. */
export function reconnectNow() {
  if (!socket?.connected) reconnectAnew();
}

/** The session is another one now: the link that was shaken hands on with the old one is worth nothing. */
export function reconnectAnew() {
  if (ended || !socket) return;
  socket.disconnect();
  socket.connect();
}

/** Closes a link that no longer answers; the client makes a new one by itself. */
export function bounce() {
  socket?.io.engine?.close();
}

export const isUp = () => Boolean(socket?.connected);

/**
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

/** For hints: nothing is lost with them, so they are not kept for a later link. @param {string} command @param {object} body */
export function hint(command, body) {
  if (isUp()) socket.volatile.emit(command, body);
}
