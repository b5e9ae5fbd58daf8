/** The keypad for a PIN: buttons, and the digits of a keyboard. The last digit opens. */

import { h, html, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { Icon } from "../../ui/parts.js";
import { openByPin, wordsOf } from "./opening.js";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const SECOND_MS = 1_000;

/** @param {{person: import("./lock_screen.js").Person, onBack: () => void, onForgot: () => void}} props */
export function Keypad({ person, onBack, onForgot }) {
  const { digits, problem, busy, press, erase } = usePin(person);
  const first = useRef(/** @type {any} */ (null));
  const acts = useRef({ press, erase, onBack });
  acts.current = { press, erase, onBack };
  // Before the keypad is painted, so that no digit is lost that somebody types as soon as they see it.
  useLayoutEffect(() => {
    const typed = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^[0-9]$/.test(event.key)) acts.current.press(event.key);
      else if (event.key === "Backspace") acts.current.erase();
      else if (event.key === "Escape") acts.current.onBack();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", typed);
    first.current?.focus({ preventScroll: true });
    return () => removeEventListener("keydown", typed);
  }, []);
  const digit = (/** @type {string} */ one) => html`<button type="button" class="desk-key" key=${one} onClick=${() => press(one)}>${one}</button>`;
  return html`
    <p class="desk-hello">${t("desk.hello", { name: isolated(person.name) })}</p>
    <p class="desk-dots" role="img" aria-label=${t("desk.typed", { n: digits.length, all: person.pin_length })} data-busy=${busy ? "" : undefined}>
      ${Array.from({ length: person.pin_length }, (_, at) => html`<i key=${at} data-on=${at < digits.length ? "" : undefined}></i>`)}</p>
    <p class="desk-problem" role="alert">${problem}</p>
    <div class="desk-keys" role="group" aria-label=${t("desk.keys")} ref=${first} tabIndex="-1" dir="ltr">
      ${DIGITS.map(digit)}
      <button type="button" class="desk-key quiet" onClick=${onForgot}>${t("desk.forgot")}</button>
      ${digit("0")}
      <button type="button" class="desk-key quiet" aria-label=${t("desk.erase")} title=${t("desk.erase")} onClick=${erase}>${h(Icon, { name: "erase" })}</button>
    </div>
    <button type="button" class="button desk-back" onClick=${onBack}>${t("desk.somebody_else")}</button>`;
}

/** @param {import("./lock_screen.js").Person} person */
function usePin(person) {
  const [state, setState] = useState({ digits: "", problem: "", busy: false, until: 0 });
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (state.until === 0) return undefined;
    const count = () => setSeconds(Math.max(0, Math.ceil((state.until - performance.now()) / SECOND_MS)));
    count();
    const timer = setInterval(count, SECOND_MS);
    return () => clearInterval(timer);
  }, [state.until]);
  const isWaiting = state.until > 0 && seconds > 0;
  const typed = useRef("");
  const isBusy = useRef(false);
  const show = (/** @type {string} */ digits) => {
    typed.current = digits;
    setState({ digits, problem: "", busy: false, until: state.until });
  };
  const press = (/** @type {string} */ digit) => {
    if (isBusy.current || (state.until > 0 && performance.now() < state.until)) return;
    show(typed.current + digit);
    if (typed.current.length === person.pin_length) void open(typed.current);
  };
  const open = async (/** @type {string} */ pin) => {
    isBusy.current = true;
    setState({ digits: pin, problem: "", busy: true, until: 0 });
    try {
      await openByPin(person.id, pin);
    } catch (problem) {
      const { retryAfter } = /** @type {any} */ (problem);
      isBusy.current = false;
      typed.current = "";
      setState({ digits: "", problem: retryAfter ? "" : wordsOf(problem), busy: false, until: retryAfter ? performance.now() + retryAfter * SECOND_MS : 0 });
    }
  };
  return { ...state, problem: isWaiting ? t("desk.wait", { n: seconds }) : state.problem, press, erase: () => !isBusy.current && show(typed.current.slice(0, -1)) };
}
