/** Forms: fields with their errors beneath them, and one way to submit. */

import { h, html, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { Icon, IconButton } from "../../ui/parts.js";

/**
 * Holds the state of a form: whether it is being sent, and its error.
 * @param {(values: Record<string, string>) => Promise<void>} work throws an ApiError
 * @returns {{error: any, busy: boolean, done: boolean, submit: (event: any) => Promise<void>}}
 */
export function useForm(work) {
  const [state, setState] = useState({ error: /** @type {any} */ (null), busy: false, done: false });
  const isBusy = useRef(false);
  const submit = async (/** @type {any} */ event) => {
    event.preventDefault();
    if (isBusy.current) return;
    isBusy.current = true;
    const form = event.currentTarget;
    setState({ error: null, busy: true, done: false });
    const error = /** @type {any} */ (await attempt(work, form));
    isBusy.current = false;
    setState({ error, busy: false, done: !error });
    if (error) form.elements[error.field ?? ""]?.focus?.();
  };
  return { ...state, submit };
}

/**
 * For a button that is not there while the form that it opens is. Once `giveBack` is called, what is drawn next gives the
 * focus to the button, if what had it is gone.
 * @returns {{opener: {current: any}, giveBack: () => void}} opener: the ref of the button
 */
export function useFocusBack() {
  const opener = useRef(/** @type {any} */ (null));
  const isWanted = useRef(false);
  useLayoutEffect(() => {
    if (isWanted.current && document.activeElement === document.body) opener.current?.focus({ preventScroll: true });
    isWanted.current = false;
  });
  return { opener, giveBack: () => void (isWanted.current = true) };
}

/** Returns an error of the field `from` as one of the field `to`, for a form whose field has another name than the host's. @param {any} error @param {string} from @param {string} to */
export const atField = (error, from, to) => (error?.field === from ? { ...error, message: error.message, field: to } : error);

/** Fields of names and of what stands beside them. */
const NAMES = new Set(["name", "office_name", "topic", "line", "typed"]);
/** Comes along when a name is copied. The host refuses it, and nobody could find it to remove it. The joiners of Persian, of Indic scripts and of emoji stay. */
const UNSEEN = /(?![\u200c\u200d])\p{Cf}/gu;

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
function valuesOf(form) {
  const typed = /** @type {[string, string][]} */ ([...new FormData(form)]);
  return Object.fromEntries(typed.map(([name, value]) => [name, NAMES.has(name) ? value.replace(UNSEEN, "") : value]));
}

/** @param {(values: Record<string, string>) => Promise<void>} work @param {HTMLFormElement} form */
async function attempt(work, form) {
  try {
    await work(valuesOf(form));
    return null;
  } catch (problem) {
    return problem;
  }
}

/**
 * A labelled field with its hint and its error.
 * @param {{name: string, label: string, error?: any, hint?: string, type?: string, fields?: Set<string>, [attribute: string]: any}} props
 */
export function Field({ name, label, error, hint, type = "text", children, ...rest }) {
  const wrong = error?.field === name ? error.message : null;
  const described = wrong ? `${name}-error` : hint ? `${name}-hint` : undefined;
  const attributes = { id: name, name, "aria-invalid": wrong ? "true" : undefined, "aria-describedby": described, dir: NAMES.has(name) ? "auto" : undefined, ...rest };
  return html`<div class="entry">
    <label for=${name}>${label}</label>
    ${type === "password" ? h(Password, attributes) : html`<input type=${type} ...${attributes} />`}
    ${wrong ? html`<p class="wrong" id=${`${name}-error`} role="alert">${wrong}</p>` : hint && html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`}
    ${children}
  </div>`;
}

/** A password field with a button that shows what was typed, because typing it blind is hard on a phone. @param {any} attributes */
function Password(attributes) {
  const [shown, setShown] = useState(false);
  return html`<div class="password">
    <input type=${shown ? "text" : "password"} autocapitalize="off" spellcheck=${false} ...${attributes} />
    ${h(IconButton, { icon: "seen", label: shown ? t("form.hide_password") : t("form.show_password"), "aria-pressed": String(shown), onClick: () => setShown(!shown) })}
  </div>`;
}

/** Shows an error that concerns the whole form, not a field. @param {{error: any, fields: string[]}} props */
export function Problem({ error, fields }) {
  if (!error || fields.includes(error.field)) return null;
  return html`<p class="wrong whole" role="alert">${h(Icon, { name: "alert", small: true })}<span>${error.message}</span></p>`;
}

/** Makes an error of the page's own, in the shape of the host's. @param {string} field @param {string} message */
export const wrong = (field, message) => Object.assign(new Error(message), { code: "invalid", field });
