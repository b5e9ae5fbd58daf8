/** The pages for people who are not in the office: setting up a new office, joining one, signing in. */

import { h, html, useEffect, useState } from "../../html.js";
import { t } from "../../lib/i18n.js";
import { isolated } from "../../lib/text.js";
import { forget, remember } from "../../lib/tab_storage.js";
import { get, post } from "../../net/api.js";
import { navigate, route } from "../../store/route.js";
import { joinMethods, limits, me, office, setupNeeded } from "../../store/session.js";
import { Lazy } from "../../ui/parts.js";
import { Page, Submit, checkFilled, checkPassword, fragment, enterOffice } from "./page_frame.js";
import { Field, Problem, useForm } from "../shared/form.js";
import { CODE, JOINS, JoinPage } from "./join_page.js";
import { isWaiting } from "./knock.js";
import { AlreadySignedIn } from "./already_signed_in.js";
import { toast } from "../../store/toasts.js";

const NOTICE = "notice";
/** Long enough to read it twice, milliseconds. */
const SHOWN_MS = 10_000;
/** How often a page that came too early asks whether the office is set up, milliseconds. */
const SET_UP_MS = 3_000;

const instead = () => import("./other_offices.js").then((module) => module.OfficesBeforeSetup);

/** Only where nobody else in the network can read the code: on the computer itself, or over https. */
const loadReceiving = () => import("./receive_office.js");
const receiving = () => loadReceiving().then((module) => module.ReceiveOffice);
const loadKeeping = () => import("./keep_copies.js");
const keeping = () => loadKeeping().then((module) => module.KeepCopies);

/** Returns a message for the page and removes it, so that it is shown once. */
function takeNotice() {
  const notice = remember(NOTICE);
  forget(NOTICE);
  return notice;
}

/** Reloads for another link that is opened in the same tab, because browsers load nothing for a new fragment alone. */
const useNewFragment = () => useEffect(() => {
  const again = () => location.reload();
  addEventListener("hashchange", again);
  return () => removeEventListener("hashchange", again);
}, []);

export function SigninPages() {
  useNewFragment();
  const view = route.value.view;
  const [, kind, token] = (view === "sign-in" && fragment().match(/^(window|link)=(.+)$/)) || [];
  if (token) return h(OneTimeDoor, { key: token, kind, token });
  if (me.value && view === "join" && (remember(JOINS) || isWaiting())) return h(JoinInstead, null);
  if (me.value && !(view === "sign-in" && remember(JOINS))) return h(Inside, null);
  if (view === "setup" || setupNeeded.value) return h(Setup, null);
  return view === "join" ? h(JoinPage, null) : h(SignIn, null);
}

/** Somebody is signed in here, and somebody else wants to join. */
function JoinInstead() {
  const [joins, setJoins] = useState(false);
  if (joins) return h(JoinPage, null);
  return h(AlreadySignedIn, {
    lead: t("replace.join", { office: office.value.name }), label: t("replace.join_new"), act: () => setJoins(true), isStayFirst: true,
    onStay: () => forget(JOINS),
  });
}

/** Goes straight into the office for someone who is signed in already. A join link says as whom, because somebody else may have followed it. */
function Inside() {
  useEffect(() => {
    if (route.peek().view === "join" && fragment()) toast(t("replace.inside", { name: isolated(me.peek().name) }), { label: t("replace.not_me"), act: joinInstead, ms: SHOWN_MS });
    remember(CODE, route.peek().view === "join" ? fragment() : "");
    navigate("/", { replace: true });
  }, []);
  return null;
}

function joinInstead() {
  remember(JOINS, "yes");
  navigate("/join");
}

/** Signs in by a one-time token, with which the host's own window and a link for one more device come. @param {{kind: string, token: string}} props */
function OneTimeDoor({ kind, token }) {
  const [problem, setProblem] = useState("");
  const [asked, setAsked] = useState(/** @type {any} */ (null));
  const enter = () => post("/api/session", { [`${kind}_token`]: token }).then(() => enterOffice(false));
  useEffect(() => {
    begin(kind, token, setAsked, enter).catch((error) => setProblem(error.message));
  }, [token]);
  if (problem) return h(DeadLink, { problem });
  if (asked) return h(AlreadySignedIn, { lead: t("replace.link", { name: isolated(asked.name) }), label: t("replace.as", { name: isolated(asked.name) }), act: enter });
  return html`<main class="card-page" aria-busy="true"></main>`;
}

/**
 * Asks someone who is signed in already before a link signs in somebody else. The host's own window replaces nobody.
 * @param {string} kind @param {string} token @param {(user: any) => void} ask @param {() => Promise<void>} enter
 */
async function begin(kind, token, ask, enter) {
  if (!me.peek() || kind === "window") return enter();
  const { user } = await post("/api/session/look", { link_token: token });
  return user.id === me.peek().id ? enter() : ask(user);
}

