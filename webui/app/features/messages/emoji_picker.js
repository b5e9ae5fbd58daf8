/** A small panel of emoji, with the recently used ones first. The system's font draws them. */

import { h, html, useEffect, useRef } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { insert } from "../../lib/insert_text.js";
import { closeOverlay } from "../../store/route.js";
import { owner } from "../../store/session.js";
import { Dialog } from "../../ui/dialog.js";

/** The recent emoji are stored per person, also in a shared browser. */
const recentKey = () => `emoji.${owner.peek()}`;
const SHOWN = 6;
const FIRST = ["👍", "❤️", "😂", "🎉", "🙏", "👀"];

const PANEL = {
  smileys: "😀 😄 😁 😅 😂 🤣 😊 🙂 🙃 😉 😍 🥰 😘 😋 😜 🤪 🤔 🤨 😐 😑 🙄 😏 😬 😌 😴 🤒 🤧 🥵 🥶 😵 🤯 🥳 😎 🤓 😕 🙁 😮 😲 😳 🥺 😢 😭 😱 😤 😡 🤬 💀 👻 🤖",
  gestures: "👍 👎 👌 ✌️ 🤞 🤟 👏 🙌 🙏 🤝 💪 👋 🤙 👆 👇 👉 👈 ✋ 🖐️ 🫡 🤷 🤦 🙋 🫶 👀",
  symbols: "❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ ⭐ 🔥 💯 ✅ ❌ ❗ ❓ ⚠️ 🚨 💡 📌 📎 🔗 🔒 🔑 ⏰ ⌛ 📅 📈 📉 📦 📝 📞 💻 🖨️ 🔧",
  life: "🎉 🎂 🎁 🏆 🚀 ☕ 🍵 🍺 🍕 🍔 🥗 🍎 🍰 🍪 ☀️ 🌧️ ❄️ 🌈 🌙 🌱 🌳 🌸 🐶 🐱 🐟 🦊 🐝 🚗 🚲 🚆 ✈️ 🏠 🏢 ⚽ 🎵",
};

/** Returns the emoji that this person used last. @returns {string[]} */
export function recentEmoji() {
  try {
    const kept = JSON.parse(localStorage.getItem(recentKey()) ?? "[]").filter((/** @type {unknown} */ one) => typeof one === "string");
    return [...new Set([...kept, ...FIRST])].slice(0, SHOWN);
  } catch {
    return FIRST;
  }
}

/** @param {string} emoji */
function noteRecent(emoji) {
  try {
    localStorage.setItem(recentKey(), JSON.stringify([emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, SHOWN)));
  } catch {
    // Without storage the first six are the default.
  }
}

/** The picker for a text field. The panel closes before the emoji is inserted, so that the focus and a phone's keyboard are where they were. @param {{field: HTMLTextAreaElement, from: number, to: number, [props: string]: any}} props */
export function EmojiForField({ field, from, to, ...props }) {
  const pick = (/** @type {string} */ emoji) => {
    insert(field, emoji, from, to);
    void closeOverlay();
  };
  return h(EmojiPanel, /** @type {any} */ ({ ...props, onPick: pick }));
}

/** The panel itself. @param {{title: string, onPick: (emoji: string) => void, at?: {x: number, y: number} | null}} props */
export function EmojiPanel({ title, onPick, at = null }) {
  const grid = useRef(/** @type {any} */ (null));
  useEffect(() => grid.current.querySelector("button").focus(), []);
  const pick = (/** @type {any} */ event) => {
    const emoji = event.target.closest("button")?.textContent;
    if (!emoji) return;
    noteRecent(emoji);
    // Closes within the touch event, because only then the focus may open a phone's keyboard.
    event.target.closest("dialog").close();
    onPick(emoji);
  };
  const groups = { [t("emoji.recent")]: recentEmoji(), [t("emoji.smileys")]: split(PANEL.smileys), [t("emoji.gestures")]: split(PANEL.gestures), [t("emoji.symbols")]: split(PANEL.symbols), [t("emoji.life")]: split(PANEL.life) };
  return html`<${Dialog} title=${title} kind=${at ? "popup emojis" : "sheet"} at=${at} bare=${at !== null}>
    <div class="emoji-panel" ref=${grid} onClick=${pick} onKeyDown=${(/** @type {KeyboardEvent} */ event) => roam(event, grid.current)}>
      ${Object.entries(groups).map(([name, emoji]) => html`<section key=${name} aria-label=${name}><h3>${name}</h3>
        <div class="emoji-grid">${emoji.map((one, at) => html`<button key=${one} type="button" class="emoji-button" tabIndex=${at === 0 ? 0 : -1}>${one}</button>`)}</div></section>`)}
    </div>
  <//>`;
}

/** @param {string} emoji */
const split = (emoji) => emoji.split(" ");

/** Each group is one tab stop. Arrow keys move through the grid by position. @param {KeyboardEvent} event @param {HTMLElement} grid */
function roam(event, grid) {
  const buttons = /** @type {HTMLElement[]} */ ([...grid.querySelectorAll("button")]);
  const at = Math.max(0, buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement)));
  const row = Math.max(1, buttons.findIndex((button) => button.offsetTop !== buttons[0].offsetTop));
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[event.key];
  if (!step) return;
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))].focus();
}
