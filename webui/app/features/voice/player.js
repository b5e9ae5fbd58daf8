/** Plays voice notes, one at a time. The player is not in a row of the list, so it goes on when the list is scrolled. */

import { effect, signal } from "../../html.js";
import { route } from "../../store/route.js";
import { myId } from "../../store/session.js";
import { timelineOf } from "../../store/timelines.js";
import { isGone } from "../shared/is_gone.js";
import { markPlayed } from "./played.js";
import { noteAfter } from "./seeking.js";

export const RATES = [1, 1.5, 2];
const RATE_KEY = "voice-rate";
/** Later than any sound ends, seconds: a browser that goes there finds out how long a sound is whose file does not say it. */
const BEHIND_THE_END = 1e7;
/** So long is waited for it, milliseconds. */
const MOST_WAIT_MS = 4_000;

/** @typedef {{key: string, isPlaying: boolean, at: number, long: number, why: string}} Now at and long: milliseconds; why: it cannot be played ("gone" or "format") */

/** @type {import("@preact/signals").Signal<Now>} */
export const now = signal({ key: "", isPlaying: false, at: 0, long: 0, why: "" });
export const rate = signal(keptRate());

const audio = new Audio();
audio.preload = "metadata";
/** The note that is in the player. @type {{file: any, message?: any}} */
let held = { file: null };
/** Resolves when the player can go to any place of it. @type {Promise<unknown>} */
let ready = Promise.resolve();
/** While the browser looks for the end, its place is not the listener's. */
let isLooking = false;

/** What a note is known by: also one that is not sent yet. @param {any} file @returns {string} */
export const keyOf = (file) => file.id ?? file.url;

/** @param {Partial<Now>} change */
const show = (change) => (now.value = { ...now.peek(), ...change });

/** Starts a note, or pauses and goes on with it. @param {any} file @param {any} [message] that carries it */
export function toggle(file, message) {
  if (now.peek().key === keyOf(file) && now.peek().isPlaying) pausePlaying();
  else void play(file, message);
}

export function pausePlaying() {
  show({ isPlaying: false });
  audio.pause();
}

/** @param {any} file @param {any} [message] */
async function play(file, message) {
  await hold(file, message);
  show({ isPlaying: true });
  await ready;
  if (keyOf(file) !== now.peek().key || !now.peek().isPlaying) return;
  if (now.peek().long > 0 && now.peek().at >= now.peek().long - 100) go(0);
  audio.playbackRate = rate.peek();
  quietOthers();
  await audio.play().catch(() => show({ isPlaying: false }));
  if (file.id && message && message.sender_id !== myId.peek()) markPlayed(file.id);
}

/** Goes to a place of a note. @param {any} file @param {number} ms @param {any} [message] */
export async function seek(file, ms, message) {
  await hold(file, message);
  show({ at: ms });
  await ready;
  if (keyOf(file) === now.peek().key) go(ms);
}

/** @param {number} ms */
function go(ms) {
  audio.currentTime = ms / 1000;
  show({ at: ms });
}

/** Puts a note into the player. @param {any} file @param {any} [message] */
function hold(file, message) {
  if (now.peek().key === keyOf(file) && !now.peek().why) return;
  audio.pause();
  held = { file, message };
  now.value = { key: keyOf(file), isPlaying: false, at: 0, long: file.duration_ms ?? 0, why: "" };
  ready = opened(file.url);
}

/** @param {string} url */
async function opened(url) {
  const known = happens("loadedmetadata");
  audio.src = url;
  await known;
  if (held.file.url !== url || Number.isFinite(audio.duration)) return;
  // A recorder writes no length into a WebM file.
  isLooking = true;
  const found = happens("seeked");
  audio.currentTime = BEHIND_THE_END;
  await found;
  if (held.file.url === url) {
    const back = happens("seeked");
    audio.currentTime = now.peek().at / 1000;
    await back;
  }
  isLooking = false;
}

/** @param {string} event */
function happens(event) {
  return new Promise((resolve) => {
    const until = new AbortController();
    const done = () => {
      until.abort();
      clearTimeout(timer);
      resolve(null);
    };
    const timer = setTimeout(done, MOST_WAIT_MS);
    for (const name of [event, "error", "emptied"]) audio.addEventListener(name, () => (name !== "emptied" || event !== "loadedmetadata") && done(), { signal: until.signal });
  });
}

/** The next speed. */
export function turnRate() {
  rate.value = RATES[(RATES.indexOf(rate.peek()) + 1) % RATES.length];
  audio.playbackRate = rate.peek();
  try {
    localStorage.setItem(RATE_KEY, String(rate.peek()));
  } catch {
    // Without storage it lasts as long as the page.
  }
}

function keptRate() {
  try {
    const kept = Number(localStorage.getItem(RATE_KEY));
    return RATES.includes(kept) ? kept : 1;
  } catch {
    return 1;
  }
}

/** Other sounds and videos of the page stop. */
function quietOthers() {
  for (const other of /** @type {NodeListOf<HTMLMediaElement>} */ (document.querySelectorAll("audio, video"))) other.pause();
}

function ended() {
  if (isLooking) return;
  const { file, message } = held;
  show({ isPlaying: false, at: 0 });
  const next = message && noteAfter(timelineOf(message.room_id).peek()?.rows ?? [], file.id);
  if (next) void play(next.file, next.message);
}

/** @param {any} file */
async function failed(file) {
  show({ isPlaying: false });
  const isOver = await isGone(file.url);
  if (now.peek().key === keyOf(file)) show({ why: isOver ? "gone" : "format" });
}

audio.addEventListener("timeupdate", () => !isLooking && now.peek().isPlaying && show({ at: audio.currentTime * 1000 }));
audio.addEventListener("durationchange", () => now.peek().long === 0 && Number.isFinite(audio.duration) && show({ long: audio.duration * 1000 }));
audio.addEventListener("ended", ended);
audio.addEventListener("pause", () => !isLooking && !audio.ended && show({ isPlaying: false }));
audio.addEventListener("error", () => void failed(held.file));
document.addEventListener("play", () => pausePlaying(), true);

/** In another room nothing shows what is heard, so it pauses. */
effect(() => {
  const { room } = route.value;
  if (held.message && held.message.room_id !== room && now.peek().isPlaying) pausePlaying();
});