/** @param {{problem: string}} props */
function DeadLink({ problem }) {
  history.replaceState(history.state, "", "/sign-in");
  return me.value ? h(AlreadySignedIn, { lead: problem }) : h(SignIn, { notice: problem });
}

function Setup() {
  const token = remember("setup-token", route.value.view === "setup" ? fragment() : "");
  const form = useForm(async (values) => {
    checkFilled("office_name", values.office_name, t("form.office_empty"));
    checkFilled("name", values.name, t("form.name_empty"));
    checkPassword(values);
    await post("/api/setup", { ...values, token });
    await enterOffice(true);
  });
  const [way, setInstead] = useState(/** @type {"" | "receives" | "enrols" | "keeps"} */ (""));
  useEffect(() => {
    if (!token || !isSecureContext) return;
    void loadReceiving().then((module) => module.isAwaited(token)).then((is) => is && setInstead("receives"), () => {});
    void loadKeeping().then((module) => module.isStandby(token)).then((is) => is && setInstead("keeps"), () => {});
  }, [token]);
  const onEnd = () => setInstead("");
  if (!token) return h(NotSetUp, null);
  if (way === "receives") return h(Lazy, { load: receiving, token, onEnd });
  if (way) return h(Lazy, { load: keeping, token, isEnrolling: way === "enrols", onEnd });
  return html`<${Page} title=${t("setup.title")} lead=${t("setup.lead")}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["office_name", "name", "password"] })}
      ${h(Field, { name: "office_name", label: t("setup.office_name"), hint: t("setup.office_hint"), error: form.error, maxlength: limits.value.office_name, autocomplete: "organization", autofocus: true })}
      ${h(Field, { name: "name", label: t("form.name"), hint: t("form.name_hint"), error: form.error, maxlength: limits.value.name, autocomplete: "username" })}
      ${h(Field, { name: "password", type: "password", label: t("form.password"), hint: t("form.password_hint", { n: limits.value.password_min }), error: form.error, autocomplete: "new-password" })}
      ${h(Submit, { busy: form.busy, label: t("setup.submit") })}
    </form>
    ${h(Lazy, { load: instead, token })}
    ${isSecureContext && html`<p class="other"><button type="button" class="text-button" onClick=${() => setInstead("receives")}>${t("receive.instead")}</button></p>
      <p class="other"><button type="button" class="text-button" onClick=${() => setInstead("enrols")}>${t("enrol.instead")}</button></p>`}
  <//>`;
}

/** For those who came before the owner: the page goes on as soon as the office is set up. */
function NotSetUp() {
  useEffect(() => {
    const look = () => get("/api/hello").then(({ setup_needed: isNew }) => isNew || location.reload(), () => {});
    const timer = setInterval(() => void look(), SET_UP_MS);
    return () => clearInterval(timer);
  }, []);
  return h(Page, { title: t("setup.title"), lead: t("setup.no_token") });
}

/** @param {{notice?: string}} props */
function SignIn({ notice }) {
  const [shown] = useState(() => notice || takeNotice());
  // The name of someone who comes from another address of the office.
  const name = remember("moved-name");
  const form = useForm(async (values) => {
    checkFilled("name", values.name, t("form.name_empty"));
    checkFilled("password", values.password, t("form.password_empty"));
    await post("/api/session", values);
    forget(JOINS);
    await enterOffice(false);
  });
  return html`<${Page} title=${t("signin.title", { office: office.value.name })} lead=${shown ? undefined : t("signin.lead")} notice=${shown}>
    <form onSubmit=${form.submit} novalidate>
      ${h(Problem, { error: form.error, fields: ["name", "password"] })}
      ${h(Field, { name: "name", label: t("form.name"), error: form.error, autocomplete: "username", autofocus: !name, defaultValue: name })}
      ${h(Field, { name: "password", type: "password", label: t("form.password"), error: form.error, autocomplete: "current-password", autofocus: Boolean(name) })}
      ${h(Submit, { busy: form.busy, label: t("signin.submit") })}
    </form>
    ${h(me.value ? Stay : Newcomer, null)}
  <//>`;
}

/** The button to stay, when somebody is signed in here and somebody else is about to replace them. */
function Stay() {
  const stay = () => {
    forget(JOINS);
    navigate("/", { replace: true });
  };
  return html`<p class="other"><button type="button" class="text-button" onClick=${stay}>${t("replace.stay", { name: isolated(me.value.name) })}</button></p>`;
}

/** Offers joining to someone without an account. Most people who type the address by hand are new. */
function Newcomer() {
  const canJoin = remember(CODE) || joinMethods.value.includes("pin") || joinMethods.value.includes("knock");
  if (!canJoin) return html`<p class="other">${t("signin.how_to_join")}</p>`;
  return html`<p class="or"><span>${t("signin.new_here")}</span></p><a class="button wide-button" href="/join">${t("signin.join")}</a>`;
}
