/** The way in: setting up a new office, joining one by its link, signing in. */

import { h, html, useEffect, useState } from "../html.js";
import { t } from "../lib/i18n.js";
import { get, post } from "../net/api.js";
import { enter } from "../main.js";
import { rooms } from "../store/rooms.js";
import { navigate, route } from "../store/route.js";
import { limits, me, office, setupNeeded } from "../store/session.js";
import { Icon } from "../ui/parts.js";
import { Field, Problem, useForm, wrong } from "./form.js";

const CODE = "join-code";
const NOTICE = "notice";

/** What must survive the way from page to page, as long as the tab is open. @param {string} key @param {string} [value] */
function remember(key, value) {
  try {
    if (value) sessionStorage.setItem(key, value);
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return value ?? "";
  }
}

/** A sentence that is shown once. */
function takeNotice() {
  const notice = remember(NOTICE);
  try {
    sessionStorage.removeItem(NOTICE);
  } catch {
    // It was not kept either.
  }
  return notice;
}

const fragment = () => decodeURIComponent(location.hash.slice(1));

export function Door() {
  const view = route.value.view;
  const token = view === "sign-in" && fragment().startsWith("window=") ? fragment().slice(7) : "";
  if (token) return h(WindowDoor, { token });
  if (me.value) return h(Inside, null);
  if (view === "setup" || setupNeeded.value) return h(Setup, null);
  return view === "join" ? h(Join, null) : h(SignIn, null);
}

/** Already signed in: straight in. */
function Inside() {
  useEffect(() => navigate("/", { replace: true }), []);
  return null;
}

/** The host's own window comes with a token that works once. @param {{token: string}} props */
function WindowDoor({ token }) {
  const [problem, setProblem] = useState("");
  useEffect(() => {
    post("/api/session", { window_token: token }).then(() => goIn(false), (error) => setProblem(error.message));
  }, [token]);
  if (!problem) return html`<main class="door" aria-busy="true"></main>`;
  history.replaceState(history.state, "", "/sign-in");
  return h(SignIn, { notice: problem });
}

/** @param {boolean} isNew newcomers see the first room at once */
async function goIn(isNew) {
  const boot = await get("/api/boot");
  navigate("/", { replace: true });
  enter(boot);
  const home = [...rooms.peek().values()].find((room) => room.home);
  if (isNew && home) navigate(`/r/${home.id}`, { replace: true });
}

/** @param {{title: string, lead: string, notice?: string, children?: any}} props */
function Page({ title, lead, notice, children }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return html`<main class="door"><div class="card">
    <span class="mark">${h(Icon, { name: "mark" })}</span>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${notice && html`<p class="notice" role="status">${h(Icon, { name: "info", small: true })}<span>${notice}</span></p>`}
    ${children}
  </div></main>`;
}

/** @param {Record<string, string>} values */
function checkPassword({ password }) {
  const { password_min: least, password_max: most } = limits.peek();
  if ([...password].length < least) throw wrong("password", t("form.password_short", { n: least }));
  if ([...password].length > most) throw wrong("password", t("form.password_long", { n: most }));
}

/** @param {string} field @param {string} value @param {string} sentence */
function checkFilled(field, value, sentence) {
  if (!value.trim()) throw wrong(field, sentence);
}

function Setup() {
  const token = remember("setup-token", route.value.view === "setup" ? fragment() : "");
  const form = useForm(async (values) => {
    checkFilled("office_name", values.office_name, t("form.office_empty"));
    checkFilled("name", values.name, t("form.name_empty"));
    checkPassword(values);
    await post("/api/setup", { ...values, token });
    await goIn(true);
  });
  if (!token) return h(Page, { title: t("setup.title"), lead: t("setup.no_token") });
  return html`<${Page} title=${t("setup.title")} lead=${t("setup.lead")}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["office_name", "name", "password"] })}
      ${h(Field, { name: "office_name", label: t("setup.office_name"), hint: t("setup.office_hint"), error: form.error, maxlength: limits.value.office_name, autocomplete: "organization", autofocus: true })}
      ${h(Field, { name: "name", label: t("form.name"), hint: t("form.name_hint"), error: form.error, maxlength: limits.value.name, autocomplete: "username" })}
      ${h(Field, { name: "password", type: "password", label: t("form.password"), hint: t("form.password_hint", { n: limits.value.password_min }), error: form.error, autocomplete: "new-password" })}
      ${h(Submit, { busy: form.busy, label: t("setup.submit") })}
    </form>
  <//>`;
}

function Join() {
  const code = remember(CODE, fragment());
  const form = useForm(async (values) => {
    checkFilled("name", values.name, t("form.name_empty"));
    checkPassword(values);
    await post("/api/join", { ...values, code });
    await goIn(true);
  });
  const isTaken = form.error?.code === "name_taken";
  const error = isTaken ? { ...form.error, field: "name", message: takenWords(form.error.suggestion) } : form.error;
  if (!code) return html`<${Page} title=${t("join.title", { office: office.value.name })} lead=${t("join.no_code")}>${h(Other, { href: "/sign-in", label: t("join.sign_in") })}<//>`;
  return html`<${Page} title=${t("join.title", { office: office.value.name })} lead=${t("join.lead")}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error, fields: ["name", "password"] })}
      ${h(Field, { name: "name", label: t("form.name"), hint: t("form.name_hint"), error, maxlength: limits.value.name, autocomplete: "username", autofocus: true })}
      ${isTaken && html`<p class="instead"><a href="/sign-in">${t("join.name_mine")}</a></p>`}
      ${h(Field, { name: "password", type: "password", label: t("form.new_password"), hint: t("form.password_hint", { n: limits.value.password_min }), error, autocomplete: "new-password" })}
      ${h(Submit, { busy: form.busy, label: t("join.submit") })}
    </form>
    ${h(Other, { href: "/sign-in", label: t("join.sign_in") })}
  <//>`;
}

/** @param {string | null} free a name that nobody has */
const takenWords = (free) => (free ? t("join.name_taken_but", { name: free }) : t("join.name_taken"));

/** @param {{notice?: string}} props */
function SignIn({ notice }) {
  const [shown] = useState(() => notice || takeNotice());
  const form = useForm(async (values) => {
    checkFilled("name", values.name, t("form.name_empty"));
    checkFilled("password", values.password, t("form.password_empty"));
    await post("/api/session", values);
    await goIn(false);
  });
  return html`<${Page} title=${t("signin.title", { office: office.value.name })} lead=${t("signin.lead")} notice=${shown}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["name", "password"] })}
      ${h(Field, { name: "name", label: t("form.name"), error: form.error, autocomplete: "username", autofocus: true })}
      ${h(Field, { name: "password", type: "password", label: t("form.password"), error: form.error, autocomplete: "current-password" })}
      ${h(Submit, { busy: form.busy, label: t("signin.submit") })}
    </form>
    ${remember(CODE) ? h(Other, { href: "/join", label: t("signin.join") }) : html`<p class="other">${t("signin.how_to_join")}</p>`}
  <//>`;
}

/** @param {{busy: boolean, label: string}} props */
const Submit = ({ busy, label }) => html`<button class="button primary wide-button" aria-busy=${String(busy)}>${busy ? t("form.busy") : label}</button>`;

/** @param {{href: string, label: string}} props */
const Other = ({ href, label }) => html`<p class="other"><a href=${href}>${label}</a></p>`;
